package staff

import (
	"context"
	"errors"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/event"
	"camtay/app/fault"
	"camtay/app/org"
)

// Service answers for people and positions and imports staff lists.
type Service struct {
	db     *bun.DB
	clock  clock.Clock
	outbox *event.Outbox
}

// New makes a service.
func New(db *bun.DB, clock clock.Clock, outbox *event.Outbox) *Service {
	return &Service{db: db, clock: clock, outbox: outbox}
}

// People are the people whom the caller may see; an unknown unit is NotFound
// org.unit_not_found.
func (s *Service) People(ctx context.Context, f PeopleFilter) ([]Profile, error) {
	if f.UnitID != uuid.Nil {
		unit, err := org.Find(ctx, s.db, f.UnitID)
		switch {
		case errors.Is(err, org.ErrNotFound):
			return nil, fault.New(fault.NotFound, "org.unit_not_found")
		case err != nil:
			return nil, err
		}
		f.UnitPath = unit.Path
	}
	return List(ctx, s.db, access.ScopeOf(ctx, access.StaffRead), f, s.today())
}

// Person is one person; NotFound staff.person_not_found also for those whom the
// caller may not see.
func (s *Service) Person(ctx context.Context, id uuid.UUID) (Profile, error) {
	p, err := FindInScope(ctx, s.db, access.ScopeOf(ctx, access.StaffRead), id, s.today())
	if errors.Is(err, ErrNotFound) {
		return Profile{}, fault.New(fault.NotFound, "staff.person_not_found")
	}
	return p, err
}

// Positions are the open positions.
func (s *Service) Positions(ctx context.Context, f PositionFilter) ([]Position, error) {
	return ListPositions(ctx, s.db, f)
}

func (s *Service) today() clock.Day {
	return clock.DayOf(s.clock.Now())
}
