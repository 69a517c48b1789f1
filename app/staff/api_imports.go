package staff

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/fault"
	"camtay/app/page"
	"camtay/app/web"
)

// StaffImportCounts says how many rows of a staff list are of which status.
type StaffImportCounts struct {
	New       int `json:"new"`
	Changed   int `json:"changed"`
	Unchanged int `json:"unchanged"`
	Faulty    int `json:"faulty"`
}

// StaffImportResult is what confirming an import did.
type StaffImportResult struct {
	Created   int `json:"created"`
	Changed   int `json:"changed"`
	Unchanged int `json:"unchanged"`
	Skipped   int `json:"skipped" doc:"faulty rows, left out"`
}

// StaffImport is an uploaded staff list and its dry run.
type StaffImport struct {
	ID          uuid.UUID          `json:"id"`
	FileName    string             `json:"file_name"`
	CreatedAt   time.Time          `json:"created_at"`
	Counts      StaffImportCounts  `json:"counts"`
	HeaderRow   int                `json:"header_row" doc:"first row of the column titles, from 1"`
	ConfirmedAt *time.Time         `json:"confirmed_at,omitempty"`
	Result      *StaffImportResult `json:"result,omitempty"`
	Can         StaffImportCan     `json:"can"`
}

// StaffImportCan says what may be done with an import now.
type StaffImportCan struct {
	Confirm bool `json:"confirm"`
	Faults  bool `json:"faults" doc:"the workbook of faulty rows can be made"`
}

// StaffImportChange is a value that the list changes, both as written in the form.
type StaffImportChange struct {
	FieldKey string `json:"field_key"`
	Cell     string `json:"cell"`
	Old      string `json:"old"`
	New      string `json:"new"`
}

// StaffImportFault is something to correct in one cell.
type StaffImportFault struct {
	Cell string     `json:"cell"`
	Key  string     `json:"key"`
	Args fault.Args `json:"args,omitempty"`
}

// StaffImportRow is one row of the list.
type StaffImportRow struct {
	Row      int                 `json:"row"`
	Status   string              `json:"status" enum:"new,changed,unchanged,faulty"`
	Code     string              `json:"code"`
	FullName string              `json:"full_name"`
	Changes  []StaffImportChange `json:"changes"`
	Faults   []StaffImportFault  `json:"faults"`
}

type uploadForm struct {
	File huma.FormFile `form:"file" required:"true" doc:"the staff list, .xlsx, at most 5 MiB"`
}

type uploadInput struct {
	RawBody huma.MultipartFormFiles[uploadForm]
}

type importInput struct {
	ID uuid.UUID `path:"id"`
}

type importsInput struct {
	After string `query:"after" maxLength:"1024"`
	Limit int    `query:"limit" minimum:"0" maximum:"200"`
}

type importRowsInput struct {
	ID     uuid.UUID `path:"id"`
	After  string    `query:"after" maxLength:"1024"`
	Limit  int       `query:"limit" minimum:"0" maximum:"200"`
	Status string    `query:"status" enum:"new,changed,unchanged,faulty"`
}

type faultsInput struct {
	ID     uuid.UUID `path:"id"`
	Locale string    `query:"locale" enum:"vi,en" default:"vi" doc:"language of the sentences"`
}

type workbookOutput struct {
	ContentType        string `header:"Content-Type"`
	ContentDisposition string `header:"Content-Disposition"`
	CacheControl       string `header:"Cache-Control"`
	Body               []byte
}

// uploadBody leaves room for the multipart envelope around a file of MaxFile.
const uploadBody = MaxFile + 64<<10

func importRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "staff-import-upload", Method: http.MethodPost, Path: "/staff/imports", Permission: access.StaffImport,
		Summary: "Upload a staff list and see what it would change", Status: http.StatusCreated, MaxBody: uploadBody,
	}, svc.upload)

	web.Handle(s, web.Route{
		ID: "staff-imports", Method: http.MethodGet, Path: "/staff/imports", Permission: access.StaffImport,
		Summary: "Uploaded staff lists, latest first",
	}, svc.importsPage)

	web.Handle(s, web.Route{
		ID: "staff-import", Method: http.MethodGet, Path: "/staff/imports/{id}", Permission: access.StaffImport,
		Summary: "One uploaded staff list",
	}, func(ctx context.Context, in *importInput) (*web.Body[StaffImport], error) {
		i, err := svc.Import(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		return &web.Body[StaffImport]{Body: svc.importBody(i)}, nil
	})

	web.Handle(s, web.Route{
		ID: "staff-import-rows", Method: http.MethodGet, Path: "/staff/imports/{id}/rows", Permission: access.StaffImport,
		Summary: "The rows of a staff list with changes and faults",
	}, svc.importRowsPage)

	web.Handle(s, web.Route{
		ID: "staff-import-confirm", Method: http.MethodPost, Path: "/staff/imports/{id}/confirm", Permission: access.StaffImport,
		Summary: "Apply a staff list; a repetition answers the first result",
	}, func(ctx context.Context, in *importInput) (*web.Body[StaffImportResult], error) {
		r, err := svc.Confirm(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		return &web.Body[StaffImportResult]{Body: StaffImportResult(r)}, nil
	})

	web.Handle(s, web.Route{
		ID: "staff-import-faults", Method: http.MethodGet, Path: "/staff/imports/{id}/faults.xlsx", Permission: access.StaffImport,
		Summary: "The faulty rows as a workbook that says what to correct",
	}, func(ctx context.Context, in *faultsInput) (*workbookOutput, error) {
		name, file, err := svc.FaultsWorkbook(ctx, in.ID, in.Locale)
		if err != nil {
			return nil, err
		}
		return &workbookOutput{
			ContentType:        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
			ContentDisposition: "attachment; filename=\"faults.xlsx\"; filename*=UTF-8''" + url.PathEscape(name),
			CacheControl:       "no-store",
			Body:               file,
		}, nil
	})
}

func (s *Service) upload(ctx context.Context, in *uploadInput) (*web.Body[StaffImport], error) {
	form := in.RawBody.Data().File
	defer form.Close()
	if form.Size > MaxFile {
		return nil, tooLarge()
	}
	file, err := io.ReadAll(io.LimitReader(form, MaxFile+1))
	if err != nil {
		return nil, fmt.Errorf("read upload: %w", err)
	}
	i, err := s.Upload(ctx, form.Filename, file)
	if err != nil {
		return nil, err
	}
	return &web.Body[StaffImport]{Body: s.importBody(i)}, nil
}

func (s *Service) importsPage(ctx context.Context, in *importsInput) (*web.Body[web.List[StaffImport]], error) {
	after, err := page.Parse(in.After, importKeys)
	if err != nil {
		return nil, err
	}
	limit := page.Limit(in.Limit)
	imports, err := s.Imports(ctx, after, limit)
	if err != nil {
		return nil, err
	}
	imports, next := page.Cut(imports, limit, func(i Import) string {
		return page.Cursor(i.CreatedAt.Format(time.RFC3339Nano), i.ID.String())
	})
	items := make([]StaffImport, 0, len(imports))
	for _, i := range imports {
		items = append(items, s.importBody(i))
	}
	return &web.Body[web.List[StaffImport]]{Body: web.List[StaffImport]{Items: items, Next: next}}, nil
}

func (s *Service) importRowsPage(ctx context.Context, in *importRowsInput) (*web.Body[web.List[StaffImportRow]], error) {
	after, err := page.Parse(in.After, 1)
	if err != nil {
		return nil, err
	}
	limit := page.Limit(in.Limit)
	rows, err := s.ImportRows(ctx, in.ID, RowsFilter{Status: in.Status, After: after, Limit: limit})
	if err != nil {
		return nil, err
	}
	rows, next := page.Cut(rows, limit, func(r ImportRow) string { return page.Cursor(strconv.Itoa(r.Row)) })
	items := make([]StaffImportRow, 0, len(rows))
	for _, r := range rows {
		items = append(items, rowBody(r))
	}
	return &web.Body[web.List[StaffImportRow]]{Body: web.List[StaffImportRow]{Items: items, Next: next}}, nil
}

func rowBody(r ImportRow) StaffImportRow {
	body := StaffImportRow{
		Row: r.Row, Status: r.Status, Code: r.Code, FullName: r.FullName,
		Changes: make([]StaffImportChange, 0, len(r.Changes)), Faults: make([]StaffImportFault, 0, len(r.Faults)),
	}
	for _, c := range r.Changes {
		body.Changes = append(body.Changes, StaffImportChange(c))
	}
	for _, f := range r.Faults {
		body.Faults = append(body.Faults, StaffImportFault{Cell: f.Cell, Key: f.Key, Args: f.Args})
	}
	return body
}

func (s *Service) importBody(i Import) StaffImport {
	body := StaffImport{
		ID: i.ID, FileName: i.FileName, CreatedAt: i.CreatedAt, Counts: StaffImportCounts(i.Counts), HeaderRow: i.HeaderRow,
		Can: StaffImportCan{
			Confirm: i.ConfirmedAt.IsZero() && !i.Expired(s.clock.Now()) && i.Counts.New+i.Counts.Changed > 0,
			Faults:  i.Counts.Faulty > 0 && !i.Expired(s.clock.Now()),
		},
	}
	if !i.ConfirmedAt.IsZero() {
		at, result := i.ConfirmedAt, StaffImportResult(i.Result)
		body.ConfirmedAt, body.Result = &at, &result
	}
	return body
}
