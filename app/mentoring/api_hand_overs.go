package mentoring

import (
	"context"
	"net/http"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/web"
)

type handInput struct {
	ID   uuid.UUID `path:"id"`
	Body HandOverInput
}

// HandOverInput asks another mentor to take a pair over.
type HandOverInput struct {
	MentorID uuid.UUID `json:"mentor_id"`
	Reason   string    `json:"reason" minLength:"1" maxLength:"1000"`
}

type takeInput struct {
	ID   uuid.UUID `path:"id"`
	Body HandOverAnswer
}

// HandOverAnswer accepts or declines a hand-over; declining needs a reason.
type HandOverAnswer struct {
	Accept bool   `json:"accept"`
	Reason string `json:"reason" maxLength:"1000" required:"false"`
}

// HandOverList are hand-overs that wait for the caller.
type HandOverList struct {
	Items []HandOverBody `json:"items"`
}

// SuccessorBody is somebody to whom a pair can be handed over.
type SuccessorBody struct {
	ID       uuid.UUID `json:"id"`
	FullName string    `json:"full_name"`
	Unit     string    `json:"unit"`
	Level    int16     `json:"level"`
	Free     int       `json:"free"`
}

// SuccessorList are such people, best first.
type SuccessorList struct {
	Items []SuccessorBody `json:"items"`
}

// handOverRoutes serves both the two of a pair and the department over the learner:
// a route with one permission a side.
func handOverRoutes(s *web.Server, svc *Service) {
	for _, side := range []struct {
		prefix     string
		path       string
		permission access.Permission
		whose      string
	}{
		{"mentoring", "/mentoring/pairs", access.MentoringSelf, "a pair of mine"},
		{"mentoring-watched", "/mentoring/watched", access.MentoringWatch, "a pair of my people"},
	} {
		web.Handle(s, web.Route{
			ID: side.prefix + "-successors", Method: http.MethodGet, Path: side.path + "/{id}/successors", Permission: side.permission,
			Summary: "Who could take over " + side.whose,
		}, func(ctx context.Context, in *pairInput) (*web.Body[SuccessorList], error) {
			found, err := svc.Successors(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			return &web.Body[SuccessorList]{Body: SuccessorList{Items: each(found.Items, successorBody)}}, nil
		})
		web.Handle(s, web.Route{
			ID: side.prefix + "-hand-over", Method: http.MethodPost, Path: side.path + "/{id}/hand-over", Permission: side.permission,
			Status: http.StatusCreated, Summary: "Ask another mentor to take over " + side.whose,
		}, func(ctx context.Context, in *handInput) (*web.Empty, error) {
			return &web.Empty{}, svc.HandOver(ctx, in.ID, in.Body.MentorID, in.Body.Reason)
		})
		web.Handle(s, web.Route{
			ID: side.prefix + "-withdraw", Method: http.MethodPost, Path: handOvers(side.path) + "/{id}/withdraw", Permission: side.permission,
			Summary: "Take back a hand-over that I asked for in " + side.whose,
		}, func(ctx context.Context, in *pairInput) (*web.Empty, error) {
			return &web.Empty{}, svc.WithdrawHandOver(ctx, in.ID)
		})
	}
	web.Handle(s, web.Route{
		ID: "mentoring-hand-overs", Method: http.MethodGet, Path: "/mentoring/hand-overs", Permission: access.MentoringSelf,
		Summary: "Pairs that I am asked to take over",
	}, func(ctx context.Context, _ *web.Empty) (*web.Body[HandOverList], error) {
		found, err := svc.HandOversToMe(ctx)
		if err != nil {
			return nil, err
		}
		return &web.Body[HandOverList]{Body: HandOverList{Items: each(found, func(o Offered) HandOverBody {
			return handOverBody(o, access.Who(ctx).StaffID)
		})}}, nil
	})
	web.Handle(s, web.Route{
		ID: "mentoring-take-over", Method: http.MethodPost, Path: "/mentoring/hand-overs/{id}/answer", Permission: access.MentoringCoach,
		Summary: "Take a pair over, or decline with a reason",
	}, func(ctx context.Context, in *takeInput) (*web.Empty, error) {
		return &web.Empty{}, svc.TakeOver(ctx, in.ID, in.Body.Accept, in.Body.Reason)
	})
}

func handOvers(path string) string {
	if path == "/mentoring/pairs" {
		return "/mentoring/hand-overs"
	}
	return path + "/hand-overs"
}

func successorBody(s Colleague) SuccessorBody {
	return SuccessorBody{ID: s.MentorID, FullName: s.FullName, Unit: s.Unit.Name, Level: s.Level, Free: s.Free()}
}
