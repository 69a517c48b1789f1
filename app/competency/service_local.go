package competency

import (
	"context"
	"errors"
	"strings"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/audit"
	"camtay/app/clock"
	"camtay/app/db"
	"camtay/app/fault"
	"camtay/app/org"
)

// Raise is what a unit wants to ask beyond those above it, of one position or,
// when that is zero, of all. It holds from From on; the zero day means today.
type Raise struct {
	UnitID       uuid.UUID
	PositionID   uuid.UUID
	CompetencyID uuid.UUID
	Level        int16
	Critical     bool
	Weight       int16
	From         clock.Day
	Reason       string
}

// LocalOf are the requirements that a unit and those above it make of posts in
// it, today or later, and whether the caller may add one.
func (s *Service) LocalOf(ctx context.Context, unitID uuid.UUID) ([]Local, bool, error) {
	unit, err := unitOf(ctx, s.db, unitID)
	if err != nil {
		return nil, false, err
	}
	found, err := LocalOf(ctx, s.db, unitID, s.today())
	return found, access.May(ctx, access.CompetencyRaise, unit.Path), err
}

// Raise makes a unit ask more than those above it do. It takes nothing away:
// what others ask stays, and the highest counts. Errors: Forbidden outside the
// caller's units, NotFound, Invalid without a reason or for a past day, Conflict
// with who requires what when the level is not above it.
func (s *Service) Raise(ctx context.Context, r Raise) error {
	unit, err := unitOf(ctx, s.db, r.UnitID)
	switch {
	case err != nil:
		return err
	case !access.May(ctx, access.CompetencyRaise, unit.Path):
		return fault.New(fault.Forbidden, "competency.not_your_unit")
	case blank(r.Reason):
		return fault.New(fault.Invalid, "competency.no_reason")
	}
	if err := s.begins(&r.From); err != nil {
		return err
	}
	if err := inForce(ctx, s.db, r.CompetencyID, r.Level); err != nil {
		return err
	}
	wanted := UnitRequirement{
		Requirement: Requirement{
			PositionID: r.PositionID, CompetencyID: r.CompetencyID, Level: r.Level, Critical: r.Critical, Weight: r.Weight, From: r.From,
		},
		UnitID: r.UnitID, Authority: authorityOver(ctx, unit.Path), Reason: strings.TrimSpace(r.Reason), CreatedBy: access.Who(ctx).AccountID,
	}
	return db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error { return s.raise(ctx, tx, wanted) })
}

func (s *Service) raise(ctx context.Context, tx bun.Tx, r UnitRequirement) error {
	now := s.clock.Now()
	if err := lockUnit(ctx, tx, r.UnitID); err != nil {
		return err
	}
	if r.PositionID != uuid.Nil {
		if err := lockPosition(ctx, tx, r.PositionID); err != nil {
			return shown(err)
		}
	}
	above, err := demandedAbove(ctx, tx, r)
	if err != nil {
		return err
	}
	if by, blocked := Blocking(above, r.Level); blocked {
		return notAbove(by)
	}
	if err := raise(ctx, tx, r, now); err != nil {
		return err
	}
	return audit.Put(ctx, tx, "competency.raise", "unit", r.UnitID, map[string]any{
		"competency_id": r.CompetencyID, "position_id": r.PositionID, "level": r.Level, "critical": r.Critical, "on": r.From.String(),
	}, now)
}

// notAbove says who requires what already.
func notAbove(by Demanded) error {
	args := fault.Args{"level": by.Level, "position": by.PositionVI, "unit": by.Unit}
	if by.Unit == "" {
		return fault.New(fault.Conflict, "competency.province_asks").With(args)
	}
	return fault.New(fault.Conflict, "competency.unit_asks").With(args)
}

// Lift ends a unit's own requirement from today on; what those above ask counts
// again. One that is still to begin is dropped. Errors: NotFound, Forbidden when
// someone higher set it.
func (s *Service) Lift(ctx context.Context, id uuid.UUID) error {
	return db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		l, err := FindLocal(ctx, tx, id)
		switch {
		case errors.Is(err, ErrNotFound):
			return fault.New(fault.NotFound, "competency.no_local").Because(err)
		case err != nil:
			return err
		case !access.May(ctx, access.CompetencyRaise, l.Authority):
			return fault.New(fault.Forbidden, "competency.set_above").With(fault.Args{"unit": l.AuthorityName})
		}
		if err := lockUnit(ctx, tx, l.UnitID); err != nil {
			return err
		}
		today, now := s.today(), s.clock.Now()
		if err := endLocal(ctx, tx, id, today); err != nil {
			return err
		}
		return audit.Put(ctx, tx, "competency.lift", "unit", l.UnitID, map[string]any{
			"competency_id": l.CompetencyID, "position_id": l.PositionID, "level": l.Level,
		}, now)
	})
}

// authorityOver is the top of the widest subtree over which the caller may raise
// and that holds a unit.
func authorityOver(ctx context.Context, path string) string {
	widest := path
	for _, top := range access.ScopeOf(ctx, access.CompetencyRaise).Paths() {
		if len(top) < len(widest) && access.Everywhere(top).Covers(path) {
			widest = top
		}
	}
	return widest
}

func unitOf(ctx context.Context, db bun.IDB, id uuid.UUID) (org.Unit, error) {
	u, err := org.Find(ctx, db, id)
	if errors.Is(err, org.ErrNotFound) {
		return org.Unit{}, fault.New(fault.NotFound, "org.unit_not_found").Because(err)
	}
	return u, err
}
