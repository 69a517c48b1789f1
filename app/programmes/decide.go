package programmes

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"camtay/app/matching"
)

// ErrProof reports a matching that its own prices do not prove; it is never shown.
var ErrProof = errors.New("the matching is not proved optimal")

// Decided is what a run comes to: for each need the helper's place in the field or
// None, and how they meet; prices by helper, which under Acceptance are those of the
// optimum beside it.
type Decided struct {
	Match    []int32
	Meetings map[int]Meeting
	Prices   []int64
	Problem  *matching.Problem
	GivenUp  []matching.Move // pairs that found no half-day, From being the mentor
	Figures  Figures
}

// Decide matches a field under an aim, both ways, and keeps the way in use. Pairs
// that find no half-day are given up and all is matched again, until every pair of
// the result has one; so the result is the best of the problem without those pairs,
// which Figures counts. step is told how far the work is and may stop it.
func Decide(f *Field, aim Aim, mode Mode, wishes Wishes, step func(done, of int) error) (*Decided, error) {
	var given []matching.Move // fixed pairs that were given up
	for {
		d, err := decide(f, aim, mode, wishes, step)
		if err != nil {
			return nil, err
		}
		if !wishes.gaveUp(f, d.GivenUp) {
			d.GivenUp = append(given, d.GivenUp...)
			return d, nil
		}
		given = append(given, d.GivenUp...)
	}
}

func decide(f *Field, aim Aim, mode Mode, wishes Wishes, step func(done, of int) error) (*Decided, error) {
	p, err := f.Problem(aim, wishes, step)
	if err != nil {
		return nil, err
	}
	if err := p.Check(); err != nil {
		return nil, err
	}
	best, err := f.optimum(clonePairs(p), step)
	if err != nil {
		return nil, err
	}
	accepted, err := f.accepted(clonePairs(p), step)
	if err != nil {
		return nil, err
	}
	kept := best
	if mode == Acceptance {
		kept = accepted
		kept.Prices = best.Prices
	}
	cert, err := matching.Certify(best.Problem, best.Match, best.Prices)
	if err != nil {
		return nil, fmt.Errorf("certify: %w", err)
	}
	if cert.Gap().Sign() != 0 {
		return nil, fmt.Errorf("gap %v: %w", cert.Gap(), ErrProof)
	}
	kept.Figures = Figures{
		Learners: f.learners(), Needs: len(f.Needs), Mentors: len(f.Helpers), Edges: len(p.Mentor),
		Optimum: f.figures(best), Accepted: f.figures(accepted),
		Bound: cert.Bound.String(), Gap: cert.Gap().String(), Uncovered: len(kept.GivenUp),
	}
	for _, c := range p.Capacity {
		kept.Figures.Seats += int(c)
	}
	return kept, nil
}

// clonePairs is the problem with pairs of its own, which may be switched off.
func clonePairs(p *matching.Problem) *matching.Problem {
	q := *p
	q.Mentor, q.Value, q.End = slices.Clone(p.Mentor), slices.Clone(p.Value), slices.Clone(p.End)
	return &q
}

func (f *Field) optimum(p *matching.Problem, step func(done, of int) error) (*Decided, error) {
	s, err := matching.Solve(p, step)
	if err != nil {
		return nil, err
	}
	d := &Decided{Problem: p}
	for {
		d.Match = s.Matching()
		meetings, dropped := f.Timetable(d.Match)
		if len(dropped) == 0 {
			d.Meetings, d.Prices = meetings, s.Prices()
			return d, nil
		}
		if err := step(len(f.Needs)-len(dropped), len(f.Needs)); err != nil {
			return nil, err
		}
		for _, i := range dropped {
			s.Allow(int32(i), d.Match[i], false)
			d.giveUp(i)
		}
	}
}

func (f *Field) accepted(p *matching.Problem, step func(done, of int) error) (*Decided, error) {
	d := &Decided{Problem: p}
	for {
		d.Match = matching.Accept(p)
		meetings, dropped := f.Timetable(d.Match)
		if len(dropped) == 0 {
			d.Meetings = meetings
			return d, nil
		}
		if err := step(len(f.Needs)-len(dropped), len(f.Needs)); err != nil {
			return nil, err
		}
		for _, i := range dropped {
			switchOff(p, i, d.Match[i])
			d.giveUp(i)
		}
	}
}

func (d *Decided) giveUp(i int) {
	d.GivenUp = append(d.GivenUp, matching.Move{Learner: int32(i), From: d.Match[i], To: matching.None})
}

func switchOff(p *matching.Problem, i int, j int32) {
	last := p.End[i] - 1
	for k := p.Start[i]; k <= last; k++ {
		if p.Mentor[k] == j {
			p.Mentor[k], p.Mentor[last] = p.Mentor[last], p.Mentor[k]
			p.Value[k], p.Value[last] = p.Value[last], p.Value[k]
			p.End[i] = last
			return
		}
	}
}

func (f *Field) learners() int {
	n := 0
	for i := range f.Needs {
		if i == 0 || f.Needs[i].Learner != f.Needs[i-1].Learner {
			n++
		}
	}
	return n
}

func (f *Field) figures(d *Decided) ModeFigures {
	var m ModeFigures
	load := make([]int32, len(f.Helpers))
	for i, j := range d.Match {
		tier := f.Needs[i].Tier() - 1
		if j == matching.None {
			m.Left[tier]++
			continue
		}
		m.Pairs++
		m.Served[tier]++
		m.Value += int64(valueOf(d.Problem, i, j))
		m.Seats += d.Problem.SeatCost(load[j])
		load[j]++
	}
	m.Blocking, m.Rather = matching.Blocking(d.Problem, d.Match)
	return m
}

func valueOf(p *matching.Problem, i int, j int32) int32 {
	for k := p.Start[i]; k < p.End[i]; k++ {
		if p.Mentor[k] == j {
			return p.Value[k]
		}
	}
	return 0
}

// inOrder puts a field in its order: needs by learner and group, helpers by person.
func (f *Field) inOrder() {
	slices.SortFunc(f.Needs, func(a, b Need) int {
		return cmp.Or(slices.Compare(a.Learner[:], b.Learner[:]), cmp.Compare(a.Group, b.Group))
	})
	slices.SortFunc(f.Helpers, func(a, b Helper) int { return slices.Compare(a.Mentor[:], b.Mentor[:]) })
	for n := range f.Needs {
		slices.SortFunc(f.Needs[n].Lacks, func(a, b Lack) int { return slices.Compare(a.Competency[:], b.Competency[:]) })
	}
}
