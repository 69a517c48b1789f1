package evidence

import (
	"time"

	"github.com/google/uuid"
)

// Kinds and states of a run.
const (
	RunPreview = "preview" // looks at what would move
	RunApply   = "apply"   // settles everyone under a new line of the book

	RunRunning    = "running"
	RunCancelling = "cancelling"
	RunDone       = "done"
	RunCancelled  = "cancelled"
)

// Run is a pass over everyone's levels. People and Done count those who have
// evidence; while an applying run is being cancelled, Done falls again. Moved
// people have at least one level that moved, up or down.
type Run struct {
	ID         uuid.UUID
	Kind       string
	State      string
	Book       int // of the line applied, 0 for a preview
	Trying     Trying
	Of         RunOf
	People     int
	Done       int
	Moved      int
	LevelsUp   int
	LevelsDown int
	StartedAt  time.Time
	EndedAt    *time.Time
}

// What a run is of: a version of the rules, a change, or taking a change out of
// force.
const (
	OfRules     = "rules"
	OfChange    = "change"
	OfChangeEnd = "change_end"
)

// RunOf says what a run is of: the version of rules, or the title of the change, which
// a preview of a change has not yet.
type RunOf struct {
	What    string
	Version int
	Title   string
}

// Trying is what a preview adds to the rules in force: the draft of a version, or
// a change that is not marked yet.
type Trying struct {
	RuleVersion int
	Change      *Change
}

// Move is a level that a preview found to move.
type Move struct {
	CompetencyID uuid.UUID
	From, To     int16
}

// tally counts moves of one person into a run.
func (r *Run) tally(moves []Move) {
	r.Done++
	if len(moves) > 0 {
		r.Moved++
	}
	for _, m := range moves {
		if m.To > m.From {
			r.LevelsUp++
		} else {
			r.LevelsDown++
		}
	}
}

// differences are the levels of one person that come out otherwise under other
// rules at the same instant, by competency.
func differences(held []*holding, before, after *Rules, at time.Time) []Move {
	var moves []Move
	for _, h := range held {
		from, _ := settledOf(h.entries, before, at)
		to, _ := settledOf(h.entries, after, at)
		if from != to {
			moves = append(moves, Move{CompetencyID: h.competency, From: from, To: to})
		}
	}
	return moves
}

// rejudge folds a holding under other rules and reports whether its row must be
// written: not when the level as of its settling, and the instant until which it
// stands, come out the same.
func (h *holding) rejudge(rules *Rules, now time.Time) bool {
	level, refoldAt := settledOf(h.entries, rules, h.settledAt)
	if h.known && level == h.stored && sameInstant(refoldAt, h.storedRefold) && (refoldAt == nil || refoldAt.After(now)) {
		h.level = h.stored
		return false
	}
	h.fold(rules, now)
	return true
}

// strickenBy reports whether a change makes evidence stale that would count at an
// instant otherwise.
func (h *holding) strickenBy(change uuid.UUID, rules *Rules, at time.Time) bool {
	f := newFolding(h.entries, rules, at)
	for i := range f.standing {
		if f.standing[i] == isStale && f.stale[i].ID == change {
			return true
		}
	}
	return false
}

// Rejudged says that a change of rules moved someone's levels.
type Rejudged struct {
	StaffID uuid.UUID `json:"staff_id"`
	Book    int       `json:"book"`
	Up      int       `json:"up"`
	Down    int       `json:"down"`
}

// Kind is fixed; queued rows carry it.
func (Rejudged) Kind() string {
	return "evidence.rejudged"
}

// RetrainingAsked says that someone is to learn what changed.
type RetrainingAsked struct {
	StaffID  uuid.UUID `json:"staff_id"`
	ChangeID uuid.UUID `json:"change_id"`
}

// Kind is fixed; queued rows carry it.
func (RetrainingAsked) Kind() string {
	return "evidence.retraining_asked"
}
