package staff

import (
	"camtay/app/sheet"
)

// Parsed is a row of a staff list with its faults.
type Parsed struct {
	Row

	Faults []Fault
}

// ParseList reads the rows below a header up to the totals or signatures. Rows
// that only head a group or number the columns are skipped. A code that stands
// in two rows is a fault of both, since nobody can say which is right.
func ParseList(g sheet.Grid, h sheet.Header, known Known) []Parsed {
	var all []Parsed
	byCode := map[string][]int{}
	for _, l := range listLines(g, h) {
		row, faults := ParseRow(l, h, known)
		if row.Person.Code != "" {
			byCode[row.Person.Code] = append(byCode[row.Person.Code], len(all))
		}
		all = append(all, Parsed{Row: row, Faults: faults})
	}
	for code, twice := range byCode {
		if len(twice) < 2 {
			continue
		}
		for n, i := range twice {
			other := all[twice[0]]
			if n == 0 {
				other = all[twice[1]]
			}
			all[i].Faults = append(all[i].Faults, Fault{
				Cell: all[i].Cells[fieldCode], Key: "staff.duplicate_code",
				Args: map[string]any{"code": code, "row": other.Number},
			})
		}
	}
	return all
}

// listLines are the rows of people below a header.
func listLines(g sheet.Grid, h sheet.Header) []sheet.Line {
	var lines []sheet.Line
	for _, l := range g.Below(h.LastRow) {
		if len(l.Cells) == 0 || empty(l, h) {
			continue
		}
		if endsList(l, h) {
			break
		}
		if !divides(l, h) {
			lines = append(lines, l)
		}
	}
	return lines
}

// empty reports a row without content in the table's columns; a row number
// alone is no content.
func empty(l sheet.Line, h sheet.Header) bool {
	for field, columns := range h.Columns {
		if field == fieldNumber {
			continue
		}
		for _, column := range columns {
			if c := l.At(column); c.Type != sheet.Empty || c.Formula {
				return false
			}
		}
	}
	for _, c := range l.Cells {
		if c.Type == sheet.Text {
			return false // a remark or a signature beside the table
		}
	}
	return true
}
