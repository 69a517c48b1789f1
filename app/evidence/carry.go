package evidence

import (
	"time"

	"github.com/google/uuid"

	"camtay/app/competency"
)

// SourceCarry is the source of entries that count for a competency what was shown
// of one that it goes on as.
const SourceCarry = "carry"

// Carry is what the entries of one person in a competency become in another one
// that it goes on as: new entries of the same kind, by the same actor, at most of
// the move's level, which count from and to the same instants. What was taken
// back, only noted or said about oneself is not carried. SourceID follows from the
// old entry and the new competency, so that carrying twice gives the same entries. They are judged by the rules their
// origins are bound to.
func Carry(entries []Entry, move competency.Move) []Entry {
	back := map[uuid.UUID]bool{}
	for _, e := range entries {
		if e.Action == ActionWithdraw {
			back[e.WithdrawsID] = true
		}
	}
	var carried []Entry
	for _, e := range entries {
		if e.Action != ActionAttest && e.Action != ActionOverride || back[e.ID] || e.SelfMade() {
			continue
		}
		c := e
		c.ID, c.CompetencyID = uuid.Nil, move.ToID
		c.Level = min(e.Level, move.MostLevel)
		c.Capacity = CapacitySystem
		c.Source, c.SourceID = SourceCarry, uuid.NewSHA1(e.ID, move.ToID[:])
		c.CompetencyVersion, c.Strength, c.Seq, c.Hash, c.PostedAt = 0, 0, 0, nil, time.Time{}
		c.DescriptionKey, c.DescriptionArgs = "evidence.from_carry", map[string]any{"competency": move.FromVI}
		carried = append(carried, c)
	}
	return carried
}
