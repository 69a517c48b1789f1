package effects

import (
	"time"

	"github.com/google/uuid"

	"camtay/app/clock"
)

// EffectCompetency names a competency.
type EffectCompetency struct {
	ID     uuid.UUID `json:"id"`
	Code   string    `json:"code"`
	NameVI string    `json:"name_vi"`
	NameEN string    `json:"name_en"`
}

// EffectPerson names somebody.
type EffectPerson struct {
	ID       uuid.UUID `json:"id"`
	FullName string    `json:"full_name"`
}

// EffectUnit names a commune.
type EffectUnit struct {
	ID   uuid.UUID `json:"id"`
	Name string    `json:"name"`
}

// EffectRow is one competency of a pair that is over.
type EffectRow struct {
	ID         uuid.UUID        `json:"id"`
	PairID     uuid.UUID        `json:"pair_id"`
	State      string           `json:"state" enum:"completed,ended"`
	Learner    EffectPerson     `json:"learner"`
	Mentor     EffectPerson     `json:"mentor"`
	Commune    EffectUnit       `json:"commune" doc:"of the learner"`
	Competency EffectCompetency `json:"competency"`
	BeganAt    time.Time        `json:"began_at"`
	ClosedAt   time.Time        `json:"closed_at"`
	Sessions   int              `json:"sessions" doc:"confirmed by the learner"`
	Minutes    int              `json:"minutes" doc:"of them"`
	Target     int16            `json:"target"`
	Before     int16            `json:"before" doc:"level as of the pair's beginning"`
	Saw        int16            `json:"saw" doc:"highest level the mentor saw; 0 for none"`
	Now        int16            `json:"now" doc:"level shown by now, with everything that counts"`
	After      *int16           `json:"after,omitempty" doc:"level as of the first evidence after the end, the mentor's own left out"`
	DoneAt     *time.Time       `json:"done_at,omitempty"`
	DueOn      clock.Day        `json:"due_on" format:"date"`
	Standing   Standing         `json:"standing" enum:"waiting,late,done"`
}

// EffectTest is a test that would do for a re-assessment.
type EffectTest struct {
	ID      uuid.UUID `json:"id"`
	TitleVI string    `json:"title_vi"`
	TitleEN string    `json:"title_en"`
	Level   int16     `json:"level" doc:"highest level it shows"`
}

// EffectMine is a re-assessment as its learner sees it.
type EffectMine struct {
	EffectRow

	Tests []EffectTest `json:"tests"`
	Asked bool         `json:"asked" doc:"superiors were asked today to watch"`
}

// EffectTally sums competencies of pairs that are over.
type EffectTally struct {
	Pairs    int `json:"pairs"`
	Learners int `json:"learners"`
	Mentors  int `json:"mentors"`
	Targets  int `json:"targets" doc:"competencies of pairs"`
	Done     int `json:"done" doc:"looked at anew"`
	Late     int `json:"late"`
	Gained   int `json:"gained" doc:"levels, of those looked at anew"`
	Up       int `json:"up"`
	Down     int `json:"down"`
	Reached  int `json:"reached" doc:"show the level aimed at"`
}

// EffectEstimate is how much more the mentored gained than similar people, in
// thousandths of a level.
type EffectEstimate struct {
	Matched  int     `json:"matched" doc:"mentored people with similar ones beside them"`
	Effect   int     `json:"effect"`
	Low      int     `json:"low" doc:"90 % interval"`
	High     int     `json:"high"`
	Gain     int     `json:"gain" doc:"mean gain with a mentor"`
	Expected int     `json:"expected" doc:"mean gain of those beside"`
	Verdict  Verdict `json:"verdict" enum:"too_few,unclear,helped,behind"`
}

// EffectBalance is how far apart mentored and others are in one covariate; means
// and standardised differences in thousandths.
type EffectBalance struct {
	Name    string `json:"name"`
	Treated int    `json:"treated"`
	Pool    int    `json:"pool"`
	Kept    int    `json:"kept" doc:"matched mentored"`
	Beside  int    `json:"beside"`
	Before  int    `json:"before"`
	After   int    `json:"after"`
}

