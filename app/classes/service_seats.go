package classes

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
	"golang.org/x/text/unicode/norm"

	"camtay/app/audit"
	"camtay/app/clock"
	"camtay/app/db"
	"camtay/app/fault"
	"camtay/app/staff"
	"camtay/app/web"
)

// Nominate puts people forward, all or none, in the order given: each takes a
// seat while the class and the unit's quota have one, else waits. People outside
// the caller's units are faults like those who cannot go, at
// body.staff_ids[i].
func (s *Service) Nominate(ctx context.Context, classID uuid.UUID, staffIDs []uuid.UUID) (web.List[NominationBody], error) {
	me, err := self(ctx)
	if err != nil {
		return web.List[NominationBody]{}, err
	}
	var out web.List[NominationBody]
	now := s.clock.Now()
	err = db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		r, err := hold(ctx, tx, classID)
		if err != nil {
			return err
		}
		if f := Allow(ToNominate, r.Class, r.actor, now); f != nil {
			return f
		}
		if err := lockPeople(ctx, tx, staffIDs); err != nil {
			return err
		}
		people, err := eligible(ctx, tx, r, staffIDs)
		if err != nil {
			return err
		}
		rows := make([]Nomination, 0, len(people))
		for _, p := range people {
			id, err := uuid.NewV7()
			if err != nil {
				return fmt.Errorf("make nomination id: %w", err)
			}
			rows = append(rows, Nomination{
				ID: id, ClassID: classID, StaffID: p.ID, UnitID: p.CommuneID,
				State: r.room.Take(p.CommuneID), NominatedBy: me, NominatedAt: now,
			})
		}
		if err := putNominations(ctx, tx, rows); err != nil {
			return err
		}
		for _, n := range rows {
			args := map[string]any{"staff_id": n.StaffID, "state": n.State}
			if err := audit.Put(ctx, tx, "classes.nominate", subject, classID, args, now); err != nil {
				return err
			}
		}
		named, err := nominees(ctx, tx, r.leads(ctx), classID, staffIDs...)
		if err != nil {
			return err
		}
		out.Items, err = nominationBodies(ctx, tx, classID, named, true)
		return err
	})
	return out, err
}

// eligible are the people of the ids in their order; those who may not be
// nominated are an Invalid classes.not_eligible with one field each.
func eligible(ctx context.Context, tx bun.Tx, r record, staffIDs []uuid.UUID) ([]member, error) {
	known, err := members(ctx, tx, r.leads(ctx), staffIDs)
	if err != nil {
		return nil, err
	}
	current, err := currentOf(ctx, tx, r.ID, staffIDs)
	if err != nil {
		return nil, err
	}
	busy, err := clashes(ctx, tx, r.ID, staffIDs, Nominated, Approved)
	if err != nil {
		return nil, err
	}
	f := fault.New(fault.Invalid, "classes.not_eligible")
	people := make([]member, 0, len(staffIDs))
	for i, id := range staffIDs {
		at := fmt.Sprintf("body.staff_ids[%d]", i)
		p, found := known[id]
		if !found {
			f.At(at, "classes.not_your_person", nil)
			continue
		}
		standing := Standing{Current: current[id], Left: leaves(p.LeftOn, r.Class), Clash: busy[id].Title}
		if ok, key := standing.Eligible(); !ok {
			f.At(at, key, fault.Args{"name": p.FullName, "class": busy[id].Title})
		}
		current[id] = Nominated // named twice in one list is nominated already
		people = append(people, p)
	}
	if len(f.Fields) > 0 {
		return nil, f
	}
	return people, nil
}

// leaves reports whether someone's service ends before the class does.
func leaves(leftOn clock.Day, c Class) bool {
	return !leftOn.IsZero() && !clock.DayOf(c.EndsAt).Before(leftOn)
}

