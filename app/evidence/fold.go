package evidence

import (
	"bytes"
	"slices"
	"time"

	"github.com/google/uuid"
)

// Rule is what one kind of evidence can show: at most MaxLevel, for ValidMonths
// (0 means it does not lapse).
type Rule struct {
	MaxLevel    int16
	ValidMonths int
}

// Rules are the rules of all versions, by version and kind. An entry keeps to
// the version it was written under.
type Rules map[int]map[string]Rule

// Latest is the highest version, 0 when there is none.
func (r Rules) Latest() int {
	latest := 0
	for version := range r {
		latest = max(latest, version)
	}
	return latest
}

// Verdict says what one entry does for the level. Counted entries show Level;
// others show nothing. Key and Args are the sentence that says why.
type Verdict struct {
	EntryID uuid.UUID
	Counted bool
	Level   int16
	Key     string
	Args    map[string]any
}

// Folded is what the entries of one person in one competency come to. Verdicts
// stand in the order of the entries given. RefoldAt is the first instant after
// now at which the fold may come out differently without any new entry; nil
// means never. OverriddenBy is the override that decides, or zero.
type Folded struct {
	Level        int16
	Verdicts     []Verdict
	RefoldAt     *time.Time
	OverriddenBy uuid.UUID
}

// Fold is the rule of levels. For one person and one competency at instant now:
//
//	withdrawn(e)  = some entry with action withdraw names e
//	in force(e)   = e.observed_at ≤ now < e.valid_until (no valid_until: for ever)
//	may count(e)  = not withdrawn(e), not self-made(e), in force(e)
//	shows(e)      = min(e.level, max_level of e.kind in e.rule_version)   for attest
//	level         = level of the latest override that may count, if there is one
//	              = max of shows(e) over the attests that may count, otherwise
//	              = 0 when nothing counts
//
// Logs and self-assessments never count, whatever their action. Of several
// overrides the one observed last decides; on equal instants the greater id. A
// withdrawal holds from the moment it is in the ledger and cannot itself be
// withdrawn. The result does not depend on the order of the entries.
func Fold(entries []Entry, rules Rules, now time.Time) Folded {
	withdrawn := map[uuid.UUID]bool{}
	for _, e := range entries {
		if e.Action == ActionWithdraw {
			withdrawn[e.WithdrawsID] = true
		}
	}
	var out Folded
	deciding := -1
	for i, e := range entries {
		if mayCount(e, withdrawn) {
			out.RefoldAt = earlier(out.RefoldAt, nextChange(e, now))
		}
		if e.Action == ActionOverride && discount(e, withdrawn, rules, now) == nil &&
			(deciding < 0 || later(e, entries[deciding])) {
			deciding = i
		}
	}
	for i, e := range entries {
		v := discount(e, withdrawn, rules, now)
		switch {
		case v != nil:
		case i == deciding:
			v = &Verdict{Counted: true, Level: e.Level, Key: "evidence.why_override", Args: map[string]any{"level": e.Level}}
			out.OverriddenBy = e.ID
		case deciding >= 0 && e.Action == ActionOverride:
			v = &Verdict{Key: "evidence.why_older_override"}
		case deciding >= 0:
			v = &Verdict{Key: "evidence.why_overridden"}
		default:
			v = attested(e, rules)
		}
		v.EntryID = e.ID
		if v.Counted {
			out.Level = max(out.Level, v.Level)
		}
		out.Verdicts = append(out.Verdicts, *v)
	}
	return out
}

// mayCount reports an entry that counts at some time unless a rule is missing.
func mayCount(e Entry, withdrawn map[uuid.UUID]bool) bool {
	return (e.Action == ActionAttest || e.Action == ActionOverride) && !e.SelfMade() && !withdrawn[e.ID]
}

// discount says why an entry does not count at now by itself, nil if it may.
func discount(e Entry, withdrawn map[uuid.UUID]bool, rules Rules, now time.Time) *Verdict {
	_, ruled := rules[e.RuleVersion][e.Kind]
	switch {
	case e.Action == ActionWithdraw:
		return &Verdict{Key: "evidence.why_withdrawal"}
	case withdrawn[e.ID]:
		return &Verdict{Key: "evidence.why_withdrawn"}
	case e.SelfMade():
		return &Verdict{Key: "evidence.why_self"}
	case e.Action == ActionLog:
		return &Verdict{Key: "evidence.why_log"}
	case e.ObservedAt.After(now):
		return &Verdict{Key: "evidence.why_not_yet", Args: map[string]any{"from": e.ObservedAt}}
	case e.ValidUntil != nil && !now.Before(*e.ValidUntil):
		return &Verdict{Key: "evidence.why_lapsed", Args: map[string]any{"until": *e.ValidUntil}}
	case !ruled:
		return &Verdict{Key: "evidence.why_no_rule"}
	}
	return nil
}

func attested(e Entry, rules Rules) *Verdict {
	most := rules[e.RuleVersion][e.Kind].MaxLevel
	if e.Level > most {
		return &Verdict{Counted: true, Level: most, Key: "evidence.why_capped", Args: map[string]any{"level": e.Level, "most": most}}
	}
	return &Verdict{Counted: true, Level: e.Level, Key: "evidence.why_counts", Args: map[string]any{"level": e.Level}}
}

// nextChange is the next instant after now at which the entry starts or ceases
// to count, nil if there is none.
func nextChange(e Entry, now time.Time) *time.Time {
	if e.ValidUntil != nil && !e.ObservedAt.Before(*e.ValidUntil) {
		return nil
	}
	if e.ObservedAt.After(now) {
		return &e.ObservedAt
	}
	if e.ValidUntil != nil && e.ValidUntil.After(now) {
		return e.ValidUntil
	}
	return nil
}

func earlier(a, b *time.Time) *time.Time {
	if a == nil || b != nil && b.Before(*a) {
		return b
	}
	return a
}

func later(a, b Entry) bool {
	if a.ObservedAt.Equal(b.ObservedAt) {
		return bytes.Compare(a.ID[:], b.ID[:]) > 0
	}
	return a.ObservedAt.After(b.ObservedAt)
}

// Hint names something that would raise a level.
type Hint struct {
	Key  string
	Args map[string]any
}

// Raise says what would lift the folded level towards the required one, or by
// one level when it is met already: each kind of evidence that can show more
// than the level, at the level it should show. While an override holds, only its
// end helps. At level 5 there is nothing to raise.
func Raise(folded Folded, entries []Entry, rules Rules, required int16) []Hint {
	target := max(required, folded.Level+1)
	if folded.Level >= 5 {
		return nil
	}
	if i := slices.IndexFunc(entries, func(e Entry) bool { return e.ID == folded.OverriddenBy }); i >= 0 && folded.OverriddenBy != uuid.Nil {
		if until := entries[i].ValidUntil; until != nil {
			return []Hint{{Key: "evidence.raise_override_until", Args: map[string]any{"until": *until}}}
		}
		return []Hint{{Key: "evidence.raise_override"}}
	}
	var hints []Hint
	for _, kind := range Kinds() {
		level := min(rules[rules.Latest()][kind].MaxLevel, target)
		if kind != KindSelf && level > folded.Level {
			hints = append(hints, Hint{Key: "evidence.raise_" + kind, Args: map[string]any{"level": level}})
		}
	}
	return hints
}
