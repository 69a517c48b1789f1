package assessments

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
)

var (
	// ErrNotFound reports a quiz or attempt that does not exist, was never
	// published, or is another learner's.
	ErrNotFound = errors.New("quiz or attempt not found")
	// ErrClosed reports an archived quiz: no new attempt may start.
	ErrClosed = errors.New("quiz is archived")
	// ErrPassed reports a quiz that the learner has passed: there is nothing left to take.
	ErrPassed = errors.New("quiz is passed already")
	// ErrNoAttempts reports that the learner has used up all attempts.
	ErrNoAttempts = errors.New("no attempts left")
	// ErrFinished reports an attempt that is no longer in progress.
	ErrFinished = errors.New("attempt is finished")
	// ErrTooLate reports an attempt in progress whose time, with Grace, is over.
	ErrTooLate = errors.New("time is over")
	// ErrOpen reports a result asked for before the attempt is finished.
	ErrOpen = errors.New("attempt is still in progress")
	// ErrAbandoned reports a result asked for of an attempt that ended without any answer.
	ErrAbandoned = errors.New("attempt was abandoned")
	// ErrNotAsked reports an answer to a question that the attempt's paper does not hold.
	ErrNotAsked = errors.New("question is not in the paper")
	// ErrBadAnswer reports an answer that is not a list of option codes.
	ErrBadAnswer = errors.New("answer is not a list of option codes")
	// ErrBadQuiz reports a draft that cannot be published; the wrapping text says why.
	ErrBadQuiz = errors.New("quiz is not valid")
	// ErrQuestionTaken reports a question code that another quiz uses.
	ErrQuestionTaken = errors.New("question belongs to another quiz")
)

// Full is the score of a perfect answer, in basis points.
const Full = 10000

// Quiz is a test. Pass is the least score that passes, in basis points. CourseID
// is zero for a test without a course.
type Quiz struct {
	bun.BaseModel `bun:"table:quizzes"`

	ID          uuid.UUID `bun:",pk"`
	Code        string
	CourseID    uuid.UUID `bun:",nullzero"`
	TitleVI     string    `bun:"title_vi"`
	TitleEN     string    `bun:"title_en"`
	Minutes     int
	Pass        int
	MaxAttempts int
	PublishedAt *time.Time
	ArchivedAt  *time.Time
	CreatedAt   time.Time
	UpdatedAt   time.Time
}

// Kind says how many options a question wants.
type Kind string

// The kinds of question.
const (
	Single   Kind = "single"   // exactly one option is right
	Multiple Kind = "multiple" // one or more are
)

// Option is one choice of a question.
type Option struct {
	Code   string `json:"code"`
	TextVI string `json:"text_vi"`
}

// Question is one question of a quiz. Key holds the codes of the right options.
// Position counts from 1; 0 means the question was taken out.
type Question struct {
	bun.BaseModel `bun:"table:questions"`

	ID            uuid.UUID `bun:",pk"`
	QuizID        uuid.UUID
	Code          string
	Position      int `bun:",nullzero"`
	Kind          Kind
	StemVI        string    `bun:"stem_vi"`
	Options       []Option  `bun:"type:jsonb"`
	Key           []string  `bun:"type:jsonb"`
	ExplanationVI string    `bun:"explanation_vi"`
	LessonID      uuid.UUID `bun:",nullzero"`
	ArchivedAt    *time.Time
	UpdatedAt     time.Time
}

// Draft is a quiz to be published, its questions in order.
type Draft struct {
	Code, TitleVI, TitleEN     string
	CourseID                   uuid.UUID // zero: without a course
	Minutes, Pass, MaxAttempts int
	Questions                  []QuestionDraft
}

// QuestionDraft is a question to be published. Key holds the codes of the right
// options; LessonID is the lesson to read again, or zero.
type QuestionDraft struct {
	Code, StemVI, ExplanationVI string
	Kind                        Kind
	Options                     []Option
	Key                         []string
	LessonID                    uuid.UUID
}

// Check says whether the draft can be published, else an ErrBadQuiz.
func (d Draft) Check() error {
	if d.Code == "" || d.TitleVI == "" || d.Minutes <= 0 || d.MaxAttempts <= 0 || d.Pass < 0 || d.Pass > Full || len(d.Questions) == 0 {
		return fmt.Errorf("quiz %q needs a code, a title, minutes, attempts, a pass mark and questions: %w", d.Code, ErrBadQuiz)
	}
	seen := map[string]bool{}
	for i, q := range d.Questions {
		if seen[q.Code] {
			return fmt.Errorf("question %s stands twice in %s: %w", q.Code, d.Code, ErrBadQuiz)
		}
		seen[q.Code] = true
		if err := q.check(); err != nil {
			return fmt.Errorf("question %d of %s (%s): %w", i+1, d.Code, q.Code, err)
		}
	}
	return nil
}

// check wants a code, a stem, two or more options with codes of their own, and a
// key among them: one option of a single question, one or more of a multiple.
func (q QuestionDraft) check() error {
	if q.Code == "" || q.StemVI == "" || len(q.Options) < 2 || len(q.Options) > maxOptions {
		return fmt.Errorf("needs a code, a stem and two to twenty options: %w", ErrBadQuiz)
	}
	codes := map[string]bool{}
	for _, o := range q.Options {
		if !validCode(o.Code) || o.TextVI == "" || codes[o.Code] {
			return fmt.Errorf("option %q needs a text and a short code of its own: %w", o.Code, ErrBadQuiz)
		}
		codes[o.Code] = true
	}
	key := Normal(q.Key)
	if slices.ContainsFunc(key, func(code string) bool { return !codes[code] }) || len(key) != len(q.Key) {
		return fmt.Errorf("the key names options that do not exist or one twice: %w", ErrBadQuiz)
	}
	switch q.Kind {
	case Single:
		if len(key) != 1 {
			return fmt.Errorf("a single question has one right option: %w", ErrBadQuiz)
		}
	case Multiple:
		if len(key) == 0 {
			return fmt.Errorf("a multiple question has a right option: %w", ErrBadQuiz)
		}
	default:
		return fmt.Errorf("kind %q is unknown: %w", q.Kind, ErrBadQuiz)
	}
	return nil
}

const (
	maxCode    = 8  // letters of an option's code
	maxOptions = 20 // options of a question
)

// validCode accepts 1…8 letters a…z and digits.
func validCode(code string) bool {
	return code != "" && len(code) <= maxCode && strings.IndexFunc(code, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	}) < 0
}
