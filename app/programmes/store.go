package programmes

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
	"camtay/app/page"
)

// ErrNotFound reports a programme that is not there.
var ErrNotFound = errors.New("no such programme")

func find(ctx context.Context, db bun.IDB, id uuid.UUID, lock bool) (Programme, error) {
	p := Programme{ID: id}
	q := db.NewSelect().Model(&p).WherePK()
	if lock {
		q = q.For("update")
	}
	err := q.Scan(ctx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Programme{}, ErrNotFound
	case err != nil:
		return Programme{}, fmt.Errorf("find programme: %w", err)
	}
	if err := db.NewRaw("select unit_id from programme_units where programme_id = ? order by unit_id", id).Scan(ctx, &p.Units); err != nil {
		return Programme{}, fmt.Errorf("find communes of programme: %w", err)
	}
	if err := db.NewRaw("select competency_id from programme_competencies where programme_id = ? order by competency_id", id).Scan(ctx, &p.Competencies); err != nil {
		return Programme{}, fmt.Errorf("find competencies of programme: %w", err)
	}
	return p, nil
}

// Filter chooses programmes.
type Filter struct {
	Q     string
	State State
	After []string
	Limit int
}

// list are programmes all of whose communes lie in a scope.
func list(ctx context.Context, db bun.IDB, scope access.Scope, f Filter) ([]Programme, error) {
	var found []Programme
	q := db.NewSelect().Model(&found).
		Where(`not exists (
			select from programme_units pu
			join units u on u.id = pu.unit_id
			where pu.programme_id = programme.id
			and not u.path <@ any(?))`, scope).
		OrderExpr("created_at desc, id desc").
		Limit(int64(page.Limit(f.Limit)) + 1)
	if f.Q != "" {
		q = q.Where("search like '%' || fold_text(?) || '%'", f.Q)
	}
	if f.State != "" {
		q = q.Where("state = ?", f.State)
	}
	if f.After != nil {
		q = q.Where("(created_at, id) < (?::timestamptz, ?::uuid)", f.After[0], f.After[1])
	}
	if err := q.Scan(ctx); err != nil {
		return nil, fmt.Errorf("list programmes: %w", err)
	}
	return found, nil
}

// put writes a programme with its communes and competencies.
func put(ctx context.Context, tx bun.Tx, p Programme) error {
	_, err := tx.NewInsert().Model(&p).
		On("conflict (id) do update").
		Set("name = excluded.name").
		Set("aim = excluded.aim").
		Set("mode = excluded.mode").
		Set("starts_on = excluded.starts_on").
		Set("weeks = excluded.weeks").
		Set("per_mentor = excluded.per_mentor").
		Set("state = excluded.state").
		Set("updated_at = excluded.updated_at").
		Exec(ctx)
	if err != nil {
		return fmt.Errorf("put programme: %w", err)
	}
	for table, ids := range map[string][]uuid.UUID{"programme_units": p.Units, "programme_competencies": p.Competencies} {
		if _, err := tx.ExecContext(ctx, "delete from "+table+" where programme_id = ?", p.ID); err != nil {
			return fmt.Errorf("put programme: %w", err)
		}
		if _, err := tx.ExecContext(ctx, "insert into "+table+" select ?, unnest(?::uuid[]) on conflict do nothing", p.ID, array(ids)); err != nil {
			return fmt.Errorf("put programme: %w", err)
		}
	}
	return nil
}

// array passes ids to any and unnest.
func array(ids []uuid.UUID) any {
	texts := make([]string, 0, len(ids))
	for _, id := range ids {
		texts = append(texts, id.String())
	}
	return pgdialect.Array(texts)
}

// move sets what a run changes.
func move(ctx context.Context, db bun.IDB, p Programme, now time.Time) error {
	p.UpdatedAt = now
	_, err := db.NewUpdate().Model(&p).
		Column("state", "stopping", "done", "of", "failure", "figures", "published_at", "updated_at").
		WherePK().
		Exec(ctx)
	if err != nil {
		return fmt.Errorf("move programme: %w", err)
	}
	return nil
}

