package notify

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/competency"
	"camtay/app/mentoring"
)

// Sources of messages about pairs.
const (
	sourcePair    = "pair"
	sourceSession = "coaching_session"
)

// OnMentoringRequested tells a mentor of a request. A request taken back before
// that is not told of.
func (s *Service) OnMentoringRequested(ctx context.Context, tx bun.Tx, fact mentoring.Asked, now time.Time) error {
	p, err := mentoring.FindView(ctx, tx, fact.PairID)
	if err != nil {
		return err
	}
	if p.State != mentoring.Requested {
		return nil
	}
	m := aboutPair(p, p.MentorID, "notify.mentoring_requested")
	m.Args["until"] = dayText(mentoring.AnswerBy(p.RequestedAt))
	return Put(ctx, tx, m, now)
}

// OnMentoringAnswered tells a learner that the mentor accepted or declined, or
// that nobody answered in time.
func (s *Service) OnMentoringAnswered(ctx context.Context, tx bun.Tx, fact mentoring.Answered, now time.Time) error {
	p, err := mentoring.FindView(ctx, tx, fact.PairID)
	if err != nil {
		return err
	}
	to, key := p.LearnerID, "notify.mentoring_accepted" // also when the pair has moved on since
	switch {
	case p.State == mentoring.Declined && fact.By == p.LearnerID:
		to, key = p.MentorID, "notify.mentoring_not_wanted"
	case p.State == mentoring.Declined:
		key = "notify.mentoring_declined"
	case p.State == mentoring.Expired && fact.From == mentoring.Suggested:
		key = "notify.mentoring_suggestion_over"
	case p.State == mentoring.Expired:
		key = "notify.mentoring_expired"
	}
	return Put(ctx, tx, aboutPair(p, to, key), now)
}

// OnMentoringInvited tells both of the two that a programme suggests them to each
// other.
func (s *Service) OnMentoringInvited(ctx context.Context, tx bun.Tx, fact mentoring.Invited, now time.Time) error {
	p, err := mentoring.FindView(ctx, tx, fact.PairID)
	if err != nil {
		return err
	}
	learner := aboutPair(p, p.LearnerID, "notify.mentoring_suggested")
	learner.Args["until"] = dayText(mentoring.AnswerBy(p.RequestedAt))
	mentor := aboutPair(p, p.MentorID, "notify.mentoring_suggested_mentor")
	return putAll(ctx, tx, []Message{learner, mentor}, now)
}

// OnMentoringRested tells the other one of a pair that it rests or goes on.
func (s *Service) OnMentoringRested(ctx context.Context, tx bun.Tx, fact mentoring.Rested, now time.Time) error {
	p, err := mentoring.FindView(ctx, tx, fact.PairID)
	if err != nil {
		return err
	}
	key := "notify.mentoring_resumed"
	if fact.At != nil {
		key = "notify.mentoring_paused"
	}
	m := aboutPair(p, otherOf(p, fact.By), key)
	m.SourceID = uuid.NewSHA1(p.ID, []byte(now.UTC().Format(time.RFC3339Nano)))
	return Put(ctx, tx, m, now)
}

// otherOf is the other one of a pair.
func otherOf(p mentoring.View, who uuid.UUID) uuid.UUID {
	if who == p.LearnerID {
		return p.MentorID
	}
	return p.LearnerID
}

// OnMentoringClosed tells the other one of a pair that it was completed or
// ended, or that a request was taken back.
func (s *Service) OnMentoringClosed(ctx context.Context, tx bun.Tx, fact mentoring.Closed, now time.Time) error {
	if fact.HandedOver {
		return nil // told by OnHandOverMoved
	}
	p, err := mentoring.FindView(ctx, tx, fact.PairID)
	if err != nil {
		return err
	}
	key := "notify.mentoring_ended"
	switch {
	case p.State == mentoring.Completed:
		key = "notify.mentoring_completed"
	case p.AnsweredAt == nil:
		key = "notify.mentoring_taken_back"
	}
	return Put(ctx, tx, aboutPair(p, otherOf(p, fact.By), key), now)
}

// OnSessionLogged asks a learner to confirm a coaching session.
func (s *Service) OnSessionLogged(ctx context.Context, tx bun.Tx, fact mentoring.SessionLogged, now time.Time) error {
	return tellOfSession(ctx, tx, fact.SessionID, mentoring.Learner, now)
}

// OnSessionDisputed tells a mentor that the learner did not agree with a session.
func (s *Service) OnSessionDisputed(ctx context.Context, tx bun.Tx, fact mentoring.Disputed, now time.Time) error {
	return tellOfSession(ctx, tx, fact.SessionID, mentoring.Mentor, now)
}

func tellOfSession(ctx context.Context, tx bun.Tx, sessionID uuid.UUID, who mentoring.Actor, now time.Time) error {
	session, err := mentoring.FindSession(ctx, tx, sessionID)
	if err != nil {
		return err
	}
	p, err := mentoring.FindView(ctx, tx, session.PairID)
	if err != nil {
		return fmt.Errorf("find pair of session %s: %w", sessionID, err)
	}
	m := aboutPair(p, p.LearnerID, "notify.session_logged")
	if who == mentoring.Mentor {
		m = aboutPair(p, p.MentorID, "notify.session_disputed")
	}
	m.Args["on"], m.Args["minutes"] = dayText(session.HeldAt), session.Minutes
	m.Source, m.SourceID = sourceSession, sessionID
	return Put(ctx, tx, m, now)
}

// aboutPair is a message to one of the two; {name} is the other one.
func aboutPair(p mentoring.View, to uuid.UUID, key string) Message {
	other := p.Mentor.FullName
	if to == p.MentorID {
		other = p.Learner.FullName
	}
	c := competency.Competency{NameVI: p.NameVI, NameEN: p.NameEN}
	return Message{
		StaffID: to, Key: key, Args: named(map[string]any{"name": other}, c), Link: pairLink(p.ID),
		Source: sourcePair, SourceID: p.ID,
	}
}
