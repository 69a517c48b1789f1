package mentoring

import (
	"time"

	"github.com/google/uuid"
)

// PairTarget is a level to reach and how far the learner has come.
type PairTarget struct {
	Competency CoachedCompetency `json:"competency"`
	From       int16             `json:"from" doc:"level at the start"`
	To         int16             `json:"to"`
	Level      int16             `json:"level" doc:"level now"`
	ReachedAt  *time.Time        `json:"reached_at,omitempty"`
}

// PairStep is one step of a pair's life.
type PairStep struct {
	State  State     `json:"state" enum:"suggested,requested,active,paused,declined,expired,completed,ended"`
	By     string    `json:"by" doc:"name; empty when the clock or a programme did it"`
	Reason string    `json:"reason"`
	At     time.Time `json:"at"`
}

// BookingBody is a session that was agreed on.
type BookingBody struct {
	ID     uuid.UUID    `json:"id"`
	PairID uuid.UUID    `json:"pair_id"`
	Start  time.Time    `json:"start"`
	End    time.Time    `json:"end"`
	Mode   string       `json:"mode" enum:"desk,remote,group"`
	Place  string       `json:"place"`
	State  BookingState `json:"state" enum:"booked,held,cancelled"`
	Reason string       `json:"reason" doc:"why it was moved or cancelled last"`
}

// SharedItem is a thing of the catalogues.
type SharedItem struct {
	Kind    string    `json:"kind" enum:"course,lesson,procedure,dossier,quiz"`
	ID      uuid.UUID `json:"id"`
	TitleVI string    `json:"title_vi" doc:"empty when the thing is gone"`
	TitleEN string    `json:"title_en"`
	Slug    string    `json:"slug" doc:"of a procedure"`
}

// PairResource is a thing that one of the two shared.
type PairResource struct {
	ID       uuid.UUID  `json:"id"`
	Item     SharedItem `json:"item"`
	Note     string     `json:"note"`
	Mine     bool       `json:"mine" doc:"shared by the caller"`
	SharedAt time.Time  `json:"shared_at"`
}

// MentorCall is a learner's call for help.
type MentorCall struct {
	ID         uuid.UUID  `json:"id"`
	Item       SharedItem `json:"item"`
	Place      string     `json:"place" doc:"where in the thing"`
	Message    string     `json:"message"`
	CalledAt   time.Time  `json:"called_at"`
	Answer     string     `json:"answer"`
	AnsweredAt *time.Time `json:"answered_at,omitempty"`
}

// EarlierSession is a session with an earlier mentor of a pair that was handed over.
type EarlierSession struct {
	CoachingSessionBody

	MentorName string `json:"mentor_name"`
}

// HandOverBody asks another mentor to take a pair over.
type HandOverBody struct {
	ID          uuid.UUID `json:"id"`
	PairID      uuid.UUID `json:"pair_id"`
	ToName      string    `json:"to_name"`
	MentorName  string    `json:"mentor_name"`
	LearnerName string    `json:"learner_name"`
	LearnerUnit string    `json:"learner_unit"`
	NameVI      string    `json:"name_vi" doc:"of the competency"`
	NameEN      string    `json:"name_en"`
	TargetLevel int16     `json:"target_level"`
	Side        Actor     `json:"side" enum:"mentor,learner,department"`
	Reason      string    `json:"reason"`
	AskedAt     time.Time `json:"asked_at"`
	Mine        bool      `json:"mine" doc:"asked by the caller"`
}

// ThanksBody is what the other one of a pair wrote to the caller.
type ThanksBody struct {
	Moment  Phase     `json:"moment" enum:"midway,end"`
	Text    string    `json:"text"`
	GivenAt time.Time `json:"given_at"`
}

