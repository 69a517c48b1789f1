package mentoring

import (
	"time"

	"github.com/google/uuid"

	"camtay/app/competency"
	"camtay/app/org"
)

// CoachedCompetency is the competency that help is about.
type CoachedCompetency struct {
	ID      uuid.UUID `json:"id"`
	Code    string    `json:"code"`
	NameVI  string    `json:"name_vi"`
	NameEN  string    `json:"name_en"`
	GroupVI string    `json:"group_vi"`
}

// PairPerson is one side of a pair. Phone is present while the pair is active.
type PairPerson struct {
	ID       uuid.UUID    `json:"id"`
	FullName string       `json:"full_name"`
	Unit     org.UnitBody `json:"unit"`
	Phone    string       `json:"phone,omitempty"`
}

// PairCan says what the caller may do with a pair now.
type PairCan struct {
	Request  bool `json:"request" doc:"ask the suggested mentor"`
	Refuse   bool `json:"refuse" doc:"turn the suggested mentor down"`
	Accept   bool `json:"accept"`
	Decline  bool `json:"decline"`
	Log      bool `json:"log"`
	Confirm  bool `json:"confirm"`
	Pause    bool `json:"pause"`
	Resume   bool `json:"resume"`
	Complete bool `json:"complete"`
	End      bool `json:"end" doc:"end early; of a request, take it back"`
}

// PairBody is one pair.
type PairBody struct {
	ID          uuid.UUID         `json:"id"`
	State       State             `json:"state" enum:"suggested,requested,active,paused,declined,expired,completed,ended"`
	Mentor      PairPerson        `json:"mentor"`
	Learner     PairPerson        `json:"learner"`
	Competency  CoachedCompetency `json:"competency"`
	TargetLevel int16             `json:"target_level"`
	Message     string            `json:"message"`
	Reason      string            `json:"reason"`
	RequestedAt time.Time         `json:"requested_at"`
	AnswerBy    *time.Time        `json:"answer_by,omitempty" doc:"when an unanswered request expires"`
	AnsweredAt  *time.Time        `json:"answered_at,omitempty"`
	PausedAt    *time.Time        `json:"paused_at,omitempty"`
	ClosedAt    *time.Time        `json:"closed_at,omitempty"`
	Slot        *int16            `json:"slot,omitempty" minimum:"0" maximum:"9" doc:"half-day of the week on which the two meet; 0 is Monday morning"`
	ProgrammeID *uuid.UUID        `json:"programme_id,omitempty" doc:"the programme that suggested the pair"`
	Sessions    int               `json:"sessions" doc:"logged and not disputed"`
	Minutes     int               `json:"minutes"`
	Waiting     int               `json:"waiting" doc:"sessions the learner has still to confirm"`
	Can         PairCan           `json:"can"`
}

// PairRequestInput asks a mentor.
type PairRequestInput struct {
	MentorID     uuid.UUID `json:"mentor_id"`
	CompetencyID uuid.UUID `json:"competency_id"`
	Message      string    `json:"message" maxLength:"1000" required:"false"`
}

// PairDeclineInput refuses a request.
type PairDeclineInput struct {
	Reason string `json:"reason" minLength:"1" maxLength:"1000"`
}

// PairEndInput ends a pair.
type PairEndInput struct {
	Reason    string `json:"reason" minLength:"1" maxLength:"1000"`
	Completed bool   `json:"completed" required:"false" doc:"the aim was reached"`
}

// CoachingSessionInput logs a session.
type CoachingSessionInput struct {
	HeldAt  time.Time `json:"held_at"`
	Minutes int       `json:"minutes" minimum:"5" maximum:"480"`
	Mode    string    `json:"mode" enum:"desk,remote,group"`
	Done    string    `json:"done" minLength:"1" maxLength:"2000" doc:"what was done"`
	Alone   string    `json:"alone" maxLength:"2000" required:"false" doc:"what the learner did alone"`
	Level   int16     `json:"level" minimum:"0" maximum:"5" doc:"level observed; 0 for none"`

	BookingID *uuid.UUID `json:"booking_id,omitempty" doc:"the booking it was"`
}

