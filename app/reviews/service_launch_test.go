package reviews_test

import (
	"context"
	"errors"
	"testing"

	"github.com/uptrace/bun"

	"camtay/app/db"
	"camtay/app/fault"
	"camtay/app/reviews"
)

// crowd puts so many more people of the position into the centre of ward B.
func (w *world) crowd(t *testing.T, people int) {
	t.Helper()
	err := db.InTx(t.Context(), w.pool, func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.ExecContext(ctx, `with more as (
				insert into staff (id, code, family_name, given_name, unit_id, created_at, updated_at)
				select gen_random_uuid(), 'X-' || n, 'Lê', 'Hoa', ?, now(), now() from generate_series(1, ?) n
				returning id, unit_id
			)
			insert into posts (id, staff_id, position_id, unit_id, kind, during, created_at)
			select gen_random_uuid(), id, ?, unit_id, 'permanent', daterange('2025-01-01', null), now() from more`, w.tree.CentreB.ID, people, w.position.ID)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (w *world) count(t *testing.T, query string, args ...any) int {
	t.Helper()
	var n int
	if err := w.pool.NewRaw("select count(*) from "+query, args...).Scan(t.Context(), &n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestALargeReviewIsMadeInTheBackgroundBeforeAnybodyIsAsked(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.crowd(t, 3000)
	r := w.launch(t, reviews.Choice{})
	if r.State != reviews.Launching {
		t.Fatalf("state = %s", r.State)
	}
	if told := w.count(t, "outbox where kind = 'reviews.launched'"); told != 0 {
		t.Errorf("told %d people before the review is ready", told)
	}
	if mine, err := w.svc.Mine(w.self(0)); err != nil || len(mine) != 0 {
		t.Errorf("mine = %+v, %v", mine, err)
	}
	if err := w.svc.Close(w.officer(), r.ID); !errors.Is(err, fault.New(fault.Conflict, "reviews.not_launched")) {
		t.Errorf("closed while launching: %v", err)
	}
	for name, p := range w.parts(t, r.ID) {
		if err := w.svc.Do(w.officer(), p.ID, reviews.Finish, ""); !errors.Is(err, fault.New(fault.Conflict, "reviews.not_launched")) {
			t.Errorf("%s finished while launching: %v", name, err)
		}
	}
	if _, err := w.svc.Advance(t.Context()); err != nil {
		t.Fatal(err)
	}
	c, err := w.svc.Find(w.officer(), r.ID)
	if err != nil || c.State != reviews.Open || c.Made != 2 || c.Parts != 2 || c.People != 3004 || c.Items != 6008 {
		t.Errorf("review = %+v, %v", c, err)
	}
	if told := w.count(t, "outbox where kind = 'reviews.launched'"); told != 3004 {
		t.Errorf("told %d people", told)
	}
	if err := w.svc.CallOff(w.officer(), r.ID); !errors.Is(err, fault.New(fault.Conflict, "reviews.launched_already")) {
		t.Errorf("called off an open review: %v", err)
	}
}

// TestALaunchCalledOffLeavesNothing: before its first part is made, and when all
// are made but nobody was asked yet.
func TestALaunchCalledOffLeavesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.crowd(t, 3000)
	for name, halfway := range map[string]bool{"at once": false, "half-way": true} {
		r := w.launch(t, reviews.Choice{})
		if halfway { // the first part is there
			w.exec(t, "insert into review_people (review_id, staff_id, part_id, added_at) select ?, ?, id, now() from review_parts where review_id = ? and unit_id = ?",
				r.ID, w.people[0].ID, r.ID, w.tree.WardA.ID)
			w.exec(t, `insert into review_items (id, review_id, part_id, staff_id, competency_id, required, evidence_level)
				select gen_random_uuid(), review_id, part_id, staff_id, ?, 3, 0 from review_people`, w.skills[0].ID)
		}
		for range 2 {
			if err := w.svc.CallOff(w.officer(), r.ID); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		if _, err := w.svc.Advance(t.Context()); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, table := range []string{"reviews", "review_parts", "review_people", "review_items", "outbox"} {
			if left := w.count(t, table); left != 0 {
				t.Errorf("%s: %d rows of %s are left", name, left, table)
			}
		}
	}
}

func (w *world) exec(t *testing.T, query string, args ...any) {
	t.Helper()
	if _, err := w.pool.NewRaw(query, args...).Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
}
