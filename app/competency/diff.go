package competency

import (
	"strconv"
	"strings"

	"github.com/google/uuid"
)

// Kinds of difference between two versions.
const (
	DiffAdded    = "added"
	DiffArchived = "archived"
	DiffRestored = "restored"
	DiffChanged  = "changed"
)

// Difference is how one competency differs between two versions. Fields are
// empty unless something but its being in force changed.
type Difference struct {
	CompetencyID uuid.UUID
	Kind         string
	Before       Content
	After        Content
	Fields       []FieldDifference
}

// FieldDifference is a changed text as parts that both share or one has alone.
type FieldDifference struct {
	Field string
	Parts []Part
}

// Part is a run of words; Op is "=" for both, "-" for the former and "+" for the
// latter text only.
type Part struct {
	Op   string
	Text string
}

// Diff compares two versions by competency: first those of the latter in its
// order, then those it lacks. What is the same in both is left out.
func Diff(before, after []Content) []Difference {
	old := map[uuid.UUID]Content{}
	for _, c := range before {
		old[c.CompetencyID] = c
	}
	var out []Difference
	seen := map[uuid.UUID]bool{}
	for _, c := range after {
		seen[c.CompetencyID] = true
		was, known := old[c.CompetencyID]
		d := Difference{CompetencyID: c.CompetencyID, Before: was, After: c}
		switch {
		case !known && c.Archived:
			continue
		case !known:
			d.Kind = DiffAdded
		default:
			d.Fields = fieldDifferences(was, c)
			d.Kind = kindOf(was, c, d.Fields)
		}
		if d.Kind != "" {
			out = append(out, d)
		}
	}
	for _, c := range before {
		if !seen[c.CompetencyID] && !c.Archived {
			out = append(out, Difference{CompetencyID: c.CompetencyID, Kind: DiffArchived, Before: c})
		}
	}
	return out
}

func kindOf(was, is Content, fields []FieldDifference) string {
	switch {
	case !was.Archived && is.Archived:
		return DiffArchived
	case was.Archived && !is.Archived:
		return DiffRestored
	case len(fields) > 0:
		return DiffChanged
	}
	return ""
}

// same reports whether two versions say the same of a competency.
func same(a, b Content) bool {
	return a.Archived == b.Archived && len(fieldDifferences(a, b)) == 0
}

func fieldDifferences(a, b Content) []FieldDifference {
	var out []FieldDifference
	compare := func(field, was, is string) {
		if was != is {
			out = append(out, FieldDifference{Field: field, Parts: words(was, is)})
		}
	}
	compare(FieldCode, a.Code, b.Code)
	compare(FieldNameVI, a.NameVI, b.NameVI)
	compare(FieldNameEN, a.NameEN, b.NameEN)
	compare(FieldGroup, a.GroupVI, b.GroupVI)
	compare(FieldDescription, a.DescriptionVI, b.DescriptionVI)
	for i := range MaxLevel {
		compare(levelField(FieldLevelVI, i), textAt(a.IndicatorsVI, i), textAt(b.IndicatorsVI, i))
	}
	for i := range MaxLevel {
		compare(levelField(FieldLevelEN, i), textAt(a.IndicatorsEN, i), textAt(b.IndicatorsEN, i))
	}
	if a.Position != b.Position {
		compare(FieldPosition, strconv.Itoa(a.Position), strconv.Itoa(b.Position))
	}
	return out
}

func textAt(texts []string, i int) string {
	if i >= len(texts) {
		return ""
	}
	return texts[i]
}

// mostWords bounds the table of words compared; longer texts differ as a whole.
const mostWords = 600

// words aligns two texts word by word along their longest common subsequence.
func words(was, is string) []Part {
	a, b := strings.Fields(was), strings.Fields(is)
	if len(a) > mostWords || len(b) > mostWords {
		return parts(nil, "-", was, "+", is)
	}
	length := make([][]int16, len(a)+1)
	for i := range length {
		length[i] = make([]int16, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				length[i][j] = length[i+1][j+1] + 1
			} else {
				length[i][j] = max(length[i+1][j], length[i][j+1])
			}
		}
	}
	var out []Part
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			out = parts(out, "=", a[i])
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && length[i+1][j] >= length[i][j+1]:
			out = parts(out, "-", a[i])
			i++
		default:
			out = parts(out, "+", b[j])
			j++
		}
	}
	return out
}

// parts appends pairs of op and text, joining runs of the same op.
func parts(out []Part, opsAndTexts ...string) []Part {
	for i := 0; i < len(opsAndTexts); i += 2 {
		op, text := opsAndTexts[i], opsAndTexts[i+1] //nolint:gosec // always given in pairs
		switch last := len(out) - 1; {
		case text == "":
		case last >= 0 && out[last].Op == op:
			out[last].Text += " " + text
		default:
			out = append(out, Part{Op: op, Text: text})
		}
	}
	return out
}
