package matching

// Solver holds a problem, an optimal matching of it and the prices that prove it,
// and keeps them so while the problem changes. It is not safe for concurrent use.
//
// Between calls this holds, which is what optimal means:
//
//	worth(i) = the most of −outside(i) and value(i, j) − price(j)
//	a learner of j is worth value(i, j) − price(j), an unserved one −outside(i)
//	the seats taken cost no more than the price, the next one no less
type Solver struct {
	p     *Problem
	price []int64 // of one more place with each mentor
	worth []int64 // of each learner
	match []int32 // mentor of each learner, or None
	load  []int32 // learners of each mentor

	// The learners of mentor j stand in member from room[j], where there is space
	// for so many; place is where a learner stands.
	room   []int32
	space  []int32
	member []int32
	place  []int32

	// Pairs by mentor.
	inStart   []int64
	inEnd     []int64
	inLearner []int32
	inValue   []int32

	search search

	// During changes; see change.
	scale   uint    // values, costs and prices are shifted left by so much
	home    []int32 // mentors before the change
	touched []int32 // mentors whose price has moved
	moved   []int32 // learners who have moved
}

// away is farther than any way.
const away = int64(1) << 62

// Solve finds an optimal matching of a problem that passes Check. It calls step
// now and then with how many learners it has dealt with and how many there are,
// and stops with the error of step.
func Solve(p *Problem, step func(done, of int) error) (*Solver, error) {
	n, m := p.Learners(), len(p.Capacity)
	s := &Solver{
		p: p, price: make([]int64, m), worth: make([]int64, n), match: make([]int32, n),
		load: make([]int32, m), room: make([]int32, m+1), space: append([]int32(nil), p.Capacity...), place: make([]int32, n), search: newSearch(m),
	}
	for j, c := range p.Capacity {
		s.room[j+1] = s.room[j] + c
	}
	s.member = make([]int32, s.room[m])
	for i := range s.match {
		s.match[i] = None
	}
	w := watch{step: step, of: n}
	if err := s.auction(&w); err != nil {
		return nil, err
	}
	s.settle()
	s.transpose()
	return s, s.finish(&w)
}

// watch tells how far the work is.
type watch struct {
	step  func(done, of int) error
	of    int
	calls int
}

// look asks whether to go on, once in a while.
func (w *watch) look(done int) error {
	if w.calls++; w.calls%(1<<14) != 0 || w.step == nil {
		return nil
	}
	return w.step(done, w.of)
}

// Matching is the mentor of each learner, or None.
func (s *Solver) Matching() []int32 { return append([]int32(nil), s.match...) }

// Prices are what one more place with each mentor would be worth.
func (s *Solver) Prices() []int64 {
	prices := make([]int64, len(s.price))
	for j, p := range s.price {
		prices[j] = p >> s.scale
	}
	return prices
}

// best is what a learner is worth under the prices.
func (s *Solver) best(i int32) int64 {
	p, home := s.p, s.homeOf(i)
	best := -s.outside(i)
	for k := p.Start[i]; k < p.End[i]; k++ {
		worth := int64(p.Value[k])<<s.scale - s.price[p.Mentor[k]]
		if p.Mentor[k] == home {
			worth++
		}
		best = max(best, worth)
	}
	return best
}

// outside is what a learner costs unserved, on the scale in use.
func (s *Solver) outside(i int32) int64 {
	cost := s.p.Outside[i] << s.scale
	if s.home != nil && s.home[i] == None {
		cost--
	}
	return cost
}

func (s *Solver) seatCost(n int32) int64 { return s.p.SeatCost(n) << s.scale }

// homeOf is the mentor whom a learner would keep, None when that does not matter.
func (s *Solver) homeOf(i int32) int32 {
	if s.home == nil {
		return None
	}
	return s.home[i]
}

// content reports that a learner is where it is worth most.
func (s *Solver) content(i int32) bool {
	j := s.match[i]
	k := s.p.pair(i, j)
	worth := int64(s.p.Value[k])<<s.scale - s.price[j]
	if j == s.homeOf(i) {
		worth++
	}
	return k < s.p.End[i] && worth == s.worth[i]
}

func (s *Solver) members(j int32) []int32 {
	return s.member[s.room[j] : s.room[j]+s.load[j]]
}

func (s *Solver) join(i, j int32) {
	if s.home != nil {
		s.moved = append(s.moved, i)
	}
	at := s.room[j] + s.load[j]
	s.member[at], s.place[i], s.match[i] = i, at, j
	s.load[j]++
}

func (s *Solver) leave(i int32) {
	if s.home != nil {
		s.moved = append(s.moved, i)
	}
	j := s.match[i]
	s.load[j]--
	last := s.member[s.room[j]+s.load[j]]
	s.member[s.place[i]], s.place[last] = last, s.place[i]
	s.match[i] = None
}

// settle measures what learners are worth under the prices of the auction and
// sends away those who would be better off elsewhere.
func (s *Solver) settle() {
	for n := range s.match {
		i := int32(n)
		s.worth[i] = s.best(i)
		if s.match[i] != None && !s.content(i) {
			s.leave(i)
		}
	}
}

// transpose lists the pairs by mentor, those that are switched off last.
func (s *Solver) transpose() {
	p := s.p
	s.inStart = make([]int64, len(p.Capacity)+1)
	for _, j := range p.Mentor {
		s.inStart[j+1]++
	}
	for j := range p.Capacity {
		s.inStart[j+1] += s.inStart[j]
	}
	s.inLearner, s.inValue = make([]int32, len(p.Mentor)), make([]int32, len(p.Mentor))
	s.inEnd = append([]int64(nil), s.inStart[:len(p.Capacity)]...)
	for i := range p.Outside {
		for k := p.Start[i]; k < p.End[i]; k++ {
			at := s.inEnd[p.Mentor[k]]
			s.inEnd[p.Mentor[k]]++
			s.inLearner[at], s.inValue[at] = int32(i), p.Value[k]
		}
	}
	last := append([]int64(nil), s.inEnd...)
	for i := range p.Outside {
		for k := p.End[i]; k < p.Start[i+1]; k++ {
			at := last[p.Mentor[k]]
			last[p.Mentor[k]]++
			s.inLearner[at], s.inValue[at] = int32(i), p.Value[k]
		}
	}
}

// finish brings what the auction left almost right to the optimum.
func (s *Solver) finish(w *watch) error {
	for n := range s.match {
		i := int32(n)
		if err := w.look(n); err != nil {
			return err
		}
		if s.match[i] == None && s.worth[i] > -s.outside(i) {
			s.serve(i)
		}
	}
	for n := range s.load {
		j := int32(n)
		if err := w.look(w.of); err != nil {
			return err
		}
		for s.missing(j) {
			s.fill(j)
		}
	}
	return nil
}

// missing reports a free seat that is cheaper than the price.
func (s *Solver) missing(j int32) bool {
	return s.load[j] < s.p.Capacity[j] && s.seatCost(s.load[j]) < s.price[j]
}
