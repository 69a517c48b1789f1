package mentoring

import (
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
)

// HandOverState is where a hand-over stands.
type HandOverState string

// The states of a hand-over. Void is one whose pair ended otherwise.
const (
	HandingWaits     HandOverState = "waiting"
	Taken            HandOverState = "accepted"
	NotTaken         HandOverState = "declined"
	HandingWithdrawn HandOverState = "withdrawn"
	Void             HandOverState = "void"
)

// Department is the side of a leader or an officer over the learner.
const Department Actor = "department"

// Handing asks another mentor to take a pair over.
type Handing struct {
	bun.BaseModel `bun:"table:hand_overs"`

	ID        uuid.UUID `bun:",pk"`
	PairID    uuid.UUID
	ToID      uuid.UUID
	AskedBy   uuid.UUID
	Side      Actor
	Reason    string
	AskedAt   time.Time
	State     HandOverState
	Answer    string
	SettledAt *time.Time
}

// Settled is the hand-over after somebody answered it.
func (h Handing) Settled(to HandOverState, answer string, now time.Time) Handing {
	h.State, h.Answer, h.SettledAt = to, answer, &now
	return h
}

// Successor is the pair that goes on with another mentor from a hand-over.
func (p Pair) Successor(id uuid.UUID, h Handing, now time.Time) Pair {
	old := p.ID
	return Pair{
		ID: id, MentorID: h.ToID, LearnerID: p.LearnerID, CompetencyID: p.CompetencyID, TargetLevel: p.TargetLevel,
		State: Active, Message: p.Message, RequestedAt: h.AskedAt, AnsweredAt: &now, ProgrammeID: p.ProgrammeID, Follows: &old,
	}
}
