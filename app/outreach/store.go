package outreach

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/clock"
)

// What does not exist, or the person asking has no part in.
var (
	ErrNotFound = errors.New("request not found")
	ErrNoVisit  = errors.New("half-day not found")
)

// View is a request with the names people know it by, and the sending under way
// or, when it is over, the last one.
type View struct {
	Request

	UnitName     string
	UnitPath     string
	CommuneName  string
	FieldVI      string `bun:"field_vi"`
	FieldEN      string `bun:"field_en"`
	CompetencyVI string `bun:"competency_vi"`
	CompetencyEN string `bun:"competency_en"`
	AskedName    string
	SendingID    uuid.UUID
	SendingState string
	StaffID      uuid.UUID
	FullName     string
	HomeUnitID   uuid.UUID
	HomeName     string
	HomePath     string
	AcceptedAt   *time.Time
	Planned      int
	Confirmed    int
	NextOn       clock.Day
}

// Filter narrows a list of requests.
type Filter struct {
	ID      uuid.UUID // one request; zero: any
	Q       string
	State   State     // empty: any
	UnitID  uuid.UUID // a unit with all below it; zero: any
	StaffID uuid.UUID // the specialist; zero: any
	After   []string  // asked_at, id of the last row shown
	Limit   int
}

func views(db bun.IDB) *bun.SelectQuery {
	return db.NewSelect().
		TableExpr("outreach_requests r").
		Join("join units u on u.id = r.unit_id").
		Join("left join units c on c.path = subpath(u.path, 0, least(nlevel(u.path), 2))").
		Join("join competencies k on k.id = r.competency_id").
		Join("join staff a on a.id = r.asked_by").
		Join("left join positions p on r.field_kind = 'position' and p.code = r.field").
		Join(`left join lateral (
			select x.*
			from outreach_sendings x
			where x.request_id = r.id
			and x.state in ('live', 'done', 'ended')
			order by x.state = 'live' desc, x.picked_at desc
			limit 1
		) x on true`).
		Join("left join staff s on s.id = x.staff_id").
		Join("left join units h on h.id = x.home_unit_id").
		Join(`cross join lateral (
			select count(*) filter (where v.state <> 'cancelled') as planned,
				count(*) filter (where v.state = 'confirmed') as confirmed,
				min(v.on_day) filter (where v.state in ('held', 'planned')) as next_on
			from outreach_visits v
			where v.sending_id = x.id
		) v`).
		ColumnExpr("r.*").
		ColumnExpr("u.name as unit_name, u.path as unit_path, coalesce(c.name, u.name) as commune_name").
		ColumnExpr("coalesce(p.name_vi, r.field) as field_vi, coalesce(nullif(p.name_en, ''), p.name_vi, r.field) as field_en").
		ColumnExpr("k.name_vi as competency_vi, k.name_en as competency_en, a.full_name as asked_name").
		ColumnExpr("x.id as sending_id, coalesce(x.state, '') as sending_state, x.staff_id, coalesce(s.full_name, '') as full_name").
		ColumnExpr("x.home_unit_id, coalesce(h.name, '') as home_name, coalesce(h.path::text, '') as home_path, x.accepted_at").
		ColumnExpr("v.planned, v.confirmed, v.next_on")
}

// Find is the request of an id, or ErrNotFound.
func Find(ctx context.Context, db bun.IDB, id uuid.UUID) (View, error) {
	var v View
	err := views(db).Where("r.id = ?", id).Scan(ctx, &v)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return View{}, ErrNotFound
	case err != nil:
		return View{}, fmt.Errorf("find request: %w", err)
	}
	return v, nil
}

// lockRequest is Find that holds off others until the transaction ends.
func lockRequest(ctx context.Context, tx bun.Tx, id uuid.UUID) (View, error) {
	if _, err := tx.ExecContext(ctx, "select from outreach_requests where id = ? for update", id); err != nil {
		return View{}, fmt.Errorf("lock request: %w", err)
	}
	return Find(ctx, tx, id)
}

