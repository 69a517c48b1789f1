package staff

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"camtay/app/sheet"
)

// gridOf is a grid of texts from row 1.
func gridOf(rows ...[]string) sheet.Grid {
	g := sheet.Grid{}
	for i, texts := range rows {
		l := sheet.Line{Number: i + 1}
		for j, s := range texts {
			if s != "" {
				l.Cells = append(l.Cells, sheet.Cell{Column: j + 1, Row: i + 1, Type: sheet.Text, Text: s})
			}
		}
		if len(l.Cells) > 0 {
			g.Lines = append(g.Lines, l)
		}
	}
	return g
}

func TestListEndsAtTotalsAndSignatures(t *testing.T) {
	t.Parallel()
	head := []string{"STT", "Mã CBCC", "Họ và tên", "Vị trí việc làm", "Xã, phường", "Ghi chú"}
	person := []string{"1", "0137", "Lý Thị Trang", "Kế toán viên", "Xã Vụ Bản"}
	after := []string{"9", "0999", "Không Đọc Tới", "Kế toán viên", "Xã Vụ Bản"}
	for _, end := range [][]string{
		{"", "", "NGƯỜI LẬP BIỂU", "", "", "TM. ỦY BAN NHÂN DÂN"},
		{"", "", "", "", "Ninh Bình, ngày 02 tháng 9 năm 2026"},
		{"Tổng cộng: 1 người"},
		{"", "", "Danh sách này có 01 người./."},
		{"", "", "", "KT. CHỦ TỊCH"},
		{"Nơi nhận:"},
	} {
		g := gridOf(head, []string{"(1)", "(2)", "(3)", "(4)", "(5)", "(6)"}, []string{"I", "", "Phòng Kinh tế"}, []string{"Xã Vụ Bản"},
			person, nil, []string{"2"}, []string{"2", "", "Trần Thiếu Mã", "Kế toán viên", "Xã Vụ Bản"}, end, after)
		h, ok := sheet.FindHeader(g, fieldOf)
		if !ok {
			t.Fatal("no header")
		}

		var got []string
		for _, r := range ParseList(g, h, ministry(t)) {
			got = append(got, fmt.Sprintf("%d %s %d", r.Number, r.Person.FullName, len(r.Faults)))
		}

		if diff := cmp.Diff([]string{"5 Lý Thị Trang 0", "8 Trần Thiếu Mã 1"}, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", end, diff)
		}
	}
}

func TestPositionsOfTheCommitteeDoNotEndTheList(t *testing.T) {
	t.Parallel()
	g := gridOf(
		[]string{"STT", "Mã CBCC", "Họ và tên", "Vị trí việc làm", "Xã, phường"},
		[]string{"", "", "Lý Xuân Sơn", "Chủ tịch Ủy ban nhân dân xã, phường", "Xã Vụ Bản"},
		[]string{"", "02", "Cộng Văn Hoà", "Công chức tiếp nhận và trả kết quả (quầy)", "Xã Vụ Bản"},
	)
	h, _ := sheet.FindHeader(g, fieldOf)

	list := ParseList(g, h, ministry(t))

	if len(list) != 2 || len(list[0].Faults) != 1 || list[0].Faults[0].Key != "staff.no_code" || len(list[1].Faults) != 0 {
		t.Errorf("list = %+v", list)
	}
}

func TestTitlesInCapitalsOfRealForms(t *testing.T) {
	t.Parallel()
	g := gridOf(
		[]string{"UBND TỈNH"},
		[]string{"TT", "MÃ SỐ", "HỌ VÀ TÊN", "NĂM SINH", "", "CHỨC DANH", "ĐƠN VỊ CÔNG TÁC", "XÃ/PHƯỜNG", "TRÌNH ĐỘ", "", "", ""},
		[]string{"", "", "", "Nam", "Nữ", "", "", "", "CHUYÊN MÔN", "LLCT", "QLNN", "TIN HỌC"},
	)

	h, ok := sheet.FindHeader(g, fieldOf)

	want := map[string][]int{
		fieldNumber: {1}, fieldCode: {2}, fieldName: {3}, fieldBornMale: {4}, fieldBornFemale: {5}, fieldTitle: {6}, fieldOffice: {7},
		fieldCommune: {8}, fieldEducation: {9}, fieldPolitical: {10}, fieldState: {11}, fieldIT: {12},
	}
	if diff := cmp.Diff(want, h.Columns); !ok || diff != "" {
		t.Errorf("found %v (-want +got):\n%s", ok, diff)
	}
}
