package competency

import (
	"slices"

	"github.com/google/uuid"

	"camtay/app/fault"
)

// maxTerms bounds the ways of meeting one condition that Check looks at.
const maxTerms = 1024

// term is one way of meeting a condition: conditions that together suffice.
type term []Node

// terms are all ways of meeting a node, none of which is contradictory in itself;
// ok is false when there are too many to look at.
func terms(n Node) (ways []term, ok bool) {
	if !n.group() {
		return []term{{n}}, true
	}
	list, _ := n.children("")
	if n.All != nil {
		ways = []term{{}}
	}
	for _, child := range list {
		more, ok := terms(child)
		if !ok {
			return nil, false
		}
		if n.Any != nil {
			ways = append(ways, more...)
		} else {
			ways = product(ways, more)
		}
		if len(ways) > maxTerms {
			return nil, false
		}
	}
	return ways, true
}

func product(a, b []term) []term {
	var out []term
	for _, x := range a {
		for _, y := range b {
			if both := slices.Concat(x, y); both.possible() {
				out = append(out, both)
			}
			if len(out) > maxTerms {
				return out
			}
		}
	}
	return out
}

// possible reports whether the score bands of each test overlap; every other
// condition has no upper end.
func (t term) possible() bool {
	bands := map[uuid.UUID]ScoreBand{}
	for _, n := range t {
		if n.Score == nil {
			continue
		}
		band, again := bands[n.Score.QuizID]
		if !again {
			band.To = Whole
		}
		band.From, band.To = max(band.From, n.Score.From), min(band.To, n.Score.To)
		if band.From > band.To {
			return false
		}
		bands[n.Score.QuizID] = band
	}
	return true
}

// implies reports whether whoever meets the term meets the node for certain.
func (t term) implies(n Node) bool {
	list, _ := n.children("")
	switch {
	case n.All != nil:
		return !slices.ContainsFunc(list, func(child Node) bool { return !t.implies(child) })
	case n.Any != nil:
		return slices.ContainsFunc(list, t.implies)
	}
	return slices.ContainsFunc(t, func(have Node) bool { return stronger(have, n) })
}

// stronger reports whether meeting the condition a means meeting b.
func stronger(a, b Node) bool {
	switch {
	case a.Score != nil && b.Score != nil:
		return a.Score.QuizID == b.Score.QuizID && a.Score.From >= b.Score.From && a.Score.To <= b.Score.To
	case a.Questions != nil && b.Questions != nil:
		return a.Questions.CompetencyID == b.Questions.CompetencyID &&
			a.Questions.FromLevel == b.Questions.FromLevel && a.Questions.ToLevel == b.Questions.ToLevel &&
			slices.Equal(a.Questions.QuestionIDs, b.Questions.QuestionIDs) &&
			a.Questions.Share >= b.Questions.Share && a.Questions.Count >= b.Questions.Count
	case a.Simulator != nil && b.Simulator != nil:
		return a.Simulator.SimulatorID == b.Simulator.SimulatorID && a.Simulator.Criterion == b.Simulator.Criterion &&
			a.Simulator.Share >= b.Simulator.Share
	case a.Attendance != nil && b.Attendance != nil:
		return a.Attendance.ClassID == b.Attendance.ClassID && a.Attendance.Share >= b.Attendance.Share
	case a.Completion != nil && b.Completion != nil:
		return *a.Completion == *b.Completion
	}
	return false
}

// reach refuses outcomes that nothing can bring about: a condition that
// contradicts itself, or one that always brings a higher level with it.
func (k *check) reach(s Set) {
	for i, o := range s.Outcomes {
		path := at("outcomes", i)
		ways, ok := terms(o.When)
		switch {
		case !ok:
			k.at(path+".when", "criteria.too_complex", nil)
			continue
		case len(ways) == 0:
			k.at(k.knot(o.When, path+".when"), "criteria.unreachable", nil)
			continue
		}
		if higher := s.overtaken(o, ways); higher > 0 {
			k.at(path+".when", "criteria.overtaken", fault.Args{"level": o.Level, "higher": higher})
		}
	}
}

// overtaken is a higher level that every way of proving an outcome brings with
// it, 0 when one does not.
func (s Set) overtaken(o Outcome, ways []term) (higher int16) {
	for _, way := range ways {
		i := slices.IndexFunc(s.Outcomes, func(x Outcome) bool {
			return x.CompetencyID == o.CompetencyID && x.Level > o.Level && way.implies(x.When)
		})
		if i < 0 {
			return 0
		}
		higher = s.Outcomes[i].Level
	}
	return higher
}

// knot is the path of the innermost group that cannot be met.
func (k *check) knot(n Node, path string) string {
	list, paths := n.children(path)
	for i, child := range list {
		if ways, ok := terms(child); ok && len(ways) == 0 {
			return k.knot(child, paths[i])
		}
	}
	return path
}
