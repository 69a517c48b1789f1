package effects

import (
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/clock"
	"camtay/app/evidence"
)

// DueDays is how long after a pair's end its learner is to be looked at anew.
const DueDays = 14

// Reassessment is one competency of a pair that is over. LevelBefore is as of the
// pair's beginning; DoneAt, LevelAfter and EntryID are set once evidence came that
// is not the mentor's.
type Reassessment struct {
	bun.BaseModel `bun:"table:reassessments"`

	ID           uuid.UUID `bun:",pk"`
	PairID       uuid.UUID
	CompetencyID uuid.UUID
	Target       int16
	LevelBefore  int16
	DueOn        clock.Day
	AskedOn      clock.Day
	RemindedOn   clock.Day
	DoneAt       *time.Time
	LevelAfter   *int16
	EntryID      uuid.UUID `bun:",nullzero"`
	CreatedAt    time.Time
	UpdatedAt    time.Time
}

// DueOn is the day by which a learner is to be looked at anew.
func DueOn(closedAt time.Time) clock.Day {
	return clock.DayOf(closedAt).AddDays(DueDays)
}

// Standing is where a re-assessment stands on a day.
type Standing string

// The standings.
const (
	Waiting Standing = "waiting"
	Overdue Standing = "late"
	Done    Standing = "done"
)

// StandingOn is where it stands.
func StandingOn(done bool, due, today clock.Day) Standing {
	switch {
	case done:
		return Done
	case due.Before(today):
		return Overdue
	}
	return Waiting
}

// Looking are the kinds of evidence by which somebody is looked at anew: what a
// person can do is tried or watched. Taking part in a class shows it not.
func Looking() []string {
	return []string{evidence.KindTest, evidence.KindSimulator, evidence.KindObservation, evidence.KindAppraisal}
}

// LevelAt is the level as of an instant as if a mentor had said nothing.
func LevelAt(entries []evidence.Entry, mentorID uuid.UUID, rules *evidence.Rules, at time.Time) int16 {
	others := make([]evidence.Entry, 0, len(entries))
	for _, e := range entries {
		if e.Kind != evidence.KindCoaching || e.ActorID != mentorID {
			others = append(others, e)
		}
	}
	return evidence.Fold(others, rules, at).Level
}
