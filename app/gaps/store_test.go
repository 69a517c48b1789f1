package gaps_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/competency/competencytest"
	"camtay/app/evidence/evidencetest"
	"camtay/app/fault"
	"camtay/app/gaps"
	"camtay/app/org"
	"camtay/app/org/orgtest"
	"camtay/app/staff"
	"camtay/app/staff/stafftest"
	"camtay/migrations/testdb"
)

// world is a small province where one position requires two competencies:
// intake at level 3, critical, and digitising at level 2.
type world struct {
	tree               orgtest.Tree
	position           staff.Position
	intake, digitising competency.Competency
}

func newWorld(t *testing.T, db bun.IDB) world {
	t.Helper()
	w := world{tree: orgtest.NewTree(t, db), position: stafftest.Position(t, db)}
	w.intake = competencytest.Competency(t, db)
	w.digitising = competencytest.Competency(t, db, func(c *competency.Competency) { c.Position = 2 })
	competencytest.Requirement(t, db, w.position, w.intake, 3, func(r *competency.Requirement) { r.Critical = true })
	competencytest.Requirement(t, db, w.position, w.digitising, 2)
	return w
}

// officer inserts a holder of the position with levels in both competencies.
func (w world) officer(t *testing.T, db bun.IDB, name string, u org.Unit, intake, digitising int16) staff.Person {
	t.Helper()
	p := stafftest.New(t, db, u, func(p *staff.Person) { p.GivenName = name })
	stafftest.Post(t, db, p, w.position, u)
	evidencetest.Post(t, db, stafftest.Now(), evidencetest.Entry(p, w.intake, intake), evidencetest.Entry(p, w.digitising, digitising))
	return p
}

func everyone(w world) access.Scope {
	return access.Everywhere(w.tree.Province.Path)
}

func TestAPersonsGapIsTheMaximumOverTheirPosts(t *testing.T) {
	t.Parallel()
	ctx, tx := context.Background(), testdb.Tx(t)
	w := newWorld(t, tx)
	p := w.officer(t, tx, "Hoà", w.tree.CentreA, 2, 2)
	second := stafftest.Position(t, tx)
	competencytest.Requirement(t, tx, second, w.digitising, 4)
	stafftest.Post(t, tx, p, second, w.tree.WardA, func(p *staff.Post) { p.Kind = staff.Concurrent })
	ended := stafftest.Position(t, tx)
	competencytest.Requirement(t, tx, ended, w.intake, 5)
	stafftest.Post(t, tx, p, ended, w.tree.WardA, func(p *staff.Post) { p.Kind, p.Until = staff.Acting, p.From.AddDays(90) })
	got, err := gaps.Of(ctx, tx, p.ID)
	if err != nil {
		t.Fatal(err)
	}
	ask := func(pos staff.Position, u org.Unit, level int16) gaps.Ask {
		return gaps.Ask{PositionVI: pos.NameVI, PositionEN: pos.NameEN, Unit: u.Name, Level: level}
	}
	gap := func(c competency.Competency, level, required int16, critical bool, posts ...gaps.Ask) gaps.Gap {
		return gaps.Gap{
			CompetencyID: c.ID, Code: c.Code, NameVI: c.NameVI, NameEN: c.NameEN, GroupVI: c.GroupVI,
			Level: level, Required: required, Gap: max(required-level, 0), Critical: critical, Posts: posts,
			Short: required*1000 - 1887, // one observation at level 2 leaves a mean of 1.887
		}
	}
	want := []gaps.Gap{
		gap(w.intake, 2, 3, true, ask(w.position, w.tree.CentreA, 3)),
		gap(w.digitising, 2, 4, false, ask(second, w.tree.WardA, 4), ask(w.position, w.tree.CentreA, 2)),
	}
	if diff := cmp.Diff(want, got, days()); diff != "" {
		t.Errorf("gaps (-want +got):\n%s", diff)
	}
}

func TestThePreparedReaderAgrees(t *testing.T) {
	t.Parallel()
	ctx, db := context.Background(), testdb.New(t)
	w := newWorld(t, db)
	p := w.officer(t, db, "Hoà", w.tree.CentreA, 1, 2)
	reader, err := gaps.NewReader(ctx, db)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := reader.Close(); err != nil {
			t.Error(err)
		}
	}()
	want, err := gaps.Of(ctx, db, p.ID)
	if err != nil {
		t.Fatal(err)
	}
	got, err := reader.Of(ctx, p.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got, days()); diff != "" || len(got) != 2 {
		t.Errorf("gaps (-want +got):\n%s", diff)
	}
}

