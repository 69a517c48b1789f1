package plans

import (
	"time"

	"github.com/google/uuid"

	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/mentoring"
)

// PlanInput replaces what a plan says.
type PlanInput struct {
	Revision int               `json:"revision" minimum:"0" doc:"of the plan as it was read; 0 where there is none"`
	Words    string            `json:"words" maxLength:"1000" required:"false" doc:"said to the other side"`
	UntilOn  clock.Day         `json:"until_on" format:"date"`
	Targets  []PlanTargetInput `json:"targets" maxItems:"20"`
}

// PlanTargetInput is one target wanted. The level it starts from and its reason
// are the server's.
type PlanTargetInput struct {
	CompetencyID uuid.UUID         `json:"competency_id"`
	LevelTo      int16             `json:"level_to" minimum:"1" maximum:"5"`
	UntilOn      clock.Day         `json:"until_on" format:"date"`
	Actions      []PlanActionInput `json:"actions" maxItems:"20"`
}

// PlanActionInput is one action wanted; id names one that the plan has already.
type PlanActionInput struct {
	ID      *uuid.UUID `json:"id,omitempty"`
	Kind    Kind       `json:"kind" enum:"course,test,class,mentor,practice,reading"`
	RefID   *uuid.UUID `json:"ref_id,omitempty" doc:"a course, test, class or mentor; absent for practice and reading"`
	Title   string     `json:"title" maxLength:"300" required:"false" doc:"of practice and reading"`
	UntilOn clock.Day  `json:"until_on" format:"date"`
}

// PlanDeedInput comes with a deed. Words are needed to return and to cancel.
type PlanDeedInput struct {
	Revision int    `json:"revision" minimum:"1"`
	Words    string `json:"words" maxLength:"1000" required:"false"`
}

// PlanTickInput says whether an action is done.
type PlanTickInput struct {
	Done bool `json:"done"`
}

// PlanHome is all there is about one person's plans.
type PlanHome struct {
	Person PlanPerson `json:"person"`
	Plan   *PlanBody  `json:"plan,omitempty" doc:"the live plan"`
	Past   []PlanPast `json:"past"`
	Gaps   int        `json:"gaps" doc:"competencies the person lacks"`
	Side   Side       `json:"side,omitempty" enum:"person,superior" doc:"the side the caller takes; absent: a reader"`
}

// PlanPerson is who the plans are for.
type PlanPerson struct {
	ID       uuid.UUID `json:"id"`
	Code     string    `json:"code"`
	FullName string    `json:"full_name"`
	Unit     string    `json:"unit"`
	Posts    []string  `json:"posts"`
}

// PlanPast is a plan that is over.
type PlanPast struct {
	ID       uuid.UUID  `json:"id"`
	State    State      `json:"state" enum:"complete,cancelled"`
	FromOn   clock.Day  `json:"from_on" format:"date"`
	UntilOn  clock.Day  `json:"until_on" format:"date"`
	ClosedAt *time.Time `json:"closed_at,omitempty"`
	Reason   string     `json:"reason"`
}

// PlanCan says what the caller may do with a plan now.
type PlanCan struct {
	Write    bool `json:"write"`
	Propose  bool `json:"propose"`
	Agree    bool `json:"agree"`
	Return   bool `json:"return"`
	TakeBack bool `json:"take_back"`
	Complete bool `json:"complete"`
	Cancel   bool `json:"cancel"`
	Tick     bool `json:"tick"`
}

// PlanBody is a live plan.
type PlanBody struct {
	ID       uuid.UUID      `json:"id"`
	State    State          `json:"state" enum:"draft,proposed,active,complete,cancelled"`
	Revision int            `json:"revision"`
	Awaits   Side           `json:"awaits,omitempty" enum:"person,superior" doc:"the side whose agreement is missing"`
	FromOn   clock.Day      `json:"from_on" format:"date"`
	UntilOn  clock.Day      `json:"until_on" format:"date"`
	Words    string         `json:"words" doc:"the latest remark of a side that did not agree"`
	Superior string         `json:"superior" doc:"who acts for the unit; empty when nobody has yet"`
	AgreedAt *time.Time     `json:"agreed_at,omitempty"`
	Offered  bool           `json:"offered" doc:"all targets are met"`
	Targets  []PlanTarget   `json:"targets"`
	Met      int            `json:"met"`
	Overdue  int            `json:"overdue"`
	Change   *PlanChange    `json:"change,omitempty" doc:"asked for in place of what is agreed"`
	Steps    []PlanStepBody `json:"steps"`
	Can      PlanCan        `json:"can"`
}

// PlanTarget is a level to be shown by a day.
type PlanTarget struct {
	Competency competency.CompetencyBody `json:"competency"`
	LevelFrom  int16                     `json:"level_from"`
	LevelTo    int16                     `json:"level_to"`
	Level      int16                     `json:"level" doc:"shown today"`
	Met        bool                      `json:"met"`
	Overdue    bool                      `json:"overdue"`
	UntilOn    clock.Day                 `json:"until_on" format:"date"`
	Why        Why                       `json:"why" enum:"critical,gap,future,wish"`
	Actions    []PlanAction              `json:"actions"`
}

