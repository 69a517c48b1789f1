package reviews

import (
	"context"
	"net/http"
	"net/url"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/competency"
	"camtay/app/web"
)

type peopleInput struct {
	web.Paging

	ID   uuid.UUID `path:"id"`
	Q    string    `query:"q" maxLength:"100"`
	Left bool      `query:"left" doc:"only those not appraised in full"`
}

type personInput struct {
	ID      uuid.UUID `path:"id"`
	StaffID uuid.UUID `path:"staff_id"`
}

type deedInput struct {
	ID   uuid.UUID `path:"id"`
	Body ReviewDeed
}

type answerInput struct {
	ID   uuid.UUID `path:"id"`
	Body ReviewAnswer
}

// partRoutes are for those who lead a unit.
func partRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "reviews-part", Method: http.MethodGet, Path: "/reviews/parts/{id}", Permission: access.ReviewsRead,
		Summary: "One part and what the reader may do to it",
	}, func(ctx context.Context, in *idInput) (*web.Body[ReviewPart], error) {
		p, can, err := svc.Part(ctx, in.ID)
		return &web.Body[ReviewPart]{Body: partBody(p, can)}, err
	})
	web.Handle(s, web.Route{
		ID: "reviews-part-deed", Method: http.MethodPost, Path: "/reviews/parts/{id}/deeds", Permission: access.ReviewsRead,
		Summary: "Finish, reopen, lock or unlock a part",
	}, func(ctx context.Context, in *deedInput) (*web.Empty, error) {
		return &web.Empty{}, svc.Do(ctx, in.ID, Deed(in.Body.Deed), in.Body.Reason)
	})
	web.Handle(s, web.Route{
		ID: "reviews-people", Method: http.MethodGet, Path: "/reviews/parts/{id}/people", Permission: access.ReviewsRead,
		Summary: "The people of a part with how far each is; reading is logged",
	}, func(ctx context.Context, in *peopleInput) (*web.Body[web.List[ReviewPerson]], error) {
		rows, next, err := svc.People(ctx, in.ID, PeopleFilter{Q: in.Q, Open: in.Left, After: in.After, Limit: in.Limit})
		if err != nil {
			return nil, err
		}
		items := make([]ReviewPerson, 0, len(rows))
		for _, p := range rows {
			items = append(items, ReviewPerson{
				StaffID: p.StaffID, Name: p.FullName, Unit: p.UnitName, Items: p.Items, SelfDone: p.SelfDone, SuperiorDone: p.SuperiorDone, Apart: p.Apart,
				ExcusedOn: p.ExcusedOn, Appraiser: p.Appraiser,
			})
		}
		return &web.Body[web.List[ReviewPerson]]{Body: web.List[ReviewPerson]{Items: items, Next: next}}, nil
	})
	web.Handle(s, web.Route{
		ID: "reviews-person", Method: http.MethodGet, Path: "/reviews/{id}/people/{staff_id}", Permission: access.ReviewsRead,
		Summary: "What a review holds of somebody; reading is logged",
	}, func(ctx context.Context, in *personInput) (*web.Body[ReviewOfPerson], error) {
		p, err := svc.OfPerson(ctx, in.ID, in.StaffID)
		if err != nil {
			return nil, err
		}
		items, err := svc.itemBodies(ctx, p.Items)
		return &web.Body[ReviewOfPerson]{Body: ReviewOfPerson{
			Review: body(p.Review), Part: partBody(p.Part, nil), Name: p.Staff.FullName, May: p.May, Items: items,
		}}, err
	})
	web.Handle(s, web.Route{
		ID: "reviews-appraise", Method: http.MethodPut, Path: "/reviews/items/{id}/appraisal", Permission: access.ReviewsRead,
		Summary: "Keep the appraisal of one competency by a superior or who was named for it",
	}, func(ctx context.Context, in *answerInput) (*web.Empty, error) {
		return &web.Empty{}, svc.Appraise(ctx, Answer{ItemID: in.ID, Level: in.Body.Level, Note: in.Body.Note})
	})
}

// mineRoutes are for those who are asked.
func mineRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "reviews-mine", Method: http.MethodGet, Path: "/reviews/mine", Permission: access.ReviewsSelf,
		Summary: "Reviews that ask the reader, the latest first",
	}, func(ctx context.Context, _ *web.Empty) (*web.Body[web.List[ReviewMine]], error) {
		rows, err := svc.Mine(ctx)
		if err != nil {
			return nil, err
		}
		items := make([]ReviewMine, 0, len(rows))
		for _, m := range rows {
			items = append(items, ReviewMine{Review: body(m.Review), State: m.PartState, Items: m.Items, Done: m.Done})
		}
		return &web.Body[web.List[ReviewMine]]{Body: web.List[ReviewMine]{Items: items}}, nil
	})
	web.Handle(s, web.Route{
		ID: "reviews-mine-items", Method: http.MethodGet, Path: "/reviews/mine/{id}", Permission: access.ReviewsSelf,
		Summary: "The reader's own items in a review",
	}, func(ctx context.Context, in *idInput) (*web.Body[ReviewOfPerson], error) {
		r, p, found, err := svc.MyItems(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		items, err := svc.itemBodies(ctx, found)
		may := r.AskSelf && r.State == Open && p.State == PartOpen
		return &web.Body[ReviewOfPerson]{Body: ReviewOfPerson{Review: body(r), Part: partBody(p, nil), May: may, Items: items}}, err
	})
	web.Handle(s, web.Route{
		ID: "reviews-assess-self", Method: http.MethodPut, Path: "/reviews/items/{id}/self", Permission: access.ReviewsSelf,
		Summary: "Keep a self-assessment of one competency",
	}, func(ctx context.Context, in *answerInput) (*web.Empty, error) {
		return &web.Empty{}, svc.AssessSelf(ctx, Answer{ItemID: in.ID, Level: in.Body.Level, Note: in.Body.Note})
	})
}

// itemBodies gives items the words of their competencies.
func (s *Service) itemBodies(ctx context.Context, items []Item) ([]ReviewItem, error) {
	ids := make([]uuid.UUID, 0, len(items))
	for _, i := range items {
		ids = append(ids, i.CompetencyID)
	}
	byID, err := competency.FindAll(ctx, s.db, ids)
	if err != nil {
		return nil, err
	}
	bodies := make([]ReviewItem, 0, len(items))
	for _, i := range items {
		indicators, err := competency.Indicators(ctx, s.db, i.CompetencyID)
		if err != nil {
			return nil, err
		}
		bodies = append(bodies, itemBody(i, byID[i.CompetencyID], indicators))
	}
	return bodies, nil
}

func (s *Service) workbook(ctx context.Context, in *workbookInput) (*workbookOutput, error) {
	name, file, err := s.Workbook(ctx, in.ID, in.Locale)
	if err != nil {
		return nil, err
	}
	return &workbookOutput{
		ContentType:        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
		ContentDisposition: "attachment; filename=\"review.xlsx\"; filename*=UTF-8''" + url.PathEscape(name),
		CacheControl:       "no-store",
		Body:               file,
	}, nil
}
