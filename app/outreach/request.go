package outreach

import (
	"errors"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/clock"
	"camtay/app/fault"
)

// State is where a request stands.
type State string

// The states. Done, Cancelled and Lapsed are final.
const (
	Open      State = "open"      // looking for somebody
	Picked    State = "picked"    // the specialist's leader is asked
	Agreed    State = "agreed"    // the specialist is asked
	Accepted  State = "accepted"  // half-days are planned
	Done      State = "done"      // all settled, at least one confirmed
	Cancelled State = "cancelled" // by the centre
	Lapsed    State = "lapsed"    // the period passed before anybody accepted
)

// Final reports whether nothing more happens.
func (s State) Final() bool {
	return s == Done || s == Cancelled || s == Lapsed
}

// Deed is what somebody does about a request or a half-day.
type Deed string

// The deeds.
const (
	Ask      Deed = "ask"
	Pick     Deed = "pick"
	Agree    Deed = "agree"
	Refuse   Deed = "refuse" // by the specialist's leader
	Accept   Deed = "accept"
	Decline  Deed = "decline"  // by the specialist
	Withdraw Deed = "withdraw" // the centre takes its pick back
	Cancel   Deed = "cancel"
	Lapse    Deed = "lapse"
	Log      Deed = "log"
	Confirm  Deed = "confirm"
	Dispute  Deed = "dispute"
	CallOff  Deed = "call_off" // one half-day
	Finish   Deed = "finish"
	Reopen   Deed = "reopen"
)

// Actor is in what part somebody acts.
type Actor string

// The actors.
const (
	Centre     Actor = "centre"     // leads the unit that asked
	Home       Actor = "home"       // leads the specialist's unit
	Specialist Actor = "specialist" // was picked
	System     Actor = "system"
)

// What a deed may fail for.
var (
	ErrState = errors.New("not in this state")
	ErrActor = errors.New("not in this part")
)

type step struct {
	from State
	deed Deed
}

// steps is the whole of a request's life.
func steps() map[step]State {
	return map[step]State{
		{Open, Pick}: Picked,

		{Picked, Agree}:    Agreed,
		{Picked, Refuse}:   Open,
		{Picked, Withdraw}: Open,

		{Agreed, Accept}:   Accepted,
		{Agreed, Decline}:  Open,
		{Agreed, Withdraw}: Open,

		{Accepted, Finish}: Done,
		{Accepted, Reopen}: Open,

		{Open, Cancel}:     Cancelled,
		{Picked, Cancel}:   Cancelled,
		{Agreed, Cancel}:   Cancelled,
		{Accepted, Cancel}: Cancelled,

		{Open, Lapse}:   Lapsed,
		{Picked, Lapse}: Lapsed,
		{Agreed, Lapse}: Lapsed,
	}
}

// doer says whose deed it is.
func doer(d Deed) Actor {
	switch d {
	case Agree, Refuse:
		return Home
	case Accept, Decline, Log:
		return Specialist
	case Lapse, Finish, Reopen:
		return System
	default:
		return Centre
	}
}

// After is the state after a deed; else ErrState.
func (s State) After(d Deed) (State, error) {
	next, ok := steps()[step{s, d}]
	if !ok {
		return s, ErrState
	}
	return next, nil
}

// Request is what a centre asks for. Level is what those who are new need;
// who comes has shown at least one more.
type Request struct {
	bun.BaseModel `bun:"table:outreach_requests"`

	ID           uuid.UUID `bun:",pk"`
	UnitID       uuid.UUID
	FieldKind    string
	Field        string
	CompetencyID uuid.UUID
	Level        int16
	FromOn       clock.Day
	UntilOn      clock.Day
	HalfDays     int
	Newcomers    int
	Slots        int
	Reason       string
	State        State
	AskedBy      uuid.UUID
	AskedAt      time.Time
	ClosedAt     *time.Time
}

// Limits of a request.
const (
	MaxDays     = 92
	MaxHalfDays = 20
	MaxLevel    = 4
	AllSlots    = 1<<(workdays*halvesADay) - 1
	MaxReason   = 1000
)

// Check reports what is wrong with a request, as Invalid with fields:
// outreach.period_past, outreach.period {most}, outreach.no_half_days,
// outreach.reason {most}, outreach.level {most}.
func (r Request) Check(today clock.Day) error {
	f := fault.New(fault.Invalid, "web.invalid")
	switch {
	case r.FromOn.IsZero() || r.UntilOn.IsZero() || r.UntilOn.Before(r.FromOn) || r.FromOn.AddDays(MaxDays).Before(r.UntilOn):
		f.At("body.until_on", "outreach.period", fault.Args{"most": MaxDays})
	case r.FromOn.Before(today):
		f.At("body.from_on", "outreach.period_past", nil)
	case len(HalfDays(r.FromOn, r.UntilOn, r.Slots)) < r.HalfDays:
		f.At("body.half_days", "outreach.no_half_days", fault.Args{"found": len(HalfDays(r.FromOn, r.UntilOn, r.Slots))})
	}
	if r.Reason == "" || utf8.RuneCountInString(r.Reason) > MaxReason {
		f.At("body.reason", "outreach.reason", fault.Args{"most": MaxReason})
	}
	if r.Level < 1 || r.Level > MaxLevel {
		f.At("body.level", "outreach.level", fault.Args{"most": MaxLevel})
	}
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}

// Needed is the level that who comes has shown.
func (r Request) Needed() int16 {
	return r.Level + 1
}

// Sending is one person picked for a request.
type Sending struct {
	bun.BaseModel `bun:"table:outreach_sendings"`

	ID         uuid.UUID `bun:",pk"`
	RequestID  uuid.UUID
	StaffID    uuid.UUID
	HomeUnitID uuid.UUID
	State      string
	PickedBy   uuid.UUID
	PickedAt   time.Time
	AcceptedAt *time.Time
}

// How a sending ends.
const (
	live      = "live"
	refused   = "refused"
	declined  = "declined"
	withdrawn = "withdrawn"
	ended     = "ended" // with the request, or without a half-day left
	finished  = "done"
)

// ending is how a deed on a request ends its sending; empty: it does not.
func ending(d Deed) string {
	switch d {
	case Refuse:
		return refused
	case Decline:
		return declined
	case Withdraw:
		return withdrawn
	case Cancel, Lapse, Reopen:
		return ended
	case Finish:
		return finished
	default:
		return ""
	}
}

// Event is one deed done.
type Event struct {
	bun.BaseModel `bun:"table:outreach_deeds"`

	ID        uuid.UUID `bun:",pk"`
	RequestID uuid.UUID
	VisitID   uuid.UUID `bun:",nullzero"`
	StaffID   uuid.UUID `bun:",nullzero"`
	Deed      Deed
	ByID      uuid.UUID `bun:",nullzero"`
	At        time.Time
	Reason    string
}
