package mentoring

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/staff"
)

type feedbackRow struct {
	bun.BaseModel `bun:"table:pair_feedback"`
	Feedback
}

func putFeedback(ctx context.Context, tx bun.Tx, f Feedback) error {
	if _, err := tx.NewInsert().Model(&feedbackRow{Feedback: f}).Exec(ctx); err != nil {
		return fmt.Errorf("put feedback: %w", err)
	}
	return nil
}

// feedbackOn is what the two of a pair said.
func feedbackOn(ctx context.Context, db bun.IDB, pairID uuid.UUID) ([]Feedback, error) {
	var all []Feedback
	err := db.NewRaw("select * from pair_feedback where pair_id = ? order by given_at, side", pairID).Scan(ctx, &all)
	if err != nil {
		return nil, fmt.Errorf("list feedback of a pair: %w", err)
	}
	return all, nil
}

// feedbackIn is what was said since an instant in pairs whose learner lies in a
// scope; the remarks are in no order that tells whose they are.
func feedbackIn(ctx context.Context, db bun.IDB, scope access.Scope, since time.Time, on clock.Day) ([]Feedback, error) {
	var all []Feedback
	err := db.NewSelect().TableExpr("pair_feedback f").ColumnExpr("f.side, f.moment, f.marks, f.remark").
		Join("join pairs p on p.id = f.pair_id").
		Where("f.given_at >= ?", since).
		Where("?", staff.InScope("p.learner_id", scope, on)).
		OrderExpr("md5(f.remark), f.pair_id, f.side, f.moment").
		Scan(ctx, &all)
	if err != nil {
		return nil, fmt.Errorf("list feedback: %w", err)
	}
	return all, nil
}

// toAsk are pairs, and their phases, of which feedback was not asked yet. The other
// conditions are PhaseOf's.
func toAsk(ctx context.Context, tx bun.Tx, now time.Time) ([]View, error) {
	var found []View
	err := views(tx).
		Where("(p.state in ('active', 'paused') and logged.sessions >= ?"+
			" or p.state in ('completed', 'ended') and logged.sessions > 0 and p.closed_at > ?)",
			MidwaySessions, now.AddDate(0, 0, -FeedbackDays)).
		Where(`not exists (
			select from feedback_asked a
			where a.pair_id = p.id
			and a.moment = case when p.state in ('active', 'paused') then 'midway' else 'end' end
		)`).
		OrderExpr("p.id").Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("find pairs to ask for feedback: %w", err)
	}
	return found, nil
}

// noteAsked keeps that a pair was asked; false when it had been.
func noteAsked(ctx context.Context, tx bun.Tx, pairID uuid.UUID, moment Phase, now time.Time) (bool, error) {
	result, err := tx.NewRaw(`insert into feedback_asked (pair_id, moment, asked_at) values (?, ?, ?)
		on conflict do nothing`, pairID, moment, now).Exec(ctx)
	if err != nil {
		return false, fmt.Errorf("note feedback asked: %w", err)
	}
	n, err := result.RowsAffected()
	return n > 0, err
}
