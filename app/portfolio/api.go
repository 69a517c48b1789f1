package portfolio

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/page"
	"camtay/app/web"
)

type itemInput struct {
	ID uuid.UUID `path:"id"`
}

type itemsInput struct {
	web.Paging

	State string `query:"state" enum:"idle,waiting,in_review,accepted,refused"`
}

type newInput struct {
	Body PortfolioNew
}

type writeInput struct {
	ID   uuid.UUID `path:"id"`
	Body PortfolioDraft
}

type deedInput struct {
	ID   uuid.UUID `path:"id"`
	Deed string    `path:"deed" enum:"submit,recall,reopen"`
}

type fileInput struct {
	ID   uuid.UUID `path:"id"`
	File uuid.UUID `path:"file"`
}

type attachForm struct {
	File huma.FormFile `form:"file" required:"true" doc:"PDF, PNG or JPEG, at most 5 MiB"`
}

type attachInput struct {
	ID      uuid.UUID `path:"id"`
	RawBody huma.MultipartFormFiles[attachForm]
}

// fileOutput hands a file out so that no browser runs or shows it in our name.
type fileOutput struct {
	ContentType        string `header:"Content-Type"`
	ContentDisposition string `header:"Content-Disposition"`
	ContentSecurity    string `header:"Content-Security-Policy"`
	ContentTypeOptions string `header:"X-Content-Type-Options"`
	CacheControl       string `header:"Cache-Control"`
	Body               []byte
}

// attachBody leaves room for the multipart envelope around a file of MaxFile.
const attachBody = MaxFile + 64<<10

// Routes serves what people learnt elsewhere, to them and to reviewers.
func Routes(s *web.Server, svc *Service) {
	ownRoutes(s, svc)
	fileRoutes(s, svc)
	reviewRoutes(s, svc)
}

func ownRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "portfolio-mine", Method: http.MethodGet, Path: "/portfolio/mine", Permission: access.PortfolioSelf,
		Summary: "My items, the latest first",
	}, func(ctx context.Context, in *itemsInput) (*web.Body[web.List[PortfolioItem]], error) {
		return pageOf(ctx, in, svc.Mine, func(v View) time.Time { return v.CreatedAt })
	})
	web.Handle(s, web.Route{
		ID: "portfolio-add", Method: http.MethodPost, Path: "/portfolio/mine", Permission: access.PortfolioSelf, Status: http.StatusCreated,
		Summary: "Begin an item",
	}, func(ctx context.Context, in *newInput) (*web.Body[PortfolioDetail], error) {
		item, claims := in.Body.item(in.Body.ID)
		return detailBody(svc.Add(ctx, item, claims))
	})
	web.Handle(s, web.Route{
		ID: "portfolio-item", Method: http.MethodGet, Path: "/portfolio/mine/{id}", Permission: access.PortfolioSelf,
		Summary: "One of my items",
	}, func(ctx context.Context, in *itemInput) (*web.Body[PortfolioDetail], error) {
		return detailBody(svc.MyItem(ctx, in.ID))
	})
	web.Handle(s, web.Route{
		ID: "portfolio-write", Method: http.MethodPut, Path: "/portfolio/mine/{id}", Permission: access.PortfolioSelf,
		Summary: "Change an item that is being written",
	}, func(ctx context.Context, in *writeInput) (*web.Body[PortfolioDetail], error) {
		item, claims := in.Body.item(in.ID)
		return detailBody(svc.Write(ctx, item, claims))
	})
	web.Handle(s, web.Route{
		ID: "portfolio-drop", Method: http.MethodDelete, Path: "/portfolio/mine/{id}", Permission: access.PortfolioSelf,
		Summary: "Delete an item that is being written",
	}, func(ctx context.Context, in *itemInput) (*web.Empty, error) {
		return &web.Empty{}, svc.Drop(ctx, in.ID)
	})
	web.Handle(s, web.Route{
		ID: "portfolio-do", Method: http.MethodPost, Path: "/portfolio/mine/{id}/deeds/{deed}", Permission: access.PortfolioSelf,
		Summary: "Submit an item, take it back, or write a refused one anew",
	}, func(ctx context.Context, in *deedInput) (*web.Body[PortfolioDetail], error) {
		return detailBody(svc.Do(ctx, in.ID, Deed(in.Deed)))
	})
}

func fileRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "portfolio-attach", Method: http.MethodPost, Path: "/portfolio/mine/{id}/files", Permission: access.PortfolioSelf, MaxBody: attachBody,
		Summary: "Attach a paper; the same bytes are kept once",
	}, func(ctx context.Context, in *attachInput) (*web.Body[PortfolioDetail], error) {
		form := in.RawBody.Data().File
		defer form.Close()
		if form.Size > MaxFile {
			return nil, tooLarge()
		}
		content, err := io.ReadAll(io.LimitReader(form, MaxFile+1))
		if err != nil {
			return nil, fmt.Errorf("read upload: %w", err)
		}
		return detailBody(svc.Attach(ctx, in.ID, form.Filename, content))
	})
	web.Handle(s, web.Route{
		ID: "portfolio-detach", Method: http.MethodDelete, Path: "/portfolio/mine/{id}/files/{file}", Permission: access.PortfolioSelf, Status: http.StatusOK,
		Summary: "Take a paper away",
	}, func(ctx context.Context, in *fileInput) (*web.Body[PortfolioDetail], error) {
		return detailBody(svc.Detach(ctx, in.ID, in.File))
	})
	web.Handle(s, web.Route{
		ID: "portfolio-file", Method: http.MethodGet, Path: "/portfolio/mine/{id}/files/{file}", Permission: access.PortfolioSelf,
		Summary: "A paper of mine",
	}, func(ctx context.Context, in *fileInput) (*fileOutput, error) {
		return fileBody(svc.MyFile(ctx, in.ID, in.File))
	})
	web.Handle(s, web.Route{
		ID: "portfolio-review-file", Method: http.MethodGet, Path: "/portfolio/reviews/{id}/files/{file}", Permission: access.PortfolioReview,
		Summary: "A paper of someone in my scope; fetching it is logged",
	}, func(ctx context.Context, in *fileInput) (*fileOutput, error) {
		return fileBody(svc.File(ctx, in.ID, in.File))
	})
}

func pageOf(
	ctx context.Context, in *itemsInput, find func(context.Context, Filter) ([]View, error), at func(View) time.Time,
) (*web.Body[web.List[PortfolioItem]], error) {
	after, err := page.Parse(in.After, itemKeys)
	if err != nil {
		return nil, err
	}
	limit := page.Limit(in.Limit)
	found, err := find(ctx, Filter{State: State(in.State), Q: in.Q, After: after, Limit: limit})
	if err != nil {
		return nil, err
	}
	found, next := page.Cut(found, limit, func(v View) string {
		return page.Cursor(at(v).UTC().Format(time.RFC3339Nano), v.ID.String())
	})
	items := make([]PortfolioItem, 0, len(found))
	for _, v := range found {
		items = append(items, itemBody(v))
	}
	return &web.Body[web.List[PortfolioItem]]{Body: web.List[PortfolioItem]{Items: items, Next: next}}, nil
}

func detailBody(d Detail, err error) (*web.Body[PortfolioDetail], error) {
	if err != nil {
		return nil, err
	}
	return &web.Body[PortfolioDetail]{Body: detailOf(d)}, nil
}

func fileBody(f File, content []byte, err error) (*fileOutput, error) {
	if err != nil {
		return nil, err
	}
	return &fileOutput{
		ContentType:        f.Type,
		ContentDisposition: "attachment; filename=\"tep\"; filename*=UTF-8''" + url.PathEscape(f.Name),
		ContentSecurity:    "default-src 'none'; sandbox",
		ContentTypeOptions: "nosniff",
		CacheControl:       "no-store",
		Body:               content,
	}, nil
}
