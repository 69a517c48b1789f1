package plans

import (
	"context"
	"net/http"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/page"
	"camtay/app/web"
)

// Mine is the input of a route about the caller's own plan.
type Mine struct{}

func (Mine) who() uuid.UUID {
	return uuid.Nil
}

// Somebody is the input of a route about a person's plan.
type Somebody struct {
	StaffID uuid.UUID `path:"staff_id"`
}

// who never says "mine", not even of the zero id.
func (in Somebody) who() uuid.UUID {
	if in.StaffID == uuid.Nil {
		return uuid.Max
	}
	return in.StaffID
}

// PlanWriting is the input that writes a plan.
type PlanWriting struct {
	Body PlanInput
}

func (in PlanWriting) plan() PlanInput {
	return in.Body
}

// PlanDoing is the input of a deed.
type PlanDoing struct {
	Body PlanDeedInput
}

func (in PlanDoing) sent() Sent {
	return Sent{Revision: in.Body.Revision, Words: in.Body.Words}
}

// OfferSearch is the input of a search for offers.
type OfferSearch struct {
	Competency uuid.UUID `query:"competency" required:"true"`
	Q          string    `query:"q" maxLength:"200" doc:"search text over titles; marks and case do not matter"`
}

func (in OfferSearch) search() (competencyID uuid.UUID, q string) {
	return in.Competency, in.Q
}

// PlanChosen is the input that names one plan.
type PlanChosen struct {
	ID uuid.UUID `path:"id"`
}

func (in PlanChosen) chosen() uuid.UUID {
	return in.ID
}

// What the routes of both sides need to know of their inputs.
type (
	subject interface{ who() uuid.UUID }
	writing interface {
		subject
		plan() PlanInput
	}
	doing interface {
		subject
		sent() Sent
	}
	searching interface {
		subject
		search() (competencyID uuid.UUID, q string)
	}
	choosing interface {
		subject
		chosen() uuid.UUID
	}
)

type (
	mineWriting struct {
		Mine
		PlanWriting
	}
	theirWriting struct {
		Somebody
		PlanWriting
	}
	mineDoing struct {
		Mine
		PlanDoing
	}
	theirDoing struct {
		Somebody
		PlanDoing
	}
	mineSearch struct {
		Mine
		OfferSearch
	}
	theirSearch struct {
		Somebody
		OfferSearch
	}
	mineChosen struct {
		Mine
		PlanChosen
	}
	theirChosen struct {
		Somebody
		PlanChosen
	}
)

type tickInput struct {
	ID   uuid.UUID `path:"id"`
	Body PlanTickInput
}

type peopleInput struct {
	web.Paging

	Unit uuid.UUID `query:"unit" doc:"this unit and those below it"`
	Show Show      `query:"show" enum:"missing,waiting,drafting,active,ready,overdue,complete"`
}

// base is where the routes of one side stand.
type base struct {
	id, path   string
	read, deed access.Permission
	whose      string
}

// Routes serves the room below /plans.
func Routes(s *web.Server, svc *Service) {
	mine := base{id: "plans-mine", path: "/plans/mine", read: access.PlansSelf, deed: access.PlansSelf, whose: "my"}
	person := base{id: "plans-person", path: "/plans/people/{staff_id}", read: access.PlansRead, deed: access.PlansLead, whose: "someone's"}
	listRoutes(s, svc)
	lookRoutes[Mine, mineChosen](s, svc, mine)
	lookRoutes[Somebody, theirChosen](s, svc, person)
	draftRoutes[Mine, mineSearch](s, svc, mine)
	draftRoutes[Somebody, theirSearch](s, svc, person)
	deedRoutes[mineWriting, mineDoing](s, svc, mine)
	deedRoutes[theirWriting, theirDoing](s, svc, person)

	web.Handle(s, web.Route{
		ID: "plans-tick", Method: http.MethodPut, Path: "/plans/mine/actions/{id}", Permission: access.PlansSelf,
		Summary: "Say of one of my free-text actions that it is done, or not yet",
	}, func(ctx context.Context, in *tickInput) (*web.Body[PlanHome], error) {
		return homeBody(svc.Tick(ctx, in.ID, in.Body.Done))
	})
}

func listRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "plans-people", Method: http.MethodGet, Path: "/plans/people", Permission: access.PlansRead,
		Summary: "People with how their development plans stand",
	}, func(ctx context.Context, in *peopleInput) (*web.Body[web.List[PlanRow]], error) {
		f := PeopleFilter{Q: in.Q, UnitID: in.Unit, Show: in.Show, After: in.After, Limit: page.Limit(in.Limit)}
		found, next, err := svc.People(ctx, f)
		if err != nil {
			return nil, err
		}
		return &web.Body[web.List[PlanRow]]{Body: web.List[PlanRow]{Items: rowBodies(found), Next: next}}, nil
	})

	web.Handle(s, web.Route{
		ID: "plans-summary", Method: http.MethodGet, Path: "/plans/summary", Permission: access.PlansRead,
		Summary: "People with gaps, with plans and with completed plans, commune by commune",
	}, func(ctx context.Context, _ *web.Empty) (*web.Body[web.List[PlanCommune]], error) {
		found, err := svc.Summary(ctx)
		if err != nil {
			return nil, err
		}
		items := make([]PlanCommune, 0, len(found))
		for _, c := range found {
			items = append(items, PlanCommune(c))
		}
		return &web.Body[web.List[PlanCommune]]{Body: web.List[PlanCommune]{Items: items}}, nil
	})
}

func lookRoutes[S subject, C choosing](s *web.Server, svc *Service, b base) {
	web.Handle(s, web.Route{
		ID: b.id, Method: http.MethodGet, Path: b.path, Permission: b.read,
		Summary: "Show " + b.whose + " live plan, its progress and the plans of the past",
	}, func(ctx context.Context, in *S) (*web.Body[PlanHome], error) {
		return homeBody(svc.Look(ctx, (*in).who()))
	})

	web.Handle(s, web.Route{
		ID: b.id + "-print", Method: http.MethodGet, Path: b.path + "/plans/{id}/print", Permission: b.read,
		Summary: "One of " + b.whose + " plans as printed; once complete, the copy kept then",
	}, func(ctx context.Context, in *C) (*web.Body[PlanPaper], error) {
		p, err := svc.Print(ctx, (*in).who(), (*in).chosen())
		if err != nil {
			return nil, err
		}
		return &web.Body[PlanPaper]{Body: PlanPaper(p)}, nil
	})
}

func draftRoutes[S subject, O searching](s *web.Server, svc *Service, b base) {
	web.Handle(s, web.Route{
		ID: b.id + "-proposal", Method: http.MethodGet, Path: b.path + "/proposal", Permission: b.deed,
		Summary: "A plan drafted from gaps, courses, classes and mentors; nothing is stored",
	}, func(ctx context.Context, in *S) (*web.Body[PlanProposal], error) {
		d, err := svc.Draft(ctx, (*in).who())
		if err != nil {
			return nil, err
		}
		return &web.Body[PlanProposal]{Body: proposalBody(d)}, nil
	})

	web.Handle(s, web.Route{
		ID: b.id + "-offers", Method: http.MethodGet, Path: b.path + "/offers", Permission: b.deed,
		Summary: "Mentors, courses, tests and open classes for one competency",
	}, func(ctx context.Context, in *O) (*web.Body[web.List[PlanOffer]], error) {
		competencyID, q := (*in).search()
		found, err := svc.Offers(ctx, (*in).who(), competencyID, q)
		if err != nil {
			return nil, err
		}
		items := make([]PlanOffer, 0, len(found))
		for _, o := range found {
			items = append(items, offerBody(o))
		}
		return &web.Body[web.List[PlanOffer]]{Body: web.List[PlanOffer]{Items: items}}, nil
	})
}

func deedRoutes[W writing, D doing](s *web.Server, svc *Service, b base) {
	web.Handle(s, web.Route{
		ID: b.id + "-write", Method: http.MethodPut, Path: b.path, Permission: b.deed,
		Summary: "Write " + b.whose + " plan: begin a draft, change it, or ask for a change of what is agreed",
	}, func(ctx context.Context, in *W) (*web.Body[PlanHome], error) {
		return homeBody(svc.Write(ctx, (*in).who(), (*in).plan().content(), (*in).plan().sent()))
	})

	for _, d := range []struct {
		name    string
		deed    Deed
		summary string
	}{
		{"propose", Submit, "Send " + b.whose + " draft to the other side"},
		{"agree", Agree, "Agree to what the other side has sent"},
		{"return", Return, "Ask for changes instead of agreeing"},
		{"take-back", TakeBack, "Take back what waits for the other side"},
		{"complete", Finish, "Complete the plan; a copy is kept for good"},
		{"cancel", Cancel, "Give up the plan with a reason"},
	} {
		web.Handle(s, web.Route{
			ID: b.id + "-" + d.name, Method: http.MethodPost, Path: b.path + "/" + d.name, Permission: b.deed, Summary: d.summary,
		}, func(ctx context.Context, in *D) (*web.Body[PlanHome], error) {
			return homeBody(svc.Do(ctx, (*in).who(), d.deed, (*in).sent()))
		})
	}
}

func homeBody(h Home, err error) (*web.Body[PlanHome], error) {
	if err != nil {
		return nil, err
	}
	return &web.Body[PlanHome]{Body: homeOf(h)}, nil
}
