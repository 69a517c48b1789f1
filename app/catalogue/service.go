package catalogue

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/audit"
	"camtay/app/clock"
	"camtay/app/db"
	"camtay/app/fault"
	"camtay/app/procedures"
	"camtay/app/sheet"
)

// Service imports and exports tables for administrators.
type Service struct {
	db    *bun.DB
	clock clock.Clock
}

// New makes the service.
func New(pool *bun.DB, clk clock.Clock) *Service {
	return &Service{db: pool, clock: clk}
}

var errDryRun = errors.New("dry run")

// Import applies a file to a table in one transaction; a dry run undoes it. A
// table with faults is not applied. Errors: NotFound catalogue.no_table,
// Invalid catalogue.bad_file.
func (s *Service) Import(ctx context.Context, name string, r io.Reader, dryRun bool) (report sheet.Report, applied bool, err error) {
	t, ok := find(name)
	if !ok {
		return report, false, fault.New(fault.NotFound, "catalogue.no_table")
	}
	b, err := io.ReadAll(r)
	if err != nil {
		return report, false, fmt.Errorf("read upload: %w", err)
	}
	now := s.clock.Now()
	err = db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		report, err = t.imports(ctx, tx, bytes.NewReader(b), now)
		if err != nil {
			return err
		}
		if dryRun || len(report.Faults) > 0 {
			return errDryRun
		}
		return audit.Put(ctx, tx, "catalogue.import", name, uuid.Nil, map[string]any{
			"new": report.New, "changed": report.Changed, "unchanged": report.Unchanged,
		}, now)
	})
	switch {
	case errors.Is(err, errDryRun):
		return report, false, nil
	case errors.Is(err, sheet.ErrHeader), errors.Is(err, procedures.ErrFile):
		return report, false, fault.New(fault.Invalid, "catalogue.bad_file").With(fault.Args{"columns": columnsText(t)}).Because(err)
	case err != nil:
		return report, false, err
	}
	return report, true, nil
}

// Export writes the present rows as CSV with a byte order mark, which makes
// spreadsheet programs read it as UTF-8. Errors: NotFound catalogue.no_table,
// catalogue.no_export.
func (s *Service) Export(ctx context.Context, name string) ([]byte, error) {
	t, ok := find(name)
	if !ok {
		return nil, fault.New(fault.NotFound, "catalogue.no_table")
	}
	if t.exports == nil {
		return nil, fault.New(fault.NotFound, "catalogue.no_export")
	}
	rows, err := t.exports(ctx, s.db)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	b.WriteString("\xef\xbb\xbf")
	w := csv.NewWriter(&b)
	if err := w.WriteAll(append([][]string{t.Columns}, rows...)); err != nil {
		return nil, fmt.Errorf("write %s: %w", name, err)
	}
	return b.Bytes(), nil
}

// loads are the times at which tables were first loaded, by name.
func (s *Service) loads(ctx context.Context) (map[string]time.Time, error) {
	var all []loaded
	if err := s.db.NewSelect().Model(&all).Scan(ctx); err != nil {
		return nil, fmt.Errorf("read loads: %w", err)
	}
	times := make(map[string]time.Time, len(all))
	for _, l := range all {
		times[l.Name] = l.LoadedAt
	}
	return times, nil
}

func columnsText(t Table) string {
	if len(t.Columns) == 0 {
		return "procedures"
	}
	text := t.Columns[0]
	for _, c := range t.Columns[1:] {
		text += ", " + c
	}
	return text
}
