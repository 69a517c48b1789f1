package matching_test

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"camtay/app/matching"
)

// drawn is a problem of a few learners and mentors, with scales from 1 to strict
// tiers.
func drawn(t *rapid.T, learners, mentors int) *matching.Problem {
	n, m := rapid.IntRange(0, learners).Draw(t, "learners"), rapid.IntRange(0, mentors).Draw(t, "mentors")
	scale := rapid.SampledFrom([]int{1, 3, 40, 1500}).Draw(t, "scale")
	tier := rapid.SampledFrom([]int64{0, 1, 50, 20_000, 1 << 36}).Draw(t, "tier")
	p := &matching.Problem{Start: []int64{0}, Beyond: int64(rapid.IntRange(0, 20).Draw(t, "beyond"))}
	cost := int64(0)
	for range rapid.IntRange(1, 3).Draw(t, "seats") {
		cost += int64(rapid.IntRange(0, scale).Draw(t, "more"))
		p.Seats = append(p.Seats, cost)
	}
	for range m {
		p.Capacity = append(p.Capacity, int32(rapid.IntRange(0, 3).Draw(t, "capacity")))
	}
	for range n {
		for j := range m {
			if rapid.IntRange(0, 2).Draw(t, "knows") > 0 {
				p.Mentor = append(p.Mentor, int32(j))
				p.Value = append(p.Value, int32(rapid.IntRange(-scale/2, 2*scale).Draw(t, "value")))
			}
		}
		p.Start = append(p.Start, int64(len(p.Mentor)))
		p.Outside = append(p.Outside, tier*int64(rapid.IntRange(0, 2).Draw(t, "tier of learner")))
	}
	p.End = slices.Clone(p.Start[1:])
	return p
}

func solved(t rapid.TB, p *matching.Problem) (*matching.Solver, matching.Certificate) {
	t.Helper()
	s, err := matching.Solve(p, nil)
	if err != nil {
		t.Fatalf("solve: %v", err)
	}
	return s, certified(t, p, s)
}

// certified asserts that a solver's matching keeps the rules and is proved best.
func certified(t rapid.TB, p *matching.Problem, s *matching.Solver) matching.Certificate {
	t.Helper()
	c, err := matching.Certify(p, s.Matching(), s.Prices())
	if err != nil {
		t.Fatalf("certify: %v", err)
	}
	if c.Gap().Sign() != 0 {
		t.Fatalf("gap %v between %v and %v for %+v", c.Gap(), c.Worth, c.Bound, *p)
	}
	return c
}

// bruteForce tries every matching.
func bruteForce(p *matching.Problem) int64 {
	load := make([]int32, len(p.Capacity))
	var try func(i int) int64
	try = func(i int) int64 {
		if i == p.Learners() {
			return 0
		}
		best := try(i+1) - p.Outside[i]
		for k := p.Start[i]; k < p.End[i]; k++ {
			j := p.Mentor[k]
			if load[j] < p.Capacity[j] {
				cost := p.SeatCost(load[j])
				load[j]++
				best = max(best, int64(p.Value[k])-cost+try(i+1))
				load[j]--
			}
		}
		return best
	}
	return try(0)
}

func TestSmallProblemsAreSolvedAsBruteForceSolvesThem(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := drawn(t, 6, 4)
		if _, c := solved(t, p); c.Worth.Cmp(big.NewInt(bruteForce(p))) != 0 {
			t.Fatalf("worth %v, the best is %d, of %+v", c.Worth, bruteForce(p), *p)
		}
	})
}

func TestLargerProblemsAreProvedOptimal(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		solved(t, drawn(t, 60, 25))
	})
}

func TestOrderOfLearnersChangesNothingButTies(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := drawn(t, 25, 10)
		order := rapid.Permutation(indices(p.Learners())).Draw(t, "order")
		q := &matching.Problem{Start: []int64{0}, Capacity: p.Capacity, Seats: p.Seats, Beyond: p.Beyond}
		for _, i := range order {
			q.Mentor = append(q.Mentor, p.Mentor[p.Start[i]:p.End[i]]...)
			q.Value = append(q.Value, p.Value[p.Start[i]:p.End[i]]...)
			q.Start = append(q.Start, int64(len(q.Mentor)))
			q.Outside = append(q.Outside, p.Outside[i])
		}
		q.End = slices.Clone(q.Start[1:])
		_, a := solved(t, p)
		_, b := solved(t, q)
		if a.Worth.Cmp(b.Worth) != 0 {
			t.Fatalf("worth %v, %v in another order", a.Worth, b.Worth)
		}
	})
}

