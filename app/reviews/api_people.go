package reviews

import (
	"context"
	"net/http"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/web"
)

type changesInput struct {
	web.Paging

	ID   uuid.UUID `path:"id"`
	Q    string    `query:"q" maxLength:"100"`
	Open bool      `query:"open" doc:"only those for whom something can still be done"`
}

type addInput struct {
	ID   uuid.UUID `path:"id"`
	Body ReviewAddition
}

type appraisersInput struct {
	ID      uuid.UUID `path:"id"`
	StaffID uuid.UUID `path:"staff_id"`
	Q       string    `query:"q" maxLength:"100"`
}

type nameInput struct {
	ID      uuid.UUID `path:"id"`
	StaffID uuid.UUID `path:"staff_id"`
	Body    ReviewNaming
}

// ReviewJoined is somebody who came after the launch.
type ReviewJoined struct {
	StaffID uuid.UUID `json:"staff_id"`
	Name    string    `json:"name"`
	Unit    string    `json:"unit"`
	Items   int       `json:"items" doc:"competencies they would be asked about"`
	State   string    `json:"state" enum:"open,finished,locked" doc:"of the unit; they can be added while it is open"`
}

// ReviewAddition is who is to be added.
type ReviewAddition struct {
	People []uuid.UUID `json:"people" maxItems:"200" nullable:"false" doc:"empty: everyone who came after the launch"`
}

// ReviewAdded is how many people were added.
type ReviewAdded struct {
	People int `json:"people"`
}

// ReviewUnled is somebody whom nobody leads.
type ReviewUnled struct {
	StaffID      uuid.UUID `json:"staff_id"`
	Name         string    `json:"name"`
	Unit         string    `json:"unit"`
	Items        int       `json:"items"`
	SuperiorDone int       `json:"superior_done"`
	State        string    `json:"state" enum:"open,finished,locked" doc:"of the unit; an appraiser can be named while it is open"`
	Appraiser    string    `json:"appraiser,omitempty" doc:"who was named"`
}

// ReviewAppraiser is somebody who may be named.
type ReviewAppraiser struct {
	StaffID uuid.UUID `json:"staff_id"`
	Name    string    `json:"name"`
	Unit    string    `json:"unit"`
}

// ReviewNaming names an appraiser.
type ReviewNaming struct {
	AppraiserID uuid.UUID `json:"appraiser_id"`
}

// ReviewToAppraise is somebody whom the reader was named to appraise.
type ReviewToAppraise struct {
	ReviewID uuid.UUID `json:"review_id"`
	Title    string    `json:"title"`
	Deadline clock.Day `json:"deadline" format:"date"`
	StaffID  uuid.UUID `json:"staff_id"`
	Name     string    `json:"name"`
	Unit     string    `json:"unit"`
	State    string    `json:"state" enum:"open,finished,locked" doc:"of the unit"`
	Items    int       `json:"items"`
	Done     int       `json:"done"`
}

