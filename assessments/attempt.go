package assessments

import (
	"encoding/binary"
	"math/rand/v2"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
)

// Grace is how long after the due time the server still takes an answer, for
// slow networks.
const Grace = 30 * time.Second

// State is where an attempt stands. In progress it becomes finished, by handing
// in or by the clock, or abandoned, when its time ran out without any answer.
type State string

// The states of an attempt.
const (
	InProgress State = "in_progress"
	Finished   State = "finished"
	Abandoned  State = "abandoned"
)

// Attempt is one try of a learner. Score and Passed are set when it is finished.
type Attempt struct {
	bun.BaseModel `bun:"table:attempts"`

	ID          uuid.UUID `bun:",pk"`
	QuizID      uuid.UUID
	LearnerID   uuid.UUID
	Number      int
	State       State
	StartedAt   time.Time
	DueAt       time.Time
	FinishedAt  *time.Time
	Score       *int
	Passed      *bool
	QuestionIDs []uuid.UUID `bun:"question_ids,array"`
	Paper       Paper       `bun:"type:jsonb"`
}

// Paper is what an attempt asks, frozen at its start: later changes of the quiz
// do not reach it. Questions stand in the order they are asked.
type Paper struct {
	Pass      int             `json:"pass"`
	Questions []PaperQuestion `json:"questions"`
}

// PaperQuestion is a question as it was at the start of the attempt.
type PaperQuestion struct {
	ID            uuid.UUID `json:"id"`
	Kind          Kind      `json:"kind"`
	StemVI        string    `json:"stem_vi"`
	Options       []Option  `json:"options"`
	Key           []string  `json:"key"`
	ExplanationVI string    `json:"explanation_vi"`
	LessonID      uuid.UUID `json:"lesson_id"`
}

// Answer is what the learner chose last: codes of options, sorted, none for an
// answer taken back. Seq is the client's count of changes to this answer.
type Answer struct {
	bun.BaseModel `bun:"table:answers"`

	AttemptID  uuid.UUID `bun:",pk"`
	QuestionID uuid.UUID `bun:",pk"`
	Value      []string  `bun:"type:jsonb"`
	Seq        int64
	SavedAt    time.Time
}

// NewPaper freezes questions in an order that depends on the attempt alone, so
// that neighbours at the next desk see different ones and a repeated start the
// same. Options keep their order.
func NewPaper(attemptID uuid.UUID, pass int, questions []Question) Paper {
	p := Paper{Pass: pass, Questions: make([]PaperQuestion, 0, len(questions))}
	for _, q := range questions {
		p.Questions = append(p.Questions, PaperQuestion{
			ID: q.ID, Kind: q.Kind, StemVI: q.StemVI, Options: q.Options, Key: q.Key,
			ExplanationVI: q.ExplanationVI, LessonID: q.LessonID,
		})
	}
	seed := rand.NewPCG(binary.BigEndian.Uint64(attemptID[:8]), binary.BigEndian.Uint64(attemptID[8:]))
	rand.New(seed).Shuffle(len(p.Questions), func(i, j int) {
		p.Questions[i], p.Questions[j] = p.Questions[j], p.Questions[i]
	})
	return p
}

// IDs are the ids of the paper's questions in order.
func (p Paper) IDs() []uuid.UUID {
	ids := make([]uuid.UUID, 0, len(p.Questions))
	for _, q := range p.Questions {
		ids = append(ids, q.ID)
	}
	return ids
}

// Overdue reports whether an attempt in progress has run out of time and grace.
func (a Attempt) Overdue(now time.Time) bool {
	return a.State == InProgress && now.After(a.DueAt.Add(Grace))
}

// MayStart says whether a learner with these attempts may start another: nil,
// ErrClosed, ErrPassed or ErrNoAttempts. An open attempt is resumed, not counted
// against the learner, whatever became of the quiz.
func MayStart(q Quiz, attempts []Attempt) error {
	passed := false
	for _, a := range attempts {
		if a.State == InProgress {
			return nil
		}
		passed = passed || a.Passed != nil && *a.Passed
	}
	switch {
	case q.ArchivedAt != nil:
		return ErrClosed
	case passed:
		return ErrPassed
	case len(attempts) >= q.MaxAttempts:
		return ErrNoAttempts
	}
	return nil
}

// Left is how many attempts may still be started; none after a pass.
func Left(q Quiz, attempts []Attempt) int {
	for _, a := range attempts {
		if a.Passed != nil && *a.Passed {
			return 0
		}
	}
	return max(q.MaxAttempts-len(attempts), 0)
}

// Graded reports whether the attempt has a result: nil, ErrOpen or ErrAbandoned.
func (a Attempt) Graded() error {
	switch a.State {
	case Finished:
		return nil
	case Abandoned:
		return ErrAbandoned
	case InProgress:
		return ErrOpen
	}
	return ErrOpen
}
