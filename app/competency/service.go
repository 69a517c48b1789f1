package competency

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/event"
	"camtay/app/fault"
)

// Service shows the framework and lets a department change what positions
// require.
type Service struct {
	db     *bun.DB
	clock  clock.Clock
	outbox *event.Outbox
}

// New makes a service that tells of published versions through an outbox.
func New(db *bun.DB, clock clock.Clock, outbox *event.Outbox) *Service {
	return &Service{db: db, clock: clock, outbox: outbox}
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

// mayEditFramework demands the permission to edit over the whole tree: framework and
// positions are the same everywhere. Forbidden else.
func (s *Service) mayEditFramework(ctx context.Context) error {
	if !s.edits(ctx) {
		return fault.New(fault.Forbidden, "competency.not_yours")
	}
	return nil
}

func (s *Service) edits(ctx context.Context) bool {
	tops, err := roots(ctx, s.db)
	return err == nil && len(tops) > 0 && !slices.ContainsFunc(tops, func(top string) bool {
		return !access.May(ctx, access.CompetencyEdit, top)
	})
}

// shown turns what the store does not find into what a client may see.
func shown(err error) error {
	switch {
	case errors.Is(err, ErrNotFound):
		return fault.New(fault.NotFound, "competency.not_found").Because(err)
	case errors.Is(err, errNoPosition):
		return fault.New(fault.NotFound, "competency.position_not_found").Because(err)
	case errors.Is(err, ErrNoVersion):
		return fault.New(fault.NotFound, "competency.no_version").Because(err)
	}
	return fmt.Errorf("read framework: %w", err)
}
