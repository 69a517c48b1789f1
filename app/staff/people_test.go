package staff_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/org/orgtest"
	"camtay/app/staff"
	"camtay/app/staff/stafftest"
	"camtay/migrations/testdb"
)

func named(family, given string) func(*staff.Person) {
	return func(p *staff.Person) { p.FamilyName, p.GivenName = family, given }
}

func listed(t *testing.T, db bun.IDB, scope access.Scope, f staff.PeopleFilter) []string {
	t.Helper()
	if f.Limit == 0 {
		f.Limit = 50
	}
	people, err := staff.List(t.Context(), db, scope, f, clock.DayOf(stafftest.Now()))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, p := range people {
		names = append(names, p.FullName)
	}
	return names
}

func TestSearchIgnoresMarksAndWhereTheyStand(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	tree := orgtest.NewTree(t, tx)
	for _, n := range [][2]string{{"Nguyễn Thị", "Hoà"}, {"Nguyễn Thị", "Hòa"}, {"Đỗ Đình", "Thắng"}, {"Trần", "Huệ_"}} {
		stafftest.New(t, tx, tree.CentreA, named(n[0], n[1]))
	}
	cases := map[string][]string{
		"nguyen thi hoa": {"Nguyễn Thị Hoà", "Nguyễn Thị Hòa"},
		"NGUYỄN thị hòa": {"Nguyễn Thị Hoà", "Nguyễn Thị Hòa"},
		"do dinh":        {"Đỗ Đình Thắng"},
		"hue_":           {"Trần Huệ_"},
		"o_":             nil,
		"%":              nil,
		`\`:              nil,
	}
	for q, want := range cases {
		got := listed(t, tx, access.Everywhere(tree.Province.Path), staff.PeopleFilter{Q: q})
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", q, diff)
		}
	}
}

func TestPeopleAreSortedByGivenNameAndPaged(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	tree := orgtest.NewTree(t, tx)
	for _, given := range []string{"Em", "Đào", "Ân", "Dũng", "An", "Ăn", "Ánh"} {
		stafftest.New(t, tx, tree.CentreA, named("Lê Văn", given))
	}
	stafftest.New(t, tx, tree.CentreA, named("Bùi", "Đào"))
	stafftest.New(t, tx, tree.CentreA, named("", "Dũng"))
	scope, today := access.Everywhere(tree.Province.Path), clock.DayOf(stafftest.Now())

	var got []string
	f := staff.PeopleFilter{Limit: 2}
	for {
		people, err := staff.List(t.Context(), tx, scope, f, today)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range people[:min(len(people), f.Limit)] {
			got = append(got, p.FullName)
			f.After = []string{p.GivenName, p.FamilyName, p.ID.String()}
		}
		if len(people) <= f.Limit {
			break
		}
	}

	want := []string{"Lê Văn An", "Lê Văn Ánh", "Lê Văn Ăn", "Lê Văn Ân", "Dũng", "Lê Văn Dũng", "Bùi Đào", "Lê Văn Đào", "Lê Văn Em"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestScopeHoldsHomeUnitsAndActivePosts(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	tree := orgtest.NewTree(t, tx)
	position := stafftest.Position(t, tx)
	today := clock.DayOf(stafftest.Now())
	home := stafftest.New(t, tx, tree.CentreA, named("Ở", "Nhà"))
	stafftest.Post(t, tx, home, position, tree.CentreA)
	guest := stafftest.New(t, tx, tree.CentreB, named("Biệt", "Phái"))
	stafftest.Post(t, tx, guest, position, tree.WardA, func(p *staff.Post) { p.Kind = staff.Seconded })
	past := stafftest.New(t, tx, tree.CentreB, named("Đã", "Về"))
	stafftest.Post(t, tx, past, position, tree.WardA, func(p *staff.Post) { p.Kind, p.Until = staff.Seconded, today })
	stafftest.New(t, tx, tree.CentreA, named("Đã", "Nghỉ"), func(p *staff.Person) { p.LeftOn = today })
	ward := access.Everywhere(tree.WardA.Path)

	if diff := cmp.Diff([]string{"Ở Nhà", "Biệt Phái"}, listed(t, tx, ward, staff.PeopleFilter{})); diff != "" {
		t.Errorf("ward A (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"Biệt Phái", "Đã Về"}, listed(t, tx, access.Everywhere(tree.CentreB.Path), staff.PeopleFilter{})); diff != "" {
		t.Errorf("centre B (-want +got):\n%s", diff)
	}
	if got := listed(t, tx, access.Scope{}, staff.PeopleFilter{}); got != nil {
		t.Errorf("the zero scope sees %v", got)
	}
	everywhere := access.Everywhere(tree.Province.Path)
	if diff := cmp.Diff([]string{"Ở Nhà", "Biệt Phái"}, listed(t, tx, everywhere, staff.PeopleFilter{PositionID: position.ID})); diff != "" {
		t.Errorf("by position (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"Ở Nhà", "Biệt Phái"}, listed(t, tx, everywhere, staff.PeopleFilter{UnitPath: tree.WardA.Path})); diff != "" {
		t.Errorf("by unit (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"Biệt Phái"}, listed(t, tx, access.Everywhere(tree.WardB.Path), staff.PeopleFilter{UnitPath: tree.WardA.Path})); diff != "" {
		t.Errorf("a filter widens the scope (-want +got):\n%s", diff)
	}
	if _, err := staff.FindInScope(t.Context(), tx, ward, past.ID, today); !errors.Is(err, staff.ErrNotFound) {
		t.Errorf("someone out of scope: %v", err)
	}
	p, err := staff.FindInScope(t.Context(), tx, access.Everywhere(tree.WardB.Path), past.ID, today)
	if err != nil || len(p.Posts) != 1 || p.UnitName != tree.CentreB.Name || p.Posts[0].PositionVI != position.NameVI {
		t.Errorf("detail = %+v, %v", p, err)
	}
}

func TestPositionsAreImportedByCode(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	rows := csv(t, "testdata/positions.csv", staff.PositionColumns())

	first, err := staff.ImportPositions(t.Context(), tx, rows, stafftest.Now())
	if err != nil {
		t.Fatal(err)
	}
	again, err := staff.ImportPositions(t.Context(), tx, rows, stafftest.Now())
	if err != nil {
		t.Fatal(err)
	}

	if first.New != len(rows) || again.Unchanged != len(rows) {
		t.Errorf("first %+v, again %+v of %d", first, again, len(rows))
	}
	ids, err := staff.PositionIDsByCode(t.Context(), tx)
	if err != nil || ids["KT-KTV"] == uuid.Nil {
		t.Errorf("ids = %v, %v", ids, err)
	}
	found, err := staff.ListPositions(t.Context(), tx, staff.PositionFilter{Q: "ke toan", Limit: 10})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, p := range found {
		names = append(names, p.NameVI)
	}
	if diff := cmp.Diff([]string{"Kế toán trưởng / phụ trách kế toán", "Kế toán viên"}, names); diff != "" {
		t.Errorf("found (-want +got):\n%s", diff)
	}
}
