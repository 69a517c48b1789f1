package evidence

import (
	"time"

	"github.com/google/uuid"
)

// Drift is a change of a level that time alone brings unless new evidence comes.
// Of a fall, Kind and ObservedAt are of the entry that carried the level until
// then, and Key and Args the sentence of what becomes of it.
type Drift struct {
	StaffID      uuid.UUID
	CompetencyID uuid.UUID
	At           time.Time
	From         int16
	To           int16
	Kind         string
	ObservedAt   time.Time
	Key          string
	Args         map[string]any
}

// driftsOf are the drifts of one level after now and before an instant.
func driftsOf(entries []Entry, rules *Rules, now, until time.Time) []Drift {
	var drifts []Drift
	before := Fold(entries, rules, now)
	for before.RefoldAt != nil && before.RefoldAt.Before(until) {
		at := *before.RefoldAt
		after := Fold(entries, rules, at)
		if after.Level != before.Level {
			m := Drift{StaffID: entries[0].StaffID, CompetencyID: entries[0].CompetencyID, At: at, From: before.Level, To: after.Level}
			if i := carrier(before, after); i >= 0 && m.To < m.From {
				m.Kind, m.ObservedAt = entries[i].Kind, entries[i].ObservedAt
				m.Key, m.Args = after.Verdicts[i].Key, after.Verdicts[i].Args
			}
			drifts = append(drifts, m)
		}
		before = after
	}
	return drifts
}

// carrier is the entry that showed the highest level before and shows less after,
// or −1.
func carrier(before, after Folded) int {
	best := -1
	for i, v := range before.Verdicts {
		falls := v.Counted && (!after.Verdicts[i].Counted || after.Verdicts[i].Level < v.Level)
		if falls && (best < 0 || v.Level > before.Verdicts[best].Level) {
			best = i
		}
	}
	return best
}
