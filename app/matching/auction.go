package matching

// An auction brings prices close to the optimum: each learner without a place
// bids for the dearest seat of the best mentor, as much as it is worth over the
// second best and one step more. Seats begin at their cost, so a seat that nobody
// took never stands above it. Where learners outbid each other time and again the
// step doubles; prices then overshoot, and further auctions begin below them with
// smaller steps, until all steps are the least one. No number here depends on the
// scale of the values.
const (
	calm    = 8        // turns of a mentor's seats before the step may double
	turns   = 4        // turns until it doubles again
	finer   = 16       // how much smaller steps are in the next auction
	fineing = 50       // the least step is the mean value of a pair through this
	nobody  = Most * 2 // price of a mentor without seats
)

// near are the best pairs that a learner had when last all were looked at,
// counted from the learner's first, and what no other is worth more than.
type near struct {
	pair  [4]int32
	bound int64
}

type auction struct {
	*Solver

	seat  []int64 // price of each seat
	owner []int32
	step  []int64 // by mentor
	bids  []int32 // by mentor, in this auction
	near  []near
	wait  []int32 // learners without a place
}

func (s *Solver) auction(w *watch) error {
	a := &auction{
		Solver: s, seat: make([]int64, len(s.member)), owner: make([]int32, len(s.member)),
		step: make([]int64, len(s.price)), bids: make([]int32, len(s.price)), near: make([]near, len(s.match)),
	}
	least := s.leastStep()
	for round, before := 0, away; ; round++ {
		a.open(round, least)
		highest, err := a.run(w)
		if err != nil {
			return err
		}
		// Once steps no longer shrink, what is left to do is the searches' part.
		if highest <= least || highest > before/2 {
			break
		}
		before = highest
	}
	for j := range a.step {
		for at := s.room[j]; at < s.room[j+1]; at++ {
			if o := a.owner[at]; o != None {
				s.join(o, int32(j))
			}
		}
	}
	return nil
}

func (s *Solver) leastStep() int64 {
	sum := int64(0)
	for _, v := range s.p.Value {
		sum += max(int64(v), int64(-v))
	}
	return max(1, sum/max(1, int64(len(s.p.Value)))/fineing)
}

// open puts all seats up for sale.
func (a *auction) open(round int, least int64) {
	for j, c := range a.p.Capacity {
		begin := a.price[j] - a.step[j]
		low := nobody
		for n := range c {
			at := a.room[j] + n
			a.seat[at], a.owner[at] = a.p.SeatCost(n), None
			if round > 0 {
				a.seat[at] = max(a.seat[at], begin)
			}
			low = min(low, a.seat[at])
		}
		a.price[j], a.bids[j], a.step[j] = low, 0, max(least, a.step[j]/finer)
	}
	a.wait = a.wait[:0]
	for i := len(a.match) - 1; i >= 0; i-- {
		a.wait = append(a.wait, int32(i))
		a.near[i] = near{pair: [4]int32{None, None, None, None}, bound: away}
	}
}

// run sells until everyone has a place or wants none at the price, and returns
// the highest step at the end.
func (a *auction) run(w *watch) (int64, error) {
	for len(a.wait) > 0 {
		if err := w.look(w.of - len(a.wait)); err != nil {
			return 0, err
		}
		i := a.wait[len(a.wait)-1]
		a.wait = a.wait[:len(a.wait)-1]
		if j, over := a.choose(i); j != None {
			a.bid(i, j, over)
		}
	}
	highest := int64(0)
	for _, step := range a.step {
		highest = max(highest, step)
	}
	return highest, nil
}

// choose gives the best mentor for a learner and how much better it is than the
// second best, or None when staying unserved is best.
func (a *auction) choose(i int32) (mentor int32, over int64) {
	c := &a.near[i]
	from, to := a.p.Start[i], a.p.End[i]
	mentors, values := a.p.Mentor[from:to], a.p.Value[from:to]
	for {
		first, second, at := -a.p.Outside[i], -a.p.Outside[i], None
		for _, k := range c.pair {
			if k == None {
				break
			}
			switch worth := int64(values[k]) - a.price[mentors[k]]; {
			case worth > first:
				first, second, at = worth, first, k
			case worth > second:
				second = worth
			}
		}
		switch {
		case second < c.bound: // someone else may have come before the second
			c.look(mentors, values, a.price)
		case at == None:
			return None, 0
		default:
			return mentors[at], first - second
		}
	}
}

// look finds the four best pairs anew.
func (c *near) look(mentors, values []int32, price []int64) {
	w0, w1, w2, w3, w4 := -away, -away, -away, -away, -away
	k0, k1, k2, k3 := None, None, None, None
	for n, j := range mentors {
		w := int64(values[n]) - price[j]
		if w <= w4 {
			continue
		}
		k := int32(n)
		switch {
		case w > w0:
			w4, w3, w2, w1, w0 = w3, w2, w1, w0, w
			k3, k2, k1, k0 = k2, k1, k0, k
		case w > w1:
			w4, w3, w2, w1 = w3, w2, w1, w
			k3, k2, k1 = k2, k1, k
		case w > w2:
			w4, w3, w2 = w3, w2, w
			k3, k2 = k2, k
		case w > w3:
			w4, w3, k3 = w3, w, k
		default:
			w4 = w
		}
	}
	c.pair, c.bound = [4]int32{k0, k1, k2, k3}, w4
}

// bid takes the dearest mentor's cheapest seat.
func (a *auction) bid(i, j int32, over int64) {
	from, to := a.room[j], a.room[j+1]
	seats := to - from
	at := from
	for k := from + 1; k < to; k++ {
		if a.seat[k] < a.seat[at] {
			at = k
		}
	}
	if o := a.owner[at]; o != None {
		a.wait = append(a.wait, o)
	}
	a.bids[j]++
	if late := a.bids[j] - calm*seats; late > 0 && late%(turns*seats) == 0 {
		a.step[j] = min(a.step[j]*2, Most>>8)
	}
	a.owner[at] = i
	a.seat[at] += over + a.step[j]
	low := a.seat[from]
	for k := from + 1; k < to; k++ {
		low = min(low, a.seat[k])
	}
	a.price[j] = low
}
