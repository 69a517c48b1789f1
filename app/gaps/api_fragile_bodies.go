package gaps

import (
	"time"

	"github.com/google/uuid"

	"camtay/app/clock"
	"camtay/app/competency"
)

// GapFragility is a commune with how much hangs on nobody or on one person.
type GapFragility struct {
	ID             uuid.UUID `json:"id"`
	Code           string    `json:"code"`
	Name           string    `json:"name"`
	None           int       `json:"none" doc:"competencies that nobody shows at the level needed"`
	One            int       `json:"one" doc:"competencies that one person alone shows"`
	Critical       int       `json:"critical" doc:"critical ones among these"`
	ProceduresNone int       `json:"procedures_none"`
	ProceduresOne  int       `json:"procedures_one"`
	Bar            int16     `json:"bar,omitempty" doc:"level needed of the competency asked for"`
	Able           int       `json:"able" doc:"who shows it"`
	Only           *GapStaff `json:"only,omitempty"`
}

// GapFragilities are communes, the most fragile first.
type GapFragilities struct {
	Items []GapFragility `json:"items"`
}

// GapCover is a need and who can meet it.
type GapCover struct {
	Competency competency.CompetencyBody `json:"competency"`
	Level      int16                     `json:"level"`
	Critical   bool                      `json:"critical"`
	Able       int                       `json:"able"`
	Only       *GapStaff                 `json:"only,omitempty" doc:"the one who can, if there is one"`
}

// GapProcedure names a procedure.
type GapProcedure struct {
	ID     uuid.UUID `json:"id"`
	Code   string    `json:"code"`
	NameVI string    `json:"name_vi"`
	NameEN string    `json:"name_en"`
}

// GapProcedureCover is a procedure; it can be done by as many as its scarcest
// need can be met by.
type GapProcedureCover struct {
	Procedure GapProcedure `json:"procedure"`
	Able      int          `json:"able"`
	Needs     []GapCover   `json:"needs"`
}

// GapFragile is what a commune needs, the scarcest first.
type GapFragile struct {
	Competencies []GapCover          `json:"competencies"`
	Procedures   []GapProcedureCover `json:"procedures"`
}

// GapDrop is a need that changes when people go or come.
type GapDrop struct {
	Competency competency.CompetencyBody `json:"competency"`
	Procedure  *GapProcedure             `json:"procedure,omitempty"`
	Level      int16                     `json:"level"`
	Critical   bool                      `json:"critical"`
	Today      int                       `json:"today"`
	After      int                       `json:"after"`
	Lapsing    int                       `json:"lapsing" doc:"of those who are there, who lose the level in the time"`
	Neighbours []GapNeighbour            `json:"neighbours"`
}

// GapNeighbour is a bordering commune where some can meet the need.
type GapNeighbour struct {
	Unit  GapUnit   `json:"unit"`
	Able  int       `json:"able"`
	Staff *GapStaff `json:"staff,omitempty" doc:"the best of them, if the reader may see people there"`
}

// GapLapse is a level that time takes below what the commune needs.
type GapLapse struct {
	Staff      GapStaff                  `json:"staff"`
	Competency competency.CompetencyBody `json:"competency"`
	Level      int16                     `json:"level" doc:"today"`
	Lasts      int16                     `json:"lasts" doc:"what holds through the time unless new evidence comes"`
	On         clock.Day                 `json:"on" doc:"the first day it is too low"`
	Kind       string                    `json:"kind,omitempty" doc:"of the evidence that carried the level"`
	ObservedAt *time.Time                `json:"observed_at,omitempty"`
	Key        string                    `json:"key,omitempty" doc:"why, as the ledger says of that evidence"`
	Args       map[string]any            `json:"args,omitempty"`
}

// GapAbsence is what an absence does.
type GapAbsence struct {
	People []GapStaff `json:"people"`
	Drops  []GapDrop  `json:"drops"`
	Lapses []GapLapse `json:"lapses" doc:"who is there and loses a level in the time"`
	Gains  []GapDrop  `json:"gains" doc:"of a transfer: what the other commune can do then"`
}

