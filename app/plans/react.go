package plans

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/clock"
	"camtay/app/db"
	"camtay/app/evidence"
)

// OnLevelChanged marks the target of an active plan that a level reaches, or no
// longer reaches, and offers the plan for completion when all are met.
func (s *Service) OnLevelChanged(ctx context.Context, tx bun.Tx, fact evidence.LevelChanged, now time.Time) error {
	plan, err := lockLive(ctx, tx, fact.StaffID)
	switch {
	case errors.Is(err, ErrNotFound):
		return nil
	case err != nil:
		return err
	case plan.State != Active:
		return nil
	}
	return s.follow(ctx, tx, plan, now)
}

// follow brings the marks of an active plan's targets up to the levels of now.
func (s *Service) follow(ctx context.Context, tx bun.Tx, plan Plan, now time.Time) error {
	content, _, err := ContentOf(ctx, tx, plan)
	if err != nil {
		return err
	}
	levels, err := levelsOf(ctx, tx, plan.StaffID, content.CompetencyIDs())
	if err != nil {
		return err
	}
	for _, t := range content.Targets {
		moved, err := markMet(ctx, tx, plan.ID, t.CompetencyID, t.Met(levels[t.CompetencyID]), now)
		if err != nil {
			return err
		}
		if moved && t.Met(levels[t.CompetencyID]) {
			if err := s.outbox.Put(ctx, tx, TargetMet{PlanID: plan.ID, CompetencyID: t.CompetencyID}, now); err != nil {
				return err
			}
		}
	}
	tally := Count(content, levels, clock.DayOf(now))
	switch all := tally.Targets > 0 && tally.Met == tally.Targets; {
	case all && plan.OfferedAt == nil:
		plan.OfferedAt = &now
		if err := s.outbox.Put(ctx, tx, Offered{PlanID: plan.ID}, now); err != nil {
			return err
		}
	case !all && plan.OfferedAt != nil:
		plan.OfferedAt = nil
	default:
		return nil
	}
	return updatePlan(ctx, tx, plan)
}

// markMet notes whether a target is met; moved tells whether that is new.
func markMet(ctx context.Context, tx bun.Tx, planID, competencyID uuid.UUID, met bool, now time.Time) (moved bool, err error) {
	res, err := tx.ExecContext(ctx, `update plan_targets
		set met_at = case when ?0 then ?1::timestamptz end
		where plan_id = ?2
		and competency_id = ?3
		and (met_at is not null) <> ?0`, met, now, planID, competencyID)
	if err != nil {
		return false, fmt.Errorf("mark target: %w", err)
	}
	n, err := res.RowsAffected()
	return n > 0, err
}

// remindAtOnce is how many reminders one run makes.
const remindAtOnce = 500

// Remind tells people of targets that are due within SoonDays, each once, and
// counts them. Anybody may run it at any time.
func (s *Service) Remind(ctx context.Context) (int, error) {
	now := s.clock.Now()
	today := clock.DayOf(now)
	var due []DueSoon
	err := db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		due = nil
		err := tx.NewRaw(`update plan_targets t
			set reminded_on = ?0::date
			from (
				select x.plan_id, x.competency_id
				from plan_targets x
				join plans p on p.id = x.plan_id
				where p.state = 'active'
				and x.met_at is null
				and x.reminded_on is null
				and x.until_on between ?0::date and ?1::date
				order by x.until_on, x.plan_id, x.competency_id
				limit ?2
				for update of x skip locked
			) soon
			where t.plan_id = soon.plan_id
			and t.competency_id = soon.competency_id
			returning t.plan_id, t.competency_id`, today, today.AddDays(SoonDays), remindAtOnce).Scan(ctx, &due)
		if err != nil {
			return fmt.Errorf("find targets due soon: %w", err)
		}
		for _, fact := range due {
			if err := s.outbox.Put(ctx, tx, fact, now); err != nil {
				return err
			}
		}
		return nil
	})
	return len(due), err
}
