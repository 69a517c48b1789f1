package staff

import (
	"context"
	"fmt"
	"regexp"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/sheet"
)

// Columns of the table of positions.
const (
	colCode     = "code"
	colNameVI   = "name_vi"
	colNameEN   = "name_en"
	colOffice   = "office"
	colCategory = "category"
	colSource   = "source"
)

// PositionColumns are the columns of the table of positions.
func PositionColumns() []string {
	return []string{colCode, colNameVI, colNameEN, colOffice, colCategory, colSource}
}

var positionCode = regexp.MustCompile(`^[0-9A-Za-z-]{1,32}$`)

// ParsePositions turns rows into positions. Faults: staff.bad_position_code,
// staff.duplicate_position, staff.no_position_name, staff.no_category.
func ParsePositions(rows []sheet.Row) ([]Position, []sheet.Fault) {
	var faults []sheet.Fault
	positions := make([]Position, 0, len(rows))
	first := map[string]int{}
	for _, r := range rows {
		p := Position{
			Code: r.Cell(colCode), NameVI: r.Cell(colNameVI), NameEN: r.Cell(colNameEN), Office: r.Cell(colOffice),
			Category: r.Cell(colCategory), Source: r.Cell(colSource),
		}
		if !positionCode.MatchString(p.Code) {
			faults = append(faults, r.Fault(colCode, "staff.bad_position_code", map[string]any{"code": p.Code}))
		} else if row, twice := first[p.Code]; twice {
			faults = append(faults, r.Fault(colCode, "staff.duplicate_position", map[string]any{"code": p.Code, "row": row}))
		} else {
			first[p.Code] = r.Number
		}
		if p.NameVI == "" {
			faults = append(faults, r.Fault(colNameVI, "staff.no_position_name", nil))
		}
		if p.Category == "" {
			faults = append(faults, r.Fault(colCategory, "staff.no_category", nil))
		}
		positions = append(positions, p)
	}
	return positions, faults
}

// ImportPositions adds and changes positions by code. With faults nothing is
// written. Positions absent from the table stay.
func ImportPositions(ctx context.Context, tx bun.Tx, rows []sheet.Row, now time.Time) (sheet.Report, error) {
	positions, faults := ParsePositions(rows)
	report := sheet.Report{Faults: faults}
	if len(faults) > 0 {
		return report, nil
	}
	stored, err := AllPositions(ctx, tx)
	if err != nil {
		return report, err
	}
	byCode := make(map[string]Position, len(stored))
	for _, p := range stored {
		byCode[p.Code] = p
	}
	var written []Position
	for _, p := range positions {
		old, exists := byCode[p.Code]
		next := old
		next.Code, next.NameVI, next.NameEN = p.Code, p.NameVI, p.NameEN
		next.Office, next.Category, next.Source = p.Office, p.Category, p.Source
		switch {
		case next == old:
			report.Unchanged++
			continue
		case exists:
			report.Changed++
		default:
			report.New++
			if next.ID, err = uuid.NewV7(); err != nil {
				return report, fmt.Errorf("make position id: %w", err)
			}
			next.CreatedAt = now
		}
		next.UpdatedAt = now
		written = append(written, next)
	}
	return report, putPositions(ctx, tx, written)
}
