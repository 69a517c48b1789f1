package programmes

import (
	"cmp"
	"math"
	"math/bits"
	"slices"

	"github.com/google/uuid"
)

const (
	// offersMost is how many helpers a need may be matched with.
	offersMost = 32
	// farLacks is for how many of the widest gaps helpers from elsewhere are looked
	// for, farMost how many are looked at for each.
	farLacks = 3
	farMost  = 16
	// farLevel is what someone must have shown to be looked for beyond the neighbours.
	farLevel = 4
	levels   = 8 // a power of two above every level
)

// offer is a helper of a need and what the pair is worth in points.
type offer struct {
	helper int32
	value  int32
}

// finder finds the helpers of one need after the other. Work for a need depends on
// how many help in its commune and those that border it, not on how many there are;
// needs of a commune are best asked for one after the other, since those who help
// around it are gathered once. Units and communes are numbered, since ids are long.
type finder struct {
	*Field

	number  map[uuid.UUID]int32 // of units and communes
	home    [][]int32           // helpers by their commune
	visits  [][]int32           // by those they travel to
	borders [][]int32           // of communes
	far     [][]int32           // those who help from afar, by column
	self    map[uuid.UUID]int32 // helpers by person
	columns int
	levels  []uint8 // of all helpers, one after the other
	brief   []brief
	rates   rates

	around around
	need   asked
	seen   []int32 // by helper from elsewhere: the last need, counted from 1, that looked
	gained []int32 // by those around
	found  []uint64
	offers []offer
}

// brief is what nearly every look at a helper needs.
type brief struct {
	share         float64
	unit, commune int32
	slots         uint16
	remote        bool
}

// around are those who help in a commune, border it or travel there, and their
// levels column by column.
type around struct {
	commune int32
	who     []int32
	brief   []brief
	levels  []uint8
}

// asked is the need being looked at.
type asked struct {
	*Need

	unit, commune int32 // -1 when nobody helps there or nearby
	lacks         []lack
}

// lack is what a competency adds to the worth of a pair for each level of the
// helper, and how much is lacking.
type lack struct {
	column int
	wide   int32
	adds   [levels]int32
}

func (f *Field) finder() *finder {
	x := &finder{Field: f, number: map[uuid.UUID]int32{}, self: map[uuid.UUID]int32{}, brief: make([]brief, len(f.Helpers)), rates: newRates()}
	x.seen = make([]int32, len(f.Helpers))
	for n := range f.Helpers {
		h := &f.Helpers[n]
		x.self[h.Mentor], x.columns, x.levels = int32(n), len(h.Levels), append(x.levels, h.Levels...)
		x.brief[n] = brief{h.share(), x.numbered(h.Unit), x.numbered(h.Commune), h.Slots, h.Remote}
		for _, c := range h.Travels {
			x.numbered(c)
		}
	}
	for id := range f.Borders {
		x.numbered(id)
	}
	x.around.commune = -1
	x.home, x.visits, x.borders = make([][]int32, len(x.number)), make([][]int32, len(x.number)), make([][]int32, len(x.number))
	x.far = make([][]int32, x.columns)
	for id, k := range x.number {
		for _, c := range f.Borders[id] {
			if next, known := x.number[c]; known && next != k && !slices.Contains(x.borders[k], next) {
				x.borders[k] = append(x.borders[k], next)
			}
		}
	}
	for n := range f.Helpers {
		x.enter(int32(n))
	}
	return x
}

func (x *finder) numbered(id uuid.UUID) int32 {
	k, known := x.number[id]
	if !known {
		k = int32(len(x.number))
		x.number[id] = k
	}
	return k
}

// enter puts a helper who has places where needs find them.
func (x *finder) enter(k int32) {
	h, b := &x.Helpers[k], &x.brief[k]
	if h.Places <= 0 {
		return
	}
	x.home[b.commune] = append(x.home[b.commune], k)
	for _, c := range h.Travels {
		at := x.number[c]
		x.visits[at] = append(x.visits[at], k)
	}
	for c, level := range h.Levels {
		if h.Remote && level >= farLevel {
			x.far[c] = append(x.far[c], k)
		}
	}
}

// byCommune are the needs in the order in which they are best asked for.
func (x *finder) byCommune() []int {
	order := make([]int, len(x.Needs))
	at := make([]int32, len(x.Needs))
	for i := range order {
		order[i], at[i] = i, -1
		if c, known := x.number[x.Needs[i].Commune]; known {
			at[i] = c
		}
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(cmp.Compare(at[a], at[b]), cmp.Compare(a, b)) })
	return order
}

// offersFor are the most valuable helpers of a need, best first, equal ones in the
// order of the field: of the own commune, of those that border it, of those who
// travel there, and for the widest gaps some of the best from elsewhere, begun at
// another place for each need so that not all ask the same. Pairs that are not
// possible are left out: nothing to gain, no half-day or no way to meet, the own
// superior where the matter is private. The list holds until the next call.
func (x *finder) offersFor(i int) []offer {
	x.ask(i)
	x.nearby()
	if me, helps := x.self[x.need.Learner]; helps {
		x.found = slices.DeleteFunc(x.found, func(one uint64) bool { return int32(uint32(one)) == me })
	}
	x.beyond(i)
	return x.best()
}

func (x *finder) ask(i int) {
	n := &x.Needs[i]
	a := asked{Need: n, unit: -1, commune: -1, lacks: x.need.lacks[:0]}
	if k, known := x.number[n.Unit]; known {
		a.unit = k
	}
	if k, known := x.number[n.Commune]; known {
		a.commune = k
	}
	for _, l := range n.Lacks {
		if l.Column >= x.columns {
			continue
		}
		one := lack{column: l.Column}
		weight := int32(l.Weight)
		if l.Critical {
			weight *= 2
		}
		for level := l.Level + 1; level < levels; level++ {
			one.adds[level] = int32(min(level, l.Required)-l.Level) * weight
		}
		one.wide = one.adds[levels-1]
		a.lacks = append(a.lacks, one)
	}
	slices.SortStableFunc(a.lacks, func(b, c lack) int { return cmp.Compare(c.wide, b.wide) })
	x.need, x.found = a, x.found[:0]
}

