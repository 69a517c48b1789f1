package learn_test

import (
	"testing"

	"camtay/app/event"
	"camtay/app/evidence"
	"camtay/app/learn"
)

// Another process serves the same learner; what it writes is on the next page
// this one shows.
func TestAChangeMadeElsewhereIsOnThePageAtOnce(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	elsewhere, err := learn.New(t.Context(), d.db, d.clock, evidence.NewLedger(event.NewOutbox()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(elsewhere.Close)
	before := d.home(t)
	if _, err := elsewhere.Open(d.ctx, d.lessons[0]); err != nil {
		t.Fatal(err)
	}
	after := d.home(t)
	if before.Next.Kind != "course" || after.Next.Kind != "lesson" {
		t.Errorf("before %s, after %s", before.Next.Kind, after.Next.Kind)
	}
}

func TestEveryRowThatAPageShowsCountsAsAChange(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.complete(t, d.lessons[0])
	d.complete(t, d.lessons[1])
	number := func() (own, everyone int64) {
		t.Helper()
		err := d.db.QueryRowContext(t.Context(), `select
			coalesce((select number from home_changes where staff_id = ?), 0),
			coalesce((select number from home_changes where staff_id = '00000000-0000-0000-0000-000000000000'), 0)`, d.learner).
			Scan(&own, &everyone)
		if err != nil {
			t.Fatal(err)
		}
		return own, everyone
	}
	for _, c := range []struct {
		change string
		all    bool
	}{
		{"update levels set level = 2", false},
		{"update posts set kind = 'acting'", false},
		{"update enrolments set completed_at = null", false},
		{"delete from lesson_progress", false},
		{"update requirements set level = 4", true},
		{"update unit_requirements set level = 4", true},
		{"update competencies set name_vi = 'Tên mới'", true},
		{"update positions set name_vi = 'Tên mới'", true},
		{"update units set name = 'Tên mới'", true},
		{"delete from claims", true},
		{`insert into criteria_sets (id, source, source_id, version, state, tree, needs, created_at, updated_at)
			values (gen_random_uuid(), 'course', gen_random_uuid(), 1, 'draft', '{"outcomes": []}', '{}', now(), now())`, true},
		{"update courses set minutes = 50", true},
		{"update lessons set title_vi = 'Tên mới'", true},
		{"update quizzes set minutes = 50", true},
	} {
		ownBefore, allBefore := number()
		if _, err := d.db.ExecContext(t.Context(), c.change); err != nil {
			t.Fatalf("%s: %v", c.change, err)
		}
		ownAfter, allAfter := number()
		if c.all && allAfter <= allBefore || !c.all && ownAfter <= ownBefore {
			t.Errorf("%s counts no change", c.change)
		}
	}
}
