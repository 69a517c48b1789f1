package mentoring

import (
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/clock"
	"camtay/app/fault"
)

const (
	// MinMentorLevel is the level someone must have shown in any competency to
	// offer help: "works independently" on the scale 0…5.
	MinMentorLevel = 3
	// MaxCapacity is the most live pairs one mentor may have.
	MaxCapacity = 20
	// DefaultCapacity is offered to someone without a profile.
	DefaultCapacity = 3
	// DefaultMinutes a week are offered to begin with.
	DefaultMinutes = 120
)

// Modes of coaching.
const (
	Desk   = "desk"   // side by side at the desk or counter
	Remote = "remote" // by telephone or screen
	Group  = "group"
)

// Modes are all modes in their order of display.
func Modes() []string {
	return []string{Desk, Remote, Group}
}

// Profile is what a mentor offers. Capacity counts live pairs, requested and
// active together.
type Profile struct {
	bun.BaseModel `bun:"table:mentors"`

	StaffID   uuid.UUID `bun:",pk"`
	Open      bool
	Capacity  int
	Champion  bool     // digital champion (hạt nhân), set by the department
	Modes     []string `bun:",array"`
	Note      string
	UpdatedAt time.Time

	WeeklyMinutes int        // given to mentoring, 30…1200
	PausedUntil   *clock.Day // takes no one new before that day
}

// NoProfile is what someone who never offered help has: closed, with defaults.
func NoProfile(staffID uuid.UUID) Profile {
	return Profile{StaffID: staffID, Capacity: DefaultCapacity, Modes: []string{Desk, Remote}, WeeklyMinutes: DefaultMinutes}
}

// CheckOpening decides whether a profile may be opened by someone who holds the
// mentor's role or not, whose highest evidenced level in any competency is best.
// Faults: Forbidden mentoring.no_role, Conflict mentoring.no_level {level}.
func CheckOpening(coach bool, best int16) error {
	switch {
	case !coach:
		return fault.New(fault.Forbidden, "mentoring.no_role")
	case best < MinMentorLevel:
		return fault.New(fault.Conflict, "mentoring.no_level").With(fault.Args{"level": MinMentorLevel})
	}
	return nil
}

// InOrder are the given modes without repetition, in order of display. Unknown
// ones are left out.
func InOrder(modes []string) []string {
	ordered := make([]string, 0, len(modes))
	for _, m := range Modes() {
		if slices.Contains(modes, m) {
			ordered = append(ordered, m)
		}
	}
	return ordered
}

const (
	// MinWeekly and MaxWeekly bound the minutes a week that a mentor offers.
	MinWeekly = 30
	// MaxWeekly is as above.
	MaxWeekly = 1200
	// MaxPauseDays is the longest pause that is set at once.
	MaxPauseDays = 366
)

// Wishes are all that a mentor decides about mentoring: the profile, the
// half-days that suit, communes to travel to beside the own, and competencies in
// which not to be asked.
type Wishes struct {
	Profile

	Slots      Slots
	WardIDs    []uuid.UUID
	DeclineIDs []uuid.UUID
}

// Check decides whether wishes can be kept on a day. Fault: Invalid with fields
// mentoring.no_mode, mentoring.no_slot, mentoring.bad_weekly {min,max},
// mentoring.paused_past, mentoring.paused_long {days}.
func (w Wishes) Check(today clock.Day) error {
	f := fault.New(fault.Invalid, "web.invalid")
	if len(w.Modes) == 0 {
		f.At("body.modes", "mentoring.no_mode", nil)
	}
	if w.Open && w.Slots == 0 {
		f.At("body.slots", "mentoring.no_slot", nil)
	}
	if w.WeeklyMinutes < MinWeekly || w.WeeklyMinutes > MaxWeekly {
		f.At("body.weekly_minutes", "mentoring.bad_weekly", fault.Args{"min": MinWeekly, "max": MaxWeekly})
	}
	if w.PausedUntil != nil {
		switch {
		case !today.Before(*w.PausedUntil):
			f.At("body.paused_until", "mentoring.paused_past", nil)
		case today.AddDays(MaxPauseDays).Before(*w.PausedUntil):
			f.At("body.paused_until", "mentoring.paused_long", fault.Args{"days": MaxPauseDays})
		}
	}
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}
