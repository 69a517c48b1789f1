package effects

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
)

type runRow struct {
	bun.BaseModel `bun:"table:effect_runs"`

	ID      uuid.UUID `bun:",pk"`
	MadeAt  time.Time
	Treated int
	Pool    int
}

type basisRow struct {
	bun.BaseModel `bun:"table:effect_bases"`

	RunID      uuid.UUID `bun:",pk"`
	Basis      string    `bun:",pk"`
	Treated    int
	Pool       int
	PlainMilli int
}

type balanceRow struct {
	bun.BaseModel `bun:"table:effect_balances"`

	RunID        uuid.UUID `bun:",pk"`
	Basis        string    `bun:",pk"`
	Position     int       `bun:",pk"`
	Name         string
	TreatedMilli int
	PoolMilli    int
	KeptMilli    int
	BesideMilli  int
	BeforeMilli  int
	AfterMilli   int
}

type matchRow struct {
	bun.BaseModel `bun:"table:effect_matches"`

	RunID          uuid.UUID `bun:",pk"`
	Basis          string    `bun:",pk"`
	ReassessmentID uuid.UUID `bun:",pk"`
	Gain           int16
}

type otherRow struct {
	bun.BaseModel `bun:"table:effect_others"`

	RunID          uuid.UUID `bun:",pk"`
	Basis          string    `bun:",pk"`
	ReassessmentID uuid.UUID `bun:",pk"`
	StaffID        uuid.UUID `bun:",pk"`
	Gain           int16
	VarianceMilli  int
}

// run is a comparison as stored.
type run struct {
	runRow

	bases    []basisRow
	balances []balanceRow
	matches  []matchRow
	others   []otherRow
}

const batch = 1000

// replaceRun stores a run in place of all others.
func replaceRun(ctx context.Context, tx bun.Tx, r *run) error {
	if _, err := tx.ExecContext(ctx, "lock table effect_runs in share row exclusive mode"); err != nil {
		return fmt.Errorf("lock runs: %w", err)
	}
	if _, err := tx.ExecContext(ctx, "delete from effect_runs"); err != nil {
		return fmt.Errorf("delete earlier runs: %w", err)
	}
	if _, err := tx.NewInsert().Model(&r.runRow).Exec(ctx); err != nil {
		return fmt.Errorf("insert run: %w", err)
	}
	return errors.Join(
		insertMany(ctx, tx, "bases", r.bases), insertMany(ctx, tx, "balances", r.balances),
		insertMany(ctx, tx, "matches", r.matches), insertMany(ctx, tx, "others", r.others),
	)
}

func insertMany[T any](ctx context.Context, tx bun.Tx, what string, rows []T) error {
	for part := range slices.Chunk(rows, batch) {
		if _, err := tx.NewInsert().Model(&part).Exec(ctx); err != nil {
			return fmt.Errorf("insert %s: %w", what, err)
		}
	}
	return nil
}

// latestRun is when and of how many the last comparison was made; the zero runRow
// when there was none.
func latestRun(ctx context.Context, db bun.IDB) (runRow, error) {
	var r runRow
	err := db.NewSelect().Model(&r).OrderExpr("made_at desc").Limit(1).Scan(ctx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return runRow{}, nil
	case err != nil:
		return runRow{}, fmt.Errorf("find latest comparison: %w", err)
	}
	return r, nil
}

// changedSince reports re-assessments made or settled after an instant.
func changedSince(ctx context.Context, db bun.IDB, at time.Time) (bool, error) {
	changed, err := db.NewSelect().TableExpr("reassessments").Where("updated_at > ?", at).Exists(ctx)
	if err != nil {
		return false, fmt.Errorf("look for changes: %w", err)
	}
	return changed, nil
}
