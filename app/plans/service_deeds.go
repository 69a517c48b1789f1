package plans

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/audit"
	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/db"
	"camtay/app/fault"
)

// Sent is what comes with a deed. Revision is that of the plan the doer has seen.
type Sent struct {
	Revision int
	Words    string
}

// Write replaces what a plan says: it begins a draft where there is no live plan,
// makes a counter-proposal to a proposed one, and asks for a change of an active
// one. staffID is zero for one's own plan. Faults: Invalid with fields, Invalid
// plans.nothing_changed; those of the party and of doing a deed.
func (s *Service) Write(ctx context.Context, staffID uuid.UUID, content Content, sent Sent) (Home, error) {
	p, err := s.acting(ctx, staffID)
	if err != nil {
		return Home{}, err
	}
	err = db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		plan, err := lockLive(ctx, tx, p.Person.ID)
		switch {
		case errors.Is(err, ErrNotFound):
			return s.begin(ctx, tx, p, content)
		case err != nil:
			return err
		}
		return s.rewrite(ctx, tx, p, plan, content, sent)
	})
	switch {
	case db.IsDuplicate(err):
		return Home{}, fault.New(fault.Conflict, "plans.changed_since").Because(err)
	case err != nil:
		return Home{}, faultOf(err)
	}
	return s.home(ctx, p)
}

func (s *Service) begin(ctx context.Context, tx bun.Tx, p party, content Content) error {
	now := s.clock.Now()
	id, err := uuid.NewV7()
	if err != nil {
		return fmt.Errorf("make plan id: %w", err)
	}
	plan := Plan{
		ID: id, StaffID: p.Person.ID, State: Draft, FromOn: clock.DayOf(now), UntilOn: content.UntilOn, Revision: 1,
		CreatedAt: now, UpdatedAt: now,
	}
	content, err = s.resolve(ctx, tx, p.Person.ID, content, plan.FromOn)
	if err != nil {
		return err
	}
	if p.Side == Superior {
		plan.SuperiorID = p.Me
	}
	if err := insertPlan(ctx, tx, plan); err != nil {
		return err
	}
	if err := putContent(ctx, tx, id, content); err != nil {
		return err
	}
	return s.note(ctx, tx, p, plan, Write, "")
}

func (s *Service) rewrite(ctx context.Context, tx bun.Tx, p party, plan Plan, content Content, sent Sent) error {
	if sent.Revision != plan.Revision {
		return fault.New(fault.Conflict, "plans.changed_since")
	}
	old, _, err := ContentOf(ctx, tx, plan)
	if err != nil {
		return err
	}
	known := []Content{old}
	if plan.Change != nil {
		known = append([]Content{*plan.Change}, old)
	}
	content, err = s.resolve(ctx, tx, p.Person.ID, content, plan.FromOn, known...)
	if err != nil {
		return err
	}
	after, err := plan.After(Write, p.Side, "", s.clock.Now())
	if err != nil {
		return err
	}
	if p.Side == Superior {
		after.SuperiorID = p.Me
	}
	if plan.State == Active {
		if unchanged(old, content) {
			return fault.New(fault.Invalid, "plans.nothing_changed")
		}
		after.Change = &content
	} else {
		after.UntilOn = content.UntilOn
		if err := putContent(ctx, tx, plan.ID, content); err != nil {
			return err
		}
	}
	if err := updatePlan(ctx, tx, after); err != nil {
		return err
	}
	return s.note(ctx, tx, p, after, Write, tidy(sent.Words))
}

func unchanged(before, after Content) bool {
	if before.UntilOn != after.UntilOn {
		return false
	}
	for _, d := range Differ(before, after) {
		if d.Mark != Same {
			return false
		}
	}
	return true
}

// Do does any other deed but a tick: words are the reason of Return and Cancel.
// Faults: NotFound plans.none; Conflict plans.changed_since, plans.not_possible,
// plans.not_your_turn, plans.not_ripe; Forbidden plans.not_yours; Invalid
// plans.no_words; those of the party.
func (s *Service) Do(ctx context.Context, staffID uuid.UUID, deed Deed, sent Sent) (Home, error) {
	p, err := s.acting(ctx, staffID)
	if err != nil {
		return Home{}, err
	}
	sent.Words = tidy(sent.Words)
	if sent.Words == "" && (deed == Return || deed == Cancel) {
		return Home{}, fault.New(fault.Invalid, "web.invalid").At("body.words", "plans.no_words", nil)
	}
	err = db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		plan, err := lockLive(ctx, tx, p.Person.ID)
		if err != nil {
			return err
		}
		if sent.Revision != plan.Revision {
			return fault.New(fault.Conflict, "plans.changed_since")
		}
		return s.do(ctx, tx, p, plan, deed, sent.Words)
	})
	if err != nil {
		return Home{}, faultOf(err)
	}
	return s.home(ctx, p)
}

