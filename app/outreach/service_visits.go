package outreach

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/db"
	"camtay/app/evidence"
	"camtay/app/fault"
	"camtay/app/mentoring"
)

// evidenceSource names half-days at a counter in the ledger.
const evidenceSource = "outreach_visit"

// Log writes what the acting specialist did on a half-day. Faults: NotFound
// auth.no_staff, outreach.no_visit; Forbidden outreach.not_yours; Conflict
// outreach.state; Invalid outreach.stranger_coached and those of Visit.CheckWork.
func (s *Service) Log(ctx context.Context, visitID uuid.UUID, w Work) (Detail, error) {
	w.Done = tidy(w.Done)
	for i := range w.People {
		w.People[i].Alone = tidy(w.People[i].Alone)
	}
	return s.settle(ctx, visitID, Log, "", func(ctx context.Context, tx bun.Tx, v View, visit *Visit, now time.Time) error {
		own, err := evidence.LevelOf(ctx, tx, visit.StaffID, v.CompetencyID)
		if err != nil {
			return err
		}
		if err := visit.CheckWork(w, own, now); err != nil {
			return err
		}
		there, err := peopleAt(ctx, tx, access.Everywhere(v.UnitPath), v.UnitID, visit.StaffID)
		if err != nil {
			return err
		}
		for _, c := range w.People {
			if !slices.ContainsFunc(there, func(n Named) bool { return n.StaffID == c.StaffID }) {
				return fault.New(fault.Invalid, "web.invalid").At("body.people", "outreach.stranger_coached", nil)
			}
		}
		visit.Minutes, visit.Done, visit.LoggedAt, visit.Reason = w.Minutes, w.Done, &now, ""
		visit.SettledBy, visit.SettledAt = uuid.Nil, nil
		return PutCoached(ctx, tx, visit.ID, w.People)
	})
}

// Confirm says, for the centre, that a half-day was as logged; each person coached
// gets it as evidence in the same transaction. Nobody confirms their own coaching.
// Faults: NotFound auth.no_staff, outreach.no_visit; Forbidden outreach.not_yours,
// outreach.own_coaching; Conflict outreach.state.
func (s *Service) Confirm(ctx context.Context, visitID uuid.UUID) (Detail, error) {
	return s.settle(ctx, visitID, Confirm, "", func(ctx context.Context, tx bun.Tx, v View, visit *Visit, now time.Time) error {
		people, err := coachedOf(ctx, tx, visit.SendingID)
		if err != nil {
			return err
		}
		me := access.Who(ctx).StaffID
		var entries []evidence.Entry
		for _, c := range people[visit.ID] {
			if c.StaffID == me || visit.StaffID == me {
				return fault.New(fault.Forbidden, "outreach.own_coaching")
			}
			entries = append(entries, mentoring.Coaching{
				Session: visit.Session(c.Coached), Source: evidenceSource, MentorID: visit.StaffID, MentorName: v.FullName,
				LearnerID: c.StaffID, CompetencyID: v.CompetencyID,
			}.Entry())
		}
		visit.SettledBy, visit.SettledAt = me, &now
		if _, err := s.ledger.Post(ctx, tx, entries, now); err != nil {
			return fmt.Errorf("post coaching evidence: %w", err)
		}
		return nil
	})
}

// Dispute says, for the centre, that a half-day was not as logged; the specialist
// may log it anew. Faults as Confirm, and Invalid outreach.no_reason.
func (s *Service) Dispute(ctx context.Context, visitID uuid.UUID, reason string) (Detail, error) {
	return s.withReason(ctx, visitID, Dispute, reason)
}

// CallOff cancels one half-day that has not been logged, or that was disputed.
// When none is left the request is done, or open again. Faults: NotFound
// auth.no_staff, outreach.no_visit; Forbidden outreach.not_yours; Invalid
// outreach.no_reason; Conflict outreach.state.
func (s *Service) CallOff(ctx context.Context, visitID uuid.UUID, reason string) (Detail, error) {
	return s.withReason(ctx, visitID, CallOff, reason)
}

