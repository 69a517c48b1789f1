package programmes

import (
	"cmp"
	"math/bits"
	"slices"

	"github.com/google/uuid"

	"camtay/app/matching"
)

// Covers is how many people a unit with a counter can spare on any half-day, beside
// those who are already away on it; units that are not there have no counter.
type Covers map[uuid.UUID]Spare

// Spare is what one unit can spare: People at most, less Away[h] on half-day h.
type Spare struct {
	People int
	Away   [halfDays]int
}

const (
	halfDays = 10
	// together is how many learners a mentor meets on one half-day.
	together = 2
)

// Meeting is when and how a pair meets: a half-day of the week, 0…9, and whether
// the mentor leaves the own office for it.
type Meeting struct {
	Slot   int16
	Away   bool
	Remote bool
}

// Timetable gives each pair of a matching a half-day that suits both, on which the
// learner has no other pair and the mentor no more than two, and on which the
// counter of the mentor's unit can spare one more if the mentor goes elsewhere.
// Pairs fixed by an officer are placed first, then those with the fewest ways; one
// that finds no place may move one that has another. dropped are needs whose pair
// finds no half-day at all.
func (f *Field) Timetable(match []int32) (meetings map[int]Meeting, dropped []int) {
	t := timetable{
		Field: f, match: match, meetings: map[int]Meeting{}, learner: map[uuid.UUID]uint16{},
		mentor: make([][halfDays]int, len(f.Helpers)), visits: make([][halfDays]int, len(f.Helpers)),
		away: map[uuid.UUID]*[halfDays]int{},
	}
	var order []int
	ways := map[int]int{}
	for i, j := range match {
		if j != matching.None {
			order = append(order, i)
			ways[i] = bits.OnesCount16(f.Needs[i].Slots & f.Helpers[j].Slots)
		}
	}
	first := func(i int) int {
		if f.fixed != nil && f.fixed[i] {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(first(a), first(b)), cmp.Compare(ways[a], ways[b]), cmp.Compare(f.Needs[a].Tier(), f.Needs[b].Tier()))
	})
	for _, i := range order {
		if !t.put(i) && !t.displace(i) {
			dropped = append(dropped, i)
		}
	}
	return t.meetings, dropped
}

type timetable struct {
	*Field

	match    []int32
	meetings map[int]Meeting
	learner  map[uuid.UUID]uint16
	mentor   [][halfDays]int              // learners of each mentor by half-day
	visits   [][halfDays]int              // those of them whom the mentor goes to
	away     map[uuid.UUID]*[halfDays]int // mentors away by unit and half-day, each counted once
}

// ways are the meetings a pair could have, the best first: nobody leaves an office,
// then the learner is visited, then from afar.
func (t *timetable) ways(i int) []Meeting {
	n, h := &t.Needs[i], &t.Helpers[t.match[i]]
	place := t.Borders.PlaceOf(n, h)
	desk, remote := Meets(n, h, place)
	var ways []Meeting
	for _, visit := range []Meeting{{Away: place != SameUnit}, {Remote: true}} {
		if visit.Remote && !remote || !visit.Remote && !desk {
			continue
		}
		for slot := range int16(halfDays) {
			if n.Slots&h.Slots>>slot&1 == 1 {
				visit.Slot = slot
				ways = append(ways, visit)
			}
		}
	}
	return ways
}

// fits reports whether a pair can meet so, as things stand.
func (t *timetable) fits(i int, m Meeting) bool {
	n, j := &t.Needs[i], t.match[i]
	return t.learner[n.Learner]>>m.Slot&1 == 0 && t.mentor[j][m.Slot] < together && (!m.Away || t.spares(j, m.Slot))
}

// spares reports whether the unit of a mentor can do without the mentor on a
// half-day. Someone who is away on it already is not missed twice.
func (t *timetable) spares(j int32, slot int16) bool {
	unit := t.Helpers[j].Unit
	spare, counter := t.Covers[unit]
	if !counter || t.visits[j][slot] > 0 {
		return true
	}
	gone := spare.Away[slot]
	if a := t.away[unit]; a != nil {
		gone += a[slot]
	}
	return gone < spare.People
}

func (t *timetable) put(i int) bool {
	for _, m := range t.ways(i) {
		if t.fits(i, m) {
			t.set(i, m)
			return true
		}
	}
	return false
}

func (t *timetable) set(i int, m Meeting) {
	j := t.match[i]
	unit := t.Helpers[j].Unit
	if m.Away {
		if t.away[unit] == nil {
			t.away[unit] = &[halfDays]int{}
		}
		if t.visits[j][m.Slot] == 0 {
			t.away[unit][m.Slot]++
		}
		t.visits[j][m.Slot]++
	}
	t.meetings[i] = m
	t.learner[t.Needs[i].Learner] |= 1 << m.Slot
	t.mentor[j][m.Slot]++
}

func (t *timetable) unset(i int) Meeting {
	m, j := t.meetings[i], t.match[i]
	delete(t.meetings, i)
	t.learner[t.Needs[i].Learner] &^= 1 << m.Slot
	t.mentor[j][m.Slot]--
	if m.Away {
		t.visits[j][m.Slot]--
		if t.visits[j][m.Slot] == 0 {
			t.away[t.Helpers[j].Unit][m.Slot]--
		}
	}
	return m
}

// displace makes place for a pair by moving one other of the same learner, mentor
// or unit to another half-day.
func (t *timetable) displace(i int) bool {
	for _, want := range t.ways(i) {
		for _, other := range t.inTheWay(i, want) {
			was := t.unset(other)
			if t.fits(i, want) {
				t.set(i, want)
				if t.put(other) {
					return true
				}
				t.unset(i)
			}
			t.set(other, was)
		}
	}
	return false
}

func (t *timetable) inTheWay(i int, want Meeting) []int {
	var found []int
	n, j := &t.Needs[i], t.match[i]
	for o, m := range t.meetings {
		if m.Slot != want.Slot {
			continue
		}
		k := t.match[o]
		if t.Needs[o].Learner == n.Learner || k == j || want.Away && m.Away && t.Helpers[k].Unit == t.Helpers[j].Unit {
			found = append(found, o)
		}
	}
	slices.Sort(found)
	return found
}