// EffectComparison is an estimate with what it was made from.
type EffectComparison struct {
	EffectEstimate

	Treated    int             `json:"treated" doc:"mentored people of the filter that could be compared"`
	AllTreated int             `json:"all_treated" doc:"in the whole province"`
	AllPool    int             `json:"all_pool" doc:"people without a mentor that were looked through"`
	Plain      int             `json:"plain" doc:"difference before matching, whole province"`
	Balance    []EffectBalance `json:"balance"`
}

// EffectGroup is one competency or commune.
type EffectGroup struct {
	EffectTally

	ID     uuid.UUID      `json:"id"`
	Code   string         `json:"code"`
	NameVI string         `json:"name_vi"`
	NameEN string         `json:"name_en"`
	Effect EffectEstimate `json:"effect"`
}

// EffectSummary is what mentoring changed.
type EffectSummary struct {
	EffectTally

	Minutes      int              `json:"minutes" doc:"confirmed"`
	MadeAt       *time.Time       `json:"made_at,omitempty" doc:"when people were last compared"`
	All          EffectComparison `json:"all"`
	Measured     EffectComparison `json:"measured" doc:"only those of whom new evidence came"`
	Competencies []EffectGroup    `json:"competencies"`
	Communes     []EffectGroup    `json:"communes"`
}

// EffectFairness is how the load lies among mentors; Gini in basis points.
type EffectFairness struct {
	Mentors     int `json:"mentors" doc:"open or with somebody"`
	Active      int `json:"active" doc:"pairs under way"`
	MostPairs   int `json:"most_pairs"`
	MostMinutes int `json:"most_minutes" doc:"a week"`
	PairsGini   int `json:"pairs_gini"`
	MinutesGini int `json:"minutes_gini"`
	Over        int `json:"over"`
	Idle        int `json:"idle"`
}

// EffectCommuneLoad is the load of one commune's mentors.
type EffectCommuneLoad struct {
	EffectFairness

	ID   uuid.UUID `json:"id"`
	Name string    `json:"name"`
}

// EffectLoad is how the load lies.
type EffectLoad struct {
	EffectFairness

	Communes []EffectCommuneLoad `json:"communes"`
}

// EffectMentor is a mentor with the load and what came of it.
type EffectMentor struct {
	ID        uuid.UUID      `json:"id"`
	FullName  string         `json:"full_name"`
	Unit      string         `json:"unit"`
	Commune   EffectUnit     `json:"commune"`
	Champion  bool           `json:"champion"`
	Open      bool           `json:"open"`
	Active    int            `json:"active"`
	Capacity  int            `json:"capacity"`
	Weekly    int            `json:"weekly" doc:"minutes a week over the last four"`
	MaxWeekly int            `json:"max_weekly"`
	Over      bool           `json:"over"`
	Idle      bool           `json:"idle"`
	Minutes   int            `json:"minutes" doc:"confirmed by learners"`
	Tally     EffectTally    `json:"tally"`
	Effect    EffectEstimate `json:"effect"`
}

// EffectRecord is a mentor with the pairs that are over.
type EffectRecord struct {
	EffectMentor

	Rows []EffectRow `json:"rows"`
}

// EffectRecognition is what a paper of recognition says.
type EffectRecognition struct {
	Mentor     EffectPerson `json:"mentor"`
	Code       string       `json:"code"`
	Unit       string       `json:"unit"`
	PositionVI string       `json:"position_vi"`
	PositionEN string       `json:"position_en"`
	Year       int          `json:"year"`
	On         clock.Day    `json:"on" format:"date"`
	Sessions   int          `json:"sessions"`
	Minutes    int          `json:"minutes"`
	Learners   int          `json:"learners"`
	Rows       []EffectRow  `json:"rows"`
}
