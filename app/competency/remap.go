package competency

import (
	"cmp"
	"slices"

	"github.com/google/uuid"

	"camtay/app/clock"
)

// Demand is one row of what a position requires of a competency: the province's
// when its key names no unit, else a unit's own.
type Demand struct {
	Span

	Key          DemandKey
	CompetencyID uuid.UUID
	Reason       string
	CreatedBy    uuid.UUID
}

// DemandKey is what a demand holds for and on whose authority. Ranges of one key
// and competency never overlap.
type DemandKey struct {
	UnitID     uuid.UUID
	PositionID uuid.UUID
	Authority  string
}

// Rewrite replaces what a key demands of a competency from a day on.
type Rewrite struct {
	Key          DemandKey
	CompetencyID uuid.UUID
	Spans        []Span
	Reason       string
	CreatedBy    uuid.UUID
}

// Remap is what becomes of demands when competencies leave the framework on a
// day: those of a mapped one go to all it is mapped to, where the stricter of
// both holds; the demands of gone competencies end. demands are all of the gone
// competencies and of those they are mapped to.
func Remap(demands []Demand, maps []Mapping, gone []uuid.UUID, today clock.Day) []Rewrite {
	type place struct {
		key        DemandKey
		competency uuid.UUID
	}
	targets := map[uuid.UUID][]uuid.UUID{}
	for _, m := range maps {
		targets[m.FromID] = append(targets[m.FromID], m.ToID)
	}
	spans := map[place][]Span{}
	moved := map[place]Demand{}
	for _, d := range demands {
		here := place{d.Key, d.CompetencyID}
		if slices.Contains(gone, d.CompetencyID) {
			moved[here] = Demand{}
			for _, to := range targets[d.CompetencyID] {
				there := place{d.Key, to}
				spans[there] = append(spans[there], d.Span)
				moved[there] = d
			}
			continue
		}
		spans[here] = append(spans[here], d.Span)
	}
	out := make([]Rewrite, 0, len(moved))
	for p, d := range moved {
		r := Rewrite{Key: p.key, CompetencyID: p.competency, Reason: d.Reason, CreatedBy: d.CreatedBy}
		if !slices.Contains(gone, p.competency) {
			r.Spans = Merge(spans[p], today)
		}
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b Rewrite) int {
		return cmp.Or(
			cmp.Compare(a.Key.UnitID.String(), b.Key.UnitID.String()),
			cmp.Compare(a.Key.PositionID.String(), b.Key.PositionID.String()),
			cmp.Compare(a.Key.Authority, b.Key.Authority),
			cmp.Compare(a.CompetencyID.String(), b.CompetencyID.String()),
		)
	})
	return out
}
