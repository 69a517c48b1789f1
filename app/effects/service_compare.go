package effects

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/db"
)

const (
	// stale is after how long a comparison is made anew when something changed,
	// oldest when nothing did: levels lapse by themselves.
	stale  = time.Hour
	oldest = 24 * time.Hour
)

// compareWhenStale makes the comparison anew when it is worth it. Reading and
// calculating hold no lock; two processes at once do the same work and store the
// same result.
func (s *Service) compareWhenStale(ctx context.Context) error {
	last, err := latestRun(ctx, s.db)
	if err != nil {
		return err
	}
	now := s.clock.Now()
	if age := now.Sub(last.MadeAt); age < oldest {
		changed, err := changedSince(ctx, s.db, last.MadeAt)
		if err != nil || !changed || age < stale {
			return err
		}
	}
	return s.Compare(ctx)
}

// Compare sets everyone mentored beside similar people and stores the result.
func (s *Service) Compare(ctx context.Context) error {
	now := s.clock.Now()
	p, err := loadPanel(ctx, s.db, now)
	if err != nil {
		return err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return err
	}
	r := p.run(id, now)
	return db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		return replaceRun(ctx, tx, &r)
	})
}
