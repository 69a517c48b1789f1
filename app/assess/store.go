package assess

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
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
