package courses_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"camtay/courses"
	"camtay/courses/coursestest"
)

func steps(states ...courses.State) []courses.Step {
	var out []courses.Step
	for i, s := range states {
		out = append(out, courses.Step{ID: uuid.UUID{15: byte(i + 1)}, Position: i + 1, State: s})
	}
	return out
}

func TestNextIsTheFirstLessonNotDone(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		steps    []courses.Step
		position int
		complete bool
	}{
		"nothing begun":          {steps(courses.Todo, courses.Todo), 1, false},
		"first done":             {steps(courses.Done, courses.Todo), 2, false},
		"opened but not done":    {steps(courses.Done, courses.Doing, courses.Todo), 2, false},
		"later one done already": {steps(courses.Todo, courses.Done), 1, false},
		"all done":               {steps(courses.Done, courses.Done), 0, true},
		"no lessons":             {nil, 0, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			next, ok := courses.Next(c.steps)
			if next.Position != c.position || ok != (c.position > 0) {
				t.Errorf("next is %d (%v), want %d", next.Position, ok, c.position)
			}
			if got := courses.Complete(c.steps); got != c.complete {
				t.Errorf("complete is %v, want %v", got, c.complete)
			}
		})
	}
}

func TestAroundStopsAtTheEnds(t *testing.T) {
	t.Parallel()
	all := steps(courses.Done, courses.Todo, courses.Todo)
	for i, want := range [][2]int{{0, 2}, {1, 3}, {2, 0}} {
		previous, next := courses.Around(all, all[i].ID)
		if got := [2]int{previous.Position, next.Position}; got != want {
			t.Errorf("around %d is %v, want %v", i+1, got, want)
		}
	}
}

func TestPercentIsFullOnlyAtTheEnd(t *testing.T) {
	t.Parallel()
	var got []int
	for _, c := range [][2]int{{0, 3}, {1, 3}, {2, 3}, {3, 3}, {0, 0}} {
		got = append(got, courses.Percent(c[0], c[1]))
	}
	if diff := cmp.Diff([]int{0, 33, 66, 100, 0}, got); diff != "" {
		t.Error(diff)
	}
}

func TestDraftsThatCannotBePublishedAreRefused(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*courses.Draft){
		"no code":        func(d *courses.Draft) { d.Code = "" },
		"no title":       func(d *courses.Draft) { d.TitleVI = "" },
		"no minutes":     func(d *courses.Draft) { d.Minutes = 0 },
		"no lessons":     func(d *courses.Draft) { d.Lessons = nil },
		"empty lesson":   func(d *courses.Draft) { d.Lessons[0].HTML = "" },
		"lesson doubled": func(d *courses.Draft) { d.Lessons[1].Code = d.Lessons[0].Code },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := coursestest.Draft(2, spoil).Check(); !errors.Is(got, courses.ErrBadCourse) {
				t.Errorf("got %v", got)
			}
		})
	}
	if got := coursestest.Draft(2).Check(); got != nil {
		t.Errorf("a valid draft is refused: %v", got)
	}
}
