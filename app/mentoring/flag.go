package mentoring

import (
	"time"

	"github.com/google/uuid"
)

// Flag is what about a pair needs a look.
type Flag string

// The flags.
const (
	Quiet     Flag = "quiet"      // no session for QuietDays
	Unbooked  Flag = "unbooked"   // nothing booked ahead for UnbookedDays
	LongPause Flag = "long_pause" // paused for PauseDays
)

// After so many days a pair is flagged.
const (
	QuietDays    = 21
	UnbookedDays = 10
	PauseDays    = 30
)

// Pulse is what is known of how alive a pair is. Since is when it was accepted or
// went on after its last pause, LastHeld when its last session was, BookedTo when
// its last booking ends or ended; zero when there is none.
type Pulse struct {
	PairID   uuid.UUID
	State    State
	Since    time.Time
	PausedAt *time.Time
	LastHeld time.Time `bun:",nullzero"`
	BookedTo time.Time `bun:",nullzero"`
}

// Flags are what about the pair needs a look now.
func (p Pulse) Flags(now time.Time) []Flag {
	over := func(from time.Time, days int) bool { return !now.Before(from.AddDate(0, 0, days)) }
	if p.State == Paused && p.PausedAt != nil && over(*p.PausedAt, PauseDays) {
		return []Flag{LongPause}
	}
	if p.State != Active {
		return nil
	}
	var flags []Flag
	if over(latest(p.Since, p.LastHeld), QuietDays) {
		flags = append(flags, Quiet)
	}
	if over(latest(p.Since, p.LastHeld, p.BookedTo), UnbookedDays) {
		flags = append(flags, Unbooked)
	}
	return flags
}

func latest(first time.Time, others ...time.Time) time.Time {
	for _, t := range others {
		if t.After(first) {
			first = t
		}
	}
	return first
}
