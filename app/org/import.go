package org

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/sheet"
)

// UnitColumns are the columns of the table of units.
func UnitColumns() []string {
	return []string{colCode, colName, colKind, colParent}
}

// ImportUnits adds and changes units by code. With faults nothing is written.
// Units absent from the table stay.
func ImportUnits(ctx context.Context, tx bun.Tx, rows []sheet.Row, now time.Time) (sheet.Report, error) {
	before, err := known(ctx, tx)
	if err != nil {
		return sheet.Report{}, err
	}
	parsed, faults := ParseUnits(rows, before)
	report := sheet.Report{Faults: faults}
	if len(faults) > 0 {
		return report, nil
	}
	ids := make(map[string]uuid.UUID, len(before)+len(parsed))
	for code, u := range before {
		ids[code] = u.ID
	}
	for _, p := range parsed {
		u := p.Unit
		u.ParentID, u.UpdatedAt = ids[p.ParentCode], now
		old, exists := before[u.Code]
		switch {
		case !exists:
			if u.ID, err = uuid.NewV7(); err != nil {
				return report, fmt.Errorf("make unit id: %w", err)
			}
			u.CreatedAt = now
			_, err = tx.NewInsert().Model(&u).Exec(ctx)
			report.New++
		case old.Name == u.Name && old.Kind == u.Kind && old.ParentID == u.ParentID:
			report.Unchanged++
		default:
			_, err = tx.NewUpdate().Model(&u).Column("name", "kind", "parent_id", "updated_at").WherePK().Exec(ctx)
			report.Changed++
		}
		if err != nil {
			return report, fmt.Errorf("import unit %s (row %d): %w", u.Code, p.Row, err)
		}
		ids[u.Code] = u.ID
	}
	return report, nil
}

// DetailColumns are the columns of the table of areas and neighbours.
func DetailColumns() []string {
	return []string{colCode, "name_en", "area_km2_gis", "former_units", "neighbour_codes"}
}

// ImportDetails sets English names, areas, former units and neighbours of known
// units. Faults: org.unknown_unit, org.bad_area, org.unknown_neighbour.
func ImportDetails(ctx context.Context, tx bun.Tx, rows []sheet.Row, now time.Time) (sheet.Report, error) {
	units, err := known(ctx, tx)
	if err != nil {
		return sheet.Report{}, err
	}
	neighbours, err := neighbourCodes(ctx, tx)
	if err != nil {
		return sheet.Report{}, err
	}
	var report sheet.Report
	for _, r := range rows {
		d, faults := parseDetail(r, units)
		if report.Faults = append(report.Faults, faults...); len(report.Faults) > 0 {
			continue
		}
		old := units[r.Cell(colCode)]
		if old.NameEN == d.NameEN && old.AreaKM2 == d.AreaKM2 && old.Former == d.Former && sameNeighbours(neighbours[old.Code], d.neighbours) {
			report.Unchanged++
			continue
		}
		if err := putDetail(ctx, tx, d, units, now); err != nil {
			return report, fmt.Errorf("import unit details %s (row %d): %w", old.Code, r.Number, err)
		}
		report.Changed++
	}
	return report, nil
}

type detail struct {
	Unit

	neighbours []string
}

func parseDetail(r sheet.Row, units map[string]Unit) (detail, []sheet.Fault) {
	u, ok := units[r.Cell(colCode)]
	if !ok {
		return detail{}, []sheet.Fault{r.Fault(colCode, "org.unknown_unit", map[string]any{"code": r.Cell(colCode)})}
	}
	var faults []sheet.Fault
	d := detail{Unit: u, neighbours: strings.Fields(r.Cell("neighbour_codes"))}
	d.NameEN, d.Former, d.AreaKM2 = r.Cell("name_en"), r.Cell("former_units"), 0
	if area := r.Cell("area_km2_gis"); area != "" {
		km2, err := strconv.ParseFloat(area, 64)
		if err != nil || km2 <= 0 {
			faults = append(faults, r.Fault("area_km2_gis", "org.bad_area", map[string]any{"value": area}))
		}
		d.AreaKM2 = km2
	}
	slices.Sort(d.neighbours)
	d.neighbours = slices.Compact(d.neighbours)
	for _, code := range d.neighbours {
		if _, ok := units[code]; !ok || code == u.Code {
			faults = append(faults, r.Fault("neighbour_codes", "org.unknown_neighbour", map[string]any{"code": code}))
		}
	}
	return d, faults
}

func putDetail(ctx context.Context, tx bun.Tx, d detail, units map[string]Unit, now time.Time) error {
	u := d.Unit
	u.UpdatedAt = now
	if _, err := tx.NewUpdate().Model(&u).Column("name_en", "area_km2", "former", "updated_at").WherePK().Exec(ctx); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "delete from unit_neighbours where unit_id = ?", u.ID); err != nil {
		return err
	}
	for _, code := range d.neighbours {
		_, err := tx.ExecContext(ctx, "insert into unit_neighbours (unit_id, neighbour_id) values (?, ?)", u.ID, units[code].ID)
		if err != nil {
			return err
		}
	}
	return nil
}

func neighbourCodes(ctx context.Context, db bun.IDB) (map[string][]string, error) {
	var rows []struct{ Code, Neighbour string }
	err := db.NewRaw(`select u.code, n.code as neighbour
		from unit_neighbours x
		join units u on u.id = x.unit_id
		join units n on n.id = x.neighbour_id`).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("read neighbours: %w", err)
	}
	byCode := map[string][]string{}
	for _, r := range rows {
		byCode[r.Code] = append(byCode[r.Code], r.Neighbour)
	}
	return byCode, nil
}

// ExportUnits are the rows of the table of units, parents first.
func ExportUnits(ctx context.Context, db bun.IDB) ([][]string, error) {
	var rows []struct{ Code, Name, Kind, Parent string }
	err := db.NewRaw(`select u.code, u.name, u.kind, coalesce(p.code, '') as parent
		from units u
		left join units p on p.id = u.parent_id
		order by nlevel(u.path), u.path`).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("export units: %w", err)
	}
	out := make([][]string, 0, len(rows))
	for _, r := range rows {
		out = append(out, []string{r.Code, r.Name, r.Kind, r.Parent})
	}
	return out, nil
}

// ExportDetails are the rows of the table of areas and neighbours.
func ExportDetails(ctx context.Context, db bun.IDB) ([][]string, error) {
	var rows []struct{ Code, NameEN, Area, Former, Neighbours string }
	err := db.NewRaw(`select u.code, u.name_en, coalesce(u.area_km2::text, '') as area, u.former,
			coalesce(string_agg(n.code, ' ' order by n.code), '') as neighbours
		from units u
		left join unit_neighbours x on x.unit_id = u.id
		left join units n on n.id = x.neighbour_id
		where u.kind in (?, ?)
		group by u.id
		order by u.path`, KindCommune, KindWard).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("export unit details: %w", err)
	}
	out := make([][]string, 0, len(rows))
	for _, r := range rows {
		out = append(out, []string{r.Code, r.NameEN, r.Area, r.Former, r.Neighbours})
	}
	return out, nil
}
