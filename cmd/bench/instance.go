package main

import (
	"cmp"
	"math"
	"math/bits"
	"math/rand/v2"
	"slices"
	"sync"

	"camtay/app/matching"
)

// instance describes a province-like problem of mentors. The same numbers make
// the same problem on every machine, so its best worth is known beforehand.
type instance struct {
	name      string
	staff     int
	provinces int
	wards     int     // a province
	willing   float64 // share of the able who are willing
	coarse    int     // values are multiples of it
	strict    int64   // outside costs are multiplied by it
	worth     int64   // of a best matching
}

func instances() []instance {
	of := func(name string, staff, provinces, wards int, willing float64, coarse int, strict, worth int64) instance {
		return instance{name, staff, provinces, wards, willing, coarse, strict, worth}
	}
	return []instance{
		of("10k", 10_000, 1, 129, 0.5, 1, 1, 4_387_289),
		of("100k", 100_000, 10, 129, 0.5, 1, 1, 43_969_589),
		of("100k-ample", 100_000, 10, 129, 0.9, 1, 1, 54_945_771),
		of("100k-scarce", 100_000, 10, 129, 0.12, 1, 1, -32_675_325),
		of("100k-coarse", 100_000, 10, 129, 0.5, 400, 1, 59_413_650),
		of("100k-strict", 100_000, 10, 129, 0.12, 1, 50, -2_417_995_325),
		of("1m", 1_000_000, 34, 98, 0.5, 1, 1, 491_254_217),
	}
}

const (
	subjects  = 40 // competencies: 10 digital, 8 of law, 6 of talking, 8 of a field, 8 of leading
	positions = 60
	halfDays  = 10
	offers    = 32 // mentors a learner may go to, the best ones
	national  = 0.003
	drawSeed  = 20260101
)

func subjectGroup(c int) int {
	group, _ := slices.BinarySearch([]int{10, 18, 24, 32}, c+1)
	return group
}

type drawnPosition struct{ required, critical [subjects]uint8 }

type drawnPerson struct {
	ward, office, position int32
	level                  [subjects]uint8
	free                   uint16
}

type drawnMentor struct {
	person, capacity int32
	before, well     int // pairs brought to an end, and those that went well
	outcome          float64
	national         bool
}

// country is a drawn population.
type country struct {
	instance

	positions []drawnPosition
	near      [][]int32 // six nearest wards of the province
	people    []drawnPerson
	first     []int32 // person of each ward
	mentors   []drawnMentor
	ofWard    [][]int32
	able      [][]int32 // mentors by province and subject
	anywhere  []int32
}

func drawCountry(in instance) *country {
	c := &country{instance: in}
	r := rand.New(rand.NewPCG(drawSeed, 7))
	c.drawPositions(r)
	c.drawWards(r)
	c.drawPeople(r)
	c.indexMentors()
	return c
}

func (c *country) drawPositions(r *rand.Rand) {
	c.positions = make([]drawnPosition, positions)
	for p := range c.positions {
		for s := range subjects {
			chance := 0.15
			if subjectGroup(s) == 0 {
				chance = 0.45
			}
			if s >= 10 && (s+p)%5 == 0 {
				chance = 0.7
			}
			if r.Float64() < chance {
				c.positions[p].required[s] = uint8(2 + r.IntN(3))
				c.positions[p].critical[s] = uint8(1 + r.IntN(3))
			}
		}
	}
}

func (c *country) drawWards(r *rand.Rand) {
	n := c.provinces * c.wards
	x, y := make([]float64, n), make([]float64, n)
	for w := range x {
		x[w], y[w] = r.Float64(), r.Float64()
	}
	c.near = make([][]int32, n)
	for w := range c.near {
		from := w / c.wards * c.wards
		others := make([]int32, 0, c.wards)
		for u := from; u < from+c.wards; u++ {
			if u != w {
				others = append(others, int32(u))
			}
		}
		far := func(u int32) float64 { return (x[u]-x[w])*(x[u]-x[w]) + (y[u]-y[w])*(y[u]-y[w]) }
		slices.SortFunc(others, func(a, b int32) int { return cmp.Compare(far(a), far(b)) })
		c.near[w] = others[:min(6, len(others))]
	}
	c.first = make([]int32, n+1)
	for w := range c.first {
		c.first[w] = int32(c.staff * w / n)
	}
	for w := 1; w < n; w++ {
		c.first[w] += int32((r.Float64() - 0.5) * 0.6 * float64(c.first[w+1]-c.first[w]))
	}
}

