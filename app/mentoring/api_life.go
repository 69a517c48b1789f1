package mentoring

import (
	"context"
	"net/http"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/web"
)

type declineInput struct {
	ID   uuid.UUID `path:"id"`
	Body PairDeclineInput
}

type endInput struct {
	ID   uuid.UUID `path:"id"`
	Body PairEndInput
}

type requestInput struct {
	ID   uuid.UUID `path:"id"`
	Body SuggestionAcceptance
}

// SuggestionAcceptance asks a suggested mentor.
type SuggestionAcceptance struct {
	Message string `json:"message" maxLength:"1000" required:"false"`
}

func lifeRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "mentoring-request", Method: http.MethodPost, Path: "/mentoring/pairs/{id}/request", Permission: access.MentoringSelf,
		Summary: "Ask the mentor whom a programme suggested",
	}, func(ctx context.Context, in *requestInput) (*web.Body[PairDetail], error) {
		return detailed(svc.Request(ctx, in.ID, in.Body.Message))
	})

	web.Handle(s, web.Route{
		ID: "mentoring-refuse", Method: http.MethodPost, Path: "/mentoring/pairs/{id}/refuse", Permission: access.MentoringSelf,
		Summary: "Say that a suggested mentor is not wanted, with a reason",
	}, func(ctx context.Context, in *declineInput) (*web.Body[PairDetail], error) {
		return detailed(svc.Refuse(ctx, in.ID, in.Body.Reason))
	})

	web.Handle(s, web.Route{
		ID: "mentoring-pause", Method: http.MethodPost, Path: "/mentoring/pairs/{id}/pause", Permission: access.MentoringSelf,
		Summary: "Rest an active pair of mine, with a reason",
	}, func(ctx context.Context, in *declineInput) (*web.Body[PairDetail], error) {
		return detailed(svc.Pause(ctx, in.ID, in.Body.Reason))
	})

	web.Handle(s, web.Route{
		ID: "mentoring-resume", Method: http.MethodPost, Path: "/mentoring/pairs/{id}/resume", Permission: access.MentoringSelf,
		Summary: "Go on with a paused pair of mine",
	}, func(ctx context.Context, in *pairInput) (*web.Body[PairDetail], error) {
		return detailed(svc.Resume(ctx, in.ID))
	})

	web.Handle(s, web.Route{
		ID: "mentoring-accept", Method: http.MethodPost, Path: "/mentoring/pairs/{id}/accept", Permission: access.MentoringCoach,
		Summary: "Accept a request",
	}, func(ctx context.Context, in *pairInput) (*web.Body[PairDetail], error) {
		return detailed(svc.Accept(ctx, in.ID))
	})

	web.Handle(s, web.Route{
		ID: "mentoring-decline", Method: http.MethodPost, Path: "/mentoring/pairs/{id}/decline", Permission: access.MentoringCoach,
		Summary: "Decline a request or a suggestion, with a reason",
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
