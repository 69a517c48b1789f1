package competency

import (
	"strconv"
	"strings"

	"github.com/google/uuid"

	"camtay/app/sheet"
)

// Columns of the imported tables.
const (
	colCode        = "code"
	colNameVI      = "name_vi"
	colNameEN      = "name_en"
	colGroup       = "group"
	colDescription = "description_vi"
	colLevel       = "level" // level1…level5
	colPosition    = "position_code"
	colCompetency  = "competency_code"
	colRequired    = "required_level"
)

// CompetencyColumns are the columns of the table of competencies.
func CompetencyColumns() []string {
	columns := []string{colCode, colNameVI, colNameEN, colGroup, colDescription}
	for level := MinLevel; level <= MaxLevel; level++ {
		columns = append(columns, colLevel+strconv.Itoa(level))
	}
	return columns
}

// RequirementColumns are the columns of the table of requirements.
func RequirementColumns() []string {
	return []string{colPosition, colCompetency, colRequired}
}

// Parsed is a competency read from a table, with the text of its five levels.
type Parsed struct {
	Competency

	Levels   [MaxLevel]string
	LevelsEN [MaxLevel]string
	Row      int
}

// ParseCompetencies reads a table of competencies. Faults: competency.bad_code,
// competency.duplicate_code, competency.no_name, competency.no_group,
// competency.no_indicator.
func ParseCompetencies(rows []sheet.Row) ([]Parsed, []sheet.Fault) {
	var parsed []Parsed
	var faults []sheet.Fault
	seen := map[string]int{}
	for _, r := range rows {
		p := Parsed{Row: r.Number, Competency: Competency{
			Code: r.Cell(colCode), NameVI: r.Cell(colNameVI), NameEN: r.Cell(colNameEN),
			GroupVI: r.Cell(colGroup), DescriptionVI: r.Cell(colDescription),
		}}
		first, twice := seen[p.Code]
		switch {
		case !validCode(p.Code):
			faults = append(faults, r.Fault(colCode, "competency.bad_code", map[string]any{"code": p.Code}))
		case twice:
			faults = append(faults, r.Fault(colCode, "competency.duplicate_code", map[string]any{"code": p.Code, "row": first}))
		default:
			seen[p.Code] = r.Number
		}
		if p.NameVI == "" {
			faults = append(faults, r.Fault(colNameVI, "competency.no_name", nil))
		}
		if p.GroupVI == "" {
			faults = append(faults, r.Fault(colGroup, "competency.no_group", nil))
		}
		for i := range p.Levels {
			column := colLevel + strconv.Itoa(i+1)
			if p.Levels[i] = r.Cell(column); p.Levels[i] == "" {
				faults = append(faults, r.Fault(column, "competency.no_indicator", map[string]any{"level": i + 1}))
			}
		}
		parsed = append(parsed, p)
	}
	return parsed, faults
}

// ParsedRequirement is a requirement read from a table.
type ParsedRequirement struct {
	PositionID   uuid.UUID
	CompetencyID uuid.UUID
	Level        int16
	Row          int
}

// ParseRequirements reads a table of requirements against the positions and
// competencies known by code. Faults: competency.unknown_position,
// competency.unknown_competency, competency.bad_level,
// competency.duplicate_requirement.
func ParseRequirements(rows []sheet.Row, positions, competencies map[string]uuid.UUID) ([]ParsedRequirement, []sheet.Fault) {
	var parsed []ParsedRequirement
	var faults []sheet.Fault
	seen := map[[2]uuid.UUID]int{}
	for _, r := range rows {
		position, positionKnown := positions[r.Cell(colPosition)]
		if !positionKnown {
			faults = append(faults, r.Fault(colPosition, "competency.unknown_position", map[string]any{"code": r.Cell(colPosition)}))
		}
		competency, competencyKnown := competencies[r.Cell(colCompetency)]
		if !competencyKnown {
			faults = append(faults, r.Fault(colCompetency, "competency.unknown_competency", map[string]any{"code": r.Cell(colCompetency)}))
		}
		level, err := strconv.ParseInt(r.Cell(colRequired), 10, 16)
		if err != nil || level < MinLevel || level > MaxLevel {
			faults = append(faults, r.Fault(colRequired, "competency.bad_level", map[string]any{"value": r.Cell(colRequired)}))
		}
		if !positionKnown || !competencyKnown {
			continue
		}
		key := [2]uuid.UUID{position, competency}
		if first, twice := seen[key]; twice {
			faults = append(faults, r.Fault(colCompetency, "competency.duplicate_requirement", map[string]any{"row": first}))
			continue
		}
		seen[key] = r.Number
		parsed = append(parsed, ParsedRequirement{PositionID: position, CompetencyID: competency, Level: int16(level), Row: r.Number})
	}
	return parsed, faults
}

func validCode(code string) bool {
	return code != "" && len(code) <= 32 && strings.IndexFunc(code, func(c rune) bool {
		return c != '-' && (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z')
	}) < 0
}
