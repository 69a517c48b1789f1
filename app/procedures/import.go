package procedures

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/sheet"
)

// ErrFile reports a procedures file that is not of the expected JSON form.
var ErrFile = errors.New("not a procedures file")

// file is the form of procedures.json.
type file struct {
	Procedures []struct {
		ID            string      `json:"id"`
		Code          string      `json:"code"`
		NameVI        string      `json:"name_vi"`
		NameEN        string      `json:"name_en"`
		FieldVI       string      `json:"field_vi"`
		OwnerOffice   string      `json:"owner_office"`
		Components    []Component `json:"components"`
		Deadline      Deadline    `json:"deadline"`
		Fee           Fee         `json:"fee"`
		Steps         []Step      `json:"steps"`
		CommonDefects []string    `json:"common_defects"`
		LegalBasis    []string    `json:"legal_basis"`
		ResultVI      string      `json:"result_vi"`
		Notes         string      `json:"notes"`
		CodeStatus    string      `json:"code_status"`
		FactStatus    string      `json:"fact_status"`
	} `json:"procedures"`
}

// Import adds and changes procedures by slug from JSON. A row of the report is
// the procedure's place in the file, from 1. Faults: procedures.no_code,
// procedures.no_name, procedures.no_components, procedures.duplicate,
// procedures.unknown_status.
func Import(ctx context.Context, tx bun.Tx, r io.Reader, now time.Time) (sheet.Report, error) {
	parsed, report, err := parse(r)
	if err != nil {
		return report, err
	}
	statuses, err := Statuses(ctx, tx)
	if err != nil {
		return report, err
	}
	for i, p := range parsed {
		for _, s := range p.Steps {
			if !slices.ContainsFunc(statuses, func(known Status) bool { return known.Identifier == s.StatusAfter }) {
				report.Faults = append(report.Faults, sheet.Fault{Row: i + 1, Column: "steps", Key: "procedures.unknown_status", Args: map[string]any{"value": s.StatusAfter}})
			}
		}
	}
	if len(report.Faults) > 0 {
		return report, nil
	}
	for _, p := range parsed {
		if err := put(ctx, tx, p, now, &report); err != nil {
			return report, fmt.Errorf("import procedure %s: %w", p.Slug, err)
		}
	}
	return report, nil
}

func parse(r io.Reader) ([]Procedure, sheet.Report, error) {
	var report sheet.Report
	var f file
	if err := json.NewDecoder(r).Decode(&f); err != nil {
		return nil, report, fmt.Errorf("read procedures: %w", errors.Join(ErrFile, err))
	}
	var parsed []Procedure
	seen := map[string]bool{}
	for i, in := range f.Procedures {
		fault := func(column, key string, args map[string]any) {
			report.Faults = append(report.Faults, sheet.Fault{Row: i + 1, Column: column, Key: key, Args: args})
		}
		if in.ID == "" || in.Code == "" {
			fault("code", "procedures.no_code", nil)
		}
		if seen[in.ID] || seen[in.Code] {
			fault("code", "procedures.duplicate", map[string]any{"value": in.Code})
		}
		if in.NameVI == "" {
			fault("name_vi", "procedures.no_name", nil)
		}
		if len(in.Components) == 0 {
			fault("components", "procedures.no_components", nil)
		}
		seen[in.ID], seen[in.Code] = true, true
		parsed = append(parsed, Procedure{
			Slug: in.ID, Code: in.Code, NameVI: in.NameVI, NameEN: in.NameEN, FieldVI: in.FieldVI,
			OwnerOffice: in.OwnerOffice, Components: in.Components, Deadline: in.Deadline, Fee: in.Fee,
			Steps: in.Steps, CommonDefects: orEmpty(in.CommonDefects), LegalBasis: orEmpty(in.LegalBasis),
			ResultVI: in.ResultVI, Notes: in.Notes, CodeStatus: in.CodeStatus, FactStatus: in.FactStatus,
		})
	}
	return parsed, report, nil
}

func orEmpty(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}

