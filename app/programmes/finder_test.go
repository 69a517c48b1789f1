package programmes

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// worth is what a pair is worth by the words of ADR 0017, 0 when it is not possible.
func worth(f *Field, n *Need, h *Helper) int32 {
	place := f.Borders.PlaceOf(n, h)
	desk, remote := Meets(n, h, place)
	common := bits.OnesCount16(n.Slots & h.Slots)
	if h.Mentor == n.Learner || h.Places == 0 || common == 0 || !desk && !remote || n.Private && slices.Contains(n.Bosses, h.Mentor) {
		return 0
	}
	steps := 0
	for _, l := range n.Lacks {
		closed := max(min(int(h.Levels[l.Column]), int(l.Required))-int(l.Level), 0) * int(l.Weight)
		if l.Critical {
			closed *= 2
		}
		steps += closed
	}
	near := map[Place]float64{SameUnit: 1, SameWard: 0.92, NextWard: 0.80, Elsewhere: 0.55}[place]
	suits := []float64{0, 0.7, 0.85, 1}[min(common, 3)]
	share := float64(7+h.Well) / float64(10+h.Worked)
	return int32(math.Round(float64(steps) * (100 * near * suits) * share))
}

func TestTheBestHelpersNearbyAreFound(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		f := drawnField(t)
		x := f.finder()
		for i := range f.Needs {
			n := &f.Needs[i]
			var want []offer
			for k := range f.Helpers {
				h := &f.Helpers[k]
				near := f.Borders.PlaceOf(n, h) != Elsewhere || slices.Contains(h.Travels, n.Commune)
				// With three competencies in all nobody lacks more than are looked for afar.
				known := h.Remote && slices.ContainsFunc(n.Lacks, func(l Lack) bool { return h.Levels[l.Column] >= farLevel })
				if v := worth(f, n, h); v > 0 && (near || known) {
					want = append(want, offer{int32(k), v})
				}
			}
			slices.SortFunc(want, func(a, b offer) int { return cmp.Or(cmp.Compare(b.value, a.value), cmp.Compare(a.helper, b.helper)) })
			if got := x.offersFor(i); !slices.Equal(got, want) {
				t.Fatalf("%v, want %v", got, want)
			}
		}
	})
}

func TestThePartComesFirst(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfN(rapid.Uint64Range(0, 40), 1, 200).Draw(t, "list")
		n := rapid.IntRange(0, len(list)-1).Draw(t, "n")
		sorted := slices.Sorted(slices.Values(list))
		part(list, n)
		got := slices.Sorted(slices.Values(list[:n]))
		if !slices.Equal(got, sorted[:n]) {
			t.Fatalf("%v are not the first of %v", got, sorted)
		}
	})
}
