package competency

import (
	"bytes"
	"slices"

	"github.com/google/uuid"
)

// Moved is what a draft would prove of a person instead of the criteria in force:
// levels of one competency, 0 for nothing.
type Moved struct {
	StaffID      uuid.UUID
	CompetencyID uuid.UUID
	From, To     int16
}

// Shift names the people whom a draft would bring to a level, or who would have
// had it and would not.
type Shift struct {
	CompetencyID uuid.UUID
	Level        int16
	Gain         bool
}

// Shift is what the move counts as.
func (m Moved) Shift() Shift {
	if m.To > m.From {
		return Shift{m.CompetencyID, m.To, true}
	}
	return Shift{m.CompetencyID, m.From, false}
}

// best keeps, by person and competency, the highest level that either set of
// criteria proved over several finishings.
type best map[[2]uuid.UUID][2]int16

func (b best) add(staffID uuid.UUID, claims []Claim, which int) {
	for _, c := range claims {
		key := [2]uuid.UUID{staffID, c.CompetencyID}
		levels := b[key]
		levels[which] = max(levels[which], c.Level)
		b[key] = levels
	}
}

// moved are the pairs in which the two sets differ, by person and competency.
func (b best) moved() []Moved {
	var found []Moved
	for key, levels := range b {
		if levels[0] != levels[1] {
			found = append(found, Moved{StaffID: key[0], CompetencyID: key[1], From: levels[0], To: levels[1]})
		}
	}
	slices.SortFunc(found, func(x, y Moved) int {
		if c := bytes.Compare(x.StaffID[:], y.StaffID[:]); c != 0 {
			return c
		}
		return bytes.Compare(x.CompetencyID[:], y.CompetencyID[:])
	})
	return found
}
