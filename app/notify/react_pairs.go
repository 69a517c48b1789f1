package notify

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/clock"
	"camtay/app/mentoring"
)

// Sources of messages about what happens in a pair.
const (
	sourceBooking  = "booking"
	sourceCall     = "mentor_call"
	sourceHandOver = "hand_over"
)

// OnBookingChanged tells the other one of a pair that a session was booked, moved
// or cancelled.
func (s *Service) OnBookingChanged(ctx context.Context, tx bun.Tx, fact mentoring.BookingChanged, now time.Time) error {
	b, err := mentoring.FindBooking(ctx, tx, fact.BookingID)
	if err != nil {
		return err
	}
	p, err := mentoring.FindView(ctx, tx, b.PairID)
	if err != nil {
		return fmt.Errorf("find pair of booking %s: %w", b.ID, err)
	}
	m := aboutPair(p, otherOf(p, fact.By), "notify.booking_"+string(fact.Change))
	m.Args["at"] = b.Span.Start.In(clock.Zone).Format("15:04 02/01/2006")
	m.Source, m.SourceID = sourceBooking, uuid.NewSHA1(b.ID, []byte{byte(b.Version >> 8), byte(b.Version)})
	return Put(ctx, tx, m, now)
}

// OnTargetReached congratulates both of a pair on a target reached.
func (s *Service) OnTargetReached(ctx context.Context, tx bun.Tx, fact mentoring.TargetReached, now time.Time) error {
	m := func(m Message) Message {
		m.Args["level"] = fact.Level
		m.SourceID = uuid.NewSHA1(fact.PairID, fact.CompetencyID[:])
		return m
	}
	return tellBoth(ctx, tx, fact.PairID, "notify.pair_target_reached", m, now)
}

// OnFlagged tells both of a pair what about it needs a look.
func (s *Service) OnFlagged(ctx context.Context, tx bun.Tx, fact mentoring.Flagged, now time.Time) error {
	m := func(m Message) Message {
		m.SourceID = uuid.NewSHA1(fact.PairID, []byte(clock.DayOf(now).String()))
		return m
	}
	return tellBoth(ctx, tx, fact.PairID, "notify.pair_"+string(fact.Flag), m, now)
}

// OnFeedbackAsked asks both of a pair how the mentoring goes.
func (s *Service) OnFeedbackAsked(ctx context.Context, tx bun.Tx, fact mentoring.FeedbackAsked, now time.Time) error {
	return tellBoth(ctx, tx, fact.PairID, "notify.pair_feedback_"+string(fact.Moment), func(m Message) Message { return m }, now)
}

func tellBoth(ctx context.Context, tx bun.Tx, pairID uuid.UUID, key string, change func(Message) Message, now time.Time) error {
	p, err := mentoring.FindView(ctx, tx, pairID)
	if err != nil {
		return err
	}
	return putAll(ctx, tx, []Message{change(aboutPair(p, p.LearnerID, key)), change(aboutPair(p, p.MentorID, key))}, now)
}

// OnCalled tells a mentor that the learner calls, or a learner that the mentor
// answered.
func (s *Service) OnCalled(ctx context.Context, tx bun.Tx, fact mentoring.Called, now time.Time) error {
	c, err := mentoring.FindCall(ctx, tx, fact.CallID)
	if err != nil {
		return err
	}
	p, err := mentoring.FindView(ctx, tx, c.PairID)
	if err != nil {
		return fmt.Errorf("find pair of call %s: %w", c.ID, err)
	}
	m := aboutPair(p, p.MentorID, "notify.mentor_called")
	if fact.Answered {
		m = aboutPair(p, p.LearnerID, "notify.call_answered")
	}
	m.Source, m.SourceID = sourceCall, c.ID
	return Put(ctx, tx, m, now)
}

// OnHandOverMoved asks a mentor to take a pair over, or tells those concerned what
// became of it. One taken back before it is told of is not told of.
func (s *Service) OnHandOverMoved(ctx context.Context, tx bun.Tx, fact mentoring.HandOverMoved, now time.Time) error {
	h, err := mentoring.FindOffer(ctx, tx, fact.HandOverID)
	if err != nil {
		return err
	}
	p, err := mentoring.FindView(ctx, tx, h.PairID)
	if err != nil {
		return fmt.Errorf("find pair of hand-over %s: %w", h.ID, err)
	}
	about := func(to uuid.UUID, key string) Message {
		m := aboutPair(p, to, key)
		m.Args["name"], m.Args["mentor"], m.Args["learner"] = h.ToName, h.MentorName, h.LearnerName
		m.Link, m.Source, m.SourceID = mentoringLink, sourceHandOver, h.ID
		return m
	}
	switch fact.State {
	case mentoring.HandingWaits:
		if h.State == mentoring.HandingWaits {
			return Put(ctx, tx, about(h.ToID, "notify.hand_over_asked"), now)
		}
	case mentoring.Taken:
		return putAll(ctx, tx, []Message{about(p.LearnerID, "notify.hand_over_accepted"), about(p.MentorID, "notify.hand_over_accepted")}, now)
	case mentoring.NotTaken:
		return Put(ctx, tx, about(h.AskedBy, "notify.hand_over_declined"), now)
	case mentoring.HandingWithdrawn, mentoring.Void:
	}
	return nil
}