func TestTheViewAgreesWithTheList(t *testing.T) {
	t.Parallel()
	ctx, tx := context.Background(), testdb.Tx(t)
	w := newWorld(t, tx)
	p := w.officer(t, tx, "Hoà", w.tree.CentreA, 1, 5)
	list, err := gaps.Of(ctx, tx, p.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range list {
		var viewed struct {
			Required, Level, Gap int16
			Critical             bool
		}
		err := tx.NewRaw("select required, level, gap, critical from v_gaps where staff_id = ? and competency_id = ?", p.ID, g.CompetencyID).Scan(ctx, &viewed)
		if err != nil {
			t.Fatal(err)
		}
		if viewed.Required != g.Required || viewed.Level != g.Level || viewed.Gap != g.Gap || viewed.Critical != g.Critical {
			t.Errorf("view says %+v, list %+v", viewed, g)
		}
	}
}

func TestHeatMapCountsByCommuneWithinTheScope(t *testing.T) {
	t.Parallel()
	ctx, tx := context.Background(), testdb.Tx(t)
	w := newWorld(t, tx)
	w.officer(t, tx, "An", w.tree.CentreA, 3, 1)
	w.officer(t, tx, "Bình", w.tree.WardA, 1, 2)
	w.officer(t, tx, "Chi", w.tree.CentreB, 5, 5)
	row := func(u org.Unit, people int, cells ...gaps.HeatCell) gaps.HeatCommune {
		return gaps.HeatCommune{ID: u.ID, Code: u.Code, Name: u.Name, Kind: u.Kind, People: people, Cells: cells}
	}
	both := []uuid.UUID{w.intake.ID, w.digitising.ID}
	for name, tc := range map[string]struct {
		scope  access.Scope
		filter gaps.HeatFilter
		want   gaps.Heat
	}{
		"the province": {everyone(w), gaps.HeatFilter{}, gaps.Heat{Competencies: both, Communes: []gaps.HeatCommune{
			row(w.tree.WardA, 2, gaps.HeatCell{Required: 2, Met: 1}, gaps.HeatCell{Required: 2, Met: 1}),
			row(w.tree.WardB, 1, gaps.HeatCell{Required: 1, Met: 1}, gaps.HeatCell{Required: 1, Met: 1}),
		}}},
		"critical only": {everyone(w), gaps.HeatFilter{CriticalOnly: true, PositionID: w.position.ID}, gaps.Heat{Competencies: both[:1], Communes: []gaps.HeatCommune{
			row(w.tree.WardA, 2, gaps.HeatCell{Required: 2, Met: 1}),
			row(w.tree.WardB, 1, gaps.HeatCell{Required: 1, Met: 1}),
		}}},
		"one office": {access.Everywhere(w.tree.CentreA.Path), gaps.HeatFilter{}, gaps.Heat{Competencies: both, Communes: []gaps.HeatCommune{
			row(w.tree.WardA, 1, gaps.HeatCell{Required: 1, Met: 1}, gaps.HeatCell{Required: 1}),
		}}},
		"a position nobody holds": {access.Everywhere(w.tree.WardB.Path), gaps.HeatFilter{PositionID: uuid.New()}, gaps.Heat{Communes: []gaps.HeatCommune{
			row(w.tree.WardB, 0),
		}}},
		"nobody's scope": {access.Scope{}, gaps.HeatFilter{}, gaps.Heat{}},
	} {
		got, err := gaps.HeatMap(ctx, tx, tc.scope, tc.filter)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tc.want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestPeopleWithAGapComeWidestFirstAndPaged(t *testing.T) {
	t.Parallel()
	ctx, tx := context.Background(), testdb.Tx(t)
	w := newWorld(t, tx)
	w.officer(t, tx, "Dũng", w.tree.CentreA, 2, 2)
	w.officer(t, tx, "Đào", w.tree.CentreA, 2, 2)
	w.officer(t, tx, "Ân", w.tree.CentreB, 2, 2)
	w.officer(t, tx, "Ăn", w.tree.CentreB, 2, 2)
	w.officer(t, tx, "Yến", w.tree.CentreA, 0, 2)
	w.officer(t, tx, "Met", w.tree.CentreA, 3, 2)
	var got []string
	after := ""
	for {
		found, next, err := gaps.People(ctx, tx, everyone(w), w.intake.ID, gaps.PeopleFilter{After: after, Limit: 2})
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range found {
			got = append(got, l.GivenName)
		}
		if after = next; after == "" {
			break
		}
	}
	if diff := cmp.Diff([]string{"Yến", "Ăn", "Ân", "Dũng", "Đào"}, got); diff != "" {
		t.Errorf("people (-want +got):\n%s", diff)
	}
	one, _, err := gaps.People(ctx, tx, everyone(w), w.intake.ID, gaps.PeopleFilter{UnitID: w.tree.WardA.ID, Q: "dao"})
	if err != nil {
		t.Fatal(err)
	}
	if len(one) != 1 || one[0].GivenName != "Đào" || one[0].Gap != 1 || one[0].Required != 3 || one[0].UnitID != w.tree.CentreA.ID {
		t.Errorf("search within a unit = %+v", one)
	}
}

func TestRankingSumsGapsAndKeepsToItsScope(t *testing.T) {
	t.Parallel()
	ctx, tx := context.Background(), testdb.Tx(t)
	w := newWorld(t, tx)
	w.officer(t, tx, "An", w.tree.CentreA, 3, 2)
	bình := w.officer(t, tx, "Bình", w.tree.CentreA, 1, 1)
	w.officer(t, tx, "Chi", w.tree.CentreA, 2, 2)
	w.officer(t, tx, "Elsewhere", w.tree.CentreB, 0, 0)
	stafftest.New(t, tx, w.tree.WardA, func(p *staff.Person) { p.GivenName = "Postless" })
	stafftest.New(t, tx, w.tree.WardA, func(p *staff.Person) {
		p.GivenName = "Left"
		p.LeftOn = clock.DayOf(stafftest.Now()).AddDays(-200)
	})
	asked := []uuid.UUID{w.intake.ID, w.digitising.ID}
	scope := access.Everywhere(w.tree.WardA.Path)
	first, next, err := gaps.RankBy(ctx, tx, scope, asked, gaps.PeopleFilter{Limit: 3})
	if err != nil {
		t.Fatal(err)
	}
	rest, end, err := gaps.RankBy(ctx, tx, scope, asked, gaps.PeopleFilter{Limit: 3, After: next})
	if err != nil {
		t.Fatal(err)
	}
	type line struct {
		name string
		gap  int
		over int
	}
	var got []line
	for _, r := range append(first, rest...) {
		got = append(got, line{r.GivenName, r.Gap, len(r.Gaps)})
	}
	want := []line{{"Bình", 3, 2}, {"Chi", 1, 2}, {"An", 0, 2}, {"Postless", 0, 0}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(line{})); diff != "" || end != "" {
		t.Errorf("ranking, end %q (-want +got):\n%s", end, diff)
	}
	wantGaps := []gaps.RankedGap{
		{CompetencyID: w.intake.ID, Code: w.intake.Code, NameVI: w.intake.NameVI, NameEN: w.intake.NameEN, Level: 1, Required: 3, Gap: 2},
		{CompetencyID: w.digitising.ID, Code: w.digitising.Code, NameVI: w.digitising.NameVI, NameEN: w.digitising.NameEN, Level: 1, Required: 2, Gap: 1},
	}
	if diff := cmp.Diff(wantGaps, first[0].Gaps); diff != "" || first[0].StaffID != bình.ID || first[0].UnitPath != w.tree.CentreA.Path {
		t.Errorf("first of %+v (-want +got):\n%s", first[0].Person, diff)
	}
}

func TestABadCursorIsRefused(t *testing.T) {
	t.Parallel()
	ctx, tx := context.Background(), testdb.Tx(t)
	_, _, err := gaps.People(ctx, tx, access.Scope{}, uuid.New(), gaps.PeopleFilter{After: "x"})
	if want := fault.New(fault.Invalid, "page.bad_cursor"); !errors.Is(err, want) {
		t.Errorf("got %v, want %v", err, want)
	}
}

func TestReadingSomeoneElsesGapsNeedsScopeAndIsLogged(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	w := newWorld(t, db)
	p := w.officer(t, db, "Hoà", w.tree.CentreA, 1, 1)
	svc := gaps.New(db, clock.NewFake(stafftest.Now()))
	leader := func(path string) context.Context {
		return access.With(context.Background(), access.Principal{Grants: []access.Grant{{Role: access.UnitLeader, Path: path}}})
	}
	notFound := fault.New(fault.NotFound, "gaps.person_not_found")
	if _, err := svc.OfPerson(leader(w.tree.WardB.Path), p.ID); !errors.Is(err, notFound) {
		t.Errorf("another ward: got %v, want %v", err, notFound)
	}
	got, err := svc.OfPerson(leader(w.tree.WardA.Path), p.ID)
	if err != nil || len(got.Gaps) != 2 {
		t.Errorf("own ward: %d gaps, %v", len(got.Gaps), err)
	}
	var read []uuid.UUID
	if err := db.NewRaw("select subject_id from audit_entries where deed = 'gaps.read'").Scan(context.Background(), &read); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]uuid.UUID{p.ID}, read); diff != "" {
		t.Errorf("audit (-want +got):\n%s", diff)
	}
}

func TestAnAccountWithoutStaffHasNoGaps(t *testing.T) {
	t.Parallel()
	_, err := gaps.New(testdb.New(t), clock.NewFake(stafftest.Now())).Mine(context.Background())
	if want := fault.New(fault.NotFound, "auth.no_staff"); !errors.Is(err, want) {
		t.Errorf("got %v, want %v", err, want)
	}
}
