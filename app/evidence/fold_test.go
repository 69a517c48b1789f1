package evidence_test

import (
	"encoding/binary"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"pgregory.net/rapid"

	"camtay/app/evidence"
)

var (
	t0     = time.Date(2026, time.November, 2, 1, 0, 0, 0, time.UTC)
	person = uuid.UUID{1}
	other  = uuid.UUID{2}
)

// counter is a competency in which a test alone does not show level 3.
var counter = uuid.UUID{0xc0}

// rules are version 1 as it is built in; each test may alter its own.
func rules(change ...func(*evidence.Rules)) *evidence.Rules {
	kinds := map[string]evidence.Rule{
		evidence.KindSelf:        {MaxLevel: 0, ValidMonths: 12},
		evidence.KindCompletion:  {MaxLevel: 1, ValidMonths: 24},
		evidence.KindAttendance:  {MaxLevel: 2, ValidMonths: 24},
		evidence.KindTest:        {MaxLevel: 3, ValidMonths: 24},
		evidence.KindCoaching:    {MaxLevel: 3, ValidMonths: 24},
		evidence.KindPrior:       {MaxLevel: 3, ValidMonths: 36},
		evidence.KindSimulator:   {MaxLevel: 4, ValidMonths: 24},
		evidence.KindAppraisal:   {MaxLevel: 4, ValidMonths: 12},
		evidence.KindObservation: {MaxLevel: 5, ValidMonths: 24},
	}
	r := &evidence.Rules{
		Judge: 1,
		Sets: map[int]evidence.RuleSet{1: {
			Version: 1, Reach: evidence.ReachAll, Kinds: kinds,
			Demands: []evidence.Demand{{Scope: "NVM-", From: 3, Lower: 1, Kinds: practice()}},
		}},
		Codes: map[uuid.UUID]evidence.Coded{counter: {Code: "NVM-01", Version: 1}},
	}
	for _, f := range change {
		f(r)
	}
	return r
}

func practice() []string {
	return []string{evidence.KindSimulator, evidence.KindObservation, evidence.KindCoaching, evidence.KindAppraisal}
}

// in puts entries into a competency.
func in(competency uuid.UUID, entries ...evidence.Entry) []evidence.Entry {
	for i := range entries {
		entries[i].CompetencyID = competency
	}
	return entries
}

func by(actor byte) func(*evidence.Entry) {
	return func(e *evidence.Entry) { e.ActorID = uuid.UUID{actor} }
}

func entry(id byte, kind, action string, level int16, change ...func(*evidence.Entry)) evidence.Entry {
	e := evidence.Entry{
		ID: uuid.UUID{id}, StaffID: person, ActorID: other, Kind: kind, Action: action, Level: level,
		Capacity: evidence.CapacityAssessor, ObservedAt: t0, RuleVersion: 1,
	}
	for _, f := range change {
		f(&e)
	}
	return e
}

func days(n int) time.Time {
	return t0.AddDate(0, 0, n)
}

func from(at time.Time) func(*evidence.Entry) {
	return func(e *evidence.Entry) { e.ObservedAt = at }
}

func until(at time.Time) func(*evidence.Entry) {
	return func(e *evidence.Entry) { e.ValidUntil = &at }
}

func withdraws(id byte) evidence.Entry {
	return entry(200+id, evidence.KindTest, evidence.ActionWithdraw, 0, func(e *evidence.Entry) { e.WithdrawsID = uuid.UUID{id} })
}

