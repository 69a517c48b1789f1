package gaps

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/audit"
	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/db"
	"camtay/app/fault"
	"camtay/app/org"
	"camtay/app/staff"
)

// Service answers for the acting person, and for others within their scope.
type Service struct {
	db    *bun.DB
	clock clock.Clock
}

// New makes a service.
func New(db *bun.DB, clock clock.Clock) *Service {
	return &Service{db: db, clock: clock}
}

// Mine are the acting person's own gaps; NotFound for an account without a staff
// record.
func (s *Service) Mine(ctx context.Context) ([]Gap, error) {
	staffID := access.Who(ctx).StaffID
	if staffID == uuid.Nil {
		return nil, fault.New(fault.NotFound, "auth.no_staff")
	}
	return Of(ctx, s.db, staffID)
}

// OfPerson are someone's gaps; reading them is written to the audit log. Whoever
// stands outside the reader's scope is NotFound.
func (s *Service) OfPerson(ctx context.Context, staffID uuid.UUID) ([]Gap, error) {
	notFound := fault.New(fault.NotFound, "gaps.person_not_found")
	person, err := staff.Find(ctx, s.db, staffID)
	switch {
	case errors.Is(err, staff.ErrNotFound):
		return nil, notFound.Because(err)
	case err != nil:
		return nil, err
	}
	unit, err := org.Find(ctx, s.db, person.UnitID)
	if err != nil {
		return nil, fmt.Errorf("find unit of person: %w", err)
	}
	if !access.May(ctx, access.GapsRead, unit.Path) {
		return nil, notFound
	}
	found, err := Of(ctx, s.db, staffID)
	if err != nil {
		return nil, err
	}
	if err := audit.Put(ctx, s.db, "gaps.read", "staff", staffID, nil, s.clock.Now()); err != nil {
		return nil, err
	}
	return found, nil
}

// HeatMap is the heat map of what the acting person may read, with the
// competencies by id. Whole communes are read from the kept numbers; a scope
// that ends inside one is counted.
func (s *Service) HeatMap(ctx context.Context, f HeatFilter) (Heat, map[uuid.UUID]competency.Competency, error) {
	scope := access.ScopeOf(ctx, access.GapsRead)
	read := KeptHeatMap
	if !wholeCommunes(scope) {
		read = HeatMap
	}
	var heat Heat
	err := db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		if _, err := Refresh(ctx, tx); err != nil {
			return err
		}
		var err error
		heat, err = read(ctx, tx, scope, f)
		return err
	})
	if err != nil {
		return Heat{}, nil, err
	}
	byID, err := competency.FindAll(ctx, s.db, heat.Competencies)
	return heat, byID, err
}

// wholeCommunes reports a scope that nowhere ends below a commune.
func wholeCommunes(scope access.Scope) bool {
	return !slices.ContainsFunc(scope.Paths(), func(path string) bool { return org.CommunePath(path) != path })
}

// Refresh puts the kept numbers right and returns how many communes it counted.
func (s *Service) Refresh(ctx context.Context) (int, error) {
	var counted int
	err := db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		var err error
		counted, err = Refresh(ctx, tx)
		return err
	})
	return counted, err
}

// People are those whom the acting person may read and who lack a competency.
func (s *Service) People(ctx context.Context, competencyID uuid.UUID, f PeopleFilter) ([]Lacking, string, error) {
	return People(ctx, s.db, access.ScopeOf(ctx, access.GapsRead), competencyID, f)
}
