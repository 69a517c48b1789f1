package courses

import (
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
)

var (
	// ErrNotFound reports a course or lesson that does not exist or was never published.
	ErrNotFound = errors.New("course or lesson not found")
	// ErrClosed reports a course that was archived: nobody new may enrol.
	ErrClosed = errors.New("course is archived")
	// ErrBadCourse reports a draft that cannot be published; the wrapping text says why.
	ErrBadCourse = errors.New("course is not valid")
	// ErrLessonTaken reports a lesson code that another course uses.
	ErrLessonTaken = errors.New("lesson belongs to another course")
)

// Course is a series of short lessons. Minutes is the time to read them all.
type Course struct {
	bun.BaseModel `bun:"table:courses"`

	ID          uuid.UUID `bun:",pk"`
	Code        string
	TitleVI     string `bun:"title_vi"`
	TitleEN     string `bun:"title_en"`
	SummaryVI   string `bun:"summary_vi"`
	SummaryEN   string `bun:"summary_en"`
	Minutes     int
	PublishedAt *time.Time
	ArchivedAt  *time.Time
	CreatedAt   time.Time
	UpdatedAt   time.Time
}

// Lesson is one page of a course. Body is its source text, HTML what is shown;
// this package trusts that HTML was made safe. Position counts from 1; 0 means
// the lesson was taken out.
type Lesson struct {
	bun.BaseModel `bun:"table:lessons"`

	ID         uuid.UUID `bun:",pk"`
	CourseID   uuid.UUID
	Code       string
	Position   int    `bun:",nullzero"`
	TitleVI    string `bun:"title_vi"`
	TitleEN    string `bun:"title_en"`
	Minutes    int
	Body       string
	HTML       string `bun:"html"`
	ArchivedAt *time.Time
	UpdatedAt  time.Time
}

// Draft is a course to be published, its lessons in order.
type Draft struct {
	Code, TitleVI, TitleEN, SummaryVI, SummaryEN string
	Minutes                                      int
	Lessons                                      []LessonDraft
}

// LessonDraft is a lesson to be published. HTML must be safe to show.
type LessonDraft struct {
	Code, TitleVI, TitleEN string
	Minutes                int
	Body, HTML             string
}

// Check says whether the draft can be published, else an ErrBadCourse: it has a
// code, a Vietnamese title, minutes, and lessons that have the same and a text,
// each lesson code once.
func (d Draft) Check() error {
	if d.Code == "" || d.TitleVI == "" || d.Minutes <= 0 || len(d.Lessons) == 0 {
		return fmt.Errorf("course %q needs a code, a title, minutes and lessons: %w", d.Code, ErrBadCourse)
	}
	seen := map[string]bool{}
	for i, l := range d.Lessons {
		switch {
		case l.Code == "" || l.TitleVI == "" || l.Minutes <= 0 || l.HTML == "":
			return fmt.Errorf("lesson %d of %s needs a code, a title, minutes and a text: %w", i+1, d.Code, ErrBadCourse)
		case seen[l.Code]:
			return fmt.Errorf("lesson %s stands twice in %s: %w", l.Code, d.Code, ErrBadCourse)
		}
		seen[l.Code] = true
	}
	return nil
}
