package competency_test

import (
	"encoding/json"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"pgregory.net/rapid"

	"camtay/app/competency"
)

// The small world of these tests: a competency, two tests, a course and a class.
var (
	skill  = uuid.UUID{0xc0}
	quizA  = uuid.UUID{0xa1}
	quizB  = uuid.UUID{0xa2}
	course = competency.Source{Kind: competency.SourceCourse, ID: uuid.UUID{0xb1}}
	class  = uuid.UUID{0xb2}
	asked  = []uuid.UUID{{0xd1}, {0xd2}}
	robot  = uuid.UUID{0xe1}
	own    = competency.Source{Kind: competency.SourceQuiz, ID: quizA}
	rounds = []int{0, 2500, 5000, 7500, 10000}
)

func smallWorld() competency.Catalogue {
	return competency.Catalogue{
		Competencies: map[uuid.UUID]bool{skill: true},
		Titles: map[competency.Source]string{
			own: "A", {Kind: competency.SourceQuiz, ID: quizB}: "B", course: "K", {Kind: competency.SourceClass, ID: class}: "L",
		},
		Questions:  map[uuid.UUID][]competency.Claim{asked[0]: {{CompetencyID: skill, Level: 1}}, asked[1]: {{CompetencyID: skill, Level: 2}}},
		Simulators: map[uuid.UUID][]string{robot: {"tiep-nhan"}},
	}
}

func drawLeaf(t *rapid.T, bands bool) competency.Node {
	grid := rapid.SampledFrom(rounds)
	switch rapid.IntRange(0, 4).Draw(t, "leaf") {
	case 0:
		return competency.Node{Completion: &course}
	case 1:
		return competency.Node{Attendance: &competency.Attendance{ClassID: class, Share: rapid.SampledFrom(rounds[1:]).Draw(t, "share")}}
	case 2:
		level := int16(rapid.IntRange(1, 2).Draw(t, "level"))
		return competency.Node{Questions: &competency.QuestionGroup{
			CompetencyID: skill, FromLevel: level, ToLevel: level, Share: rapid.SampledFrom(rounds[1:]).Draw(t, "share"), Count: 1,
		}}
	}
	band := competency.ScoreBand{QuizID: rapid.SampledFrom([]uuid.UUID{quizA, quizB}).Draw(t, "quiz"), From: grid.Draw(t, "from"), To: competency.Whole}
	if bands {
		band.To = rapid.SampledFrom(slices.DeleteFunc(slices.Clone(rounds), func(n int) bool { return n < band.From })).Draw(t, "to")
	}
	return competency.Node{Score: &band}
}

func drawNode(t *rapid.T, depth int, bands bool) competency.Node {
	if depth == 0 || rapid.Bool().Draw(t, "is leaf") {
		return drawLeaf(t, bands)
	}
	children := make([]competency.Node, rapid.IntRange(1, 3).Draw(t, "children"))
	for i := range children {
		children[i] = drawNode(t, depth-1, bands)
	}
	if rapid.Bool().Draw(t, "all") {
		return competency.Node{All: children}
	}
	return competency.Node{Any: children}
}

func drawSet(t *rapid.T, bands bool) competency.Set {
	var s competency.Set
	for level := range rapid.IntRange(1, 3).Draw(t, "outcomes") {
		s.Outcomes = append(s.Outcomes, competency.Outcome{CompetencyID: skill, Level: int16(level + 1), When: drawNode(t, 2, bands)})
	}
	return s
}

// everyFact is every combination of coarse facts in the small world.
func everyFact(yield func(competency.Facts) bool) {
	absent := -1
	values := append([]int{absent}, rounds...)
	tags := smallWorld().Questions
	for _, a := range values {
		for _, b := range values {
			for _, present := range rounds {
				for done := range 2 {
					for q := range len(rounds) * len(rounds) {
						f := competency.Facts{
							Scores: map[uuid.UUID]int{}, Attendance: map[uuid.UUID]int{class: present}, Tags: tags,
							Questions: map[uuid.UUID]int{asked[0]: rounds[q%len(rounds)], asked[1]: rounds[q/len(rounds)]},
							Completed: map[competency.Source]bool{course: done == 1},
						}
						if a != absent {
							f.Scores[quizA] = a
						}
						if b != absent {
							f.Scores[quizB] = b
						}
						if !yield(f) {
							return
						}
					}
				}
			}
		}
	}
}

