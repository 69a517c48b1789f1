package mentoring

import (
	"context"
	"net/http"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/org"
	"camtay/app/web"
)

// MatchReason is one fact for or against a suggestion. Days in args are written
// dd/MM/yyyy.
type MatchReason struct {
	Key  string         `json:"key"`
	Args map[string]any `json:"args"`
}

// MentorPost is a post a suggested mentor holds.
type MentorPost struct {
	PositionVI string `json:"position_vi"`
	PositionEN string `json:"position_en"`
	Unit       string `json:"unit"`
	Kind       string `json:"kind" enum:"permanent,acting,concurrent,seconded"`
}

// MentorCard is what peers may know of a mentor.
type MentorCard struct {
	ID       uuid.UUID    `json:"id"`
	FullName string       `json:"full_name"`
	Unit     org.UnitBody `json:"unit"`
	Posts    []MentorPost `json:"posts"`
}

// LivePairBody names the pair that already binds learner and mentor.
type LivePairBody struct {
	ID    uuid.UUID `json:"id"`
	State State     `json:"state" enum:"suggested,requested,active,paused"`
}

// SuggestionBody is one suggested mentor. Half-days are bits: 0 is Monday
// morning, 9 Friday afternoon.
type SuggestionBody struct {
	Mentor   MentorCard    `json:"mentor"`
	Level    int16         `json:"level" doc:"evidenced level in the competency asked about"`
	Reasons  []MatchReason `json:"reasons" doc:"parts of one sentence, in order"`
	Score    int           `json:"score" minimum:"0" maximum:"10000" doc:"basis points"`
	Free     int           `json:"free" doc:"places left"`
	Capacity int           `json:"capacity"`
	Place    Place         `json:"place" enum:"office,ward,neighbour,afar"`
	Desk     Slots         `json:"desk" minimum:"0" maximum:"1023" doc:"half-days on which they can meet side by side"`
	Remote   Slots         `json:"remote" minimum:"0" maximum:"1023" doc:"half-days on which they can meet from afar"`
	Pair     *LivePairBody `json:"pair,omitempty" doc:"present when already asked or paired: not to be asked again"`
}

// LeftOutBody is someone better known who cannot be asked now, and why.
type LeftOutBody struct {
	FullName string       `json:"full_name"`
	Unit     org.UnitBody `json:"unit"`
	Why      MatchReason  `json:"why"`
}

// SuggestionList is the answer to "who can help me with this".
type SuggestionList struct {
	Competency CoachedCompetency `json:"competency"`
	Level      int16             `json:"level" doc:"the learner's own"`
	Required   int16             `json:"required" doc:"by the learner's posts; 0 when none asks"`
	Items      []SuggestionBody  `json:"items" doc:"live pairs first, then by score"`
	Total      int               `json:"total" doc:"all who can help, those beyond items too"`
	LeftOut    []LeftOutBody     `json:"left_out" doc:"who stands higher than the last item but for a reason"`
}

// SuggestionGaps is the answer to "who can help me", gap by gap.
type SuggestionGaps struct {
	Gaps []SuggestionList `json:"gaps" doc:"critical ones first, then the widest"`
}

type suggestionInput struct {
	ID uuid.UUID `path:"competency_id"`
}

func suggestRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "mentoring-suggestions", Method: http.MethodGet, Path: "/mentoring/suggestions", Permission: access.MentoringSelf,
		Summary: "Colleagues who can help me with each of my gaps, with reasons",
	}, func(ctx context.Context, _ *web.Empty) (*web.Body[SuggestionGaps], error) {
		found, err := svc.SuggestAll(ctx)
		if err != nil {
			return nil, err
		}
		body := SuggestionGaps{Gaps: make([]SuggestionList, 0, len(found))}
		for _, f := range found {
			body.Gaps = append(body.Gaps, suggestionList(f))
		}
		return &web.Body[SuggestionGaps]{Body: body}, nil
	})

	web.Handle(s, web.Route{
		ID: "mentoring-suggestion", Method: http.MethodGet, Path: "/mentoring/suggestions/{competency_id}", Permission: access.MentoringSelf,
		Summary: "Colleagues who can help me with one competency, with reasons",
	}, func(ctx context.Context, in *suggestionInput) (*web.Body[SuggestionList], error) {
		found, err := svc.Suggest(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		return &web.Body[SuggestionList]{Body: suggestionList(found)}, nil
	})
}

func suggestionList(s Suggestions) SuggestionList {
	list := SuggestionList{
		Competency: competencyBody(s.Competency), Level: s.Asker.Level, Required: s.Asker.Required, Total: s.Total,
		Items: make([]SuggestionBody, 0, len(s.Items)), LeftOut: make([]LeftOutBody, 0, len(s.Left)),
	}
	for _, i := range s.Items {
		list.Items = append(list.Items, suggestionBody(i))
	}
	for _, m := range s.Left {
		list.LeftOut = append(list.LeftOut, LeftOutBody{FullName: m.FullName, Unit: m.Unit, Why: reasonBody(m.Why)})
	}
	return list
}

func suggestionBody(s Colleague) SuggestionBody {
	body := SuggestionBody{
		Mentor: MentorCard{ID: s.MentorID, FullName: s.FullName, Unit: s.Unit, Posts: make([]MentorPost, 0, len(s.Posts))},
		Level:  s.Level, Score: s.Score, Free: s.Free(), Capacity: s.Capacity, Place: s.Place,
		Desk: s.Meeting.Desk, Remote: s.Meeting.Remote, Reasons: make([]MatchReason, 0, len(s.Reasons)),
	}
	for _, p := range s.Posts {
		body.Mentor.Posts = append(body.Mentor.Posts, MentorPost{PositionVI: p.PositionVI, PositionEN: p.PositionEN, Unit: p.Unit, Kind: p.Kind})
	}
	for _, r := range s.Reasons {
		body.Reasons = append(body.Reasons, reasonBody(r))
	}
	if s.Pair != nil {
		body.Pair = &LivePairBody{ID: s.Pair.ID, State: s.Pair.State}
	}
	return body
}

func reasonBody(r Reason) MatchReason {
	if r.Args == nil {
		return MatchReason{Key: r.Key, Args: map[string]any{}}
	}
	return MatchReason(r)
}
