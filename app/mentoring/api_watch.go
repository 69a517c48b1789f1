package mentoring

import (
	"context"
	"net/http"
	"time"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/page"
	"camtay/app/web"
)

type feedbackInput struct {
	ID   uuid.UUID `path:"id"`
	Body FeedbackInput
}

// FeedbackInput says how the mentoring goes. The other one sees thanks alone.
type FeedbackInput struct {
	Moment Phase   `json:"moment" enum:"midway,end"`
	Marks  []int16 `json:"marks" minItems:"3" maxItems:"3" doc:"1 to 4 for each question"`
	Remark string  `json:"remark" maxLength:"1000" required:"false" doc:"to the department, without a name"`
	Thanks string  `json:"thanks" maxLength:"1000" required:"false" doc:"to the other one"`
}

type watchInput struct {
	web.Paging

	Flag  Flag   `query:"flag" enum:"quiet,unbooked,long_pause"`
	Query string `query:"q" maxLength:"100"`
}

// WatchedPair is a flagged pair.
type WatchedPair struct {
	PairID      uuid.UUID  `json:"pair_id"`
	Flag        Flag       `json:"flag" enum:"quiet,unbooked,long_pause"`
	RaisedAt    time.Time  `json:"raised_at"`
	State       State      `json:"state" enum:"active,paused"`
	MentorName  string     `json:"mentor_name"`
	LearnerName string     `json:"learner_name"`
	LearnerUnit string     `json:"learner_unit"`
	NameVI      string     `json:"name_vi" doc:"of the competency"`
	NameEN      string     `json:"name_en"`
	AnsweredAt  time.Time  `json:"answered_at"`
	LastHeld    *time.Time `json:"last_held,omitempty"`
	Sessions    int        `json:"sessions"`
	HandOverID  *uuid.UUID `json:"hand_over_id,omitempty" doc:"of a hand-over that waits for an answer"`
	HandOverTo  string     `json:"hand_over_to,omitempty"`
}

// FeedbackSide is what one side says, all answers together.
type FeedbackSide struct {
	Side    Actor    `json:"side" enum:"learner,mentor"`
	Answers int      `json:"answers"`
	Fewest  int      `json:"fewest" doc:"answers below which only their number is told"`
	Counts  [][]int  `json:"counts" doc:"by question, how often each mark 1 to 4 was given"`
	Remarks []string `json:"remarks"`
}

// FeedbackSummary is what both sides say.
type FeedbackSummary struct {
	Sides []FeedbackSide `json:"sides"`
}

func watchRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "mentoring-feedback", Method: http.MethodPost, Path: "/mentoring/pairs/{id}/feedback", Permission: access.MentoringSelf,
		Status: http.StatusCreated, Summary: "Say how the mentoring goes, midway and at its end",
	}, func(ctx context.Context, in *feedbackInput) (*web.Empty, error) {
		b := in.Body
		return &web.Empty{}, svc.GiveFeedback(ctx, Feedback{PairID: in.ID, Moment: b.Moment, Marks: b.Marks, Remark: b.Remark, Thanks: b.Thanks})
	})
	web.Handle(s, web.Route{
		ID: "mentoring-watched", Method: http.MethodGet, Path: "/mentoring/watched", Permission: access.MentoringWatch,
		Summary: "Pairs of my people that need a look, longest first",
	}, func(ctx context.Context, in *watchInput) (*web.Body[web.List[WatchedPair]], error) {
		after, err := page.Parse(in.After, 3)
		if err != nil {
			return nil, err
		}
		limit := page.Limit(in.Limit)
		found, err := svc.Watched(ctx, WatchFilter{Flag: in.Flag, Words: in.Query, After: after, Limit: limit})
		if err != nil {
			return nil, err
		}
		found, next := page.Cut(found, limit, func(w Watched) string {
			return page.Cursor(w.RaisedAt.UTC().Format(time.RFC3339Nano), w.PairID.String(), string(w.Flag))
		})
		return &web.Body[web.List[WatchedPair]]{Body: web.List[WatchedPair]{Items: each(found, watchedBody), Next: next}}, nil
	})
	web.Handle(s, web.Route{
		ID: "mentoring-feedback-summary", Method: http.MethodGet, Path: "/mentoring/feedback", Permission: access.MentoringWatch,
		Summary: "What learners and mentors among my people say, all answers together",
	}, func(ctx context.Context, _ *web.Empty) (*web.Body[FeedbackSummary], error) {
		sums, err := svc.FeedbackSummary(ctx)
		if err != nil {
			return nil, err
		}
		return &web.Body[FeedbackSummary]{Body: FeedbackSummary{Sides: each(sums, func(sum Summary) FeedbackSide {
			return FeedbackSide{
				Side: sum.Side, Answers: sum.Answers, Fewest: Fewest,
				Counts: each(sum.Counts, func(c []int) []int { return c }), Remarks: each(sum.Remarks, func(r string) string { return r }),
			}
		})}}, nil
	})
}

func watchedBody(w Watched) WatchedPair {
	b := WatchedPair{
		PairID: w.PairID, Flag: w.Flag, RaisedAt: w.RaisedAt.UTC(), State: w.State, MentorName: w.MentorName, LearnerName: w.LearnerName,
		LearnerUnit: w.LearnerUnit, NameVI: w.NameVI, NameEN: w.NameEN, AnsweredAt: w.AnsweredAt.UTC(), LastHeld: utc(w.LastHeld), Sessions: w.Sessions,
		HandOverTo: w.HandOverTo,
	}
	if w.HandOverID != uuid.Nil {
		b.HandOverID = &w.HandOverID
	}
	return b
}
