package effects_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"camtay/app/effects"
)

// province draws people of whom those with wide gaps, young and of weak offices
// are mentored more often, and who would gain more or less for the same reasons.
// With a mentor they gain truth more.
func province(d *rand.Rand, people int, truth float64) []effects.Unit {
	units := make([]effects.Unit, 0, people)
	for range people {
		gap, age, office := float64(1+d.IntN(3)), d.NormFloat64(), d.NormFloat64()
		lean := -3.3 + 0.7*gap - 0.4*age - 0.5*office
		u := effects.Unit{
			Treated: d.Float64() < 1/(1+math.Exp(-lean)), Stratum: d.IntN(3),
			X:    []float64{gap, age, office, d.NormFloat64()},
			Gain: 0.4*gap - 0.2*age - 0.15*office + 0.1*float64(d.IntN(3)) + 0.8*d.NormFloat64(),
		}
		if u.Treated {
			u.Gain += truth
		}
		units = append(units, u)
	}
	return units
}

// differences are the matched ones, as the service would read them back.
func differences(units []effects.Unit, c effects.Comparison) []effects.Difference {
	all := make([]effects.Difference, 0, len(c.Matched))
	for _, m := range c.Matched {
		d := effects.Difference{Gain: units[m.Unit].Gain}
		for _, o := range m.Others {
			d.Others = append(d.Others, effects.Other{ID: o, Gain: units[o].Gain, Variance: c.Spread[o]})
		}
		all = append(all, d)
	}
	return all
}

func naive(units []effects.Unit) float64 {
	var sum, n [2]float64
	for _, u := range units {
		group := 0
		if u.Treated {
			group = 1
		}
		sum[group] += u.Gain
		n[group]++
	}
	return sum[1]/n[1] - sum[0]/n[0]
}

func TestMatchingRemovesTheBiasAndItsIntervalHoldsTheTruth(t *testing.T) {
	t.Parallel()
	const runs, truth = 400, 0.5
	held, plain, matched, naiveHeld := 0, 0.0, 0.0, 0
	for run := range runs {
		units := province(rand.New(rand.NewPCG(2026, uint64(run))), 1500, truth)
		e := effects.EstimateOf(differences(units, effects.Compare(units)))
		if e.Low <= truth && truth <= e.High {
			held++
		}
		if n := naive(units); e.Low-e.Effect <= truth-n && truth-n <= e.High-e.Effect {
			naiveHeld++
		}
		plain += naive(units) / runs
		matched += e.Effect / runs
	}
	share := float64(held) / runs
	t.Logf("truth %.2f: plain difference %.3f (held %.2f), matched %.3f (held %.3f)", truth, plain, float64(naiveHeld)/runs, matched, share)
	if share < 0.86 || share > 0.94 {
		t.Errorf("the 90 %% interval held the truth in %.3f of runs", share)
	}
	if math.Abs(matched-truth) > 0.03 {
		t.Errorf("matched effect is %.3f on average, truth %.2f", matched, truth)
	}
	if plain-truth < 0.2 {
		t.Errorf("the plain difference is biased by %.3f only: the world confounds too little to show anything", plain-truth)
	}
}

func TestWithoutAnEffectMatchingSeldomClaimsOne(t *testing.T) {
	t.Parallel()
	claimed := 0
	const runs = 200
	for run := range runs {
		units := province(rand.New(rand.NewPCG(7, uint64(run))), 1200, 0)
		if v := effects.EstimateOf(differences(units, effects.Compare(units))).Verdict(effects.FewestMatched); v != effects.Unclear {
			claimed++
		}
	}
	if share := float64(claimed) / runs; share > 0.15 {
		t.Errorf("an effect was claimed in %.2f of worlds without one", share)
	}
}

func TestMatchesAreOfOneStratumWithinTheCaliperAndBalanceImproves(t *testing.T) {
	t.Parallel()
	units := province(rand.New(rand.NewPCG(1, 1)), 3000, 0.5)
	c := effects.Compare(units)
	for _, m := range c.Matched {
		if !units[m.Unit].Treated || len(m.Others) > effects.Neighbours {
			t.Fatalf("matched %v", m)
		}
		for _, o := range m.Others {
			if units[o].Treated || units[o].Stratum != units[m.Unit].Stratum {
				t.Errorf("%d stands beside %d", o, m.Unit)
			}
		}
	}
	for i, b := range c.Balance {
		if math.Abs(b.After) > 0.1 {
			t.Errorf("covariate %d is still %.2f apart (before %.2f)", i, b.After, b.Before)
		}
	}
	if math.Abs(c.Balance[0].Before) < 0.3 {
		t.Errorf("gaps were %.2f apart before: nothing to balance", c.Balance[0].Before)
	}
}

