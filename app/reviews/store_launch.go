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
)

// reachUpTo counts the items that a choice would ask, and stops at a number.
func reachUpTo(ctx context.Context, db bun.IDB, scope access.Scope, c Choice, most int) (int, error) {
	var n int
	err := db.NewRaw("select count(*) from (?) x", required(oneByOne(people(db, scope, c)), c).Limit(int64(most))).Scan(ctx, &n)
	if err != nil {
		return 0, fmt.Errorf("count reach of review: %w", err)
	}
	return n, nil
}

// insert writes a review with its choice and the scope it was made in.
func insert(ctx context.Context, tx bun.Tx, scope access.Scope, r Review, c Choice, by uuid.UUID) error {
	_, err := tx.ExecContext(ctx, `insert into reviews (id, title, note, deadline, threshold, ask_self, ask_superior, ask_test, state, created_by, launched_at,
			scope, units, positions, competencies)
		values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::uuid[], ?::uuid[], ?::uuid[])`,
		r.ID, r.Title, r.Note, r.Deadline, r.Threshold, r.AskSelf, r.AskSuperior, r.AskTest, r.State, orNull(by), r.LaunchedAt,
		scope, list(c.Units), list(c.Positions), list(c.Competencies))
	if err != nil {
		return fmt.Errorf("write review: %w", err)
	}
	return nil
}

// choiceIn is what a review was to reach and the scope it was made in.
func choiceIn(ctx context.Context, db bun.IDB, reviewID uuid.UUID) (access.Scope, Choice, error) {
	var scope, units, positions, competencies []string
	err := db.NewRaw("select scope::text[], units::text[], positions::text[], competencies::text[] from reviews where id = ?", reviewID).
		Scan(ctx, pgdialect.Array(&scope), pgdialect.Array(&units), pgdialect.Array(&positions), pgdialect.Array(&competencies))
	if err != nil {
		return access.Scope{}, Choice{}, found(err, "read choice of review")
	}
	var c Choice
	for _, each := range []struct {
		from []string
		into *[]uuid.UUID
	}{{units, &c.Units}, {positions, &c.Positions}, {competencies, &c.Competencies}} {
		for _, text := range each.from {
			id, err := uuid.Parse(text)
			if err != nil {
				return access.Scope{}, Choice{}, fmt.Errorf("read choice of review: %w", err)
			}
			*each.into = append(*each.into, id)
		}
	}
	return access.Everywhere(scope...), c, nil
}

// insertParts writes a part for every unit that a choice may reach, to be filled.
func insertParts(ctx context.Context, tx bun.Tx, scope access.Scope, reviewID uuid.UUID, c Choice) error {
	_, err := tx.NewRaw(`insert into review_parts (id, review_id, unit_id, state, people, items)
		select gen_random_uuid(), ?, x.id, ?, 0, 0
		from (?) x`, reviewID, PartOpen, people(tx, scope, c).ColumnExpr("c.id").Distinct()).Exec(ctx)
	if err != nil {
		return fmt.Errorf("write parts of review: %w", err)
	}
	return nil
}

// fill adds to a review those who are wanted, with their parts and items.
func fill(ctx context.Context, tx bun.Tx, reviewID uuid.UUID, wanted *bun.SelectQuery, now time.Time) error {
	_, err := tx.NewRaw(`with wanted as materialized (?0), parts as (
			insert into review_parts as p (id, review_id, unit_id, state, people, items, filled_at)
			select gen_random_uuid(), ?1, unit_id, ?2, count(distinct staff_id), count(*), ?3::timestamptz
			from wanted
			group by unit_id
			on conflict (review_id, unit_id) do update
			set people = p.people + excluded.people, items = p.items + excluded.items, filled_at = coalesce(p.filled_at, excluded.filled_at)
			returning id, unit_id
		), asked as (
			insert into review_people (review_id, staff_id, part_id, added_at)
			select distinct ?1::uuid, w.staff_id, p.id, ?3::timestamptz
			from wanted w
			join parts p on p.unit_id = w.unit_id
		)
		insert into review_items (id, review_id, part_id, staff_id, competency_id, required, evidence_level)
		select gen_random_uuid(), ?1, p.id, w.staff_id, w.competency_id, w.required, w.level
		from wanted w
		join parts p on p.unit_id = w.unit_id`, wanted, reviewID, PartOpen, now).Exec(ctx)
	if err != nil {
		return fmt.Errorf("write items of review: %w", err)
	}
	return nil
}

