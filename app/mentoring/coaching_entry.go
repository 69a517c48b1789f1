package mentoring

import (
	"github.com/google/uuid"

	"camtay/app/evidence"
)

// Coaching is a confirmed coaching of one person by another, whoever arranged it.
// Source names the rows that Session.ID is of.
type Coaching struct {
	Session

	Source       string
	MentorID     uuid.UUID
	MentorName   string
	LearnerID    uuid.UUID
	CompetencyID uuid.UUID
}

// Entry is what a confirmed coaching says in the ledger: an attestation of the
// observed level by the mentor, or a mere note when no level was observed.
func (c Coaching) Entry() evidence.Entry {
	action := evidence.ActionAttest
	if c.Level == 0 {
		action = evidence.ActionLog
	}
	return evidence.Entry{
		StaffID: c.LearnerID, CompetencyID: c.CompetencyID,
		Kind: evidence.KindCoaching, Action: action, Level: c.Level,
		ActorID: c.MentorID, Capacity: evidence.CapacityMentor, ObservedAt: c.HeldAt,
		Source: c.Source, SourceID: c.ID,
		DescriptionKey:  "evidence.from_coaching",
		DescriptionArgs: map[string]any{"mentor": c.MentorName, "minutes": c.Minutes},
	}
}
