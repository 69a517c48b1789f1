package sheet_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"camtay/app/sheet"
)

func workbook(t testing.TB, fill func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	fill(f)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func set(t testing.TB, f *excelize.File, cell string, value any) {
	t.Helper()
	if err := f.SetCellValue("Sheet1", cell, value); err != nil {
		t.Fatal(err)
	}
}

func TestCellsKeepTypeAddressAndFormula(t *testing.T) {
	t.Parallel()
	file := workbook(t, func(f *excelize.File) {
		set(t, f, "B2", "  Hoà\u00a0Bình ")
		set(t, f, "C2", 905298186)
		set(t, f, "D2", time.Date(1990, time.February, 28, 0, 0, 0, 0, time.UTC))
		set(t, f, "E2", true)
		set(t, f, "AB2", 1.5)
		if err := f.SetCellFormula("Sheet1", "F2", "C2+1"); err != nil {
			t.Fatal(err)
		}
		if err := f.MergeCell("Sheet1", "B2", "B3"); err != nil {
			t.Fatal(err)
		}
		if err := f.SetCellRichText("Sheet1", "A5", []excelize.RichTextRun{{Text: "Nguyễn "}, {Text: "An", Font: &excelize.Font{Bold: true}}}); err != nil {
			t.Fatal(err)
		}
	})

	grids, err := sheet.ReadWorkbook(file, sheet.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}

	want := []sheet.Grid{{
		Name: "Sheet1",
		Lines: []sheet.Line{
			{Number: 2, Cells: []sheet.Cell{
				{Column: 2, Row: 2, Type: sheet.Text, Text: "  Hoà\u00a0Bình "},
				{Column: 3, Row: 2, Type: sheet.Number, Text: "905298186"},
				{Column: 4, Row: 2, Type: sheet.Date, Text: "1990-02-28"},
				{Column: 5, Row: 2, Type: sheet.Bool, Text: "true"},
				{Column: 6, Row: 2, Formula: true},
				{Column: 28, Row: 2, Type: sheet.Number, Text: "1.5"},
			}},
			{Number: 5, Cells: []sheet.Cell{{Column: 1, Row: 5, Type: sheet.Text, Text: "Nguyễn An"}}},
		},
		Merges: []sheet.Area{{FromColumn: 2, FromRow: 2, ToColumn: 2, ToRow: 3}},
	}}
	if diff := cmp.Diff(want, grids); diff != "" {
		t.Errorf("grids (-want +got):\n%s", diff)
	}
	if got := grids[0].Lines[0].At(28).Address(); got != "AB2" {
		t.Errorf("address = %s, want AB2", got)
	}
	if got := sheet.Clean(grids[0].Shown(2, 3).Text); got != "Hoà Bình" {
		t.Errorf("merged cell shows %q", got)
	}
}

func TestContentMergedOverRowsIsRepeated(t *testing.T) {
	t.Parallel()
	g := sheet.Grid{
		Lines: []sheet.Line{
			{Number: 1, Cells: []sheet.Cell{{Column: 1, Row: 1, Type: sheet.Text, Text: "head"}}},
			{Number: 3, Cells: []sheet.Cell{{Column: 1, Row: 3, Type: sheet.Text, Text: "a"}, {Column: 3, Row: 3, Type: sheet.Text, Text: "Vụ Bản"}}},
			{Number: 4, Cells: []sheet.Cell{{Column: 1, Row: 4, Type: sheet.Text, Text: "b"}}},
			{Number: 6, Cells: []sheet.Cell{{Column: 1, Row: 6, Type: sheet.Text, Text: "c"}}},
		},
		Merges: []sheet.Area{{FromColumn: 3, FromRow: 3, ToColumn: 3, ToRow: 5}},
	}

	lines := g.Below(1)

	var got []string
	for _, l := range lines {
		got = append(got, fmt.Sprintf("%s %s %s", l.At(1).Text, l.At(3).Text, l.At(3).Address()))
	}
	if diff := cmp.Diff([]string{"a Vụ Bản C3", "b Vụ Bản C4", "c  C6"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// parts makes a package with the given sheet below the least that is needed.
func parts(t testing.TB, sheetXML io.Reader) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	const rels = `<Relationships><Relationship Id="rId1" Type="http://x/%s" Target="%s"/></Relationships>`
	for name, content := range map[string]io.Reader{
		"_rels/.rels":                strings.NewReader(fmt.Sprintf(rels, "officeDocument", "xl/workbook.xml")),
		"xl/workbook.xml":            strings.NewReader(`<workbook><sheets><sheet name="S" r:id="rId1"/></sheets></workbook>`),
		"xl/_rels/workbook.xml.rels": strings.NewReader(fmt.Sprintf(rels, "worksheet", "worksheets/sheet1.xml")),
		"xl/worksheets/sheet1.xml":   sheetXML,
	} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(w, content); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestHostileWorkbooksAreRefused(t *testing.T) {
	t.Parallel()
	limits := sheet.Limits{Unpacked: 1 << 20, Rows: 100, Columns: 50}
	many := func(n int, format string) string {
		var b strings.Builder
		for i := 1; i <= n; i++ {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	cases := map[string]struct {
		file []byte
		want error
	}{
		"no archive":             {[]byte("STT,Họ và tên\n"), sheet.ErrWorkbook},
		"empty":                  {nil, sheet.ErrWorkbook},
		"an old workbook":        {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest"), sheet.ErrLegacy},
		"a bomb":                 {parts(t, io.LimitReader(zeros{}, 64<<20)), sheet.ErrTooLarge},
		"too many rows":          {parts(t, strings.NewReader("<worksheet>"+many(101, `<row r="%d"><c><v>1</v></c></row>`)+"</worksheet>")), sheet.ErrTooLarge},
		"content far right":      {parts(t, strings.NewReader(`<row r="1"><c r="XFD1"><v>1</v></c></row>`)), sheet.ErrTooLarge},
		"a row beyond the last":  {parts(t, strings.NewReader(`<row r="1048577"/>`)), sheet.ErrWorkbook},
		"rows going back":        {parts(t, strings.NewReader(`<row r="5"/><row r="4"/>`)), sheet.ErrWorkbook},
		"a cell of another row":  {parts(t, strings.NewReader(`<row r="5"><c r="A4"><v>1</v></c></row>`)), sheet.ErrWorkbook},
		"a missing string":       {parts(t, strings.NewReader(`<row r="1"><c r="A1" t="s"><v>7</v></c></row>`)), sheet.ErrWorkbook},
		"a number that is none":  {parts(t, strings.NewReader(`<row r="1"><c r="A1"><v>NaN</v></c></row>`)), sheet.ErrWorkbook},
		"a part that breaks off": {parts(t, strings.NewReader(`<row r="1"><c r="A1"><v>1`)), sheet.ErrWorkbook},
		"an upside-down merge":   {parts(t, strings.NewReader(`<mergeCell ref="B2:A1"/>`)), sheet.ErrWorkbook},
		"merges without end":     {parts(t, strings.NewReader(many(6000, `<mergeCell ref="A%[1]d:B%[1]d"/>`))), sheet.ErrTooLarge},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := sheet.ReadWorkbook(c.file, limits); !errors.Is(err, c.want) {
				t.Errorf("error = %v, want %v", err, c.want)
			}
		})
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

func TestFarAddressesCostNothing(t *testing.T) {
	t.Parallel()
	file := parts(t, strings.NewReader(`<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="3"/></row><row r="1048576"><c r="B1048576"><v>2</v></c></row>`))

	grids, err := sheet.ReadWorkbook(file, sheet.DefaultLimits())

	if err != nil {
		t.Fatal(err)
	}
	if got := len(grids[0].Lines); got != 2 {
		t.Errorf("lines = %d, want 2", got)
	}
}

func TestAddressesAreRead(t *testing.T) {
	t.Parallel()
	cases := map[string][2]int{"A1": {1, 1}, "D7": {4, 7}, "AB12": {28, 12}, "XFD1048576": {16384, 1048576}}
	for name, at := range cases {
		column, row, ok := sheet.ParseAddress(name)
		if !ok || column != at[0] || row != at[1] || sheet.Address(column, row) != name {
			t.Errorf("%s = %d, %d, %v", name, column, row, ok)
		}
	}
	for _, bad := range []string{"", "A", "1", "a1", "A0", "XFE1", "A1048577", "A-1", "A1B", "ABCD1", "A+1"} {
		if _, _, ok := sheet.ParseAddress(bad); ok {
			t.Errorf("%q is read as an address", bad)
		}
	}
}

func TestDatesFollowTheSerialNumbers(t *testing.T) {
	t.Parallel()
	file := workbook(t, func(f *excelize.File) {
		date, err := f.NewStyle(&excelize.Style{CustomNumFmt: ptr(`[$-42A]dd\/mm\/yyyy;@`)})
		if err != nil {
			t.Fatal(err)
		}
		clock, err := f.NewStyle(&excelize.Style{CustomNumFmt: ptr(`hh:mm:ss "Day"`)})
		if err != nil {
			t.Fatal(err)
		}
		for i, serial := range []float64{1, 59, 60, 61, 32932.75, 2958465, 2958466, -1} {
			cell := fmt.Sprintf("A%d", i+1)
			set(t, f, cell, serial)
			if err := f.SetCellStyle("Sheet1", cell, cell, date); err != nil {
				t.Fatal(err)
			}
		}
		set(t, f, "B1", 0.5)
		if err := f.SetCellStyle("Sheet1", "B1", "B1", clock); err != nil {
			t.Fatal(err)
		}
	})

	grids, err := sheet.ReadWorkbook(file, sheet.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}

	var got []string
	for _, l := range grids[0].Lines {
		got = append(got, l.At(1).Text)
	}
	want := []string{"1900-01-01", "1900-02-28", "60", "1900-03-01", "1990-02-28", "9999-12-31", "2958466", "-1"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if c := grids[0].Lines[0].At(2); c.Type != sheet.Number {
		t.Errorf("a time of day is read as %v", c)
	}
}

func ptr[T any](v T) *T { return &v }

func FuzzReadWorkbook(f *testing.F) {
	f.Add([]byte(`<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1" t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>`))
	f.Add([]byte(`<row><c t="str"><f>A1</f><v>_x0041_</v></c><c t="b"><v>1</v></c></row><mergeCell ref="A1:B2"/>`))
	limits := sheet.Limits{Unpacked: 1 << 20, Rows: 50, Columns: 20}
	f.Fuzz(func(t *testing.T, xml []byte) {
		grids, err := sheet.ReadWorkbook(parts(t, bytes.NewReader(xml)), limits)
		if err != nil {
			if !errors.Is(err, sheet.ErrWorkbook) && !errors.Is(err, sheet.ErrTooLarge) {
				t.Errorf("unnamed error: %v", err)
			}
			return
		}
		last := 0
		for _, l := range grids[0].Lines {
			if l.Number <= last || len(l.Cells) == 0 {
				t.Fatalf("row %d after %d with %d cells", l.Number, last, len(l.Cells))
			}
			last = l.Number
			for i, c := range l.Cells {
				if c.Row != l.Number || c.Column < 1 || c.Column > limits.Columns || i > 0 && c.Column <= l.Cells[i-1].Column {
					t.Fatalf("cell %+v in row %d", c, l.Number)
				}
			}
		}
		sheet.FindHeader(grids[0], func(titles []string) string { return strings.Join(titles, "/") })
		grids[0].Below(0)
	})
}

func TestWrittenWorkbookIsReadBack(t *testing.T) {
	t.Parallel()
	file, err := sheet.WriteWorkbook(sheet.Page{
		Name: "Dòng lỗi",
		Rows: [][]sheet.Out{
			{{Text: "Ngày sinh", Style: sheet.Head}, {}},
			{{Text: "Nam", Style: sheet.Head}, {Text: "Nữ", Style: sheet.Head}},
			{{Text: "0905298186"}, {Text: "=1+1", Style: sheet.Marked}},
		},
		Widths: []float64{12, 20},
		Merges: []sheet.Area{{FromColumn: 1, FromRow: 1, ToColumn: 2, ToRow: 1}},
	})
	if err != nil {
		t.Fatal(err)
	}

	grids, err := sheet.ReadWorkbook(file, sheet.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}

	want := []sheet.Grid{{
		Name: "Dòng lỗi",
		Lines: []sheet.Line{
			{Number: 1, Cells: []sheet.Cell{{Column: 1, Row: 1, Type: sheet.Text, Text: "Ngày sinh"}}},
			{Number: 2, Cells: []sheet.Cell{{Column: 1, Row: 2, Type: sheet.Text, Text: "Nam"}, {Column: 2, Row: 2, Type: sheet.Text, Text: "Nữ"}}},
			{Number: 3, Cells: []sheet.Cell{{Column: 1, Row: 3, Type: sheet.Text, Text: "0905298186"}, {Column: 2, Row: 3, Type: sheet.Text, Text: "=1+1"}}},
		},
		Merges: []sheet.Area{{FromColumn: 1, FromRow: 1, ToColumn: 2, ToRow: 1}},
	}}
	if diff := cmp.Diff(want, grids); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
