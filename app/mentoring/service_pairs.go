package mentoring

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/clock"
	"camtay/app/db"
	"camtay/app/event"
	"camtay/app/evidence"
	"camtay/app/fault"
)

// Pairing is a pair as one of the two sees it.
type Pairing struct {
	View

	Can      Can
	Log      []Session // newest first; of FindPair only
	MaxLevel int16     // highest level the viewer may log as observed; of FindPair only, 0 unless the mentor

	Detail // of FindPair only
}

// Pairs are the acting person's pairs, newest request first, at most f.Limit+1;
// f.StaffID is filled in. Fault: NotFound auth.no_staff.
func (s *Service) Pairs(ctx context.Context, f PairFilter) ([]Pairing, error) {
	me, err := self(ctx)
	if err != nil {
		return nil, err
	}
	f.StaffID = me
	found, err := ListViews(ctx, s.db, f)
	if err != nil {
		return nil, err
	}
	pairs := make([]Pairing, 0, len(found))
	for _, v := range found {
		pairs = append(pairs, s.seen(ctx, v, me))
	}
	return pairs, nil
}

// seen hides from a pair what its viewer may not know.
func (s *Service) seen(ctx context.Context, v View, me uuid.UUID) Pairing {
	if v.State != Active {
		v.Mentor.Phone, v.Learner.Phone = "", ""
	}
	actor, _ := v.ActorOf(me)
	return Pairing{View: v, Can: v.Rights(actor, coach(ctx), v.Waiting, s.clock.Now())}
}

// FindPair is one of the acting person's pairs with its sessions. Faults:
// NotFound auth.no_staff, mentoring.pair_not_found.
func (s *Service) FindPair(ctx context.Context, id uuid.UUID) (Pairing, error) {
	me, err := self(ctx)
	if err != nil {
		return Pairing{}, err
	}
	v, err := FindView(ctx, s.db, id)
	if _, mine := v.ActorOf(me); err == nil && !mine {
		err = ErrNotFound
	}
	if err != nil {
		return Pairing{}, faultOf(err)
	}
	p := s.seen(ctx, v, me)
	if p.Log, err = SessionsOf(ctx, s.db, id); err != nil {
		return Pairing{}, err
	}
	if p.Detail, err = s.detail(ctx, p.View, me); err != nil {
		return Pairing{}, err
	}
	if p.Can.Log {
		p.MaxLevel, err = evidence.LevelOf(ctx, s.db, me, v.CompetencyID)
	}
	return p, err
}

// Ask requests help of a mentor for one competency and queues Asked. Only
// someone whom Suggest could name may be asked. Faults: NotFound auth.no_staff,
// mentoring.no_competency, mentoring.mentor_not_found (closed, too far away, not
// above the learner's level: which of them is not told); Conflict
// mentoring.paired_already, mentoring.full.
func (s *Service) Ask(ctx context.Context, mentorID, competencyID uuid.UUID, message string) (Pairing, error) {
	me, err := self(ctx)
	if err != nil {
		return Pairing{}, err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return Pairing{}, fmt.Errorf("make pair id: %w", err)
	}
	p := Pair{ID: id, MentorID: mentorID, LearnerID: me, CompetencyID: competencyID, State: Requested, Message: tidy(message)}
	err = db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		return s.ask(ctx, tx, p)
	})
	switch {
	case db.IsDuplicate(err):
		return Pairing{}, fault.New(fault.Conflict, "mentoring.paired_already").Because(err)
	case err != nil:
		return Pairing{}, faultOf(err)
	}
	return s.FindPair(ctx, id)
}

