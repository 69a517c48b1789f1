package mentoring

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/staff"
)

// ErrNoHandOver reports a hand-over that does not exist, or that the person asking
// has no part in.
var ErrNoHandOver = errors.New("hand-over not found")

// FindHandOver is the hand-over of an id, or ErrNoHandOver.
func FindHandOver(ctx context.Context, db bun.IDB, id uuid.UUID) (Handing, error) {
	return oneHandOver(ctx, db.NewSelect().Where("id = ?", id))
}

func lockHandOver(ctx context.Context, tx bun.Tx, id uuid.UUID) (Handing, error) {
	return oneHandOver(ctx, tx.NewSelect().Where("id = ?", id).For("update"))
}

// waitingHandOver is a pair's unanswered hand-over, or ErrNoHandOver.
func waitingHandOver(ctx context.Context, db bun.IDB, pairID uuid.UUID) (Handing, error) {
	return oneHandOver(ctx, db.NewSelect().Where("pair_id = ?", pairID).Where("state = ?", HandingWaits))
}

func oneHandOver(ctx context.Context, q *bun.SelectQuery) (Handing, error) {
	var h Handing
	err := q.Model(&h).Scan(ctx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Handing{}, ErrNoHandOver
	case err != nil:
		return Handing{}, fmt.Errorf("find hand-over: %w", err)
	}
	return h, nil
}

func insertHandOver(ctx context.Context, tx bun.Tx, h Handing) error {
	if _, err := tx.NewInsert().Model(&h).Exec(ctx); err != nil {
		return fmt.Errorf("insert hand-over: %w", err)
	}
	return nil
}

func updateHandOver(ctx context.Context, tx bun.Tx, h Handing) error {
	_, err := tx.NewUpdate().Model(&h).Column("state", "answer", "settled_at").WherePK().Exec(ctx)
	if err != nil {
		return fmt.Errorf("settle hand-over: %w", err)
	}
	return nil
}

// Offered is a hand-over that waits for somebody's answer, with its names.
type Offered struct {
	Handing

	MentorName  string
	LearnerName string
	LearnerUnit string
	NameVI      string `bun:"name_vi"`
	NameEN      string `bun:"name_en"`
	TargetLevel int16
	ToName      string
}

// offers are hand-overs with names.
func offers(db bun.IDB) *bun.SelectQuery {
	return db.NewSelect().Model((*Offered)(nil)).ModelTableExpr("hand_overs as h").
		ColumnExpr("h.*, m.full_name as mentor_name, l.full_name as learner_name, u.name as learner_unit").
		ColumnExpr("c.name_vi, c.name_en, p.target_level, t.full_name as to_name").
		Join("join pairs p on p.id = h.pair_id").
		Join("join staff m on m.id = p.mentor_id").
		Join("join staff l on l.id = p.learner_id").
		Join("join units u on u.id = l.unit_id").
		Join("join staff t on t.id = h.to_id").
		Join("join competencies c on c.id = p.competency_id")
}

// FindOffer is the hand-over of an id with its names, or ErrNoHandOver.
func FindOffer(ctx context.Context, db bun.IDB, id uuid.UUID) (Offered, error) {
	var o Offered
	err := offers(db).Where("h.id = ?", id).Scan(ctx, &o)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Offered{}, ErrNoHandOver
	case err != nil:
		return Offered{}, fmt.Errorf("find hand-over: %w", err)
	}
	return o, nil
}

// offersTo are the hand-overs that wait for somebody's answer, oldest first.
func offersTo(ctx context.Context, db bun.IDB, staffID uuid.UUID) ([]Offered, error) {
	var found []Offered
	err := offers(db).Where("h.to_id = ?", staffID).Where("h.state = ?", HandingWaits).OrderExpr("h.asked_at, h.id").Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("list hand-overs: %w", err)
	}
	return found, nil
}

// learnerInScope reports whether a pair's learner lies in a scope on a day.
func learnerInScope(ctx context.Context, db bun.IDB, scope access.Scope, p Pair, on clock.Day) (bool, error) {
	_, err := staff.FindInScope(ctx, db, scope, p.LearnerID, on)
	switch {
	case errors.Is(err, staff.ErrNotFound):
		return false, nil
	case err != nil:
		return false, fmt.Errorf("look for learner in scope: %w", err)
	}
	return true, nil
}

// carry gives the targets of a pair and what was shared in it to the pair that
// follows it.
func carry(ctx context.Context, tx bun.Tx, from, to uuid.UUID) error {
	_, err := tx.NewRaw(`insert into pair_targets (pair_id, competency_id, from_level, to_level, reached_at)
		select ?1, competency_id, from_level, to_level, reached_at
		from pair_targets
		where pair_id = ?0`, from, to).Exec(ctx)
	if err != nil {
		return fmt.Errorf("carry targets over: %w", err)
	}
	_, err = tx.NewRaw(`insert into pair_resources (id, pair_id, kind, item_id, note, shared_by, shared_at)
		select gen_random_uuid(), ?1, kind, item_id, note, shared_by, shared_at
		from pair_resources
		where pair_id = ?0`, from, to).Exec(ctx)
	if err != nil {
		return fmt.Errorf("carry shared things over: %w", err)
	}
	return nil
}