// List are the requests of units in a scope, or that concern people of units in
// it, newest first, at most Limit+1.
func List(ctx context.Context, db bun.IDB, scope access.Scope, f Filter) ([]View, error) {
	q := views(db).
		WhereGroup(" and ", func(q *bun.SelectQuery) *bun.SelectQuery {
			return q.Where("u.path <@ any(?)", scope).
				WhereOr(`exists (
					select from outreach_sendings y
					join units hu on hu.id = y.home_unit_id
					where y.request_id = r.id
					and hu.path <@ any(?)
				)`, scope)
		})
	return list(ctx, q, f)
}

// Mine are the requests for which somebody was picked and may answer, or came.
func Mine(ctx context.Context, db bun.IDB, f Filter) ([]View, error) {
	return list(ctx, views(db).Where("x.staff_id = ?", f.StaffID).Where("r.state in ('agreed', 'accepted', 'done') or x.state = 'ended' and x.accepted_at is not null"), f)
}

func list(ctx context.Context, q *bun.SelectQuery, f Filter) ([]View, error) {
	if f.ID != uuid.Nil {
		q = q.Where("r.id = ?", f.ID)
	}
	if f.Q != "" {
		q = q.Where("fold_text(concat_ws(' ', u.name, c.name, k.name_vi, k.code, p.name_vi, r.field, s.full_name)) like '%' || fold_text(?) || '%'", f.Q)
	}
	if f.State != "" {
		q = q.Where("r.state = ?", f.State)
	}
	if f.UnitID != uuid.Nil {
		q = q.Where("u.path <@ (select path from units where id = ?)", f.UnitID)
	}
	if f.After != nil {
		q = q.Where("(r.asked_at, r.id) < (?::timestamptz, ?::uuid)", f.After[0], f.After[1])
	}
	var found []View
	if err := q.OrderExpr("r.asked_at desc, r.id desc").Limit(int64(f.Limit)+1).Scan(ctx, &found); err != nil {
		return nil, fmt.Errorf("list requests: %w", err)
	}
	return found, nil
}

// InsertRequest adds a request as it is given.
func InsertRequest(ctx context.Context, db bun.IDB, r Request) error {
	if _, err := db.NewInsert().Model(&r).Exec(ctx); err != nil {
		return fmt.Errorf("insert request: %w", err)
	}
	return nil
}

func updateRequest(ctx context.Context, tx bun.Tx, r Request) error {
	if _, err := tx.NewUpdate().Model(&r).Column("state", "closed_at").WherePK().Exec(ctx); err != nil {
		return fmt.Errorf("update request: %w", err)
	}
	return nil
}

// InsertSending adds a sending as it is given.
func InsertSending(ctx context.Context, db bun.IDB, s Sending) error {
	if _, err := db.NewInsert().Model(&s).Exec(ctx); err != nil {
		return fmt.Errorf("insert sending: %w", err)
	}
	return nil
}

func updateSending(ctx context.Context, tx bun.Tx, id uuid.UUID, state string, acceptedAt *time.Time) error {
	_, err := tx.NewRaw("update outreach_sendings set state = ?, accepted_at = ? where id = ?", state, acceptedAt, id).Exec(ctx)
	if err != nil {
		return fmt.Errorf("update sending: %w", err)
	}
	return nil
}

// lockOverdue are requests nobody accepted before their period ended.
func lockOverdue(ctx context.Context, tx bun.Tx, today clock.Day) ([]uuid.UUID, error) {
	var ids []uuid.UUID
	err := tx.NewRaw(`select id
		from outreach_requests
		where state in ('open', 'picked', 'agreed')
		and until_on < ?
		order by id
		for update skip locked`, today).Scan(ctx, &ids)
	if err != nil {
		return nil, fmt.Errorf("find overdue requests: %w", err)
	}
	return ids, nil
}