// Begin writes a review with all its parts and items within a scope and tells
// nobody: for the system's own work.
func Begin(ctx context.Context, tx bun.Tx, scope access.Scope, r Review, c Choice) error {
	if err := insert(ctx, tx, scope, r, c, uuid.Nil); err != nil {
		return err
	}
	return fill(ctx, tx, r.ID, chosen(tx, scope, c), r.LaunchedAt)
}

// nextOnItsWay locks a review that is being launched or called off, of those that
// nobody else goes on with; ErrNotFound when there is none. With an id, that one.
func nextOnItsWay(ctx context.Context, tx bun.Tx, id uuid.UUID) (Review, error) {
	var r Review
	err := tx.NewRaw(`select `+reviewColumns+`
		from reviews r
		where r.state in ('launching', 'cancelling')
		and (?0::uuid is null or r.id = ?0::uuid)
		order by r.launched_at, r.id
		limit 1
		for no key update skip locked`, orNull(id)).Scan(ctx, &r)
	return r, found(err, "find review on its way")
}

// nextToFill is a part without items yet, with the path of its unit; ErrNotFound
// when there is none.
func nextToFill(ctx context.Context, tx bun.Tx, reviewID uuid.UUID) (id uuid.UUID, path string, err error) {
	err = tx.QueryRowContext(ctx, `select p.id, u.path
		from review_parts p
		join units u on u.id = p.unit_id
		where p.review_id = ?
		and p.filled_at is null
		order by u.path, p.id
		limit 1`, reviewID).Scan(&id, &path)
	return id, path, found(err, "find part to fill")
}

// markFilled says that a part has its items; one that nothing is required of goes.
func markFilled(ctx context.Context, tx bun.Tx, partID uuid.UUID, now time.Time) error {
	for _, statement := range []string{
		"delete from review_parts where id = ?1 and filled_at is null and items = 0",
		"update review_parts set filled_at = ?0 where id = ?1 and filled_at is null",
	} {
		if _, err := tx.NewRaw(statement, now, partID).Exec(ctx); err != nil {
			return fmt.Errorf("mark part of review: %w", err)
		}
	}
	return nil
}

// dropPart takes a part with all that is in it out of a review; false when there
// is none left.
func dropPart(ctx context.Context, tx bun.Tx, reviewID uuid.UUID) (bool, error) {
	var id uuid.UUID
	err := tx.QueryRowContext(ctx, "select id from review_parts where review_id = ? order by id limit 1", reviewID).Scan(&id)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return false, nil
	case err != nil:
		return false, fmt.Errorf("find part to drop: %w", err)
	}
	for _, statement := range []string{"delete from review_items where part_id = ?", "delete from review_people where part_id = ?", "delete from review_parts where id = ?"} {
		if _, err := tx.NewRaw(statement, id).Exec(ctx); err != nil {
			return false, fmt.Errorf("drop part of review: %w", err)
		}
	}
	return true, nil
}

// allOf are the people whom a query finds.
func allOf(ctx context.Context, tx bun.Tx, query string, args ...any) ([]uuid.UUID, error) {
	var ids []uuid.UUID
	if err := tx.NewRaw(query, args...).Scan(ctx, &ids); err != nil {
		return nil, fmt.Errorf("list people of review: %w", err)
	}
	return ids, nil
}

func putState(ctx context.Context, tx bun.Tx, id uuid.UUID, state string) error {
	if _, err := tx.NewRaw("update reviews set state = ? where id = ?", state, id).Exec(ctx); err != nil {
		return fmt.Errorf("write state of review: %w", err)
	}
	return nil
}
