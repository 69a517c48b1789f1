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

// MatchReason is one fact behind a suggestion. Days in args are written dd/MM/yyyy.
type MatchReason struct {
	Key  string         `json:"key"`
	Args map[string]any `json:"args"`
}

// MentorPost is a post a suggested mentor holds.
type MentorPost struct {
	PositionVI string `json:"position_vi"`
	PositionEN string `json:"position_en"`
	Unit       string `json:"unit"`
	Kind       string `json:"kind" enum:"permanent,acting,concurrent,seconded"`
}

// MentorCard is what peers may know of a mentor.
type MentorCard struct {
	ID       uuid.UUID    `json:"id"`
	FullName string       `json:"full_name"`
	Unit     org.UnitBody `json:"unit"`
	Posts    []MentorPost `json:"posts"`
}

// LivePairBody names the pair that already binds learner and mentor.
type LivePairBody struct {
	ID    uuid.UUID `json:"id"`
	State State     `json:"state" enum:"requested,active"`
}

// SuggestionBody is one suggested mentor.
type SuggestionBody struct {
	Mentor   MentorCard    `json:"mentor"`
	Level    int16         `json:"level" doc:"evidenced level in the competency asked about"`
	Reasons  []MatchReason `json:"reasons"`
	Score    int           `json:"score" minimum:"0" maximum:"10000" doc:"basis points"`
	Free     int           `json:"free" doc:"places left"`
	Capacity int           `json:"capacity"`
	Place    Place         `json:"place" enum:"office,ward,neighbour"`
	Pair     *LivePairBody `json:"pair,omitempty" doc:"present when already asked or paired: not to be asked again"`
}

// SuggestionList is the answer to "who can help me with this".
type SuggestionList struct {
	Competency CoachedCompetency `json:"competency"`
	Level      int16             `json:"level" doc:"the learner's own"`
	Required   int16             `json:"required" doc:"by the learner's posts; 0 when none asks"`
	Items      []SuggestionBody  `json:"items" doc:"live pairs first, then by score"`
}

// MentorProfileBody is one's own mentor profile.
type MentorProfileBody struct {
	Open      bool           `json:"open"`
	Capacity  int            `json:"capacity"`
	Modes     []string       `json:"modes"`
	Note      string         `json:"note"`
	Champion  bool           `json:"champion"`
	Live      int            `json:"live" doc:"pairs requested or active now"`
	CanOpen   bool           `json:"can_open"`
	ClosedKey string         `json:"closed_key,omitempty" doc:"why the profile may not be opened"`
	Args      map[string]any `json:"closed_args,omitempty"`
}

// MentorProfileInput replaces one's own mentor profile.
type MentorProfileInput struct {
	Open     bool     `json:"open"`
	Capacity int      `json:"capacity" minimum:"0" maximum:"20"`
	Modes    []string `json:"modes" minItems:"1" maxItems:"3" enum:"desk,remote,group"`
	Note     string   `json:"note" maxLength:"1000" required:"false"`
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
	Accept  bool `json:"accept"`
	Decline bool `json:"decline"`
	Log     bool `json:"log"`
	Confirm bool `json:"confirm"`
	End     bool `json:"end" doc:"end early or complete; of a request, take it back"`
}

// PairBody is one pair.
type PairBody struct {
	ID          uuid.UUID         `json:"id"`
	State       State             `json:"state" enum:"requested,active,declined,expired,completed,ended"`
	Mentor      PairPerson        `json:"mentor"`
	Learner     PairPerson        `json:"learner"`
	Competency  CoachedCompetency `json:"competency"`
	TargetLevel int16             `json:"target_level"`
	Message     string            `json:"message"`
	Reason      string            `json:"reason"`
	RequestedAt time.Time         `json:"requested_at"`
	AnswerBy    *time.Time        `json:"answer_by,omitempty" doc:"when an unanswered request expires"`
	AnsweredAt  *time.Time        `json:"answered_at,omitempty"`
	ClosedAt    *time.Time        `json:"closed_at,omitempty"`
	Sessions    int               `json:"sessions" doc:"logged and not disputed"`
	Minutes     int               `json:"minutes"`
	Waiting     int               `json:"waiting" doc:"sessions the learner has still to confirm"`
	Can         PairCan           `json:"can"`
}

// PairDetail is a pair with its sessions, newest first.
type PairDetail struct {
	PairBody

	Log      []CoachingSessionBody `json:"log"`
	MaxLevel int16                 `json:"max_level" doc:"highest level the caller may log as observed; 0 unless the mentor"`
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

func suggestionList(s Suggestions) SuggestionList {
	list := SuggestionList{
		Competency: competencyBody(s.Competency), Level: s.Asker.Level, Required: s.Asker.Required,
		Items: make([]SuggestionBody, 0, len(s.Items)),
	}
	for _, i := range s.Items {
		list.Items = append(list.Items, suggestionBody(i))
	}
	return list
}

func suggestionBody(s Suggested) SuggestionBody {
	body := SuggestionBody{
		Mentor: MentorCard{ID: s.MentorID, FullName: s.FullName, Unit: s.Unit, Posts: make([]MentorPost, 0, len(s.Posts))},
		Level:  s.Level, Score: s.Score, Free: s.Free(), Capacity: s.Capacity, Place: s.Place,
		Reasons: make([]MatchReason, 0, len(s.Reasons)),
	}
	for _, p := range s.Posts {
		body.Mentor.Posts = append(body.Mentor.Posts, MentorPost{PositionVI: p.PositionVI, PositionEN: p.PositionEN, Unit: p.Unit, Kind: p.Kind})
	}
	for _, r := range s.Reasons {
		args := r.Args
		if args == nil {
			args = map[string]any{}
		}
		body.Reasons = append(body.Reasons, MatchReason{Key: r.Key, Args: args})
	}
	if s.Pair != nil {
		body.Pair = &LivePairBody{ID: s.Pair.ID, State: s.Pair.State}
	}
	return body
}

func profileBody(o Offer) MentorProfileBody {
	body := MentorProfileBody{
		Open: o.Open, Capacity: o.Capacity, Modes: o.Modes, Note: o.Note, Champion: o.Champion, Live: o.Live,
		CanOpen: o.Opening == nil,
	}
	if o.Opening != nil {
		body.ClosedKey, body.Args = o.Opening.Key, o.Opening.Args
	}
	return body
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
		RequestedAt: p.RequestedAt.UTC(), AnsweredAt: utc(p.AnsweredAt), ClosedAt: utc(p.ClosedAt),
		Sessions: p.Sessions, Minutes: p.Minutes, Waiting: p.Waiting, Can: PairCan(p.Can),
	}
	if p.State == Requested {
		by := AnswerBy(p.RequestedAt).UTC()
		body.AnswerBy = &by
	}
	return body
}

func pairDetail(p Pairing) PairDetail {
	detail := PairDetail{PairBody: pairBody(p), Log: make([]CoachingSessionBody, 0, len(p.Log)), MaxLevel: p.MaxLevel}
	for _, s := range p.Log {
		detail.Log = append(detail.Log, sessionBody(s))
	}
	return detail
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
