package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// ReadWorkbook reads the sheets of an .xlsx file in their order. Errors:
// ErrWorkbook, ErrLegacy, ErrTooLarge.
//
// It reads the parts as streams and keeps cells with content only. A general
// library lays out every row up to the largest address before its caller can
// look, so that a file of a few kilobytes could take all memory.
func ReadWorkbook(file []byte, limits Limits) ([]Grid, error) {
	if bytes.HasPrefix(file, []byte("\xd0\xcf\x11\xe0")) {
		return nil, ErrLegacy
	}
	archive, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return nil, errors.Join(ErrWorkbook, err)
	}
	p := &parts{files: make(map[string]*zip.File, len(archive.File)), left: limits.Unpacked}
	for _, f := range archive.File {
		name := strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/"))
		if _, twice := p.files[name]; twice {
			return nil, fmt.Errorf("part %s stands twice: %w", name, ErrWorkbook)
		}
		p.files[name] = f
	}
	book, err := p.book()
	if err != nil {
		return nil, err
	}
	strs, err := p.strings(book.target("sharedStrings"))
	if err != nil {
		return nil, err
	}
	dates, err := p.dateStyles(book.target("styles"))
	if err != nil {
		return nil, err
	}
	var grids []Grid
	rows := limits.Rows
	for _, s := range book.sheets {
		target, known := book.targets[s.rel]
		if !known || p.files[target.part] == nil || target.kind != "worksheet" {
			continue // a chart sheet, or a reference to another file
		}
		r := cellReader{strings: strs, dates: dates, from1904: book.from1904, columns: limits.Columns, rows: rows}
		if err := p.each(target.part, r.element); err != nil {
			return nil, err
		}
		rows -= len(r.lines)
		grids = append(grids, Grid{Name: s.name, Hidden: s.hidden, Lines: r.lines, Merges: r.merges})
	}
	if len(grids) == 0 {
		return nil, fmt.Errorf("no sheets: %w", ErrWorkbook)
	}
	return grids, nil
}

// parts reads the parts of a package within a budget of unpacked bytes.
type parts struct {
	files map[string]*zip.File
	left  int64
}

// budgeted fails once more was unpacked than all parts together may have; the
// sizes that the archive declares are not believed.
type budgeted struct {
	io.Reader

	left *int64
}

func (b budgeted) Read(buf []byte) (int, error) {
	n, err := b.Reader.Read(buf)
	if *b.left -= int64(n); *b.left < 0 {
		return 0, ErrTooLarge
	}
	return n, err
}

// each calls element for every start of an element of a part.
func (p *parts) each(part string, element func(d *xml.Decoder, e xml.StartElement) error) error {
	f := p.files[part]
	if f == nil {
		return fmt.Errorf("part %q is missing: %w", part, ErrWorkbook)
	}
	r, err := f.Open()
	if err != nil {
		return errors.Join(ErrWorkbook, err)
	}
	defer r.Close()
	d := xml.NewDecoder(budgeted{Reader: r, left: &p.left})
	for {
		token, err := d.RawToken()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.Is(err, ErrTooLarge):
			return ErrTooLarge
		case err != nil:
			return fmt.Errorf("read %s: %w", part, errors.Join(ErrWorkbook, err))
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		if err := element(d, start); err != nil {
			if errors.Is(err, ErrTooLarge) {
				return ErrTooLarge
			}
			return fmt.Errorf("read %s: %w", part, errors.Join(ErrWorkbook, err))
		}
	}
}

type target struct{ part, kind string }

type book struct {
	sheets []struct {
		name, rel string
		hidden    bool
	}
	targets  map[string]target // by relationship id
	from1904 bool
}

func (b book) target(kind string) string {
	for _, t := range b.targets {
		if t.kind == kind {
			return t.part
		}
	}
	return ""
}

