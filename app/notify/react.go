package notify

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/classes"
	"camtay/app/competency"
	"camtay/app/evidence"
	"camtay/app/mentoring"
)

// Sources of messages.
const (
	sourceLevel   = "level"
	sourceClass   = "class"
	sourcePair    = "pair"
	sourceSession = "coaching_session"
)

// OnLevelChanged congratulates on a level gained, and says of a level lost why
// and where to see what helps.
func (s *Service) OnLevelChanged(ctx context.Context, tx bun.Tx, fact evidence.LevelChanged, now time.Time) error {
	if fact.Book > 0 {
		return nil // told once for all levels, by OnRejudged
	}
	c, err := competency.Find(ctx, tx, fact.CompetencyID)
	if err != nil {
		return err
	}
	key := "notify.level_up"
	if fact.To < fact.From {
		entries, err := evidence.EntriesOf(ctx, tx, fact.StaffID, fact.CompetencyID)
		if err != nil {
			return err
		}
		key = fallKey(entries, now)
	}
	return Put(ctx, tx, Message{
		StaffID: fact.StaffID, Key: key, Link: competencyLink(c.ID),
		Args:   named(map[string]any{"from": fact.From, "to": fact.To}, c),
		Source: sourceLevel, SourceID: levelSource(fact, now),
	}, now)
}

// OnClassOpened tells the leaders of the invited units, or all leaders of the
// province when no unit has a quota, that they can nominate. A class that is no
// longer open is not told of.
func (s *Service) OnClassOpened(ctx context.Context, tx bun.Tx, fact classes.ClassOpened, now time.Time) error {
	c, err := classes.Find(ctx, tx, fact.ClassID)
	if err != nil {
		return err
	}
	if c.State != classes.Open {
		return nil
	}
	units, err := classes.Invited(ctx, tx, c.ID)
	if err != nil {
		return err
	}
	people, err := leadersOf(ctx, tx, units)
	if len(units) == 0 {
		people, err = leadersAround(ctx, tx, c.UnitID)
	}
	if err != nil {
		return err
	}
	args := map[string]any{"class": c.Title, "on": dayText(c.StartsAt), "until": dayText(c.NominateBy.Start())}
	return putAll(ctx, tx, aboutClass(people, "notify.class_opened", c.ID, args), now)
}

// OnDecided tells someone what became of the nomination.
func (s *Service) OnDecided(ctx context.Context, tx bun.Tx, fact classes.Decided, now time.Time) error {
	key, ok := map[string]string{
		"approved":  "notify.class_approved",
		"declined":  "notify.class_declined",
		"nominated": "notify.class_promoted",
	}[fact.State]
	if !ok {
		return nil
	}
	c, err := classes.Find(ctx, tx, fact.ClassID)
	if err != nil {
		return err
	}
	args := map[string]any{"class": c.Title, "on": dayText(c.StartsAt), "place": c.Place}
	return putAll(ctx, tx, aboutClass([]uuid.UUID{fact.StaffID}, key, c.ID, args), now)
}

// OnClassCancelled tells everyone with a seat that the class will not take place.
func (s *Service) OnClassCancelled(ctx context.Context, tx bun.Tx, fact classes.Cancelled, now time.Time) error {
	c, err := classes.Find(ctx, tx, fact.ClassID)
	if err != nil {
		return err
	}
	people, err := classes.SeatedIn(ctx, tx, c.ID)
	if err != nil {
		return err
	}
	args := map[string]any{"class": c.Title, "on": dayText(c.StartsAt), "reason": c.Reason}
	return putAll(ctx, tx, aboutClass(people, "notify.class_cancelled", c.ID, args), now)
}

func aboutClass(people []uuid.UUID, key string, classID uuid.UUID, args map[string]any) []Message {
	messages := make([]Message, 0, len(people))
	for _, id := range people {
		messages = append(messages, Message{
			StaffID: id, Key: key, Args: args, Link: classLink(classID), Source: sourceClass, SourceID: classID,
		})
	}
	return messages
}

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
	key := "notify.mentoring_accepted" // also when the pair has moved on since
	switch p.State {
	case mentoring.Declined:
		key = "notify.mentoring_declined"
	case mentoring.Expired:
		key = "notify.mentoring_expired"
	case mentoring.Requested, mentoring.Active, mentoring.Completed, mentoring.Ended:
	}
	return Put(ctx, tx, aboutPair(p, p.LearnerID, key), now)
}

// OnMentoringClosed tells the other one of a pair that it was completed or
// ended, or that a request was taken back.
func (s *Service) OnMentoringClosed(ctx context.Context, tx bun.Tx, fact mentoring.Closed, now time.Time) error {
	p, err := mentoring.FindView(ctx, tx, fact.PairID)
	if err != nil {
		return err
	}
	other := p.LearnerID
	if fact.By == p.LearnerID {
		other = p.MentorID
	}
	key := "notify.mentoring_ended"
	switch {
	case p.State == mentoring.Completed:
		key = "notify.mentoring_completed"
	case p.AnsweredAt == nil:
		key = "notify.mentoring_taken_back"
	}
	return Put(ctx, tx, aboutPair(p, other, key), now)
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
