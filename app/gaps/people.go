package gaps

import (
	"strconv"

	"github.com/google/uuid"

	"camtay/app/page"
)

// Person is who a row of a list is about. UnitPath is the ltree path of the unit.
type Person struct {
	StaffID    uuid.UUID
	Code       string
	FullName   string
	FamilyName string
	GivenName  string
	UnitID     uuid.UUID
	UnitName   string
	UnitPath   string
}

// Lacking is one person who does not yet show what their posts require of one
// competency.
type Lacking struct {
	Person

	Level    int16
	Required int16
	Gap      int16
	Critical bool
}

// Ranked is one person of a ranking. Gap is the sum over Gaps, which hold the
// asked competencies that the person's posts require, met or not, in the
// framework's order.
type Ranked struct {
	Person

	Gap  int
	Gaps []RankedGap
}

// RankedGap is one competency of a ranked person.
type RankedGap struct {
	CompetencyID uuid.UUID
	Code         string
	NameVI       string `bun:"name_vi"`
	NameEN       string `bun:"name_en"`
	Level        int16
	Required     int16
	Gap          int16
}

// PeopleFilter narrows a list over people within its scope. The zero UnitID
// means all units; Q is folded search text over name and code; After is the
// cursor of the previous page.
type PeopleFilter struct {
	UnitID uuid.UUID
	Q      string
	After  string
	Limit  int
}

// place is where a person stands in a list: by gap, widest first, then in
// Vietnamese order of given and family name.
func place(gap int, p Person) string {
	return page.Cursor(strconv.Itoa(-gap), p.GivenName, p.FamilyName, p.StaffID.String())
}

// placeValues is the number of values in a place.
const placeValues = 4

// Heat is how far the communes are: one row a commune, one cell a competency in
// the order of Competencies.
type Heat struct {
	Competencies []uuid.UUID
	Communes     []HeatCommune
}

// HeatCommune is a commune or ward. People are those who hold a post today (the
// position asked for, if one was).
type HeatCommune struct {
	ID     uuid.UUID
	Code   string
	Name   string
	Kind   string
	People int
	Cells  []HeatCell
}

// HeatCell counts people whose posts require a competency and those of them who
// show it at the required level.
type HeatCell struct {
	Required int
	Met      int
}
