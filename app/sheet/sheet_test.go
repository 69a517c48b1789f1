package sheet_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"camtay/app/sheet"
)

func TestCSVIsReadByColumn(t *testing.T) {
	t.Parallel()
	const table = "\ufeffcode,name\nA,\"  Hoà\u00a0 Bình\u200b\"\nB\nC,\xff\n"

	rows, faults, err := sheet.ReadCSV(strings.NewReader(table), "name", "code")
	if err != nil {
		t.Fatal(err)
	}

	if got := rows[0].Cell("name"); got != "Hoà Bình" {
		t.Errorf("cell = %q", got)
	}
	want := []sheet.Fault{
		{Row: 3, Key: "sheet.cell_count", Args: map[string]any{"want": 2, "got": 1}},
		{Row: 4, Column: "name", Key: "sheet.not_utf8"},
	}
	if diff := cmp.Diff(want, faults); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
}

func TestMissingColumnsAreNamed(t *testing.T) {
	t.Parallel()
	_, _, err := sheet.ReadCSV(strings.NewReader("code\nA\n"), "code", "name")
	if !errors.Is(err, sheet.ErrHeader) || !strings.Contains(err.Error(), "name") {
		t.Errorf("error = %v", err)
	}
}

func FuzzReadCSV(f *testing.F) {
	f.Add("code,name\nA,\"x\ny\"\n")
	f.Add("code\n\"")
	f.Fuzz(func(t *testing.T, table string) {
		rows, _, err := sheet.ReadCSV(strings.NewReader(table), "code")
		if err != nil {
			return
		}
		for _, r := range rows {
			if c := r.Cell("code"); c != sheet.Clean(c) && utf8.ValidString(c) {
				t.Errorf("cell %q is not clean", c)
			}
		}
	})
}

func TestKeysIgnoreWhereTheToneStands(t *testing.T) {
	t.Parallel()
	same := [][2]string{
		{"Hoà", "hòa"}, {"Thuỷ", "THỦY"}, {"Văn hoá – Xã hội", "Văn hóa - xã hội"}, {"Ủy ban", "Uỷ  ban"},
		{"Vu\u0323 Ba\u0309n", "Vụ Bản"},
	}
	for _, pair := range same {
		if a, b := sheet.Key(pair[0]), sheet.Key(pair[1]); a != b {
			t.Errorf("%q and %q have keys %q and %q", pair[0], pair[1], a, b)
		}
	}
	for _, pair := range [][2]string{{"Vụ Bản", "Vũ Bản"}, {"Vụ Bản", "Vu Ban"}, {"Đa", "Da"}, {"Sơn", "Sôn"}} {
		if sheet.Key(pair[0]) == sheet.Key(pair[1]) {
			t.Errorf("%q and %q have one key", pair[0], pair[1])
		}
	}
	if got := sheet.Fold("Ngày, tháng, năm sinh (*) – Đội/Tổ"); got != "ngay thang nam sinh doi to" {
		t.Errorf("fold = %q", got)
	}
}

func grid(rows ...[]string) sheet.Grid {
	g := sheet.Grid{}
	for i, texts := range rows {
		l := sheet.Line{Number: i + 1}
		for j, s := range texts {
			if s != "" {
				l.Cells = append(l.Cells, sheet.Cell{Column: j + 1, Row: i + 1, Type: sheet.Text, Text: s})
			}
		}
		g.Lines = append(g.Lines, l)
	}
	return g
}

func field(titles []string) string {
	switch s := strings.Join(titles, "/"); s {
	case "Mã", "Tên", "Ngày sinh", "Ngày sinh/Nam", "Ngày sinh/Nữ":
		return s
	}
	return ""
}

func TestHeaderOfTwoRowsIsFoundBelowTitles(t *testing.T) {
	t.Parallel()
	rows := [][]string{
		{"SỞ NỘI VỤ"},
		{"", "DANH SÁCH"},
		{"Mã", "Ngày sinh", "", "Tên"},
		{"", "Nam", "Nữ"},
		{"01", "x", "", "An"},
	}
	merged := grid(rows...)
	merged.Merges = []sheet.Area{
		{FromColumn: 1, FromRow: 3, ToColumn: 1, ToRow: 4}, {FromColumn: 2, FromRow: 3, ToColumn: 3, ToRow: 3},
		{FromColumn: 4, FromRow: 3, ToColumn: 4, ToRow: 4}, {FromColumn: 2, FromRow: 2, ToColumn: 4, ToRow: 2},
	}
	want := sheet.Header{FirstRow: 3, LastRow: 4, Columns: map[string][]int{
		"Mã": {1}, "Ngày sinh/Nam": {2}, "Ngày sinh/Nữ": {3}, "Tên": {4},
	}}
	for name, g := range map[string]sheet.Grid{"merged": merged, "not merged": grid(rows...)} {
		h, ok := sheet.FindHeader(g, field)
		if diff := cmp.Diff(want, h); !ok || diff != "" {
			t.Errorf("%s: found %v (-want +got):\n%s", name, ok, diff)
		}
	}
}

func TestHeaderTellsRepeatedAndGroupedColumns(t *testing.T) {
	t.Parallel()
	g := grid([]string{"Mã", "Tên", "", "Ngày sinh", "Mã"}, []string{"1", "Nguyễn Thị", "Hoà", "x", "2"})
	g.Merges = []sheet.Area{{FromColumn: 2, FromRow: 1, ToColumn: 3, ToRow: 1}}

	h, ok := sheet.FindHeader(g, field)

	want := sheet.Header{FirstRow: 1, LastRow: 1, Twice: []string{"E1"}, Columns: map[string][]int{
		"Mã": {1}, "Tên": {2, 3}, "Ngày sinh": {4},
	}}
	if diff := cmp.Diff(want, h); !ok || diff != "" {
		t.Errorf("found %v (-want +got):\n%s", ok, diff)
	}
	if got := h.Joined(g.Line(2), "Tên"); got != "Nguyễn Thị Hoà" {
		t.Errorf("name = %q", got)
	}
}
