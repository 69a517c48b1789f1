package demo

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"camtay/app/auth"
	"camtay/app/db"
	"camtay/app/event"
	"camtay/app/evidence"
)

var (
	// ErrNotEmpty reports a database in which people work already.
	ErrNotEmpty = errors.New("there are people in this database")
	// ErrNoCatalogue reports built-in tables that are not loaded or lack what the
	// province is built on.
	ErrNoCatalogue = errors.New("built-in tables are not loaded")
)

// Config says which province to make. Seed and the Vietnamese day of Now decide
// every row but the accounts' ids; Staff is about how many people there are: each
// commune gets 45 to 80 of them, and fewer communes get any when there are not
// enough. PasswordHash makes the hash of DemoPassword; nil means auth.HashPassword.
type Config struct {
	Seed         uint64
	Staff        int
	Now          time.Time
	PasswordHash func(password string) (string, error)
}

// Seed makes the demonstration province in a database that holds the built-in
// tables and no people: all of it in one transaction, or nothing. say is told of
// each part done. ErrNotEmpty and ErrNoCatalogue as above.
func Seed(ctx context.Context, pool *bun.DB, cfg Config, say func(string)) error {
	if err := empty(ctx, pool); err != nil {
		return err
	}
	if cfg.PasswordHash == nil {
		cfg.PasswordHash = auth.HashPassword
	}
	hash, err := cfg.PasswordHash(DemoPassword)
	if err != nil {
		return fmt.Errorf("hash demo password: %w", err)
	}
	w, err := readWorld(ctx, pool, cfg)
	if err != nil {
		return fmt.Errorf("read built-in tables: %w", err)
	}
	everyone := w.populate(cfg.Staff)
	history := w.chronicle(everyone)
	counters := w.desk(everyone)
	history.entries = append(history.entries, counters.entries...)
	say(fmt.Sprintf("demo: %d people, %d entries of evidence drawn", len(everyone), len(history.entries)))
	err = db.InTx(ctx, pool, func(ctx context.Context, tx bun.Tx) error {
		return w.write(ctx, tx, everyone, history, counters, hash, say)
	})
	if err != nil {
		return fmt.Errorf("write demo province: %w", err)
	}
	// The planner knows nothing of tables that were empty a moment ago.
	if _, err := pool.ExecContext(ctx, "analyze"); err != nil {
		return fmt.Errorf("gather statistics: %w", err)
	}
	return nil
}

func (w *world) write(ctx context.Context, tx bun.Tx, everyone []*person, h *chronicle, counters *desk, hash string, say func(string)) error {
	ledger := evidence.NewLedger(event.NewOutbox())
	around := w.cover(everyone)
	parts := []struct {
		done string
		put  func() error
	}{
		{"", func() error { return hold(ctx, tx) }},
		{fmt.Sprintf("demo: %d offices", len(w.made)), func() error { return insertMany(ctx, tx, "offices", w.made) }},
		{"demo: critical requirements", func() error { return w.putCritical(ctx, tx) }},
		{"demo: people and posts", func() error { return w.putPeople(ctx, tx, everyone) }},
		{"demo: accounts", func() error { return w.putAccounts(ctx, tx, everyone, hash) }},
		{fmt.Sprintf("demo: mentors, %d pairs", len(h.pairs)), func() error { return w.putMentors(ctx, tx, everyone, h) }},
		{around.told(), func() error { return w.putCover(ctx, tx, around) }},
		{"demo: training classes", func() error { return w.putClasses(ctx, tx, everyone) }},
		{"demo: evidence and levels", func() error {
			// As it was written down: a chain goes forward in time.
			slices.SortStableFunc(h.entries, func(a, b evidence.Entry) int { return a.ObservedAt.Compare(b.ObservedAt) })
			_, err := ledger.PostMany(ctx, tx, h.entries, w.at)
			return err
		}},
		{"demo: a review under way", func() error { return w.putReview(ctx, tx) }},
		{"demo: counters and communities", func() error { return w.putDesk(ctx, tx, counters) }},
		{"demo: development plans", func() error { return w.putPlans(ctx, tx, everyone, h) }},
	}
	for _, part := range parts {
		if err := part.put(); err != nil {
			return err
		}
		if part.done != "" {
			say(part.done)
		}
	}
	return nil
}
