package reviews_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/fault"
	"camtay/app/org"
	"camtay/app/org/orgtest"
	"camtay/app/reviews"
	"camtay/app/staff"
	"camtay/app/staff/stafftest"
)

// joins has somebody begin in a unit after the launch.
func (w *world) joins(t *testing.T, unit org.Unit, name string) staff.Person {
	t.Helper()
	p := stafftest.New(t, w.pool, unit, func(p *staff.Person) { p.GivenName = name })
	stafftest.Post(t, w.pool, p, w.position, unit)
	return p
}

// signsIn gives somebody an account with a role over a unit.
func (w *world) signsIn(t *testing.T, p staff.Person, role access.Role, unit org.Unit) {
	t.Helper()
	account := uuid.New()
	w.exec(t, "insert into accounts (id, staff_id, login, grants_changed_at, created_at) values (?, ?, ?, now(), now())", account, p.ID, account.String())
	w.exec(t, "insert into grants (id, account_id, role, unit_id, granted_at) values (?, ?, ?, ?, now())", uuid.New(), account, role, unit.ID)
}

func (w *world) joined(t *testing.T, review uuid.UUID, f reviews.PeopleFilter) []string {
	t.Helper()
	rows, _, err := w.svc.Joined(w.officer(), review, f)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, j := range rows {
		names = append(names, fmt.Sprint(j.GivenName, " ", j.Items, " ", j.PartState))
	}
	return names
}

func TestWhoJoinsAfterTheLaunchIsShownAndAddedWhereTheUnitIsOpen(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := w.launch(t, reviews.Choice{Units: []uuid.UUID{w.tree.WardA.ID, w.tree.WardB.ID}, Competencies: []uuid.UUID{w.skills[0].ID}})
	w.clock.Advance(time.Hour)
	first, second := w.joins(t, w.tree.CentreA, "Giang"), w.joins(t, w.tree.CentreB, "Hải")
	w.joins(t, w.tree.Department, "Ích") // whom the review does not reach
	w.do(t, w.parts(t, r.ID)[w.tree.WardB.Name].ID, reviews.Finish)
	if diff := gocmp.Diff([]string{"Giang 1 open", "Hải 1 finished"}, w.joined(t, r.ID, reviews.PeopleFilter{})); diff != "" {
		t.Errorf("joined (-want +got):\n%s", diff)
	}
	if diff := gocmp.Diff([]string{"Giang 1 open"}, w.joined(t, r.ID, reviews.PeopleFilter{Open: true})); diff != "" {
		t.Errorf("can be added (-want +got):\n%s", diff)
	}
	told := w.count(t, "outbox where kind = 'reviews.launched'")
	for i, tc := range []struct {
		people []uuid.UUID
		want   int
	}{{[]uuid.UUID{second.ID}, 0}, {nil, 1}, {[]uuid.UUID{first.ID}, 0}} {
		if n, err := w.svc.Add(w.officer(), r.ID, tc.people); err != nil || n != tc.want {
			t.Errorf("%d: added %d, want %d: %v", i, n, tc.want, err)
		}
	}
	if now := w.count(t, "outbox where kind = 'reviews.launched'"); now != told+1 {
		t.Errorf("told %d people", now-told)
	}
	if p := w.parts(t, r.ID)[w.tree.WardA.Name]; p.People != 4 || p.Items != 4 {
		t.Errorf("part = %+v", p)
	}
	_, _, items, err := w.svc.MyItems(as(access.Learner, w.tree.Province.Path, first), r.ID)
	if err != nil || len(items) != 1 {
		t.Errorf("the new one's items = %+v, %v", items, err)
	}
	if _, err := w.svc.Add(w.lead(), r.ID, nil); !errors.Is(err, fault.New(fault.NotFound, "reviews.not_found")) {
		t.Errorf("a leader adds: %v", err)
	}
}

