package gaps_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/competency/competencytest"
	"camtay/app/fault"
	"camtay/app/gaps"
	"camtay/app/org"
	"camtay/app/staff"
	"camtay/app/staff/stafftest"
	"camtay/migrations/testdb"
)

func as(role access.Role, u org.Unit) context.Context {
	return access.With(context.Background(), access.Principal{Grants: []access.Grant{{Role: role, Path: u.Path}}})
}

func service(db *bun.DB) *gaps.Service {
	return gaps.New(db, clock.NewFake(stafftest.Now()))
}

func isFault(err error, key string) bool {
	var f *fault.Fault
	return errors.As(err, &f) && f.Key == key
}

func TestATeamIsListedPageByPageThoseWhoLackMostFirst(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	w := newWorld(t, db)
	w.officer(t, db, "An", w.tree.CentreA, 3, 2)
	w.officer(t, db, "Bình", w.tree.WardA, 1, 1)
	w.officer(t, db, "Chi", w.tree.CentreA, 3, 1)
	w.officer(t, db, "Dung", w.tree.CentreB, 0, 0)
	list := func(tf gaps.TeamFilter, f gaps.PeopleFilter) []string {
		t.Helper()
		var names []string
		f.Limit = 2
		for {
			page, next, err := service(db).Team(as(access.UnitLeader, w.tree.WardA), tf, f)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range page {
				names = append(names, m.GivenName)
			}
			if next == "" {
				return names
			}
			f.After = next
		}
	}
	for name, tc := range map[string]struct {
		team gaps.TeamFilter
		f    gaps.PeopleFilter
		want []string
	}{
		"the ward":         {gaps.TeamFilter{}, gaps.PeopleFilter{UnitID: w.tree.WardA.ID}, []string{"Bình", "Chi", "An"}},
		"critical only":    {gaps.TeamFilter{CriticalOnly: true}, gaps.PeopleFilter{UnitID: w.tree.WardA.ID}, []string{"Bình", "An", "Chi"}},
		"one office":       {gaps.TeamFilter{PositionID: w.position.ID}, gaps.PeopleFilter{UnitID: w.tree.CentreA.ID}, []string{"Chi", "An"}},
		"by name":          {gaps.TeamFilter{}, gaps.PeopleFilter{UnitID: w.tree.WardA.ID, Q: "binh"}, []string{"Bình"}},
		"another position": {gaps.TeamFilter{PositionID: uuid.New()}, gaps.PeopleFilter{UnitID: w.tree.WardA.ID}, nil},
	} {
		if diff := cmp.Diff(tc.want, list(tc.team, tc.f)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	_, _, err := service(db).Team(as(access.UnitLeader, w.tree.WardA), gaps.TeamFilter{}, gaps.PeopleFilter{UnitID: w.tree.WardB.ID})
	if !isFault(err, "gaps.unit_not_found") {
		t.Errorf("another ward: %v", err)
	}
	shares, _, err := service(db).Shares(as(access.UnitLeader, w.tree.WardA), w.tree.CentreA.ID, gaps.TeamFilter{})
	want := []gaps.Share{{CompetencyID: w.intake.ID, Required: 2, Met: 2}, {CompetencyID: w.digitising.ID, Required: 2, Met: 1}}
	if diff := cmp.Diff(want, shares); diff != "" || err != nil {
		t.Errorf("office's competencies, %v (-want +got):\n%s", err, diff)
	}
}

func TestAFutureMoveShowsWhatWillBeMissing(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	w := newWorld(t, db)
	p := w.officer(t, db, "Hoà", w.tree.CentreA, 3, 2)
	next := stafftest.Position(t, db)
	competencytest.Requirement(t, db, next, w.digitising, 4, func(r *competency.Requirement) { r.Critical = true })
	var today clock.Day
	if err := db.NewRaw("select current_date").Scan(context.Background(), &today); err != nil {
		t.Fatal(err)
	}
	stafftest.Post(t, db, p, next, w.tree.WardA, func(o *staff.Post) { o.Kind, o.From, o.Until = staff.Acting, today.AddDays(10), today.AddDays(40) })
	got, err := service(db).OfPerson(as(access.UnitLeader, w.tree.WardA), p.ID)
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Ahead) != 2 || got.Ahead[0].Day != today.AddDays(10) || got.Ahead[1].Day != today.AddDays(40) {
		t.Fatalf("ahead = %+v", got.Ahead)
	}
	item := got.Ahead[0].Items[0]
	if item.CompetencyID != w.digitising.ID || item.Before != 2 || item.After != 4 || !item.Critical || len(item.Spans) != 2 || got.Levels[w.digitising.ID] != 2 {
		t.Errorf("item = %+v", item)
	}
	if row := got.Gaps[0].Posts[0]; row.Kind != staff.Permanent || !row.Critical || row.From.IsZero() {
		t.Errorf("row of today = %+v", row)
	}
}

func TestAFieldIsVacantSharedOrClear(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	w := newWorld(t, db)
	first := w.officer(t, db, "An", w.tree.CentreA, 1, 1)
	w.officer(t, db, "Bình", w.tree.CentreA, 1, 1)
	leader := as(access.UnitLeader, w.tree.WardA)
	state := func(u org.Unit, ctx context.Context) gaps.Field {
		t.Helper()
		fields, _, err := service(db).Fields(ctx, u.ID)
		if err != nil {
			t.Fatal(err)
		}
		return fields[slices.IndexFunc(fields, func(f gaps.Field) bool { return f.Code == w.position.Code })]
	}
	if f := state(w.tree.WardA, leader); f.State() != gaps.FieldShared || len(f.Holders) != 2 {
		t.Errorf("two without a responsible: %+v", f)
	}
	if f := state(w.tree.WardB, as(access.DepartmentOfficer, w.tree.Province)); f.State() != gaps.FieldVacant {
		t.Errorf("nobody: %+v", f)
	}
	for range 2 { // naming twice on one day leaves one row
		if err := service(db).NameOwner(leader, w.tree.WardA.ID, gaps.FieldPosition, w.position.Code, first.ID); err != nil {
			t.Fatal(err)
		}
	}
	if f := state(w.tree.WardA, leader); f.State() != gaps.FieldClear || f.Responsible.StaffID != first.ID {
		t.Errorf("named: %+v", f)
	}
	outsider := w.officer(t, db, "Chi", w.tree.CentreB, 1, 1)
	if err := service(db).NameOwner(leader, w.tree.WardA.ID, gaps.FieldPosition, w.position.Code, outsider.ID); !isFault(err, "gaps.not_a_holder") {
		t.Errorf("someone who does not hold it: %v", err)
	}
	if err := service(db).NameOwner(leader, w.tree.WardB.ID, gaps.FieldPosition, w.position.Code, outsider.ID); !isFault(err, "gaps.unit_not_found") {
		t.Errorf("another ward: %v", err)
	}
	if err := service(db).NameOwner(leader, w.tree.WardA.ID, gaps.FieldPosition, w.position.Code, uuid.Nil); err != nil {
		t.Fatal(err)
	}
	counts, err := service(db).FieldCounts(leader)
	if err != nil || len(counts) != 1 || counts[0].Shared != 1 || counts[0].Vacant != 0 {
		t.Errorf("counts = %+v, %v", counts, err)
	}
}

func TestAwayOfTheOnlyOneShowsTheLossAndTheNeighbourWhoCouldHelp(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	w := newWorld(t, db)
	only := w.officer(t, db, "An", w.tree.CentreA, 3, 2)
	w.officer(t, db, "Bình", w.tree.CentreA, 1, 2)
	helper := w.officer(t, db, "Chi", w.tree.CentreB, 4, 0)
	look := func(ctx context.Context) gaps.Absence {
		t.Helper()
		a, err := service(db).Without(ctx, w.tree.WardA.ID, gaps.Away{StaffIDs: []uuid.UUID{only.ID}, Minimum: 1})
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	a := look(as(access.DepartmentOfficer, w.tree.Province))
	if len(a.Drops) != 1 || a.Drops[0].CompetencyID != w.intake.ID || a.Drops[0].Today != 1 || a.Drops[0].After != 0 {
		t.Errorf("drops = %+v", a.Drops)
	}
	if len(a.Neighbours) != 1 || a.Neighbours[0].UnitID != w.tree.WardB.ID || a.Neighbours[0].StaffID != helper.ID {
		t.Errorf("neighbours for the department = %+v", a.Neighbours)
	}
	if n := look(as(access.UnitLeader, w.tree.WardA)).Neighbours; len(n) != 1 || n[0].Able != 1 || n[0].StaffID != uuid.Nil || n[0].FullName != "" {
		t.Errorf("neighbours for the ward's leader name people: %+v", n)
	}
	points, err := service(db).Fragilities(as(access.DepartmentOfficer, w.tree.Province), w.intake.ID)
	if err != nil || len(points) != 2 || points[0].Able != 1 || points[0].Bar != 3 {
		t.Errorf("fragilities = %+v, %v", points, err)
	}
	fragile, err := service(db).Fragile(as(access.UnitLeader, w.tree.WardA), w.tree.WardA.ID)
	if err != nil || len(fragile.Covered) != 2 || !slices.Equal(fragile.Covered[0].Able, []uuid.UUID{only.ID}) {
		t.Errorf("fragile = %+v, %v", fragile.Covered, err)
	}
}

func TestWhatAProcedureNeedsIsDraftedOnceAndThenKept(t *testing.T) {
	t.Parallel()
	ctx, db := context.Background(), testdb.New(t)
	w := newWorld(t, db)
	id := w.procedure(t, db, "Khai sinh", "Hộ tịch")
	draft := func() {
		t.Helper()
		if err := db.RunInTx(ctx, nil, gaps.DraftProcedures); err != nil {
			t.Fatal(err)
		}
	}
	officer := as(access.DepartmentOfficer, w.tree.Province)
	needs := func() []gaps.Bar {
		t.Helper()
		found, err := service(db).Procedure(officer, id)
		if err != nil {
			t.Fatal(err)
		}
		var bars []gaps.Bar
		for _, n := range found.Needs {
			bars = append(bars, gaps.Bar{CompetencyID: n.CompetencyID, Level: n.Level})
		}
		return bars
	}
	draft()
	// Digitising is required at level 2 only.
	drafted := []gaps.Bar{{CompetencyID: w.intake.ID, Level: 3}}
	if diff := cmp.Diff(drafted, needs()); diff != "" {
		t.Errorf("draft (-want +got):\n%s", diff)
	}
	edited := []gaps.Bar{{CompetencyID: w.digitising.ID, Level: 2}}
	if err := service(db).DecideNeeds(officer, id, []gaps.Wish{{Bar: edited[0]}}, drafted); err != nil {
		t.Fatal(err)
	}
	draft()
	if diff := cmp.Diff(edited, needs()); diff != "" {
		t.Errorf("after editing (-want +got):\n%s", diff)
	}
	if err := service(db).DraftNeeds(officer, id, edited); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(drafted, needs()); diff != "" {
		t.Errorf("drafted anew (-want +got):\n%s", diff)
	}
}

// TestWhatAUnitAsksAboveTheProvinceIsForeseen has a ward ask for more from a day on,
// of its own people only.
func TestWhatAUnitAsksAboveTheProvinceIsForeseen(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	w := newWorld(t, db)
	mine := w.officer(t, db, "An", w.tree.CentreA, 3, 2)
	other := w.officer(t, db, "Bình", w.tree.CentreB, 3, 2)
	_, err := db.ExecContext(t.Context(), `insert into unit_requirements (id, unit_id, competency_id, level, during, authority, reason, created_at)
		values (?, ?, ?, 5, daterange(current_date + 30, null), ?, 'Ward A is a pilot', now())`, uuid.New(), w.tree.WardA.ID, w.intake.ID, w.tree.WardA.Path)
	if err != nil {
		t.Fatal(err)
	}
	for p, want := range map[uuid.UUID]int{mine.ID: 1, other.ID: 0} {
		spans, today, err := gaps.Spans(t.Context(), db, p)
		if err != nil {
			t.Fatal(err)
		}
		raised := 0
		for _, s := range spans {
			if s.Level == 5 && s.From == today.AddDays(30) {
				raised++
			}
		}
		if raised != want {
			t.Errorf("%d raised of %d: %+v", raised, want, spans)
		}
	}
}
