package competency

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"camtay/app/sheet"
)

// Formats in which a framework is read and written.
const (
	FormatCSV    = "csv"
	FormatXLSX   = "xlsx"
	FormatMoodle = "moodle"
	FormatCASE   = "case"
)

// Limits of imported files: nodes of a tree, steps from its top, nesting of JSON.
const (
	mostNodes   = 20_000
	mostDepth   = 30
	mostNesting = 64
)

// Incoming is a framework as a file has it. Faults keep it from being imported;
// Notes tell what is kept but not shown, or read in another way than written.
type Incoming struct {
	Format   string
	Items    []Incomer
	Document json.RawMessage // what the file says beyond its competencies
	Faults   []sheet.Fault
	Notes    []sheet.Fault
}

// Incomer is one competency of a file. Key is the file's own identifier, Says
// the fields that the file has a word on; others stay as they are.
type Incomer struct {
	Content

	Key    string
	Says   []string
	Row    int
	Column string
}

// Line is what importing does to one competency.
type Line struct {
	Kind   string // "new", "changed" or "unchanged"
	Code   string
	NameVI string
	Row    int
	Column string
	Fields []string
}

// Reconcile matches what a file says with a draft, by identifier and then by
// code, and gives the contents to write and a line for each. Competencies that the
// file does not name stay.
func Reconcile(contents []Content, in Incoming) ([]Content, []Line, error) {
	known := index(contents, in.Format)
	next := nextPosition(contents)
	taken := map[string]bool{}
	for _, c := range contents {
		taken[c.Code] = true
	}
	var write []Content
	lines := make([]Line, 0, len(in.Items))
	for _, item := range in.Items {
		line := Line{NameVI: item.NameVI, Row: item.Row, Column: item.Column}
		old, exists := known.find(item)
		c := old
		if !exists {
			id, err := uuid.NewV7()
			if err != nil {
				return nil, nil, err
			}
			c = Content{CompetencyID: id, Position: next, Code: freeCode(item.Code, taken), IndicatorsVI: five(nil), IndicatorsEN: five(nil)}
			next++
			taken[c.Code] = true
		}
		c = item.onto(c, in.Format)
		line.Code = c.Code
		line.Fields = changedFields(old, c, in.Format)
		switch {
		case !exists:
			line.Kind = "new"
		case len(line.Fields) > 0:
			line.Kind = "changed"
		default:
			line.Kind = "unchanged"
		}
		lines = append(lines, line)
		if line.Kind != "unchanged" {
			write = append(write, c)
		}
	}
	return write, lines, nil
}

func changedFields(old, c Content, format string) []string {
	var fields []string
	for _, f := range fieldDifferences(old, c) {
		fields = append(fields, f.Field)
	}
	if old.Archived != c.Archived {
		fields = append(fields, FieldArchived)
	}
	if !sameJSON(old.ForeignFields[format], c.ForeignFields[format]) {
		fields = append(fields, "foreign")
	}
	return fields
}

// onto writes the fields that the file says over a content.
func (i Incomer) onto(c Content, format string) Content {
	says := func(field string) bool { return slices.Contains(i.Says, field) }
	set := func(field string, to *string, text string) {
		if says(field) {
			*to = text
		}
	}
	set(FieldNameVI, &c.NameVI, i.NameVI)
	set(FieldNameEN, &c.NameEN, i.NameEN)
	set(FieldGroup, &c.GroupVI, i.GroupVI)
	set(FieldDescription, &c.DescriptionVI, i.DescriptionVI)
	if says(FieldArchived) {
		c.Archived = i.Archived
	}
	c.IndicatorsVI, c.IndicatorsEN = slices.Clone(five(c.IndicatorsVI)), slices.Clone(five(c.IndicatorsEN))
	for n := range MaxLevel {
		set(levelField(FieldLevelVI, n), &c.IndicatorsVI[n], textAt(i.IndicatorsVI, n))
		set(levelField(FieldLevelEN, n), &c.IndicatorsEN[n], textAt(i.IndicatorsEN, n))
	}
	fields := Foreign{}
	for name, raw := range c.ForeignFields {
		fields[name] = raw
	}
	if raw, has := i.ForeignFields[format]; has {
		fields[format] = raw
	}
	c.ForeignFields = fields
	return c
}

// contentsIndex finds contents by what a file calls them.
type contentsIndex struct {
	byKey, byCode map[string]Content
	keyed         map[string]bool // codes of those that files of the format call otherwise
}

func index(contents []Content, format string) contentsIndex {
	x := contentsIndex{byKey: map[string]Content{}, byCode: map[string]Content{}, keyed: map[string]bool{}}
	for _, c := range contents {
		x.byCode[c.Code] = c
		x.byKey[c.CompetencyID.String()] = c
	}
	for _, c := range contents {
		if key := foreignKey(c, format); key != "" {
			x.byKey[key] = c
			x.keyed[c.Code] = true
		}
	}
	return x
}

func (x contentsIndex) find(i Incomer) (Content, bool) {
	if c, found := x.byKey[i.Key]; found && i.Key != "" {
		return c, true
	}
	c, found := x.byCode[i.Code]
	return c, found && (i.Key == "" || i.Key == i.Code || !x.keyed[i.Code])
}

// foreignKey is what files of a format call a competency, empty when none did.
func foreignKey(c Content, format string) string {
	switch format {
	case FormatMoodle:
		var kept moodleItem
		if json.Unmarshal(c.ForeignFields[format], &kept) == nil {
			return strings.TrimSpace(kept.Row.text(moodleID))
		}
	case FormatCASE:
		var kept caseItem
		if json.Unmarshal(c.ForeignFields[format], &kept) == nil {
			return kept.Item.text("identifier")
		}
	}
	return ""
}

// freeCode makes a valid code that is not taken from a foreign one.
func freeCode(wanted string, taken map[string]bool) string {
	code := strings.Trim(strings.Map(func(r rune) rune {
		if r == '-' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return '-'
	}, wanted), "-")
	if len(code) > 32 {
		code = code[:23] + "-" + shortHash(wanted)
	}
	if code == "" {
		code = "N-" + shortHash(wanted)
	}
	base := code[:min(len(code), 27)]
	for n := 2; taken[code]; n++ {
		code = base + "-" + strconv.Itoa(n)
	}
	return code
}

func shortHash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:4])
}

// sameJSON compares two JSON texts by what they say.
func sameJSON(a, b json.RawMessage) bool {
	return string(canonical(a)) == string(canonical(b))
}

// canonical is a JSON text with sorted keys and no spaces; what is no JSON stays.
func canonical(raw json.RawMessage) json.RawMessage {
	v, err := decode(raw)
	if err != nil {
		return raw
	}
	b, err := json.Marshal(v)
	if err != nil {
		return raw
	}
	return b
}