func (s *Service) ask(ctx context.Context, tx bun.Tx, p Pair) error {
	if err := inForce(ctx, tx, p.CompetencyID); err != nil {
		return err
	}
	// The mentor's row is the lock under which places are counted.
	if _, err := lockProfile(ctx, tx, p.MentorID); err != nil {
		return err
	}
	asker, err := asked(ctx, tx, p.LearnerID, p.CompetencyID)
	if err != nil {
		return err
	}
	p.RequestedAt = s.clock.Now()
	found, err := candidates(ctx, tx, nearby{
		Asker: asker, CompetencyID: p.CompetencyID, MentorID: p.MentorID, On: clock.DayOf(p.RequestedAt),
	})
	if err != nil {
		return err
	}
	if len(found) == 0 {
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
	p.TargetLevel = Aim(asker.Level, asker.Required, c.Level)
	if err := InsertPair(ctx, tx, p, Target{CompetencyID: p.CompetencyID, From: asker.Level, To: p.TargetLevel}); err != nil {
		return err
	}
	return s.outbox.Put(ctx, tx, Asked{PairID: p.ID}, p.RequestedAt)
}

// Accept makes a request an active pair and queues Answered. Places are counted
// again: active pairs must stay within the mentor's capacity. Faults: NotFound
// auth.no_staff, mentoring.pair_not_found; Forbidden mentoring.no_role,
// mentoring.not_yours; Conflict mentoring.not_possible {state}, mentoring.full
// {capacity}.
func (s *Service) Accept(ctx context.Context, id uuid.UUID) (Pairing, error) {
	return s.move(ctx, id, Accept, "", func(ctx context.Context, tx bun.Tx, p Pair) error {
		profile, err := lockProfile(ctx, tx, p.MentorID)
		if err != nil {
			return err
		}
		_, active, err := liveOf(ctx, tx, p.MentorID)
		if err != nil {
			return err
		}
		if active >= profile.Capacity {
			return fault.New(fault.Conflict, "mentoring.full").With(fault.Args{"capacity": profile.Capacity})
		}
		return nil
	})
}

// Decline refuses a request or a suggestion as its mentor, with a reason, and
// queues Answered. Faults as of Accept, and Invalid mentoring.no_reason.
func (s *Service) Decline(ctx context.Context, id uuid.UUID, reason string) (Pairing, error) {
	return s.move(ctx, id, Decline, reason, nil)
}

// Request turns a suggestion into the learner's own request, with a message or
// without, and queues Asked. Faults: NotFound auth.no_staff,
// mentoring.pair_not_found; Forbidden mentoring.not_yours; Conflict
// mentoring.not_possible {state}.
func (s *Service) Request(ctx context.Context, id uuid.UUID, message string) (Pairing, error) {
	return s.move(ctx, id, Request, message, nil)
}

// Refuse says as its learner that a suggestion is not wanted, with a reason, and
// queues Answered. Faults as of Request, and Invalid mentoring.no_reason.
func (s *Service) Refuse(ctx context.Context, id uuid.UUID, reason string) (Pairing, error) {
	return s.move(ctx, id, Refuse, reason, nil)
}

// Pause rests an active pair with a reason; it keeps the mentor's place. Queues
// Rested. Faults as of Close.
func (s *Service) Pause(ctx context.Context, id uuid.UUID, reason string) (Pairing, error) {
	return s.move(ctx, id, Pause, reason, nil)
}

// Resume goes on with a paused pair and queues Rested. Faults as of Request.
func (s *Service) Resume(ctx context.Context, id uuid.UUID) (Pairing, error) {
	return s.move(ctx, id, Resume, "", nil)
}

// Close ends an active pair, completed or early, or takes a request back, with a
// reason, and queues Closed. Faults: NotFound auth.no_staff,
// mentoring.pair_not_found; Forbidden mentoring.not_yours; Conflict
// mentoring.not_possible {state}; Invalid mentoring.no_reason.
func (s *Service) Close(ctx context.Context, id uuid.UUID, reason string, completed bool) (Pairing, error) {
	if completed {
		return s.move(ctx, id, Complete, reason, nil)
	}
	return s.move(ctx, id, End, reason, nil)
}

// move does a deed to a pair of the acting person. check, if any, runs before
// the pair is locked, so that mentors and pairs are locked in the same order as
// by Ask.
func (s *Service) move(ctx context.Context, id uuid.UUID, deed Deed, reason string, check func(context.Context, bun.Tx, Pair) error) (Pairing, error) {
	me, err := self(ctx)
	if err != nil {
		return Pairing{}, err
	}
	if reason = tidy(reason); reason == "" && deed.Reasoned() {
		return Pairing{}, fault.New(fault.Invalid, "web.invalid").At("body.reason", "mentoring.no_reason", nil)
	}
	err = db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		seen, err := FindPair(ctx, tx, id)
		if err != nil {
			return err
		}
		actor, mine := seen.ActorOf(me)
		switch answers := deed == Accept || deed == Decline; {
		case !mine:
			return ErrNotFound
		case answers && !coach(ctx):
			return fault.New(fault.Forbidden, "mentoring.no_role")
		}
		if check != nil && actor == Mentor {
			if err := check(ctx, tx, seen); err != nil {
				return err
			}
		}
		return s.settle(ctx, tx, id, step{deed: deed, by: actor, who: me, reason: reason})
	})
	if err != nil {
		return Pairing{}, faultOf(err)
	}
	return s.FindPair(ctx, id)
}

