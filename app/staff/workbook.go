package staff

import (
	"strings"

	"camtay/app/lang"
	"camtay/app/sheet"
)

const (
	cellWidth  = 18
	faultWidth = 70
)

// faultsPage lays out the header of a list, its faulty rows with the cells to
// correct marked, and a last column with what to correct. It can be corrected
// and uploaded as it is: the last column is no field.
func faultsPage(g sheet.Grid, h sheet.Header, rows []ImportRow, locale string) sheet.Page {
	used := h.Used()
	width := used[len(used)-1]
	p := sheet.Page{Name: lang.Text(locale, "staff.faults_sheet", nil)}
	for range width {
		p.Widths = append(p.Widths, cellWidth)
	}
	p.Widths = append(p.Widths, faultWidth)
	for row := h.FirstRow; row <= h.LastRow; row++ {
		line := outLine(g.Line(row), width)
		for i := range line {
			line[i].Style = sheet.Head
		}
		title := ""
		if row == h.FirstRow {
			title = lang.Text(locale, "staff.faults_column", nil)
		}
		p.Rows = append(p.Rows, append(line, sheet.Out{Text: title, Style: sheet.Head}))
	}
	for _, a := range g.Merges {
		if a.FromRow >= h.FirstRow && a.ToRow <= h.LastRow && a.ToColumn <= width {
			a.FromRow, a.ToRow = a.FromRow-h.FirstRow+1, a.ToRow-h.FirstRow+1
			p.Merges = append(p.Merges, a)
		}
	}
	if h.LastRow > h.FirstRow {
		p.Merges = append(p.Merges, sheet.Area{FromColumn: width + 1, FromRow: 1, ToColumn: width + 1, ToRow: h.LastRow - h.FirstRow + 1})
	}
	lines := map[int]sheet.Line{}
	for _, l := range g.Below(h.LastRow) {
		lines[l.Number] = l
	}
	for _, r := range rows {
		p.Rows = append(p.Rows, faultLine(lines[r.Row], r, width, locale))
	}
	return p
}

func faultLine(l sheet.Line, r ImportRow, width int, locale string) []sheet.Out {
	line := outLine(l, width)
	var sentences []string
	for _, f := range r.Faults {
		sentences = append(sentences, f.Cell+": "+lang.Text(locale, f.Key, f.Args))
		if column, _, ok := sheet.ParseAddress(f.Cell); ok && column <= width {
			line[column-1].Style = sheet.Marked
		}
	}
	return append(line, sheet.Out{Text: strings.Join(sentences, "\n"), Style: sheet.Plain})
}

func outLine(l sheet.Line, width int) []sheet.Out {
	line := make([]sheet.Out, width)
	for _, c := range l.Cells {
		if c.Column <= width {
			line[c.Column-1].Text = shownText(c)
		}
	}
	return line
}

// shownText is a cell as the list showed it.
func shownText(c sheet.Cell) string {
	if c.Type != sheet.Date {
		return c.Text
	}
	if d, w := parseDay(c); !w.is() {
		return written(d)
	}
	return c.Text
}
