package mentoring

import (
	"time"

	"github.com/google/uuid"
)

// Item names a thing of the catalogues.
type Item struct {
	Kind    string // course, lesson, procedure
	ID      uuid.UUID
	TitleVI string `bun:"title_vi"`
	TitleEN string `bun:"title_en"`
	Slug    string // of a procedure
}

// Resource is a thing that one of a pair shared with the other.
type Resource struct {
	ID       uuid.UUID
	Item     Item `bun:"embed:item_"`
	Note     string
	SharedBy uuid.UUID
	SharedAt time.Time
}

// Call is a learner's call for help: from which thing, where in it, what about.
type Call struct {
	ID         uuid.UUID
	PairID     uuid.UUID
	Item       Item `bun:"embed:item_"`
	Place      string
	Message    string
	CalledAt   time.Time
	Answer     string
	AnsweredAt *time.Time
}

const (
	// CallPause is how long a learner waits before calling again, in minutes.
	CallPause = 10
	// CallsADay is how often a learner may call within 24 hours.
	CallsADay = 6
)

// MayCall is nil when someone whose calls of the last 24 hours are given may call,
// else the time from which it will be possible.
func MayCall(calls []time.Time, now time.Time) *time.Time {
	var latest, first time.Time
	count := 0
	for _, at := range calls {
		if now.Sub(at) >= 24*time.Hour {
			continue
		}
		count++
		if at.After(latest) {
			latest = at
		}
		if first.IsZero() || at.Before(first) {
			first = at
		}
	}
	var from time.Time
	if count > 0 {
		from = latest.Add(CallPause * time.Minute)
	}
	if day := first.Add(24 * time.Hour); count >= CallsADay && day.After(from) {
		from = day
	}
	if !from.After(now) {
		return nil
	}
	return &from
}
