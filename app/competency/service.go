package competency

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/audit"
	"camtay/app/clock"
	"camtay/app/db"
	"camtay/app/fault"
)

// Service shows the framework and lets a department change what positions
// require.
type Service struct {
	db    *bun.DB
	clock clock.Clock
}

// New makes a service.
func New(db *bun.DB, clock clock.Clock) *Service {
	return &Service{db: db, clock: clock}
}

// List are the competencies in force that match a search, in the framework's
// order.
func (s *Service) List(ctx context.Context, q string) ([]Competency, error) {
	return List(ctx, s.db, q)
}

// Detail is a competency with its described levels, or NotFound.
func (s *Service) Detail(ctx context.Context, id uuid.UUID) (Competency, []Indicator, error) {
	c, err := Find(ctx, s.db, id)
	if err != nil {
		return Competency{}, nil, shown(err)
	}
	indicators, err := Indicators(ctx, s.db, id)
	return c, indicators, err
}

// Requirements are what a position requires today, with the competencies by id.
func (s *Service) Requirements(ctx context.Context, positionID uuid.UUID) ([]Requirement, map[uuid.UUID]Competency, error) {
	found, err := RequirementsOn(ctx, s.db, positionID, clock.DayOf(s.clock.Now()))
	if err != nil {
		return nil, nil, err
	}
	ids := make([]uuid.UUID, 0, len(found))
	for _, r := range found {
		ids = append(ids, r.CompetencyID)
	}
	byID, err := FindAll(ctx, s.db, ids)
	return found, byID, err
}

// Change is a wanted requirement: Level 1…5, or 0 to remove it.
type Change struct {
	PositionID   uuid.UUID
	CompetencyID uuid.UUID
	Level        int16
	Critical     bool
}

// Require sets or removes what a position requires from today on and writes it
// to the audit log; setting what holds already does nothing. Positions are the
// same everywhere, so the permission must hold over the whole tree (Forbidden
// else). An unknown position or competency is NotFound.
func (s *Service) Require(ctx context.Context, c Change) error {
	roots, err := roots(ctx, s.db)
	if err != nil {
		return err
	}
	for _, root := range roots {
		if !access.May(ctx, access.CompetencyEdit, root) {
			return fault.New(fault.Forbidden, "competency.not_yours")
		}
	}
	if _, err := Find(ctx, s.db, c.CompetencyID); err != nil {
		return shown(err)
	}
	return db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		return s.require(ctx, tx, c)
	})
}

func (s *Service) require(ctx context.Context, tx bun.Tx, c Change) error {
	now := s.clock.Now()
	// Two officers changing the same position take turns.
	if err := lockPosition(ctx, tx, c.PositionID); err != nil {
		return shown(err)
	}
	today, err := RequirementsOn(ctx, tx, c.PositionID, clock.DayOf(now))
	if err != nil {
		return err
	}
	var old Requirement
	for _, r := range today {
		if r.CompetencyID == c.CompetencyID {
			old = r
		}
	}
	if old.Level == c.Level && (c.Level == 0 || old.Critical == c.Critical) {
		return nil
	}
	r := Requirement{PositionID: c.PositionID, CompetencyID: c.CompetencyID, Level: c.Level, Critical: c.Critical}
	if err := Require(ctx, tx, r, now); err != nil {
		return err
	}
	return audit.Put(ctx, tx, "competency.require", "position", c.PositionID, map[string]any{
		"competency_id": c.CompetencyID, "from": old.Level, "to": c.Level,
		"critical_from": old.Critical, "critical_to": c.Critical && c.Level > 0,
	}, now)
}

// shown turns what the store does not find into what a client may see.
func shown(err error) error {
	switch {
	case errors.Is(err, ErrNotFound):
		return fault.New(fault.NotFound, "competency.not_found").Because(err)
	case errors.Is(err, errNoPosition):
		return fault.New(fault.NotFound, "competency.position_not_found").Because(err)
	}
	return fmt.Errorf("read framework: %w", err)
}
