package competency

import (
	"maps"
	"slices"

	"github.com/google/uuid"
)

// Facts are what is known of one person. What is absent was not done. Shares and
// scores are basis points.
type Facts struct {
	Scores     map[uuid.UUID]int     // of finished tests
	Questions  map[uuid.UUID]int     // of the questions asked in the test itself
	Tags       map[uuid.UUID][]Claim // what those questions ask about
	Simulators map[SimulatorPoint]int
	Attendance map[uuid.UUID]int // of classes, the share of sessions
	Completed  map[Source]bool
}

// SimulatorPoint is one criterion of a simulator.
type SimulatorPoint struct {
	SimulatorID uuid.UUID
	Criterion   string
}

// Trace says for every condition of a set whether it was met, and why.
type Trace struct {
	Outcomes []TracedOutcome `json:"outcomes"`
}

// TracedOutcome is one outcome of a set with what became of its condition.
type TracedOutcome struct {
	CompetencyID uuid.UUID  `json:"competency_id"`
	Level        int16      `json:"level"`
	When         TracedNode `json:"when"`
}

// TracedNode is a condition with what was found. Key and Args are a sentence;
// Source names what the condition looks at, absent for a group and for questions.
type TracedNode struct {
	Met      bool           `json:"met"`
	Key      string         `json:"key"`
	Args     map[string]any `json:"args,omitempty"`
	Source   *Source        `json:"source,omitempty"`
	Children []TracedNode   `json:"children,omitempty"`
}

// Evaluate is the one rule for what finishing a source proves: per competency the
// highest level whose condition the facts meet. Claims holds every competency of
// the set, level 0 where nothing was proved, ordered by competency.
func Evaluate(s Set, f Facts) ([]Claim, Trace) {
	claims := make([]Claim, 0, len(s.Outcomes))
	trace := Trace{Outcomes: make([]TracedOutcome, 0, len(s.Outcomes))}
	for _, o := range s.Outcomes {
		when := f.trace(o.When)
		trace.Outcomes = append(trace.Outcomes, TracedOutcome{CompetencyID: o.CompetencyID, Level: o.Level, When: when})
		c := Claim{CompetencyID: o.CompetencyID}
		if when.Met {
			c.Level = o.Level
		}
		claims = append(claims, c)
	}
	return highest(claims), trace
}

func (f Facts) trace(n Node) TracedNode {
	t := TracedNode{}
	if source, ok := n.needs(); ok {
		t.Source = &source
	}
	switch {
	case n.group():
		f.traceGroup(n, &t)
	case n.Score != nil:
		got, done := f.Scores[n.Score.QuizID]
		t.Met = done && got >= n.Score.From && got <= n.Score.To
		t.Key, t.Args = "criteria.trace_score", map[string]any{"from": n.Score.From, "to": n.Score.To, "got": got}
		switch {
		case !done:
			t.Key = "criteria.trace_score_none"
		case n.Score.To < Whole:
			t.Key = "criteria.trace_band"
		}
	case n.Questions != nil:
		f.traceQuestions(*n.Questions, &t)
	case n.Simulator != nil:
		got := f.Simulators[SimulatorPoint{n.Simulator.SimulatorID, n.Simulator.Criterion}]
		t.Met = got >= n.Simulator.Share
		t.Key = "criteria.trace_simulator"
		t.Args = map[string]any{"criterion": n.Simulator.Criterion, "from": n.Simulator.Share, "got": got}
	case n.Attendance != nil:
		got := f.Attendance[n.Attendance.ClassID]
		t.Met = got >= n.Attendance.Share
		t.Key, t.Args = "criteria.trace_attendance", map[string]any{"from": n.Attendance.Share, "got": got}
	case n.Completion != nil:
		t.Met, t.Args = f.Completed[*n.Completion], map[string]any{}
		t.Key = "criteria.trace_open_" + n.Completion.Kind
		if t.Met {
			t.Key = "criteria.trace_done_" + n.Completion.Kind
		}
	}
	return t
}

func (f Facts) traceGroup(n Node, t *TracedNode) {
	list, _ := n.children("")
	met := 0
	for _, child := range list {
		traced := f.trace(child)
		if traced.Met {
			met++
		}
		t.Children = append(t.Children, traced)
	}
	t.Key, t.Met = "criteria.trace_all", met == len(list)
	if n.Any != nil {
		t.Key, t.Met = "criteria.trace_any", met > 0
	}
	t.Args = map[string]any{"met": met, "of": len(list)}
}

func (f Facts) traceQuestions(g QuestionGroup, t *TracedNode) {
	sum, asked := 0, 0
	for id, score := range f.Questions {
		if g.holds(id, f.Tags[id]) {
			sum += score
			asked++
		}
	}
	t.Met = asked > 0 && asked >= g.Count && sum >= g.Share*asked
	t.Key = "criteria.trace_questions"
	got := 0
	if asked > 0 {
		got = sum / asked
	}
	t.Args = map[string]any{"from": g.Share, "got": got, "asked": asked, "count": g.Count}
	if len(g.QuestionIDs) == 0 {
		t.Key = "criteria.trace_levels"
		t.Args["low"], t.Args["high"] = g.FromLevel, g.ToLevel
		if g.FromLevel == g.ToLevel {
			t.Key = "criteria.trace_level"
		}
	}
}

// holds reports whether a question with its tags belongs to the group.
func (g QuestionGroup) holds(question uuid.UUID, tags []Claim) bool {
	if len(g.QuestionIDs) > 0 {
		return slices.Contains(g.QuestionIDs, question)
	}
	return slices.ContainsFunc(tags, func(c Claim) bool {
		return c.CompetencyID == g.CompetencyID && c.Level >= g.FromLevel && c.Level <= g.ToLevel
	})
}

// with are the facts with what other adds about other sources; what f knows holds.
func (f Facts) with(other Facts) Facts {
	return Facts{
		Scores: merged(other.Scores, f.Scores), Questions: f.Questions, Tags: f.Tags,
		Simulators: merged(other.Simulators, f.Simulators),
		Attendance: merged(other.Attendance, f.Attendance), Completed: merged(other.Completed, f.Completed),
	}
}

// without are the facts as if some sources had not been finished.
func (f Facts) without(sources []Source) Facts {
	f = f.with(Facts{})
	for _, s := range sources {
		delete(f.Completed, s)
		delete(f.Scores, s.ID)
		delete(f.Attendance, s.ID)
	}
	return f
}

func merged[K comparable, V any](base, over map[K]V) map[K]V {
	out := make(map[K]V, len(base)+len(over))
	maps.Copy(out, base)
	maps.Copy(out, over)
	return out
}

// name gives every condition on a source the source's title.
func (t Trace) name(titles map[Source]string) {
	var walk func(n TracedNode)
	walk = func(n TracedNode) {
		if n.Source != nil {
			n.Args["name"] = titles[*n.Source]
		}
		for _, child := range n.Children {
			walk(child)
		}
	}
	for _, o := range t.Outcomes {
		walk(o.When)
	}
}
