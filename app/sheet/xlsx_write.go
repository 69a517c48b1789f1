package sheet

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Style is how a written cell looks.
type Style int

// The styles of written cells.
const (
	Plain Style = iota
	Bold
	Head   // a column's title
	Marked // something to correct
	Whole  // a whole number, to calculate with
)

// Out is a cell to write. Everything but a Whole is written as text, so that
// leading zeros stay and nothing turns into a formula.
type Out struct {
	Text  string
	Style Style
}

// Page is a sheet to write: rows of cells from A1, widths in characters by
// column, and areas to merge.
type Page struct {
	Name   string
	Rows   [][]Out
	Widths []float64
	Merges []Area
	Frozen int // rows that stay in sight
}

// maxText is what one cell of a workbook holds.
const maxText = 32_767

// WriteWorkbook makes an .xlsx file of pages, of which there is at least one.
func WriteWorkbook(pages ...Page) ([]byte, error) {
	f := excelize.NewFile()
	defer f.Close()
	styles, err := newStyles(f)
	if err != nil {
		return nil, err
	}
	for i, p := range pages {
		if i == 0 {
			err = f.SetSheetName("Sheet1", p.Name)
		} else {
			_, err = f.NewSheet(p.Name)
		}
		if err != nil {
			return nil, fmt.Errorf("name sheet: %w", err)
		}
		if err := p.write(f, styles); err != nil {
			return nil, fmt.Errorf("sheet %s: %w", p.Name, err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		return nil, fmt.Errorf("write workbook: %w", err)
	}
	return b.Bytes(), nil
}

func (p Page) write(f *excelize.File, styles map[Style]int) error {
	w, err := f.NewStreamWriter(p.Name)
	if err != nil {
		return fmt.Errorf("open sheet: %w", err)
	}
	if p.Frozen > 0 {
		err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: p.Frozen, TopLeftCell: Address(1, p.Frozen+1), ActivePane: "bottomLeft"})
		if err != nil {
			return fmt.Errorf("freeze rows: %w", err)
		}
	}
	for i, width := range p.Widths {
		if err := w.SetColWidth(i+1, i+1, width); err != nil {
			return fmt.Errorf("set width: %w", err)
		}
	}
	for i, row := range p.Rows {
		cells := make([]any, len(row))
		for j, c := range row {
			cells[j] = excelize.Cell{StyleID: styles[c.Style], Value: value(c)}
		}
		if err := w.SetRow(Address(1, i+1), cells); err != nil {
			return fmt.Errorf("write row %d: %w", i+1, err)
		}
	}
	for _, a := range p.Merges {
		if err := w.MergeCell(Address(a.FromColumn, a.FromRow), Address(a.ToColumn, a.ToRow)); err != nil {
			return fmt.Errorf("merge cells: %w", err)
		}
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("write sheet: %w", err)
	}
	return nil
}

func newStyles(f *excelize.File) (map[Style]int, error) {
	const (
		asText   = 49 // the built-in format @
		asNumber = 1  // and the built-in format 0
	)
	wrap := &excelize.Alignment{WrapText: true, Vertical: "top"}
	centre := &excelize.Alignment{WrapText: true, Vertical: "center", Horizontal: "center"}
	border := []excelize.Border{
		{Type: "left", Style: 1, Color: "808080"}, {Type: "right", Style: 1, Color: "808080"},
		{Type: "top", Style: 1, Color: "808080"}, {Type: "bottom", Style: 1, Color: "808080"},
	}
	fill := func(color string) excelize.Fill {
		return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}
	}
	wanted := map[Style]*excelize.Style{
		Plain:  {NumFmt: asText, Alignment: wrap},
		Bold:   {NumFmt: asText, Font: &excelize.Font{Bold: true}},
		Head:   {NumFmt: asText, Font: &excelize.Font{Bold: true}, Alignment: centre, Border: border, Fill: fill("E7EEF7")},
		Whole:  {NumFmt: asNumber, Alignment: &excelize.Alignment{Vertical: "top"}},
		Marked: {NumFmt: asText, Alignment: wrap, Border: border, Fill: fill("FFE08A")},
	}
	ids := make(map[Style]int, len(wanted))
	for style, look := range wanted {
		id, err := f.NewStyle(look)
		if err != nil {
			return nil, fmt.Errorf("make style: %w", err)
		}
		ids[style] = id
	}
	return ids, nil
}

// value is the number of a Whole that is one, else the text.
func value(c Out) any {
	if c.Style == Whole {
		if n, err := strconv.ParseInt(c.Text, 10, 64); err == nil {
			return n
		}
	}
	return cut(c.Text)
}

func cut(s string) string {
	if len(s) <= maxText {
		return s
	}
	return strings.ToValidUTF8(s[:maxText], "")
}
