package gaps

import (
	"context"
	"fmt"
	"strings"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/org"
)

// HeatFilter narrows a heat map to the posts of one position (zero: all) and to
// requirements marked critical.
type HeatFilter struct {
	PositionID   uuid.UUID
	CriticalOnly bool
}

// HeatMap counts from the rows themselves, for each commune that a scope touches and each competency
// required of anyone in it, the people who need and those who show it. Communes
// stand in Vietnamese order, competencies in the framework's.
func HeatMap(ctx context.Context, db bun.IDB, scope access.Scope, f HeatFilter) (Heat, error) {
	communes, err := communesOf(ctx, db, scope, f)
	if err != nil {
		return Heat{}, err
	}
	var counts []heatCount
	asked := db.NewSelect().
		TableExpr("v_post_requirements r").
		ColumnExpr("r.staff_id, r.competency_id, max(r.level) as required").
		GroupExpr("r.staff_id, r.competency_id")
	if f.PositionID != uuid.Nil {
		asked = asked.Where("r.position_id = ?", f.PositionID)
	}
	if f.CriticalOnly {
		asked = asked.Where("r.critical")
	}
	// Grouped by the commune's id: by its path the server sorts 170,000 ltrees on disk.
	err = db.NewRaw(`select n.commune_id, n.competency_id, n.required, n.met
		from (
			select p.commune_id, a.competency_id, count(*) as required, count(*) filter (where l.level >= a.required) as met
			from (?) a
			join (
				select s.id, c.id as commune_id
				from staff s
				join units u on u.id = s.unit_id
				join units c on c.path = subpath(u.path, 0, 2) and c.kind in (?, ?)
				where u.path <@ any(?)
				and nlevel(u.path) > 1
			) p on p.id = a.staff_id
			left join levels l on l.staff_id = a.staff_id and l.competency_id = a.competency_id
			group by p.commune_id, a.competency_id
		) n
		join competencies c on c.id = n.competency_id
		order by c.position, c.code, c.id`, asked, org.KindCommune, org.KindWard, scope).Scan(ctx, &counts)
	if err != nil {
		return Heat{}, fmt.Errorf("count gaps by commune: %w", err)
	}
	return heatOf(communes, counts), nil
}

// heatCount is one cell as a query yields it.
type heatCount struct {
	CommuneID    uuid.UUID
	CompetencyID uuid.UUID
	Required     int
	Met          int
}

// heatOf lays counts, which stand in the framework's order, into rows.
func heatOf(communes []communeRow, counts []heatCount) Heat {
	heat := Heat{Communes: make([]HeatCommune, 0, len(communes))}
	column := map[uuid.UUID]int{}
	cells := map[uuid.UUID]map[uuid.UUID]HeatCell{}
	for _, n := range counts {
		if cells[n.CommuneID] == nil {
			cells[n.CommuneID] = map[uuid.UUID]HeatCell{}
		}
		cells[n.CommuneID][n.CompetencyID] = HeatCell{Required: n.Required, Met: n.Met}
		if _, known := column[n.CompetencyID]; !known {
			column[n.CompetencyID] = len(column)
			heat.Competencies = append(heat.Competencies, n.CompetencyID)
		}
	}
	for _, c := range communes {
		row := c.HeatCommune
		row.Cells = make([]HeatCell, len(column))
		for id, cell := range cells[c.ID] {
			row.Cells[column[id]] = cell
		}
		heat.Communes = append(heat.Communes, row)
	}
	return heat
}

type communeRow struct {
	HeatCommune

	Path string
}

// communesOf are the communes above or below the tops of a scope, with the
// people of the scope who hold a post today.
func communesOf(ctx context.Context, db bun.IDB, scope access.Scope, f HeatFilter) ([]communeRow, error) {
	held := db.NewSelect().
		TableExpr("posts p").
		ColumnExpr("p.staff_id").
		Where("p.during @> current_date")
	if f.PositionID != uuid.Nil {
		held = held.Where("p.position_id = ?", f.PositionID)
	}
	var communes []communeRow
	err := db.NewRaw(`select c.id, c.code, c.name, c.kind, c.path, coalesce(n.people, 0) as people
		from units c
		left join (
			select subpath(u.path, 0, 2) as path, count(*) as people
			from staff s
			join units u on u.id = s.unit_id
			where u.path <@ any(?0)
			and s.id in (?1)
			group by subpath(u.path, 0, 2)
		) n on n.path = c.path
		where c.kind in (?2, ?3)
		and (c.path <@ any(?0) or c.path @> any(?0))
		order by c.name collate "vi-x-icu", c.id`, scope, held, org.KindCommune, org.KindWard).Scan(ctx, &communes)
	if err != nil {
		return nil, fmt.Errorf("list communes: %w", err)
	}
	return communes, nil
}

// positionName is a position's name in a locale; empty for the zero id and for
// one that does not exist.
func positionName(ctx context.Context, db bun.IDB, id uuid.UUID, locale string) (string, error) {
	var names []string
	err := db.NewRaw(`select case when ? = 'en' and name_en <> '' then name_en else name_vi end
		from positions
		where id = ?`, locale, id).Scan(ctx, &names)
	if err != nil {
		return "", fmt.Errorf("read position: %w", err)
	}
	return strings.Join(names, ""), nil
}
