package plans

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/page"
	"camtay/app/staff"
)

// Show narrows a list of people by how their plans stand.
type Show string

// What may be shown; empty is everybody.
const (
	ShowMissing  Show = "missing"  // gaps, and no live plan
	ShowWaiting  Show = "waiting"  // the superior is to answer
	ShowDrafting Show = "drafting" // a draft, or waiting for the person
	ShowActive   Show = "active"
	ShowReady    Show = "ready" // active, all targets met
	ShowOverdue  Show = "overdue"
	ShowComplete Show = "complete" // the latest plan is complete
)

// PeopleFilter narrows a list of people within its scope. After is the cursor of
// the previous page.
type PeopleFilter struct {
	Q      string
	UnitID uuid.UUID
	Show   Show
	After  string
	Limit  int
}

// Row is one person with the live plan, or else the latest complete one; PlanID is
// zero without either.
type Row struct {
	StaffID      uuid.UUID
	Code         string
	FullName     string
	FamilyName   string
	GivenName    string
	UnitID       uuid.UUID
	UnitName     string
	Gaps         int
	CriticalGaps int
	PlanID       uuid.UUID
	State        State
	Awaits       Side
	UntilOn      clock.Day
	Targets      int
	Met          int
	Overdue      int
}

const names = `given_name collate "vi-x-icu", family_name collate "vi-x-icu", staff_id`

// unmet is a condition over a target of plan p whose level is not shown.
const unmet = `t.plan_id = p.id and not exists (
	select from v_levels l where l.staff_id = p.staff_id and l.competency_id = t.competency_id and l.level >= t.level_to)`

// People are those of a scope by name, in Vietnamese order, one page and the
// cursor of the next.
func People(ctx context.Context, db bun.IDB, scope access.Scope, f PeopleFilter, today clock.Day) ([]Row, string, error) {
	limit := page.Limit(f.Limit)
	after, err := page.Parse(f.After, 3)
	if err != nil {
		return nil, "", err
	}
	q := db.NewSelect().
		TableExpr("staff s").
		ColumnExpr("s.id as staff_id, s.code, s.full_name, s.family_name, s.given_name").
		ColumnExpr("u.id as unit_id, u.name as unit_name").
		ColumnExpr("p.id as plan_id, coalesce(p.state, '') as state, coalesce(p.awaits, '') as awaits, p.until_on").
		Join("join units u on u.id = s.unit_id").
		Join(`left join lateral (
			select p.id, p.state, p.awaits, p.until_on, p.staff_id
			from plans p
			where p.staff_id = s.id
			and p.state <> 'cancelled'
			order by p.state = 'complete', p.created_at desc, p.id desc
			limit 1
		) p on true`).
		Where("?", staff.InScope("s.id", scope, today))
	if f.UnitID != uuid.Nil {
		q = q.Where("u.path <@ (select path from units where id = ?)", f.UnitID)
	}
	if f.Q != "" {
		q = q.Where("s.search like '%' || fold_text(?) || '%'", f.Q)
	}
	q = shown(q, f.Show, today)
	if after != nil {
		q = q.Where(`(s.given_name collate "vi-x-icu", s.family_name collate "vi-x-icu", s.id) > (?, ?, ?::uuid)`, after[0], after[1], after[2])
	}
	q = q.OrderExpr(`s.given_name collate "vi-x-icu", s.family_name collate "vi-x-icu", s.id`).Limit(int64(limit) + 1)
	// Gaps and targets are counted for the rows of the page only.
	var found []Row
	err = db.NewSelect().
		TableExpr("(?) x", q).
		ColumnExpr("x.*, g.gaps, g.critical_gaps, t.targets, t.met, t.overdue").
		Join(`cross join lateral (
			select count(*) as gaps, count(*) filter (where critical) as critical_gaps
			from v_gaps
			where staff_id = x.staff_id
			and gap > 0
		) g`).
		Join(`cross join lateral (
			select count(*) as targets,
				count(*) filter (where l.level >= t.level_to) as met,
				count(*) filter (where coalesce(l.level, 0) < t.level_to and t.until_on < ?::date) as overdue
			from plan_targets t
			left join v_levels l on l.staff_id = x.staff_id and l.competency_id = t.competency_id
			where t.plan_id = x.plan_id
		) t`, today).
		OrderExpr(names).
		Scan(ctx, &found)
	if err != nil {
		return nil, "", fmt.Errorf("list people with plans: %w", err)
	}
	found, next := page.Cut(found, limit, func(r Row) string { return page.Cursor(r.GivenName, r.FamilyName, r.StaffID.String()) })
	return found, next, nil
}