func TestComparingTwiceGivesTheSame(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		units := province(rand.New(rand.NewPCG(seed, 0)), rapid.IntRange(0, 120).Draw(t, "people"), 1)
		if diff := cmp.Diff(effects.Compare(units), effects.Compare(slices.Clone(units))); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestNobodySimilarIsSaidAndNotMadeUp(t *testing.T) {
	t.Parallel()
	units := []effects.Unit{
		{Treated: true, Stratum: 1, X: []float64{1}, Gain: 2},
		{Stratum: 2, X: []float64{1}, Gain: 0}, {Stratum: 2, X: []float64{1}, Gain: 0},
	}
	c := effects.Compare(units)
	if len(c.Matched) != 1 || len(c.Matched[0].Others) != 0 {
		t.Fatalf("matched %v across strata", c.Matched)
	}
	e := effects.EstimateOf(differences(units, c))
	if e.Matched != 0 || e.Verdict(effects.FewestMatched) != effects.TooFew {
		t.Errorf("estimate %+v", e)
	}
}

func TestTooFewAreCalledTooFewHoweverClearTheyLook(t *testing.T) {
	t.Parallel()
	some := func(n int, gain float64) []effects.Difference {
		all := make([]effects.Difference, 0, n)
		for i := range n {
			all = append(all, effects.Difference{Gain: gain + float64(i%2)/10, Others: []effects.Other{{ID: i}}})
		}
		return all
	}
	for _, c := range []struct {
		n    int
		gain float64
		want effects.Verdict
	}{{19, 2, effects.TooFew}, {20, 2, effects.Helped}, {20, -2, effects.Behind}, {20, -0.05, effects.Unclear}} {
		if got := effects.EstimateOf(some(c.n, c.gain)).Verdict(effects.FewestMatched); got != c.want {
			t.Errorf("%d people who gained %.2f: %s, want %s", c.n, c.gain, got, c.want)
		}
	}
}

func TestOneBesideManyWidensTheInterval(t *testing.T) {
	t.Parallel()
	apart, shared := make([]effects.Difference, 30), make([]effects.Difference, 30)
	for i := range apart {
		gain := float64(i%3) / 2
		apart[i] = effects.Difference{Gain: gain, Others: []effects.Other{{ID: i, Variance: 0.5}}}
		shared[i] = effects.Difference{Gain: gain, Others: []effects.Other{{ID: 0, Variance: 0.5}}}
	}
	if a, s := effects.EstimateOf(apart), effects.EstimateOf(shared); s.SE <= a.SE || s.Effect != a.Effect {
		t.Errorf("apart %+v, shared %+v", a, s)
	}
}

func TestAMentorOfFewIsDrawnTowardsAllAndStaysUnsure(t *testing.T) {
	t.Parallel()
	d := rand.New(rand.NewPCG(3, 3))
	groups, everyone := map[int][]effects.Difference{}, []effects.Difference(nil)
	for mentor := range 40 {
		size := 2 + mentor%8
		own := 0.5 + 0.4*d.NormFloat64()
		for range size {
			groups[mentor] = append(groups[mentor], effects.Difference{Gain: own + 0.6*d.NormFloat64(), Others: []effects.Other{{ID: len(everyone)}}})
			everyone = append(everyone, groups[mentor][len(groups[mentor])-1])
		}
	}
	all := effects.EstimateOf(everyone)
	shrunk := effects.Shrunk(groups, all)
	for mentor, e := range shrunk {
		own := effects.EstimateOf(groups[mentor])
		if (e.Effect-all.Effect)*(own.Effect-all.Effect) < 0 || math.Abs(e.Effect-all.Effect) > math.Abs(own.Effect-all.Effect)+1e-9 {
			t.Errorf("mentor %d: own %.2f, all %.2f, said %.2f", mentor, own.Effect, all.Effect, e.Effect)
		}
	}
	if shrunk[0].SE <= shrunk[7].SE {
		t.Errorf("two learners give %.3f, nine give %.3f", shrunk[0].SE, shrunk[7].SE)
	}
}

func TestGiniIsTheMeanDifferenceOverTwiceTheMean(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		loads := rapid.SliceOfN(rapid.IntRange(0, 50), 1, 40).Draw(t, "loads")
		apart, sum := 0, 0
		for _, a := range loads {
			sum += a
			for _, b := range loads {
				apart += max(a-b, b-a)
			}
		}
		want := 0.0
		if sum > 0 {
			want = 10_000 * float64(apart) / (2 * float64(len(loads)) * float64(sum))
		}
		if got := effects.Gini(loads); math.Abs(float64(got)-want) > 0.5001 {
			t.Fatalf("%v: %d, want %.2f", loads, got, want)
		}
	})
	if got := effects.Gini([]int{0, 0, 0, 4}); got != 7500 {
		t.Errorf("one of four carries all: %d", got)
	}
}

func TestFairnessLeavesOutThoseWhoHaveNoPart(t *testing.T) {
	t.Parallel()
	got := effects.FairnessOf([]effects.Carried{
		{Active: 3, Capacity: 2, Weekly: 100, MaxWeekly: 120, Open: true},
		{Active: 1, Capacity: 2, Weekly: 200, MaxWeekly: 120},
		{Capacity: 2, Open: true, MaxWeekly: 120},
		{Capacity: 2, MaxWeekly: 120},
	})
	want := effects.Fairness{Mentors: 3, Active: 4, MostPairs: 3, MostMinutes: 200, PairsGini: 5000, MinutesGini: 4444, OverLoad: 2, IdleOnes: 1}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
