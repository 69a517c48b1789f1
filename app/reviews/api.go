package reviews

import (
	"context"
	"net/http"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/competency"
	"camtay/app/web"
)

type launchInput struct {
	Body ReviewInput
}

type listInput struct {
	web.Paging

	Q string `query:"q" maxLength:"100"`
}

type idInput struct {
	ID uuid.UUID `path:"id"`
}

type partsInput struct {
	web.Paging

	ID    uuid.UUID `path:"id"`
	Q     string    `query:"q" maxLength:"100"`
	State string    `query:"state" enum:"open,finished,locked"`
	Sort  string    `query:"sort" enum:"unit,-unit,progress,-progress,late,-late,apart,-apart" doc:"with a minus from the greatest down"`
}

type remindInput struct {
	ID   uuid.UUID `path:"id"`
	Body ReviewReminder
}

type calibrationInput struct {
	web.Paging

	ID        uuid.UUID `path:"id"`
	Q         string    `query:"q" maxLength:"100"`
	Undecided bool      `query:"undecided"`
}

type decideInput struct {
	ID   uuid.UUID `path:"id"`
	Body ReviewDecision
}

type workbookInput struct {
	ID     uuid.UUID `path:"id"`
	Locale string    `query:"locale" enum:"vi,en" default:"vi"`
}

type workbookOutput struct {
	ContentType        string `header:"Content-Type"`
	ContentDisposition string `header:"Content-Disposition"`
	CacheControl       string `header:"Cache-Control"`
	Body               []byte
}

// Routes serves reviews.
func Routes(s *web.Server, svc *Service) {
	// A route with a parameter takes what is registered after it.
	mineRoutes(s, svc)
	toAppraiseRoutes(s, svc)
	partRoutes(s, svc)
	runRoutes(s, svc)
	readRoutes(s, svc)
	calibrationRoutes(s, svc)
	changeRoutes(s, svc)
}

// runRoutes are the deeds of the department.
func runRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "reviews-reach", Method: http.MethodPost, Path: "/reviews/reach", Permission: access.ReviewsRun,
		Summary: "How many units, people and items a choice would ask",
	}, func(ctx context.Context, in *launchInput) (*web.Body[ReviewReach], error) {
		r, err := svc.Reach(ctx, choiceOf(in.Body))
		if err != nil {
			return nil, err
		}
		return &web.Body[ReviewReach]{Body: ReviewReach(r)}, nil
	})
	web.Handle(s, web.Route{
		ID: "reviews-launch", Method: http.MethodPost, Path: "/reviews", Permission: access.ReviewsRun,
		Summary: "Launch a review; a large one is made in the background before anybody is asked",
	}, func(ctx context.Context, in *launchInput) (*web.Body[ReviewBody], error) {
		b := in.Body
		r, err := svc.Launch(ctx, Review{
			Title: b.Title, Note: b.Note, Deadline: b.Deadline, Threshold: b.Threshold, AskSelf: b.AskSelf, AskSuperior: b.AskSuperior, AskTest: b.AskTest,
		}, choiceOf(b))
		if err != nil {
			return nil, err
		}
		return &web.Body[ReviewBody]{Body: body(r)}, nil
	})
	web.Handle(s, web.Route{
		ID: "reviews-call-off", Method: http.MethodPost, Path: "/reviews/{id}/call-off", Permission: access.ReviewsRun,
		Summary: "Call off a review that is still being launched; nothing of it stays",
	}, func(ctx context.Context, in *idInput) (*web.Empty, error) {
		return &web.Empty{}, svc.CallOff(ctx, in.ID)
	})
	web.Handle(s, web.Route{
		ID: "reviews-close", Method: http.MethodPost, Path: "/reviews/{id}/close", Permission: access.ReviewsRun,
		Summary: "Close a review whose parts are all locked",
	}, func(ctx context.Context, in *idInput) (*web.Empty, error) {
		return &web.Empty{}, svc.Close(ctx, in.ID)
	})
	web.Handle(s, web.Route{
		ID: "reviews-remind", Method: http.MethodPost, Path: "/reviews/{id}/remind", Permission: access.ReviewsRun,
		Summary: "Remind who has not answered, at most once a day each",
	}, func(ctx context.Context, in *remindInput) (*web.Body[ReviewReminded], error) {
		part := uuid.Nil
		if in.Body.PartID != nil {
			part = *in.Body.PartID
		}
		n, err := svc.Remind(ctx, in.ID, part)
		return &web.Body[ReviewReminded]{Body: ReviewReminded{People: n}}, err
	})
}

func choiceOf(b ReviewInput) Choice {
	return Choice{Units: b.Units, Positions: b.Positions, Competencies: b.Competencies}
}