func TestFoldGivesTheLevelAndTheReasonOfEachEntry(t *testing.T) {
	t.Parallel()
	test, attest, override := evidence.KindTest, evidence.ActionAttest, evidence.ActionOverride
	for name, tc := range map[string]struct {
		entries []evidence.Entry
		level   int16
		reasons []string
	}{
		"nothing shown": {nil, 0, nil},
		"the highest counts": {
			[]evidence.Entry{entry(1, test, attest, 2), entry(2, evidence.KindCompletion, attest, 1)},
			2, []string{"evidence.why_counts", "evidence.why_counts"},
		},
		"a kind cannot show more than its limit": {
			[]evidence.Entry{entry(1, test, attest, 5)}, 3, []string{"evidence.why_capped"},
		},
		"a self-assessment never counts": {
			[]evidence.Entry{entry(1, evidence.KindSelf, attest, 5)}, 0, []string{"evidence.why_self"},
		},
		"nobody attests or overrides themselves": {
			[]evidence.Entry{
				entry(1, test, attest, 3, func(e *evidence.Entry) { e.Capacity = evidence.CapacitySelf }),
				entry(2, evidence.KindAppraisal, override, 4, func(e *evidence.Entry) { e.ActorID = person }),
			}, 0, []string{"evidence.why_self", "evidence.why_self"},
		},
		"what the system measured counts whoever pressed the button": {
			[]evidence.Entry{entry(1, test, attest, 3, func(e *evidence.Entry) { e.ActorID, e.Capacity = person, evidence.CapacitySystem })},
			3, []string{"evidence.why_counts"},
		},
		"a log never counts": {
			[]evidence.Entry{entry(1, evidence.KindObservation, evidence.ActionLog, 5)}, 0, []string{"evidence.why_log"},
		},
		"lapsed and future evidence do not count": {
			[]evidence.Entry{entry(1, test, attest, 3, from(days(-9)), until(t0)), entry(2, test, attest, 2, from(days(1)))},
			0, []string{"evidence.why_lapsed", "evidence.why_not_yet"},
		},
		"evidence counts from its very instant": {
			[]evidence.Entry{entry(1, test, attest, 3, until(t0.Add(time.Microsecond)))}, 3, []string{"evidence.why_counts"},
		},
		"a withdrawn entry does not count": {
			[]evidence.Entry{entry(1, test, attest, 3), withdraws(1)}, 0, []string{"evidence.why_withdrawn", "evidence.why_withdrawal"},
		},
		"an override may lower": {
			[]evidence.Entry{entry(1, evidence.KindObservation, attest, 4), entry(2, evidence.KindAppraisal, override, 2)},
			2, []string{"evidence.why_overridden", "evidence.why_override"},
		},
		"an override is not limited by its kind": {
			[]evidence.Entry{entry(1, evidence.KindAppraisal, override, 5)}, 5, []string{"evidence.why_override"},
		},
		"the latest override decides": {
			[]evidence.Entry{entry(1, evidence.KindAppraisal, override, 4, from(days(-1))), entry(2, evidence.KindAppraisal, override, 1)},
			1, []string{"evidence.why_older_override", "evidence.why_override"},
		},
		"after the latest override lapses the one before holds again": {
			[]evidence.Entry{
				entry(1, evidence.KindAppraisal, override, 4, from(days(-9)), until(days(9))),
				entry(2, evidence.KindAppraisal, override, 1, from(days(-5)), until(days(-1))),
			}, 4, []string{"evidence.why_override", "evidence.why_lapsed"},
		},
		"a withdrawn override gives the evidence back": {
			[]evidence.Entry{entry(1, test, attest, 3), entry(2, evidence.KindAppraisal, override, 1), withdraws(2)},
			3, []string{"evidence.why_counts", "evidence.why_withdrawn", "evidence.why_withdrawal"},
		},
		"a test alone does not show level 3 at the counter": {
			in(counter, entry(1, test, attest, 3)), 2, []string{"evidence.why_needs"},
		},
		"a test shows level 3 beside practice one level below": {
			in(counter, entry(1, test, attest, 3), entry(2, evidence.KindCoaching, attest, 2)),
			3, []string{"evidence.why_counts", "evidence.why_counts"},
		},
		"practice two levels below does not carry a test": {
			in(counter, entry(1, test, attest, 3), entry(2, evidence.KindCoaching, attest, 1)),
			2, []string{"evidence.why_needs", "evidence.why_counts"},
		},
		"practice needs no test": {
			in(counter, entry(1, evidence.KindSimulator, attest, 4)), 4, []string{"evidence.why_counts"},
		},
		"two assessors outweigh one": {
			[]evidence.Entry{
				entry(1, evidence.KindObservation, attest, 4, by(11)), entry(2, evidence.KindObservation, attest, 3, by(12)),
				entry(3, evidence.KindAppraisal, attest, 3, by(13)),
			}, 3, []string{"evidence.why_outvoted", "evidence.why_counts", "evidence.why_counts"},
		},
		"one assessor does not outweigh another": {
			[]evidence.Entry{entry(1, evidence.KindObservation, attest, 4, by(11)), entry(2, evidence.KindObservation, attest, 2, by(12))},
			4, []string{"evidence.why_counts", "evidence.why_counts"},
		},
		"an assessor has one voice however often heard": {
			[]evidence.Entry{
				entry(1, evidence.KindObservation, attest, 4, by(11)), entry(2, evidence.KindObservation, attest, 2, by(12)),
				entry(3, evidence.KindAppraisal, attest, 2, by(12)),
			}, 4, []string{"evidence.why_counts", "evidence.why_counts", "evidence.why_counts"},
		},
		"an assessor's newer judgement replaces the older of its kind": {
			[]evidence.Entry{
				entry(1, evidence.KindObservation, attest, 4, by(11), from(days(-9))), entry(2, evidence.KindObservation, attest, 2, by(11)),
			}, 2, []string{"evidence.why_newer_judgement", "evidence.why_counts"},
		},
		"who may say no more than 3 does not speak against 4": {
			[]evidence.Entry{
				entry(1, evidence.KindObservation, attest, 4, by(11)), entry(2, evidence.KindCoaching, attest, 5, by(12)),
				entry(3, evidence.KindCoaching, attest, 4, by(13)),
			}, 4, []string{"evidence.why_counts", "evidence.why_capped", "evidence.why_capped"},
		},
		"assessors do not outvote a measurement": {
			[]evidence.Entry{
				entry(1, test, attest, 3), entry(2, evidence.KindObservation, attest, 1, by(12)), entry(3, evidence.KindAppraisal, attest, 1, by(13)),
			}, 3, []string{"evidence.why_counts", "evidence.why_counts", "evidence.why_counts"},
		},
		"an entry under an unknown rule does not count": {
			[]evidence.Entry{entry(1, test, attest, 3, func(e *evidence.Entry) { e.RuleVersion = 9 })}, 0, []string{"evidence.why_no_rule"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := evidence.Fold(tc.entries, rules(), t0)
			var reasons []string
			for _, v := range got.Verdicts {
				reasons = append(reasons, v.Key)
			}
			if got.Level != tc.level {
				t.Errorf("level = %d, want %d", got.Level, tc.level)
			}
			if diff := cmp.Diff(tc.reasons, reasons); diff != "" {
				t.Errorf("reasons (-want +got):\n%s", diff)
			}
		})
	}
}

