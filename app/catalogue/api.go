package catalogue

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"camtay/app/access"
	"camtay/app/page"
	"camtay/app/sheet"
	"camtay/app/web"
)

// CatalogueTable is one importable table.
type CatalogueTable struct {
	Name       string     `json:"name"`
	Columns    []string   `json:"columns"`
	Format     string     `json:"format" enum:"csv,json"`
	Exportable bool       `json:"exportable"`
	LoadedAt   *time.Time `json:"loaded_at,omitempty"`
}

// ImportReport is what an import did, or would do.
type ImportReport struct {
	New       int           `json:"new"`
	Changed   int           `json:"changed"`
	Unchanged int           `json:"unchanged"`
	Applied   bool          `json:"applied"`
	Faults    []ImportFault `json:"faults"`
}

// ImportFault is something wrong at one row and column.
type ImportFault struct {
	Row    int            `json:"row"`
	Column string         `json:"column"`
	Key    string         `json:"key"`
	Args   map[string]any `json:"args,omitempty"`
}

// GlossaryTerm is a word of the trade in both languages.
type GlossaryTerm struct {
	Identifier string `json:"identifier"`
	VI         string `json:"vi"`
	EN         string `json:"en"`
}

type importForm struct {
	File huma.FormFile `form:"file" required:"true"`
}

type importInput struct {
	Name    string `path:"name" maxLength:"40"`
	DryRun  bool   `query:"dry_run"`
	RawBody huma.MultipartFormFiles[importForm]
}

type exportInput struct {
	Name string `path:"name" maxLength:"40"`
}

type exportOutput struct {
	ContentType        string `header:"Content-Type"`
	ContentDisposition string `header:"Content-Disposition"`
	Body               []byte
}

const maxImport = 8 << 20

// Routes serves the catalogue's tables to administrators and the glossary to all.
func Routes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "catalogue-tables", Method: http.MethodGet, Path: "/catalogue/tables", Permission: access.CatalogueImport,
		Summary: "The tables that can be imported and exported",
	}, func(ctx context.Context, _ *web.Empty) (*web.Body[web.List[CatalogueTable]], error) {
		loads, err := svc.loads(ctx)
		if err != nil {
			return nil, err
		}
		var items []CatalogueTable
		for _, t := range Tables() {
			line := CatalogueTable{Name: t.Name, Columns: t.Columns, Format: "csv", Exportable: t.exports != nil}
			if len(t.Columns) == 0 {
				line.Columns, line.Format = []string{}, "json"
			}
			if at, ok := loads[t.Name]; ok {
				line.LoadedAt = &at
			}
			items = append(items, line)
		}
		return &web.Body[web.List[CatalogueTable]]{Body: web.List[CatalogueTable]{Items: items}}, nil
	})

	web.Handle(s, web.Route{
		ID: "catalogue-import", Method: http.MethodPost, Path: "/catalogue/tables/{name}/import", Permission: access.CatalogueImport,
		Summary: "Import a table; dry_run only reports", MaxBody: maxImport,
	}, func(ctx context.Context, in *importInput) (*web.Body[ImportReport], error) {
		report, applied, err := svc.Import(ctx, in.Name, in.RawBody.Data().File, in.DryRun)
		if err != nil {
			return nil, err
		}
		return &web.Body[ImportReport]{Body: ImportReport{
			New: report.New, Changed: report.Changed, Unchanged: report.Unchanged, Applied: applied, Faults: faultBodies(report.Faults),
		}}, nil
	})

	web.Handle(s, web.Route{
		ID: "catalogue-export", Method: http.MethodGet, Path: "/catalogue/tables/{name}/export.csv", Permission: access.CatalogueImport,
		Summary: "The table's present rows as CSV",
	}, func(ctx context.Context, in *exportInput) (*exportOutput, error) {
		b, err := svc.Export(ctx, in.Name)
		if err != nil {
			return nil, err
		}
		return &exportOutput{
			ContentType: "text/csv; charset=utf-8", ContentDisposition: `attachment; filename="` + in.Name + `.csv"`, Body: b,
		}, nil
	})

	web.Handle(s, web.Route{
		ID: "catalogue-glossary", Method: http.MethodGet, Path: "/catalogue/glossary", Permission: access.OrgRead,
		Summary: "Search the words of the trade",
	}, func(ctx context.Context, in *web.Paging) (*web.Body[web.List[GlossaryTerm]], error) {
		after, err := page.Parse(in.After, 2)
		if err != nil {
			return nil, err
		}
		limit := page.Limit(in.Limit)
		found, err := searchTerms(ctx, svc.db, in.Q, after, limit)
		if err != nil {
			return nil, err
		}
		found, next := page.Cut(found, limit, func(t Term) string { return page.Cursor(t.VI, t.Identifier) })
		items := make([]GlossaryTerm, 0, len(found))
		for _, t := range found {
			items = append(items, GlossaryTerm{Identifier: t.Identifier, VI: t.VI, EN: t.EN})
		}
		return &web.Body[web.List[GlossaryTerm]]{Body: web.List[GlossaryTerm]{Items: items, Next: next}}, nil
	})
}

func faultBodies(faults []sheet.Fault) []ImportFault {
	out := make([]ImportFault, 0, len(faults))
	for _, f := range faults {
		out = append(out, ImportFault{Row: f.Row, Column: f.Column, Key: f.Key, Args: f.Args})
	}
	return out
}
