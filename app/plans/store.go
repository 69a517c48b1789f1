package plans

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/clock"
)

// ErrNotFound reports a plan that does not exist.
var ErrNotFound = errors.New("plan not found")

// TargetRow is a target as stored. MetAt is when evidence was first told to reach
// it, ReminderOn the day on which the person was reminded.
type TargetRow struct {
	bun.BaseModel `bun:"table:plan_targets"`

	PlanID       uuid.UUID `bun:",pk"`
	CompetencyID uuid.UUID `bun:",pk"`
	Position     int
	LevelFrom    int16
	LevelTo      int16
	UntilOn      clock.Day
	Why          Why
	MetAt        *time.Time
	RemindedOn   clock.Day
}

// ActionRow is an action as stored. DoneAt is set by hand, of free text only.
type ActionRow struct {
	bun.BaseModel `bun:"table:plan_actions"`

	ID           uuid.UUID `bun:",pk"`
	PlanID       uuid.UUID
	CompetencyID uuid.UUID
	Position     int
	Kind         Kind
	RefID        uuid.UUID `bun:",nullzero"`
	TitleVI      string    `bun:"title_vi"`
	TitleEN      string    `bun:"title_en"`
	UntilOn      clock.Day
	DoneAt       *time.Time
}

// Find is the plan of an id, or ErrNotFound.
func Find(ctx context.Context, db bun.IDB, id uuid.UUID) (Plan, error) {
	return onePlan(ctx, db.NewSelect().Where("id = ?", id))
}

// LiveOf is someone's live plan, or ErrNotFound.
func LiveOf(ctx context.Context, db bun.IDB, staffID uuid.UUID) (Plan, error) {
	return onePlan(ctx, live(db, staffID))
}

// lockLive is LiveOf, held until the transaction ends.
func lockLive(ctx context.Context, tx bun.Tx, staffID uuid.UUID) (Plan, error) {
	return onePlan(ctx, live(tx, staffID).For("update"))
}

func live(db bun.IDB, staffID uuid.UUID) *bun.SelectQuery {
	return db.NewSelect().Where("staff_id = ?", staffID).Where("state in (?, ?, ?)", Draft, Proposed, Active)
}

func onePlan(ctx context.Context, q *bun.SelectQuery) (Plan, error) {
	var p Plan
	err := q.Model(&p).Scan(ctx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Plan{}, ErrNotFound
	case err != nil:
		return Plan{}, fmt.Errorf("find plan: %w", err)
	}
	return p, nil
}

// maxPast is how many plans of the past are named.
const maxPast = 50

// PastOf are someone's plans that are over, the latest first.
func PastOf(ctx context.Context, db bun.IDB, staffID uuid.UUID) ([]Plan, error) {
	var found []Plan
	err := db.NewSelect().Model(&found).
		Where("staff_id = ?", staffID).
		Where("state in (?, ?)", Complete, Cancelled).
		OrderExpr("created_at desc, id desc").
		Limit(maxPast).
		Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("list past plans: %w", err)
	}
	return found, nil
}

func insertPlan(ctx context.Context, tx bun.Tx, p Plan) error {
	if _, err := tx.NewInsert().Model(&p).Exec(ctx); err != nil {
		return fmt.Errorf("insert plan: %w", err)
	}
	return nil
}

func updatePlan(ctx context.Context, tx bun.Tx, p Plan) error {
	if _, err := tx.NewUpdate().Model(&p).ExcludeColumn("id", "staff_id", "created_at").WherePK().Exec(ctx); err != nil {
		return fmt.Errorf("update plan: %w", err)
	}
	return nil
}

// ContentOf is what a plan says, and when free-text actions were ticked.
func ContentOf(ctx context.Context, db bun.IDB, p Plan) (Content, map[uuid.UUID]time.Time, error) {
	var targets []TargetRow
	if err := db.NewSelect().Model(&targets).Where("plan_id = ?", p.ID).OrderExpr("position, competency_id").Scan(ctx); err != nil {
		return Content{}, nil, fmt.Errorf("read targets: %w", err)
	}
	var actions []ActionRow
	if err := db.NewSelect().Model(&actions).Where("plan_id = ?", p.ID).OrderExpr("position, id").Scan(ctx); err != nil {
		return Content{}, nil, fmt.Errorf("read actions: %w", err)
	}
	ticked := map[uuid.UUID]time.Time{}
	by := map[uuid.UUID][]Action{}
	for _, a := range actions {
		by[a.CompetencyID] = append(by[a.CompetencyID], Action{
			ID: a.ID, Kind: a.Kind, RefID: a.RefID, TitleVI: a.TitleVI, TitleEN: a.TitleEN, UntilOn: a.UntilOn,
		})
		if a.DoneAt != nil {
			ticked[a.ID] = *a.DoneAt
		}
	}
	c := Content{UntilOn: p.UntilOn}
	for _, t := range targets {
		c.Targets = append(c.Targets, Target{
			CompetencyID: t.CompetencyID, LevelFrom: t.LevelFrom, LevelTo: t.LevelTo, UntilOn: t.UntilOn, Why: t.Why, Actions: by[t.CompetencyID],
		})
	}
	return c, ticked, nil
}

