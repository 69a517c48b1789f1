package competency

import (
	"context"
	"io"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/fault"
	"camtay/app/sheet"
	"camtay/app/web"
)

// FrameworkImport is what an import did, or would do.
type FrameworkImport struct {
	Applied bool                  `json:"applied"`
	Lines   []FrameworkImportLine `json:"lines"`
	Faults  []FrameworkImportNote `json:"faults" doc:"any of them keeps the file from being imported"`
	Notes   []FrameworkImportNote `json:"notes" doc:"what is kept but not shown, or read in another way"`
}

// FrameworkImportLine is what happens to one competency.
type FrameworkImportLine struct {
	Kind   string   `json:"kind" enum:"new,changed,unchanged"`
	Code   string   `json:"code"`
	NameVI string   `json:"name_vi"`
	Row    int      `json:"row,omitempty"`
	Column string   `json:"column,omitempty" doc:"a column, or a path in JSON"`
	Fields []string `json:"fields"`
}

// FrameworkImportNote is a sentence about one place of the file.
type FrameworkImportNote struct {
	Row    int            `json:"row,omitempty"`
	Column string         `json:"column,omitempty"`
	Key    string         `json:"key"`
	Args   map[string]any `json:"args,omitempty"`
}

type importForm struct {
	File huma.FormFile `form:"file" required:"true"`
}

type importInput struct {
	Format  string `path:"format" enum:"csv,xlsx,moodle,case"`
	DryRun  bool   `query:"dry_run"`
	RawBody huma.MultipartFormFiles[importForm]
}

type exportInput struct {
	ID     uuid.UUID `path:"id"`
	Format string    `path:"format" enum:"csv,xlsx,moodle,case"`
}

type exportOutput struct {
	ContentType        string `header:"Content-Type"`
	ContentDisposition string `header:"Content-Disposition"`
	Body               []byte
}

// mostImport bounds an uploaded framework.
const mostImport = 16 << 20

func routeExchange(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "competency-import", Method: http.MethodPost, Path: "/competency/draft/imports/{format}", Permission: access.CompetencyEdit,
		Summary: "Read a framework from a file into the draft; dry_run only reports", MaxBody: mostImport,
	}, func(ctx context.Context, in *importInput) (*web.Body[FrameworkImport], error) {
		file, err := io.ReadAll(in.RawBody.Data().File)
		if err != nil {
			return nil, fault.New(fault.Invalid, "competency.empty_file").Because(err)
		}
		done, err := svc.Import(ctx, in.Format, file, in.DryRun)
		if err != nil {
			return nil, err
		}
		return &web.Body[FrameworkImport]{Body: importBody(done)}, nil
	})
	web.Handle(s, web.Route{
		ID: "competency-export", Method: http.MethodGet, Path: "/competency/versions/{id}/export/{format}", Permission: access.CompetencyRead,
		Summary: "A version of the framework as a file",
	}, func(ctx context.Context, in *exportInput) (*exportOutput, error) {
		file, kind, name, err := svc.Export(ctx, in.ID, in.Format)
		if err != nil {
			return nil, err
		}
		return &exportOutput{ContentType: kind, ContentDisposition: `attachment; filename="` + name + `"`, Body: file}, nil
	})
}

func importBody(done Imported) FrameworkImport {
	body := FrameworkImport{
		Applied: done.Applied, Lines: make([]FrameworkImportLine, 0, len(done.Lines)),
		Faults: noteBodies(done.Faults), Notes: noteBodies(done.Notes),
	}
	for _, l := range done.Lines {
		line := FrameworkImportLine(l)
		if line.Fields == nil {
			line.Fields = []string{}
		}
		body.Lines = append(body.Lines, line)
	}
	return body
}

func noteBodies(notes []sheet.Fault) []FrameworkImportNote {
	out := make([]FrameworkImportNote, 0, len(notes))
	for _, n := range notes {
		out = append(out, FrameworkImportNote(n))
	}
	return out
}
