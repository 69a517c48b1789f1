package competency

import (
	"time"

	"github.com/google/uuid"
)

// CriteriaSource is something that can be finished, with what it proves at most.
type CriteriaSource struct {
	Kind    string            `json:"kind" enum:"course,lesson,quiz,class"`
	ID      uuid.UUID         `json:"id"`
	Code    string            `json:"code"`
	TitleVI string            `json:"title_vi"`
	TitleEN string            `json:"title_en"`
	Version int               `json:"version" doc:"of the published criteria; 0: what the source claims"`
	Drafted bool              `json:"drafted"`
	Shows   []CriteriaOutcome `json:"shows"`
}

// CriteriaOutcome is a competency at a level.
type CriteriaOutcome struct {
	Competency CompetencyBody `json:"competency"`
	Level      int16          `json:"level"`
}

// CriteriaDetail is a source with its criteria in force, the draft and the history.
type CriteriaDetail struct {
	Source   CriteriaSource     `json:"source"`
	InForce  Set                `json:"in_force"`
	Draft    *CriteriaVersion   `json:"draft,omitempty"`
	Versions []CriteriaVersion  `json:"versions" doc:"the latest first"`
	Asks     []CriteriaQuestion `json:"asks" doc:"the questions of a test"`
	Titles   []CriteriaTitle    `json:"titles" doc:"of every source the sets name"`
	Names    []CompetencyBody   `json:"names" doc:"of every competency the sets and questions name"`
	Can      map[string]bool    `json:"can"`
}

// CriteriaVersion is one written set.
type CriteriaVersion struct {
	Version     int        `json:"version"`
	State       string     `json:"state" enum:"draft,published,outdated"`
	UpdatedAt   time.Time  `json:"updated_at"`
	PublishedAt *time.Time `json:"published_at,omitempty"`
	Set         Set        `json:"set"`
}

// CriteriaQuestion is a question of a test with what it asks about.
type CriteriaQuestion struct {
	ID     uuid.UUID     `json:"id"`
	Code   string        `json:"code"`
	StemVI string        `json:"stem_vi"`
	Tags   []CriteriaTag `json:"tags"`
}

// CriteriaTag is what a question asks about.
type CriteriaTag struct {
	CompetencyID uuid.UUID `json:"competency_id"`
	Level        int16     `json:"level"`
}

// CriteriaTitle names a source.
type CriteriaTitle struct {
	Kind  string    `json:"kind"`
	ID    uuid.UUID `json:"id"`
	Title string    `json:"title"`
}

// CriteriaPublish names the draft that was read.
type CriteriaPublish struct {
	Version int `json:"version" minimum:"1"`
}

// CriteriaSimulation is one step of trying the draft on past results.
type CriteriaSimulation struct {
	People int             `json:"people" doc:"judged in this step"`
	Total  int             `json:"total" doc:"who ever finished the source"`
	Shifts []CriteriaShift `json:"shifts"`
	Next   string          `json:"next,omitempty" doc:"cursor of the next step"`
}

// CriteriaShift counts people who would have a level proved that is not proved
// now, or the other way round.
type CriteriaShift struct {
	Competency CompetencyBody `json:"competency"`
	Level      int16          `json:"level"`
	Gain       bool           `json:"gain"`
	People     int            `json:"people"`
}

// CriteriaPerson is someone behind a count.
type CriteriaPerson struct {
	ID       uuid.UUID `json:"id"`
	Code     string    `json:"code"`
	FullName string    `json:"full_name"`
	Unit     string    `json:"unit"`
	From     int16     `json:"from" doc:"level proved by the criteria in force, 0 for none"`
	To       int16     `json:"to" doc:"level the draft would prove"`
}

func sourceBody(l Listed, names map[uuid.UUID]Competency) CriteriaSource {
	b := CriteriaSource{
		Kind: l.Kind, ID: l.ID, Code: l.Code, TitleVI: l.TitleVI, TitleEN: l.TitleEN,
		Version: l.Version, Drafted: l.Drafted, Shows: make([]CriteriaOutcome, 0, len(l.Shows)),
	}
	for _, c := range l.Shows {
		b.Shows = append(b.Shows, CriteriaOutcome{Competency: BodyOf(names[c.CompetencyID]), Level: c.Level})
	}
	return b
}

func criteriaBody(j Judged) CriteriaDetail {
	b := CriteriaDetail{
		Source: sourceBody(j.Listed, j.Names), InForce: j.InForce, Versions: make([]CriteriaVersion, 0, len(j.Versions)),
		Asks: make([]CriteriaQuestion, 0, len(j.Asks)), Titles: make([]CriteriaTitle, 0, len(j.Titles)),
		Names: make([]CompetencyBody, 0, len(j.Names)), Can: map[string]bool{"edit": j.CanEdit},
	}
	for _, v := range j.Versions {
		body := CriteriaVersion{Version: v.Version, State: v.State, UpdatedAt: v.UpdatedAt, PublishedAt: v.PublishedAt, Set: v.Set}
		b.Versions = append(b.Versions, body)
		if v.State == Draft {
			b.Draft = &body
		}
	}
	for _, a := range j.Asks {
		q := CriteriaQuestion{ID: a.ID, Code: a.Code, StemVI: a.StemVI, Tags: make([]CriteriaTag, 0, len(a.Tags))}
		for _, c := range a.Tags {
			q.Tags = append(q.Tags, CriteriaTag(c))
		}
		b.Asks = append(b.Asks, q)
	}
	for source, title := range j.Titles {
		b.Titles = append(b.Titles, CriteriaTitle{Kind: source.Kind, ID: source.ID, Title: title})
	}
	for _, c := range j.Names {
		b.Names = append(b.Names, BodyOf(c))
	}
	return b
}
