package outreach

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
)

// InsertVisits adds half-days as they are given.
func InsertVisits(ctx context.Context, db bun.IDB, visits []Visit) error {
	if _, err := db.NewInsert().Model(&visits).Exec(ctx); err != nil {
		return fmt.Errorf("insert half-days: %w", err)
	}
	return nil
}

// VisitsOf are the half-days of a sending, in order.
func VisitsOf(ctx context.Context, db bun.IDB, sendingID uuid.UUID) ([]Visit, error) {
	var visits []Visit
	err := db.NewSelect().Model(&visits).Where("sending_id = ?", sendingID).OrderExpr("on_day, half, id").Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("list half-days: %w", err)
	}
	return visits, nil
}

// requestOfVisit is the request that a half-day is for, or ErrNoVisit.
func requestOfVisit(ctx context.Context, db bun.IDB, id uuid.UUID) (uuid.UUID, error) {
	var request uuid.UUID
	err := db.NewRaw(`select s.request_id
		from outreach_visits v
		join outreach_sendings s on s.id = v.sending_id
		where v.id = ?`, id).Scan(ctx, &request)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return uuid.Nil, ErrNoVisit
	case err != nil:
		return uuid.Nil, fmt.Errorf("find half-day: %w", err)
	}
	return request, nil
}

func updateVisit(ctx context.Context, tx bun.Tx, v Visit) error {
	_, err := tx.NewUpdate().Model(&v).ExcludeColumn("id", "sending_id", "staff_id", "on_day", "half").WherePK().Exec(ctx)
	if err != nil {
		return fmt.Errorf("update half-day: %w", err)
	}
	return nil
}

// PutCoached replaces who was coached on a half-day.
func PutCoached(ctx context.Context, db bun.IDB, visitID uuid.UUID, people []Coached) error {
	if _, err := db.NewRaw("delete from outreach_coached where visit_id = ?", visitID).Exec(ctx); err != nil {
		return fmt.Errorf("clear who was coached: %w", err)
	}
	rows := make([]Coached, 0, len(people))
	for _, c := range people {
		c.VisitID = visitID
		rows = append(rows, c)
	}
	if _, err := db.NewInsert().Model(&rows).Exec(ctx); err != nil {
		return fmt.Errorf("note who was coached: %w", err)
	}
	return nil
}

// Named is somebody with a name.
type Named struct {
	StaffID  uuid.UUID
	FullName string
}

type coachedRow struct {
	Coached

	FullName string
}

// coachedOf are the people coached on the half-days of a sending, by half-day.
func coachedOf(ctx context.Context, db bun.IDB, sendingID uuid.UUID) (map[uuid.UUID][]coachedRow, error) {
	var rows []coachedRow
	err := db.NewRaw(`select c.visit_id, c.staff_id, c.alone, c.level, s.full_name
		from outreach_visits v
		join outreach_coached c on c.visit_id = v.id
		join staff s on s.id = c.staff_id
		where v.sending_id = ?
		order by v.on_day, v.half, s.given_name collate "vi-x-icu", s.family_name collate "vi-x-icu", s.id`, sendingID).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("list who was coached: %w", err)
	}
	found := map[uuid.UUID][]coachedRow{}
	for _, r := range rows {
		found[r.VisitID] = append(found[r.VisitID], r)
	}
	return found, nil
}

// peopleAt are those who work at a unit, by name, without one of them.
func peopleAt(ctx context.Context, db bun.IDB, scope access.Scope, unitID, but uuid.UUID) ([]Named, error) {
	var people []Named
	err := db.NewRaw(`select s.id as staff_id, s.full_name
		from units u
		join units b on b.path <@ u.path
		join staff s on s.unit_id = b.id
		where u.id = ?0
		and u.path <@ any(?2)
		and s.id <> ?1
		and (s.left_on is null or s.left_on > current_date)
		order by s.given_name collate "vi-x-icu", s.family_name collate "vi-x-icu", s.id`, unitID, but, scope).Scan(ctx, &people)
	if err != nil {
		return nil, fmt.Errorf("list people of the counter: %w", err)
	}
	return people, nil
}

// InsertEvents adds deeds as they are given.
func InsertEvents(ctx context.Context, db bun.IDB, events []Event) error {
	if _, err := db.NewInsert().Model(&events).Exec(ctx); err != nil {
		return fmt.Errorf("note deeds: %w", err)
	}
	return nil
}

// EventView is a deed with the names of who did it and of the specialist.
type EventView struct {
	Event

	ByName   string
	FullName string
	OnDay    *string
	Half     *int16
}

// Events are the deeds on a request, in order.
func events(ctx context.Context, db bun.IDB, requestID uuid.UUID) ([]EventView, error) {
	var found []EventView
	err := db.NewRaw(`select d.*, coalesce(b.full_name, '') as by_name, coalesce(s.full_name, '') as full_name, v.on_day::text, v.half
		from outreach_deeds d
		left join staff b on b.id = d.by_id
		left join staff s on s.id = d.staff_id
		left join outreach_visits v on v.id = d.visit_id
		where d.request_id = ?
		order by d.at, d.id`, requestID).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("list deeds: %w", err)
	}
	return found, nil
}

// FindEvent is the deed of an id.
func FindEvent(ctx context.Context, db bun.IDB, id uuid.UUID) (Event, error) {
	var e Event
	if err := db.NewSelect().Model(&e).Where("id = ?", id).Scan(ctx); err != nil {
		return Event{}, fmt.Errorf("find deed: %w", err)
	}
	return e, nil
}

// Counter is a unit that may ask for specialists: it has a counter.
type Counter struct {
	UnitID   uuid.UUID
	UnitName string
	UnitPath string
}

// Counters are the units with a counter in a scope, by name.
func Counters(ctx context.Context, db bun.IDB, scope access.Scope) ([]Counter, error) {
	var found []Counter
	err := db.NewRaw(`select u.id as unit_id, u.name as unit_name, u.path as unit_path
		from units u
		where u.path <@ any(?)
		and u.closed_on is null
		and (u.kind = 'TT_PVHCC_XA' or exists (select from counters c where c.unit_id = u.id))
		order by u.name collate "vi-x-icu", u.id
		limit 200`, scope).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("list counters: %w", err)
	}
	return found, nil
}
