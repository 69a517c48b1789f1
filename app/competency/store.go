package competency

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
)

// ErrNotFound reports a competency that does not exist.
var ErrNotFound = errors.New("competency not found")

// Find is the competency of an id, archived ones too, or ErrNotFound.
func Find(ctx context.Context, db bun.IDB, id uuid.UUID) (Competency, error) {
	var c Competency
	err := db.NewSelect().Model(&c).Where("id = ?", id).Scan(ctx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Competency{}, ErrNotFound
	case err != nil:
		return Competency{}, fmt.Errorf("find competency: %w", err)
	}
	return c, nil
}

// FindAll are the competencies of some ids by id; unknown ids are absent.
func FindAll(ctx context.Context, db bun.IDB, ids []uuid.UUID) (map[uuid.UUID]Competency, error) {
	byID := make(map[uuid.UUID]Competency, len(ids))
	if len(ids) == 0 {
		return byID, nil
	}
	var found []Competency
	if err := db.NewSelect().Model(&found).Where("id in (?)", bun.List(ids)).Scan(ctx); err != nil {
		return nil, fmt.Errorf("find competencies: %w", err)
	}
	for _, c := range found {
		byID[c.ID] = c
	}
	return byID, nil
}

// List are the competencies in force whose name or code holds q (folded; empty
// matches all), in the framework's order. A framework is some dozens of rows.
func List(ctx context.Context, db bun.IDB, q string) ([]Competency, error) {
	var found []Competency
	s := db.NewSelect().Model(&found).Where("archived_at is null")
	if q != "" {
		s = s.Where("search like '%' || fold_text(?) || '%'", q)
	}
	if err := s.OrderExpr("position, code, id").Scan(ctx); err != nil {
		return nil, fmt.Errorf("list competencies: %w", err)
	}
	return found, nil
}

// IDsByCode maps the codes of competencies in force to their ids.
func IDsByCode(ctx context.Context, db bun.IDB) (map[string]uuid.UUID, error) {
	found, err := List(ctx, db, "")
	if err != nil {
		return nil, err
	}
	ids := make(map[string]uuid.UUID, len(found))
	for _, c := range found {
		ids[c.Code] = c.ID
	}
	return ids, nil
}

// Indicators are the described levels of a competency, from 1 up.
func Indicators(ctx context.Context, db bun.IDB, competencyID uuid.UUID) ([]Indicator, error) {
	var found []Indicator
	err := db.NewSelect().Model(&found).Where("competency_id = ?", competencyID).OrderExpr("level").Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("list indicators: %w", err)
	}
	return found, nil
}
