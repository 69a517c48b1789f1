package mentoring

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
)

// ErrNoProfile reports someone who never offered help.
var ErrNoProfile = errors.New("mentor profile not found")

// FindProfile is someone's mentor profile, or ErrNoProfile.
func FindProfile(ctx context.Context, db bun.IDB, staffID uuid.UUID) (Profile, error) {
	return oneProfile(ctx, db.NewSelect().Where("staff_id = ?", staffID))
}

// lockProfile is FindProfile that holds off other requests to and answers of
// the mentor until the transaction ends.
func lockProfile(ctx context.Context, tx bun.Tx, staffID uuid.UUID) (Profile, error) {
	return oneProfile(ctx, tx.NewSelect().Where("staff_id = ?", staffID).For("update"))
}

func oneProfile(ctx context.Context, q *bun.SelectQuery) (Profile, error) {
	var p Profile
	err := q.Model(&p).Scan(ctx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Profile{}, ErrNoProfile
	case err != nil:
		return Profile{}, fmt.Errorf("find mentor profile: %w", err)
	}
	return p, nil
}

// PutProfiles adds or replaces mentor profiles as they are given, without asking
// whether these people may mentor: for loading prepared data. UpdatedAt is set
// to now; no weekly minutes are DefaultMinutes.
func PutProfiles(ctx context.Context, tx bun.Tx, profiles []Profile, now time.Time) error {
	if len(profiles) == 0 {
		return nil
	}
	rows := make([]Profile, 0, len(profiles))
	for _, p := range profiles {
		p.UpdatedAt, p.Modes, p.WeeklyMinutes = now, InOrder(p.Modes), cmp.Or(p.WeeklyMinutes, DefaultMinutes)
		rows = append(rows, p)
	}
	_, err := tx.NewInsert().Model(&rows).
		On("conflict (staff_id) do update").
		Set("open = excluded.open").
		Set("capacity = excluded.capacity").
		Set("champion = excluded.champion").
		Set("modes = excluded.modes").
		Set("note = excluded.note").
		Set("weekly_minutes = excluded.weekly_minutes").
		Set("paused_until = excluded.paused_until").
		Set("updated_at = excluded.updated_at").
		Exec(ctx)
	if err != nil {
		return fmt.Errorf("put mentor profiles: %w", err)
	}
	return nil
}

// liveOf counts a mentor's live pairs, all and those accepted.
func liveOf(ctx context.Context, db bun.IDB, mentorID uuid.UUID) (live, active int, err error) {
	err = db.NewRaw(`select count(*), count(*) filter (where state = 'active')
		from pairs
		where mentor_id = ?
		and state in `+liveSQL, mentorID).Scan(ctx, &live, &active)
	if err != nil {
		return 0, 0, fmt.Errorf("count live pairs: %w", err)
	}
	return live, active, nil
}
