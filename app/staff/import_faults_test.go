package staff_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/uptrace/bun"
	"github.com/xuri/excelize/v2"

	"camtay/app/access"
	"camtay/app/fault"
	"camtay/app/sheet"
	"camtay/app/staff"
)

// TestFaultyRowsNeverChangePeople spoils random cells with random rubbish and
// looks at the people of the faulty rows before and after.
func TestFaultyRowsNeverChangePeople(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	admin := as(t, access.Administrator, "37")
	o.imported(t, admin, form(t, func(f *excelize.File) {
		for row := 60; row < 100; row++ { // the others are new later on
			if err := f.RemoveRow(f.GetSheetName(0), 60); err != nil {
				t.Fatal(err)
			}
		}
	}))
	rubbish := []any{nil, "Xyz", 7, 1.5, "31/02/1990", "NguyÔn", "Kế toán viên", "Xã Vụ Bản", "136840003", "0912000222", "a@b.vn", true, "05/05/1985"}
	for seed := range uint64(6) {
		random := rand.New(rand.NewPCG(seed, 1))
		file := form(t, func(f *excelize.File) {
			for range 60 {
				cell := sheet.Address(1+random.IntN(20), 8+random.IntN(92))
				put(t, f, cell, rubbish[random.IntN(len(rubbish))])
			}
		})
		i := o.upload(t, admin, file)
		faulty := o.rows(t, admin, i.ID, staff.RowFaulty)
		if len(faulty) == 0 {
			t.Errorf("seed %d spoils nothing", seed)
		}
		people := func() string {
			var codes []string
			for _, r := range faulty {
				codes = append(codes, r.Code)
			}
			return o.text(t, `select coalesce(string_agg(s::text || coalesce((select string_agg(p::text, '' order by p.id) from posts p where p.staff_id = s.id), ''), e'\n' order by s.id), '')
				from staff s where code in (?)`, bun.List(codes))
		}
		before := people()

		result, err := o.svc.Confirm(admin, i.ID)
		if err != nil {
			t.Fatal(err)
		}

		if diff := cmp.Diff(before, people()); diff != "" {
			t.Errorf("seed %d (-before +after):\n%s", seed, diff)
		}
		if result.Skipped != len(faulty) {
			t.Errorf("seed %d: %d skipped of %d faulty rows", seed, result.Skipped, len(faulty))
		}
	}
}

