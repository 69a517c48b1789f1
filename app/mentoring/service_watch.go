package mentoring

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/db"
	"camtay/app/fault"
)

// Watch flags pairs that need a look, clears flags that no longer hold, and asks
// the two of pairs that came midway or to their end for feedback. It queues Flagged
// and FeedbackAsked once each and returns how many. It is called by the clock.
func (s *Service) Watch(ctx context.Context) (int, error) {
	told := 0
	err := db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		told = 0
		now := s.clock.Now()
		raised, err := s.flag(ctx, tx, now)
		if err != nil {
			return err
		}
		phases, err := s.askFeedback(ctx, tx, now)
		told = raised + phases
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("watch pairs: %w", err)
	}
	return told, nil
}

func (s *Service) flag(ctx context.Context, tx bun.Tx, now time.Time) (int, error) {
	all, err := pulses(ctx, tx)
	if err != nil {
		return 0, err
	}
	open, err := openFlags(ctx, tx, uuid.Nil)
	if err != nil {
		return 0, err
	}
	type key struct {
		pair uuid.UUID
		flag Flag
	}
	due, standing := map[key]bool{}, map[key]bool{}
	for _, o := range open {
		standing[key{o.PairID, o.Flag}] = true
	}
	told := 0
	for _, p := range all {
		for _, f := range p.Flags(now) {
			due[key{p.PairID, f}] = true
			if standing[key{p.PairID, f}] {
				continue
			}
			raised, err := raiseFlag(ctx, tx, p.PairID, f, now)
			if err != nil {
				return 0, err
			}
			if !raised {
				continue
			}
			told++
			if err := s.outbox.Put(ctx, tx, Flagged{PairID: p.PairID, Flag: f}, now); err != nil {
				return 0, err
			}
		}
	}
	for _, o := range open {
		if !due[key{o.PairID, o.Flag}] {
			if err := clearFlag(ctx, tx, o, now); err != nil {
				return 0, err
			}
		}
	}
	return told, nil
}

func (s *Service) askFeedback(ctx context.Context, tx bun.Tx, now time.Time) (int, error) {
	found, err := toAsk(ctx, tx, now)
	if err != nil {
		return 0, err
	}
	told := 0
	for _, v := range found {
		phase, ok := v.PhaseOf(v.Sessions, now)
		if !ok {
			continue
		}
		first, err := noteAsked(ctx, tx, v.ID, phase, now)
		if err != nil {
			return 0, err
		}
		if !first {
			continue
		}
		told++
		if err := s.outbox.Put(ctx, tx, FeedbackAsked{PairID: v.ID, Moment: phase}, now); err != nil {
			return 0, err
		}
	}
	return told, nil
}

// Watched are the flagged pairs of the acting leader's or officer's people.
func (s *Service) Watched(ctx context.Context, f WatchFilter) ([]Watched, error) {
	f.Words = tidy(f.Words)
	return listWatched(ctx, s.db, access.ScopeOf(ctx, access.MentoringWatch), f, clock.DayOf(s.clock.Now()))
}

// FeedbackSummary is what learners and mentors of the acting leader's or officer's
// people said in the last year, all answers together.
func (s *Service) FeedbackSummary(ctx context.Context) ([]Summary, error) {
	now := s.clock.Now()
	all, err := feedbackIn(ctx, s.db, access.ScopeOf(ctx, access.MentoringWatch), now.AddDate(-1, 0, 0), clock.DayOf(now))
	if err != nil {
		return nil, err
	}
	return Summarise(all), nil
}

// GiveFeedback says once per phase how the mentoring goes, as one of the two.
// Faults: NotFound auth.no_staff, mentoring.pair_not_found; Conflict
// mentoring.feedback_not_due, mentoring.feedback_given; Invalid mentoring.bad_marks.
func (s *Service) GiveFeedback(ctx context.Context, f Feedback) error {
	me, err := self(ctx)
	if err != nil {
		return err
	}
	v, err := FindView(ctx, s.db, f.PairID)
	actor, mine := v.ActorOf(me)
	if err == nil && !mine {
		err = ErrNotFound
	}
	if err != nil {
		return faultOf(err)
	}
	now := s.clock.Now()
	if phase, ok := v.PhaseOf(v.Sessions, now); !ok || phase != f.Moment {
		return fault.New(fault.Conflict, "mentoring.feedback_not_due")
	}
	if err := f.Check(); err != nil {
		return err
	}
	f.Side, f.GivenAt, f.Remark, f.Thanks = actor, now, tidy(f.Remark), tidy(f.Thanks)
	err = db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error { return putFeedback(ctx, tx, f) })
	if db.IsDuplicate(err) {
		return fault.New(fault.Conflict, "mentoring.feedback_given").Because(err)
	}
	return err
}
