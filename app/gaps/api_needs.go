package gaps

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/fault"
	"camtay/app/web"
)

type proceduresInput struct {
	web.Paging

	Field  string `query:"field" maxLength:"300" doc:"field of procedures, in Vietnamese"`
	Origin string `query:"origin" enum:"draft,decided,none" doc:"what procedures need is partly a draft, all decided, or not known"`
}

type procedureInput struct {
	ID uuid.UUID `path:"id"`
}

type reachInput struct {
	ID    uuid.UUID `path:"id"`
	Needs []string  `query:"needs" maxItems:"20" doc:"what to try instead, each <competency id>:<level>"`
}

// bars reads what is to be tried.
func (in *reachInput) bars() ([]Bar, error) {
	var bars []Bar
	for _, text := range in.Needs {
		id, level, _ := strings.Cut(text, ":")
		competencyID, err := uuid.Parse(id)
		if err != nil {
			return nil, fault.New(fault.Invalid, "gaps.competency_not_found").Because(err)
		}
		n, err := strconv.ParseInt(level, 10, 16)
		if err != nil || n < 1 || n > 5 {
			return nil, fault.New(fault.Invalid, "gaps.bad_level").Because(err)
		}
		bars = append(bars, Bar{competencyID, int16(n)})
	}
	return bars, nil
}

// GapBar is a level of a competency.
type GapBar struct {
	CompetencyID uuid.UUID `json:"competency_id"`
	Level        int16     `json:"level" minimum:"1" maximum:"5"`
}

// GapWish is a line of what a procedure is to need.
type GapWish struct {
	GapBar

	Confirmed bool `json:"confirmed,omitempty" doc:"an unchanged draft becomes a decision"`
}

type decideInput struct {
	ID   uuid.UUID `path:"id"`
	Body struct {
		Items []GapWish `json:"items" minItems:"1" maxItems:"20"`
		Seen  []GapBar  `json:"seen" maxItems:"100" doc:"as last read; written by others since is a conflict"`
	}
}

type draftInput struct {
	ID   uuid.UUID `path:"id"`
	Body struct {
		Seen []GapBar `json:"seen" maxItems:"100" doc:"as last read; written by others since is a conflict"`
	}
}

func needRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "gaps-procedures", Method: http.MethodGet, Path: "/gaps/procedures", Permission: access.GapsRead,
		Summary: "Procedures by what they need and in how many communes nobody or one person can do them",
	}, func(ctx context.Context, in *proceduresInput) (*web.Body[GapProcedures], error) {
		found, next, fields, err := svc.Procedures(ctx, ProcedureFilter{
			Q: in.Q, Field: in.Field, Origin: in.Origin, After: in.After, Limit: in.Limit,
		})
		if err != nil {
			return nil, err
		}
		return &web.Body[GapProcedures]{Body: proceduresBody(found, next, fields)}, nil
	})

	web.Handle(s, web.Route{
		ID: "gaps-procedure", Method: http.MethodGet, Path: "/gaps/procedures/{id}", Permission: access.GapsRead,
		Summary: "What a procedure needs of those who handle it, who decided it, and what the posts of its steps require",
	}, func(ctx context.Context, in *procedureInput) (*web.Body[GapProcedureNeeds], error) {
		found, err := svc.Procedure(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		return &web.Body[GapProcedureNeeds]{Body: needsBody(found)}, nil
	})

	web.Handle(s, web.Route{
		ID: "gaps-procedure-reach", Method: http.MethodGet, Path: "/gaps/procedures/{id}/reach", Permission: access.GapsRead,
		Summary: "How many people of each commune can do a procedure today, and if it needed something else",
	}, func(ctx context.Context, in *reachInput) (*web.Body[GapReach], error) {
		bars, err := in.bars()
		if err != nil {
			return nil, err
		}
		found, err := svc.Reach(ctx, in.ID, bars)
		if err != nil {
			return nil, err
		}
		return &web.Body[GapReach]{Body: reachBody(found)}, nil
	})

	web.Handle(s, web.Route{
		ID: "gaps-procedure-put", Method: http.MethodPut, Path: "/gaps/procedures/{id}", Permission: access.GapsProcedures, Status: http.StatusNoContent,
		Summary: "Decide what a procedure needs of those who handle it",
	}, func(ctx context.Context, in *decideInput) (*web.Empty, error) {
		wishes := make([]Wish, 0, len(in.Body.Items))
		for _, w := range in.Body.Items {
			wishes = append(wishes, Wish{Bar: Bar(w.GapBar), Confirmed: w.Confirmed})
		}
		return &web.Empty{}, svc.DecideNeeds(ctx, in.ID, wishes, barsIn(in.Body.Seen))
	})

	web.Handle(s, web.Route{
		ID: "gaps-procedure-draft", Method: http.MethodPost, Path: "/gaps/procedures/{id}/draft", Permission: access.GapsProcedures, Status: http.StatusNoContent,
		Summary: "Forget what was decided of a procedure and draft it anew from the posts of its steps",
	}, func(ctx context.Context, in *draftInput) (*web.Empty, error) {
		return &web.Empty{}, svc.DraftNeeds(ctx, in.ID, barsIn(in.Body.Seen))
	})
}

func barsIn(body []GapBar) []Bar {
	bars := make([]Bar, 0, len(body))
	for _, b := range body {
		bars = append(bars, Bar(b))
	}
	return bars
}
