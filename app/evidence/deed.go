package evidence

import (
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"camtay/app/clock"
	"camtay/app/fault"
)

// What people do to a person's evidence by hand.
const (
	DeedSelf        = "self"
	DeedAppraisal   = "appraisal"
	DeedObservation = "observation"
	DeedOverride    = "override"
)

const (
	sourceWithdrawal = "withdrawal"

	minReason      = 10
	maxReason      = 1000
	maxSeenDays    = 366
	overrideMonths = 24
)

// Deed is what somebody says of a person's level in a competency. ID comes from
// the client: saying it again under the same id changes nothing. SeenOn is the
// day of an observation, zero for today; Until the last day of an override.
type Deed struct {
	ID     uuid.UUID
	Act    string
	Level  int16
	Reason string
	SeenOn clock.Day
	Until  clock.Day
}

// tidied is the deed with its text without spaces around.
func (d Deed) tidied() Deed {
	d.Reason = strings.TrimSpace(d.Reason)
	return d
}

// Check reports, as an Invalid fault with fields, what is wrong with a deed on a
// day. Everyone but the person themself gives a reason.
func (d Deed) Check(today clock.Day) error {
	f := fault.New(fault.Invalid, "web.invalid")
	if d.ID == uuid.Nil {
		f.At("body.id", "evidence.deed_id", nil)
	}
	if d.Level < 0 || d.Level > 5 {
		f.At("body.level", "evidence.rules_level", nil)
	}
	length := utf8.RuneCountInString(d.Reason)
	if length > maxReason || d.Act != DeedSelf && length < minReason {
		f.At("body.reason", "evidence.deed_reason", fault.Args{"least": minReason, "most": maxReason})
	}
	if d.Act == DeedObservation && !d.SeenOn.IsZero() && (today.Before(d.SeenOn) || d.SeenOn.Before(today.AddDays(-maxSeenDays))) {
		f.At("body.seen_on", "evidence.deed_seen", nil)
	}
	last := clock.DayOf(MonthsAfter(today.Start(), overrideMonths))
	if d.Act == DeedOverride && (d.Until.IsZero() || d.Until.Before(today) || last.Before(d.Until)) {
		f.At("body.until", "evidence.deed_until", fault.Args{"months": overrideMonths})
	}
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}

// entry is the deed as an entry about a person, by an actor in a capacity.
func (d Deed) entry(who actor, competencyID uuid.UUID, today clock.Day) Entry {
	e := Entry{
		StaffID: who.about, CompetencyID: competencyID, Kind: d.Act, Action: ActionAttest, Level: d.Level,
		ActorID: who.staffID, Capacity: who.capacity, Source: d.Act, SourceID: d.ID,
		DescriptionKey: "evidence.from_" + d.Act, Reason: d.Reason,
	}
	switch d.Act {
	case DeedSelf:
		e.Action = ActionLog
	case DeedObservation:
		if !d.SeenOn.IsZero() && d.SeenOn.Before(today) {
			e.ObservedAt = d.SeenOn.Start()
		}
	case DeedOverride:
		until := d.Until.AddDays(1).Start()
		e.Kind, e.Action, e.ValidUntil = KindAppraisal, ActionOverride, &until
	}
	return e
}

// checkReason reports, as an Invalid fault, a reason too short or too long.
func checkReason(location, reason string) error {
	if n := utf8.RuneCountInString(reason); n < minReason || n > maxReason {
		return fault.New(fault.Invalid, "web.invalid").
			At(location, "evidence.deed_reason", fault.Args{"least": minReason, "most": maxReason})
	}
	return nil
}

// actor is who acts on whose evidence, and in what capacity.
type actor struct {
	staffID  uuid.UUID
	about    uuid.UUID
	path     string // of the unit of whom it is about
	capacity string
}

// Recorded says that somebody else added an entry about a person by hand: an
// appraisal, an observation, an override or a withdrawal.
type Recorded struct {
	EntryID uuid.UUID `json:"entry_id"`
}

// Kind is fixed; queued rows carry it.
func (Recorded) Kind() string {
	return "evidence.recorded"
}
