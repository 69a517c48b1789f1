package plans

import (
	"time"

	"github.com/google/uuid"

	"camtay/app/clock"
	"camtay/app/competency"
)

// Paper is a plan as it is printed, and, cut at completion, as it is kept. It
// names everything by the words of its day.
type Paper struct {
	PlanID   uuid.UUID     `json:"plan_id"`
	State    State         `json:"state" enum:"draft,proposed,active,complete,cancelled"`
	FromOn   clock.Day     `json:"from_on" format:"date"`
	UntilOn  clock.Day     `json:"until_on" format:"date"`
	AgreedAt *time.Time    `json:"agreed_at,omitempty"`
	ClosedAt *time.Time    `json:"closed_at,omitempty"`
	CutAt    time.Time     `json:"cut_at"`
	Person   PaperPerson   `json:"person"`
	Superior string        `json:"superior"`
	Targets  []PaperTarget `json:"targets"`
}

// PaperPerson is who the plan is for.
type PaperPerson struct {
	Code     string   `json:"code"`
	FullName string   `json:"full_name"`
	Unit     string   `json:"unit"`
	Posts    []string `json:"posts"`
}

// PaperTarget is a target and how it ended.
type PaperTarget struct {
	Code      string        `json:"code"`
	NameVI    string        `json:"name_vi"`
	NameEN    string        `json:"name_en"`
	LevelFrom int16         `json:"level_from"`
	LevelTo   int16         `json:"level_to"`
	Level     int16         `json:"level" doc:"when the paper was cut"`
	Met       bool          `json:"met"`
	UntilOn   clock.Day     `json:"until_on" format:"date"`
	Why       Why           `json:"why" enum:"critical,gap,future,wish"`
	Entries   []PaperEntry  `json:"entries" doc:"the evidence that the level rests on"`
	Actions   []PaperAction `json:"actions"`
}

// PaperEntry is a piece of evidence counted.
type PaperEntry struct {
	ID         uuid.UUID `json:"id"`
	Kind       string    `json:"kind"`
	Level      int16     `json:"level"`
	ObservedAt time.Time `json:"observed_at"`
}

// PaperAction is an action and how far it came.
type PaperAction struct {
	Kind     Kind      `json:"kind" enum:"course,test,class,mentor,practice,reading"`
	TitleVI  string    `json:"title_vi"`
	TitleEN  string    `json:"title_en"`
	UntilOn  clock.Day `json:"until_on" format:"date"`
	Standing Standing  `json:"standing" enum:"todo,under_way,done"`
}

// paperTargets are the targets of a sheet as printed.
func paperTargets(s Sheet, names map[uuid.UUID]competency.Competency, entries map[uuid.UUID][]PaperEntry) []PaperTarget {
	list := make([]PaperTarget, 0, len(s.Content.Targets))
	for _, t := range s.Content.Targets {
		c, level := names[t.CompetencyID], s.Levels[t.CompetencyID]
		p := PaperTarget{
			Code: c.Code, NameVI: c.NameVI, NameEN: c.NameEN, LevelFrom: t.LevelFrom, LevelTo: t.LevelTo, Level: level,
			Met: t.Met(level), UntilOn: t.UntilOn, Why: t.Why,
			Entries: append([]PaperEntry{}, entries[t.CompetencyID]...), Actions: make([]PaperAction, 0, len(t.Actions)),
		}
		for _, a := range t.Actions {
			p.Actions = append(p.Actions, PaperAction{
				Kind: a.Kind, TitleVI: a.TitleVI, TitleEN: a.TitleEN, UntilOn: a.UntilOn, Standing: s.Progress[a.ID].Standing,
			})
		}
		list = append(list, p)
	}
	return list
}
