package gaps

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/db"
)

// Snapshot writes today's numbers and the missing ones of past months. Where it
// is being done already, nothing is.
func (s *Service) Snapshot(ctx context.Context) error {
	// Each its own transaction: counting the past takes seconds, and holds nobody up.
	for _, write := range []func(ctx context.Context, tx bun.Tx, now time.Time) error{Snapshot, Backfill} {
		err := db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error { return write(ctx, tx, s.clock.Now()) })
		if err != nil {
			return err
		}
	}
	return nil
}

// Trend are the numbers month by month of what the acting person may read.
func (s *Service) Trend(ctx context.Context, f TrendFilter) ([]TrendPoint, error) {
	if f.UnitID != uuid.Nil {
		if _, err := s.commune(ctx, f.UnitID, access.GapsRead); err != nil {
			return nil, err
		}
	}
	return Trend(ctx, s.db, access.ScopeOf(ctx, access.GapsRead), f)
}
