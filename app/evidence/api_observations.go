package evidence

import (
	"context"
	"net/http"
	"time"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/page"
	"camtay/app/web"
)

// EvidenceObservable is someone whom the reader may observe.
type EvidenceObservable struct {
	StaffID    uuid.UUID `json:"staff_id"`
	Code       string    `json:"code"`
	FullName   string    `json:"full_name"`
	Unit       string    `json:"unit"`
	PositionVI string    `json:"position_vi,omitempty"`
	PositionEN string    `json:"position_en,omitempty"`
}

// EvidenceObserved is an observation that the reader wrote.
type EvidenceObserved struct {
	EntryID      uuid.UUID  `json:"entry_id"`
	StaffID      uuid.UUID  `json:"staff_id"`
	Code         string     `json:"code"`
	FullName     string     `json:"full_name"`
	Unit         string     `json:"unit"`
	CompetencyID uuid.UUID  `json:"competency_id"`
	NameVI       string     `json:"name_vi"`
	NameEN       string     `json:"name_en"`
	Level        int16      `json:"level"`
	Reason       string     `json:"reason"`
	SeenOn       clock.Day  `json:"seen_on" format:"date"`
	PostedAt     time.Time  `json:"posted_at"`
	WithdrawnAt  *time.Time `json:"withdrawn_at,omitempty"`
	Withdrawal   string     `json:"withdrawal,omitempty" doc:"why it was withdrawn"`
}

type observableInput struct {
	web.Paging
}

type observableOneInput struct {
	StaffID uuid.UUID `path:"staff_id"`
}

// observationRoutes serve assessors who write down what they saw at work.
func observationRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "evidence-observable", Method: http.MethodGet, Path: "/evidence/observable", Permission: access.EvidenceObserve,
		Summary: "Whom the reader may observe, by given name",
	}, func(ctx context.Context, in *observableInput) (*web.Body[web.List[EvidenceObservable]], error) {
		return observablePage(ctx, svc, in)
	})
	web.Handle(s, web.Route{
		ID: "evidence-observable-person", Method: http.MethodGet, Path: "/evidence/observable/{staff_id}", Permission: access.EvidenceObserve,
		Summary: "The competencies that someone's posts require, without how far they are",
	}, func(ctx context.Context, in *observableOneInput) (*web.Body[web.List[competency.CompetencyBody]], error) {
		found, err := svc.Observable(ctx, in.StaffID)
		if err != nil {
			return nil, err
		}
		items := make([]competency.CompetencyBody, 0, len(found))
		for _, c := range found {
			items = append(items, competency.BodyOf(c))
		}
		return &web.Body[web.List[competency.CompetencyBody]]{Body: web.List[competency.CompetencyBody]{Items: items}}, nil
	})
	web.Handle(s, web.Route{
		ID: "evidence-observations-mine", Method: http.MethodGet, Path: "/evidence/observations/mine", Permission: access.EvidenceObserve,
		Summary: "What the reader observed of people whom they may observe, the latest first",
	}, func(ctx context.Context, in *observableInput) (*web.Body[web.List[EvidenceObserved]], error) {
		return observedPage(ctx, svc, in)
	})
}

func observablePage(ctx context.Context, svc *Service, in *observableInput) (*web.Body[web.List[EvidenceObservable]], error) {
	after, err := page.Parse(in.After, observableKeys)
	if err != nil {
		return nil, err
	}
	limit := page.Limit(in.Limit)
	found, err := svc.Observables(ctx, ObservableFilter{Q: in.Q, After: after, Limit: limit})
	if err != nil {
		return nil, err
	}
	found, next := page.Cut(found, limit, func(o Observable) string { return page.Cursor(o.GivenName, o.FamilyName, o.StaffID.String()) })
	items := make([]EvidenceObservable, 0, len(found))
	for _, o := range found {
		items = append(items, EvidenceObservable{
			StaffID: o.StaffID, Code: o.Code, FullName: o.FullName, Unit: o.Unit, PositionVI: o.PositionVI, PositionEN: o.PositionEN,
		})
	}
	return &web.Body[web.List[EvidenceObservable]]{Body: web.List[EvidenceObservable]{Items: items, Next: next}}, nil
}

func observedPage(ctx context.Context, svc *Service, in *observableInput) (*web.Body[web.List[EvidenceObserved]], error) {
	after, err := page.Parse(in.After, observedKeys)
	if err != nil {
		return nil, err
	}
	limit := page.Limit(in.Limit)
	found, err := svc.MyObservations(ctx, ObservedFilter{Q: in.Q, After: after, Limit: limit})
	if err != nil {
		return nil, err
	}
	found, next := page.Cut(found, limit, func(o Observed) string {
		return page.Cursor(o.PostedAt.UTC().Format(time.RFC3339Nano), o.EntryID.String())
	})
	items := make([]EvidenceObserved, 0, len(found))
	for _, o := range found {
		items = append(items, EvidenceObserved{
			EntryID: o.EntryID, StaffID: o.StaffID, Code: o.Code, FullName: o.FullName, Unit: o.Unit,
			CompetencyID: o.CompetencyID, NameVI: o.NameVI, NameEN: o.NameEN, Level: o.Level, Reason: o.Reason,
			SeenOn: clock.DayOf(o.ObservedAt), PostedAt: o.PostedAt, WithdrawnAt: o.WithdrawnAt, Withdrawal: o.Withdrawal,
		})
	}
	return &web.Body[web.List[EvidenceObserved]]{Body: web.List[EvidenceObserved]{Items: items, Next: next}}, nil
}
