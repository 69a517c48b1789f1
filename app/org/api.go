package org

import (
	"context"
	"errors"
	"net/http"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/fault"
	"camtay/app/page"
	"camtay/app/web"
)

// UnitBody is a unit as clients see it.
type UnitBody struct {
	ID     uuid.UUID `json:"id"`
	Code   string    `json:"code"`
	Name   string    `json:"name"`
	NameEN string    `json:"name_en,omitempty"`
	Kind   string    `json:"kind"`
}

// BodyOf is the short form of a unit.
func BodyOf(u Unit) UnitBody {
	return UnitBody{ID: u.ID, Code: u.Code, Name: u.Name, NameEN: u.NameEN, Kind: u.Kind}
}

// UnitDetail is a unit with what surrounds it.
type UnitDetail struct {
	UnitBody

	AreaKM2    float64    `json:"area_km2,omitempty"`
	Former     string     `json:"former,omitempty"`
	Ancestors  []UnitBody `json:"ancestors"`
	Neighbours []UnitBody `json:"neighbours"`
}

type listInput struct {
	web.Paging

	Kind   string    `query:"kind" maxLength:"40"`
	Parent uuid.UUID `query:"parent"`
}

type findInput struct {
	ID uuid.UUID `path:"id"`
}

// Routes serves the tree of units; it is public within the service, since
// everyone must be able to name a unit.
func Routes(s *web.Server, db *bun.DB) {
	web.Handle(s, web.Route{
		ID: "org-units", Method: http.MethodGet, Path: "/org/units", Permission: access.OrgRead,
		Summary: "Search units by name or code",
	}, func(ctx context.Context, in *listInput) (*web.Body[web.List[UnitBody]], error) {
		after, err := page.Parse(in.After, 2)
		if err != nil {
			return nil, err
		}
		limit := page.Limit(in.Limit)
		units, err := List(ctx, db, Filter{Q: in.Q, Kind: in.Kind, ParentID: in.Parent, After: after, Limit: limit})
		if err != nil {
			return nil, err
		}
		units, next := page.Cut(units, limit, func(u Unit) string { return page.Cursor(u.Name, u.ID.String()) })
		return &web.Body[web.List[UnitBody]]{Body: web.List[UnitBody]{Items: bodies(units), Next: next}}, nil
	})

	web.Handle(s, web.Route{
		ID: "org-unit", Method: http.MethodGet, Path: "/org/units/{id}", Permission: access.OrgRead,
		Summary: "One unit with its ancestors and neighbours",
	}, func(ctx context.Context, in *findInput) (*web.Body[UnitDetail], error) {
		u, err := Find(ctx, db, in.ID)
		if errors.Is(err, ErrNotFound) {
			return nil, fault.New(fault.NotFound, "org.unit_not_found")
		}
		if err != nil {
			return nil, err
		}
		above, err := Ancestors(ctx, db, u.Path)
		if err != nil {
			return nil, err
		}
		around, err := Neighbours(ctx, db, u.ID)
		if err != nil {
			return nil, err
		}
		return &web.Body[UnitDetail]{Body: UnitDetail{
			UnitBody: BodyOf(u), AreaKM2: u.AreaKM2, Former: u.Former, Ancestors: bodies(above), Neighbours: bodies(around),
		}}, nil
	})
}

func bodies(units []Unit) []UnitBody {
	out := make([]UnitBody, 0, len(units))
	for _, u := range units {
		out = append(out, BodyOf(u))
	}
	return out
}
