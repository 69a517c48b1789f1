package evidence

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"camtay/app/clock"
)

// Kinds of evidence.
const (
	KindSelf        = "self"
	KindCompletion  = "completion"
	KindAttendance  = "attendance"
	KindTest        = "test"
	KindCoaching    = "coaching"
	KindPrior       = "prior"
	KindSimulator   = "simulator"
	KindAppraisal   = "appraisal"
	KindObservation = "observation"
)

// Kinds are all kinds, in the order in which a person can most easily get them.
func Kinds() []string {
	return slices.Clone(known)
}

// Actions of an entry.
const (
	ActionLog      = "log"      // noted, never counts
	ActionAttest   = "attest"   // shows a level
	ActionOverride = "override" // sets the level until a date, with a reason
	ActionWithdraw = "withdraw" // takes another entry back
)

// Capacities in which an actor makes an entry.
const (
	CapacitySystem   = "system"
	CapacitySelf     = "self"
	CapacityMentor   = "mentor"
	CapacitySuperior = "superior"
	CapacityTrainer  = "trainer"
	CapacityAssessor = "assessor"
	CapacityOfficer  = "officer"
)

// ErrEntry reports an entry that cannot stand in the ledger.
var ErrEntry = errors.New("invalid evidence entry")

// Entry is one row of the ledger. Level, 0…5, counts for attest and override
// only; of a log it is a note. ActorID is zero when nobody in particular acted.
// ValidUntil is the first instant at which the entry no longer counts, nil when
// it never lapses; FixedUntil says that it was given with the entry and not
// measured by a rule. Subject narrows what the entry is about ("procedure:1.001193",
// "software:mot-cua"), empty for the competency as a whole. (StaffID, CompetencyID,
// Source, SourceID) is unique. WithdrawsID names the entry that a withdrawal takes
// back. The ledger fills in CompetencyVersion, Strength (basis points), RuleVersion,
// Seq (1, 2, … of the person), Hash and PostedAt.
type Entry struct {
	ID                uuid.UUID
	StaffID           uuid.UUID
	CompetencyID      uuid.UUID
	CompetencyVersion int
	Kind              string
	Action            string
	Level             int16
	Strength          int
	ActorID           uuid.UUID
	Capacity          string
	ObservedAt        time.Time
	ValidUntil        *time.Time
	FixedUntil        bool
	Subject           string
	Source            string
	SourceID          uuid.UUID
	WithdrawsID       uuid.UUID
	RuleVersion       int
	DescriptionKey    string
	DescriptionArgs   map[string]any
	Reason            string
	PostedAt          time.Time
	Seq               int64
	Hash              []byte
}

// SelfMade reports an entry by which people speak about themselves: a
// self-assessment, or an entry whose actor is the person and not the system.
func (e Entry) SelfMade() bool {
	return e.Kind == KindSelf || e.Capacity == CapacitySelf ||
		e.ActorID == e.StaffID && e.Capacity != CapacitySystem
}

// Check reports, as ErrEntry, what keeps the entry out of the ledger.
func (e Entry) Check() error {
	switch {
	case e.StaffID == uuid.Nil, e.CompetencyID == uuid.Nil:
		return fmt.Errorf("no person or competency: %w", ErrEntry)
	case !slices.Contains(Kinds(), e.Kind):
		return fmt.Errorf("kind %q: %w", e.Kind, ErrEntry)
	case !slices.Contains(actions(), e.Action):
		return fmt.Errorf("action %q: %w", e.Action, ErrEntry)
	case !slices.Contains(capacities(), e.Capacity):
		return fmt.Errorf("capacity %q: %w", e.Capacity, ErrEntry)
	case e.Level < 0 || e.Level > 5:
		return fmt.Errorf("level %d: %w", e.Level, ErrEntry)
	case e.Source == "" || e.SourceID == uuid.Nil:
		return fmt.Errorf("no source: %w", ErrEntry)
	case e.DescriptionKey == "":
		return fmt.Errorf("no description: %w", ErrEntry)
	case e.Action == ActionOverride && e.Reason == "":
		return fmt.Errorf("override without a reason: %w", ErrEntry)
	case (e.Action == ActionWithdraw) != (e.WithdrawsID != uuid.Nil):
		return fmt.Errorf("withdrawal and the entry it takes back go together: %w", ErrEntry)
	}
	return nil
}

// bound fills in what the rules decide: the version in force, the strength, the
// competency's version, the instants and, for what may count, the end of validity
// by the kind's months. A RuleVersion given by the caller stands.
func (e Entry) bound(rules *Rules, now time.Time) Entry {
	if e.RuleVersion == 0 {
		e.RuleVersion = rules.Judge
	}
	if e.ObservedAt.IsZero() {
		e.ObservedAt = now
	}
	e.ObservedAt = clock.Instant(e.ObservedAt)
	e.PostedAt = clock.Instant(now)
	e.CompetencyVersion = max(rules.Codes[e.CompetencyID].Version, 1)
	e.Strength = rules.Sets[e.RuleVersion].Kinds[e.Kind].Strength
	e.FixedUntil = false
	months := 0
	if set := rules.judge(e.CompetencyID).sets[e.RuleVersion]; set != nil {
		months = set.months[kindIndex(e.Kind)]
	}
	switch {
	case e.Action == ActionWithdraw:
		e.Level, e.ValidUntil = 0, nil
	case e.Action == ActionLog:
		e.ValidUntil = nil
	case e.ValidUntil != nil:
		until := clock.Instant(*e.ValidUntil)
		e.ValidUntil, e.FixedUntil = &until, true
	case months > 0:
		until := MonthsAfter(e.ObservedAt, months)
		e.ValidUntil = &until
	}
	return e
}

// MonthsAfter is the same time of day in Vietnam on the same day of the month
// that many months later; a month without that day gives its last day.
func MonthsAfter(t time.Time, months int) time.Time {
	local := t.In(clock.Zone)
	moved := local.AddDate(0, months, 0)
	if moved.Day() != local.Day() {
		moved = moved.AddDate(0, 0, -moved.Day())
	}
	return clock.Instant(moved)
}

func actions() []string {
	return []string{ActionLog, ActionAttest, ActionOverride, ActionWithdraw}
}

func capacities() []string {
	return []string{
		CapacitySystem, CapacitySelf, CapacityMentor, CapacitySuperior,
		CapacityTrainer, CapacityAssessor, CapacityOfficer,
	}
}

// LevelChanged says that someone's level in a competency moved. Book is the
// number of the change of rules that moved it, 0 when evidence or time did.
type LevelChanged struct {
	StaffID      uuid.UUID `json:"staff_id"`
	CompetencyID uuid.UUID `json:"competency_id"`
	From         int16     `json:"from"`
	To           int16     `json:"to"`
	Book         int       `json:"book,omitempty"`
}

// Kind is fixed; queued rows carry it.
func (LevelChanged) Kind() string {
	return "evidence.level_changed"
}
