package effects

import (
	"context"
	"net/http"
	"net/url"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/web"
)

// Narrowing is what every question about others may be narrowed by.
type Narrowing struct {
	Unit       uuid.UUID `query:"unit"`
	Competency uuid.UUID `query:"competency"`
	From       clock.Day `query:"from" format:"date" doc:"pairs that ended on this day or later"`
	Until      clock.Day `query:"until" format:"date"`
}

func (n Narrowing) filter() Filter {
	return Filter{UnitID: n.Unit, CompetencyID: n.Competency, From: n.From, Until: n.Until}
}

type pairsInput struct {
	web.Paging
	Narrowing

	Standing string `query:"standing" enum:"waiting,late,done"`
}

type workbookInput struct {
	Narrowing

	Q        string `query:"q" maxLength:"200"`
	Standing string `query:"standing" enum:"waiting,late,done"`
	Locale   string `query:"locale" enum:"vi,en" default:"vi"`
}

type workbookOutput struct {
	ContentType        string `header:"Content-Type"`
	ContentDisposition string `header:"Content-Disposition"`
	CacheControl       string `header:"Cache-Control"`
	Body               []byte
}

type mentorsInput struct {
	web.Paging
	Narrowing

	Flag string `query:"flag" enum:"over,idle" doc:"only those who carry too much, or nobody though open"`
}

type loadInput struct {
	Unit uuid.UUID `query:"unit"`
}

type idInput struct {
	ID uuid.UUID `path:"id"`
}

type yearInput struct {
	Year int `query:"year" minimum:"0" maximum:"9999" doc:"0 means this one"`
}

type mentorYearInput struct {
	ID   uuid.UUID `path:"id"`
	Year int       `query:"year" minimum:"0" maximum:"9999" doc:"0 means this one"`
}

// Routes serves the effect of mentoring.
func Routes(s *web.Server, svc *Service) {
	ownRoutes(s, svc)
	readRoutes(s, svc)
	mentorRoutes(s, svc)
}

// ownRoutes are for learners and mentors about themselves.
func ownRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "effects-mine", Method: http.MethodGet, Path: "/effects/mine", Permission: access.EffectsSelf,
		Summary: "The reader's competencies that had a mentor: before, after, and what is still to be looked at",
	}, func(ctx context.Context, _ *web.Empty) (*web.Body[web.List[EffectMine]], error) {
		rows, tests, today, err := svc.Mine(ctx)
		if err != nil {
			return nil, err
		}
		items := make([]EffectMine, 0, len(rows))
		for _, r := range rows {
			items = append(items, mineBody(r, tests[r.CompetencyID], today))
		}
		return &web.Body[web.List[EffectMine]]{Body: web.List[EffectMine]{Items: items}}, nil
	})
	web.Handle(s, web.Route{
		ID: "effects-ask", Method: http.MethodPost, Path: "/effects/mine/{id}/look", Permission: access.EffectsSelf,
		Summary: "Ask the superiors to watch the reader's work, at most once a day",
	}, func(ctx context.Context, in *idInput) (*web.Empty, error) {
		return &web.Empty{}, svc.AskLook(ctx, in.ID)
	})
	web.Handle(s, web.Route{
		ID: "effects-record", Method: http.MethodGet, Path: "/effects/record", Permission: access.EffectsCoach,
		Summary: "The reader's own record as a mentor",
	}, func(ctx context.Context, _ *web.Empty) (*web.Body[EffectRecord], error) {
		r, err := svc.MyRecord(ctx)
		if err != nil {
			return nil, err
		}
		return &web.Body[EffectRecord]{Body: recordBody(r)}, nil
	})
	web.Handle(s, web.Route{
		ID: "effects-recognition", Method: http.MethodGet, Path: "/effects/record/recognition", Permission: access.EffectsCoach,
		Summary: "What a paper of recognition says of the reader's year",
	}, func(ctx context.Context, in *yearInput) (*web.Body[EffectRecognition], error) {
		r, err := svc.MyRecognition(ctx, in.Year)
		if err != nil {
			return nil, err
		}
		return &web.Body[EffectRecognition]{Body: recognitionBody(r)}, nil
	})
}

