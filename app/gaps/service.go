package gaps

import (
	"context"
	"errors"
	"fmt"

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
// competencies by id.
func (s *Service) HeatMap(ctx context.Context, f HeatFilter) (Heat, map[uuid.UUID]competency.Competency, error) {
	var heat Heat
	err := db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		// A province is grouped by person and competency: with the default memory that is sorted, with this hashed.
		if _, err := tx.ExecContext(ctx, "set local work_mem = '32MB'"); err != nil {
			return fmt.Errorf("give heat map memory: %w", err)
		}
		var err error
		heat, err = HeatMap(ctx, tx, access.ScopeOf(ctx, access.GapsRead), f)
		return err
	})
	if err != nil {
		return Heat{}, nil, err
	}
	byID, err := competency.FindAll(ctx, s.db, heat.Competencies)
	return heat, byID, err
}

// People are those whom the acting person may read and who lack a competency.
func (s *Service) People(ctx context.Context, competencyID uuid.UUID, f PeopleFilter) ([]Lacking, string, error) {
	return People(ctx, s.db, access.ScopeOf(ctx, access.GapsRead), competencyID, f)
}
