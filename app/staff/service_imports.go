package staff

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/audit"
	"camtay/app/clock"
	"camtay/app/db"
	"camtay/app/fault"
	"camtay/app/lang"
	"camtay/app/org"
	"camtay/app/sheet"
)

const (
	// MaxFile is the largest staff list in bytes.
	MaxFile = 5 << 20
	// MaxRows is the largest staff list in people.
	MaxRows = 20_000
)

// Upload keeps a staff list and says what it would change; nothing else is
// written. Faults: staff.file_too_large, staff.not_workbook,
// staff.legacy_workbook, staff.too_many_rows, staff.no_header,
// staff.missing_columns, staff.header_twice, staff.no_rows.
func (s *Service) Upload(ctx context.Context, fileName string, file []byte) (Import, error) {
	scope := access.ScopeOf(ctx, access.StaffImport)
	if len(scope.Paths()) == 0 {
		return Import{}, fault.New(fault.Forbidden, "web.forbidden")
	}
	if len(file) > MaxFile {
		return Import{}, tooLarge()
	}
	now := s.clock.Now()
	id, err := uuid.NewV7()
	if err != nil {
		return Import{}, fmt.Errorf("make import id: %w", err)
	}
	sum := sha256.Sum256(file)
	i := Import{
		ID: id, FileName: cleanFileName(fileName), FileSHA256: sum[:], File: file, UploadedBy: access.Who(ctx).AccountID,
		UnitPath: scope.Paths(), CreatedAt: now,
	}
	grids, err := readFile(file)
	if err != nil {
		return Import{}, err
	}
	err = db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		plan, err := planImport(ctx, tx, i, grids, clock.DayOf(now))
		if err != nil {
			return err
		}
		i.HeaderRow, i.Counts = plan.header.FirstRow, plan.counts
		if err := insertImport(ctx, tx, i); err != nil {
			return err
		}
		if err := putRows(ctx, tx, i.ID, plan.steps, plan.counts); err != nil {
			return err
		}
		return audit.Put(ctx, tx, "staff.upload_list", "staff_import", i.ID, map[string]any{
			"file": i.FileName, "sha256": hex.EncodeToString(sum[:]), "rows": len(plan.steps),
		}, now)
	})
	return i, err
}

func tooLarge() error {
	return fault.New(fault.Invalid, "staff.file_too_large").With(fault.Args{"limit": MaxFile >> 20})
}

