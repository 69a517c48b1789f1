package gaps

import (
	"context"
	"net/http"
	"strings"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/fault"
	"camtay/app/web"
)

type fragileInput struct {
	Competency uuid.UUID `query:"competency" doc:"order by who can do this"`
}

type withoutInput struct {
	Unit    uuid.UUID `path:"unit"`
	Staff   []string  `query:"staff" maxItems:"50" doc:"people who are away"`
	From    string    `query:"from" format:"date" doc:"first day; today without it"`
	Until   string    `query:"until" format:"date" doc:"last day; one year without it"`
	To      uuid.UUID `query:"to" doc:"commune they go to, of a transfer"`
	Minimum int       `query:"minimum" minimum:"1" maximum:"5" default:"1" doc:"how many must be able to"`
}

func (in *withoutInput) away() (Away, error) {
	a := Away{To: in.To, Minimum: in.Minimum}
	for _, text := range in.Staff {
		for word := range strings.SplitSeq(text, ",") {
			id, err := uuid.Parse(word)
			if err != nil {
				return Away{}, fault.New(fault.Invalid, "gaps.nobody_away").Because(err)
			}
			a.StaffIDs = append(a.StaffIDs, id)
		}
	}
	for text, day := range map[string]*clock.Day{in.From: &a.From, in.Until: &a.Until} {
		if text == "" {
			continue
		}
		parsed, err := clock.ParseDay(text)
		if err != nil {
			return Away{}, fault.New(fault.Invalid, "gaps.bad_period").Because(err)
		}
		*day = parsed
	}
	return a, nil
}

func fragileRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "gaps-fragilities", Method: http.MethodGet, Path: "/gaps/fragile", Permission: access.GapsRead,
		Summary: "Communes by how much hangs on nobody or on one person",
	}, func(ctx context.Context, in *fragileInput) (*web.Body[GapFragilities], error) {
		found, err := svc.Fragilities(ctx, in.Competency)
		if err != nil {
			return nil, err
		}
		return &web.Body[GapFragilities]{Body: fragilitiesBody(found)}, nil
	})

	web.Handle(s, web.Route{
		ID: "gaps-fragile", Method: http.MethodGet, Path: "/gaps/units/{unit}/fragile", Permission: access.GapsRead,
		Summary: "What a commune needs and how many can do it today, the fewest first",
	}, func(ctx context.Context, in *communeInput) (*web.Body[GapFragile], error) {
		found, err := svc.Fragile(ctx, in.Unit)
		if err != nil {
			return nil, err
		}
		return &web.Body[GapFragile]{Body: fragileBody(found)}, nil
	})

	web.Handle(s, web.Route{
		ID: "gaps-without", Method: http.MethodGet, Path: "/gaps/units/{unit}/without", Permission: access.GapsRead,
		Summary: "What a commune could not do without some people, and who beside it could help",
	}, func(ctx context.Context, in *withoutInput) (*web.Body[GapAbsence], error) {
		away, err := in.away()
		if err != nil {
			return nil, err
		}
		found, err := svc.Without(ctx, in.Unit, away)
		if err != nil {
			return nil, err
		}
		return &web.Body[GapAbsence]{Body: absenceBody(found)}, nil
	})
}
