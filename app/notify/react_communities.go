package notify

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/communities"
)

const (
	sourcePost         = "community_post"
	sourceAnswer       = "community_answer"
	sourceAcceptance   = "community_acceptance"
	sourceHiddenPost   = "community_hidden"
	sourceReportOfPost = "community_report"
)

// OnCommunityPosted tells those who follow the field, and may see it, of a new
// question or case.
func (s *Service) OnCommunityPosted(ctx context.Context, tx bun.Tx, fact communities.Posted, now time.Time) error {
	p, err := communities.FindPost(ctx, tx, fact.PostID)
	if err != nil || p.WithdrawnAt != nil || p.HiddenAt != nil {
		return err
	}
	people, err := communities.Followers(ctx, tx, p)
	if err != nil {
		return err
	}
	messages := make([]Message, 0, len(people))
	for _, id := range people {
		messages = append(messages, aboutPost(p, id, "notify.community_"+p.Form, sourcePost, p.ID))
	}
	return putAll(ctx, tx, messages, now)
}

// OnCommunityAnswered tells whoever asked or shared that somebody answered.
func (s *Service) OnCommunityAnswered(ctx context.Context, tx bun.Tx, fact communities.Answered, now time.Time) error {
	a, p, err := answerAndPost(ctx, tx, fact.AnswerID)
	if err != nil || a.AuthorID == p.AuthorID || a.WithdrawnAt != nil || a.HiddenAt != nil {
		return err
	}
	return Put(ctx, tx, aboutPost(p, p.AuthorID, "notify.community_answered", sourceAnswer, a.ID), now)
}

// OnCommunityAccepted tells an answer's author that it was accepted.
func (s *Service) OnCommunityAccepted(ctx context.Context, tx bun.Tx, fact communities.Accepted, now time.Time) error {
	a, p, err := answerAndPost(ctx, tx, fact.AnswerID)
	if err != nil {
		return err
	}
	return Put(ctx, tx, aboutPost(p, a.AuthorID, "notify.community_accepted", sourceAcceptance, a.ID), now)
}

// OnCommunityHidden tells an author that a post or an answer was hidden.
func (s *Service) OnCommunityHidden(ctx context.Context, tx bun.Tx, fact communities.Hidden, now time.Time) error {
	p, err := communities.FindPost(ctx, tx, fact.PostID)
	if err != nil {
		return err
	}
	to, id := p.AuthorID, p.ID
	if fact.AnswerID != uuid.Nil {
		a, err := communities.FindAnswer(ctx, tx, fact.AnswerID)
		if err != nil {
			return err
		}
		to, id = a.AuthorID, a.ID
	}
	return Put(ctx, tx, aboutPost(p, to, "notify.community_hidden", sourceHiddenPost, id), now)
}

// OnCommunityReported tells those who lead the commune from which a post came that
// somebody reported it.
func (s *Service) OnCommunityReported(ctx context.Context, tx bun.Tx, fact communities.Reported, now time.Time) error {
	r, err := communities.FindReport(ctx, tx, fact.ReportID)
	if err != nil || r.SettledAt != nil {
		return err
	}
	p, err := communities.FindPost(ctx, tx, r.PostID)
	if err != nil {
		return err
	}
	people, err := leadersOver(ctx, tx, p.CommuneID, r.StaffID)
	if err != nil {
		return err
	}
	messages := make([]Message, 0, len(people))
	for _, id := range people {
		messages = append(messages, aboutPost(p, id, "notify.community_reported", sourceReportOfPost, r.ID))
	}
	return putAll(ctx, tx, messages, now)
}

func answerAndPost(ctx context.Context, db bun.IDB, answerID uuid.UUID) (communities.Answer, communities.Post, error) {
	a, err := communities.FindAnswer(ctx, db, answerID)
	if err != nil {
		return communities.Answer{}, communities.Post{}, err
	}
	p, err := communities.FindPost(ctx, db, a.PostID)
	return a, p, err
}

func aboutPost(p communities.Post, to uuid.UUID, key, source string, id uuid.UUID) Message {
	return Message{
		StaffID: to, Key: key, Link: "/cong-dong/" + p.ID.String(), Args: map[string]any{"title": p.Title}, Source: source, SourceID: id,
	}
}