// gather gathers those around a commune.
func (x *finder) gather(c int32) {
	a := &x.around
	a.commune, a.who, a.brief = c, append(a.who[:0], x.home[c]...), a.brief[:0]
	for _, next := range x.borders[c] {
		a.who = append(a.who, x.home[next]...)
	}
	for _, k := range x.visits[c] {
		if !slices.Contains(a.who, k) {
			a.who = append(a.who, k)
		}
	}
	n := len(a.who)
	a.levels, x.gained = slices.Grow(a.levels[:0], n*x.columns)[:n*x.columns], slices.Grow(x.gained[:0], n)[:n]
	for at, k := range a.who {
		a.brief = append(a.brief, x.brief[k])
		for column, level := range x.Helpers[k].Levels {
			a.levels[column*n+at] = level
		}
	}
}

// nearby looks at those around the need's commune.
func (x *finder) nearby() {
	n, a := &x.need, &x.around
	if n.commune < 0 {
		return
	}
	if a.commune != n.commune {
		x.gather(n.commune)
	}
	gained := x.gained
	clear(gained)
	for l := range n.lacks {
		adds := &n.lacks[l].adds
		for at, level := range a.levels[n.lacks[l].column*len(gained):][:len(gained)] {
			gained[at] += adds[level%levels]
		}
	}
	for at, sum := range gained {
		if sum > 0 {
			x.meet(a.who[at], &a.brief[at], sum)
		}
	}
}

// beyond looks at some of those from elsewhere who have shown what lacks most.
func (x *finder) beyond(i int) {
	nth, lacks := int32(i)+1, x.need.lacks
	if x.need.commune >= 0 {
		for _, k := range x.visits[x.need.commune] {
			x.seen[k] = nth
		}
	}
	for l := range min(farLacks, len(lacks)) {
		far := x.far[lacks[l].column]
		for t := range min(farMost, len(far)) {
			k := far[(i*7+t*13)%len(far)]
			if x.seen[k] == nth {
				continue
			}
			x.seen[k] = nth
			b := &x.brief[k]
			if x.place(b) != Elsewhere {
				continue
			}
			sum, shown := int32(0), x.levels[int(k)*x.columns:][:x.columns]
			for m := range lacks {
				sum += lacks[m].adds[shown[lacks[m].column]%levels]
			}
			if sum > 0 {
				x.meet(k, b, sum)
			}
		}
	}
}

// meet notes a pair with something to gain, if the two can meet.
func (x *finder) meet(k int32, b *brief, gained int32) {
	n := &x.need
	common := bits.OnesCount16(n.Slots & b.slots)
	if common == 0 {
		return
	}
	place := x.place(b)
	if !b.remote {
		if desk, _ := Meets(n.Need, &x.Helpers[k], place); !desk {
			return
		}
	}
	if n.Private && slices.Contains(n.Bosses, x.Helpers[k].Mentor) {
		return
	}
	// The higher value first, then the helper that comes first: one number says both.
	x.found = append(x.found, uint64(^x.rates.points(gained, place, common, b.share))<<32|uint64(k))
}

// place is Borders.PlaceOf by numbers.
func (x *finder) place(b *brief) Place {
	switch {
	case b.unit == x.need.unit:
		return SameUnit
	case b.commune == x.need.commune:
		return SameWard
	case x.need.commune >= 0 && slices.Contains(x.borders[x.need.commune], b.commune):
		return NextWard
	}
	return Elsewhere
}

// best gives the first offersMost of those found, in order.
func (x *finder) best() []offer {
	found := x.found
	if len(found) > offersMost {
		part(found, offersMost)
		found = found[:offersMost]
	}
	slices.Sort(found)
	x.offers = x.offers[:0]
	for _, one := range found {
		x.offers = append(x.offers, offer{int32(uint32(one)), ^int32(one >> 32)})
	}
	return x.offers
}

// part brings the n smallest to the front, in no order (quickselect, Hoare 1961).
func part(list []uint64, n int) {
	for low, high := 0, len(list)-1; low < high; {
		pivot := list[(low+high)/2]
		i, j := low, high
		for i <= j {
			for list[i] < pivot {
				i++
			}
			for list[j] > pivot {
				j--
			}
			if i <= j {
				list[i], list[j] = list[j], list[i]
				i, j = i+1, j-1
			}
		}
		switch {
		case n <= j:
			high = j
		case n >= i:
			low = i
		default:
			return
		}
	}
}

// rates are the points of one weighted step by place and by half-days in common: 100
// times how near (1, 0.92, 0.80, 0.55) times how many half-days suit both (0.7, 0.85,
// 1 for one, two, three and more).
type rates [Elsewhere + 1][4]float64

func newRates() rates {
	var r rates
	for place, near := range [...]float64{SameUnit: 1, SameWard: 0.92, NextWard: 0.80, Elsewhere: 0.55} {
		for common, suits := range [...]float64{0, 0.7, 0.85, 1} {
			r[place][common] = 100 * near * suits
		}
	}
	return r
}

// points is what a pair is worth: the steps gained towards what is required, each
// times its weight, twice that where the post calls it critical, times their rate and
// what share of the helper's learners one expects to reach their target.
func (r *rates) points(gained int32, place Place, common int, share float64) int32 {
	return int32(math.Round(float64(gained) * r[place][min(common, 3)] * share))
}
