package learn

import (
	"github.com/google/uuid"

	"camtay/app/gaps"
	"camtay/assessments"
	"camtay/courses"
)

func homeBody(h Home) LearnHome {
	todos := make([]LearnTodo, 0, len(h.Todos))
	for _, i := range h.Todos {
		todos = append(todos, i.todo())
	}
	return LearnHome{
		Next: h.Next.body(h.Now), Summary: gaps.GapSummary(gaps.Summarise(h.Gaps)),
		Gaps: gaps.ItemsOf(gaps.Widest(h.Gaps, 5)), Todos: todos, Unread: h.Unread,
	}
}

func courseItem(s Shelved) CourseItem {
	item := CourseItem{
		ID: s.ID, Code: s.Code, TitleVI: s.TitleVI, TitleEN: s.TitleEN, SummaryVI: s.SummaryVI, SummaryEN: s.SummaryEN,
		Minutes: s.Minutes, Lessons: s.Lessons, Done: s.Done, EnrolledAt: s.EnrolledAt, CompletedAt: s.CompletedAt,
		Closes: make([]CourseCloses, 0, len(s.Closes)),
	}
	for _, c := range s.Closes {
		item.Closes = append(item.Closes, CourseCloses{
			Competency: gaps.ItemOf(c.Gap).Competency, Level: c.Level, Required: c.Required, Shown: c.Shown, Critical: c.Critical,
		})
	}
	if s.Quiz != nil {
		item.Quiz = quizBody(*s.Quiz)
	}
	return item
}

func quizBody(q assessments.Standing) *CourseQuiz {
	left := max(q.MaxAttempts-q.Attempts, 0)
	if q.Passed {
		left = 0
	}
	return &CourseQuiz{
		ID: q.QuizID, TitleVI: q.TitleVI, TitleEN: q.TitleEN, Minutes: q.Minutes, Questions: q.Questions,
		MaxAttempts: q.MaxAttempts, Attempts: q.Attempts, AttemptsLeft: left, Open: q.Open, BestScore: q.BestScore, Passed: q.Passed,
	}
}

func courseDetail(o Opened) CourseDetail {
	i := courseItem(o.Shelved)
	d := CourseDetail{
		ID: i.ID, Code: i.Code, TitleVI: i.TitleVI, TitleEN: i.TitleEN, SummaryVI: i.SummaryVI, SummaryEN: i.SummaryEN,
		Minutes: i.Minutes, Lessons: make([]CourseLesson, 0, len(o.Steps)), Done: i.Done, EnrolledAt: i.EnrolledAt,
		CompletedAt: i.CompletedAt, Closes: i.Closes, Shows: o.Shows, Quiz: i.Quiz,
	}
	for _, s := range o.Steps {
		d.Lessons = append(d.Lessons, stepBody(s))
	}
	if next, ok := courses.Next(o.Steps); ok {
		body := stepBody(next)
		d.Next = &body
	}
	return d
}

func stepBody(s courses.Step) CourseLesson {
	return CourseLesson{
		ID: s.ID, Code: s.Code, Number: s.Position, TitleVI: s.TitleVI, TitleEN: s.TitleEN, Minutes: s.Minutes, State: s.State,
	}
}

func lessonBody(r Reading) LessonBody {
	b := LessonBody{
		ID: r.Lesson.ID, Code: r.Lesson.Code, TitleVI: r.Lesson.TitleVI, TitleEN: r.Lesson.TitleEN, HTML: r.Lesson.HTML,
		Minutes: r.Lesson.Minutes, Number: r.Lesson.Position, Lessons: len(r.Steps),
		Course: LessonCourse{ID: r.Course.ID, Code: r.Course.Code, TitleVI: r.Course.TitleVI, TitleEN: r.Course.TitleEN},
	}
	for _, s := range r.Steps {
		if s.ID == r.Lesson.ID {
			b.State = s.State
		}
	}
	previous, next := courses.Around(r.Steps, r.Lesson.ID)
	b.Previous, b.Next = refBody(previous), refBody(next)
	return b
}

func refBody(s courses.Step) *LessonRef {
	if s.ID == uuid.Nil {
		return nil
	}
	return &LessonRef{ID: s.ID, TitleVI: s.TitleVI, TitleEN: s.TitleEN}
}

func doneBody(d Done) LessonDone {
	done, lessons := courses.Count(d.Steps)
	b := LessonDone{CourseCompleted: courses.Complete(d.Steps), Done: done, Lessons: lessons, Levels: d.Levels}
	next, more := courses.Next(d.Steps)
	switch {
	case more:
		b.Next = &LessonNext{Kind: "lesson", ID: next.ID, TitleVI: next.TitleVI, TitleEN: next.TitleEN}
	case d.Quiz != nil && !d.Quiz.Passed && (d.Quiz.Open || d.Quiz.Attempts < d.Quiz.MaxAttempts):
		b.Next = &LessonNext{Kind: "quiz", ID: d.Quiz.QuizID, TitleVI: d.Quiz.TitleVI, TitleEN: d.Quiz.TitleEN}
	}
	return b
}
