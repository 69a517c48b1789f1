package plans_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"pgregory.net/rapid"

	"camtay/app/clock"
	"camtay/app/plans"
)

func day(text string) clock.Day {
	d, err := clock.ParseDay(text)
	if err != nil {
		panic(err)
	}
	return d
}

func id(n int) uuid.UUID {
	return uuid.UUID{6: 0x70, 8: 0x80, 14: byte(n >> 8), 15: byte(n)}
}

func drawPeriod(t *rapid.T) plans.Period {
	from := day("2026-11-27").AddDays(rapid.IntRange(0, 400).Draw(t, "from"))
	return plans.Period{From: from, Until: from.AddDays(rapid.IntRange(30, 400).Draw(t, "days"))}
}

func drawWants(t *rapid.T) []plans.Want {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) plans.Want {
		n := rapid.IntRange(1, 12).Draw(t, "competency")
		return plans.Want{
			CompetencyID: id(n), Code: "C" + id(n).String(), Level: int16(rapid.IntRange(0, 5).Draw(t, "level")),
			Required: int16(rapid.IntRange(0, 5).Draw(t, "required")),
			Why:      rapid.SampledFrom([]plans.Why{plans.WhyCritical, plans.WhyGap, plans.WhyFuture}).Draw(t, "why"),
		}
	}), 0, 16).Draw(t, "wants")
}

func drawOffers(t *rapid.T, p plans.Period) []plans.Offer {
	return rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) plans.Offer {
		o := plans.Offer{
			Kind:  rapid.SampledFrom([]plans.Kind{plans.Course, plans.Test, plans.Class}).Draw(t, "kind"),
			RefID: id(100 + rapid.IntRange(1, 200).Draw(t, "ref")), CompetencyID: id(rapid.IntRange(1, 12).Draw(t, "of")),
			Level: int16(rapid.IntRange(1, 5).Draw(t, "level")), Minutes: rapid.IntRange(10, 900).Draw(t, "minutes"), TitleVI: "Khóa học",
		}
		if o.Kind == plans.Class {
			o.On = p.From.AddDays(rapid.IntRange(-30, 450).Draw(t, "on"))
		}
		return o
	}), 0, 30, func(o plans.Offer) uuid.UUID { return o.RefID }).Draw(t, "offers")
}

func TestAProposalIsSensible(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		period := drawPeriod(t)
		wants, offers := drawWants(t), drawOffers(t, period)
		got := plans.Propose(wants, offers, nil, period, "Thực hành")
		if len(got.Targets) > plans.MaxTargets || len(got.Reasons) != len(got.Targets) {
			t.Fatalf("%d targets, %d reasons", len(got.Targets), len(got.Reasons))
		}
		if budget := plans.PeriodsAYear * plans.MinutesAPeriod * period.Days() / 365; len(got.Targets) > 1 && got.Minutes > budget {
			t.Fatalf("%d minutes, room for %d", got.Minutes, budget)
		}
		seen := map[uuid.UUID]bool{}
		for _, target := range got.Targets {
			if target.LevelTo <= target.LevelFrom || target.LevelTo > 5 {
				t.Fatalf("from %d to %d", target.LevelFrom, target.LevelTo)
			}
			if seen[target.CompetencyID] {
				t.Fatal("the same competency twice")
			}
			seen[target.CompetencyID] = true
			if len(target.Actions) == 0 {
				t.Fatal("a target without an action")
			}
			if target.Actions[0].Kind == plans.Practice && slices.ContainsFunc(offers, func(o plans.Offer) bool {
				return o.CompetencyID == target.CompetencyID && o.Level > target.LevelFrom && o.Kind != plans.Class
			}) {
				t.Fatal("practice although the catalogue has something")
			}
		}
		if faults := got.Check(period.From); len(got.Targets) > 0 && len(faults) > 0 {
			t.Fatalf("a proposal that may not be sent: %v", faults)
		}
	})
}

func TestAProposalDoesNotDependOnTheOrderOfWhatIsKnown(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		period := drawPeriod(t)
		wants, offers := drawWants(t), drawOffers(t, period)
		want := plans.Propose(wants, offers, nil, period, "x")
		// The same competency wanted twice is drawn too: only different wants may change places.
		got := plans.Propose(rapid.Permutation(wants).Draw(t, "wants again"), rapid.Permutation(offers).Draw(t, "offers again"), nil, period, "x")
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(clock.Day{})); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestCriticalGapsComeFirstThenTheWidest(t *testing.T) {
	t.Parallel()
	wants := []plans.Want{
		{CompetencyID: id(1), Code: "A", Level: 0, Required: 4, Why: plans.WhyGap},
		{CompetencyID: id(2), Code: "B", Level: 2, Required: 3, Why: plans.WhyCritical},
		{CompetencyID: id(3), Code: "C", Level: 3, Required: 3, Why: plans.WhyCritical},
		{CompetencyID: id(4), Code: "D", Level: 0, Required: 4, Why: plans.WhyFuture},
	}
	helpers := []plans.Helper{{CompetencyID: id(1), MentorID: id(50), Name: "Ngô Khánh Duy"}}
	got := plans.Propose(wants, nil, helpers, plans.Period{From: day("2026-11-27"), Until: day("2027-05-28")}, "Thực hành")
	type line struct {
		id    uuid.UUID
		to    int16
		until string
		first plans.Kind
	}
	var lines []line
	for _, x := range got.Targets {
		lines = append(lines, line{x.CompetencyID, x.LevelTo, x.UntilOn.String(), x.Actions[0].Kind})
	}
	want := []line{
		{id(2), 3, "2027-01-26", plans.Practice}, {id(1), 2, "2027-03-28", plans.Mentor}, {id(4), 2, "2027-05-28", plans.Practice},
	}
	if diff := cmp.Diff(want, lines, cmp.AllowUnexported(line{})); diff != "" {
		t.Error(diff)
	}
}

func TestAPlanMadeLateInTheHalfYearRunsToTheEndOfTheNext(t *testing.T) {
	t.Parallel()
	for today, want := range map[string]string{
		"2026-11-27": "2027-06-30", "2027-01-05": "2027-06-30", "2027-04-02": "2027-12-31", "2027-04-01": "2027-06-30", "2027-09-01": "2027-12-31",
	} {
		if got := plans.HalfYear(day(today)).Until.String(); got != want {
			t.Errorf("%s: until %s, want %s", today, got, want)
		}
	}
}
