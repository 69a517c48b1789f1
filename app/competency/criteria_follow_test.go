package competency_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"pgregory.net/rapid"

	"camtay/app/competency"
)

// Of these competencies the first two leave the framework.
var kin = []uuid.UUID{{0xc1}, {0xc2}, {0xc3}, {0xc4}}

// six are the questions of a test.
var six = []uuid.UUID{{0xf1}, {0xf2}, {0xf3}, {0xf4}, {0xf5}, {0xf6}}

func drawTags(t *rapid.T) map[uuid.UUID][]competency.Claim {
	tags := map[uuid.UUID][]competency.Claim{}
	for _, q := range six {
		for _, id := range kin {
			if rapid.Bool().Draw(t, "tagged") {
				tags[q] = append(tags[q], competency.Claim{CompetencyID: id, Level: int16(rapid.IntRange(1, 5).Draw(t, "tag"))})
			}
		}
	}
	return tags
}

// drawGroup asks about questions there are.
func drawGroup(t *rapid.T, tags map[uuid.UUID][]competency.Claim) competency.Node {
	g := &competency.QuestionGroup{Share: rapid.SampledFrom(rounds[1:]).Draw(t, "share"), Count: rapid.IntRange(1, 3).Draw(t, "count")}
	var all []competency.Claim
	for _, q := range six {
		all = append(all, tags[q]...)
	}
	if len(all) == 0 || rapid.IntRange(0, 3).Draw(t, "by id") == 0 {
		g.QuestionIDs = six[:rapid.IntRange(1, len(six)).Draw(t, "ids")]
		return competency.Node{Questions: g}
	}
	c := rapid.SampledFrom(all).Draw(t, "about")
	g.CompetencyID = c.CompetencyID
	g.FromLevel, g.ToLevel = int16(rapid.IntRange(1, int(c.Level)).Draw(t, "from")), int16(rapid.IntRange(int(c.Level), 5).Draw(t, "to"))
	return competency.Node{Questions: g}
}

func drawTest(t *rapid.T, tags map[uuid.UUID][]competency.Claim) competency.Set {
	var s competency.Set
	for range rapid.IntRange(1, 6).Draw(t, "outcomes") {
		when := drawGroup(t, tags)
		for range rapid.IntRange(0, 2).Draw(t, "more") {
			other := drawGroup(t, tags)
			if rapid.Bool().Draw(t, "is a score") {
				other = competency.Node{Score: &competency.ScoreBand{QuizID: quizA, From: rapid.SampledFrom(rounds).Draw(t, "score"), To: competency.Whole}}
			}
			if rapid.Bool().Draw(t, "both") {
				when = competency.Node{All: []competency.Node{when, other}}
			} else {
				when = competency.Node{Any: []competency.Node{when, other}}
			}
		}
		s.Outcomes = append(s.Outcomes, competency.Outcome{
			CompetencyID: rapid.SampledFrom(kin).Draw(t, "proves"), Level: int16(rapid.IntRange(1, 5).Draw(t, "level")), When: when,
		})
	}
	return s
}

func drawMaps(t *rapid.T) []competency.Mapping {
	var maps []competency.Mapping
	for _, from := range kin[:2] {
		for _, to := range kin[2:] {
			if rapid.Bool().Draw(t, "mapped") {
				maps = append(maps, competency.Mapping{
					FromID: from, ToID: to, Carries: rapid.IntRange(0, 4).Draw(t, "carries") > 0, MostLevel: int16(rapid.IntRange(1, 5).Draw(t, "most")),
				})
			}
		}
	}
	return maps
}

// carriedOver are claims after their competencies went on as others.
func carriedOver(claims []competency.Claim, maps []competency.Mapping) map[uuid.UUID]int16 {
	out := map[uuid.UUID]int16{}
	for _, c := range claims {
		kept := true
		for _, m := range maps {
			if m.FromID == c.CompetencyID && m.Carries {
				kept = false
				out[m.ToID] = max(out[m.ToID], min(c.Level, m.MostLevel))
			}
		}
		if kept {
			out[c.CompetencyID] = max(out[c.CompetencyID], c.Level)
		}
	}
	return out
}

func tagsCarriedOver(tags map[uuid.UUID][]competency.Claim, maps []competency.Mapping) map[uuid.UUID][]competency.Claim {
	out := map[uuid.UUID][]competency.Claim{}
	for q, claims := range tags {
		for id, level := range carriedOver(claims, maps) {
			out[q] = append(out[q], competency.Claim{CompetencyID: id, Level: level})
		}
	}
	return out
}

