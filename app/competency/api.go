package competency

import (
	"context"
	"net/http"

	"github.com/google/uuid"

	"camtay/app/access"
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
	TextEN string `json:"text_en,omitempty"`
}

// IndicatorBodies are described levels as clients see them.
func IndicatorBodies(found []Indicator) []CompetencyIndicator {
	out := make([]CompetencyIndicator, 0, len(found))
	for _, i := range found {
		out = append(out, CompetencyIndicator{Level: i.Level, TextVI: i.TextVI, TextEN: i.TextEN})
	}
	return out
}

type searchInput struct {
	Q string `query:"q" maxLength:"200" doc:"search text; marks and case do not matter"`
}

type idInput struct {
	ID uuid.UUID `path:"id"`
}

// Routes serves the framework, its versions, and who requires what.
func Routes(s *web.Server, svc *Service) {
	routeCompetencies(s, svc)
	routeVersions(s, svc)
	routeDraft(s, svc)
	routeExchange(s, svc)
	routeRequirements(s, svc)
	routeLocal(s, svc)
}

func routeCompetencies(s *web.Server, svc *Service) {
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
}
