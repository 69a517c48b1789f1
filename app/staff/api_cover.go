package staff

import (
	"context"
	"net/http"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/page"
	"camtay/app/web"
)

// StaffAbsenceBody is when someone is away, both days included.
type StaffAbsenceBody struct {
	ID    uuid.UUID `json:"id"`
	From  clock.Day `json:"from"`
	Until clock.Day `json:"until"`
	Kind  string    `json:"kind" enum:"leave,mission,training,other"`
}

// StaffAbsentBody is an absence in a list over people.
type StaffAbsentBody struct {
	StaffAbsenceBody

	StaffID  uuid.UUID `json:"staff_id"`
	FullName string    `json:"full_name"`
	Unit     string    `json:"unit"`
}

// StaffAbsenceInput enters an absence of one's own.
type StaffAbsenceInput struct {
	From  clock.Day `json:"from"`
	Until clock.Day `json:"until" doc:"the last day away"`
	Kind  string    `json:"kind" enum:"leave,mission,training,other"`
}

// StaffAbsentInput enters an absence of someone.
type StaffAbsentInput struct {
	StaffAbsenceInput

	StaffID uuid.UUID `json:"staff_id"`
}

// StaffCounterBody is a unit's counter. Minimum is absent where none is set.
type StaffCounterBody struct {
	UnitID  uuid.UUID `json:"unit_id"`
	Unit    string    `json:"unit"`
	Parent  string    `json:"parent"`
	Minimum *int      `json:"minimum,omitempty" doc:"people who must be there at any time"`
	People  int       `json:"people"`
	Away    int       `json:"away" doc:"today"`
	Spare   int       `json:"spare" doc:"how many more may leave today"`
	Short   int       `json:"short" doc:"how many are missing today"`
}

// StaffCounterInput sets a counter.
type StaffCounterInput struct {
	Minimum int `json:"minimum" minimum:"0" maximum:"100"`
}

type absencesInput struct {
	web.Paging

	Unit uuid.UUID `query:"unit" doc:"people of this unit and the units below it"`
	Over bool      `query:"over" doc:"those that are over, the latest first"`
}

type absentInput struct {
	Body StaffAbsentInput
}

type absentMyselfInput struct {
	Body StaffAbsenceInput
}

type absenceInput struct {
	ID uuid.UUID `path:"id"`
}

type countersInput struct {
	web.Paging
}

type counterInput struct {
	ID uuid.UUID `path:"id"`
}

type counterPutInput struct {
	ID   uuid.UUID `path:"id"`
	Body StaffCounterInput
}

func coverRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "staff-absences", Method: http.MethodGet, Path: "/staff/absences", Permission: access.StaffCover,
		Summary: "Who is away, of the people I lead",
	}, svc.absencesPage)

	web.Handle(s, web.Route{
		ID: "staff-absences-post", Method: http.MethodPost, Path: "/staff/absences", Permission: access.StaffCover,
		Status: http.StatusCreated, Summary: "Enter an absence of someone I lead",
	}, func(ctx context.Context, in *absentInput) (*web.Body[StaffAbsenceBody], error) {
		b := in.Body
		return entered(svc.Absent(ctx, Absence{StaffID: b.StaffID, From: b.From, Until: b.Until, Kind: b.Kind}))
	})

	web.Handle(s, web.Route{
		ID: "staff-absences-delete", Method: http.MethodDelete, Path: "/staff/absences/{id}", Permission: access.StaffCover,
		Summary: "Take an absence back",
	}, func(ctx context.Context, in *absenceInput) (*web.Empty, error) {
		return &web.Empty{}, svc.Return(ctx, in.ID)
	})

	ownAbsenceRoutes(s, svc)
	counterRoutes(s, svc)
}

func ownAbsenceRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "staff-absences-mine", Method: http.MethodGet, Path: "/staff/absences/mine", Permission: access.StaffSelf,
		Summary: "My absences that are not over",
	}, func(ctx context.Context, _ *web.Empty) (*web.Body[web.List[StaffAbsenceBody]], error) {
		found, err := svc.MyAbsences(ctx)
		if err != nil {
			return nil, err
		}
		list := web.List[StaffAbsenceBody]{Items: make([]StaffAbsenceBody, 0, len(found))}
		for _, a := range found {
			list.Items = append(list.Items, absenceBody(a))
		}
		return &web.Body[web.List[StaffAbsenceBody]]{Body: list}, nil
	})

	web.Handle(s, web.Route{
		ID: "staff-absences-mine-post", Method: http.MethodPost, Path: "/staff/absences/mine", Permission: access.StaffSelf,
		Status: http.StatusCreated, Summary: "Enter an absence of mine",
	}, func(ctx context.Context, in *absentMyselfInput) (*web.Body[StaffAbsenceBody], error) {
		return entered(svc.AbsentMyself(ctx, Absence{From: in.Body.From, Until: in.Body.Until, Kind: in.Body.Kind}))
	})

	web.Handle(s, web.Route{
		ID: "staff-absences-mine-delete", Method: http.MethodDelete, Path: "/staff/absences/mine/{id}", Permission: access.StaffSelf,
		Summary: "Take an absence of mine back",
	}, func(ctx context.Context, in *absenceInput) (*web.Empty, error) {
		return &web.Empty{}, svc.ReturnMyself(ctx, in.ID)
	})
}

func counterRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "staff-counters", Method: http.MethodGet, Path: "/staff/counters", Permission: access.StaffCover,
		Summary: "Counters of my units, and who is there today",
	}, svc.countersPage)

	web.Handle(s, web.Route{
		ID: "staff-counters-put", Method: http.MethodPut, Path: "/staff/counters/{id}", Permission: access.StaffCover,
		Summary: "Set how many must be at a unit's counter",
	}, func(ctx context.Context, in *counterPutInput) (*web.Empty, error) {
		return &web.Empty{}, svc.PutCounter(ctx, in.ID, in.Body.Minimum)
	})

	web.Handle(s, web.Route{
		ID: "staff-counters-delete", Method: http.MethodDelete, Path: "/staff/counters/{id}", Permission: access.StaffCover,
		Summary: "Say that a unit has no counter",
	}, func(ctx context.Context, in *counterInput) (*web.Empty, error) {
		return &web.Empty{}, svc.DropCounter(ctx, in.ID)
	})
}

func (s *Service) absencesPage(ctx context.Context, in *absencesInput) (*web.Body[web.List[StaffAbsentBody]], error) {
	after, err := page.Parse(in.After, absenceKeys)
	if err != nil {
		return nil, err
	}
	limit := page.Limit(in.Limit)
	found, err := s.AbsencesIn(ctx, in.Unit, AbsenceFilter{Q: in.Q, Over: in.Over, After: after, Limit: limit})
	if err != nil {
		return nil, err
	}
	found, next := page.Cut(found, limit, func(a Absent) string { return page.Cursor(a.From.String(), a.ID.String()) })
	list := web.List[StaffAbsentBody]{Items: make([]StaffAbsentBody, 0, len(found)), Next: next}
	for _, a := range found {
		list.Items = append(list.Items, StaffAbsentBody{
			StaffAbsenceBody: absenceBody(a.Absence), StaffID: a.StaffID, FullName: a.FullName, Unit: a.Unit,
		})
	}
	return &web.Body[web.List[StaffAbsentBody]]{Body: list}, nil
}

func (s *Service) countersPage(ctx context.Context, in *countersInput) (*web.Body[web.List[StaffCounterBody]], error) {
	after, err := page.Parse(in.After, counterKeys)
	if err != nil {
		return nil, err
	}
	limit := page.Limit(in.Limit)
	found, err := s.CountersIn(ctx, CounterFilter{Q: in.Q, After: after, Limit: limit})
	if err != nil {
		return nil, err
	}
	found, next := page.Cut(found, limit, func(c CounterLine) string { return page.Cursor(c.Name, c.UnitID.String()) })
	list := web.List[StaffCounterBody]{Items: make([]StaffCounterBody, 0, len(found)), Next: next}
	for _, c := range found {
		list.Items = append(list.Items, counterBody(c))
	}
	return &web.Body[web.List[StaffCounterBody]]{Body: list}, nil
}

func entered(a Absence, err error) (*web.Body[StaffAbsenceBody], error) {
	if err != nil {
		return nil, err
	}
	return &web.Body[StaffAbsenceBody]{Body: absenceBody(a)}, nil
}

func absenceBody(a Absence) StaffAbsenceBody {
	return StaffAbsenceBody{ID: a.ID, From: a.From, Until: a.Until, Kind: a.Kind}
}

func counterBody(c CounterLine) StaffCounterBody {
	body := StaffCounterBody{UnitID: c.UnitID, Unit: c.Name, Parent: c.Parent, Minimum: c.Minimum, People: c.People, Away: c.Away}
	if c.Minimum != nil {
		cover := Cover{People: c.People, Away: c.Away, Minimum: *c.Minimum}
		body.Spare, body.Short = cover.Spare(), cover.Short()
	}
	return body
}
