package gaps

import (
	"context"
	"net/http"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/web"
)

// GapField is one field of a commune's work.
type GapField struct {
	Kind        string         `json:"kind" enum:"position,procedure"`
	Code        string         `json:"code" doc:"position code, or the name of the field of procedures"`
	NameVI      string         `json:"name_vi"`
	NameEN      string         `json:"name_en"`
	Office      string         `json:"office" doc:"in Vietnamese"`
	State       string         `json:"state" enum:"vacant,shared,clear"`
	Holders     []GapHolder    `json:"holders"`
	Responsible *GapFieldOwner `json:"responsible,omitempty"`
}

// GapHolder is one who holds a field by a post.
type GapHolder struct {
	ID       uuid.UUID `json:"id"`
	FullName string    `json:"full_name"`
	Unit     string    `json:"unit"`
	PostKind string    `json:"post_kind" enum:"permanent,acting,concurrent,seconded"`
}

// GapFieldOwner is who was named responsible.
type GapFieldOwner struct {
	ID       uuid.UUID `json:"id"`
	FullName string    `json:"full_name"`
	From     clock.Day `json:"from"`
}

// GapFields are the fields of a commune.
type GapFields struct {
	Items []GapField      `json:"items"`
	Can   map[string]bool `json:"can"`
}

// GapFieldCount is a commune with the states of its fields.
type GapFieldCount struct {
	ID     uuid.UUID `json:"id"`
	Code   string    `json:"code"`
	Name   string    `json:"name"`
	Fields int       `json:"fields"`
	Vacant int       `json:"vacant"`
	Shared int       `json:"shared"`
}

// GapFieldCounts are communes.
type GapFieldCounts struct {
	Items []GapFieldCount `json:"items"`
}

type communeInput struct {
	Unit uuid.UUID `path:"unit"`
}

type fieldOwnerInput struct {
	Unit uuid.UUID `path:"unit"`
	Body struct {
		Kind    string     `json:"kind" enum:"position,procedure"`
		Field   string     `json:"field" minLength:"1" maxLength:"300"`
		StaffID *uuid.UUID `json:"staff_id,omitempty" doc:"absent: nobody any more"`
	}
}

func fieldRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "gaps-fields", Method: http.MethodGet, Path: "/gaps/units/{unit}/fields", Permission: access.GapsRead,
		Summary: "Fields of a commune: who holds them and who is responsible",
	}, func(ctx context.Context, in *communeInput) (*web.Body[GapFields], error) {
		found, may, err := svc.Fields(ctx, in.Unit)
		if err != nil {
			return nil, err
		}
		body := GapFields{Items: make([]GapField, 0, len(found)), Can: map[string]bool{"assign": may}}
		for _, f := range found {
			body.Items = append(body.Items, fieldBody(f))
		}
		return &web.Body[GapFields]{Body: body}, nil
	})

	web.Handle(s, web.Route{
		ID: "gaps-field-counts", Method: http.MethodGet, Path: "/gaps/fields", Permission: access.GapsRead,
		Summary: "Communes with the fields nobody holds, and those several hold without one being responsible",
	}, func(ctx context.Context, _ *web.Empty) (*web.Body[GapFieldCounts], error) {
		found, err := svc.FieldCounts(ctx)
		if err != nil {
			return nil, err
		}
		body := GapFieldCounts{Items: make([]GapFieldCount, 0, len(found))}
		for _, c := range found {
			body.Items = append(body.Items, GapFieldCount{ID: c.CommuneID, Code: c.Code, Name: c.Name, Fields: c.Fields, Vacant: c.Vacant, Shared: c.Shared})
		}
		return &web.Body[GapFieldCounts]{Body: body}, nil
	})

	web.Handle(s, web.Route{
		ID: "gaps-field-owner", Method: http.MethodPut, Path: "/gaps/units/{unit}/fields", Permission: access.GapsAssign, Status: http.StatusNoContent,
		Summary: "Name the one of a field's holders who is responsible for it",
	}, func(ctx context.Context, in *fieldOwnerInput) (*web.Empty, error) {
		var staffID uuid.UUID
		if in.Body.StaffID != nil {
			staffID = *in.Body.StaffID
		}
		return &web.Empty{}, svc.NameOwner(ctx, in.Unit, in.Body.Kind, in.Body.Field, staffID)
	})
}

func fieldBody(f Field) GapField {
	body := GapField{
		Kind: f.Kind, Code: f.Code, NameVI: f.NameVI, NameEN: f.NameEN, Office: f.Office, State: f.State(),
		Holders: make([]GapHolder, 0, len(f.Holders)),
	}
	for _, h := range f.Holders {
		body.Holders = append(body.Holders, GapHolder{ID: h.StaffID, FullName: h.FullName, Unit: h.UnitName, PostKind: h.PostKind})
	}
	if r := f.Responsible; r != nil {
		body.Responsible = &GapFieldOwner{ID: r.StaffID, FullName: r.FullName, From: r.From}
	}
	return body
}
