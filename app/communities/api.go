package communities

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/page"
	"camtay/app/web"
)

type listInput struct {
	web.Paging

	Form  string `query:"form" enum:"question,case"`
	Kind  string `query:"kind" enum:"position,procedure"`
	Field string `query:"field" maxLength:"300"`
	Show  string `query:"show" enum:"all,unanswered,mine,followed,reported"`
}

type idInput struct {
	ID uuid.UUID `path:"id"`
}

type postInput struct {
	Body CommunityPostInput
}

type textInput struct {
	ID   uuid.UUID `path:"id"`
	Body CommunityText
}

type answerInput struct {
	ID   uuid.UUID `path:"id"`
	Body CommunityAnswerInput
}

type reportInput struct {
	ID   uuid.UUID `path:"id"`
	Body CommunityReportInput
}

type judgeInput struct {
	ID   uuid.UUID `path:"id"`
	Body CommunityJudgement
}

// Routes serves the room below /communities.
func Routes(s *web.Server, svc *Service) {
	fieldRoutes(s, svc)
	readRoutes(s, svc)
	postRoutes(s, svc)
	answerRoutes(s, svc)
	guardRoutes(s, svc)
}

func fieldRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "communities-fields", Method: http.MethodGet, Path: "/communities/fields", Permission: access.CommunitiesTake,
		Summary: "Fields of work with their communities",
	}, func(ctx context.Context, _ *web.Empty) (*web.Body[CommunityFields], error) {
		names, found, counted, err := svc.Fields(ctx)
		if err != nil {
			return nil, err
		}
		who := access.Who(ctx)
		return &web.Body[CommunityFields]{Body: CommunityFields{
			Items: fieldsBody(names, found), Accepted: counted,
			MayWiden: who.Holds(access.CommunitiesWiden), MayGuard: who.Holds(access.CommunitiesGuard),
		}}, nil
	})

	web.Handle(s, web.Route{
		ID: "communities-follow", Method: http.MethodPut, Path: "/communities/follows", Permission: access.CommunitiesTake,
		Summary: "Follow a field, or no longer",
	}, func(ctx context.Context, in *struct{ Body CommunityFollow }) (*web.Empty, error) {
		return &web.Empty{}, svc.Follow(ctx, in.Body.FieldKind, in.Body.Field, in.Body.Follow)
	})

	web.Handle(s, web.Route{
		ID: "communities-widen", Method: http.MethodPut, Path: "/communities/reaches", Permission: access.CommunitiesWiden,
		Summary: "Open a field to the whole province, or to neighbours only",
	}, func(ctx context.Context, in *struct{ Body CommunityReach }) (*web.Empty, error) {
		return &web.Empty{}, svc.Widen(ctx, in.Body.FieldKind, in.Body.Field, in.Body.Wide)
	})
}

func readRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "communities-posts", Method: http.MethodGet, Path: "/communities/posts", Permission: access.CommunitiesTake,
		Summary: "Questions and cases around me, those that wait for me first",
	}, func(ctx context.Context, in *listInput) (*web.Body[web.List[CommunityPost]], error) {
		after, err := page.Parse(in.After, 3)
		if err != nil {
			return nil, err
		}
		limit := page.Limit(in.Limit)
		found, err := svc.List(ctx, Filter{
			Q: in.Q, Form: in.Form, FieldKind: in.Kind, Field: in.Field, Show: in.Show, After: after, Limit: limit,
		})
		if err != nil {
			return nil, err
		}
		found, next := page.Cut(found, limit, func(v View) string {
			return page.Cursor(strconv.FormatBool(v.First), v.CreatedAt.UTC().Format(time.RFC3339Nano), v.ID.String())
		})
		list := web.List[CommunityPost]{Items: make([]CommunityPost, 0, len(found)), Next: next}
		for _, v := range found {
			list.Items = append(list.Items, postBody(v, guards(ctx, v)))
		}
		return &web.Body[web.List[CommunityPost]]{Body: list}, nil
	})

	web.Handle(s, web.Route{
		ID: "communities-post", Method: http.MethodGet, Path: "/communities/posts/{id}", Permission: access.CommunitiesTake,
		Summary: "A question or a case with its answers",
	}, func(ctx context.Context, in *idInput) (*web.Body[CommunityDetail], error) {
		return detailed(svc.Find(ctx, in.ID))
	})
}

func postRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "communities-ask", Method: http.MethodPost, Path: "/communities/posts", Permission: access.CommunitiesTake,
		Status: http.StatusCreated, Summary: "Ask, or share a case",
	}, func(ctx context.Context, in *postInput) (*web.Body[CommunityDetail], error) {
		p := in.Body.post()
		p.Form, p.FieldKind, p.Field = in.Body.Form, in.Body.FieldKind, in.Body.Field
		return detailed(svc.Post(ctx, p))
	})

	web.Handle(s, web.Route{
		ID: "communities-edit", Method: http.MethodPut, Path: "/communities/posts/{id}", Permission: access.CommunitiesTake,
		Summary: "Edit a post of mine",
	}, func(ctx context.Context, in *textInput) (*web.Body[CommunityDetail], error) {
		return detailed(svc.EditPost(ctx, in.ID, in.Body.post()))
	})

	web.Handle(s, web.Route{
		ID: "communities-withdraw", Method: http.MethodPost, Path: "/communities/posts/{id}/withdraw", Permission: access.CommunitiesTake,
		Summary: "Take a post of mine back",
	}, func(ctx context.Context, in *idInput) (*web.Body[CommunityDetail], error) {
		return detailed(svc.WithdrawPost(ctx, in.ID))
	})

	web.Handle(s, web.Route{
		ID: "communities-report", Method: http.MethodPost, Path: "/communities/posts/{id}/report", Permission: access.CommunitiesTake,
		Summary: "Say that a post or an answer is wrong here",
	}, func(ctx context.Context, in *reportInput) (*web.Body[CommunityDetail], error) {
		return detailed(svc.ReportPost(ctx, in.ID, idOf(in.Body.Answer), in.Body.Reason))
	})
}

func answerRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "communities-answer", Method: http.MethodPost, Path: "/communities/posts/{id}/answers", Permission: access.CommunitiesTake,
		Status: http.StatusCreated, Summary: "Answer",
	}, func(ctx context.Context, in *answerInput) (*web.Body[CommunityDetail], error) {
		return detailed(svc.Answer(ctx, in.ID, in.Body.Body))
	})

	web.Handle(s, web.Route{
		ID: "communities-answer-edit", Method: http.MethodPut, Path: "/communities/answers/{id}", Permission: access.CommunitiesTake,
		Summary: "Edit an answer of mine",
	}, func(ctx context.Context, in *answerInput) (*web.Body[CommunityDetail], error) {
		return detailed(svc.EditAnswer(ctx, in.ID, in.Body.Body))
	})

	web.Handle(s, web.Route{
		ID: "communities-answer-withdraw", Method: http.MethodPost, Path: "/communities/answers/{id}/withdraw", Permission: access.CommunitiesTake,
		Summary: "Take an answer of mine back",
	}, func(ctx context.Context, in *idInput) (*web.Body[CommunityDetail], error) {
		return detailed(svc.WithdrawAnswer(ctx, in.ID))
	})

	web.Handle(s, web.Route{
		ID: "communities-accept", Method: http.MethodPost, Path: "/communities/answers/{id}/accept", Permission: access.CommunitiesTake,
		Summary: "Accept an answer to a question of mine",
	}, func(ctx context.Context, in *idInput) (*web.Body[CommunityDetail], error) {
		return detailed(svc.Accept(ctx, in.ID))
	})
}

func guardRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "communities-judge", Method: http.MethodPost, Path: "/communities/posts/{id}/judge", Permission: access.CommunitiesGuard,
		Summary: "Hide a post or an answer of my scope, show it again, or keep it",
	}, func(ctx context.Context, in *judgeInput) (*web.Body[CommunityDetail], error) {
		return detailed(svc.Judge(ctx, in.ID, idOf(in.Body.Answer), in.Body.Judgement, in.Body.Reason))
	})
}

func detailed(d Detail, err error) (*web.Body[CommunityDetail], error) {
	if err != nil {
		return nil, err
	}
	return &web.Body[CommunityDetail]{Body: detailBody(d)}, nil
}