// PairDetail is a pair with all that happened in it, newest first except history.
type PairDetail struct {
	PairBody

	Log        []CoachingSessionBody `json:"log"`
	MaxLevel   int16                 `json:"max_level" doc:"highest level the caller may log as observed; 0 unless the mentor"`
	Targets    []PairTarget          `json:"targets"`
	History    []PairStep            `json:"history"`
	Bookings   []BookingBody         `json:"bookings"`
	Resources  []PairResource        `json:"resources"`
	Calls      []MentorCall          `json:"calls"`
	Earlier    []EarlierSession      `json:"earlier"`
	HandOver   *HandOverBody         `json:"hand_over,omitempty" doc:"that waits for an answer"`
	AskedFor   Phase                 `json:"asked_for,omitempty" enum:"midway,end" doc:"feedback the caller is asked for"`
	Thanks     []ThanksBody          `json:"thanks"`
	Flags      []Flag                `json:"flags" enum:"quiet,unbooked,long_pause"`
	Handovable bool                  `json:"handovable"`
}

func pairDetail(p Pairing) PairDetail {
	d := PairDetail{
		PairBody: pairBody(p), Log: each(p.Log, sessionBody), MaxLevel: p.MaxLevel,
		Targets: each(p.Targets, targetBody), History: each(p.History, stepBody), Bookings: each(p.Bookings, bookingBody),
		Calls: each(p.Calls, callBody), AskedFor: p.Asked,
		Resources: each(p.Resources, func(r Resource) PairResource {
			return PairResource{ID: r.ID, Item: SharedItem(r.Item), Note: r.Note, Mine: r.SharedBy == p.Me, SharedAt: r.SharedAt.UTC()}
		}),
		Earlier: each(p.Earlier, func(e Earlier) EarlierSession {
			return EarlierSession{CoachingSessionBody: sessionBody(e.Session), MentorName: e.MentorName}
		}),
		Thanks: each(p.Thanks, func(f Feedback) ThanksBody {
			return ThanksBody{Moment: f.Moment, Text: f.Thanks, GivenAt: f.GivenAt.UTC()}
		}),
		Flags:      each(p.Flags, func(f Flag) Flag { return f }),
		Handovable: (p.State == Active || p.State == Paused) && p.HandOver == nil,
	}
	if p.HandOver != nil {
		h := handOverBody(*p.HandOver, p.Me)
		d.HandOver = &h
	}
	return d
}

// each maps a list to one that is never null.
func each[A, B any](all []A, to func(A) B) []B {
	out := make([]B, 0, len(all))
	for _, a := range all {
		out = append(out, to(a))
	}
	return out
}

func targetBody(p Progress) PairTarget {
	return PairTarget{
		Competency: CoachedCompetency{ID: p.CompetencyID, Code: p.Code, NameVI: p.NameVI, NameEN: p.NameEN, GroupVI: p.GroupVI},
		From:       p.FromLevel, To: p.ToLevel, Level: p.Level, ReachedAt: utc(p.ReachedAt),
	}
}

func stepBody(s Step) PairStep {
	return PairStep{State: s.State, By: s.ByName, Reason: s.Reason, At: s.At.UTC()}
}

func bookingBody(b Booking) BookingBody {
	return BookingBody{
		ID: b.ID, PairID: b.PairID, Start: b.Span.Start.UTC(), End: b.Span.End.UTC(), Mode: b.Mode, Place: b.Place, State: b.State, Reason: b.Reason,
	}
}

func callBody(c Call) MentorCall {
	return MentorCall{
		ID: c.ID, Item: SharedItem(c.Item), Place: c.Place, Message: c.Message, CalledAt: c.CalledAt.UTC(), Answer: c.Answer, AnsweredAt: utc(c.AnsweredAt),
	}
}

func handOverBody(o Offered, me uuid.UUID) HandOverBody {
	return HandOverBody{
		ID: o.ID, PairID: o.PairID, ToName: o.ToName, MentorName: o.MentorName, LearnerName: o.LearnerName, LearnerUnit: o.LearnerUnit,
		NameVI: o.NameVI, NameEN: o.NameEN, TargetLevel: o.TargetLevel, Side: o.Side, Reason: o.Reason, AskedAt: o.AskedAt.UTC(), Mine: o.AskedBy == me,
	}
}
