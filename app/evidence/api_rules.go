package evidence

import (
	"context"
	"net/http"
	"time"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/web"
)

// EvidenceRuleSet is one version of the rules of evidence.
type EvidenceRuleSet struct {
	Reach   string           `json:"reach" enum:"new,all" doc:"whether it judges evidence written before it"`
	Note    string           `json:"note" maxLength:"2000" doc:"why, for those who read the history"`
	Kinds   []EvidenceRule   `json:"kinds" minItems:"9" maxItems:"9" nullable:"false"`
	Limits  []EvidenceLimit  `json:"limits" maxItems:"200" nullable:"false"`
	Demands []EvidenceDemand `json:"demands" maxItems:"100" nullable:"false"`
}

// EvidenceRule is what a kind of evidence can show.
type EvidenceRule struct {
	Kind        string `json:"kind" enum:"self,completion,attendance,test,coaching,prior,simulator,appraisal,observation"`
	MaxLevel    int16  `json:"max_level" minimum:"0" maximum:"5"`
	ValidMonths int    `json:"valid_months" minimum:"0" maximum:"600" doc:"0 never lapses"`
	Strength    int    `json:"strength" minimum:"0" maximum:"10000" doc:"basis points"`
	WarnDays    int    `json:"warn_days" minimum:"0" maximum:"365" doc:"days before a lapse on which the person is told"`
}

// EvidenceLimit is a limit of its own where codes of competencies begin with scope.
type EvidenceLimit struct {
	Scope       string `json:"scope" minLength:"1" maxLength:"32"`
	Kind        string `json:"kind" enum:"completion,attendance,test,coaching,prior,simulator,appraisal,observation"`
	MaxLevel    int16  `json:"max_level" minimum:"0" maximum:"5"`
	ValidMonths int    `json:"valid_months" minimum:"0" maximum:"600"`
}

// EvidenceDemand asks for one of some kinds from a level on.
type EvidenceDemand struct {
	Scope string   `json:"scope" maxLength:"32" doc:"empty: all competencies"`
	From  int16    `json:"from" minimum:"1" maximum:"5"`
	Kinds []string `json:"kinds" minItems:"1" maxItems:"8" nullable:"false"`
	Lower int16    `json:"lower" minimum:"0" maximum:"4" doc:"how many levels less it may show"`
}

// EvidenceVersion is a version with where it stands.
type EvidenceVersion struct {
	EvidenceRuleSet

	Version     int        `json:"version"`
	State       string     `json:"state" enum:"draft,applying,in_force,outdated,cancelling,cancelled"`
	PublishedAt *time.Time `json:"published_at,omitempty"`
}

// EvidenceRun is a pass over everyone's levels.
type EvidenceRun struct {
	ID         uuid.UUID  `json:"id"`
	Kind       string     `json:"kind" enum:"preview,apply"`
	State      string     `json:"state" enum:"running,cancelling,done,cancelled"`
	Of         string     `json:"of" enum:"rules,change,change_end" doc:"a version of the rules, a change, or a change taken out of force"`
	Version    int        `json:"version,omitempty" doc:"of the rules"`
	Title      string     `json:"title,omitempty" doc:"of the change; absent in a preview"`
	People     int        `json:"people" doc:"who have evidence"`
	Done       int        `json:"done"`
	Moved      int        `json:"moved" doc:"people with a level that moves"`
	LevelsUp   int        `json:"levels_up"`
	LevelsDown int        `json:"levels_down"`
	StartedAt  time.Time  `json:"started_at"`
	EndedAt    *time.Time `json:"ended_at,omitempty"`
}

// EvidenceMovedPerson is someone whose levels a preview found to move.
type EvidenceMovedPerson struct {
	StaffID uuid.UUID      `json:"staff_id"`
	Name    string         `json:"name"`
	Unit    string         `json:"unit"`
	Moves   []EvidenceMove `json:"moves"`
}

