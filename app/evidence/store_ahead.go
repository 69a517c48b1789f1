package evidence

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
)

// Ahead are the drifts that time alone brings to people's levels after now and
// before an instant, those of one level in order of time.
func Ahead(ctx context.Context, db bun.IDB, staffIDs []uuid.UUID, now, until time.Time) ([]Drift, error) {
	coming, err := lapsingOf(ctx, db, staffIDs, now, until)
	if err != nil || len(coming) == 0 {
		return nil, err
	}
	book, err := LoadBook(ctx, db)
	if err != nil {
		return nil, err
	}
	held, numbers, err := holdingsSoon(ctx, db, coming)
	if err != nil {
		return nil, err
	}
	var drifts []Drift
	for _, c := range coming {
		drifts = append(drifts, driftsOf(held[c.pair].entries, book.At(numbers[c.staff]), now, until)...)
	}
	return drifts, nil
}

// lapsingOf are the levels of people that time may move before an instant.
func lapsingOf(ctx context.Context, db bun.IDB, staffIDs []uuid.UUID, now, until time.Time) ([]soon, error) {
	rows, err := db.QueryContext(ctx, `select staff_id, competency_id, refold_at
		from levels
		where staff_id = any(?::uuid[])
		and level > 0
		and refold_at > ?
		and refold_at < ?
		order by staff_id, competency_id`, list(staffIDs), now, until)
	if err != nil {
		return nil, fmt.Errorf("find levels that lapse: %w", err)
	}
	return soonIn(rows)
}
