package reviews

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/page"
)

// counts joins an item's person, as long as they are not excused.
const counts = "join review_people m on m.review_id = i.review_id and m.staff_id = i.staff_id and m.excused_on is null"

// led joins who leads the unit of person s, as far as they can sign in: found once
// a unit, since people are many.
const led = `left join (
		select u.id, array_agg(l.staff_id) as leaders
		from units u
		join v_unit_leaders l on l.unit_path @> u.path
		group by u.id
	) led on led.id = s.unit_id`

// FindMember is somebody of a review, or ErrNotFound.
func FindMember(ctx context.Context, db bun.IDB, reviewID, staffID uuid.UUID) (Member, error) {
	var m Member
	err := db.NewRaw(`select review_id, staff_id, part_id, excused_on, appraiser_id
		from review_people
		where review_id = ?
		and staff_id = ?`, reviewID, staffID).Scan(ctx, &m)
	return m, found(err, "find person of review")
}

// Joined is somebody whom a review would ask had they been there at its launch.
type Joined struct {
	StaffID    uuid.UUID
	FullName   string
	FamilyName string
	GivenName  string
	UnitName   string
	PartState  string
	Items      int
}

// joined selects who came to a unit of a review after its launch.
func joined(db bun.IDB, scope access.Scope, reviewID uuid.UUID, c Choice) *bun.SelectQuery {
	return oneByOne(people(db, scope, c).
		Join("join review_parts p on p.review_id = ? and p.unit_id = c.id", reviewID).
		Join("join reviews r on r.id = p.review_id and u.path <@ any(r.scope)")).
		Where("not exists (select from review_people m where m.review_id = p.review_id and m.staff_id = s.id)")
}

// JoinedSince are the people who came to the units of a review after its launch
// and whom its choice reaches, one page and the next cursor.
func JoinedSince(ctx context.Context, db bun.IDB, scope access.Scope, reviewID uuid.UUID, c Choice, f PeopleFilter) ([]Joined, string, error) {
	limit := page.Limit(f.Limit)
	after, err := page.Parse(f.After, 3)
	if err != nil {
		return nil, "", err
	}
	q := joined(db, scope, reviewID, c).
		ColumnExpr("s.id as staff_id, s.full_name, s.family_name, s.given_name, u.name as unit_name, p.state as part_state, count(*) as items").
		GroupExpr("s.id, u.id, p.id")
	if len(c.Competencies) > 0 {
		q = q.Where("q.competency_id = any(?::uuid[])", list(c.Competencies))
	}
	if f.Q != "" {
		q = q.Where("s.search like '%' || fold_text(?) || '%'", f.Q)
	}
	if f.Open {
		q = q.Where("p.state = ?", PartOpen)
	}
	if after != nil {
		q = q.Where("("+byName+") > (?, ?, ?::uuid)", after[0], after[1], after[2])
	}
	var rows []Joined
	if err := q.OrderExpr(byName).Limit(int64(limit)+1).Scan(ctx, &rows); err != nil {
		return nil, "", fmt.Errorf("list who joined: %w", err)
	}
	rows, next := page.Cut(rows, limit, func(j Joined) string { return page.Cursor(j.GivenName, j.FamilyName, j.StaffID.String()) })
	return rows, next, nil
}

// Unled is somebody of a review whom nobody leads, with who was named to appraise
// them.
type Unled struct {
	StaffID      uuid.UUID
	FullName     string
	FamilyName   string
	GivenName    string
	UnitName     string
	Items        int
	SuperiorDone int
	PartState    string
	Appraiser    string
}

// UnledOf are the people of a review whom nobody leads, those without a named
// appraiser first, one page and the next cursor. Open keeps only the latter.
func UnledOf(ctx context.Context, db bun.IDB, scope access.Scope, reviewID uuid.UUID, f PeopleFilter) ([]Unled, string, error) {
	limit := page.Limit(f.Limit)
	after, err := page.Parse(f.After, 4)
	if err != nil {
		return nil, "", err
	}
	const order = "(m.appraiser_id is not null)::integer, " + byName
	q := db.NewSelect().
		TableExpr("review_people m").
		ColumnExpr("s.id as staff_id, s.full_name, s.family_name, s.given_name, u.name as unit_name, n.items, n.superior_done, p.state as part_state").
		ColumnExpr("coalesce(b.full_name, '') as appraiser").
		Join("join staff s on s.id = m.staff_id").
		Join("join units u on u.id = s.unit_id").
		Join("join review_parts p on p.id = m.part_id").
		Join("left join staff b on b.id = m.appraiser_id").
		Join(led).
		Join(`cross join lateral (
			select count(*) as items, count(i.superior_level) as superior_done
			from review_items i
			where i.staff_id = m.staff_id
			and i.review_id = m.review_id
		) n`).
		Where("m.review_id = ?", reviewID).
		Where("m.excused_on is null").
		Where("u.path <@ any(?)", scope).
		Where("coalesce(led.leaders, '{}') <@ array [s.id]")
	if f.Q != "" {
		q = q.Where("s.search like '%' || fold_text(?) || '%'", f.Q)
	}
	if f.Open {
		q = q.Where("m.appraiser_id is null and p.state = ?", PartOpen)
	}
	if after != nil {
		q = q.Where("("+order+") > (?::integer, ?, ?, ?::uuid)", after[0], after[1], after[2], after[3])
	}
	var rows []Unled
	if err := q.OrderExpr(order).Limit(int64(limit)+1).Scan(ctx, &rows); err != nil {
		return nil, "", fmt.Errorf("list whom nobody leads: %w", err)
	}
	rows, next := page.Cut(rows, limit, func(p Unled) string {
		named := 0
		if p.Appraiser != "" {
			named = 1
		}
		return page.Cursor(strconv.Itoa(named), p.GivenName, p.FamilyName, p.StaffID.String())
	})
	return rows, next, nil
}

