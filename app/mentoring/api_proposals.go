package mentoring

import (
	"context"
	"net/http"
	"time"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/page"
	"camtay/app/web"
)

// MentorProposalBody is a proposal in a list over people.
type MentorProposalBody struct {
	ID         uuid.UUID     `json:"id"`
	StaffID    uuid.UUID     `json:"staff_id"`
	FullName   string        `json:"full_name"`
	Unit       string        `json:"unit"`
	By         string        `json:"by"`
	Words      string        `json:"words"`
	State      ProposalState `json:"state" enum:"waiting,accepted,declined,withdrawn"`
	Answer     string        `json:"answer"`
	Open       bool          `json:"open" doc:"the person takes requests now"`
	CreatedAt  time.Time     `json:"created_at"`
	AnsweredAt *time.Time    `json:"answered_at,omitempty"`
}

// MentorProposalInput proposes someone.
type MentorProposalInput struct {
	StaffID uuid.UUID `json:"staff_id"`
	Words   string    `json:"words" maxLength:"1000" required:"false" doc:"why; the person reads it"`
}

// MentorProposalAnswer accepts or declines.
type MentorProposalAnswer struct {
	Accept bool   `json:"accept"`
	Words  string `json:"words" maxLength:"1000" required:"false"`
}

// SensitiveBody is a competency and whether one's direct superior is left out.
type SensitiveBody struct {
	Competency CoachedCompetency `json:"competency"`
	Sensitive  bool              `json:"sensitive"`
}

// SensitiveInput sets it.
type SensitiveInput struct {
	Sensitive bool `json:"sensitive"`
}

type proposalsInput struct {
	web.Paging

	State ProposalState `query:"state" enum:"waiting,accepted,declined,withdrawn"`
}

type proposeInput struct {
	Body MentorProposalInput
}

type proposalInput struct {
	ID uuid.UUID `path:"id"`
}

type proposalAnswerInput struct {
	ID   uuid.UUID `path:"id"`
	Body MentorProposalAnswer
}

type sensitiveInput struct {
	ID   uuid.UUID `path:"competency_id"`
	Body SensitiveInput
}

func proposalRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "mentoring-proposals", Method: http.MethodGet, Path: "/mentoring/proposals", Permission: access.MentoringPropose,
		Summary: "Who was proposed as a mentor, of the people I lead",
	}, svc.proposalsPage)

	web.Handle(s, web.Route{
		ID: "mentoring-propose", Method: http.MethodPost, Path: "/mentoring/proposals", Permission: access.MentoringPropose,
		Status: http.StatusCreated, Summary: "Propose someone I lead as a mentor",
	}, func(ctx context.Context, in *proposeInput) (*web.Body[MentorProposalBody], error) {
		v, err := svc.Propose(ctx, in.Body.StaffID, in.Body.Words)
		if err != nil {
			return nil, err
		}
		return &web.Body[MentorProposalBody]{Body: proposalBody(v)}, nil
	})

	web.Handle(s, web.Route{
		ID: "mentoring-proposal-withdraw", Method: http.MethodPost, Path: "/mentoring/proposals/{id}/withdraw", Permission: access.MentoringPropose,
		Summary: "Take a proposal back that waits",
	}, func(ctx context.Context, in *proposalInput) (*web.Empty, error) {
		return &web.Empty{}, svc.Withdraw(ctx, in.ID)
	})

	web.Handle(s, web.Route{
		ID: "mentoring-proposal-answer", Method: http.MethodPost, Path: "/mentoring/proposals/{id}/answer", Permission: access.MentoringSelf,
		Summary: "Accept or decline what was proposed to me",
	}, func(ctx context.Context, in *proposalAnswerInput) (*web.Empty, error) {
		return &web.Empty{}, svc.AnswerProposal(ctx, in.ID, in.Body.Accept, in.Body.Words)
	})
}

func sensitiveRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "mentoring-sensitive", Method: http.MethodGet, Path: "/mentoring/sensitive", Permission: access.MentoringRules,
		Summary: "Competencies, and which are not learnt from one's direct superior",
	}, func(ctx context.Context, _ *web.Empty) (*web.Body[web.List[SensitiveBody]], error) {
		lines, err := svc.Sensitive(ctx)
		if err != nil {
			return nil, err
		}
		list := web.List[SensitiveBody]{Items: make([]SensitiveBody, 0, len(lines))}
		for _, l := range lines {
			list.Items = append(list.Items, SensitiveBody{
				Competency: CoachedCompetency{ID: l.ID, Code: l.Code, NameVI: l.NameVI, NameEN: l.NameEN, GroupVI: l.GroupVI}, Sensitive: l.Sensitive,
			})
		}
		return &web.Body[web.List[SensitiveBody]]{Body: list}, nil
	})

	web.Handle(s, web.Route{
		ID: "mentoring-sensitive-put", Method: http.MethodPut, Path: "/mentoring/sensitive/{competency_id}", Permission: access.MentoringRules,
		Summary: "Say whether a competency is learnt from one's direct superior",
	}, func(ctx context.Context, in *sensitiveInput) (*web.Empty, error) {
		return &web.Empty{}, svc.PutSensitive(ctx, in.ID, in.Body.Sensitive)
	})
}

func (s *Service) proposalsPage(ctx context.Context, in *proposalsInput) (*web.Body[web.List[MentorProposalBody]], error) {
	after, err := page.Parse(in.After, proposalKeys)
	if err != nil {
		return nil, err
	}
	limit := page.Limit(in.Limit)
	found, err := s.ProposalsIn(ctx, ProposalFilter{Q: in.Q, State: in.State, After: after, Limit: limit})
	if err != nil {
		return nil, err
	}
	found, next := page.Cut(found, limit, func(v ProposalView) string {
		return page.Cursor(v.CreatedAt.UTC().Format(time.RFC3339Nano), v.ID.String())
	})
	list := web.List[MentorProposalBody]{Items: make([]MentorProposalBody, 0, len(found)), Next: next}
	for _, v := range found {
		list.Items = append(list.Items, proposalBody(v))
	}
	return &web.Body[web.List[MentorProposalBody]]{Body: list}, nil
}

func proposalBody(v ProposalView) MentorProposalBody {
	return MentorProposalBody{
		ID: v.ID, StaffID: v.StaffID, FullName: v.FullName, Unit: v.Unit, By: v.By, Words: v.Words, State: v.State, Answer: v.Answer,
		Open: v.Open, CreatedAt: v.CreatedAt.UTC(), AnsweredAt: utc(v.AnsweredAt),
	}
}
