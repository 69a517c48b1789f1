package gaps_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"camtay/app/access"
	"camtay/app/gaps"
	"camtay/migrations/testdb"
)

func TestTheWorkbookHoldsTheNumbersOfTheHeatMapAndWhatItWasNarrowedTo(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	w := newWorld(t, db)
	w.officer(t, db, "An", w.tree.CentreA, 3, 1)
	w.officer(t, db, "Bình", w.tree.WardA, 1, 2)
	officer := as(access.DepartmentOfficer, w.tree.Province)
	name, file, err := service(db).HeatWorkbook(officer, gaps.HeatFilter{PositionID: w.position.ID}, "vi")
	if err != nil || !strings.HasSuffix(name, ".xlsx") {
		t.Fatalf("%s, %v", name, err)
	}
	book, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.GetRows(book.GetSheetName(0))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(rows[1][0], w.position.NameVI) || !strings.Contains(rows[1][0], "02/11/2026") {
		t.Errorf("words = %q", rows[1][0])
	}
	if !strings.HasPrefix(rows[3][7], w.intake.Code) || !strings.HasPrefix(rows[3][9], w.digitising.Code) {
		t.Errorf("heads = %q", rows[3])
	}
	want := []string{w.tree.WardA.Code, w.tree.WardA.Name, "2", "4", "2", "2", "50", "2", "1", "2", "1"}
	if diff := cmp.Diff(want, rows[5]); diff != "" {
		t.Errorf("row of the ward (-want +got):\n%s", diff)
	}
	if last := rows[len(rows)-1]; last[2] != "2" || last[3] != "4" {
		t.Errorf("sum = %q", last)
	}
	if kind, err := book.GetCellType(book.GetSheetName(0), "C6"); err != nil || kind == excelize.CellTypeSharedString || kind == excelize.CellTypeInlineString {
		t.Errorf("a number is written as %v, %v", kind, err)
	}
}
