package staff

import (
	"time"

	"github.com/google/uuid"

	"camtay/app/clock"
	"camtay/app/fault"
)

// Kinds of absence.
const (
	AbsentOnLeave    = "leave"
	AbsentOnMission  = "mission"
	AbsentInTraining = "training"
	AbsentOtherwise  = "other"
)

const (
	// MaxAbsenceDays is the longest absence that is entered at once.
	MaxAbsenceDays = 366
	// MaxAbsenceAge is how long after its last day an absence may still be entered.
	MaxAbsenceAge = 31
)

// Absence is when someone is away, both days included.
type Absence struct {
	ID        uuid.UUID
	StaffID   uuid.UUID
	From      clock.Day
	Until     clock.Day
	Kind      string
	EnteredBy uuid.UUID // zero: an account without a staff record, or loaded data
	CreatedAt time.Time
}

// Covers reports whether the person is away on a day.
func (a Absence) Covers(on clock.Day) bool {
	return !on.Before(a.From) && !a.Until.Before(on)
}

// Check decides whether the absence may be entered on a day. Fault: Invalid with
// fields staff.absence_order, staff.absence_long {days}, staff.absence_old {days}.
func (a Absence) Check(today clock.Day) error {
	f := fault.New(fault.Invalid, "web.invalid")
	switch {
	case a.Until.Before(a.From):
		f.At("body.until", "staff.absence_order", nil)
	case !a.Until.Before(a.From.AddDays(MaxAbsenceDays)):
		f.At("body.until", "staff.absence_long", fault.Args{"days": MaxAbsenceDays})
	case a.Until.AddDays(MaxAbsenceAge).Before(today):
		f.At("body.until", "staff.absence_old", fault.Args{"days": MaxAbsenceAge})
	}
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}
