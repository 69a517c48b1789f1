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

type pairsInput struct {
	web.Paging

	As    Actor `query:"as" enum:"learner,mentor" doc:"absent: both"`
	State State `query:"state" enum:"suggested,requested,active,paused,declined,expired,completed,ended"`
}

type pairInput struct {
	ID uuid.UUID `path:"id"`
}

type askInput struct {
	Body PairRequestInput
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
	suggestRoutes(s, svc)
	profileRoutes(s, svc)
	proposalRoutes(s, svc)
	sensitiveRoutes(s, svc)
	pairRoutes(s, svc)
	lifeRoutes(s, svc)
	sessionRoutes(s, svc)
	bookingRoutes(s, svc)
	calendarRoutes(s, svc)
	supportRoutes(s, svc)
	callRoutes(s, svc)
	handOverRoutes(s, svc)
	watchRoutes(s, svc)
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

func sessionRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "mentoring-log", Method: http.MethodPost, Path: "/mentoring/pairs/{id}/sessions", Permission: access.MentoringCoach,
		Status: http.StatusCreated, Summary: "Log a coaching session",
	}, func(ctx context.Context, in *logInput) (*web.Body[CoachingSessionBody], error) {
		b := in.Body
		logged, err := svc.Log(ctx, Session{
			PairID: in.ID, HeldAt: b.HeldAt, Minutes: b.Minutes, Mode: b.Mode, Done: b.Done, Alone: b.Alone, Level: b.Level,
			BookingID: b.BookingID,
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
