package assess

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/competency"
)

// level is what an attempt showed of one competency and how the learner moved.
type level struct {
	bun.BaseModel `bun:"table:attempt_levels"`

	AttemptID    uuid.UUID `bun:",pk"`
	CompetencyID uuid.UUID `bun:",pk"`
	Shown        int16
	LevelBefore  int16
	LevelAfter   int16
}

func insertLevels(ctx context.Context, tx bun.Tx, levels []level) error {
	if len(levels) == 0 {
		return nil
	}
	if _, err := tx.NewInsert().Model(&levels).Exec(ctx); err != nil {
		return fmt.Errorf("keep levels shown: %w", err)
	}
	return nil
}

func levelsOf(ctx context.Context, db bun.IDB, attemptID uuid.UUID) ([]level, error) {
	var levels []level
	err := db.NewSelect().Model(&levels).Where("attempt_id = ?", attemptID).OrderExpr("competency_id").Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("read levels shown: %w", err)
	}
	return levels, nil
}

// why is the trace of what an attempt proved, by the criteria of that time.
type why struct {
	bun.BaseModel `bun:"table:attempt_traces"`

	AttemptID       uuid.UUID `bun:",pk"`
	CriteriaVersion int
	Trace           competency.Trace `bun:"type:jsonb"`
}

func insertTrace(ctx context.Context, tx bun.Tx, attemptID uuid.UUID, p competency.Proof) error {
	row := why{AttemptID: attemptID, CriteriaVersion: p.Version, Trace: p.Trace}
	if _, err := tx.NewInsert().Model(&row).Exec(ctx); err != nil {
		return fmt.Errorf("keep why levels were shown: %w", err)
	}
	return nil
}

// traceOf is the trace kept for an attempt; zero for one without.
func traceOf(ctx context.Context, db bun.IDB, attemptID uuid.UUID) (why, error) {
	var w why
	err := db.NewSelect().Model(&w).Where("attempt_id = ?", attemptID).Scan(ctx)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return why{}, fmt.Errorf("read why levels were shown: %w", err)
	}
	return w, nil
}
