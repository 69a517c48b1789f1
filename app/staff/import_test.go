package staff_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/uptrace/bun"
	"github.com/xuri/excelize/v2"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/event"
	"camtay/app/fault"
	"camtay/app/org"
	"camtay/app/sheet"
	"camtay/app/staff"
	"camtay/app/staff/stafftest"
	"camtay/migrations/testdb"
)

// office is a database with the units and positions of testdata, and a service
// on it.
type office struct {
	db    *bun.DB
	clock *clock.Fake
	svc   *staff.Service
}

func newOffice(t *testing.T) office {
	t.Helper()
	o := office{db: testdb.New(t), clock: clock.NewFake(stafftest.Now())}
	outbox := event.NewOutbox()
	event.On(outbox, "test.moved", func(context.Context, bun.Tx, staff.Moved, time.Time) error { return nil })
	o.svc = staff.New(o.db, o.clock, outbox)
	err := o.db.RunInTx(t.Context(), nil, func(ctx context.Context, tx bun.Tx) error {
		units, err := org.ImportUnits(ctx, tx, csv(t, "testdata/units.csv", org.UnitColumns()), o.clock.Now())
		if err != nil || len(units.Faults) > 0 {
			return fmt.Errorf("units: %w %v", err, units.Faults)
		}
		positions, err := staff.ImportPositions(ctx, tx, csv(t, "testdata/positions.csv", staff.PositionColumns()), o.clock.Now())
		if err != nil || len(positions.Faults) > 0 {
			return fmt.Errorf("positions: %w %v", err, positions.Faults)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func csv(t *testing.T, file string, columns []string) []sheet.Row {
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

// as is a context in which someone holds a role below a unit.
func as(t *testing.T, role access.Role, path string) context.Context {
	t.Helper()
	return access.With(t.Context(), access.Principal{
		AccountID: uuid.Must(uuid.NewV7()), Grants: []access.Grant{{Role: role, Path: path}},
	})
}

// form is the ministry's form, changed.
func form(t *testing.T, change func(f *excelize.File)) []byte {
	t.Helper()
	f, err := excelize.OpenFile("testdata/staff-list.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if change != nil {
		change(f)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func put(t *testing.T, f *excelize.File, cell string, value any) {
	t.Helper()
	if err := f.SetCellValue(f.GetSheetName(0), cell, value); err != nil {
		t.Fatal(err)
	}
}

func (o office) upload(t *testing.T, ctx context.Context, file []byte) staff.Import {
	t.Helper()
	i, err := o.svc.Upload(ctx, "danh-sach.xlsx", file)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

func (o office) imported(t *testing.T, ctx context.Context, file []byte) staff.ImportResult {
	t.Helper()
	r, err := o.svc.Confirm(ctx, o.upload(t, ctx, file).ID)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func (o office) rows(t *testing.T, ctx context.Context, id uuid.UUID, status string) []staff.ImportRow {
	t.Helper()
	rows, err := o.svc.ImportRows(ctx, id, staff.RowsFilter{Status: status, Limit: 200})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func (o office) text(t *testing.T, query string, args ...any) string {
	t.Helper()
	var s string
	if err := o.db.NewRaw(query, args...).Scan(t.Context(), &s); err != nil {
		t.Fatal(err)
	}
	return s
}

const everyone = `select coalesce(string_agg(x, e'\n' order by x), '') from (
	select s.code || '|' || s.full_name || '|' || s.gender || '|' || coalesce(s.born_on::text, '') || '|' || u.code || '|' || s.phone || '|' ||
		s.email || '|' || coalesce((select string_agg(x.code || '@' || v.code || ' ' || p.kind || ' ' || p.during, ', ' order by x.code, v.code, p.during)
			from posts p join positions x on x.id = p.position_id join units v on v.id = p.unit_id where p.staff_id = s.id), '') as x
	from staff s join units u on u.id = s.unit_id) as all_people`

func TestMinistryFormIsImported(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	admin := as(t, access.Administrator, "37")

	dry := o.upload(t, admin, form(t, nil))
	if dry.Counts != (staff.Counts{New: 92}) || dry.HeaderRow != 6 {
		t.Fatalf("dry run: %+v, header in row %d; faults %+v", dry.Counts, dry.HeaderRow, o.rows(t, admin, dry.ID, staff.RowFaulty))
	}
	if got := o.text(t, "select count(*)::text from staff"); got != "0" {
		t.Fatalf("the dry run wrote %s people", got)
	}
	result, err := o.svc.Confirm(admin, dry.ID)
	if err != nil {
		t.Fatal(err)
	}

	if want := (staff.ImportResult{Created: 92}); result != want {
		t.Errorf("result = %+v, want %+v", result, want)
	}
	got := o.text(t, everyone)
	for _, want := range []string{
		"136840001|Lý Xuân Sơn|male|1995-10-07|13684-LD|0905298186|cb136840001@ninhbinh.example|CB-CTUBND@13684-LD permanent [2026-11-02,)",
		"137410092|Lý Thị Trang|female|2000-02-05|13741-QS|0961545267|cb137410092@ninhbinh.example|QS-TL@13741-QS permanent [2026-11-02,)",
		"137410091|Lý Đình Đạt|male|1981-01-28|13741-HCC|0923322783|cb137410091@ninhbinh.example|" +
			"HCC-KS@13741-HCC permanent [2026-11-02,), VX-GD@13741-VX concurrent [2026-11-02,)",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("missing %s in\n%s", want, got)
		}
	}
	if n := o.text(t, "select count(*)::text from posts where kind = 'concurrent'"); n != "14" {
		t.Errorf("%s concurrent posts", n)
	}
	if n := o.text(t, "select count(*)::text from outbox where kind = 'staff.moved'"); n != "0" {
		t.Errorf("%s people moved", n)
	}
	if deeds := o.text(t, "select string_agg(deed, ' ' order by id) from audit_entries"); deeds != "staff.upload_list staff.import_list" {
		t.Errorf("audit: %s", deeds)
	}
	if again := o.upload(t, admin, form(t, nil)); again.Counts != (staff.Counts{Unchanged: 92}) {
		t.Errorf("second dry run: %+v %+v", again.Counts, o.rows(t, admin, again.ID, staff.RowChanged))
	}
}

func TestConfirmingTwiceAnswersTheFirstResult(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	admin := as(t, access.Administrator, "37")
	i := o.upload(t, admin, form(t, nil))
	first, err := o.svc.Confirm(admin, i.ID)
	if err != nil {
		t.Fatal(err)
	}
	before := o.text(t, everyone)
	o.clock.Advance(48 * time.Hour)

	second, err := o.svc.Confirm(admin, i.ID)
	if err != nil {
		t.Fatal(err)
	}

	if second != first {
		t.Errorf("second result = %+v, want %+v", second, first)
	}
	if diff := cmp.Diff(before, o.text(t, everyone)); diff != "" {
		t.Errorf("people changed (-before +after):\n%s", diff)
	}
	if n := o.text(t, "select count(*)::text from audit_entries where deed = 'staff.import_list'"); n != "1" {
		t.Errorf("%s audit entries", n)
	}
}

func TestChangedPostEndsTodayAndAnotherBegins(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	admin := as(t, access.Administrator, "37")
	o.imported(t, admin, form(t, nil))
	o.clock.Advance(10 * 24 * time.Hour)
	moved := o.text(t, "select count(*)::text from outbox")
	file := form(t, func(f *excelize.File) {
		put(t, f, "G99", "Kế toán viên") // from the military command to the economic office
		put(t, f, "I99", "Phòng Kinh tế")
		put(t, f, "H98", nil) // no more concurrent post
		put(t, f, "H97", "Chuyên viên đối ngoại; Kế toán viên")
		put(t, f, "R96", "0912 000 111") // only a telephone
	})

	i := o.upload(t, admin, file)
	result, err := o.svc.Confirm(admin, i.ID)
	if err != nil {
		t.Fatal(err)
	}

	if want := (staff.ImportResult{Changed: 4, Unchanged: 88}); result != want {
		t.Errorf("result = %+v, want %+v", result, want)
	}
	changes := map[string][]staff.Change{}
	for _, r := range o.rows(t, admin, i.ID, staff.RowChanged) {
		changes[r.Code] = r.Changes
	}
	wantChanges := map[string][]staff.Change{
		"137410092": {
			{FieldKey: "staff.field_position", Cell: "G99", Old: "Trợ lý Ban Chỉ huy quân sự cấp xã", New: "Kế toán viên"},
			{FieldKey: "staff.field_office", Cell: "I99", Old: "Ban Chỉ huy quân sự xã Vụ Bản", New: "Phòng Kinh tế xã Vụ Bản"},
		},
		"137410091": {{FieldKey: "staff.field_concurrent", Cell: "H98", Old: "Chuyên viên giáo dục và đào tạo – Phòng Văn hóa – Xã hội xã Vụ Bản"}},
		"137410090": {{
			FieldKey: "staff.field_concurrent", Cell: "H97",
			New: "Chuyên viên đối ngoại – Văn phòng HĐND và UBND xã Vụ Bản; Kế toán viên – Phòng Kinh tế xã Vụ Bản",
		}},
		"137410089": {{FieldKey: "staff.field_phone", Cell: "R96", Old: changes["137410089"][0].Old, New: "0912000111"}},
	}
	if diff := cmp.Diff(wantChanges, changes); diff != "" {
		t.Errorf("changes (-want +got):\n%s", diff)
	}
	got := o.text(t, everyone)
	for _, want := range []string{
		"|13741-KT|0961545267|cb137410092@ninhbinh.example|KT-KTV@13741-KT permanent [2026-11-12,), QS-TL@13741-QS permanent [2026-11-02,2026-11-12)",
		"HCC-KS@13741-HCC permanent [2026-11-02,), VX-GD@13741-VX concurrent [2026-11-02,2026-11-12)",
		"HCC-TN@13741-HCC permanent [2026-11-02,), KT-KTV@13741-KT concurrent [2026-11-12,), VP-DN@13741-VP concurrent [2026-11-12,)",
		"|0912000111|cb137410089@ninhbinh.example|HCC-TN@13741-HCC permanent [2026-11-02,)",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("missing %s in\n%s", want, got)
		}
	}
	if after := o.text(t, "select (count(*) - ?::int)::text from outbox", moved); after != "3" {
		t.Errorf("%s people moved, want 3", after)
	}
}

func TestCorrectingAPostOnTheSameDayLeavesNoTrace(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	admin := as(t, access.Administrator, "37")
	o.imported(t, admin, form(t, nil))

	o.imported(t, admin, form(t, func(f *excelize.File) { put(t, f, "G99", "Kế toán viên") }))

	if got := o.text(t, everyone); !strings.Contains(got, "cb137410092@ninhbinh.example|KT-KTV@13741-QS permanent [2026-11-02,)\n") &&
		!strings.HasSuffix(got, "cb137410092@ninhbinh.example|KT-KTV@13741-QS permanent [2026-11-02,)") {
		t.Errorf("posts of the last person:\n%s", got[strings.LastIndexByte(got, '\n')+1:])
	}
}

func TestOtherPostsAreRespected(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	admin := as(t, access.Administrator, "37")
	o.imported(t, admin, form(t, nil))
	// The last person acts as accountant, is seconded elsewhere, and will take
	// over a post for good next year.
	for _, p := range []string{
		"select 'KT-KTV', '13741-KT', 'acting', daterange('2026-11-01', '2027-01-01')",
		"select 'VP-DN', '13684-VP', 'seconded', daterange('2026-11-01', null)",
	} {
		_, err := o.db.ExecContext(t.Context(), `insert into posts (id, staff_id, position_id, unit_id, kind, during, created_at)
			select ?, (select id from staff where code = '137410092'), x.id, u.id, p.kind, p.during, now()
			from (`+p+`) as p (position, unit, kind, during) join positions x on x.code = p.position join units u on u.code = p.unit`,
			uuid.Must(uuid.NewV7()))
		if err != nil {
			t.Fatal(err)
		}
	}
	_, err := o.db.ExecContext(t.Context(), `update posts set during = daterange('2026-11-01', '2027-03-01')
		where kind = 'permanent' and staff_id = (select id from staff where code = '137410092')`)
	if err != nil {
		t.Fatal(err)
	}
	_, err = o.db.ExecContext(t.Context(), `insert into posts (id, staff_id, position_id, unit_id, kind, during, created_at)
		select ?, s.id, x.id, u.id, 'permanent', daterange('2027-03-01', null), now()
		from staff s, positions x, units u where s.code = '137410092' and x.code = 'KT-KTT' and u.code = '13741-KT'`, uuid.Must(uuid.NewV7()))
	if err != nil {
		t.Fatal(err)
	}
	o.clock.Advance(24 * time.Hour)

	same := o.imported(t, admin, form(t, func(f *excelize.File) { put(t, f, "H99", "Kế toán viên") }))
	if same.Unchanged != 92 {
		t.Errorf("an acting post does not satisfy the list: %+v", same)
	}
	o.imported(t, admin, form(t, func(f *excelize.File) { put(t, f, "G99", "Kế toán viên"); put(t, f, "I99", "Phòng Kinh tế") }))

	got := o.text(t, everyone)
	const want = "KT-KTT@13741-KT permanent [2027-03-01,), KT-KTV@13741-KT acting [2026-11-01,2026-11-03), " +
		"KT-KTV@13741-KT permanent [2026-11-03,2027-03-01), QS-TL@13741-QS permanent [2026-11-01,2026-11-03), " +
		"VP-DN@13684-VP seconded [2026-11-01,)"
	if !strings.HasSuffix(got, want) {
		t.Errorf("posts of the last person: %s", got[strings.LastIndexByte(got, '\n')+1:])
	}
}

func TestConfirmRefusesWhatWasNotShown(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	admin := as(t, access.Administrator, "37")
	i := o.upload(t, admin, form(t, nil))
	if _, err := o.db.ExecContext(t.Context(), "update positions set closed_on = '2026-11-01' where code = 'QS-TL'"); err != nil {
		t.Fatal(err)
	}

	_, err := o.svc.Confirm(admin, i.ID)

	if !errors.Is(err, fault.New(fault.Conflict, "staff.import_stale")) {
		t.Fatalf("error = %v", err)
	}
	var f *fault.Fault
	errors.As(err, &f)
	if f.Args["rows"] != 2 || f.Args["was_new"] != 92 || f.Args["new"] != 90 || f.Args["faulty"] != 2 {
		t.Errorf("args = %v", f.Args)
	}
	if n := o.text(t, "select count(*)::text from staff"); n != "0" {
		t.Errorf("%s people were written", n)
	}
	if renewed, err := o.svc.Import(admin, i.ID); err != nil || renewed.Counts != (staff.Counts{New: 90, Faulty: 2}) {
		t.Errorf("renewed: %+v %v", renewed.Counts, err)
	}
	if result, err := o.svc.Confirm(admin, i.ID); err != nil || result != (staff.ImportResult{Created: 90, Skipped: 2}) {
		t.Errorf("after looking again: %+v %v", result, err)
	}
}