func TestFaultsWorkbookSaysWhatToCorrectAndCanBeUploaded(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	admin := as(t, access.Administrator, "37")
	i := o.upload(t, admin, form(t, func(f *excelize.File) {
		put(t, f, "D8", "31/02/1990")
		put(t, f, "R8", 905298186)
		put(t, f, "B99", "136840003") // stands in row 10 already
	}))

	name, file, err := o.svc.FaultsWorkbook(admin, i.ID, "vi")
	if err != nil {
		t.Fatal(err)
	}

	if name != "loi-danh-sach.xlsx" {
		t.Errorf("name = %s", name)
	}
	grids, err := sheet.ReadWorkbook(file, sheet.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	var sentences []string
	for _, l := range grids[0].Lines {
		sentences = append(sentences, l.At(21).Text)
	}
	want := []string{
		"Lỗi cần sửa (địa chỉ ô theo tệp gốc)", "",
		"D8: Không có ngày 31/02/1990. Vui lòng kiểm tra lại ngày, tháng.\n" +
			"R8: Số điện thoại 905298186 thiếu số 0 ở đầu; có phải 0905298186 không? Vui lòng định dạng ô là Văn bản (Text) và nhập lại.",
		"B10: Mã 136840003 còn xuất hiện ở dòng 99. Mỗi người chỉ có một dòng; vui lòng sửa mã hoặc xóa dòng thừa.",
		"B99: Mã 136840003 còn xuất hiện ở dòng 10. Mỗi người chỉ có một dòng; vui lòng sửa mã hoặc xóa dòng thừa.",
	}
	if diff := cmp.Diff(want, sentences); diff != "" {
		t.Errorf("sentences (-want +got):\n%s", diff)
	}
	corrected, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	defer corrected.Close()
	put(t, corrected, "D3", "28/02/1990")
	put(t, corrected, "R3", "0905298186")
	put(t, corrected, "B5", "137410092")
	var b bytes.Buffer
	if err := corrected.Write(&b); err != nil {
		t.Fatal(err)
	}
	if again := o.upload(t, admin, b.Bytes()); again.Counts != (staff.Counts{New: 3}) {
		t.Errorf("corrected: %+v %+v", again.Counts, o.rows(t, admin, again.ID, staff.RowFaulty))
	}
}

func TestListsAreReadWithinTheScope(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	province, ward, commune := as(t, access.Administrator, "37"), as(t, access.Administrator, "37.13684"), as(t, access.Administrator, "37.13741")

	i := o.upload(t, ward, form(t, nil))

	if i.Counts != (staff.Counts{New: 46, Faulty: 46}) {
		t.Errorf("counts = %+v", i.Counts)
	}
	if _, err := o.svc.Import(commune, i.ID); !errors.Is(err, fault.New(fault.NotFound, "staff.import_not_found")) {
		t.Errorf("another commune sees the import: %v", err)
	}
	if _, err := o.svc.Confirm(commune, i.ID); !errors.Is(err, fault.New(fault.NotFound, "staff.import_not_found")) {
		t.Errorf("another commune confirms the import: %v", err)
	}
	if list, err := o.svc.Imports(commune, nil, 25); err != nil || len(list) != 0 {
		t.Errorf("another commune lists %d imports, %v", len(list), err)
	}
	if list, err := o.svc.Imports(province, nil, 25); err != nil || len(list) != 1 {
		t.Errorf("the province lists %d imports, %v", len(list), err)
	}
	if _, err := o.svc.Upload(as(t, access.UnitLeader, "37"), "x.xlsx", form(t, nil)); !errors.Is(err, fault.New(fault.Forbidden, "web.forbidden")) {
		t.Errorf("a leader uploads: %v", err)
	}
	// Whoever confirms, the list is read within the uploader's scope.
	if r, err := o.svc.Confirm(province, i.ID); err != nil || r != (staff.ImportResult{Created: 46, Skipped: 46}) {
		t.Errorf("result = %+v %v", r, err)
	}
	// A code of someone elsewhere is not taken over.
	o.imported(t, province, form(t, nil))
	stolen := o.upload(t, ward, form(t, func(f *excelize.File) { put(t, f, "B8", "137410092"); put(t, f, "B99", nil) }))
	rows := o.rows(t, ward, stolen.ID, staff.RowFaulty)
	if len(rows) == 0 || rows[0].Row != 8 || rows[0].Faults[0].Key != "staff.code_elsewhere" {
		t.Errorf("first faulty row = %+v", rows[0])
	}
}

func TestUploadRefusesWhatIsNoList(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	admin := as(t, access.Administrator, "37")
	empty := func(cells map[string]string) []byte {
		f := excelize.NewFile()
		for cell, text := range cells {
			if err := f.SetCellValue("Sheet1", cell, text); err != nil {
				t.Fatal(err)
			}
		}
		var b bytes.Buffer
		if err := f.Write(&b); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	cases := map[string][]byte{
		"staff.not_workbook":    []byte("Họ và tên,Mã"),
		"staff.legacy_workbook": []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
		"staff.file_too_large":  make([]byte, staff.MaxFile+1),
		"staff.no_header":       empty(map[string]string{"A1": "Xin chào"}),
		"staff.missing_columns": empty(map[string]string{"A1": "STT", "B1": "Họ và tên", "C1": "Vị trí việc làm", "A2": "1"}),
		"staff.header_twice": empty(map[string]string{
			"A1": "Mã CBCC", "B1": "Họ và tên", "C1": "Vị trí việc làm", "D1": "Xã, phường", "E1": "Họ và tên", "A2": "1",
		}),
		"staff.no_rows": empty(map[string]string{"A1": "Mã CBCC", "B1": "Họ và tên", "C1": "Vị trí việc làm", "D1": "Xã, phường"}),
	}
	for key, file := range cases {
		_, err := o.svc.Upload(admin, "x.xlsx", file)
		var f *fault.Fault
		if !errors.As(err, &f) || f.Key != key {
			t.Errorf("error = %v, want %s", err, key)
		}
	}
	if n := o.text(t, "select count(*)::text from staff_imports"); n != "0" {
		t.Errorf("%s imports were kept", n)
	}
}

func TestListOfOneCommuneWithFewColumnsInAnotherOrder(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	admin := as(t, access.Administrator, "37.13741")
	o.imported(t, as(t, access.Administrator, "37"), form(t, nil))
	f := excelize.NewFile()
	for i, row := range [][]any{
		{"Họ tên", "Giới tính", "VTVL", "Ngày sinh", "Số hiệu"},
		{"Lý Thị Trang", "Nữ", "Trợ lý Ban Chỉ huy quân sự cấp xã", "5-2-2000", "137410092"},
		{"Trần Văn Mới", "Nam", "Kế toán viên", "01.12.1999", "137419999"},
		{"Cộng: 2 người"},
	} {
		if err := f.SetSheetRow("Sheet1", sheet.Address(2, i+2), &row); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}

	i := o.upload(t, admin, b.Bytes())

	if i.Counts != (staff.Counts{New: 1, Unchanged: 1}) {
		t.Errorf("counts = %+v %+v", i.Counts, o.rows(t, admin, i.ID, ""))
	}
}

func TestOldUploadsAreRefusedAndPurged(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	admin := as(t, access.Administrator, "37")
	i := o.upload(t, admin, form(t, nil))
	o.clock.Advance(30*24*time.Hour + time.Second)
	if _, err := o.svc.Confirm(admin, i.ID); !errors.Is(err, fault.New(fault.Conflict, "staff.import_expired")) {
		t.Errorf("an old upload is confirmed: %v", err)
	}

	n, err := o.svc.Purge(t.Context())

	if err != nil || n != 1 {
		t.Errorf("purged %d, %v", n, err)
	}
	if left := o.text(t, "select count(*)::text from staff_import_rows"); left != "0" {
		t.Errorf("%s rows are left", left)
	}
	if _, err := o.svc.Confirm(admin, i.ID); !errors.Is(err, fault.New(fault.NotFound, "staff.import_not_found")) {
		t.Errorf("a purged upload is confirmed: %v", err)
	}
}

func TestFiveThousandPeopleAreImported(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	admin := as(t, access.Administrator, "37")
	const people = 5_000
	file := form(t, func(f *excelize.File) {
		name := f.GetSheetName(0)
		source, err := f.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		for n := range people {
			row := source[7+n%92]
			cells := make([]any, len(row))
			for i, s := range row {
				if s != "" {
					cells[i] = s
				}
			}
			cells[1] = fmt.Sprintf("9%08d", n)
			if err := f.SetSheetRow(name, sheet.Address(1, 8+n), &cells); err != nil {
				t.Fatal(err)
			}
		}
	})

	i := o.upload(t, admin, file)
	result, err := o.svc.Confirm(admin, i.ID)
	if err != nil {
		t.Fatal(err)
	}

	if result.Created != people || result.Skipped != 0 {
		t.Errorf("result = %+v", result)
	}
}
