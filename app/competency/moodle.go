package competency

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"html"
	"io"
	"regexp"
	"strings"

	"camtay/app/sheet"
)

// Columns of Moodle's competency framework CSV, in the order in which
// tool_lpimportcsv writes and reads them.
const (
	moodleParent      = "Parent ID number"
	moodleID          = "ID number"
	moodleName        = "Short name"
	moodleDescription = "Description"
	moodleFormat      = "Description format"
	moodleScale       = "Scale values"
	moodleScaleConfig = "Scale configuration"
	moodleRelated     = "Cross-referenced competency ID numbers"
	moodleExportID    = "Exported ID (optional)"
	moodleIsFramework = "Is framework"
	moodleTaxonomy    = "Taxonomy"
)

func moodleColumns() []string {
	return []string{
		moodleParent, moodleID, moodleName, moodleDescription, moodleFormat, moodleScale, moodleScaleConfig,
		"Rule type (optional)", "Rule outcome (optional)", "Rule config (optional)", moodleRelated, moodleExportID, moodleIsFramework, moodleTaxonomy,
	}
}

// moodleDocument is what a Moodle file says beyond its competencies.
type moodleDocument struct {
	Framework moodleRow     `json:"framework,omitempty"`
	Extra     []string      `json:"extra,omitempty"` // columns that Moodle does not have
	Groups    []moodleGroup `json:"groups"`
}

type moodleGroup struct {
	Path   string    `json:"path"`
	Parent string    `json:"parent"`
	Row    moodleRow `json:"row"`
}

// moodleRow is a row of the file by column.
type moodleRow map[string]any

func (r moodleRow) text(column string) string {
	s, _ := r[column].(string)
	return s
}

// moodleItem is what is kept of a competency's rows.
type moodleItem struct {
	Row    moodleRow            `json:"row"`
	Levels map[string]moodleRow `json:"levels,omitempty"` // by "1"…"5"
}

// ParseMoodle reads a competency framework as Moodle exports it: 14 columns by
// name in any order, or by place under titles in another language; comma,
// semicolon or tab. Faults: competency.moodle_header, competency.no_key,
// competency.no_name and those of the tree.
func ParseMoodle(file []byte) Incoming {
	in := Incoming{Format: FormatMoodle}
	rows, extra, faults, notes := moodleRows(file)
	in.Faults, in.Notes = faults, notes
	if len(faults) > 0 {
		return in
	}
	doc := moodleDocument{Extra: extra}
	var nodes []node
	root := ""
	for _, r := range rows {
		if truthy(r.cells.text(moodleIsFramework)) {
			if doc.Framework != nil {
				in.Faults = append(in.Faults, sheet.Fault{Row: r.number, Column: moodleIsFramework, Key: "competency.two_frameworks"})
			}
			doc.Framework, root = r.cells, strings.TrimSpace(r.cells.text(moodleName))
			continue
		}
		n, fault := moodleNode(r)
		if fault != nil {
			in.Faults = append(in.Faults, *fault)
			continue
		}
		nodes = append(nodes, n)
	}
	if doc.Framework == nil {
		in.Notes = append(in.Notes, sheet.Fault{Column: moodleIsFramework, Key: "competency.note_no_framework"})
	}
	if root == "" {
		root = "Chung"
	}
	if len(in.Faults) > 0 {
		return in
	}
	g := grow(nodes, root)
	in.Faults, in.Notes = append(in.Faults, g.faults...), append(in.Notes, g.notes...)
	in.Notes = append(in.Notes, noteMissing(g.leaves)...)
	for _, b := range g.branches {
		doc.Groups = append(doc.Groups, moodleGroup{Path: b.path, Parent: b.parent, Row: b.node.raw})
	}
	for _, l := range g.leaves {
		item := l.incomer()
		kept := moodleItem{Row: l.node.raw, Levels: map[string]moodleRow{}}
		for i, level := range l.levels {
			if level != nil {
				kept.Levels[string(rune('1'+i))] = level.raw
			}
		}
		item.ForeignFields = Foreign{FormatMoodle: encode(kept)}
		in.Items = append(in.Items, item)
	}
	in.Document = encode(doc)
	return in
}

type moodleLine struct {
	number int
	cells  moodleRow
}

// moodleRows reads the file's rows by Moodle's column names.
func moodleRows(file []byte) (rows []moodleLine, extra []string, faults, notes []sheet.Fault) {
	file = keepReturns(bytes.TrimPrefix(file, []byte("\xef\xbb\xbf")))
	reader := csv.NewReader(bytes.NewReader(file))
	reader.FieldsPerRecord = -1
	reader.LazyQuotes = true
	reader.Comma = delimiter(file)
	header, err := reader.Read()
	if err != nil {
		return nil, nil, []sheet.Fault{{Row: 1, Key: "competency.moodle_header"}}, nil
	}
	columns, extra, guessed := moodleHeader(header)
	if columns == nil {
		return nil, nil, []sheet.Fault{{Row: 1, Key: "competency.moodle_header"}}, nil
	}
	if guessed {
		notes = append(notes, sheet.Fault{Row: 1, Key: "competency.note_by_place"})
	}
	for {
		record, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return rows, extra, faults, notes
		}
		var broken *csv.ParseError
		switch {
		case errors.As(err, &broken):
			return rows, extra, append(faults, sheet.Fault{Row: broken.StartLine, Key: "sheet.broken_quotes"}), notes
		case err != nil:
			return rows, extra, append(faults, sheet.Fault{Key: "competency.moodle_header"}), notes
		case len(rows) > mostNodes:
			return nil, extra, append(faults, sheet.Fault{Key: "competency.too_many", Args: map[string]any{"most": mostNodes}}), notes
		}
		line, _ := reader.FieldPos(0)
		cells, filled := moodleRow{}, false
		for i, column := range columns {
			if i < len(record) {
				cells[column] = strings.ReplaceAll(plain(record[i]), keptReturn, "\r")
				filled = filled || strings.TrimSpace(record[i]) != ""
			}
		}
		if filled {
			rows = append(rows, moodleLine{number: line, cells: cells})
		}
	}
}

