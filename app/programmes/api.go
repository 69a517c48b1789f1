package programmes

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/page"
	"camtay/app/web"
)

type idInput struct {
	ID uuid.UUID `path:"id"`
}

type listInput struct {
	web.Paging

	Q     string `query:"q" maxLength:"200"`
	State State  `query:"state" enum:"draft,matching,ready,published,cancelled"`
}

type saveInput struct {
	Body ProgrammeInput
}

type changeInput struct {
	ID   uuid.UUID `path:"id"`
	Body ProgrammeInput
}

type pairsInput struct {
	web.Paging

	ID     uuid.UUID `path:"id"`
	Q      string    `query:"q" maxLength:"200"`
	Unit   uuid.UUID `query:"unit"`
	Mentor uuid.UUID `query:"mentor"`
	Tier   int       `query:"tier" minimum:"0" maximum:"3"`
	Served string    `query:"served" enum:"yes,no" doc:"only needs with a mentor, or without"`
	Answer string    `query:"answer" enum:"suggested,requested,active,paused,declined,expired,completed,ended" doc:"only pairs of which this became"`
}

type explainInput struct {
	ID      uuid.UUID `path:"id"`
	Learner uuid.UUID `query:"learner" required:"true"`
	Need    string    `query:"need" required:"true"`
}

type adjustInput struct {
	ID   uuid.UUID `path:"id"`
	Body ProgrammeAdjustment
}

// Routes serves programmes.
func Routes(s *web.Server, svc *Service) {
	readRoutes(s, svc)
	planRoutes(s, svc)
	runRoutes(s, svc)
	adjustRoutes(s, svc)
}

func readRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "programmes-list", Method: http.MethodGet, Path: "/programmes", Permission: access.ProgrammesRun,
		Summary: "Programmes of mentoring, the latest first",
	}, func(ctx context.Context, in *listInput) (*web.Body[web.List[ProgrammeBody]], error) {
		after, err := page.Parse(in.After, 2)
		if err != nil {
			return nil, err
		}
		limit := page.Limit(in.Limit)
		found, err := svc.List(ctx, Filter{Q: in.Q, State: in.State, After: after, Limit: limit})
		if err != nil {
			return nil, err
		}
		found, next := page.Cut(found, limit, func(p Programme) string {
			return page.Cursor(p.CreatedAt.UTC().Format(time.RFC3339Nano), p.ID.String())
		})
		list := web.List[ProgrammeBody]{Items: make([]ProgrammeBody, 0, len(found)), Next: next}
		for _, p := range found {
			list.Items = append(list.Items, bodyOf(p))
		}
		return &web.Body[web.List[ProgrammeBody]]{Body: list}, nil
	})
	web.Handle(s, web.Route{
		ID: "programmes-find", Method: http.MethodGet, Path: "/programmes/{id}", Permission: access.ProgrammesRun,
		Summary: "One programme, with the figures of its last matching",
	}, func(ctx context.Context, in *idInput) (*web.Body[ProgrammeBody], error) {
		return shownAs(svc.Find(ctx, in.ID))
	})
	web.Handle(s, web.Route{
		ID: "programmes-pairs", Method: http.MethodGet, Path: "/programmes/{id}/pairs", Permission: access.ProgrammesRun,
		Summary: "The needs of a matched programme with their mentors, the urgent first",
	}, func(ctx context.Context, in *pairsInput) (*web.Body[web.List[ProgrammePair]], error) {
		return listPairs(ctx, svc, in)
	})
	web.Handle(s, web.Route{
		ID: "programmes-explain", Method: http.MethodGet, Path: "/programmes/{id}/explain", Permission: access.ProgrammesRun,
		Summary: "Which mentors a need could have, and why it has the one it has",
	}, func(ctx context.Context, in *explainInput) (*web.Body[ProgrammeExplanation], error) {
		e, err := svc.Explain(ctx, in.ID, in.Learner, in.Need)
		if err != nil {
			return nil, err
		}
		return &web.Body[ProgrammeExplanation]{Body: explanationOf(e)}, nil
	})
}

