package evidence_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"camtay/app/competency/competencytest"
	"camtay/app/evidence"
	"camtay/app/evidence/evidencetest"
	"camtay/app/org/orgtest"
	"camtay/app/staff/stafftest"
	"camtay/migrations/testdb"
)

// TestLevelsOfThePastAreTheFoldAsOfThen compares with one fold an instant.
func TestLevelsOfThePastAreTheFoldAsOfThen(t *testing.T) {
	t.Parallel()
	ctx, tx := context.Background(), testdb.Tx(t)
	tree, skill := orgtest.NewTree(t, tx), competencytest.Competency(t, tx)
	now := stafftest.Now()
	var instants []time.Time
	for month := -30; month <= 0; month++ {
		instants = append(instants, evidence.MonthsAfter(now, month))
	}
	rapid.Check(t, func(s *rapid.T) {
		p := stafftest.New(t, tx, tree.CentreA)
		var entries []evidence.Entry
		for range rapid.IntRange(1, 5).Draw(s, "entries") {
			kind := rapid.SampledFrom([]string{evidence.KindTest, evidence.KindAppraisal, evidence.KindObservation, evidence.KindSelf}).Draw(s, "kind")
			months := rapid.IntRange(-30, 0).Draw(s, "month")
			entries = append(entries, evidencetest.Entry(p, skill, int16(rapid.IntRange(1, 5).Draw(s, "level")), func(e *evidence.Entry) {
				e.Kind, e.ObservedAt = kind, evidence.MonthsAfter(now, months)
			}))
		}
		evidencetest.Post(t, tx, now, entries...)
		stored, err := evidence.EntriesOf(ctx, tx, p.ID, skill.ID)
		if err != nil {
			s.Fatal(err)
		}
		rules, err := evidence.LoadRules(ctx, tx)
		if err != nil {
			s.Fatal(err)
		}
		told := 0
		err = evidence.LevelsAt(ctx, tx, instants, func(staffID, _ uuid.UUID, levels []int16) {
			if staffID != p.ID {
				return
			}
			told++
			for i, at := range instants {
				if want := evidence.Fold(stored, rules, at).Level; levels[i] != want {
					s.Errorf("at %s: got %d, want %d", at, levels[i], want)
				}
			}
		})
		if err != nil || told != 1 {
			s.Fatalf("told %d times, %v", told, err)
		}
	})
}