func TestWhoLeavesIsExcusedAndCountsNoMoreUntilTheyComeBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := w.launch(t, reviews.Choice{})
	items := w.say(t, r.ID, 0, 5, 1)
	w.say(t, r.ID, 1, 1, 1)
	before := w.parts(t, r.ID)[w.tree.WardA.Name]
	if before.Apart != 2 {
		t.Errorf("apart = %d", before.Apart)
	}
	w.exec(t, "update staff set left_on = ? where id = ?", "2026-01-31", w.people[0].ID)
	if _, err := w.svc.Tick(t.Context()); err != nil {
		t.Fatal(err)
	}
	after := w.parts(t, r.ID)[w.tree.WardA.Name]
	if after.People != 2 || after.Items != 4 || after.SelfDone != 2 || after.SuperiorDone != 2 || after.Apart != 0 {
		t.Errorf("part = %+v", after)
	}
	rows, _, err := w.svc.People(w.lead(), after.ID, reviews.PeopleFilter{})
	if err != nil || len(rows) != 3 || rows[0].ExcusedOn.String() != "2026-01-31" || !rows[1].ExcusedOn.IsZero() {
		t.Errorf("people = %+v, %v", rows, err)
	}
	excused := fault.New(fault.Conflict, "reviews.excused")
	if err := w.svc.Appraise(w.lead(), reviews.Answer{ItemID: items[0].ID, Level: 3}); !errors.Is(err, excused) {
		t.Errorf("appraised who left: %v", err)
	}
	if apart, _, err := w.svc.Calibration(w.officer(), r.ID, reviews.CalibrationFilter{}); err != nil || len(apart) != 0 {
		t.Errorf("apart = %+v, %v", apart, err)
	}
	w.exec(t, "update staff set left_on = null where id = ?", w.people[0].ID)
	if _, err := w.svc.Tick(t.Context()); err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(before, w.parts(t, r.ID)[w.tree.WardA.Name]); diff != "" {
		t.Errorf("back again (-want +got):\n%s", diff)
	}
	w.exec(t, "update staff set left_on = ? where id = ?", "2026-01-31", w.people[0].ID)
	w.do(t, after.ID, reviews.Finish, reviews.Lock)
	if got := w.entries(t, 0); len(got) != 0 {
		t.Errorf("who left was given evidence: %v", got)
	}
	if got := w.entries(t, 1); len(got) != 2 {
		t.Errorf("who stayed: %v", got)
	}
}

