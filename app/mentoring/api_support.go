package mentoring

import (
	"context"
	"net/http"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/web"
)

type itemsInput struct {
	Query string `query:"q" maxLength:"100"`
}

// SharedItems are things that can be shared.
type SharedItems struct {
	Items []SharedItem `json:"items"`
}

type shareInput struct {
	ID   uuid.UUID `path:"id"`
	Body ResourceInput
}

// ResourceInput shares a thing of the catalogues.
type ResourceInput struct {
	Kind   string    `json:"kind" enum:"course,lesson,procedure"`
	ItemID uuid.UUID `json:"item_id"`
	Note   string    `json:"note" maxLength:"500" required:"false"`
}

type helpersInput struct {
	Kind string    `query:"kind" enum:"course,lesson,procedure,dossier,quiz"`
	Item uuid.UUID `query:"item" required:"true"`
}

// HelperBody is an active pair whose mentor the caller may call.
type HelperBody struct {
	PairID     uuid.UUID `json:"pair_id"`
	MentorName string    `json:"mentor_name"`
	NameVI     string    `json:"name_vi" doc:"of the competency"`
	NameEN     string    `json:"name_en"`
}

// HelperList are the mentors who fit a thing.
type HelperList struct {
	Items []HelperBody `json:"items"`
}

type callInput struct {
	ID   uuid.UUID `path:"id"`
	Body CallInput
}

// CallInput calls the mentor.
type CallInput struct {
	Kind    string    `json:"kind" enum:"course,lesson,procedure,dossier,quiz"`
	ItemID  uuid.UUID `json:"item_id"`
	Place   string    `json:"place" maxLength:"200" required:"false" doc:"where in the thing"`
	Message string    `json:"message" maxLength:"500" required:"false"`
}

type answerInput struct {
	ID   uuid.UUID `path:"id"`
	Body CallAnswer
}

// CallAnswer answers a call.
type CallAnswer struct {
	Answer string `json:"answer" minLength:"1" maxLength:"1000"`
}

func supportRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "mentoring-items", Method: http.MethodGet, Path: "/mentoring/items", Permission: access.MentoringSelf,
		Summary: "Courses, lessons and procedures to share, by words of their names",
	}, func(ctx context.Context, in *itemsInput) (*web.Body[SharedItems], error) {
		found, err := svc.SearchItems(ctx, in.Query)
		if err != nil {
			return nil, err
		}
		return &web.Body[SharedItems]{Body: SharedItems{Items: each(found, func(i Item) SharedItem { return SharedItem(i) })}}, nil
	})
	web.Handle(s, web.Route{
		ID: "mentoring-share", Method: http.MethodPost, Path: "/mentoring/pairs/{id}/resources", Permission: access.MentoringSelf,
		Status: http.StatusCreated, Summary: "Share something to read in a pair of mine",
	}, func(ctx context.Context, in *shareInput) (*web.Body[PairDetail], error) {
		b := in.Body
		if err := svc.Share(ctx, in.ID, Resource{Item: Item{Kind: b.Kind, ID: b.ItemID}, Note: b.Note}); err != nil {
			return nil, err
		}
		return detailed(svc.FindPair(ctx, in.ID))
	})
	web.Handle(s, web.Route{
		ID: "mentoring-unshare", Method: http.MethodDelete, Path: "/mentoring/resources/{id}", Permission: access.MentoringSelf,
		Summary: "Take back what was shared in a pair of mine",
	}, func(ctx context.Context, in *pairInput) (*web.Empty, error) {
		return &web.Empty{}, svc.Unshare(ctx, in.ID)
	})
}

func callRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "mentoring-helpers", Method: http.MethodGet, Path: "/mentoring/helpers", Permission: access.MentoringSelf,
		Summary: "My mentors who fit a lesson or another thing",
	}, func(ctx context.Context, in *helpersInput) (*web.Body[HelperList], error) {
		found, err := svc.Helpers(ctx, in.Kind, in.Item)
		if err != nil {
			return nil, err
		}
		return &web.Body[HelperList]{Body: HelperList{Items: each(found, func(h Helper) HelperBody { return HelperBody(h) })}}, nil
	})
	web.Handle(s, web.Route{
		ID: "mentoring-call", Method: http.MethodPost, Path: "/mentoring/pairs/{id}/calls", Permission: access.MentoringSelf,
		Status: http.StatusCreated, Summary: "Call my mentor from where I am",
	}, func(ctx context.Context, in *callInput) (*web.Empty, error) {
		b := in.Body
		return &web.Empty{}, svc.CallMentor(ctx, Call{PairID: in.ID, Item: Item{Kind: b.Kind, ID: b.ItemID}, Place: b.Place, Message: b.Message})
	})
	web.Handle(s, web.Route{
		ID: "mentoring-answer-call", Method: http.MethodPost, Path: "/mentoring/calls/{id}/answer", Permission: access.MentoringCoach,
		Summary: "Answer a learner's call",
	}, func(ctx context.Context, in *answerInput) (*web.Empty, error) {
		return &web.Empty{}, svc.AnswerCall(ctx, in.ID, in.Body.Answer)
	})
}
