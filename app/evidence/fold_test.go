package evidence_test

import (
	"encoding/binary"
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

func rules() evidence.Rules {
	return evidence.Rules{1: {
		evidence.KindSelf:        {MaxLevel: 0, ValidMonths: 12},
		evidence.KindCompletion:  {MaxLevel: 1, ValidMonths: 24},
		evidence.KindAttendance:  {MaxLevel: 2, ValidMonths: 24},
		evidence.KindTest:        {MaxLevel: 3, ValidMonths: 24},
		evidence.KindCoaching:    {MaxLevel: 3, ValidMonths: 24},
		evidence.KindPrior:       {MaxLevel: 3, ValidMonths: 36},
		evidence.KindSimulator:   {MaxLevel: 4, ValidMonths: 24},
		evidence.KindAppraisal:   {MaxLevel: 4, ValidMonths: 12},
		evidence.KindObservation: {MaxLevel: 5, ValidMonths: 24},
	}}
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
	observed := entry(3, evidence.KindObservation, evidence.ActionAttest, 4, from(on(2026, 9, 1)), until(on(2028, 9, 1)))
	august := entry(2, evidence.KindAppraisal, evidence.ActionOverride, 3, from(on(2026, 8, 1)))
	october := entry(1, evidence.KindAppraisal, evidence.ActionOverride, 2, from(on(2026, 10, 1)), until(on(2027, 4, 1)))
	hoà := []evidence.Entry{
		entry(1, evidence.KindSelf, evidence.ActionAttest, 4),
		entry(2, evidence.KindCompletion, evidence.ActionAttest, 1, from(on(2026, 10, 10)), until(on(2028, 10, 10))),
	}
	dũng := []evidence.Entry{
		entry(1, evidence.KindTest, evidence.ActionAttest, 4, from(on(2026, 10, 20)), until(on(2028, 10, 20))),
		entry(2, evidence.KindObservation, evidence.ActionAttest, 4, from(on(2024, 11, 5)), until(on(2026, 11, 5))),
	}
	yến := []evidence.Entry{october, august, observed}
	for name, tc := range map[string]struct {
		entries []evidence.Entry
		at      time.Time
		want    int16
	}{
		"she says she can do it":         {hoà, t0, 1},
		"the observation holds":          {dũng, t0, 4},
		"the observation lapsed":         {dũng, on(2026, 11, 5), 3},
		"the latest decision":            {yến, t0, 2},
		"the earlier decision again":     {yến, on(2027, 4, 1), 3},
		"no decision, evidence counts":   {append(slices.Clone(yến), withdraws(2)), on(2027, 4, 1), 4},
		"the last decision still stands": {append(slices.Clone(yến), withdraws(2)), t0, 2},
	} {
		if got := evidence.Fold(tc.entries, rules(), tc.at).Level; got != tc.want {
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
	got := evidence.Raise(evidence.Fold(entries, rules(), t0), entries, rules(), 3)
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
	got := evidence.Raise(evidence.Fold(entries, rules(), t0), entries, rules(), 3)
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

// checkFold states what holds of every fold.
func checkFold(t fataler, entries []evidence.Entry, seed uint64) {
	now := t0
	folded := evidence.Fold(entries, rules(), now)
	if folded.Level < 0 || folded.Level > 5 {
		t.Fatalf("level %d", folded.Level)
	}
	checkOrder(t, entries, folded, seed)
	checkDiscounted(t, entries, folded, now)
	checkQuietUntilRefold(t, entries, folded, now)
}

func checkOrder(t fataler, entries []evidence.Entry, folded evidence.Folded, seed uint64) {
	shuffled := slices.Clone(entries)
	rand.New(rand.NewPCG(seed, 7)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	again := evidence.Fold(shuffled, rules(), t0)
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
func checkDiscounted(t fataler, entries []evidence.Entry, folded evidence.Folded, now time.Time) {
	withdrawn := map[uuid.UUID]bool{}
	for _, e := range entries {
		if e.Action == evidence.ActionWithdraw {
			withdrawn[e.WithdrawsID] = true
		}
	}
	for i, e := range entries {
		lapsed := e.ValidUntil != nil && !now.Before(*e.ValidUntil)
		if e.Action == evidence.ActionWithdraw || !withdrawn[e.ID] && !lapsed && !e.SelfMade() && e.Action != evidence.ActionLog {
			continue
		}
		if folded.Verdicts[i].Counted {
			t.Fatalf("entry %d counts though it may not: %+v", i, e)
		}
		without := slices.Delete(slices.Clone(entries), i, i+1)
		if got := evidence.Fold(without, rules(), now).Level; got != folded.Level {
			t.Fatalf("level %d depends on entry %d, else %d: %+v", folded.Level, i, got, e)
		}
	}
}

func checkQuietUntilRefold(t fataler, entries []evidence.Entry, folded evidence.Folded, now time.Time) {
	end := now.AddDate(1, 0, 0)
	if folded.RefoldAt != nil {
		if !folded.RefoldAt.After(now) {
			t.Fatalf("refold at %v, not after %v", folded.RefoldAt, now)
		}
		end = *folded.RefoldAt
	}
	for _, at := range []time.Time{now.Add(end.Sub(now) / 2), end.Add(-time.Microsecond)} {
		if got := evidence.Fold(entries, rules(), at).Level; got != folded.Level {
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