func (c *country) drawPeople(r *rand.Rand) {
	c.people = make([]drawnPerson, c.staff)
	for w := range c.near {
		for i := c.first[w]; i < c.first[w+1]; i++ {
			c.people[i].ward = int32(w)
			c.drawPerson(r, i)
		}
	}
}

func (c *country) drawPerson(r *rand.Rand, i int32) {
	s := &c.people[i]
	s.office = s.ward*4 + int32(r.IntN(4))
	s.position = int32(r.IntN(positions))
	age := float64(22 + r.IntN(39))
	gift := [5]float64{r.NormFloat64()*0.7 + (40-age)*0.05}
	for g := 1; g < len(gift); g++ {
		gift[g] = r.NormFloat64()*0.7 + (age-40)*0.02
	}
	good, digital := 0, 0
	for k := range subjects {
		base := 1.3
		if q := c.positions[s.position].required[k]; q > 0 {
			base = float64(q) + 0.1
		}
		level := math.Round(base + gift[subjectGroup(k)] + r.NormFloat64()*0.5)
		s.level[k] = uint8(max(0, min(5, level)))
		if s.level[k] >= 4 {
			good++
			if k < 10 {
				digital++
			}
		}
	}
	for h := range halfDays {
		if r.Float64() < 0.45 {
			s.free |= 1 << h
		}
	}
	if (digital >= 3 || good >= 6) && r.Float64() < c.willing {
		c.drawMentor(r, i)
	}
}

func (c *country) drawMentor(r *rand.Rand, i int32) {
	m := drawnMentor{person: i, capacity: []int32{1, 2, 2, 3, 3, 3, 4, 5}[r.IntN(8)], national: r.Float64() < national}
	before, well := r.IntN(12), 0
	skill := max(0.2, min(0.98, 0.72+0.15*r.NormFloat64()))
	for range before {
		if r.Float64() < skill {
			well++
		}
	}
	m.before, m.well = before, well
	m.outcome = 0.6 + 0.55*(float64(well)+7)/(float64(before)+10)
	if m.national {
		m.capacity *= 6
	}
	c.mentors = append(c.mentors, m)
}

func (c *country) indexMentors() {
	c.ofWard, c.able = make([][]int32, len(c.near)), make([][]int32, c.provinces*subjects)
	for n, m := range c.mentors {
		j, s := int32(n), &c.people[m.person]
		c.ofWard[s.ward] = append(c.ofWard[s.ward], j)
		for k, level := range s.level {
			if level >= 4 {
				at := int(s.ward)/c.wards*subjects + k
				c.able[at] = append(c.able[at], j)
			}
		}
		if m.national {
			c.anywhere = append(c.anywhere, j)
		}
	}
}

type offer struct{ mentor, value int32 }

// wardOffers are the learners of a ward with whom they may learn.
type wardOffers struct {
	outside []int64
	counts  []int32
	offers  []offer
}

// problem gives the matching problem of the country.
func (c *country) problem() *matching.Problem {
	byWard := make([]wardOffers, len(c.near))
	var all sync.WaitGroup
	next := make(chan int, len(c.near))
	for w := range c.near {
		next <- w
	}
	close(next)
	for range 2 {
		all.Go(func() {
			seen := make([]int32, len(c.mentors))
			for w := range next {
				byWard[w] = c.offersOf(w, seen)
			}
		})
	}
	all.Wait()
	p := &matching.Problem{Start: []int64{0}, Seats: []int64{0, 60, 150, 270, 420}, Beyond: 150}
	for w := range byWard {
		at := 0
		p.Outside = append(p.Outside, byWard[w].outside...)
		for _, n := range byWard[w].counts {
			for _, o := range byWard[w].offers[at : at+int(n)] {
				p.Mentor, p.Value = append(p.Mentor, o.mentor), append(p.Value, o.value)
			}
			at += int(n)
			p.Start = append(p.Start, int64(len(p.Mentor)))
		}
		byWard[w] = wardOffers{}
	}
	p.End = slices.Clone(p.Start[1:])
	for _, m := range c.mentors {
		p.Capacity = append(p.Capacity, m.capacity)
	}
	p.Mentor, p.Value = slices.Clip(p.Mentor), slices.Clip(p.Value)
	return p
}

