package notify

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/effects"
	"camtay/app/mentoring"
	"camtay/app/staff"
)

const (
	sourceReassessment = "reassessment"
	sourceLate         = "reassessment_late"
	sourceLook         = "reassessment_look"
	effectsLink        = "/ket-qua-kem-cap"
)

// OnReassessmentDue asks the learner of a pair that is over to be looked at anew.
func (s *Service) OnReassessmentDue(ctx context.Context, tx bun.Tx, fact effects.Due, now time.Time) error {
	p, err := mentoring.FindView(ctx, tx, fact.PairID)
	if err != nil {
		return err
	}
	day, err := clock.ParseDay(fact.DueOn)
	if err != nil {
		return err
	}
	m := aboutPair(p, p.LearnerID, "notify.reassessment_due")
	m.Args["until"], m.Link, m.Source = dayText(day.Start()), effectsLink, sourceReassessment
	return Put(ctx, tx, m, now)
}

// OnReassessmentLate reminds once that the day for it has passed.
func (s *Service) OnReassessmentLate(ctx context.Context, tx bun.Tx, fact effects.Late, now time.Time) error {
	p, err := mentoring.FindView(ctx, tx, fact.PairID)
	if err != nil {
		return err
	}
	m := aboutPair(p, p.LearnerID, "notify.reassessment_late")
	m.Link, m.Source = effectsLink, sourceLate
	return Put(ctx, tx, m, now)
}

// OnLookAsked asks a learner's leaders to watch the work after mentoring.
func (s *Service) OnLookAsked(ctx context.Context, tx bun.Tx, fact effects.LookAsked, now time.Time) error {
	c, err := competency.Find(ctx, tx, fact.CompetencyID)
	if err != nil {
		return err
	}
	person, err := staff.Find(ctx, tx, fact.StaffID)
	if err != nil {
		return err
	}
	people, err := superiorsOf(ctx, tx, fact.StaffID)
	if err != nil {
		return err
	}
	messages := make([]Message, 0, len(people))
	for _, id := range people {
		messages = append(messages, Message{
			StaffID: id, Key: "notify.reassessment_look", Link: "/cong-chuc/" + fact.StaffID.String(),
			Args: named(map[string]any{"name": person.FullName}, c), Source: sourceLook,
			SourceID: uuid.NewSHA1(fact.ID, []byte(clock.DayOf(now).String())),
		})
	}
	return putAll(ctx, tx, messages, now)
}
