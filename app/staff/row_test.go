package staff

import (
	"bytes"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/lang"
	"camtay/app/org"
	"camtay/app/sheet"
)

// ministry is the province's units and the positions as the tables of testdata
// have them; ids are made from the codes.
func ministry(t testing.TB, scope ...string) Known {
	t.Helper()
	id := func(code string) uuid.UUID { return uuid.NewSHA1(uuid.NameSpaceOID, []byte(code)) }
	parsed, faults := org.ParseUnits(table(t, "testdata/units.csv", org.UnitColumns()), nil)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	paths := map[string]string{}
	var units []org.Unit
	for _, p := range parsed {
		path := org.Label(p.Code)
		if p.ParentCode != "" {
			path = paths[p.ParentCode] + "." + path
		}
		paths[p.Code] = path
		u := p.Unit
		u.ID, u.Path = id(p.Code), path
		units = append(units, u)
	}
	positions, faults := ParsePositions(table(t, "testdata/positions.csv", PositionColumns()))
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	for i := range positions {
		positions[i].ID = id(positions[i].Code)
	}
	if len(scope) == 0 {
		scope = []string{"37"}
	}
	return Known{
		Units: NewUnitNames(units, access.Everywhere(scope...)), Positions: NewPositionNames(positions),
		Today: day(t, 2026, time.November, 2),
	}
}

func table(t testing.TB, file string, columns []string) []sheet.Row {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	rows, faults, err := sheet.ReadCSV(bytes.NewReader(b), columns...)
	if err != nil || len(faults) > 0 {
		t.Fatal(err, faults)
	}
	return rows
}