// TestTheDecisionsExamplesHold keeps decision 0002 true.
func TestTheDecisionsExamplesHold(t *testing.T) {
	t.Parallel()
	on := func(year int, month time.Month, day int) time.Time {
		return time.Date(year, month, day, 1, 0, 0, 0, time.UTC)
	}
	attest, override := evidence.ActionAttest, evidence.ActionOverride
	hoà := in(counter,
		entry(1, evidence.KindSelf, attest, 4),
		entry(2, evidence.KindCompletion, attest, 1, from(on(2026, 10, 10)), until(on(2028, 10, 10))),
		entry(3, evidence.KindTest, attest, 3, from(on(2026, 10, 20)), until(on(2028, 10, 20))))
	coached := in(counter, entry(4, evidence.KindCoaching, attest, 2, by(21)))[0]
	march := entry(1, evidence.KindObservation, attest, 4, by(11), from(on(2026, 3, 5)), until(on(2028, 3, 5)))
	superior := entry(2, evidence.KindAppraisal, attest, 3, by(12), from(on(2026, 10, 5)))
	october := entry(3, evidence.KindObservation, attest, 3, by(13), from(on(2026, 10, 6)))
	old := entry(4, evidence.KindTest, attest, 3, from(on(2024, 10, 20)), until(on(2026, 10, 20)))
	again := entry(5, evidence.KindObservation, attest, 3, by(11))
	yến := in(counter,
		entry(1, evidence.KindAppraisal, override, 2, from(on(2026, 10, 1)), until(on(2027, 4, 1))),
		entry(2, evidence.KindAppraisal, override, 3, from(on(2026, 8, 1))),
		entry(3, evidence.KindObservation, attest, 4, from(on(2026, 9, 1)), until(on(2028, 9, 1))))
	software := rules(func(r *evidence.Rules) {
		r.Changes = []evidence.Change{{
			ID: uuid.UUID{0xcc}, Scopes: []string{"NVM-"}, Kinds: []string{evidence.KindObservation}, From: on(2027, 1, 1),
		}}
	})
	learnt := in(counter, entry(9, evidence.KindCompletion, attest, 1, from(on(2027, 3, 1)), func(e *evidence.Entry) {
		e.Source, e.SourceID, e.Capacity = evidence.SourceChange, uuid.UUID{0xcc}, evidence.CapacitySystem
	}))[0]
	undone := in(counter, withdraws(2))[0]
	for name, tc := range map[string]struct {
		entries []evidence.Entry
		rules   *evidence.Rules
		at      time.Time
		want    int16
	}{
		"she says she can do it":          {hoà, rules(), t0, 2},
		"her mentor has watched her":      {append(slices.Clone(hoà), coached), rules(), t0, 3},
		"three have watched him":          {[]evidence.Entry{march, superior, october, old}, rules(), t0, 3},
		"one voice outweighs no other":    {[]evidence.Entry{march, superior, old}, rules(), t0, 4},
		"the first assessor comes again":  {[]evidence.Entry{march, superior, old, again}, rules(), t0, 3},
		"the latest decision":             {yến, rules(), t0, 2},
		"the earlier decision again":      {yến, rules(), on(2027, 4, 1), 3},
		"no decision, evidence counts":    {append(slices.Clone(yến), undone), rules(), on(2027, 4, 1), 4},
		"the software has changed":        {append(slices.Clone(yến), undone), software, on(2027, 4, 1), 0},
		"she has learnt the new software": {append(slices.Clone(yến), undone, learnt), software, on(2027, 4, 1), 4},
	} {
		if got := evidence.Fold(tc.entries, tc.rules, tc.at).Level; got != tc.want {
			t.Errorf("%s: level %d, want %d", name, got, tc.want)
		}
	}
}

