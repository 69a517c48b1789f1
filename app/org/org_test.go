package org_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/db"
	"camtay/app/org"
	"camtay/app/org/orgtest"
	"camtay/app/sheet"
	"camtay/migrations/testdb"
)

func now() time.Time {
	return time.Date(2026, time.November, 2, 1, 0, 0, 0, time.UTC)
}

func rows(t *testing.T, csv string) []sheet.Row {
	t.Helper()
	got, faults, err := sheet.ReadCSV(strings.NewReader(csv))
	if err != nil || len(faults) > 0 {
		t.Fatalf("read rows: %v %v", err, faults)
	}
	return got
}

func TestUnitsAreImportedParentsFirstWhateverTheirOrder(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	table := "code,name,type,parent\nX1-HCC,Trung tâm,TT_PVHCC_XA,X1\nX1,Phường Một,PHUONG,X\nX,Tỉnh,TINH,\n"
	report, err := org.ImportUnits(context.Background(), tx, rows(t, table), now())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(sheet.Report{New: 3}, report); diff != "" {
		t.Error(diff)
	}
	u, err := org.FindByCode(context.Background(), tx, "X1-HCC")
	if err != nil {
		t.Fatal(err)
	}
	if u.Path != "X.X1.X1_HCC" {
		t.Errorf("path: got %s", u.Path)
	}
	again, err := org.ImportUnits(context.Background(), tx, rows(t, table), now())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(sheet.Report{Unchanged: 3}, again); diff != "" {
		t.Errorf("second import: %s", diff)
	}
}

func TestFaultyUnitsAreNamedAndNothingIsWritten(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	table := "code,name,type,parent\nY,Tỉnh,TINH,\nY 1,Một,XA,Y\nY2,,XA,Y\nY3,Ba,XA,nowhere\nY4,Bốn,XA,Y5\nY5,Năm,XA,Y4\nY,Lại,TINH,\n"
	report, err := org.ImportUnits(context.Background(), tx, rows(t, table), now())
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for _, f := range report.Faults {
		got[f.Key] = f.Row
	}
	want := map[string]int{"org.bad_code": 3, "org.no_name": 4, "org.unknown_parent": 5, "org.cycle": 6, "org.duplicate_code": 8}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if _, err := org.FindByCode(context.Background(), tx, "Y"); err == nil {
		t.Error("a unit was written although the table has faults")
	}
}

func TestMovingAUnitMovesEverythingBelow(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	tree := orgtest.NewTree(t, tx)
	_, err := tx.NewRaw("update units set parent_id = ? where id = ?", tree.WardB.ID, tree.CentreA.ID).Exec(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	got, err := org.Find(context.Background(), tx, tree.CentreA.ID)
	if err != nil {
		t.Fatal(err)
	}
	if want := tree.WardB.Path + "." + org.Label(tree.CentreA.Code); got.Path != want {
		t.Errorf("got %s, want %s", got.Path, want)
	}
}

func TestAUnitCannotMoveBelowItself(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	tree := orgtest.NewTree(t, tx)
	_, err := tx.NewRaw("update units set parent_id = ? where id = ?", tree.CentreA.ID, tree.WardA.ID).Exec(context.Background())
	if !db.IsCheck(err) {
		t.Errorf("got %v, want a check violation", err)
	}
}

func TestSearchIgnoresMarksAndCase(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	u := orgtest.New(t, tx, "Z-TT", org.KindWard, org.Unit{})
	rename(t, tx, u, "Phường Thiên Trường Đông Hoà")
	for _, q := range []string{"thien truong", "THIÊN TRƯỜNG", "dong hoa", "Hòa", "z-tt"} {
		found, err := org.List(context.Background(), tx, org.Filter{Q: q, Limit: 5})
		if err != nil {
			t.Fatal(err)
		}
		if len(found) != 1 || found[0].ID != u.ID {
			t.Errorf("search %q found %d units", q, len(found))
		}
	}
}

func rename(t *testing.T, tx bun.Tx, u org.Unit, name string) {
	t.Helper()
	if _, err := tx.NewRaw("update units set name = ? where id = ?", name, u.ID).Exec(context.Background()); err != nil {
		t.Fatal(err)
	}
}

func TestTheZeroScopeSeesNoUnit(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	tree := orgtest.NewTree(t, tx)
	none, err := org.All(context.Background(), tx, access.Scope{})
	if err != nil {
		t.Fatal(err)
	}
	below, err := org.All(context.Background(), tx, access.Everywhere(tree.WardA.Path))
	if err != nil {
		t.Fatal(err)
	}
	if len(none) != 0 || len(below) != 2 {
		t.Errorf("zero scope sees %d, the ward's scope %d units", len(none), len(below))
	}
}