// progress notes how far a run is, and reports whether it is to stop.
func progress(ctx context.Context, db bun.IDB, id uuid.UUID, done, of int) (bool, error) {
	var stopping bool
	err := db.NewRaw(`update programmes set done = ?, "of" = ? where id = ? and state = ? returning stopping`, done, of, id, Matching).Scan(ctx, &stopping)
	if errors.Is(err, sql.ErrNoRows) {
		return true, nil
	}
	if err != nil {
		return false, fmt.Errorf("note progress of programme: %w", err)
	}
	return stopping, nil
}

// waiting is the programme that has waited longest to be matched, locked so that no
// other process matches it, or ErrNotFound.
func waiting(ctx context.Context, tx bun.Tx) (uuid.UUID, error) {
	var id uuid.UUID
	err := tx.NewRaw(`select id from programmes
		where state = ?
		and pg_try_advisory_xact_lock(hashtextextended(id::text, 0))
		order by updated_at, id
		limit 1`, Matching).Scan(ctx, &id)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return uuid.Nil, ErrNotFound
	case err != nil:
		return uuid.Nil, fmt.Errorf("find programme to match: %w", err)
	}
	return id, nil
}

// refusalDays is how long before a programme a refusal between two people counts.
const refusalDays = 180

// wishesOf are what was decided beforehand: by the officer, by people who declined
// each other not long ago, or, when covers are asked for, by the last run as well.
func wishesOf(ctx context.Context, db bun.IDB, id uuid.UUID, covers bool) ([]Wish, error) {
	var rows []struct {
		LearnerID uuid.UUID
		Need      string
		MentorID  uuid.UUID
		Fixed     bool
		Past      bool
		Cover     bool
	}
	err := db.NewRaw(`select learner_id, need, mentor_id, fixed, false as past, cover
		from programme_wishes
		where programme_id = ?0
		and (?1 or not cover)
		union all
		select distinct x.learner_id, c.group_vi, x.mentor_id, false, true, false
		from pairs x
		join competencies c on c.id = x.competency_id
		join programmes p on p.id = ?0
		where x.state = 'declined'
		and x.closed_at > p.created_at - make_interval(days => ?2)
		order by learner_id, need, mentor_id, past`, id, covers, refusalDays).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("read wishes of programme: %w", err)
	}
	wishes := make([]Wish, 0, len(rows))
	for _, r := range rows {
		wishes = append(wishes, Wish{Learner: r.LearnerID, Group: r.Need, Mentor: r.MentorID, Fixed: r.Fixed, Past: r.Past, Cover: r.Cover})
	}
	return wishes, nil
}

type pairRow struct {
	bun.BaseModel `bun:"table:programme_pairs"`

	ProgrammeID uuid.UUID `bun:",pk"`
	LearnerID   uuid.UUID `bun:",pk"`
	Need        string    `bun:",pk"`
	Tier        int
	MentorID    uuid.UUID `bun:",nullzero"`
	Value       int32
	Slot        *int16
	Remote      bool
}

// replacePairs writes the outcome of a matching in place of the one before.
func replacePairs(ctx context.Context, tx bun.Tx, id uuid.UUID, rows []pairRow) error {
	if _, err := tx.ExecContext(ctx, "delete from programme_pairs where programme_id = ?", id); err != nil {
		return fmt.Errorf("replace pairs of programme: %w", err)
	}
	const batch = 2_000
	for from := 0; from < len(rows); from += batch {
		part := rows[from:min(from+batch, len(rows))]
		if _, err := tx.NewInsert().Model(&part).Exec(ctx); err != nil {
			return fmt.Errorf("replace pairs of programme: %w", err)
		}
	}
	return nil
}