func TestFoldNamesTheNextInstantOfChange(t *testing.T) {
	t.Parallel()
	entries := []evidence.Entry{
		entry(1, evidence.KindTest, evidence.ActionAttest, 3, until(days(30))),
		entry(2, evidence.KindTest, evidence.ActionAttest, 2, from(days(10)), until(days(50))),
		entry(3, evidence.KindTest, evidence.ActionAttest, 2, until(days(2))),
		withdraws(3),
		entry(4, evidence.KindSelf, evidence.ActionAttest, 2, until(days(1))),
	}
	got := evidence.Fold(entries, rules(), t0).RefoldAt
	if want := days(10); got == nil || !got.Equal(want) {
		t.Errorf("refold at %v, want %v", got, want)
	}
	if got := evidence.Fold(entries, rules(), days(50)).RefoldAt; got != nil {
		t.Errorf("refold at %v, want never", got)
	}
}

func TestRaiseNamesEachKindThatWouldHelp(t *testing.T) {
	t.Parallel()
	entries := []evidence.Entry{entry(1, evidence.KindCompletion, evidence.ActionAttest, 1)}
	got := evidence.Raise(evidence.Case{StaffID: person, Entries: entries, Required: 3}, rules(), t0)
	level := func(n int16) map[string]any { return map[string]any{"level": n} }
	want := []evidence.Hint{
		{Key: "evidence.raise_attendance", Args: level(2)},
		{Key: "evidence.raise_test", Args: level(3)},
		{Key: "evidence.raise_coaching", Args: level(3)},
		{Key: "evidence.raise_simulator", Args: level(3)},
		{Key: "evidence.raise_observation", Args: level(3)},
		{Key: "evidence.raise_appraisal", Args: level(3)},
		{Key: "evidence.raise_prior", Args: level(3)},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("hints (-want +got):\n%s", diff)
	}
}

