package gaps

import (
	"context"
	"net/http"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/web"
)

// GapItem is what a person's posts require of one competency beside the level
// shown.
type GapItem struct {
	Competency competency.CompetencyBody `json:"competency"`
	Level      int16                     `json:"level"`
	Required   int16                     `json:"required"`
	Gap        int16                     `json:"gap"`
	Critical   bool                      `json:"critical"`
	Posts      []GapPost                 `json:"posts"`
}

// GapPost is one post that requires the competency.
type GapPost struct {
	PositionVI string `json:"position_vi"`
	PositionEN string `json:"position_en"`
	Unit       string `json:"unit"`
	Level      int16  `json:"level"`
	Kind       string `json:"kind,omitempty" enum:"permanent,acting,concurrent,seconded"`
	Critical   bool   `json:"critical,omitempty"`
	// From and Until bound the days on which post and requirement both hold; Until
	// is the first day no longer.
	From  *clock.Day `json:"from,omitempty"`
	Until *clock.Day `json:"until,omitempty"`
}

// GapChange is a day to come on which what the posts require changes.
type GapChange struct {
	Day   clock.Day       `json:"day"`
	Items []GapChangeItem `json:"items"`
}

// GapChangeItem is one competency of which more or less is required from then on.
type GapChangeItem struct {
	Competency competency.CompetencyBody `json:"competency"`
	Level      int16                     `json:"level" doc:"shown today"`
	Before     int16                     `json:"before" doc:"required the day before, 0 for not at all"`
	After      int16                     `json:"after" doc:"required from that day, 0 for not at all"`
	Gap        int16                     `json:"gap" doc:"what will be missing if nothing more is shown"`
	Critical   bool                      `json:"critical"`
	Posts      []GapPost                 `json:"posts"`
}

// GapSummary counts a person's required competencies.
type GapSummary struct {
	Required     int `json:"required"`
	Met          int `json:"met"`
	Gaps         int `json:"gaps"`
	CriticalGaps int `json:"critical_gaps"`
}

// GapList is all that a person's posts require.
type GapList struct {
	Items   []GapItem   `json:"items"`
	Summary GapSummary  `json:"summary"`
	Ahead   []GapChange `json:"ahead" doc:"what is known to change, the nearest day first"`
}

// GapHeat is the heat map: communes by competencies.
type GapHeat struct {
	Competencies []competency.CompetencyBody `json:"competencies"`
	Units        []GapHeatUnit               `json:"units"`
}

// GapHeatUnit is one commune; its cells stand in the order of the competencies.
type GapHeatUnit struct {
	ID     uuid.UUID     `json:"id"`
	Code   string        `json:"code"`
	Name   string        `json:"name"`
	Kind   string        `json:"kind"`
	People int           `json:"people" doc:"who hold a post today, of the position asked for"`
	Cells  []GapHeatCell `json:"cells"`
}

// GapHeatCell counts people who need a competency and those of them who show it.
type GapHeatCell struct {
	Required int `json:"required"`
	Met      int `json:"met"`
}

// GapPerson is one person who lacks a competency.
type GapPerson struct {
	Staff    GapStaff `json:"staff"`
	Unit     GapUnit  `json:"unit"`
	Level    int16    `json:"level"`
	Required int16    `json:"required"`
	Gap      int16    `json:"gap"`
	Critical bool     `json:"critical"`
}

// GapStaff names a person.
type GapStaff struct {
	ID       uuid.UUID `json:"id"`
	Code     string    `json:"code"`
	FullName string    `json:"full_name"`
}

// GapUnit names a person's unit.
type GapUnit struct {
	ID   uuid.UUID `json:"id"`
	Name string    `json:"name"`
}

type personInput struct {
	StaffID uuid.UUID `path:"staff_id"`
}

type heatInput struct {
	Position uuid.UUID `query:"position" doc:"only people and requirements of this position"`
	Critical bool      `query:"critical" doc:"only requirements marked critical"`
}

type peopleInput struct {
	web.Paging

	Unit       uuid.UUID `query:"unit" doc:"this unit and those below it"`
	Competency uuid.UUID `query:"competency" required:"true"`
}

