package evidence

import (
	"context"
	"net/http"
	"time"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/web"
)

// EvidenceChange is a procedure, form or software release that changed.
type EvidenceChange struct {
	Kind        string     `json:"kind" enum:"procedure,form,software"`
	Subject     string     `json:"subject" maxLength:"80" pattern:"^([a-z]+:[^ ]{1,64})?$" doc:"such as procedure:1.001193; empty: whatever the competencies cover"`
	Title       string     `json:"title" minLength:"3" maxLength:"200"`
	Summary     string     `json:"summary" minLength:"10" maxLength:"4000" doc:"what is different, in plain words"`
	Scopes      []string   `json:"scopes" minItems:"1" maxItems:"60" nullable:"false" doc:"codes of competencies, or what they begin with"`
	Kinds       []string   `json:"kinds" minItems:"1" maxItems:"8" nullable:"false" doc:"kinds of evidence that go stale"`
	EffectiveOn clock.Day  `json:"effective_on" format:"date"`
	DueDays     int        `json:"due_days" minimum:"1" maximum:"365" doc:"days to learn it"`
	CourseID    *uuid.UUID `json:"course_id,omitempty" doc:"the course that teaches it; without one, superiors brief"`
	TaughtOn    *clock.Day `json:"taught_on,omitempty" format:"date" doc:"since when the course teaches it: whoever completed it since has learnt it"`
}

// EvidenceMarkedChange is a change with where it stands.
type EvidenceMarkedChange struct {
	EvidenceChange

	ID        uuid.UUID  `json:"id"`
	State     string     `json:"state" enum:"applying,in_force,cancelling,cancelled,withdrawn"`
	CreatedAt time.Time  `json:"created_at"`
	Asked     int        `json:"asked" doc:"people asked to learn it"`
	Learnt    int        `json:"learnt"`
	RunID     *uuid.UUID `json:"run_id,omitempty"`

	Ours *EvidenceOurs `json:"ours,omitempty" doc:"among those the reader leads; absent when it asks nobody of them"`
}

// EvidenceOurs is where a change stands among the people the reader leads.
type EvidenceOurs struct {
	Asked   int `json:"asked"`
	Learnt  int `json:"learnt"`
	Units   int `json:"units" doc:"communes in which they work"`
	Briefed int `json:"briefed" doc:"of these, communes with a briefing"`
}

// EvidenceRetraining is what the reader is asked to learn.
type EvidenceRetraining struct {
	ChangeID    uuid.UUID  `json:"change_id"`
	Title       string     `json:"title"`
	Summary     string     `json:"summary"`
	EffectiveOn clock.Day  `json:"effective_on" format:"date"`
	DueOn       clock.Day  `json:"due_on" format:"date"`
	CourseID    *uuid.UUID `json:"course_id,omitempty"`
	Done        bool       `json:"done"`
}

type changeInput struct {
	Body EvidenceChange
}

type changeIDInput struct {
	ID uuid.UUID `path:"id"`
}

