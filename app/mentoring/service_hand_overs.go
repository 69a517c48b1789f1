package mentoring

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/db"
	"camtay/app/fault"
)

// side is the part the acting person may have in a pair's hand-over: one of the
// two, or the department when the learner lies in the person's scope. Faults:
// NotFound mentoring.pair_not_found.
func (s *Service) side(ctx context.Context, db bun.IDB, p Pair) (Actor, error) {
	if actor, mine := p.ActorOf(access.Who(ctx).StaffID); mine {
		return actor, nil
	}
	in, err := learnerInScope(ctx, db, access.ScopeOf(ctx, access.MentoringWatch), p, clock.DayOf(s.clock.Now()))
	switch {
	case err != nil:
		return "", err
	case !in:
		return "", faultOf(ErrNotFound)
	}
	return Department, nil
}

// Successors are the people to whom a pair can be handed over, best first. Faults:
// NotFound mentoring.pair_not_found, mentoring.no_competency.
func (s *Service) Successors(ctx context.Context, pairID uuid.UUID) (Suggestions, error) {
	p, err := FindPair(ctx, s.db, pairID)
	if err != nil {
		return Suggestions{}, faultOf(err)
	}
	if _, err := s.side(ctx, s.db, p); err != nil {
		return Suggestions{}, err
	}
	found, err := SuggestFor(ctx, s.db, p.LearnerID, p.CompetencyID, s.clock.Now())
	if err != nil {
		return Suggestions{}, err
	}
	free := found.Items[:0]
	for _, i := range found.Items {
		if i.Pair == nil && i.Free() > 0 && i.MentorID != p.MentorID {
			free = append(free, i)
		}
	}
	found.Items = free
	return found, nil
}

// HandOver asks somebody who could be suggested to the learner to take an active or
// paused pair over, and queues HandOverMoved. Faults: NotFound auth.no_staff,
// mentoring.pair_not_found, mentoring.mentor_not_found; Conflict
// mentoring.not_active, mentoring.handing_already, mentoring.full {capacity};
// Invalid mentoring.no_reason.
func (s *Service) HandOver(ctx context.Context, pairID, toID uuid.UUID, reason string) error {
	me, err := self(ctx)
	if err != nil {
		return err
	}
	if reason = tidy(reason); reason == "" {
		return fault.New(fault.Invalid, "web.invalid").At("body.reason", "mentoring.no_reason", nil)
	}
	id, err := uuid.NewV7()
	if err != nil {
		return fmt.Errorf("make hand-over id: %w", err)
	}
	h := Handing{ID: id, PairID: pairID, ToID: toID, AskedBy: me, Reason: reason, AskedAt: s.clock.Now(), State: HandingWaits}
	err = db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		p, err := lockPair(ctx, tx, pairID)
		if err != nil {
			return err
		}
		if h.Side, err = s.side(ctx, tx, p); err != nil {
			return err
		}
		if p.State != Active && p.State != Paused {
			return fault.New(fault.Conflict, "mentoring.not_active")
		}
		if err := s.canTake(ctx, tx, p, toID, h.AskedAt); err != nil {
			return err
		}
		if err := insertHandOver(ctx, tx, h); err != nil {
			return err
		}
		return s.outbox.Put(ctx, tx, HandOverMoved{HandOverID: h.ID, State: HandingWaits}, h.AskedAt)
	})
	if db.IsDuplicate(err) {
		return fault.New(fault.Conflict, "mentoring.handing_already").Because(err)
	}
	return faultOf(err)
}

// canTake decides whether somebody may take a pair over, as Ask does.
func (s *Service) canTake(ctx context.Context, tx bun.Tx, p Pair, toID uuid.UUID, now time.Time) error {
	asker, err := asked(ctx, tx, p.LearnerID, p.CompetencyID)
	if err != nil {
		return err
	}
	found, err := candidates(ctx, tx, nearby{Asker: asker, CompetencyID: p.CompetencyID, MentorID: toID, On: clock.DayOf(now)})
	if err != nil {
		return err
	}
	if len(found) == 0 || toID == p.MentorID {
		return ErrNoProfile
	}
	c := found[0].candidate()
	switch {
	case c.Pair != nil:
		return fault.New(fault.Conflict, "mentoring.paired_already")
	case c.Free() == 0:
		return fault.New(fault.Conflict, "mentoring.full").With(fault.Args{"capacity": c.Capacity})
	case !c.Askable(asker):
		return ErrNoProfile
	}
	return nil
}

// HandOversToMe are the hand-overs that wait for the acting person's answer. Fault:
// NotFound auth.no_staff.
func (s *Service) HandOversToMe(ctx context.Context) ([]Offered, error) {
	me, err := self(ctx)
	if err != nil {
		return nil, err
	}
	return offersTo(ctx, s.db, me)
}

