package gaps_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/uptrace/bun"

	"camtay/app/clock"
	"camtay/app/evidence"
	"camtay/app/evidence/evidencetest"
	"camtay/app/gaps"
	"camtay/app/staff/stafftest"
	"camtay/migrations/testdb"
)

func TestMonthEndsAreTheLastDaysOfTheMonthsBefore(t *testing.T) {
	t.Parallel()
	day, err := clock.ParseDay("2026-03-31")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range gaps.MonthEnds(day, 4) {
		got = append(got, d.String())
	}
	if diff := cmp.Diff([]string{"2025-11-30", "2025-12-31", "2026-01-31", "2026-02-28"}, got); diff != "" {
		t.Errorf("month ends (-want +got):\n%s", diff)
	}
}

func trendOf(t *testing.T, tx bun.Tx, w world) []gaps.TrendPoint {
	t.Helper()
	points, err := gaps.Trend(context.Background(), tx, everyone(w), gaps.TrendFilter{CompetencyID: w.intake.ID, UnitID: w.tree.WardA.ID})
	if err != nil {
		t.Fatal(err)
	}
	return points
}

// TestThePastIsCountedFromWhatTheLedgerSaysOfIt: one of two people showed intake
// three months ago, the other shows it as of today.
func TestThePastIsCountedFromWhatTheLedgerSaysOfIt(t *testing.T) {
	t.Parallel()
	ctx, tx := context.Background(), testdb.Tx(t)
	w := newWorld(t, tx)
	var today clock.Day
	if err := tx.NewRaw("select current_date").Scan(ctx, &today); err != nil {
		t.Fatal(err)
	}
	ends := gaps.MonthEnds(today, 3)
	for i, at := range []clock.Day{ends[1].AddDays(-3), today.AddDays(-1)} {
		p := stafftest.New(t, tx, w.tree.CentreA)
		stafftest.Post(t, tx, p, w.position, w.tree.CentreA)
		evidencetest.Post(t, tx, today.Start(), evidencetest.Entry(p, w.intake, int16(3+i), func(e *evidence.Entry) { e.ObservedAt = at.Start() }))
	}
	for range 2 { // writing again changes nothing
		for _, write := range []func(context.Context, bun.Tx, time.Time) error{gaps.Snapshot, gaps.Backfill} {
			if err := write(ctx, tx, today.Start()); err != nil {
				t.Fatal(err)
			}
		}
		points := trendOf(t, tx, w)
		want := []gaps.TrendPoint{
			{Day: ends[0], Computed: true, Required: 2, Met: 0, People: 2},
			{Day: ends[1], Computed: true, Required: 2, Met: 1, People: 2},
			{Day: ends[2], Computed: true, Required: 2, Met: 1, People: 2},
			{Day: today, Required: 2, Met: 2, People: 2},
		}
		if ends[2].AddDays(1) == today { // the second is observed in the month before
			want[2].Met = 2
		}
		if diff := cmp.Diff(want, points[len(points)-4:], days()); diff != "" {
			t.Errorf("trend (-want +got):\n%s", diff)
		}
	}
}