func indices(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

func TestOneMoreMentorNeverMakesItWorse(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := drawn(t, 25, 10)
		if len(p.Capacity) == 0 {
			return
		}
		last := len(p.Capacity) - 1
		_, with := solved(t, p)
		p.Capacity[last] = 0
		if _, without := solved(t, p); without.Worth.Cmp(with.Worth) > 0 {
			t.Fatalf("worth %v with the mentor, %v without", with.Worth, without.Worth)
		}
	})
}

// A tier costs more unserved than everything below it could be worth, so a
// matching serves as many of the first tier as can be served at all, then as many
// of the second.
func TestStrictTiersAreServedInOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := drawn(t, 25, 10)
		tiers := make([]int, p.Learners())
		for i := range tiers {
			tiers[i] = rapid.IntRange(1, 3).Draw(t, "tier")
			p.Outside[i] = []int64{1 << 37, 1 << 36, 0}[tiers[i]-1]
		}
		s, _ := solved(t, p)
		match := s.Matching()
		for most := 1; most <= 2; most++ {
			served := 0
			for i, j := range match {
				if tiers[i] <= most && j != matching.None {
					served++
				}
			}
			if want := mostServed(p, func(i int) bool { return tiers[i] <= most }); served != want {
				t.Fatalf("%d of tiers up to %d are served, %d could be", served, most, want)
			}
		}
	})
}

// mostServed is how many of some learners can be served at once, by augmenting
// paths without any prices.
func mostServed(p *matching.Problem, of func(int) bool) int {
	held := make([][]int, len(p.Capacity))
	served := 0
	for i := range p.Learners() {
		if !of(i) {
			continue
		}
		seen := make([]bool, len(p.Capacity))
		var augment func(i int) bool
		augment = func(i int) bool {
			for k := p.Start[i]; k < p.End[i]; k++ {
				j := p.Mentor[k]
				if seen[j] {
					continue
				}
				seen[j] = true
				if len(held[j]) < int(p.Capacity[j]) {
					held[j] = append(held[j], i)
					return true
				}
				for n, o := range held[j] {
					if augment(o) {
						held[j][n] = i
						return true
					}
				}
			}
			return false
		}
		if augment(i) {
			served++
		}
	}
	return served
}

func TestAfterAnyChangesItIsAsIfSolvedAnew(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := drawn(t, 15, 6)
		s, _ := solved(t, p)
		for range rapid.IntRange(1, 12).Draw(t, "changes") {
			if len(p.Capacity) == 0 {
				return
			}
			before := s.Matching()
			told := before
			for _, m := range changed(t, p, s) {
				if told[m.Learner] != m.From {
					t.Fatalf("%+v, but the learner was with %d", m, told[m.Learner])
				}
				told[m.Learner] = m.To
			}
			if diff := cmp.Diff(s.Matching(), told); diff != "" {
				t.Fatalf("moves told (−now +told):\n%s", diff)
			}
			kept := certified(t, p, s)
			if _, anew := solved(t, p); kept.Worth.Cmp(anew.Worth) != 0 {
				t.Fatalf("worth %v after the change, %v anew", kept.Worth, anew.Worth)
			}
		}
	})
}

// changed makes one change of any kind.
func changed(t *rapid.T, p *matching.Problem, s *matching.Solver) []matching.Move {
	j := int32(rapid.IntRange(0, len(p.Capacity)-1).Draw(t, "mentor"))
	capacity := int32(rapid.IntRange(0, 5).Draw(t, "capacity"))
	if p.Learners() == 0 {
		return s.SetCapacity(j, capacity)
	}
	i := int32(rapid.IntRange(0, p.Learners()-1).Draw(t, "learner"))
	pairs := p.Mentor[p.Start[i]:p.Start[i+1]]
	kind := rapid.IntRange(0, 5).Draw(t, "kind")
	if len(pairs) == 0 && kind != 1 {
		kind = 0
	}
	switch kind {
	case 0:
		return s.SetOutside(i, int64(rapid.IntRange(0, 100).Draw(t, "outside")))
	case 1:
		return s.SetCapacity(j, capacity)
	case 2:
		return s.SetValue(i, rapid.SampledFrom(pairs).Draw(t, "pair"), int32(rapid.IntRange(-50, 150).Draw(t, "value")))
	case 3:
		return s.Allow(i, rapid.SampledFrom(pairs).Draw(t, "pair"), rapid.Bool().Draw(t, "on"))
	case 4:
		return s.Only(i, rapid.SampledFrom(append([]int32{matching.None}, pairs...)).Draw(t, "only"))
	}
	return s.All(i)
}

