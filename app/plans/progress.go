package plans

import (
	"github.com/google/uuid"

	"camtay/app/clock"
)

// Standing is how far an action is.
type Standing string

// The standings.
const (
	Todo     Standing = "todo"
	UnderWay Standing = "under_way"
	Done     Standing = "done"
)

// Progress is how far an action is by what its owner knows: lessons, attempts,
// sessions. Done of Of are counted where there is something to count. LinkID is
// the pair of a mentor.
type Progress struct {
	Standing Standing
	Done     int
	Of       int
	LinkID   uuid.UUID
}

// Tally counts the targets of a plan.
type Tally struct {
	Targets int
	Met     int
	Overdue int // not met after their day
}

// Count looks at the targets with the levels shown today.
func Count(c Content, levels map[uuid.UUID]int16, today clock.Day) Tally {
	tally := Tally{Targets: len(c.Targets)}
	for _, t := range c.Targets {
		switch {
		case t.Met(levels[t.CompetencyID]):
			tally.Met++
		case t.UntilOn.Before(today):
			tally.Overdue++
		}
	}
	return tally
}

// Met reports whether a level reaches the target.
func (t Target) Met(level int16) bool {
	return level >= t.LevelTo
}

// Ripe reports whether a plan may be completed: every target is met, or its time
// is over.
func (t Tally) Ripe(until, today clock.Day) bool {
	return t.Targets > 0 && t.Met == t.Targets || until.Before(today)
}

// Late reports whether an action is not done after its day.
func (a Action) Late(p Progress, today clock.Day) bool {
	return p.Standing != Done && a.UntilOn.Before(today)
}
