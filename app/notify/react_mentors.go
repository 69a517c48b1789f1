package notify

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/mentoring"
)

// mentoringLink is where someone's own mentoring stands.
const mentoringLink = "/kem-cap"

// mentorsLink is where leaders see whom they proposed.
const mentorsLink = "/nguoi-kem-cap"

// OnMentorProposed tells someone who was proposed as a mentor. A proposal taken
// back before that is not told of.
func (s *Service) OnMentorProposed(ctx context.Context, tx bun.Tx, fact mentoring.Proposed, now time.Time) error {
	p, err := mentoring.FindProposal(ctx, tx, fact.ProposalID)
	if err != nil || p.State != mentoring.Waiting {
		return err
	}
	m := Message{
		StaffID: p.StaffID, Key: "notify.mentor_proposed", Args: map[string]any{"by": p.By}, Link: mentoringLink,
		Source: "mentor_proposal", SourceID: p.ID,
	}
	if p.By == "" {
		m.Key, m.Args = "notify.mentor_proposed_by_department", map[string]any{}
	}
	return Put(ctx, tx, m, now)
}

// OnMentorProposalAnswered tells who proposed someone what the person answered.
func (s *Service) OnMentorProposalAnswered(ctx context.Context, tx bun.Tx, fact mentoring.ProposalAnswered, now time.Time) error {
	p, err := mentoring.FindProposal(ctx, tx, fact.ProposalID)
	if err != nil || p.ProposedBy == uuid.Nil {
		return err
	}
	key := "notify.mentor_agreed"
	if p.State == mentoring.Refused {
		key = "notify.mentor_refused"
	}
	return Put(ctx, tx, Message{
		StaffID: p.ProposedBy, Key: key, Args: map[string]any{"person": p.FullName}, Link: mentorsLink,
		Source: "mentor_proposal", SourceID: p.ID,
	}, now)
}
