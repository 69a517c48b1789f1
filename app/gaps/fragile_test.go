package gaps_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"pgregory.net/rapid"

	"camtay/app/gaps"
)

func ids(kind byte, n int) []uuid.UUID {
	all := make([]uuid.UUID, n)
	for i := range all {
		all[i] = uuid.UUID{kind, byte(i)}
	}
	return all
}

// TestMoreAwayNeverMakesAUnitSafer draws units and compares leaves of which one
// holds the other.
func TestMoreAwayNeverMakesAUnitSafer(t *testing.T) {
	t.Parallel()
	people, competencies := ids(1, 5), ids(2, 4)
	rapid.Check(t, func(t *rapid.T) {
		var needs []gaps.Need
		for _, id := range competencies {
			needs = append(needs, gaps.Need{CompetencyID: id, Level: int16(rapid.IntRange(1, 5).Draw(t, "bar"))})
		}
		var skills []gaps.Skill
		for _, p := range people {
			stays := rapid.Bool().Draw(t, "stays")
			for _, id := range competencies {
				if level := int16(rapid.IntRange(0, 5).Draw(t, "level")); level > 0 {
					lasts := int16(rapid.IntRange(0, int(level)).Draw(t, "lasts"))
					skills = append(skills, gaps.Skill{StaffID: p, CompetencyID: id, Level: level, Stays: stays, Lasts: lasts})
				}
			}
		}
		minimum := rapid.IntRange(1, 3).Draw(t, "minimum")
		some := rapid.IntRange(0, len(people)).Draw(t, "some")
		more := rapid.IntRange(some, len(people)).Draw(t, "more")
		after := map[uuid.UUID]int{}
		for _, d := range gaps.Without(needs, skills, people[:more], minimum) {
			after[d.CompetencyID] = d.After
		}
		for _, d := range gaps.Without(needs, skills, people[:some], minimum) {
			if n, there := after[d.CompetencyID]; !there || n > d.After {
				t.Fatalf("with %d away %v drops to %d; with %d away: %d, %v", some, d.CompetencyID, d.After, more, n, there)
			}
			if d.After >= minimum || d.After >= d.Today || d.Lapsing > d.Today-d.After {
				t.Fatalf("%+v is no drop below %d", d, minimum)
			}
		}
		if more == len(people) {
			for _, c := range gaps.Cover(needs, skills) {
				if n, there := after[c.CompetencyID]; len(c.Able) > 0 && (!there || n != 0) {
					t.Fatalf("everyone is away and %v still has %d", c.CompetencyID, n)
				}
			}
		}
	})
}

func TestTheOnlyOneAwayBreaksWhatOnlyTheyCanDo(t *testing.T) {
	t.Parallel()
	people, c := ids(1, 2), ids(2, 2)
	needs := []gaps.Need{{CompetencyID: c[0], Level: 3}, {CompetencyID: c[1], Level: 2, Critical: true}}
	skills := []gaps.Skill{
		{StaffID: people[0], CompetencyID: c[0], Level: 3, Stays: true, Lasts: 3},
		{StaffID: people[1], CompetencyID: c[0], Level: 2, Stays: true, Lasts: 2},
		{StaffID: people[0], CompetencyID: c[1], Level: 4, Stays: true, Lasts: 4},
		{StaffID: people[1], CompetencyID: c[1], Level: 2, Stays: true, Lasts: 2},
	}
	want := []gaps.Drop{{Need: needs[0], Today: 1}}
	if diff := cmp.Diff(want, gaps.Without(needs, skills, people[:1], 1)); diff != "" {
		t.Errorf("drops (-want +got):\n%s", diff)
	}
	want = []gaps.Drop{{Need: needs[0], Today: 1}, {Need: needs[1], Today: 2, After: 1}}
	if diff := cmp.Diff(want, gaps.Without(needs, skills, people[:1], 2)); diff != "" {
		t.Errorf("drops below two (-want +got):\n%s", diff)
	}
	gain := gaps.Gains(needs, nil, []gaps.Skill{{StaffID: people[0], CompetencyID: c[0], Level: 3}}, 1)
	if diff := cmp.Diff([]gaps.Drop{{Need: needs[0], After: 1}}, gain); diff != "" {
		t.Errorf("gains (-want +got):\n%s", diff)
	}
}
