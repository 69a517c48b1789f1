package competency

import (
	"context"
	"net/http"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/web"
)

// RequirementBody is what a position requires of a competency from a day on, and
// until a day when it has an end.
type RequirementBody struct {
	Competency CompetencyBody `json:"competency"`
	Level      int16          `json:"level"`
	Critical   bool           `json:"critical"`
	Weight     int16          `json:"weight"`
	From       clock.Day      `json:"from" format:"date"`
	Until      *clock.Day     `json:"until,omitempty" format:"date" doc:"the first day on which it no longer holds"`
}

// RequirementChange sets a requirement from a day on.
type RequirementChange struct {
	PositionID   uuid.UUID `json:"position_id"`
	CompetencyID uuid.UUID `json:"competency_id"`
	Level        int16     `json:"level" minimum:"0" maximum:"5" doc:"0 removes the requirement"`
	Critical     bool      `json:"critical,omitempty"`
	Weight       int16     `json:"weight,omitempty" minimum:"0" maximum:"9" doc:"0 means 1"`
	From         clock.Day `json:"from,omitempty" format:"date" doc:"today when absent; not past"`
}

// LocalRequirement is what a unit asks of posts in it beyond those above it.
type LocalRequirement struct {
	ID           uuid.UUID  `json:"id"`
	UnitID       uuid.UUID  `json:"unit_id"`
	UnitName     string     `json:"unit_name"`
	PositionID   *uuid.UUID `json:"position_id,omitempty" doc:"absent: every position"`
	PositionVI   string     `json:"position_vi,omitempty"`
	PositionEN   string     `json:"position_en,omitempty"`
	CompetencyID uuid.UUID  `json:"competency_id"`
	CompetencyVI string     `json:"competency_vi"`
	CompetencyEN string     `json:"competency_en"`
	Level        int16      `json:"level"`
	Critical     bool       `json:"critical"`
	Weight       int16      `json:"weight"`
	SetBy        string     `json:"set_by" doc:"the unit on whose authority it was set"`
	Reason       string     `json:"reason"`
	From         clock.Day  `json:"from" format:"date"`
	Until        *clock.Day `json:"until,omitempty" format:"date"`
	MayLift      bool       `json:"may_lift"`
}

// LocalRequirements are what a unit and those above it ask of posts in it.
type LocalRequirements struct {
	Items    []LocalRequirement `json:"items"`
	MayRaise bool               `json:"may_raise"`
}

// LocalChange asks for more in a unit.
type LocalChange struct {
	UnitID       uuid.UUID `json:"unit_id"`
	PositionID   uuid.UUID `json:"position_id,omitempty" doc:"absent: every position in the unit and below"`
	CompetencyID uuid.UUID `json:"competency_id"`
	Level        int16     `json:"level" minimum:"1" maximum:"5"`
	Critical     bool      `json:"critical,omitempty"`
	Weight       int16     `json:"weight,omitempty" minimum:"0" maximum:"9"`
	From         clock.Day `json:"from,omitempty" format:"date"`
	Reason       string    `json:"reason" minLength:"1" maxLength:"500"`
}

type positionInput struct {
	Position uuid.UUID `query:"position" required:"true"`
	Planned  bool      `query:"planned" doc:"those that begin after today instead"`
}

type changeInput struct {
	Body RequirementChange
}

type unitInput struct {
	Unit uuid.UUID `query:"unit" required:"true"`
}

type raiseInput struct {
	Body LocalChange
}

func routeRequirements(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "competency-requirements", Method: http.MethodGet, Path: "/competency/requirements", Permission: access.CompetencyRead,
		Summary: "What a position requires today, or what is planned",
	}, func(ctx context.Context, in *positionInput) (*web.Body[web.List[RequirementBody]], error) {
		read := svc.Requirements
		if in.Planned {
			read = svc.Planned
		}
		found, competencies, err := read(ctx, in.Position)
		if err != nil {
			return nil, err
		}
		items := make([]RequirementBody, 0, len(found))
		for _, r := range found {
			items = append(items, RequirementBody{
				Competency: BodyOf(competencies[r.CompetencyID]), Level: r.Level, Critical: r.Critical, Weight: r.Weight,
				From: r.From, Until: end(r.Until),
			})
		}
		return &web.Body[web.List[RequirementBody]]{Body: web.List[RequirementBody]{Items: items}}, nil
	})

	web.Handle(s, web.Route{
		ID: "competency-require", Method: http.MethodPut, Path: "/competency/requirements", Permission: access.CompetencyEdit,
		Summary: "Set or remove what a position requires, from a day on",
	}, func(ctx context.Context, in *changeInput) (*web.Empty, error) {
		return &web.Empty{}, svc.Require(ctx, Change(in.Body))
	})
}

func routeLocal(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "competency-local", Method: http.MethodGet, Path: "/competency/unit-requirements", Permission: access.CompetencyRead,
		Summary: "What a unit and those above it ask of posts in it beyond the province's list",
	}, func(ctx context.Context, in *unitInput) (*web.Body[LocalRequirements], error) {
		found, may, err := svc.LocalOf(ctx, in.Unit)
		if err != nil {
			return nil, err
		}
		body := LocalRequirements{Items: make([]LocalRequirement, 0, len(found)), MayRaise: may}
		for _, l := range found {
			body.Items = append(body.Items, localBody(ctx, l))
		}
		return &web.Body[LocalRequirements]{Body: body}, nil
	})

	web.Handle(s, web.Route{
		ID: "competency-raise", Method: http.MethodPut, Path: "/competency/unit-requirements", Permission: access.CompetencyRaise,
		Summary: "Ask more of posts in a unit than those above it do",
	}, func(ctx context.Context, in *raiseInput) (*web.Empty, error) {
		return &web.Empty{}, svc.Raise(ctx, Raise(in.Body))
	})

	web.Handle(s, web.Route{
		ID: "competency-lift", Method: http.MethodDelete, Path: "/competency/unit-requirements/{id}", Permission: access.CompetencyRaise,
		Summary: "End what a unit asks; what those above ask counts again",
	}, func(ctx context.Context, in *idInput) (*web.Empty, error) {
		return &web.Empty{}, svc.Lift(ctx, in.ID)
	})
}

func localBody(ctx context.Context, l Local) LocalRequirement {
	return LocalRequirement{
		ID: l.ID, UnitID: l.UnitID, UnitName: l.UnitName, PositionID: nullable(l.PositionID), PositionVI: l.PositionVI, PositionEN: l.PositionEN,
		CompetencyID: l.CompetencyID, CompetencyVI: l.CompetencyVI, CompetencyEN: l.CompetencyEN, Level: l.Level, Critical: l.Critical,
		Weight: l.Weight, SetBy: l.AuthorityName, Reason: l.Reason, From: l.From, Until: end(l.Until),
		MayLift: access.May(ctx, access.CompetencyRaise, l.Authority),
	}
}

// end is a day, absent when it is open.
func end(d clock.Day) *clock.Day {
	if d.IsZero() {
		return nil
	}
	return &d
}
