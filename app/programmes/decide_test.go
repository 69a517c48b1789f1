package programmes

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"camtay/app/matching"
)

func id(room, n int) uuid.UUID { return uuid.UUID{byte(room), 14: byte(n >> 8), 15: byte(n)} }

// drawnField is a few wards with offices and counters.
func drawnField(t *rapid.T) *Field {
	wards := rapid.IntRange(1, 5).Draw(t, "wards")
	f := &Field{Borders: Borders{}, Covers: Covers{}}
	for w := range wards {
		f.Borders[id(1, w)] = append(f.Borders[id(1, w)], id(1, (w+1)%wards))
	}
	unit := func(w, office int) uuid.UUID { return id(2, w*3+office) }
	slots := rapid.Custom(func(t *rapid.T) uint16 { return uint16(rapid.IntRange(0, 1023).Draw(t, "slots")) })
	for n := range rapid.IntRange(0, 12).Draw(t, "helpers") {
		w := rapid.IntRange(0, wards-1).Draw(t, "ward")
		h := Helper{
			Mentor: id(3, n), Commune: id(1, w), Unit: unit(w, rapid.IntRange(0, 2).Draw(t, "office")), Places: rapid.IntRange(0, 4).Draw(t, "places"),
			Slots: slots.Draw(t, "half-days"), Desk: rapid.Bool().Draw(t, "desk"), Remote: rapid.Bool().Draw(t, "remote"), Levels: make([]uint8, 3),
			Worked: 4, Well: rapid.IntRange(0, 4).Draw(t, "well"),
		}
		for c := range 3 {
			h.Levels[c] = uint8(rapid.IntRange(0, 5).Draw(t, "level"))
		}
		if rapid.Bool().Draw(t, "travels") {
			h.Travels = append(h.Travels, id(1, rapid.IntRange(0, wards-1).Draw(t, "to")))
		}
		f.Helpers = append(f.Helpers, h)
	}
	for n := range rapid.IntRange(0, 15).Draw(t, "needs") {
		w := rapid.IntRange(0, wards-1).Draw(t, "ward")
		need := Need{
			Learner: id(5, n/2), Group: []string{"a", "b"}[n%2], Commune: id(1, w), Unit: unit(w, rapid.IntRange(0, 2).Draw(t, "office")),
			Slots: slots.Draw(t, "half-days"), Private: rapid.Bool().Draw(t, "sensitive"),
		}
		for c := range rapid.IntRange(1, 3).Draw(t, "lacks") {
			level := rapid.IntRange(0, 4).Draw(t, "level")
			need.Lacks = append(need.Lacks, Lack{
				Competency: id(4, c), Column: c, Level: int16(level), Required: int16(min(level+rapid.IntRange(1, 2).Draw(t, "gap"), 5)),
				Critical: rapid.Bool().Draw(t, "critical"), Weight: 1,
			})
		}
		if len(f.Helpers) > 0 && rapid.Bool().Draw(t, "has boss") {
			need.Bosses = append(need.Bosses, f.Helpers[rapid.IntRange(0, len(f.Helpers)-1).Draw(t, "boss")].Mentor)
		}
		f.Needs = append(f.Needs, need)
	}
	for w := range wards {
		for office := range 3 {
			if rapid.Bool().Draw(t, "counter") {
				s := Spare{People: rapid.IntRange(-1, 3).Draw(t, "spare")}
				s.Away[rapid.IntRange(0, 9).Draw(t, "day")] = rapid.IntRange(0, 2).Draw(t, "away")
				f.Covers[unit(w, office)] = s
			}
		}
	}
	f.inOrder()
	return f
}

func on(int, int) error { return nil }

// broken names the first rule that a decision breaks, or nothing. It counts anew
// from the pairs alone.
func broken(f *Field, d *Decided) string {
	type half struct {
		who  uuid.UUID
		slot int16
	}
	load, learner, mentor := map[int32]int{}, map[half]int{}, map[half]int{}
	away := map[half]map[uuid.UUID]bool{}
	for i, j := range d.Match {
		if j == matching.None {
			continue
		}
		n, h, m := &f.Needs[i], &f.Helpers[j], d.Meetings[i]
		if load[j]++; load[j] > h.Places {
			return fmt.Sprintf("mentor %d has too many", j)
		}
		if n.Slots>>m.Slot&1 == 0 || h.Slots>>m.Slot&1 == 0 {
			return fmt.Sprintf("half-day %d does not suit", m.Slot)
		}
		if learner[half{n.Learner, m.Slot}]++; learner[half{n.Learner, m.Slot}] > 1 {
			return "a learner is in two places"
		}
		if mentor[half{h.Mentor, m.Slot}]++; mentor[half{h.Mentor, m.Slot}] > together {
			return "a mentor has too many at once"
		}
		if m.Remote && !h.Remote || !m.Remote && !h.Desk || m.Away == m.Remote && h.Unit != n.Unit {
			return fmt.Sprintf("they do not meet so: %+v", m)
		}
		if n.Private {
			for _, b := range n.Bosses {
				if b == h.Mentor {
					return "a superior mentors in a sensitive matter"
				}
			}
		}
		if m.Away {
			k := half{h.Unit, m.Slot}
			if away[k] == nil {
				away[k] = map[uuid.UUID]bool{}
			}
			away[k][h.Mentor] = true
		}
	}
	for k, gone := range away {
		if s, counter := f.Covers[k.who]; counter && s.Away[k.slot]+len(gone) > s.People {
			return fmt.Sprintf("a counter is below its minimum on half-day %d", k.slot)
		}
	}
	return ""
}