// Appraiser is somebody who may be named to appraise a person.
type Appraiser struct {
	StaffID  uuid.UUID
	FullName string
	UnitName string
}

// AppraisersFor are at most twenty who may be named to appraise a person: leaders
// and the department's officers within a scope, never the person and never whom the
// person leads; officers first, then those of higher units. With an id, only that one.
func AppraisersFor(ctx context.Context, db bun.IDB, scope access.Scope, staffID, only uuid.UUID, words string) ([]Appraiser, error) {
	var rows []Appraiser
	err := db.NewRaw(`select s.id as staff_id, s.full_name, u.name as unit_name
		from v_review_appraisers a
		join staff s on s.id = a.staff_id
		join units u on u.id = s.unit_id
		where s.id <> ?0
		and u.path <@ any(?1)
		and not exists (select from v_unit_leaders l where l.staff_id = ?0 and l.unit_path @> u.path)
		and (?2::uuid is null or s.id = ?2::uuid)
		and s.search like '%' || fold_text(?3) || '%'
		order by a.officer desc, nlevel(u.path), s.given_name collate "vi-x-icu", s.id
		limit 20`, staffID, scope, orNull(only), words).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("find appraisers: %w", err)
	}
	return rows, nil
}

func putAppraiser(ctx context.Context, tx bun.Tx, m Member, now time.Time) error {
	_, err := tx.NewRaw(`update review_people
		set appraiser_id = ?, named_at = ?
		where review_id = ?
		and staff_id = ?`, m.AppraiserID, now, m.ReviewID, m.StaffID).Exec(ctx)
	if err != nil {
		return fmt.Errorf("name appraiser: %w", err)
	}
	return nil
}

// ToAppraise is somebody whom a person was named to appraise.
type ToAppraise struct {
	Review

	StaffID   uuid.UUID
	FullName  string
	UnitName  string
	PartState string
	Items     int
	Done      int
}

// ToAppraiseBy are the people whom somebody was named to appraise in reviews under
// way, the earliest deadline first, at most fifty.
func ToAppraiseBy(ctx context.Context, db bun.IDB, appraiserID uuid.UUID) ([]ToAppraise, error) {
	var rows []ToAppraise
	err := db.NewRaw(`select `+reviewColumns+`, s.id as staff_id, s.full_name, u.name as unit_name, p.state as part_state,
			count(*) as items, count(i.superior_level) as done
		from review_people m
		join reviews r on r.id = m.review_id
		join review_parts p on p.id = m.part_id
		join staff s on s.id = m.staff_id
		join units u on u.id = s.unit_id
		join review_items i on i.staff_id = m.staff_id and i.review_id = m.review_id
		where m.appraiser_id = ?
		and m.excused_on is null
		and r.state = 'open'
		group by r.id, s.id, u.id, p.id
		order by r.deadline, s.given_name collate "vi-x-icu", s.id, r.id
		limit 50`, appraiserID).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("list whom to appraise: %w", err)
	}
	return rows, nil
}

// excuse brings up to date who of the open reviews has left, or of one part, and
// the counters of their parts.
func excuse(ctx context.Context, tx bun.Tx, partID uuid.UUID, today clock.Day) error {
	const left = "case when s.left_on <= ?1 then s.left_on end"
	var parts []uuid.UUID
	err := tx.NewRaw(`select p.id
		from review_parts p
		join reviews r on r.id = p.review_id
		where r.state = 'open'
		and p.state <> 'locked'
		and (?0::uuid is null or p.id = ?0::uuid)
		and exists (
			select from review_people m
			join staff s on s.id = m.staff_id
			where m.part_id = p.id
			and m.excused_on is distinct from `+left+`
		)
		order by p.id
		for update of p`, orNull(partID), today).Scan(ctx, &parts)
	if err != nil {
		return fmt.Errorf("find parts that people left: %w", err)
	}
	if len(parts) == 0 {
		return nil
	}
	for _, statement := range []string{
		`update review_people m
			set excused_on = ` + left + `
			from staff s
			where s.id = m.staff_id
			and m.part_id = any(?0::uuid[])
			and m.excused_on is distinct from ` + left,
		`update review_parts p
			set people = n.people, items = n.items, self_done = n.self_done, superior_done = n.superior_done, apart = n.apart
			from (
				select x.id, count(distinct i.staff_id) as people, count(i.id) as items, count(i.self_level) as self_done,
					count(i.superior_level) as superior_done, count(*) filter (where i.spread >= r.threshold) as apart
				from review_parts x
				join reviews r on r.id = x.review_id
				left join (select i.* from review_items i ` + counts + `) i on i.part_id = x.id
				where x.id = any(?0::uuid[])
				group by x.id
			) n
			where n.id = p.id`,
	} {
		if _, err := tx.NewRaw(statement, list(parts), today).Exec(ctx); err != nil {
			return fmt.Errorf("excuse who left: %w", err)
		}
	}
	return nil
}