// EvidenceMove is a level that would move.
type EvidenceMove struct {
	CompetencyID uuid.UUID `json:"competency_id"`
	From         int16     `json:"from"`
	To           int16     `json:"to"`
}

type ruleSetInput struct {
	Body EvidenceRuleSet
}

type runInput struct {
	ID uuid.UUID `path:"id"`
}

type movesInput struct {
	web.Paging

	ID uuid.UUID `path:"id"`
	Q  string    `query:"q" maxLength:"100"`
}

// ruleRoutes serves the rules and the runs that apply them.
func ruleRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "evidence-rules", Method: http.MethodGet, Path: "/evidence/rules", Permission: access.EvidenceRulesRead,
		Summary: "All versions of the rules of evidence, the latest first",
	}, func(ctx context.Context, _ *web.Empty) (*web.Body[web.List[EvidenceVersion]], error) {
		found, err := svc.Versions(ctx)
		if err != nil {
			return nil, err
		}
		items := make([]EvidenceVersion, 0, len(found))
		for _, v := range found {
			items = append(items, versionBody(v))
		}
		return &web.Body[web.List[EvidenceVersion]]{Body: web.List[EvidenceVersion]{Items: items}}, nil
	})
	web.Handle(s, web.Route{
		ID: "evidence-rules-draft", Method: http.MethodPut, Path: "/evidence/rules/draft", Permission: access.EvidenceRules,
		Summary: "Keep the draft of the next version",
	}, func(ctx context.Context, in *ruleSetInput) (*web.Empty, error) {
		_, err := svc.SaveDraft(ctx, setOf(in.Body), in.Body.Note)
		return &web.Empty{}, err
	})
	web.Handle(s, web.Route{
		ID: "evidence-rules-drop", Method: http.MethodDelete, Path: "/evidence/rules/draft", Permission: access.EvidenceRules,
		Summary: "Throw the draft away",
	}, func(ctx context.Context, _ *web.Empty) (*web.Empty, error) {
		return &web.Empty{}, svc.DropDraft(ctx)
	})
	web.Handle(s, web.Route{
		ID: "evidence-rules-preview", Method: http.MethodPost, Path: "/evidence/rules/draft/preview", Permission: access.EvidenceRules,
		Summary: "Begin to look at what the draft would move",
	}, ran(svc.PreviewDraft))
	web.Handle(s, web.Route{
		ID: "evidence-rules-publish", Method: http.MethodPost, Path: "/evidence/rules/draft/publish", Permission: access.EvidenceRules,
		Summary: "Bring the draft into force; levels are settled in the background",
	}, ran(svc.PublishDraft))
	runRoutes(s, svc)
}

func runRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "evidence-runs", Method: http.MethodGet, Path: "/evidence/runs", Permission: access.EvidenceRules,
		Summary: "The latest previews and applications",
	}, func(ctx context.Context, _ *web.Empty) (*web.Body[web.List[EvidenceRun]], error) {
		found, err := svc.Runs(ctx)
		if err != nil {
			return nil, err
		}
		items := make([]EvidenceRun, 0, len(found))
		for _, r := range found {
			items = append(items, runBody(r))
		}
		return &web.Body[web.List[EvidenceRun]]{Body: web.List[EvidenceRun]{Items: items}}, nil
	})
	web.Handle(s, web.Route{
		ID: "evidence-run", Method: http.MethodGet, Path: "/evidence/runs/{id}", Permission: access.EvidenceRules,
		Summary: "How far a run has come",
	}, func(ctx context.Context, in *runInput) (*web.Body[EvidenceRun], error) {
		r, err := svc.FindRun(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		return &web.Body[EvidenceRun]{Body: runBody(r)}, nil
	})
	web.Handle(s, web.Route{
		ID: "evidence-run-cancel", Method: http.MethodPost, Path: "/evidence/runs/{id}/cancel", Permission: access.EvidenceRules,
		Summary: "Stop a run; what it settled goes back",
	}, func(ctx context.Context, in *runInput) (*web.Empty, error) {
		return &web.Empty{}, svc.CancelRun(ctx, in.ID)
	})
	web.Handle(s, web.Route{
		ID: "evidence-run-moves", Method: http.MethodGet, Path: "/evidence/runs/{id}/moves", Permission: access.EvidenceRules,
		Summary: "The people whose levels a preview found to move",
	}, func(ctx context.Context, in *movesInput) (*web.Body[web.List[EvidenceMovedPerson]], error) {
		found, next, err := svc.Moves(ctx, MovesFilter{Run: in.ID, Q: in.Q, After: in.After, Limit: in.Limit})
		if err != nil {
			return nil, err
		}
		return &web.Body[web.List[EvidenceMovedPerson]]{Body: web.List[EvidenceMovedPerson]{Items: movedBodies(found), Next: next}}, nil
	})
}

