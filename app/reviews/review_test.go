package reviews_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"pgregory.net/rapid"

	"camtay/app/clock"
	"camtay/app/reviews"
)

func TestAPartMovesOnlyAsItsLifeAllows(t *testing.T) {
	t.Parallel()
	for state, want := range map[string][]reviews.Deed{
		reviews.PartOpen:     {reviews.Finish},
		reviews.PartFinished: {reviews.Reopen, reviews.Lock},
		reviews.PartLocked:   {reviews.Unlock},
	} {
		if diff := cmp.Diff(want, reviews.Part{State: state}.Deeds(true, false)); diff != "" {
			t.Errorf("%s, the department (-want +got):\n%s", state, diff)
		}
	}
	if got := (reviews.Part{State: reviews.PartLocked}).Deeds(false, true); got != nil {
		t.Errorf("a leader may %v a locked part", got)
	}
	if got := (reviews.Part{State: reviews.PartOpen}).Deeds(false, false); got != nil {
		t.Errorf("a stranger may %v", got)
	}
}

func TestNobodyAppraisesOrDecidesOnThemselves(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		me := uuid.UUID{1}
		person := uuid.UUID{byte(rapid.IntRange(1, 2).Draw(t, "person"))}
		i, m := reviews.Item{StaffID: person}, reviews.Member{StaffID: person}
		runs, leads := rapid.Bool().Draw(t, "runs"), rapid.Bool().Draw(t, "leads")
		named, left := rapid.Bool().Draw(t, "named"), rapid.Bool().Draw(t, "left")
		if named {
			m.AppraiserID = me
		}
		if left {
			m.ExcusedOn = clock.DayOf(time.Unix(0, 0))
		}
		own := i.StaffID == me
		if own && (m.MayAppraise(me, leads) || i.Allowed(me, runs, leads) != nil) {
			t.Fatal("somebody judges themselves")
		}
		if got, want := m.MayAppraise(me, leads), !own && !left && (leads || named); got != want {
			t.Fatalf("may appraise = %t, want %t", got, want)
		}
		if !runs && i.Decides(reviews.Override, me, runs, leads) {
			t.Fatal("somebody else than the department sets a level")
		}
		if !runs && !leads && i.Allowed(me, runs, leads) != nil {
			t.Fatal("a stranger decides")
		}
	})
}

func TestProgressCountsOnlyWhatIsAsked(t *testing.T) {
	t.Parallel()
	p := reviews.Part{Items: 10, SelfDone: 4, SuperiorDone: 7}
	for _, tc := range []struct {
		r            reviews.Review
		done, wanted int
	}{
		{reviews.Review{AskSelf: true, AskSuperior: true}, 11, 20},
		{reviews.Review{AskSelf: true}, 4, 10},
		{reviews.Review{AskTest: true}, 0, 0},
	} {
		if done, wanted := tc.r.Asked(p); done != tc.done || wanted != tc.wanted {
			t.Errorf("%+v: %d of %d", tc.r, done, wanted)
		}
	}
}
