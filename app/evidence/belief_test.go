package evidence_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"camtay/app/evidence"
)

func TestTheBeliefIsCalibratedAndBeatsAverageAndConstant(t *testing.T) {
	t.Parallel()
	m := evidence.DefaultModel()
	for seed := range uint64(3) {
		got := evidence.Simulate(evidence.Truth{People: 20_000, Seed: seed, Noise: 1, Forget: 1, Severity: m.Bias}, &m)
		t.Logf("%+v", got)
		if got.Coverage < 0.88 || got.Coverage > 0.92 {
			t.Errorf("seed %d: intervals of 90 %% hold %.3f", seed, got.Coverage)
		}
		for group, share := range got.ByAge {
			if share < 0.87 || share > 0.93 {
				t.Errorf("seed %d: of %s evidence they hold %.3f", seed, group, share)
			}
		}
		for k, other := range []string{"", "plain average", "constant"} {
			if k > 0 && (got.RMSE[0] >= got.RMSE[k] || got.LogLoss[0] >= got.LogLoss[k]) {
				t.Errorf("seed %d: not better than the %s: %+v", seed, other, got)
			}
		}
	}
}

// TestInAWorldOtherThanSupposedTheBeliefStaysUsable keeps how far it is off where
// the parameters are wrong.
func TestInAWorldOtherThanSupposedTheBeliefStaysUsable(t *testing.T) {
	t.Parallel()
	m := evidence.DefaultModel()
	for name, w := range map[string]evidence.Truth{
		"noisier evidence":  {People: 20_000, Seed: 1, Noise: 1.3, Forget: 1, Severity: m.Bias},
		"better evidence":   {People: 20_000, Seed: 1, Noise: 0.7, Forget: 1, Severity: m.Bias},
		"faster forgetting": {People: 20_000, Seed: 1, Noise: 1, Forget: 2, Severity: m.Bias},
		"slower forgetting": {People: 20_000, Seed: 1, Noise: 1, Forget: 0.5, Severity: m.Bias},
		"unlike assessors":  {People: 20_000, Seed: 1, Noise: 1, Forget: 1, Severity: 2 * m.Bias},
	} {
		got := evidence.Simulate(w, &m)
		t.Logf("%s: %+v", name, got)
		if got.Coverage < 0.80 || got.Coverage > 0.97 || got.RMSE[0] >= got.RMSE[2] {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func drawSeen(t *rapid.T) []evidence.Entry {
	return entriesFrom(rapid.SliceOfN(rapid.Byte(), 0, 96).Draw(t, "seen"))
}

func TestABeliefIsSaneWhateverWasSeen(t *testing.T) {
	t.Parallel()
	m := evidence.DefaultModel()
	rapid.Check(t, func(t *rapid.T) {
		seen := drawSeen(t)
		b := evidence.Believe(seen, &m, t0)
		if math.IsNaN(b.Mean) || math.IsNaN(b.SD) || b.SD <= 0 || b.SD > m.SD+1e-9 || b.Mean < -5 || b.Mean > 10 {
			t.Fatalf("belief %+v", b)
		}
		seed := rapid.Uint64().Draw(t, "seed")
		shuffled := slices.Clone(seen)
		rand.New(rand.NewPCG(seed, 3)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		if again := evidence.Believe(shuffled, &m, t0); again != b {
			t.Fatalf("depends on the order: %+v and %+v", b, again)
		}
		for level := int16(1); level < 5; level++ {
			if b.AtLeast(level+1) > b.AtLeast(level) {
				t.Fatalf("level %d likelier than %d", level+1, level)
			}
		}
	})
}

func TestAHigherLevelSeenNeverLowersTheBelief(t *testing.T) {
	t.Parallel()
	m := evidence.DefaultModel()
	rapid.Check(t, func(t *rapid.T) {
		seen := drawSeen(t)
		if len(seen) == 0 {
			return
		}
		i := rapid.IntRange(0, len(seen)-1).Draw(t, "raised")
		before := evidence.Believe(seen, &m, t0)
		// A level within what the kind can tell apart: at its most it becomes a bound.
		if seen[i].Level+1 >= m.Most[seen[i].Kind] {
			return
		}
		seen[i].Level++
		if after := evidence.Believe(seen, &m, t0); after.Mean < before.Mean-1e-9 {
			t.Fatalf("mean fell from %f to %f", before.Mean, after.Mean)
		}
	})
}

func TestAReCheckFallsDueOnTheDayTheBeliefGivesWay(t *testing.T) {
	t.Parallel()
	m := evidence.DefaultModel()
	seen := []evidence.Entry{
		entry(1, evidence.KindObservation, evidence.ActionAttest, 4), entry(2, evidence.KindSimulator, evidence.ActionAttest, 4),
	}
	b := evidence.Believe(seen, &m, t0)
	due, ok := b.Recheck(3)
	if !ok || b.AtLeast(3) < 0.8 {
		t.Fatalf("level 3 is believed at %.2f, due %v", b.AtLeast(3), ok)
	}
	on := func(at time.Time) float64 { return evidence.Believe(seen, &m, at).AtLeast(3) }
	if before, after := on(due.AddDate(0, 0, -1)), on(due); before < 0.8 || after >= 0.8 {
		t.Errorf("the day before %.4f, on the day %.4f", before, after)
	}
	if at, ok := b.Recheck(5); !ok || !at.Equal(t0) {
		t.Errorf("a level that is not believed is to be looked at now, not %v", at)
	}
}
