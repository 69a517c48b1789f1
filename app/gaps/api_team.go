package gaps

import (
	"context"
	"net/http"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/competency"
	"camtay/app/web"
)

// GapMember is one person of a unit and how far they are.
type GapMember struct {
	Staff   GapStaff   `json:"staff"`
	Unit    GapUnit    `json:"unit"`
	Posts   string     `json:"posts" doc:"positions held, in Vietnamese"`
	Summary GapSummary `json:"summary"`
}

// GapShare is one competency in a unit.
type GapShare struct {
	Competency   competency.CompetencyBody `json:"competency"`
	Required     int                       `json:"required"`
	Met          int                       `json:"met"`
	CriticalGaps int                       `json:"critical_gaps" doc:"people whose gap is critical"`
}

// GapShares are a unit's competencies.
type GapShares struct {
	Items []GapShare `json:"items"`
}

type teamInput struct {
	web.Paging

	Unit     uuid.UUID `path:"unit"`
	Position uuid.UUID `query:"position" doc:"only people and requirements of this position"`
	Critical bool      `query:"critical" doc:"only requirements marked critical"`
}

type sharesInput struct {
	Unit     uuid.UUID `path:"unit"`
	Position uuid.UUID `query:"position"`
	Critical bool      `query:"critical"`
}

func teamRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "gaps-team", Method: http.MethodGet, Path: "/gaps/units/{unit}/people", Permission: access.GapsRead,
		Summary: "People of a unit and those below it, those who lack most first",
	}, func(ctx context.Context, in *teamInput) (*web.Body[web.List[GapMember]], error) {
		found, next, err := svc.Team(ctx, TeamFilter{PositionID: in.Position, CriticalOnly: in.Critical},
			PeopleFilter{UnitID: in.Unit, Q: in.Q, After: in.After, Limit: in.Limit})
		if err != nil {
			return nil, err
		}
		items := make([]GapMember, 0, len(found))
		for _, m := range found {
			items = append(items, GapMember{
				Staff: GapStaff{ID: m.StaffID, Code: m.Code, FullName: m.FullName}, Unit: GapUnit{ID: m.UnitID, Name: m.UnitName},
				Posts: m.Posts, Summary: GapSummary(m.Summary),
			})
		}
		return &web.Body[web.List[GapMember]]{Body: web.List[GapMember]{Items: items, Next: next}}, nil
	})

	web.Handle(s, web.Route{
		ID: "gaps-shares", Method: http.MethodGet, Path: "/gaps/units/{unit}/competencies", Permission: access.GapsRead,
		Summary: "What is required in a unit of any size: who needs and who shows it",
	}, func(ctx context.Context, in *sharesInput) (*web.Body[GapShares], error) {
		found, byID, err := svc.Shares(ctx, in.Unit, TeamFilter{PositionID: in.Position, CriticalOnly: in.Critical})
		if err != nil {
			return nil, err
		}
		items := make([]GapShare, 0, len(found))
		for _, share := range found {
			items = append(items, GapShare{
				Competency: competency.BodyOf(byID[share.CompetencyID]),
				Required:   share.Required, Met: share.Met, CriticalGaps: share.CriticalGaps,
			})
		}
		return &web.Body[GapShares]{Body: GapShares{Items: items}}, nil
	})
}
