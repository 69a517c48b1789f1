package competency

import (
	"slices"

	"github.com/google/uuid"

	"camtay/app/fault"
)

// Bounds of a set.
const (
	MaxNodes = 80
	MaxDepth = 5

	mostOutcomes = 40
)

// Catalogue is what a set may speak of.
type Catalogue struct {
	Competencies map[uuid.UUID]bool     // in force
	Titles       map[Source]string      // of every known source that the set needs
	Questions    map[uuid.UUID][]Claim  // of the test the set belongs to: what each asks about
	Simulators   map[uuid.UUID][]string // criteria by simulator
	Needs        map[Source][]Source    // what the published sets of other sources look at
}

// Check finds what keeps a set of a source from being written, each fault at the
// path of its node: what is empty, outside its range or unknown, a condition that
// nothing can meet, a level that a higher one always overtakes, and a circle of
// sources. No fault means that every outcome can be proved by some facts; facts
// about different sources, and about different questions, are taken to be
// independent of each other.
func Check(source Source, s Set, c Catalogue) []fault.Field {
	k := check{source: source, known: c}
	if len(s.Outcomes) == 0 {
		k.at("outcomes", "criteria.no_outcome", nil)
	}
	seen := map[Claim]bool{}
	for i, o := range s.Outcomes {
		path := at("outcomes", i)
		claim := Claim{CompetencyID: o.CompetencyID, Level: o.Level}
		switch {
		case !c.Competencies[o.CompetencyID]:
			k.at(path+".competency_id", "criteria.unknown_competency", nil)
		case o.Level < MinLevel || o.Level > MaxLevel:
			k.at(path+".level", "criteria.bad_level", nil)
		case seen[claim]:
			k.at(path+".level", "criteria.duplicate_outcome", fault.Args{"level": o.Level})
		}
		seen[claim] = true
		k.node(o.When, path+".when", 1)
	}
	if k.nodes > MaxNodes {
		k.at("outcomes", "criteria.too_large", fault.Args{"most": MaxNodes})
	}
	if len(k.faults) == 0 {
		k.reach(s)
		k.circle(s)
	}
	return k.faults
}

type check struct {
	source Source
	known  Catalogue
	nodes  int
	faults []fault.Field
}

func (k *check) at(path, key string, args fault.Args) {
	k.faults = append(k.faults, fault.Field{Location: path, Key: key, Args: args})
}

func (k *check) node(n Node, path string, depth int) {
	k.nodes++
	switch {
	case n.payloads() != 1:
		k.at(path, "criteria.not_one", nil)
	case depth > MaxDepth:
		k.at(path, "criteria.too_deep", fault.Args{"most": MaxDepth})
	case n.group():
		list, paths := n.children(path)
		if len(list) == 0 {
			k.at(path, "criteria.empty_group", nil)
		}
		for i, child := range list {
			k.node(child, paths[i], depth+1)
		}
	case n.Questions != nil:
		k.questions(*n.Questions, path)
	default:
		k.numbers(n, path)
		k.other(n, path)
	}
}

func (k *check) numbers(n Node, path string) {
	switch {
	case n.Score != nil:
		switch {
		case n.Score.From < 0 || n.Score.To > Whole:
			k.at(path, "criteria.band_outside", nil)
		case n.Score.From > n.Score.To:
			k.at(path, "criteria.band_empty", nil)
		}
	case n.Simulator != nil:
		k.share(n.Simulator.Share, path)
	case n.Attendance != nil:
		k.share(n.Attendance.Share, path)
	}
}

func (k *check) share(share int, path string) {
	if share < 1 || share > Whole {
		k.at(path, "criteria.share_outside", nil)
	}
}

// other refuses a condition on something unknown.
func (k *check) other(n Node, path string) {
	source, _ := n.needs()
	if source.Kind == SourceSimulator {
		criteria, known := k.known.Simulators[source.ID]
		if !known || n.Simulator != nil && !slices.Contains(criteria, n.Simulator.Criterion) {
			k.at(path, "criteria.no_simulator", nil)
		}
		return
	}
	if _, known := k.known.Titles[source]; !known && source != k.source {
		k.at(path, "criteria.unknown_source", nil)
	}
}

func (k *check) questions(g QuestionGroup, path string) {
	k.share(g.Share, path)
	byTag := g.CompetencyID != uuid.Nil
	switch {
	case k.source.Kind != SourceQuiz:
		k.at(path, "criteria.questions_elsewhere", nil)
		return
	case byTag == (len(g.QuestionIDs) > 0):
		k.at(path, "criteria.group_one_way", nil)
		return
	case byTag && (g.FromLevel < MinLevel || g.ToLevel > MaxLevel || g.FromLevel > g.ToLevel):
		k.at(path, "criteria.group_levels", nil)
		return
	}
	found := 0
	for id, tags := range k.known.Questions {
		if g.holds(id, tags) {
			found++
		}
	}
	switch {
	case found == 0 || found < len(g.QuestionIDs):
		k.at(path, "criteria.no_such_questions", nil)
	case g.Count < 1 || g.Count > found:
		k.at(path, "criteria.too_many_questions", fault.Args{"count": g.Count, "found": found})
	}
}

// circle refuses a set that needs a source whose own criteria need, in turn, the
// set's source.
func (k *check) circle(s Set) {
	for _, first := range s.Needs() {
		if first == k.source {
			continue
		}
		seen := map[Source]bool{first: true}
		queue := []Source{first}
		for len(queue) > 0 {
			next := queue[0]
			queue = queue[1:]
			for _, need := range k.known.Needs[next] {
				if need == k.source && next != k.source {
					k.at(k.where(s, first), "criteria.circular", fault.Args{"title": k.known.Titles[first]})
					queue = nil
					break
				}
				if !seen[need] {
					seen[need] = true
					queue = append(queue, need)
				}
			}
		}
	}
}

// where is the path of the first node that looks at a source.
func (k *check) where(s Set, source Source) string {
	var find func(n Node, path string) string
	find = func(n Node, path string) string {
		if needed, ok := n.needs(); ok && needed == source {
			return path
		}
		list, paths := n.children(path)
		for i, child := range list {
			if found := find(child, paths[i]); found != "" {
				return found
			}
		}
		return ""
	}
	for i, o := range s.Outcomes {
		if found := find(o.When, at("outcomes", i)+".when"); found != "" {
			return found
		}
	}
	return "outcomes"
}