func day(t testing.TB, y int, m time.Month, d int) clock.Day {
	t.Helper()
	made, err := clock.NewDay(y, m, d)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// formHeader is the header of one row with a column for each field.
func formHeader(fields ...string) sheet.Header {
	h := sheet.Header{FirstRow: 1, LastRow: 1, Columns: map[string][]int{}}
	for i, f := range fields {
		h.Columns[f] = []int{i + 1}
	}
	return h
}

// A good row; tests change what matters.
func goodRow() map[string]string {
	return map[string]string{
		fieldCode: "137410092", fieldName: "Lý Thị Trang", fieldBornFemale: "05/02/2000",
		fieldPosition: "Trợ lý Ban Chỉ huy quân sự cấp xã", fieldOffice: "Ban Chỉ huy quân sự", fieldCommune: "Xã Vụ Bản",
		fieldJoined: "01/11/2020", fieldPhone: "0961545267", fieldEmail: "cb137410092@ninhbinh.example",
	}
}

func allFields() []string {
	return []string{
		fieldNumber, fieldCode, fieldName, fieldBornMale, fieldBornFemale, fieldGender, fieldTitle, fieldPosition,
		fieldConcurrent, fieldOffice, fieldCommune, fieldRank, fieldEducation, fieldJoined, fieldPhone, fieldEmail, fieldNote,
	}
}

func lineOf(number int, h sheet.Header, texts map[string]string, cells map[string]sheet.Cell) sheet.Line {
	l := sheet.Line{Number: number}
	for field, columns := range h.Columns {
		c, given := cells[field]
		if !given {
			c = sheet.Cell{Type: sheet.Text, Text: texts[field]}
			if texts[field] == "" {
				continue
			}
		}
		c.Column, c.Row = columns[0], number
		l.Cells = append(l.Cells, c)
	}
	slices.SortFunc(l.Cells, func(a, b sheet.Cell) int { return a.Column - b.Column })
	return l
}

func TestGoodRowIsRead(t *testing.T) {
	t.Parallel()
	known := ministry(t)
	h := formHeader(allFields()...)
	texts := goodRow()
	texts[fieldName] = "  LÝ\u00a0 Thị  Trang "
	texts[fieldName] = strings.ReplaceAll(texts[fieldName], "LÝ", "Ly\u0301")
	texts[fieldPhone] = "+84 961.545.267"
	texts[fieldEmail] = "CB137410092@NinhBinh.example"
	texts[fieldConcurrent] = "- Kế toán viên;Chuyên viên xây dựng, quy hoạch, Chuyên viên đối ngoại"

	row, faults := ParseRow(lineOf(7, h, texts, nil), h, known)

	if len(faults) > 0 {
		t.Fatalf("faults: %v", faults)
	}
	got := []string{
		row.Person.FamilyName, row.Person.GivenName, row.Person.Gender, row.Person.BornOn.String(), row.Person.Phone,
		row.Person.Email, known.Units.name(row.Person.UnitID), known.Positions.name(row.Main.PositionID), row.Cells[fieldName],
	}
	want := []string{
		"Lý Thị", "Trang", "female", "2000-02-05", "0961545267",
		"cb137410092@ninhbinh.example", "Ban Chỉ huy quân sự xã Vụ Bản", "Trợ lý Ban Chỉ huy quân sự cấp xã", "C7",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("row (-want +got):\n%s", diff)
	}
	p := planner{known: known}
	const concurrents = "Kế toán viên – Phòng Kinh tế xã Vụ Bản; Chuyên viên xây dựng, quy hoạch – Phòng Kinh tế xã Vụ Bản; " +
		"Chuyên viên đối ngoại – Văn phòng HĐND và UBND xã Vụ Bản"
	if got := p.placeNames(row.Concurrents); got != concurrents {
		t.Errorf("concurrents = %s", got)
	}
}

func TestFaultsNameCellAndReason(t *testing.T) {
	t.Parallel()
	known := ministry(t)
	h := formHeader(allFields()...)
	text := func(s string) sheet.Cell { return sheet.Cell{Type: sheet.Text, Text: s} }
	number := func(s string) sheet.Cell { return sheet.Cell{Type: sheet.Number, Text: s} }
	cases := []struct {
		name  string
		field string
		cell  sheet.Cell
		want  Fault
	}{
		{"no code", fieldCode, sheet.Cell{}, Fault{"B9", "staff.no_code", nil}},
		{"a code as number", fieldCode, number("137410092"), Fault{"B9", "staff.code_number", args("value", "137410092")}},
		{"a code with a space", fieldCode, text("13 74"), Fault{"B9", "staff.bad_code", args("value", "13 74")}},
		{"no name", fieldName, text(" \u00a0"), Fault{"C9", "staff.no_name", nil}},
		{"digits in a name", fieldName, text("Lý Thị Tr4ng"), Fault{"C9", "staff.name_digits", args("value", "Lý Thị Tr4ng")}},
		{"signs in a name", fieldName, text("Lý Th? Trang"), Fault{"C9", "staff.name_signs", args("value", "Lý Th? Trang", "sign", "?")}},
		{"TCVN3", fieldName, text("NguyÔn ThÞ Hoµ"), Fault{"C9", "staff.legacy_text", args("value", "NguyÔn ThÞ Hoµ")}},
		{"VNI", fieldName, text("Traàn Vaên Hoàng"), Fault{"C9", "staff.legacy_text", args("value", "Traàn Vaên Hoàng")}},
		{"TCVN3 in a position", fieldPosition, text("KÕ to¸n viªn"), Fault{"H9", "staff.legacy_text", args("value", "KÕ to¸n viªn")}},
		{"a formula", fieldName, sheet.Cell{Type: sheet.Text, Text: "Lý Thị Trang", Formula: true}, Fault{"C9", "staff.formula", nil}},
		{"a formula without a value", fieldBornMale, sheet.Cell{Formula: true}, Fault{"E9", "staff.born_twice", args("other", "D9")}},
		{"an error", fieldPhone, sheet.Cell{Type: sheet.Error, Text: "#REF!"}, Fault{"O9", "staff.cell_error", args("value", "#REF!")}},
		{"a day that is none", fieldBornFemale, text("31/02/1990"), Fault{"E9", "staff.date_impossible", args("value", "31/02/1990")}},
		{"month first", fieldBornFemale, text("02/28/1990"), Fault{"E9", "staff.date_swapped", args("value", "02/28/1990", "near", "28/02/1990")}},
		{"both columns", fieldBornMale, text("05/02/2000"), Fault{"E9", "staff.born_twice", args("other", "D9")}},
		{"two digits", fieldBornFemale, text("05/02/00"), Fault{"E9", "staff.date_short_year", args("value", "05/02/00")}},
		{"a year", fieldBornFemale, number("2000"), Fault{"E9", "staff.date_year_only", args("value", "2000")}},
		{"a year as text", fieldBornFemale, text("2000"), Fault{"E9", "staff.date_year_only", args("value", "2000")}},
		{"a month", fieldBornFemale, text("2/2000"), Fault{"E9", "staff.date_no_day", args("value", "2/2000")}},
		{"a bare number", fieldBornFemale, number("36561"), Fault{"E9", "staff.date_number", args("value", "36561")}},
		{"words", fieldBornFemale, text("mùng 5 Tết"), Fault{"E9", "staff.date_unreadable", args("value", "mùng5Tết")}},
		{"a birth to come", fieldBornFemale, text("03/11/2026"), Fault{"E9", "staff.date_future", args("value", "03/11/2026")}},
		{"too young", fieldBornFemale, text("03/11/2008"), Fault{"E9", "staff.born_age", args("value", "03/11/2008", "age", 17, "from", 18, "to", 75)}},
		{"too old", fieldBornFemale, sheet.Cell{Type: sheet.Date, Text: "1950-11-02"}, Fault{"E9", "staff.born_age", args("value", "02/11/1950", "age", 76, "from", 18, "to", 75)}},
		{"an unknown gender", fieldGender, text("x"), Fault{"F9", "staff.bad_gender", args("value", "x")}},
		{"another gender", fieldGender, text("Nam"), Fault{"F9", "staff.gender_conflict", args("value", "Nam")}},
		{"joined later", fieldJoined, text("03/11/2026"), Fault{"N9", "staff.date_future", args("value", "03/11/2026")}},
		{"joined before birth", fieldJoined, text("01/11/1999"), Fault{"N9", "staff.joined_before_born", args("value", "01/11/1999", "born", "05/02/2000")}},
		{"a rank as number", fieldRank, number("1.003"), Fault{"L9", "staff.rank_number", args("value", "1.003")}},
		{"no commune", fieldCommune, sheet.Cell{}, Fault{"K9", "staff.no_commune", nil}},
		{"another tone", fieldCommune, text("Xã Vũ Bản"), Fault{"K9", "staff.unknown_commune_near", args("value", "Xã Vũ Bản", "near", "Xã Vụ Bản")}},
		{"a commune of old", fieldCommune, text("Thị trấn Gôi"), Fault{"K9", "staff.unknown_commune", args("value", "Thị trấn Gôi")}},
		{"an office of wards", fieldOffice, text("Phòng Kinh tế, Hạ tầng và Đô thị"), Fault{"J9", "staff.unknown_office_near",
			args("value", "Phòng Kinh tế, Hạ tầng và Đô thị", "commune", "Xã Vụ Bản", "near", "Phòng Kinh tế")}},
		{"an unknown office", fieldOffice, text("Xyz"), Fault{"J9", "staff.unknown_office", args("value", "Xyz", "commune", "Xã Vụ Bản")}},
		{"no position", fieldPosition, sheet.Cell{}, Fault{"H9", "staff.no_position", nil}},
		{"a position nearly", fieldPosition, text("Ke toan vien truong"), Fault{"H9", "staff.unknown_position_near",
			args("value", "Ke toan vien truong", "near", "Kế toán viên")}},
		{"an unknown position", fieldPosition, text("Xyz"), Fault{"H9", "staff.unknown_position", args("value", "Xyz")}},
		{"an unknown concurrent post", fieldConcurrent, text("Kế toán viên, Xyz, Chuyên viên đối ngoại"), Fault{"I9", "staff.unknown_concurrent", args("value", "Xyz")}},
		{"a concurrent post nearly", fieldConcurrent, text("Chuyên viên đối nội"), Fault{"I9", "staff.unknown_concurrent_near",
			args("value", "Chuyên viên đối nội", "near", "Chuyên viên đối ngoại")}},
		{"the main post again", fieldConcurrent, text("Trợ lý Ban Chỉ huy quân sự cấp xã"), Fault{"I9", "staff.concurrent_same", args("value", "Trợ lý Ban Chỉ huy quân sự cấp xã")}},
		{"a telephone as number", fieldPhone, number("961545267"), Fault{"O9", "staff.phone_lost_zero", args("value", "961545267", "near", "0961545267")}},
		{"a short telephone", fieldPhone, text("09615"), Fault{"O9", "staff.bad_phone", args("value", "09615")}},
		{"two telephones", fieldPhone, text("0961545267, 0961545268"), Fault{"O9", "staff.bad_phone", args("value", "0961545267, 0961545268")}},
		{"a bad address", fieldEmail, text("trang@vuban"), Fault{"P9", "staff.bad_email", args("value", "trang@vuban")}},
		{"a long note", fieldNote, text(strings.Repeat("a", 1001)), Fault{"Q9", "staff.too_long", args("limit", 1000)}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			row, faults := ParseRow(lineOf(9, h, goodRow(), map[string]sheet.Cell{c.field: c.cell}), h, known)
			if diff := cmp.Diff([]Fault{c.want}, faults); diff != "" {
				t.Errorf("faults of row %d (-want +got):\n%s", row.Number, diff)
			}
			for _, locale := range lang.Locales() {
				if s := lang.Text(locale, c.want.Key, c.want.Args); s == c.want.Key || strings.Contains(s, "{") {
					t.Errorf("%s sentence: %s", locale, s)
				}
			}
		})
	}
}

