package notify

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/competency"
	"camtay/app/plans"
	"camtay/app/staff"
)

const sourcePlan = "plan"

// planKeys are the sentences of deeds that the other side is told of.
func planKeys() map[plans.Deed]string {
	return map[plans.Deed]string{
		plans.Submit:   "notify.plan_proposed",
		plans.Write:    "notify.plan_changed",
		plans.Agree:    "notify.plan_agreed",
		plans.Return:   "notify.plan_returned",
		plans.TakeBack: "notify.plan_taken_back",
		plans.Finish:   "notify.plan_complete",
		plans.Cancel:   "notify.plan_cancelled",
	}
}

// OnPlanMoved tells the other side of a plan what one side did: the person, or
// the leaders over the person's unit.
func (s *Service) OnPlanMoved(ctx context.Context, tx bun.Tx, fact plans.Moved, now time.Time) error {
	p, err := plans.Find(ctx, tx, fact.PlanID)
	if err != nil {
		return err
	}
	key, ok := planKeys()[fact.Deed]
	if !ok {
		return nil
	}
	return tellOfPlan(ctx, tx, p, fact.By.Other(), key, fact.StepID, now)
}

// OnPlanTargetMet congratulates on a target reached.
func (s *Service) OnPlanTargetMet(ctx context.Context, tx bun.Tx, fact plans.TargetMet, now time.Time) error {
	return tellOfTarget(ctx, tx, "notify.plan_target_met", fact.PlanID, fact.CompetencyID, now)
}

// OnPlanDueSoon reminds of a target that is due soon.
func (s *Service) OnPlanDueSoon(ctx context.Context, tx bun.Tx, fact plans.DueSoon, now time.Time) error {
	return tellOfTarget(ctx, tx, "notify.plan_due_soon", fact.PlanID, fact.CompetencyID, now)
}

// OnPlanOffered tells both sides that all targets are met, so that the plan can be
// completed. A plan that is over is not told of.
func (s *Service) OnPlanOffered(ctx context.Context, tx bun.Tx, fact plans.Offered, now time.Time) error {
	p, err := plans.Find(ctx, tx, fact.PlanID)
	if err != nil || p.State != plans.Active {
		return err
	}
	return errors.Join(
		tellOfPlan(ctx, tx, p, plans.Person, "notify.plan_offered", p.ID, now),
		tellOfPlan(ctx, tx, p, plans.Superior, "notify.plan_offered", p.ID, now),
	)
}

func tellOfTarget(ctx context.Context, tx bun.Tx, key string, planID, competencyID uuid.UUID, now time.Time) error {
	p, err := plans.Find(ctx, tx, planID)
	if err != nil || p.State != plans.Active {
		return err
	}
	c, err := competency.Find(ctx, tx, competencyID)
	if err != nil {
		return err
	}
	content, _, err := plans.ContentOf(ctx, tx, p)
	if err != nil {
		return err
	}
	target, ok := content.Target(competencyID)
	if !ok {
		return nil
	}
	args := named(map[string]any{"level": target.LevelTo, "until": dayText(target.UntilOn.Start())}, c)
	return Put(ctx, tx, Message{
		StaffID: p.StaffID, Key: key, Args: args, Link: "/ke-hoach-ca-nhan", Source: sourcePlan, SourceID: uuid.NewSHA1(planID, competencyID[:]),
	}, now)
}

func tellOfPlan(ctx context.Context, tx bun.Tx, p plans.Plan, side plans.Side, key string, sourceID uuid.UUID, now time.Time) error {
	person, err := staff.Find(ctx, tx, p.StaffID)
	if err != nil {
		return err
	}
	people, link := []uuid.UUID{p.StaffID}, "/ke-hoach-ca-nhan"
	if side == plans.Superior {
		link = "/ke-hoach-don-vi/" + p.StaffID.String()
		key += "_lead" // which names the person
		if people, err = leadersOver(ctx, tx, person.UnitID, p.StaffID); err != nil {
			return err
		}
	}
	args := map[string]any{"name": person.FamilyName + " " + person.GivenName, "until": dayText(p.UntilOn.Start())}
	messages := make([]Message, 0, len(people))
	for _, id := range people {
		messages = append(messages, Message{StaffID: id, Key: key, Args: args, Link: link, Source: sourcePlan, SourceID: sourceID})
	}
	return putAll(ctx, tx, messages, now)
}
