package competency_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"camtay/app/competency"
)

func fixture(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// brought is what a file makes of an empty draft.
func brought(t testing.TB, in competency.Incoming) (competency.Edition, []competency.Content) {
	t.Helper()
	if len(in.Faults) > 0 {
		t.Fatalf("faults %+v", in.Faults)
	}
	contents, _, err := competency.Reconcile(nil, in)
	if err != nil {
		t.Fatal(err)
	}
	return competency.Edition{ForeignFields: competency.Foreign{in.Format: in.Document}}, contents
}

func keysOf(notes []string) []string {
	slices.Sort(notes)
	return slices.Compact(notes)
}

// records are the rows of a CSV by ID number, each by column.
func records(t testing.TB, file []byte, comma rune) map[string]map[string]string {
	t.Helper()
	r := csv.NewReader(bytes.NewReader(file))
	r.Comma, r.LazyQuotes = comma, true
	all, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]map[string]string{}
	for _, record := range all[1:] {
		row := map[string]string{}
		for i, cell := range record {
			row[all[0][i]] = cell
		}
		out[row["ID number"]] = row
	}
	return out
}

func TestAMoodleFileWithEveryFieldComesBackAsItWas(t *testing.T) {
	t.Parallel()
	file := fixture(t, "moodle.csv")
	in := competency.ParseMoodle(file)
	v, contents := brought(t, in)
	got := map[string][]string{}
	for _, c := range contents {
		got[c.Code] = []string{c.GroupVI, c.NameVI, c.DescriptionVI, c.IndicatorsVI[0], c.IndicatorsEN[0], c.IndicatorsVI[2]}
	}
	want := map[string][]string{
		"DS-1-1":  {"Năng lực số / Thông tin", "Duyệt, tìm dữ liệu", "Tìm được đúng dữ liệu & nguồn.\nBiết kiểm tra.", "", "", ""},
		"DS-1-2":  {"Năng lực số / Thông tin", "Đánh giá", "", "Làm theo mẫu", "Follows a model", "Tự làm"},
		"DS-2--x": {"Khung số", "Giao tiếp số", "", "", "", ""},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("contents (-want +got):\n%s", diff)
	}
	var notes []string
	for _, n := range in.Notes {
		notes = append(notes, n.Key)
	}
	if diff := cmp.Diff([]string{"competency.note_group", "competency.note_no_levels"}, keysOf(notes)); diff != "" {
		t.Errorf("notes (-want +got):\n%s", diff)
	}
	out, err := competency.WriteMoodle(v, contents)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(records(t, file, ';'), records(t, out, ',')); diff != "" {
		t.Errorf("written back (-want +got):\n%s", diff)
	}
}

// sorted gives lists of objects an order that does not matter in CASE.
func sorted(t testing.TB, file []byte) any {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(file))
	d.UseNumber()
	var v map[string]any
	if err := d.Decode(&v); err != nil {
		t.Fatal(err)
	}
	pack := v
	if inner, ok := v["CFPackage"].(map[string]any); ok {
		pack = inner
	}
	for _, name := range []string{"CFItems", "CFAssociations"} {
		list, _ := pack[name].([]any)
		slices.SortFunc(list, func(a, b any) int {
			return strings.Compare(a.(map[string]any)["identifier"].(string), b.(map[string]any)["identifier"].(string))
		})
	}
	return v
}

func TestACASEFileWithEveryFieldComesBackAsItWas(t *testing.T) {
	t.Parallel()
	file := fixture(t, "case.json")
	in := competency.ParseCASE(file)
	v, contents := brought(t, in)
	var got [][]string
	for _, c := range contents {
		got = append(got, []string{c.Code, c.GroupVI, c.NameVI, c.DescriptionVI, c.IndicatorsVI[1]})
	}
	want := [][]string{
		{"A-1", "Thông tin và dữ liệu", "Đánh giá nguồn", "Người học đánh giá được độ tin cậy của nguồn, dữ liệu và nội dung số.", "So sánh hai nguồn theo tiêu chí cho trước"},
		{"B", "Khung mẫu", "Giao tiếp số", "", ""},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("contents (-want +got):\n%s", diff)
	}
	var notes []string
	for _, n := range in.Notes {
		notes = append(notes, n.Key)
	}
	if diff := cmp.Diff([]string{"competency.note_no_levels", "competency.note_second_parent"}, keysOf(notes)); diff != "" {
		t.Errorf("notes (-want +got):\n%s", diff)
	}
	out, err := competency.WriteCASE(v, contents)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(sorted(t, file), sorted(t, out)); diff != "" {
		t.Errorf("written back (-want +got):\n%s", diff)
	}
}

func TestACASEFileOfAnotherProgramComesBackAsItWas(t *testing.T) {
	t.Parallel()
	file := fixture(t, "opensalt.json")
	v, contents := brought(t, competency.ParseCASE(file))
	if len(contents) == 0 {
		t.Error("no competencies were read")
	}
	out, err := competency.WriteCASE(v, contents)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(sorted(t, file), sorted(t, out)); diff != "" {
		t.Errorf("written back (-want +got):\n%s", diff)
	}
}

