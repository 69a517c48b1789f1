package evidence

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/page"
	"camtay/app/web"
)

// EvidenceAsked is someone who was asked to learn a change.
type EvidenceAsked struct {
	StaffID  uuid.UUID  `json:"staff_id"`
	Code     string     `json:"code"`
	FullName string     `json:"full_name"`
	Unit     string     `json:"unit"`
	DueOn    clock.Day  `json:"due_on" format:"date"`
	DoneAt   *time.Time `json:"done_at,omitempty" doc:"absent: still to be learnt"`
	HeldOn   *clock.Day `json:"held_on,omitempty" format:"date" doc:"of the briefing by which they learnt it"`
	Briefer  string     `json:"briefer,omitempty"`
	CanBrief bool       `json:"can_brief" doc:"the reader may note that they were shown it"`
}

// EvidenceUnitStanding is how far the people of a commune are with a change.
type EvidenceUnitStanding struct {
	UnitID uuid.UUID  `json:"unit_id"`
	Name   string     `json:"name"`
	Asked  int        `json:"asked"`
	Learnt int        `json:"learnt"`
	HeldOn *clock.Day `json:"held_on,omitempty" format:"date" doc:"the latest briefing; absent: none yet"`
}

// EvidenceBriefing is a briefing as a superior notes it.
type EvidenceBriefing struct {
	ID     uuid.UUID   `json:"id" doc:"made by the client; the same id is noted once"`
	HeldOn clock.Day   `json:"held_on" format:"date"`
	Note   string      `json:"note" maxLength:"1000"`
	People []uuid.UUID `json:"people" minItems:"1" maxItems:"500" nullable:"false" doc:"who were there"`
}

// EvidenceHeldBriefing is a briefing that was held.
type EvidenceHeldBriefing struct {
	ID      uuid.UUID `json:"id"`
	HeldOn  clock.Day `json:"held_on" format:"date"`
	Note    string    `json:"note"`
	People  int       `json:"people" doc:"whom it reached, of those the reader leads"`
	Briefer string    `json:"briefer"`
	Unit    string    `json:"unit"`
}

// EvidenceBriefed says whom a briefing reached.
type EvidenceBriefed struct {
	People int `json:"people" doc:"who had not learnt it before"`
}

type askedInput struct {
	web.Paging

	ID     uuid.UUID `path:"id"`
	State  string    `query:"state" enum:"to_learn,learnt"`
	UnitID uuid.UUID `query:"unit" doc:"the unit and those below"`
}

type changePageInput struct {
	web.Paging

	ID uuid.UUID `path:"id"`
}

type briefingInput struct {
	ID   uuid.UUID `path:"id"`
	Body EvidenceBriefing
}

// briefingRoutes serves who has learnt a change, and the briefings about it.
func briefingRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "evidence-change-people", Method: http.MethodGet, Path: "/evidence/changes/{id}/people", Permission: access.EvidenceRead,
		Summary: "Who of one's scope is to learn a change and who has; reading is logged",
	}, func(ctx context.Context, in *askedInput) (*web.Body[web.List[EvidenceAsked]], error) {
		return askedPage(ctx, svc, in)
	})
	web.Handle(s, web.Route{
		ID: "evidence-change-units", Method: http.MethodGet, Path: "/evidence/changes/{id}/units", Permission: access.EvidenceRead,
		Summary: "How far the communes of one's scope are with a change, those furthest behind first",
	}, func(ctx context.Context, in *changePageInput) (*web.Body[web.List[EvidenceUnitStanding]], error) {
		return unitsPage(ctx, svc, in)
	})
	web.Handle(s, web.Route{
		ID: "evidence-briefings", Method: http.MethodGet, Path: "/evidence/changes/{id}/briefings", Permission: access.EvidenceRead,
		Summary: "The briefings about a change that reached people of one's scope, the latest first",
	}, func(ctx context.Context, in *changePageInput) (*web.Body[web.List[EvidenceHeldBriefing]], error) {
		return briefingsPage(ctx, svc, in)
	})
	web.Handle(s, web.Route{
		ID: "evidence-brief", Method: http.MethodPost, Path: "/evidence/changes/{id}/briefings", Permission: access.EvidenceBrief,
		Summary: "Note that people were shown what changed",
	}, func(ctx context.Context, in *briefingInput) (*web.Body[EvidenceBriefed], error) {
		n, err := svc.Brief(ctx, in.ID, Briefing(in.Body))
		if err != nil {
			return nil, err
		}
		return &web.Body[EvidenceBriefed]{Body: EvidenceBriefed{People: n}}, nil
	})
	web.Handle(s, web.Route{
		ID: "evidence-briefing-undo", Method: http.MethodPost, Path: "/evidence/briefings/{id}/undo", Permission: access.EvidenceBrief,
		Summary: "Take a briefing back: those it reached are to learn the change again",
	}, func(ctx context.Context, in *changeIDInput) (*web.Empty, error) {
		return &web.Empty{}, svc.UndoBriefing(ctx, in.ID)
	})
}

