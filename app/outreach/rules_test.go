package outreach_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"pgregory.net/rapid"

	"camtay/app/clock"
	"camtay/app/outreach"
)

func states() []outreach.State {
	return []outreach.State{outreach.Open, outreach.Picked, outreach.Agreed, outreach.Accepted, outreach.Done, outreach.Cancelled, outreach.Lapsed}
}

func TestRequestsMoveOnlyAlongTheirLife(t *testing.T) {
	t.Parallel()
	want := map[string]string{
		"open pick": "picked", "open cancel": "cancelled", "open lapse": "lapsed",
		"picked agree": "agreed", "picked refuse": "open", "picked withdraw": "open", "picked cancel": "cancelled", "picked lapse": "lapsed",
		"agreed accept": "accepted", "agreed decline": "open", "agreed withdraw": "open", "agreed cancel": "cancelled", "agreed lapse": "lapsed",
		"accepted finish": "done", "accepted reopen": "open", "accepted cancel": "cancelled",
	}
	deeds := []outreach.Deed{outreach.Pick, outreach.Agree, outreach.Refuse, outreach.Accept, outreach.Decline, outreach.Withdraw, outreach.Cancel, outreach.Lapse, outreach.Finish, outreach.Reopen, outreach.Log}
	got := map[string]string{}
	for _, s := range states() {
		for _, d := range deeds {
			next, err := s.After(d)
			switch {
			case err == nil:
				got[fmt.Sprintf("%s %s", s, d)] = string(next)
			case !errors.Is(err, outreach.ErrState) || next != s:
				t.Errorf("%s %s: %v, %v", s, d, next, err)
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func monday(t *testing.T) clock.Day {
	t.Helper()
	d, err := clock.ParseDay("2026-11-30")
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestHalfDaysAreThoseOfWorkingDaysInTheSlots(t *testing.T) {
	t.Parallel()
	from := monday(t)
	if got := len(outreach.HalfDays(from, from.AddDays(6), outreach.AllSlots)); got != 10 {
		t.Errorf("a week has %d half-days, want 10", got)
	}
	got := outreach.HalfDays(from, from.AddDays(13), 1<<9) // Friday afternoons
	want := []outreach.HalfDay{{On: from.AddDays(4), Half: outreach.Afternoon}, {On: from.AddDays(11), Half: outreach.Afternoon}}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestVisitsMoveOnlyAlongTheirLife(t *testing.T) {
	t.Parallel()
	day := monday(t)
	before, after := day.Start(), day.Start().Add(24*time.Hour)
	for _, c := range []struct {
		state outreach.VisitState
		deed  outreach.Deed
		now   time.Time
		want  outreach.VisitState // the same: refused
	}{
		{outreach.Held, outreach.Accept, before, outreach.Planned},
		{outreach.Planned, outreach.Log, before, outreach.Planned},
		{outreach.Planned, outreach.Log, after, outreach.Logged},
		{outreach.Disputed, outreach.Log, after, outreach.Logged},
		{outreach.Held, outreach.Log, after, outreach.Held},
		{outreach.Logged, outreach.Confirm, after, outreach.Confirmed},
		{outreach.Logged, outreach.Dispute, after, outreach.Disputed},
		{outreach.Logged, outreach.CallOff, after, outreach.Logged},
		{outreach.Planned, outreach.CallOff, before, outreach.VisitCancelled},
		{outreach.Confirmed, outreach.Dispute, after, outreach.Confirmed},
		{outreach.Confirmed, outreach.CallOff, after, outreach.Confirmed},
		{outreach.VisitCancelled, outreach.Log, after, outreach.VisitCancelled},
	} {
		got, err := outreach.Visit{OnDay: day, State: c.state}.After(c.deed, c.now)
		if got != c.want || (err == nil) != (c.want != c.state) {
			t.Errorf("%s %s: %s, %v; want %s", c.state, c.deed, got, err, c.want)
		}
	}
}

func TestRequestsEndWithTheirLastHalfDay(t *testing.T) {
	t.Parallel()
	visits := func(states ...outreach.VisitState) (list []outreach.Visit) {
		for _, s := range states {
			list = append(list, outreach.Visit{State: s})
		}
		return list
	}
	if _, over := outreach.Outcome(visits(outreach.Confirmed, outreach.Planned)); over {
		t.Error("ended with a half-day to come")
	}
	if d, _ := outreach.Outcome(visits(outreach.Confirmed, outreach.VisitCancelled)); d != outreach.Finish {
		t.Errorf("one confirmed: %s", d)
	}
	if d, _ := outreach.Outcome(visits(outreach.VisitCancelled)); d != outreach.Reopen {
		t.Errorf("all called off: %s", d)
	}
}

// drawn is a random request with candidates and the cover of their units.
type drawn struct {
	request    outreach.Request
	candidates []outreach.Candidate
	covers     map[uuid.UUID]outreach.Cover
	now        time.Time
}

func draw(t *rapid.T) drawn {
	from, _ := clock.ParseDay("2026-11-30")
	d := drawn{covers: map[uuid.UUID]outreach.Cover{}, now: from.AddDays(-3).Start()}
	d.request = outreach.Request{
		Level: int16(rapid.IntRange(1, 4).Draw(t, "level")), FromOn: from, UntilOn: from.AddDays(rapid.IntRange(0, 20).Draw(t, "days")),
		HalfDays: rapid.IntRange(1, 6).Draw(t, "half-days"), Slots: rapid.IntRange(1, outreach.AllSlots).Draw(t, "slots"),
	}
	var units []uuid.UUID
	for range rapid.IntRange(1, 3).Draw(t, "units") {
		units = append(units, uuid.New())
		d.covers[units[len(units)-1]] = outreach.Cover{People: rapid.IntRange(1, 4).Draw(t, "people"), Minimum: rapid.IntRange(0, 3).Draw(t, "minimum")}
	}
	for i := range rapid.IntRange(0, 8).Draw(t, "candidates") {
		c := outreach.Candidate{
			StaffID: uuid.New(), GivenName: fmt.Sprint("Tên", i), UnitID: rapid.SampledFrom(units).Draw(t, "unit"), SameWard: rapid.Bool().Draw(t, "same"),
			Level: int16(rapid.IntRange(0, 5).Draw(t, "own")), Covers: rapid.Bool().Draw(t, "covers"), Open: rapid.Bool().Draw(t, "open"),
			Declines: rapid.IntRange(0, 9).Draw(t, "declines") == 0, Refused: rapid.IntRange(0, 9).Draw(t, "refused") == 0,
			Slots: rapid.IntRange(0, outreach.AllSlots).Draw(t, "theirs"), Live: rapid.IntRange(0, 7).Draw(t, "live"), Away: map[outreach.HalfDay]bool{},
		}
		for _, h := range outreach.HalfDays(from, d.request.UntilOn, outreach.AllSlots) {
			if rapid.IntRange(0, 4).Draw(t, "away") == 0 {
				cover := d.covers[c.UnitID]
				cover.Leave(h, c.StaffID)
				d.covers[c.UnitID], c.Away[h] = cover, true
			}
		}
		d.candidates = append(d.candidates, c)
	}
	return d
}

// TestNobodyIsNamedWhoCannotCome: whoever is ranked is able, willing and free, and
// leaves the own counter covered; whoever is not has a reason.
func TestNobodyIsNamedWhoCannotCome(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := draw(t)
		ranked, left := outreach.Rank(d.request, d.candidates, d.covers, d.now)
		if len(ranked)+len(left) != len(d.candidates) {
			t.Fatalf("%d ranked, %d left out of %d", len(ranked), len(left), len(d.candidates))
		}
		for _, r := range ranked {
			if r.Level < d.request.Level+1 || r.Declines || r.Refused || !r.Covers && !r.Open || len(r.Free) == 0 || len(r.Why) == 0 {
				t.Fatalf("ranked unfit: %+v", r)
			}
			if r.Score < 0 || r.Score > 10000 {
				t.Fatalf("score %d", r.Score)
			}
			cover := d.covers[r.UnitID]
			for _, h := range r.Free {
				if r.Away[h] || !h.Within(r.Slots) || !h.Within(d.request.Slots) || cover.People-len(cover.Away[h])-1 < cover.Minimum {
					t.Fatalf("not free on %v: %+v", h, r)
				}
			}
		}
		for _, l := range left {
			if l.Why.Key == "" {
				t.Fatalf("left out without a reason: %+v", l)
			}
		}
	})
}

func TestOrderOfCandidatesDoesNotMatter(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := draw(t)
		one, _ := outreach.Rank(d.request, d.candidates, d.covers, d.now)
		slices.Reverse(d.candidates)
		two, _ := outreach.Rank(d.request, d.candidates, d.covers, d.now)
		if diff := cmp.Diff(one, two, cmp.AllowUnexported(clock.Day{})); diff != "" {
			t.Fatal(diff)
		}
	})
}
