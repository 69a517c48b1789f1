package competency

import (
	"bytes"
	"slices"

	"github.com/google/uuid"
)

// Sources of claims.
const (
	SourceCourse   = "course"
	SourceQuestion = "question"
	SourceClass    = "class"
)

// Claim says that finishing something shows a competency at a level, 1…5.
type Claim struct {
	CompetencyID uuid.UUID
	Level        int16
}

// QuestionScore is what one question earned, in basis points 0…10000.
type QuestionScore struct {
	QuestionID uuid.UUID
	Score      int
}

// Award judges a test over its questions. Per competency it gives the highest
// level L at which the questions claiming L average at least pass and all the
// questions claiming L or less average at least pass; a competency without such
// a level is absent. pass is in basis points. Questions without claims do not
// matter. The result is ordered by competency id.
func Award(scores []QuestionScore, claims map[uuid.UUID][]Claim, pass int) []Claim {
	type tally [MaxLevel + 1]struct{ sum, count int }
	tallies := map[uuid.UUID]*tally{}
	for _, s := range scores {
		for _, c := range claims[s.QuestionID] {
			if c.Level < MinLevel || c.Level > MaxLevel {
				continue
			}
			t := tallies[c.CompetencyID]
			if t == nil {
				t = &tally{}
				tallies[c.CompetencyID] = t
			}
			t[c.Level].sum += s.Score
			t[c.Level].count++
		}
	}
	var awarded []Claim
	for id, t := range tallies {
		var best int16
		sum, count := 0, 0
		for level, at := range t {
			sum += at.sum
			count += at.count
			if at.count > 0 && at.sum >= pass*at.count && sum >= pass*count {
				best = int16(level)
			}
		}
		if best > 0 {
			awarded = append(awarded, Claim{CompetencyID: id, Level: best})
		}
	}
	slices.SortFunc(awarded, byCompetency)
	return awarded
}

// highest keeps one claim a competency, the highest level, ordered by id.
func highest(claims []Claim) []Claim {
	best := map[uuid.UUID]int16{}
	for _, c := range claims {
		best[c.CompetencyID] = max(best[c.CompetencyID], c.Level)
	}
	out := make([]Claim, 0, len(best))
	for id, level := range best {
		out = append(out, Claim{CompetencyID: id, Level: level})
	}
	slices.SortFunc(out, byCompetency)
	return out
}

func byCompetency(a, b Claim) int {
	return bytes.Compare(a.CompetencyID[:], b.CompetencyID[:])
}
