package matching

import "errors"

// ErrNotOptimal reports a matching that is not optimal for its problem.
var ErrNotOptimal = errors.New("the matching is not optimal")

// Restore solves a problem and takes, of its optimal matchings, the one given:
// the mentor of each learner or None. A matching that is not optimal is
// ErrNotOptimal, and the solver then holds another one.
func Restore(p *Problem, match []int32) (*Solver, error) {
	s, err := Solve(p, nil)
	if err != nil {
		return nil, err
	}
	mine := s.Matching()
	s.assign(match)
	// Under optimal prices every optimal matching is one of contented learners and
	// of seats neither missed nor too dear.
	for i, j := range match {
		if j == None && s.worth[i] > -p.Outside[i] || j != None && !s.content(int32(i)) {
			s.assign(mine)
			return s, ErrNotOptimal
		}
	}
	for j, load := range s.load {
		if s.missing(int32(j)) || load > 0 && s.seatCost(load-1) > s.price[j] {
			s.assign(mine)
			return s, ErrNotOptimal
		}
	}
	return s, nil
}

// assign gives everyone the mentor of a matching that keeps capacities.
func (s *Solver) assign(match []int32) {
	clear(s.load)
	for i, j := range match {
		s.match[i] = None
		if j != None {
			s.join(int32(i), j)
		}
	}
}

// Option is what one mentor means to one learner: Value is what the pair is worth,
// Price what one more place with the mentor is worth to others, and Net the
// difference. A learner goes where Net is most. The price is what the marginal
// learner would lose or the next seat costs, so it is the reason why someone dearer
// in Value was not chosen.
type Option struct {
	Mentor     int32
	Value      int32
	Price, Net int64
	Chosen     bool
	Full       bool
}

// Options are a learner's options in the order of the problem.
func (s *Solver) Options(i int32) []Option {
	p := s.p
	options := make([]Option, 0, p.End[i]-p.Start[i])
	for k := p.Start[i]; k < p.End[i]; k++ {
		j := p.Mentor[k]
		price := s.price[j] >> s.scale
		options = append(options, Option{
			Mentor: j, Value: p.Value[k], Price: price, Net: int64(p.Value[k]) - price,
			Chosen: s.match[i] == j, Full: s.load[j] >= p.Capacity[j],
		})
	}
	return options
}

// Members are the learners of a mentor.
func (s *Solver) Members(j int32) []int32 { return append([]int32(nil), s.members(j)...) }