func TestWhomNobodyLeadsIsAppraisedByWhoIsNamed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.signsIn(t, w.leader, access.UnitLeader, w.tree.WardA)
	director := stafftest.New(t, w.pool, w.tree.Department, func(p *staff.Person) { p.GivenName = "Giám đốc" })
	w.signsIn(t, director, access.DepartmentOfficer, w.tree.Province)
	below := w.people[0]
	w.signsIn(t, below, access.UnitLeader, w.tree.CentreA)
	r := w.launch(t, reviews.Choice{Units: []uuid.UUID{w.tree.WardA.ID}})
	led := func() []string {
		rows, _, err := w.svc.Unled(w.officer(), r.ID, reviews.PeopleFilter{})
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, u := range rows {
			names = append(names, u.GivenName+" "+u.Appraiser)
		}
		return names
	}
	if diff := gocmp.Diff([]string{"Cúc "}, led()); diff != "" {
		t.Fatalf("nobody leads (-want +got):\n%s", diff)
	}
	may, err := w.svc.Appraisers(w.officer(), r.ID, w.leader.ID, "")
	if err != nil || len(may) != 1 || may[0].StaffID != director.ID {
		t.Fatalf("may be named: %+v, %v", may, err)
	}
	for name, who := range map[string]staff.Person{"themselves": w.leader, "whom they lead": below, "who leads nobody": w.people[1]} {
		var f *fault.Fault
		if err := w.svc.Name(w.officer(), r.ID, w.leader.ID, who.ID); !errors.As(err, &f) || f.Code != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	named := as(access.DepartmentOfficer, w.tree.Department.Path, director)
	_, _, items, err := w.svc.MyItems(w.self(2), r.ID)
	if err != nil {
		t.Fatal(err)
	}
	answer := reviews.Answer{ItemID: items[0].ID, Level: 4}
	if err := w.svc.Appraise(named, answer); !errors.Is(err, fault.New(fault.NotFound, "reviews.not_found")) {
		t.Errorf("before being named: %v", err)
	}
	if err := w.svc.Name(w.officer(), r.ID, w.leader.ID, director.ID); err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff([]string{"Cúc " + director.FullName}, led()); diff != "" {
		t.Errorf("named (-want +got):\n%s", diff)
	}
	todo, err := w.svc.ToAppraise(named)
	if err != nil || len(todo) != 1 || todo[0].StaffID != w.leader.ID || todo[0].Items != 2 {
		t.Errorf("to appraise: %+v, %v", todo, err)
	}
	p, err := w.svc.OfPerson(named, r.ID, w.leader.ID)
	if err != nil || !p.May {
		t.Errorf("form = %+v, %v", p, err)
	}
	if _, err := w.svc.OfPerson(named, r.ID, w.people[1].ID); !errors.Is(err, fault.New(fault.NotFound, "reviews.not_found")) {
		t.Errorf("of somebody else: %v", err)
	}
	if err := w.svc.Appraise(named, answer); err != nil {
		t.Fatal(err)
	}
	if n := w.count(t, "outbox where kind = 'reviews.named'"); n != 1 {
		t.Errorf("told %d times", n)
	}
	if _, err := w.svc.Remind(w.officer(), r.ID, uuid.Nil); err != nil {
		t.Fatal(err)
	}
	if n := w.count(t, "review_reminders where staff_id = ?", director.ID); n != 1 {
		t.Errorf("who was named was reminded %d times", n)
	}
	w.do(t, w.parts(t, r.ID)[w.tree.WardA.Name].ID, reviews.Finish)
	if err := w.svc.Name(w.officer(), r.ID, w.leader.ID, director.ID); !errors.Is(err, fault.New(fault.Conflict, "reviews.finished")) {
		t.Errorf("named after the unit finished: %v", err)
	}
}

func TestListsThatNamePeopleAreLogged(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := w.launch(t, reviews.Choice{Units: []uuid.UUID{w.tree.WardA.ID}})
	w.say(t, r.ID, 0, 5, 1)
	w.joins(t, w.tree.CentreA, "Giang")
	part := w.parts(t, r.ID)[w.tree.WardA.Name]
	w.do(t, part.ID, reviews.Finish, reviews.Lock)
	for name, look := range map[string]struct {
		read func(ctx context.Context) error
		deed string
		want int
	}{
		"people": {func(ctx context.Context) error {
			_, _, err := w.svc.People(ctx, part.ID, reviews.PeopleFilter{})
			return err
		}, "reviews.list_read", 3},
		"calibration": {func(ctx context.Context) error {
			_, _, err := w.svc.Calibration(ctx, r.ID, reviews.CalibrationFilter{})
			return err
		}, "reviews.list_read", 1},
		"joined": {func(ctx context.Context) error {
			_, _, err := w.svc.Joined(ctx, r.ID, reviews.PeopleFilter{})
			return err
		}, "reviews.list_read", 1},
		"unled": {func(ctx context.Context) error {
			_, _, err := w.svc.Unled(ctx, r.ID, reviews.PeopleFilter{})
			return err
		}, "reviews.list_read", 3},
		"workbook": {func(ctx context.Context) error { _, _, err := w.svc.Workbook(ctx, r.ID, "vi"); return err }, "reviews.workbook_download", 3},
		"tallies":  {func(ctx context.Context) error { _, err := w.svc.Report(ctx, r.ID); return err }, "reviews.list_read", 0},
	} {
		w.clock.Advance(time.Minute)
		if err := look.read(w.officer()); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if n := w.count(t, "v_reads where deed = ? and at = ?", look.deed, w.clock.Now()); n != look.want {
			t.Errorf("%s: %d people see it, want %d", name, n, look.want)
		}
	}
}

