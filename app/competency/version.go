package competency

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
)

// States of a version of the framework. At most one is a draft and one is
// published; content changes in a draft only.
const (
	StateDraft     = "draft"
	StatePublished = "published"
	StateOutdated  = "outdated"
)

// Edition is the framework as a whole at one time. CreatedBy and PublishedBy are
// accounts, zero when the program did it.
type Edition struct {
	bun.BaseModel `bun:"table:framework_versions"`

	ID            uuid.UUID `bun:",pk"`
	Number        int
	State         string
	Note          string
	ForeignFields Foreign   `bun:"type:jsonb"`
	CreatedBy     uuid.UUID `bun:",nullzero"`
	CreatedAt     time.Time
	PublishedBy   uuid.UUID `bun:",nullzero"`
	PublishedAt   *time.Time
	OutdatedAt    *time.Time
	UpdatedAt     time.Time
}

// Foreign is what an imported file says that has no field here, by format. It is
// written back on export.
type Foreign map[string]json.RawMessage

// Content is a competency as one version has it: names, group, description and
// the texts of levels 1…5. CompetencyID is the same in all versions.
type Content struct {
	bun.BaseModel `bun:"table:competency_versions"`

	VersionID     uuid.UUID `bun:",pk"`
	CompetencyID  uuid.UUID `bun:",pk"`
	Code          string
	NameVI        string `bun:"name_vi"`
	NameEN        string `bun:"name_en"`
	GroupVI       string `bun:"group_vi"`
	DescriptionVI string `bun:"description_vi"`
	Position      int
	Archived      bool
	IndicatorsVI  []string `bun:"indicators_vi,array"`
	IndicatorsEN  []string `bun:"indicators_en,array"`
	ForeignFields Foreign  `bun:"type:jsonb"`
}

// Mapping says that a competency which a version archives goes on, in whole or
// in part, as another one. When Carries, its evidence counts there too, at most
// for MostLevel.
type Mapping struct {
	bun.BaseModel `bun:"table:competency_maps"`

	VersionID uuid.UUID `bun:",pk"`
	FromID    uuid.UUID `bun:",pk"`
	ToID      uuid.UUID `bun:",pk"`
	Carries   bool
	MostLevel int16
}

// Field names of a competency in faults and differences.
const (
	FieldCode        = "code"
	FieldNameVI      = "name_vi"
	FieldNameEN      = "name_en"
	FieldGroup       = "group_vi"
	FieldDescription = "description_vi"
	FieldPosition    = "position"
	FieldArchived    = "archived"
	FieldMap         = "map"
	FieldLevelVI     = "level_vi_" // and the level
	FieldLevelEN     = "level_en_"
)

// Fault is what keeps a draft from being published, at one field of one
// competency. Key is a key of app/lang.
type Fault struct {
	CompetencyID uuid.UUID
	Code         string
	Field        string
	Key          string
	Args         map[string]any
}

// CheckDraft finds what keeps a draft from being published. before is what is in
// force: nothing of it may be missing. Faults: competency.bad_code,
// competency.code_taken, competency.no_name, competency.no_group,
// competency.no_indicator, competency.map_from, competency.map_to,
// competency.vanished, competency.nothing_in_force.
func CheckDraft(draft []Content, maps []Mapping, before []Content) []Fault {
	var faults []Fault
	codes := map[string]bool{}
	byID := map[uuid.UUID]Content{}
	inForce := 0
	for _, c := range draft {
		add := func(field, key string, args map[string]any) {
			faults = append(faults, Fault{CompetencyID: c.CompetencyID, Code: c.Code, Field: field, Key: key, Args: args})
		}
		switch {
		case !validCode(c.Code):
			add(FieldCode, "competency.bad_code", map[string]any{"code": c.Code})
		case codes[c.Code]:
			add(FieldCode, "competency.code_taken", map[string]any{"code": c.Code})
		}
		codes[c.Code] = true
		byID[c.CompetencyID] = c
		if c.Archived {
			continue
		}
		inForce++
		if blank(c.NameVI) {
			add(FieldNameVI, "competency.no_name", nil)
		}
		if blank(c.GroupVI) {
			add(FieldGroup, "competency.no_group", nil)
		}
		for i, text := range c.IndicatorsVI {
			if blank(text) {
				add(levelField(FieldLevelVI, i), "competency.no_indicator", map[string]any{"level": i + 1})
			}
		}
	}
	if inForce == 0 {
		faults = append(faults, Fault{Key: "competency.nothing_in_force"})
	}
	faults = append(faults, checkMaps(byID, maps)...)
	for _, c := range before {
		if _, kept := byID[c.CompetencyID]; !kept {
			faults = append(faults, Fault{CompetencyID: c.CompetencyID, Code: c.Code, Field: FieldArchived, Key: "competency.vanished", Args: map[string]any{"code": c.Code}})
		}
	}
	return faults
}

// checkMaps demands that a mapping leads from an archived competency to one in
// force, so that there are no chains.
func checkMaps(byID map[uuid.UUID]Content, maps []Mapping) []Fault {
	var faults []Fault
	for _, m := range maps {
		from, to := byID[m.FromID], byID[m.ToID]
		args := map[string]any{"from": from.Code, "to": to.Code}
		if !from.Archived {
			faults = append(faults, Fault{CompetencyID: m.FromID, Code: from.Code, Field: FieldMap, Key: "competency.map_from", Args: args})
		}
		if to.Code == "" || to.Archived {
			faults = append(faults, Fault{CompetencyID: m.FromID, Code: from.Code, Field: FieldMap, Key: "competency.map_to", Args: args})
		}
	}
	return faults
}

func blank(s string) bool {
	return strings.TrimSpace(s) == ""
}

func levelField(prefix string, i int) string {
	return prefix + string(rune('1'+i))
}

// inOrder sorts contents into the framework's order.
func inOrder(contents []Content) {
	slices.SortStableFunc(contents, func(a, b Content) int {
		if a.Position != b.Position {
			return a.Position - b.Position
		}
		return strings.Compare(a.Code, b.Code)
	})
}
