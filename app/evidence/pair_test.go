package evidence

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"pgregory.net/rapid"
)

func TestEntriesAreOrderedAsSortingWouldOrderThem(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		id := func(label string) uuid.UUID {
			return uuid.UUID{byte(rapid.IntRange(0, 5).Draw(t, label)), 15: byte(rapid.IntRange(0, 1).Draw(t, label))}
		}
		entries := make([]Entry, rapid.IntRange(0, 40).Draw(t, "entries"))
		for i := range entries {
			entries[i] = Entry{StaffID: id("person"), CompetencyID: id("competency"), Level: int16(i)}
		}
		want := slices.Clone(entries)
		slices.SortStableFunc(want, func(a, b Entry) int { return pairOf(a).compare(pairOf(b)) })
		if diff := cmp.Diff(want, byPair(entries)); diff != "" {
			t.Fatalf("not as sorted (−want +got):\n%s", diff)
		}
	})
}
