package portfolio

import (
	"bytes"
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/evidence"
	"camtay/app/web"
)

type judgeInput struct {
	ID   uuid.UUID `path:"id"`
	Body PortfolioJudgement
}

type refuseInput struct {
	ID   uuid.UUID `path:"id"`
	Body PortfolioRefusal
}

func reviewRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "portfolio-reviews", Method: http.MethodGet, Path: "/portfolio/reviews", Permission: access.PortfolioReview,
		Summary: "Submitted items of my scope, the latest first",
	}, func(ctx context.Context, in *itemsInput) (*web.Body[web.List[PortfolioItem]], error) {
		return pageOf(ctx, in, svc.Queue, func(v View) time.Time { return *v.SubmittedAt })
	})
	web.Handle(s, web.Route{
		ID: "portfolio-review", Method: http.MethodGet, Path: "/portfolio/reviews/{id}", Permission: access.PortfolioReview,
		Summary: "A submitted item of someone in my scope; looking is logged",
	}, func(ctx context.Context, in *itemInput) (*web.Body[PortfolioDetail], error) {
		return detailBody(svc.Item(ctx, in.ID))
	})
	web.Handle(s, web.Route{
		ID: "portfolio-take", Method: http.MethodPost, Path: "/portfolio/reviews/{id}/take", Permission: access.PortfolioReview,
		Summary: "Take a waiting item to review it",
	}, func(ctx context.Context, in *itemInput) (*web.Body[PortfolioDetail], error) {
		return detailBody(svc.Take(ctx, in.ID))
	})
	web.Handle(s, web.Route{
		ID: "portfolio-release", Method: http.MethodPost, Path: "/portfolio/reviews/{id}/release", Permission: access.PortfolioReview,
		Summary: "Put an item back into the queue",
	}, func(ctx context.Context, in *itemInput) (*web.Body[PortfolioDetail], error) {
		return detailBody(svc.Release(ctx, in.ID))
	})
	web.Handle(s, web.Route{
		ID: "portfolio-accept", Method: http.MethodPost, Path: "/portfolio/reviews/{id}/accept", Permission: access.PortfolioReview,
		Summary: "Accept an item with the levels found; they go to the ledger",
	}, func(ctx context.Context, in *judgeInput) (*web.Body[PortfolioDetail], error) {
		return detailBody(svc.Accept(ctx, in.ID, foundOf(in.Body.Levels), in.Body.Words))
	})
	web.Handle(s, web.Route{
		ID: "portfolio-refuse", Method: http.MethodPost, Path: "/portfolio/reviews/{id}/refuse", Permission: access.PortfolioReview,
		Summary: "Refuse an item with a reason",
	}, func(ctx context.Context, in *refuseInput) (*web.Body[PortfolioDetail], error) {
		return detailBody(svc.Refuse(ctx, in.ID, in.Body.Reason))
	})
	web.Handle(s, web.Route{
		ID: "portfolio-try", Method: http.MethodPost, Path: "/portfolio/reviews/{id}/try", Permission: access.PortfolioReview,
		Summary: "What accepting with some levels would do",
	}, func(ctx context.Context, in *judgeInput) (*web.Body[web.List[PortfolioEffect]], error) {
		effects, err := svc.Try(ctx, in.ID, foundOf(in.Body.Levels))
		if err != nil {
			return nil, err
		}
		return &web.Body[web.List[PortfolioEffect]]{Body: web.List[PortfolioEffect]{Items: effectBodies(effects)}}, nil
	})
}

func effectBodies(effects map[uuid.UUID]evidence.Effect) []PortfolioEffect {
	items := make([]PortfolioEffect, 0, len(effects))
	for id, e := range effects {
		items = append(items, PortfolioEffect{
			CompetencyID: id, Before: e.Before, After: e.After, ReasonKey: e.Verdict.Key, ReasonArgs: e.Verdict.Args,
		})
	}
	slices.SortFunc(items, func(a, b PortfolioEffect) int { return bytes.Compare(a.CompetencyID[:], b.CompetencyID[:]) })
	return items
}
