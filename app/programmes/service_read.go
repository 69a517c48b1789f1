package programmes

import (
	"cmp"
	"context"
	"math/bits"
	"slices"

	"github.com/google/uuid"

	"camtay/app/fault"
	"camtay/app/matching"
)

// Pairs lists the needs of a matched programme.
func (s *Service) Pairs(ctx context.Context, id uuid.UUID, f PairFilter) ([]Paired, error) {
	if _, err := s.Find(ctx, id); err != nil {
		return nil, err
	}
	return pairsOf(ctx, s.db, id, f)
}

// Option is one mentor a need could have: what the pair is worth, and why the mentor
// was chosen or not. Loss is what choosing the mentor costs all together at least, in
// points, by the prices; with Leaves it costs somebody else every mentor.
type Option struct {
	Mentor uuid.UUID
	Name   string
	Unit   string
	Place  Place
	Steps  int // levels it would close in the need
	Common int // half-days that suit both
	Value  int32
	Loss   int64
	Leaves bool
	Free   int // places left
	Chosen bool
	Why    Why
}

// Why is the reason for or against an option.
type Why string

// The reasons. Dearer: the places are worth more to others, of whom Explained.Others
// have urgent needs. Rather: the mentor takes others, to whom they can give more.
// Less: another option is worth more. Given up: no half-day is left that suits both
// and leaves the counter manned. Refused and fixed are decisions.
const (
	WhyChosen  Why = "chosen"
	WhyLess    Why = "less"
	WhyDearer  Why = "dearer"
	WhyRather  Why = "rather"
	WhyGivenUp Why = "given_up"
	WhyRefused Why = "refused"
	WhyFixed   Why = "fixed"
)

// Explained is a need with its options, the best first, and who would come before
// the learner with a mentor who is dearer.
type Explained struct {
	Need    Need
	Tier    int
	Options []Option
	Others  map[uuid.UUID]int // by mentor: learners there with urgent needs
}

// Explain says of one need which mentors it could have, and why it has the one it
// has. It is for an optimum: acceptance has no prices.
func (s *Service) Explain(ctx context.Context, id, learner uuid.UUID, need string) (Explained, error) {
	p, err := s.Find(ctx, id)
	if err != nil {
		return Explained{}, err
	}
	if p.State != Ready {
		return Explained{}, fault.New(fault.Conflict, "programmes.not_ready")
	}
	h, err := s.hold(ctx, s.db, p)
	if err != nil {
		return Explained{}, err
	}
	i := slices.IndexFunc(h.field.Needs, func(n Need) bool { return n.Learner == learner && n.Group == need })
	if i < 0 {
		return Explained{}, fault.New(fault.NotFound, "programmes.no_need")
	}
	e := h.explain(i)
	people := make([]uuid.UUID, 0, len(e.Options))
	for _, o := range e.Options {
		people = append(people, o.Mentor)
	}
	of, err := names(ctx, s.db, people)
	for k := range e.Options {
		e.Options[k].Name, e.Options[k].Unit = of[e.Options[k].Mentor].Name, of[e.Options[k].Mentor].Unit
	}
	return e, err
}

func (h *kept) explain(i int) Explained {
	n := &h.field.Needs[i]
	e := Explained{Need: *n, Tier: n.Tier(), Others: map[uuid.UUID]int{}}
	p := h.decided.Problem
	loss, leaves := h.losses(i)
	load := make([]int, len(p.Capacity))
	for k, j := range h.decided.Match {
		if j == matching.None {
			continue
		}
		load[j]++
		if h.field.Needs[k].Tier() < 3 {
			e.Others[h.person(j)]++
		}
	}
	for k := p.Start[i]; k < p.Start[i+1]; k++ {
		j := p.Mentor[k]
		who := &h.field.Helpers[j]
		o := Option{
			Mentor: who.Mentor, Place: h.field.Borders.PlaceOf(n, who), Steps: int(steps(n, who)), Common: bits.OnesCount16(n.Slots & who.Slots),
			Value: p.Value[k], Loss: loss(k), Leaves: leaves(k), Free: max(who.Places-load[j], 0), Chosen: h.decided.Match[i] == j,
		}
		o.Why = h.why(i, o, k >= p.End[i])
		e.Options = append(e.Options, o)
	}
	slices.SortFunc(e.Options, func(a, b Option) int {
		return cmp.Or(-cmp.Compare(btoi(a.Chosen), btoi(b.Chosen)), cmp.Compare(b.Value, a.Value), slices.Compare(a.Mentor[:], b.Mentor[:]))
	})
	return e
}

// losses tell of each pair of a need what it costs at least: what the need gets now
// less what the pair would leave it after the price of the place; and whether
// somebody else loses every mentor by it. Without prices nothing is known.
func (h *kept) losses(i int) (loss func(k int64) int64, leaves func(k int64) bool) {
	if h.solver == nil {
		return func(int64) int64 { return 0 }, func(int64) bool { return false }
	}
	p, prices := h.decided.Problem, h.solver.Prices()
	net := func(k int64) int64 { return int64(p.Value[k]) - prices[p.Mentor[k]] }
	now, served := -p.Outside[i], false
	for k := p.Start[i]; k < p.Start[i+1]; k++ {
		if p.Mentor[k] == h.decided.Match[i] {
			now, served = net(k), true
		}
	}
	loss = func(k int64) int64 { return max(now-net(k), 0) }
	leaves = func(k int64) bool {
		if served {
			return loss(k) >= h.leaving
		}
		return prices[p.Mentor[k]] >= h.leaving
	}
	return loss, leaves
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// steps are the levels a helper would close in a need.
func steps(n *Need, h *Helper) int64 {
	sum := int64(0)
	for _, l := range n.Lacks {
		sum += max(int64(l.reach(h)-l.Level), 0)
	}
	return sum
}

func (h *kept) why(i int, o Option, off bool) Why {
	n := &h.field.Needs[i]
	mine := h.wishes.of(n)
	refused := slices.IndexFunc(mine, func(w Wish) bool { return !w.Fixed && w.Mentor == o.Mentor })
	switch {
	case o.Chosen:
		return WhyChosen
	case refused >= 0 && mine[refused].Cover:
		return WhyGivenUp
	case refused >= 0:
		return WhyRefused
	case off:
		return WhyFixed
	case o.Free > 0:
	case h.solver != nil:
		return WhyDearer
	case o.Value > valueOf(h.decided.Problem, i, h.decided.Match[i]):
		return WhyRather
	}
	return WhyLess
}