// holds judges a node plainly, without traces.
func holds(n competency.Node, f competency.Facts) bool {
	count := func(list []competency.Node) (met int) {
		for _, child := range list {
			if holds(child, f) {
				met++
			}
		}
		return met
	}
	switch {
	case n.All != nil:
		return count(n.All) == len(n.All)
	case n.Any != nil:
		return count(n.Any) > 0
	case n.Score != nil:
		got, done := f.Scores[n.Score.QuizID]
		return done && n.Score.From <= got && got <= n.Score.To
	case n.Attendance != nil:
		return f.Attendance[n.Attendance.ClassID] >= n.Attendance.Share
	case n.Completion != nil:
		return f.Completed[*n.Completion]
	}
	return f.Questions[asked[n.Questions.FromLevel-1]] >= n.Questions.Share
}

func proved(s competency.Set, f competency.Facts) int16 {
	claims, _ := competency.Evaluate(s, f)
	return claims[0].Level
}

func drawFacts(t *rapid.T) competency.Facts {
	grid := rapid.SampledFrom(rounds)
	f := competency.Facts{
		Scores: map[uuid.UUID]int{quizA: grid.Draw(t, "a")}, Attendance: map[uuid.UUID]int{class: grid.Draw(t, "present")},
		Questions: map[uuid.UUID]int{asked[0]: grid.Draw(t, "first"), asked[1]: grid.Draw(t, "second")}, Tags: smallWorld().Questions,
		Completed: map[competency.Source]bool{course: rapid.Bool().Draw(t, "done")},
	}
	if rapid.Bool().Draw(t, "took b") {
		f.Scores[quizB] = grid.Draw(t, "b")
	}
	return f
}

func TestEvaluateProvesTheHighestLevelThatHoldsAndTracesEveryNode(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s, f := drawSet(t, true), drawFacts(t)
		want := int16(0)
		for _, o := range s.Outcomes {
			if holds(o.When, f) {
				want = max(want, o.Level)
			}
		}
		claims, trace := competency.Evaluate(s, f)
		if diff := cmp.Diff([]competency.Claim{{CompetencyID: skill, Level: want}}, claims); diff != "" {
			t.Fatalf("claims (-want +got):\n%s", diff)
		}
		for i, o := range trace.Outcomes {
			sameTrace(t, s.Outcomes[i].When, o.When, f)
		}
	})
}

func sameTrace(t *rapid.T, n competency.Node, traced competency.TracedNode, f competency.Facts) {
	if traced.Met != holds(n, f) || traced.Key == "" {
		t.Fatalf("trace %+v of %+v", traced, n)
	}
	for i, child := range append(n.All, n.Any...) {
		sameTrace(t, child, traced.Children[i], f)
	}
}

func TestBetterFactsNeverProveLessWithoutAnUpperEnd(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s, f := drawSet(t, false), drawFacts(t)
		before := proved(s, f)
		raise := func(m map[uuid.UUID]int) {
			for id, n := range m {
				m[id] = rapid.IntRange(n, competency.Whole).Draw(t, "better")
			}
		}
		raise(f.Scores)
		raise(f.Attendance)
		raise(f.Questions)
		f.Completed[course] = true
		if after := proved(s, f); after < before {
			t.Fatalf("fell from %d to %d", before, after)
		}
	})
}

func TestTheOrderOfChildrenDoesNotMatter(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s, f := drawSet(t, true), drawFacts(t)
		want := proved(s, f)
		order := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		var mix func(n competency.Node)
		mix = func(n competency.Node) {
			for _, list := range [][]competency.Node{n.All, n.Any} {
				order.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
				for _, child := range list {
					mix(child)
				}
			}
		}
		for _, o := range s.Outcomes {
			mix(o.When)
		}
		order.Shuffle(len(s.Outcomes), func(i, j int) { s.Outcomes[i], s.Outcomes[j] = s.Outcomes[j], s.Outcomes[i] })
		if got := proved(s, f); got != want {
			t.Fatalf("got %d, want %d", got, want)
		}
	})
}

func TestASetIsAcceptedExactlyWhenSomeFactsProveEachLevel(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := competency.Set{Outcomes: []competency.Outcome{{CompetencyID: skill, Level: 2, When: drawNode(t, 2, true)}}}
		possible := false
		for f := range everyFact {
			if possible = holds(s.Outcomes[0].When, f); possible {
				break
			}
		}
		faults := competency.Check(own, s, smallWorld())
		if possible != (len(faults) == 0) {
			t.Fatalf("possible: %v, faults: %v, set: %s", possible, faults, written(t, s))
		}
	})
}

