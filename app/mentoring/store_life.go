package mentoring

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
)

// addPair adds a pair with its history unless one like it is there.
func addPair(ctx context.Context, tx bun.Tx, p Pair) (added bool, err error) {
	result, err := tx.NewInsert().Model(&p).On("conflict do nothing").Exec(ctx)
	if err != nil {
		return false, fmt.Errorf("add pair: %w", err)
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return false, err
	}
	return true, putHistory(ctx, tx, p.Told())
}

func putHistory(ctx context.Context, db bun.IDB, moments []Moment) error {
	for i := range moments {
		id, err := uuid.NewV7()
		if err != nil {
			return fmt.Errorf("make history id: %w", err)
		}
		moments[i].ID = id
	}
	if _, err := db.NewInsert().Model(&moments).Exec(ctx); err != nil {
		return fmt.Errorf("insert pair history: %w", err)
	}
	return nil
}

// Step is a step of a pair's life with the name of who did it.
type Step struct {
	Moment

	ByName string
}

// historyOf is a pair's life from its beginning.
func historyOf(ctx context.Context, db bun.IDB, pairID uuid.UUID) ([]Step, error) {
	var steps []Step
	err := db.NewRaw(`select h.*, coalesce(s.full_name, '') as by_name
		from pair_history h
		left join staff s on s.id = h.by_id
		where h.pair_id = ?
		order by h.at, h.id`, pairID).Scan(ctx, &steps)
	if err != nil {
		return nil, fmt.Errorf("list history of a pair: %w", err)
	}
	return steps, nil
}

// targetRow is a target of a pair.
type targetRow struct {
	bun.BaseModel `bun:"table:pair_targets"`

	PairID       uuid.UUID `bun:",pk"`
	CompetencyID uuid.UUID `bun:",pk"`
	FromLevel    int16
	ToLevel      int16
}

func targetRows(pairID uuid.UUID, targets []Target) []targetRow {
	rows := make([]targetRow, 0, len(targets))
	for _, t := range targets {
		rows = append(rows, targetRow{PairID: pairID, CompetencyID: t.CompetencyID, FromLevel: t.From, ToLevel: t.To})
	}
	return rows
}

func putTargets(ctx context.Context, db bun.IDB, rows []targetRow) error {
	if _, err := db.NewInsert().Model(&rows).Exec(ctx); err != nil {
		return fmt.Errorf("insert targets of pairs: %w", err)
	}
	return nil
}

// Progress is a target of a pair and how far the learner has come.
type Progress struct {
	CompetencyID uuid.UUID
	Code         string
	NameVI       string `bun:"name_vi"`
	NameEN       string `bun:"name_en"`
	GroupVI      string `bun:"group_vi"`
	FromLevel    int16
	ToLevel      int16
	Level        int16
	ReachedAt    *time.Time
}

// progressOf are a pair's targets, its own competency first.
func progressOf(ctx context.Context, db bun.IDB, pairID uuid.UUID) ([]Progress, error) {
	var all []Progress
	err := db.NewRaw(`select t.competency_id, c.code, c.name_vi, c.name_en, c.group_vi, t.from_level, t.to_level, t.reached_at,
			coalesce(l.level, 0) as level
		from pair_targets t
		join pairs p on p.id = t.pair_id
		join competencies c on c.id = t.competency_id
		left join v_levels l on l.staff_id = p.learner_id and l.competency_id = t.competency_id
		where t.pair_id = ?
		order by t.competency_id <> p.competency_id, c.code`, pairID).Scan(ctx, &all)
	if err != nil {
		return nil, fmt.Errorf("list targets of a pair: %w", err)
	}
	return all, nil
}

// reach marks the targets that a learner's level fulfils in accepted pairs and
// returns their pairs.
func reach(ctx context.Context, tx bun.Tx, learnerID, competencyID uuid.UUID, level int16, now time.Time) ([]uuid.UUID, error) {
	var reached []uuid.UUID
	err := tx.NewRaw(`update pair_targets t
		set reached_at = ?
		from pairs p
		where p.id = t.pair_id
		and p.learner_id = ?
		and p.state in ('active', 'paused')
		and t.competency_id = ?
		and t.to_level <= ?
		and t.reached_at is null
		returning t.pair_id`, now, learnerID, competencyID, level).Scan(ctx, &reached)
	if err != nil {
		return nil, fmt.Errorf("mark targets reached: %w", err)
	}
	return reached, nil
}

// Earlier is a session of a pair that was handed over, with who held it.
type Earlier struct {
	Session

	MentorName string
}

// earlierOf are the sessions of the pairs that a pair follows, newest first.
func earlierOf(ctx context.Context, db bun.IDB, p Pair) ([]Earlier, error) {
	if p.Follows == nil {
		return nil, nil
	}
	var all []Earlier
	err := db.NewRaw(`with recursive chain as (
			select id, follows, mentor_id from pairs where id = ?
			union
			select p.id, p.follows, p.mentor_id
			from chain c
			join pairs p on p.id = c.follows
		)
		select s.*, m.full_name as mentor_name
		from chain c
		join coaching_sessions s on s.pair_id = c.id
		join staff m on m.id = c.mentor_id
		order by s.held_at desc, s.id desc`, *p.Follows).Scan(ctx, &all)
	if err != nil {
		return nil, fmt.Errorf("list earlier sessions: %w", err)
	}
	return all, nil
}
