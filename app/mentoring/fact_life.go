package mentoring

import "github.com/google/uuid"

// Change is what became of a booking.
type Change string

// The changes.
const (
	Made      Change = "made"
	Shifted   Change = "moved"
	CalledOff Change = "cancelled"
)

// BookingChanged says that one of the two booked, moved or cancelled a session.
type BookingChanged struct {
	BookingID uuid.UUID `json:"booking_id"`
	By        uuid.UUID `json:"by"`
	Change    Change    `json:"change"`
}

// Kind is fixed; queued rows carry it.
func (BookingChanged) Kind() string {
	return "mentoring.booking_changed"
}

// TargetReached says that a learner came to a level that a pair aims at.
type TargetReached struct {
	PairID       uuid.UUID `json:"pair_id"`
	CompetencyID uuid.UUID `json:"competency_id"`
	Level        int16     `json:"level"`
}

// Kind is fixed; queued rows carry it.
func (TargetReached) Kind() string {
	return "mentoring.target_reached"
}

// Called says that a learner called the mentor from a lesson or another step, or
// that the mentor answered.
type Called struct {
	CallID   uuid.UUID `json:"call_id"`
	Answered bool      `json:"answered,omitempty"`
}

// Kind is fixed; queued rows carry it.
func (Called) Kind() string {
	return "mentoring.called"
}

// HandOverMoved says that a hand-over was asked for or settled.
type HandOverMoved struct {
	HandOverID uuid.UUID     `json:"hand_over_id"`
	State      HandOverState `json:"state"`
}

// Kind is fixed; queued rows carry it.
func (HandOverMoved) Kind() string {
	return "mentoring.hand_over_moved"
}

// Flagged says that a pair needs a look.
type Flagged struct {
	PairID uuid.UUID `json:"pair_id"`
	Flag   Flag      `json:"flag"`
}

// Kind is fixed; queued rows carry it.
func (Flagged) Kind() string {
	return "mentoring.flagged"
}

// FeedbackAsked says that a pair came to the moment at which both are asked how it
// goes, or went.
type FeedbackAsked struct {
	PairID uuid.UUID `json:"pair_id"`
	Moment Phase     `json:"moment"`
}

// Kind is fixed; queued rows carry it.
func (FeedbackAsked) Kind() string {
	return "mentoring.feedback_asked"
}
