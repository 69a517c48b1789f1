package competency

import (
	"context"
	"net/http"
	"time"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/web"
)

// DraftContent is the draft and what publishing it would do.
type DraftContent struct {
	FrameworkContent

	Differences []FrameworkDifference `json:"differences"`
	Moved       int                   `json:"moved" doc:"requirements that go to other competencies"`
	Ended       int                   `json:"ended" doc:"requirements that end without a successor"`
	Posts       int                   `json:"posts" doc:"posts held today whose requirements change"`
	Criteria    []DraftFollower       `json:"criteria" doc:"by title; what publishing does to them"`
}

// DraftFollower is a set of criteria that publishing the draft concerns.
type DraftFollower struct {
	Kind    string            `json:"kind" enum:"course,quiz,class"`
	ID      uuid.UUID         `json:"id"`
	Code    string            `json:"code"`
	TitleVI string            `json:"title_vi"`
	TitleEN string            `json:"title_en"`
	State   string            `json:"state" enum:"draft,published"`
	Version int               `json:"version"`
	Moves   []DraftSuccession `json:"moves" doc:"outcomes that go to other competencies; without any, only groups of questions are written anew"`
	Stays   []uuid.UUID       `json:"stays" doc:"competencies it names that leave and pass nothing on; in published criteria they keep the draft from being published"`
}

// DraftSuccession is an outcome with what takes its place.
type DraftSuccession struct {
	From DraftClaim   `json:"from"`
	To   []DraftClaim `json:"to"`
}

// DraftClaim is a competency at a level.
type DraftClaim struct {
	CompetencyID uuid.UUID `json:"competency_id"`
	Level        int16     `json:"level"`
}

// DraftCompetency is what a competency of the draft shall say.
type DraftCompetency struct {
	Code          string   `json:"code" minLength:"1" maxLength:"32"`
	NameVI        string   `json:"name_vi" maxLength:"300"`
	NameEN        string   `json:"name_en,omitempty" maxLength:"300"`
	GroupVI       string   `json:"group_vi" maxLength:"500"`
	DescriptionVI string   `json:"description_vi,omitempty" maxLength:"10000"`
	Archived      bool     `json:"archived,omitempty"`
	LevelsVI      []string `json:"levels_vi" minItems:"5" maxItems:"5"`
	LevelsEN      []string `json:"levels_en,omitempty" maxItems:"5"`
}

// DraftPlace is a competency in its group; the list gives the order.
type DraftPlace struct {
	ID      uuid.UUID `json:"id"`
	GroupVI string    `json:"group_vi" maxLength:"500"`
}

// DraftTarget is a competency that another one goes on as.
type DraftTarget struct {
	ToID      uuid.UUID `json:"to_id"`
	Carries   bool      `json:"carries"`
	MostLevel int16     `json:"most_level" minimum:"1" maximum:"5"`
}

// Made names what was made.
type Made struct {
	ID uuid.UUID `json:"id"`
}

type writeInput struct {
	ID   uuid.UUID `path:"id"`
	Body DraftCompetency
}

type addInput struct {
	Body DraftCompetency
}

type orderInput struct {
	Body struct {
		Order []DraftPlace `json:"order" maxItems:"5000"`
	}
}

type mapInput struct {
	ID   uuid.UUID `path:"id"`
	Body struct {
		To []DraftTarget `json:"to" maxItems:"50"`
	}
}

type enactInput struct {
	Body struct {
		Note      string    `json:"note" maxLength:"2000"`
		UpdatedAt time.Time `json:"updated_at" doc:"of the draft as it was read"`
	}
}

func routeDraft(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "competency-draft", Method: http.MethodGet, Path: "/competency/draft", Permission: access.CompetencyEdit,
		Summary: "The draft, what is wrong with it and what publishing it would do",
	}, func(ctx context.Context, _ *web.Empty) (*web.Body[DraftContent], error) {
		h, c, err := svc.Consequences(ctx)
		if err != nil {
			return nil, err
		}
		body := DraftContent{
			FrameworkContent: heldBody(h), Differences: differenceBodies(c.Differences), Moved: c.Moved, Ended: c.Ended, Posts: c.Posts,
			Criteria: followerBodies(h.Criteria),
		}
		body.MayEdit = true
		return &web.Body[DraftContent]{Body: body}, nil
	})
	web.Handle(s, web.Route{
		ID: "competency-draft-begin", Method: http.MethodPost, Path: "/competency/draft", Permission: access.CompetencyEdit,
		Summary: "Open a draft that says what is in force",
	}, func(ctx context.Context, _ *web.Empty) (*web.Empty, error) {
		return &web.Empty{}, svc.Begin(ctx)
	})
	web.Handle(s, web.Route{
		ID: "competency-draft-discard", Method: http.MethodDelete, Path: "/competency/draft", Permission: access.CompetencyEdit,
		Summary: "Drop the draft",
	}, func(ctx context.Context, _ *web.Empty) (*web.Empty, error) {
		return &web.Empty{}, svc.Discard(ctx)
	})
	web.Handle(s, web.Route{
		ID: "competency-draft-publish", Method: http.MethodPost, Path: "/competency/draft/publish", Permission: access.CompetencyEdit,
		Summary: "Bring the draft into force",
	}, func(ctx context.Context, in *enactInput) (*web.Empty, error) {
		return &web.Empty{}, svc.Enact(ctx, in.Body.Note, in.Body.UpdatedAt)
	})
	routeDraftContent(s, svc)
}

