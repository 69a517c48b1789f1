package programmes

import (
	"context"

	"github.com/google/uuid"

	"camtay/app/fault"
	"camtay/app/web"
)

func shownAs(p Programme, err error) (*web.Body[ProgrammeBody], error) {
	if err != nil {
		return nil, err
	}
	return &web.Body[ProgrammeBody]{Body: bodyOf(p)}, nil
}

func bodyOf(p Programme) ProgrammeBody {
	return ProgrammeBody{
		ID: p.ID, Name: p.Name, Aim: string(p.Aim), Mode: string(p.Mode), StartsOn: p.StartsOn, EndsOn: p.EndsOn(), Weeks: p.Weeks,
		PerMentor: p.PerMentor, State: string(p.State), Stopping: p.Stopping, Done: p.Done, Of: p.Of, Failure: p.Failure, Figures: p.Figures,
		CreatedAt: p.CreatedAt, PublishedAt: p.PublishedAt, Units: p.Units, Competencies: p.Competencies,
		Answers: p.Answers,
	}
}

func programmeOf(id uuid.UUID, b ProgrammeInput) Programme {
	return Programme{
		ID: id, Name: b.Name, Aim: Aim(b.Aim), Mode: Mode(b.Mode), StartsOn: b.StartsOn, Weeks: b.Weeks, PerMentor: b.PerMentor,
		Units: b.Units, Competencies: b.Competencies,
	}
}

func pairOf(p Paired) ProgrammePair {
	b := ProgrammePair{
		LearnerID: p.LearnerID, Learner: p.Learner, LearnerUnit: p.LearnerUnit, Need: p.Need, Gaps: p.Gaps, Tier: p.Tier,
		Mentor: p.Mentor, MentorUnit: p.MentorUnit, Value: p.Value, Slot: p.Slot, Remote: p.Remote, Fixed: p.Fixed, Answer: p.Answer,
	}
	if p.MentorID != uuid.Nil {
		b.MentorID = &p.MentorID
	}
	return b
}

func explanationOf(e Explained) ProgrammeExplanation {
	b := ProgrammeExplanation{Tier: e.Tier, Options: make([]ProgrammeOption, 0, len(e.Options))}
	for _, o := range e.Options {
		b.Options = append(b.Options, ProgrammeOption{
			MentorID: o.Mentor, Name: o.Name, Unit: o.Unit, Place: o.Place.String(), Steps: o.Steps, Common: o.Common, Value: o.Value,
			Loss: o.Loss, Leaves: o.Leaves, Free: o.Free, Urgent: e.Others[o.Mentor], Chosen: o.Chosen, Why: string(o.Why),
		})
	}
	return b
}

// adjustmentOf reports, as Invalid, a wish about a mentor that names none.
func adjustmentOf(b ProgrammeAdjustment) (Adjustment, error) {
	a := Adjustment{Learner: b.LearnerID, Need: b.Need, Refuse: b.Want == "not", Clear: b.Want == "any"}
	if b.Want == "mentor" || a.Refuse {
		if b.MentorID == nil || *b.MentorID == uuid.Nil {
			return a, fault.New(fault.Invalid, "programmes.no_mentor")
		}
		a.Mentor = *b.MentorID
	}
	return a, nil
}

func adjustedBody(ctx context.Context, svc *Service, out Adjusted) (*web.Body[ProgrammeAdjusted], error) {
	people := make([]uuid.UUID, 0, 3*len(out.Moved))
	for _, m := range out.Moved {
		people = append(people, m.Learner, m.From, m.To)
	}
	of, err := names(ctx, svc.db, people)
	if err != nil {
		return nil, err
	}
	b := ProgrammeAdjusted{Points: out.Points, Before: out.Before, After: out.After, Moved: make([]ProgrammeMoved, 0, len(out.Moved))}
	for _, m := range out.Moved {
		b.Moved = append(b.Moved, ProgrammeMoved{Learner: of[m.Learner].Name, Need: m.Need, From: of[m.From].Name, To: of[m.To].Name})
	}
	return &web.Body[ProgrammeAdjusted]{Body: b}, nil
}
