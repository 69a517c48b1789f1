package classes

import (
	"time"

	"github.com/google/uuid"

	"camtay/app/clock"
	"camtay/app/fault"
	"camtay/app/org"
	"camtay/app/web"
)

// ClassPerson is a person in a list.
type ClassPerson struct {
	ID       uuid.UUID `json:"id"`
	Code     string    `json:"code"`
	FullName string    `json:"full_name"`
}

// ClassCompetency is what a class shows.
type ClassCompetency struct {
	ID     uuid.UUID `json:"id"`
	Code   string    `json:"code"`
	NameVI string    `json:"name_vi"`
	NameEN string    `json:"name_en"`
	Level  int16     `json:"level" minimum:"1" maximum:"5" doc:"the level that attendance speaks for"`
}

// ClassQuota is the seats of a commune, ward or agency.
type ClassQuota struct {
	Unit  org.UnitBody `json:"unit"`
	Seats int          `json:"seats"`
	Used  int          `json:"used"`
}

// ClassCan says what the caller may do with a class now.
type ClassCan struct {
	Edit       bool `json:"edit"`
	Open       bool `json:"open"`
	Nominate   bool `json:"nominate"`
	Withdraw   bool `json:"withdraw"`
	Approve    bool `json:"approve"`
	Attendance bool `json:"attendance"`
	Close      bool `json:"close"`
	Cancel     bool `json:"cancel"`
}

// ClassBody is a class in a list.
type ClassBody struct {
	ID           uuid.UUID         `json:"id"`
	Code         string            `json:"code"`
	Title        string            `json:"title"`
	Unit         org.UnitBody      `json:"unit" doc:"the organiser"`
	Place        string            `json:"place"`
	StartsAt     time.Time         `json:"starts_at"`
	EndsAt       time.Time         `json:"ends_at"`
	NominateBy   clock.Day         `json:"nominate_by" format:"date" doc:"last Vietnamese day of nomination"`
	Seats        int               `json:"seats"`
	Taken        int               `json:"taken" doc:"people nominated or approved"`
	Waiting      int               `json:"waiting" doc:"people on the waiting list"`
	State        string            `json:"state" enum:"draft,open,closed,cancelled"`
	Competencies []ClassCompetency `json:"competencies"`
	Quota        *ClassQuota       `json:"quota,omitempty" doc:"of the caller's commune, for those who nominate"`
	Trainer      *ClassPerson      `json:"trainer,omitempty"`
	Can          ClassCan          `json:"can"`
}

// ClassSession is one half-day.
type ClassSession struct {
	ID       uuid.UUID `json:"id"`
	Position int       `json:"position" minimum:"1"`
	Day      clock.Day `json:"day" format:"date"`
	Half     string    `json:"half" enum:"morning,afternoon"`
	StartsAt time.Time `json:"starts_at"`
	EndsAt   time.Time `json:"ends_at"`
}

// ClassGap is what someone lacks in a competency of a class.
type ClassGap struct {
	Code string `json:"code"`
	Gap  int16  `json:"gap"`
}

// NominationBody is a person put forward.
type NominationBody struct {
	ID          uuid.UUID    `json:"id"`
	Staff       ClassPerson  `json:"staff"`
	Unit        org.UnitBody `json:"unit" doc:"the person's office"`
	Commune     uuid.UUID    `json:"commune_id" doc:"the unit whose quota is used"`
	State       string       `json:"state" enum:"nominated,waiting,approved,declined,withdrawn"`
	Gaps        []ClassGap   `json:"gaps" doc:"empty for trainers, who do not see gaps"`
	NominatedAt time.Time    `json:"nominated_at"`
	DecidedAt   *time.Time   `json:"decided_at,omitempty"`
	Reason      string       `json:"reason,omitempty"`
}

// ClassDetail is a class with its schedule and the nominations the caller may see.
type ClassDetail struct {
	ClassBody

	Note        string           `json:"note"`
	Reason      string           `json:"reason,omitempty" doc:"why it was cancelled"`
	UpdatedAt   time.Time        `json:"updated_at"`
	Sessions    []ClassSession   `json:"sessions"`
	Quotas      []ClassQuota     `json:"quotas" doc:"empty: every unit shares the seats"`
	Nominations []NominationBody `json:"nominations"`
}

