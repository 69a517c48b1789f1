package competency

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"camtay/app/sheet"
)

const colArchived = "archived"

// TableColumns are the columns of the framework's own table: those of the import
// of competencies, the levels in English and what is archived.
func TableColumns() []string {
	columns := CompetencyColumns()
	for level := MinLevel; level <= MaxLevel; level++ {
		columns = append(columns, colLevel+strconv.Itoa(level)+"_en")
	}
	return append(columns, colArchived)
}

// titles are what the columns of the workbook are called.
func titles() map[string]string {
	named := map[string]string{
		colCode: "Mã", colNameVI: "Tên năng lực", colNameEN: "Tên tiếng Anh", colGroup: "Nhóm", colDescription: "Mô tả", colArchived: "Ngừng dùng",
	}
	for level := MinLevel; level <= MaxLevel; level++ {
		n := strconv.Itoa(level)
		named[colLevel+n], named[colLevel+n+"_en"] = "Mức "+n, "Mức "+n+" (tiếng Anh)"
	}
	return named
}

// ParseTable reads the framework's own table from rows. Columns that are not
// there say nothing. Faults as ParseCompetencies.
func ParseTable(format string, rows []sheet.Row, columns []string) Incoming {
	in := Incoming{Format: format}
	parsed, faults := ParseCompetencies(rows)
	in.Faults = faults
	if len(rows) > mostNodes {
		in.Faults = append(in.Faults, sheet.Fault{Key: "competency.too_many", Args: map[string]any{"most": mostNodes}})
	}
	if len(in.Faults) > 0 {
		return in
	}
	fields := map[string]string{colNameVI: FieldNameVI, colNameEN: FieldNameEN, colGroup: FieldGroup, colDescription: FieldDescription, colArchived: FieldArchived}
	for i := range MaxLevel {
		n := strconv.Itoa(i + 1)
		fields[colLevel+n], fields[colLevel+n+"_en"] = levelField(FieldLevelVI, i), levelField(FieldLevelEN, i)
	}
	var says []string
	for _, column := range columns {
		if field, known := fields[column]; known {
			says = append(says, field)
		}
	}
	for i, p := range parsed {
		item := Incomer{Content: contentOfParsed(p, rows[i]), Says: says, Row: p.Row, Column: colCode}
		in.Items = append(in.Items, item)
	}
	return in
}

func contentOfParsed(p Parsed, r sheet.Row) Content {
	c := Content{
		Code: p.Code, NameVI: p.NameVI, NameEN: p.NameEN, GroupVI: p.GroupVI, DescriptionVI: p.DescriptionVI,
		IndicatorsVI: p.Levels[:], IndicatorsEN: five(nil), Archived: truthy(r.Cell(colArchived)),
	}
	for i := range MaxLevel {
		c.IndicatorsEN[i] = r.Cell(colLevel + strconv.Itoa(i+1) + "_en")
	}
	return c
}

// parseCSV reads our own CSV.
func parseCSV(file []byte) Incoming {
	header, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(file, []byte("\xef\xbb\xbf")))).Read()
	if err != nil {
		return Incoming{Format: FormatCSV, Faults: []sheet.Fault{{Row: 1, Key: "competency.table_header"}}}
	}
	for i := range header {
		header[i] = sheet.Clean(header[i])
	}
	rows, faults, err := sheet.ReadCSV(bytes.NewReader(file), wantedColumns()...)
	if err != nil {
		return Incoming{Format: FormatCSV, Faults: []sheet.Fault{{Row: 1, Key: "competency.table_header"}}}
	}
	if len(faults) > 0 {
		return Incoming{Format: FormatCSV, Faults: faults}
	}
	return ParseTable(FormatCSV, rows, header)
}

// wantedColumns are those without which a table is none of ours.
func wantedColumns() []string {
	return slices.DeleteFunc(CompetencyColumns(), func(c string) bool { return c == colNameEN || c == colDescription })
}

// parseXLSX reads the first sheet of a workbook that has our columns.
func parseXLSX(file []byte) Incoming {
	in := Incoming{Format: FormatXLSX}
	grids, err := sheet.ReadWorkbook(file, sheet.DefaultLimits())
	if err != nil {
		in.Faults = []sheet.Fault{{Key: "competency.not_workbook"}}
		return in
	}
	byTitle := map[string]string{}
	for name, title := range titles() {
		byTitle[sheet.Key(title)], byTitle[sheet.Key(name)] = name, name
	}
	for _, g := range grids {
		h, found := sheet.FindHeader(g, func(titles []string) string { return byTitle[sheet.Key(strings.Join(titles, " "))] })
		if !found || slices.ContainsFunc(wantedColumns(), func(c string) bool { return !h.Has(c) }) {
			continue
		}
		var rows []sheet.Row
		for _, l := range g.Below(h.LastRow) {
			cells := map[string]string{}
			for name := range h.Columns {
				cells[name] = h.Joined(l, name)
			}
			if strings.TrimSpace(strings.Join(mapValues(cells), "")) != "" {
				rows = append(rows, sheet.NewRow(l.Number, cells))
			}
		}
		var columns []string
		for name := range h.Columns {
			columns = append(columns, name)
		}
		return ParseTable(FormatXLSX, rows, columns)
	}
	in.Faults = []sheet.Fault{{Row: 1, Key: "competency.table_header"}}
	return in
}

func mapValues(m map[string]string) []string {
	out := make([]string, 0, len(m))
	for _, v := range m {
		out = append(out, v)
	}
	return out
}

func tableRow(c Content) []string {
	row := []string{c.Code, c.NameVI, c.NameEN, c.GroupVI, c.DescriptionVI}
	row = append(row, five(c.IndicatorsVI)...)
	row = append(row, five(c.IndicatorsEN)...)
	if c.Archived {
		return append(row, "1")
	}
	return append(row, "")
}

// WriteCSV writes the framework's own table with a byte order mark, archived
// competencies too.
func WriteCSV(contents []Content) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("\xef\xbb\xbf")
	rows := [][]string{TableColumns()}
	for _, c := range contents {
		rows = append(rows, tableRow(c))
	}
	if err := csv.NewWriter(&b).WriteAll(rows); err != nil {
		return nil, fmt.Errorf("write csv: %w", err)
	}
	return b.Bytes(), nil
}

// WriteXLSX writes the framework's own table as a workbook.
func WriteXLSX(contents []Content) ([]byte, error) {
	named := titles()
	p := sheet.Page{Name: "Khung năng lực"}
	var head []sheet.Out
	for _, column := range TableColumns() {
		head = append(head, sheet.Out{Text: named[column], Style: sheet.Head})
		width := 40.0
		if column == colCode || column == colArchived {
			width = 12
		}
		p.Widths = append(p.Widths, width)
	}
	p.Rows = append(p.Rows, head)
	for _, c := range contents {
		var row []sheet.Out
		for _, text := range tableRow(c) {
			row = append(row, sheet.Out{Text: text})
		}
		p.Rows = append(p.Rows, row)
	}
	return sheet.WriteWorkbook(p)
}
