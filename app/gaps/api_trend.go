package gaps

import (
	"context"
	"net/http"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/web"
)

// GapTrendPoint is one day of a trend.
type GapTrendPoint struct {
	Day      clock.Day `json:"day"`
	Computed bool      `json:"computed" doc:"counted afterwards, from what the ledger says of that day"`
	Required int       `json:"required"`
	Met      int       `json:"met"`
	People   int       `json:"people"`
}

// GapTrend is how numbers moved: the last day counted of each month.
type GapTrend struct {
	Points []GapTrendPoint `json:"points"`
}

type trendInput struct {
	Unit       uuid.UUID `query:"unit" doc:"one commune; all in scope without it"`
	Competency uuid.UUID `query:"competency"`
}

func trendRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "gaps-trend", Method: http.MethodGet, Path: "/gaps/trend", Permission: access.GapsRead,
		Summary: "Gaps by month, of a commune or all, of a competency or all",
	}, func(ctx context.Context, in *trendInput) (*web.Body[GapTrend], error) {
		found, err := svc.Trend(ctx, TrendFilter{UnitID: in.Unit, CompetencyID: in.Competency})
		if err != nil {
			return nil, err
		}
		body := GapTrend{Points: make([]GapTrendPoint, 0, len(found))}
		for _, p := range found {
			body.Points = append(body.Points, GapTrendPoint(p))
		}
		return &web.Body[GapTrend]{Body: body}, nil
	})
}