// The fewest changes that lead from one optimum to any optimum of the changed
// problem, found by trying everything.
func TestOneRefusalMovesAsFewAsOptimalityAllows(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := drawn(t, 5, 4)
		s, _ := solved(t, p)
		before := s.Matching()
		served := slices.IndexFunc(before, func(j int32) bool { return j != matching.None })
		if served < 0 {
			return
		}
		moves := s.Allow(int32(served), before[served], false)
		best := bruteForce(p)
		if fewest := fewestMoves(p, before, best); len(moves) != fewest {
			t.Fatalf("%d moved (%v), %d suffice: %+v from %v", len(moves), moves, fewest, *p, before)
		}
	})
}

func fewestMoves(p *matching.Problem, before []int32, worth int64) int {
	load := make([]int32, len(p.Capacity))
	fewest := math.MaxInt
	var try func(i, moves int, sum int64)
	try = func(i, moves int, sum int64) {
		if i == p.Learners() {
			if sum == worth {
				fewest = min(fewest, moves)
			}
			return
		}
		moved := func(j int32) int {
			if before[i] == j {
				return 0
			}
			return 1
		}
		try(i+1, moves+moved(matching.None), sum-p.Outside[i])
		for k := p.Start[i]; k < p.End[i]; k++ {
			j := p.Mentor[k]
			if load[j] < p.Capacity[j] {
				cost := p.SeatCost(load[j])
				load[j]++
				try(i+1, moves+moved(j), sum+int64(p.Value[k])-cost)
				load[j]--
			}
		}
	}
	try(0, 0, 0)
	return fewest
}

func TestSolvingStopsWhenAsked(t *testing.T) {
	t.Parallel()
	p := crowd(20_000)
	stop := errors.New("stop")
	if _, err := matching.Solve(p, func(done, of int) error {
		if done < 0 || done > of {
			t.Errorf("done %d of %d", done, of)
		}
		return stop
	}); !errors.Is(err, stop) {
		t.Fatalf("err %v", err)
	}
}

// crowd is a problem in which many learners want few mentors.
func crowd(n int) *matching.Problem {
	p := &matching.Problem{Start: []int64{0}, Seats: []int64{0, 60}, Beyond: 150}
	m := n / 20
	for range m {
		p.Capacity = append(p.Capacity, 3)
	}
	for i := range n {
		for k := range 8 {
			p.Mentor = append(p.Mentor, int32((i*31+k*(k+7)*i/3+k)%m))
			p.Value = append(p.Value, int32(100+(i*37+k*11)%900))
		}
		slices.Sort(p.Mentor[len(p.Mentor)-8:])
		row := slices.Compact(p.Mentor[len(p.Mentor)-8:])
		p.Mentor = p.Mentor[:int(p.Start[i])+len(row)]
		p.Value = p.Value[:len(p.Mentor)]
		p.Start = append(p.Start, int64(len(p.Mentor)))
		p.Outside = append(p.Outside, []int64{0, 6000, 20_000}[i%3])
	}
	p.End = slices.Clone(p.Start[1:])
	return p
}

func TestACrowdIsProvedOptimal(t *testing.T) {
	t.Parallel()
	p := crowd(6_000)
	if err := p.Check(); err != nil {
		t.Fatal(err)
	}
	if _, c := solved(t, p); c.Pairs != 900 {
		t.Fatalf("%d pairs, there are 900 seats", c.Pairs)
	}
}