func TestALevelIsOvertakenExactlyWhenNoFactsProveIt(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := competency.Set{Outcomes: []competency.Outcome{
			{CompetencyID: skill, Level: 1, When: drawNode(t, 1, false)}, {CompetencyID: skill, Level: 2, When: drawNode(t, 1, false)},
		}}
		reached := false
		for f := range everyFact {
			if reached = proved(s, f) == 1; reached {
				break
			}
		}
		faults := competency.Check(own, s, smallWorld())
		if reached != (len(faults) == 0) {
			t.Fatalf("reached: %v, faults: %v, set: %s", reached, faults, written(t, s))
		}
	})
}

func written(t *rapid.T, s competency.Set) string {
	b, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestSetsThatMakeNoSenseAreRefusedAtTheirNode(t *testing.T) {
	t.Parallel()
	score := func(from, to int) competency.Node {
		return competency.Node{Score: &competency.ScoreBand{QuizID: quizA, From: from, To: to}}
	}
	deep := score(5000, 10000)
	for range competency.MaxDepth {
		deep = competency.Node{All: []competency.Node{deep}}
	}
	wide := competency.Node{All: []competency.Node{}}
	for range 8 {
		wide.All = append(wide.All, competency.Node{Any: []competency.Node{score(0, 1000), score(500, 2000), score(700, 3000)}})
	}
	large := competency.Node{All: []competency.Node{wide, wide, wide}}
	group := func(g competency.QuestionGroup) competency.Node { return competency.Node{Questions: &g} }
	for name, c := range map[string]struct {
		when      competency.Node
		path, key string
	}{
		"a band below nothing":   {score(-1, 5000), "", "band_outside"},
		"a band above the whole": {score(0, 10001), "", "band_outside"},
		"a band upside down":     {score(8000, 7000), "", "band_empty"},
		"an empty group":         {competency.Node{Any: []competency.Node{{All: []competency.Node{}}}}, ".any[0]", "empty_group"},
		"two bands that never meet": {
			competency.Node{Any: []competency.Node{{All: []competency.Node{score(0, 4000), score(4001, 10000)}}}}, ".any[0]", "unreachable",
		},
		"nothing in a node":             {competency.Node{}, "", "not_one"},
		"two things in a node":          {competency.Node{Score: &competency.ScoreBand{QuizID: quizA}, Completion: &course}, "", "not_one"},
		"attendance over the whole":     {competency.Node{Attendance: &competency.Attendance{ClassID: class, Share: 10001}}, "", "share_outside"},
		"a class nobody knows":          {competency.Node{Attendance: &competency.Attendance{ClassID: uuid.UUID{9}, Share: 1}}, "", "unknown_source"},
		"a criterion nobody knows":      {competency.Node{Simulator: &competency.SimulatorScore{SimulatorID: robot, Criterion: "?", Share: 1}}, "", "no_simulator"},
		"questions that are not there":  {group(competency.QuestionGroup{QuestionIDs: []uuid.UUID{{7}}, Share: 5000, Count: 1}), "", "no_such_questions"},
		"a level nobody asks about":     {group(competency.QuestionGroup{CompetencyID: skill, FromLevel: 4, ToLevel: 5, Share: 5000, Count: 1}), "", "no_such_questions"},
		"more questions than there are": {group(competency.QuestionGroup{CompetencyID: skill, FromLevel: 1, ToLevel: 2, Share: 5000, Count: 3}), "", "too_many_questions"},
		"ids and a competency":          {group(competency.QuestionGroup{QuestionIDs: asked, CompetencyID: skill, Share: 5000, Count: 1}), "", "group_one_way"},
		"levels upside down":            {group(competency.QuestionGroup{CompetencyID: skill, FromLevel: 2, ToLevel: 1, Share: 5000, Count: 1}), "", "group_levels"},
		"too deep":                      {deep, strings.Repeat(".all[0]", competency.MaxDepth), "too_deep"},
		"too many ways":                 {wide, "", "too_complex"},
		"too large":                     {large, "", "too_large"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			faults := competency.Check(own, competency.Set{Outcomes: []competency.Outcome{{CompetencyID: skill, Level: 2, When: c.when}}}, smallWorld())
			if len(faults) != 1 || faults[0].Key != "criteria."+c.key {
				t.Fatalf("got %v, want %s", faults, c.key)
			}
			if want := "outcomes[0].when" + c.path; c.key != "too_large" && faults[0].Location != want {
				t.Errorf("at %s, want %s", faults[0].Location, want)
			}
		})
	}
}

