package procedures

import (
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/clock"
)

// Procedure is one administrative procedure of a commune.
type Procedure struct {
	bun.BaseModel `bun:"table:procedures"`

	ID            uuid.UUID `bun:",pk"`
	Slug          string
	Code          string
	NameVI        string `bun:"name_vi"`
	NameEN        string `bun:"name_en"`
	FieldVI       string `bun:"field_vi"`
	OwnerOffice   string
	Components    []Component `bun:"type:jsonb"`
	Deadline      Deadline    `bun:"type:jsonb"`
	Fee           Fee         `bun:"type:jsonb"`
	Steps         []Step      `bun:"type:jsonb"`
	CommonDefects []string    `bun:"type:jsonb"`
	LegalBasis    []string    `bun:"type:jsonb"`
	ResultVI      string      `bun:"result_vi"`
	Notes         string
	CodeStatus    string
	FactStatus    string
	VerifiedOn    clock.Day
	UpdatedAt     time.Time
}

// Component is one paper of a dossier. Mode is nop (handed in) or xuat_trinh
// (shown only); ReplaceableByData names the data source that replaces it.
type Component struct {
	NameVI            string `json:"name_vi" minLength:"1" maxLength:"500"`
	Original          int    `json:"original" minimum:"0" maximum:"20"`
	Copy              int    `json:"copy" minimum:"0" maximum:"20"`
	Mode              string `json:"mode" enum:"nop,xuat_trinh"`
	Required          bool   `json:"required"`
	ReplaceableByData string `json:"replaceable_by_data,omitempty" maxLength:"500"`
}

// Deadline is the time to decide. Unit is ngay_lam_viec (working days) or ngay
// (calendar days); Rule names how the days are counted.
type Deadline struct {
	Value    int            `json:"value" minimum:"0" maximum:"365"`
	Unit     string         `json:"unit" enum:"ngay_lam_viec,ngay"`
	Rule     string         `json:"rule" enum:"same_day_cutoff_15h,working_days,calendar_days"`
	TextVI   string         `json:"text_vi" maxLength:"1000"`
	Parts    []DeadlinePart `json:"parts,omitempty"`
	Excluded []string       `json:"excluded,omitempty"`
}

// DeadlinePart is a stage with days of its own.
type DeadlinePart struct {
	NameVI string `json:"name_vi" maxLength:"200"`
	Value  int    `json:"value" minimum:"0" maximum:"365"`
}

// Fee is what the citizen pays, in đồng. A missing amount means: by the
// province's resolution, to be filled in.
type Fee struct {
	Amount       *int64 `json:"amount" minimum:"0" maximum:"1000000000"`
	Unit         string `json:"unit,omitempty" maxLength:"40"`
	Rule         string `json:"rule,omitempty" maxLength:"200"`
	Configurable bool   `json:"configurable,omitempty"`
	TextVI       string `json:"text_vi" maxLength:"1000"`
}

// Step is one step of the process. Actor is a position code, A|B either.
type Step struct {
	Step        string `json:"step"`
	NameVI      string `json:"name_vi"`
	Actor       string `json:"actor"`
	StatusAfter string `json:"status_after"`
}

// Status is one of the states a dossier shows to the citizen.
type Status struct {
	bun.BaseModel `bun:"table:dossier_statuses"`

	Code        int    `bun:",pk"`
	NameVI      string `bun:"name_vi"`
	NameEN      string `bun:"name_en"`
	Identifier  string
	AllowedNext []int  `bun:",array"`
	SLAClock    string `bun:"sla_clock"`
	Form        string
	Source      string
}
