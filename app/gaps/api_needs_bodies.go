package gaps

import (
	"time"

	"github.com/google/uuid"

	"camtay/app/competency"
)

// GapTally counts communes by how many people can do something.
type GapTally struct {
	None int `json:"none" doc:"communes where nobody can"`
	One  int `json:"one" doc:"communes where one person alone can"`
	More int `json:"more"`
}

// GapProcedureLine is a procedure in a list.
type GapProcedureLine struct {
	GapProcedure

	FieldVI string    `json:"field_vi"`
	Needs   int       `json:"needs" doc:"competencies it needs; 0: not known"`
	Drafts  int       `json:"drafts" doc:"of these, drafts that nobody decided"`
	Tally   *GapTally `json:"tally,omitempty" doc:"communes within the reader's scope, today"`
}

// GapProcedures are procedures, and all fields they are of.
type GapProcedures struct {
	Items  []GapProcedureLine `json:"items"`
	Next   string             `json:"next,omitempty" doc:"cursor of the next page"`
	Fields []string           `json:"fields" doc:"in Vietnamese"`
}

// GapNeed is a level of a competency that a procedure needs.
type GapNeed struct {
	Competency competency.CompetencyBody `json:"competency"`
	Level      int16                     `json:"level"`
	Decided    *GapDecided               `json:"decided,omitempty" doc:"absent: a draft"`
}

// GapDecided is who decided something and when.
type GapDecided struct {
	By string    `json:"by,omitempty" doc:"empty: not known"`
	At time.Time `json:"at"`
}

// GapActorAsk is a position that acts in a procedure and the level it requires.
type GapActorAsk struct {
	CompetencyID uuid.UUID `json:"competency_id"`
	PositionVI   string    `json:"position_vi"`
	PositionEN   string    `json:"position_en"`
	Level        int16     `json:"level"`
}

// GapProcedureNeeds are what a procedure needs.
type GapProcedureNeeds struct {
	Procedure GapProcedure    `json:"procedure"`
	FieldVI   string          `json:"field_vi"`
	Items     []GapNeed       `json:"items"`
	Asks      []GapActorAsk   `json:"asks" doc:"what the posts of its steps require, of these competencies and others"`
	Can       map[string]bool `json:"can"`
}

// GapReach is how far communes can do a procedure: it can be done by as many as its
// scarcest need can be met by.
type GapReach struct {
	Communes []GapReachCommune `json:"communes"`
	Before   *GapTally         `json:"before,omitempty" doc:"absent while it is not known what the procedure needs"`
	After    GapTally          `json:"after"`
	Bars     []GapBar          `json:"bars" doc:"what is tried, in the order of able"`
}

// GapReachCommune is one commune.
type GapReachCommune struct {
	Unit   GapUnit `json:"unit"`
	Before int     `json:"before" doc:"who can do it with what it needs today"`
	After  int     `json:"after" doc:"who could with what is tried"`
	Able   []int   `json:"able" doc:"who meets each of the bars"`
}

func proceduresBody(found []ProcedureLine, next string, fields []string) GapProcedures {
	body := GapProcedures{Items: make([]GapProcedureLine, 0, len(found)), Next: next, Fields: fields}
	for _, p := range found {
		line := GapProcedureLine{GapProcedure: bodyOfProcedure(p.procedure), FieldVI: p.FieldVI, Needs: len(p.Needs)}
		for _, n := range p.Needs {
			if n.DecidedAt.IsZero() {
				line.Drafts++
			}
		}
		if line.Needs > 0 {
			tally := GapTally(p.Tally)
			line.Tally = &tally
		}
		body.Items = append(body.Items, line)
	}
	return body
}

func needsBody(p Procedure) GapProcedureNeeds {
	body := GapProcedureNeeds{
		Procedure: bodyOfProcedure(p.procedure), FieldVI: p.FieldVI, Items: make([]GapNeed, 0, len(p.Needs)),
		Asks: make([]GapActorAsk, 0, len(p.Asks)), Can: map[string]bool{"decide": p.MayDecide},
	}
	for _, n := range p.Needs {
		need := GapNeed{Competency: competency.BodyOf(p.Competencies[n.CompetencyID]), Level: n.Level}
		if !n.DecidedAt.IsZero() {
			need.Decided = &GapDecided{By: n.DecidedName, At: n.DecidedAt}
		}
		body.Items = append(body.Items, need)
	}
	for _, a := range p.Asks {
		body.Asks = append(body.Asks, GapActorAsk(a))
	}
	return body
}

func reachBody(r Reach) GapReach {
	body := GapReach{
		Communes: make([]GapReachCommune, 0, len(r.Communes)), Bars: make([]GapBar, 0, len(r.Tried)),
		After: GapTally(TallyOf(r.Communes, r.Tried)),
	}
	if len(r.Needed) > 0 {
		before := GapTally(TallyOf(r.Communes, r.Needed))
		body.Before = &before
	}
	for _, b := range r.Tried {
		body.Bars = append(body.Bars, GapBar(b))
	}
	for _, c := range r.Communes {
		commune := GapReachCommune{
			Unit:   GapUnit{ID: c.CommuneID, Name: c.Name},
			Before: c.Scarcest(r.Needed), After: c.Scarcest(r.Tried), Able: make([]int, 0, len(r.Tried)),
		}
		for _, b := range r.Tried {
			commune.Able = append(commune.Able, c.Able[b])
		}
		body.Communes = append(body.Communes, commune)
	}
	return body
}
