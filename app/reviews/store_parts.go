package reviews

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/page"
)

const partColumns = `p.id, p.review_id, p.unit_id, u.name as unit_name, u.path as unit_path, p.state, p.people, p.items,
	p.self_done, p.superior_done, p.apart, p.round, p.finished_at, p.locked_at`

// PartFilter is one page of a review's parts, in the order of Sort: SortUnit and the like,
// with a minus from the greatest down.
type PartFilter struct {
	Q     string
	State string
	Sort  string
	After string
	Limit int
}

// sortedPart is a part with the number it stands by.
type sortedPart struct {
	Part

	Rank int
}

// partRank is what a review's parts are sorted by; those alike stand by name.
func partRank(sort string) string {
	const done, wanted = "(r.ask_self::integer * p.self_done + r.ask_superior::integer * p.superior_done)",
		"((r.ask_self::integer + r.ask_superior::integer) * p.items)"
	switch sort {
	case SortProgress:
		return "case when " + wanted + " = 0 then 10000 else " + done + "::bigint * 10000 / " + wanted + " end"
	case SortLate:
		return wanted + " - " + done
	case SortApart:
		return "p.apart"
	}
	return "p.items * 0" // a bare number would name a column
}

// Parts are the parts of a review in a scope, one page and the next cursor.
func Parts(ctx context.Context, db bun.IDB, scope access.Scope, reviewID uuid.UUID, f PartFilter) ([]Part, string, error) {
	limit := page.Limit(f.Limit)
	after, err := page.Parse(f.After, 3)
	if err != nil {
		return nil, "", err
	}
	sort, down := strings.CutPrefix(f.Sort, "-")
	rank := partRank(sort)
	direction, beyond := "asc", ">"
	if down {
		direction, beyond = "desc", "<"
	}
	const name = `u.name collate "vi-x-icu"`
	q := db.NewSelect().
		TableExpr("review_parts p").
		ColumnExpr(partColumns).
		ColumnExpr("("+rank+")::integer as rank").
		Join("join reviews r on r.id = p.review_id").
		Join("join units u on u.id = p.unit_id").
		Where("p.review_id = ?", reviewID).
		Where("(u.path <@ any(?0) or u.path @> any(?0))", scope)
	if f.Q != "" {
		q = q.Where("fold_text(u.name) like '%' || fold_text(?) || '%'", f.Q)
	}
	if f.State != "" {
		q = q.Where("p.state = ?", f.State)
	}
	if after != nil {
		q = q.Where("(("+rank+")::integer, "+name+", p.id) "+beyond+" (?::integer, ?, ?::uuid)", after[0], after[1], after[2])
	}
	var rows []sortedPart
	err = q.OrderExpr("("+rank+")::integer "+direction+", "+name+" "+direction+", p.id "+direction).Limit(int64(limit)+1).Scan(ctx, &rows)
	if err != nil {
		return nil, "", fmt.Errorf("list parts of review: %w", err)
	}
	rows, next := page.Cut(rows, limit, func(p sortedPart) string {
		return page.Cursor(strconv.Itoa(p.Rank), p.UnitName, p.ID.String())
	})
	parts := make([]Part, 0, len(rows))
	for _, p := range rows {
		parts = append(parts, p.Part)
	}
	return parts, next, nil
}

// FindPart is a part, or ErrNotFound.
func FindPart(ctx context.Context, db bun.IDB, id uuid.UUID) (Part, error) {
	var p Part
	err := db.NewRaw(`select `+partColumns+` from review_parts p join units u on u.id = p.unit_id where p.id = ?`, id).Scan(ctx, &p)
	return p, found(err, "find part of review")
}

// lockPart is FindPart for a change: others wait.
func lockPart(ctx context.Context, tx bun.Tx, id uuid.UUID) (Part, error) {
	var p Part
	err := tx.NewRaw(`select `+partColumns+` from review_parts p join units u on u.id = p.unit_id where p.id = ? for update of p`, id).Scan(ctx, &p)
	return p, found(err, "lock part of review")
}

