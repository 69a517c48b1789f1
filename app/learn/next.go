package learn

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/google/uuid"

	"camtay/app/gaps"
	"camtay/courses"
)

// Kinds of item, in the order in which they come first.
const (
	kindAttempt = "attempt" // an open attempt at a test
	kindConfirm = "confirm" // a coaching session to confirm
	kindLesson  = "lesson"  // a started course with a lesson to do
	kindQuiz    = "quiz"    // the test of a completed course, not passed
	kindCourse  = "course"  // a course not begun that shows a competency
	kindMentor  = "mentor"  // a gap that no course closes
	kindPair    = "pair"    // a mentor asked or at work: nothing to do, but nobody to look for
	kindNone    = "none"
)

// Item is something a learner could do. What its fields mean depends on the kind:
//
//	attempt  ID attempt, At due, Done answered of Total questions
//	confirm  ID session, ParentID pair, Name mentor, At held
//	lesson   ID lesson, ParentID course (Context its title), At last touched, Done of Total lessons, Minutes left
//	quiz     ID quiz, ParentID course, At course completed, Done attempts of Total, Minutes
//	course   ID course, ParentID competency, Level shown at most, Minutes
//	mentor   ID competency
//	pair     ID pair, ParentID competency
type Item struct {
	Kind      string
	ID        uuid.UUID
	ParentID  uuid.UUID
	TitleVI   string
	TitleEN   string
	ContextVI string
	ContextEN string
	Name      string
	At        time.Time
	Done      int
	Total     int
	Minutes   int
	Level     int16
	Required  int16
}

// NextStep chooses the one next thing to do, the first that there is:
//
//  1. the open attempt that is due first,
//  2. the coaching session held first that waits for the learner's word,
//  3. the lesson of the started course touched last,
//  4. the test of the course completed last, not passed and with attempts left,
//  5. the course not begun that narrows the worst gap; of several courses the one
//     that shows the higher level of it, then the one that takes less time,
//  6. a mentor for the worst gap in which none is asked or at work,
//  7. nothing.
//
// The worst gap is a critical one before others, then the widest. A course
// narrows a gap when it shows more than the learner's level.
func NextStep(items []Item, found []gaps.Gap) Item {
	for _, pick := range []struct {
		kind string
		sort func(a, b Item) int
	}{
		{kindAttempt, byTime},
		{kindConfirm, byTime},
		{kindLesson, latestFirst},
		{kindQuiz, latestFirst},
	} {
		if best := ofKind(items, pick.kind); len(best) > 0 {
			return slices.MinFunc(best, pick.sort)
		}
	}
	open := worstFirst(found)
	offers := ofKind(items, kindCourse)
	for _, g := range open {
		narrowing := slices.DeleteFunc(slices.Clone(offers), func(i Item) bool { return i.ParentID != g.CompetencyID || i.Level <= g.Level })
		if len(narrowing) > 0 {
			best := slices.MinFunc(narrowing, func(a, b Item) int {
				return cmp.Or(cmp.Compare(b.Level, a.Level), cmp.Compare(a.Minutes, b.Minutes), byID(a, b))
			})
			best.ContextVI, best.ContextEN, best.Required = g.NameVI, g.NameEN, g.Required
			return best
		}
	}
	coached := ofKind(items, kindPair)
	for _, g := range open {
		if slices.ContainsFunc(coached, func(i Item) bool { return i.ParentID == g.CompetencyID }) {
			continue
		}
		return Item{Kind: kindMentor, ID: g.CompetencyID, TitleVI: g.NameVI, TitleEN: g.NameEN, Level: g.Level, Required: g.Required}
	}
	return Item{Kind: kindNone}
}

// Others are what else waits for the learner, at most n, in the order of kinds:
// everything but the chosen item, courses not begun and mentors.
func Others(items []Item, chosen Item, n int) []Item {
	var others []Item
	for _, kind := range []string{kindAttempt, kindConfirm, kindLesson, kindQuiz} {
		waiting := ofKind(items, kind)
		slices.SortFunc(waiting, byTime)
		for _, i := range waiting {
			if i.ID != chosen.ID {
				others = append(others, i)
			}
		}
	}
	return others[:min(n, len(others))]
}

