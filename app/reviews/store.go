package reviews

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"

	"camtay/app/access"
	"camtay/app/page"
)

var (
	// ErrNotFound reports a review, part or item that does not exist.
	ErrNotFound = errors.New("review not found")
)

const reviewColumns = `r.id, r.title, r.note, r.deadline, r.threshold, r.ask_self, r.ask_superior, r.ask_test, r.state, r.launched_at, r.closed_at`

// Choice is whom a review reaches: units (empty: all), positions (empty: all) and
// competencies (empty: all that are required of anybody chosen).
type Choice struct {
	Units        []uuid.UUID
	Positions    []uuid.UUID
	Competencies []uuid.UUID
}

// chosen selects the items of a choice within a scope: one a person and
// competency that the person's posts require today, with the part's unit.
func chosen(db bun.IDB, scope access.Scope, c Choice) *bun.SelectQuery {
	return required(people(db, scope, c).Join("join v_requirements q on q.staff_id = s.id"), c)
}

// people selects who may be reached by a choice within a scope, whatever their
// posts require.
func people(db bun.IDB, scope access.Scope, c Choice) *bun.SelectQuery {
	q := db.NewSelect().
		TableExpr("staff s").
		Join("join units u on u.id = s.unit_id").
		Join("join units c on c.path = subpath(u.path, 0, least(2, nlevel(u.path)))").
		Where("u.path <@ any(?)", scope).
		Where("(s.left_on is null or s.left_on > current_date)")
	if len(c.Units) > 0 {
		q = q.Where("u.path <@ any(select path from units where id = any(?::uuid[]))", list(c.Units))
	}
	if len(c.Positions) > 0 {
		q = q.Where("s.id in (select staff_id from posts where during @> current_date and position_id = any(?::uuid[]))", list(c.Positions))
	}
	return q
}

// oneByOne joins to some people q what their posts require, read for each: for a
// few, where the whole province would be read else.
func oneByOne(q *bun.SelectQuery) *bun.SelectQuery {
	return q.Join("cross join lateral (select * from v_requirements n where n.staff_id = s.id offset 0) q")
}

// required adds to people q what their posts require of a choice, with the level
// that evidence shows.
func required(q *bun.SelectQuery, c Choice) *bun.SelectQuery {
	q = q.ColumnExpr("q.staff_id, q.competency_id, q.required, coalesce(l.level, 0) as level, c.id as unit_id").
		Join("left join v_levels l on l.staff_id = q.staff_id and l.competency_id = q.competency_id")
	if len(c.Competencies) > 0 {
		q = q.Where("q.competency_id = any(?::uuid[])", list(c.Competencies))
	}
	return q
}

// Reach is how much a choice would ask.
type Reach struct {
	Parts, People, Items int
}

func reach(ctx context.Context, db bun.IDB, scope access.Scope, c Choice) (Reach, error) {
	var r Reach
	err := db.NewRaw(`select count(distinct unit_id) as parts, count(distinct staff_id) as people, count(*) as items from (?) x`, chosen(db, scope, c)).
		Scan(ctx, &r.Parts, &r.People, &r.Items)
	if err != nil {
		return Reach{}, fmt.Errorf("count reach of review: %w", err)
	}
	return r, nil
}

// Find is a review, or ErrNotFound.
func Find(ctx context.Context, db bun.IDB, id uuid.UUID) (Review, error) {
	var r Review
	err := db.NewRaw(`select `+reviewColumns+` from reviews r where r.id = ?`, id).Scan(ctx, &r)
	return r, found(err, "find review")
}

func found(err error, deed string) error {
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return ErrNotFound
	case err != nil:
		return fmt.Errorf("%s: %w", deed, err)
	}
	return nil
}

// Counted is a review with the sums of the parts of a scope.
type Counted struct {
	Review

	Parts, Made, Locked, People, Items, SelfDone, SuperiorDone int
}

// counted selects reviews that reach a scope, with the sums of its parts.
func counted(db bun.IDB, scope access.Scope) *bun.SelectQuery {
	return db.NewSelect().
		TableExpr("reviews r").
		ColumnExpr(reviewColumns).
		ColumnExpr(`count(*) as parts, count(p.filled_at) as made, count(*) filter (where p.state = 'locked') as locked, sum(p.people)::integer as people,
			sum(p.items)::integer as items, sum(p.self_done)::integer as self_done, sum(p.superior_done)::integer as superior_done`).
		Join("join review_parts p on p.review_id = r.id").
		Join("join units u on u.id = p.unit_id").
		Where("(u.path <@ any(?0) or u.path @> any(?0))", scope).
		GroupExpr("r.id")
}

// List are the reviews of a scope, the latest first, one page and the next cursor.
func List(ctx context.Context, db bun.IDB, scope access.Scope, q, after string, limit int) ([]Counted, string, error) {
	limit = page.Limit(limit)
	from, err := page.Parse(after, 2)
	if err != nil {
		return nil, "", err
	}
	s := counted(db, scope)
	if q != "" {
		s = s.Where("fold_text(r.title) like '%' || fold_text(?) || '%'", q)
	}
	if from != nil {
		s = s.Where("(r.launched_at, r.id) < (?::timestamptz, ?::uuid)", from[0], from[1])
	}
	var rows []Counted
	if err := s.OrderExpr("r.launched_at desc, r.id desc").Limit(int64(limit)+1).Scan(ctx, &rows); err != nil {
		return nil, "", fmt.Errorf("list reviews: %w", err)
	}
	rows, next := page.Cut(rows, limit, func(c Counted) string {
		return page.Cursor(c.LaunchedAt.Format(time.RFC3339Nano), c.ID.String())
	})
	return rows, next, nil
}

// FindCounted is one review of a scope with its sums, or ErrNotFound.
func FindCounted(ctx context.Context, db bun.IDB, scope access.Scope, id uuid.UUID) (Counted, error) {
	var c Counted
	err := counted(db, scope).Where("r.id = ?", id).Scan(ctx, &c)
	return c, found(err, "find review")
}

func list(ids []uuid.UUID) any {
	texts := make([]string, 0, len(ids))
	for _, id := range ids {
		texts = append(texts, id.String())
	}
	return pgdialect.Array(texts)
}

func orNull(id uuid.UUID) any {
	if id == uuid.Nil {
		return nil
	}
	return id
}
