package effects

import "github.com/google/uuid"

// Due says that a pair is over and its learner is to be looked at anew.
type Due struct {
	PairID uuid.UUID `json:"pair_id"`
	DueOn  string    `json:"due_on"`
}

// Kind is fixed; queued rows carry it.
func (Due) Kind() string {
	return "effects.due"
}

// Late says that the day for it has passed without new evidence.
type Late struct {
	PairID uuid.UUID `json:"pair_id"`
}

// Kind is fixed; queued rows carry it.
func (Late) Kind() string {
	return "effects.late"
}

// LookAsked says that a learner asks the superiors to watch the work.
type LookAsked struct {
	ID           uuid.UUID `json:"id"`
	StaffID      uuid.UUID `json:"staff_id"`
	CompetencyID uuid.UUID `json:"competency_id"`
}

// Kind is fixed; queued rows carry it.
func (LookAsked) Kind() string {
	return "effects.look_asked"
}
