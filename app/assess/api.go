package assess

import (
	"context"
	"net/http"
	"time"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/web"
)

type quizInput struct {
	ID uuid.UUID `path:"id"`
}

type attemptInput struct {
	ID uuid.UUID `path:"id"`
}

type answerInput struct {
	Attempt  uuid.UUID `path:"attempt"`
	Question uuid.UUID `path:"question"`
	Body     AnswerChange
}

// AnswerChange is one change of an answer.
type AnswerChange struct {
	Value []string `json:"value" maxItems:"20" doc:"codes of the options chosen; none takes the answer back"`
	Seq   int64    `json:"seq" minimum:"1" doc:"the client's count of changes to this answer; the server keeps the highest"`
}

// AnswerSaved is the answer that stands: the one sent, or a newer one.
type AnswerSaved struct {
	Seq     int64     `json:"seq"`
	SavedAt time.Time `json:"saved_at"`
}

// Routes serves the learner's own tests.
func Routes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "assess-quiz", Method: http.MethodGet, Path: "/assess/quizzes/{id}", Permission: access.AssessSelf,
		Summary: "A test before it begins: length, attempts, results so far",
	}, func(ctx context.Context, in *quizInput) (*web.Body[QuizCard], error) {
		card, err := svc.Card(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		return &web.Body[QuizCard]{Body: cardBody(card)}, nil
	})

	web.Handle(s, web.Route{
		ID: "assess-start", Method: http.MethodPost, Path: "/assess/quizzes/{id}/attempts", Permission: access.AssessSelf,
		Summary: "Start an attempt, or resume the open one",
	}, func(ctx context.Context, in *quizInput) (*web.Body[AttemptBody], error) {
		return attemptOf(svc.Start(ctx, in.ID))
	})

	web.Handle(s, web.Route{
		ID: "assess-attempt", Method: http.MethodGet, Path: "/assess/attempts/{id}", Permission: access.AssessSelf,
		Summary: "An attempt with its questions and the answers saved",
	}, func(ctx context.Context, in *attemptInput) (*web.Body[AttemptBody], error) {
		return attemptOf(svc.Attempt(ctx, in.ID))
	})

	web.Handle(s, web.Route{
		ID: "assess-answer", Method: http.MethodPut, Path: "/assess/attempts/{attempt}/answers/{question}", Permission: access.AssessSelf,
		Summary: "Save an answer; an older change never replaces a newer one", MaxBody: 4 << 10,
	}, func(ctx context.Context, in *answerInput) (*web.Body[AnswerSaved], error) {
		saved, err := svc.Save(ctx, in.Attempt, in.Question, in.Body.Value, in.Body.Seq)
		if err != nil {
			return nil, err
		}
		return &web.Body[AnswerSaved]{Body: AnswerSaved(saved)}, nil
	})

	web.Handle(s, web.Route{
		ID: "assess-hand-in", Method: http.MethodPost, Path: "/assess/attempts/{id}/hand-in", Permission: access.AssessSelf,
		Summary: "Hand in an attempt, once; the answer says which levels moved",
	}, func(ctx context.Context, in *attemptInput) (*web.Body[AttemptResult], error) {
		return resultOf(svc.HandIn(ctx, in.ID))
	})

	web.Handle(s, web.Route{
		ID: "assess-result", Method: http.MethodGet, Path: "/assess/attempts/{id}/result", Permission: access.AssessSelf,
		Summary: "The result of a finished attempt, question by question",
	}, func(ctx context.Context, in *attemptInput) (*web.Body[AttemptResult], error) {
		return resultOf(svc.Result(ctx, in.ID))
	})
}

func attemptOf(s Sitting, err error) (*web.Body[AttemptBody], error) {
	if err != nil {
		return nil, err
	}
	return &web.Body[AttemptBody]{Body: attemptBody(s)}, nil
}

func resultOf(r Review, err error) (*web.Body[AttemptResult], error) {
	if err != nil {
		return nil, err
	}
	return &web.Body[AttemptResult]{Body: resultBody(r)}, nil
}
