package staff

import (
	"strings"

	"github.com/google/uuid"
	"golang.org/x/text/unicode/norm"

	"camtay/app/clock"
	"camtay/app/sheet"
)

// Fault is something to correct in one cell of a staff list. Key is a key of
// app/lang.
type Fault struct {
	Cell string         `json:"cell"`
	Key  string         `json:"key"`
	Args map[string]any `json:"args,omitempty"`
}

// Known is what a staff list is read against.
type Known struct {
	Units     UnitNames
	Positions PositionNames
	Today     clock.Day
}

// Place is a position in a unit.
type Place struct {
	PositionID, UnitID uuid.UUID
}

// Row is one person of a staff list. Person has neither id nor times; UnitID is
// the unit of Main. Cells are the addresses of the fields.
type Row struct {
	Number      int
	Person      Person
	Main        Place
	Concurrents []Place
	Cells       map[string]string
}

// ParseRow reads one row below a header. With faults the row is not to be used.
// Spaces, no-break spaces and the form of marks are put right silently; nothing
// else is guessed: a value that is not plainly right is a fault.
func ParseRow(l sheet.Line, h sheet.Header, known Known) (Row, []Fault) {
	p := rowParser{line: l, header: h, known: known, broken: map[string]bool{}}
	p.row = Row{Number: l.Number, Cells: map[string]string{}}
	for field := range h.Columns {
		p.row.Cells[field] = p.cell(field).Address()
	}
	p.identity()
	p.birth()
	p.texts()
	p.contact()
	p.row.Person.JoinedOn = p.day(fieldJoined)
	if joined := p.row.Person.JoinedOn; p.known.Today.Before(joined) {
		p.fault(fieldJoined, "staff.date_future", map[string]any{"value": written(joined)})
	} else if born := p.row.Person.BornOn; !joined.IsZero() && !born.IsZero() && joined.Before(born) {
		p.fault(fieldJoined, "staff.joined_before_born", map[string]any{"value": written(joined), "born": written(born)})
	}
	p.places()
	return p.row, p.faults
}

type rowParser struct {
	line   sheet.Line
	header sheet.Header
	known  Known
	row    Row
	faults []Fault
	broken map[string]bool // fields with a fault already
}

// fault notes the first fault of a field; what follows from it is not told.
func (p *rowParser) fault(field, key string, args map[string]any) {
	if p.broken[field] {
		return
	}
	p.broken[field] = true
	p.faults = append(p.faults, Fault{Cell: p.address(field), Key: key, Args: args})
}

// address of a field; a field without a column is told at the name.
func (p *rowParser) address(field string) string {
	for _, f := range []string{field, fieldName, fieldCode} {
		if p.header.Has(f) {
			return p.cell(f).Address()
		}
	}
	return sheet.Address(1, p.line.Number)
}

// cell is the first cell with content among a field's columns.
func (p *rowParser) cell(field string) sheet.Cell {
	columns := p.header.Columns[field]
	for _, column := range columns {
		if c := p.line.At(column); c.Type != sheet.Empty || c.Formula {
			return c
		}
	}
	if len(columns) == 0 {
		return sheet.Cell{}
	}
	return sheet.Cell{Column: columns[0], Row: p.line.Number}
}

// sound reports whether a field holds something that may be read: not a
// formula, an error or text of an old font.
func (p *rowParser) sound(field string) bool {
	for _, column := range p.header.Columns[field] {
		switch c := p.line.At(column); {
		case c.Formula:
			p.fault(field, "staff.formula", nil)
		case c.Type == sheet.Error:
			p.fault(field, "staff.cell_error", map[string]any{"value": c.Text})
		case c.Type == sheet.Text && legacyText(norm.NFC.String(c.Text)):
			p.fault(field, "staff.legacy_text", map[string]any{"value": sheet.Clean(c.Text)})
		}
	}
	return !p.broken[field] && p.cell(field).Type != sheet.Empty
}

// text is a field's cleaned text, empty when it has none or a fault.
func (p *rowParser) text(field string, longest int) string {
	if !p.sound(field) {
		return ""
	}
	text := p.header.Joined(p.line, field)
	if len([]rune(text)) > longest {
		p.fault(field, "staff.too_long", map[string]any{"limit": longest})
		return ""
	}
	return text
}

