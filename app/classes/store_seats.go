package classes

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/clock"
)

func findNomination(ctx context.Context, db bun.IDB, id uuid.UUID) (Nomination, error) {
	var n Nomination
	err := db.NewSelect().Model(&n).Where("n.id = ?", id).Scan(ctx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Nomination{}, ErrNotFound
	case err != nil:
		return Nomination{}, fmt.Errorf("find nomination: %w", err)
	}
	return n, nil
}

// nominationsOf are those of the ids that belong to a class, by id.
func nominationsOf(ctx context.Context, db bun.IDB, classID uuid.UUID, ids []uuid.UUID) (map[uuid.UUID]Nomination, error) {
	byID := make(map[uuid.UUID]Nomination, len(ids))
	if len(ids) == 0 {
		return byID, nil
	}
	var rows []Nomination
	err := db.NewSelect().Model(&rows).
		Where("n.class_id = ?", classID).
		Where("n.id in (?)", bun.List(ids)).
		Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("read nominations: %w", err)
	}
	for _, n := range rows {
		byID[n.ID] = n
	}
	return byID, nil
}

func peopleOf(nominations map[uuid.UUID]Nomination) []uuid.UUID {
	ids := make([]uuid.UUID, 0, len(nominations))
	for _, n := range nominations {
		ids = append(ids, n.StaffID)
	}
	return ids
}

// putNominations writes new nominations; one that was withdrawn begins anew.
func putNominations(ctx context.Context, tx bun.Tx, rows []Nomination) error {
	_, err := tx.NewInsert().Model(&rows).
		On("conflict (class_id, staff_id) do update").
		Set("state = excluded.state, unit_id = excluded.unit_id, reason = '', nominated_by = excluded.nominated_by").
		Set("nominated_at = excluded.nominated_at, decided_by = null, decided_at = null").
		Returning("id").
		Exec(ctx)
	if err != nil {
		return fmt.Errorf("write nominations: %w", err)
	}
	return nil
}

func updateNomination(ctx context.Context, tx bun.Tx, n Nomination) error {
	_, err := tx.NewUpdate().Model(&n).Column("state", "reason", "decided_by", "decided_at").WherePK().Exec(ctx)
	if err != nil {
		return fmt.Errorf("update nomination: %w", err)
	}
	return nil
}

// waitingFor are those who wait for a seat and are still in service on a day, in
// order of nomination.
func waitingFor(ctx context.Context, tx bun.Tx, classID uuid.UUID, on clock.Day) ([]Nomination, error) {
	var rows []Nomination
	err := tx.NewSelect().Model(&rows).
		Join("join staff s on s.id = n.staff_id").
		Where("n.class_id = ?", classID).
		Where("n.state = 'waiting'").
		Where("(s.left_on is null or s.left_on > ?::date)", on).
		OrderExpr("n.nominated_at, n.id").
		Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("list who waits: %w", err)
	}
	return rows, nil
}

// SeatedIn are the people nominated, waiting or approved in a class.
func SeatedIn(ctx context.Context, db bun.IDB, classID uuid.UUID) ([]uuid.UUID, error) {
	return staffIn(ctx, db, classID, Nominated, Waiting, Approved)
}

func staffIn(ctx context.Context, db bun.IDB, classID uuid.UUID, states ...Seat) ([]uuid.UUID, error) {
	var ids []uuid.UUID
	err := db.NewSelect().Model((*Nomination)(nil)).Column("staff_id").
		Where("n.class_id = ?", classID).
		Where("n.state in (?)", bun.List(states)).
		OrderExpr("n.nominated_at, n.id").
		Scan(ctx, &ids)
	if err != nil {
		return nil, fmt.Errorf("list people of class: %w", err)
	}
	return ids, nil
}

type tally struct {
	ClassID uuid.UUID
	UnitID  uuid.UUID
	State   Seat
	Count   int
}

// tallies count the live nominations of some classes by unit and state.
func tallies(ctx context.Context, db bun.IDB, classIDs []uuid.UUID) ([]tally, error) {
	var rows []tally
	if len(classIDs) == 0 {
		return nil, nil
	}
	err := db.NewRaw(`select n.class_id, n.unit_id, n.state, count(*) as count
		from nominations n
		where n.class_id in (?)
		and n.state in ('nominated', 'waiting', 'approved')
		group by n.class_id, n.unit_id, n.state
		order by n.class_id, n.unit_id, n.state`, bun.List(classIDs)).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("count seats: %w", err)
	}
	return rows, nil
}