func TestCriteriaThatFollowAMapNameNothingItReplacedAndProveWhatTheyProved(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		tags, maps := drawTags(t), drawMaps(t)
		before := drawTest(t, tags)
		after, moved := competency.Follow(before, maps, tags)
		for _, m := range maps {
			if m.Carries && slices.Contains(after.Names(), m.FromID) {
				t.Fatalf("%s is still named in %+v", m.FromID, after)
			}
		}
		for _, move := range moved {
			if len(move.To) == 0 {
				t.Fatalf("nothing takes the place of %+v", move.From)
			}
		}
		seen := map[competency.Claim]bool{}
		for _, o := range after.Outcomes {
			claim := competency.Claim{CompetencyID: o.CompetencyID, Level: o.Level}
			if seen[claim] && len(moved) > 0 {
				t.Fatalf("%+v is there twice", claim)
			}
			seen[claim] = true
		}
		for range 20 {
			f := competency.Facts{
				Scores: map[uuid.UUID]int{quizA: rapid.SampledFrom(rounds).Draw(t, "got")}, Questions: map[uuid.UUID]int{}, Tags: tags,
			}
			for _, q := range six {
				if rapid.Bool().Draw(t, "asked") {
					f.Questions[q] = rapid.SampledFrom(rounds).Draw(t, "earned")
				}
			}
			proved, _ := competency.Evaluate(before, f)
			f.Tags = tagsCarriedOver(tags, maps)
			proves, _ := competency.Evaluate(after, f)
			got := map[uuid.UUID]int16{}
			for _, c := range proves {
				got[c.CompetencyID] = c.Level
			}
			if diff := cmp.Diff(carriedOver(proved, maps), got); diff != "" {
				t.Fatalf("proves otherwise (-want +got):\n%s", diff)
			}
		}
		if again, _ := competency.Follow(after, maps, tagsCarriedOver(tags, maps)); cmp.Diff(after, again) != "" {
			t.Fatalf("following twice changes %s", cmp.Diff(after, again))
		}
	})
}

func TestASplitTestKeepsAskingTheSameQuestions(t *testing.T) {
	t.Parallel()
	old, one, two := kin[0], kin[2], kin[3]
	about := func(id uuid.UUID, level int16) competency.Node {
		return competency.Node{Questions: &competency.QuestionGroup{CompetencyID: id, FromLevel: level, ToLevel: level, Share: 7000, Count: 1}}
	}
	listed := func(ids ...uuid.UUID) competency.Node {
		return competency.Node{Questions: &competency.QuestionGroup{QuestionIDs: ids, Share: 7000, Count: 1}}
	}
	tags := map[uuid.UUID][]competency.Claim{
		six[0]: {{CompetencyID: old, Level: 2}}, six[1]: {{CompetencyID: old, Level: 3}}, six[2]: {{CompetencyID: two, Level: 2}},
	}
	before := competency.Set{Outcomes: []competency.Outcome{
		{CompetencyID: old, Level: 2, When: about(old, 2)}, {CompetencyID: old, Level: 3, When: about(old, 3)},
	}}
	maps := []competency.Mapping{{FromID: old, ToID: one, Carries: true, MostLevel: 5}, {FromID: old, ToID: two, Carries: true, MostLevel: 2}}
	after, moved := competency.Follow(before, maps, tags)
	want := competency.Set{Outcomes: []competency.Outcome{
		{CompetencyID: one, Level: 2, When: about(one, 2)},
		// What asks about level 3 of the old one would count as level 2 here, and so does another question.
		{CompetencyID: two, Level: 2, When: competency.Node{Any: []competency.Node{about(one, 2), about(one, 3)}}},
		{CompetencyID: one, Level: 3, When: about(one, 3)},
	}}
	if diff := cmp.Diff(want, after); diff != "" {
		t.Errorf("set (-want +got):\n%s", diff)
	}
	said := func(id uuid.UUID, level int16) competency.Claim {
		return competency.Claim{CompetencyID: id, Level: level}
	}
	wantMoves := []competency.Succession{
		{From: said(old, 2), To: []competency.Claim{said(one, 2), said(two, 2)}}, {From: said(old, 3), To: []competency.Claim{said(one, 3), said(two, 2)}},
	}
	if diff := cmp.Diff(wantMoves, moved); diff != "" {
		t.Errorf("moves (-want +got):\n%s", diff)
	}
	merged, _ := competency.Follow(before, maps[1:], tags)
	wantMerged := competency.Set{Outcomes: []competency.Outcome{
		{CompetencyID: two, Level: 2, When: competency.Node{Any: []competency.Node{listed(six[0]), listed(six[1])}}},
	}}
	if diff := cmp.Diff(wantMerged, merged); diff != "" {
		t.Errorf("merged (-want +got):\n%s", diff)
	}
}
