package gaps

import (
	"context"
	"errors"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/audit"
	"camtay/app/competency"
	"camtay/app/fault"
	"camtay/app/org"
)

// unit is a unit that the acting person may do something in, NotFound otherwise.
func (s *Service) unit(ctx context.Context, id uuid.UUID, permission access.Permission) (org.Unit, error) {
	notFound := fault.New(fault.NotFound, "gaps.unit_not_found")
	u, err := org.Find(ctx, s.db, id)
	switch {
	case errors.Is(err, org.ErrNotFound):
		return org.Unit{}, notFound.Because(err)
	case err != nil:
		return org.Unit{}, err
	case !access.May(ctx, permission, u.Path):
		return org.Unit{}, notFound
	}
	return u, nil
}

// commune is a commune or ward that the acting person may read all of, NotFound
// otherwise.
func (s *Service) commune(ctx context.Context, id uuid.UUID, permission access.Permission) (org.Unit, error) {
	u, err := s.unit(ctx, id, permission)
	switch {
	case err != nil:
		return org.Unit{}, err
	case !u.IsCommune():
		return org.Unit{}, fault.New(fault.NotFound, "gaps.no_commune")
	}
	return u, nil
}

// Team are the people of a unit with what each still lacks.
func (s *Service) Team(ctx context.Context, tf TeamFilter, f PeopleFilter) ([]Member, string, error) {
	if _, err := s.unit(ctx, f.UnitID, access.GapsRead); err != nil {
		return nil, "", err
	}
	found, next, err := Team(ctx, s.db, access.ScopeOf(ctx, access.GapsRead), tf, f)
	if err != nil {
		return nil, "", err
	}
	ids := make([]uuid.UUID, 0, len(found))
	for _, m := range found {
		ids = append(ids, m.StaffID)
	}
	return found, next, audit.PutEach(ctx, s.db, "gaps.list_read", "staff", ids, nil, s.clock.Now())
}

// Shares are the competencies of a unit, with the competencies by id.
func (s *Service) Shares(ctx context.Context, unitID uuid.UUID, f TeamFilter) ([]Share, map[uuid.UUID]competency.Competency, error) {
	if _, err := s.unit(ctx, unitID, access.GapsRead); err != nil {
		return nil, nil, err
	}
	shares, err := Shares(ctx, s.db, access.ScopeOf(ctx, access.GapsRead), unitID, f)
	if err != nil {
		return nil, nil, err
	}
	ids := make([]uuid.UUID, 0, len(shares))
	for _, share := range shares {
		ids = append(ids, share.CompetencyID)
	}
	byID, err := competency.FindAll(ctx, s.db, ids)
	return shares, byID, err
}
