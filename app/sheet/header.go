package sheet

import (
	"slices"
	"strings"
)

// Header says where a table begins in a grid and which of its columns are
// known. FirstRow to LastRow hold the titles; data follow.
type Header struct {
	FirstRow, LastRow int
	// Columns are the columns of each field, ascending. Several belong to one
	// field when one merged title stands above them.
	Columns map[string][]int
	// Twice are the addresses of titles that name a field found already.
	Twice []string
}

// Has reports whether the table has a column for a field.
func (h Header) Has(field string) bool {
	return len(h.Columns[field]) > 0
}

const (
	headerWithin = 30 // rows from the top
	headerDepth  = 3  // rows of titles
)

// FindHeader looks for the rows of titles among the first thirty rows: those
// where field recognises the most columns. field gets the titles above a column
// from the top down, merged ones resolved and repeats dropped, as typed but
// cleaned; it answers with a field's name, or nothing. It reports false when
// fewer than three columns are recognised.
func FindHeader(g Grid, field func(titles []string) string) (Header, bool) {
	var best Header
	for _, l := range g.Lines {
		if l.Number > headerWithin {
			break
		}
		for depth := range headerDepth {
			h := readHeader(g, l.Number, l.Number+depth, field)
			if len(h.Columns) > len(best.Columns) {
				best = h
			}
		}
	}
	return best, len(best.Columns) >= 3
}

func readHeader(g Grid, first, last int, field func([]string) string) Header {
	h := Header{FirstRow: first, LastRow: last, Columns: map[string][]int{}}
	anchors := map[string]Cell{}
	for column := 1; column <= width(g, first, last); column++ {
		titles, lowest := titlesOf(g, column, first, last)
		name := field(titles)
		if name == "" {
			continue
		}
		known, twice := anchors[name]
		switch {
		case !twice:
			anchors[name] = lowest
		case known.Address() != lowest.Address():
			h.Twice = append(h.Twice, lowest.Address())
			continue
		}
		h.Columns[name] = append(h.Columns[name], column)
	}
	return h
}

// width is the last column with a title, or covered by a merged one.
func width(g Grid, first, last int) int {
	widest := 0
	for row := first; row <= last; row++ {
		if cells := g.Line(row).Cells; len(cells) > 0 {
			right := cells[len(cells)-1]
			widest = max(widest, right.Column)
			if a, merged := g.Merge(right.Column, row); merged {
				widest = max(widest, min(a.ToColumn, right.Column+headerWithin))
			}
		}
	}
	return widest
}

// titlesOf are the titles above a column and the cell of the lowest one. A blank
// cell above a title belongs to the group that its left neighbours head, even
// when nobody merged it.
func titlesOf(g Grid, column, first, last int) ([]string, Cell) {
	var titles []string
	var lowest Cell
	for row := first; row <= last; row++ {
		c := g.Shown(column, row)
		if c.Row < first || c.Row > last {
			c = Cell{} // a title of the page that reaches down into the header
		}
		if c.Type == Empty && row < last && g.Shown(column, row+1).Type != Empty {
			c = groupTitle(g, column, row)
		}
		text := Clean(c.Text)
		if text == "" || c.Type != Text || lowest.Type != Empty && c.Address() == lowest.Address() {
			continue
		}
		titles, lowest = append(titles, text), c
	}
	return titles, lowest
}

func groupTitle(g Grid, column, row int) Cell {
	for left := column - 1; left > 0; left-- {
		c := g.Shown(left, row)
		if c.Type == Empty {
			continue
		}
		below := g.Shown(left, row+1)
		if below.Type == Empty || below.Address() == c.Address() {
			return Cell{}
		}
		return c
	}
	return Cell{}
}

// Joined is the cleaned text of a field's columns in a row, joined by a space.
func (h Header) Joined(l Line, field string) string {
	var texts []string
	for _, column := range h.Columns[field] {
		if s := Clean(l.At(column).Text); s != "" {
			texts = append(texts, s)
		}
	}
	return strings.Join(texts, " ")
}

// Used are all columns that belong to a field, ascending.
func (h Header) Used() []int {
	var all []int
	for _, columns := range h.Columns {
		all = append(all, columns...)
	}
	slices.Sort(all)
	return all
}
