package sheet

import (
	"encoding/xml"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
)

// maxMerges is far above what lists have; looking one up is a walk.
const maxMerges = 5_000

// cellReader gathers the cells of one sheet.
type cellReader struct {
	strings  []string
	dates    []bool
	from1904 bool
	columns  int
	rows     int

	lines  []Line
	merges []Area
	row    int
	column int
}

func (r *cellReader) element(d *xml.Decoder, e xml.StartElement) error {
	switch e.Name.Local {
	case "row":
		return r.startRow(e)
	case "c":
		return r.cell(d, e)
	case "mergeCell":
		a, ok := parseArea(attribute(e, "ref"))
		if !ok {
			return fmt.Errorf("merged area %q", attribute(e, "ref"))
		}
		if len(r.merges) == maxMerges {
			return ErrTooLarge
		}
		r.merges = append(r.merges, a)
	}
	return nil
}

func (r *cellReader) startRow(e xml.StartElement) error {
	next := r.row + 1
	if s := attribute(e, "r"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil || n < next || n > lastRow {
			return fmt.Errorf("row %q after row %d", s, r.row)
		}
		next = n
	}
	r.row, r.column = next, 0
	return nil
}

func (r *cellReader) cell(d *xml.Decoder, e xml.StartElement) error {
	if r.row == 0 {
		return fmt.Errorf("cell %q outside a row", attribute(e, "r"))
	}
	column := r.column + 1
	if s := attribute(e, "r"); s != "" {
		c, row, ok := ParseAddress(s)
		if !ok || row != r.row || c < column {
			return fmt.Errorf("cell %q in row %d", s, r.row)
		}
		column = c
	}
	r.column = column
	raw, formula, err := cellContent(d)
	if err != nil {
		return err
	}
	c, err := r.value(attribute(e, "t"), attribute(e, "s"), raw)
	if err != nil || c.Type == Empty && !formula {
		return err
	}
	if column > r.columns {
		return ErrTooLarge
	}
	c.Column, c.Row, c.Formula = column, r.row, formula
	return r.add(c)
}

func (r *cellReader) add(c Cell) error {
	if n := len(r.lines); n > 0 && r.lines[n-1].Number == c.Row {
		r.lines[n-1].Cells = append(r.lines[n-1].Cells, c)
		return nil
	}
	if len(r.lines) == r.rows {
		return ErrTooLarge
	}
	r.lines = append(r.lines, Line{Number: c.Row, Cells: []Cell{c}})
	return nil
}

// cellContent reads up to the end of a cell: its value, or its inline text.
func cellContent(d *xml.Decoder) (raw string, formula bool, err error) {
	inValue := false
	for {
		token, err := d.RawToken()
		if err != nil {
			return "", false, unended(err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "v":
				inValue = true
			case "f":
				formula = true
			case "is":
				if raw, err = richText(d, "is"); err != nil {
					return "", false, err
				}
			}
		case xml.CharData:
			if inValue {
				raw += string(t)
			}
		case xml.EndElement:
			inValue = false
			if t.Name.Local == "c" {
				return raw, formula, nil
			}
		}
	}
}

func (r *cellReader) value(kind, style, raw string) (Cell, error) {
	switch kind {
	case "s":
		if raw == "" {
			return Cell{}, nil
		}
		i, err := strconv.Atoi(raw)
		if err != nil || i < 0 || i >= len(r.strings) {
			return Cell{}, fmt.Errorf("shared string %q of %d", raw, len(r.strings))
		}
		return textCell(r.strings[i]), nil
	case "str", "inlineStr":
		return textCell(raw), nil
	case "b":
		return Cell{Type: Bool, Text: strconv.FormatBool(raw == "1" || raw == "true")}, nil
	case "e":
		return Cell{Type: Error, Text: raw}, nil
	case "d":
		return textCell(raw), nil
	case "", "n":
		return r.number(style, raw)
	}
	return Cell{}, fmt.Errorf("cell type %q", kind)
}

// textCell undoes the _x000D_ escapes of the format; blank text is no content.
func textCell(s string) Cell {
	if strings.TrimSpace(s) == "" {
		return Cell{}
	}
	if strings.Contains(s, "_x") {
		s = unescape(s)
	}
	return Cell{Type: Text, Text: s}
}

func unescape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		if i+7 <= len(s) && s[i:i+2] == "_x" && s[i+6] == '_' {
			if n, err := strconv.ParseUint(s[i+2:i+6], 16, 16); err == nil && !utf16.IsSurrogate(rune(n)) {
				b.WriteRune(rune(n))
				i += 7
				continue
			}
		}
		b.WriteByte(s[i])
		i++
	}
	return b.String()
}

func (r *cellReader) number(style, raw string) (Cell, error) {
	raw = strings.TrimSpace(raw)
	if raw == "" {
		return Cell{}, nil
	}
	f, err := strconv.ParseFloat(raw, 64)
	if err != nil || math.IsInf(f, 0) || math.IsNaN(f) {
		return Cell{}, fmt.Errorf("number %q", raw)
	}
	if i, err := strconv.Atoi(style); err == nil && i >= 0 && i < len(r.dates) && r.dates[i] {
		if day, ok := r.day(f); ok {
			return Cell{Type: Date, Text: day}, nil
		}
	}
	return Cell{Type: Number, Text: strconv.FormatFloat(f, 'f', -1, 64)}, nil
}

// day turns a serial number into a day. The 1900 system counts a 29 February
// 1900 that never was: serial 60 is no day and what comes before is one off.
func (r *cellReader) day(serial float64) (string, bool) {
	n := int(math.Floor(min(serial, 3_000_000)))
	epoch := time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case r.from1904:
		epoch = time.Date(1904, time.January, 1, 0, 0, 0, 0, time.UTC)
	case n == 60:
		return "", false
	case n < 60:
		n++
	}
	if serial < 0 || serial < 1 && !r.from1904 || serial >= 2_958_466 {
		return "", false
	}
	day := epoch.AddDate(0, 0, n)
	return day.Format(time.DateOnly), day.Year() <= 9999
}
