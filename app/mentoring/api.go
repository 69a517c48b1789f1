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

type suggestionsInput struct {
	Competency uuid.UUID `query:"competency" required:"true"`
}

type profileInput struct {
	Body MentorProfileInput
}

type pairsInput struct {
	web.Paging

	As    Actor `query:"as" enum:"learner,mentor" doc:"absent: both"`
	State State `query:"state" enum:"requested,active,declined,expired,completed,ended"`
}

type pairInput struct {
	ID uuid.UUID `path:"id"`
}

type askInput struct {
	Body PairRequestInput
}

type declineInput struct {
	ID   uuid.UUID `path:"id"`
	Body PairDeclineInput
}

type endInput struct {
	ID   uuid.UUID `path:"id"`
	Body PairEndInput
}

type logInput struct {
	ID   uuid.UUID `path:"id"`
	Body CoachingSessionInput
}

type disputeInput struct {
	ID   uuid.UUID `path:"id"`
	Body SessionDisputeInput
}

// Routes serves the room below /mentoring.
func Routes(s *web.Server, svc *Service) {
	offerRoutes(s, svc)
	pairRoutes(s, svc)
	lifeRoutes(s, svc)
	sessionRoutes(s, svc)
}

func offerRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "mentoring-suggestions", Method: http.MethodGet, Path: "/mentoring/suggestions", Permission: access.MentoringSelf,
		Summary: "Colleagues nearby who can help me with a competency, with reasons",
	}, func(ctx context.Context, in *suggestionsInput) (*web.Body[SuggestionList], error) {
		found, err := svc.Suggest(ctx, in.Competency)
		if err != nil {
			return nil, err
		}
		return &web.Body[SuggestionList]{Body: suggestionList(found)}, nil
	})

	web.Handle(s, web.Route{
		ID: "mentoring-profile", Method: http.MethodGet, Path: "/mentoring/profile", Permission: access.MentoringSelf,
		Summary: "My mentor profile",
	}, func(ctx context.Context, _ *web.Empty) (*web.Body[MentorProfileBody], error) {
		o, err := svc.Offer(ctx)
		if err != nil {
			return nil, err
		}
		return &web.Body[MentorProfileBody]{Body: profileBody(o)}, nil
	})

	web.Handle(s, web.Route{
		ID: "mentoring-profile-put", Method: http.MethodPut, Path: "/mentoring/profile", Permission: access.MentoringSelf,
		Summary: "Change my mentor profile",
	}, func(ctx context.Context, in *profileInput) (*web.Body[MentorProfileBody], error) {
		b := in.Body
		o, err := svc.PutOffer(ctx, Profile{Open: b.Open, Capacity: b.Capacity, Modes: b.Modes, Note: b.Note})
		if err != nil {
			return nil, err
		}
		return &web.Body[MentorProfileBody]{Body: profileBody(o)}, nil
	})
}

func pairRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "mentoring-pairs", Method: http.MethodGet, Path: "/mentoring/pairs", Permission: access.MentoringSelf,
		Summary: "My pairs, newest request first",
	}, func(ctx context.Context, in *pairsInput) (*web.Body[web.List[PairBody]], error) {
		after, err := page.Parse(in.After, 2)
		if err != nil {
			return nil, err
		}
		limit := page.Limit(in.Limit)
		found, err := svc.Pairs(ctx, PairFilter{As: in.As, State: in.State, After: after, Limit: limit})
		if err != nil {
			return nil, err
		}
		found, next := page.Cut(found, limit, func(p Pairing) string {
			return page.Cursor(p.RequestedAt.UTC().Format(time.RFC3339Nano), p.ID.String())
		})
		list := web.List[PairBody]{Items: make([]PairBody, 0, len(found)), Next: next}
		for _, p := range found {
			list.Items = append(list.Items, pairBody(p))
		}
		return &web.Body[web.List[PairBody]]{Body: list}, nil
	})

	web.Handle(s, web.Route{
		ID: "mentoring-pair", Method: http.MethodGet, Path: "/mentoring/pairs/{id}", Permission: access.MentoringSelf,
		Summary: "One of my pairs with its sessions",
	}, func(ctx context.Context, in *pairInput) (*web.Body[PairDetail], error) {
		return detailed(svc.FindPair(ctx, in.ID))
	})

	web.Handle(s, web.Route{
		ID: "mentoring-ask", Method: http.MethodPost, Path: "/mentoring/pairs", Permission: access.MentoringSelf,
		Status: http.StatusCreated, Summary: "Ask a mentor for help",
	}, func(ctx context.Context, in *askInput) (*web.Body[PairDetail], error) {
		return detailed(svc.Ask(ctx, in.Body.MentorID, in.Body.CompetencyID, in.Body.Message))
	})
}

func lifeRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "mentoring-accept", Method: http.MethodPost, Path: "/mentoring/pairs/{id}/accept", Permission: access.MentoringCoach,
		Summary: "Accept a request",
	}, func(ctx context.Context, in *pairInput) (*web.Body[PairDetail], error) {
		return detailed(svc.Accept(ctx, in.ID))
	})

	web.Handle(s, web.Route{
		ID: "mentoring-decline", Method: http.MethodPost, Path: "/mentoring/pairs/{id}/decline", Permission: access.MentoringCoach,
		Summary: "Decline a request with a reason",
	}, func(ctx context.Context, in *declineInput) (*web.Body[PairDetail], error) {
		return detailed(svc.Decline(ctx, in.ID, in.Body.Reason))
	})

	web.Handle(s, web.Route{
		ID: "mentoring-end", Method: http.MethodPost, Path: "/mentoring/pairs/{id}/end", Permission: access.MentoringSelf,
		Summary: "Complete a pair, end it early, or take a request back",
	}, func(ctx context.Context, in *endInput) (*web.Body[PairDetail], error) {
		return detailed(svc.Close(ctx, in.ID, in.Body.Reason, in.Body.Completed))
	})
}

func sessionRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "mentoring-log", Method: http.MethodPost, Path: "/mentoring/pairs/{id}/sessions", Permission: access.MentoringCoach,
		Status: http.StatusCreated, Summary: "Log a coaching session",
	}, func(ctx context.Context, in *logInput) (*web.Body[CoachingSessionBody], error) {
		b := in.Body
		logged, err := svc.Log(ctx, Session{
			PairID: in.ID, HeldAt: b.HeldAt, Minutes: b.Minutes, Mode: b.Mode, Done: b.Done, Alone: b.Alone, Level: b.Level,
		})
		if err != nil {
			return nil, err
		}
		return &web.Body[CoachingSessionBody]{Body: sessionBody(logged)}, nil
	})

	web.Handle(s, web.Route{
		ID: "mentoring-confirm", Method: http.MethodPost, Path: "/mentoring/sessions/{id}/confirm", Permission: access.MentoringSelf,
		Summary: "Confirm a session of mine; it becomes evidence",
	}, func(ctx context.Context, in *pairInput) (*web.Body[SessionConfirmation], error) {
		moved, err := svc.Confirm(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		return &web.Body[SessionConfirmation]{Body: confirmation(moved)}, nil
	})

	web.Handle(s, web.Route{
		ID: "mentoring-dispute", Method: http.MethodPost, Path: "/mentoring/sessions/{id}/dispute", Permission: access.MentoringSelf,
		Summary: "Say that a session of mine was not as logged",
	}, func(ctx context.Context, in *disputeInput) (*web.Empty, error) {
		return &web.Empty{}, svc.Dispute(ctx, in.ID, in.Body.Text)
	})
}

func detailed(p Pairing, err error) (*web.Body[PairDetail], error) {
	if err != nil {
		return nil, err
	}
	return &web.Body[PairDetail]{Body: pairDetail(p)}, nil
}
