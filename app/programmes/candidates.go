package programmes

import (
	"github.com/google/uuid"

	"camtay/app/matching"
)

// Field is everybody of a programme: needs, helpers and the map. Needs and helpers
// stand in an order that does not depend on chance.
type Field struct {
	Needs   []Need
	Helpers []Helper
	Borders Borders
	Covers  Covers

	fixed []bool // needs with a mentor fixed by an officer, once there is a problem
}

// Costs of seats in points: the first learner of a mentor is free, each further one
// costs more, so that load is spread.
func seatCosts() (first []int64, beyond int64) { return []int64{0, 60, 150, 270, 420}, 150 }

// Problem is the matching problem of a field under an aim, with what people fixed
// and refused; a need with a fixed mentor goes before all others there. step is told
// how many needs are done.
func (f *Field) Problem(aim Aim, wishes Wishes, step func(done, of int) error) (*matching.Problem, error) {
	most := min(offersMost, len(f.Helpers))
	p := &matching.Problem{
		Start: make([]int64, len(f.Needs)+1), End: make([]int64, len(f.Needs)),
		Mentor: make([]int32, most*len(f.Needs)), Value: make([]int32, most*len(f.Needs)),
	}
	p.Seats, p.Beyond = seatCosts()
	for _, h := range f.Helpers {
		p.Capacity = append(p.Capacity, int32(max(h.Places, 0)))
	}
	x := f.finder()
	f.fixed = make([]bool, len(f.Needs))
	for n, i := range x.byCommune() {
		if n%256 == 0 {
			if err := step(n, len(f.Needs)); err != nil {
				return nil, err
			}
		}
		on, off := wishes.part(f, i, x.offersFor(i))
		for k, o := range on {
			p.Mentor[i*most+k], p.Value[i*most+k] = o.helper, o.value
		}
		for k, o := range off {
			p.Mentor[i*most+len(on)+k], p.Value[i*most+len(on)+k] = o.helper, o.value
		}
		p.Start[i+1], p.End[i] = int64(len(on)+len(off)), int64(len(on))
	}
	closeUp(p, most)
	p.Outside = f.outside(p, aim)
	for i := range f.Needs {
		if f.fixed[i] = wishes.binds(&f.Needs[i]); f.fixed[i] {
			p.Outside[i] = matching.Most
		}
	}
	return p, nil
}

// closeUp moves the pairs of each need, of which there is room for most and how many
// there are stands in Start and End, up to those of the need before.
func closeUp(p *matching.Problem, most int) {
	to := int64(0)
	for i := range p.End {
		from, pairs := int64(i*most), p.Start[i+1]
		copy(p.Mentor[to:], p.Mentor[from:from+pairs])
		copy(p.Value[to:], p.Value[from:from+pairs])
		p.End[i] += to
		to += pairs
		p.Start[i+1] = to
	}
	p.Mentor, p.Value = p.Mentor[:to], p.Value[:to]
}

// outside is what it costs to leave each need unserved. Under MostGap tiers are worth
// what the guide's tables gave them, so that an urgent need wins unless others lose
// very much. Under Everyone a need of a tier is worth more than all that could be
// gained along any chain of moves, twice that in the tier above: then no matching
// serves more needs, and of those that serve as many none serves more urgent ones.
func (f *Field) outside(p *matching.Problem, aim Aim) []int64 {
	costs := []int64{20_000, 6_000, 0}
	if aim == Everyone {
		swing := f.swing(p)
		costs = []int64{4 * swing, 2 * swing, swing}
	}
	outside := make([]int64, len(f.Needs))
	for i := range f.Needs {
		outside[i] = min(costs[f.Needs[i].Tier()-1], matching.Most)
	}
	return outside
}

// swing is more than any chain of moves gains or loses in points.
func (f *Field) swing(p *matching.Problem) int64 {
	best, most := int64(1), int32(0)
	for _, v := range p.Value {
		best = max(best, int64(v))
	}
	for _, c := range p.Capacity {
		most = max(most, c)
	}
	return (best + p.SeatCost(most)) * int64(min(len(f.Needs), len(f.Helpers))+1)
}

// Wish is what was decided about a need beforehand: the mentor, or none at all when
// that is zero, is fixed by an officer; or else the mentor is refused, by an officer,
// by one of the two not long ago (Past), or by a run that found no half-day (Cover).
type Wish struct {
	Learner uuid.UUID
	Group   string
	Mentor  uuid.UUID
	Fixed   bool
	Past    bool
	Cover   bool
}