func TestAChangeHereChangesOnlyItsFieldInTheFile(t *testing.T) {
	t.Parallel()
	v, contents := brought(t, competency.ParseCASE(fixture(t, "case.json")))
	contents[0].NameVI = "Thẩm định nguồn"
	contents[0].GroupVI = "Nhóm mới"
	out, err := competency.WriteCASE(v, contents)
	if err != nil {
		t.Fatal(err)
	}
	again := competency.ParseCASE(out)
	_, changed := brought(t, again)
	if changed[0].NameVI != "Thẩm định nguồn" && changed[1].NameVI != "Thẩm định nguồn" {
		t.Errorf("name is lost: %+v", changed)
	}
	for _, c := range changed {
		if c.NameVI == "Thẩm định nguồn" && (c.GroupVI != "Nhóm mới" || c.DescriptionVI != contents[0].DescriptionVI) {
			t.Errorf("group %q, description %q", c.GroupVI, c.DescriptionVI)
		}
	}
	if !strings.Contains(string(out), "12345678901234567890") || !strings.Contains(string(out), "Ghi chú của nơi ban hành") {
		t.Error("fields of others are lost")
	}
}

func TestFaultsNameTheirPlace(t *testing.T) {
	t.Parallel()
	item := func(id, rest string) string { return `{"identifier":"` + id + `"` + rest + `}` }
	link := func(a, b string) string {
		return `{"associationType":"isChildOf","originNodeURI":{"identifier":"` + a + `"},"destinationNodeURI":{"identifier":"` + b + `"}}`
	}
	pack := func(items, links string) string {
		return `{"CFDocument":{"identifier":"d","title":"D"},"CFItems":[` + items + `],"CFAssociations":[` + links + `]}`
	}
	a, b := item("a", `,"fullStatement":"A"`), item("b", `,"fullStatement":"B"`)
	for name, tc := range map[string]struct {
		in     competency.Incoming
		row    int
		column string
		key    string
	}{
		"no json":           {competency.ParseCASE([]byte("{")), 0, "", "competency.not_json"},
		"nested too deeply": {competency.ParseCASE([]byte(strings.Repeat("[", 5000) + strings.Repeat("]", 5000))), 0, "", "competency.not_json"},
		"no document":       {competency.ParseCASE([]byte(`{"CFItems":[]}`)), 0, "CFDocument.identifier", "competency.no_document"},
		"no statement":      {competency.ParseCASE([]byte(pack(a+","+item("b", ""), ""))), 0, "CFItems[1].fullStatement", "competency.no_statement"},
		"twice":             {competency.ParseCASE([]byte(pack(a+","+a, ""))), 0, "CFItems[1]", "competency.key_twice"},
		"in a circle":       {competency.ParseCASE([]byte(pack(a+","+b, link("a", "b")+","+link("b", "a")))), 0, "CFItems[0]", "competency.cycle"},
		"not Moodle's":      {competency.ParseMoodle([]byte("a,b\n1,2\n")), 1, "", "competency.moodle_header"},
		"unknown parent":    {competency.ParseMoodle([]byte("Parent ID number,ID number,Short name\nx,a,A\n")), 2, "", "competency.unknown_parent"},
		"no name":           {competency.ParseMoodle([]byte("Parent ID number,ID number,Short name\n,a,\n")), 2, "Short name", "competency.no_name"},
	} {
		if len(tc.in.Faults) == 0 {
			t.Errorf("%s: no fault", name)
			continue
		}
		f := tc.in.Faults[0]
		if f.Row != tc.row || f.Column != tc.column || f.Key != tc.key {
			t.Errorf("%s: got %+v", name, f)
		}
	}
}

func FuzzParseMoodle(f *testing.F) {
	f.Add(fixture(f, "moodle.csv"))
	f.Add([]byte("Parent ID number,ID number,Short name\n,a,A\na,b,B\n"))
	f.Add([]byte("\"a\x00\",,,,,,,,,,,,,\n,x#1,Level 1,\"<p"))
	f.Fuzz(func(t *testing.T, file []byte) {
		in := competency.ParseMoodle(file)
		if len(in.Faults) > 0 {
			return
		}
		v, contents := brought(t, in)
		out, err := competency.WriteMoodle(v, contents)
		if err != nil {
			t.Fatal(err)
		}
		if len(contents) == 0 {
			return
		}
		again := competency.ParseMoodle(out)
		if len(again.Faults) > 0 || len(again.Items) != len(in.Items) {
			t.Errorf("%d competencies became %d, faults %+v:\n%s", len(in.Items), len(again.Items), again.Faults, out)
		}
	})
}

func FuzzParseCASE(f *testing.F) {
	f.Add(fixture(f, "case.json"))
	f.Add([]byte(`{"CFDocument":{"identifier":"d"},"CFItems":[{"identifier":"a","fullStatement":"\u0000A"}]}`))
	f.Fuzz(func(t *testing.T, file []byte) {
		in := competency.ParseCASE(file)
		if len(in.Faults) > 0 {
			return
		}
		v, contents := brought(t, in)
		out, err := competency.WriteCASE(v, contents)
		if err != nil {
			t.Fatal(err)
		}
		again := competency.ParseCASE(out)
		if len(again.Faults) > 0 || len(again.Items) != len(in.Items) {
			t.Errorf("%d competencies became %d, faults %+v:\n%s", len(in.Items), len(again.Items), again.Faults, out)
		}
	})
}
