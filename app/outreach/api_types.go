package outreach

import (
	"time"

	"github.com/google/uuid"

	"camtay/app/clock"
	"camtay/app/gaps"
)

// OutreachPlace is a unit by id and name.
type OutreachPlace struct {
	ID   uuid.UUID `json:"id"`
	Name string    `json:"name"`
}

// OutreachPerson is somebody by id and name.
type OutreachPerson struct {
	ID       uuid.UUID `json:"id"`
	FullName string    `json:"full_name"`
}

// OutreachField is a field of the communes' work.
type OutreachField struct {
	Kind   string `json:"kind" enum:"position,procedure"`
	Code   string `json:"code"`
	NameVI string `json:"name_vi"`
	NameEN string `json:"name_en"`
}

// OutreachForm is what a request may be made of.
type OutreachForm struct {
	Counters []OutreachPlace `json:"counters" doc:"units for which the caller may ask"`
	Fields   []OutreachField `json:"fields"`
}

// OutreachRequest is one request as a list shows it.
type OutreachRequest struct {
	ID           uuid.UUID       `json:"id"`
	Unit         OutreachPlace   `json:"unit"`
	Commune      string          `json:"commune"`
	Field        OutreachField   `json:"field"`
	CompetencyVI string          `json:"competency_vi"`
	CompetencyEN string          `json:"competency_en"`
	CompetencyID uuid.UUID       `json:"competency_id"`
	Level        int16           `json:"level" doc:"what those who are new need"`
	FromOn       clock.Day       `json:"from_on"`
	UntilOn      clock.Day       `json:"until_on"`
	HalfDays     int             `json:"half_days"`
	Newcomers    int             `json:"newcomers"`
	Slots        int             `json:"slots"`
	Reason       string          `json:"reason"`
	State        State           `json:"state" enum:"open,picked,agreed,accepted,done,cancelled,lapsed"`
	AskedBy      string          `json:"asked_by"`
	AskedAt      time.Time       `json:"asked_at"`
	Specialist   *OutreachPerson `json:"specialist,omitempty"`
	Home         string          `json:"home" doc:"the specialist's unit"`
	Planned      int             `json:"planned" doc:"half-days held, planned or spent"`
	Confirmed    int             `json:"confirmed"`
	NextOn       clock.Day       `json:"next_on,omitzero"`
}

// OutreachHalfDay is a morning (0) or an afternoon (1).
type OutreachHalfDay struct {
	On   clock.Day `json:"on"`
	Half int16     `json:"half" minimum:"0" maximum:"1"`
}

// OutreachCoached is one person coached on a half-day.
type OutreachCoached struct {
	StaffID  uuid.UUID `json:"staff_id"`
	FullName string    `json:"full_name"`
	Alone    string    `json:"alone"`
	Level    int16     `json:"level" doc:"observed; 0: none yet"`
}

// OutreachVisit is one half-day.
type OutreachVisit struct {
	ID      uuid.UUID         `json:"id"`
	On      clock.Day         `json:"on"`
	Half    int16             `json:"half"`
	State   VisitState        `json:"state" enum:"held,planned,logged,disputed,confirmed,cancelled"`
	Minutes int               `json:"minutes"`
	Done    string            `json:"done"`
	Reason  string            `json:"reason"`
	People  []OutreachCoached `json:"people"`
	Can     []Deed            `json:"can" enum:"log,confirm,dispute,call_off"`
}

// OutreachEvent is one deed done. Morning or afternoon stand with a half-day.
type OutreachEvent struct {
	Deed       Deed      `json:"deed" enum:"ask,pick,agree,refuse,accept,decline,withdraw,cancel,lapse,log,confirm,dispute,call_off,finish,reopen"`
	At         time.Time `json:"at"`
	By         string    `json:"by"`
	Specialist string    `json:"specialist"`
	Reason     string    `json:"reason"`
	On         *string   `json:"on,omitempty"`
	Half       *int16    `json:"half,omitempty"`
}

// OutreachDetail is a request with its half-days and history.
type OutreachDetail struct {
	OutreachRequest

	Visits  []OutreachVisit `json:"visits"`
	History []OutreachEvent `json:"history"`
	Can     []Deed          `json:"can" enum:"pick,agree,refuse,accept,decline,withdraw,cancel"`
}

// OutreachWhy is one fact about a candidate, a key of the room's sentences.
type OutreachWhy struct {
	Key  string         `json:"key"`
	Args map[string]any `json:"args"`
}

// OutreachCandidate is somebody who can come.
type OutreachCandidate struct {
	Person  OutreachPerson    `json:"person"`
	Unit    string            `json:"unit"`
	Commune string            `json:"commune"`
	Level   int16             `json:"level"`
	Score   int               `json:"score" minimum:"0" maximum:"10000" doc:"basis points"`
	Why     []OutreachWhy     `json:"why"`
	Free    []OutreachHalfDay `json:"free"`
}

// OutreachLeftOut is somebody who cannot come, and why.
type OutreachLeftOut struct {
	Person OutreachPerson `json:"person"`
	Unit   string         `json:"unit"`
	Why    OutreachWhy    `json:"why"`
}

// OutreachCandidates is who can come and who cannot.
type OutreachCandidates struct {
	Items   []OutreachCandidate `json:"items" doc:"best first"`
	LeftOut []OutreachLeftOut   `json:"left_out"`
}

// OutreachCounterPeople are those whom a specialist may have coached.
type OutreachCounterPeople struct {
	Items    []OutreachPerson `json:"items"`
	MaxLevel int16            `json:"max_level" doc:"highest level the specialist may observe: the own one"`
}

