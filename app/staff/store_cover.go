package staff

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/org"
)

// ErrNoAbsence reports an absence that does not exist or may not be seen.
var ErrNoAbsence = errors.New("absence not found")

// absentSQL reads absences with the last day away.
const absentSQL = `a.id, a.staff_id, lower(a.during) as "from", upper(a.during) - 1 as until, a.kind, a.entered_by, a.created_at`

// InsertAbsence adds an absence. One that overlaps another of the person breaks
// the constraint absences_no_overlap.
func InsertAbsence(ctx context.Context, db bun.IDB, a Absence) error {
	by := uuid.NullUUID{UUID: a.EnteredBy, Valid: a.EnteredBy != uuid.Nil}
	_, err := db.NewRaw(`insert into absences (id, staff_id, during, kind, entered_by, created_at)
		values (?, ?, daterange(?, ?, '[]'), ?, ?, ?)`, a.ID, a.StaffID, a.From, a.Until, a.Kind, by, a.CreatedAt).Exec(ctx)
	if err != nil {
		return fmt.Errorf("insert absence: %w", err)
	}
	return nil
}

// overlapping is an absence of somebody that shares a day with a span, the
// earliest, or ErrNoAbsence.
func overlapping(ctx context.Context, db bun.IDB, a Absence) (Absence, error) {
	return oneAbsence(ctx, db.NewRaw("select "+absentSQL+` from absences a
		where a.staff_id = ?
		and a.during && daterange(?, ?, '[]')
		order by lower(a.during)
		limit 1`, a.StaffID, a.From, a.Until))
}

func findAbsence(ctx context.Context, db bun.IDB, id uuid.UUID) (Absence, error) {
	return oneAbsence(ctx, db.NewRaw("select "+absentSQL+" from absences a where a.id = ?", id))
}

func oneAbsence(ctx context.Context, q *bun.RawQuery) (Absence, error) {
	var a Absence
	err := q.Scan(ctx, &a)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Absence{}, ErrNoAbsence
	case err != nil:
		return Absence{}, fmt.Errorf("find absence: %w", err)
	}
	return a, nil
}

func dropAbsence(ctx context.Context, tx bun.Tx, id uuid.UUID) error {
	if _, err := tx.ExecContext(ctx, "delete from absences where id = ?", id); err != nil {
		return fmt.Errorf("delete absence: %w", err)
	}
	return nil
}

// AbsencesOf are one person's absences that end on a day or later, the next first.
func AbsencesOf(ctx context.Context, db bun.IDB, staffID uuid.UUID, from clock.Day) ([]Absence, error) {
	var found []Absence
	err := db.NewRaw("select "+absentSQL+` from absences a
		where a.staff_id = ?
		and upper(a.during) > ?::date
		order by lower(a.during)`, staffID, from).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("list absences of a person: %w", err)
	}
	return found, nil
}

// Absent is an absence with the names that go with it.
type Absent struct {
	Absence

	FullName string
	Unit     string
}

// AbsenceFilter narrows a list of absences: those that end today or later, the
// next first, or those that are over, the latest first.
type AbsenceFilter struct {
	Q        string
	UnitPath string
	Over     bool
	After    []string // first day, id of the last row shown
	Limit    int
}

const absenceKeys = 2

// Absences are those of people in a scope, at most Limit+1.
func Absences(ctx context.Context, db bun.IDB, scope access.Scope, f AbsenceFilter, today clock.Day) ([]Absent, error) {
	q := db.NewSelect().TableExpr("absences a").
		ColumnExpr(absentSQL).
		ColumnExpr("s.full_name, u.name as unit").
		Join("join staff s on s.id = a.staff_id").
		Join("join units u on u.id = s.unit_id").
		Where("?", InScope("a.staff_id", scope, today)).
		Limit(int64(f.Limit) + 1)
	if f.Q != "" {
		q = q.Where("s.search like '%' || fold_text(?) || '%'", likeText(f.Q))
	}
	if f.UnitPath != "" {
		q = q.Where("?", InScope("a.staff_id", access.Everywhere(f.UnitPath), today))
	}
	sign, order := ">", "lower(a.during), a.id"
	if f.Over {
		q = q.Where("upper(a.during) <= ?::date", today)
		sign, order = "<", "lower(a.during) desc, a.id desc"
	} else {
		q = q.Where("upper(a.during) > ?::date", today)
	}
	if f.After != nil {
		q = q.Where("(lower(a.during), a.id) "+sign+" (?::date, ?::uuid)", f.After[0], f.After[1])
	}
	var found []Absent
	if err := q.OrderExpr(order).Scan(ctx, &found); err != nil {
		return nil, fmt.Errorf("list absences: %w", err)
	}
	return found, nil
}

