package effects

import "slices"

// Gini says how unevenly a load lies, in basis points: 0 when everyone carries
// the same, near 10,000 when one carries all. It is the mean difference between
// any two loads over twice the mean load; 0 when there is no load. Loads are
// never negative.
//
//	G = Σᵢ Σⱼ |xᵢ − xⱼ| / (2·n²·x̄) = Σᵢ (2i − n − 1)·xᵢ / (n·Σx),  x in order
func Gini(loads []int) int {
	x := slices.Sorted(slices.Values(loads))
	n, sum, weighed := len(x), 0, 0
	for i, v := range x {
		sum += v
		weighed += (2*(i+1) - n - 1) * v
	}
	if sum == 0 {
		return 0
	}
	return (10_000*weighed + n*sum/2) / (n * sum)
}

// Carried is what one mentor carries: pairs under way of so many, minutes a week
// over the last weeks of so many promised. Open tells whether somebody may ask.
type Carried struct {
	Active, Capacity  int
	Weekly, MaxWeekly int
	Open              bool
}

// Over reports a mentor who carries more than was agreed to.
func (c Carried) Over() bool {
	return c.Active > c.Capacity || c.Weekly > c.MaxWeekly
}

// Idle reports a mentor who could help and helps nobody.
func (c Carried) Idle() bool {
	return c.Open && c.Active == 0 && c.Capacity > 0
}

// Fairness is how a load lies among mentors.
type Fairness struct {
	Mentors, Active    int // mentors who are open or carry somebody; pairs under way
	MostPairs          int
	MostMinutes        int
	PairsGini          int // basis points
	MinutesGini        int
	OverLoad, IdleOnes int
}

// FairnessOf counts those who are open or carry somebody; others have no part.
func FairnessOf(all []Carried) Fairness {
	var f Fairness
	var pairs, minutes []int
	for _, c := range all {
		if !c.Open && c.Active == 0 {
			continue
		}
		f.Mentors++
		f.Active += c.Active
		f.MostPairs, f.MostMinutes = max(f.MostPairs, c.Active), max(f.MostMinutes, c.Weekly)
		pairs, minutes = append(pairs, c.Active), append(minutes, c.Weekly)
		if c.Over() {
			f.OverLoad++
		}
		if c.Idle() {
			f.IdleOnes++
		}
	}
	f.PairsGini, f.MinutesGini = Gini(pairs), Gini(minutes)
	return f
}
