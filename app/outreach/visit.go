package outreach

import (
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/clock"
	"camtay/app/fault"
	"camtay/app/mentoring"
)

// VisitState is where a half-day stands.
type VisitState string

// The states of a half-day.
const (
	Held           VisitState = "held"    // until the specialist accepts
	Planned        VisitState = "planned" // agreed by all
	Logged         VisitState = "logged"  // the centre is to confirm
	Disputed       VisitState = "disputed"
	Confirmed      VisitState = "confirmed"
	VisitCancelled VisitState = "cancelled"
)

// Visit is one half-day of a specialist at a counter.
type Visit struct {
	bun.BaseModel `bun:"table:outreach_visits"`

	ID        uuid.UUID `bun:",pk"`
	SendingID uuid.UUID
	StaffID   uuid.UUID
	OnDay     clock.Day
	Half      int16
	State     VisitState
	Minutes   int
	Done      string
	LoggedAt  *time.Time
	SettledBy uuid.UUID `bun:",nullzero"`
	SettledAt *time.Time
	Reason    string
}

// HalfDay is when the visit is.
func (v Visit) HalfDay() HalfDay {
	return HalfDay{On: v.OnDay, Half: v.Half}
}

// After is the state of the half-day after a deed; else ErrState. A half-day is
// logged once it has begun, anew when the centre disputed it, and called off
// until it is confirmed.
func (v Visit) After(d Deed, now time.Time) (VisitState, error) {
	begun := !now.Before(v.HalfDay().Start())
	switch {
	case d == Accept && v.State == Held:
		return Planned, nil
	case d == Log && begun && (v.State == Planned || v.State == Disputed):
		return Logged, nil
	case d == Confirm && v.State == Logged:
		return Confirmed, nil
	case d == Dispute && v.State == Logged:
		return Disputed, nil
	case d == CallOff && (v.State == Held || v.State == Planned || v.State == Disputed):
		return VisitCancelled, nil
	}
	return v.State, ErrState
}

// Settled reports whether nothing more happens on the half-day.
func (v Visit) Settled() bool {
	return v.State == Confirmed || v.State == VisitCancelled
}

// Outcome is what follows for a request under way when its half-days are as
// given: Finish, Reopen, or nothing yet.
func Outcome(visits []Visit) (Deed, bool) {
	if slices.ContainsFunc(visits, func(v Visit) bool { return !v.Settled() }) {
		return "", false
	}
	if slices.ContainsFunc(visits, func(v Visit) bool { return v.State == Confirmed }) {
		return Finish, true
	}
	return Reopen, true
}

// Coached is one person coached on a half-day.
type Coached struct {
	bun.BaseModel `bun:"table:outreach_coached"`

	VisitID uuid.UUID `bun:",pk"`
	StaffID uuid.UUID `bun:",pk"`
	Alone   string
	Level   int16
}

// Work is what a specialist writes about a half-day.
type Work struct {
	Minutes int
	Done    string
	People  []Coached
}

// Session is the coaching of one person on the half-day, as mentoring knows it.
func (v Visit) Session(c Coached) mentoring.Session {
	s := mentoring.Session{
		ID: v.ID, HeldAt: v.HalfDay().Start(), Minutes: v.Minutes, Mode: mentoring.Desk, Done: v.Done, Alone: c.Alone, Level: c.Level,
	}
	if v.LoggedAt != nil {
		s.LoggedAt = *v.LoggedAt
	}
	return s
}

// CheckWork decides whether the half-day may be logged by a specialist whose own
// level is own: the rules of a coaching session hold for each person. Faults:
// those of mentoring.Session.Check, and Invalid outreach.nobody_coached,
// outreach.coached_twice, outreach.coached_self.
func (v Visit) CheckWork(w Work, own int16, now time.Time) error {
	v.Minutes, v.Done = w.Minutes, w.Done
	began := v.HalfDay().Start()
	f := fault.New(fault.Invalid, "web.invalid")
	seen := map[uuid.UUID]bool{}
	for _, c := range w.People {
		if err := v.Session(c).Check(mentoring.Pair{State: mentoring.Active, AnsweredAt: &began}, own, now); err != nil {
			return err
		}
		switch {
		case seen[c.StaffID]:
			f.At("body.people", "outreach.coached_twice", nil)
		case c.StaffID == v.StaffID:
			f.At("body.people", "outreach.coached_self", nil)
		}
		seen[c.StaffID] = true
	}
	if len(w.People) == 0 {
		f.At("body.people", "outreach.nobody_coached", nil)
	}
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}