// ran answers with the run that a deed without input began.
func ran(deed func(context.Context) (Run, error)) func(context.Context, *web.Empty) (*web.Body[EvidenceRun], error) {
	return func(ctx context.Context, _ *web.Empty) (*web.Body[EvidenceRun], error) {
		return began(deed(ctx))
	}
}

func runBody(r Run) EvidenceRun {
	return EvidenceRun{
		ID: r.ID, Kind: r.Kind, State: r.State, Of: r.Of.What, Version: r.Of.Version, Title: r.Of.Title, People: r.People, Done: r.Done, Moved: r.Moved,
		LevelsUp: r.LevelsUp, LevelsDown: r.LevelsDown, StartedAt: r.StartedAt, EndedAt: r.EndedAt,
	}
}

func movedBodies(found []MovedPerson) []EvidenceMovedPerson {
	items := make([]EvidenceMovedPerson, 0, len(found))
	for _, p := range found {
		moves := make([]EvidenceMove, 0, len(p.Moves))
		for _, m := range p.Moves {
			moves = append(moves, EvidenceMove(m))
		}
		items = append(items, EvidenceMovedPerson{StaffID: p.StaffID, Name: p.FullName, Unit: p.UnitName, Moves: moves})
	}
	return items
}

func setOf(body EvidenceRuleSet) RuleSet {
	set := RuleSet{Reach: body.Reach, Kinds: map[string]Rule{}}
	for _, k := range body.Kinds {
		set.Kinds[k.Kind] = Rule{MaxLevel: k.MaxLevel, ValidMonths: k.ValidMonths, Strength: k.Strength, WarnDays: k.WarnDays}
	}
	for _, l := range body.Limits {
		set.Limits = append(set.Limits, Limit(l))
	}
	for _, d := range body.Demands {
		set.Demands = append(set.Demands, Demand(d))
	}
	return set
}

func versionBody(v Version) EvidenceVersion {
	body := EvidenceVersion{
		EvidenceRuleSet: EvidenceRuleSet{
			Reach: v.Reach, Note: v.Note, Kinds: make([]EvidenceRule, 0, len(v.Kinds)),
			Limits: make([]EvidenceLimit, 0, len(v.Limits)), Demands: make([]EvidenceDemand, 0, len(v.Demands)),
		},
		Version: v.Version, State: stateOf(v), PublishedAt: v.PublishedAt,
	}
	for _, kind := range Kinds() {
		r := v.Kinds[kind]
		body.Kinds = append(body.Kinds, EvidenceRule{
			Kind: kind, MaxLevel: r.MaxLevel, ValidMonths: r.ValidMonths, Strength: r.Strength, WarnDays: r.WarnDays,
		})
	}
	for _, l := range v.Limits {
		body.Limits = append(body.Limits, EvidenceLimit(l))
	}
	for _, d := range v.Demands {
		body.Demands = append(body.Demands, EvidenceDemand(d))
	}
	return body
}

func stateOf(v Version) string {
	switch {
	case v.Draft:
		return "draft"
	case v.Line.State == BookInForce && !v.InForce:
		return "outdated"
	}
	return v.Line.State
}