type step struct {
	deed   Deed
	by     Actor
	who    uuid.UUID
	reason string
}

func (s *Service) settle(ctx context.Context, tx bun.Tx, id uuid.UUID, d step) error {
	now := s.clock.Now()
	p, err := lockPair(ctx, tx, id)
	if err != nil {
		return err
	}
	after, err := p.After(d.deed, d.by, d.reason, now)
	switch {
	case errors.Is(err, ErrState):
		return fault.New(fault.Conflict, "mentoring.not_possible").With(fault.Args{"state": p.State}).Because(err)
	case err != nil:
		return err
	}
	if d.deed == Request {
		after.Message = d.reason
	}
	if err := updatePair(ctx, tx, after); err != nil {
		return err
	}
	if err := putHistory(ctx, tx, []Moment{after.Moment(&d.who, d.reason, now)}); err != nil {
		return err
	}
	if p.State == Active && after.State != Active {
		if err := callOff(ctx, tx, p, d.reason, now); err != nil {
			return err
		}
	}
	if !after.State.Live() {
		if err := voidHandOver(ctx, tx, id, now); err != nil {
			return err
		}
	}
	return s.outbox.Put(ctx, tx, told(p.State, after, d), now)
}

// told is the fact that a deed of a person makes.
func told(from State, p Pair, d step) event.Fact {
	switch d.deed {
	case Request:
		return Asked{PairID: p.ID}
	case Pause, Resume:
		return Rested{PairID: p.ID, By: d.who, At: p.PausedAt}
	case Complete, End, HandOver:
		return Closed{PairID: p.ID, By: d.who, HandedOver: d.deed == HandOver}
	case Accept, Decline, Refuse, Expire:
	}
	return Answered{PairID: p.ID, By: d.who, From: from}
}

// Expire ends suggestions and requests that nobody answered within RequestDays and queues
// Answered for each. It returns how many there were. It is called by the clock,
// not by a person.
func (s *Service) Expire(ctx context.Context) (int, error) {
	expired := 0
	err := db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		now := s.clock.Now()
		overdue, err := lockOverdue(ctx, tx, now)
		if err != nil {
			return err
		}
		for _, p := range overdue {
			after, err := p.After(Expire, System, "", now)
			if err != nil {
				return fmt.Errorf("expire request %s: %w", p.ID, err)
			}
			if err := updatePair(ctx, tx, after); err != nil {
				return err
			}
			if err := putHistory(ctx, tx, []Moment{after.Moment(nil, "", now)}); err != nil {
				return err
			}
			if err := s.outbox.Put(ctx, tx, Answered{PairID: p.ID, From: p.State}, now); err != nil {
				return err
			}
		}
		expired = len(overdue)
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("expire requests: %w", err)
	}
	return expired, nil
}

// faultOf maps what the room's rules and store say to what may be shown.
func faultOf(err error) error {
	switch {
	case errors.Is(err, ErrNotFound):
		return fault.New(fault.NotFound, "mentoring.pair_not_found").Because(err)
	case errors.Is(err, ErrNoSession):
		return fault.New(fault.NotFound, "mentoring.session_not_found").Because(err)
	case errors.Is(err, ErrNoBooking):
		return fault.New(fault.NotFound, "mentoring.booking_not_found").Because(err)
	case errors.Is(err, ErrNoCall):
		return fault.New(fault.NotFound, "mentoring.call_not_found").Because(err)
	case errors.Is(err, ErrNoHandOver):
		return fault.New(fault.NotFound, "mentoring.hand_over_not_found").Because(err)
	case errors.Is(err, ErrNoProfile):
		return fault.New(fault.NotFound, "mentoring.mentor_not_found").Because(err)
	case errors.Is(err, ErrActor):
		return fault.New(fault.Forbidden, "mentoring.not_yours").Because(err)
	}
	return err
}
