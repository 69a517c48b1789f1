package competency

import (
	"context"
	"net/http"
	"time"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/web"
)

// FrameworkVersion is a version of the framework without its content.
type FrameworkVersion struct {
	ID          uuid.UUID  `json:"id"`
	Number      int        `json:"number"`
	State       string     `json:"state" enum:"draft,published,outdated"`
	Note        string     `json:"note"`
	CreatedAt   time.Time  `json:"created_at"`
	PublishedAt *time.Time `json:"published_at,omitempty"`
	OutdatedAt  *time.Time `json:"outdated_at,omitempty"`
	UpdatedAt   time.Time  `json:"updated_at"`
}

// FrameworkContent is a version with all it says.
type FrameworkContent struct {
	FrameworkVersion

	Competencies []FrameworkCompetency `json:"competencies" doc:"in the framework's order, archived ones too"`
	Maps         []FrameworkMap        `json:"maps"`
	Faults       []FrameworkFault      `json:"faults" doc:"what keeps a draft from being published"`
	MayEdit      bool                  `json:"may_edit"`
}

// FrameworkCompetency is a competency as one version has it.
type FrameworkCompetency struct {
	ID            uuid.UUID `json:"id"`
	Code          string    `json:"code"`
	NameVI        string    `json:"name_vi"`
	NameEN        string    `json:"name_en"`
	GroupVI       string    `json:"group_vi"`
	DescriptionVI string    `json:"description_vi"`
	Archived      bool      `json:"archived"`
	LevelsVI      []string  `json:"levels_vi" doc:"levels 1 to 5"`
	LevelsEN      []string  `json:"levels_en"`
}

// FrameworkMap says that an archived competency goes on as another one.
type FrameworkMap struct {
	FromID    uuid.UUID `json:"from_id"`
	ToID      uuid.UUID `json:"to_id"`
	Carries   bool      `json:"carries" doc:"evidence counts there too"`
	MostLevel int16     `json:"most_level" minimum:"1" maximum:"5"`
}

// FrameworkFault is what keeps a draft from being published.
type FrameworkFault struct {
	CompetencyID uuid.UUID      `json:"competency_id"`
	Code         string         `json:"code"`
	Field        string         `json:"field"`
	Key          string         `json:"key"`
	Args         map[string]any `json:"args,omitempty"`
}

// FrameworkDiff is what differs between two versions.
type FrameworkDiff struct {
	Before FrameworkVersion      `json:"before"`
	After  FrameworkVersion      `json:"after"`
	Items  []FrameworkDifference `json:"items"`
}

// FrameworkDifference is how one competency differs.
type FrameworkDifference struct {
	CompetencyID uuid.UUID              `json:"competency_id"`
	Code         string                 `json:"code"`
	NameVI       string                 `json:"name_vi"`
	NameEN       string                 `json:"name_en"`
	GroupVI      string                 `json:"group_vi"`
	Kind         string                 `json:"kind" enum:"added,archived,restored,changed"`
	Fields       []FrameworkFieldChange `json:"fields"`
}

// FrameworkFieldChange is a changed text in runs of words.
type FrameworkFieldChange struct {
	Field string          `json:"field"`
	Parts []FrameworkPart `json:"parts"`
}

// FrameworkPart is a run of words that both texts have or one has alone.
type FrameworkPart struct {
	Op   string `json:"op" enum:"=,-,+"`
	Text string `json:"text"`
}

type diffInput struct {
	From uuid.UUID `query:"from" required:"true"`
	To   uuid.UUID `query:"to" required:"true"`
}

