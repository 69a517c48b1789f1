package classes

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"camtay/app/clock"
	"camtay/app/fault"
)

// Deed is something done to a class.
type Deed string

// The deeds.
const (
	ToEdit     Deed = "edit"
	ToOpen     Deed = "open"
	ToNominate Deed = "nominate"
	ToWithdraw Deed = "withdraw"
	ToDecide   Deed = "approve"
	ToMark     Deed = "attendance"
	ToClose    Deed = "close"
	ToCancel   Deed = "cancel"
)

// Actor is what the acting person is to one class.
type Actor struct {
	StaffID   uuid.UUID
	Creates   bool // plans classes of the organising unit
	Approves  bool // decides nominations to it
	Attends   bool // its trainer, or an officer over it
	Nominates bool // leads people who are invited
}

// Sees reports whether the class exists for the actor. A draft is seen only by
// those who plan it.
func (a Actor) Sees(c Class) bool {
	return a.Creates || a.Approves || c.State != Draft && (a.Attends || a.Nominates)
}

// earlyMarks is how long before a session its attendance may be marked.
const earlyMarks = 15 * time.Minute

// transition is a row of the table: from which states, by whom, under which
// condition of time, to which state.
type transition struct {
	from []State
	to   State // empty: the class stays where it is
	by   func(Actor) bool
	when func(Class, time.Time) *fault.Fault
}

func transitions() map[Deed]transition {
	creates := func(a Actor) bool { return a.Creates }
	approves := func(a Actor) bool { return a.Approves }
	attends := func(a Actor) bool { return a.Attends }
	nominates := func(a Actor) bool { return a.Nominates }
	return map[Deed]transition{
		ToEdit:     {from: []State{Draft, Open}, by: creates, when: notBegun},
		ToOpen:     {from: []State{Draft}, to: Open, by: creates, when: beforeDeadline},
		ToNominate: {from: []State{Open}, by: nominates, when: beforeDeadline},
		ToWithdraw: {from: []State{Open}, by: nominates, when: notBegun},
		ToDecide:   {from: []State{Open}, by: approves, when: notEnded},
		ToMark:     {from: []State{Open}, by: attends, when: begun},
		ToClose:    {from: []State{Open}, to: Closed, by: attends, when: ended},
		ToCancel:   {from: []State{Draft, Open}, to: CalledOff, by: creates, when: notEnded},
	}
}

// Allow says whether the actor may do the deed to the class now: nil, or a fault.
// web.forbidden is the actor's; classes.is_draft, is_open, is_closed and
// is_cancelled are the class's; the rest are the clock's: classes.deadline_passed,
// classes.begun, classes.not_begun, classes.ended, classes.not_ended.
func Allow(d Deed, c Class, a Actor, now time.Time) *fault.Fault {
	t, known := transitions()[d]
	switch {
	case !known || !t.by(a):
		return fault.New(fault.Forbidden, "web.forbidden")
	case !slices.Contains(t.from, c.State):
		return fault.New(fault.Conflict, wrongState(c.State))
	}
	return t.when(c, now)
}

func wrongState(s State) string {
	switch s {
	case Draft:
		return "classes.is_draft"
	case Open:
		return "classes.is_open"
	case Closed:
		return "classes.is_closed"
	case CalledOff:
		return "classes.is_cancelled"
	}
	return "classes.not_found"
}

// After is the state a deed leads to.
func After(d Deed, s State) State {
	if to := transitions()[d].to; to != "" {
		return to
	}
	return s
}

// beforeDeadline counts whole Vietnamese days: the deadline's day is still in time.
func beforeDeadline(c Class, now time.Time) *fault.Fault {
	if c.NominateBy.Before(clock.DayOf(now)) {
		return fault.New(fault.Conflict, "classes.deadline_passed").With(fault.Args{"day": c.NominateBy.String()})
	}
	return notBegun(c, now)
}

func notBegun(c Class, now time.Time) *fault.Fault {
	if c.State == Draft || now.Before(c.StartsAt) {
		return nil
	}
	return fault.New(fault.Conflict, "classes.begun")
}

func begun(c Class, now time.Time) *fault.Fault {
	if now.Before(c.StartsAt.Add(-earlyMarks)) {
		return fault.New(fault.Conflict, "classes.not_begun")
	}
	return nil
}

func ended(c Class, now time.Time) *fault.Fault {
	if now.Before(c.EndsAt) {
		return fault.New(fault.Conflict, "classes.not_ended")
	}
	return nil
}

func notEnded(c Class, now time.Time) *fault.Fault {
	if c.State == Draft || now.Before(c.EndsAt) {
		return nil
	}
	return fault.New(fault.Conflict, "classes.ended")
}

// CheckOpen finds what a draft lacks to be opened, at paths of its plan.
func CheckOpen(c Class, shows int, now time.Time) *fault.Fault {
	f := fault.New(fault.Conflict, "classes.not_ready")
	if shows == 0 {
		f.At("body.competencies", "classes.no_competencies", nil)
	}
	if !now.Before(c.StartsAt) {
		f.At("body.sessions", "classes.starts_in_past", nil)
	}
	if len(f.Fields) == 0 {
		return nil
	}
	return f
}

// CheckClose refuses while marks are missing.
func CheckClose(missing, people int) *fault.Fault {
	if missing == 0 {
		return nil
	}
	return fault.New(fault.Conflict, "classes.marks_missing").With(fault.Args{"missing": missing, "people": people})
}
