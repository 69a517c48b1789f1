package assess

import (
	"errors"

	"github.com/google/uuid"

	"camtay/app/competency"
	"camtay/app/fault"
	"camtay/assessments"
	"camtay/courses"
)

func cardBody(c Card) QuizCard {
	b := QuizCard{
		ID: c.Quiz.ID, Code: c.Quiz.Code, TitleVI: c.Quiz.TitleVI, TitleEN: c.Quiz.TitleEN, Minutes: c.Quiz.Minutes,
		Questions: c.Questions, Pass: c.Quiz.Pass, MaxAttempts: c.Quiz.MaxAttempts,
		AttemptsLeft: assessments.Left(c.Quiz, c.Attempts), Attempts: make([]QuizAttempt, 0, len(c.Attempts)), Course: courseBody(c.Course),
	}
	var refused *fault.Fault
	if err := faultOf(assessments.MayStart(c.Quiz, c.Attempts)); errors.As(err, &refused) {
		b.ReasonKey = refused.Key
	}
	b.CanStart = b.ReasonKey == ""
	for _, a := range c.Attempts {
		b.Attempts = append(b.Attempts, QuizAttempt{
			ID: a.ID, Number: a.Number, State: a.State, StartedAt: a.StartedAt, DueAt: a.DueAt,
			FinishedAt: a.FinishedAt, Score: a.Score, Passed: a.Passed,
		})
		if a.State == assessments.InProgress {
			b.OpenAttempt = &a.ID
		}
	}
	return b
}

func courseBody(c courses.Course) *QuizCourse {
	if c.ID == uuid.Nil {
		return nil
	}
	return &QuizCourse{ID: c.ID, TitleVI: c.TitleVI, TitleEN: c.TitleEN}
}

func quizBody(q assessments.Quiz, c courses.Course, pass int) AttemptQuiz {
	return AttemptQuiz{ID: q.ID, TitleVI: q.TitleVI, TitleEN: q.TitleEN, Minutes: q.Minutes, Pass: pass, Course: courseBody(c)}
}

func attemptBody(s Sitting) AttemptBody {
	a := s.Attempt
	b := AttemptBody{
		ID: a.ID, Quiz: quizBody(s.Quiz, s.Course, a.Paper.Pass), Number: a.Number, State: a.State, StartedAt: a.StartedAt,
		DueAt: a.DueAt, ServerNow: s.Now, Questions: make([]AttemptQuestion, 0, len(a.Paper.Questions)),
		Answers: make([]AttemptAnswer, 0, len(s.Answers)),
	}
	for i, q := range a.Paper.Questions {
		b.Questions = append(b.Questions, AttemptQuestion{
			ID: q.ID, Number: i + 1, Kind: q.Kind, StemVI: q.StemVI, Options: optionBodies(q.Options),
		})
	}
	for _, x := range s.Answers {
		b.Answers = append(b.Answers, AttemptAnswer{QuestionID: x.QuestionID, Value: x.Value, Seq: x.Seq, SavedAt: x.SavedAt})
	}
	return b
}

func optionBodies(options []assessments.Option) []QuestionOption {
	out := make([]QuestionOption, 0, len(options))
	for _, o := range options {
		out = append(out, QuestionOption(o))
	}
	return out
}

func resultBody(r Review) AttemptResult {
	a := r.Attempt
	b := AttemptResult{
		ID: a.ID, Quiz: quizBody(r.Quiz, r.Course, a.Paper.Pass), Number: a.Number, Score: *a.Score, Passed: *a.Passed,
		FinishedAt: *a.FinishedAt, Levels: r.Levels, Why: r.Why, KeyShown: KeyShown(r.Quiz, r.Attempts),
		Questions: make([]ResultQuestion, 0, len(a.Paper.Questions)), AttemptsLeft: assessments.Left(r.Quiz, r.Attempts),
	}
	values := assessments.ByQuestion(r.Answers)
	_, scores := assessments.Grade(a.Paper, values)
	for i, q := range a.Paper.Questions {
		item := ResultQuestion{
			ID: q.ID, Number: i + 1, Kind: q.Kind, StemVI: q.StemVI, Options: optionBodies(q.Options),
			Value: assessments.Normal(values[q.ID]), Correct: []string{}, Score: scores[i].Score, ExplanationVI: q.ExplanationVI,
		}
		if b.KeyShown {
			item.Correct = q.Key
		}
		if title, ok := r.Lessons[q.LessonID]; ok {
			item.Lesson = &ResultLesson{ID: q.LessonID, TitleVI: title[0], TitleEN: title[1]}
		}
		b.Questions = append(b.Questions, item)
	}
	return b
}

// reasons are the traced outcomes as clients see them.
func reasons(t competency.Trace) []ResultReason {
	out := make([]ResultReason, 0, len(t.Outcomes))
	for _, o := range t.Outcomes {
		out = append(out, ResultReason{CompetencyID: o.CompetencyID, Level: o.Level, When: o.When})
	}
	return out
}