// changeRoutes serves changes of procedures, forms and software.
func changeRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "evidence-changes", Method: http.MethodGet, Path: "/evidence/changes", Permission: access.EvidenceRulesRead,
		Summary: "All changes marked, the latest day first",
	}, func(ctx context.Context, _ *web.Empty) (*web.Body[web.List[EvidenceMarkedChange]], error) {
		found, err := svc.Changes(ctx)
		if err != nil {
			return nil, err
		}
		items := make([]EvidenceMarkedChange, 0, len(found))
		for _, m := range found {
			items = append(items, markedBody(m))
		}
		return &web.Body[web.List[EvidenceMarkedChange]]{Body: web.List[EvidenceMarkedChange]{Items: items}}, nil
	})
	web.Handle(s, web.Route{
		ID: "evidence-change-preview", Method: http.MethodPost, Path: "/evidence/changes/preview", Permission: access.EvidenceRules,
		Summary: "Begin to look at whose levels a change would move",
	}, func(ctx context.Context, in *changeInput) (*web.Body[EvidenceRun], error) {
		return began(svc.PreviewChange(ctx, markedOf(in.Body)))
	})
	web.Handle(s, web.Route{
		ID: "evidence-change-mark", Method: http.MethodPost, Path: "/evidence/changes", Permission: access.EvidenceRules,
		Summary: "Mark a change: evidence from before its day goes stale on it",
	}, func(ctx context.Context, in *changeInput) (*web.Body[EvidenceRun], error) {
		return began(svc.Mark(ctx, markedOf(in.Body)))
	})
	web.Handle(s, web.Route{
		ID: "evidence-change-withdraw", Method: http.MethodPost, Path: "/evidence/changes/{id}/withdraw", Permission: access.EvidenceRules,
		Summary: "Take a change out of force",
	}, func(ctx context.Context, in *changeIDInput) (*web.Body[EvidenceRun], error) {
		return began(svc.WithdrawChange(ctx, in.ID))
	})
	web.Handle(s, web.Route{
		ID: "evidence-retrainings-mine", Method: http.MethodGet, Path: "/evidence/retrainings/mine", Permission: access.EvidenceSelf,
		Summary: "What changed and the reader is asked to learn",
	}, func(ctx context.Context, _ *web.Empty) (*web.Body[web.List[EvidenceRetraining]], error) {
		found, err := svc.MyRetrainings(ctx)
		if err != nil {
			return nil, err
		}
		items := make([]EvidenceRetraining, 0, len(found))
		for _, r := range found {
			items = append(items, EvidenceRetraining{
				ChangeID: r.ID, Title: r.Title, Summary: r.Summary, EffectiveOn: r.EffectiveOn, DueOn: r.DueOn,
				CourseID: pointer(r.CourseID), Done: r.Done,
			})
		}
		return &web.Body[web.List[EvidenceRetraining]]{Body: web.List[EvidenceRetraining]{Items: items}}, nil
	})
	briefingRoutes(s, svc)
}

func began(r Run, err error) (*web.Body[EvidenceRun], error) {
	if err != nil {
		return nil, err
	}
	return &web.Body[EvidenceRun]{Body: runBody(r)}, nil
}

func markedOf(body EvidenceChange) Marked {
	m := Marked{
		Change: Change{Subject: body.Subject, Scopes: body.Scopes, Kinds: body.Kinds},
		Sort:   body.Kind, Title: body.Title, Summary: body.Summary, EffectiveOn: body.EffectiveOn, DueDays: body.DueDays,
	}
	if body.CourseID != nil {
		m.CourseID = *body.CourseID
	}
	if body.TaughtOn != nil {
		m.TaughtOn = *body.TaughtOn
	}
	return m
}

func markedBody(m Marked) EvidenceMarkedChange {
	state := m.State
	if m.Withdrawn {
		state = "withdrawn"
	}
	var ours *EvidenceOurs
	if m.Ours.Asked > 0 {
		ours = &EvidenceOurs{Asked: m.Ours.Asked, Learnt: m.Ours.Learnt, Units: m.Ours.Units, Briefed: m.Ours.Briefed}
	}
	return EvidenceMarkedChange{
		EvidenceChange: EvidenceChange{
			Kind: m.Sort, Subject: m.Subject, Title: m.Title, Summary: m.Summary, Scopes: m.Scopes, Kinds: m.Kinds,
			EffectiveOn: m.EffectiveOn, DueDays: m.DueDays, CourseID: pointer(m.CourseID), TaughtOn: dayPointer(m.TaughtOn),
		},
		Ours: ours, ID: m.ID, State: state, CreatedAt: m.CreatedAt, Asked: m.Asked, Learnt: m.Learnt, RunID: pointer(m.RunID),
	}
}

func pointer(id uuid.UUID) *uuid.UUID {
	if id == uuid.Nil {
		return nil
	}
	return &id
}
