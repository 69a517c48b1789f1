package assess

import (
	"time"

	"github.com/google/uuid"

	"camtay/app/competency"
	"camtay/assessments"
)

// QuizCard is a test before it begins, with the learner's attempts so far.
type QuizCard struct {
	ID           uuid.UUID     `json:"id"`
	Code         string        `json:"code"`
	TitleVI      string        `json:"title_vi"`
	TitleEN      string        `json:"title_en"`
	Minutes      int           `json:"minutes"`
	Questions    int           `json:"questions"`
	Pass         int           `json:"pass" doc:"basis points"`
	MaxAttempts  int           `json:"max_attempts"`
	AttemptsLeft int           `json:"attempts_left"`
	Attempts     []QuizAttempt `json:"attempts"`
	CanStart     bool          `json:"can_start"`
	ReasonKey    string        `json:"reason_key,omitempty" doc:"why it cannot be started"`
	OpenAttempt  *uuid.UUID    `json:"open_attempt,omitempty"`
	Course       *QuizCourse   `json:"course,omitempty"`
}

// QuizAttempt is one attempt of the learner in short.
type QuizAttempt struct {
	ID         uuid.UUID         `json:"id"`
	Number     int               `json:"number"`
	State      assessments.State `json:"state" enum:"in_progress,finished,abandoned"`
	StartedAt  time.Time         `json:"started_at"`
	DueAt      time.Time         `json:"due_at"`
	FinishedAt *time.Time        `json:"finished_at,omitempty"`
	Score      *int              `json:"score,omitempty" doc:"basis points"`
	Passed     *bool             `json:"passed,omitempty"`
}

// QuizCourse names the course of a test.
type QuizCourse struct {
	ID      uuid.UUID `json:"id"`
	TitleVI string    `json:"title_vi"`
	TitleEN string    `json:"title_en"`
}

// AttemptQuiz names the test of an attempt.
type AttemptQuiz struct {
	ID      uuid.UUID   `json:"id"`
	TitleVI string      `json:"title_vi"`
	TitleEN string      `json:"title_en"`
	Minutes int         `json:"minutes"`
	Pass    int         `json:"pass" doc:"basis points"`
	Course  *QuizCourse `json:"course,omitempty"`
}

// AttemptBody is an attempt as the learner works on it. It never holds a key.
type AttemptBody struct {
	ID        uuid.UUID         `json:"id"`
	Quiz      AttemptQuiz       `json:"quiz"`
	Number    int               `json:"number"`
	State     assessments.State `json:"state" enum:"in_progress,finished,abandoned"`
	StartedAt time.Time         `json:"started_at"`
	DueAt     time.Time         `json:"due_at"`
	ServerNow time.Time         `json:"server_now" doc:"the clock that decides"`
	Questions []AttemptQuestion `json:"questions"`
	Answers   []AttemptAnswer   `json:"answers"`
}

// AttemptQuestion is a question of an attempt, without its key.
type AttemptQuestion struct {
	ID      uuid.UUID        `json:"id"`
	Number  int              `json:"number"`
	Kind    assessments.Kind `json:"kind" enum:"single,multiple"`
	StemVI  string           `json:"stem_vi"`
	Options []QuestionOption `json:"options"`
}

// QuestionOption is one choice of a question.
type QuestionOption struct {
	Code   string `json:"code"`
	TextVI string `json:"text_vi"`
}

// AttemptAnswer is an answer the server holds.
type AttemptAnswer struct {
	QuestionID uuid.UUID `json:"question_id"`
	Value      []string  `json:"value"`
	Seq        int64     `json:"seq"`
	SavedAt    time.Time `json:"saved_at"`
}

// AttemptResult is a finished attempt, question by question.
type AttemptResult struct {
	ID           uuid.UUID          `json:"id"`
	Quiz         AttemptQuiz        `json:"quiz"`
	Number       int                `json:"number"`
	Score        int                `json:"score" doc:"basis points"`
	Passed       bool               `json:"passed"`
	FinishedAt   time.Time          `json:"finished_at"`
	Levels       []AttemptLevelMove `json:"levels" doc:"each competency the test asked about"`
	Why          []ResultReason     `json:"why" doc:"the conditions of each level with what was found; empty for an attempt handed in before criteria were kept"`
	KeyShown     bool               `json:"key_shown" doc:"right options are told once the test is passed or cannot be taken again"`
	Questions    []ResultQuestion   `json:"questions"`
	AttemptsLeft int                `json:"attempts_left"`
}

// AttemptLevelMove is what a test showed of one competency: Shown 0 means not
// enough for any level. From and To are the learner's levels before and after.
// Required is 0 when no post of the learner requires the competency.
type AttemptLevelMove struct {
	Competency competency.CompetencyBody `json:"competency"`
	Shown      int16                     `json:"shown"`
	From       int16                     `json:"from"`
	To         int16                     `json:"to"`
	Required   int16                     `json:"required"`
}

// ResultReason is a level of a competency with its condition and what was found.
type ResultReason struct {
	CompetencyID uuid.UUID             `json:"competency_id"`
	Level        int16                 `json:"level"`
	When         competency.TracedNode `json:"when"`
}

// ResultQuestion is one question of a result. Correct is empty until KeyShown.
type ResultQuestion struct {
	ID            uuid.UUID        `json:"id"`
	Number        int              `json:"number"`
	Kind          assessments.Kind `json:"kind" enum:"single,multiple"`
	StemVI        string           `json:"stem_vi"`
	Options       []QuestionOption `json:"options"`
	Value         []string         `json:"value"`
	Correct       []string         `json:"correct"`
	Score         int              `json:"score" doc:"basis points"`
	ExplanationVI string           `json:"explanation_vi"`
	Lesson        *ResultLesson    `json:"lesson,omitempty" doc:"to read again"`
}

// ResultLesson names the lesson behind a question.
type ResultLesson struct {
	ID      uuid.UUID `json:"id"`
	TitleVI string    `json:"title_vi"`
	TitleEN string    `json:"title_en"`
}
