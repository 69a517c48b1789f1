package evidence

import (
	"time"

	"github.com/google/uuid"
)

// States of a dispute.
const (
	DisputeOpen     = "open"
	DisputeAnswered = "answered"
)

// Dispute is what a person says of a level of theirs that they hold to be wrong,
// and what was answered. EntryID is the entry it is about, zero for the level as
// a whole; AnswerEntryID the entry that followed from it, if one did.
type Dispute struct {
	ID            uuid.UUID
	StaffID       uuid.UUID
	CompetencyID  uuid.UUID
	EntryID       uuid.UUID `bun:",nullzero"`
	Text          string
	State         string
	CreatedAt     time.Time
	Answer        string
	AnsweredBy    uuid.UUID `bun:",nullzero"`
	AnsweredAt    *time.Time
	AnswerEntryID uuid.UUID `bun:",nullzero"`
}

// DisputeView is a dispute with the names around it.
type DisputeView struct {
	Dispute

	Code     string
	FullName string
	Unit     string
	UnitPath string
	NameVI   string
	NameEN   string
	Level    int16
	Answerer string
}

// Disputed says that a person does not agree with a level of theirs.
type Disputed struct {
	DisputeID uuid.UUID `json:"dispute_id"`
}

// Kind is fixed; queued rows carry it.
func (Disputed) Kind() string {
	return "evidence.disputed"
}

// DisputeClosed says that a dispute was answered.
type DisputeClosed struct {
	DisputeID uuid.UUID `json:"dispute_id"`
}

// Kind is fixed; queued rows carry it.
func (DisputeClosed) Kind() string {
	return "evidence.dispute_answered"
}
