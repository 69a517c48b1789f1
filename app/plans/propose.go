package plans

import (
	"cmp"
	"slices"
	"time"

	"github.com/google/uuid"

	"camtay/app/clock"
)

// What a proposal takes on.
const (
	// TargetsAHalfYear is how many targets are proposed for half a year.
	TargetsAHalfYear = 4
	// PeriodsAYear is how many periods ("tiết") of courses, tests and classes are proposed for a year.
	PeriodsAYear = 40
	// MinutesAPeriod is the length of one.
	MinutesAPeriod = 45
	// steps is how many levels one proposed target rises at most.
	steps = 2

	daysAYear  = 365
	daysAHalf  = 182
	leadInDays = 7 // before a plan's first action is due
)

// Want is a competency in which a person should rise. Why is never WhyWish.
type Want struct {
	CompetencyID uuid.UUID
	Code         string
	Level        int16
	Required     int16
	Why          Why
}

// Offer is a course, a test or an open class that shows a competency at a level.
// On is the last day of a class.
type Offer struct {
	Kind         Kind
	RefID        uuid.UUID
	CompetencyID uuid.UUID
	Level        int16
	Minutes      int
	TitleVI      string
	TitleEN      string
	On           clock.Day
}

// Helper is someone who can help with a competency, best first in a list.
type Helper struct {
	CompetencyID uuid.UUID
	MentorID     uuid.UUID
	Name         string
}

// Reason is why something is proposed, as a translation key.
type Reason struct {
	Key  string
	Args map[string]any
}

// Proposal is a content with the reason of each target, in its order.
type Proposal struct {
	Content

	Reasons []Reason
	Minutes int // of courses, tests and classes
}

// Period is the time of a plan.
type Period struct {
	From  clock.Day
	Until clock.Day
}

// Days is the length of a period.
func (p Period) Days() int {
	return int(p.Until.Start().Sub(p.From.Start()).Hours() / 24) //nolint:mnd // hours of a day
}

// limits are how many targets and minutes a period has room for.
func (p Period) limits() (targets, minutes int) {
	days := max(p.Days(), 1)
	return min(max((TargetsAHalfYear*days+daysAHalf-1)/daysAHalf, 1), MaxTargets), PeriodsAYear * MinutesAPeriod * days / daysAYear
}

// Propose drafts a plan: critical gaps first, then the widest, at most what the
// period has room for. Each target lies above the level shown and within two
// levels of it; its actions are the catalogue's best offer that leads above the
// level shown, a class in the period, a mentor, and practice when there is
// nothing else. Days are spread over the period, earlier targets first. practice
// is the title of on-the-job practice. The result does not depend on the order
// of the arguments.
func Propose(wants []Want, offers []Offer, helpers []Helper, period Period, practice string) Proposal {
	targets, budget := period.limits()
	out := Proposal{Content: Content{UntilOn: period.Until}}
	for _, w := range pressing(wants) {
		if len(out.Targets) == targets {
			break
		}
		chosen := choose(w, offers, period)
		cost := 0
		for _, o := range chosen {
			cost += o.Minutes
		}
		if len(out.Targets) > 0 && out.Minutes+cost > budget {
			continue
		}
		out.Minutes += cost
		out.Targets = append(out.Targets, Target{
			CompetencyID: w.CompetencyID, LevelFrom: w.Level, LevelTo: aim(w), Why: w.Why,
			Actions: actions(w, chosen, helpers, practice),
		})
		out.Reasons = append(out.Reasons, reason(w))
	}
	spread(out.Targets, period, offers)
	return out
}

// pressing are the wants that are open, each competency once, in order.
func pressing(wants []Want) []Want {
	order := map[Why]int{WhyCritical: 0, WhyGap: 1, WhyFuture: 2, WhyWish: 3}
	open := slices.DeleteFunc(slices.Clone(wants), func(w Want) bool { return w.Required <= w.Level || w.Level >= 5 })
	slices.SortFunc(open, func(a, b Want) int {
		return cmp.Or(
			order[a.Why]-order[b.Why],
			int(b.Required-b.Level)-int(a.Required-a.Level),
			cmp.Compare(a.Code, b.Code),
			slices.Compare(a.CompetencyID[:], b.CompetencyID[:]),
			int(a.Level-b.Level),
		)
	})
	seen := map[uuid.UUID]bool{}
	return slices.DeleteFunc(open, func(w Want) bool {
		known := seen[w.CompetencyID]
		seen[w.CompetencyID] = true
		return known
	})
}