func (c *country) offersOf(w int, seen []int32) wardOffers {
	var out wardOffers
	for i := c.first[w]; i < c.first[w+1]; i++ {
		lacks := c.lacks(i)
		if len(lacks) == 0 {
			continue
		}
		found := c.offersFor(i, lacks, seen)
		out.outside = append(out.outside, c.outside(i, lacks)*c.strict)
		out.counts = append(out.counts, int32(len(found)))
		out.offers = append(out.offers, found...)
	}
	return out
}

// lacks are the subjects in which a person is below what the position requires.
func (c *country) lacks(i int32) []int {
	s := &c.people[i]
	var lacks []int
	for k, required := range c.positions[s.position].required {
		if required > s.level[k] {
			lacks = append(lacks, k)
		}
	}
	return lacks
}

func (c *country) outside(i int32, lacks []int) int64 {
	s := &c.people[i]
	position := &c.positions[s.position]
	worst, total := 0, 0
	for _, k := range lacks {
		gap := int(position.required[k] - s.level[k])
		total += gap
		if position.critical[k] == 3 {
			worst = max(worst, gap)
		}
	}
	switch {
	case worst >= 2 && total >= 8:
		return 20_000
	case worst >= 2 || total >= 7:
		return 6_000
	}
	return 0
}

// offersFor are the best mentors of a learner: all of the ward and its neighbours,
// some of the province for the three first gaps, some of the country.
func (c *country) offersFor(i int32, lacks []int, seen []int32) []offer {
	w := int(c.people[i].ward)
	var found []offer
	try := func(j int32) {
		if seen[j] == i+1 {
			return
		}
		seen[j] = i + 1
		if v := c.value(i, j, lacks); v != 0 {
			found = append(found, offer{j, v})
		}
	}
	for _, j := range c.ofWard[w] {
		try(j)
	}
	for _, u := range c.near[w] {
		for _, j := range c.ofWard[u] {
			try(j)
		}
	}
	for _, k := range lacks[:min(3, len(lacks))] {
		able := c.able[w/c.wards*subjects+k]
		for t := range min(16, len(able)) {
			try(able[(int(i)*7+t*13)%len(able)])
		}
	}
	for t := range min(4, len(c.anywhere)) {
		try(c.anywhere[(int(i)*11+t*17)%len(c.anywhere)])
	}
	slices.SortFunc(found, func(a, b offer) int { return cmp.Or(cmp.Compare(b.value, a.value), cmp.Compare(a.mentor, b.mentor)) })
	return found[:min(offers, len(found))]
}

// value is what a mentor is worth to a learner, 0 when nothing.
func (c *country) value(i, j int32, lacks []int) int32 {
	m := &c.mentors[j]
	s, t := &c.people[i], &c.people[m.person]
	common := bits.OnesCount16(s.free & t.free)
	if m.person == i || common == 0 {
		return 0
	}
	gain := 0
	position := &c.positions[s.position]
	for _, k := range lacks {
		if t.level[k] > s.level[k] {
			gain += int(min(t.level[k], position.required[k])-s.level[k]) * int(position.critical[k])
		}
	}
	if gain == 0 {
		return 0
	}
	factor := 0.55
	switch {
	case t.office == s.office:
		factor = 1
	case t.ward == s.ward:
		factor = 0.92
	case slices.Contains(c.near[s.ward], t.ward):
		factor = 0.8
	}
	switch common {
	case 1:
		factor *= 0.7
	case 2:
		factor *= 0.85
	}
	v := int32(math.Round(100 * float64(gain) * factor * m.outcome))
	if k := int32(c.coarse); k > 1 {
		v = (v/k + 1) * k
	}
	return v
}
