package mentoring

import (
	"errors"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
)

// State is where a pair stands.
type State string

// The states. Suggested is what a programme suggested to both and the learner has
// not asked for yet. The first four are live; the others are final.
const (
	Suggested State = "suggested"
	Requested State = "requested"
	Active    State = "active"
	Paused    State = "paused"
	Declined  State = "declined"
	Expired   State = "expired"
	Completed State = "completed"
	Ended     State = "ended"
)

// Live reports whether the pair takes a place of the mentor's capacity.
func (s State) Live() bool {
	return s == Suggested || s == Requested || s == Active || s == Paused
}

// Open reports whether the pair waits for an answer, which it does for
// RequestDays.
func (s State) Open() bool {
	return s == Suggested || s == Requested
}

// Deed is what moves a pair from one state to the next.
type Deed string

// The deeds.
const (
	Request  Deed = "request"
	Accept   Deed = "accept"
	Decline  Deed = "decline"
	Refuse   Deed = "refuse"
	Expire   Deed = "expire"
	Pause    Deed = "pause"
	Resume   Deed = "resume"
	Complete Deed = "complete"
	End      Deed = "end"
	HandOver Deed = "hand_over"
)

// Actor is who does a deed.
type Actor string

// The actors. System is the clock, Successor the mentor who takes a pair over.
const (
	Mentor    Actor = "mentor"
	Learner   Actor = "learner"
	System    Actor = "system"
	Successor Actor = "successor"
)

// Why a deed is refused.
var (
	ErrState = errors.New("not possible in the pair's state")
	ErrActor = errors.New("not this person's to do")
)

type transition struct {
	from State
	deed Deed
	to   State
	by   []Actor
}

// transitions is the whole life of a pair. The learner may take a request back,
// which ends it; the mentor answers it instead.
func transitions() []transition {
	both := []Actor{Mentor, Learner}
	return []transition{
		{Suggested, Request, Requested, []Actor{Learner}},
		{Suggested, Decline, Declined, []Actor{Mentor}},
		{Suggested, Refuse, Declined, []Actor{Learner}},
		{Suggested, Expire, Expired, []Actor{System}},
		{Requested, Accept, Active, []Actor{Mentor}},
		{Requested, Decline, Declined, []Actor{Mentor}},
		{Requested, Expire, Expired, []Actor{System}},
		{Requested, End, Ended, []Actor{Learner}},
		{Active, Pause, Paused, both},
		{Active, Complete, Completed, both},
		{Active, End, Ended, both},
		{Active, HandOver, Ended, []Actor{Successor}},
		{Paused, Resume, Active, both},
		{Paused, Complete, Completed, both},
		{Paused, End, Ended, both},
		{Paused, HandOver, Ended, []Actor{Successor}},
	}
}

// Next is the state after a deed, ErrState when the state does not allow it, or
// ErrActor when it does but not to this actor.
func Next(from State, deed Deed, by Actor) (State, error) {
	for _, t := range transitions() {
		switch {
		case t.from != from || t.deed != deed:
			continue
		case !slices.Contains(t.by, by):
			return "", ErrActor
		}
		return t.to, nil
	}
	return "", ErrState
}

// Pair is one learner with one mentor for one competency. Message is the
// learner's, Reason that of whoever declined or closed. RequestedAt is when it was
// suggested or, since then, asked for; AnsweredAt when somebody accepted or
// declined, ClosedAt when the pair reached a final state. Follows is the pair of
// the mentor before this one.
type Pair struct {
	bun.BaseModel `bun:"table:pairs"`

	ID           uuid.UUID `bun:",pk"`
	MentorID     uuid.UUID
	LearnerID    uuid.UUID
	CompetencyID uuid.UUID
	TargetLevel  int16
	State        State
	Message      string
	Reason       string
	RequestedAt  time.Time
	AnsweredAt   *time.Time
	ClosedAt     *time.Time
	Slot         *int16 // half-day of the week on which they meet, 0…9; nil when open
	ProgrammeID  *uuid.UUID
	Follows      *uuid.UUID
	PausedAt     *time.Time
}

// RequestDays is how long a suggestion or a request waits for its answer.
const RequestDays = 10

// AnswerBy is the instant at which an unanswered request expires.
func AnswerBy(requestedAt time.Time) time.Time {
	return requestedAt.UTC().AddDate(0, 0, RequestDays)
}

// Overdue reports whether a request has waited too long to be answered.
func Overdue(requestedAt, now time.Time) bool {
	return !now.Before(AnswerBy(requestedAt))
}

// After is the pair after a deed. A request that waited too long can only
// expire. Errors as of Next.
func (p Pair) After(deed Deed, by Actor, reason string, now time.Time) (Pair, error) {
	to, err := Next(p.State, deed, by)
	if err != nil {
		return Pair{}, err
	}
	if p.State.Open() && deed != End && Overdue(p.RequestedAt, now) != (deed == Expire) {
		return Pair{}, ErrState
	}
	p.PausedAt = nil
	switch deed {
	case Request:
		p.RequestedAt = now
	case Accept, Decline, Refuse:
		p.AnsweredAt = &now
	case Pause:
		p.PausedAt = &now
	case Expire, Resume, Complete, End, HandOver:
	}
	if !to.Live() {
		p.ClosedAt, p.Reason = &now, reason
	}
	p.State = to
	return p, nil
}

// ActorOf is the part a person has in the pair; ok is false for a stranger.
func (p Pair) ActorOf(staffID uuid.UUID) (actor Actor, ok bool) {
	switch staffID {
	case p.MentorID:
		return Mentor, true
	case p.LearnerID:
		return Learner, true
	}
	return "", false
}

// Can says what one of the two may do with the pair now.
type Can struct {
	Request, Refuse, Accept, Decline, Log, Confirm, Pause, Resume, Complete, End bool
}

// Rights are what the actor may do. coach tells whether the actor holds the
// mentor's permission, waiting how many sessions the learner has still to
// confirm or dispute.
func (p Pair) Rights(by Actor, coach bool, waiting int, now time.Time) Can {
	may := func(d Deed) bool {
		_, err := p.After(d, by, "", now)
		return err == nil
	}
	return Can{
		Request:  may(Request),
		Refuse:   may(Refuse),
		Accept:   coach && may(Accept),
		Decline:  coach && may(Decline),
		Log:      coach && by == Mentor && p.State == Active,
		Confirm:  by == Learner && waiting > 0,
		Pause:    may(Pause),
		Resume:   may(Resume),
		Complete: may(Complete),
		End:      may(End),
	}
}

// Aim is the level a pair aims at: what the learner's posts require, at least
// one level up, never above what the mentor has shown.
func Aim(level, required, mentorLevel int16) int16 {
	return min(max(required, level+1), mentorLevel)
}