// roomOf is the room of one class from its quotas and tallies.
func roomOf(c Class, quotas []Quota, counts []tally) (room Room, waiting int) {
	room = Room{Seats: c.Seats, Quotas: map[uuid.UUID]int{}, Used: map[uuid.UUID]int{}}
	for _, q := range quotas {
		if q.ClassID == c.ID {
			room.Quotas[q.UnitID] = q.Seats
		}
	}
	for _, n := range counts {
		switch {
		case n.ClassID != c.ID:
		case n.State.Holds():
			room.Taken += n.Count
			room.Used[n.UnitID] += n.Count
		default:
			waiting += n.Count
		}
	}
	return room, waiting
}

// lockPeople keeps the people's seats in every class still until the transaction
// ends, so that two classes cannot take the same half-day of one person at once.
func lockPeople(ctx context.Context, tx bun.Tx, ids []uuid.UUID) error {
	ordered := slices.Clone(ids)
	slices.SortFunc(ordered, func(a, b uuid.UUID) int { return bytes.Compare(a[:], b[:]) })
	for _, id := range ordered {
		if _, err := tx.ExecContext(ctx, "select pg_advisory_xact_lock(hashtextextended('classes.seats:' || ?, 0))", id.String()); err != nil {
			return fmt.Errorf("lock person: %w", err)
		}
	}
	return nil
}

type clash struct {
	StaffID uuid.UUID
	Code    string
	Title   string
}

// clashes are the other classes that hold one of the people at a time of the
// class: one each, the earliest. states are Approved, or Nominated too.
func clashes(ctx context.Context, db bun.IDB, classID uuid.UUID, staffIDs []uuid.UUID, states ...Seat) (map[uuid.UUID]clash, error) {
	found := map[uuid.UUID]clash{}
	if len(staffIDs) == 0 {
		return found, nil
	}
	var rows []clash
	err := db.NewRaw(`select distinct on (v.staff_id) v.staff_id, v.code, v.title
		from v_class_seats v
		join class_sessions m on m.class_id = ?
			and tstzrange(m.starts_at, m.ends_at) && tstzrange(v.starts_at, v.ends_at)
		where v.staff_id in (?)
		and v.class_id <> ?
		and v.state in (?)
		order by v.staff_id, v.starts_at, v.class_id`,
		classID, bun.List(staffIDs), classID, bun.List(states)).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("look for other classes: %w", err)
	}
	for _, r := range rows {
		found[r.StaffID] = r
	}
	return found, nil
}

// nominee is a nomination with whom it names.
type nominee struct {
	ID          uuid.UUID
	StaffID     uuid.UUID
	UnitID      uuid.UUID
	OfficeID    uuid.UUID
	Code        string
	FullName    string
	State       Seat
	Reason      string
	NominatedAt time.Time
	DecidedAt   time.Time
}

// nominees are the nominations of a class for people of a scope in order of
// nomination; ids narrows them when given.
func nominees(ctx context.Context, db bun.IDB, scope access.Scope, classID uuid.UUID, ids ...uuid.UUID) ([]nominee, error) {
	q := db.NewSelect().
		TableExpr("nominations n").
		ColumnExpr("n.id, n.staff_id, n.unit_id, s.unit_id as office_id, s.code, s.full_name").
		ColumnExpr("n.state, n.reason, n.nominated_at, n.decided_at").
		Join("join staff s on s.id = n.staff_id").
		Join("join units u on u.id = s.unit_id").
		Where("n.class_id = ?", classID).
		Where("u.path <@ any(?)", scope)
	if len(ids) > 0 {
		q = q.Where("n.staff_id in (?)", bun.List(ids))
	}
	var rows []nominee
	if err := q.OrderExpr("n.nominated_at, n.id").Scan(ctx, &rows); err != nil {
		return nil, fmt.Errorf("list nominations: %w", err)
	}
	return rows, nil
}
