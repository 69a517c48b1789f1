package competency_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"camtay/app/competency"
)

// The titles of Moodle 3.1's export, of the French language pack and of other
// programs that write for Moodle.
const (
	oldTitles    = `"Parent id number","Id number",Shortname,Description,"Description format","Scale values","Scale configuration","Rule type (optional)","Rule outcome (optional)","Rule config (optional)","Cross referenced competency id numbers","Exported id (optional)","Is framework",Taxonomy`
	spacedTitles = `"Parent id number","Id number","Short name",Description,"Description format","Scale values","Scale configuration","Rule type","Rule outcome","Rule config","Related id numbers","Export ID","Is framework",Taxonomies`
	frenchTitles = `"ID de la compétence parente",ID,"Nom abrégé",Description,"Format de description","Valeurs du barème","Configuration du barème","Type de règle de compétence (optionnelle)","Règle d'objectif (optionnelle)","Règle de paramétrage (optionnelle)","IDs des compétences croisées associées","ID d'exportation (optionnel)","Est un référentiel",Taxonomie`
)

// cells are the rows of a CSV after its titles by ID number, to the byte.
func cells(t testing.TB, file []byte, comma rune) map[string][]string {
	t.Helper()
	r := csv.NewReader(bytes.NewReader(bytes.ReplaceAll(bytes.TrimPrefix(file, []byte("\ufeff")), []byte("\r"), []byte("␍"))))
	r.Comma = comma
	all, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string][]string{}
	for _, row := range all[1:] {
		for i := range row {
			row[i] = strings.ReplaceAll(row[i], "␍", "\r")
		}
		rows[row[1]] = row
	}
	return rows
}

// withComma writes a file's rows with another delimiter.
func withComma(t testing.TB, file []byte, comma rune) []byte {
	t.Helper()
	r := csv.NewReader(bytes.NewReader(bytes.ReplaceAll(file, []byte("\r"), []byte("␍"))))
	all, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Comma = comma
	if err := w.WriteAll(all); err != nil {
		t.Fatal(err)
	}
	return bytes.ReplaceAll(b.Bytes(), []byte("␍"), []byte("\r"))
}

// withReturns ends every row with CR LF.
func withReturns(file []byte) []byte {
	var out []byte
	quoted := false
	for _, b := range file {
		if b == '"' {
			quoted = !quoted
		}
		if b == '\n' && !quoted {
			out = append(out, '\r')
		}
		out = append(out, b)
	}
	return out
}

func TestEveryWayOfWritingAMoodleFileComesBackCellForCell(t *testing.T) {
	t.Parallel()
	file := fixture(t, "moodle-export.csv")
	_, rows, _ := bytes.Cut(file, []byte("\n"))
	titled := func(titles string) []byte { return append([]byte(titles+"\n"), rows...) }
	want := cells(t, file, ',')
	if len(want) != 13 || !strings.Contains(want["tiep-nhan"][3], "\r\n") || !strings.Contains(want["TN-1"][3], ";\n") {
		t.Fatalf("the file does not hold what this test is about: %q", want)
	}
	for name, written := range map[string][]byte{
		"as Moodle exports it":     file,
		"titles of Moodle 3.1":     titled(oldTitles),
		"titles of other programs": titled(spacedTitles),
		"titles in French":         titled(frenchTitles),
		"a byte order mark":        append([]byte("\ufeff"), file...),
		"rows that end with CR LF": withReturns(file),
		"semicolons":               withComma(t, file, ';'),
		"tabs, marked, with CR LF": append([]byte("\ufeff"), withReturns(withComma(t, file, '\t'))...),
	} {
		in := competency.ParseMoodle(written)
		v, contents := brought(t, in)
		if len(contents) != 5 {
			t.Errorf("%s: %d competencies", name, len(contents))
		}
		out, err := competency.WriteMoodle(v, contents)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, cells(t, out, ',')); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if titles, _, _ := bytes.Cut(out, []byte("\n")); string(titles) != strings.ReplaceAll(string(titleLine(file)), `"`, "") {
			t.Errorf("%s: titles %s", name, titles)
		}
	}
}

func titleLine(file []byte) []byte {
	line, _, _ := bytes.Cut(file, []byte("\n"))
	return line
}

func TestAMoodleFileIsReadAsGroupsCompetenciesAndLevels(t *testing.T) {
	t.Parallel()
	_, contents := brought(t, competency.ParseMoodle(fixture(t, "moodle-export.csv")))
	got := map[string][]string{}
	for _, c := range contents {
		got[c.Code] = append([]string{c.GroupVI, c.NameVI, c.DescriptionVI}, c.IndicatorsVI...)
	}
	want := map[string][]string{
		"muc": {
			"Khung năng lực một cửa", "Các mức", "Mỗi mức có biểu hiện\nđể nhận ra khi làm việc.", "Làm theo mẫu, có người kèm.",
			"Tự làm việc quen thuộc.", "Level 3", "Hướng dẫn người khác.", "Cải tiến cách làm của tỉnh.",
		},
		"TN-1":        {"Nhóm \"một cửa\" / Tiếp nhận hồ sơ", "Kiểm tra thành phần hồ sơ", "Kiểm tra đủ thành phần;\nkhông đòi thêm giấy tờ.", "", "", "", "", ""},
		"TN-2":        {"Nhóm \"một cửa\" / Tiếp nhận hồ sơ", "Nói rõ điều còn thiếu, bằng văn bản", "Viết thường, không HTML", "", "", "", "", ""},
		"TN--3-b":     {"Nhóm \"một cửa\" / Tiếp nhận hồ sơ", "Ghi biên nhận & hẹn ngày", "**Markdown** của tệp", "", "", "", "", ""},
		"tra-ket-qua": {"Nhóm \"một cửa\"", "✊ Trả kết quả", "", "", "", "", "", ""},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("contents (-want +got):\n%s", diff)
	}
}