// TestPartsAreSortedOnTheServerPageByPage: every order shows every part once, in
// the order of its numbers, whatever the size of the pages.
func TestPartsAreSortedOnTheServerPageByPage(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := w.launch(t, reviews.Choice{Units: []uuid.UUID{w.tree.WardA.ID}})
	for i := range 9 {
		unit := orgtest.New(t, w.pool, fmt.Sprintf("%s-W%d", w.tree.Province.Code, i), org.KindWard, w.tree.Province)
		items := 4 + i%4
		w.exec(t, `insert into review_parts (id, review_id, unit_id, state, people, items, self_done, superior_done, apart, filled_at)
			values (?, ?, ?, 'open', 1, ?, ?, ?, ?, now())`, uuid.New(), r.ID, unit.ID, items, i%4, (i*2)%3, i%3)
	}
	wanted := func(p reviews.Part) int { return 2*p.Items - p.SelfDone - p.SuperiorDone }
	for sort, by := range map[string]func(p reviews.Part) int{
		"": nil, "unit": nil, "progress": func(p reviews.Part) int { return (p.SelfDone + p.SuperiorDone) * 10000 / (2 * p.Items) },
		"late": wanted, "apart": func(p reviews.Part) int { return p.Apart },
	} {
		for _, sign := range []string{"", "-"} {
			seen := w.allParts(t, r.ID, sign+sort)
			if len(seen) != 10 {
				t.Errorf("%s%s shows %d parts", sign, sort, len(seen))
			}
			inOrder := slices.IsSortedFunc(seen, func(a, b reviews.Part) int {
				order := cmp.Compare(a.UnitName, b.UnitName)
				if by != nil && by(a) != by(b) {
					order = cmp.Compare(by(a), by(b))
				}
				if sign == "-" {
					return -order
				}
				return order
			})
			if !inOrder {
				t.Errorf("%s%s: %+v", sign, sort, seen)
			}
		}
	}
}

// allParts are a review's parts in an order, read three at a time.
func (w *world) allParts(t *testing.T, id uuid.UUID, sort string) []reviews.Part {
	t.Helper()
	var seen []reviews.Part
	for after := ""; ; {
		rows, next, err := w.svc.Parts(w.officer(), id, reviews.PartFilter{Sort: sort, After: after, Limit: 3})
		if err != nil {
			t.Fatal(err)
		}
		seen = append(seen, rows...)
		if next == "" {
			return seen
		}
		after = next
	}
}

// TestWhatLiesApartIsPagedWithoutLoss: the farthest first, those alike by their id.
func TestWhatLiesApartIsPagedWithoutLoss(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := w.launch(t, reviews.Choice{})
	w.say(t, r.ID, 0, 5, 2)
	w.say(t, r.ID, 1, 4, 1)
	w.say(t, r.ID, 2, 5, 0)
	all, _, err := w.svc.Calibration(w.officer(), r.ID, reviews.CalibrationFilter{})
	if err != nil || len(all) != 6 {
		t.Fatalf("all = %d, %v", len(all), err)
	}
	var paged []reviews.Calibrated
	for after := ""; ; {
		rows, next, err := w.svc.Calibration(w.officer(), r.ID, reviews.CalibrationFilter{After: after, Limit: 2})
		if err != nil {
			t.Fatal(err)
		}
		paged = append(paged, rows...)
		if after = next; next == "" {
			break
		}
	}
	if diff := gocmp.Diff(all, paged); diff != "" {
		t.Errorf("page by page (-all +paged):\n%s", diff)
	}
	if !slices.IsSortedFunc(all, func(a, b reviews.Calibrated) int { return cmp.Compare(b.Spread, a.Spread) }) {
		t.Errorf("not the farthest first: %+v", all)
	}
}