func TestRaiseSaysThatAnOverrideMustEnd(t *testing.T) {
	t.Parallel()
	entries := []evidence.Entry{entry(1, evidence.KindAppraisal, evidence.ActionOverride, 1, until(days(30)))}
	got := evidence.Raise(evidence.Case{StaffID: person, Entries: entries, Required: 3}, rules(), t0)
	want := []evidence.Hint{{Key: "evidence.raise_override_until", Args: map[string]any{"until": days(30)}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("hints (-want +got):\n%s", diff)
	}
}

func TestMonthsAfterKeepsToTheMonth(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		at     time.Time
		months int
		want   time.Time
	}{
		{time.Date(2026, 11, 2, 1, 0, 0, 0, time.UTC), 24, time.Date(2028, 11, 2, 1, 0, 0, 0, time.UTC)},
		{time.Date(2026, 1, 31, 2, 0, 0, 0, time.UTC), 1, time.Date(2026, 2, 28, 2, 0, 0, 0, time.UTC)},
		{time.Date(2024, 2, 28, 17, 30, 0, 0, time.UTC), 12, time.Date(2025, 2, 27, 17, 30, 0, 0, time.UTC)}, // 29 February in Vietnam
	} {
		if got := evidence.MonthsAfter(tc.at, tc.months); !got.Equal(tc.want) {
			t.Errorf("%d months after %v = %v, want %v", tc.months, tc.at, got, tc.want)
		}
	}
}

// newer adds a second version of the rules by which a test shows 2 for a year.
func newer(reach string) func(*evidence.Rules) {
	return func(r *evidence.Rules) {
		set := r.Sets[1]
		set.Version, set.Reach = 2, reach
		set.Kinds = maps.Clone(set.Kinds)
		set.Kinds[evidence.KindTest] = evidence.Rule{MaxLevel: 2, ValidMonths: 12}
		r.Sets[2], r.Judge = set, 2
	}
}

func TestAnEntryKeepsToTheRulesItWasWrittenUnder(t *testing.T) {
	t.Parallel()
	bound := func(version int, change ...func(*evidence.Entry)) []evidence.Entry {
		e := entry(1, evidence.KindTest, evidence.ActionAttest, 3, append(change, from(days(-400)), until(days(300)))...)
		e.RuleVersion = version
		return []evidence.Entry{e}
	}
	fixed := func(e *evidence.Entry) { e.FixedUntil = true }
	cancelled := func(r *evidence.Rules) { newer(evidence.ReachAll)(r); r.Sets[2], r.Judge = r.Sets[1], 1 }
	for name, tc := range map[string]struct {
		entries []evidence.Entry
		rules   *evidence.Rules
		want    int16
	}{
		"a set for new evidence leaves the old alone":       {bound(1), rules(newer(evidence.ReachNew)), 3},
		"new evidence is judged by the new set":             {bound(2), rules(newer(evidence.ReachNew)), 2},
		"a set that reaches all measures validity again":    {bound(1), rules(newer(evidence.ReachAll)), 0},
		"an end given with the entry stands":                {bound(1, fixed), rules(newer(evidence.ReachAll)), 2},
		"evidence of a cancelled set falls to the one kept": {bound(2), rules(cancelled), 3},
	} {
		if got := evidence.Fold(tc.entries, tc.rules, t0).Level; got != tc.want {
			t.Errorf("%s: level %d, want %d", name, got, tc.want)
		}
	}
}

