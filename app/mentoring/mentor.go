package mentoring

import (
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

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
}

// NoProfile is what someone who never offered help has: closed, with defaults.
func NoProfile(staffID uuid.UUID) Profile {
	return Profile{StaffID: staffID, Capacity: DefaultCapacity, Modes: []string{Desk, Remote}}
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
