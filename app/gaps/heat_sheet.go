package gaps

import (
	"strconv"

	"github.com/google/uuid"

	"camtay/app/competency"
	"camtay/app/lang"
	"camtay/app/sheet"
)

// heatSheet is what a workbook of the heat map is made of. Position is the name
// of the position it is narrowed to, or empty; Day is the day, as readers of the
// locale write it.
type heatSheet struct {
	Heat         Heat
	Competencies map[uuid.UUID]competency.Competency
	Position     string
	Critical     bool
	Day          string
	Locale       string
}

const (
	heatLead = 7 // code, unit, people, then required, met and the two in per cent over all
	wide     = 28
	narrow   = 9
)

func (h heatSheet) text(key string, args map[string]any) string {
	return lang.Text(h.Locale, "gaps."+key, args)
}

// page lays the heat map out: what it is, two head rows, a row a commune and
// the sum of all; two columns a competency, who needs it and who shows it.
func (h heatSheet) page() sheet.Page {
	p := sheet.Page{Name: h.text("sheet", nil), Widths: []float64{narrow, wide, narrow, narrow, narrow, narrow, narrow}}
	say := func(text string) { p.Rows = append(p.Rows, []sheet.Out{{Text: text, Style: sheet.Bold}}) }
	say(h.text("sheet_title", nil))
	position, critical := h.text("sheet_all_positions", nil), h.text("sheet_all", nil)
	if h.Position != "" {
		position = h.text("sheet_position", map[string]any{"name": h.Position})
	}
	if h.Critical {
		critical = h.text("sheet_critical", nil)
	}
	say(position + " · " + critical + " · " + h.text("sheet_day", map[string]any{"day": h.Day}))
	p.Rows = append(p.Rows, nil)
	h.heads(&p)
	sum := make([]HeatCell, len(h.Heat.Competencies))
	people := 0
	for _, c := range h.Heat.Communes {
		p.Rows = append(p.Rows, row(c.Code, c.Name, c.People, c.Cells))
		people += c.People
		for i, cell := range c.Cells {
			sum[i].Required += cell.Required
			sum[i].Met += cell.Met
		}
	}
	p.Rows = append(p.Rows, row("", h.text("sheet_sum", nil), people, sum))
	return p
}

func (h heatSheet) heads(p *sheet.Page) {
	required, met, share := h.text("sheet_required", nil), h.text("sheet_met", nil), h.text("sheet_share", nil)
	top := []string{h.text("sheet_code", nil), h.text("sheet_unit", nil), h.text("sheet_people", nil), h.text("sheet_over_all", nil), "", "", ""}
	below := []string{"", "", "", required, met, h.text("sheet_missing", nil), share}
	first := len(p.Rows) + 1
	for column := 1; column <= 3; column++ {
		p.Merges = append(p.Merges, sheet.Area{FromColumn: column, FromRow: first, ToColumn: column, ToRow: first + 1})
	}
	p.Merges = append(p.Merges, sheet.Area{FromColumn: 4, FromRow: first, ToColumn: heatLead, ToRow: first})
	for i, id := range h.Heat.Competencies {
		c := h.Competencies[id]
		name := c.NameVI
		if h.Locale == "en" && c.NameEN != "" {
			name = c.NameEN
		}
		top, below = append(top, c.Code+" "+name, ""), append(below, required, met)
		at := heatLead + 1 + 2*i
		p.Merges = append(p.Merges, sheet.Area{FromColumn: at, FromRow: first, ToColumn: at + 1, ToRow: first})
		p.Widths = append(p.Widths, narrow, narrow)
	}
	for _, texts := range [][]string{top, below} {
		line := make([]sheet.Out, 0, len(texts))
		for _, text := range texts {
			line = append(line, sheet.Out{Text: text, Style: sheet.Head})
		}
		p.Rows = append(p.Rows, line)
	}
}

func row(code, name string, people int, cells []HeatCell) []sheet.Out {
	var all HeatCell
	for _, cell := range cells {
		all.Required += cell.Required
		all.Met += cell.Met
	}
	line := []sheet.Out{{Text: code}, {Text: name}, number(people), number(all.Required), number(all.Met), number(all.Required - all.Met), {}}
	if all.Required > 0 {
		line[heatLead-1] = number(all.Met * 100 / all.Required)
	}
	for _, cell := range cells {
		if cell.Required == 0 { // nobody needs it: empty, not nought
			line = append(line, sheet.Out{}, sheet.Out{})
			continue
		}
		line = append(line, number(cell.Required), number(cell.Met))
	}
	return line
}

func number(n int) sheet.Out {
	return sheet.Out{Text: strconv.Itoa(n), Style: sheet.Whole}
}