func TestALimitOfACompetencyBeatsThatOfItsKind(t *testing.T) {
	t.Parallel()
	limited := rules(func(r *evidence.Rules) {
		set := r.Sets[1]
		set.Limits = []evidence.Limit{
			{Scope: "NVM-01", Kind: evidence.KindCompletion, MaxLevel: 3}, {Scope: "NVM-", Kind: evidence.KindCompletion, MaxLevel: 2},
		}
		set.Demands = nil
		r.Sets[1] = set
	})
	course := entry(1, evidence.KindCompletion, evidence.ActionAttest, 5)
	for competency, want := range map[uuid.UUID]int16{counter: 3, other: 1} {
		if got := evidence.Fold(in(competency, course), limited, t0).Level; got != want {
			t.Errorf("level %d, want %d", got, want)
		}
	}
}

// changed makes evidence of tests in counter skills stale from a day on.
func changed(at time.Time, subject string) func(*evidence.Rules) {
	return func(r *evidence.Rules) {
		r.Changes = append(r.Changes, evidence.Change{
			ID: uuid.UUID{0xcc}, Subject: subject, Scopes: []string{"NVM-"}, Kinds: []string{evidence.KindTest, evidence.KindSimulator}, From: at,
		})
	}
}

func TestAChangeMakesOnlyWhatItTouchesStale(t *testing.T) {
	t.Parallel()
	about := func(subject string) func(*evidence.Entry) { return func(e *evidence.Entry) { e.Subject = subject } }
	test := func(change ...func(*evidence.Entry)) evidence.Entry {
		return entry(1, evidence.KindTest, evidence.ActionAttest, 2, append([]func(*evidence.Entry){from(days(-30))}, change...)...)
	}
	learnt := entry(2, evidence.KindCompletion, evidence.ActionAttest, 1, func(e *evidence.Entry) {
		e.Source, e.SourceID, e.Capacity = evidence.SourceChange, uuid.UUID{0xcc}, evidence.CapacitySystem
	})
	toldOneself := learnt
	toldOneself.Capacity, toldOneself.ActorID = evidence.CapacitySelf, person
	const birth, land = "procedure:1.001193", "procedure:1.013978"
	for name, tc := range map[string]struct {
		entries []evidence.Entry
		rules   *evidence.Rules
		want    int16
	}{
		"evidence from before goes stale":        {in(counter, test()), rules(changed(days(-1), "")), 0},
		"not before the day":                     {in(counter, test()), rules(changed(days(1), "")), 2},
		"evidence from after counts":             {in(counter, test(from(days(-1)))), rules(changed(days(-1), "")), 2},
		"other competencies do not move":         {in(other, test()), rules(changed(days(-1), "")), 2},
		"other kinds do not move":                {in(counter, entry(1, evidence.KindPrior, evidence.ActionAttest, 2, from(days(-9)))), rules(changed(days(-1), "")), 2},
		"a decision holds until its date":        {in(counter, entry(1, evidence.KindTest, evidence.ActionOverride, 4, from(days(-9)))), rules(changed(days(-1), "")), 4},
		"the subject of the change":              {in(counter, test(about(birth))), rules(changed(days(-1), birth)), 0},
		"another subject does not move":          {in(counter, test(about(land))), rules(changed(days(-1), birth)), 2},
		"whoever learnt the change has it again": {in(counter, test(), learnt), rules(changed(days(-1), "")), 2},
		"nobody attests that to themselves":      {in(counter, test(), toldOneself), rules(changed(days(-1), "")), 0},
	} {
		if got := evidence.Fold(tc.entries, tc.rules, t0).Level; got != tc.want {
			t.Errorf("%s: level %d, want %d", name, got, tc.want)
		}
	}
	if got := evidence.Fold(in(counter, test()), rules(changed(days(5), "")), t0).RefoldAt; got == nil || !got.Equal(days(5)) {
		t.Errorf("refold at %v, want the day of the change", got)
	}
}

