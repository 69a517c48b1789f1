package matching

// end is where a search ends: how far, with which mentor, and who goes out or
// comes in there; None for no mentor and for nobody.
type end struct {
	dist    int64
	mentor  int32
	learner int32
}

// serve finds the best for a learner without a place: a seat, or that someone on
// the way to one goes unserved.
func (s *Solver) serve(i int32) {
	s.search.begin()
	e := end{s.worth[i] + s.outside(i), None, i}
	s.relax(i, 0, &e)
	s.spread(&e)
	s.worth[i] -= e.dist
	s.raise(e.dist)
	if e.mentor != None {
		s.shift(e, i)
	}
}

// drain finds the best for a mentor who has one learner more than room: which of
// them moves on, and what follows.
func (s *Solver) drain(j int32) {
	s.search.begin()
	e := end{away, None, None}
	s.search.reach(j, 0, None)
	s.spread(&e)
	s.raise(e.dist)
	s.shift(e, None)
}

// spread goes from mentor to mentor, nearest first, until none is nearer than the
// end.
func (s *Solver) spread(e *end) {
	for {
		j := s.search.next(e.dist)
		if j == None {
			return
		}
		d := s.search.dist[j]
		for _, o := range s.members(j) {
			if far := d + s.worth[o] + s.outside(o); far < e.dist {
				*e = end{far, j, o}
			}
		}
		for _, o := range s.members(j) {
			if d >= e.dist {
				break
			}
			s.relax(o, d, e)
		}
	}
}

// relax looks at where a learner may go.
func (s *Solver) relax(i int32, d int64, e *end) {
	p, q := s.p, &s.search
	base, own, home := d+s.worth[i], s.match[i], s.homeOf(i)
	from, to := p.Start[i], p.End[i]
	mentors, values := p.Mentor[from:to], p.Value[from:to]
	for k, j := range mentors {
		far := base + s.price[j] - int64(values[k])<<s.scale
		if j == home {
			far--
		}
		if far >= e.dist || j == own || !q.reach(j, far, i) {
			continue
		}
		if s.load[j] < p.Capacity[j] {
			// A seat cheaper than the price is missed: to take it costs nothing.
			if far += max(s.seatCost(s.load[j])-s.price[j], 0); far < e.dist {
				*e = end{far, j, None}
			}
		}
	}
}

// raise makes everyone nearer than the end as dear as the end.
func (s *Solver) raise(most int64) {
	for _, j := range s.search.order {
		s.reprice(j, most-s.search.dist[j])
	}
}

// reprice moves the price of a mentor nearer than the end by so much.
func (s *Solver) reprice(j int32, by int64) {
	if by == 0 {
		return
	}
	s.price[j] += by
	for _, o := range s.members(j) {
		s.worth[o] -= by
	}
	if s.home != nil {
		s.touched = append(s.touched, j)
	}
}

// shift moves everyone on the way one on, the last first; the way begins with
// learner i, or with a mentor when i is None.
func (s *Solver) shift(e end, i int32) {
	q := &s.search
	if e.learner != None {
		s.leave(e.learner)
	}
	for j := e.mentor; q.via[j] != None; {
		o := q.via[j]
		from := s.match[o]
		if from != None {
			s.leave(o)
		}
		s.join(o, j)
		if o == i {
			return
		}
		j = from
	}
}

// fill finds the best for a seat that is cheaper than its price: who takes it, or
// that the price falls.
func (s *Solver) fill(j0 int32) {
	q := &s.search
	q.begin()
	e := end{s.price[j0] - s.seatCost(s.load[j0]), None, None}
	q.reach(j0, 0, None)
	for j := q.next(e.dist); j != None; j = q.next(e.dist) {
		s.attract(j, &e)
	}
	for _, j := range q.order {
		s.reprice(j, q.dist[j]-e.dist)
	}
	if e.mentor == None {
		return
	}
	q.path = q.path[:0]
	for j := e.mentor; j != j0; j = q.to[j] {
		q.path = append(q.path, j)
	}
	for k := len(q.path) - 1; k >= 0; k-- {
		o := q.via[q.path[k]]
		s.leave(o)
		s.join(o, q.to[q.path[k]])
	}
	if e.learner != None {
		s.join(e.learner, e.mentor)
	}
}

// attract looks at who might come to a mentor if the place were cheaper.
func (s *Solver) attract(j int32, e *end) {
	q := &s.search
	base := q.dist[j] + s.price[j]
	from, to := s.inStart[j], s.inEnd[j]
	learners, values := s.inLearner[from:to], s.inValue[from:to]
	for k, o := range learners {
		far := base + s.worth[o] - int64(values[k])<<s.scale
		if far > e.dist {
			continue
		}
		if s.homeOf(o) == j {
			far--
		}
		if far >= e.dist {
			continue
		}
		switch m := s.match[o]; {
		case m == j:
		case m == None:
			// Whoever is unserved is worth that exactly: the way ends here.
			*e = end{far, j, o}
		case q.reach(m, far, o):
			q.to[m] = j
			if far += s.price[m] - s.seatCost(s.load[m]-1); far < e.dist {
				*e = end{far, m, None}
			}
		}
	}
}