// TakeOver answers a hand-over as the one asked. Accepting ends the old pair with
// the reason of the hand-over and begins one with the same targets and shared
// things; sessions stay with who held them, and the learner can still confirm them.
// Declining needs a reason. Queues HandOverMoved, and Closed for the old pair.
// Faults: NotFound auth.no_staff, mentoring.hand_over_not_found; Forbidden
// mentoring.no_role; Conflict mentoring.handed_already, mentoring.not_possible,
// mentoring.full; Invalid mentoring.no_reason.
func (s *Service) TakeOver(ctx context.Context, id uuid.UUID, accept bool, reason string) error {
	me, err := self(ctx)
	if err != nil {
		return err
	}
	reason = tidy(reason)
	switch {
	case !coach(ctx):
		return fault.New(fault.Forbidden, "mentoring.no_role")
	case !accept && reason == "":
		return fault.New(fault.Invalid, "web.invalid").At("body.reason", "mentoring.no_reason", nil)
	}
	return s.answerHandOver(ctx, id, func(ctx context.Context, tx bun.Tx, h Handing) error {
		if h.ToID != me {
			return ErrNoHandOver
		}
		if !accept {
			return s.settleHandOver(ctx, tx, h, NotTaken, reason)
		}
		return s.takeOver(ctx, tx, h)
	})
}

// WithdrawHandOver takes a hand-over back, as who asked for it or for the department
// over the learner. Faults: NotFound auth.no_staff, mentoring.hand_over_not_found;
// Conflict mentoring.handed_already.
func (s *Service) WithdrawHandOver(ctx context.Context, id uuid.UUID) error {
	me, err := self(ctx)
	if err != nil {
		return err
	}
	return s.answerHandOver(ctx, id, func(ctx context.Context, tx bun.Tx, h Handing) error {
		if h.AskedBy != me {
			p, err := FindPair(ctx, tx, h.PairID)
			if err != nil {
				return err
			}
			if side, err := s.side(ctx, tx, p); err != nil || side != Department {
				return errors.Join(ErrNoHandOver, err)
			}
		}
		return s.settleHandOver(ctx, tx, h, HandingWithdrawn, "")
	})
}

func (s *Service) answerHandOver(ctx context.Context, id uuid.UUID, deed func(context.Context, bun.Tx, Handing) error) error {
	err := db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		seen, err := FindHandOver(ctx, tx, id)
		if err != nil {
			return err
		}
		// Mentors before pairs before hand-overs, as elsewhere.
		if _, err := lockProfile(ctx, tx, seen.ToID); err != nil {
			return errors.Join(ErrNoHandOver, err)
		}
		if _, err := lockPair(ctx, tx, seen.PairID); err != nil {
			return err
		}
		h, err := lockHandOver(ctx, tx, id)
		if err != nil {
			return err
		}
		me := access.Who(ctx).StaffID
		if h.State != HandingWaits && (me == h.ToID || me == h.AskedBy) {
			return fault.New(fault.Conflict, "mentoring.handed_already")
		}
		return deed(ctx, tx, h)
	})
	if db.IsDuplicate(err) {
		return fault.New(fault.Conflict, "mentoring.paired_already").Because(err)
	}
	return faultOf(err)
}

func (s *Service) settleHandOver(ctx context.Context, tx bun.Tx, h Handing, to HandOverState, answer string) error {
	now := s.clock.Now()
	if err := updateHandOver(ctx, tx, h.Settled(to, answer, now)); err != nil {
		return err
	}
	return s.outbox.Put(ctx, tx, HandOverMoved{HandOverID: h.ID, State: to}, now)
}

func (s *Service) takeOver(ctx context.Context, tx bun.Tx, h Handing) error {
	now := s.clock.Now()
	old, err := FindPair(ctx, tx, h.PairID)
	if err != nil {
		return err
	}
	if err := s.canTake(ctx, tx, old, h.ToID, now); err != nil {
		return err
	}
	if err := s.settleHandOver(ctx, tx, h, Taken, ""); err != nil {
		return err
	}
	if err := s.settle(ctx, tx, old.ID, step{deed: HandOver, by: Successor, who: h.ToID, reason: h.Reason}); err != nil {
		return err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return fmt.Errorf("make pair id: %w", err)
	}
	next := old.Successor(id, h, now)
	added, err := addPair(ctx, tx, next)
	switch {
	case err != nil:
		return err
	case !added:
		return fault.New(fault.Conflict, "mentoring.paired_already")
	}
	return carry(ctx, tx, old.ID, next.ID)
}

// voidHandOver ends the hand-over that waits of a pair that ended otherwise.
func voidHandOver(ctx context.Context, tx bun.Tx, pairID uuid.UUID, now time.Time) error {
	h, err := waitingHandOver(ctx, tx, pairID)
	switch {
	case errors.Is(err, ErrNoHandOver):
		return nil
	case err != nil:
		return err
	}
	return updateHandOver(ctx, tx, h.Settled(Void, "", now))
}
