package org

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
)

// ErrNotFound reports a unit that does not exist.
var ErrNotFound = errors.New("unit not found")

// Find is the unit of an id, or ErrNotFound.
func Find(ctx context.Context, db bun.IDB, id uuid.UUID) (Unit, error) {
	return one(ctx, db.NewSelect().Where("id = ?", id))
}

// FindByCode is the unit of a code, or ErrNotFound.
func FindByCode(ctx context.Context, db bun.IDB, code string) (Unit, error) {
	return one(ctx, db.NewSelect().Where("code = ?", code))
}

func one(ctx context.Context, q *bun.SelectQuery) (Unit, error) {
	var u Unit
	err := q.Model(&u).Scan(ctx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Unit{}, ErrNotFound
	case err != nil:
		return Unit{}, fmt.Errorf("find unit: %w", err)
	}
	return u, nil
}

// All are the units of a scope in tree order. The whole tree is a few hundred
// rows a province.
func All(ctx context.Context, db bun.IDB, scope access.Scope) ([]Unit, error) {
	var units []Unit
	err := db.NewSelect().Model(&units).Where("path <@ any(?)", scope).OrderExpr("path, id").Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("list units: %w", err)
	}
	return units, nil
}

// Filter narrows a list of units.
type Filter struct {
	Q        string // folded search text
	Kind     string
	ParentID uuid.UUID
	After    []string // name, id of the last row shown
	Limit    int
}

// List are units in Vietnamese order of name, at most Limit+1.
func List(ctx context.Context, db bun.IDB, f Filter) ([]Unit, error) {
	var units []Unit
	q := db.NewSelect().Model(&units)
	if f.Q != "" {
		q = q.Where("search like '%' || fold_text(?) || '%'", f.Q)
	}
	if f.Kind != "" {
		q = q.Where("kind = ?", f.Kind)
	}
	if f.ParentID != uuid.Nil {
		q = q.Where("parent_id = ?", f.ParentID)
	}
	if f.After != nil {
		q = q.Where(`(name collate "vi-x-icu", id) > (?, ?)`, f.After[0], f.After[1])
	}
	if err := q.OrderExpr(`name collate "vi-x-icu", id`).Limit(int64(f.Limit) + 1).Scan(ctx); err != nil {
		return nil, fmt.Errorf("list units: %w", err)
	}
	return units, nil
}

// Neighbours are the communes that border a unit's commune, in Vietnamese order.
func Neighbours(ctx context.Context, db bun.IDB, unitID uuid.UUID) ([]Unit, error) {
	var units []Unit
	err := db.NewSelect().Model(&units).
		Where("id in (select neighbour_id from unit_neighbours where unit_id = ?)", unitID).
		OrderExpr(`name collate "vi-x-icu", id`).
		Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("list neighbours: %w", err)
	}
	return units, nil
}

// Ancestors are the units above a path, from the province down, without the
// unit itself.
func Ancestors(ctx context.Context, db bun.IDB, path string) ([]Unit, error) {
	var units []Unit
	err := db.NewSelect().Model(&units).
		Where("path @> ?::ltree", path).
		Where("path <> ?::ltree", path).
		OrderExpr("nlevel(path)").
		Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("list ancestors: %w", err)
	}
	return units, nil
}

func known(ctx context.Context, db bun.IDB) (map[string]Unit, error) {
	var units []Unit
	if err := db.NewSelect().Model(&units).Scan(ctx); err != nil {
		return nil, fmt.Errorf("read units: %w", err)
	}
	byCode := make(map[string]Unit, len(units))
	for _, u := range units {
		byCode[u.Code] = u
	}
	return byCode, nil
}