// CoachingSessionBody is one logged session.
type CoachingSessionBody struct {
	ID      uuid.UUID `json:"id"`
	PairID  uuid.UUID `json:"pair_id"`
	HeldAt  time.Time `json:"held_at"`
	Minutes int       `json:"minutes"`
	Mode    string    `json:"mode" enum:"desk,remote,group"`
	Done    string    `json:"done"`
	Alone   string    `json:"alone"`
	Level   int16     `json:"level"`

	LoggedAt    time.Time  `json:"logged_at"`
	ConfirmedAt *time.Time `json:"confirmed_at,omitempty"`
	DisputedAt  *time.Time `json:"disputed_at,omitempty"`
	Dispute     string     `json:"dispute"`
}

// SessionDisputeInput says why a session was not as logged.
type SessionDisputeInput struct {
	Text string `json:"text" minLength:"1" maxLength:"1000"`
}

// CoachedLevel is a level that a confirmed session moved.
type CoachedLevel struct {
	Competency CoachedCompetency `json:"competency"`
	From       int16             `json:"from"`
	To         int16             `json:"to"`
	Required   int16             `json:"required"`
}

// SessionConfirmation is what confirming changed.
type SessionConfirmation struct {
	Levels []CoachedLevel `json:"levels"`
}

func competencyBody(c competency.Competency) CoachedCompetency {
	return CoachedCompetency{ID: c.ID, Code: c.Code, NameVI: c.NameVI, NameEN: c.NameEN, GroupVI: c.GroupVI}
}

func personBody(p Person, id uuid.UUID) PairPerson {
	return PairPerson{
		ID: id, FullName: p.FullName, Phone: p.Phone,
		Unit: org.UnitBody{ID: p.UnitID, Code: p.UnitCode, Name: p.UnitName, NameEN: p.UnitNameEN, Kind: p.UnitKind},
	}
}

func pairBody(p Pairing) PairBody {
	body := PairBody{
		ID: p.ID, State: p.State, Mentor: personBody(p.Mentor, p.MentorID), Learner: personBody(p.Learner, p.LearnerID),
		Competency:  CoachedCompetency{ID: p.CompetencyID, Code: p.Code, NameVI: p.NameVI, NameEN: p.NameEN, GroupVI: p.GroupVI},
		TargetLevel: p.TargetLevel, Message: p.Message, Reason: p.Reason,
		RequestedAt: p.RequestedAt.UTC(), AnsweredAt: utc(p.AnsweredAt), PausedAt: utc(p.PausedAt),
		ClosedAt: utc(p.ClosedAt), Slot: p.Slot, ProgrammeID: p.ProgrammeID,
		Sessions: p.Sessions, Minutes: p.Minutes, Waiting: p.Waiting, Can: PairCan(p.Can),
	}
	if p.State.Open() {
		by := AnswerBy(p.RequestedAt).UTC()
		body.AnswerBy = &by
	}
	return body
}

func sessionBody(s Session) CoachingSessionBody {
	return CoachingSessionBody{
		ID: s.ID, PairID: s.PairID, HeldAt: s.HeldAt.UTC(), Minutes: s.Minutes, Mode: s.Mode, Done: s.Done, Alone: s.Alone,
		Level: s.Level, LoggedAt: s.LoggedAt.UTC(), ConfirmedAt: utc(s.ConfirmedAt), DisputedAt: utc(s.DisputedAt), Dispute: s.Dispute,
	}
}

func confirmation(moved []Moved) SessionConfirmation {
	body := SessionConfirmation{Levels: make([]CoachedLevel, 0, len(moved))}
	for _, m := range moved {
		body.Levels = append(body.Levels, CoachedLevel{Competency: competencyBody(m.Competency), From: m.From, To: m.To, Required: m.Required})
	}
	return body
}

// utc writes instants as RFC 3339 in UTC, whatever the database session's zone.
func utc(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	u := t.UTC()
	return &u
}