// Rows are a content as stored, below a plan.
func (c Content) Rows(planID uuid.UUID) ([]TargetRow, []ActionRow) {
	var targets []TargetRow
	var actions []ActionRow
	for i, t := range c.Targets {
		targets = append(targets, TargetRow{
			PlanID: planID, CompetencyID: t.CompetencyID, Position: i + 1,
			LevelFrom: t.LevelFrom, LevelTo: t.LevelTo, UntilOn: t.UntilOn, Why: t.Why,
		})
		for j, a := range t.Actions {
			actions = append(actions, ActionRow{
				ID: a.ID, PlanID: planID, CompetencyID: t.CompetencyID, Position: j + 1, Kind: a.Kind, RefID: a.RefID,
				TitleVI: a.TitleVI, TitleEN: a.TitleEN, UntilOn: a.UntilOn,
			})
		}
	}
	return targets, actions
}

// putContent makes a plan say something else. Ticks of actions that stay are kept;
// a target whose level or day changes is to be met and reminded of anew.
func putContent(ctx context.Context, tx bun.Tx, planID uuid.UUID, c Content) error {
	targets, actions := c.Rows(planID)
	kept := make([]uuid.UUID, 0, len(actions))
	for _, a := range actions {
		kept = append(kept, a.ID)
	}
	_, err := tx.NewDelete().Model((*ActionRow)(nil)).Where("plan_id = ?", planID).Where("id not in (?)", bun.List(orNone(kept))).Exec(ctx)
	if err != nil {
		return fmt.Errorf("drop actions: %w", err)
	}
	_, err = tx.NewInsert().Model(&targets).
		On("conflict (plan_id, competency_id) do update").
		Set("position = excluded.position, level_from = excluded.level_from, level_to = excluded.level_to").
		Set("until_on = excluded.until_on, why = excluded.why").
		Set(`met_at = case when target_row.level_to = excluded.level_to then target_row.met_at end`).
		Set(`reminded_on = case when target_row.until_on = excluded.until_on then target_row.reminded_on end`).
		Exec(ctx)
	if err != nil {
		return fmt.Errorf("put targets: %w", err)
	}
	if len(actions) > 0 {
		_, err = tx.NewInsert().Model(&actions).
			On("conflict (id) do update").
			Set("competency_id = excluded.competency_id, position = excluded.position, kind = excluded.kind, ref_id = excluded.ref_id").
			Set("title_vi = excluded.title_vi, title_en = excluded.title_en, until_on = excluded.until_on").
			Exec(ctx)
		if err != nil {
			return fmt.Errorf("put actions: %w", err)
		}
	}
	_, err = tx.NewDelete().Model((*TargetRow)(nil)).
		Where("plan_id = ?", planID).
		Where("competency_id not in (?)", bun.List(orNone(c.CompetencyIDs()))).
		Exec(ctx)
	if err != nil {
		return fmt.Errorf("drop targets: %w", err)
	}
	return nil
}

// orNone keeps a list of ids from being empty, which SQL does not allow.
func orNone(ids []uuid.UUID) []uuid.UUID {
	if len(ids) == 0 {
		return []uuid.UUID{uuid.Nil}
	}
	return ids
}

func tickAction(ctx context.Context, tx bun.Tx, planID, id uuid.UUID, doneAt *time.Time) (found bool, err error) {
	res, err := tx.NewUpdate().Model((*ActionRow)(nil)).
		Set("done_at = ?", doneAt).
		Where("plan_id = ?", planID).
		Where("id = ?", id).
		Where("kind in (?, ?)", Practice, Reading).
		Exec(ctx)
	if err != nil {
		return false, fmt.Errorf("tick action: %w", err)
	}
	n, err := res.RowsAffected()
	return n > 0, err
}

func insertStep(ctx context.Context, tx bun.Tx, step Step) error {
	if _, err := tx.NewInsert().Model(&step).Exec(ctx); err != nil {
		return fmt.Errorf("insert step: %w", err)
	}
	return nil
}

// StepView is a step with the name of who did it.
type StepView struct {
	Step

	Name string
}

func stepsOf(ctx context.Context, db bun.IDB, planID uuid.UUID) ([]StepView, error) {
	var steps []StepView
	err := db.NewRaw(`select x.*, coalesce(s.full_name, '') as name
		from plan_steps x
		left join staff s on s.id = x.actor_id
		where x.plan_id = ?
		order by x.at, x.id`, planID).Scan(ctx, &steps)
	if err != nil {
		return nil, fmt.Errorf("list steps: %w", err)
	}
	return steps, nil
}

// levelsOf are someone's levels in some competencies.
func levelsOf(ctx context.Context, db bun.IDB, staffID uuid.UUID, competencyIDs []uuid.UUID) (map[uuid.UUID]int16, error) {
	var rows []struct {
		CompetencyID uuid.UUID
		Level        int16
	}
	err := db.NewRaw("select competency_id, level from v_levels where staff_id = ? and competency_id in (?)",
		staffID, bun.List(orNone(competencyIDs))).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("read levels: %w", err)
	}
	levels := make(map[uuid.UUID]int16, len(rows))
	for _, r := range rows {
		levels[r.CompetencyID] = r.Level
	}
	return levels, nil
}