// TestWhatIsLearntAheadOfTheDayCountsFromTheDayOn holds for every order of entries
// and every instant: evidence is stale exactly from the change's day until it was
// learnt, and never when it was learnt before.
func TestWhatIsLearntAheadOfTheDayCountsFromTheDayOn(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		hours := func(name string) time.Time {
			return t0.Add(time.Duration(rapid.IntRange(-240, 240).Draw(t, name)) * time.Hour)
		}
		day, learnt, now := hours("day"), hours("learnt"), hours("now")
		entries := rapid.Permutation(in(counter,
			entry(1, evidence.KindTest, evidence.ActionAttest, 2, from(t0.AddDate(0, -6, 0))),
			entry(2, evidence.KindCompletion, evidence.ActionAttest, 1, from(learnt), func(e *evidence.Entry) {
				e.Source, e.SourceID, e.Capacity = evidence.SourceChange, uuid.UUID{0xcc}, evidence.CapacitySystem
			}),
			entry(3, evidence.KindSelf, evidence.ActionLog, 4),
		)).Draw(t, "entries")
		want := int16(2)
		if !now.Before(day) && now.Before(learnt) {
			want = 0
		}
		if got := evidence.Fold(entries, rules(changed(day, "")), now).Level; got != want {
			t.Fatalf("level %d, want %d", got, want)
		}
	})
}

// entriesFrom reads a ledger from bytes, so that properties and fuzzing share it.
func entriesFrom(b []byte) []evidence.Entry {
	kinds := append(evidence.Kinds(), "unknown")
	actions := []string{evidence.ActionLog, evidence.ActionAttest, evidence.ActionAttest, evidence.ActionOverride, evidence.ActionWithdraw}
	capacities := []string{evidence.CapacitySystem, evidence.CapacitySelf, evidence.CapacityAssessor, evidence.CapacityOfficer}
	var entries []evidence.Entry
	for i := 0; i+6 <= len(b) && i < 6*40; i += 6 {
		e := entry(byte(i/6+1), kinds[int(b[i])%len(kinds)], actions[int(b[i+1])%len(actions)], int16(b[i+2]%6))
		e.Capacity = capacities[int(b[i+3])%len(capacities)]
		if b[i+3] >= 128 {
			e.ActorID = person
		}
		e.ObservedAt = t0.Add(time.Duration(int8(b[i+4])) * time.Hour)
		e.CompetencyID, e.RuleVersion = counter, int(b[i+3]/4)%2+1
		if b[i+3]%8 == 5 {
			e.Source, e.SourceID = evidence.SourceChange, uuid.UUID{0xcc}
		}
		if b[i]%16 == 9 {
			e.ActorID = uuid.UUID{b[i+5]%3 + 10}
		}
		if b[i+5] > 0 {
			end := e.ObservedAt.Add(time.Duration(int8(b[i+5])) * time.Hour)
			e.ValidUntil = &end
		}
		if e.Action == evidence.ActionWithdraw {
			e.WithdrawsID = uuid.UUID{byte(int(b[i+2])%(i/6+1) + 1)}
		}
		entries = append(entries, e)
	}
	return entries
}

// fataler is what properties and fuzzing have in common.
type fataler interface {
	Fatalf(format string, args ...any)
}

// world is the rules under which properties are tried: two versions, a demand and
// a change, drawn by a seed.
func world(seed uint64) *evidence.Rules {
	var changes []func(*evidence.Rules)
	if seed%2 == 0 {
		changes = append(changes, changed(t0.Add(time.Duration(int8(seed>>8))*time.Hour), ""))
	}
	return rules(append(changes, newer([]string{evidence.ReachNew, evidence.ReachAll}[seed>>4&1]))...)
}

