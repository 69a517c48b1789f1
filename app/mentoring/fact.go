package mentoring

import (
	"time"

	"github.com/google/uuid"
)

// Invited says that a programme suggested a pair to both of the two.
type Invited struct {
	PairID uuid.UUID `json:"pair_id"`
}

// Kind is fixed; queued rows carry it.
func (Invited) Kind() string {
	return "mentoring.suggested"
}

// Asked says that a learner asked a mentor.
type Asked struct {
	PairID uuid.UUID `json:"pair_id"`
}

// Kind is fixed; queued rows carry it.
func (Asked) Kind() string {
	return "mentoring.requested"
}

// Answered says that a pair in the state From was accepted or declined by
// somebody, or expired.
type Answered struct {
	PairID uuid.UUID `json:"pair_id"`
	By     uuid.UUID `json:"by"`
	From   State     `json:"from,omitempty"`
}

// Kind is fixed; queued rows carry it.
func (Answered) Kind() string {
	return "mentoring.answered"
}

// Closed says that one of the two completed or ended the pair, that the learner
// took the request back, or that another mentor took the pair over.
type Closed struct {
	PairID     uuid.UUID `json:"pair_id"`
	By         uuid.UUID `json:"by"`
	HandedOver bool      `json:"handed_over,omitempty"`
}

// Kind is fixed; queued rows carry it.
func (Closed) Kind() string {
	return "mentoring.closed"
}

// Rested says that one of the two paused the pair, or resumed it when At is nil.
type Rested struct {
	PairID uuid.UUID  `json:"pair_id"`
	By     uuid.UUID  `json:"by"`
	At     *time.Time `json:"at,omitempty"`
}

// Kind is fixed; queued rows carry it.
func (Rested) Kind() string {
	return "mentoring.rested"
}

// SessionLogged says that a mentor logged a coaching session.
type SessionLogged struct {
	SessionID uuid.UUID `json:"session_id"`
}

// Kind is fixed; queued rows carry it.
func (SessionLogged) Kind() string {
	return "mentoring.session_logged"
}

// Disputed says that the learner did not agree with a logged session.
type Disputed struct {
	SessionID uuid.UUID `json:"session_id"`
}

// Kind is fixed; queued rows carry it.
func (Disputed) Kind() string {
	return "mentoring.session_disputed"
}

// Proposed says that someone was proposed as a mentor.
type Proposed struct {
	ProposalID uuid.UUID `json:"proposal_id"`
}

// Kind is fixed; queued rows carry it.
func (Proposed) Kind() string {
	return "mentoring.proposed"
}

// ProposalAnswered says that the person proposed accepted or declined.
type ProposalAnswered struct {
	ProposalID uuid.UUID `json:"proposal_id"`
}

// Kind is fixed; queued rows carry it.
func (ProposalAnswered) Kind() string {
	return "mentoring.proposal_answered"
}