func put(ctx context.Context, tx bun.Tx, p Procedure, now time.Time, report *sheet.Report) error {
	old, err := findBySlug(ctx, tx, p.Slug)
	switch {
	case errors.Is(err, ErrNotFound):
		if p.ID, err = uuid.NewV7(); err != nil {
			return fmt.Errorf("make id: %w", err)
		}
		p.UpdatedAt = now
		report.New++
		_, err = tx.NewInsert().Model(&p).Exec(ctx)
		return err
	case err != nil:
		return err
	}
	p.ID, p.UpdatedAt, p.VerifiedOn = old.ID, old.UpdatedAt, old.VerifiedOn
	if reflect.DeepEqual(p, old) {
		report.Unchanged++
		return nil
	}
	p.UpdatedAt = now
	report.Changed++
	_, err = tx.NewUpdate().Model(&p).WherePK().Exec(ctx)
	return err
}

// StatusColumns are the columns of the table of dossier statuses.
func StatusColumns() []string {
	return []string{"code", "name_vi", "name_en", "identifier", "allowed_next", "sla_clock", "form", "source"}
}

// ImportStatuses replaces the dossier statuses by code. Faults:
// procedures.bad_status_code, procedures.no_name, procedures.bad_clock,
// procedures.unknown_next.
func ImportStatuses(ctx context.Context, tx bun.Tx, rows []sheet.Row) (sheet.Report, error) {
	var report sheet.Report
	var parsed []Status
	codes := map[int]bool{}
	for _, r := range rows {
		if code, err := strconv.Atoi(r.Cell("code")); err == nil {
			codes[code] = true
		}
	}
	for _, r := range rows {
		s, faults := parseStatus(r, codes)
		report.Faults = append(report.Faults, faults...)
		parsed = append(parsed, s)
	}
	if len(report.Faults) > 0 {
		return report, nil
	}
	before, err := Statuses(ctx, tx)
	if err != nil {
		return report, err
	}
	for _, s := range parsed {
		i := slices.IndexFunc(before, func(b Status) bool { return b.Code == s.Code })
		switch {
		case i < 0:
			report.New++
		case reflect.DeepEqual(before[i], s):
			report.Unchanged++
			continue
		default:
			report.Changed++
		}
		_, err := tx.NewInsert().Model(&s).
			On("conflict (code) do update").
			Set("name_vi = excluded.name_vi, name_en = excluded.name_en, identifier = excluded.identifier").
			Set("allowed_next = excluded.allowed_next, sla_clock = excluded.sla_clock, form = excluded.form, source = excluded.source").
			Exec(ctx)
		if err != nil {
			return report, fmt.Errorf("import dossier status %d: %w", s.Code, err)
		}
	}
	return report, nil
}

func parseStatus(r sheet.Row, codes map[int]bool) (Status, []sheet.Fault) {
	var faults []sheet.Fault
	code, err := strconv.Atoi(r.Cell("code"))
	if err != nil {
		faults = append(faults, r.Fault("code", "procedures.bad_status_code", map[string]any{"value": r.Cell("code")}))
	}
	s := Status{
		Code: code, NameVI: r.Cell("name_vi"), NameEN: r.Cell("name_en"), Identifier: r.Cell("identifier"),
		AllowedNext: []int{}, SLAClock: r.Cell("sla_clock"), Form: r.Cell("form"), Source: r.Cell("source"),
	}
	if s.NameVI == "" || s.Identifier == "" {
		faults = append(faults, r.Fault("name_vi", "procedures.no_name", nil))
	}
	if !slices.Contains([]string{"not_started", "running", "paused", "stopped"}, s.SLAClock) {
		faults = append(faults, r.Fault("sla_clock", "procedures.bad_clock", map[string]any{"value": s.SLAClock}))
	}
	for _, word := range strings.Fields(r.Cell("allowed_next")) {
		next, err := strconv.Atoi(word)
		if err != nil || !codes[next] {
			faults = append(faults, r.Fault("allowed_next", "procedures.unknown_next", map[string]any{"value": word}))
			continue
		}
		s.AllowedNext = append(s.AllowedNext, next)
	}
	return s, faults
}

// ExportStatuses are the rows of the table of dossier statuses.
func ExportStatuses(ctx context.Context, db bun.IDB) ([][]string, error) {
	statuses, err := Statuses(ctx, db)
	if err != nil {
		return nil, err
	}
	out := make([][]string, 0, len(statuses))
	for _, s := range statuses {
		next := strings.Trim(fmt.Sprint(s.AllowedNext), "[]")
		out = append(out, []string{strconv.Itoa(s.Code), s.NameVI, s.NameEN, s.Identifier, next, s.SLAClock, s.Form, s.Source})
	}
	return out, nil
}