func TestNoDecisionBreaksARule(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		f := drawnField(t)
		aim := rapid.SampledFrom([]Aim{Everyone, MostGap}).Draw(t, "aim")
		mode := rapid.SampledFrom([]Mode{Optimum, Acceptance}).Draw(t, "mode")
		d, err := Decide(f, aim, mode, nil, on)
		if err != nil {
			t.Fatal(err)
		}
		if rule := broken(f, d); rule != "" {
			t.Fatal(rule)
		}
		served := d.Figures.Optimum
		if mode == Acceptance {
			served = d.Figures.Accepted
		}
		if served.Pairs != len(d.Meetings) {
			t.Fatalf("%d pairs in the figures, %d meetings", served.Pairs, len(d.Meetings))
		}
		if d.Figures.Gap != "0" {
			t.Fatalf("gap %s", d.Figures.Gap)
		}
	})
}

func TestWhatPeopleDecidedIsKept(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		f := drawnField(t)
		first, err := Decide(f, MostGap, Optimum, nil, on)
		if err != nil {
			t.Fatal(err)
		}
		var wishes []Wish
		for i, j := range first.Match {
			if j != matching.None && rapid.Bool().Draw(t, "wishes") {
				n := f.Needs[i]
				wishes = append(wishes, Wish{Learner: n.Learner, Group: n.Group, Mentor: f.Helpers[j].Mentor, Fixed: rapid.Bool().Draw(t, "fixed")})
			}
		}
		then, err := Decide(f, MostGap, Optimum, WishesOf(wishes), on)
		if err != nil {
			t.Fatal(err)
		}
		for i, j := range then.Match {
			for _, w := range wishes {
				if w.Learner != f.Needs[i].Learner || w.Group != f.Needs[i].Group || j == matching.None {
					continue
				}
				if same := f.Helpers[j].Mentor == w.Mentor; same != w.Fixed {
					t.Fatalf("%+v, but the mentor is %v", w, f.Helpers[j].Mentor)
				}
			}
		}
	})
}

// wishesFrom are what a decision gave up, as the next run is told.
func wishesFrom(f *Field, d *Decided) []Wish {
	var wishes []Wish
	for _, m := range d.GivenUp {
		n := &f.Needs[m.Learner]
		wishes = append(wishes, Wish{Learner: n.Learner, Group: n.Group, Mentor: f.Helpers[m.From].Mentor, Cover: true})
	}
	return wishes
}

func TestAnOfficerGetsTheMentorTheyFix(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		f := drawnField(t)
		aim := rapid.SampledFrom([]Aim{Everyone, MostGap}).Draw(t, "aim")
		d, err := Decide(f, aim, Optimum, nil, on)
		if err != nil {
			t.Fatal(err)
		}
		wishes := wishesFrom(f, d)
		match := d.Match
		for range rapid.IntRange(1, 4).Draw(t, "adjustments") {
			h, err := take(f, aim, Optimum, WishesOf(wishes), match)
			if err != nil {
				t.Fatal(err)
			}
			var offers []matching.Move
			for i := range f.Needs {
				for _, j := range h.decided.Problem.Mentor[h.decided.Problem.Start[i]:h.decided.Problem.Start[i+1]] {
					offers = append(offers, matching.Move{Learner: int32(i), From: j})
				}
			}
			if len(offers) == 0 {
				return
			}
			o := rapid.SampledFrom(offers).Draw(t, "offer")
			n, who := &f.Needs[o.Learner], f.Helpers[o.From].Mentor
			a := Adjustment{Learner: n.Learner, Need: n.Group, Mentor: who}
			if rapid.Bool().Draw(t, "refuses") {
				a.Refuse = true
			}
			if _, err := h.adjust(a); err != nil {
				return // no half-day: the officer is told so
			}
			if given := h.decided.Match[o.Learner] == o.From; given == a.Refuse {
				t.Fatalf("%+v, but the mentor is %d", a, h.decided.Match[o.Learner])
			}
			if rule := broken(f, h.decided); rule != "" {
				t.Fatal(rule)
			}
			wishes = wishesFrom(f, h.decided)
			for _, mine := range h.wishes {
				wishes = append(wishes, slices.DeleteFunc(slices.Clone(mine), func(w Wish) bool { return w.Cover })...)
			}
			match = h.decided.Match
		}
	})
}

func TestEveryoneServesNoFewerThanMostGap(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		f := drawnField(t)
		f.Covers = nil
		for n := range f.Helpers { // room for all on every half-day
			f.Helpers[n].Slots, f.Helpers[n].Remote, f.Helpers[n].Places = 1023, true, min(f.Helpers[n].Places, 2)
		}
		for n := range f.Needs {
			f.Needs[n].Slots = 1023
		}
		all, err := Decide(f, Everyone, Optimum, nil, on)
		if err != nil {
			t.Fatal(err)
		}
		most, err := Decide(f, MostGap, Optimum, nil, on)
		if err != nil {
			t.Fatal(err)
		}
		a, m := all.Figures.Optimum, most.Figures.Optimum
		if a.Pairs < m.Pairs || a.Served[0] < m.Served[0] || a.Served[0]+a.Served[1] < m.Served[0]+m.Served[1] {
			t.Fatalf("everyone first serves %+v, most gap %+v", a, m)
		}
	})
}

func TestAStoppedRunStops(t *testing.T) {
	t.Parallel()
	stop := errors.New("stop")
	f := &Field{Needs: make([]Need, 1)}
	if _, err := Decide(f, MostGap, Optimum, nil, func(int, int) error { return stop }); !errors.Is(err, stop) {
		t.Fatalf("err %v", err)
	}
}
