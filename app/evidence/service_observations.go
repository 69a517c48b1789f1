package evidence

import (
	"context"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/fault"
)

// Observables are those whom the acting person may observe, at most limit+1.
func (s *Service) Observables(ctx context.Context, f ObservableFilter) ([]Observable, error) {
	me, err := self(ctx)
	if err != nil {
		return nil, err
	}
	return ListObservable(ctx, s.db, access.ScopeOf(ctx, access.EvidenceObserve), me, f, clock.DayOf(s.clock.Now()))
}

// Observable is what somebody's posts require, for whoever may observe them; not
// how far they are. NotFound outside the scope, Forbidden about oneself.
func (s *Service) Observable(ctx context.Context, staffID uuid.UUID) ([]competency.Competency, error) {
	who, err := s.actorOn(ctx, staffID)
	switch {
	case err != nil:
		return nil, err
	case !access.May(ctx, access.EvidenceObserve, who.path):
		return nil, fault.New(fault.NotFound, "evidence.person_not_found")
	case who.staffID == staffID:
		return nil, fault.New(fault.Forbidden, "evidence.not_of_oneself")
	}
	ids, err := requiredOf(ctx, s.db, staffID)
	if err != nil {
		return nil, err
	}
	names, err := competency.FindAll(ctx, s.db, ids)
	if err != nil {
		return nil, err
	}
	required := make([]competency.Competency, 0, len(ids))
	for _, id := range ids {
		required = append(required, names[id])
	}
	return required, nil
}

// MyObservations are what the acting person observed of people whom they may still
// observe, the latest first, at most limit+1.
func (s *Service) MyObservations(ctx context.Context, f ObservedFilter) ([]Observed, error) {
	me, err := self(ctx)
	if err != nil {
		return nil, err
	}
	return ListObserved(ctx, s.db, access.ScopeOf(ctx, access.EvidenceObserve), me, f)
}

// self is the acting person; NotFound for an account without a staff record.
func self(ctx context.Context) (uuid.UUID, error) {
	id := access.Who(ctx).StaffID
	if id == uuid.Nil {
		return uuid.Nil, fault.New(fault.NotFound, "auth.no_staff")
	}
	return id, nil
}
