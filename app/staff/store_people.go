package staff

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/clock"
)

// ErrNotFound reports a person who does not exist or may not be seen.
var ErrNotFound = errors.New("person not found")

// Find is the person of an id, or ErrNotFound.
func Find(ctx context.Context, db bun.IDB, id uuid.UUID) (Person, error) {
	var p Person
	err := db.NewSelect().Model(&p).Where("id = ?", id).Scan(ctx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Person{}, ErrNotFound
	case err != nil:
		return Person{}, fmt.Errorf("find person: %w", err)
	}
	return p, nil
}

// Insert adds a person.
func Insert(ctx context.Context, db bun.IDB, p Person) error {
	if _, err := db.NewInsert().Model(&p).Exec(ctx); err != nil {
		return fmt.Errorf("insert person %s: %w", p.Code, err)
	}
	return nil
}

// InsertPost adds a post.
func InsertPost(ctx context.Context, db bun.IDB, p Post, now time.Time) error {
	_, err := db.NewRaw(`insert into posts (id, staff_id, position_id, unit_id, kind, during, created_at)
		values (?, ?, ?, ?, ?, daterange(?, ?), ?)`,
		p.ID, p.StaffID, p.PositionID, p.UnitID, p.Kind, p.From, p.Until, now).Exec(ctx)
	if err != nil {
		return fmt.Errorf("insert post: %w", err)
	}
	return nil
}

// PostsOf are all posts of a person, past and future, latest first.
func PostsOf(ctx context.Context, db bun.IDB, staffID uuid.UUID) ([]Post, error) {
	var rows []struct {
		ID, StaffID, PositionID, UnitID uuid.UUID
		Kind                            string
		From, Until                     clock.Day
	}
	err := db.NewRaw(`select id, staff_id, position_id, unit_id, kind, lower(during) as "from", upper(during) as until
		from posts
		where staff_id = ?
		order by lower(during) desc, id`, staffID).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("list posts: %w", err)
	}
	posts := make([]Post, 0, len(rows))
	for _, r := range rows {
		posts = append(posts, Post(r))
	}
	return posts, nil
}