func args(pairs ...any) map[string]any {
	m := map[string]any{}
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i].(string)] = pairs[i+1]
	}
	return m
}

func TestUnitsBeyondTheScopeAreRefused(t *testing.T) {
	t.Parallel()
	h := formHeader(allFields()...)

	_, faults := ParseRow(lineOf(9, h, goodRow(), nil), h, ministry(t, "37.13684"))

	want := []Fault{{"K9", "staff.out_of_scope", args("value", "Ban Chỉ huy quân sự xã Vụ Bản")}}
	if diff := cmp.Diff(want, faults); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
}

func TestNamesAreFoundAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	known := ministry(t)
	communes := map[string]string{
		"Xã Vụ Bản": "Xã Vụ Bản", "xa vu ban": "Xã Vụ Bản", "Vụ Bản": "Xã Vụ Bản", "UBND xã Vụ Bản": "Xã Vụ Bản",
		"P. Thiên Trường": "Phường Thiên Trường", "13684": "Phường Thiên Trường", "PHƯỜNG THIÊN TRƯỜNG": "Phường Thiên Trường",
		"Vũ Bản": "", "Phường Vụ Bản": "", "": "",
	}
	for text, want := range communes {
		if got, _ := known.Units.commune(text); got.Name != want {
			t.Errorf("commune %q = %q, want %q", text, got.Name, want)
		}
	}
	vuBan, _ := known.Units.commune("Vụ Bản")
	offices := map[string]string{
		"Phòng Kinh tế": "13741-KT", "Phòng Kinh tế xã Vụ Bản": "13741-KT", "Văn phòng HĐND & UBND": "13741-VP",
		"Lãnh đạo HĐND, UBND": "13741-LD", "Phòng Văn hoá - Xã hội": "13741-VX", "phong van hoa xa hoi": "13741-VX", "Phòng VH-XH": "13741-VX",
		"Trung tâm PVHCC": "13741-HCC", "TTPVHCC": "13741-HCC", "BCH Quân sự": "13741-QS", "Phòng Kinh tế, Hạ tầng và Đô thị": "",
	}
	for text, want := range offices {
		if got, _ := known.Units.office(vuBan, text); got.Code != want {
			t.Errorf("office %q = %q, want %q", text, got.Code, want)
		}
	}
	positions := map[string]string{
		"Chủ tịch UBND xã, phường": "CB-CTUBND", "Kế toán trưởng": "KT-KTT", "Chuyên viên tư pháp": "VP-TP", "VP-TP": "VP-TP",
		"Trưởng phòng Kinh tế": "LD-TPKT", "Kinh tế, Hạ tầng và Đô thị": "", "chuyên viên văn hoá, thể thao, du lịch, gia đình": "VX-VH",
		"Chuyên viên tài chính và kế hoạch": "KT-TCKH", "Chuyen vien doi ngoai": "VP-DN", "Chuyên viên đội ngoại": "",
	}
	for text, want := range positions {
		if got, _ := known.Positions.Find(text); got.Code != want {
			t.Errorf("position %q = %q, want %q", text, got.Code, want)
		}
	}
}

