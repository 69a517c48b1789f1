package communities

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
)

// Report says that somebody holds a post, or one of its answers, to be wrong here.
type Report struct {
	bun.BaseModel `bun:"table:community_reports"`

	ID        uuid.UUID `bun:",pk"`
	PostID    uuid.UUID
	AnswerID  uuid.UUID `bun:",nullzero"`
	StaffID   uuid.UUID
	Reason    string
	CreatedAt time.Time
	SettledAt *time.Time
	SettledBy uuid.UUID `bun:",nullzero"`
	Outcome   string
}

// How a report is settled.
const (
	outcomeKept   = "kept"
	outcomeHidden = "hidden"
)

// ReportView is a report with the name of who made it.
type ReportView struct {
	Report

	FullName string
}

// reportsOf are the open reports on a post and its answers, oldest first.
func reportsOf(ctx context.Context, db bun.IDB, postID uuid.UUID) ([]ReportView, error) {
	var found []ReportView
	err := db.NewRaw(`select r.*, s.full_name
		from community_reports r
		join staff s on s.id = r.staff_id
		where r.post_id = ?
		and r.settled_at is null
		order by r.created_at, r.id
		limit 200`, postID).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("list reports: %w", err)
	}
	return found, nil
}

// FindReport is the report of an id.
func FindReport(ctx context.Context, db bun.IDB, id uuid.UUID) (Report, error) {
	var r Report
	if err := db.NewSelect().Model(&r).Where("id = ?", id).Scan(ctx); err != nil {
		return Report{}, fmt.Errorf("find report: %w", err)
	}
	return r, nil
}

func insertReport(ctx context.Context, tx bun.Tx, r Report) error {
	if _, err := tx.NewInsert().Model(&r).Exec(ctx); err != nil {
		return fmt.Errorf("insert report: %w", err)
	}
	return nil
}

// settleReports settles the open reports on a post, or on one of its answers.
func settleReports(ctx context.Context, tx bun.Tx, postID, answerID, by uuid.UUID, outcome string, now time.Time) error {
	_, err := tx.NewRaw(`update community_reports
		set settled_at = ?3, settled_by = ?2, outcome = ?4
		where post_id = ?0
		and coalesce(answer_id, post_id) = ?1
		and settled_at is null`, postID, target(postID, answerID), by, now, outcome).Exec(ctx)
	if err != nil {
		return fmt.Errorf("settle reports: %w", err)
	}
	return nil
}

// target is the answer, or the post itself.
func target(postID, answerID uuid.UUID) uuid.UUID {
	if answerID != uuid.Nil {
		return answerID
	}
	return postID
}

// Standing is what a field's community is to somebody.
type Standing struct {
	FieldKind string
	Field     string
	Followed  bool
	Own       bool // holds a post of it
	Wide      bool
	Open      int // questions without an answer that the person may see
}

// standings are the fields that are anything to somebody.
func standings(ctx context.Context, db bun.IDB, v Viewer) ([]Standing, error) {
	var found []Standing
	open := seen(db, v, time.Time{}).Where("p.form = 'question' and n.answers = 0 and p.withdrawn_at is null and p.hidden_at is null")
	err := db.NewRaw(`select field_kind, field, bool_or(followed) as followed, bool_or(own) as own, bool_or(wide) as wide, sum(open) as open
		from (
			select field_kind, field, true as followed, false as own, false as wide, 0 as open
			from community_follows
			where staff_id = ?0
			union all
			select 'position', q.code, false, true, false, 0
			from posts o
			join positions q on q.id = o.position_id
			where o.staff_id = ?0
			and o.during @> current_date
			union all
			select field_kind, field, false, false, wide, 0
			from community_reaches
			union all
			select field_kind, field, false, false, false, 1
			from (?1) asked
		) s
		group by field_kind, field`, v.StaffID, open).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("read standings in communities: %w", err)
	}
	return found, nil
}

// PutFollow follows a field, or no longer.
func PutFollow(ctx context.Context, db bun.IDB, staffID uuid.UUID, kind, field string, follow bool, now time.Time) error {
	statement := "delete from community_follows where staff_id = ?0 and field_kind = ?1 and field = ?2"
	if follow {
		statement = `insert into community_follows (staff_id, field_kind, field, created_at)
			values (?0, ?1, ?2, ?3)
			on conflict do nothing`
	}
	if _, err := db.NewRaw(statement, staffID, kind, field, now).Exec(ctx); err != nil {
		return fmt.Errorf("follow field: %w", err)
	}
	return nil
}

// PutReach opens a field's community to the province, or no longer.
func PutReach(ctx context.Context, db bun.IDB, by uuid.UUID, kind, field string, wide bool, now time.Time) error {
	_, err := db.NewRaw(`insert into community_reaches (field_kind, field, wide, updated_by, updated_at)
		values (?, ?, ?, nullif(?, '00000000-0000-0000-0000-000000000000'::uuid), ?)
		on conflict (field_kind, field) do update
		set wide = excluded.wide, updated_by = excluded.updated_by, updated_at = excluded.updated_at`, kind, field, wide, by, now).Exec(ctx)
	if err != nil {
		return fmt.Errorf("widen field: %w", err)
	}
	return nil
}

// Followers are those who follow a post's field and may see the post, without its
// author.
func Followers(ctx context.Context, db bun.IDB, p Post) ([]uuid.UUID, error) {
	var ids []uuid.UUID
	err := db.NewRaw(`select f.staff_id
		from community_follows f
		join staff s on s.id = f.staff_id and (s.left_on is null or s.left_on > current_date)
		join units u on u.id = s.unit_id
		join units c on c.id = ?2
		where f.field_kind = ?0
		and f.field = ?1
		and f.staff_id <> ?3
		and (
			u.path <@ c.path
			or exists (
				select from unit_neighbours b
				join units n on n.id = b.unit_id
				where b.neighbour_id = c.id
				and u.path <@ n.path
			)
			or u.path <@ subpath(c.path, 0, 1) and exists (select from community_reaches g where g.field_kind = ?0 and g.field = ?1 and g.wide)
		)
		order by f.staff_id`, p.FieldKind, p.Field, p.CommuneID, p.AuthorID).Scan(ctx, &ids)
	if err != nil {
		return nil, fmt.Errorf("list followers: %w", err)
	}
	return ids, nil
}