// book finds the workbook part and what it refers to.
func (p *parts) book() (book, error) {
	main := ""
	root, err := p.relations("_rels/.rels", "")
	if err != nil {
		return book{}, err
	}
	for _, t := range root {
		if t.kind == "officeDocument" {
			main = t.part
		}
	}
	b := book{}
	err = p.each(main, func(_ *xml.Decoder, e xml.StartElement) error {
		switch e.Name.Local {
		case "workbookPr":
			v := attribute(e, "date1904")
			b.from1904 = v == "1" || v == "true"
		case "sheet":
			state := attribute(e, "state")
			b.sheets = append(b.sheets, struct {
				name, rel string
				hidden    bool
			}{attribute(e, "name"), attribute(e, "id"), state != "" && state != "visible"})
		}
		return nil
	})
	if err != nil {
		return book{}, err
	}
	dir := path.Dir(main)
	b.targets, err = p.relations(path.Join(dir, "_rels", path.Base(main)+".rels"), dir)
	return b, err
}

func (p *parts) relations(part, dir string) (map[string]target, error) {
	found := map[string]target{}
	err := p.each(strings.ToLower(part), func(_ *xml.Decoder, e xml.StartElement) error {
		if e.Name.Local != "Relationship" || attribute(e, "TargetMode") == "External" {
			return nil
		}
		to := attribute(e, "Target")
		if absolute, ok := strings.CutPrefix(to, "/"); ok {
			to = absolute
		} else {
			to = path.Join(dir, to)
		}
		found[attribute(e, "Id")] = target{part: strings.ToLower(to), kind: path.Base(attribute(e, "Type"))}
		return nil
	})
	return found, err
}

// strings are the shared strings; rich text loses its styles, phonetic hints
// are left out.
func (p *parts) strings(part string) ([]string, error) {
	if part == "" {
		return nil, nil
	}
	var all []string
	err := p.each(part, func(d *xml.Decoder, e xml.StartElement) error {
		if e.Name.Local != "si" {
			return nil
		}
		s, err := richText(d, "si")
		all = append(all, s)
		return err
	})
	return all, err
}

// dateStyles says for each cell style whether it shows a number as a date.
func (p *parts) dateStyles(part string) ([]bool, error) {
	if part == "" {
		return nil, nil
	}
	formats := map[string]string{}
	var dates []bool
	err := p.each(part, func(d *xml.Decoder, e xml.StartElement) error {
		switch e.Name.Local {
		case "numFmt":
			formats[attribute(e, "numFmtId")] = attribute(e, "formatCode")
		case "cellXfs":
			return children(d, "cellXfs", func(e xml.StartElement) {
				if e.Name.Local == "xf" {
					id := attribute(e, "numFmtId")
					dates = append(dates, isDateFormat(id, formats[id]))
				}
			})
		}
		return nil
	})
	return dates, err
}

// isDateFormat: built-in formats 14–17, 22, 27–36 and 50–58 show days; a custom
// one does when it has a day or year letter outside quotes and brackets.
func isDateFormat(id, code string) bool {
	switch id {
	case "14", "15", "16", "17", "22", "27", "28", "29", "30", "31", "32", "33", "34", "35", "36",
		"50", "51", "52", "53", "54", "55", "56", "57", "58":
		return true
	}
	quoted, bracketed := false, false
	for i := 0; i < len(code); i++ {
		switch c := code[i]; {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\\' || c == '_' || c == '*':
			i++
		case c == '[':
			bracketed = true
		case c == ']':
			bracketed = false
		case bracketed:
		case c == ';':
			return false
		case strings.IndexByte("dDyY", c) >= 0:
			return true
		}
	}
	return false
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// children calls visit for every element up to the end of the named one.
func children(d *xml.Decoder, end string, visit func(xml.StartElement)) error {
	for {
		token, err := d.RawToken()
		if err != nil {
			return unended(err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			visit(t)
		case xml.EndElement:
			if t.Name.Local == end {
				return nil
			}
		}
	}
}

// richText joins the texts up to the end of the named element.
func richText(d *xml.Decoder, end string) (string, error) {
	var b strings.Builder
	inText, phonetic := false, false
	for {
		token, err := d.RawToken()
		if err != nil {
			return "", unended(err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			inText = t.Name.Local == "t"
			phonetic = phonetic || t.Name.Local == "rPh"
		case xml.CharData:
			if inText && !phonetic {
				b.Write(t)
			}
		case xml.EndElement:
			inText = false
			switch t.Name.Local {
			case "rPh":
				phonetic = false
			case end:
				return b.String(), nil
			}
		}
	}
}

// unended turns the end of a part within an element into an error.
func unended(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}