func putPart(ctx context.Context, tx bun.Tx, p Part) error {
	_, err := tx.NewUpdate().Table("review_parts").
		Set("state = ?", p.State).
		Set("self_done = ?", p.SelfDone).
		Set("superior_done = ?", p.SuperiorDone).
		Set("apart = ?", p.Apart).
		Set("round = ?", p.Round).
		Set("finished_at = ?", p.FinishedAt).
		Set("locked_at = ?", p.LockedAt).
		Where("id = ?", p.ID).
		Exec(ctx)
	if err != nil {
		return fmt.Errorf("write part of review: %w", err)
	}
	return nil
}

// ReviewedPerson is someone of a part with how far their items are.
type ReviewedPerson struct {
	StaffID      uuid.UUID
	FullName     string
	FamilyName   string
	GivenName    string
	UnitName     string
	Items        int
	SelfDone     int
	SuperiorDone int
	Apart        int // items that lie too far apart
	ExcusedOn    clock.Day
	Appraiser    string // named for this review; empty: whoever leads the unit
}

// PeopleFilter is one page of people. Open keeps those with something still to do.
type PeopleFilter struct {
	Q     string
	Open  bool
	After string
	Limit int
}

// byName is how people stand in a list.
const byName = `s.given_name collate "vi-x-icu", s.family_name collate "vi-x-icu", s.id`

// People are the people of a part within a scope, in order of name.
func People(ctx context.Context, db bun.IDB, scope access.Scope, partID uuid.UUID, f PeopleFilter) ([]ReviewedPerson, string, error) {
	limit := page.Limit(f.Limit)
	after, err := page.Parse(f.After, 3)
	if err != nil {
		return nil, "", err
	}
	q := db.NewSelect().
		TableExpr("staff s").
		ColumnExpr("s.id as staff_id, s.full_name, s.family_name, s.given_name, u.name as unit_name").
		ColumnExpr("n.items, n.self_done, n.superior_done, n.apart, m.excused_on, coalesce(b.full_name, '') as appraiser").
		Join("join units u on u.id = s.unit_id").
		Join(`join (
			select i.staff_id, count(*) as items, count(i.self_level) as self_done, count(i.superior_level) as superior_done,
				count(*) filter (where i.spread >= r.threshold) as apart
			from review_items i
			join reviews r on r.id = i.review_id
			where i.part_id = ?
			group by i.staff_id
		) n on n.staff_id = s.id`, partID).
		Join("join review_people m on m.part_id = ? and m.staff_id = s.id", partID).
		Join("left join staff b on b.id = m.appraiser_id").
		Where("u.path <@ any(?)", scope)
	if f.Q != "" {
		q = q.Where("s.search like '%' || fold_text(?) || '%'", f.Q)
	}
	if f.Open {
		q = q.Where("n.superior_done < n.items and m.excused_on is null")
	}
	if after != nil {
		q = q.Where("("+byName+") > (?, ?, ?::uuid)", after[0], after[1], after[2])
	}
	var rows []ReviewedPerson
	if err := q.OrderExpr(byName).Limit(int64(limit)+1).Scan(ctx, &rows); err != nil {
		return nil, "", fmt.Errorf("list people of review: %w", err)
	}
	rows, next := page.Cut(rows, limit, func(p ReviewedPerson) string {
		return page.Cursor(p.GivenName, p.FamilyName, p.StaffID.String())
	})
	return rows, next, nil
}

// overdueParts are the open parts of reviews whose deadline has passed.
func overdueParts(ctx context.Context, tx bun.Tx, now time.Time) ([]Part, error) {
	var rows []Part
	err := tx.NewRaw(`select `+partColumns+`
		from review_parts p
		join units u on u.id = p.unit_id
		join reviews r on r.id = p.review_id
		where p.state = ?
		and r.state = ?
		and (r.deadline + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh' <= ?
		order by p.id
		limit 200
		for update of p skip locked`, PartOpen, Open, now).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("find overdue parts: %w", err)
	}
	return rows, nil
}
