package gaps

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/evidence"
	"camtay/app/org"
)

// months is how far back the past is counted.
const months = 24

// alone reports that no other transaction writes snapshots, and keeps it so.
func alone(ctx context.Context, tx bun.Tx) (bool, error) {
	var first bool
	if err := tx.NewRaw("select pg_try_advisory_xact_lock(hashtext('gap_snapshots'))").Scan(ctx, &first); err != nil {
		return false, fmt.Errorf("lock snapshots: %w", err)
	}
	return first, nil
}

// Snapshot writes today's numbers, in place of the month's earlier ones. Doing it
// again changes nothing but today's rows.
func Snapshot(ctx context.Context, tx bun.Tx, now time.Time) error {
	if first, err := alone(ctx, tx); err != nil || !first {
		return err
	}
	if _, err := Refresh(ctx, tx); err != nil {
		return err
	}
	for _, statement := range []string{
		"delete from gap_snapshot_days where day between date_trunc('month', current_date)::date and current_date",
		"insert into gap_snapshot_days (day, computed, taken_at) values (current_date, false, ?0)",
		`insert into gap_snapshots (day, commune_id, competency_id, required, met, people)
			select current_date, n.commune_id, n.competency_id, n.required, n.met, k.people
			from gap_cells n
			join gap_communes k on k.commune_id = n.commune_id
			join units c on c.id = n.commune_id
			where c.kind in ('` + org.KindCommune + `', '` + org.KindWard + `')`,
	} {
		if _, err := tx.NewRaw(statement, now).Exec(ctx); err != nil {
			return fmt.Errorf("write snapshot: %w", err)
		}
	}
	return nil
}

// Backfill counts, from the ledger, the month ends since the first post of which
// there is no number.
func Backfill(ctx context.Context, tx bun.Tx, now time.Time) error {
	if first, err := alone(ctx, tx); err != nil || !first {
		return err
	}
	var known []string
	err := tx.NewRaw("select distinct to_char(day, 'YYYY-MM') from gap_snapshot_days").Scan(ctx, &known)
	if err != nil {
		return fmt.Errorf("list snapshots: %w", err)
	}
	var today, first clock.Day
	err = tx.NewRaw("select current_date, coalesce(min(lower(during)), current_date) from posts").Scan(ctx, &today, &first)
	if err != nil {
		return fmt.Errorf("find first post: %w", err)
	}
	days := slices.DeleteFunc(MonthEnds(today, months), func(d clock.Day) bool {
		return d.Before(first) || slices.Contains(known, d.String()[:len("2006-01")])
	})
	if len(days) == 0 {
		return nil
	}
	return count(ctx, tx, days, now)
}

func count(ctx context.Context, tx bun.Tx, days []clock.Day, now time.Time) error {
	posts, rules, err := readPast(ctx, tx)
	if err != nil {
		return err
	}
	var instants []time.Time
	for _, d := range days {
		instants = append(instants, clock.Instant(d.AddDays(1).Start()))
	}
	levels := map[staffCompetency][]int16{}
	err = evidence.LevelsAt(ctx, tx, instants, func(staffID, competencyID uuid.UUID, at []int16) {
		levels[staffCompetency{staffID, competencyID}] = at
	})
	if err != nil {
		return err
	}
	for i, day := range days {
		points := past(day, posts, rules, func(staffID, competencyID uuid.UUID) int16 {
			if at := levels[staffCompetency{staffID, competencyID}]; at != nil {
				return at[i]
			}
			return 0
		})
		if err := putPast(ctx, tx, day, points, now); err != nil {
			return err
		}
	}
	return nil
}