// Withdraw takes a nomination of the caller's people back; whoever waits first
// and now fits moves up. A withdrawn one stays withdrawn.
func (s *Service) Withdraw(ctx context.Context, id uuid.UUID) error {
	me, err := self(ctx)
	if err != nil {
		return err
	}
	return s.onSeat(ctx, id, ToWithdraw, func(ctx context.Context, tx bun.Tx, r record, n Nomination, now time.Time) error {
		led, err := members(ctx, tx, r.leads(ctx), []uuid.UUID{n.StaffID})
		if err != nil {
			return err
		}
		_, mine := led[n.StaffID]
		switch {
		case !mine:
			return fault.New(fault.NotFound, "classes.nomination_not_found")
		case n.State == Withdrawn:
			return nil
		case n.State == Declined:
			return fault.New(fault.Conflict, "classes.not_pending")
		}
		n.State, n.DecidedBy, n.DecidedAt = Withdrawn, me, now
		if err := updateNomination(ctx, tx, n); err != nil {
			return err
		}
		if err := s.promote(ctx, tx, r.ID, now); err != nil {
			return err
		}
		return audit.Put(ctx, tx, "classes.withdraw", subject, r.ID, map[string]any{"staff_id": n.StaffID}, now)
	})
}

// Decline refuses a nomination with a reason that the person and the ward read.
func (s *Service) Decline(ctx context.Context, id uuid.UUID, reason string) error {
	me, err := self(ctx)
	if err != nil {
		return err
	}
	reason = strings.TrimSpace(norm.NFC.String(reason))
	if reason == "" {
		return noReason()
	}
	return s.onSeat(ctx, id, ToDecide, func(ctx context.Context, tx bun.Tx, r record, n Nomination, now time.Time) error {
		switch n.State {
		case Declined:
			return nil
		case Withdrawn:
			return fault.New(fault.Conflict, "classes.not_pending")
		case Nominated, Waiting, Approved:
		}
		n.State, n.Reason, n.DecidedBy, n.DecidedAt = Declined, reason, me, now
		if err := updateNomination(ctx, tx, n); err != nil {
			return err
		}
		if err := s.tell(ctx, tx, n, now); err != nil {
			return err
		}
		if err := s.promote(ctx, tx, r.ID, now); err != nil {
			return err
		}
		return audit.Put(ctx, tx, "classes.decline", subject, r.ID, map[string]any{"staff_id": n.StaffID}, now)
	})
}

// Approve gives a seat. Someone who waits may be approved while the class has
// seats: the officer may give a ward what another leaves.
func (s *Service) Approve(ctx context.Context, id uuid.UUID) error {
	me, err := self(ctx)
	if err != nil {
		return err
	}
	return s.onSeat(ctx, id, ToDecide, func(ctx context.Context, tx bun.Tx, r record, n Nomination, now time.Time) error {
		return s.approve(ctx, tx, &r, n, me, now)
	})
}

// ApproveAll approves several nominations of a class in the order given; what
// cannot be approved is returned with the reason and does not hinder the rest.
func (s *Service) ApproveAll(ctx context.Context, classID uuid.UUID, ids []uuid.UUID) (ApprovalBody, error) {
	me, err := self(ctx)
	if err != nil {
		return ApprovalBody{}, err
	}
	var out ApprovalBody
	now := s.clock.Now()
	err = db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		out = ApprovalBody{Refused: []ApprovalRefused{}}
		r, err := hold(ctx, tx, classID)
		if err != nil {
			return err
		}
		if f := Allow(ToDecide, r.Class, r.actor, now); f != nil {
			return f
		}
		pending, err := nominationsOf(ctx, tx, classID, ids)
		if err != nil {
			return err
		}
		if err := lockPeople(ctx, tx, peopleOf(pending)); err != nil {
			return err
		}
		for _, id := range ids {
			n, known := pending[id]
			err := error(fault.New(fault.NotFound, "classes.nomination_not_found"))
			if known {
				err = s.approve(ctx, tx, &r, n, me, now)
			}
			var refused *fault.Fault
			switch {
			case err == nil:
				n.State = Approved
				pending[id] = n
				out.Approved++
			case errors.As(err, &refused):
				out.Refused = append(out.Refused, ApprovalRefused{NominationID: id, Key: refused.Key, Args: refused.Args})
			default:
				return err
			}
		}
		return nil
	})
	return out, err
}

