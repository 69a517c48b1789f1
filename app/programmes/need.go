package programmes

import (
	"slices"

	"github.com/google/uuid"
)

// Lack is one competency of a need: which of the programme's it is, the level shown,
// the level asked, both 0…5, whether the post calls it critical, and its weight, 1…9.
type Lack struct {
	Competency uuid.UUID
	Column     int
	Level      int16
	Required   int16
	Critical   bool
	Weight     int16
}

func (l Lack) gap() int64 { return int64(l.Required - l.Level) }

// reach is the level to which a helper can bring the learner, at most the one asked.
func (l Lack) reach(h *Helper) int16 { return min(int16(h.Levels[l.Column]), l.Required) }

// Need is what one person lacks in one group of competencies: it is learnt from
// one mentor. Someone who lacks in several groups has several needs, so that the
// worth of the parts is the worth of the whole.
type Need struct {
	Learner uuid.UUID
	Group   string
	Unit    uuid.UUID
	Commune uuid.UUID
	Slots   uint16 // half-days of the week, bit 0 Monday morning
	Lacks   []Lack
	Bosses  []uuid.UUID // direct superiors
	Private bool        // learnt from no direct superior
}

// Tier is how urgent a need is: 1 when a critical level lacks two steps or more, 2
// when one lacks, 3 otherwise.
func (n Need) Tier() int {
	tier := 3
	for _, l := range n.Lacks {
		switch {
		case l.Critical && l.gap() >= 2:
			return 1
		case l.Critical:
			tier = 2
		}
	}
	return tier
}

// Helper is someone who offers to mentor. Places is how many more learners they
// take. Levels are what they have shown, 0…5, in the competencies of the programme by
// column, 0 in those declined. Worked and Well are the pairs they brought to an end and those
// of them in which the learner reached the target.
type Helper struct {
	Mentor  uuid.UUID
	Unit    uuid.UUID
	Commune uuid.UUID
	Places  int
	Levels  []uint8
	Slots   uint16
	Desk    bool // comes to the desk, or has people come
	Remote  bool
	Travels []uuid.UUID // communes, beside the own
	Worked  int
	Well    int
}

// Place is how near a helper is.
type Place uint8

// The places, nearest first.
const (
	SameUnit Place = iota
	SameWard
	NextWard
	Elsewhere
)

// String is the word of a place outside the service.
func (p Place) String() string { return [...]string{"office", "ward", "neighbour", "far"}[p] }

// Borders tells which communes have a border in common.
type Borders map[uuid.UUID][]uuid.UUID

// PlaceOf is how near a helper is to a need.
func (b Borders) PlaceOf(n *Need, h *Helper) Place {
	switch {
	case h.Unit == n.Unit:
		return SameUnit
	case h.Commune == n.Commune:
		return SameWard
	case slices.Contains(b[n.Commune], h.Commune):
		return NextWard
	}
	return Elsewhere
}

// Meets reports how the two can meet: at a desk, which takes the helper away from
// the own office unless they share it, or from afar.
func Meets(n *Need, h *Helper, place Place) (desk, remote bool) {
	desk = h.Desk && (place == SameUnit || place == SameWard || slices.Contains(h.Travels, n.Commune))
	return desk, h.Remote
}

// share is what part of a helper's learners is expected to reach their target:
// (7 + well) / (10 + worked), what one believes before and after seeing some.
func (h *Helper) share() float64 { return float64(7+h.Well) / float64(10+h.Worked) }
