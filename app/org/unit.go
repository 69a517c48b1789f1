package org

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/clock"
	"camtay/app/sheet"
)

// Unit is a node of the tree. Path is its ltree path of codes from the
// province, kept by the database.
type Unit struct {
	bun.BaseModel `bun:"table:units"`

	ID        uuid.UUID `bun:",pk"`
	Code      string
	Name      string
	NameEN    string `bun:"name_en"`
	Kind      string
	ParentID  uuid.UUID `bun:",nullzero"`
	Path      string    `bun:",nullzero,skipupdate"` // set by the database
	AreaKM2   float64   `bun:"area_km2,nullzero"`
	Former    string
	ClosedOn  clock.Day
	CreatedAt time.Time
	UpdatedAt time.Time
}

// Kinds of unit that the product itself asks for.
const (
	KindProvince = "TINH"
	KindCommune  = "XA"
	KindWard     = "PHUONG"
	KindOneStop  = "TT_PVHCC_XA"
)

// IsCommune reports a commune or ward, the lower of the two tiers.
func (u Unit) IsCommune() bool {
	return u.Kind == KindCommune || u.Kind == KindWard
}

// Columns of the table of units that an administrator imports.
const (
	colCode   = "code"
	colName   = "name"
	colKind   = "type"
	colParent = "parent"
)

// ParseUnits turns rows into units with parents resolved among the rows and the
// units known already, in an order in which parents come first. Faults:
// org.bad_code, org.no_name, org.no_kind, org.duplicate_code,
// org.unknown_parent, org.cycle.
func ParseUnits(rows []sheet.Row, known map[string]Unit) ([]ParsedUnit, []sheet.Fault) {
	var faults []sheet.Fault
	byCode := map[string]sheet.Row{}
	for _, r := range rows {
		code := r.Cell(colCode)
		if !validCode(code) {
			faults = append(faults, r.Fault(colCode, "org.bad_code", map[string]any{"code": code}))
			continue
		}
		if first, twice := byCode[code]; twice {
			faults = append(faults, r.Fault(colCode, "org.duplicate_code", map[string]any{"code": code, "row": first.Number}))
			continue
		}
		if r.Cell(colName) == "" {
			faults = append(faults, r.Fault(colName, "org.no_name", nil))
		}
		if r.Cell(colKind) == "" {
			faults = append(faults, r.Fault(colKind, "org.no_kind", nil))
		}
		byCode[code] = r
	}
	p := unitParser{byCode: byCode, known: known, state: map[string]int{}}
	for _, r := range rows {
		p.visit(r.Cell(colCode))
	}
	return p.ordered, append(faults, p.faults...)
}

// ParsedUnit is a unit read from a table whose parent is still a code.
type ParsedUnit struct {
	Unit

	ParentCode string
	Row        int
}

type unitParser struct {
	byCode  map[string]sheet.Row
	known   map[string]Unit
	state   map[string]int // 1 being visited, 2 done
	ordered []ParsedUnit
	faults  []sheet.Fault
}

func (p *unitParser) visit(code string) {
	r, inTable := p.byCode[code]
	if !inTable || p.state[code] == 2 {
		return
	}
	if p.state[code] == 1 {
		p.faults = append(p.faults, r.Fault(colParent, "org.cycle", map[string]any{"code": code}))
		return
	}
	p.state[code] = 1
	parent := r.Cell(colParent)
	_, parentKnown := p.known[parent]
	_, parentInTable := p.byCode[parent]
	if parent != "" && !parentKnown && !parentInTable {
		p.faults = append(p.faults, r.Fault(colParent, "org.unknown_parent", map[string]any{"code": parent}))
	}
	p.visit(parent)
	p.state[code] = 2
	u := p.known[code]
	u.Code, u.Name, u.Kind = code, r.Cell(colName), r.Cell(colKind)
	p.ordered = append(p.ordered, ParsedUnit{Unit: u, ParentCode: parent, Row: r.Number})
}

func validCode(code string) bool {
	return code != "" && len(code) <= 32 && strings.IndexFunc(code, func(c rune) bool {
		return c != '-' && (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z')
	}) < 0
}

// Label is a unit code as it stands in an ltree path.
func Label(code string) string {
	return strings.ReplaceAll(code, "-", "_")
}

// CommunePath is the part of a path that names the commune or ward: the
// province and the level below it. Paths of the province's own agencies give
// the agency's top unit.
func CommunePath(path string) string {
	labels := strings.SplitN(path, ".", 3)
	return strings.Join(labels[:min(len(labels), 2)], ".")
}

// sameNeighbours reports whether two sets of codes are equal whatever their order.
func sameNeighbours(a, b []string) bool {
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}