func TestVietnameseIsNoLegacyText(t *testing.T) {
	t.Parallel()
	for _, b := range []string{"testdata/positions.csv", "testdata/units.csv"} {
		text, err := os.ReadFile(b)
		if err != nil {
			t.Fatal(err)
		}
		for word := range strings.FieldsSeq(string(text)) {
			if legacyText(word) {
				t.Errorf("%q is taken for an old font", word)
			}
		}
	}
	for _, s := range []string{
		"Hoà hòa Thuỷ thủy boóng xoong khoẻ khỏe quý quỳnh", "Nguyễn Thị Ước Ơn Ỷ Lan", "NGUYỄN THỊ HOÀ", "100 m², 5°C, ½ ngày", "H'Hen Niê", "Y-Bhăm", "Điểu K'Ré",
	} {
		if legacyText(s) {
			t.Errorf("%q is taken for an old font", s)
		}
	}
	for _, s := range []string{
		"TrÇn V¨n Nam", "Lª ThÞ Hång", "§ç Quang", "®¹i häc", "Phßng Kinh tÕ", "Nguyeãn Vaên An", "Ñaëng", "Phöông", "Hoaø", "Ðỗ Thị", "L\u00ad¬ng",
	} {
		if !legacyText(s) {
			t.Errorf("%q is not taken for an old font", s)
		}
	}
}