// cleanFileName keeps the last part of a name as the browser sent it.
func cleanFileName(name string) string {
	name = sheet.Clean(path.Base(strings.ReplaceAll(name, `\`, "/")))
	if r := []rune(name); len(r) > longestLine {
		name = string(r[:longestLine])
	}
	if name == "." || name == "/" {
		return "danh-sach.xlsx"
	}
	return name
}

func readFile(file []byte) ([]sheet.Grid, error) {
	grids, err := sheet.ReadWorkbook(file, sheet.DefaultLimits())
	switch {
	case errors.Is(err, sheet.ErrLegacy):
		return nil, fault.New(fault.Invalid, "staff.legacy_workbook").Because(err)
	case errors.Is(err, sheet.ErrTooLarge):
		return nil, fault.New(fault.Invalid, "staff.too_many_rows").With(fault.Args{"limit": MaxRows}).Because(err)
	case err != nil:
		return nil, fault.New(fault.Invalid, "staff.not_workbook").Because(err)
	}
	return grids, nil
}

// importPlan is a list read against what is known and stored now.
type importPlan struct {
	grid   sheet.Grid
	header sheet.Header
	steps  []Step
	counts Counts
}

func planImport(ctx context.Context, idb bun.IDB, i Import, grids []sheet.Grid, today clock.Day) (importPlan, error) {
	known, err := knownFor(ctx, idb, access.Everywhere(i.UnitPath...), today)
	if err != nil {
		return importPlan{}, err
	}
	g, h, err := locateList(grids, known)
	if err != nil {
		return importPlan{}, err
	}
	list := ParseList(g, h, known)
	switch {
	case len(list) == 0:
		return importPlan{}, fault.New(fault.Invalid, "staff.no_rows")
	case len(list) > MaxRows:
		return importPlan{}, fault.New(fault.Invalid, "staff.too_many_rows").With(fault.Args{"limit": MaxRows})
	}
	codes := make([]string, 0, len(list))
	for _, row := range list {
		if row.Person.Code != "" {
			codes = append(codes, row.Person.Code)
		}
	}
	existing, err := existingOf(ctx, idb, codes, today)
	if err != nil {
		return importPlan{}, err
	}
	steps, counts := Plan(list, h, existing, known)
	return importPlan{grid: g, header: h, steps: steps, counts: counts}, nil
}

// knownFor reads the units of the province around a scope, and the positions.
func knownFor(ctx context.Context, idb bun.IDB, scope access.Scope, today clock.Day) (Known, error) {
	var roots []string
	for _, p := range scope.Paths() {
		root, _, _ := strings.Cut(p, ".")
		roots = append(roots, root)
	}
	units, err := org.All(ctx, idb, access.Everywhere(roots...))
	if err != nil {
		return Known{}, err
	}
	positions, err := AllPositions(ctx, idb)
	if err != nil {
		return Known{}, err
	}
	return Known{Units: NewUnitNames(units, scope), Positions: NewPositionNames(positions), Today: today}, nil
}

func locateList(grids []sheet.Grid, known Known) (sheet.Grid, sheet.Header, error) {
	g, h, found := findList(grids)
	if !found {
		return g, h, fault.New(fault.Invalid, "staff.no_header")
	}
	if missing := missingFields(h, known); len(missing) > 0 {
		f := fault.New(fault.Invalid, "staff.missing_columns")
		var names []string
		for _, field := range missing {
			names = append(names, lang.Text("vi", fieldKey(field), nil))
			f = f.At(sheet.Address(1, h.FirstRow), "staff.missing_column", fault.Args{"field_key": fieldKey(field)})
		}
		return g, h, f.With(fault.Args{"columns": strings.Join(names, ", ")})
	}
	if len(h.Twice) > 0 {
		f := fault.New(fault.Invalid, "staff.header_twice").With(fault.Args{"cells": strings.Join(h.Twice, ", ")})
		return g, h, f
	}
	return g, h, nil
}

// Imports are the imports within the caller's scope, latest first.
func (s *Service) Imports(ctx context.Context, after []string, limit int) ([]Import, error) {
	return ListImports(ctx, s.db, access.ScopeOf(ctx, access.StaffImport), after, limit)
}

// Import is one import within the caller's scope, else NotFound
// staff.import_not_found.
func (s *Service) Import(ctx context.Context, id uuid.UUID) (Import, error) {
	i, err := FindImport(ctx, s.db, access.ScopeOf(ctx, access.StaffImport), id)
	return i, importFault(err)
}

func importFault(err error) error {
	if errors.Is(err, ErrImportNotFound) {
		return fault.New(fault.NotFound, "staff.import_not_found")
	}
	return err
}

// ImportRows are the rows of an import.
func (s *Service) ImportRows(ctx context.Context, id uuid.UUID, f RowsFilter) ([]ImportRow, error) {
	if _, err := s.Import(ctx, id); err != nil {
		return nil, err
	}
	return ListImportRows(ctx, s.db, id, f)
}

// Confirm applies an import in one transaction: people are added and changed by
// code, posts end and begin today, faulty rows are left out. Moved is emitted for
// those whose posts change, not for new people. A second confirm answers the first result. When units, positions or people changed since the
// dry run so that a row now means something else, nothing is applied, the dry
// run is renewed and the answer is Conflict staff.import_stale. Other faults:
// staff.import_not_found, staff.import_expired, staff.import_collides.
func (s *Service) Confirm(ctx context.Context, id uuid.UUID) (ImportResult, error) {
	scope, now := access.ScopeOf(ctx, access.StaffImport), s.clock.Now()
	var result ImportResult
	var stale error
	err := db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		stale = nil
		i, err := lockImport(ctx, tx, scope, id)
		switch {
		case err != nil:
			return importFault(err)
		case !i.ConfirmedAt.IsZero():
			result = i.Result
			return nil
		case i.Expired(now):
			return fault.New(fault.Conflict, "staff.import_expired")
		}
		grids, err := readFile(i.File)
		if err != nil {
			return err
		}
		plan, err := planImport(ctx, tx, i, grids, clock.DayOf(now))
		if err != nil {
			return err
		}
		if stale, err = renew(ctx, tx, i, plan); err != nil || stale != nil {
			return err
		}
		result, err = s.apply(ctx, tx, i, plan, now)
		return err
	})
	switch {
	case db.IsDuplicate(err):
		return ImportResult{}, fault.New(fault.Conflict, "staff.import_collides").Because(err)
	case err != nil:
		return ImportResult{}, err
	}
	return result, stale
}

// renew compares a plan with the dry run that was shown; where they differ it
// keeps the new one and returns the fault to answer with.
func renew(ctx context.Context, tx bun.Tx, i Import, plan importPlan) (stale, err error) {
	shown, err := ListImportRows(ctx, tx, i.ID, RowsFilter{})
	if err != nil {
		return nil, err
	}
	now := make([]ImportRow, 0, len(plan.steps))
	for _, step := range plan.steps {
		now = append(now, step.ImportRow)
	}
	if SameRows(shown, now) {
		return nil, nil
	}
	if err := putRows(ctx, tx, i.ID, plan.steps, plan.counts); err != nil {
		return nil, err
	}
	return fault.New(fault.Conflict, "staff.import_stale").With(fault.Args{
		"rows": differing(shown, now),
		"new":  plan.counts.New, "changed": plan.counts.Changed, "unchanged": plan.counts.Unchanged, "faulty": plan.counts.Faulty,
		"was_new": i.Counts.New, "was_changed": i.Counts.Changed, "was_unchanged": i.Counts.Unchanged, "was_faulty": i.Counts.Faulty,
	}), nil
}

func (s *Service) apply(ctx context.Context, tx bun.Tx, i Import, plan importPlan, now time.Time) (ImportResult, error) {
	var people []Person
	var end, open []Post
	var moved []uuid.UUID
	for _, step := range plan.steps {
		if step.Status != RowNew && step.Status != RowChanged {
			continue
		}
		p := step.Person
		p.UpdatedAt = now
		if step.Status == RowNew {
			p.ID, p.CreatedAt = uuid.Must(uuid.NewV7()), now
		}
		people = append(people, p)
		end = append(end, step.End...)
		for _, post := range step.Open {
			post.ID, post.StaffID = uuid.Must(uuid.NewV7()), p.ID
			open = append(open, post)
		}
		if step.Status == RowChanged && step.Moves() { // nobody depends yet on where a new person works
			moved = append(moved, p.ID)
		}
	}
	if err := upsertPeople(ctx, tx, people); err != nil {
		return ImportResult{}, err
	}
	if err := endPosts(ctx, tx, end, clock.DayOf(now)); err != nil {
		return ImportResult{}, err
	}
	if err := insertPosts(ctx, tx, open, now); err != nil {
		return ImportResult{}, err
	}
	for _, id := range moved {
		if err := s.outbox.Put(ctx, tx, Moved{StaffID: id}, now); err != nil {
			return ImportResult{}, err
		}
	}
	result := ImportResult{
		Created: plan.counts.New, Changed: plan.counts.Changed, Unchanged: plan.counts.Unchanged, Skipped: plan.counts.Faulty,
	}
	if err := confirmImport(ctx, tx, i.ID, result, now); err != nil {
		return ImportResult{}, err
	}
	return result, audit.Put(ctx, tx, "staff.import_list", "staff_import", i.ID, map[string]any{
		"file": i.FileName, "sha256": hex.EncodeToString(i.FileSHA256), "created": result.Created, "changed": result.Changed,
		"unchanged": result.Unchanged, "skipped": result.Skipped,
	}, now)
}

// FaultsWorkbook is a workbook of the faulty rows as the list had them, with a
// column that says in a locale what to correct, and its file name. Faults:
// staff.import_not_found, staff.import_expired, staff.no_faults.
func (s *Service) FaultsWorkbook(ctx context.Context, id uuid.UUID, locale string) (string, []byte, error) {
	i, err := importFile(ctx, s.db, access.ScopeOf(ctx, access.StaffImport), id)
	switch {
	case err != nil:
		return "", nil, importFault(err)
	case i.Expired(s.clock.Now()):
		return "", nil, fault.New(fault.Conflict, "staff.import_expired")
	}
	rows, err := ListImportRows(ctx, s.db, id, RowsFilter{Status: RowFaulty})
	if err != nil {
		return "", nil, err
	}
	if len(rows) == 0 {
		return "", nil, fault.New(fault.NotFound, "staff.no_faults")
	}
	grids, err := readFile(i.File)
	if err != nil {
		return "", nil, err
	}
	g, h, found := findList(grids)
	if !found {
		return "", nil, fault.New(fault.Invalid, "staff.no_header")
	}
	file, err := sheet.WriteWorkbook(faultsPage(g, h, rows, locale))
	if err != nil {
		return "", nil, err
	}
	return lang.Text(locale, "staff.faults_file", nil) + "-" + strings.TrimSuffix(i.FileName, path.Ext(i.FileName)) + ".xlsx", file, nil
}