func askedPage(ctx context.Context, svc *Service, in *askedInput) (*web.Body[web.List[EvidenceAsked]], error) {
	after, err := page.Parse(in.After, askedKeys)
	if err != nil {
		return nil, err
	}
	limit := page.Limit(in.Limit)
	found, err := svc.AskedPeople(ctx, AskedFilter{ChangeID: in.ID, State: in.State, UnitID: in.UnitID, Q: in.Q, After: after, Limit: limit})
	if err != nil {
		return nil, err
	}
	found, next := page.Cut(found, limit, func(a Asked) string { return page.Cursor(a.GivenName, a.FamilyName, a.StaffID.String()) })
	items := make([]EvidenceAsked, 0, len(found))
	for _, a := range found {
		items = append(items, EvidenceAsked{
			StaffID: a.StaffID, Code: a.Code, FullName: a.FullName, Unit: a.Unit, DueOn: a.DueOn, DoneAt: a.DoneAt,
			HeldOn: dayPointer(a.HeldOn), Briefer: a.Briefer, CanBrief: a.DoneAt == nil && svc.MayBrief(ctx, a),
		})
	}
	return &web.Body[web.List[EvidenceAsked]]{Body: web.List[EvidenceAsked]{Items: items, Next: next}}, nil
}

func unitsPage(ctx context.Context, svc *Service, in *changePageInput) (*web.Body[web.List[EvidenceUnitStanding]], error) {
	after, err := page.Parse(in.After, askedKeys)
	if err != nil {
		return nil, err
	}
	limit := page.Limit(in.Limit)
	found, err := svc.AskedUnits(ctx, UnitsFilter{ChangeID: in.ID, Q: in.Q, After: after, Limit: limit})
	if err != nil {
		return nil, err
	}
	found, next := page.Cut(found, limit, func(u UnitStanding) string {
		return page.Cursor(strconv.Itoa(u.Asked-u.Learnt), u.Name, u.UnitID.String())
	})
	items := make([]EvidenceUnitStanding, 0, len(found))
	for _, u := range found {
		items = append(items, EvidenceUnitStanding{UnitID: u.UnitID, Name: u.Name, Asked: u.Asked, Learnt: u.Learnt, HeldOn: dayPointer(u.HeldOn)})
	}
	return &web.Body[web.List[EvidenceUnitStanding]]{Body: web.List[EvidenceUnitStanding]{Items: items, Next: next}}, nil
}

func briefingsPage(ctx context.Context, svc *Service, in *changePageInput) (*web.Body[web.List[EvidenceHeldBriefing]], error) {
	after, err := page.Parse(in.After, 2)
	if err != nil {
		return nil, err
	}
	limit := page.Limit(in.Limit)
	found, err := svc.Briefings(ctx, in.ID, after, limit)
	if err != nil {
		return nil, err
	}
	found, next := page.Cut(found, limit, func(b BriefingView) string { return page.Cursor(b.HeldOn.String(), b.ID.String()) })
	items := make([]EvidenceHeldBriefing, 0, len(found))
	for _, b := range found {
		items = append(items, EvidenceHeldBriefing{ID: b.ID, HeldOn: b.HeldOn, Note: b.Note, People: b.People, Briefer: b.Briefer, Unit: b.Unit})
	}
	return &web.Body[web.List[EvidenceHeldBriefing]]{Body: web.List[EvidenceHeldBriefing]{Items: items, Next: next}}, nil
}

func dayPointer(d clock.Day) *clock.Day {
	if d.IsZero() {
		return nil
	}
	return &d
}
