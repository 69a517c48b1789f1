package competency

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"html"
	"strings"
)

// WriteMoodle writes the competencies in force as Moodle's competency framework
// CSV: a tree of groups, competencies and their levels. Rows that came from such a
// file are written as they were, but for what changed here.
func WriteMoodle(v Edition, contents []Content) ([]byte, error) {
	doc := moodleDocument{}
	if raw, has := v.ForeignFields[FormatMoodle]; has {
		if err := json.Unmarshal(raw, &doc); err != nil {
			return nil, fmt.Errorf("read kept fields: %w", err)
		}
	}
	w := moodleWriter{extra: doc.Extra, written: map[string]string{}, groups: map[string]moodleGroup{}, root: strings.TrimSpace(doc.Framework.text(moodleName))}
	for _, g := range doc.Groups {
		w.groups[g.Path] = g
	}
	w.framework(v, doc.Framework)
	for _, c := range contents {
		if c.Archived {
			continue
		}
		if err := w.competency(c); err != nil {
			return nil, err
		}
	}
	var b bytes.Buffer
	out := csv.NewWriter(&b)
	if err := out.WriteAll(w.rows); err != nil {
		return nil, fmt.Errorf("write csv: %w", err)
	}
	return b.Bytes(), nil
}

type moodleWriter struct {
	extra   []string
	root    string
	groups  map[string]moodleGroup
	written map[string]string // ID numbers of groups by path
	rows    [][]string
}

func (w *moodleWriter) add(row moodleRow) {
	record := make([]string, 0, len(moodleColumns())+len(w.extra))
	for _, column := range append(moodleColumns(), w.extra...) {
		record = append(record, row.text(column))
	}
	w.rows = append(w.rows, record)
}

func (w *moodleWriter) framework(v Edition, kept moodleRow) {
	w.rows = append(w.rows, append(moodleColumns(), w.extra...))
	if kept == nil {
		kept = moodleRow{
			moodleID: "khung-nang-luc", moodleName: fmt.Sprintf("Khung năng lực, phiên bản %d", v.Number), moodleFormat: "1",
			moodleScale:       "Chưa đạt,Đạt",
			moodleScaleConfig: `[{"scaleid":"1"},{"id":2,"scaledefault":1,"proficient":1}]`,
			moodleIsFramework: "1", moodleTaxonomy: "domain,competency,level,level",
		}
	}
	w.add(kept)
}

// group writes the groups on the way to a path that are not there yet and gives
// the ID number of the last.
func (w *moodleWriter) group(path string) string {
	if _, kept := w.groups[path]; path == "" || path == w.root && !kept {
		return ""
	}
	if id, done := w.written[path]; done {
		return id
	}
	known, kept := w.groups[path]
	row, parent := clone(known.Row), known.Parent
	if !kept {
		var name string
		parent, name = above(path)
		row = moodleRow{moodleID: "G-" + shortHash(path), moodleName: html.EscapeString(name), moodleFormat: "1"}
	}
	row[moodleParent] = w.group(parent)
	w.written[path] = row.text(moodleID)
	w.add(row)
	return w.written[path]
}

func (w *moodleWriter) competency(c Content) error {
	var kept moodleItem
	if raw, has := c.ForeignFields[FormatMoodle]; has {
		if err := json.Unmarshal(raw, &kept); err != nil {
			return fmt.Errorf("read kept fields of %s: %w", c.Code, err)
		}
	}
	row := clone(kept.Row)
	if row.text(moodleID) == "" {
		row[moodleID], row[moodleFormat] = c.Code, "1"
	}
	row[moodleParent] = w.group(c.GroupVI)
	if textOf(row.text(moodleName)) != c.NameVI {
		row[moodleName] = html.EscapeString(c.NameVI)
	}
	if vi, _ := bilingual(row.text(moodleDescription)); vi != c.DescriptionVI {
		row[moodleDescription] = paragraphs(c.DescriptionVI)
	}
	w.add(row)
	for i := range MaxLevel {
		w.level(c, i, row.text(moodleID), kept.Levels[string(rune('1'+i))])
	}
	return nil
}

func (w *moodleWriter) level(c Content, i int, parent string, kept moodleRow) {
	text, en := textAt(c.IndicatorsVI, i), textAt(c.IndicatorsEN, i)
	if blank(text) && kept == nil {
		return
	}
	row := clone(kept)
	row[moodleParent] = parent
	if kept == nil {
		row[moodleID], row[moodleName], row[moodleFormat] = fmt.Sprintf("%s#%d", parent, i+1), fmt.Sprintf("Mức %d", i+1), "1"
	}
	wasVI, wasEN := bilingual(row.text(moodleDescription))
	if wasVI == "" && kept != nil {
		wasVI = textOf(row.text(moodleName))
	}
	switch {
	case wasVI == text && wasEN == en:
	case en == "":
		row[moodleDescription] = paragraphs(text)
	default:
		row[moodleDescription] = `<span lang="vi" class="multilang">` + html.EscapeString(text) + `</span><span lang="en" class="multilang">` + html.EscapeString(en) + `</span>`
	}
	w.add(row)
}

func paragraphs(text string) string {
	if text == "" {
		return ""
	}
	return "<p>" + strings.ReplaceAll(html.EscapeString(text), "\n", "</p><p>") + "</p>"
}

func clone(row moodleRow) moodleRow {
	out := moodleRow{}
	for column, cell := range row {
		out[column] = cell
	}
	return out
}
