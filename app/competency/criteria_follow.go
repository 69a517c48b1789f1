package competency

import (
	"bytes"
	"reflect"
	"slices"

	"github.com/google/uuid"
)

// mostAsked is how many questions a group names at most.
const mostAsked = 200

// Succession is an outcome of a set with what takes its place.
type Succession struct {
	From Claim
	To   []Claim
}

// Follow is what a set of criteria says once competencies go on as others: an
// outcome goes to every competency that takes the evidence along, at most at the
// level the mapping keeps, and a group of questions holds those it held before.
// tags are what the questions of the set's test ask about now; their claims follow
// the same mappings. Whoever meets the set proves what they proved before, carried
// over. A competency without a mapping that takes evidence along stays named.
func Follow(s Set, maps []Mapping, tags map[uuid.UUID][]Claim) (Set, []Succession) {
	f := following{heirs: map[uuid.UUID][]Mapping{}, before: tags, after: map[uuid.UUID][]Claim{}}
	for _, m := range maps {
		if m.Carries {
			f.heirs[m.FromID] = append(f.heirs[m.FromID], m)
		}
	}
	for id, claims := range tags {
		f.after[id] = f.claims(claims)
	}
	var moved []Succession
	for _, o := range s.Outcomes {
		heirs := f.heirs[o.CompetencyID]
		if len(heirs) == 0 {
			f.add(Outcome{CompetencyID: o.CompetencyID, Level: o.Level, When: f.node(o.When, uuid.Nil)})
			continue
		}
		move := Succession{From: Claim{CompetencyID: o.CompetencyID, Level: o.Level}}
		for _, m := range heirs {
			to := Claim{CompetencyID: m.ToID, Level: min(o.Level, m.MostLevel)}
			move.To = append(move.To, to)
			f.add(Outcome{CompetencyID: to.CompetencyID, Level: to.Level, When: f.node(o.When, m.ToID)})
		}
		moved = append(moved, move)
	}
	next := Set{Outcomes: f.outcomes}
	if len(moved) > 0 {
		next.Outcomes = slices.DeleteFunc(slices.Clone(f.outcomes), func(o Outcome) bool { return f.inherits(o.CompetencyID) && overtakes(next, o) })
	}
	return next, moved
}

// following is a set on its way to other competencies.
type following struct {
	heirs         map[uuid.UUID][]Mapping
	before, after map[uuid.UUID][]Claim
	outcomes      []Outcome
}

// claims are what claims show once their competencies go on as others.
func (f *following) claims(claims []Claim) []Claim {
	var out []Claim
	for _, c := range claims {
		if len(f.heirs[c.CompetencyID]) == 0 {
			out = append(out, c)
		}
		for _, m := range f.heirs[c.CompetencyID] {
			out = append(out, Claim{CompetencyID: m.ToID, Level: min(c.Level, m.MostLevel)})
		}
	}
	return highest(out)
}

// add puts an outcome; two ways of proving the same become one.
func (f *following) add(o Outcome) {
	for i, have := range f.outcomes {
		if have.CompetencyID == o.CompetencyID && have.Level == o.Level {
			f.outcomes[i].When = either(have.When, o.When)
			return
		}
	}
	f.outcomes = append(f.outcomes, o)
}

func either(a, b Node) Node {
	var ways []Node
	for _, n := range []Node{a, b} {
		list := []Node{n}
		if n.Any != nil {
			list = n.Any
		}
		for _, way := range list {
			if !slices.ContainsFunc(ways, func(have Node) bool { return reflect.DeepEqual(have, way) }) {
				ways = append(ways, way)
			}
		}
	}
	if len(ways) == 1 {
		return ways[0]
	}
	return Node{Any: ways}
}

// node is a condition with its groups of questions; heir is the competency that
// groups name if they can.
func (f *following) node(n Node, heir uuid.UUID) Node {
	switch {
	case n.Questions != nil:
		group := f.questions(*n.Questions, heir)
		n.Questions = &group
	case n.All != nil:
		n.All = f.nodes(n.All, heir)
	case n.Any != nil:
		n.Any = f.nodes(n.Any, heir)
	}
	return n
}

func (f *following) nodes(list []Node, heir uuid.UUID) []Node {
	out := make([]Node, 0, len(list))
	for _, n := range list {
		out = append(out, f.node(n, heir))
	}
	return out
}

// questions is a group that holds the same questions as before: by what they ask
// about if that tells them apart, else by their ids.
func (f *following) questions(g QuestionGroup, heir uuid.UUID) QuestionGroup {
	if len(g.QuestionIDs) > 0 {
		return g
	}
	held := g.members(f.before)
	var ways []QuestionGroup
	for _, m := range f.heirs[g.CompetencyID] {
		way := g
		way.CompetencyID, way.FromLevel, way.ToLevel = m.ToID, min(g.FromLevel, m.MostLevel), min(g.ToLevel, m.MostLevel)
		if m.ToID == heir {
			ways = slices.Insert(ways, 0, way)
		} else {
			ways = append(ways, way)
		}
	}
	if len(ways) == 0 {
		ways = []QuestionGroup{g}
	}
	for _, way := range ways {
		if slices.Equal(held, way.members(f.after)) {
			return way
		}
	}
	if len(held) == 0 || len(held) > mostAsked {
		return ways[0]
	}
	return QuestionGroup{QuestionIDs: held, Share: g.Share, Count: g.Count}
}

// members are the questions of a group, by id.
func (g QuestionGroup) members(tags map[uuid.UUID][]Claim) []uuid.UUID {
	var ids []uuid.UUID
	for id, claims := range tags {
		if g.holds(id, claims) {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(a, b uuid.UUID) int { return bytes.Compare(a[:], b[:]) })
	return ids
}

func (f *following) inherits(id uuid.UUID) bool {
	for _, heirs := range f.heirs {
		if slices.ContainsFunc(heirs, func(m Mapping) bool { return m.ToID == id }) {
			return true
		}
	}
	return false
}

// overtakes reports whether an outcome always brings a higher level of its
// competency with it.
func overtakes(s Set, o Outcome) bool {
	ways, ok := terms(o.When)
	return ok && len(ways) > 0 && s.overtaken(o, ways) > 0
}

// Names are the competencies that a set speaks of, each once.
func (s Set) Names() []uuid.UUID {
	var ids []uuid.UUID
	add := func(id uuid.UUID) {
		if id != uuid.Nil && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	for _, o := range s.Outcomes {
		add(o.CompetencyID)
	}
	s.walk(func(n Node) {
		if n.Questions != nil {
			add(n.Questions.CompetencyID)
		}
	})
	return ids
}

// fits reports whether a set is within the bounds of what can be written.
func (s Set) fits() bool {
	nodes := 0
	s.walk(func(Node) { nodes++ })
	return nodes <= MaxNodes && len(s.Outcomes) <= mostOutcomes && !slices.ContainsFunc(s.Outcomes, func(o Outcome) bool { return o.When.depth() > MaxDepth })
}

func (n Node) depth() int {
	deepest := 0
	list, _ := n.children("")
	for _, child := range list {
		deepest = max(deepest, child.depth())
	}
	return deepest + 1
}