func TestSynonymsOfTitlesAreRecognised(t *testing.T) {
	t.Parallel()
	cases := map[string]string{
		"Họ tên": fieldName, "Mã CBCC": fieldCode, "Ngày sinh|Nam": fieldBornMale, "Ngày, tháng, năm sinh|Nữ": fieldBornFemale,
		"Ngày sinh (Nữ)": fieldBornFemale, "Giới tính": fieldGender, "QLNN": fieldState, "Chức vụ/chức danh": fieldTitle,
		"Đơn vị (phòng)": fieldOffice, "Xã/phường": fieldCommune, "LLCT": fieldPolitical, "Trình độ|Tin học": fieldIT,
		"Ngày sinh|Năm": "", "Ngày sinh|Tháng": "", "Lỗi cần sửa (địa chỉ ô theo tệp gốc)": "", "Năm sinh": fieldBorn,
	}
	for title, want := range cases {
		if got := fieldOf(strings.Split(title, "|")); got != want {
			t.Errorf("%q is %q, want %q", title, got, want)
		}
	}
	for field := range maps.Keys(titles()) {
		for _, locale := range lang.Locales() {
			if key := "staff.field_" + field; lang.Text(locale, key, nil) == key {
				t.Errorf("%s has no sentence in %s", key, locale)
			}
		}
	}
}

func FuzzParseRow(f *testing.F) {
	known := ministry(f)
	fields := allFields()
	h := formHeader(fields...)
	f.Add("0137", "Lý Thị Trang", "05/02/2000", "Kế toán viên, Xyz; -", "Phòng Kinh tế", "Xã Vụ Bản", "0961545267", uint8(0))
	f.Add("", "NguyÔn", "31/02/1990", ",,,,", "", "vu ban", "+84", uint8(0x5a))
	f.Fuzz(func(t *testing.T, code, name, born, positions, office, commune, phone string, kinds uint8) {
		texts := []string{"", code, name, born, "", "", positions, positions, positions, office, commune, "", "", born, phone, phone, name}
		l := sheet.Line{Number: 3}
		for i, s := range texts {
			kind := sheet.Text
			if kinds>>(i%8)&1 == 1 {
				kind = sheet.Type(1 + i%5)
			}
			l.Cells = append(l.Cells, sheet.Cell{Column: i + 1, Row: 3, Type: kind, Text: s, Formula: kinds == 255})
		}
		row, faults := ParseRow(l, h, known)
		for _, fault := range faults {
			if _, r, ok := sheet.ParseAddress(fault.Cell); !ok || r != 3 {
				t.Errorf("fault at %q", fault.Cell)
			}
			if s := lang.Text("vi", fault.Key, nil); s == fault.Key {
				t.Errorf("%s has no sentence", fault.Key)
			}
		}
		if len(faults) > 0 {
			return
		}
		if row.Person.Code == "" || row.Person.GivenName == "" || row.Main.PositionID == uuid.Nil || row.Main.UnitID == uuid.Nil {
			t.Errorf("a row without faults lacks something: %+v", row)
		}
		if !known.Units.scope.Covers(known.Units.byID[row.Person.UnitID].Path) {
			t.Errorf("unit out of scope: %+v", row)
		}
	})
}
