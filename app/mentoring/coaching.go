package mentoring

import (
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/fault"
)

const (
	// MinMinutes is the least length of a session that counts.
	MinMinutes = 5
	// MaxMinutes is a working day.
	MaxMinutes = 480
)

// Session is one coaching session as the mentor logged it. Done is what they
// worked on, Alone what the learner did without help, Level what the mentor
// observed (0: no level yet).
type Session struct {
	bun.BaseModel `bun:"table:coaching_sessions"`

	ID          uuid.UUID `bun:",pk"`
	PairID      uuid.UUID
	HeldAt      time.Time
	Minutes     int
	Mode        string
	Done        string
	Alone       string
	Level       int16
	LoggedAt    time.Time
	ConfirmedAt *time.Time
	DisputedAt  *time.Time
	Dispute     string
	BookingID   *uuid.UUID // the booking it was, if it had been booked
}

// Waiting reports whether the learner has still to answer.
func (s Session) Waiting() bool {
	return s.ConfirmedAt == nil && s.DisputedAt == nil
}

// Check decides whether the session may be logged for the pair by a mentor whose
// own level is mentorLevel. Faults: Conflict mentoring.not_active; Invalid with
// fields mentoring.held_in_future, mentoring.held_before_pair {began},
// mentoring.level_above_own {level}, mentoring.bad_minutes {min,max},
// mentoring.bad_mode, mentoring.nothing_done.
func (s Session) Check(p Pair, mentorLevel int16, now time.Time) error {
	if p.State != Active || p.AnsweredAt == nil {
		return fault.New(fault.Conflict, "mentoring.not_active")
	}
	f := fault.New(fault.Invalid, "web.invalid")
	if s.HeldAt.After(now) {
		f.At("body.held_at", "mentoring.held_in_future", nil)
	}
	if s.HeldAt.Before(*p.AnsweredAt) {
		f.At("body.held_at", "mentoring.held_before_pair", fault.Args{"began": instantText(*p.AnsweredAt)})
	}
	if s.Minutes < MinMinutes || s.Minutes > MaxMinutes {
		f.At("body.minutes", "mentoring.bad_minutes", fault.Args{"min": MinMinutes, "max": MaxMinutes})
	}
	if !slices.Contains(Modes(), s.Mode) {
		f.At("body.mode", "mentoring.bad_mode", nil)
	}
	if s.Done == "" {
		f.At("body.done", "mentoring.nothing_done", nil)
	}
	if s.Level < 0 || s.Level > mentorLevel {
		f.At("body.level", "mentoring.level_above_own", fault.Args{"level": mentorLevel})
	}
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}
