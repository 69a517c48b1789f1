package outreach

import (
	"context"
	"net/http"
	"time"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/page"
	"camtay/app/web"
)

type listInput struct {
	web.Paging

	State State     `query:"state" enum:"open,picked,agreed,accepted,done,cancelled,lapsed"`
	Unit  uuid.UUID `query:"unit" doc:"requests of this unit and below"`
}

type idInput struct {
	ID uuid.UUID `path:"id"`
}

type askInput struct {
	Body OutreachAsk
}

type pickInput struct {
	ID   uuid.UUID `path:"id"`
	Body OutreachPick
}

type reasonInput struct {
	ID   uuid.UUID `path:"id"`
	Body OutreachReason
}

type workInput struct {
	ID   uuid.UUID `path:"id"`
	Body OutreachWork
}

// Routes serves the room below /outreach.
func Routes(s *web.Server, svc *Service) {
	requestRoutes(s, svc)
	centreRoutes(s, svc)
	homeRoutes(s, svc)
	specialistRoutes(s, svc)
	visitRoutes(s, svc)
}

func requestRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "outreach-requests", Method: http.MethodGet, Path: "/outreach/requests", Permission: access.OutreachRead,
		Summary: "Requests for specialists in my scope, newest first",
	}, func(ctx context.Context, in *listInput) (*web.Body[web.List[OutreachRequest]], error) {
		return listed(in.Paging, in.State, in.Unit, func(f Filter) ([]View, error) { return svc.List(ctx, f) })
	})

	web.Handle(s, web.Route{
		ID: "outreach-request", Method: http.MethodGet, Path: "/outreach/requests/{id}", Permission: access.OutreachRead,
		Summary: "A request of my scope with its half-days and history",
	}, func(ctx context.Context, in *idInput) (*web.Body[OutreachDetail], error) {
		return detailed(svc.Find(ctx, in.ID))
	})
}

func centreRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "outreach-form", Method: http.MethodGet, Path: "/outreach/form", Permission: access.OutreachLead,
		Summary: "Units for which I may ask, and fields",
	}, func(ctx context.Context, _ *web.Empty) (*web.Body[OutreachForm], error) {
		counters, fields, err := svc.Counters(ctx)
		if err != nil {
			return nil, err
		}
		return &web.Body[OutreachForm]{Body: formBody(counters, fields)}, nil
	})

	web.Handle(s, web.Route{
		ID: "outreach-ask", Method: http.MethodPost, Path: "/outreach/requests", Permission: access.OutreachLead,
		Status: http.StatusCreated, Summary: "Ask for a specialist at a counter",
	}, func(ctx context.Context, in *askInput) (*web.Body[OutreachDetail], error) {
		b := in.Body
		return detailed(svc.Ask(ctx, Request{
			UnitID: b.UnitID, FieldKind: b.FieldKind, Field: b.Field, CompetencyID: b.CompetencyID, Level: b.Level,
			FromOn: b.FromOn, UntilOn: b.UntilOn, HalfDays: b.HalfDays, Newcomers: b.Newcomers, Slots: b.Slots, Reason: b.Reason,
		}))
	})

	web.Handle(s, web.Route{
		ID: "outreach-candidates", Method: http.MethodGet, Path: "/outreach/requests/{id}/candidates", Permission: access.OutreachLead,
		Summary: "Who can come, with reasons, and who cannot",
	}, func(ctx context.Context, in *idInput) (*web.Body[OutreachCandidates], error) {
		ranked, left, err := svc.Candidates(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		return &web.Body[OutreachCandidates]{Body: candidatesBody(ranked, left)}, nil
	})

	web.Handle(s, web.Route{
		ID: "outreach-pick", Method: http.MethodPost, Path: "/outreach/requests/{id}/pick", Permission: access.OutreachLead,
		Summary: "Propose somebody on some half-days; both are asked",
	}, func(ctx context.Context, in *pickInput) (*web.Body[OutreachDetail], error) {
		wanted := make([]HalfDay, 0, len(in.Body.HalfDays))
		for _, h := range in.Body.HalfDays {
			wanted = append(wanted, HalfDay(h))
		}
		return detailed(svc.Pick(ctx, in.ID, in.Body.StaffID, wanted))
	})

	answer(s, svc, Withdraw, access.OutreachLead, "/outreach/requests/{id}/withdraw", "Take a proposal back, with a reason")
	answer(s, svc, Cancel, access.OutreachLead, "/outreach/requests/{id}/cancel", "Cancel a request of mine, with a reason")
}

func homeRoutes(s *web.Server, svc *Service) {
	consent(s, svc, Agree, access.OutreachLead, "/outreach/requests/{id}/agree", "Let somebody of my unit go")
	answer(s, svc, Refuse, access.OutreachLead, "/outreach/requests/{id}/refuse", "Do not let somebody of my unit go, with a reason")
}

func specialistRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "outreach-mine", Method: http.MethodGet, Path: "/outreach/mine", Permission: access.OutreachSelf,
		Summary: "Counters I am asked to help, newest first",
	}, func(ctx context.Context, in *listInput) (*web.Body[web.List[OutreachRequest]], error) {
		return listed(in.Paging, in.State, in.Unit, func(f Filter) ([]View, error) { return svc.Mine(ctx, f) })
	})

	web.Handle(s, web.Route{
		ID: "outreach-mine-one", Method: http.MethodGet, Path: "/outreach/mine/{id}", Permission: access.OutreachSelf,
		Summary: "One of them, with its half-days",
	}, func(ctx context.Context, in *idInput) (*web.Body[OutreachDetail], error) {
		return detailed(svc.FindMine(ctx, in.ID))
	})

	web.Handle(s, web.Route{
		ID: "outreach-mine-people", Method: http.MethodGet, Path: "/outreach/mine/{id}/people", Permission: access.OutreachSelf,
		Summary: "Who works at that counter",
	}, func(ctx context.Context, in *idInput) (*web.Body[OutreachCounterPeople], error) {
		people, own, err := svc.People(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		b := OutreachCounterPeople{Items: make([]OutreachPerson, 0, len(people)), MaxLevel: own}
		for _, p := range people {
			b.Items = append(b.Items, OutreachPerson{ID: p.StaffID, FullName: p.FullName})
		}
		return &web.Body[OutreachCounterPeople]{Body: b}, nil
	})

	consent(s, svc, Accept, access.OutreachSelf, "/outreach/mine/{id}/accept", "Agree to come")
	answer(s, svc, Decline, access.OutreachSelf, "/outreach/mine/{id}/decline", "Decline to come, with a reason")
}

func visitRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "outreach-log", Method: http.MethodPost, Path: "/outreach/mine/visits/{id}/log", Permission: access.OutreachSelf,
		Summary: "Write what I did on a half-day",
	}, func(ctx context.Context, in *workInput) (*web.Body[OutreachDetail], error) {
		w := Work{Minutes: in.Body.Minutes, Done: in.Body.Done}
		for _, p := range in.Body.People {
			w.People = append(w.People, Coached{StaffID: p.StaffID, Alone: p.Alone, Level: p.Level})
		}
		return detailed(svc.Log(ctx, in.ID, w))
	})

	web.Handle(s, web.Route{
		ID: "outreach-mine-call-off", Method: http.MethodPost, Path: "/outreach/mine/visits/{id}/call-off", Permission: access.OutreachSelf,
		Summary: "Call off a half-day of mine, with a reason",
	}, func(ctx context.Context, in *reasonInput) (*web.Body[OutreachDetail], error) {
		return detailed(svc.CallOff(ctx, in.ID, in.Body.Reason))
	})

	web.Handle(s, web.Route{
		ID: "outreach-call-off", Method: http.MethodPost, Path: "/outreach/visits/{id}/call-off", Permission: access.OutreachLead,
		Summary: "Call off a half-day at my counter or of my specialist, with a reason",
	}, func(ctx context.Context, in *reasonInput) (*web.Body[OutreachDetail], error) {
		return detailed(svc.CallOff(ctx, in.ID, in.Body.Reason))
	})

	web.Handle(s, web.Route{
		ID: "outreach-confirm", Method: http.MethodPost, Path: "/outreach/visits/{id}/confirm", Permission: access.OutreachLead,
		Summary: "Confirm a half-day at my counter; it becomes evidence",
	}, func(ctx context.Context, in *idInput) (*web.Body[OutreachDetail], error) {
		return detailed(svc.Confirm(ctx, in.ID))
	})

	web.Handle(s, web.Route{
		ID: "outreach-dispute", Method: http.MethodPost, Path: "/outreach/visits/{id}/dispute", Permission: access.OutreachLead,
		Summary: "Say that a half-day was not as logged",
	}, func(ctx context.Context, in *reasonInput) (*web.Body[OutreachDetail], error) {
		return detailed(svc.Dispute(ctx, in.ID, in.Body.Reason))
	})
}

// consent is a route of a deed without a reason.
func consent(s *web.Server, svc *Service, d Deed, p access.Permission, path, summary string) {
	web.Handle(s, web.Route{ID: "outreach-" + string(d), Method: http.MethodPost, Path: path, Permission: p, Summary: summary},
		func(ctx context.Context, in *idInput) (*web.Body[OutreachDetail], error) {
			return detailed(svc.Answer(ctx, in.ID, d, ""))
		})
}

// answer is a route of a deed with a reason.
func answer(s *web.Server, svc *Service, d Deed, p access.Permission, path, summary string) {
	web.Handle(s, web.Route{ID: "outreach-" + string(d), Method: http.MethodPost, Path: path, Permission: p, Summary: summary},
		func(ctx context.Context, in *reasonInput) (*web.Body[OutreachDetail], error) {
			return detailed(svc.Answer(ctx, in.ID, d, in.Body.Reason))
		})
}

func listed(p web.Paging, state State, unit uuid.UUID, find func(f Filter) ([]View, error)) (*web.Body[web.List[OutreachRequest]], error) {
	after, err := page.Parse(p.After, 2)
	if err != nil {
		return nil, err
	}
	limit := page.Limit(p.Limit)
	found, err := find(Filter{Q: p.Q, State: state, UnitID: unit, After: after, Limit: limit})
	if err != nil {
		return nil, err
	}
	found, next := page.Cut(found, limit, func(v View) string {
		return page.Cursor(v.AskedAt.UTC().Format(time.RFC3339Nano), v.ID.String())
	})
	list := web.List[OutreachRequest]{Items: make([]OutreachRequest, 0, len(found)), Next: next}
	for _, v := range found {
		list.Items = append(list.Items, requestBody(v))
	}
	return &web.Body[web.List[OutreachRequest]]{Body: list}, nil
}

func detailed(d Detail, err error) (*web.Body[OutreachDetail], error) {
	if err != nil {
		return nil, err
	}
	return &web.Body[OutreachDetail]{Body: detailBody(d)}, nil
}
