package staff_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/staff"
	"camtay/app/web"
)

// desk is the routes served to an administrator of a path.
func desk(t *testing.T, o office, role access.Role, path string) func(method, target, contentType string, body io.Reader) (int, http.Header, []byte) {
	t.Helper()
	server := web.New(web.Config{
		Version: "test", Log: slog.New(slog.DiscardHandler), Clock: o.clock,
		Authenticate: func(context.Context, string) (access.Principal, error) {
			return access.Principal{AccountID: uuid.Must(uuid.NewV7()), Grants: []access.Grant{{Role: role, Path: path}}}, nil
		},
		Ready: func(context.Context) error { return nil },
	})
	staff.Routes(server, o.svc)
	return func(method, target, contentType string, body io.Reader) (int, http.Header, []byte) {
		req := httptest.NewRequest(method, "/api/v1"+target, body)
		req.Header.Set("Authorization", "Bearer x")
		req.Header.Set("Content-Type", contentType)
		res, err := server.Fiber.Test(req, 30_000)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		b, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		return res.StatusCode, res.Header, b
	}
}

func multipartFile(t *testing.T, field string, content []byte) (string, io.Reader) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	part, err := w.CreateFormFile(field, "Danh sách công chức.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return w.FormDataContentType(), &b
}

func TestStaffListGoesThroughTheAPI(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	call := desk(t, o, access.Administrator, "37.13684")

	kind, body := multipartFile(t, "file", form(t, nil))
	status, _, answer := call(http.MethodPost, "/staff/imports", kind, body)
	if status != http.StatusCreated {
		t.Fatalf("upload: %d %s", status, answer)
	}
	var i staff.StaffImport
	read(t, answer, &i)
	if i.Counts != (staff.StaffImportCounts{New: 46, Faulty: 46}) || i.FileName != "Danh sách công chức.xlsx" || !i.Can.Confirm || !i.Can.Faults {
		t.Errorf("import = %+v", i)
	}

	var rows web.List[staff.StaffImportRow]
	_, _, answer = call(http.MethodGet, fmt.Sprintf("/staff/imports/%s/rows?status=faulty&limit=40", i.ID), "", nil)
	read(t, answer, &rows)
	if len(rows.Items) != 40 || rows.Items[0].Row != 54 || rows.Items[0].Faults[0].Key != "staff.out_of_scope" || rows.Next == "" {
		t.Errorf("rows = %d, next %q, first %+v", len(rows.Items), rows.Next, rows.Items[0])
	}
	_, _, answer = call(http.MethodGet, fmt.Sprintf("/staff/imports/%s/rows?status=faulty&after=%s", i.ID, rows.Next), "", nil)
	rows = web.List[staff.StaffImportRow]{}
	read(t, answer, &rows)
	if len(rows.Items) != 6 || rows.Next != "" {
		t.Errorf("second page = %d rows, next %q", len(rows.Items), rows.Next)
	}

	status, header, answer := call(http.MethodGet, fmt.Sprintf("/staff/imports/%s/faults.xlsx?locale=en", i.ID), "", nil)
	if status != http.StatusOK || !bytes.HasPrefix(answer, []byte("PK")) ||
		header.Get("Content-Type") != "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" {
		t.Errorf("workbook: %d %v", status, header)
	}

	var result staff.StaffImportResult
	status, _, answer = call(http.MethodPost, fmt.Sprintf("/staff/imports/%s/confirm", i.ID), "", nil)
	read(t, answer, &result)
	if status != http.StatusOK || result != (staff.StaffImportResult{Created: 46, Skipped: 46}) {
		t.Errorf("confirm: %d %+v", status, result)
	}

	var imports web.List[staff.StaffImport]
	_, _, answer = call(http.MethodGet, "/staff/imports", "", nil)
	read(t, answer, &imports)
	if len(imports.Items) != 1 || imports.Items[0].Result == nil || imports.Items[0].Can.Confirm {
		t.Errorf("imports = %+v", imports)
	}

	var people web.List[staff.StaffPersonBody]
	_, _, answer = call(http.MethodGet, "/staff/people?q=ly%20xuan%20son", "", nil)
	read(t, answer, &people)
	if len(people.Items) != 1 || people.Items[0].Unit.Name != "Lãnh đạo HĐND, UBND phường Thiên Trường" ||
		people.Items[0].Posts[0].PositionVI != "Chủ tịch Ủy ban nhân dân xã, phường" || people.Items[0].Posts[0].Kind != "permanent" {
		t.Errorf("people = %s", answer)
	}
	var person staff.StaffPersonDetail
	_, _, answer = call(http.MethodGet, "/staff/people/"+people.Items[0].ID.String(), "", nil)
	read(t, answer, &person)
	if person.BornOn.String() != "1995-10-07" || person.Phone != "0905298186" {
		t.Errorf("person = %s", answer)
	}
	if status, _, answer := desk(t, o, access.UnitLeader, "37.13741")(http.MethodGet, "/staff/people/"+people.Items[0].ID.String(), "", nil); status != http.StatusNotFound {
		t.Errorf("a leader elsewhere: %d %s", status, answer)
	}
}

func TestUploadWithoutAFileIsRefused(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	call := desk(t, o, access.Administrator, "37")
	kind, body := multipartFile(t, "other", []byte("x"))
	if status, _, answer := call(http.MethodPost, "/staff/imports", kind, body); status != http.StatusUnprocessableEntity {
		t.Errorf("another field: %d %s", status, answer)
	}
	kind, body = multipartFile(t, "file", make([]byte, staff.MaxFile+1))
	if status, _, answer := call(http.MethodPost, "/staff/imports", kind, body); status != http.StatusUnprocessableEntity ||
		!bytes.Contains(answer, []byte("staff.file_too_large")) {
		t.Errorf("a large file: %d %s", status, answer)
	}
	if status, _, answer := call(http.MethodPost, "/staff/imports", "text/plain", bytes.NewReader([]byte("x"))); status < 400 || status >= 500 {
		t.Errorf("no form: %d %s", status, answer)
	}
	if status, _, _ := desk(t, o, access.UnitLeader, "37")(http.MethodPost, "/staff/imports", kind, bytes.NewReader(nil)); status != http.StatusForbidden {
		t.Errorf("a leader: %d", status)
	}
}

func read(t *testing.T, b []byte, into any) {
	t.Helper()
	if err := json.Unmarshal(b, into); err != nil {
		t.Fatalf("%v: %s", err, b)
	}
}
