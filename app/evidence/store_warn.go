package evidence

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"
)

// soon is a level and the instant at which time alone may move it.
type soon struct {
	pair

	at time.Time
}

// lapsingSoon are levels above 0 that time may move until an instant and that were
// not looked at for it, in order of that instant, after one of them.
func lapsingSoon(ctx context.Context, db bun.IDB, after soon, now, until time.Time) ([]soon, error) {
	if after.at.IsZero() {
		after.at = now
	}
	rows, err := db.QueryContext(ctx, `select staff_id, competency_id, refold_at
		from levels
		where refold_at <= ?
		and (refold_at, staff_id, competency_id) > (?, ?, ?)
		and level > 0
		and warned_for is distinct from refold_at
		order by refold_at, staff_id, competency_id
		limit ?`, until, after.at, after.staff, after.competency, warnBatch)
	if err != nil {
		return nil, fmt.Errorf("find levels that lapse soon: %w", err)
	}
	return soonIn(rows)
}

// soonIn reads levels and closes the rows.
func soonIn(rows *sql.Rows) ([]soon, error) {
	defer rows.Close()
	var found []soon
	for rows.Next() {
		var s soon
		if err := rows.Scan(&s.staff, &s.competency, &s.at); err != nil {
			return nil, fmt.Errorf("find levels that lapse soon: %w", err)
		}
		found = append(found, s)
	}
	return found, rows.Err()
}

// holdingsSoon reads what is held of levels and the number that judges each person.
func holdingsSoon(ctx context.Context, db bun.IDB, coming []soon) (map[pair]*holding, map[uuid.UUID]int, error) {
	pairs := make([]pair, 0, len(coming))
	people := make([]uuid.UUID, 0, len(coming))
	for _, c := range coming {
		pairs, people = append(pairs, c.pair), append(people, c.staff)
	}
	held, err := holdingsOf(ctx, db, pairs)
	if err != nil {
		return nil, nil, err
	}
	numbers, err := booksOf(ctx, db, once(people))
	return held, numbers, err
}

func putWarned(ctx context.Context, tx bun.Tx, looked []soon) error {
	pairs := make([]pair, 0, len(looked))
	ats := make([]string, 0, len(looked))
	for _, s := range looked {
		pairs, ats = append(pairs, s.pair), append(ats, s.at.Format(time.RFC3339Nano))
	}
	if len(pairs) == 0 {
		return nil
	}
	staffIDs, competencyIDs := columns(pairs)
	_, err := tx.ExecContext(ctx, `update levels l
		set warned_for = w.at::timestamptz
		from unnest(?::uuid[], ?::uuid[], ?::text[]) as w (staff_id, competency_id, at)
		where l.staff_id = w.staff_id
		and l.competency_id = w.competency_id`, staffIDs, competencyIDs, pgdialect.Array(ats))
	if err != nil {
		return fmt.Errorf("keep who was warned: %w", err)
	}
	return nil
}