// OutreachAsk is a new request.
type OutreachAsk struct {
	UnitID       uuid.UUID `json:"unit_id"`
	FieldKind    string    `json:"field_kind" enum:"position,procedure"`
	Field        string    `json:"field" minLength:"1" maxLength:"300"`
	CompetencyID uuid.UUID `json:"competency_id"`
	Level        int16     `json:"level" minimum:"1" maximum:"4"`
	FromOn       clock.Day `json:"from_on"`
	UntilOn      clock.Day `json:"until_on"`
	HalfDays     int       `json:"half_days" minimum:"1" maximum:"20"`
	Newcomers    int       `json:"newcomers" minimum:"1" maximum:"50"`
	Slots        int       `json:"slots" minimum:"1" maximum:"1023" doc:"half-days of a week that suit: bit 0 Monday morning, bit 9 Friday afternoon"`
	Reason       string    `json:"reason" maxLength:"1000"`
}

// OutreachPick is who is to come when.
type OutreachPick struct {
	StaffID  uuid.UUID         `json:"staff_id"`
	HalfDays []OutreachHalfDay `json:"half_days" minItems:"1" maxItems:"20"`
}

// OutreachReason says why.
type OutreachReason struct {
	Reason string `json:"reason" maxLength:"1000"`
}

// OutreachWork is what was done on a half-day.
type OutreachWork struct {
	Minutes int                    `json:"minutes" minimum:"5" maximum:"480"`
	Done    string                 `json:"done" maxLength:"2000"`
	People  []OutreachCoachedInput `json:"people" maxItems:"50"`
}

// OutreachCoachedInput is one person coached.
type OutreachCoachedInput struct {
	StaffID uuid.UUID `json:"staff_id"`
	Alone   string    `json:"alone" maxLength:"1000"`
	Level   int16     `json:"level" minimum:"0" maximum:"5"`
}

func requestBody(v View) OutreachRequest {
	b := OutreachRequest{
		ID: v.ID, Unit: OutreachPlace{ID: v.UnitID, Name: v.UnitName}, Commune: v.CommuneName,
		Field:        OutreachField{Kind: v.FieldKind, Code: v.Field, NameVI: v.FieldVI, NameEN: v.FieldEN},
		CompetencyVI: v.CompetencyVI, CompetencyEN: v.CompetencyEN, CompetencyID: v.CompetencyID, Level: v.Level,
		FromOn: v.FromOn, UntilOn: v.UntilOn, HalfDays: v.HalfDays, Newcomers: v.Newcomers, Slots: v.Slots, Reason: v.Reason,
		State: v.State, AskedBy: v.AskedName, AskedAt: v.AskedAt, Home: v.HomeName, Planned: v.Planned, Confirmed: v.Confirmed, NextOn: v.NextOn,
	}
	if v.StaffID != uuid.Nil {
		b.Specialist = &OutreachPerson{ID: v.StaffID, FullName: v.FullName}
	}
	return b
}

func detailBody(d Detail) OutreachDetail {
	b := OutreachDetail{
		OutreachRequest: requestBody(d.View), Can: append([]Deed{}, d.Can...),
		Visits: make([]OutreachVisit, 0, len(d.Visits)), History: make([]OutreachEvent, 0, len(d.History)),
	}
	for _, v := range d.Visits {
		visit := OutreachVisit{
			ID: v.ID, On: v.OnDay, Half: v.Half, State: v.State, Minutes: v.Minutes, Done: v.Done, Reason: v.Reason,
			People: make([]OutreachCoached, 0, len(v.People)), Can: append([]Deed{}, v.Can...),
		}
		for _, c := range v.People {
			visit.People = append(visit.People, OutreachCoached{StaffID: c.StaffID, FullName: c.FullName, Alone: c.Alone, Level: c.Level})
		}
		b.Visits = append(b.Visits, visit)
	}
	for _, e := range d.History {
		b.History = append(b.History, OutreachEvent{
			Deed: e.Deed, At: e.At, By: e.ByName, Specialist: e.FullName, Reason: e.Reason, On: e.OnDay, Half: e.Half,
		})
	}
	return b
}

func candidatesBody(ranked []Ranked, left []LeftOut) OutreachCandidates {
	b := OutreachCandidates{Items: make([]OutreachCandidate, 0, len(ranked)), LeftOut: make([]OutreachLeftOut, 0, len(left))}
	for _, r := range ranked {
		item := OutreachCandidate{
			Person: OutreachPerson{ID: r.StaffID, FullName: r.FullName}, Unit: r.UnitName, Commune: r.CommuneName,
			Level: r.Level, Score: r.Score, Why: make([]OutreachWhy, 0, len(r.Why)), Free: make([]OutreachHalfDay, 0, len(r.Free)),
		}
		for _, w := range r.Why {
			item.Why = append(item.Why, OutreachWhy(w))
		}
		for _, h := range r.Free {
			item.Free = append(item.Free, OutreachHalfDay(h))
		}
		b.Items = append(b.Items, item)
	}
	for _, l := range left {
		b.LeftOut = append(b.LeftOut, OutreachLeftOut{Person: OutreachPerson{ID: l.StaffID, FullName: l.FullName}, Unit: l.UnitName, Why: OutreachWhy(l.Why)})
	}
	return b
}

func formBody(counters []Counter, fields []gaps.FieldName) OutreachForm {
	b := OutreachForm{Counters: make([]OutreachPlace, 0, len(counters)), Fields: make([]OutreachField, 0, len(fields))}
	for _, c := range counters {
		b.Counters = append(b.Counters, OutreachPlace{ID: c.UnitID, Name: c.UnitName})
	}
	for _, f := range fields {
		b.Fields = append(b.Fields, OutreachField{Kind: f.Kind, Code: f.Code, NameVI: f.NameVI, NameEN: f.NameEN})
	}
	return b
}
