package staff

import (
	"slices"
	"strings"

	"camtay/app/sheet"
)

// Fields of the staff list.
const (
	fieldNumber     = "number"
	fieldCode       = "code"
	fieldName       = "name"
	fieldBorn       = "born"
	fieldBornMale   = "born_male"
	fieldBornFemale = "born_female"
	fieldGender     = "gender"
	fieldTitle      = "title"
	fieldPosition   = "position"
	fieldConcurrent = "concurrent"
	fieldOffice     = "office"
	fieldCommune    = "commune"
	fieldRank       = "rank"
	fieldEducation  = "education"
	fieldMajor      = "major"
	fieldPolitical  = "political_theory"
	fieldState      = "state_management"
	fieldIT         = "it_level"
	fieldLanguage   = "foreign_language"
	fieldJoined     = "joined"
	fieldPhone      = "phone"
	fieldEmail      = "email"
	fieldNote       = "note"
	fieldLeft       = "left"
)

// titles are the folded titles each field goes by, those of the ministry's form
// first. Groups such as "Ngày sinh / Nam" are joined by a space.
func titles() map[string][]string {
	return map[string][]string{
		fieldNumber: {"stt", "tt", "so tt", "so thu tu"},
		fieldCode: {
			"ma cbcc", "ma cbccvc", "ma can bo cong chuc", "ma can bo", "ma cong chuc", "ma so cbcc", "ma so",
			"so hieu", "so hieu cbcc", "so hieu cong chuc", "ma dinh danh cbcc",
		},
		fieldName: {"ho va ten", "ho ten", "ho va ten khai sinh", "ho ten khai sinh"},
		fieldBorn: {"ngay thang nam sinh", "ngay sinh", "sinh ngay", "nam sinh", "ngay thang nam sinh ngay sinh"},
		fieldGender: {
			"gioi tinh", "phai", "gioi tinh nam nu", "nam nu",
		},
		fieldTitle: {
			"chuc vu chuc danh", "chuc vu", "chuc danh", "chuc vu hoac chuc danh", "chuc vu chuc danh hien nay",
			"chuc danh chuc vu", "chuc vu hien nay",
		},
		fieldPosition: {
			"vi tri viec lam", "vtvl", "ten vi tri viec lam", "vi tri viec lam vtvl", "vi tri viec lam dam nhiem",
		},
		fieldConcurrent: {
			"kiem nhiem", "chuc vu kiem nhiem", "vi tri kiem nhiem", "vi tri viec lam kiem nhiem", "cong viec kiem nhiem",
		},
		fieldOffice: {
			"phong don vi", "don vi phong", "phong ban don vi", "don vi", "phong", "phong ban", "phong chuyen mon",
			"don vi cong tac", "co quan don vi", "phong don vi cong tac",
		},
		fieldCommune: {
			"xa phuong", "phuong xa", "xa phuong dac khu", "xa", "phuong", "don vi cap xa", "ubnd cap xa", "cap xa",
			"ten xa phuong",
		},
		fieldRank:      {"ngach", "ma ngach", "ngach cong chuc", "ngach hien giu", "ma so ngach"},
		fieldEducation: {"trinh do chuyen mon", "trinh do", "trinh do dao tao", "trinh do chuyen mon cao nhat"},
		fieldMajor:     {"chuyen nganh", "chuyen nganh dao tao", "nganh dao tao"},
		fieldPolitical: {"ly luan chinh tri", "llct", "trinh do ly luan chinh tri", "trinh do llct"},
		fieldState:     {"quan ly nha nuoc", "qlnn", "trinh do qlnn", "boi duong qlnn", "trinh do quan ly nha nuoc"},
		fieldIT:        {"tin hoc", "trinh do tin hoc"},
		fieldLanguage:  {"ngoai ngu", "trinh do ngoai ngu"},
		fieldJoined: {
			"ngay vao cong chuc", "ngay tuyen dung", "ngay tuyen dung cong chuc", "ngay vao nganh",
			"ngay thang nam tuyen dung", "ngay thang nam vao cong chuc",
		},
		fieldPhone: {
			"dien thoai", "so dien thoai", "dien thoai di dong", "sdt", "so dien thoai lien he", "dien thoai lien he",
		},
		fieldEmail: {"email cong vu", "email", "thu dien tu", "thu dien tu cong vu", "dia chi email", "hop thu cong vu"},
		fieldNote:  {"ghi chu"},
	}
}

//nolint:gochecknoglobals // built once from titles(), never written
var fieldByTitle = func() map[string]string {
	byTitle := map[string]string{}
	for field, all := range titles() {
		for _, title := range all {
			byTitle[title] = field
		}
	}
	for _, born := range titles()[fieldBorn] {
		byTitle[born+" nam"], byTitle[born+" nu"] = fieldBornMale, fieldBornFemale
	}
	return byTitle
}()

