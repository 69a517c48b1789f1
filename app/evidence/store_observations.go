package evidence

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/clock"
)

// Observable is someone whom an assessor may observe, with the first post held.
type Observable struct {
	StaffID    uuid.UUID
	Code       string
	FullName   string
	FamilyName string
	GivenName  string
	Unit       string
	PositionVI string
	PositionEN string
}

// ObservableFilter is one page of the people whom an assessor may observe.
type ObservableFilter struct {
	Q     string   // in the name or code
	After []string // given name, family name, id of the last one shown
	Limit int
}

const observableKeys = 3

// ListObservable are the people of a scope who have not left, by given name, at most
// limit+1, without one person: nobody observes themselves.
func ListObservable(ctx context.Context, db bun.IDB, scope access.Scope, without uuid.UUID, f ObservableFilter, today clock.Day) ([]Observable, error) {
	var found []Observable
	if err := byName(observable(db, scope, without, today), f.Q, f.After, f.Limit).Scan(ctx, &found); err != nil {
		return nil, fmt.Errorf("list whom to observe: %w", err)
	}
	return found, nil
}

// byName is one page, and one row more, of the people s whose names or codes hold
// some words, by given name in Vietnamese order.
func byName(q *bun.SelectQuery, words string, after []string, limit int) *bun.SelectQuery {
	const names = `s.given_name collate "vi-x-icu", s.family_name collate "vi-x-icu", s.id`
	if words != "" {
		q = q.Where("strpos(s.search, fold_text(?)) > 0", strings.TrimSpace(words))
	}
	if after != nil {
		q = q.Where("("+names+") > (?, ?, ?::uuid)", after[0], after[1], after[2])
	}
	return q.OrderExpr(names).Limit(int64(limit) + 1)
}

func observable(db bun.IDB, scope access.Scope, without uuid.UUID, today clock.Day) *bun.SelectQuery {
	return db.NewSelect().
		TableExpr("staff s").
		Join("join units u on u.id = s.unit_id").
		Join(`left join lateral (
			select n.name_vi, n.name_en
			from posts p
			join positions n on n.id = p.position_id
			where p.staff_id = s.id
			and p.during @> ?::date
			order by p.kind <> 'permanent', lower(p.during), p.id
			limit 1
		) h on true`, today).
		ColumnExpr("s.id as staff_id, s.code, s.full_name, s.family_name, s.given_name, u.name as unit").
		ColumnExpr("coalesce(h.name_vi, '') as position_vi, coalesce(h.name_en, '') as position_en").
		Where("u.path <@ any(?)", scope).
		Where("s.id <> ?", without).
		Where("(s.left_on is null or s.left_on > ?::date)", today)
}

// requiredOf are the competencies that someone's posts require today, in the order
// of the framework.
func requiredOf(ctx context.Context, db bun.IDB, staffID uuid.UUID) ([]uuid.UUID, error) {
	var ids []uuid.UUID
	err := db.NewRaw(`select c.id
		from competencies c
		where c.id in (select r.competency_id from v_post_requirements r where r.staff_id = ?)
		order by c.position, c.code, c.id`, staffID).Scan(ctx, &ids)
	if err != nil {
		return nil, fmt.Errorf("read what posts require: %w", err)
	}
	return ids, nil
}

// Observed is an observation as its assessor finds it again.
type Observed struct {
	EntryID      uuid.UUID
	StaffID      uuid.UUID
	Code         string
	FullName     string
	Unit         string
	CompetencyID uuid.UUID
	NameVI       string `bun:"name_vi"`
	NameEN       string `bun:"name_en"`
	Level        int16
	Reason       string
	ObservedAt   time.Time
	PostedAt     time.Time
	WithdrawnAt  *time.Time
	Withdrawal   string // the reason
}

// ObservedFilter is one page of an assessor's observations.
type ObservedFilter struct {
	Q     string   // in the name or code of whom was observed
	After []string // posted_at and id of the last one shown
	Limit int
}

const observedKeys = 2

// ListObserved are the observations that one person wrote about people of a scope,
// the latest first, at most limit+1.
func ListObserved(ctx context.Context, db bun.IDB, scope access.Scope, by uuid.UUID, f ObservedFilter) ([]Observed, error) {
	q := db.NewSelect().
		TableExpr("evidence_entries e").
		Join("join staff s on s.id = e.staff_id").
		Join("join units u on u.id = s.unit_id").
		Join("join competencies c on c.id = e.competency_id").
		Join("left join evidence_entries w on w.staff_id = e.staff_id and w.withdraws_id = e.id").
		ColumnExpr("e.id as entry_id, e.staff_id, s.code, s.full_name, u.name as unit, e.competency_id, c.name_vi, c.name_en").
		ColumnExpr("e.level, e.reason, e.observed_at, e.posted_at, w.posted_at as withdrawn_at, coalesce(w.reason, '') as withdrawal").
		Where("e.actor_id = ?", by).
		Where("e.kind = ?", KindObservation).
		Where("e.action = ?", ActionAttest).
		Where("e.source = ?", DeedObservation).
		Where("u.path <@ any(?)", scope)
	if f.Q != "" {
		q = q.Where("strpos(s.search, fold_text(?)) > 0", strings.TrimSpace(f.Q))
	}
	if f.After != nil {
		q = q.Where("(e.posted_at, e.id) < (?::timestamptz, ?::uuid)", f.After[0], f.After[1])
	}
	var found []Observed
	if err := q.OrderExpr("e.posted_at desc, e.id desc").Limit(int64(f.Limit)+1).Scan(ctx, &found); err != nil {
		return nil, fmt.Errorf("list observations: %w", err)
	}
	return found, nil
}