// PlanAction is something to do for a target.
type PlanAction struct {
	ID       *uuid.UUID `json:"id,omitempty" doc:"absent in a proposal"`
	Kind     Kind       `json:"kind" enum:"course,test,class,mentor,practice,reading"`
	RefID    *uuid.UUID `json:"ref_id,omitempty"`
	TitleVI  string     `json:"title_vi"`
	TitleEN  string     `json:"title_en"`
	UntilOn  clock.Day  `json:"until_on" format:"date"`
	Standing Standing   `json:"standing" enum:"todo,under_way,done"`
	Late     bool       `json:"late"`
	Done     int        `json:"done" doc:"lessons or sessions done"`
	Of       int        `json:"of" doc:"of so many; 0 where there is nothing to count"`
	PairID   *uuid.UUID `json:"pair_id,omitempty" doc:"the pair with the mentor"`
}

// PlanChange is a change asked of an active plan, side by side.
type PlanChange struct {
	UntilOn clock.Day        `json:"until_on" format:"date"`
	Rows    []PlanDifference `json:"rows"`
}

// PlanDifference is one target beside what it is to become.
type PlanDifference struct {
	Mark    Mark                   `json:"mark" enum:"same,added,removed,changed"`
	Before  *PlanTarget            `json:"before,omitempty"`
	After   *PlanTarget            `json:"after,omitempty"`
	Actions []PlanActionDifference `json:"actions"`
}

// PlanActionDifference is one action beside what it is to become.
type PlanActionDifference struct {
	Mark   Mark        `json:"mark" enum:"same,added,removed,changed"`
	Before *PlanAction `json:"before,omitempty"`
	After  *PlanAction `json:"after,omitempty"`
}

// PlanStepBody is one deed of a plan's history.
type PlanStepBody struct {
	Deed  Deed      `json:"deed" enum:"write,propose,agree,return,take_back,complete,cancel,tick"`
	Side  Side      `json:"side" enum:"person,superior"`
	Name  string    `json:"name"`
	Words string    `json:"words"`
	At    time.Time `json:"at"`
}

// PlanProposal is a plan drafted from gaps, courses, classes and mentors.
type PlanProposal struct {
	FromOn  clock.Day            `json:"from_on" format:"date"`
	UntilOn clock.Day            `json:"until_on" format:"date"`
	Periods int                  `json:"periods" doc:"of 45 minutes, of courses, tests and classes"`
	Items   []PlanProposedTarget `json:"items"`
}

// PlanProposedTarget is a target with why it is proposed.
type PlanProposedTarget struct {
	Target PlanTarget     `json:"target"`
	Key    string         `json:"key"`
	Args   map[string]any `json:"args"`
}

// PlanOffer is something an action may refer to. On is the last day of a class.
type PlanOffer struct {
	Kind    Kind                    `json:"kind" enum:"course,test,class,mentor"`
	RefID   uuid.UUID               `json:"ref_id"`
	TitleVI string                  `json:"title_vi"`
	TitleEN string                  `json:"title_en"`
	Level   int16                   `json:"level" doc:"that it shows; of a mentor, the mentor's own"`
	Minutes int                     `json:"minutes"`
	On      *clock.Day              `json:"on,omitempty" format:"date"`
	Reasons []mentoring.MatchReason `json:"reasons"`
}

// PlanRow is one person with how the plan stands.
type PlanRow struct {
	Person       PlanPerson `json:"person"`
	Gaps         int        `json:"gaps"`
	CriticalGaps int        `json:"critical_gaps"`
	State        State      `json:"state,omitempty" enum:"draft,proposed,active,complete" doc:"absent: no plan"`
	Awaits       Side       `json:"awaits,omitempty" enum:"person,superior"`
	UntilOn      *clock.Day `json:"until_on,omitempty" format:"date"`
	Targets      int        `json:"targets"`
	Met          int        `json:"met"`
	Overdue      int        `json:"overdue"`
}

// PlanCommune counts the people and plans of one commune.
type PlanCommune struct {
	ID       uuid.UUID `json:"id"`
	Code     string    `json:"code"`
	Name     string    `json:"name"`
	Kind     string    `json:"kind"`
	People   int       `json:"people"`
	WithGaps int       `json:"with_gaps"`
	Missing  int       `json:"missing" doc:"people with gaps and without a live plan"`
	Drafting int       `json:"drafting"`
	Active   int       `json:"active"`
	Overdue  int       `json:"overdue"`
	Complete int       `json:"complete"`
}

// PlanPaper is a plan as printed. Hash is the SHA-256 of the copy kept at
// completion; absent while the plan can change.
type PlanPaper struct {
	Paper

	Hash string `json:"hash,omitempty"`
}