// checkFold states what holds of every fold.
func checkFold(t fataler, entries []evidence.Entry, seed uint64) {
	now := t0
	folded := evidence.Fold(entries, world(seed), now)
	if folded.Level < 0 || folded.Level > 5 {
		t.Fatalf("level %d", folded.Level)
	}
	checkOrder(t, entries, folded, seed)
	checkDiscounted(t, entries, folded, seed)
	checkQuietUntilRefold(t, entries, folded, seed)
}

func checkOrder(t fataler, entries []evidence.Entry, folded evidence.Folded, seed uint64) {
	shuffled := slices.Clone(entries)
	rand.New(rand.NewPCG(seed, 7)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	again := evidence.Fold(shuffled, world(seed), t0)
	byID := map[uuid.UUID]evidence.Verdict{}
	for _, v := range again.Verdicts {
		byID[v.EntryID] = v
	}
	for _, v := range folded.Verdicts {
		if diff := cmp.Diff(v, byID[v.EntryID]); diff != "" {
			t.Fatalf("verdict depends on the order (-want +got):\n%s", diff)
		}
	}
	if folded.Level != again.Level || !cmp.Equal(folded.RefoldAt, again.RefoldAt) || folded.OverriddenBy != again.OverriddenBy {
		t.Fatalf("fold depends on the order: %+v and %+v", folded, again)
	}
}

// checkDiscounted removes each entry that may not count and expects the same.
func checkDiscounted(t fataler, entries []evidence.Entry, folded evidence.Folded, seed uint64) {
	rules := world(seed)
	withdrawn := map[uuid.UUID]bool{}
	for _, e := range entries {
		if e.Action == evidence.ActionWithdraw {
			withdrawn[e.WithdrawsID] = true
		}
	}
	for i, e := range entries {
		lapsed := folded.Verdicts[i].Key == "evidence.why_lapsed" || folded.Verdicts[i].Key == "evidence.why_stale"
		if e.Action == evidence.ActionWithdraw || !withdrawn[e.ID] && !lapsed && !e.SelfMade() && e.Action != evidence.ActionLog {
			continue
		}
		if folded.Verdicts[i].Counted {
			t.Fatalf("entry %d counts though it may not: %+v", i, e)
		}
		without := slices.Delete(slices.Clone(entries), i, i+1)
		if got := evidence.Fold(without, rules, t0).Level; got != folded.Level {
			t.Fatalf("level %d depends on entry %d, else %d: %+v", folded.Level, i, got, e)
		}
	}
}

func checkQuietUntilRefold(t fataler, entries []evidence.Entry, folded evidence.Folded, seed uint64) {
	now, rules := t0, world(seed)
	end := now.AddDate(1, 0, 0)
	if folded.RefoldAt != nil {
		if !folded.RefoldAt.After(now) {
			t.Fatalf("refold at %v, not after %v", folded.RefoldAt, now)
		}
		end = *folded.RefoldAt
	}
	for _, at := range []time.Time{now.Add(end.Sub(now) / 2), end.Add(-time.Microsecond)} {
		if got := evidence.Fold(entries, rules, at).Level; got != folded.Level {
			t.Fatalf("level moved from %d to %d at %v, before the refold at %v", folded.Level, got, at, end)
		}
	}
}

func TestFoldHoldsItsPromises(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		checkFold(t, entriesFrom(rapid.SliceOfN(rapid.Byte(), 0, 96).Draw(t, "ledger")), rapid.Uint64().Draw(t, "seed"))
	})
}

func FuzzFold(f *testing.F) {
	f.Add([]byte{2, 1, 3, 2, 0xf0, 40, 6, 3, 1, 3, 0, 9, 0, 4, 0, 0, 0, 0})
	f.Add([]byte{5, 3, 4, 3, 0xff, 0, 5, 3, 2, 3, 0xff, 0})
	f.Fuzz(func(t *testing.T, b []byte) {
		var seed [8]byte
		copy(seed[:], b)
		checkFold(t, entriesFrom(b), binary.LittleEndian.Uint64(seed[:]))
	})
}
