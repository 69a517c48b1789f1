package outreach

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/db"
	"camtay/app/fault"
	"camtay/app/gaps"
)

// maxLeftOut is how many of those left out one answer names.
const maxLeftOut = 12

// Candidates are the people who can come for a request, best first, and some of
// those who cannot, with the reason. Faults: NotFound outreach.not_found;
// Forbidden outreach.not_yours.
func (s *Service) Candidates(ctx context.Context, id uuid.UUID) ([]Ranked, []LeftOut, error) {
	v, err := s.Find(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	if !acts(ctx, v.View, Centre) {
		return nil, nil, faultOf(ErrActor)
	}
	people, around, err := s.nearby(ctx, s.db, v.Request, uuid.Nil)
	if err != nil {
		return nil, nil, err
	}
	ranked, left := Rank(v.Request, people, around, s.clock.Now())
	return ranked, left[:min(len(left), maxLeftOut)], nil
}

// nearby are the candidates for a request, with when they are away, and the cover
// of their units.
func (s *Service) nearby(ctx context.Context, db bun.IDB, r Request, staffID uuid.UUID) ([]Candidate, map[uuid.UUID]Cover, error) {
	field, _, err := gaps.FindFieldName(ctx, db, r.FieldKind, r.Field)
	if err != nil {
		return nil, nil, err
	}
	people, err := candidates(ctx, db, r, append(field.Positions, uuid.Nil), staffID, s.clock.Now())
	if err != nil {
		return nil, nil, err
	}
	var units []uuid.UUID
	for _, c := range people {
		if c.Level >= r.Needed() && !slices.Contains(units, c.UnitID) {
			units = append(units, c.UnitID)
		}
	}
	around, err := covers(ctx, db, units, r.FromOn, r.UntilOn)
	if err != nil {
		return nil, nil, err
	}
	for i := range people {
		people[i].Away = map[HalfDay]bool{}
		for h, away := range around[people[i].UnitID].Away {
			if away[people[i].StaffID] {
				people[i].Away[h] = true
			}
		}
	}
	return people, around, nil
}

// Pick proposes somebody for a request on some half-days, which it holds. Faults:
// NotFound auth.no_staff, outreach.not_found, outreach.no_candidate; Forbidden
// outreach.not_yours; Invalid outreach.half_days {most}; Conflict outreach.state,
// outreach.not_free {day}, outreach.taken_meanwhile, or why the person cannot come.
func (s *Service) Pick(ctx context.Context, id, staffID uuid.UUID, wanted []HalfDay) (Detail, error) {
	return s.move(ctx, id, Pick, "", func(ctx context.Context, tx bun.Tx, v View, now time.Time) (uuid.UUID, error) {
		if len(wanted) == 0 || len(wanted) > v.HalfDays {
			return uuid.Nil, fault.New(fault.Invalid, "web.invalid").At("body.half_days", "outreach.half_days", fault.Args{"most": v.HalfDays})
		}
		home, err := homeOf(ctx, tx, staffID)
		if err != nil {
			return uuid.Nil, err
		}
		if err := lockUnit(ctx, tx, home); err != nil {
			return uuid.Nil, err
		}
		people, around, err := s.nearby(ctx, tx, v.Request, staffID)
		if err != nil {
			return uuid.Nil, err
		}
		if len(people) != 1 {
			return uuid.Nil, fault.New(fault.NotFound, "outreach.no_candidate")
		}
		free, why := Free(v.Request, people[0], around[home], now)
		if why != nil {
			return uuid.Nil, fault.New(fault.Conflict, why.Key).With(why.Args)
		}
		for _, h := range wanted {
			if !slices.Contains(free, h) {
				return uuid.Nil, notFree(h)
			}
		}
		return staffID, s.hold(ctx, tx, Sending{RequestID: v.ID, StaffID: staffID, HomeUnitID: home}, wanted, now)
	})
}

func notFree(h HalfDay) error {
	key := "outreach.not_free_morning"
	if h.Half == Afternoon {
		key = "outreach.not_free_afternoon"
	}
	return fault.New(fault.Conflict, key).With(fault.Args{"day": dayText(h.On)})
}

// hold writes a sending with its half-days.
func (s *Service) hold(ctx context.Context, tx bun.Tx, sending Sending, wanted []HalfDay, now time.Time) error {
	var err error
	if sending.ID, err = uuid.NewV7(); err != nil {
		return fmt.Errorf("make sending id: %w", err)
	}
	sending.State, sending.PickedBy, sending.PickedAt = live, access.Who(ctx).StaffID, now
	if err := InsertSending(ctx, tx, sending); err != nil {
		return err
	}
	visits := make([]Visit, 0, len(wanted))
	for _, h := range wanted {
		id, err := uuid.NewV7()
		if err != nil {
			return fmt.Errorf("make half-day id: %w", err)
		}
		visits = append(visits, Visit{ID: id, SendingID: sending.ID, StaffID: sending.StaffID, OnDay: h.On, Half: h.Half, State: Held})
	}
	return InsertVisits(ctx, tx, visits)
}

// Answer does one of Agree, Refuse, Accept, Decline, Withdraw and Cancel, the
// last four but Accept with a reason. Faults: NotFound auth.no_staff,
// outreach.not_found; Forbidden outreach.not_yours; Invalid outreach.no_reason;
// Conflict outreach.state, and for Agree and Accept outreach.no_longer_free.
func (s *Service) Answer(ctx context.Context, id uuid.UUID, d Deed, reason string) (Detail, error) {
	reason = tidy(reason)
	if reason == "" && d != Agree && d != Accept {
		return Detail{}, fault.New(fault.Invalid, "web.invalid").At("body.reason", "outreach.no_reason", nil)
	}
	return s.move(ctx, id, d, reason, func(ctx context.Context, tx bun.Tx, v View, now time.Time) (uuid.UUID, error) {
		switch {
		case d == Agree || d == Accept:
			return v.StaffID, s.keep(ctx, tx, v, d, now)
		case v.SendingID == uuid.Nil || v.SendingState != live:
			return uuid.Nil, nil
		}
		return v.StaffID, endSending(ctx, tx, v, d, reason, now)
	})
}

// keep checks that the half-days held are still possible and, when the specialist
// accepts, plans them.
func (s *Service) keep(ctx context.Context, tx bun.Tx, v View, d Deed, now time.Time) error {
	if err := lockUnit(ctx, tx, v.HomeUnitID); err != nil {
		return err
	}
	visits, err := VisitsOf(ctx, tx, v.SendingID)
	if err != nil {
		return err
	}
	around, err := covers(ctx, tx, []uuid.UUID{v.HomeUnitID}, v.FromOn, v.UntilOn)
	if err != nil {
		return err
	}
	absences, err := absentDays(ctx, tx, v.StaffID, v.FromOn, v.UntilOn)
	if err != nil {
		return err
	}
	cover := around[v.HomeUnitID]
	for _, visit := range visits {
		h := visit.HalfDay()
		if visit.State == VisitCancelled {
			continue
		}
		if !cover.Holds(h, v.StaffID) || absences[h.On] || !now.Before(h.Start()) {
			return fault.New(fault.Conflict, "outreach.no_longer_free").With(fault.Args{"day": dayText(h.On)})
		}
		if d != Accept {
			continue
		}
		if visit.State, err = visit.After(Accept, now); err != nil {
			return err
		}
		if err := updateVisit(ctx, tx, visit); err != nil {
			return err
		}
	}
	if d == Accept {
		return updateSending(ctx, tx, v.SendingID, live, &now)
	}
	return nil
}

// endSending ends the sending under way, and with it the half-days to come.
func endSending(ctx context.Context, tx bun.Tx, v View, d Deed, reason string, now time.Time) error {
	if err := updateSending(ctx, tx, v.SendingID, ending(d), v.AcceptedAt); err != nil {
		return err
	}
	visits, err := VisitsOf(ctx, tx, v.SendingID)
	if err != nil {
		return err
	}
	for _, visit := range visits {
		next, err := visit.After(CallOff, now)
		if err != nil {
			continue // logged or confirmed: it took place
		}
		visit.State, visit.Reason, visit.SettledBy, visit.SettledAt = next, reason, access.Who(ctx).StaffID, &now
		if err := updateVisit(ctx, tx, visit); err != nil {
			return err
		}
	}
	return nil
}

// move runs a deed on a locked request by whoever may do it, keeps it and queues
// Moved. more returns the specialist whom it is about.
func (s *Service) move(
	ctx context.Context, id uuid.UUID, d Deed, reason string,
	more func(ctx context.Context, tx bun.Tx, v View, now time.Time) (uuid.UUID, error),
) (Detail, error) {
	me, err := self(ctx)
	if err != nil {
		return Detail{}, err
	}
	err = db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		v, err := lockRequest(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := mayMove(ctx, v, d); err != nil {
			return err
		}
		now, r := s.clock.Now(), v.Request
		if r.State, err = v.State.After(d); err != nil {
			return err
		}
		staffID, err := more(ctx, tx, v, now)
		if err != nil {
			return err
		}
		if r.State.Final() {
			r.ClosedAt = &now
		}
		if err := updateRequest(ctx, tx, r); err != nil {
			return err
		}
		return s.note(ctx, tx, Event{RequestID: id, StaffID: staffID, Deed: d, ByID: me, Reason: reason}, now)
	})
	if err != nil {
		return Detail{}, faultOf(err)
	}
	return s.after(ctx, id)
}

