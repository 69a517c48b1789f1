package competency

import (
	"slices"
	"strings"

	"github.com/google/uuid"
)

// Follower is a drafted or published set of criteria that a version of the
// framework concerns: what it says next, which outcomes move, and which competencies it
// still names that leave without a mapping that takes evidence along.
type Follower struct {
	Of    Listed
	Was   Version
	Next  Set
	Moves []Succession
	Stays []uuid.UUID
}

// lasting are the mappings of a version that lead from an archived competency to
// one in force.
func lasting(maps []Mapping, contents []Content) []Mapping {
	inForce := map[uuid.UUID]bool{}
	for _, c := range contents {
		inForce[c.CompetencyID] = !c.Archived
	}
	return slices.DeleteFunc(slices.Clone(maps), func(m Mapping) bool { return inForce[m.FromID] || !inForce[m.ToID] })
}

// checkFollowers finds published criteria that publishing would leave naming an
// archived competency, or make larger than what can be written. Faults:
// competency.criteria_remain, competency.criteria_too_large.
func checkFollowers(criteria []Follower, contents []Content) []Fault {
	remain, large := map[uuid.UUID][]string{}, map[uuid.UUID][]string{}
	for _, f := range criteria {
		if f.Was.State != Published {
			continue
		}
		for _, id := range f.Stays {
			remain[id] = append(remain[id], f.Of.TitleVI)
		}
		if len(f.Moves) > 0 && !f.Next.fits() {
			id := f.Moves[0].From.CompetencyID
			large[id] = append(large[id], f.Of.TitleVI)
		}
	}
	var faults []Fault
	for _, c := range contents {
		add := func(key string, titles []string) {
			if len(titles) > 0 {
				args := map[string]any{"count": len(titles), "titles": strings.Join(titles, "; ")}
				faults = append(faults, Fault{CompetencyID: c.CompetencyID, Code: c.Code, Field: FieldMap, Key: key, Args: args})
			}
		}
		add("competency.criteria_remain", remain[c.CompetencyID])
		add("competency.criteria_too_large", large[c.CompetencyID])
	}
	return faults
}
