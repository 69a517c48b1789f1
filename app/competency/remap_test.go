package competency_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"pgregory.net/rapid"

	"camtay/app/clock"
	"camtay/app/competency"
)

func dayAt(t *rapid.T, n int) clock.Day {
	d, err := clock.NewDay(2026, time.November, 1)
	if err != nil {
		t.Fatal(err)
	}
	return d.AddDays(n)
}

func drawSpan(t *rapid.T) competency.Span {
	from := rapid.IntRange(0, 20).Draw(t, "from")
	s := competency.Span{
		Level: int16(rapid.IntRange(1, 5).Draw(t, "level")), Critical: rapid.Bool().Draw(t, "critical"),
		Weight: int16(rapid.IntRange(1, 9).Draw(t, "weight")), From: dayAt(t, from),
	}
	if rapid.Bool().Draw(t, "ends") {
		s.Until = dayAt(t, from+rapid.IntRange(1, 10).Draw(t, "days"))
	}
	return s
}

// strictest is the strictest of spans on a day.
func strictest(spans []competency.Span, d clock.Day) (level, weight int16, critical bool) {
	for _, s := range spans {
		if d.Before(s.From) || !s.Until.IsZero() && !d.Before(s.Until) {
			continue
		}
		level, weight, critical = max(level, s.Level), max(weight, s.Weight), critical || s.Critical
	}
	return level, weight, critical
}

func TestMergedSpansAskTheStrictestOnEveryDayAndNeverOverlap(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		spans := rapid.SliceOfN(rapid.Custom(drawSpan), 0, 6).Draw(t, "spans")
		from := dayAt(t, rapid.IntRange(0, 20).Draw(t, "today"))
		got := competency.Merge(spans, from)
		for n := range 40 {
			d := dayAt(t, n)
			wantLevel, wantWeight, wantCritical := strictest(spans, d)
			if d.Before(from) {
				wantLevel, wantWeight, wantCritical = 0, 0, false
			}
			level, weight, critical := strictest(got, d)
			if level != wantLevel || weight != wantWeight || critical != wantCritical {
				t.Fatalf("on %s: got %d %d %v, want %d %d %v", d, level, weight, critical, wantLevel, wantWeight, wantCritical)
			}
		}
		for i := 1; i < len(got); i++ {
			if got[i-1].Until.IsZero() || got[i].From.Before(got[i-1].Until) {
				t.Fatalf("%+v overlaps %+v", got[i-1], got[i])
			}
		}
	})
}

func TestMappingLosesNoRequirement(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		ids := []uuid.UUID{uuid.New(), uuid.New(), uuid.New(), uuid.New()}
		gone := ids[:rapid.IntRange(1, 2).Draw(t, "gone")]
		kept := ids[2:]
		var maps []competency.Mapping
		for _, from := range gone {
			for _, to := range kept {
				if rapid.Bool().Draw(t, "mapped") {
					maps = append(maps, competency.Mapping{FromID: from, ToID: to})
				}
			}
		}
		keys := []competency.DemandKey{{PositionID: uuid.New()}, {PositionID: uuid.New()}, {UnitID: uuid.New(), Authority: "37.1"}}
		var demands []competency.Demand
		for _, key := range keys {
			for _, id := range ids {
				if rapid.Bool().Draw(t, "asked") {
					demands = append(demands, competency.Demand{Key: key, CompetencyID: id, Span: drawSpan(t)})
				}
			}
		}
		today := dayAt(t, rapid.IntRange(0, 20).Draw(t, "today"))
		after := map[competency.DemandKey]map[uuid.UUID][]competency.Span{}
		for _, key := range keys {
			after[key] = map[uuid.UUID][]competency.Span{}
		}
		for _, x := range demands {
			after[x.Key][x.CompetencyID] = append(after[x.Key][x.CompetencyID], x.Span)
		}
		for _, r := range competency.Remap(demands, maps, gone, today) {
			after[r.Key][r.CompetencyID] = r.Spans
		}
		for _, x := range demands {
			targets := []uuid.UUID{x.CompetencyID}
			if cmp.Equal(x.CompetencyID, gone[0]) || len(gone) > 1 && x.CompetencyID == gone[1] {
				targets = nil
				for _, m := range maps {
					if m.FromID == x.CompetencyID {
						targets = append(targets, m.ToID)
					}
				}
			}
			for n := range 40 {
				d := dayAt(t, n)
				want, _, critical := strictest([]competency.Span{x.Span}, d)
				if d.Before(today) || want == 0 {
					continue
				}
				for _, to := range targets {
					level, _, isCritical := strictest(after[x.Key][to], d)
					if level < want || critical && !isCritical {
						t.Fatalf("on %s %d became %d", d, want, level)
					}
				}
			}
		}
	})
}
