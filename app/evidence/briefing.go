package evidence

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"camtay/app/clock"
	"camtay/app/fault"
)

// Briefing says that a superior showed people what changed, on a day. ID comes
// from the client: noting it again under the same id changes nothing.
type Briefing struct {
	ID     uuid.UUID
	HeldOn clock.Day
	Note   string
	People []uuid.UUID
}

// tidied is the briefing with its text without spaces around.
func (b Briefing) tidied() Briefing {
	b.Note = strings.TrimSpace(b.Note)
	return b
}

// Check reports, as an Invalid fault with fields, what is wrong with a briefing on
// a day. One may be noted up to a year later.
func (b Briefing) Check(today clock.Day) error {
	f := fault.New(fault.Invalid, "web.invalid")
	if b.ID == uuid.Nil {
		f.At("body.id", "evidence.deed_id", nil)
	}
	if b.HeldOn.IsZero() || today.Before(b.HeldOn) || b.HeldOn.Before(today.AddDays(-maxSeenDays)) {
		f.At("body.held_on", "evidence.briefing_day", nil)
	}
	if utf8.RuneCountInString(b.Note) > maxReason {
		f.At("body.note", "evidence.briefing_note", fault.Args{"most": maxReason})
	}
	if len(b.People) == 0 {
		f.At("body.people", "evidence.briefing_people", nil)
	}
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}

// observed is the instant from which those briefed know: the day's beginning, or
// now when it was today.
func (b Briefing) observed(now time.Time) time.Time {
	if b.HeldOn.Before(clock.DayOf(now)) {
		return b.HeldOn.Start()
	}
	return now
}

// Ours is where a change stands among the people of a scope: who were asked, who
// have learnt it, in how many communes they work and how many of these have
// briefed.
type Ours struct {
	Asked   int
	Learnt  int
	Units   int
	Briefed int
}

// taughtFrom is the instant from which completing a course teaches a change: the
// day given, else when the change was marked. It is zero without a course.
func taughtFrom(course uuid.UUID, on clock.Day, marked time.Time) time.Time {
	switch {
	case course == uuid.Nil:
		return time.Time{}
	case on.IsZero():
		return marked
	}
	return on.Start()
}

// learntBy is the entry by which a course or a briefing refreshes what a change
// made stale; the competency and the learning are still to be filled in.
func learntBy(change Change, e Entry, at time.Time) Entry {
	e.Kind, e.Action, e.Level, e.ObservedAt = KindCompletion, ActionAttest, 1, at
	e.Source, e.Subject = SourceChange, change.Subject
	return e
}

// byCourse is the entry of someone who completed the course that teaches a change.
func byCourse(staffID uuid.UUID) Entry {
	return Entry{StaffID: staffID, Capacity: CapacitySystem, DescriptionKey: "evidence.from_retraining"}
}

// learning is the first learning of a change that a holding does not have; false
// when all are used up.
func (h *holding) learning(c Change) (uuid.UUID, bool) {
	for _, id := range c.learnings() {
		if !h.has(SourceChange, id) {
			return id, true
		}
	}
	return uuid.Nil, false
}