func ofKind(items []Item, kind string) []Item {
	return slices.DeleteFunc(slices.Clone(items), func(i Item) bool { return i.Kind != kind })
}

func worstFirst(found []gaps.Gap) []gaps.Gap {
	open := gaps.Widest(found, len(found))
	slices.SortStableFunc(open, func(a, b gaps.Gap) int {
		switch {
		case a.Critical == b.Critical:
			return 0
		case a.Critical:
			return -1
		}
		return 1
	})
	return open
}

func byTime(a, b Item) int {
	return cmp.Or(a.At.Compare(b.At), byID(a, b))
}

func latestFirst(a, b Item) int {
	return cmp.Or(b.At.Compare(a.At), byID(a, b))
}

func byID(a, b Item) int {
	return slices.Compare(a.ID[:], b.ID[:])
}

// link is the address of the page where the item is done.
func (i Item) link() string {
	switch i.Kind {
	case kindAttempt:
		return "/bai-lam/" + i.ID.String()
	case kindConfirm:
		return "/kem-cap/" + i.ParentID.String()
	case kindLesson:
		return "/bai-hoc/" + i.ID.String()
	case kindQuiz:
		return "/kiem-tra/" + i.ID.String()
	case kindCourse:
		return "/khoa-hoc/" + i.ID.String()
	case kindMentor:
		return "/kem-cap?nang-luc=" + i.ID.String()
	}
	return "/khoa-hoc"
}

func (i Item) body(now time.Time) LearnNext {
	n := LearnNext{
		Kind: i.Kind, Link: i.link(), TitleVI: i.TitleVI, TitleEN: i.TitleEN,
		ContextVI: i.ContextVI, ContextEN: i.ContextEN, Args: map[string]any{},
	}
	progress, minutes := courses.Percent(i.Done, i.Total), i.Minutes
	switch i.Kind {
	case kindAttempt:
		minutes = int(math.Ceil(max(i.At.Sub(now), 0).Minutes()))
		n.Kind, n.Key, n.Args = kindQuiz, "learn.next_attempt", map[string]any{"answered": i.Done, "questions": i.Total, "minutes": minutes}
		n.Progress, n.Minutes = &progress, &minutes
	case kindConfirm:
		n.Kind, n.Key, n.Args = "confirm_session", "learn.next_confirm", map[string]any{"mentor": i.Name}
	case kindLesson:
		n.Key, n.Args = "learn.next_lesson", map[string]any{"done": i.Done, "lessons": i.Total}
		n.Progress, n.Minutes = &progress, &minutes
	case kindQuiz:
		n.Key, n.Args = "learn.next_quiz", map[string]any{"minutes": minutes, "left": i.Total - i.Done}
		n.Minutes = &minutes
	case kindCourse:
		n.Key, n.Args = "learn.next_course", map[string]any{"shown": i.Level, "required": i.Required}
		n.Minutes = &minutes
	case kindMentor:
		n.Key, n.Args = "learn.next_mentor", map[string]any{"level": i.Level, "required": i.Required}
	default:
		n.Key = "learn.next_none"
	}
	return n
}

func (i Item) todo() LearnTodo {
	t := LearnTodo{Link: i.link(), TitleVI: i.TitleVI, TitleEN: i.TitleEN, Args: map[string]any{}}
	switch i.Kind {
	case kindAttempt:
		due := i.At
		t.Key, t.Due = "learn.todo_attempt", &due
		t.Args = map[string]any{"answered": i.Done, "questions": i.Total}
	case kindConfirm:
		t.Key = "learn.todo_confirm"
		t.Args = map[string]any{"mentor": i.Name}
	case kindQuiz:
		t.Key = "learn.todo_quiz"
		t.Args = map[string]any{"left": i.Total - i.Done}
	default:
		t.Key = "learn.todo_lesson"
		t.Args = map[string]any{"done": i.Done, "lessons": i.Total}
	}
	return t
}
