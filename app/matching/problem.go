package matching

import (
	"errors"
	"fmt"
)

// None marks a learner without a mentor.
const None = int32(-1)

// Most is the largest outside cost and the largest cost of a seat. Sums along a
// path hold two of them at the most and stay inside 64 bits, shifted by keeping.
const Most = int64(1) << 38

// ErrProblem reports a problem that makes no sense.
var ErrProblem = errors.New("not a matching problem")

// Problem asks which learner learns from which mentor. Learner i may go to the
// mentors Mentor[k], Start[i] ≤ k < End[i], each named once, and is worth Value[k]
// there; pairs from End[i] to Start[i+1] are possible but switched off. Unserved, learner i costs Outside[i]. Mentor j takes at most
// Capacity[j] learners, of whom the n-th, counted from 0, costs SeatCost(n).
//
// Asked for is the most of
//
//	Σ values of the pairs − Σ costs of the seats taken − Σ outside costs of the unserved.
type Problem struct {
	Start    []int64 // one more than learners
	End      []int64
	Mentor   []int32
	Value    []int32
	Outside  []int64 // 0…Most
	Capacity []int32
	Seats    []int64 // costs of a mentor's first seats, 0…Most, never falling
	Beyond   int64   // how much more every later seat costs than the one before it
}

// Learners is how many learners there are.
func (p *Problem) Learners() int { return len(p.Outside) }

// SeatCost is what the n-th learner of a mentor costs, n from 0.
func (p *Problem) SeatCost(n int32) int64 {
	last := int32(len(p.Seats)) - 1
	if n <= last {
		return p.Seats[n]
	}
	return p.Seats[last] + int64(n-last)*p.Beyond
}

// Check reports, as ErrProblem, what is wrong with the problem.
func (p *Problem) Check() error {
	n := p.Learners()
	switch {
	case len(p.Start) != n+1 || len(p.End) != n || p.Start[0] != 0 || p.Start[n] != int64(len(p.Mentor)):
		return fmt.Errorf("the pairs do not belong to %d learners: %w", n, ErrProblem)
	case len(p.Mentor) != len(p.Value):
		return fmt.Errorf("%d pairs with %d values: %w", len(p.Mentor), len(p.Value), ErrProblem)
	case len(p.Seats) == 0 || p.Seats[0] < 0 || p.Beyond < 0:
		return fmt.Errorf("no costs of seats, or below 0: %w", ErrProblem)
	}
	for k, c := range p.Seats {
		if c > Most || k > 0 && c < p.Seats[k-1] {
			return fmt.Errorf("seat %d costs less than the one before it, or too much: %w", k, ErrProblem)
		}
	}
	for j, c := range p.Capacity {
		if c < 0 || p.SeatCost(c) > Most || p.SeatCost(c) < 0 {
			return fmt.Errorf("mentor %d with room for %d: %w", j, c, ErrProblem)
		}
	}
	return p.checkPairs()
}

func (p *Problem) checkPairs() error {
	named := make([]int32, len(p.Capacity))
	for i, outside := range p.Outside {
		if p.Start[i] > p.End[i] || p.End[i] > p.Start[i+1] || outside < 0 || outside > Most {
			return fmt.Errorf("learner %d costs %d unserved and has pairs %d to %d: %w", i, outside, p.Start[i], p.Start[i+1], ErrProblem)
		}
		mark := int32(i) + 1
		for _, j := range p.Mentor[p.Start[i]:p.Start[i+1]] {
			if j < 0 || int(j) >= len(named) || named[j] == mark {
				return fmt.Errorf("learner %d names mentor %d twice, or there is none: %w", i, j, ErrProblem)
			}
			named[j] = mark
		}
	}
	return nil
}

// pair is where learner i names mentor j among the pairs, switched off or not, or −1.
func (p *Problem) pair(i, j int32) int64 {
	for k := p.Start[i]; k < p.Start[i+1]; k++ {
		if p.Mentor[k] == j {
			return k
		}
	}
	return -1
}
