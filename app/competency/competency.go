package competency

import (
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/clock"
)

// The scale: 0 is "nothing shown", 1…5 are described by indicators.
const (
	MinLevel = 1
	MaxLevel = 5
)

// Competency is one entry of the framework. Position is its place in lists.
type Competency struct {
	bun.BaseModel `bun:"table:competencies"`

	ID            uuid.UUID `bun:",pk"`
	Code          string
	NameVI        string `bun:"name_vi"`
	NameEN        string `bun:"name_en"`
	GroupVI       string `bun:"group_vi"`
	DescriptionVI string `bun:"description_vi"`
	Position      int
	Version       int `bun:",nullzero,default:1"` // of the framework, in which its content last changed
	ArchivedAt    *time.Time
	CreatedAt     time.Time
	UpdatedAt     time.Time
}

// Indicator says how a level (1…5) of a competency shows in behaviour.
type Indicator struct {
	bun.BaseModel `bun:"table:competency_levels"`

	CompetencyID uuid.UUID `bun:",pk"`
	Level        int16     `bun:",pk"`
	TextVI       string    `bun:"indicator_vi"`
	TextEN       string    `bun:"indicator_en"`
}

// Requirement is the level (1…5) a position requires of a competency from a day
// on. Until is the first day it no longer holds; the zero day means open-ended.
// Weight, 1…9, says how much it counts beside others; 0 means 1.
type Requirement struct {
	ID           uuid.UUID
	PositionID   uuid.UUID
	CompetencyID uuid.UUID
	Level        int16
	Critical     bool
	Weight       int16
	From         clock.Day
	Until        clock.Day
}

// UnitRequirement is what a unit asks beyond the province, of one position or,
// when that is zero, of every position in it and below. Authority is the top of
// the subtree over which whoever set it acts.
type UnitRequirement struct {
	Requirement

	UnitID    uuid.UUID
	Authority string
	Reason    string
	CreatedBy uuid.UUID
}

// Asked is one requirement as it reaches a person through one active post.
// From is the first day on which both the post and the requirement hold. Origin
// is the unit that asks, empty for the province's own list; Reason is the unit's.
type Asked struct {
	PostID       uuid.UUID
	CompetencyID uuid.UUID
	PositionVI   string `bun:"position_vi"`
	PositionEN   string `bun:"position_en"`
	Unit         string
	PostKind     string
	Level        int16
	Critical     bool
	Weight       int16
	Origin       string
	Reason       string
	From         clock.Day
}
