package staff

import (
	"context"
	"fmt"
	"strings"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/sheet"
)

// AllPositions are all positions, closed ones too, in Vietnamese order of name.
func AllPositions(ctx context.Context, db bun.IDB) ([]Position, error) {
	var positions []Position
	err := db.NewSelect().Model(&positions).OrderExpr(`name_vi collate "vi-x-icu", id`).Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("read positions: %w", err)
	}
	return positions, nil
}

// ExportPositions are the rows of the table of positions, by code.
func ExportPositions(ctx context.Context, db bun.IDB) ([][]string, error) {
	var all []Position
	if err := db.NewSelect().Model(&all).OrderExpr("code").Scan(ctx); err != nil {
		return nil, fmt.Errorf("export positions: %w", err)
	}
	rows := make([][]string, 0, len(all))
	for _, p := range all {
		rows = append(rows, []string{p.Code, p.NameVI, p.NameEN, p.Office, p.Category, p.Source})
	}
	return rows, nil
}

// PositionIDsByCode are the ids of all positions by code.
func PositionIDsByCode(ctx context.Context, db bun.IDB) (map[string]uuid.UUID, error) {
	positions, err := AllPositions(ctx, db)
	if err != nil {
		return nil, err
	}
	ids := make(map[string]uuid.UUID, len(positions))
	for _, p := range positions {
		ids[p.Code] = p.ID
	}
	return ids, nil
}

// PositionFilter narrows a list of positions.
type PositionFilter struct {
	Q     string
	After []string // name, id of the last row shown
	Limit int
}

const positionKeys = 2

// ListPositions are open positions in Vietnamese order of name, at most Limit+1.
func ListPositions(ctx context.Context, db bun.IDB, f PositionFilter) ([]Position, error) {
	var positions []Position
	q := db.NewSelect().Model(&positions).Where("closed_on is null")
	if f.Q != "" {
		q = q.Where("search like '%' || fold_text(?) || '%'", likeText(f.Q))
	}
	if f.After != nil {
		q = q.Where(`(name_vi collate "vi-x-icu", id) > (?, ?)`, f.After[0], f.After[1])
	}
	if err := q.OrderExpr(`name_vi collate "vi-x-icu", id`).Limit(int64(f.Limit) + 1).Scan(ctx); err != nil {
		return nil, fmt.Errorf("list positions: %w", err)
	}
	return positions, nil
}

// likeText cleans a search text and takes the meaning from the signs of LIKE.
func likeText(q string) string {
	return strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(sheet.Clean(q))
}

func putPositions(ctx context.Context, tx bun.Tx, positions []Position) error {
	if len(positions) == 0 {
		return nil
	}
	_, err := tx.NewInsert().Model(&positions).
		On("conflict (code) do update").
		Set("name_vi = excluded.name_vi").
		Set("name_en = excluded.name_en").
		Set("office = excluded.office").
		Set("category = excluded.category").
		Set("source = excluded.source").
		Set("updated_at = excluded.updated_at").
		Exec(ctx)
	if err != nil {
		return fmt.Errorf("write positions: %w", err)
	}
	return nil
}
