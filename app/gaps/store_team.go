package gaps

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/page"
)

// TeamFilter narrows what is counted in a unit: to people and requirements of
// one position (zero: all), and to requirements marked critical.
type TeamFilter struct {
	PositionID   uuid.UUID
	CriticalOnly bool
}

// asking are the people of a unit within a scope with what is required of each:
// staff_id, competency_id, required, critical.
func asking(db bun.IDB, scope access.Scope, unitID uuid.UUID, f TeamFilter) *bun.SelectQuery {
	q := db.NewSelect().
		TableExpr("v_post_requirements r").
		ColumnExpr("r.staff_id, r.competency_id, max(r.level) as required, bool_or(r.critical) as critical").
		// The grouping cannot see the scope by itself; told, a ward costs a ward.
		Where("r.staff_id in (?)", db.NewSelect().
			TableExpr("staff s").
			ColumnExpr("s.id").
			Join("join units u on u.id = s.unit_id").
			Where("u.path <@ any(?)", scope).
			Where("u.path <@ (select path from units where id = ?)", unitID).
			Where("(s.left_on is null or s.left_on > current_date)")).
		GroupExpr("r.staff_id, r.competency_id")
	if f.PositionID != uuid.Nil {
		q = q.Where("r.position_id = ?", f.PositionID)
	}
	if f.CriticalOnly {
		q = q.Where("r.critical")
	}
	return q
}

// Member is one person of a unit with the count of what is required of them.
type Member struct {
	Person
	Summary

	Posts string // names of the positions held, in Vietnamese
}

// Team are the people of a unit within a scope who hold a post today, those with
// most gaps first, one page and the cursor of the next.
func Team(ctx context.Context, db bun.IDB, scope access.Scope, tf TeamFilter, f PeopleFilter) ([]Member, string, error) {
	limit := page.Limit(f.Limit)
	after, err := page.Parse(f.After, placeValues)
	if err != nil {
		return nil, "", err
	}
	sums := db.NewSelect().
		TableExpr("(?) a", asking(db, scope, f.UnitID, tf)).
		ColumnExpr("a.staff_id, count(*)::integer as required").
		ColumnExpr("count(*) filter (where l.level >= a.required)::integer as met").
		ColumnExpr("count(*) filter (where coalesce(l.level, 0) < a.required)::integer as gaps").
		ColumnExpr("count(*) filter (where a.critical and coalesce(l.level, 0) < a.required)::integer as critical_gaps").
		Join("left join levels l on l.staff_id = a.staff_id and l.competency_id = a.competency_id").
		GroupExpr("a.staff_id")
	held := db.NewSelect().
		TableExpr("posts o").
		ColumnExpr("o.staff_id, string_agg(distinct v.name_vi, '; ') as posts").
		Join("join positions v on v.id = o.position_id").
		Where("o.during @> current_date").
		GroupExpr("o.staff_id")
	if tf.PositionID != uuid.Nil {
		held = held.Where("o.position_id = ?", tf.PositionID)
	}
	q := people(db, scope, f).
		ColumnExpr("coalesce(x.required, 0) as required, coalesce(x.met, 0) as met, coalesce(x.gaps, 0) as gaps, coalesce(x.critical_gaps, 0) as critical_gaps").
		ColumnExpr("h.posts").
		Join("join (?) h on h.staff_id = s.id", held).
		Join("left join (?) x on x.staff_id = s.id", sums)
	var found []Member
	if err := inPlace(q, "-coalesce(x.gaps, 0)", after, limit).Scan(ctx, &found); err != nil {
		return nil, "", fmt.Errorf("list a unit's people: %w", err)
	}
	found, next := page.Cut(found, limit, func(m Member) string { return place(m.Gaps, m.Person) })
	return found, next, nil
}

// Share counts, for one competency in a unit, who needs it and who shows it.
type Share struct {
	CompetencyID uuid.UUID
	Required     int
	Met          int
	CriticalGaps int
}

// Shares are the competencies required of anyone in a unit within a scope, in
// the framework's order, counted from the rows.
func Shares(ctx context.Context, db bun.IDB, scope access.Scope, unitID uuid.UUID, f TeamFilter) ([]Share, error) {
	var found []Share
	err := db.NewRaw(`select a.competency_id, count(*) as required, count(*) filter (where l.level >= a.required) as met,
			count(*) filter (where a.critical and coalesce(l.level, 0) < a.required) as critical_gaps
		from (?) a
		join competencies c on c.id = a.competency_id
		left join levels l on l.staff_id = a.staff_id and l.competency_id = a.competency_id
		group by a.competency_id, c.position, c.code, c.id
		order by c.position, c.code, c.id`, asking(db, scope, unitID, f)).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("count gaps of a unit: %w", err)
	}
	return found, nil
}
