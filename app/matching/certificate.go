package matching

import (
	"errors"
	"fmt"
	"math/big"
)

// ErrMatching reports a matching that breaks a rule of its problem.
var ErrMatching = errors.New("not a matching of this problem")

// Certificate says what a matching is worth and what no matching can exceed.
type Certificate struct {
	Worth *big.Int // of the matching
	Bound *big.Int // of every matching, by the prices
	Value int64    // Σ values of the pairs
	Seats int64    // Σ costs of the seats taken
	Pairs int
}

// Gap is how far the matching may be from the best one; 0 proves it optimal.
func (c Certificate) Gap() *big.Int { return new(big.Int).Sub(c.Bound, c.Worth) }

// Certify checks a matching, the mentor of each learner or None, against the
// rules, and prices, one a mentor, against weak duality: for any prices, with
// π(i) the most of −outside(i) and value(i, j) − price(j) over the mentors of i,
//
//	worth of any matching ≤ Σ π(i) + Σ over mentors j and seats n of max(0, price(j) − cost(n)).
//
// It shares nothing with the solver but the problem; whoever doubts the solver
// needs to read only this function. A matching that breaks a rule is ErrMatching.
func Certify(p *Problem, match []int32, price []int64) (Certificate, error) {
	if len(match) != p.Learners() || len(price) != len(p.Capacity) {
		return Certificate{}, fmt.Errorf("%d learners and %d prices: %w", len(match), len(price), ErrMatching)
	}
	var c Certificate
	var unserved, bound wide
	load := make([]int32, len(p.Capacity))
	for i, j := range match {
		best, here := -p.Outside[i], int64(-1)
		for k := p.Start[i]; k < p.End[i]; k++ {
			best = max(best, int64(p.Value[k])-price[p.Mentor[k]])
			if p.Mentor[k] == j {
				here = k
			}
		}
		bound.add(best)
		switch {
		case j == None:
			unserved.add(p.Outside[i])
			continue
		case here < 0:
			return Certificate{}, fmt.Errorf("learner %d cannot go to mentor %d: %w", i, j, ErrMatching)
		case load[j] == p.Capacity[j]:
			return Certificate{}, fmt.Errorf("mentor %d has more than %d learners: %w", j, load[j], ErrMatching)
		}
		c.Pairs++
		c.Value += int64(p.Value[here])
		c.Seats += p.SeatCost(load[j])
		load[j]++
	}
	for j, capacity := range p.Capacity {
		for n := range capacity {
			bound.add(max(0, price[j]-p.SeatCost(n)))
		}
	}
	c.Bound = bound.total()
	c.Worth = new(big.Int).Sub(big.NewInt(c.Value-c.Seats), unserved.total())
	return c, nil
}

// wide adds many numbers of 64 bits.
type wide struct{ high, low int64 }

func (w *wide) add(x int64) {
	w.high += x >> 32
	w.low += x & (1<<32 - 1)
}

func (w *wide) total() *big.Int {
	sum := new(big.Int).Lsh(big.NewInt(w.high), 32)
	return sum.Add(sum, big.NewInt(w.low))
}
