package gaps

import (
	"context"
	"net/http"
	"net/url"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/web"
)

type heatSheetInput struct {
	Position uuid.UUID `query:"position"`
	Critical bool      `query:"critical"`
	Locale   string    `query:"locale" enum:"vi,en" default:"vi"`
}

type heatSheetOutput struct {
	ContentType        string `header:"Content-Type"`
	ContentDisposition string `header:"Content-Disposition"`
	CacheControl       string `header:"Cache-Control"`
	Body               []byte
}

func sheetRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "gaps-heatmap-workbook", Method: http.MethodGet, Path: "/gaps/heatmap.xlsx", Permission: access.GapsRead,
		Summary: "The heat map as a workbook: who needs and who shows, a row a commune",
	}, func(ctx context.Context, in *heatSheetInput) (*heatSheetOutput, error) {
		name, file, err := svc.HeatWorkbook(ctx, HeatFilter{PositionID: in.Position, CriticalOnly: in.Critical}, in.Locale)
		if err != nil {
			return nil, err
		}
		return &heatSheetOutput{
			ContentType:        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
			ContentDisposition: "attachment; filename=\"heatmap.xlsx\"; filename*=UTF-8''" + url.PathEscape(name),
			CacheControl:       "no-store",
			Body:               file,
		}, nil
	})
}
