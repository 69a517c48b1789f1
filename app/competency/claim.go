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

// Claim says that finishing something shows a competency at a level, 1…5. Claims
// are the simple form of criteria: SetOf says what they mean. What was tested and
// shown at no level is a Claim of level 0.
type Claim struct {
	CompetencyID uuid.UUID
	Level        int16
}

// SetOf is the set of criteria that claims of a course or a class stand for: a
// course that is completed shows all it claims, a class whoever was present in
// ClassShare of its sessions.
func SetOf(source Source, claims []Claim) Set {
	when := Node{Completion: &source}
	if source.Kind == SourceClass {
		when = Node{Attendance: &Attendance{ClassID: source.ID, Share: ClassShare}}
	}
	s := Set{Outcomes: make([]Outcome, 0, len(claims))}
	for _, c := range claims {
		s.Outcomes = append(s.Outcomes, Outcome{CompetencyID: c.CompetencyID, Level: c.Level, When: when})
	}
	return s
}

// SetOfQuestions is the set of criteria that the claims of a test's questions
// stand for. Level L of a competency is shown when the questions claiming L earn
// pass on average and so do all the questions claiming L or less. pass is in
// basis points. Questions without claims do not matter.
func SetOfQuestions(tags map[uuid.UUID][]Claim, pass int) Set {
	levels := map[uuid.UUID][MaxLevel + 1]bool{}
	for _, claims := range tags {
		for _, c := range claims {
			if c.Level < MinLevel || c.Level > MaxLevel {
				continue
			}
			at := levels[c.CompetencyID]
			at[c.Level] = true
			levels[c.CompetencyID] = at
		}
	}
	ids := make([]uuid.UUID, 0, len(levels))
	for id := range levels {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b uuid.UUID) int { return bytes.Compare(a[:], b[:]) })
	s := Set{Outcomes: []Outcome{}}
	for _, id := range ids {
		lowest := int16(0)
		for level := int16(MinLevel); level <= MaxLevel; level++ {
			if !levels[id][level] {
				continue
			}
			group := func(from int16) Node {
				return Node{Questions: &QuestionGroup{CompetencyID: id, FromLevel: from, ToLevel: level, Share: pass, Count: 1}}
			}
			when := group(level)
			if lowest > 0 {
				when = Node{All: []Node{group(level), group(lowest)}}
			} else {
				lowest = level
			}
			s.Outcomes = append(s.Outcomes, Outcome{CompetencyID: id, Level: level, When: when})
		}
	}
	return s
}

// SameClaims reports whether two lists claim the same, in whatever order.
func SameClaims(a, b []Claim) bool {
	return slices.Equal(highest(a), highest(b))
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
