package staff

import (
	"strings"

	"github.com/google/uuid"

	"camtay/app/org"
	"camtay/app/sheet"
)

// places finds the unit and the positions.
func (p *rowParser) places() {
	commune, found := p.commune()
	main := p.unit(commune, found)
	p.row.Person.UnitID, p.row.Main.UnitID = main.ID, main.ID
	p.mainPosition()
	p.concurrents(commune, main)
}

func (p *rowParser) commune() (org.Unit, bool) {
	if only, one := p.known.Units.only(); one && !p.header.Has(fieldCommune) {
		return only, true
	}
	text := p.text(fieldCommune, longestLine)
	switch {
	case p.broken[fieldCommune]:
		return org.Unit{}, false
	case text == "":
		p.fault(fieldCommune, "staff.no_commune", nil)
		return org.Unit{}, false
	}
	commune, found := p.known.Units.commune(text)
	if !found {
		p.unknown(fieldCommune, "staff.unknown_commune", text, p.known.Units.names.near.of(text))
	}
	return commune, found
}

// unit is the office within the commune; the commune itself where the list
// names no office.
func (p *rowParser) unit(commune org.Unit, found bool) org.Unit {
	text := p.text(fieldOffice, longestLine)
	if !found || p.broken[fieldOffice] {
		return org.Unit{}
	}
	unit := commune
	if text != "" {
		office, known := p.known.Units.office(commune, text)
		if !known {
			if p.known.Units.scope.Covers(commune.Path) {
				p.unknownIn(commune, text)
				return org.Unit{}
			}
			office = commune
		}
		unit = office
	}
	if !p.known.Units.scope.Covers(unit.Path) {
		p.fault(fieldCommune, "staff.out_of_scope", map[string]any{"value": unit.Name})
		return org.Unit{}
	}
	return unit
}

func (p *rowParser) unknownIn(commune org.Unit, text string) {
	args := map[string]any{"value": text, "commune": commune.Name}
	near := p.known.Units.offices[commune.ID].names.near.of(text)
	if near == "" {
		p.fault(fieldOffice, "staff.unknown_office", args)
		return
	}
	args["near"] = near
	p.fault(fieldOffice, "staff.unknown_office_near", args)
}

// unknown notes a name that nothing has, with the nearest one if there is any;
// the key of the latter ends in _near.
func (p *rowParser) unknown(field, key, text, near string) {
	if near == "" {
		p.fault(field, key, map[string]any{"value": text})
		return
	}
	p.fault(field, key+"_near", map[string]any{"value": text, "near": near})
}

// mainPosition is the job position; where that cell is empty, the title may
// name one.
func (p *rowParser) mainPosition() {
	field := fieldPosition
	text := p.text(fieldPosition, longestLine)
	title := p.text(fieldTitle, longestLine)
	if p.broken[fieldPosition] {
		return
	}
	if text == "" {
		field, text = fieldTitle, title
	}
	if text == "" {
		if !p.broken[fieldTitle] {
			p.fault(fieldPosition, "staff.no_position", nil)
		}
		return
	}
	position, found := p.known.Positions.Find(text)
	if !found {
		p.unknown(field, "staff.unknown_position", text, p.known.Positions.Near(text))
		return
	}
	p.row.Main.PositionID = position.ID
}

const mostConcurrents = 10

func (p *rowParser) concurrents(commune, main org.Unit) {
	if !p.sound(fieldConcurrent) {
		return
	}
	var raw []string
	for _, column := range p.header.Columns[fieldConcurrent] {
		raw = append(raw, p.line.At(column).Text)
	}
	found, unknown := splitPositions(strings.Join(raw, "\n"), p.known.Positions)
	if unknown != "" {
		p.unknown(fieldConcurrent, "staff.unknown_concurrent", unknown, p.known.Positions.Near(unknown))
		return
	}
	if len(found) > mostConcurrents {
		p.fault(fieldConcurrent, "staff.too_many_concurrents", map[string]any{"limit": mostConcurrents})
		return
	}
	if main.ID == uuid.Nil {
		return
	}
	seen := map[Place]bool{}
	for _, position := range found {
		place := Place{PositionID: position.ID, UnitID: main.ID}
		if office, ok := p.known.Units.officeOf(commune, position); ok && p.known.Units.scope.Covers(office.Path) {
			place.UnitID = office.ID
		}
		if place == p.row.Main {
			p.fault(fieldConcurrent, "staff.concurrent_same", map[string]any{"value": position.NameVI})
			return
		}
		if !seen[place] {
			seen[place] = true
			p.row.Concurrents = append(p.row.Concurrents, place)
		}
	}
}

// splitPositions reads positions separated by lines, semicolons or commas. Names
// hold commas themselves, so that the longest known name wins. unknown is the
// first stretch that names no position.
func splitPositions(text string, known PositionNames) (found []Position, unknown string) {
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' || r == ';' }) {
		part = strings.TrimLeft(sheet.Clean(part), "-–—+•* ")
		if part == "" || strings.EqualFold(part, "không") {
			continue
		}
		if position, ok := known.Find(part); ok {
			found = append(found, position)
			continue
		}
		more, rest := splitAtCommas(strings.Split(part, ","), known)
		if rest != "" {
			return found, rest
		}
		found = append(found, more...)
	}
	return found, ""
}

const mostCommas = 60

func splitAtCommas(pieces []string, known PositionNames) (found []Position, unknown string) {
	if len(pieces) > mostCommas {
		return nil, strings.Join(pieces[:4], ",")
	}
	var stray []string
	for i := 0; i < len(pieces); {
		position, length := longestPosition(pieces[i:], known)
		switch {
		case length > 0 && len(stray) > 0:
			return found, sheet.Clean(strings.Join(stray, ","))
		case length > 0:
			found = append(found, position)
			i += length
		default:
			stray = append(stray, pieces[i])
			i++
		}
	}
	return found, sheet.Clean(strings.Join(stray, ","))
}

func longestPosition(pieces []string, known PositionNames) (Position, int) {
	for n := len(pieces); n > 0; n-- {
		if position, ok := known.Find(strings.Join(pieces[:n], ",")); ok {
			return position, n
		}
	}
	return Position{}, 0
}