// readPast reads all posts of people in communes, and all requirements by
// position. Before the first requirement that is known, it stands for the past.
func readPast(ctx context.Context, db bun.IDB) ([]heldPost, map[uuid.UUID][]ruledLevel, error) {
	var posts []heldPost
	err := db.NewRaw(`select o.staff_id, c.id as commune_id, o.position_id, lower(o.during) as "from", upper(o.during) as until
		from posts o
		join staff s on s.id = o.staff_id
		join units u on u.id = s.unit_id
		join units c on c.path = subpath(u.path, 0, 2) and c.kind in (?, ?)
		where nlevel(u.path) > 1`, org.KindCommune, org.KindWard).Scan(ctx, &posts)
	if err != nil {
		return nil, nil, fmt.Errorf("read posts: %w", err)
	}
	var rows []ruledLevel
	err = db.NewRaw(`select position_id, competency_id, level, upper(during) as until,
			case when lower(during) > min(lower(during)) over (partition by position_id, competency_id) then lower(during) end as "from"
		from requirements`).Scan(ctx, &rows)
	if err != nil {
		return nil, nil, fmt.Errorf("read requirements: %w", err)
	}
	rules := map[uuid.UUID][]ruledLevel{}
	for _, r := range rows {
		rules[r.PositionID] = append(rules[r.PositionID], r)
	}
	return posts, rules, nil
}

func putPast(ctx context.Context, tx bun.Tx, day clock.Day, points []Point, now time.Time) error {
	_, err := tx.NewRaw("insert into gap_snapshot_days (day, computed, taken_at) values (?, true, ?)", day, now).Exec(ctx)
	if err != nil {
		return fmt.Errorf("write past day: %w", err)
	}
	var communes, competencies []uuid.UUID
	var required, met, people []int
	for _, p := range points {
		communes, competencies = append(communes, p.CommuneID), append(competencies, p.CompetencyID)
		required, met, people = append(required, p.Required), append(met, p.Met), append(people, p.People)
	}
	_, err = tx.NewRaw(`insert into gap_snapshots (day, commune_id, competency_id, required, met, people)
		select ?, p.*
		from unnest(?::uuid[], ?::uuid[], ?::integer[], ?::integer[], ?::integer[]) p`,
		day, pgdialect.Array(texts(communes)), pgdialect.Array(texts(competencies)),
		pgdialect.Array(required), pgdialect.Array(met), pgdialect.Array(people)).Exec(ctx)
	if err != nil {
		return fmt.Errorf("write past numbers: %w", err)
	}
	return nil
}

// TrendFilter narrows a trend to the communes in a unit and to one competency;
// zero means all.
type TrendFilter struct {
	UnitID       uuid.UUID
	CompetencyID uuid.UUID
}

// TrendPoint is one day of a trend. Computed: counted afterwards, from the ledger.
type TrendPoint struct {
	Day      clock.Day
	Computed bool
	Required int
	Met      int
	People   int
}

// Trend are the days counted, in order, over the whole communes of a scope.
func Trend(ctx context.Context, db bun.IDB, scope access.Scope, f TrendFilter) ([]TrendPoint, error) {
	q := db.NewSelect().
		TableExpr("gap_snapshots n").
		ColumnExpr("n.day, n.commune_id, sum(n.required) as required, sum(n.met) as met, max(n.people) as people").
		Join("join units c on c.id = n.commune_id").
		Where("c.path <@ any(?)", scope).
		GroupExpr("n.day, n.commune_id")
	if f.UnitID != uuid.Nil {
		q = q.Where("c.path <@ (select path from units where id = ?)", f.UnitID)
	}
	if f.CompetencyID != uuid.Nil {
		q = q.Where("n.competency_id = ?", f.CompetencyID)
	}
	var points []TrendPoint
	err := db.NewRaw(`select d.day, d.computed, sum(x.required)::integer as required, sum(x.met)::integer as met, sum(x.people)::integer as people
		from gap_snapshot_days d
		join (?) x on x.day = d.day
		group by d.day, d.computed
		order by d.day`, q).Scan(ctx, &points)
	if err != nil {
		return nil, fmt.Errorf("read trend: %w", err)
	}
	return points, nil
}
