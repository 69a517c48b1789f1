package mentoring

import (
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/fault"
)

// ProposalState is where a proposal stands.
type ProposalState string

// The states. Waiting is the only one that can change.
const (
	Waiting   ProposalState = "waiting"
	Agreed    ProposalState = "accepted"
	Refused   ProposalState = "declined"
	Withdrawn ProposalState = "withdrawn"
)

// Proposal says that somebody who leads a person would have them as a mentor.
type Proposal struct {
	bun.BaseModel `bun:"table:mentor_proposals"`

	ID         uuid.UUID `bun:",pk"`
	StaffID    uuid.UUID
	ProposedBy uuid.UUID `bun:",nullzero"`
	Words      string
	State      ProposalState
	Answer     string
	CreatedAt  time.Time
	AnsweredAt *time.Time
}

// Settle is the proposal after it was answered or taken back. Fault: Conflict
// mentoring.proposal_settled.
func (p Proposal) Settle(to ProposalState, answer string, now time.Time) (Proposal, error) {
	if p.State != Waiting {
		return Proposal{}, fault.New(fault.Conflict, "mentoring.proposal_settled")
	}
	p.State, p.Answer, p.AnsweredAt = to, answer, &now
	return p, nil
}
