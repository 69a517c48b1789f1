package mentoring

import (
	"slices"

	"github.com/google/uuid"
)

// Target is a level to reach in a pair, and where the learner stood at its start.
type Target struct {
	CompetencyID uuid.UUID
	From, To     int16
}

// Invitation is a pair that a programme suggests to a learner and a mentor. The
// first target is the pair's own competency and level.
type Invitation struct {
	ID, ProgrammeID, MentorID, LearnerID uuid.UUID
	Slot                                 *int16
	Targets                              []Target
}

// valid reports whether the invitation can be a pair: two people, and targets
// that each lead upwards in a competency of its own.
func (i Invitation) valid() bool {
	seen := make([]uuid.UUID, 0, len(i.Targets))
	for _, t := range i.Targets {
		if t.From < 0 || t.To <= t.From || t.To > topLevel || slices.Contains(seen, t.CompetencyID) {
			return false
		}
		seen = append(seen, t.CompetencyID)
	}
	return len(seen) > 0 && i.MentorID != i.LearnerID && (i.Slot == nil || *i.Slot >= 0 && *i.Slot < halfDays)
}

const (
	topLevel = 5  // of a competency
	halfDays = 10 // of a working week
)
