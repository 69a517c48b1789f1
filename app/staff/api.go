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

// StaffUnitBody names a unit.
type StaffUnitBody struct {
	ID   uuid.UUID `json:"id"`
	Name string    `json:"name"`
}

// StaffPostBody is a post as clients see it.
type StaffPostBody struct {
	PositionID uuid.UUID `json:"position_id"`
	PositionVI string    `json:"position_vi"`
	PositionEN string    `json:"position_en"`
	UnitID     uuid.UUID `json:"unit_id"`
	Unit       string    `json:"unit"`
	Kind       string    `json:"kind" enum:"permanent,acting,concurrent,seconded"`
	From       clock.Day `json:"from"`
	Until      clock.Day `json:"until,omitzero" doc:"first day no longer held; absent when open-ended"`
}

// StaffPersonBody is a person in a list, with the posts held today.
type StaffPersonBody struct {
	ID       uuid.UUID       `json:"id"`
	Code     string          `json:"code"`
	FullName string          `json:"full_name"`
	Unit     StaffUnitBody   `json:"unit"`
	Posts    []StaffPostBody `json:"posts"`
}

// StaffPersonDetail is a person with all posts, past and future, latest first.
type StaffPersonDetail struct {
	StaffPersonBody

	GivenName       string    `json:"given_name"`
	Gender          string    `json:"gender" enum:",male,female"`
	BornOn          clock.Day `json:"born_on,omitzero"`
	RankCode        string    `json:"rank_code"`
	Education       string    `json:"education"`
	Major           string    `json:"major"`
	PoliticalTheory string    `json:"political_theory"`
	StateManagement string    `json:"state_management"`
	ITLevel         string    `json:"it_level"`
	ForeignLanguage string    `json:"foreign_language"`
	JoinedOn        clock.Day `json:"joined_on,omitzero"`
	Phone           string    `json:"phone"`
	Email           string    `json:"email"`
	Note            string    `json:"note"`
	LeftOn          clock.Day `json:"left_on,omitzero"`
}

// StaffPositionBody is a job position.
type StaffPositionBody struct {
	ID       uuid.UUID `json:"id"`
	Code     string    `json:"code"`
	NameVI   string    `json:"name_vi"`
	NameEN   string    `json:"name_en"`
	Office   string    `json:"office"`
	Category string    `json:"category"`
}

type peopleInput struct {
	web.Paging

	Unit     uuid.UUID `query:"unit" doc:"people of this unit and the units below it, by home unit or post"`
	Position uuid.UUID `query:"position" doc:"people who hold this position today"`
}

type personInput struct {
	ID uuid.UUID `path:"id"`
}

type positionsInput struct {
	web.Paging
}

// Routes serves people, positions and imports.
func Routes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "staff-people", Method: http.MethodGet, Path: "/staff/people", Permission: access.StaffRead,
		Summary: "People in scope, by given name",
	}, svc.peoplePage)

	web.Handle(s, web.Route{
		ID: "staff-person", Method: http.MethodGet, Path: "/staff/people/{id}", Permission: access.StaffRead,
		Summary: "One person with all posts",
	}, func(ctx context.Context, in *personInput) (*web.Body[StaffPersonDetail], error) {
		p, err := svc.Person(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		return &web.Body[StaffPersonDetail]{Body: personDetail(p)}, nil
	})

	web.Handle(s, web.Route{
		ID: "staff-positions", Method: http.MethodGet, Path: "/staff/positions", Permission: access.OrgRead,
		Summary: "Search job positions by name or code",
	}, svc.positionsPage)

	importRoutes(s, svc)
	coverRoutes(s, svc)
}

func (s *Service) peoplePage(ctx context.Context, in *peopleInput) (*web.Body[web.List[StaffPersonBody]], error) {
	after, err := page.Parse(in.After, peopleKeys)
	if err != nil {
		return nil, err
	}
	limit := page.Limit(in.Limit)
	people, err := s.People(ctx, PeopleFilter{Q: in.Q, UnitID: in.Unit, PositionID: in.Position, After: after, Limit: limit})
	if err != nil {
		return nil, err
	}
	people, next := page.Cut(people, limit, func(p Profile) string {
		return page.Cursor(p.GivenName, p.FamilyName, p.ID.String())
	})
	items := make([]StaffPersonBody, 0, len(people))
	for _, p := range people {
		items = append(items, personBody(p))
	}
	return &web.Body[web.List[StaffPersonBody]]{Body: web.List[StaffPersonBody]{Items: items, Next: next}}, nil
}

func (s *Service) positionsPage(ctx context.Context, in *positionsInput) (*web.Body[web.List[StaffPositionBody]], error) {
	after, err := page.Parse(in.After, positionKeys)
	if err != nil {
		return nil, err
	}
	limit := page.Limit(in.Limit)
	positions, err := s.Positions(ctx, PositionFilter{Q: in.Q, After: after, Limit: limit})
	if err != nil {
		return nil, err
	}
	positions, next := page.Cut(positions, limit, func(p Position) string { return page.Cursor(p.NameVI, p.ID.String()) })
	items := make([]StaffPositionBody, 0, len(positions))
	for _, p := range positions {
		items = append(items, StaffPositionBody{
			ID: p.ID, Code: p.Code, NameVI: p.NameVI, NameEN: p.NameEN, Office: p.Office, Category: p.Category,
		})
	}
	return &web.Body[web.List[StaffPositionBody]]{Body: web.List[StaffPositionBody]{Items: items, Next: next}}, nil
}

func personBody(p Profile) StaffPersonBody {
	posts := make([]StaffPostBody, 0, len(p.Posts))
	for _, h := range p.Posts {
		posts = append(posts, StaffPostBody{
			PositionID: h.PositionID, PositionVI: h.PositionVI, PositionEN: h.PositionEN,
			UnitID: h.UnitID, Unit: h.Unit, Kind: h.Kind, From: h.From, Until: h.Until,
		})
	}
	return StaffPersonBody{
		ID: p.ID, Code: p.Code, FullName: p.FullName, Unit: StaffUnitBody{ID: p.UnitID, Name: p.UnitName}, Posts: posts,
	}
}

func personDetail(p Profile) StaffPersonDetail {
	return StaffPersonDetail{
		StaffPersonBody: personBody(p), GivenName: p.GivenName, Gender: p.Gender, BornOn: p.BornOn, RankCode: p.RankCode,
		Education: p.Education, Major: p.Major, PoliticalTheory: p.PoliticalTheory, StateManagement: p.StateManagement,
		ITLevel: p.ITLevel, ForeignLanguage: p.ForeignLanguage, JoinedOn: p.JoinedOn, Phone: p.Phone, Email: p.Email,
		Note: p.Note, LeftOn: p.LeftOn,
	}
}
