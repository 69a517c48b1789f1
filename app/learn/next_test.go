package learn_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"camtay/app/competency"
	"camtay/app/gaps"
	"camtay/app/learn"
)

func id(n byte) uuid.UUID { return uuid.UUID{15: n} }

func at(minute int) time.Time {
	return time.Date(2026, time.November, 2, 1, minute, 0, 0, time.UTC)
}

func gap(n byte, level, required int16, critical bool) gaps.Gap {
	return gaps.Gap{CompetencyID: id(n), NameVI: "NL", Level: level, Required: required, Gap: max(required-level, 0), Critical: critical}
}

func TestTheNextStep(t *testing.T) {
	t.Parallel()
	attempt := learn.Item{Kind: "attempt", ID: id(1), At: at(30)}
	sooner := learn.Item{Kind: "attempt", ID: id(2), At: at(20)}
	confirm := learn.Item{Kind: "confirm", ID: id(3), At: at(1)}
	older := learn.Item{Kind: "confirm", ID: id(4), At: at(0)}
	lesson := learn.Item{Kind: "lesson", ID: id(5), At: at(5)}
	touched := learn.Item{Kind: "lesson", ID: id(6), At: at(6)}
	quiz := learn.Item{Kind: "quiz", ID: id(7), At: at(5)}
	fresh := learn.Item{Kind: "quiz", ID: id(8), At: at(9)}
	offer := func(course, of byte, level int16, minutes int) learn.Item {
		return learn.Item{Kind: "course", ID: id(course), ParentID: id(of), Level: level, Minutes: minutes}
	}
	wide, critical, met := gap(101, 0, 3, false), gap(102, 1, 2, true), gap(103, 2, 2, true)
	for name, c := range map[string]struct {
		items []learn.Item
		gaps  []gaps.Gap
		kind  string
		id    uuid.UUID
	}{
		"the open attempt due first":                  {[]learn.Item{quiz, lesson, confirm, attempt, sooner}, nil, "attempt", id(2)},
		"then the coaching session held first":        {[]learn.Item{quiz, lesson, confirm, older}, nil, "confirm", id(4)},
		"then the course touched last":                {[]learn.Item{quiz, lesson, touched}, []gaps.Gap{wide}, "lesson", id(6)},
		"then the test of the course completed last":  {[]learn.Item{quiz, fresh, offer(20, 101, 2, 45)}, []gaps.Gap{wide}, "quiz", id(8)},
		"then the course for the critical gap":        {[]learn.Item{offer(20, 101, 3, 45), offer(21, 102, 2, 45)}, []gaps.Gap{wide, critical}, "course", id(21)},
		"or for the widest when none is critical":     {[]learn.Item{offer(20, 101, 1, 45), offer(22, 104, 1, 9)}, []gaps.Gap{gap(104, 1, 2, false), wide}, "course", id(20)},
		"the course that shows more":                  {[]learn.Item{offer(20, 101, 1, 9), offer(21, 101, 2, 45)}, []gaps.Gap{wide}, "course", id(21)},
		"of equal ones the shorter":                   {[]learn.Item{offer(20, 101, 1, 45), offer(21, 101, 1, 9)}, []gaps.Gap{wide}, "course", id(21)},
		"not a course that shows what is shown":       {[]learn.Item{offer(20, 102, 1, 45)}, []gaps.Gap{critical}, "mentor", id(102)},
		"not a course for what is met":                {[]learn.Item{offer(20, 103, 3, 45)}, []gaps.Gap{met}, "none", uuid.Nil},
		"a course before a mentor for the worse gap":  {[]learn.Item{offer(20, 101, 1, 45)}, []gaps.Gap{wide, critical}, "course", id(20)},
		"a mentor for the critical gap":               {nil, []gaps.Gap{wide, critical}, "mentor", id(102)},
		"a mentor where none is asked yet":            {[]learn.Item{{Kind: "pair", ID: id(30), ParentID: id(102)}}, []gaps.Gap{wide, critical}, "mentor", id(101)},
		"nothing when every requirement is met":       {nil, []gaps.Gap{met}, "none", uuid.Nil},
		"nothing when nothing is required of someone": {nil, nil, "none", uuid.Nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := learn.NextStep(c.items, c.gaps)
			if got.Kind != c.kind || got.ID != c.id {
				t.Errorf("got %s %v, want %s %v", got.Kind, got.ID, c.kind, c.id)
			}
		})
	}
}

func TestTheChosenStepIsNotAmongTheOthers(t *testing.T) {
	t.Parallel()
	items := []learn.Item{
		{Kind: "quiz", ID: id(4), At: at(2)}, {Kind: "course", ID: id(5)}, {Kind: "lesson", ID: id(3), At: at(1)},
		{Kind: "attempt", ID: id(1), At: at(9)}, {Kind: "confirm", ID: id(2), At: at(1)}, {Kind: "quiz", ID: id(6), At: at(1)},
	}

	got := learn.Others(items, items[3], 3)

	var ids []uuid.UUID
	for _, i := range got {
		ids = append(ids, i.ID)
	}
	if diff := cmp.Diff([]uuid.UUID{id(2), id(3), id(6)}, ids); diff != "" {
		t.Error(diff)
	}
}

func TestACourseClosesOpenGapsItShowsMoreOf(t *testing.T) {
	t.Parallel()
	claims := []competency.Claim{{CompetencyID: id(1), Level: 1}, {CompetencyID: id(2), Level: 2}, {CompetencyID: id(3), Level: 3}, {CompetencyID: id(4), Level: 1}}
	found := []gaps.Gap{gap(1, 0, 2, false), gap(2, 1, 2, true), gap(3, 3, 3, true), gap(4, 1, 3, true), gap(5, 0, 5, true)}

	got := learn.Closes(claims, found)

	want := []learn.Closing{{Gap: found[1], Shown: 2}, {Gap: found[0], Shown: 1}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