// PutCounters adds or replaces what counters need, as given: for loading
// prepared data, and for the service.
func PutCounters(ctx context.Context, tx bun.Tx, counters []Counter, now time.Time) error {
	if len(counters) == 0 {
		return nil
	}
	rows := make([]Counter, 0, len(counters))
	for _, c := range counters {
		c.UpdatedAt = now
		rows = append(rows, c)
	}
	_, err := tx.NewInsert().Model(&rows).
		On("conflict (unit_id) do update").
		Set("minimum = excluded.minimum").
		Set("updated_at = excluded.updated_at").
		Exec(ctx)
	if err != nil {
		return fmt.Errorf("put counters: %w", err)
	}
	return nil
}

func dropCounter(ctx context.Context, tx bun.Tx, unitID uuid.UUID) error {
	if _, err := tx.ExecContext(ctx, "delete from counters where unit_id = ?", unitID); err != nil {
		return fmt.Errorf("delete counter: %w", err)
	}
	return nil
}

// CoversOn are the counters among some units on some days, by unit, then day.
// People are those whose home the unit is. Whoever asks limits the units.
func CoversOn(ctx context.Context, db bun.IDB, unitIDs []uuid.UUID, days []clock.Day) ([]Cover, error) {
	if len(unitIDs) == 0 || len(days) == 0 {
		return nil, nil
	}
	var found []Cover
	err := db.NewRaw(`select c.unit_id, d.day as "on", c.minimum, count(s.id) as people,
			count(s.id) filter (where exists (select from absences a where a.staff_id = s.id and a.during @> d.day)) as away
		from counters c
		cross join unnest(array[?]::date[]) as d(day)
		left join staff s on s.unit_id = c.unit_id and (s.left_on is null or s.left_on > d.day)
		where c.unit_id in (?)
		group by c.unit_id, c.minimum, d.day
		order by c.unit_id, d.day`, bun.List(days), bun.List(unitIDs)).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("count who is at counters: %w", err)
	}
	return found, nil
}

// Away are the people of some units who are away on a day, by unit. Whoever asks
// limits the units.
func Away(ctx context.Context, db bun.IDB, unitIDs []uuid.UUID, on clock.Day) (map[uuid.UUID][]uuid.UUID, error) {
	away := map[uuid.UUID][]uuid.UUID{}
	if len(unitIDs) == 0 {
		return away, nil
	}
	var rows []struct{ UnitID, StaffID uuid.UUID }
	err := db.NewRaw(`select s.unit_id, a.staff_id
		from absences a
		join staff s on s.id = a.staff_id
		where s.unit_id in (?)
		and a.during @> ?::date
		order by a.staff_id`, bun.List(unitIDs), on).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("find who is away: %w", err)
	}
	for _, r := range rows {
		away[r.UnitID] = append(away[r.UnitID], r.StaffID)
	}
	return away, nil
}

// CounterLine is a unit with its counter, if it has one.
type CounterLine struct {
	UnitID  uuid.UUID
	Name    string
	Parent  string
	Minimum *int
	People  int
	Away    int
}

// CounterFilter narrows a list of units with counters.
type CounterFilter struct {
	Q     string
	After []string // name, id of the last row shown
	Limit int
}

const counterKeys = 2

// Counters are the units of a scope that have a counter, or are one-stop centres
// and should have one, in Vietnamese order of name, at most Limit+1.
func Counters(ctx context.Context, db bun.IDB, scope access.Scope, f CounterFilter, today clock.Day) ([]CounterLine, error) {
	q := db.NewSelect().TableExpr("units u").
		ColumnExpr("u.id as unit_id, u.name, coalesce(o.name, '') as parent, c.minimum").
		ColumnExpr("(select count(*) from staff s where s.unit_id = u.id and (s.left_on is null or s.left_on > ?::date)) as people", today).
		ColumnExpr(`(select count(*) from staff s join absences a on a.staff_id = s.id and a.during @> ?0::date
			where s.unit_id = u.id and (s.left_on is null or s.left_on > ?0::date)) as away`, today).
		Join("left join counters c on c.unit_id = u.id").
		Join("left join units o on o.id = u.parent_id").
		Where("u.path <@ any(?)", scope).
		Where("u.closed_on is null or u.closed_on > ?::date", today).
		Where("c.unit_id is not null or u.kind = ?", org.KindOneStop).
		Limit(int64(f.Limit) + 1)
	if f.Q != "" {
		q = q.Where("u.search like '%' || fold_text(?) || '%'", likeText(f.Q))
	}
	if f.After != nil {
		q = q.Where(`(u.name collate "vi-x-icu", u.id) > (?, ?)`, f.After[0], f.After[1])
	}
	var found []CounterLine
	if err := q.OrderExpr(`u.name collate "vi-x-icu", u.id`).Scan(ctx, &found); err != nil {
		return nil, fmt.Errorf("list counters: %w", err)
	}
	return found, nil
}