func routeVersions(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "competency-framework", Method: http.MethodGet, Path: "/competency/framework", Permission: access.CompetencyRead,
		Summary: "The framework in force with all it says",
	}, func(ctx context.Context, _ *web.Empty) (*web.Body[FrameworkContent], error) {
		return held(ctx, svc)(svc.Published(ctx))
	})
	web.Handle(s, web.Route{
		ID: "competency-versions", Method: http.MethodGet, Path: "/competency/versions", Permission: access.CompetencyRead,
		Summary: "Versions of the framework, the latest first; drafts for those who edit",
	}, func(ctx context.Context, in *web.Paging) (*web.Body[web.List[FrameworkVersion]], error) {
		found, next, err := svc.Versions(ctx, in.After, in.Limit)
		if err != nil {
			return nil, err
		}
		items := make([]FrameworkVersion, 0, len(found))
		for _, v := range found {
			items = append(items, versionBody(v))
		}
		return &web.Body[web.List[FrameworkVersion]]{Body: web.List[FrameworkVersion]{Items: items, Next: next}}, nil
	})
	web.Handle(s, web.Route{
		ID: "competency-version", Method: http.MethodGet, Path: "/competency/versions/{id}", Permission: access.CompetencyRead,
		Summary: "One version of the framework with all it says",
	}, func(ctx context.Context, in *idInput) (*web.Body[FrameworkContent], error) {
		return held(ctx, svc)(svc.Version(ctx, in.ID))
	})
	web.Handle(s, web.Route{
		ID: "competency-diff", Method: http.MethodGet, Path: "/competency/diff", Permission: access.CompetencyRead,
		Summary: "What differs between two versions, word by word",
	}, func(ctx context.Context, in *diffInput) (*web.Body[FrameworkDiff], error) {
		before, after, differences, err := svc.Compare(ctx, in.From, in.To)
		if err != nil {
			return nil, err
		}
		return &web.Body[FrameworkDiff]{Body: FrameworkDiff{
			Before: versionBody(before), After: versionBody(after), Items: differenceBodies(differences),
		}}, nil
	})
}

// held answers with a version and whether the caller may edit the framework.
func held(ctx context.Context, svc *Service) func(Held, error) (*web.Body[FrameworkContent], error) {
	return func(h Held, err error) (*web.Body[FrameworkContent], error) {
		if err != nil {
			return nil, err
		}
		body := heldBody(h)
		body.MayEdit = svc.edits(ctx)
		return &web.Body[FrameworkContent]{Body: body}, nil
	}
}

func heldBody(h Held) FrameworkContent {
	body := FrameworkContent{
		FrameworkVersion: versionBody(h.Version),
		Competencies:     make([]FrameworkCompetency, 0, len(h.Contents)),
		Maps:             make([]FrameworkMap, 0, len(h.Maps)),
		Faults:           make([]FrameworkFault, 0, len(h.Faults)),
	}
	for _, c := range h.Contents {
		body.Competencies = append(body.Competencies, FrameworkCompetency{
			ID: c.CompetencyID, Code: c.Code, NameVI: c.NameVI, NameEN: c.NameEN, GroupVI: c.GroupVI, DescriptionVI: c.DescriptionVI,
			Archived: c.Archived, LevelsVI: c.IndicatorsVI, LevelsEN: c.IndicatorsEN,
		})
	}
	for _, m := range h.Maps {
		body.Maps = append(body.Maps, FrameworkMap{FromID: m.FromID, ToID: m.ToID, Carries: m.Carries, MostLevel: m.MostLevel})
	}
	for _, f := range h.Faults {
		body.Faults = append(body.Faults, FrameworkFault(f))
	}
	return body
}

func versionBody(v Edition) FrameworkVersion {
	return FrameworkVersion{
		ID: v.ID, Number: v.Number, State: v.State, Note: v.Note, CreatedAt: v.CreatedAt,
		PublishedAt: v.PublishedAt, OutdatedAt: v.OutdatedAt, UpdatedAt: v.UpdatedAt,
	}
}

func differenceBodies(differences []Difference) []FrameworkDifference {
	out := make([]FrameworkDifference, 0, len(differences))
	for _, d := range differences {
		shown := d.After
		if shown.Code == "" {
			shown = d.Before
		}
		body := FrameworkDifference{
			CompetencyID: d.CompetencyID, Code: shown.Code, NameVI: shown.NameVI, NameEN: shown.NameEN, GroupVI: shown.GroupVI,
			Kind: d.Kind, Fields: make([]FrameworkFieldChange, 0, len(d.Fields)),
		}
		for _, f := range d.Fields {
			change := FrameworkFieldChange{Field: f.Field, Parts: make([]FrameworkPart, 0, len(f.Parts))}
			for _, p := range f.Parts {
				change.Parts = append(change.Parts, FrameworkPart(p))
			}
			body.Fields = append(body.Fields, change)
		}
		out = append(out, body)
	}
	return out
}
