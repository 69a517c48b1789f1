package rights

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"
	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/page"
	"camtay/app/web"
)

// RightsReading is that someone looked at the reader's record on one day.
type RightsReading struct {
	Day          clock.Day                   `json:"day" format:"date"`
	Last         time.Time                   `json:"last" doc:"the last time that day"`
	Times        int                         `json:"times"`
	Deed         string                      `json:"deed" doc:"what was looked at, such as evidence.read"`
	Reader       string                      `json:"reader"`
	PositionVI   string                      `json:"position_vi" doc:"of the reader that day; empty when none is known"`
	PositionEN   string                      `json:"position_en"`
	Unit         string                      `json:"unit"`
	Competencies []competency.CompetencyBody `json:"competencies" doc:"those looked at; empty when it was the record as a whole"`
}

// RightsHolding is how much a room holds about the reader.
type RightsHolding struct {
	Room string `json:"room"`
	Rows int    `json:"rows"`
}

// RightsNotice says where to complain, how soon one is answered and how long
// things are kept.
type RightsNotice struct {
	ResponseDays int       `json:"response_days" minimum:"1" maximum:"30" doc:"working days until the first answer"`
	Contact      string    `json:"contact" maxLength:"500"`
	Keeping      string    `json:"keeping" maxLength:"2000"`
	UpdatedAt    time.Time `json:"updated_at" readOnly:"true"`
	CanEdit      bool      `json:"can_edit" readOnly:"true"`
}

// RightsNewNotice changes the notice.
type RightsNewNotice struct {
	ResponseDays int    `json:"response_days" minimum:"1" maximum:"30"`
	Contact      string `json:"contact" maxLength:"500"`
	Keeping      string `json:"keeping" maxLength:"2000"`
}

type readingsInput struct {
	After string `query:"after" maxLength:"1024"`
	Limit int    `query:"limit" minimum:"0" maximum:"200"`
}

type exportInput struct {
	Locale string `query:"locale" enum:"vi,en" default:"vi" doc:"language of the readable parts"`
}

type noticeInput struct {
	Body RightsNewNotice
}

// Routes serves people what is held about them.
func Routes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "rights-readings", Method: http.MethodGet, Path: "/rights/readings", Permission: access.RightsSelf,
		Summary: "Who looked at my competency record, a line a day, the latest first",
	}, svc.readingsPage)
	web.Handle(s, web.Route{
		ID: "rights-holdings", Method: http.MethodGet, Path: "/rights/holdings", Permission: access.RightsSelf,
		Summary: "How much is held about me, by room",
	}, func(ctx context.Context, _ *web.Empty) (*web.Body[web.List[RightsHolding]], error) {
		found, err := svc.Holdings(ctx)
		if err != nil {
			return nil, err
		}
		items := make([]RightsHolding, 0, len(found))
		for _, h := range found {
			items = append(items, RightsHolding(h))
		}
		return &web.Body[web.List[RightsHolding]]{Body: web.List[RightsHolding]{Items: items}}, nil
	})
	web.Handle(s, web.Route{
		ID: "rights-export", Method: http.MethodGet, Path: "/rights/export", Permission: access.RightsSelf,
		Summary: "Everything held about me as a ZIP archive; taking it is logged",
	}, svc.export)
	web.Handle(s, web.Route{
		ID: "rights-notice", Method: http.MethodGet, Path: "/rights/notice", Permission: access.RightsSelf,
		Summary: "Where to complain, how soon one is answered, how long things are kept",
	}, func(ctx context.Context, _ *web.Empty) (*web.Body[RightsNotice], error) {
		n, edits, err := svc.Notice(ctx)
		return noticeBody(n, edits, err)
	})
	web.Handle(s, web.Route{
		ID: "rights-notice-set", Method: http.MethodPut, Path: "/rights/notice", Permission: access.RightsEdit,
		Summary: "Change where to complain, how soon one is answered, how long things are kept",
	}, func(ctx context.Context, in *noticeInput) (*web.Body[RightsNotice], error) {
		n, err := svc.SetNotice(ctx, Notice{ResponseDays: in.Body.ResponseDays, Contact: in.Body.Contact, Keeping: in.Body.Keeping})
		return noticeBody(n, true, err)
	})
}

func (s *Service) readingsPage(ctx context.Context, in *readingsInput) (*web.Body[web.List[RightsReading]], error) {
	after, err := page.Parse(in.After, readingKeys)
	if err != nil {
		return nil, err
	}
	limit := page.Limit(in.Limit)
	found, byID, err := s.Readings(ctx, after, limit)
	if err != nil {
		return nil, err
	}
	found, next := page.Cut(found, limit, func(r Reading) string {
		return page.Cursor(r.Last.UTC().Format(time.RFC3339Nano), r.AccountID.String(), r.Deed)
	})
	items := make([]RightsReading, 0, len(found))
	for _, r := range found {
		items = append(items, RightsReading{
			Day: r.Day, Last: r.Last, Times: r.Times, Deed: r.Deed, Reader: r.Reader,
			PositionVI: r.PositionVI, PositionEN: r.PositionEN, Unit: r.Unit, Competencies: bodiesOf(r.CompetencyIDs, byID),
		})
	}
	return &web.Body[web.List[RightsReading]]{Body: web.List[RightsReading]{Items: items, Next: next}}, nil
}

func bodiesOf(ids []uuid.UUID, byID map[uuid.UUID]competency.Competency) []competency.CompetencyBody {
	bodies := make([]competency.CompetencyBody, 0, len(ids))
	for _, id := range ids {
		if c, known := byID[id]; known {
			bodies = append(bodies, competency.BodyOf(c))
		}
	}
	return bodies
}

// export sends the archive from its file; whoever sends the answer closes it.
func (s *Service) export(ctx context.Context, in *exportInput) (*huma.StreamResponse, error) {
	archive, err := s.Export(ctx, in.Locale)
	if err != nil {
		return nil, err
	}
	return &huma.StreamResponse{Body: func(hctx huma.Context) {
		hctx.SetStatus(http.StatusOK)
		hctx.SetHeader("Content-Type", "application/zip")
		hctx.SetHeader("Content-Disposition", fmt.Sprintf("attachment; filename=%q", archive.Name))
		hctx.SetHeader("Cache-Control", "no-store")
		humafiber.UnwrapV2(hctx).Context().SetBodyStream(archive, int(archive.Size))
	}}, nil
}

func noticeBody(n Notice, edits bool, err error) (*web.Body[RightsNotice], error) {
	if err != nil {
		return nil, err
	}
	return &web.Body[RightsNotice]{Body: RightsNotice{
		ResponseDays: n.ResponseDays, Contact: n.Contact, Keeping: n.Keeping, UpdatedAt: n.UpdatedAt, CanEdit: edits,
	}}, nil
}
