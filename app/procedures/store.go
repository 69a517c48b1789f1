package procedures

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
)

// ErrNotFound reports a procedure that does not exist.
var ErrNotFound = errors.New("procedure not found")

// Find is the procedure of an id, or ErrNotFound.
func Find(ctx context.Context, db bun.IDB, id uuid.UUID) (Procedure, error) {
	return one(ctx, db.NewSelect().Where("id = ?", id))
}

func findBySlug(ctx context.Context, db bun.IDB, slug string) (Procedure, error) {
	return one(ctx, db.NewSelect().Where("slug = ?", slug))
}

func lock(ctx context.Context, tx bun.Tx, id uuid.UUID) (Procedure, error) {
	return one(ctx, tx.NewSelect().Where("id = ?", id).For("update"))
}

func one(ctx context.Context, q *bun.SelectQuery) (Procedure, error) {
	var p Procedure
	err := q.Model(&p).Scan(ctx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Procedure{}, ErrNotFound
	case err != nil:
		return Procedure{}, fmt.Errorf("find procedure: %w", err)
	}
	return p, nil
}

// List are procedures in Vietnamese order of name after the given name and id,
// at most limit+1.
func List(ctx context.Context, db bun.IDB, q string, after []string, limit int) ([]Procedure, error) {
	var found []Procedure
	sel := db.NewSelect().Model(&found)
	if q != "" {
		sel = sel.Where("search like '%' || fold_text(?) || '%'", q)
	}
	if after != nil {
		sel = sel.Where(`(name_vi collate "vi-x-icu", id) > (?, ?)`, after[0], after[1])
	}
	if err := sel.OrderExpr(`name_vi collate "vi-x-icu", id`).Limit(int64(limit) + 1).Scan(ctx); err != nil {
		return nil, fmt.Errorf("list procedures: %w", err)
	}
	return found, nil
}

// Statuses are the dossier statuses by code.
func Statuses(ctx context.Context, db bun.IDB) ([]Status, error) {
	var statuses []Status
	if err := db.NewSelect().Model(&statuses).OrderExpr("code").Scan(ctx); err != nil {
		return nil, fmt.Errorf("list dossier statuses: %w", err)
	}
	return statuses, nil
}
