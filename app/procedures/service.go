package procedures

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/audit"
	"camtay/app/clock"
	"camtay/app/db"
	"camtay/app/fault"
)

// Service edits procedures.
type Service struct {
	db    *bun.DB
	clock clock.Clock
}

// New makes the service.
func New(pool *bun.DB, clk clock.Clock) *Service {
	return &Service{db: pool, clock: clk}
}

// Edit is what an officer may change of a procedure.
type Edit struct {
	Components []Component
	Deadline   Deadline
	Fee        Fee
	Notes      string
	VerifiedOn clock.Day
	// Seen is the updated_at the editor saw; a later change by someone else is a
	// Conflict.
	Seen time.Time
}

// Change edits one procedure. Errors: NotFound procedures.not_found, Conflict
// procedures.changed_meanwhile.
func (s *Service) Change(ctx context.Context, id uuid.UUID, edit Edit) (Procedure, error) {
	now := s.clock.Now()
	var changed Procedure
	err := db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		p, err := lock(ctx, tx, id)
		switch {
		case errors.Is(err, ErrNotFound):
			return fault.New(fault.NotFound, "procedures.not_found")
		case err != nil:
			return err
		case !p.UpdatedAt.Equal(edit.Seen):
			return fault.New(fault.Conflict, "procedures.changed_meanwhile")
		}
		p.Components, p.Deadline, p.Fee = edit.Components, edit.Deadline, edit.Fee
		p.Notes, p.VerifiedOn, p.UpdatedAt = edit.Notes, edit.VerifiedOn, now
		if _, err := tx.NewUpdate().Model(&p).WherePK().Exec(ctx); err != nil {
			return err
		}
		changed = p
		return audit.Put(ctx, tx, "procedures.change", "procedure", id, map[string]any{"code": p.Code}, now)
	})
	return changed, err
}
