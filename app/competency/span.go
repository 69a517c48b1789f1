package competency

import (
	"slices"

	"camtay/app/clock"
)

// Span is a required level over a range of days; the zero Until is open.
type Span struct {
	Level    int16
	Critical bool
	Weight   int16
	From     clock.Day
	Until    clock.Day
}

// Merge is, for every day from a day on, the strictest of all spans that hold on
// it: the highest level and weight, critical when any is. The result has no
// overlaps and no days before from; neighbours that ask the same are one span.
func Merge(spans []Span, from clock.Day) []Span {
	var days []clock.Day
	for _, s := range spans {
		days = append(days, later(s.From, from))
		if !s.Until.IsZero() && from.Before(s.Until) {
			days = append(days, s.Until)
		}
	}
	slices.SortFunc(days, compareDays)
	days = slices.Compact(days)
	var out []Span
	for i, day := range days {
		var until clock.Day
		if i+1 < len(days) {
			until = days[i+1]
		}
		s, holds := strictest(spans, day)
		if !holds {
			continue
		}
		s.From, s.Until = day, until
		if last := len(out) - 1; last >= 0 && out[last].Until == day && asksTheSame(out[last], s) {
			out[last].Until = until
			continue
		}
		out = append(out, s)
	}
	return out
}

func strictest(spans []Span, on clock.Day) (Span, bool) {
	var out Span
	found := false
	for _, s := range spans {
		if !s.holds(on) {
			continue
		}
		found = true
		out.Level = max(out.Level, s.Level)
		out.Weight = max(out.Weight, s.Weight)
		out.Critical = out.Critical || s.Critical
	}
	return out, found
}

func (s Span) holds(on clock.Day) bool {
	return !on.Before(s.From) && (s.Until.IsZero() || on.Before(s.Until))
}

func asksTheSame(a, b Span) bool {
	return a.Level == b.Level && a.Critical == b.Critical && a.Weight == b.Weight
}

func later(a, b clock.Day) clock.Day {
	if a.Before(b) {
		return b
	}
	return a
}

func compareDays(a, b clock.Day) int {
	switch {
	case a.Before(b):
		return -1
	case b.Before(a):
		return 1
	}
	return 0
}
