package gaps

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"

	"camtay/app/access"
	"camtay/app/page"
)

// People are those in a scope who do not yet show what their posts require of a
// competency, the widest gap first, one page and the cursor of the next.
func People(ctx context.Context, db bun.IDB, scope access.Scope, competencyID uuid.UUID, f PeopleFilter) ([]Lacking, string, error) {
	limit := page.Limit(f.Limit)
	after, err := page.Parse(f.After, placeValues)
	if err != nil {
		return nil, "", err
	}
	q := people(db, scope, f).
		ColumnExpr("g.level, g.required, g.gap, g.critical").
		Join("join v_gaps g on g.staff_id = s.id").
		Where("g.competency_id = ?", competencyID).
		Where("g.gap > 0")
	var found []Lacking
	if err := inPlace(q, "-g.gap", after, limit).Scan(ctx, &found); err != nil {
		return nil, "", fmt.Errorf("list people with a gap: %w", err)
	}
	found, next := page.Cut(found, limit, func(l Lacking) string { return place(int(l.Gap), l.Person) })
	return found, next, nil
}

// RankBy orders the people of a scope by the sum of their gaps over some
// competencies, the widest first; people without a gap stand at the end. It
// returns one page and the cursor of the next.
func RankBy(ctx context.Context, db bun.IDB, scope access.Scope, competencyIDs []uuid.UUID, f PeopleFilter) ([]Ranked, string, error) {
	limit := page.Limit(f.Limit)
	after, err := page.Parse(f.After, placeValues)
	if err != nil {
		return nil, "", err
	}
	ids := pgdialect.Array(texts(competencyIDs))
	// The grouping cannot see the scope by itself; told, a ward costs a ward.
	asked := db.NewSelect().
		TableExpr("v_post_requirements r").
		ColumnExpr("r.staff_id, r.competency_id, max(r.level) as required").
		Where("r.competency_id = any(?::uuid[])", ids).
		Where("r.staff_id in (?)", db.NewSelect().
			TableExpr("staff s").
			ColumnExpr("s.id").
			Join("join units u on u.id = s.unit_id").
			Where("u.path <@ any(?)", scope)).
		GroupExpr("r.staff_id, r.competency_id")
	sums := db.NewSelect().
		TableExpr("(?) a", asked).
		ColumnExpr("a.staff_id, sum(greatest(a.required - coalesce(l.level, 0), 0))::integer as gap").
		Join("left join levels l on l.staff_id = a.staff_id and l.competency_id = a.competency_id").
		GroupExpr("a.staff_id")
	q := people(db, scope, f).
		ColumnExpr("coalesce(x.gap, 0) as gap").
		Join("left join (?) x on x.staff_id = s.id", sums)
	var found []Ranked
	if err := inPlace(q, "-coalesce(x.gap, 0)", after, limit).Scan(ctx, &found); err != nil {
		return nil, "", fmt.Errorf("rank people by gap: %w", err)
	}
	found, next := page.Cut(found, limit, func(r Ranked) string { return place(r.Gap, r.Person) })
	if err := openSums(ctx, db, found, ids); err != nil {
		return nil, "", err
	}
	return found, next, nil
}

// openSums gives each person of a page the competencies behind the sum.
func openSums(ctx context.Context, db bun.IDB, found []Ranked, competencyIDs any) error {
	staffIDs := make([]uuid.UUID, 0, len(found))
	at := make(map[uuid.UUID]int, len(found))
	for i, r := range found {
		staffIDs = append(staffIDs, r.StaffID)
		at[r.StaffID] = i
	}
	var rows []struct {
		RankedGap

		StaffID uuid.UUID
	}
	err := db.NewRaw(`select g.staff_id, g.competency_id, c.code, c.name_vi, c.name_en, g.level, g.required, g.gap
		from v_gaps g
		join competencies c on c.id = g.competency_id
		where g.staff_id = any(?::uuid[])
		and g.competency_id = any(?::uuid[])
		order by c.position, c.code, c.id`,
		pgdialect.Array(texts(staffIDs)), competencyIDs).Scan(ctx, &rows)
	if err != nil {
		return fmt.Errorf("read gaps of a page: %w", err)
	}
	for _, row := range rows {
		r := &found[at[row.StaffID]]
		r.Gaps = append(r.Gaps, row.RankedGap)
	}
	return nil
}

// people selects the staff s of a scope with their unit u.
func people(db bun.IDB, scope access.Scope, f PeopleFilter) *bun.SelectQuery {
	q := db.NewSelect().
		TableExpr("staff s").
		ColumnExpr("s.id as staff_id, s.code, s.full_name, s.family_name, s.given_name").
		ColumnExpr("u.id as unit_id, u.name as unit_name, u.path as unit_path").
		Join("join units u on u.id = s.unit_id").
		Where("u.path <@ any(?)", scope).
		Where("(s.left_on is null or s.left_on > current_date)")
	if f.UnitID != uuid.Nil {
		q = q.Where("u.path <@ (select path from units where id = ?)", f.UnitID)
	}
	if f.Q != "" {
		q = q.Where("s.search like '%' || fold_text(?) || '%'", f.Q)
	}
	return q
}

// inPlace orders a query over people by a number and then by name, and takes one
// row more than the page.
func inPlace(q *bun.SelectQuery, number string, after []string, limit int) *bun.SelectQuery {
	const names = `s.given_name collate "vi-x-icu", s.family_name collate "vi-x-icu", s.id`
	if after != nil {
		q = q.Where("("+number+", "+names+") > (?::integer, ?, ?, ?::uuid)", after[0], after[1], after[2], after[3])
	}
	return q.OrderExpr(number + ", " + names).Limit(int64(limit) + 1)
}

func texts(ids []uuid.UUID) []string {
	out := make([]string, 0, len(ids))
	for _, id := range ids {
		out = append(out, id.String())
	}
	return out
}
