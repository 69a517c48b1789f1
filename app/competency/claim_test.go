package competency_test

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"pgregory.net/rapid"

	"camtay/app/competency"
)

// questionScore is what one question earned.
type questionScore struct {
	QuestionID uuid.UUID
	Score      int
}

// award is what the claims of questions prove, through the set they stand for.
func award(scores []questionScore, claims map[uuid.UUID][]competency.Claim, pass int) []competency.Claim {
	f := competency.Facts{Questions: map[uuid.UUID]int{}, Tags: claims}
	for _, s := range scores {
		f.Questions[s.QuestionID] = s.Score
	}
	shown, _ := competency.Evaluate(competency.SetOfQuestions(claims, pass), f)
	var proved []competency.Claim
	for _, c := range shown {
		if c.Level > 0 {
			proved = append(proved, c)
		}
	}
	return proved
}

// averages is the rule in words: the highest level L at which the questions
// claiming L average pass and all the questions claiming L or less do too.
func averages(scores []questionScore, claims map[uuid.UUID][]competency.Claim, pass int) map[uuid.UUID]int16 {
	proved := map[uuid.UUID]int16{}
	mean := func(c uuid.UUID, from, to int16) (sum, count int) {
		for _, s := range scores {
			for _, claim := range claims[s.QuestionID] {
				if claim.CompetencyID == c && claim.Level >= from && claim.Level <= to {
					sum += s.Score
					count++
				}
			}
		}
		return sum, count
	}
	for _, list := range claims {
		for _, claim := range list {
			sum, count := mean(claim.CompetencyID, claim.Level, claim.Level)
			below, all := mean(claim.CompetencyID, 1, claim.Level)
			if count > 0 && sum >= pass*count && below >= pass*all {
				proved[claim.CompetencyID] = max(proved[claim.CompetencyID], claim.Level)
			}
		}
	}
	return proved
}

func TestTheSetOfClaimsProvesWhatTheAveragesProve(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := drawPaper(t)
		want := averages(p.scores, p.claims, p.pass)
		if diff := cmp.Diff(want, levels(award(p.scores, p.claims, p.pass))); diff != "" {
			t.Fatalf("proved (-averages +set):\n%s", diff)
		}
	})
}

func TestAwardGivesTheHighestLevelThatHolds(t *testing.T) {
	t.Parallel()
	c := uuid.UUID{1}
	type q struct {
		level int16
		score int
	}
	for name, tc := range map[string]struct {
		questions []q
		want      []competency.Claim
	}{
		"all right at two levels":          {[]q{{1, 10000}, {2, 10000}}, []competency.Claim{{CompetencyID: c, Level: 2}}},
		"only the lower level right":       {[]q{{1, 10000}, {2, 0}}, []competency.Claim{{CompetencyID: c, Level: 1}}},
		"the higher right, the lower not":  {[]q{{1, 0}, {1, 0}, {2, 10000}}, nil},
		"just the pass mark is enough":     {[]q{{1, 4000}, {1, 10000}}, []competency.Claim{{CompetencyID: c, Level: 1}}},
		"one point below the pass mark":    {[]q{{1, 3999}, {1, 10000}}, nil},
		"a gap of levels may be jumped":    {[]q{{1, 10000}, {4, 9000}}, []competency.Claim{{CompetencyID: c, Level: 4}}},
		"a weak middle does not stop all":  {[]q{{1, 10000}, {1, 10000}, {2, 5000}, {3, 10000}}, []competency.Claim{{CompetencyID: c, Level: 3}}},
		"a claim outside the scale is not": {[]q{{6, 10000}, {0, 10000}}, nil},
		"no questions":                     {nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var scores []questionScore
			claims := map[uuid.UUID][]competency.Claim{}
			for _, q := range tc.questions {
				id := uuid.New()
				scores = append(scores, questionScore{QuestionID: id, Score: q.score})
				claims[id] = []competency.Claim{{CompetencyID: c, Level: q.level}}
			}
			got := award(scores, claims, 7000)
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("award (-want +got):\n%s", diff)
			}
		})
	}
}

type paper struct {
	scores []questionScore
	claims map[uuid.UUID][]competency.Claim
	pass   int
}

func drawPaper(t *rapid.T) paper {
	p := paper{claims: map[uuid.UUID][]competency.Claim{}, pass: rapid.IntRange(1, 10000).Draw(t, "pass")}
	for i := range rapid.IntRange(0, 12).Draw(t, "questions") {
		id := uuid.UUID{0xff, byte(i)}
		p.scores = append(p.scores, questionScore{QuestionID: id, Score: rapid.IntRange(0, 10000).Draw(t, "score")})
		for c := range rapid.IntRange(0, 3).Draw(t, "claims") {
			level := int16(rapid.IntRange(1, 5).Draw(t, "level"))
			p.claims[id] = append(p.claims[id], competency.Claim{CompetencyID: uuid.UUID{byte(c + 1)}, Level: level})
		}
	}
	return p
}

func levels(claims []competency.Claim) map[uuid.UUID]int16 {
	byID := map[uuid.UUID]int16{}
	for _, c := range claims {
		byID[c.CompetencyID] = c.Level
	}
	return byID
}

func TestAwardDoesNotDependOnTheOrderOfQuestions(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := drawPaper(t)
		want := award(p.scores, p.claims, p.pass)
		seed := rapid.Uint64().Draw(t, "seed")
		rand.New(rand.NewPCG(seed, 1)).Shuffle(len(p.scores), func(i, j int) { p.scores[i], p.scores[j] = p.scores[j], p.scores[i] })
		got := award(p.scores, p.claims, p.pass)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("award (-want +got):\n%s", diff)
		}
	})
}

func TestABetterAnswerNeverLowersTheAward(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := drawPaper(t)
		if len(p.scores) == 0 {
			return
		}
		before := levels(award(p.scores, p.claims, p.pass))
		i := rapid.IntRange(0, len(p.scores)-1).Draw(t, "improved")
		p.scores[i].Score = rapid.IntRange(p.scores[i].Score, 10000).Draw(t, "better")
		after := levels(award(p.scores, p.claims, p.pass))
		for id, level := range before {
			if after[id] < level {
				t.Fatalf("competency %v fell from %d to %d", id, level, after[id])
			}
		}
	})
}

func TestAwardStaysWithinWhatWasClaimedAndPassed(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := drawPaper(t)
		seen := map[uuid.UUID]bool{}
		for _, a := range award(p.scores, p.claims, p.pass) {
			if seen[a.CompetencyID] {
				t.Fatalf("competency %v awarded twice", a.CompetencyID)
			}
			seen[a.CompetencyID] = true
			passed := false
			for _, s := range p.scores {
				for _, c := range p.claims[s.QuestionID] {
					passed = passed || c == a && s.Score >= p.pass
				}
			}
			if !passed {
				t.Fatalf("level %d awarded without a passed question that claims it", a.Level)
			}
		}
	})
}
