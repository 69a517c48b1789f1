package competency

import (
	"context"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/audit"
	"camtay/app/clock"
	"camtay/app/db"
	"camtay/app/fault"
)

// Requirements are what a position requires today, with the competencies by id.
func (s *Service) Requirements(ctx context.Context, positionID uuid.UUID) ([]Requirement, map[uuid.UUID]Competency, error) {
	return s.named(ctx)(RequirementsOn(ctx, s.db, positionID, s.today()))
}

// Planned are the requirements of a position that begin after today, with the
// competencies by id.
func (s *Service) Planned(ctx context.Context, positionID uuid.UUID) ([]Requirement, map[uuid.UUID]Competency, error) {
	return s.named(ctx)(Planned(ctx, s.db, positionID, s.today()))
}

func (s *Service) today() clock.Day {
	return clock.DayOf(s.clock.Now())
}

// named adds the competencies that requirements name.
func (s *Service) named(ctx context.Context) func([]Requirement, error) ([]Requirement, map[uuid.UUID]Competency, error) {
	return func(found []Requirement, err error) ([]Requirement, map[uuid.UUID]Competency, error) {
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
}

// Change is a wanted requirement: Level 1…5, or 0 to remove it. Weight 0 means
// 1. It holds from From on; the zero day means today.
type Change struct {
	PositionID   uuid.UUID
	CompetencyID uuid.UUID
	Level        int16
	Critical     bool
	Weight       int16
	From         clock.Day
}

// Require sets or removes what a position requires from a day on and writes it
// to the audit log; setting what holds already does nothing. Positions are the
// same everywhere, so the permission must hold over the whole tree (Forbidden
// else). An unknown position, or a competency not in force, is NotFound; a day
// that is past is Invalid.
func (s *Service) Require(ctx context.Context, c Change) error {
	if err := s.mayEditFramework(ctx); err != nil {
		return err
	}
	if err := s.begins(&c.From); err != nil {
		return err
	}
	c.Weight = max(c.Weight, 1)
	if err := inForce(ctx, s.db, c.CompetencyID, c.Level); err != nil {
		return err
	}
	return db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		return s.require(ctx, tx, c)
	})
}

// begins fills in today for the zero day and refuses a day that is past.
func (s *Service) begins(from *clock.Day) error {
	today := s.today()
	switch {
	case from.IsZero():
		*from = today
	case from.Before(today):
		return fault.New(fault.Invalid, "competency.from_past").With(fault.Args{"today": today.String()})
	}
	return nil
}

// inForce demands that a competency exists and, unless something is removed, is
// not archived.
func inForce(ctx context.Context, db bun.IDB, id uuid.UUID, level int16) error {
	c, err := Find(ctx, db, id)
	switch {
	case err != nil:
		return shown(err)
	case c.ArchivedAt != nil && level > 0:
		return fault.New(fault.NotFound, "competency.archived").With(fault.Args{"name": c.NameVI})
	}
	return nil
}

func (s *Service) require(ctx context.Context, tx bun.Tx, c Change) error {
	now := s.clock.Now()
	// Two officers changing the same position take turns.
	if err := lockPosition(ctx, tx, c.PositionID); err != nil {
		return shown(err)
	}
	then, err := RequirementsOn(ctx, tx, c.PositionID, c.From)
	if err != nil {
		return err
	}
	var old Requirement
	for _, r := range then {
		if r.CompetencyID == c.CompetencyID {
			old = r
		}
	}
	if old.Level == c.Level && (c.Level == 0 || old.Critical == c.Critical && old.Weight == c.Weight) {
		return nil
	}
	r := Requirement{
		PositionID: c.PositionID, CompetencyID: c.CompetencyID, Level: c.Level, Critical: c.Critical, Weight: c.Weight, From: c.From,
	}
	if err := Require(ctx, tx, r, now); err != nil {
		return err
	}
	return audit.Put(ctx, tx, "competency.require", "position", c.PositionID, map[string]any{
		"competency_id": c.CompetencyID, "from": old.Level, "to": c.Level, "on": c.From.String(), "weight": c.Weight,
		"critical_from": old.Critical, "critical_to": c.Critical && c.Level > 0,
	}, now)
}