func (s *Service) withReason(ctx context.Context, visitID uuid.UUID, d Deed, reason string) (Detail, error) {
	reason = tidy(reason)
	if reason == "" {
		return Detail{}, fault.New(fault.Invalid, "web.invalid").At("body.reason", "outreach.no_reason", nil)
	}
	return s.settle(ctx, visitID, d, reason, func(ctx context.Context, _ bun.Tx, _ View, visit *Visit, now time.Time) error {
		visit.Reason, visit.SettledBy, visit.SettledAt = reason, access.Who(ctx).StaffID, &now
		return nil
	})
}

// settle runs a deed on a half-day of a locked request under way, keeps it, and
// closes or reopens the request when no half-day is left.
func (s *Service) settle(
	ctx context.Context, visitID uuid.UUID, d Deed, reason string,
	more func(ctx context.Context, tx bun.Tx, v View, visit *Visit, now time.Time) error,
) (Detail, error) {
	me, err := self(ctx)
	if err != nil {
		return Detail{}, err
	}
	id, err := requestOfVisit(ctx, s.db, visitID)
	if err != nil {
		return Detail{}, faultOf(err)
	}
	err = db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		v, err := lockRequest(ctx, tx, id)
		if err != nil {
			return err
		}
		visit, err := visitOf(ctx, tx, v, visitID)
		if err != nil {
			return err
		}
		if err := maySettle(ctx, v, d); err != nil {
			return err
		}
		now := s.clock.Now()
		if visit.State, err = visit.After(d, now); err != nil {
			return err
		}
		if err := more(ctx, tx, v, &visit, now); err != nil {
			return err
		}
		if err := updateVisit(ctx, tx, visit); err != nil {
			return err
		}
		if err := s.note(ctx, tx, Event{RequestID: id, VisitID: visitID, StaffID: visit.StaffID, Deed: d, ByID: me, Reason: reason}, now); err != nil {
			return err
		}
		return s.conclude(ctx, tx, v, now)
	})
	if err != nil {
		return Detail{}, faultOf(err)
	}
	return s.after(ctx, id)
}

// visitOf is a half-day of the sending under way: ErrNoVisit for one of an
// earlier sending or of a request that is over.
func visitOf(ctx context.Context, tx bun.Tx, v View, visitID uuid.UUID) (Visit, error) {
	visits, err := VisitsOf(ctx, tx, v.SendingID)
	if err != nil {
		return Visit{}, err
	}
	i := slices.IndexFunc(visits, func(each Visit) bool { return each.ID == visitID })
	switch {
	case i < 0:
		return Visit{}, ErrNoVisit
	case v.State != Accepted:
		return visits[i], maySee(ctx, v)
	}
	return visits[i], nil
}

// maySee is ErrState for whoever has a part in the request, else ErrNoVisit.
func maySee(ctx context.Context, v View) error {
	if acts(ctx, v, Centre, Home, Specialist) {
		return ErrState
	}
	return ErrNoVisit
}

func maySettle(ctx context.Context, v View, d Deed) error {
	switch {
	case acts(ctx, v, visitDoers(d)...):
		return nil
	case errors.Is(maySee(ctx, v), ErrState):
		return ErrActor
	}
	return ErrNoVisit
}

// conclude finishes or reopens a request that has no half-day left.
func (s *Service) conclude(ctx context.Context, tx bun.Tx, v View, now time.Time) error {
	visits, err := VisitsOf(ctx, tx, v.SendingID)
	if err != nil {
		return err
	}
	d, over := Outcome(visits)
	if !over {
		return nil
	}
	r := v.Request
	if r.State, err = v.State.After(d); err != nil {
		return err
	}
	if r.State.Final() {
		r.ClosedAt = &now
	}
	if err := updateSending(ctx, tx, v.SendingID, ending(d), v.AcceptedAt); err != nil {
		return err
	}
	if err := updateRequest(ctx, tx, r); err != nil {
		return err
	}
	return s.note(ctx, tx, Event{RequestID: v.ID, StaffID: v.StaffID, Deed: d}, now)
}
