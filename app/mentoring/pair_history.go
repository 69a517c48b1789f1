package mentoring

import (
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
)

// Moment is one step of a pair's life: the state it came to, who brought it there
// (nobody: the clock or a programme) and why.
type Moment struct {
	bun.BaseModel `bun:"table:pair_history"`

	ID     uuid.UUID `bun:",pk"`
	PairID uuid.UUID
	State  State
	ByID   *uuid.UUID
	Reason string
	At     time.Time
}

// Moment is the step that brought the pair to its state.
func (p Pair) Moment(by *uuid.UUID, reason string, at time.Time) Moment {
	return Moment{PairID: p.ID, State: p.State, ByID: by, Reason: reason, At: at}
}

// Told is the history that a pair's own times tell.
func (p Pair) Told() []Moment {
	first := Moment{PairID: p.ID, State: Requested, ByID: &p.LearnerID, At: p.RequestedAt}
	if p.State == Suggested || p.Follows != nil {
		first.State, first.ByID = Suggested, nil
	}
	told := []Moment{first}
	if p.AnsweredAt != nil && p.State != Declined {
		told = append(told, Moment{PairID: p.ID, State: Active, ByID: &p.MentorID, At: *p.AnsweredAt})
	}
	if p.PausedAt != nil {
		told = append(told, Moment{PairID: p.ID, State: Paused, At: *p.PausedAt})
	}
	if p.ClosedAt != nil {
		told = append(told, p.Moment(nil, p.Reason, *p.ClosedAt))
	}
	return told
}

// Reasoned reports whether a deed of a person needs a reason.
func (d Deed) Reasoned() bool {
	switch d {
	case Decline, Refuse, Pause, Complete, End, HandOver:
		return true
	case Request, Accept, Expire, Resume:
	}
	return false
}
