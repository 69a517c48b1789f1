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

// pulses are how alive all accepted pairs are.
func pulses(ctx context.Context, db bun.IDB) ([]Pulse, error) {
	var all []Pulse
	err := db.NewRaw(`select p.id as pair_id, p.state, p.paused_at,
			greatest(p.answered_at, (
				select max(h.at)
				from pair_history h
				where h.pair_id = p.id
				and h.state = 'active'
			)) as since,
			(select max(s.held_at) from coaching_sessions s where s.pair_id = p.id and s.disputed_at is null) as last_held,
			(select max(upper(b.during)) from bookings b where b.pair_id = p.id and b.state <> 'cancelled') as booked_to
		from pairs p
		where p.state in ('active', 'paused')
		order by p.id`).Scan(ctx, &all)
	if err != nil {
		return nil, fmt.Errorf("find how alive pairs are: %w", err)
	}
	return all, nil
}

type flagRow struct {
	PairID   uuid.UUID
	Flag     Flag
	RaisedAt time.Time
}

// openFlags are all flags that stand; of one pair, if one is named.
func openFlags(ctx context.Context, db bun.IDB, pairID uuid.UUID) ([]flagRow, error) {
	var rows []flagRow
	err := db.NewRaw(`select pair_id, flag, raised_at
		from pair_flags
		where cleared_at is null
		and (?0 = '00000000-0000-0000-0000-000000000000'::uuid or pair_id = ?0)
		order by pair_id, flag`, pairID).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("list flags: %w", err)
	}
	return rows, nil
}

func raiseFlag(ctx context.Context, tx bun.Tx, pairID uuid.UUID, flag Flag, now time.Time) (bool, error) {
	result, err := tx.NewRaw(`insert into pair_flags (pair_id, flag, raised_at) values (?, ?, ?)
		on conflict do nothing`, pairID, flag, now).Exec(ctx)
	if err != nil {
		return false, fmt.Errorf("raise flag: %w", err)
	}
	n, err := result.RowsAffected()
	return n > 0, err
}

func clearFlag(ctx context.Context, tx bun.Tx, r flagRow, now time.Time) error {
	_, err := tx.NewRaw(`update pair_flags
		set cleared_at = ?
		where pair_id = ? and flag = ? and cleared_at is null`, now, r.PairID, r.Flag).Exec(ctx)
	if err != nil {
		return fmt.Errorf("clear flag: %w", err)
	}
	return nil
}

// Watched is a flagged pair as the department sees it.
type Watched struct {
	PairID      uuid.UUID
	Flag        Flag
	RaisedAt    time.Time
	State       State
	MentorName  string
	LearnerName string
	LearnerUnit string
	NameVI      string `bun:"name_vi"`
	NameEN      string `bun:"name_en"`
	LastHeld    *time.Time
	AnsweredAt  time.Time
	Sessions    int
	HandOverID  uuid.UUID // that waits for an answer, or zero
	HandOverTo  string
}

// WatchFilter narrows the list of flagged pairs.
type WatchFilter struct {
	Flag  Flag   // empty: any
	Words string // of either name
	After []string
	Limit int
}

// listWatched are flagged pairs whose learner lies in a scope, longest flagged
// first, at most Limit+1.
func listWatched(ctx context.Context, db bun.IDB, scope access.Scope, f WatchFilter, on clock.Day) ([]Watched, error) {
	q := db.NewSelect().TableExpr("pair_flags f").
		ColumnExpr("f.pair_id, f.flag, f.raised_at, p.state, p.answered_at").
		ColumnExpr("m.full_name as mentor_name, l.full_name as learner_name, u.name as learner_unit, c.name_vi, c.name_en").
		ColumnExpr("held.sessions, held.last_held").
		ColumnExpr("h.id as hand_over_id, coalesce(t.full_name, '') as hand_over_to").
		Join("join pairs p on p.id = f.pair_id").
		Join("join staff m on m.id = p.mentor_id").
		Join("join staff l on l.id = p.learner_id").
		Join("join units u on u.id = l.unit_id").
		Join("join competencies c on c.id = p.competency_id").
		Join(`cross join lateral (
			select count(*) as sessions, max(s.held_at) as last_held
			from coaching_sessions s
			where s.pair_id = p.id
			and s.disputed_at is null
		) held`).
		Join("left join hand_overs h on h.pair_id = p.id and h.state = ?", HandingWaits).
		Join("left join staff t on t.id = h.to_id").
		Where("f.cleared_at is null").
		Where("?", staff.InScope("p.learner_id", scope, on))
	if f.Flag != "" {
		q = q.Where("f.flag = ?", f.Flag)
	}
	if f.Words != "" {
		q = q.Where("position(fold_text(?) in fold_text(m.full_name || ' ' || l.full_name)) > 0", f.Words)
	}
	if f.After != nil {
		q = q.Where("(f.raised_at, f.pair_id, f.flag) > (?::timestamptz, ?::uuid, ?)", f.After[0], f.After[1], f.After[2])
	}
	var found []Watched
	if err := q.OrderExpr("f.raised_at, f.pair_id, f.flag").Limit(int64(f.Limit)+1).Scan(ctx, &found); err != nil {
		return nil, fmt.Errorf("list flagged pairs: %w", err)
	}
	return found, nil
}