// fieldKey is the key of a field's title.
func fieldKey(field string) string {
	return "staff.field_" + field
}

// fieldOf recognises a column by the titles above it.
func fieldOf(above []string) string {
	if n := len(above); n > 1 && strings.EqualFold(above[n-1], "năm") {
		return "" // a day, month and year column each: not the men's column
	}
	if field := fieldByTitle[sheet.Fold(strings.Join(above, " "))]; field != "" || len(above) < 2 {
		return field
	}
	// Groups such as "Trình độ" over "Tin học" and "Ngoại ngữ" say nothing more.
	switch field := fieldByTitle[sheet.Fold(above[len(above)-1])]; field {
	case fieldEducation, fieldMajor, fieldPolitical, fieldState, fieldIT, fieldLanguage, fieldPosition, fieldTitle, fieldOffice, fieldCommune:
		return field
	}
	return ""
}

// missingFields are the fields without which no row can be read: code, name, a
// position or title, and the commune unless known says there is only one.
func missingFields(h sheet.Header, known Known) []string {
	var missing []string
	for _, field := range []string{fieldCode, fieldName} {
		if !h.Has(field) {
			missing = append(missing, field)
		}
	}
	if !h.Has(fieldPosition) && !h.Has(fieldTitle) {
		missing = append(missing, fieldPosition)
	}
	if _, one := known.Units.only(); !h.Has(fieldCommune) && !one {
		missing = append(missing, fieldCommune)
	}
	return missing
}

// findList is the first visible sheet with a header that names people, and the
// header.
func findList(grids []sheet.Grid) (sheet.Grid, sheet.Header, bool) {
	for _, hidden := range []bool{false, true} {
		for _, g := range grids {
			if h, ok := sheet.FindHeader(g, fieldOf); ok && g.Hidden == hidden && (h.Has(fieldName) || h.Has(fieldCode)) {
				return g, h, true
			}
		}
	}
	return sheet.Grid{}, sheet.Header{}, false
}

// endsList reports the row that follows the list: totals, place and date, and
// the signatures. Such a row has no number, code, position or commune of its own.
func endsList(l sheet.Line, h sheet.Header) bool {
	for _, field := range []string{fieldNumber, fieldCode, fieldPosition, fieldCommune} {
		text := sheet.Fold(h.Joined(l, field))
		if text != "" && !closing(text) {
			return false
		}
	}
	return slices.ContainsFunc(l.Cells, func(c sheet.Cell) bool { return c.Type == sheet.Text && closing(sheet.Fold(c.Text)) })
}

func closing(folded string) bool {
	for _, start := range []string{
		"nguoi lap", "tm ", "kt ", "tl ", "tuq ", "q ", "thu truong", "chu tich", "pho chu tich", "giam doc", "noi nhan",
		"tong cong", "tong so", "cong ", "danh sach nay", "danh sach co", "xac nhan", "ky ten", "ky ghi ro", "an dinh danh sach",
		"lap bieu", "cong",
	} {
		if strings.HasPrefix(folded, start) && (start != "cong" || folded == start) && !strings.HasPrefix(folded, "cong chuc") {
			return true
		}
	}
	return strings.Contains(folded, " ngay ") && strings.Contains(folded, " thang ") && strings.Contains(folded, " nam ")
}

// divides reports a row that only heads a group of rows ("I", "Phòng Kinh tế")
// or numbers the columns ("(1)", "(2)").
func divides(l sheet.Line, h sheet.Header) bool {
	if h.Joined(l, fieldCode) != "" && !numbersColumns(l) {
		return false
	}
	if len(l.Cells) == 1 {
		first := h.Used()[0]
		return l.Cells[0].Column <= first || l.Cells[0].Column > first && !slices.Contains(h.Columns[fieldName], l.Cells[0].Column)
	}
	return numbersColumns(l) || headsGroup(l, h)
}

func numbersColumns(l sheet.Line) bool {
	for _, c := range l.Cells {
		text := strings.Trim(sheet.Clean(c.Text), "()")
		if len(text) == 0 || len(text) > 2 || strings.Trim(text, "0123456789") != "" && (len(text) > 1 || text < "A" || text > "Z") {
			return false
		}
	}
	return len(l.Cells) > 2
}

// headsGroup: a Roman numeral or a letter where the number stands, no position.
func headsGroup(l sheet.Line, h sheet.Header) bool {
	number := h.Joined(l, fieldNumber)
	return number != "" && strings.Trim(strings.TrimRight(number, "."), "IVXABCDEĐ") == "" &&
		h.Joined(l, fieldPosition) == "" && h.Joined(l, fieldTitle) == ""
}