// mayMove reports why the acting person cannot do a deed: they do not see the
// request, or it is another's part.
func mayMove(ctx context.Context, v View, d Deed) error {
	switch {
	case acts(ctx, v, doer(d)):
		return nil
	case acts(ctx, v, Centre, Home, Specialist) || access.May(ctx, access.OutreachRead, v.UnitPath):
		return ErrActor
	}
	return ErrNotFound
}

// after is the request as the acting person sees it after a deed: a leader by
// scope, the specialist by part, also when that part is over.
func (s *Service) after(ctx context.Context, id uuid.UUID) (Detail, error) {
	v, err := Find(ctx, s.db, id)
	if err != nil {
		return Detail{}, faultOf(err)
	}
	return s.detail(ctx, v)
}

// Lapse closes requests whose period passed before anybody accepted. It returns
// how many there were. It is called by the clock, not by a person.
func (s *Service) Lapse(ctx context.Context) (int, error) {
	lapsed := 0
	err := db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		now := s.clock.Now()
		ids, err := lockOverdue(ctx, tx, clock.DayOf(now))
		if err != nil {
			return err
		}
		for _, id := range ids {
			v, err := Find(ctx, tx, id)
			if err != nil {
				return err
			}
			r := v.Request
			if r.State, err = v.State.After(Lapse); err != nil {
				return fmt.Errorf("lapse request %s: %w", id, err)
			}
			r.ClosedAt = &now
			if v.SendingState == live {
				if err := endSending(ctx, tx, v, Lapse, "", now); err != nil {
					return err
				}
			}
			if err := updateRequest(ctx, tx, r); err != nil {
				return err
			}
			if err := s.note(ctx, tx, Event{RequestID: id, StaffID: v.StaffID, Deed: Lapse}, now); err != nil {
				return err
			}
		}
		lapsed = len(ids)
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("lapse requests: %w", err)
	}
	return lapsed, nil
}
