package courses

import (
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
)

// Enrolment says that a learner follows a course.
type Enrolment struct {
	bun.BaseModel `bun:"table:enrolments"`

	ID          uuid.UUID `bun:",pk"`
	CourseID    uuid.UUID
	LearnerID   uuid.UUID
	EnrolledAt  time.Time
	CompletedAt *time.Time
}

// Completion is the fact that a learner has completed a course.
type Completion struct {
	CourseID, LearnerID uuid.UUID
	CompletedAt         time.Time
}

// State is how far a learner is with one lesson.
type State string

// The states of a lesson.
const (
	Todo  State = "todo"  // never opened
	Doing State = "doing" // opened
	Done  State = "done"  // marked as completed by the learner
)

// Step is a lesson of a course as one learner sees it, without its text.
type Step struct {
	ID       uuid.UUID
	Code     string
	TitleVI  string `bun:"title_vi"`
	TitleEN  string `bun:"title_en"`
	Minutes  int
	Position int
	State    State
}

// Next is the first lesson in order that is not done. ok is false when all are.
func Next(steps []Step) (next Step, ok bool) {
	for _, s := range steps {
		if s.State != Done {
			return s, true
		}
	}
	return Step{}, false
}

// Count tells how many of the lessons are done, of how many.
func Count(steps []Step) (done, lessons int) {
	for _, s := range steps {
		if s.State == Done {
			done++
		}
	}
	return done, len(steps)
}

// Complete reports whether a course is complete: it has lessons and all are done.
func Complete(steps []Step) bool {
	done, lessons := Count(steps)
	return lessons > 0 && done == lessons
}

// Around are the lessons before and after one; the zero Step at an end, and both
// for a lesson that is not among the steps.
func Around(steps []Step, lessonID uuid.UUID) (previous, next Step) {
	for i, s := range steps {
		if s.ID != lessonID {
			continue
		}
		if i > 0 {
			previous = steps[i-1]
		}
		if i+1 < len(steps) {
			next = steps[i+1]
		}
	}
	return previous, next
}

// Percent is done of all, 0…100, rounded down, so that 100 means all.
func Percent(done, all int) int {
	if all <= 0 {
		return 0
	}
	return done * 100 / all
}
