package evidence

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"

	"camtay/app/access"
	"camtay/app/clock"
)

func insertChange(ctx context.Context, tx bun.Tx, m Marked, by uuid.UUID, now time.Time) error {
	_, err := tx.ExecContext(ctx, `insert into evidence_changes
			(id, kind, subject, title, summary, scopes, kinds, effective_on, due_days, course_id, taught_on, created_by, created_at)
		values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		m.ID, m.Sort, m.Subject, m.Title, m.Summary, pgdialect.Array(m.Scopes), pgdialect.Array(m.Kinds), m.EffectiveOn, m.DueDays,
		orNull(m.CourseID), dayOrNull(m.TaughtOn), orNull(by), now)
	if err != nil {
		return fmt.Errorf("write change: %w", err)
	}
	return nil
}

// markedRow is a change with where it stands.
type markedRow struct {
	ID          uuid.UUID
	Kind        string
	Subject     string
	Title       string
	Summary     string
	Scopes      []string `bun:",array"`
	Kinds       []string `bun:",array"`
	EffectiveOn clock.Day
	DueDays     int
	CourseID    uuid.UUID
	TaughtOn    clock.Day
	CreatedAt   time.Time
	State       string
	Withdrawn   bool
	Asked       int
	Learnt      int
	RunID       uuid.UUID

	OursAsked   int
	OursLearnt  int
	OursUnits   int
	OursBriefed int
}

const markedColumns = `c.id, c.kind, c.subject, c.title, c.summary, c.scopes, c.kinds, c.effective_on, c.due_days, c.course_id, c.taught_on, c.created_at`

func (r markedRow) marked() Marked {
	return Marked{
		Change: Change{
			ID: r.ID, Subject: r.Subject, Scopes: r.Scopes, Kinds: r.Kinds, From: r.EffectiveOn.Start(), CourseID: r.CourseID,
			TaughtFrom: taughtFrom(r.CourseID, r.TaughtOn, r.CreatedAt),
		},
		Sort: r.Kind, Title: r.Title, Summary: r.Summary, EffectiveOn: r.EffectiveOn, DueDays: r.DueDays, TaughtOn: r.TaughtOn,
		State: r.State, Withdrawn: r.Withdrawn, CreatedAt: r.CreatedAt, Asked: r.Asked, Learnt: r.Learnt, RunID: r.RunID,
		Ours: Ours{Asked: r.OursAsked, Learnt: r.OursLearnt, Units: r.OursUnits, Briefed: r.OursBriefed},
	}
}

func changesMarked(ctx context.Context, db bun.IDB, scope access.Scope, today clock.Day) ([]Marked, error) {
	var rows []markedRow
	err := db.NewRaw(`select `+markedColumns+`, b.state,
			exists (select from evidence_books e where e.change_id = c.id and e.kind = 'change_end' and e.state in ('applying', 'in_force')) as withdrawn,
			(select count(*) from evidence_retrainings t where t.change_id = c.id) as asked,
			(select count(*) from evidence_retrainings t where t.change_id = c.id and t.done_at is not null) as learnt,
			(select r.id from evidence_runs r join evidence_books m on m.number = r.book
				where m.change_id = c.id order by r.started_at desc, r.id limit 1) as run_id,
			coalesce(n.asked, 0) as ours_asked, coalesce(n.learnt, 0) as ours_learnt,
			coalesce(n.units, 0) as ours_units, coalesce(n.briefed, 0) as ours_briefed
		from evidence_changes c
		join evidence_books b on b.change_id = c.id and b.kind = 'change'
		left join (
			select t.change_id, count(*) as asked, count(t.done_at) as learnt, count(distinct `+communeOf+`) as units,
				count(distinct `+communeOf+`) filter (where t.briefing_id is not null) as briefed
			from evidence_retrainings t
			join staff s on s.id = t.staff_id
			join units u on u.id = s.unit_id
			where u.path <@ any(?)
			and (s.left_on is null or s.left_on > ?::date)
			group by t.change_id
		) n on n.change_id = c.id
		order by c.effective_on desc, c.id`, scope, today).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("list changes: %w", err)
	}
	found := make([]Marked, 0, len(rows))
	for _, r := range rows {
		found = append(found, r.marked())
	}
	return found, nil
}

func retrainingsOf(ctx context.Context, db bun.IDB, staffID uuid.UUID) ([]Retraining, error) {
	var rows []struct {
		markedRow

		DueOn clock.Day
		Over  bool
	}
	err := db.NewRaw(`select `+markedColumns+`, t.due_on, t.done_at is not null as over
		from evidence_retrainings t
		join evidence_changes c on c.id = t.change_id
		where t.staff_id = ?
		order by t.done_at is not null, t.due_on, c.id
		limit 100`, staffID).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("list what is to be learnt: %w", err)
	}
	found := make([]Retraining, 0, len(rows))
	for _, r := range rows {
		found = append(found, Retraining{Marked: r.marked(), DueOn: r.DueOn, Done: r.Over})
	}
	return found, nil
}

// takeRetrainings marks what people were asked as done, by a briefing if one is
// given. What was done before stays as it is.
func takeRetrainings(ctx context.Context, tx bun.Tx, changeID uuid.UUID, people []uuid.UUID, briefing uuid.UUID, now time.Time) error {
	_, err := tx.NewRaw(`update evidence_retrainings
		set done_at = ?, briefing_id = ?
		where change_id = ?
		and staff_id = any(?::uuid[])
		and done_at is null`, now, orNull(briefing), changeID, list(people)).Exec(ctx)
	if err != nil {
		return fmt.Errorf("take what was asked: %w", err)
	}
	return nil
}

// takeRetrainingsByCourse marks as done what a course teaches of what a person was
// asked, and names the changes.
func takeRetrainingsByCourse(ctx context.Context, tx bun.Tx, courseID, staffID uuid.UUID, now time.Time) ([]uuid.UUID, error) {
	var changes []uuid.UUID
	err := tx.NewRaw(`update evidence_retrainings t
		set done_at = ?
		from evidence_changes c
		where c.id = t.change_id
		and c.course_id = ?
		and t.staff_id = ?
		and t.done_at is null
		returning t.change_id`, now, courseID, staffID).Scan(ctx, &changes)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("take what a course teaches: %w", err)
	}
	return changes, nil
}

// RetrainingOf is what a person is asked to learn of one change, and whether they
// still are.
func RetrainingOf(ctx context.Context, db bun.IDB, changeID, staffID uuid.UUID) (Retraining, bool, error) {
	all, err := retrainingsOf(ctx, db, staffID)
	if err != nil {
		return Retraining{}, false, err
	}
	for _, r := range all {
		if r.ID == changeID && !r.Done {
			return r, true, nil
		}
	}
	return Retraining{}, false, nil
}