// readRoutes show reviews and their parts.
func readRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "reviews-list", Method: http.MethodGet, Path: "/reviews", Permission: access.ReviewsRead,
		Summary: "Reviews that reach the reader's units, the latest first",
	}, func(ctx context.Context, in *listInput) (*web.Body[web.List[ReviewBody]], error) {
		rows, next, err := svc.List(ctx, in.Q, in.After, in.Limit)
		if err != nil {
			return nil, err
		}
		items := make([]ReviewBody, 0, len(rows))
		for _, c := range rows {
			items = append(items, countedBody(c))
		}
		return &web.Body[web.List[ReviewBody]]{Body: web.List[ReviewBody]{Items: items, Next: next}}, nil
	})
	web.Handle(s, web.Route{
		ID: "reviews-one", Method: http.MethodGet, Path: "/reviews/{id}", Permission: access.ReviewsRead,
		Summary: "One review with how far it is",
	}, func(ctx context.Context, in *idInput) (*web.Body[ReviewBody], error) {
		c, err := svc.Find(ctx, in.ID)
		return &web.Body[ReviewBody]{Body: countedBody(c)}, err
	})
	web.Handle(s, web.Route{
		ID: "reviews-parts", Method: http.MethodGet, Path: "/reviews/{id}/parts", Permission: access.ReviewsRead,
		Summary: "The parts of a review with how far each is",
	}, func(ctx context.Context, in *partsInput) (*web.Body[web.List[ReviewPart]], error) {
		rows, next, err := svc.Parts(ctx, in.ID, PartFilter{Q: in.Q, State: in.State, Sort: in.Sort, After: in.After, Limit: in.Limit})
		if err != nil {
			return nil, err
		}
		items := make([]ReviewPart, 0, len(rows))
		for _, p := range rows {
			items = append(items, partBody(p, nil))
		}
		return &web.Body[web.List[ReviewPart]]{Body: web.List[ReviewPart]{Items: items, Next: next}}, nil
	})
	web.Handle(s, web.Route{
		ID: "reviews-report", Method: http.MethodGet, Path: "/reviews/{id}/report", Permission: access.ReviewsRead,
		Summary: "What a review found",
	}, func(ctx context.Context, in *idInput) (*web.Body[ReviewReport], error) {
		r, err := svc.Report(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		return &web.Body[ReviewReport]{Body: reportBody(r)}, nil
	})
	web.Handle(s, web.Route{
		ID: "reviews-workbook", Method: http.MethodGet, Path: "/reviews/{id}/report.xlsx", Permission: access.ReviewsRead,
		Summary: "The report as a workbook",
	}, svc.workbook)
}

// calibrationRoutes settle what lies too far apart.
func calibrationRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "reviews-calibration", Method: http.MethodGet, Path: "/reviews/{id}/calibration", Permission: access.ReviewsRead,
		Summary: "Items that lie too far apart, the farthest first; reading is logged",
	}, func(ctx context.Context, in *calibrationInput) (*web.Body[web.List[ReviewApart]], error) {
		rows, next, err := svc.Calibration(ctx, in.ID, CalibrationFilter{Undecided: in.Undecided, Q: in.Q, After: in.After, Limit: in.Limit})
		if err != nil {
			return nil, err
		}
		items := make([]ReviewApart, 0, len(rows))
		for _, c := range rows {
			items = append(items, apartBody(ctx, c))
		}
		return &web.Body[web.List[ReviewApart]]{Body: web.List[ReviewApart]{Items: items, Next: next}}, nil
	})
	web.Handle(s, web.Route{
		ID: "reviews-decide", Method: http.MethodPost, Path: "/reviews/items/{id}/decision", Permission: access.ReviewsRead,
		Summary: "Say what follows from an item that lies apart",
	}, func(ctx context.Context, in *decideInput) (*web.Empty, error) {
		d := Decision{ItemID: in.ID, Decision: in.Body.Decision, Level: in.Body.Level, Reason: in.Body.Reason}
		if in.Body.Until != nil {
			d.Until = *in.Body.Until
		}
		return &web.Empty{}, svc.Decide(ctx, d)
	})
}

func apartBody(ctx context.Context, c Calibrated) ReviewApart {
	can := c.Allowed(access.Who(ctx).StaffID, access.May(ctx, access.ReviewsRun, c.UnitPath), access.May(ctx, access.ReviewsAppraise, c.UnitPath))
	if can == nil {
		can = []string{}
	}
	return ReviewApart{
		ID: c.ID, StaffID: c.StaffID, Name: c.FullName, Unit: c.UnitName,
		Competency: competency.CompetencyBody{ID: c.CompetencyID, Code: c.Code, NameVI: c.NameVI, NameEN: c.NameEN},
		Required:   c.Required, EvidenceLevel: c.EvidenceLevel, SelfLevel: c.SelfLevel, SuperiorLevel: c.SuperiorLevel, TestLevel: c.TestLevel,
		Apart: c.Spread, Decision: c.Decision, DecidedLevel: c.DecidedLevel, DecisionReason: c.DecisionReason, Can: can,
	}
}