func TestBadProblemsAreRefused(t *testing.T) {
	t.Parallel()
	good := func() *matching.Problem {
		return &matching.Problem{
			Start: []int64{0, 1}, End: []int64{1}, Mentor: []int32{0}, Value: []int32{5}, Outside: []int64{0},
			Capacity: []int32{1}, Seats: []int64{0},
		}
	}
	if err := good().Check(); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(*matching.Problem){
		"a mentor who is not there": func(p *matching.Problem) { p.Mentor[0] = 1 },
		"a mentor named twice": func(p *matching.Problem) {
			p.Start[1], p.End[0], p.Mentor, p.Value = 2, 2, []int32{0, 0}, []int32{1, 1}
		},
		"room below none":            func(p *matching.Problem) { p.Capacity[0] = -1 },
		"falling costs":              func(p *matching.Problem) { p.Seats = []int64{5, 4} },
		"no seats":                   func(p *matching.Problem) { p.Seats = nil },
		"pairs that end too early":   func(p *matching.Problem) { p.Start[1] = 0 },
		"pairs without values":       func(p *matching.Problem) { p.Value = nil },
		"a cost below 0":             func(p *matching.Problem) { p.Outside[0] = -1 },
		"a cost beyond all measures": func(p *matching.Problem) { p.Outside[0] = matching.Most + 1 },
	} {
		p := good()
		spoil(p)
		if err := p.Check(); !errors.Is(err, matching.ErrProblem) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestFalseMatchingsAreNotCertified(t *testing.T) {
	t.Parallel()
	p := &matching.Problem{
		Start: []int64{0, 2, 3}, End: []int64{1, 3}, Mentor: []int32{0, 1, 0}, Value: []int32{5, 5, 7}, Outside: []int64{10, 10},
		Capacity: []int32{1, 1}, Seats: []int64{1},
	}
	for _, match := range [][]int32{{0, 0}, {1, None}, {None}, {7, None}} {
		if _, err := matching.Certify(p, match, []int64{0, 0}); !errors.Is(err, matching.ErrMatching) {
			t.Errorf("%v: %v", match, err)
		}
	}
	c, err := matching.Certify(p, []int32{0, None}, []int64{17, 0})
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(c.Worth, c.Bound, c.Gap()); got != "-6 -4 2" {
		t.Errorf("worth, bound and gap %s", got)
	}
}

const None = matching.None

func TestNobodyWouldRunAwayFromAnAcceptedMatching(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := drawn(t, 25, 8)
		match := matching.Accept(p)
		if pairs, learners := matching.Blocking(p, match); pairs != 0 || learners != 0 {
			t.Fatalf("%d pairs and %d learners would rather: %v of %+v", pairs, learners, match, *p)
		}
		_, best := solved(t, p)
		c, err := matching.Certify(p, match, make([]int64, len(p.Capacity)))
		if err != nil {
			t.Fatal(err)
		}
		if c.Worth.Cmp(best.Worth) > 0 {
			t.Fatalf("worth %v, more than the best %v", c.Worth, best.Worth)
		}
	})
}

func TestBlockingPairsAreCounted(t *testing.T) {
	t.Parallel()
	// Both learners are worth more with mentor 0, who has one place.
	p := &matching.Problem{
		Start: []int64{0, 2, 4}, End: []int64{2, 4}, Mentor: []int32{0, 1, 0, 1}, Value: []int32{10, 9, 8, 1},
		Outside: []int64{0, 0}, Capacity: []int32{1, 1}, Seats: []int64{0},
	}
	s, _ := solved(t, p)
	if diff := cmp.Diff([]int32{1, 0}, s.Matching()); diff != "" {
		t.Fatalf("the best matching (−want +got):\n%s", diff)
	}
	if pairs, learners := matching.Blocking(p, s.Matching()); pairs != 1 || learners != 1 {
		t.Errorf("%d pairs, %d learners, want 1 and 1", pairs, learners)
	}
	if diff := cmp.Diff([]int32{0, 1}, matching.Accept(p)); diff != "" {
		t.Errorf("the accepted matching (−want +got):\n%s", diff)
	}
	want := []matching.Option{
		{Mentor: 0, Value: 10, Price: 7, Net: 3},
		{Mentor: 1, Value: 9, Price: 1, Net: 8, Chosen: true},
	}
	got := s.Options(0)
	for k := range got { // prices are not unique, their order is
		got[k].Full = false
		if !got[k].Chosen && got[k].Net > got[1].Net {
			t.Errorf("option %+v is better than the chosen one", got[k])
		}
		got[k].Price, got[k].Net, want[k].Price, want[k].Net = 0, 0, 0, 0
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("options (−want +got):\n%s", diff)
	}
}

func TestAStoredMatchingIsTakenUpAgain(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := drawn(t, 15, 6)
		s, _ := solved(t, p)
		if p.Learners() > 0 && len(p.Mentor) > 0 {
			changed(t, p, s)
		}
		kept := s.Matching()
		again, err := matching.Restore(p, kept)
		if err != nil {
			t.Fatalf("restore: %v", err)
		}
		certified(t, p, again)
		if diff := cmp.Diff(kept, again.Matching()); diff != "" {
			t.Fatalf("(−kept +again):\n%s", diff)
		}
	})
}

func TestAWorseMatchingIsNotTakenUp(t *testing.T) {
	t.Parallel()
	p := &matching.Problem{
		Start: []int64{0, 1}, End: []int64{1}, Mentor: []int32{0}, Value: []int32{5}, Outside: []int64{0},
		Capacity: []int32{1}, Seats: []int64{0},
	}
	s, err := matching.Restore(p, []int32{None})
	if !errors.Is(err, matching.ErrNotOptimal) {
		t.Fatalf("err %v", err)
	}
	certified(t, p, s)
}
