package mentoring

import "github.com/google/uuid"

// Asked says that a learner asked a mentor.
type Asked struct {
	PairID uuid.UUID `json:"pair_id"`
}

// Kind is fixed; queued rows carry it.
func (Asked) Kind() string {
	return "mentoring.requested"
}

// Answered says that a mentor accepted or declined, or that a request expired.
type Answered struct {
	PairID uuid.UUID `json:"pair_id"`
}

// Kind is fixed; queued rows carry it.
func (Answered) Kind() string {
	return "mentoring.answered"
}

// Closed says that one of the two completed or ended the pair, or that the
// learner took the request back.
type Closed struct {
	PairID uuid.UUID `json:"pair_id"`
	By     uuid.UUID `json:"by"`
}

// Kind is fixed; queued rows carry it.
func (Closed) Kind() string {
	return "mentoring.closed"
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