func shown(q *bun.SelectQuery, show Show, today clock.Day) *bun.SelectQuery {
	switch show {
	case ShowMissing:
		return q.Where("(p.id is null or p.state = 'complete')").
			Where("exists (select from v_gaps g where g.staff_id = s.id and g.gap > 0)")
	case ShowWaiting:
		return q.Where("p.awaits = ?", Superior)
	case ShowDrafting:
		return q.Where("(p.state = 'draft' or p.state = 'proposed' and p.awaits = ?)", Person)
	case ShowActive:
		return q.Where("p.state = ?", Active)
	case ShowReady:
		return q.Where("p.state = ?", Active).Where("not exists (select from plan_targets t where " + unmet + ")")
	case ShowOverdue:
		return q.Where("p.state = ?", Active).
			Where("exists (select from plan_targets t where "+unmet+" and t.until_on < ?::date)", today)
	case ShowComplete:
		return q.Where("p.state = ?", Complete)
	}
	return q
}

// CommuneRow counts the people of one commune, or of an agency of the province.
type CommuneRow struct {
	ID       uuid.UUID
	Code     string
	Name     string
	Kind     string
	People   int
	WithGaps int // people who lack at least one competency
	Missing  int // of these, those without a live plan
	Drafting int // draft or proposed
	Active   int
	Overdue  int // active with a target past its day
	Complete int // people who have completed a plan
}

// Summary counts people and plans commune by commune, by name.
func Summary(ctx context.Context, db bun.IDB, scope access.Scope, today clock.Day) ([]CommuneRow, error) {
	var found []CommuneRow
	err := db.NewRaw(`with lacking as materialized (
			select staff_id
			from v_gaps
			where gap > 0
			group by staff_id
		), late as materialized (
			select distinct p.staff_id
			from plans p
			join plan_targets t on t.plan_id = p.id
			left join v_levels l on l.staff_id = p.staff_id and l.competency_id = t.competency_id
			where p.state = 'active'
			and t.until_on < ?0::date
			and coalesce(l.level, 0) < t.level_to
		), done as materialized (
			select distinct staff_id
			from plans
			where state = 'complete'
		)
		select c.id, c.code, c.name, c.kind,
			count(*) as people,
			count(lacking.staff_id) as with_gaps,
			count(lacking.staff_id) filter (where p.id is null) as missing,
			count(*) filter (where p.state in ('draft', 'proposed')) as drafting,
			count(*) filter (where p.state = 'active') as active,
			count(late.staff_id) as overdue,
			count(done.staff_id) as complete
		from staff s
		join units u on u.id = s.unit_id
		join units c on c.path = subpath(u.path, 0, least(nlevel(u.path), 2))
		left join lacking on lacking.staff_id = s.id
		left join plans p on p.staff_id = s.id and p.state in ('draft', 'proposed', 'active')
		left join late on late.staff_id = s.id
		left join done on done.staff_id = s.id
		where u.path <@ any(?1)
		and (s.left_on is null or s.left_on > ?0::date)
		group by c.id
		order by c.name collate "vi-x-icu", c.id`, today, scope).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("count plans by commune: %w", err)
	}
	return found, nil
}
