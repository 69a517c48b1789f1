package gaps_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"camtay/app/gaps"
)

func TestSummaryCountsMetAndMissing(t *testing.T) {
	t.Parallel()
	got := gaps.Summarise([]gaps.Gap{
		{Required: 2, Level: 3}, {Required: 3, Level: 1, Gap: 2}, {Required: 2, Level: 1, Gap: 1, Critical: true}, {Required: 1, Level: 1, Critical: true},
	})
	want := gaps.Summary{Required: 4, Met: 2, Gaps: 2, CriticalGaps: 1}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("summary (-want +got):\n%s", diff)
	}
}

func TestWidestPutsWideThenCriticalFirst(t *testing.T) {
	t.Parallel()
	all := []gaps.Gap{{Code: "met"}, {Code: "one", Gap: 1}, {Code: "two", Gap: 2}, {Code: "critical", Gap: 1, Critical: true}, {Code: "last", Gap: 1}}
	var got []string
	for _, g := range gaps.Widest(all, 3) {
		got = append(got, g.Code)
	}
	if diff := cmp.Diff([]string{"two", "critical", "one"}, got); diff != "" {
		t.Errorf("widest (-want +got):\n%s", diff)
	}
}

func TestBeliefOrdersGapsOfTheSameWeightAndNoOthers(t *testing.T) {
	t.Parallel()
	all := []gaps.Gap{
		{Code: "near", Gap: 1, Short: 300}, {Code: "far", Gap: 1, Short: 1800}, {Code: "wide", Gap: 2}, {Code: "met", Short: 2000}, {Code: "critical", Gap: 1, Critical: true},
	}
	var got []string
	for _, g := range gaps.Widest(all, 9) {
		got = append(got, g.Code)
	}
	if diff := cmp.Diff([]string{"wide", "critical", "far", "near"}, got); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
}
