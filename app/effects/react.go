package effects

import (
	"context"
	"time"

	"github.com/uptrace/bun"

	"camtay/app/evidence"
	"camtay/app/mentoring"
)

// OnClosed has a pair's learner looked at anew. A request taken back, and a pair
// without a confirmed session, are not followed.
func (s *Service) OnClosed(ctx context.Context, tx bun.Tx, fact mentoring.Closed, now time.Time) error {
	_, err := s.follow(ctx, tx, fact.PairID, now)
	return err
}

// OnLevelChanged settles what the person was to be looked at for. Evidence that
// moves no level is found by Tick.
func (s *Service) OnLevelChanged(ctx context.Context, tx bun.Tx, fact evidence.LevelChanged, now time.Time) error {
	_, err := settleAll(ctx, tx, fact.StaffID, now)
	return err
}
