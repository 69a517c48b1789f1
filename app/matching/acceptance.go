package matching

import (
	"cmp"
	"slices"
)

// Accept finds a matching from which no learner and mentor would rather run away
// together, by deferred acceptance (Gale and Shapley 1962, many to one): learners
// ask the mentors to whom they are worth most, one after the other; a mentor keeps
// those whom it would be dearest to leave unserved, then those worth most, as long
// as each is worth more than the seat costs. Of all such matchings it is the one
// best for every learner. It serves people who may refuse; what it costs in worth
// is the difference to Solve.
func Accept(p *Problem) []int32 {
	match := make([]int32, p.Learners())
	wishes := make([][]int64, p.Learners())
	waiting := make([]int32, 0, p.Learners())
	for n := len(match) - 1; n >= 0; n-- {
		i := int32(n)
		match[i] = None
		waiting = append(waiting, i)
		for k := p.Start[i]; k < p.End[i]; k++ {
			wishes[i] = append(wishes[i], k)
		}
		slices.SortFunc(wishes[i], func(a, b int64) int {
			return cmp.Or(cmp.Compare(p.Value[b], p.Value[a]), cmp.Compare(p.Mentor[a], p.Mentor[b]))
		})
	}
	kept := make([][]asking, len(p.Capacity))
	for len(waiting) > 0 {
		i := waiting[len(waiting)-1]
		waiting = waiting[:len(waiting)-1]
		if len(wishes[i]) == 0 {
			continue
		}
		k := wishes[i][0]
		wishes[i] = wishes[i][1:]
		j := p.Mentor[k]
		var refused []asking
		kept[j], refused = p.choose(j, append(kept[j], asking{i, p.Value[k]}))
		match[i] = j
		for _, r := range refused {
			match[r.learner] = None
			waiting = append(waiting, r.learner)
		}
	}
	return match
}

// asking is a learner who asks a mentor, and what it is worth.
type asking struct{ learner, value int32 }

// choose is whom a mentor takes of those who ask, and whom not.
func (p *Problem) choose(j int32, ask []asking) (taken, refused []asking) {
	slices.SortFunc(ask, func(a, b asking) int {
		return cmp.Or(
			cmp.Compare(p.Outside[b.learner], p.Outside[a.learner]),
			cmp.Compare(b.value, a.value),
			cmp.Compare(a.learner, b.learner),
		)
	})
	for _, a := range ask {
		n := int32(len(taken))
		if n < p.Capacity[j] && int64(a.value) > p.SeatCost(n) {
			taken = append(taken, a)
		} else {
			refused = append(refused, a)
		}
	}
	return taken, refused
}

// Blocking counts the pairs who would rather be together than what a matching
// gives them, and the learners in such a pair.
func Blocking(p *Problem, match []int32) (pairs, learners int) {
	members := make([][]asking, len(p.Capacity))
	now := make([]int64, p.Learners())
	for i, j := range match {
		if j == None {
			continue
		}
		k := p.pair(int32(i), j)
		now[i] = int64(p.Value[k])
		members[j] = append(members[j], asking{int32(i), p.Value[k]})
	}
	for n, j := range match {
		i, blocks := int32(n), false
		for k := p.Start[i]; k < p.End[i]; k++ {
			if p.Mentor[k] == j || j != None && int64(p.Value[k]) <= now[i] {
				continue
			}
			taken, _ := p.choose(p.Mentor[k], append(slices.Clone(members[p.Mentor[k]]), asking{i, p.Value[k]}))
			if slices.ContainsFunc(taken, func(a asking) bool { return a.learner == i }) {
				pairs++
				blocks = true
			}
		}
		if blocks {
			learners++
		}
	}
	return pairs, learners
}
