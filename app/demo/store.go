package demo

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/mentoring"
	"camtay/app/staff"
)

// batch is how many rows one statement carries.
const batch = 1000

// hold keeps others from adding people while the province is made, and reports
// ErrNotEmpty when people work here already.
func hold(ctx context.Context, tx bun.Tx) error {
	if _, err := tx.ExecContext(ctx, "lock table staff in share row exclusive mode"); err != nil {
		return fmt.Errorf("lock staff: %w", err)
	}
	return empty(ctx, tx)
}

func empty(ctx context.Context, db bun.IDB) error {
	var peopled bool
	if err := db.NewRaw("select exists (select from staff)").Scan(ctx, &peopled); err != nil {
		return fmt.Errorf("look for people: %w", err)
	}
	if peopled {
		return ErrNotEmpty
	}
	return nil
}

// insertMany writes the rows of one table. what names them in an error.
func insertMany[T any](ctx context.Context, tx bun.Tx, what string, rows []T) error {
	for part := range slices.Chunk(rows, batch) {
		if _, err := tx.NewInsert().Model(&part).Exec(ctx); err != nil {
			return fmt.Errorf("insert %s: %w", what, err)
		}
	}
	return nil
}

// postRow is a post as stored.
type postRow struct {
	bun.BaseModel `bun:"table:posts"`

	ID         uuid.UUID `bun:",pk"`
	StaffID    uuid.UUID
	PositionID uuid.UUID
	UnitID     uuid.UUID
	Kind       string
	During     string `bun:"type:daterange"`
	CreatedAt  time.Time
}

func (w *world) putPeople(ctx context.Context, tx bun.Tx, everyone []*person) error {
	people := make([]staff.Person, 0, len(everyone))
	var posts []postRow
	for _, p := range everyone {
		people = append(people, p.Person)
		for _, o := range p.posts {
			posts = append(posts, postRow{
				ID: o.ID, StaffID: o.StaffID, PositionID: o.PositionID, UnitID: o.UnitID, Kind: o.Kind,
				During: fmt.Sprintf("[%s,%s)", o.From, o.Until), CreatedAt: w.at,
			})
		}
	}
	if err := insertMany(ctx, tx, "people", people); err != nil {
		return err
	}
	return insertMany(ctx, tx, "posts", posts)
}

func (w *world) putMentors(ctx context.Context, tx bun.Tx, everyone []*person, h *chronicle) error {
	var profiles []mentoring.Profile
	for _, p := range everyone {
		if p.mentor != nil {
			profiles = append(profiles, p.mentor.profile)
		}
	}
	if err := mentoring.PutProfiles(ctx, tx, profiles, w.at); err != nil {
		return err
	}
	for part := range slices.Chunk(h.pairs, batch) {
		if err := mentoring.InsertPairs(ctx, tx, part); err != nil {
			return err
		}
	}
	return insertMany(ctx, tx, "coaching sessions", h.sessions)
}