// changeRoutes are about who came after the launch and whom nobody leads.
func changeRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "reviews-joined", Method: http.MethodGet, Path: "/reviews/{id}/joined", Permission: access.ReviewsRun,
		Summary: "People who came after the launch; reading is logged",
	}, func(ctx context.Context, in *changesInput) (*web.Body[web.List[ReviewJoined]], error) {
		rows, next, err := svc.Joined(ctx, in.ID, in.filter())
		if err != nil {
			return nil, err
		}
		items := make([]ReviewJoined, 0, len(rows))
		for _, j := range rows {
			items = append(items, ReviewJoined{StaffID: j.StaffID, Name: j.FullName, Unit: j.UnitName, Items: j.Items, State: j.PartState})
		}
		return &web.Body[web.List[ReviewJoined]]{Body: web.List[ReviewJoined]{Items: items, Next: next}}, nil
	})
	web.Handle(s, web.Route{
		ID: "reviews-add", Method: http.MethodPost, Path: "/reviews/{id}/joined", Permission: access.ReviewsRun,
		Summary: "Add people who came after the launch, where the unit is still open",
	}, func(ctx context.Context, in *addInput) (*web.Body[ReviewAdded], error) {
		n, err := svc.Add(ctx, in.ID, in.Body.People)
		return &web.Body[ReviewAdded]{Body: ReviewAdded{People: n}}, err
	})
	web.Handle(s, web.Route{
		ID: "reviews-unled", Method: http.MethodGet, Path: "/reviews/{id}/unled", Permission: access.ReviewsRun,
		Summary: "People whom nobody leads, with who was named to appraise them; reading is logged",
	}, func(ctx context.Context, in *changesInput) (*web.Body[web.List[ReviewUnled]], error) {
		rows, next, err := svc.Unled(ctx, in.ID, in.filter())
		if err != nil {
			return nil, err
		}
		items := make([]ReviewUnled, 0, len(rows))
		for _, p := range rows {
			items = append(items, ReviewUnled{
				StaffID: p.StaffID, Name: p.FullName, Unit: p.UnitName, Items: p.Items, SuperiorDone: p.SuperiorDone, State: p.PartState, Appraiser: p.Appraiser,
			})
		}
		return &web.Body[web.List[ReviewUnled]]{Body: web.List[ReviewUnled]{Items: items, Next: next}}, nil
	})
	appraiserRoutes(s, svc)
}

func (in changesInput) filter() PeopleFilter {
	return PeopleFilter{Q: in.Q, Open: in.Open, After: in.After, Limit: in.Limit}
}

// appraiserRoutes name who appraises somebody whom nobody leads.
func appraiserRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "reviews-appraisers", Method: http.MethodGet, Path: "/reviews/{id}/people/{staff_id}/appraisers", Permission: access.ReviewsRun,
		Summary: "Who may be named to appraise somebody, at most twenty",
	}, func(ctx context.Context, in *appraisersInput) (*web.Body[web.List[ReviewAppraiser]], error) {
		rows, err := svc.Appraisers(ctx, in.ID, in.StaffID, in.Q)
		if err != nil {
			return nil, err
		}
		items := make([]ReviewAppraiser, 0, len(rows))
		for _, a := range rows {
			items = append(items, ReviewAppraiser{StaffID: a.StaffID, Name: a.FullName, Unit: a.UnitName})
		}
		return &web.Body[web.List[ReviewAppraiser]]{Body: web.List[ReviewAppraiser]{Items: items}}, nil
	})
	web.Handle(s, web.Route{
		ID: "reviews-name-appraiser", Method: http.MethodPut, Path: "/reviews/{id}/people/{staff_id}/appraiser", Permission: access.ReviewsRun,
		Summary: "Name who is to appraise somebody whom nobody leads",
	}, func(ctx context.Context, in *nameInput) (*web.Empty, error) {
		return &web.Empty{}, svc.Name(ctx, in.ID, in.StaffID, in.Body.AppraiserID)
	})
}

// toAppraiseRoutes are for those who were named.
func toAppraiseRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "reviews-to-appraise", Method: http.MethodGet, Path: "/reviews/to-appraise", Permission: access.ReviewsRead,
		Summary: "People whom the reader was named to appraise",
	}, func(ctx context.Context, _ *web.Empty) (*web.Body[web.List[ReviewToAppraise]], error) {
		rows, err := svc.ToAppraise(ctx)
		if err != nil {
			return nil, err
		}
		items := make([]ReviewToAppraise, 0, len(rows))
		for _, a := range rows {
			items = append(items, ReviewToAppraise{
				ReviewID: a.ID, Title: a.Title, Deadline: a.Deadline, StaffID: a.StaffID, Name: a.FullName, Unit: a.UnitName,
				State: a.PartState, Items: a.Items, Done: a.Done,
			})
		}
		return &web.Body[web.List[ReviewToAppraise]]{Body: web.List[ReviewToAppraise]{Items: items}}, nil
	})
}
