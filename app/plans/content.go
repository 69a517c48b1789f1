package plans

import (
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"
	"golang.org/x/text/unicode/norm"

	"camtay/app/clock"
	"camtay/app/fault"
)

// Limits of a plan.
const (
	MaxTargets = 6
	MaxActions = 8 // of one target
	maxDays    = 731
)

// Why is the reason of a target.
type Why string

// The reasons, the most pressing first.
const (
	WhyCritical Why = "critical" // a gap in what a post calls critical
	WhyGap      Why = "gap"
	WhyFuture   Why = "future" // a post that begins later requires it
	WhyWish     Why = "wish"
)

// Kind is what sort of thing an action is.
type Kind string

// The kinds. Practice and Reading are free text and ticked by hand; the others
// follow what the person does.
const (
	Course   Kind = "course"
	Test     Kind = "test"
	Class    Kind = "class"
	Mentor   Kind = "mentor"
	Practice Kind = "practice"
	Reading  Kind = "reading"
)

// Manual reports whether the person says that it is done.
func (k Kind) Manual() bool {
	return k == Practice || k == Reading
}

// Content is what a plan says: until when, and the targets in order.
type Content struct {
	UntilOn clock.Day `json:"until_on"`
	Targets []Target  `json:"targets"`
}

// Target is a level, 1…5, to be shown in one competency by a day. LevelFrom is the
// level shown when the target came into the plan.
type Target struct {
	CompetencyID uuid.UUID `json:"competency_id"`
	LevelFrom    int16     `json:"level_from"`
	LevelTo      int16     `json:"level_to"`
	UntilOn      clock.Day `json:"until_on"`
	Why          Why       `json:"why"`
	Actions      []Action  `json:"actions"`
}

// Action is something to do for a target. RefID is a course, a test, a class or a
// mentor, by kind; zero for free text.
type Action struct {
	ID      uuid.UUID `json:"id"`
	Kind    Kind      `json:"kind"`
	RefID   uuid.UUID `json:"ref_id"`
	TitleVI string    `json:"title_vi"`
	TitleEN string    `json:"title_en"`
	UntilOn clock.Day `json:"until_on"`
}

// Tidy brings the texts to NFC without surrounding blanks.
func (c Content) Tidy() Content {
	c.Targets = slices.Clone(c.Targets)
	for i, t := range c.Targets {
		c.Targets[i].Actions = slices.Clone(t.Actions)
		for j := range t.Actions {
			a := &c.Targets[i].Actions[j]
			a.TitleVI, a.TitleEN = tidy(a.TitleVI), tidy(a.TitleEN)
		}
	}
	return c
}

func tidy(text string) string {
	return strings.TrimSpace(norm.NFC.String(text))
}

// Check finds what is wrong with a content in itself, at paths of the request
// body: targets above the level they start from, each competency once, days in
// order. from is the plan's first day.
func (c Content) Check(from clock.Day) []fault.Field {
	var faults []fault.Field
	add := func(at, key string, args fault.Args) {
		faults = append(faults, fault.Field{Location: at, Key: key, Args: args})
	}
	if !from.Before(c.UntilOn) || from.AddDays(maxDays).Before(c.UntilOn) {
		add("body.until_on", "plans.bad_until", fault.Args{"from": dayText(from)})
	}
	if len(c.Targets) == 0 || len(c.Targets) > MaxTargets {
		add("body.targets", "plans.bad_count", fault.Args{"max": MaxTargets})
	}
	seen := map[uuid.UUID]bool{}
	for i, t := range c.Targets {
		at := fmt.Sprintf("body.targets[%d]", i)
		if seen[t.CompetencyID] {
			add(at+".competency_id", "plans.twice", nil)
		}
		seen[t.CompetencyID] = true
		if t.LevelTo <= t.LevelFrom || t.LevelTo > 5 {
			add(at+".level_to", "plans.not_above", fault.Args{"level": t.LevelFrom})
		}
		if !from.Before(t.UntilOn) || c.UntilOn.Before(t.UntilOn) {
			add(at+".until_on", "plans.bad_target_day", fault.Args{"from": dayText(from), "until": dayText(c.UntilOn)})
		}
		if len(t.Actions) > MaxActions {
			add(at+".actions", "plans.many_actions", fault.Args{"max": MaxActions})
		}
		for j, a := range t.Actions {
			a.check(t, from, func(field, key string, args fault.Args) {
				add(fmt.Sprintf("%s.actions[%d].%s", at, j, field), key, args)
			})
		}
	}
	return faults
}

