package gaps

import (
	"slices"

	"github.com/google/uuid"

	"camtay/app/clock"
)

// Kinds of field.
const (
	FieldPosition  = "position"  // what the holders of one position do
	FieldProcedure = "procedure" // a field of procedures, such as hộ tịch
)

// States of a field in a commune.
const (
	FieldVacant = "vacant" // nobody holds it
	FieldShared = "shared" // several hold it and none of them is responsible
	FieldClear  = "clear"
)

// Categories of positions by which a field is judged.
const specialist = "CHUYEN_MON"

// Field is one field of a commune's work: who holds it today and who of them is
// responsible for it. A field of procedures is held by the holders of the
// positions that handle it.
type Field struct {
	Kind        string
	Code        string // the position's code, or the name of the field of procedures
	NameVI      string
	NameEN      string
	Office      string
	Category    string // of the position
	Holders     []Holder
	Responsible *Responsible
}

// Holder is one person who holds a field by a post.
type Holder struct {
	StaffID  uuid.UUID
	FullName string
	UnitName string
	PostKind string
}

// Responsible is the person named for a field.
type Responsible struct {
	StaffID  uuid.UUID
	FullName string
	From     clock.Day
}

// State judges the field. Only one holder is clear by itself. Where several hold
// it, one of them must be named; leaders and working roles such as the counter
// are several by nature.
func (f Field) State() string {
	switch {
	case len(f.Holders) == 0:
		return FieldVacant
	case len(f.Holders) == 1, f.Kind == FieldPosition && f.Category != specialist:
		return FieldClear
	case f.Responsible != nil && slices.ContainsFunc(f.Holders, func(h Holder) bool { return h.StaffID == f.Responsible.StaffID }):
		return FieldClear
	}
	return FieldShared
}

// FieldCount is how many fields of a commune are in which state.
type FieldCount struct {
	CommuneID uuid.UUID
	Code      string
	Name      string
	Fields    int
	Vacant    int
	Shared    int
}

// countFields counts the fields of one commune.
func (c *FieldCount) count(fields []Field) {
	for _, f := range fields {
		c.Fields++
		switch f.State() {
		case FieldVacant:
			c.Vacant++
		case FieldShared:
			c.Shared++
		}
	}
}
