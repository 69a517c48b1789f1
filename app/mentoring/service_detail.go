package mentoring

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/evidence"
)

// Detail is what one of the two sees of a pair beside its sessions.
type Detail struct {
	Targets   []Progress
	History   []Step
	Bookings  []Booking
	Resources []Resource
	Calls     []Call
	Earlier   []Earlier
	HandOver  *Offered // that waits for an answer
	Asked     Phase    // for which the viewer is asked for feedback; empty: none
	Thanks    []Feedback
	Flags     []Flag
	Me        uuid.UUID
}

func (s *Service) detail(ctx context.Context, v View, me uuid.UUID) (Detail, error) {
	d := Detail{Me: me}
	var err error
	if d.Targets, err = progressOf(ctx, s.db, v.ID); err != nil {
		return Detail{}, err
	}
	if d.History, err = historyOf(ctx, s.db, v.ID); err != nil {
		return Detail{}, err
	}
	if d.Bookings, err = BookingsOf(ctx, s.db, v.ID); err != nil {
		return Detail{}, err
	}
	if d.Resources, err = resourcesOf(ctx, s.db, v.ID); err != nil {
		return Detail{}, err
	}
	if d.Calls, err = callsOf(ctx, s.db, v.ID); err != nil {
		return Detail{}, err
	}
	if d.Earlier, err = earlierOf(ctx, s.db, v.Pair); err != nil {
		return Detail{}, err
	}
	open, err := openFlags(ctx, s.db, v.ID)
	if err != nil {
		return Detail{}, err
	}
	for _, f := range open {
		d.Flags = append(d.Flags, f.Flag)
	}
	if err := s.feedbackFor(ctx, &d, v); err != nil {
		return Detail{}, err
	}
	return d, s.handOverOf(ctx, &d, v.ID)
}

// feedbackFor is what the viewer is asked, and the thanks the other one wrote; never
// the other one's marks.
func (s *Service) feedbackFor(ctx context.Context, d *Detail, v View) error {
	given, err := feedbackOn(ctx, s.db, v.ID)
	if err != nil {
		return err
	}
	actor, _ := v.ActorOf(d.Me)
	phase, asked := v.PhaseOf(v.Sessions, s.clock.Now())
	for _, f := range given {
		switch {
		case f.Side == actor && f.Moment == phase:
			asked = false
		case f.Side != actor && f.Thanks != "":
			d.Thanks = append(d.Thanks, Feedback{Side: f.Side, Moment: f.Moment, Thanks: f.Thanks, GivenAt: f.GivenAt})
		}
	}
	if asked {
		d.Asked = phase
	}
	return nil
}

func (s *Service) handOverOf(ctx context.Context, d *Detail, pairID uuid.UUID) error {
	h, err := waitingHandOver(ctx, s.db, pairID)
	switch {
	case errors.Is(err, ErrNoHandOver):
		return nil
	case err != nil:
		return err
	}
	o, err := FindOffer(ctx, s.db, h.ID)
	d.HandOver = &o
	return err
}

// OnLevelChanged marks targets of the learner's pairs that the new level fulfils
// and queues TargetReached for each.
func (s *Service) OnLevelChanged(ctx context.Context, tx bun.Tx, fact evidence.LevelChanged, now time.Time) error {
	if fact.To <= fact.From {
		return nil
	}
	reached, err := reach(ctx, tx, fact.StaffID, fact.CompetencyID, fact.To, now)
	if err != nil {
		return err
	}
	for _, id := range reached {
		if err := s.outbox.Put(ctx, tx, TargetReached{PairID: id, CompetencyID: fact.CompetencyID, Level: fact.To}, now); err != nil {
			return err
		}
	}
	return nil
}