func routeDraftContent(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "competency-draft-add", Method: http.MethodPost, Path: "/competency/draft/competencies", Permission: access.CompetencyEdit,
		Summary: "Add a competency to the draft", Status: http.StatusCreated,
	}, func(ctx context.Context, in *addInput) (*web.Body[Made], error) {
		id, err := svc.Write(ctx, contentOf(uuid.Nil, in.Body))
		if err != nil {
			return nil, err
		}
		return &web.Body[Made]{Body: Made{ID: id}}, nil
	})
	web.Handle(s, web.Route{
		ID: "competency-draft-write", Method: http.MethodPut, Path: "/competency/draft/competencies/{id}", Permission: access.CompetencyEdit,
		Summary: "Change or archive a competency of the draft",
	}, func(ctx context.Context, in *writeInput) (*web.Empty, error) {
		_, err := svc.Write(ctx, contentOf(in.ID, in.Body))
		return &web.Empty{}, err
	})
	web.Handle(s, web.Route{
		ID: "competency-draft-remove", Method: http.MethodDelete, Path: "/competency/draft/competencies/{id}", Permission: access.CompetencyEdit,
		Summary: "Take a competency out of the draft that was never published",
	}, func(ctx context.Context, in *idInput) (*web.Empty, error) {
		return &web.Empty{}, svc.Remove(ctx, in.ID)
	})
	web.Handle(s, web.Route{
		ID: "competency-draft-order", Method: http.MethodPut, Path: "/competency/draft/order", Permission: access.CompetencyEdit,
		Summary: "Give all competencies of the draft their groups and their order",
	}, func(ctx context.Context, in *orderInput) (*web.Empty, error) {
		order := make([]Placed, 0, len(in.Body.Order))
		for _, p := range in.Body.Order {
			order = append(order, Placed{CompetencyID: p.ID, GroupVI: p.GroupVI})
		}
		return &web.Empty{}, svc.Arrange(ctx, order)
	})
	web.Handle(s, web.Route{
		ID: "competency-draft-map", Method: http.MethodPut, Path: "/competency/draft/maps/{id}", Permission: access.CompetencyEdit,
		Summary: "Say what an archived competency goes on as",
	}, func(ctx context.Context, in *mapInput) (*web.Empty, error) {
		to := make([]Mapping, 0, len(in.Body.To))
		for _, t := range in.Body.To {
			to = append(to, Mapping{ToID: t.ToID, Carries: t.Carries, MostLevel: t.MostLevel})
		}
		return &web.Empty{}, svc.Map(ctx, in.ID, to)
	})
}

func contentOf(id uuid.UUID, b DraftCompetency) Content {
	return Content{
		CompetencyID: id, Code: b.Code, NameVI: b.NameVI, NameEN: b.NameEN, GroupVI: b.GroupVI, DescriptionVI: b.DescriptionVI,
		Archived: b.Archived, IndicatorsVI: b.LevelsVI, IndicatorsEN: b.LevelsEN,
	}
}

func followerBodies(criteria []Follower) []DraftFollower {
	out := make([]DraftFollower, 0, len(criteria))
	for _, f := range criteria {
		body := DraftFollower{
			Kind: f.Was.Source.Kind, ID: f.Was.Source.ID, Code: f.Of.Code, TitleVI: f.Of.TitleVI, TitleEN: f.Of.TitleEN,
			State: f.Was.State, Version: f.Was.Version, Moves: make([]DraftSuccession, 0, len(f.Moves)), Stays: append([]uuid.UUID{}, f.Stays...),
		}
		for _, m := range f.Moves {
			move := DraftSuccession{From: DraftClaim(m.From), To: make([]DraftClaim, 0, len(m.To))}
			for _, to := range m.To {
				move.To = append(move.To, DraftClaim(to))
			}
			body.Moves = append(body.Moves, move)
		}
		out = append(out, body)
	}
	return out
}