// Routes serves gaps.
func Routes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "gaps-mine", Method: http.MethodGet, Path: "/gaps/mine", Permission: access.GapsSelf,
		Summary: "What my posts require and what I have shown",
	}, func(ctx context.Context, _ *web.Empty) (*web.Body[GapList], error) {
		found, err := svc.Mine(ctx)
		if err != nil {
			return nil, err
		}
		return &web.Body[GapList]{Body: listOf(found)}, nil
	})

	web.Handle(s, web.Route{
		ID: "gaps-person", Method: http.MethodGet, Path: "/gaps/people/{staff_id}", Permission: access.GapsRead,
		Summary: "What someone's posts require and what they have shown; reading is logged",
	}, func(ctx context.Context, in *personInput) (*web.Body[GapList], error) {
		found, err := svc.OfPerson(ctx, in.StaffID)
		if err != nil {
			return nil, err
		}
		return &web.Body[GapList]{Body: listOf(found)}, nil
	})

	web.Handle(s, web.Route{
		ID: "gaps-heatmap", Method: http.MethodGet, Path: "/gaps/heatmap", Permission: access.GapsRead,
		Summary: "Communes by competencies: how many people need and how many show",
	}, func(ctx context.Context, in *heatInput) (*web.Body[GapHeat], error) {
		heat, competencies, err := svc.HeatMap(ctx, HeatFilter{PositionID: in.Position, CriticalOnly: in.Critical})
		if err != nil {
			return nil, err
		}
		return &web.Body[GapHeat]{Body: heatBody(heat, competencies)}, nil
	})

	web.Handle(s, web.Route{
		ID: "gaps-people", Method: http.MethodGet, Path: "/gaps/people", Permission: access.GapsRead,
		Summary: "People who lack a competency, the widest gap first",
	}, func(ctx context.Context, in *peopleInput) (*web.Body[web.List[GapPerson]], error) {
		found, next, err := svc.People(ctx, in.Competency, PeopleFilter{UnitID: in.Unit, Q: in.Q, After: in.After, Limit: in.Limit})
		if err != nil {
			return nil, err
		}
		items := make([]GapPerson, 0, len(found))
		for _, l := range found {
			items = append(items, GapPerson{
				Staff: GapStaff{ID: l.StaffID, Code: l.Code, FullName: l.FullName}, Unit: GapUnit{ID: l.UnitID, Name: l.UnitName},
				Level: l.Level, Required: l.Required, Gap: l.Gap, Critical: l.Critical,
			})
		}
		return &web.Body[web.List[GapPerson]]{Body: web.List[GapPerson]{Items: items, Next: next}}, nil
	})

	teamRoutes(s, svc)
	sheetRoutes(s, svc)
	trendRoutes(s, svc)
	fieldRoutes(s, svc)
	fragileRoutes(s, svc)
	needRoutes(s, svc)
}

// ItemOf is a gap as clients see it.
func ItemOf(g Gap) GapItem {
	item := GapItem{
		Competency: competency.CompetencyBody{ID: g.CompetencyID, Code: g.Code, NameVI: g.NameVI, NameEN: g.NameEN, GroupVI: g.GroupVI},
		Level:      g.Level, Required: g.Required, Gap: g.Gap, Critical: g.Critical,
		Posts: make([]GapPost, 0, len(g.Posts)),
	}
	for _, a := range g.Posts {
		item.Posts = append(item.Posts, postOf(a))
	}
	return item
}

// ItemsOf are gaps as clients see them.
func ItemsOf(found []Gap) []GapItem {
	items := make([]GapItem, 0, len(found))
	for _, g := range found {
		items = append(items, ItemOf(g))
	}
	return items
}

func postOf(a Ask) GapPost {
	p := GapPost{PositionVI: a.PositionVI, PositionEN: a.PositionEN, Unit: a.Unit, Level: a.Level, Kind: a.Kind, Critical: a.Critical}
	if !a.From.IsZero() {
		p.From = &a.From
	}
	if !a.Until.IsZero() {
		p.Until = &a.Until
	}
	return p
}

func listOf(s Standing) GapList {
	list := GapList{Items: ItemsOf(s.Gaps), Summary: GapSummary(Summarise(s.Gaps)), Ahead: make([]GapChange, 0, len(s.Ahead))}
	for _, c := range s.Ahead {
		change := GapChange{Day: c.Day, Items: make([]GapChangeItem, 0, len(c.Items))}
		for _, i := range c.Items {
			level := s.Levels[i.CompetencyID]
			item := GapChangeItem{
				Competency: competency.BodyOf(s.Competencies[i.CompetencyID]), Level: level, Before: i.Before, After: i.After,
				Gap: max(i.After-level, 0), Critical: i.Critical, Posts: make([]GapPost, 0, len(i.Spans)),
			}
			for _, span := range i.Spans {
				item.Posts = append(item.Posts, postOf(span.ask()))
			}
			change.Items = append(change.Items, item)
		}
		list.Ahead = append(list.Ahead, change)
	}
	return list
}

func heatBody(heat Heat, competencies map[uuid.UUID]competency.Competency) GapHeat {
	body := GapHeat{
		Competencies: make([]competency.CompetencyBody, 0, len(heat.Competencies)),
		Units:        make([]GapHeatUnit, 0, len(heat.Communes)),
	}
	for _, id := range heat.Competencies {
		body.Competencies = append(body.Competencies, competency.BodyOf(competencies[id]))
	}
	for _, c := range heat.Communes {
		cells := make([]GapHeatCell, 0, len(c.Cells))
		for _, cell := range c.Cells {
			cells = append(cells, GapHeatCell(cell))
		}
		body.Units = append(body.Units, GapHeatUnit{ID: c.ID, Code: c.Code, Name: c.Name, Kind: c.Kind, People: c.People, Cells: cells})
	}
	return body
}