func (a Action) check(t Target, from clock.Day, add func(field, key string, args fault.Args)) {
	if a.UntilOn.Before(from) || t.UntilOn.Before(a.UntilOn) {
		add("until_on", "plans.bad_action_day", fault.Args{"from": dayText(from), "until": dayText(t.UntilOn)})
	}
	switch {
	case a.Kind.Manual() != (a.RefID == uuid.Nil):
		add("ref_id", "plans.no_such_action", nil)
	case a.TitleVI == "":
		add("title_vi", "plans.no_title", nil)
	}
}

// CompetencyIDs are those of the targets, in order.
func (c Content) CompetencyIDs() []uuid.UUID {
	ids := make([]uuid.UUID, 0, len(c.Targets))
	for _, t := range c.Targets {
		ids = append(ids, t.CompetencyID)
	}
	return ids
}

// Target is the one of a competency; ok is false when there is none.
func (c Content) Target(competencyID uuid.UUID) (t Target, ok bool) {
	i := slices.IndexFunc(c.Targets, func(t Target) bool { return t.CompetencyID == competencyID })
	if i < 0 {
		return Target{}, false
	}
	return c.Targets[i], true
}

// Actions are those of all targets by id.
func (c Content) Actions() map[uuid.UUID]Action {
	found := map[uuid.UUID]Action{}
	for _, t := range c.Targets {
		for _, a := range t.Actions {
			found[a.ID] = a
		}
	}
	return found
}

// Mark says how a line of a plan differs from what it was.
type Mark string

// The marks.
const (
	Same    Mark = "same"
	Added   Mark = "added"
	Removed Mark = "removed"
	Changed Mark = "changed"
)

// Difference is one target beside what it is to become. Before is zero when it
// is added, After when it is removed.
type Difference struct {
	Mark    Mark
	Before  Target
	After   Target
	Actions []ActionDifference
}

// ActionDifference is one action beside what it is to become.
type ActionDifference struct {
	Mark   Mark
	Before Action
	After  Action
}

// Differ puts two contents side by side, target by target and action by action:
// first what stands in the new one in its order, then what is removed.
func Differ(before, after Content) []Difference {
	var found []Difference
	for _, t := range after.Targets {
		old, known := before.Target(t.CompetencyID)
		d := Difference{Mark: Added, Before: old, After: t, Actions: differActions(old.Actions, t.Actions)}
		if known {
			d.Mark = Same
			touched := slices.ContainsFunc(d.Actions, func(a ActionDifference) bool { return a.Mark != Same })
			if touched || old.LevelTo != t.LevelTo || old.UntilOn != t.UntilOn || old.Why != t.Why {
				d.Mark = Changed
			}
		}
		found = append(found, d)
	}
	for _, old := range before.Targets {
		if _, kept := after.Target(old.CompetencyID); !kept {
			found = append(found, Difference{Mark: Removed, Before: old, Actions: differActions(old.Actions, nil)})
		}
	}
	return found
}

func differActions(before, after []Action) []ActionDifference {
	var found []ActionDifference
	at := func(list []Action, id uuid.UUID) int {
		return slices.IndexFunc(list, func(a Action) bool { return a.ID == id })
	}
	for _, a := range after {
		i := at(before, a.ID)
		switch {
		case i < 0:
			found = append(found, ActionDifference{Mark: Added, After: a})
		case before[i] == a:
			found = append(found, ActionDifference{Mark: Same, Before: a, After: a})
		default:
			found = append(found, ActionDifference{Mark: Changed, Before: before[i], After: a})
		}
	}
	for _, a := range before {
		if at(after, a.ID) < 0 {
			found = append(found, ActionDifference{Mark: Removed, Before: a})
		}
	}
	return found
}

// dayText is a day as people in Vietnam write it, in either language.
func dayText(d clock.Day) string {
	return d.Start().In(clock.Zone).Format("02/01/2006")
}

// locate is the path of a field of the target at a place.
func locate(place int, field string) string {
	return fmt.Sprintf("body.targets[%d].%s", place, field)
}
