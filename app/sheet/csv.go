// Package sheet reads tables that people made: CSV and workbooks. It yields
// cells with addresses and never guesses; what is wrong is a Fault at a row and
// column.
package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// ErrHeader reports a table whose first row lacks a needed column.
var ErrHeader = errors.New("missing columns")

// Fault is something wrong at one place of a table. Row counts from 1 as the
// user sees it, header included. Column is the header's text, or a cell's
// letter in a workbook. Key is a key of app/lang.
type Fault struct {
	Row    int            `json:"row"`
	Column string         `json:"column,omitempty"`
	Key    string         `json:"key"`
	Args   map[string]any `json:"args,omitempty"`
}

// Row is one row of a table by column name. Cells are NFC, trimmed, inner
// spaces single.
type Row struct {
	Number int
	cells  map[string]string
}

// NewRow makes a row, for tests and generated tables.
func NewRow(number int, cells map[string]string) Row {
	return Row{Number: number, cells: cells}
}

// Cell is the text under a column; empty when the column is absent.
func (r Row) Cell(column string) string {
	return r.cells[column]
}

// Fault is a fault of this row under a column.
func (r Row) Fault(column, key string, args map[string]any) Fault {
	return Fault{Row: r.Number, Column: column, Key: key, Args: args}
}

// Report is what importing a table did, or would do in a dry run. Rows with a
// fault change nothing; a table with any fault is not applied at all.
type Report struct {
	New       int     `json:"new"`
	Changed   int     `json:"changed"`
	Unchanged int     `json:"unchanged"`
	Faults    []Fault `json:"faults"`
}

// ReadCSV reads a UTF-8 CSV with a header row; a byte order mark is skipped.
// The wanted columns must all be there (ErrHeader names the missing ones),
// further columns are kept, empty rows are skipped. A row with too many or too
// few cells, and text that is not UTF-8, are faults.
func ReadCSV(r io.Reader, wanted ...string) ([]Row, []Fault, error) {
	raw, err := io.ReadAll(r)
	if err != nil {
		return nil, nil, fmt.Errorf("read csv: %w", err)
	}
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	reader := csv.NewReader(bytes.NewReader(raw))
	reader.FieldsPerRecord = -1
	header, err := reader.Read()
	if err != nil {
		return nil, nil, fmt.Errorf("read csv header: %w", errors.Join(ErrHeader, err))
	}
	for i, h := range header {
		header[i] = Clean(h)
	}
	missing := slices.DeleteFunc(slices.Clone(wanted), func(w string) bool { return slices.Contains(header, w) })
	if len(missing) > 0 {
		return nil, nil, fmt.Errorf("%s: %w", strings.Join(missing, ", "), ErrHeader)
	}
	return readRecords(reader, header)
}

func readRecords(reader *csv.Reader, header []string) ([]Row, []Fault, error) {
	var rows []Row
	var faults []Fault
	for {
		record, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return rows, faults, nil
		}
		var perr *csv.ParseError
		switch {
		case errors.As(err, &perr):
			return rows, append(faults, Fault{Row: perr.StartLine, Key: "sheet.broken_quotes"}), nil
		case err != nil:
			return nil, nil, fmt.Errorf("read csv: %w", err)
		}
		line, _ := reader.FieldPos(0)
		if len(record) != len(header) {
			faults = append(faults, Fault{Row: line, Key: "sheet.cell_count", Args: map[string]any{"want": len(header), "got": len(record)}})
			continue
		}
		if !slices.ContainsFunc(record, func(cell string) bool { return Clean(cell) != "" }) {
			continue
		}
		row := Row{Number: line, cells: make(map[string]string, len(header))}
		for i, cell := range record {
			if !utf8.ValidString(cell) {
				faults = append(faults, row.Fault(header[i], "sheet.not_utf8", nil))
			}
			row.cells[header[i]] = Clean(cell)
		}
		rows = append(rows, row)
	}
}

// Clean brings text to NFC, turns every run of white space into one space and
// trims the ends. NUL bytes, which PostgreSQL refuses, and marks without width,
// which nobody sees, are dropped.
func Clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch r {
		case 0, '\u200b', '\u2060', '\ufeff':
			return -1
		}
		return r
	}, s)
	return norm.NFC.String(strings.Join(strings.Fields(s), " "))
}