// ClassInput is what an officer writes about a class.
type ClassInput struct {
	Code         string                 `json:"code,omitempty" maxLength:"32" pattern:"^[0-9A-Za-z-]*$" doc:"empty: one is made"`
	Title        string                 `json:"title" minLength:"1" maxLength:"300"`
	UnitID       uuid.UUID              `json:"unit_id"`
	Place        string                 `json:"place" minLength:"1" maxLength:"300"`
	NominateBy   clock.Day              `json:"nominate_by" format:"date"`
	Seats        int                    `json:"seats" minimum:"1" maximum:"2000"`
	Note         string                 `json:"note,omitempty" maxLength:"4000"`
	TrainerID    *uuid.UUID             `json:"trainer_id,omitempty"`
	Sessions     []ClassSessionInput    `json:"sessions" minItems:"1" maxItems:"60"`
	Quotas       []ClassQuotaInput      `json:"quotas,omitempty" maxItems:"500" doc:"none: every unit shares the seats"`
	Competencies []ClassCompetencyInput `json:"competencies,omitempty" maxItems:"30"`
	UpdatedAt    *time.Time             `json:"updated_at,omitempty" doc:"of the class as it was read; another one is a conflict"`
}

// ClassSessionInput is one half-day wanted.
type ClassSessionInput struct {
	Day  clock.Day `json:"day" format:"date"`
	Half string    `json:"half" enum:"morning,afternoon"`
}

// ClassQuotaInput is the seats of one commune, ward or agency.
type ClassQuotaInput struct {
	UnitID uuid.UUID `json:"unit_id"`
	Seats  int       `json:"seats" minimum:"1" maximum:"2000"`
}

// ClassCompetencyInput is what a class shows.
type ClassCompetencyInput struct {
	CompetencyID uuid.UUID `json:"competency_id"`
	Level        int16     `json:"level" minimum:"1" maximum:"5"`
}

// CandidatePost is a post held today.
type CandidatePost struct {
	PositionVI string `json:"position_vi"`
	PositionEN string `json:"position_en"`
	Unit       string `json:"unit"`
	Kind       string `json:"kind" enum:"permanent,acting,concurrent,seconded"`
}

// CandidateGap is one competency of the class as it stands for a person.
type CandidateGap struct {
	ID       uuid.UUID `json:"id"`
	Code     string    `json:"code"`
	NameVI   string    `json:"name_vi"`
	NameEN   string    `json:"name_en"`
	Level    int16     `json:"level"`
	Required int16     `json:"required"`
	Gap      int16     `json:"gap"`
}

// CandidateBody is a person the caller may nominate, or why not.
type CandidateBody struct {
	Staff      ClassPerson     `json:"staff"`
	Unit       org.UnitBody    `json:"unit"`
	Posts      []CandidatePost `json:"posts"`
	Gap        int             `json:"gap" doc:"levels missing over the class's competencies"`
	Gaps       []CandidateGap  `json:"gaps"`
	Eligible   bool            `json:"eligible"`
	ReasonKey  string          `json:"reason_key,omitempty" doc:"why not; with eligible, a note"`
	ReasonArgs fault.Args      `json:"reason_args,omitempty"`
	SameOffice int             `json:"same_office" doc:"others of the same office who hold a seat in any class at these times"`
}

// ApprovalBody is the outcome of approving several.
type ApprovalBody struct {
	Approved int               `json:"approved"`
	Refused  []ApprovalRefused `json:"refused"`
}

// ApprovalRefused is a nomination that could not be approved.
type ApprovalRefused struct {
	NominationID uuid.UUID  `json:"nomination_id"`
	Key          string     `json:"key"`
	Args         fault.Args `json:"args,omitempty"`
}

// AttendanceBody is the attendance sheet: people in rows, sessions in columns.
type AttendanceBody struct {
	Sessions []ClassSession     `json:"sessions"`
	People   []AttendancePerson `json:"people"`
	Bar      int                `json:"bar" doc:"per cent of sessions present that count as attended"`
	Missing  int                `json:"missing" doc:"marks still to be made"`
	Now      time.Time          `json:"server_now" doc:"which sessions have begun is judged by the server's clock"`
	CanMark  bool               `json:"can_mark"`
	CanClose bool               `json:"can_close"`
}

