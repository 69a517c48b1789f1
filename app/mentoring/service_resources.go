package mentoring

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/db"
	"camtay/app/fault"
)

// mostItems is how many things one search names.
const mostItems = 20

// SearchItems are things of the catalogues that can be shared, by words of their
// names; none without a word.
func (s *Service) SearchItems(ctx context.Context, words string) ([]Item, error) {
	split := strings.Fields(tidy(words))
	if len(split) == 0 {
		return nil, nil
	}
	return searchItems(ctx, s.db, split[:min(len(split), 8)], mostItems)
}

// Share gives the other one of a live pair something to read, with a note. Faults:
// NotFound auth.no_staff, mentoring.pair_not_found, mentoring.no_item; Conflict
// mentoring.not_active.
func (s *Service) Share(ctx context.Context, pairID uuid.UUID, r Resource) error {
	p, me, err := s.own(ctx, s.db, pairID)
	if err != nil {
		return err
	}
	if p.State != Active && p.State != Paused {
		return fault.New(fault.Conflict, "mentoring.not_active")
	}
	if r.ID, err = uuid.NewV7(); err != nil {
		return fmt.Errorf("make resource id: %w", err)
	}
	r.SharedBy, r.SharedAt, r.Note = me, s.clock.Now(), tidy(r.Note)
	return db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		found, err := hasItem(ctx, tx, r.Item.Kind, r.Item.ID)
		switch {
		case err != nil:
			return err
		case !found:
			return fault.New(fault.NotFound, "mentoring.no_item")
		}
		return insertResource(ctx, tx, pairID, r)
	})
}

// Unshare takes back what was shared in one of the acting person's pairs. Faults:
// NotFound auth.no_staff, mentoring.pair_not_found.
func (s *Service) Unshare(ctx context.Context, id uuid.UUID) error {
	me, err := self(ctx)
	if err != nil {
		return err
	}
	err = db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error { return dropResource(ctx, tx, id, me) })
	return faultOf(err)
}

// Helpers are the acting learner's active pairs whose mentor fits a thing. Fault:
// NotFound auth.no_staff.
func (s *Service) Helpers(ctx context.Context, kind string, itemID uuid.UUID) ([]Helper, error) {
	me, err := self(ctx)
	if err != nil {
		return nil, err
	}
	return helpersOf(ctx, s.db, me, kind, itemID)
}

// callable are the kinds of things a learner can call from.
func callable() []string {
	return []string{"course", "lesson", "procedure", "dossier", "quiz"}
}

// CallMentor tells the mentor of the acting learner's active pair where the learner
// is and what about, and queues Called. Faults: NotFound auth.no_staff,
// mentoring.pair_not_found, mentoring.no_item; Forbidden mentoring.not_yours;
// Conflict mentoring.not_active; Limited mentoring.called_often {at}.
func (s *Service) CallMentor(ctx context.Context, c Call) error {
	p, me, err := s.own(ctx, s.db, c.PairID)
	switch {
	case err != nil:
		return err
	case p.LearnerID != me:
		return fault.New(fault.Forbidden, "mentoring.not_yours")
	case !slices.Contains(callable(), c.Item.Kind):
		return fault.New(fault.NotFound, "mentoring.no_item")
	}
	if c.ID, err = uuid.NewV7(); err != nil {
		return fmt.Errorf("make call id: %w", err)
	}
	c.Place, c.Message, c.CalledAt = tidy(c.Place), tidy(c.Message), s.clock.Now()
	return faultOf(db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error { return s.call(ctx, tx, c, me) }))
}

func (s *Service) call(ctx context.Context, tx bun.Tx, c Call, me uuid.UUID) error {
	// The pair's row is the lock under which calls are counted.
	p, err := lockPair(ctx, tx, c.PairID)
	switch {
	case err != nil:
		return err
	case p.State != Active:
		return fault.New(fault.Conflict, "mentoring.not_active")
	}
	if c.Item.Kind != "dossier" {
		found, err := hasItem(ctx, tx, c.Item.Kind, c.Item.ID)
		if err != nil {
			return err
		}
		if !found {
			return fault.New(fault.NotFound, "mentoring.no_item")
		}
	}
	calls, err := callTimes(ctx, tx, me, c.CalledAt)
	if err != nil {
		return err
	}
	if from := MayCall(calls, c.CalledAt); from != nil {
		return fault.New(fault.Conflict, "mentoring.called_often").With(fault.Args{"at": instantText(*from)})
	}
	if err := insertCall(ctx, tx, c); err != nil {
		return err
	}
	return s.outbox.Put(ctx, tx, Called{CallID: c.ID}, c.CalledAt)
}

// AnswerCall answers a call as its mentor, once, and queues Called. Faults:
// NotFound auth.no_staff, mentoring.call_not_found; Forbidden mentoring.not_yours;
// Conflict mentoring.answered_already; Invalid mentoring.no_answer.
func (s *Service) AnswerCall(ctx context.Context, id uuid.UUID, answer string) error {
	if answer = tidy(answer); answer == "" {
		return fault.New(fault.Invalid, "web.invalid").At("body.answer", "mentoring.no_answer", nil)
	}
	return faultOf(db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		c, err := FindCall(ctx, tx, id)
		if err != nil {
			return err
		}
		p, err := lockPair(ctx, tx, c.PairID)
		if err != nil {
			return err
		}
		if c, err = FindCall(ctx, tx, id); err != nil {
			return err
		}
		me, err := self(ctx)
		if err != nil {
			return err
		}
		switch actor, mine := p.ActorOf(me); {
		case !mine:
			return ErrNoCall
		case actor != Mentor:
			return ErrActor
		case c.AnsweredAt != nil:
			return fault.New(fault.Conflict, "mentoring.answered_already")
		}
		now := s.clock.Now()
		if err := answerCall(ctx, tx, id, answer, now); err != nil {
			return err
		}
		return s.outbox.Put(ctx, tx, Called{CallID: id, Answered: true}, now)
	}))
}