// approve writes nothing when it returns a fault, so that the transaction may go
// on. It counts the seat in the record.
func (s *Service) approve(ctx context.Context, tx bun.Tx, r *record, n Nomination, me uuid.UUID, now time.Time) error {
	switch n.State {
	case Approved:
		return nil
	case Declined, Withdrawn:
		return fault.New(fault.Conflict, "classes.not_pending")
	case Waiting:
		if r.room.Taken >= r.Seats {
			return fault.New(fault.Conflict, "classes.full").With(fault.Args{"seats": r.Seats})
		}
	case Nominated:
	}
	if err := lockPeople(ctx, tx, []uuid.UUID{n.StaffID}); err != nil {
		return err
	}
	person, err := staff.Find(ctx, tx, n.StaffID)
	if err != nil {
		return err
	}
	if leaves(person.LeftOn, r.Class) {
		return fault.New(fault.Conflict, "classes.has_left").With(fault.Args{"name": person.FullName})
	}
	busy, err := clashes(ctx, tx, r.ID, []uuid.UUID{n.StaffID}, Approved)
	if err != nil {
		return err
	}
	if other, clash := busy[n.StaffID]; clash {
		return fault.New(fault.Conflict, "classes.approved_elsewhere").
			With(fault.Args{"name": person.FullName, "class": other.Title, "code": other.Code})
	}
	if n.State == Waiting {
		r.room.Taken++
		r.room.Used[n.UnitID]++
	}
	n.State, n.DecidedBy, n.DecidedAt = Approved, me, now
	if err := updateNomination(ctx, tx, n); err != nil {
		return err
	}
	if err := s.tell(ctx, tx, n, now); err != nil {
		return err
	}
	return audit.Put(ctx, tx, "classes.approve", subject, r.ID, map[string]any{"staff_id": n.StaffID}, now)
}

// onSeat runs a deed on a nomination behind the lock of its class.
func (s *Service) onSeat(
	ctx context.Context, id uuid.UUID, d Deed,
	run func(ctx context.Context, tx bun.Tx, r record, n Nomination, now time.Time) error,
) error {
	now := s.clock.Now()
	return db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		n, err := findNomination(ctx, tx, id)
		if errors.Is(err, ErrNotFound) {
			return fault.New(fault.NotFound, "classes.nomination_not_found")
		}
		if err != nil {
			return err
		}
		r, err := hold(ctx, tx, n.ClassID)
		if err != nil {
			return err
		}
		if f := Allow(d, r.Class, r.actor, now); f != nil {
			return f
		}
		if n, err = findNomination(ctx, tx, id); err != nil { // as it stands behind the lock
			return err
		}
		return run(ctx, tx, r, n, now)
	})
}

// promote moves those who wait into seats that are free, in order. The class
// must be locked.
func (s *Service) promote(ctx context.Context, tx bun.Tx, classID uuid.UUID, now time.Time) error {
	c, err := Find(ctx, tx, classID)
	if err != nil {
		return err
	}
	quotas, err := quotasOf(ctx, tx, []uuid.UUID{classID})
	if err != nil {
		return err
	}
	counts, err := tallies(ctx, tx, []uuid.UUID{classID})
	if err != nil {
		return err
	}
	waiting, err := waitingFor(ctx, tx, classID, clock.DayOf(c.EndsAt))
	if err != nil {
		return err
	}
	if waiting, err = withoutBusy(ctx, tx, classID, waiting); err != nil {
		return err
	}
	room, _ := roomOf(c, quotas, counts)
	for _, n := range Promote(waiting, room) {
		n.State = Nominated
		if err := updateNomination(ctx, tx, n); err != nil {
			return err
		}
		if err := s.tell(ctx, tx, n, now); err != nil {
			return err
		}
		if err := audit.Put(ctx, tx, "classes.promote", subject, classID, map[string]any{"staff_id": n.StaffID}, now); err != nil {
			return err
		}
	}
	return nil
}

// withoutBusy leaves out those who wait but meanwhile have a seat in another class
// at the same time.
func withoutBusy(ctx context.Context, tx bun.Tx, classID uuid.UUID, waiting []Nomination) ([]Nomination, error) {
	ids := make([]uuid.UUID, 0, len(waiting))
	for _, n := range waiting {
		ids = append(ids, n.StaffID)
	}
	if err := lockPeople(ctx, tx, ids); err != nil {
		return nil, err
	}
	busy, err := clashes(ctx, tx, classID, ids, Nominated, Approved)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(waiting, func(n Nomination) bool {
		_, elsewhere := busy[n.StaffID]
		return elsewhere
	}), nil
}

func (s *Service) tell(ctx context.Context, tx bun.Tx, n Nomination, now time.Time) error {
	return s.outbox.Put(ctx, tx, Decided{ClassID: n.ClassID, StaffID: n.StaffID, State: string(n.State)}, now)
}