func listPairs(ctx context.Context, svc *Service, in *pairsInput) (*web.Body[web.List[ProgrammePair]], error) {
	after, err := page.Parse(in.After, 4)
	if err != nil {
		return nil, err
	}
	limit := page.Limit(in.Limit)
	found, err := svc.Pairs(ctx, in.ID, PairFilter{Q: in.Q, Unit: in.Unit, Mentor: in.Mentor, Tier: in.Tier, Served: in.Served, Answer: in.Answer, After: after, Limit: limit})
	if err != nil {
		return nil, err
	}
	found, next := page.Cut(found, limit, func(p Paired) string {
		return page.Cursor(strconv.Itoa(p.Tier), p.Search, p.LearnerID.String(), p.Need)
	})
	list := web.List[ProgrammePair]{Items: make([]ProgrammePair, 0, len(found)), Next: next}
	for _, p := range found {
		list.Items = append(list.Items, pairOf(p))
	}
	return &web.Body[web.List[ProgrammePair]]{Body: list}, nil
}

func planRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "programmes-add", Method: http.MethodPost, Path: "/programmes", Permission: access.ProgrammesRun,
		Summary: "Add a programme", Status: http.StatusCreated,
	}, func(ctx context.Context, in *saveInput) (*web.Body[ProgrammeBody], error) {
		return shownAs(svc.Save(ctx, programmeOf(uuid.Nil, in.Body)))
	})
	web.Handle(s, web.Route{
		ID: "programmes-change", Method: http.MethodPut, Path: "/programmes/{id}", Permission: access.ProgrammesRun,
		Summary: "Change a programme that is not published; what was matched is out of date then",
	}, func(ctx context.Context, in *changeInput) (*web.Body[ProgrammeBody], error) {
		return shownAs(svc.Save(ctx, programmeOf(in.ID, in.Body)))
	})
	web.Handle(s, web.Route{
		ID: "programmes-cancel", Method: http.MethodPost, Path: "/programmes/{id}/cancel", Permission: access.ProgrammesRun,
		Summary: "Give up a programme that is not published",
	}, func(ctx context.Context, in *idInput) (*web.Body[ProgrammeBody], error) {
		return shownAs(svc.Cancel(ctx, in.ID))
	})
}

func runRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "programmes-match", Method: http.MethodPost, Path: "/programmes/{id}/match", Permission: access.ProgrammesRun,
		Summary: "Match a programme in the background",
	}, func(ctx context.Context, in *idInput) (*web.Body[ProgrammeBody], error) {
		return shownAs(svc.Match(ctx, in.ID))
	})
	web.Handle(s, web.Route{
		ID: "programmes-publish", Method: http.MethodPost, Path: "/programmes/{id}/publish", Permission: access.ProgrammesRun,
		Summary: "Suggest the pairs of a matched programme to the people they concern",
	}, func(ctx context.Context, in *idInput) (*web.Body[ProgrammeBody], error) {
		return shownAs(svc.Publish(ctx, in.ID))
	})
	web.Handle(s, web.Route{
		ID: "programmes-stop", Method: http.MethodPost, Path: "/programmes/{id}/stop", Permission: access.ProgrammesRun,
		Summary: "Stop the run of a programme; what was matched before stays",
	}, func(ctx context.Context, in *idInput) (*web.Empty, error) {
		return &web.Empty{}, svc.Stop(ctx, in.ID)
	})
}

func adjustRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "programmes-try", Method: http.MethodPost, Path: "/programmes/{id}/try", Permission: access.ProgrammesRun,
		Summary: "What an adjustment would cost and who would move; nothing is kept",
	}, func(ctx context.Context, in *adjustInput) (*web.Body[ProgrammeAdjusted], error) {
		wish, err := adjustmentOf(in.Body)
		if err != nil {
			return nil, err
		}
		out, err := svc.Try(ctx, in.ID, wish)
		if err != nil {
			return nil, err
		}
		return adjustedBody(ctx, svc, out)
	})
	web.Handle(s, web.Route{
		ID: "programmes-adjust", Method: http.MethodPost, Path: "/programmes/{id}/adjust", Permission: access.ProgrammesRun,
		Summary: "Keep an adjustment and all that follows from it",
	}, func(ctx context.Context, in *adjustInput) (*web.Body[ProgrammeAdjusted], error) {
		wish, err := adjustmentOf(in.Body)
		if err != nil {
			return nil, err
		}
		out, err := svc.Adjust(ctx, in.ID, wish)
		if err != nil {
			return nil, err
		}
		return adjustedBody(ctx, svc, out)
	})
}
