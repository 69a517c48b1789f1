package competency

import (
	"cmp"
	"context"
	"net/http"
	"slices"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/web"
)

type sourcesInput struct {
	web.Paging

	Kind string `query:"kind" enum:"course,lesson,quiz,class" doc:"absent: courses, tests and classes"`
}

// SourcePath names a source that has criteria.
type SourcePath struct {
	Kind string    `path:"kind" enum:"course,quiz,class"`
	ID   uuid.UUID `path:"id"`
}

func (in SourcePath) source() Source {
	return Source(in)
}

type draftInput struct {
	SourcePath

	Body Set
}

type publishInput struct {
	SourcePath

	Body CriteriaPublish
}

type simulateInput struct {
	SourcePath

	After string `query:"after" maxLength:"1024" doc:"next of the previous step"`
}

type affectedInput struct {
	SourcePath

	Competency uuid.UUID `query:"competency" required:"true"`
	Level      int16     `query:"level" required:"true" minimum:"1" maximum:"5"`
	Gain       bool      `query:"gain" doc:"who would gain the level; else who would lose it"`
	After      string    `query:"after" maxLength:"1024"`
	Limit      int       `query:"limit" minimum:"0" maximum:"200"`
}

// CriteriaRoutes serves what finishing something proves.
func CriteriaRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "criteria-sources", Method: http.MethodGet, Path: "/competency/criteria", Permission: access.CriteriaRead,
		Summary: "What can be finished, with what it proves at most",
	}, func(ctx context.Context, in *sourcesInput) (*web.Body[web.List[CriteriaSource]], error) {
		found, names, next, err := svc.Sources(ctx, SourceFilter{Kind: in.Kind, Q: in.Q, After: in.After, Limit: in.Limit})
		if err != nil {
			return nil, err
		}
		items := make([]CriteriaSource, 0, len(found))
		for _, l := range found {
			items = append(items, sourceBody(l, names))
		}
		return &web.Body[web.List[CriteriaSource]]{Body: web.List[CriteriaSource]{Items: items, Next: next}}, nil
	})

	web.Handle(s, web.Route{
		ID: "criteria-detail", Method: http.MethodGet, Path: "/competency/criteria/{kind}/{id}", Permission: access.CriteriaRead,
		Summary: "The criteria of one source: in force, drafted and before",
	}, func(ctx context.Context, in *SourcePath) (*web.Body[CriteriaDetail], error) {
		j, err := svc.Criteria(ctx, in.source())
		if err != nil {
			return nil, err
		}
		return &web.Body[CriteriaDetail]{Body: criteriaBody(j)}, nil
	})

	web.Handle(s, web.Route{
		ID: "criteria-draft", Method: http.MethodPut, Path: "/competency/criteria/{kind}/{id}/draft", Permission: access.CriteriaEdit,
		Summary: "Write the draft; a set that makes no sense is refused at its nodes", MaxBody: 256 << 10,
	}, func(ctx context.Context, in *draftInput) (*web.Empty, error) {
		return &web.Empty{}, svc.WriteDraft(ctx, in.source(), in.Body)
	})

	web.Handle(s, web.Route{
		ID: "criteria-drop", Method: http.MethodPost, Path: "/competency/criteria/{kind}/{id}/drop", Permission: access.CriteriaEdit,
		Summary: "Give the draft up; it is kept as outdated",
	}, func(ctx context.Context, in *SourcePath) (*web.Empty, error) {
		return &web.Empty{}, svc.DropDraft(ctx, in.source())
	})

	web.Handle(s, web.Route{
		ID: "criteria-publish", Method: http.MethodPost, Path: "/competency/criteria/{kind}/{id}/publish", Permission: access.CriteriaEdit,
		Summary: "Put the draft into force from the next result on",
	}, func(ctx context.Context, in *publishInput) (*web.Empty, error) {
		return &web.Empty{}, svc.Publish(ctx, in.source(), in.Body.Version)
	})

	web.Handle(s, web.Route{
		ID: "criteria-retire", Method: http.MethodPost, Path: "/competency/criteria/{kind}/{id}/retire", Permission: access.CriteriaEdit,
		Summary: "Take the published criteria out of force; the source's claims hold again",
	}, func(ctx context.Context, in *SourcePath) (*web.Empty, error) {
		return &web.Empty{}, svc.Retire(ctx, in.source())
	})

	simulations(s, svc)
}

func simulations(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "criteria-simulate", Method: http.MethodGet, Path: "/competency/criteria/{kind}/{id}/simulation", Permission: access.CriteriaEdit,
		Summary: "Try the draft on past results, one step of people at a time",
	}, func(ctx context.Context, in *simulateInput) (*web.Body[CriteriaSimulation], error) {
		out, names, err := svc.SimulateNamed(ctx, in.source(), in.After)
		if err != nil {
			return nil, err
		}
		b := CriteriaSimulation{People: out.People, Total: out.Total, Next: out.Next, Shifts: make([]CriteriaShift, 0, len(out.Counts))}
		for shift, people := range out.Counts {
			b.Shifts = append(b.Shifts, CriteriaShift{
				Competency: BodyOf(names[shift.CompetencyID]), Level: shift.Level, Gain: shift.Gain, People: people,
			})
		}
		slices.SortFunc(b.Shifts, func(x, y CriteriaShift) int {
			return cmp.Or(cmp.Compare(x.Competency.Code, y.Competency.Code), cmp.Compare(x.Level, y.Level))
		})
		return &web.Body[CriteriaSimulation]{Body: b}, nil
	})

	web.Handle(s, web.Route{
		ID: "criteria-affected", Method: http.MethodGet, Path: "/competency/criteria/{kind}/{id}/simulation/people", Permission: access.CriteriaEdit,
		Summary: "The people behind one count of the simulation",
	}, func(ctx context.Context, in *affectedInput) (*web.Body[web.List[CriteriaPerson]], error) {
		shift := Shift{CompetencyID: in.Competency, Level: in.Level, Gain: in.Gain}
		found, people, next, err := svc.Affected(ctx, in.source(), shift, in.After, in.Limit)
		if err != nil {
			return nil, err
		}
		items := make([]CriteriaPerson, 0, len(found))
		for _, m := range found {
			p := people[m.StaffID]
			items = append(items, CriteriaPerson{ID: m.StaffID, Code: p.Code, FullName: p.FullName, Unit: p.Unit, From: m.From, To: m.To})
		}
		return &web.Body[web.List[CriteriaPerson]]{Body: web.List[CriteriaPerson]{Items: items, Next: next}}, nil
	})
}
