package plans_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"pgregory.net/rapid"

	"camtay/app/plans"
)

func TestAPlanIsActiveOnlyAfterBothSidesSaidYesToTheSame(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := plans.Plan{State: plans.Draft, Revision: 1}
		var author plans.Side // who last wrote or sent what is now to be agreed
		now := time.Date(2026, 11, 27, 0, 0, 0, 0, time.UTC)
		for range rapid.IntRange(1, 25).Draw(t, "deeds") {
			deed := rapid.SampledFrom(plans.Deeds()).Draw(t, "deed")
			by := rapid.SampledFrom([]plans.Side{plans.Person, plans.Superior}).Draw(t, "side")
			after, err := p.After(deed, by, "x", now)
			if err != nil {
				continue
			}
			if !p.State.Live() {
				t.Fatalf("%s of a plan that is over", deed)
			}
			switch {
			case deed == plans.Submit, deed == plans.Write && p.State != plans.Draft:
				author = by
			case deed == plans.Agree && author == by:
				t.Fatalf("%s agreed with itself", by)
			}
			if p.State != plans.Active && after.State == plans.Active && deed != plans.Agree {
				t.Fatalf("%s made the plan active", deed)
			}
			if after.State == plans.Complete && p.State != plans.Active {
				t.Fatalf("completed from %s", p.State)
			}
			if (after.State == plans.Proposed) != (after.Awaits != "") && after.State != plans.Active {
				t.Fatalf("%s awaits %q", after.State, after.Awaits)
			}
			p = after
		}
	})
}

func TestEachDeedBelongsToItsSideAndTurn(t *testing.T) {
	t.Parallel()
	proposed := plans.Plan{State: plans.Proposed, Awaits: plans.Superior}
	active := plans.Plan{State: plans.Active}
	for _, c := range []struct {
		name string
		plan plans.Plan
		deed plans.Deed
		by   plans.Side
		want error
	}{
		{"the proposer cannot agree", proposed, plans.Agree, plans.Person, plans.ErrTurn},
		{"the other side agrees", proposed, plans.Agree, plans.Superior, nil},
		{"the proposer takes back", proposed, plans.TakeBack, plans.Person, nil},
		{"only the superior gives up what is agreed", active, plans.Cancel, plans.Person, plans.ErrSide},
		{"the superior does not tick", active, plans.Tick, plans.Superior, plans.ErrSide},
		{"a draft is not completed", plans.Plan{State: plans.Draft}, plans.Finish, plans.Person, plans.ErrState},
		{"nothing to agree to", active, plans.Agree, plans.Superior, plans.ErrTurn},
		{"not complete while a change is asked", plans.Plan{State: plans.Active, Awaits: plans.Person}, plans.Finish, plans.Superior, plans.ErrTurn},
	} {
		if _, err := c.plan.After(c.deed, c.by, "x", time.Time{}); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}

func content(change ...func(*plans.Content)) plans.Content {
	c := plans.Content{UntilOn: day("2027-06-30"), Targets: []plans.Target{{
		CompetencyID: id(1), LevelFrom: 1, LevelTo: 3, UntilOn: day("2027-03-31"), Why: plans.WhyGap,
		Actions: []plans.Action{{ID: id(10), Kind: plans.Practice, TitleVI: "Thực hành", UntilOn: day("2027-03-01")}},
	}}}
	for _, f := range change {
		f(&c)
	}
	return c
}

func TestACheckNamesThePlaceOfEachFault(t *testing.T) {
	t.Parallel()
	for key, change := range map[string]func(*plans.Content){
		"":                     func(*plans.Content) {},
		"plans.bad_until":      func(c *plans.Content) { c.UntilOn = day("2029-06-30") },
		"plans.bad_count":      func(c *plans.Content) { c.Targets = nil },
		"plans.twice":          func(c *plans.Content) { c.Targets = append(c.Targets, c.Targets[0]) },
		"plans.not_above":      func(c *plans.Content) { c.Targets[0].LevelTo = 1 },
		"plans.bad_target_day": func(c *plans.Content) { c.Targets[0].UntilOn = day("2027-07-01") },
		"plans.bad_action_day": func(c *plans.Content) { c.Targets[0].Actions[0].UntilOn = day("2027-04-01") },
		"plans.no_title":       func(c *plans.Content) { c.Targets[0].Actions[0].TitleVI = "" },
		"plans.no_such_action": func(c *plans.Content) { c.Targets[0].Actions[0].Kind = plans.Course },
	} {
		faults := content(change).Check(day("2026-11-27"))
		var keys []string
		for _, f := range faults {
			keys = append(keys, f.Key)
		}
		switch {
		case key == "" && len(faults) > 0, key != "" && (len(faults) != 1 || faults[0].Key != key):
			t.Errorf("%q: %v", key, keys)
		}
	}
}

func TestADifferenceShowsWhatStaysComesAndGoes(t *testing.T) {
	t.Parallel()
	before := content()
	after := content(func(c *plans.Content) {
		c.Targets[0].LevelTo = 4
		c.Targets[0].Actions = []plans.Action{{ID: id(11), Kind: plans.Course, RefID: id(90), TitleVI: "Khóa học", UntilOn: day("2027-03-01")}}
		c.Targets = append(c.Targets, plans.Target{CompetencyID: id(2), LevelTo: 1, UntilOn: day("2027-05-01"), Why: plans.WhyWish})
	})
	marks := func(rows []plans.Difference) (targets, actions []plans.Mark) {
		for _, r := range rows {
			targets = append(targets, r.Mark)
			for _, a := range r.Actions {
				actions = append(actions, a.Mark)
			}
		}
		return targets, actions
	}
	targets, actions := marks(plans.Differ(before, after))
	if diff := cmp.Diff([]plans.Mark{plans.Changed, plans.Added}, targets); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]plans.Mark{plans.Added, plans.Removed}, actions); diff != "" {
		t.Error(diff)
	}
	targets, _ = marks(plans.Differ(after, before))
	if diff := cmp.Diff([]plans.Mark{plans.Changed, plans.Removed}, targets); diff != "" {
		t.Error(diff)
	}
	targets, actions = marks(plans.Differ(before, before))
	if diff := cmp.Diff([]plans.Mark{plans.Same, plans.Same}, append(targets, actions...)); diff != "" {
		t.Error(diff)
	}
}

func TestAPlanIsRipeWhenAllIsMetOrItsTimeIsOver(t *testing.T) {
	t.Parallel()
	c := content()
	count := func(level int16, today string) plans.Tally {
		return plans.Count(c, map[uuid.UUID]int16{id(1): level}, day(today))
	}
	if got := count(2, "2027-04-01"); got != (plans.Tally{Targets: 1, Overdue: 1}) || got.Ripe(c.UntilOn, day("2027-04-01")) {
		t.Errorf("unmet after its day: %+v", got)
	}
	if got := count(3, "2027-01-01"); got.Met != 1 || !got.Ripe(c.UntilOn, day("2027-01-01")) {
		t.Errorf("met: %+v", got)
	}
	if got := count(0, "2027-07-01"); !got.Ripe(c.UntilOn, day("2027-07-01")) {
		t.Error("not ripe after its last day")
	}
}