func (s *Service) do(ctx context.Context, tx bun.Tx, p party, plan Plan, deed Deed, words string) error {
	now := s.clock.Now()
	after, err := plan.After(deed, p.Side, words, now)
	if err != nil {
		return err
	}
	if p.Side == Superior && (deed == Submit || deed == Agree) {
		after.SuperiorID = p.Me
	}
	switch deed {
	case Agree:
		if after, err = s.agree(ctx, tx, plan, after); err != nil {
			return err
		}
	case Finish:
		if err := s.ripe(ctx, tx, plan); err != nil {
			return err
		}
	case Write, Submit, Return, TakeBack, Cancel, Tick:
	}
	if err := updatePlan(ctx, tx, after); err != nil {
		return err
	}
	if err := s.note(ctx, tx, p, after, deed, words); err != nil {
		return err
	}
	switch deed {
	case Agree:
		return s.follow(ctx, tx, after, now)
	case Finish:
		return s.freeze(ctx, tx, after)
	default:
		return nil
	}
}

// agree puts an asked change in the place of what the plan says, and the levels of
// the day beside new targets.
func (s *Service) agree(ctx context.Context, tx bun.Tx, plan, after Plan) (Plan, error) {
	content, _, err := ContentOf(ctx, tx, plan)
	if err != nil {
		return Plan{}, err
	}
	old := content
	if plan.Change != nil {
		content, after.Change = *plan.Change, nil
		after.UntilOn, after.OfferedAt = content.UntilOn, nil
		after.Revision++
	}
	levels, err := levelsOf(ctx, tx, plan.StaffID, content.CompetencyIDs())
	if err != nil {
		return Plan{}, err
	}
	for i := range content.Targets {
		t := &content.Targets[i]
		if _, kept := old.Target(t.CompetencyID); !kept || plan.State == Proposed {
			t.LevelFrom = min(levels[t.CompetencyID], t.LevelTo-1)
		}
	}
	return after, putContent(ctx, tx, plan.ID, content)
}

func (s *Service) ripe(ctx context.Context, tx bun.Tx, plan Plan) error {
	content, _, err := ContentOf(ctx, tx, plan)
	if err != nil {
		return err
	}
	levels, err := levelsOf(ctx, tx, plan.StaffID, content.CompetencyIDs())
	if err != nil {
		return err
	}
	today := clock.DayOf(s.clock.Now())
	if tally := Count(content, levels, today); !tally.Ripe(plan.UntilOn, today) {
		return fault.New(fault.Conflict, "plans.not_ripe").With(fault.Args{
			"met": tally.Met, "targets": tally.Targets, "until": dayText(plan.UntilOn),
		})
	}
	return nil
}

// Tick says of one of the acting person's free-text actions that it is done, or
// not yet. Faults: NotFound plans.none, plans.no_such_action; those of a deed.
func (s *Service) Tick(ctx context.Context, actionID uuid.UUID, done bool) (Home, error) {
	p, err := s.mine(ctx)
	if err != nil {
		return Home{}, err
	}
	err = db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		plan, err := lockLive(ctx, tx, p.Person.ID)
		if err != nil {
			return err
		}
		now := s.clock.Now()
		after, err := plan.After(Tick, p.Side, "", now)
		if err != nil {
			return err
		}
		var at *time.Time
		if done {
			at = &now
		}
		found, err := tickAction(ctx, tx, plan.ID, actionID, at)
		switch {
		case err != nil:
			return err
		case !found:
			return fault.New(fault.NotFound, "plans.no_such_action")
		}
		if err := updatePlan(ctx, tx, after); err != nil {
			return err
		}
		return s.note(ctx, tx, p, after, Tick, "")
	})
	if err != nil {
		return Home{}, faultOf(err)
	}
	return s.home(ctx, p)
}

// note keeps a deed in the plan's history and the audit log, and tells the other
// side of it.
func (s *Service) note(ctx context.Context, tx bun.Tx, p party, plan Plan, deed Deed, words string) error {
	now := s.clock.Now()
	id, err := uuid.NewV7()
	if err != nil {
		return fmt.Errorf("make step id: %w", err)
	}
	step := Step{ID: id, PlanID: plan.ID, Deed: deed, Side: p.Side, ActorID: p.Me, Words: words, At: now}
	if err := insertStep(ctx, tx, step); err != nil {
		return err
	}
	args := map[string]any{"staff_id": plan.StaffID, "side": p.Side, "revision": plan.Revision}
	if err := audit.Put(ctx, tx, "plans."+string(deed), "plan", plan.ID, args, now); err != nil {
		return err
	}
	if deed == Tick || deed == Write && plan.State == Draft {
		return nil
	}
	return s.outbox.Put(ctx, tx, Moved{PlanID: plan.ID, StepID: id, Deed: deed, By: p.Side}, now)
}

func faultOf(err error) error {
	switch {
	case errors.Is(err, ErrNotFound):
		return fault.New(fault.NotFound, "plans.none").Because(err)
	case errors.Is(err, ErrState):
		return fault.New(fault.Conflict, "plans.not_possible").Because(err)
	case errors.Is(err, ErrTurn):
		return fault.New(fault.Conflict, "plans.not_your_turn").Because(err)
	case errors.Is(err, ErrSide):
		return fault.New(fault.Forbidden, "plans.not_yours").Because(err)
	case errors.Is(err, competency.ErrNotFound):
		return fault.New(fault.NotFound, "plans.no_competency").Because(err)
	}
	return err
}
