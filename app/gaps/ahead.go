package gaps

import (
	"slices"

	"github.com/google/uuid"

	"camtay/app/clock"
)

// Span is one post that requires one competency, from a day to a day: the days
// on which both the post and the requirement hold. Until is the first day no
// longer; the zero day means open-ended.
type Span struct {
	CompetencyID uuid.UUID
	PostID       uuid.UUID
	PositionVI   string
	PositionEN   string
	Unit         string
	PostKind     string
	Level        int16
	Critical     bool
	From         clock.Day
	Until        clock.Day
}

// On reports whether the span holds on a day.
func (s Span) On(day clock.Day) bool {
	return !day.Before(s.From) && (s.Until.IsZero() || day.Before(s.Until))
}

func (s Span) ask() Ask {
	return Ask{
		PositionVI: s.PositionVI, PositionEN: s.PositionEN, Unit: s.Unit, Level: s.Level,
		Kind: s.PostKind, Critical: s.Critical, From: s.From, Until: s.Until,
	}
}

// Required is what the spans require of a competency on a day: the maximum over
// those that hold, 0 when none does.
func Required(spans []Span, competencyID uuid.UUID, day clock.Day) (level int16, critical bool) {
	for _, s := range spans {
		if s.CompetencyID == competencyID && s.On(day) {
			level, critical = max(level, s.Level), critical || s.Critical
		}
	}
	return level, critical
}

// Change is a day on which what a person's posts require changes.
type Change struct {
	Day   clock.Day
	Items []ChangedItem
}

// ChangedItem is one competency of which more or less is required from the day
// on, with the spans that hold then. Critical is as of that day.
type ChangedItem struct {
	CompetencyID uuid.UUID
	Before       int16
	After        int16
	Critical     bool
	Spans        []Span
}

// Ahead are the days after today on which a person's requirements change, the
// nearest first, each with the competencies in the order of their first span.
func Ahead(spans []Span, today clock.Day) []Change {
	var days []clock.Day
	var competencies []uuid.UUID
	for _, s := range spans {
		for _, day := range []clock.Day{s.From, s.Until} {
			if today.Before(day) {
				days = append(days, day)
			}
		}
		if !slices.Contains(competencies, s.CompetencyID) {
			competencies = append(competencies, s.CompetencyID)
		}
	}
	slices.SortFunc(days, func(a, b clock.Day) int { return a.Start().Compare(b.Start()) })
	var changes []Change
	for _, day := range slices.Compact(days) {
		c := Change{Day: day}
		for _, id := range competencies {
			before, _ := Required(spans, id, day.AddDays(-1))
			after, critical := Required(spans, id, day)
			if before != after {
				c.Items = append(c.Items, ChangedItem{CompetencyID: id, Before: before, After: after, Critical: critical, Spans: holding(spans, id, day)})
			}
		}
		if len(c.Items) > 0 {
			changes = append(changes, c)
		}
	}
	return changes
}

// holding are the spans of a competency that hold on a day, the highest first.
func holding(spans []Span, competencyID uuid.UUID, day clock.Day) []Span {
	var held []Span
	for _, s := range spans {
		if s.CompetencyID == competencyID && s.On(day) {
			held = append(held, s)
		}
	}
	slices.SortStableFunc(held, func(a, b Span) int { return int(b.Level - a.Level) })
	return held
}
