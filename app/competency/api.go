package competency

import (
	"context"
	"net/http"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/web"
)

// CompetencyBody is a competency as clients see it; rooms that name one use it.
type CompetencyBody struct {
	ID      uuid.UUID `json:"id"`
	Code    string    `json:"code"`
	NameVI  string    `json:"name_vi"`
	NameEN  string    `json:"name_en"`
	GroupVI string    `json:"group_vi"`
}

// BodyOf is the short form of a competency.
func BodyOf(c Competency) CompetencyBody {
	return CompetencyBody{ID: c.ID, Code: c.Code, NameVI: c.NameVI, NameEN: c.NameEN, GroupVI: c.GroupVI}
}

// CompetencyDetail is a competency with its described levels, from 1 up.
type CompetencyDetail struct {
	CompetencyBody

	DescriptionVI string                `json:"description_vi"`
	Levels        []CompetencyIndicator `json:"levels"`
}

// CompetencyIndicator says how a level shows in behaviour.
type CompetencyIndicator struct {
	Level  int16  `json:"level"`
	TextVI string `json:"text_vi"`
}

// IndicatorBodies are described levels as clients see them.
func IndicatorBodies(found []Indicator) []CompetencyIndicator {
	out := make([]CompetencyIndicator, 0, len(found))
	for _, i := range found {
		out = append(out, CompetencyIndicator{Level: i.Level, TextVI: i.TextVI})
	}
	return out
}

// RequirementBody is what a position requires of a competency today.
type RequirementBody struct {
	Competency CompetencyBody `json:"competency"`
	Level      int16          `json:"level"`
	Critical   bool           `json:"critical"`
	From       clock.Day      `json:"from" format:"date"`
}

// RequirementChange sets a requirement from today on.
type RequirementChange struct {
	PositionID   uuid.UUID `json:"position_id"`
	CompetencyID uuid.UUID `json:"competency_id"`
	Level        int16     `json:"level" minimum:"0" maximum:"5" doc:"0 removes the requirement"`
	Critical     bool      `json:"critical,omitempty"`
}

type searchInput struct {
	Q string `query:"q" maxLength:"200" doc:"search text; marks and case do not matter"`
}

type idInput struct {
	ID uuid.UUID `path:"id"`
}

type positionInput struct {
	Position uuid.UUID `query:"position" required:"true"`
}

type changeInput struct {
	Body RequirementChange
}

// Routes serves the framework.
func Routes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "competency-list", Method: http.MethodGet, Path: "/competency/competencies", Permission: access.CompetencyRead,
		Summary: "All competencies in force, or those matching a search",
	}, func(ctx context.Context, in *searchInput) (*web.Body[web.List[CompetencyBody]], error) {
		found, err := svc.List(ctx, in.Q)
		if err != nil {
			return nil, err
		}
		items := make([]CompetencyBody, 0, len(found))
		for _, c := range found {
			items = append(items, BodyOf(c))
		}
		return &web.Body[web.List[CompetencyBody]]{Body: web.List[CompetencyBody]{Items: items}}, nil
	})

	web.Handle(s, web.Route{
		ID: "competency-detail", Method: http.MethodGet, Path: "/competency/competencies/{id}", Permission: access.CompetencyRead,
		Summary: "One competency with its five levels",
	}, func(ctx context.Context, in *idInput) (*web.Body[CompetencyDetail], error) {
		c, indicators, err := svc.Detail(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		return &web.Body[CompetencyDetail]{Body: CompetencyDetail{
			CompetencyBody: BodyOf(c), DescriptionVI: c.DescriptionVI, Levels: IndicatorBodies(indicators),
		}}, nil
	})

	web.Handle(s, web.Route{
		ID: "competency-requirements", Method: http.MethodGet, Path: "/competency/requirements", Permission: access.CompetencyRead,
		Summary: "What a position requires today",
	}, func(ctx context.Context, in *positionInput) (*web.Body[web.List[RequirementBody]], error) {
		found, competencies, err := svc.Requirements(ctx, in.Position)
		if err != nil {
			return nil, err
		}
		items := make([]RequirementBody, 0, len(found))
		for _, r := range found {
			items = append(items, RequirementBody{
				Competency: BodyOf(competencies[r.CompetencyID]), Level: r.Level, Critical: r.Critical, From: r.From,
			})
		}
		return &web.Body[web.List[RequirementBody]]{Body: web.List[RequirementBody]{Items: items}}, nil
	})

	web.Handle(s, web.Route{
		ID: "competency-require", Method: http.MethodPut, Path: "/competency/requirements", Permission: access.CompetencyEdit,
		Summary: "Set or remove what a position requires, from today on",
	}, func(ctx context.Context, in *changeInput) (*web.Empty, error) {
		return &web.Empty{}, svc.Require(ctx, Change(in.Body))
	})
}
