package matching

import "slices"

// Move says that a learner goes from one mentor to another, None meaning nowhere.
type Move struct {
	Learner, From, To int32
}

// keeping is by how many bits all is shifted left during changes, so that to stay
// where one is can be worth one unit without any other choice being touched: it
// is enough for half a million learners who move at once.
const keeping = 20

// change makes a change and says who moved by it, in order of learner. Of all
// optimal matchings it comes to one in which the fewest move: staying, with the
// same mentor or unserved, is worth one unit of a scale on which all else is worth
// multiples of 1 << keeping. Afterwards prices are multiples again. They then differ
// by less than half a multiple from what they were, so that rounding them turns no
// preference around.
func (s *Solver) change(f func()) []Move {
	if s.home == nil {
		s.enlarge()
	}
	s.touched, s.moved = s.touched[:0], s.moved[:0]
	f()
	slices.Sort(s.moved)
	var moves []Move
	for _, i := range slices.Compact(s.moved) {
		if s.home[i] != s.match[i] {
			moves = append(moves, Move{i, s.home[i], s.match[i]})
			s.home[i] = s.match[i]
		}
		s.worth[i] = rounded(s.worth[i]) + 1
	}
	for _, j := range s.touched {
		s.price[j] = rounded(s.price[j])
		for _, i := range s.members(j) {
			s.worth[i] = rounded(s.worth[i]) + 1
		}
	}
	return moves
}

// enlarge puts everything on the scale of changes.
func (s *Solver) enlarge() {
	s.scale, s.home = keeping, slices.Clone(s.match)
	for j := range s.price {
		s.price[j] <<= keeping
	}
	for i := range s.worth {
		s.worth[i] = s.worth[i]<<keeping + 1
	}
}

// rounded is the nearest multiple of the scale of changes.
func rounded(x int64) int64 {
	return (x + 1<<(keeping-1)) >> keeping << keeping
}

// revise brings the matching to the optimum after something about a learner has
// changed.
func (s *Solver) revise(i int32) {
	s.worth[i] = s.best(i)
	j := s.match[i]
	if j != None && !s.content(i) {
		s.leave(i)
	}
	if s.match[i] == None && s.worth[i] > -s.outside(i) {
		s.serve(i)
	}
	if j != None {
		s.refill(j)
	}
	s.moved = append(s.moved, i)
}

func (s *Solver) refill(j int32) {
	for s.missing(j) {
		s.fill(j)
	}
}

// SetOutside changes what a learner costs unserved.
func (s *Solver) SetOutside(i int32, cost int64) []Move {
	return s.change(func() {
		s.p.Outside[i] = cost
		s.revise(i)
	})
}

// SetValue changes what a pair is worth; the problem must know the pair.
func (s *Solver) SetValue(i, j int32, value int32) []Move {
	return s.change(func() {
		s.p.Value[s.p.pair(i, j)] = value
		s.inValue[s.incoming(i, j)] = value
		s.revise(i)
	})
}

// Allow switches a pair that the problem knows on or off.
func (s *Solver) Allow(i, j int32, on bool) []Move {
	return s.change(func() {
		s.turn(i, j, on)
		s.revise(i)
	})
}

// Only leaves a learner no other mentor than the one given, or none at all when
// that is None; All gives back every pair.
func (s *Solver) Only(i, j int32) []Move {
	return s.change(func() {
		for _, m := range slices.Clone(s.p.Mentor[s.p.Start[i]:s.p.Start[i+1]]) {
			s.turn(i, m, m == j)
		}
		s.revise(i)
	})
}

// Limit leaves a learner the mentors that may be among those the problem knows, and
// sets what the learner costs unserved.
func (s *Solver) Limit(i int32, may func(j int32) bool, outside int64) []Move {
	return s.change(func() {
		for _, m := range slices.Clone(s.p.Mentor[s.p.Start[i]:s.p.Start[i+1]]) {
			s.turn(i, m, may(m))
		}
		s.p.Outside[i] = outside
		s.revise(i)
	})
}

// All switches on every pair of a learner.
func (s *Solver) All(i int32) []Move {
	return s.change(func() {
		for _, m := range slices.Clone(s.p.Mentor[s.p.End[i]:s.p.Start[i+1]]) {
			s.turn(i, m, true)
		}
		s.revise(i)
	})
}

// turn switches a pair on or off: those that are off stand last.
func (s *Solver) turn(i, j int32, on bool) {
	k, in := s.p.pair(i, j), s.incoming(i, j)
	if (k < s.p.End[i]) == on {
		return
	}
	at, inAt := s.p.End[i]-1, s.inEnd[j]-1
	if on {
		at, inAt = at+1, inAt+1
	}
	p := s.p
	p.Mentor[k], p.Mentor[at] = p.Mentor[at], p.Mentor[k]
	p.Value[k], p.Value[at] = p.Value[at], p.Value[k]
	s.inLearner[in], s.inLearner[inAt] = s.inLearner[inAt], s.inLearner[in]
	s.inValue[in], s.inValue[inAt] = s.inValue[inAt], s.inValue[in]
	if on {
		p.End[i]++
		s.inEnd[j]++
	} else {
		p.End[i]--
		s.inEnd[j]--
	}
}

// incoming is where a pair stands among those by mentor.
func (s *Solver) incoming(i, j int32) int64 {
	from := s.inStart[j]
	in := s.inLearner[from:s.inStart[j+1]]
	// Learners stand in their order, but for those that were switched on or off.
	if at, found := slices.BinarySearch(in, i); found {
		return from + int64(at)
	}
	return from + int64(slices.Index(in, i))
}

// SetCapacity changes how many learners a mentor takes.
func (s *Solver) SetCapacity(j, capacity int32) []Move {
	return s.change(func() {
		if capacity > s.space[j] {
			s.widen(j, capacity)
		}
		s.p.Capacity[j] = capacity
		for s.load[j] > capacity {
			s.drain(j)
		}
		s.refill(j)
	})
}

// widen moves the learners of a mentor to where there is space for more.
func (s *Solver) widen(j, space int32) {
	members := slices.Clone(s.members(j))
	s.room[j], s.space[j] = int32(len(s.member)), space
	s.member = append(s.member, make([]int32, space)...)
	for n, o := range members {
		s.place[o] = s.room[j] + int32(n)
		s.member[s.place[o]] = o
	}
}
