package mentoring

import (
	"context"
	"net/http"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/org"
	"camtay/app/web"
)

// MentorProfileBody is one's own mentor profile: what one decides, and what it
// fills itself with. Half-days are bits: 0 is Monday morning, 9 Friday afternoon.
type MentorProfileBody struct {
	Open          bool                `json:"open"`
	Capacity      int                 `json:"capacity" doc:"people at once"`
	WeeklyMinutes int                 `json:"weekly_minutes"`
	Modes         []string            `json:"modes"`
	Slots         Slots               `json:"slots" minimum:"0" maximum:"1023"`
	Wards         []org.UnitBody      `json:"wards" doc:"communes to travel to, beside the own"`
	Declines      []CoachedCompetency `json:"declines" doc:"not to be asked about"`
	PausedUntil   clock.Day           `json:"paused_until,omitzero" doc:"takes no one new before that day"`
	AwayUntil     clock.Day           `json:"away_until,omitzero" doc:"last day of a recorded absence that pauses it now"`
	Note          string              `json:"note"`
	Champion      bool                `json:"champion"`
	Live          int                 `json:"live" doc:"pairs that take a place now"`
	CanOpen       bool                `json:"can_open"`
	ClosedKey     string              `json:"closed_key,omitempty" doc:"why the profile may not be opened"`
	Args          map[string]any      `json:"closed_args,omitempty"`
	Record        MentorRecord        `json:"record"`
	Proposal      *MentorProposed     `json:"proposal,omitempty" doc:"waits for an answer"`
}

// MentorRecord is what a profile fills itself with.
type MentorRecord struct {
	Skills    []MentorSkill   `json:"skills" doc:"in which one could help, the highest first"`
	Over      int             `json:"over" doc:"pairs that began and are over"`
	Completed int             `json:"completed" doc:"of these, completed with a confirmed session"`
	Reached   int             `json:"reached" doc:"of these, at the level aimed at"`
	Levels    int             `json:"levels" doc:"levels gained by learners who reached their aim"`
	Minutes   int             `json:"minutes" doc:"of confirmed sessions"`
	Coaching  *MentorCoaching `json:"coaching,omitempty" doc:"absent where there is no such course"`
}

// MentorSkill is a competency in which one could help.
type MentorSkill struct {
	Competency CoachedCompetency `json:"competency"`
	Level      int16             `json:"level"`
	Kind       string            `json:"kind,omitempty" doc:"of the newest evidence of the level"`
	On         clock.Day         `json:"on,omitzero" doc:"when it was shown"`
	WordKey    string            `json:"word_key,omitempty" doc:"how sure it is"`
	Likelihood int               `json:"likelihood" minimum:"0" maximum:"100" doc:"in percent; 0 when unknown"`
	RecheckOn  clock.Day         `json:"recheck_on,omitzero"`
}

// MentorCoaching is the course on coaching others.
type MentorCoaching struct {
	CourseID uuid.UUID `json:"course_id"`
	TitleVI  string    `json:"title_vi"`
	TitleEN  string    `json:"title_en"`
	DoneOn   clock.Day `json:"done_on,omitzero"`
}

// MentorProposed is a proposal as the person proposed sees it.
type MentorProposed struct {
	ID    uuid.UUID `json:"id"`
	By    string    `json:"by" doc:"empty: the department"`
	Words string    `json:"words"`
}

// MentorProfileInput replaces one's own mentor profile.
type MentorProfileInput struct {
	Open          bool        `json:"open"`
	Capacity      int         `json:"capacity" minimum:"0" maximum:"20"`
	WeeklyMinutes int         `json:"weekly_minutes" required:"false" minimum:"30" maximum:"1200" default:"120"`
	Modes         []string    `json:"modes" minItems:"1" maxItems:"3" enum:"desk,remote,group"`
	Slots         Slots       `json:"slots" required:"false" minimum:"0" maximum:"1023" default:"1023"`
	Wards         []uuid.UUID `json:"wards" required:"false" maxItems:"200"`
	Declines      []uuid.UUID `json:"declines" required:"false" maxItems:"500"`
	PausedUntil   clock.Day   `json:"paused_until" required:"false"`
	Note          string      `json:"note" maxLength:"1000" required:"false"`
}

// MeetingTimes are the half-days on which one can be met.
type MeetingTimes struct {
	Slots Slots `json:"slots" minimum:"0" maximum:"1023" doc:"bit 0 is Monday morning, bit 9 Friday afternoon"`
}

type profileInput struct {
	Body MentorProfileInput
}

type timesInput struct {
	Body MeetingTimes
}

func profileRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "mentoring-profile", Method: http.MethodGet, Path: "/mentoring/profile", Permission: access.MentoringSelf,
		Summary: "My mentor profile",
	}, func(ctx context.Context, _ *web.Empty) (*web.Body[MentorProfileBody], error) {
		return profiled(svc.Offer(ctx))
	})

	web.Handle(s, web.Route{
		ID: "mentoring-profile-put", Method: http.MethodPut, Path: "/mentoring/profile", Permission: access.MentoringSelf,
		Summary: "Change my mentor profile",
	}, func(ctx context.Context, in *profileInput) (*web.Body[MentorProfileBody], error) {
		return profiled(svc.PutOffer(ctx, in.Body.wishes()))
	})

	web.Handle(s, web.Route{
		ID: "mentoring-near", Method: http.MethodGet, Path: "/mentoring/near", Permission: access.MentoringSelf,
		Summary: "Communes around mine, to travel to",
	}, func(ctx context.Context, _ *web.Empty) (*web.Body[web.List[org.UnitBody]], error) {
		units, err := svc.Near(ctx)
		if err != nil {
			return nil, err
		}
		return &web.Body[web.List[org.UnitBody]]{Body: web.List[org.UnitBody]{Items: unitBodies(units)}}, nil
	})

	web.Handle(s, web.Route{
		ID: "mentoring-times", Method: http.MethodGet, Path: "/mentoring/times", Permission: access.MentoringSelf,
		Summary: "The half-days on which I can be met",
	}, func(ctx context.Context, _ *web.Empty) (*web.Body[MeetingTimes], error) {
		slots, err := svc.Times(ctx)
		if err != nil {
			return nil, err
		}
		return &web.Body[MeetingTimes]{Body: MeetingTimes{Slots: slots}}, nil
	})

	web.Handle(s, web.Route{
		ID: "mentoring-times-put", Method: http.MethodPut, Path: "/mentoring/times", Permission: access.MentoringSelf,
		Summary: "Set the half-days on which I can be met",
	}, func(ctx context.Context, in *timesInput) (*web.Empty, error) {
		return &web.Empty{}, svc.PutTimes(ctx, in.Body.Slots)
	})
}

func (b MentorProfileInput) wishes() Wishes {
	w := Wishes{
		Profile: Profile{Open: b.Open, Capacity: b.Capacity, Modes: b.Modes, Note: b.Note, WeeklyMinutes: b.WeeklyMinutes},
		Slots:   b.Slots, WardIDs: b.Wards, DeclineIDs: b.Declines,
	}
	if !b.PausedUntil.IsZero() {
		w.PausedUntil = &b.PausedUntil
	}
	return w
}

func profiled(o Offer, err error) (*web.Body[MentorProfileBody], error) {
	if err != nil {
		return nil, err
	}
	return &web.Body[MentorProfileBody]{Body: profileBody(o)}, nil
}

func profileBody(o Offer) MentorProfileBody {
	body := MentorProfileBody{
		Open: o.Open, Capacity: o.Capacity, WeeklyMinutes: o.WeeklyMinutes, Modes: o.Modes, Slots: o.Slots, Note: o.Note,
		Wards: unitBodies(o.Wards), Declines: append([]CoachedCompetency{}, o.Declines...), Champion: o.Champion, Live: o.Live,
		CanOpen: o.Opening == nil, Record: recordBody(o.Record),
	}
	if o.Opening != nil {
		body.ClosedKey, body.Args = o.Opening.Key, o.Opening.Args
	}
	if o.PausedUntil != nil {
		body.PausedUntil = *o.PausedUntil
	}
	if o.Away != nil {
		body.AwayUntil = o.Away.Until
	}
	if o.Proposal != nil {
		body.Proposal = &MentorProposed{ID: o.Proposal.ID, By: o.Proposal.By, Words: o.Proposal.Words}
	}
	return body
}

func recordBody(r Record) MentorRecord {
	body := MentorRecord{
		Skills: make([]MentorSkill, 0, len(r.Skills)), Over: r.Over, Completed: r.Completed, Reached: r.Reached,
		Levels: r.Levels, Minutes: r.Minutes,
	}
	for _, s := range r.Skills {
		percent, word, _ := s.Likelihood()
		body.Skills = append(body.Skills, MentorSkill{
			Competency: CoachedCompetency{ID: s.ID, Code: s.Code, NameVI: s.NameVI, NameEN: s.NameEN, GroupVI: s.GroupVI},
			Level:      s.Level, Kind: s.Kind, On: s.On, WordKey: word, Likelihood: percent, RecheckOn: s.RecheckOn,
		})
	}
	if c := r.Coaching; c != nil {
		body.Coaching = &MentorCoaching{CourseID: c.CourseID, TitleVI: c.TitleVI, TitleEN: c.TitleEN, DoneOn: c.DoneOn}
	}
	return body
}

func unitBodies(units []org.Unit) []org.UnitBody {
	bodies := make([]org.UnitBody, 0, len(units))
	for _, u := range units {
		bodies = append(bodies, org.BodyOf(u))
	}
	return bodies
}
