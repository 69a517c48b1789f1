package staff

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
	"camtay/app/org"
)

// AbsencesIn are the absences of people whom the caller leads. Fault: NotFound
// org.unit_not_found.
func (s *Service) AbsencesIn(ctx context.Context, unitID uuid.UUID, f AbsenceFilter) ([]Absent, error) {
	if unitID != uuid.Nil {
		unit, err := s.unit(ctx, unitID)
		if err != nil {
			return nil, err
		}
		f.UnitPath = unit.Path
	}
	return Absences(ctx, s.db, access.ScopeOf(ctx, access.StaffCover), f, s.today())
}

// MyAbsences are the caller's own that are not over. Fault: NotFound auth.no_staff.
func (s *Service) MyAbsences(ctx context.Context) ([]Absence, error) {
	me, err := self(ctx)
	if err != nil {
		return nil, err
	}
	return AbsencesOf(ctx, s.db, me, s.today())
}

// Absent enters an absence of someone whom the caller leads. Faults: NotFound
// staff.person_not_found, those of Absence.Check, Conflict staff.absence_overlaps
// {from, until}.
func (s *Service) Absent(ctx context.Context, a Absence) (Absence, error) {
	_, err := FindInScope(ctx, s.db, access.ScopeOf(ctx, access.StaffCover), a.StaffID, s.today())
	switch {
	case errors.Is(err, ErrNotFound):
		return Absence{}, fault.New(fault.NotFound, "staff.person_not_found")
	case err != nil:
		return Absence{}, err
	}
	return s.enter(ctx, a)
}

// AbsentMyself enters an absence of the caller's own. Faults as of Absent, and
// NotFound auth.no_staff.
func (s *Service) AbsentMyself(ctx context.Context, a Absence) (Absence, error) {
	me, err := self(ctx)
	if err != nil {
		return Absence{}, err
	}
	a.StaffID = me
	return s.enter(ctx, a)
}

func (s *Service) enter(ctx context.Context, a Absence) (Absence, error) {
	if err := a.Check(s.today()); err != nil {
		return Absence{}, err
	}
	var err error
	if a.ID, err = uuid.NewV7(); err != nil {
		return Absence{}, fmt.Errorf("make absence id: %w", err)
	}
	a.EnteredBy, a.CreatedAt = access.Who(ctx).StaffID, s.clock.Now()
	err = db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		if err := InsertAbsence(ctx, tx, a); err != nil {
			return err
		}
		args := map[string]any{"from": a.From, "until": a.Until}
		return audit.Put(ctx, tx, "staff.absent", "staff", a.StaffID, args, a.CreatedAt)
	})
	if db.Constraint(err) == "absences_no_overlap" {
		return Absence{}, s.overlap(ctx, a, err)
	}
	if err != nil {
		return Absence{}, err
	}
	return a, nil
}

func (s *Service) overlap(ctx context.Context, a Absence, cause error) error {
	other, err := overlapping(ctx, s.db, a)
	if err != nil {
		return errors.Join(cause, err)
	}
	return fault.New(fault.Conflict, "staff.absence_overlaps").Because(cause).
		With(fault.Args{"from": dayText(other.From), "until": dayText(other.Until)})
}

// Return takes an absence of someone whom the caller leads back. Fault: NotFound
// staff.absence_not_found.
func (s *Service) Return(ctx context.Context, id uuid.UUID) error {
	return s.takeBack(ctx, id, func(a Absence) error {
		_, err := FindInScope(ctx, s.db, access.ScopeOf(ctx, access.StaffCover), a.StaffID, s.today())
		return err
	})
}

// ReturnMyself takes an absence of the caller's own back. Faults: NotFound
// auth.no_staff, staff.absence_not_found.
func (s *Service) ReturnMyself(ctx context.Context, id uuid.UUID) error {
	me, err := self(ctx)
	if err != nil {
		return err
	}
	return s.takeBack(ctx, id, func(a Absence) error {
		if a.StaffID != me {
			return ErrNoAbsence
		}
		return nil
	})
}

func (s *Service) takeBack(ctx context.Context, id uuid.UUID, may func(Absence) error) error {
	a, err := findAbsence(ctx, s.db, id)
	if err == nil {
		err = may(a)
	}
	switch {
	case errors.Is(err, ErrNoAbsence), errors.Is(err, ErrNotFound):
		return fault.New(fault.NotFound, "staff.absence_not_found")
	case err != nil:
		return err
	}
	return db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		if err := dropAbsence(ctx, tx, id); err != nil {
			return err
		}
		args := map[string]any{"from": a.From, "until": a.Until}
		return audit.Put(ctx, tx, "staff.absence_dropped", "staff", a.StaffID, args, s.clock.Now())
	})
}

// CountersIn are the counters of the units that the caller leads.
func (s *Service) CountersIn(ctx context.Context, f CounterFilter) ([]CounterLine, error) {
	return Counters(ctx, s.db, access.ScopeOf(ctx, access.StaffCover), f, s.today())
}

// PutCounter sets how many must be at a unit's counter. Faults: NotFound
// org.unit_not_found, Forbidden staff.unit_not_yours.
func (s *Service) PutCounter(ctx context.Context, unitID uuid.UUID, minimum int) error {
	return s.changeCounter(ctx, unitID, "staff.counter_set", map[string]any{"minimum": minimum}, func(ctx context.Context, tx bun.Tx) error {
		return PutCounters(ctx, tx, []Counter{{UnitID: unitID, Minimum: minimum}}, s.clock.Now())
	})
}

// DropCounter says that a unit has no counter. Faults as of PutCounter.
func (s *Service) DropCounter(ctx context.Context, unitID uuid.UUID) error {
	return s.changeCounter(ctx, unitID, "staff.counter_dropped", nil, func(ctx context.Context, tx bun.Tx) error {
		return dropCounter(ctx, tx, unitID)
	})
}

func (s *Service) changeCounter(
	ctx context.Context, unitID uuid.UUID, deed string, args map[string]any, change func(context.Context, bun.Tx) error,
) error {
	unit, err := s.unit(ctx, unitID)
	if err != nil {
		return err
	}
	if !access.May(ctx, access.StaffCover, unit.Path) {
		return fault.New(fault.Forbidden, "staff.unit_not_yours")
	}
	return db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		if err := change(ctx, tx); err != nil {
			return err
		}
		return audit.Put(ctx, tx, deed, "unit", unitID, args, s.clock.Now())
	})
}

func (s *Service) unit(ctx context.Context, id uuid.UUID) (org.Unit, error) {
	unit, err := org.Find(ctx, s.db, id)
	if errors.Is(err, org.ErrNotFound) {
		return org.Unit{}, fault.New(fault.NotFound, "org.unit_not_found")
	}
	return unit, err
}

// self is the acting person.
func self(ctx context.Context) (uuid.UUID, error) {
	me := access.Who(ctx).StaffID
	if me == uuid.Nil {
		return uuid.Nil, fault.New(fault.NotFound, "auth.no_staff")
	}
	return me, nil
}

// dayText is a day as people in Vietnam write it, in either language.
func dayText(d clock.Day) string {
	return d.Start().In(clock.Zone).Format("02/01/2006")
}