// keptReturn stands for a carriage return while a file is read: a character that
// no text has.
const keptReturn = "\ufdd0"

// keepReturns keeps the carriage returns that stand before a new line in quotes,
// which reading a CSV would drop.
func keepReturns(file []byte) []byte {
	if !bytes.Contains(file, []byte("\r\n")) {
		return file
	}
	out := make([]byte, 0, len(file))
	quoted := false
	for i, b := range file {
		switch {
		case b == '"':
			quoted = !quoted
		case b == '\r' && quoted && i+1 < len(file) && file[i+1] == '\n':
			out = append(out, keptReturn...)
			continue
		}
		out = append(out, b)
	}
	return out
}

// delimiter is what the first line has most of.
func delimiter(file []byte) rune {
	line, _, _ := bytes.Cut(file, []byte("\n"))
	best, most := ',', bytes.Count(line, []byte(","))
	for _, d := range []rune{';', '\t'} {
		if n := bytes.Count(line, []byte(string(d))); n > most {
			best, most = d, n
		}
	}
	return best
}

// moodleHeader gives each column of a file Moodle's name for it, by its title or,
// when the titles are in another language, by its place. Columns that Moodle does
// not have keep their titles. It gives nil when the file is none of Moodle's.
func moodleHeader(header []string) (columns, extra []string, guessed bool) {
	wanted := map[string]string{}
	for _, name := range moodleColumns() {
		wanted[titleKey(name)] = name
	}
	found := map[string]bool{}
	for _, title := range header {
		name, known := wanted[titleKey(title)]
		if !known || found[name] {
			name = strings.TrimSpace(plain(title))
			extra = append(extra, name)
		}
		found[name] = true
		columns = append(columns, name)
	}
	if found[moodleID] && found[moodleName] && found[moodleParent] {
		return columns, extra, false
	}
	if len(header) < len(moodleColumns()) {
		return nil, nil, false
	}
	columns, extra = moodleColumns(), nil
	for _, title := range header[len(columns):] {
		extra = append(extra, strings.TrimSpace(plain(title)))
	}
	return append(columns, extra...), extra, true
}

// titleKey makes titles of Moodle's versions the same: "Shortname", "Short name".
func titleKey(title string) string {
	title = strings.ToLower(plain(title))
	title = strings.TrimSuffix(strings.TrimSpace(title), "(optional)")
	key := strings.NewReplacer(" ", "", "-", "", "_", "").Replace(title)
	switch key {
	case "relatedidnumbers":
		return titleKey(moodleRelated)
	case "exportid":
		return titleKey(moodleExportID)
	case "taxonomies":
		return titleKey(moodleTaxonomy)
	}
	return key
}

func moodleNode(r moodleLine) (node, *sheet.Fault) {
	n := node{
		key: strings.TrimSpace(r.cells.text(moodleID)), parent: strings.TrimSpace(r.cells.text(moodleParent)),
		name: textOf(r.cells.text(moodleName)), row: r.number, raw: r.cells,
	}
	n.code = n.key
	if n.key == "" {
		return n, &sheet.Fault{Row: r.number, Column: moodleID, Key: "competency.no_key"}
	}
	if n.name == "" {
		return n, &sheet.Fault{Row: r.number, Column: moodleName, Key: "competency.no_name"}
	}
	n.description, n.textEN = bilingual(r.cells.text(moodleDescription))
	n.level = levelByName(n.name)
	if n.level > 0 && n.description == "" {
		n.description = n.name
	}
	return n, nil
}

func truthy(s string) bool {
	s = strings.ToLower(strings.TrimSpace(s))
	return s != "" && s != "0" && s != "false"
}

var (
	tag       = regexp.MustCompile(`(?s)<[^<>]*>`)
	paragraph = regexp.MustCompile(`(?i)</p>|<br\s*/?>|</li>|</div>`)
	spans     = regexp.MustCompile(`(?s)<span lang="(vi|en)" class="multilang">(.*?)</span>`)
)

// textOf is what a reader sees of HTML, one line a paragraph.
func textOf(s string) string {
	s = paragraph.ReplaceAllString(s, "\n")
	s = html.UnescapeString(tag.ReplaceAllString(s, " "))
	var lines []string
	for _, line := range strings.Split(s, "\n") {
		if line = strings.Join(strings.Fields(plain(line)), " "); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

// bilingual is the Vietnamese and the English text of what Moodle's multi-language
// filter reads; a text in one language is the Vietnamese.
func bilingual(s string) (vi, en string) {
	found := spans.FindAllStringSubmatch(s, -1)
	if found == nil {
		return textOf(s), ""
	}
	for _, m := range found {
		if m[1] == "vi" {
			vi = textOf(m[2])
		} else {
			en = textOf(m[2])
		}
	}
	return vi, en
}

func encode(v any) json.RawMessage {
	b, err := json.Marshal(v)
	if err != nil {
		return json.RawMessage("{}")
	}
	return b
}
