package evidence

import (
	"slices"
	"time"

	"github.com/google/uuid"
)

// verdict is the sentence about one entry.
func (f *folding) verdict(i int) Verdict {
	e := &f.entries[i]
	v := Verdict{EntryID: e.ID}
	switch f.standing[i] {
	case isWithdrawal:
		v.Key = "evidence.why_withdrawal"
	case isWithdrawn:
		v.Key = "evidence.why_withdrawn"
	case isSelf:
		v.Key = "evidence.why_self"
	case isLog:
		v.Key = "evidence.why_log"
	case notYet:
		v.Key, v.Args = "evidence.why_not_yet", map[string]any{"from": e.ObservedAt}
	case lapsed:
		v.Key, v.Args = "evidence.why_lapsed", map[string]any{"until": *f.until[i]}
	case unruled:
		v.Key = "evidence.why_no_rule"
	case isStale:
		v.Key, v.Args = "evidence.why_stale", map[string]any{"from": f.stale[i].From}
	case olderJudgement:
		v.Key = "evidence.why_newer_judgement"
	case counts:
		f.weigh(i, &v)
	}
	return v
}

// weigh says what an entry that may count comes to beside the others.
func (f *folding) weigh(i int, v *Verdict) {
	e := &f.entries[i]
	switch {
	case i == f.deciding:
		v.Counted, v.Level, v.Key, v.Args = true, e.Level, "evidence.why_override", map[string]any{"level": e.Level}
		return
	case f.deciding >= 0 && e.Action == ActionOverride:
		v.Key = "evidence.why_older_override"
		return
	case f.deciding >= 0:
		v.Key = "evidence.why_overridden"
		return
	}
	v.Level = f.proves(i)
	v.Counted = v.Level > 0 || e.Level == 0
	above := v.Level + 1
	switch {
	case v.Level < f.shows[i] && !f.holds(i, above):
		v.Key, v.Args = "evidence.why_outvoted", map[string]any{"level": e.Level, "shows": v.Level}
	case v.Level < f.shows[i]:
		want := f.unmet(i, above)
		v.Key, v.Args = "evidence.why_needs", map[string]any{"level": e.Level, "shows": v.Level, "kinds": want.names}
	case e.Level > f.shows[i]:
		v.Key, v.Args = "evidence.why_capped", map[string]any{"level": e.Level, "most": f.shows[i]}
	default:
		v.Key, v.Args = "evidence.why_counts", map[string]any{"level": e.Level}
	}
}

// Hint names something that would raise a level.
type Hint struct {
	Key  string
	Args map[string]any
}

// Case is what a person's level in one competency is judged on.
type Case struct {
	StaffID, CompetencyID uuid.UUID
	Entries               []Entry
	Required              int16
}

// Raise says what would lift the level towards the required one, or by one level
// when it is met already: each kind of evidence of which one further entry, by
// someone not heard before, would raise it, with the level it would then be.
// While an override holds, only its end helps. At level 5 there is nothing to
// raise.
func Raise(c Case, rules *Rules, now time.Time) []Hint {
	folded := Fold(c.Entries, rules, now)
	if folded.Level >= 5 {
		return nil
	}
	if i := slices.IndexFunc(c.Entries, func(e Entry) bool { return e.ID == folded.OverriddenBy }); i >= 0 && folded.OverriddenBy != uuid.Nil {
		if until := c.Entries[i].ValidUntil; until != nil {
			return []Hint{{Key: "evidence.raise_override_until", Args: map[string]any{"until": *until}}}
		}
		return []Hint{{Key: "evidence.raise_override"}}
	}
	more := Entry{
		ID: uuid.Max, StaffID: c.StaffID, CompetencyID: c.CompetencyID, Action: ActionAttest, Capacity: CapacitySystem,
		Level: max(c.Required, folded.Level+1), ActorID: uuid.Max, ObservedAt: now, RuleVersion: rules.Judge,
	}
	var hints []Hint
	for _, kind := range Kinds() {
		more.Kind = kind
		if level, _ := settledOf(append(slices.Clone(c.Entries), more), rules, now); kind != KindSelf && level > folded.Level {
			hints = append(hints, Hint{Key: "evidence.raise_" + kind, Args: map[string]any{"level": level}})
		}
	}
	return hints
}
