package programmes

import (
	"time"

	"github.com/google/uuid"

	"camtay/app/clock"
)

// ProgrammeInput is a programme to add or change.
type ProgrammeInput struct {
	Name         string      `json:"name" minLength:"3" maxLength:"200"`
	Aim          string      `json:"aim" enum:"everyone,most_gap"`
	Mode         string      `json:"mode" enum:"optimum,acceptance"`
	StartsOn     clock.Day   `json:"starts_on" format:"date"`
	Weeks        int         `json:"weeks" minimum:"1" maximum:"52"`
	PerMentor    int         `json:"per_mentor" minimum:"1" maximum:"10" doc:"the most learners one mentor takes"`
	Units        []uuid.UUID `json:"units" minItems:"1" maxItems:"200" nullable:"false" doc:"communes"`
	Competencies []uuid.UUID `json:"competencies" minItems:"1" maxItems:"200" nullable:"false"`
}

// ProgrammeBody is a programme as it stands.
type ProgrammeBody struct {
	ID           uuid.UUID      `json:"id"`
	Name         string         `json:"name"`
	Aim          string         `json:"aim" enum:"everyone,most_gap"`
	Mode         string         `json:"mode" enum:"optimum,acceptance"`
	StartsOn     clock.Day      `json:"starts_on" format:"date"`
	EndsOn       clock.Day      `json:"ends_on" format:"date" doc:"the day after the last"`
	Weeks        int            `json:"weeks"`
	PerMentor    int            `json:"per_mentor"`
	State        string         `json:"state" enum:"draft,matching,ready,published,cancelled"`
	Stopping     bool           `json:"stopping"`
	Done         int            `json:"done" doc:"needs that the run under way has dealt with"`
	Of           int            `json:"of"`
	Failure      string         `json:"failure,omitempty" doc:"why the last run came to nothing: a key"`
	Figures      *Figures       `json:"figures,omitempty"`
	Answers      map[string]int `json:"answers,omitempty" doc:"of a published programme: pairs by their state"`
	CreatedAt    time.Time      `json:"created_at"`
	PublishedAt  *time.Time     `json:"published_at,omitempty"`
	Units        []uuid.UUID    `json:"units,omitempty"`
	Competencies []uuid.UUID    `json:"competencies,omitempty"`
}

// ProgrammePair is one need with the mentor it was given.
type ProgrammePair struct {
	LearnerID   uuid.UUID  `json:"learner_id"`
	Learner     string     `json:"learner"`
	LearnerUnit string     `json:"learner_unit"`
	Need        string     `json:"need" doc:"the group of competencies"`
	Gaps        int        `json:"gaps" doc:"competencies that lack in it"`
	Tier        int        `json:"tier" doc:"1 the most urgent, 3 the least"`
	MentorID    *uuid.UUID `json:"mentor_id,omitempty"`
	Mentor      string     `json:"mentor,omitempty"`
	MentorUnit  string     `json:"mentor_unit,omitempty"`
	Value       int32      `json:"value" doc:"points"`
	Slot        *int16     `json:"slot,omitempty" doc:"half-day of the week, 0 Monday morning to 9 Friday afternoon"`
	Remote      bool       `json:"remote"`
	Fixed       bool       `json:"fixed" doc:"an officer decided it"`
	Answer      string     `json:"answer,omitempty" enum:"suggested,requested,active,paused,declined,expired,completed,ended" doc:"what became of the pair once it was published"`
}

// ProgrammeExplanation is a need with its possible mentors.
type ProgrammeExplanation struct {
	Tier    int               `json:"tier"`
	Options []ProgrammeOption `json:"options" nullable:"false"`
}

// ProgrammeOption is one possible mentor of a need.
type ProgrammeOption struct {
	MentorID uuid.UUID `json:"mentor_id"`
	Name     string    `json:"name"`
	Unit     string    `json:"unit"`
	Place    string    `json:"place" enum:"office,ward,neighbour,far"`
	Steps    int       `json:"steps" doc:"levels it would close"`
	Common   int       `json:"common" doc:"half-days that suit both"`
	Value    int32     `json:"value" doc:"points the pair is worth"`
	Loss     int64     `json:"loss" doc:"points that choosing the mentor costs at least"`
	Leaves   bool      `json:"leaves" doc:"choosing the mentor leaves somebody else without one"`
	Free     int       `json:"free" doc:"places left"`
	Urgent   int       `json:"urgent" doc:"learners there with urgent needs"`
	Chosen   bool      `json:"chosen"`
	Why      string    `json:"why" enum:"chosen,less,dearer,rather,given_up,refused,fixed"`
}

// ProgrammeAdjustment is what an officer wants of one need.
type ProgrammeAdjustment struct {
	LearnerID uuid.UUID  `json:"learner_id"`
	Need      string     `json:"need" minLength:"1" maxLength:"200"`
	Want      string     `json:"want" enum:"mentor,nobody,not,any" doc:"this mentor, no mentor at all, not this mentor, whom the matching finds"`
	MentorID  *uuid.UUID `json:"mentor_id,omitempty"`
}

// ProgrammeAdjusted is what an adjustment comes to.
type ProgrammeAdjusted struct {
	Points int64            `json:"points" doc:"what it costs"`
	Before ModeFigures      `json:"before"`
	After  ModeFigures      `json:"after"`
	Moved  []ProgrammeMoved `json:"moved" nullable:"false"`
}

// ProgrammeMoved is a need that goes from one mentor to another.
type ProgrammeMoved struct {
	Learner string `json:"learner"`
	Need    string `json:"need"`
	From    string `json:"from" doc:"empty: nobody"`
	To      string `json:"to" doc:"empty: nobody"`
}