// readRoutes are for those who answer for learners.
func readRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "effects-summary", Method: http.MethodGet, Path: "/effects/summary", Permission: access.EffectsRead,
		Summary: "What mentoring changed, against similar people without a mentor",
	}, func(ctx context.Context, in *struct{ Narrowing }) (*web.Body[EffectSummary], error) {
		r, err := svc.Summary(ctx, in.filter())
		if err != nil {
			return nil, err
		}
		return &web.Body[EffectSummary]{Body: summaryBody(r)}, nil
	})
	web.Handle(s, web.Route{
		ID: "effects-pairs", Method: http.MethodGet, Path: "/effects/pairs", Permission: access.EffectsRead,
		Summary: "Competencies of pairs that are over, the latest ended first",
	}, func(ctx context.Context, in *pairsInput) (*web.Body[web.List[EffectRow]], error) {
		f := in.filter()
		f.Q, f.Standing, f.After, f.Limit = in.Q, Standing(in.Standing), in.After, in.Limit
		rows, next, today, err := svc.Pairs(ctx, f)
		if err != nil {
			return nil, err
		}
		return &web.Body[web.List[EffectRow]]{Body: web.List[EffectRow]{Items: rowBodies(rows, today), Next: next}}, nil
	})
	web.Handle(s, web.Route{
		ID: "effects-workbook", Method: http.MethodGet, Path: "/effects/pairs.xlsx", Permission: access.EffectsRead,
		Summary: "The same as a workbook",
	}, svc.workbook)
	web.Handle(s, web.Route{
		ID: "effects-load", Method: http.MethodGet, Path: "/effects/load", Permission: access.EffectsRead,
		Summary: "How the load lies among mentors, by commune",
	}, func(ctx context.Context, in *loadInput) (*web.Body[EffectLoad], error) {
		b, err := svc.Burden(ctx, in.Unit)
		if err != nil {
			return nil, err
		}
		return &web.Body[EffectLoad]{Body: loadBody(b)}, nil
	})
}

// mentorRoutes are for those who answer for mentors.
func mentorRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "effects-mentors", Method: http.MethodGet, Path: "/effects/mentors", Permission: access.EffectsRead,
		Summary: "Mentors with what they carry and what came of it",
	}, func(ctx context.Context, in *mentorsInput) (*web.Body[web.List[EffectMentor]], error) {
		f := in.filter()
		f.Q, f.After, f.Limit = in.Q, in.After, in.Limit
		found, next, err := svc.Mentors(ctx, f, Flag(in.Flag))
		if err != nil {
			return nil, err
		}
		items := make([]EffectMentor, 0, len(found))
		for _, m := range found {
			items = append(items, mentorBody(m))
		}
		return &web.Body[web.List[EffectMentor]]{Body: web.List[EffectMentor]{Items: items, Next: next}}, nil
	})
	web.Handle(s, web.Route{
		ID: "effects-mentor", Method: http.MethodGet, Path: "/effects/mentors/{id}", Permission: access.EffectsRead,
		Summary: "One mentor's record",
	}, func(ctx context.Context, in *idInput) (*web.Body[EffectRecord], error) {
		r, err := svc.RecordOf(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		return &web.Body[EffectRecord]{Body: recordBody(r)}, nil
	})
	web.Handle(s, web.Route{
		ID: "effects-recognition-of", Method: http.MethodGet, Path: "/effects/mentors/{id}/recognition", Permission: access.EffectsRead,
		Summary: "What a paper of recognition says of a mentor's year; making it is logged",
	}, func(ctx context.Context, in *mentorYearInput) (*web.Body[EffectRecognition], error) {
		r, err := svc.RecognitionOf(ctx, in.ID, in.Year)
		if err != nil {
			return nil, err
		}
		return &web.Body[EffectRecognition]{Body: recognitionBody(r)}, nil
	})
}

func (s *Service) workbook(ctx context.Context, in *workbookInput) (*workbookOutput, error) {
	f := in.filter()
	f.Q, f.Standing = in.Q, Standing(in.Standing)
	name, file, err := s.Workbook(ctx, f, in.Locale)
	if err != nil {
		return nil, err
	}
	return &workbookOutput{
		ContentType:        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
		ContentDisposition: "attachment; filename=\"effects.xlsx\"; filename*=UTF-8''" + url.PathEscape(name),
		CacheControl:       "no-store",
		Body:               file,
	}, nil
}
