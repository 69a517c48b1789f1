package competency

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/audit"
	"camtay/app/db"
	"camtay/app/fault"
	"camtay/app/sheet"
)

// Imported is what an import into the draft did, or would do.
type Imported struct {
	Lines   []Line
	Faults  []sheet.Fault
	Notes   []sheet.Fault
	Applied bool
}

// Import reads a framework from a file into the draft, which it opens when there
// is none; a dry run only tells. A file with any fault changes nothing. Invalid
// reports an unknown format.
func (s *Service) Import(ctx context.Context, format string, file []byte, dryRun bool) (Imported, error) {
	if err := s.mayEditFramework(ctx); err != nil {
		return Imported{}, err
	}
	in, err := parse(format, file)
	if err != nil {
		return Imported{}, err
	}
	out := Imported{Faults: in.Faults, Notes: in.Notes, Lines: []Line{}}
	if len(in.Faults) > 0 {
		return out, nil
	}
	if dryRun {
		contents, err := s.base(ctx)
		if err != nil {
			return Imported{}, err
		}
		_, out.Lines, err = Reconcile(contents, in)
		return out, err
	}
	err = db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		out.Lines, err = s.bringIn(ctx, tx, in)
		return err
	})
	out.Applied = err == nil
	return out, err
}

func parse(format string, file []byte) (Incoming, error) {
	var in Incoming
	switch format {
	case FormatCSV:
		in = parseCSV(file)
	case FormatXLSX:
		in = parseXLSX(file)
	case FormatMoodle:
		in = ParseMoodle(file)
	case FormatCASE:
		in = ParseCASE(file)
	default:
		return in, fault.New(fault.Invalid, "competency.unknown_format")
	}
	if len(in.Items) == 0 && len(in.Faults) == 0 {
		in.Faults = []sheet.Fault{{Key: "competency.empty_file"}}
	}
	return in, nil
}

// base is what an import is compared with: the draft, else what is in force.
func (s *Service) base(ctx context.Context) ([]Content, error) {
	draft, err := VersionIn(ctx, s.db, StateDraft)
	switch {
	case errors.Is(err, ErrNoVersion):
		return s.inForceNow(ctx)
	case err != nil:
		return nil, err
	}
	return Contents(ctx, s.db, draft.ID)
}

func (s *Service) bringIn(ctx context.Context, tx bun.Tx, in Incoming) ([]Line, error) {
	draft, err := lockDraft(ctx, tx)
	if errors.Is(err, ErrNoVersion) {
		draft, err = s.begin(ctx, tx)
	}
	if err != nil {
		return nil, err
	}
	contents, err := Contents(ctx, tx, draft.ID)
	if err != nil {
		return nil, err
	}
	write, lines, err := Reconcile(contents, in)
	if err != nil {
		return nil, err
	}
	if err := putContents(ctx, tx, draft.ID, write); err != nil {
		return nil, err
	}
	if draft.ForeignFields == nil {
		draft.ForeignFields = Foreign{}
	}
	if in.Document != nil {
		merged, err := mergeDocument(in.Format, draft.ForeignFields[in.Format], in.Document)
		if err != nil {
			return nil, err
		}
		draft.ForeignFields[in.Format] = merged
	}
	now := s.clock.Now()
	draft.UpdatedAt = now
	if _, err := tx.NewUpdate().Model(&draft).Column("foreign_fields", "updated_at").WherePK().Exec(ctx); err != nil {
		return nil, fmt.Errorf("keep foreign fields: %w", err)
	}
	args := map[string]any{"format": in.Format, "written": len(write), "read": len(lines)}
	return lines, audit.Put(ctx, tx, "competency.import", "framework", draft.ID, args, now)
}

// mergeDocument keeps of a former file what a later one does not say again.
func mergeDocument(format string, former, latter json.RawMessage) (json.RawMessage, error) {
	if former == nil {
		return latter, nil
	}
	switch format {
	case FormatMoodle:
		return mergeMoodle(former, latter)
	case FormatCASE:
		return mergeCASE(former, latter)
	}
	return latter, nil
}

// Export writes a version in a format and gives the file's type and name with it.
// NotFound as Version, Invalid for an unknown format.
func (s *Service) Export(ctx context.Context, id uuid.UUID, format string) (file []byte, kind, name string, err error) {
	h, err := s.Version(ctx, id)
	if err != nil {
		return nil, "", "", err
	}
	name = fmt.Sprintf("khung-nang-luc-%d", h.Version.Number)
	switch format {
	case FormatCSV:
		file, err = WriteCSV(h.Contents)
		return file, "text/csv; charset=utf-8", name + ".csv", err
	case FormatXLSX:
		file, err = WriteXLSX(h.Contents)
		return file, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", name + ".xlsx", err
	case FormatMoodle:
		file, err = WriteMoodle(h.Version, h.Contents)
		return file, "text/csv; charset=utf-8", name + "-moodle.csv", err
	case FormatCASE:
		file, err = WriteCASE(h.Version, h.Contents)
		return file, "application/json", name + "-case.json", err
	}
	return nil, "", "", fault.New(fault.Invalid, "competency.unknown_format")
}
