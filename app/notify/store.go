package notify

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
)

// Put tells a person something, once for the same person, key and source. ID and
// CreatedAt are filled in.
func Put(ctx context.Context, tx bun.Tx, m Message, now time.Time) error {
	return putAll(ctx, tx, []Message{m}, now)
}

func putAll(ctx context.Context, tx bun.Tx, messages []Message, now time.Time) error {
	if len(messages) == 0 {
		return nil
	}
	rows := make([]Message, 0, len(messages))
	for _, m := range messages {
		id, err := uuid.NewV7()
		if err != nil {
			return fmt.Errorf("make message id: %w", err)
		}
		m.ID, m.CreatedAt, m.ReadAt = id, now, nil
		if m.Args == nil {
			m.Args = map[string]any{}
		}
		rows = append(rows, m)
	}
	_, err := tx.NewInsert().Model(&rows).On("conflict (staff_id, key, source, source_id) do nothing").Exec(ctx)
	if err != nil {
		return fmt.Errorf("put messages: %w", err)
	}
	return nil
}

// ListOf are someone's messages, newest first, at most limit+1. after holds
// created_at and id of the last message shown.
func ListOf(ctx context.Context, db bun.IDB, staffID uuid.UUID, after []string, limit int) ([]Message, error) {
	var messages []Message
	q := db.NewSelect().Model(&messages).Where("staff_id = ?", staffID)
	if after != nil {
		q = q.Where("(created_at, id) < (?::timestamptz, ?::uuid)", after[0], after[1])
	}
	if err := q.OrderExpr("created_at desc, id desc").Limit(int64(limit) + 1).Scan(ctx); err != nil {
		return nil, fmt.Errorf("list messages: %w", err)
	}
	return messages, nil
}

// Unread is how many messages someone has not read.
func Unread(ctx context.Context, db bun.IDB, staffID uuid.UUID) (int, error) {
	var n int
	err := db.NewRaw("select unread from v_unread where staff_id = ?", staffID).Scan(ctx, &n)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return 0, nil
	case err != nil:
		return 0, fmt.Errorf("count unread messages: %w", err)
	}
	return n, nil
}

// ErrNotFound reports a message that does not exist or is someone else's.
var ErrNotFound = errors.New("message not found")

// markRead notes when someone first read a message of theirs, or ErrNotFound.
func markRead(ctx context.Context, tx bun.Tx, staffID, id uuid.UUID, now time.Time) error {
	res, err := tx.ExecContext(ctx, `update messages
		set read_at = coalesce(read_at, ?)
		where id = ?
		and staff_id = ?`, now, id, staffID)
	if err != nil {
		return fmt.Errorf("mark message read: %w", err)
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return errors.Join(ErrNotFound, err)
	}
	return nil
}

func markAllRead(ctx context.Context, tx bun.Tx, staffID uuid.UUID, now time.Time) error {
	_, err := tx.ExecContext(ctx, `update messages
		set read_at = ?
		where staff_id = ?
		and read_at is null`, now, staffID)
	if err != nil {
		return fmt.Errorf("mark messages read: %w", err)
	}
	return nil
}

// leadersOf are the leaders to tell of something that concerns units: those set
// over one of them and those set over a part of one.
func leadersOf(ctx context.Context, db bun.IDB, unitIDs []uuid.UUID) ([]uuid.UUID, error) {
	if len(unitIDs) == 0 {
		return nil, nil
	}
	return leaders(ctx, db, db.NewRaw(`select l.staff_id
		from v_unit_leaders l
		join units u on u.path <@ l.unit_path or u.path @> l.unit_path
		where u.id in (?)
		order by l.staff_id`, bun.List(unitIDs)))
}

// leadersAround are all leaders within the province of a unit.
func leadersAround(ctx context.Context, db bun.IDB, unitID uuid.UUID) ([]uuid.UUID, error) {
	return leaders(ctx, db, db.NewRaw(`select l.staff_id
		from v_unit_leaders l
		join units u on l.unit_path <@ subpath(u.path, 0, 1)
		where u.id = ?
		order by l.staff_id`, unitID))
}

func leaders(ctx context.Context, db bun.IDB, found *bun.RawQuery) ([]uuid.UUID, error) {
	var ids []uuid.UUID
	if err := db.NewRaw("select distinct staff_id from (?) found order by staff_id", found).Scan(ctx, &ids); err != nil {
		return nil, fmt.Errorf("find unit leaders: %w", err)
	}
	return ids, nil
}

// leadersOver are the leaders set over a unit, but for one person.
func leadersOver(ctx context.Context, db bun.IDB, unitID, but uuid.UUID) ([]uuid.UUID, error) {
	return leaders(ctx, db, db.NewRaw(`select l.staff_id
		from v_unit_leaders l
		join units u on u.path <@ l.unit_path
		where u.id = ?
		and l.staff_id <> ?
		order by l.staff_id`, unitID, but))
}