// AttendancePerson is a row of the sheet.
type AttendancePerson struct {
	Staff    ClassPerson  `json:"staff"`
	Unit     org.UnitBody `json:"unit"`
	Marks    []string     `json:"marks" doc:"one a session in their order: present, excused, absent or empty"`
	Present  int          `json:"present" doc:"sessions present"`
	Attended bool         `json:"attended" doc:"reaches the bar with the marks made so far"`
}

// MarkInput is one mark.
type MarkInput struct {
	StaffID uuid.UUID `json:"staff_id"`
	Mark    string    `json:"mark" enum:"present,excused,absent"`
}

// ClosingBody is what closing a class did.
type ClosingBody struct {
	People   int `json:"people" doc:"approved"`
	Attended int `json:"attended" doc:"reached the bar and got evidence"`
	Levels   int `json:"levels" doc:"levels that changed"`
}

// SeatBody is the caller's own place in a class.
type SeatBody struct {
	ID          uuid.UUID         `json:"id"`
	State       string            `json:"state" enum:"nominated,waiting,approved,declined,withdrawn"`
	Reason      string            `json:"reason,omitempty"`
	NominatedAt time.Time         `json:"nominated_at"`
	ClassID     uuid.UUID         `json:"class_id"`
	ClassCode   string            `json:"class_code"`
	Title       string            `json:"title"`
	Place       string            `json:"place"`
	Unit        org.UnitBody      `json:"unit" doc:"the organiser"`
	StartsAt    time.Time         `json:"starts_at"`
	EndsAt      time.Time         `json:"ends_at"`
	ClassState  string            `json:"class_state" enum:"open,closed,cancelled"`
	ClassReason string            `json:"class_reason,omitempty"`
	Sessions    []SeatSession     `json:"sessions"`
	Shows       []ClassCompetency `json:"competencies"`
	Attended    *bool             `json:"attended,omitempty" doc:"once the class is closed"`
}

// SeatSession is a session and the caller's mark in it.
type SeatSession struct {
	ClassSession

	Mark string `json:"mark" doc:"present, excused, absent or empty"`
}

type classesInput struct {
	web.Paging

	State string `query:"state" enum:"draft,open,closed,cancelled" doc:"empty: all"`
	Mine  bool   `query:"mine" doc:"only classes I planned, train or nominated to"`
}

type classInput struct {
	ID uuid.UUID `path:"id"`
}

type createInput struct {
	Body ClassInput
}

type editInput struct {
	ID   uuid.UUID `path:"id"`
	Body ClassInput
}

// ClassReason is why a class is cancelled or a nomination declined.
type ClassReason struct {
	Reason string `json:"reason" minLength:"1" maxLength:"1000"`
}

type reasonInput struct {
	ID   uuid.UUID `path:"id"`
	Body ClassReason
}

type candidatesInput struct {
	web.Paging

	ID   uuid.UUID `path:"id"`
	Unit uuid.UUID `query:"unit" doc:"only people of this unit and below"`
}

// NominateInput names the people to put forward.
type NominateInput struct {
	StaffIDs []uuid.UUID `json:"staff_ids" minItems:"1" maxItems:"200"`
}

type nominateInput struct {
	ID   uuid.UUID `path:"id"`
	Body NominateInput
}

// ApproveInput names the nominations to approve.
type ApproveInput struct {
	NominationIDs []uuid.UUID `json:"nomination_ids" minItems:"1" maxItems:"500"`
}

type approveInput struct {
	ID   uuid.UUID `path:"id"`
	Body ApproveInput
}

// AttendanceInput are marks of one session.
type AttendanceInput struct {
	SessionID uuid.UUID   `json:"session_id"`
	Marks     []MarkInput `json:"marks" minItems:"1" maxItems:"2000"`
}

type markInput struct {
	ID   uuid.UUID `path:"id"`
	Body AttendanceInput
}
