package gaps_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/google/uuid"
	"pgregory.net/rapid"

	"camtay/app/clock"
	"camtay/app/gaps"
)

func dayOf(n int) clock.Day {
	return clock.DayOf(time.Date(2026, time.November, 1, 5, 0, 0, 0, time.UTC)).AddDays(n)
}

func spans(t *rapid.T) []gaps.Span {
	ids := []uuid.UUID{{1}, {2}, {3}}
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) gaps.Span {
		from := rapid.IntRange(-20, 20).Draw(t, "from")
		s := gaps.Span{
			CompetencyID: ids[rapid.IntRange(0, 2).Draw(t, "competency")], Level: int16(rapid.IntRange(1, 5).Draw(t, "level")),
			Critical: rapid.Bool().Draw(t, "critical"), From: dayOf(from),
		}
		if rapid.Bool().Draw(t, "ends") {
			s.Until = dayOf(from + rapid.IntRange(1, 20).Draw(t, "days"))
		}
		return s
	}), 0, 8).Draw(t, "spans")
}

// TestWhatIsRequiredIsTheMaximumOfTheRowsShownOnEveryDay replays the changes from
// today on and compares with the rows day by day.
func TestWhatIsRequiredIsTheMaximumOfTheRowsShownOnEveryDay(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		all := spans(t)
		changes := gaps.Ahead(all, dayOf(0))
		for _, id := range []uuid.UUID{{1}, {2}, {3}} {
			now, _ := gaps.Required(all, id, dayOf(0))
			for n := range 45 {
				for _, c := range changes {
					if c.Day != dayOf(n) {
						continue
					}
					for _, item := range c.Items {
						var most int16
						for _, s := range item.Spans {
							most = max(most, s.Level)
						}
						if most != item.After {
							t.Fatalf("on %s rows show %d, required %d", c.Day, most, item.After)
						}
						if item.CompetencyID == id {
							if item.Before != now {
								t.Fatalf("on %s before is %d, was %d", c.Day, item.Before, now)
							}
							now = item.After
						}
					}
				}
				if want, _ := gaps.Required(all, id, dayOf(n)); now != want {
					t.Fatalf("day %d: changes come to %d, the rows to %d", n, now, want)
				}
			}
		}
	})
}

func TestAFuturePostShowsTheGapAndItsDay(t *testing.T) {
	t.Parallel()
	id := uuid.UUID{1}
	now := gaps.Span{CompetencyID: id, Level: 2, From: dayOf(-10), Until: dayOf(5)}
	next := gaps.Span{CompetencyID: id, Level: 4, Critical: true, From: dayOf(5)}
	want := []gaps.Change{{Day: dayOf(5), Items: []gaps.ChangedItem{{CompetencyID: id, Before: 2, After: 4, Critical: true, Spans: []gaps.Span{next}}}}}
	if diff := cmp.Diff(want, gaps.Ahead([]gaps.Span{now, next}, dayOf(0)), days()); diff != "" {
		t.Errorf("changes (-want +got):\n%s", diff)
	}
}

func days() cmp.Option { return cmpopts.EquateComparable(clock.Day{}) }
