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
func (s *Service) Mine(ctx context.Context) (Standing, error) {
	staffID := access.Who(ctx).StaffID
	if staffID == uuid.Nil {
		return Standing{}, fault.New(fault.NotFound, "auth.no_staff")
	}
	return s.standing(ctx, staffID)
}

// OfPerson are someone's gaps; reading them is written to the audit log. Whoever
// stands outside the reader's scope is NotFound.
func (s *Service) OfPerson(ctx context.Context, staffID uuid.UUID) (Standing, error) {
	notFound := fault.New(fault.NotFound, "gaps.person_not_found")
	person, err := staff.Find(ctx, s.db, staffID)
	switch {
	case errors.Is(err, staff.ErrNotFound):
		return Standing{}, notFound.Because(err)
	case err != nil:
		return Standing{}, err
	}
	unit, err := org.Find(ctx, s.db, person.UnitID)
	if err != nil {
		return Standing{}, fmt.Errorf("find unit of person: %w", err)
	}
	if !access.May(ctx, access.GapsRead, unit.Path) {
		return Standing{}, notFound
	}
	found, err := s.standing(ctx, staffID)
	if err != nil {
		return Standing{}, err
	}
	if err := audit.Put(ctx, s.db, "gaps.read", "staff", staffID, nil, s.clock.Now()); err != nil {
		return Standing{}, err
	}
	return found, nil
}

// Standing is where a person stands today, and what is known to change.
type Standing struct {
	Gaps         []Gap
	Ahead        []Change
	Levels       map[uuid.UUID]int16 // of the competencies that Ahead names
	Competencies map[uuid.UUID]competency.Competency
}

func (s *Service) standing(ctx context.Context, staffID uuid.UUID) (Standing, error) {
	found, err := Of(ctx, s.db, staffID)
	if err != nil {
		return Standing{}, err
	}
	spans, today, err := Spans(ctx, s.db, staffID)
	if err != nil {
		return Standing{}, err
	}
	out := Standing{Gaps: withSpans(found, spans, today), Ahead: Ahead(spans, today)}
	var ids []uuid.UUID
	for _, c := range out.Ahead {
		for _, item := range c.Items {
			ids = append(ids, item.CompetencyID)
		}
	}
	if out.Competencies, err = competency.FindAll(ctx, s.db, ids); err != nil {
		return Standing{}, err
	}
	out.Levels, err = levelsOf(ctx, s.db, staffID, ids)
	return out, err
}

// HeatMap is the heat map of what the acting person may read, with the
// competencies by id. Whole communes are read from the kept numbers; one
// position, or a scope that ends inside a commune, is little enough to be counted.
func (s *Service) HeatMap(ctx context.Context, f HeatFilter) (Heat, map[uuid.UUID]competency.Competency, error) {
	scope := access.ScopeOf(ctx, access.GapsRead)
	var heat Heat
	err := db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		var err error
		if f.PositionID != uuid.Nil || !wholeCommunes(scope) {
			heat, err = HeatMap(ctx, tx, scope, f)
			return err
		}
		if _, err = Refresh(ctx, tx); err != nil {
			return err
		}
		heat, err = KeptHeatMap(ctx, tx, scope, f.CriticalOnly)
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
// That they were looked at is written to the audit log.
func (s *Service) People(ctx context.Context, competencyID uuid.UUID, f PeopleFilter) ([]Lacking, string, error) {
	found, next, err := People(ctx, s.db, access.ScopeOf(ctx, access.GapsRead), competencyID, f)
	if err != nil {
		return nil, "", err
	}
	ids := make([]uuid.UUID, 0, len(found))
	for _, l := range found {
		ids = append(ids, l.StaffID)
	}
	args := map[string]any{"competency_id": competencyID}
	return found, next, audit.PutEach(ctx, s.db, "gaps.list_read", "staff", ids, args, s.clock.Now())
}
