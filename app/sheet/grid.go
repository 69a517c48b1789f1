package sheet

import (
	"errors"
	"slices"
	"strconv"
	"strings"
)

// The reasons why a file cannot be read as a workbook at all.
var (
	// ErrWorkbook reports a file that is no .xlsx workbook, or a damaged one.
	ErrWorkbook = errors.New("not an xlsx workbook")
	// ErrLegacy reports an .xls file or a workbook locked with a password; both
	// are OLE containers.
	ErrLegacy = errors.New("an old or locked workbook")
	// ErrTooLarge reports a workbook beyond the Limits.
	ErrTooLarge = errors.New("workbook too large")
)

// Limits bound what reading an upload may cost. Unpacked is in bytes over all
// parts that are read; Rows counts rows with content.
type Limits struct {
	Unpacked int64
	Rows     int
	Columns  int
}

// DefaultLimits fit a staff list of 20,000 rows with its titles.
func DefaultLimits() Limits {
	return Limits{Unpacked: 64 << 20, Rows: 20_100, Columns: 100}
}

// Type is what a cell holds.
type Type int

// The types of cell.
const (
	Empty  Type = iota
	Text        // Text as typed, not cleaned
	Number      // Text is the shortest decimal form
	Date        // a number shown as a date; Text is 2006-01-02, the time of day dropped
	Bool        // Text is "true" or "false"
	Error       // Text is #N/A, #REF! and so on
)

// Cell is one cell of a workbook. Column and Row count from 1. A cell with a
// Formula holds the value it had when the file was saved.
type Cell struct {
	Column, Row int
	Type        Type
	Text        string
	Formula     bool
}

// Address is the cell's name, such as D7.
func (c Cell) Address() string {
	return Address(c.Column, c.Row)
}

// Line is one row of a grid; its cells are those with content, by column.
type Line struct {
	Number int
	Cells  []Cell
}

// At is the cell in a column; an Empty one when it has no content.
func (l Line) At(column int) Cell {
	i, found := slices.BinarySearchFunc(l.Cells, column, func(c Cell, column int) int { return c.Column - column })
	if !found {
		return Cell{Column: column, Row: l.Number}
	}
	return l.Cells[i]
}

// Area is a rectangle of cells, both corners included.
type Area struct {
	FromColumn, FromRow, ToColumn, ToRow int
}

// Has reports whether a cell lies in the area.
func (a Area) Has(column, row int) bool {
	return column >= a.FromColumn && column <= a.ToColumn && row >= a.FromRow && row <= a.ToRow
}

// Grid is one sheet of a workbook: its rows with content, ascending. Merged
// areas keep their content in the first cell.
type Grid struct {
	Name   string
	Hidden bool
	Lines  []Line
	Merges []Area
}

// Line is the row of a number; without cells when it has no content.
func (g Grid) Line(number int) Line {
	i, found := slices.BinarySearchFunc(g.Lines, number, func(l Line, number int) int { return l.Number - number })
	if !found {
		return Line{Number: number}
	}
	return g.Lines[i]
}

// Merge is the merged area that covers a cell.
func (g Grid) Merge(column, row int) (Area, bool) {
	i := slices.IndexFunc(g.Merges, func(a Area) bool { return a.Has(column, row) })
	if i < 0 {
		return Area{}, false
	}
	return g.Merges[i], true
}

// Shown is the cell as a reader sees it: within a merged area, its first cell.
func (g Grid) Shown(column, row int) Cell {
	if a, merged := g.Merge(column, row); merged {
		column, row = a.FromColumn, a.FromRow
	}
	return g.Line(row).At(column)
}

// Below are the lines after a row. Content merged over several rows of one
// column is repeated in each line, as a reader understands it.
func (g Grid) Below(row int) []Line {
	var spans []Area
	for _, a := range g.Merges {
		if a.FromRow > row && a.ToRow > a.FromRow {
			spans = append(spans, a)
		}
	}
	slices.SortStableFunc(spans, func(a, b Area) int { return a.FromRow - b.FromRow })
	start, _ := slices.BinarySearchFunc(g.Lines, row+1, func(l Line, number int) int { return l.Number - number })
	lines := slices.Clone(g.Lines[start:])
	var open []Area
	for i, l := range lines {
		for len(spans) > 0 && spans[0].FromRow < l.Number {
			open, spans = append(open, spans[0]), spans[1:]
		}
		open = slices.DeleteFunc(open, func(a Area) bool { return a.ToRow < l.Number })
		for _, a := range open {
			c := g.Line(a.FromRow).At(a.FromColumn)
			if c.Type != Empty && l.At(a.FromColumn).Type == Empty {
				c.Row = l.Number
				l.Cells = append(slices.Clone(l.Cells), c)
				slices.SortFunc(l.Cells, func(a, b Cell) int { return a.Column - b.Column })
			}
		}
		lines[i] = l
	}
	return lines
}

const (
	lastColumn = 16_384
	lastRow    = 1_048_576
)

// Address names a cell: column 4, row 7 is D7.
func Address(column, row int) string {
	return ColumnName(column) + strconv.Itoa(row)
}

// ColumnName is the letters of a column: 28 is AB.
func ColumnName(column int) string {
	var b []byte
	for ; column > 0; column = (column - 1) / 26 {
		b = append(b, byte('A'+(column-1)%26))
	}
	slices.Reverse(b)
	return string(b)
}

// ParseAddress reads D7; it reports false for text that names no cell of a sheet.
func ParseAddress(s string) (column, row int, ok bool) {
	i := 0
	for ; i < len(s) && i < 4 && s[i] >= 'A' && s[i] <= 'Z'; i++ {
		column = column*26 + int(s[i]-'A') + 1
	}
	digits := s[i:]
	if i == 0 || len(digits) > 7 || strings.IndexFunc(digits, func(r rune) bool { return r < '0' || r > '9' }) >= 0 {
		return 0, 0, false
	}
	row, err := strconv.Atoi(digits)
	if err != nil || row < 1 || row > lastRow || column > lastColumn {
		return 0, 0, false
	}
	return column, row, true
}

func parseArea(s string) (Area, bool) {
	from, to, found := strings.Cut(s, ":")
	if !found {
		to = from
	}
	var a Area
	var ok, ok2 bool
	a.FromColumn, a.FromRow, ok = ParseAddress(from)
	a.ToColumn, a.ToRow, ok2 = ParseAddress(to)
	return a, ok && ok2 && a.FromColumn <= a.ToColumn && a.FromRow <= a.ToRow
}
