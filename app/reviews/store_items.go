package reviews

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/page"
)

const itemColumns = `i.id, i.review_id, i.part_id, i.staff_id, i.competency_id, i.required, i.evidence_level, i.self_level, i.self_note, i.self_at,
	i.superior_level, i.superior_note, i.superior_by, i.superior_at, i.test_level, coalesce(i.decision, '') as decision, i.decided_level,
	i.decision_reason, i.decided_by, i.decided_at, i.spread`

// ItemsOf are the items of one person in a review, in the framework's order.
func ItemsOf(ctx context.Context, db bun.IDB, reviewID, staffID uuid.UUID) ([]Item, error) {
	var items []Item
	err := db.NewRaw(`select `+itemColumns+`
		from review_items i
		join competencies c on c.id = i.competency_id
		where i.review_id = ?
		and i.staff_id = ?
		order by c.position, c.code, i.id`, reviewID, staffID).Scan(ctx, &items)
	if err != nil {
		return nil, fmt.Errorf("list items of person: %w", err)
	}
	return items, nil
}

// partItems are the items of a part, but for those of people who have left.
func partItems(ctx context.Context, db bun.IDB, partID uuid.UUID) ([]Item, error) {
	var items []Item
	err := db.NewRaw(`select `+itemColumns+` from review_items i `+counts+` where i.part_id = ? order by i.staff_id, i.id`, partID).Scan(ctx, &items)
	if err != nil {
		return nil, fmt.Errorf("list items of part: %w", err)
	}
	return items, nil
}

// FindItem is an item, or ErrNotFound.
func FindItem(ctx context.Context, db bun.IDB, id uuid.UUID) (Item, error) {
	var i Item
	err := db.NewRaw(`select `+itemColumns+` from review_items i where i.id = ?`, id).Scan(ctx, &i)
	return i, found(err, "find item of review")
}

// Mine is a review that asks somebody, with how far they are.
type Mine struct {
	Review

	Items, Done int
	PartState   string
}

// MineOf are the reviews that ask a person, the latest first.
func MineOf(ctx context.Context, db bun.IDB, staffID uuid.UUID) ([]Mine, error) {
	var rows []Mine
	err := db.NewRaw(`select `+reviewColumns+`, p.state as part_state, count(*) as items, count(i.self_level) as done
		from review_items i
		join reviews r on r.id = i.review_id
		join review_parts p on p.id = i.part_id
		where i.staff_id = ?
		and r.state in ('open', 'closed')
		group by r.id, p.state
		order by r.launched_at desc, r.id
		limit 50`, staffID).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("list reviews of person: %w", err)
	}
	return rows, nil
}

// putSelf writes what somebody says of themselves and takes down how far the item
// lies apart now; first tells whether they had said nothing.
func putSelf(ctx context.Context, tx bun.Tx, i *Item, level int16, note string, now time.Time) (first bool, err error) {
	first = i.SelfLevel == nil
	err = tx.QueryRowContext(ctx, `update review_items
		set self_level = ?, self_note = ?, self_at = ?
		where id = ?
		returning spread`, level, note, now, i.ID).Scan(&i.Spread)
	if err != nil {
		return false, fmt.Errorf("write self-assessment: %w", err)
	}
	return first, nil
}

func putSuperior(ctx context.Context, tx bun.Tx, i *Item, level int16, note string, by uuid.UUID, now time.Time) (first bool, err error) {
	first = i.SuperiorLevel == nil
	err = tx.QueryRowContext(ctx, `update review_items
		set superior_level = ?, superior_note = ?, superior_by = ?, superior_at = ?
		where id = ?
		returning spread`, level, note, by, now, i.ID).Scan(&i.Spread)
	if err != nil {
		return false, fmt.Errorf("write appraisal: %w", err)
	}
	return first, nil
}

func putDecision(ctx context.Context, tx bun.Tx, i Item) error {
	_, err := tx.ExecContext(ctx, `update review_items
		set decision = ?, decided_level = ?, decision_reason = ?, decided_by = ?, decided_at = ?
		where id = ?`, i.Decision, i.DecidedLevel, i.DecisionReason, orNull(i.DecidedBy), i.DecidedAt, i.ID)
	if err != nil {
		return fmt.Errorf("write decision: %w", err)
	}
	return nil
}

// takeTests fills in what people's tests since the launch show, for the items of a
// part.
func takeTests(ctx context.Context, tx bun.Tx, partID uuid.UUID, since time.Time) error {
	_, err := tx.ExecContext(ctx, `update review_items i
		set test_level = t.level
		from (
			select e.staff_id, e.competency_id, max(e.level) as level
			from v_level_tests e
			where e.observed_at >= ?
			group by e.staff_id, e.competency_id
		) t
		where i.part_id = ?
		and t.staff_id = i.staff_id
		and t.competency_id = i.competency_id`, since, partID)
	if err != nil {
		return fmt.Errorf("take tests into review: %w", err)
	}
	return nil
}

// Calibrated is an item that lies too far apart, with whose it is.
type Calibrated struct {
	Item

	FullName string
	UnitName string
	UnitPath string
	Code     string
	NameVI   string `bun:"name_vi"`
	NameEN   string `bun:"name_en"`
}

// CalibrationFilter is one page of the items too far apart. Undecided leaves out
// those decided.
type CalibrationFilter struct {
	Undecided bool
	Q         string
	After     string
	Limit     int
}

// Calibration are the items of a review in a scope that differ by the threshold or
// more, the farthest apart first.
func Calibration(ctx context.Context, db bun.IDB, scope access.Scope, r Review, f CalibrationFilter) ([]Calibrated, string, error) {
	limit := page.Limit(f.Limit)
	after, err := page.Parse(f.After, 2)
	if err != nil {
		return nil, "", err
	}
	q := db.NewSelect().
		TableExpr("review_items i").
		ColumnExpr(itemColumns).
		ColumnExpr("s.full_name, u.name as unit_name, u.path as unit_path, c.code, c.name_vi, c.name_en").
		Join(counts).
		Join("join staff s on s.id = i.staff_id").
		Join("join units u on u.id = s.unit_id").
		Join("join competencies c on c.id = i.competency_id").
		Where("i.review_id = ?", r.ID).
		Where("i.spread >= ?", r.Threshold).
		Where("i.spread > 0").
		Where("u.path <@ any(?)", scope)
	if f.Undecided {
		q = q.Where("i.decision is null")
	}
	if f.Q != "" {
		q = q.Where("s.search like '%' || fold_text(?) || '%'", f.Q)
	}
	if after != nil {
		q = q.Where("i.spread <= ?0::smallint and (i.spread < ?0::smallint or i.id > ?1::uuid)", after[0], after[1])
	}
	var rows []Calibrated
	if err := q.OrderExpr("i.spread desc, i.id").Limit(int64(limit)+1).Scan(ctx, &rows); err != nil {
		return nil, "", fmt.Errorf("list what lies apart: %w", err)
	}
	rows, next := page.Cut(rows, limit, func(c Calibrated) string {
		return page.Cursor(strconv.Itoa(int(c.Spread)), c.ID.String())
	})
	return rows, next, nil
}