func aim(w Want) int16 {
	return min(w.Required, w.Level+steps, 5)
}

// choose picks the offers for one want: the best course, or the best test when no
// course leads on, and the best class that ends within the period.
func choose(w Want, offers []Offer, period Period) []Offer {
	best := map[Kind]Offer{}
	for _, o := range offers {
		if o.CompetencyID != w.CompetencyID || o.Level <= w.Level {
			continue
		}
		if o.Kind == Class && (period.Until.Before(o.On) || o.On.Before(period.From)) {
			continue
		}
		if old, known := best[o.Kind]; !known || better(o, old, aim(w)) {
			best[o.Kind] = o
		}
	}
	var chosen []Offer
	for _, kind := range []Kind{Course, Test, Class} {
		o, known := best[kind]
		if _, course := best[Course]; known && (kind != Test || !course) {
			chosen = append(chosen, o)
		}
	}
	return chosen
}

// better prefers what reaches the aim, then the shorter, then the higher.
func better(a, b Offer, aim int16) bool {
	short := func(o Offer) int { return int(max(aim-o.Level, 0)) }
	return cmp.Or(
		short(a)-short(b),
		a.Minutes-b.Minutes,
		int(b.Level-a.Level),
		slices.Compare(a.RefID[:], b.RefID[:]),
	) < 0
}

func actions(w Want, chosen []Offer, helpers []Helper, practice string) []Action {
	var list []Action
	for _, o := range chosen {
		list = append(list, Action{Kind: o.Kind, RefID: o.RefID, TitleVI: o.TitleVI, TitleEN: o.TitleEN})
	}
	if i := slices.IndexFunc(helpers, func(h Helper) bool { return h.CompetencyID == w.CompetencyID }); i >= 0 {
		list = append(list, Action{Kind: Mentor, RefID: helpers[i].MentorID, TitleVI: helpers[i].Name})
	}
	if len(list) == 0 {
		list = append(list, Action{Kind: Practice, TitleVI: practice})
	}
	return list
}

// spread gives the targets days one after another, the last at the end of the
// period, and their actions days up to that of the target; a class keeps its own.
func spread(targets []Target, period Period, offers []Offer) {
	days := period.Days()
	ends := map[uuid.UUID]clock.Day{}
	for _, o := range offers {
		if o.Kind == Class {
			ends[o.RefID] = o.On
		}
	}
	for i := range targets {
		t := &targets[i]
		end := max(days*(i+1)/len(targets), min(leadInDays, days))
		t.UntilOn = period.From.AddDays(end)
		for _, a := range t.Actions {
			if a.Kind == Class && t.UntilOn.Before(ends[a.RefID]) {
				t.UntilOn = ends[a.RefID]
			}
		}
		for j := range t.Actions {
			a := &t.Actions[j]
			a.UntilOn = period.From.AddDays(max(end*(j+1)/len(t.Actions), 1))
			if a.Kind == Class {
				a.UntilOn = ends[a.RefID]
			}
		}
	}
}

func reason(w Want) Reason {
	return Reason{
		Key:  map[Why]string{WhyCritical: "plans.because_critical", WhyGap: "plans.because_gap", WhyFuture: "plans.because_future"}[w.Why],
		Args: map[string]any{"level": w.Level, "required": w.Required},
	}
}

// shortest is the least length of a proposed plan.
const shortest = 90

// HalfYear is the time of a plan made today: until the end of the half year, or
// of the next one when that is near.
func HalfYear(today clock.Day) Period {
	for year := today.Year(); ; year++ {
		for _, month := range []time.Month{time.June, time.December} {
			last := 31
			if month == time.June {
				last = 30
			}
			end, err := clock.NewDay(year, month, last)
			if err == nil && !end.Before(today.AddDays(shortest)) {
				return Period{From: today, Until: end}
			}
		}
	}
}