func TestASimulatorCriterionCountsOnItsFacts(t *testing.T) {
	t.Parallel()
	s := competency.Set{Outcomes: []competency.Outcome{{CompetencyID: skill, Level: 3, When: competency.Node{
		Simulator: &competency.SimulatorScore{SimulatorID: robot, Criterion: "tiep-nhan", Share: 7000},
	}}}}
	if faults := competency.Check(own, s, smallWorld()); len(faults) > 0 {
		t.Fatal(faults)
	}
	for got, want := range map[int]int16{6999: 0, 7000: 3} {
		f := competency.Facts{Simulators: map[competency.SimulatorPoint]int{{SimulatorID: robot, Criterion: "tiep-nhan"}: got}}
		if level := proved(s, f); level != want {
			t.Errorf("%d of 10000 proves %d, want %d", got, level, want)
		}
	}
}

func TestACircleOfSourcesIsRefusedHoweverLong(t *testing.T) {
	t.Parallel()
	other := competency.Source{Kind: competency.SourceQuiz, ID: quizB}
	s := competency.Set{Outcomes: []competency.Outcome{{CompetencyID: skill, Level: 2, When: competency.Node{All: []competency.Node{
		{Score: &competency.ScoreBand{QuizID: quizA, From: 5000, To: 10000}}, {Completion: &course},
	}}}}}
	for name, c := range map[string]struct {
		needs map[competency.Source][]competency.Source
		want  int
	}{
		"nobody needs anything":        {nil, 0},
		"its own result is no circle":  {map[competency.Source][]competency.Source{course: {course}}, 0},
		"the course needs the test":    {map[competency.Source][]competency.Source{course: {own}}, 1},
		"by way of another test":       {map[competency.Source][]competency.Source{course: {other}, other: {own}}, 1},
		"a circle elsewhere is theirs": {map[competency.Source][]competency.Source{course: {other}, other: {course}}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			world := smallWorld()
			world.Needs = c.needs
			faults := competency.Check(own, s, world)
			if len(faults) != c.want {
				t.Fatalf("got %v", faults)
			}
			if c.want == 1 && (faults[0].Key != "criteria.circular" || faults[0].Location != "outcomes[0].when.all[1]") {
				t.Errorf("got %v", faults[0])
			}
		})
	}
}

func TestDuplicateOutcomesAndUnknownCompetenciesAreRefused(t *testing.T) {
	t.Parallel()
	when := competency.Node{Completion: &course}
	faults := competency.Check(own, competency.Set{Outcomes: []competency.Outcome{
		{CompetencyID: skill, Level: 2, When: when}, {CompetencyID: skill, Level: 2, When: when},
		{CompetencyID: uuid.UUID{1}, Level: 2, When: when}, {CompetencyID: skill, Level: 6, When: when},
	}}, smallWorld())
	var keys []string
	for _, f := range faults {
		keys = append(keys, f.Location+" "+f.Key)
	}
	want := []string{
		"outcomes[1].level criteria.duplicate_outcome", "outcomes[2].competency_id criteria.unknown_competency", "outcomes[3].level criteria.bad_level",
	}
	if diff := cmp.Diff(want, keys); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
}

func TestParsingRefusesWhatIsNotExactlyASet(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		``, `[]`, `{"outcomes":[{"when":{}}]}`, `{"outcomes":[{"when":{"all":null}}]}`, `{"outcomes":[]} {}`, `{"more":1}`,
		`{"outcomes":[{"when":{"completion":{"kind":"course","id":"b1000000-0000-0000-0000-000000000000","extra":1}}}]}`,
		`{"outcomes":[{"when":{"all":[{"score":{},"completion":{}}]}}]}`,
	} {
		if _, err := competency.ParseSet([]byte(text)); !errors.Is(err, competency.ErrCriteria) {
			t.Errorf("%s: got %v", text, err)
		}
	}
}

func FuzzParseSet(f *testing.F) {
	f.Add([]byte(`{"outcomes":[{"competency_id":"c0000000-0000-0000-0000-000000000000","level":2,"when":{"all":[{"score":{"quiz_id":"a1000000-0000-0000-0000-000000000000","from":7000,"to":10000}},{"any":[]}]}}]}`))
	f.Add([]byte(`{"outcomes":[{"level":1,"when":{"questions":{"share":5000,"count":1}}}]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		s, err := competency.ParseSet(text)
		if err != nil {
			return
		}
		competency.Check(own, s, smallWorld())
		competency.Evaluate(s, competency.Facts{})
		b, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		again, err := competency.ParseSet(b)
		if err != nil {
			t.Fatalf("%s cannot be read again: %v", b, err)
		}
		if diff := cmp.Diff(s, again); diff != "" {
			t.Errorf("changed (-before +after):\n%s", diff)
		}
	})
}