func (p *rowParser) identity() {
	code := p.text(fieldCode, longestLine)
	switch {
	case p.broken[fieldCode]:
	case code == "":
		p.fault(fieldCode, "staff.no_code", nil)
	case p.cell(fieldCode).Type != sheet.Text:
		p.fault(fieldCode, "staff.code_number", map[string]any{"value": code})
	case !codeForm.MatchString(code):
		p.fault(fieldCode, "staff.bad_code", map[string]any{"value": code})
	}
	p.row.Person.Code = code
	name := p.text(fieldName, longestLine)
	switch w := checkName(name); {
	case p.broken[fieldName]:
	case name == "":
		p.fault(fieldName, "staff.no_name", nil)
	case w.is():
		p.fault(fieldName, w.key, w.args)
	}
	p.row.Person.FamilyName, p.row.Person.GivenName = SplitName(name)
	p.row.Person.FullName = name
}

// birth reads the day from the men's or women's column, which tells the gender
// too, or from a single one.
func (p *rowParser) birth() {
	filled := ""
	for _, field := range []string{fieldBornMale, fieldBornFemale, fieldBorn} {
		if p.cell(field).Type == sheet.Empty && !p.cell(field).Formula {
			continue
		}
		if filled != "" {
			p.fault(field, "staff.born_twice", map[string]any{"other": p.cell(filled).Address()})
			return
		}
		filled = field
	}
	switch filled {
	case fieldBornMale:
		p.row.Person.Gender = male
	case fieldBornFemale:
		p.row.Person.Gender = female
	}
	if filled != "" {
		p.row.Person.BornOn = p.day(filled)
	}
	if born := p.row.Person.BornOn; !born.IsZero() {
		if w := checkBorn(born, p.known.Today); w.is() {
			p.fault(filled, w.key, w.args)
			p.row.Person.BornOn = clock.Day{}
		}
	}
	p.gender()
}

const (
	male   = "male"
	female = "female"
)

func (p *rowParser) gender() {
	text := p.text(fieldGender, longestLine)
	if text == "" {
		return
	}
	var said string
	switch strings.ToLower(text) {
	case "nam", "m", "male":
		said = male
	case "nữ", "nu", "f", "female":
		said = female
	default:
		p.fault(fieldGender, "staff.bad_gender", map[string]any{"value": text})
		return
	}
	if p.row.Person.Gender != "" && p.row.Person.Gender != said {
		p.fault(fieldGender, "staff.gender_conflict", map[string]any{"value": text})
	}
	p.row.Person.Gender = said
}

func (p *rowParser) day(field string) clock.Day {
	if !p.sound(field) {
		return clock.Day{}
	}
	d, w := parseDay(p.cell(field))
	if w.is() {
		p.fault(field, w.key, w.args)
	}
	return d
}

// plainFields are the fields kept as they are written.
func plainFields() []plainField {
	return []plainField{
		{fieldRank, longestLine, func(p *Person) *string { return &p.RankCode }},
		{fieldEducation, longestLine, func(p *Person) *string { return &p.Education }},
		{fieldMajor, longestLine, func(p *Person) *string { return &p.Major }},
		{fieldPolitical, longestLine, func(p *Person) *string { return &p.PoliticalTheory }},
		{fieldState, longestLine, func(p *Person) *string { return &p.StateManagement }},
		{fieldIT, longestLine, func(p *Person) *string { return &p.ITLevel }},
		{fieldLanguage, longestLine, func(p *Person) *string { return &p.ForeignLanguage }},
		{fieldPhone, longestLine, func(p *Person) *string { return &p.Phone }},
		{fieldEmail, longestMail, func(p *Person) *string { return &p.Email }},
		{fieldNote, longestNote, func(p *Person) *string { return &p.Note }},
	}
}

type plainField struct {
	name    string
	longest int
	of      func(*Person) *string
}

func (p *rowParser) texts() {
	for _, f := range plainFields() {
		*f.of(&p.row.Person) = p.text(f.name, f.longest)
	}
	if p.cell(fieldRank).Type == sheet.Number {
		p.fault(fieldRank, "staff.rank_number", map[string]any{"value": p.row.Person.RankCode})
	}
}

func (p *rowParser) contact() {
	if p.row.Person.Phone != "" {
		phone, w := parsePhone(p.cell(fieldPhone))
		if w.is() {
			p.fault(fieldPhone, w.key, w.args)
		}
		p.row.Person.Phone = phone
	}
	if mail := p.row.Person.Email; mail != "" {
		p.row.Person.Email = strings.ToLower(mail)
		if !emailForm.MatchString(mail) {
			p.fault(fieldEmail, "staff.bad_email", map[string]any{"value": mail})
		}
	}
}