func fragilitiesBody(found []Fragility) GapFragilities {
	body := GapFragilities{Items: make([]GapFragility, 0, len(found))}
	for _, f := range found {
		item := GapFragility{
			ID: f.CommuneID, Code: f.Code, Name: f.Name, None: f.None, One: f.One, Critical: f.Critical,
			ProceduresNone: f.ProceduresNone, ProceduresOne: f.ProceduresOne, Bar: f.Bar, Able: f.Able,
		}
		if f.OnlyID != uuid.Nil {
			item.Only = &GapStaff{ID: f.OnlyID, FullName: f.OnlyName}
		}
		body.Items = append(body.Items, item)
	}
	return body
}

func (n names) procedure(id uuid.UUID) GapProcedure {
	return bodyOfProcedure(n.Procedures[id])
}

func bodyOfProcedure(p procedure) GapProcedure {
	return GapProcedure{ID: p.ID, Code: p.Code, NameVI: p.NameVI, NameEN: p.NameEN}
}

func (n names) staff(id uuid.UUID) *GapStaff {
	p, known := n.People[id]
	if !known {
		return nil
	}
	return &GapStaff{ID: p.StaffID, Code: p.Code, FullName: p.FullName}
}

func fragileBody(f Fragile) GapFragile {
	body := GapFragile{Competencies: []GapCover{}, Procedures: []GapProcedureCover{}}
	at := map[uuid.UUID]int{}
	for _, c := range f.Covered {
		cover := GapCover{
			Competency: competency.BodyOf(f.names.Competencies[c.CompetencyID]), Level: c.Level, Critical: c.Critical, Able: len(c.Able),
		}
		if len(c.Able) == 1 {
			cover.Only = f.names.staff(c.Able[0])
		}
		if c.ProcedureID == uuid.Nil {
			body.Competencies = append(body.Competencies, cover)
			continue
		}
		// Needs come scarcest first: the first of a procedure says how many can do it.
		i, known := at[c.ProcedureID]
		if !known {
			i = len(body.Procedures)
			at[c.ProcedureID] = i
			body.Procedures = append(body.Procedures, GapProcedureCover{Procedure: f.names.procedure(c.ProcedureID), Able: len(c.Able)})
		}
		body.Procedures[i].Needs = append(body.Procedures[i].Needs, cover)
	}
	return body
}

func absenceBody(a Absence) GapAbsence {
	body := GapAbsence{People: []GapStaff{}, Lapses: []GapLapse{}, Drops: a.drops(a.Drops), Gains: a.drops(a.Gains)}
	for _, p := range a.People {
		body.People = append(body.People, GapStaff{ID: p.StaffID, Code: p.Code, FullName: p.FullName})
	}
	for _, l := range a.Lapses {
		if staff := a.names.staff(l.StaffID); staff != nil {
			body.Lapses = append(body.Lapses, a.lapse(l, *staff))
		}
	}
	for i := range body.Drops {
		for _, n := range a.Neighbours {
			if n.CompetencyID != a.Drops[i].CompetencyID || n.Level != a.Drops[i].Level {
				continue
			}
			beside := GapNeighbour{Unit: GapUnit{ID: n.UnitID, Name: n.UnitName}, Able: n.Able}
			if n.StaffID != uuid.Nil {
				beside.Staff = &GapStaff{ID: n.StaffID, FullName: n.FullName}
			}
			body.Drops[i].Neighbours = append(body.Drops[i].Neighbours, beside)
		}
	}
	return body
}

func (a Absence) lapse(l Lapse, staff GapStaff) GapLapse {
	body := GapLapse{
		Staff: staff, Competency: competency.BodyOf(a.names.Competencies[l.CompetencyID]), Level: l.Level, Lasts: l.Lasts,
		On: clock.DayOf(l.By.At), Kind: l.By.Kind, Key: l.By.Key, Args: l.By.Args,
	}
	if !l.By.ObservedAt.IsZero() {
		body.ObservedAt = &l.By.ObservedAt
	}
	return body
}

func (a Absence) drops(drops []Drop) []GapDrop {
	items := make([]GapDrop, 0, len(drops))
	for _, d := range drops {
		item := GapDrop{
			Competency: competency.BodyOf(a.names.Competencies[d.CompetencyID]), Level: d.Level, Critical: d.Critical,
			Today: d.Today, After: d.After, Lapsing: d.Lapsing, Neighbours: []GapNeighbour{},
		}
		if d.ProcedureID != uuid.Nil {
			p := a.names.procedure(d.ProcedureID)
			item.Procedure = &p
		}
		items = append(items, item)
	}
	return items
}
