package learn

import (
	"time"

	"github.com/google/uuid"

	"camtay/app/competency"
	"camtay/app/gaps"
	"camtay/courses"
)

// LearnHome is the learner's first page.
type LearnHome struct {
	Next    LearnNext       `json:"next"`
	Summary gaps.GapSummary `json:"summary"`
	Gaps    []gaps.GapItem  `json:"gaps" doc:"at most five, the widest first"`
	Todos   []LearnTodo     `json:"todos"`
	Unread  int             `json:"unread" doc:"messages not read"`
}

// LearnNext is the one next thing to do. Title names the thing, Context what it
// belongs to: the lesson's course, or the competency that the course closes.
type LearnNext struct {
	Kind      string         `json:"kind" enum:"quiz,confirm_session,lesson,course,mentor,none"`
	Key       string         `json:"key"`
	Args      map[string]any `json:"args"`
	Link      string         `json:"link"`
	TitleVI   string         `json:"title_vi"`
	TitleEN   string         `json:"title_en"`
	ContextVI string         `json:"context_vi,omitempty"`
	ContextEN string         `json:"context_en,omitempty"`
	Progress  *int           `json:"progress,omitempty" minimum:"0" maximum:"100"`
	Minutes   *int           `json:"minutes,omitempty"`
}

// LearnTodo is something else that waits for the learner.
type LearnTodo struct {
	Key     string         `json:"key"`
	Args    map[string]any `json:"args"`
	Link    string         `json:"link"`
	TitleVI string         `json:"title_vi,omitempty"`
	TitleEN string         `json:"title_en,omitempty"`
	Due     *time.Time     `json:"due,omitempty"`
}

// CourseItem is a course in a list, as one learner sees it.
type CourseItem struct {
	ID          uuid.UUID      `json:"id"`
	Code        string         `json:"code"`
	TitleVI     string         `json:"title_vi"`
	TitleEN     string         `json:"title_en"`
	SummaryVI   string         `json:"summary_vi"`
	SummaryEN   string         `json:"summary_en"`
	Minutes     int            `json:"minutes"`
	Lessons     int            `json:"lessons"`
	Done        int            `json:"done"`
	EnrolledAt  *time.Time     `json:"enrolled_at,omitempty"`
	CompletedAt *time.Time     `json:"completed_at,omitempty"`
	Closes      []CourseCloses `json:"closes" doc:"gaps of mine that the course and its test can narrow, critical first"`
	Quiz        *CourseQuiz    `json:"quiz,omitempty"`
}

// CourseCloses is a gap of the learner that a course with its test can narrow:
// Shown is the highest level they show.
type CourseCloses struct {
	Competency competency.CompetencyBody `json:"competency"`
	Level      int16                     `json:"level"`
	Required   int16                     `json:"required"`
	Shown      int16                     `json:"shown"`
	Critical   bool                      `json:"critical"`
}

// CourseQuiz is the test of a course and how the learner stands in it.
type CourseQuiz struct {
	ID           uuid.UUID `json:"id"`
	TitleVI      string    `json:"title_vi"`
	TitleEN      string    `json:"title_en"`
	Minutes      int       `json:"minutes"`
	Questions    int       `json:"questions"`
	MaxAttempts  int       `json:"max_attempts"`
	Attempts     int       `json:"attempts"`
	AttemptsLeft int       `json:"attempts_left"`
	Open         bool      `json:"open" doc:"an attempt is in progress"`
	BestScore    *int      `json:"best_score,omitempty" doc:"basis points"`
	Passed       bool      `json:"passed"`
}

// CourseDetail is a course with its lessons.
type CourseDetail struct {
	ID          uuid.UUID      `json:"id"`
	Code        string         `json:"code"`
	TitleVI     string         `json:"title_vi"`
	TitleEN     string         `json:"title_en"`
	SummaryVI   string         `json:"summary_vi"`
	SummaryEN   string         `json:"summary_en"`
	Minutes     int            `json:"minutes"`
	Lessons     []CourseLesson `json:"lessons"`
	Done        int            `json:"done"`
	Next        *CourseLesson  `json:"next,omitempty" doc:"the first lesson not done"`
	EnrolledAt  *time.Time     `json:"enrolled_at,omitempty"`
	CompletedAt *time.Time     `json:"completed_at,omitempty"`
	Closes      []CourseCloses `json:"closes" doc:"gaps of mine that the course and its test can narrow, critical first"`
	Shows       []CourseShows  `json:"shows"`
	Quiz        *CourseQuiz    `json:"quiz,omitempty"`
}

// CourseLesson is a lesson of a course, as one learner sees it.
type CourseLesson struct {
	ID      uuid.UUID     `json:"id"`
	Code    string        `json:"code"`
	Number  int           `json:"number"`
	TitleVI string        `json:"title_vi"`
	TitleEN string        `json:"title_en"`
	Minutes int           `json:"minutes"`
	State   courses.State `json:"state" enum:"todo,doing,done"`
}

// CourseShows is what a course with its test shows at most.
type CourseShows struct {
	Competency competency.CompetencyBody `json:"competency"`
	Level      int16                     `json:"level"`
}

// LessonBody is a lesson to read. HTML is safe to insert.
type LessonBody struct {
	ID       uuid.UUID     `json:"id"`
	Code     string        `json:"code"`
	TitleVI  string        `json:"title_vi"`
	TitleEN  string        `json:"title_en"`
	HTML     string        `json:"html"`
	Minutes  int           `json:"minutes"`
	Number   int           `json:"number"`
	Lessons  int           `json:"lessons"`
	Course   LessonCourse  `json:"course"`
	Previous *LessonRef    `json:"previous,omitempty"`
	Next     *LessonRef    `json:"next,omitempty"`
	State    courses.State `json:"state" enum:"todo,doing,done"`
}

// LessonCourse names the course of a lesson.
type LessonCourse struct {
	ID      uuid.UUID `json:"id"`
	Code    string    `json:"code"`
	TitleVI string    `json:"title_vi"`
	TitleEN string    `json:"title_en"`
}

// LessonRef names a neighbouring lesson.
type LessonRef struct {
	ID      uuid.UUID `json:"id"`
	TitleVI string    `json:"title_vi"`
	TitleEN string    `json:"title_en"`
}

// LessonDone is where the learner stands after marking a lesson as done.
type LessonDone struct {
	CourseCompleted bool              `json:"course_completed"`
	Done            int               `json:"done"`
	Lessons         int               `json:"lessons"`
	Next            *LessonNext       `json:"next,omitempty"`
	Levels          []LessonLevelMove `json:"levels" doc:"levels that moved by completing the course"`
}

// LessonNext is what follows: the next lesson not done, or the course's test.
type LessonNext struct {
	Kind    string    `json:"kind" enum:"lesson,quiz"`
	ID      uuid.UUID `json:"id"`
	TitleVI string    `json:"title_vi"`
	TitleEN string    `json:"title_en"`
}

// LessonLevelMove is a level that moved. Required is 0 when no post of the
// learner requires the competency.
type LessonLevelMove struct {
	Competency competency.CompetencyBody `json:"competency"`
	From       int16                     `json:"from"`
	To         int16                     `json:"to"`
	Required   int16                     `json:"required"`
}
