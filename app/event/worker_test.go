package event_test

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"camtay/app/clock"
	"camtay/app/db"
	"camtay/app/event"
	"camtay/migrations/testdb"
)

type learned struct {
	What string `json:"what"`
}

func (learned) Kind() string { return "test.learned" }

func start() time.Time {
	return time.Date(2026, time.November, 2, 1, 0, 0, 0, time.UTC)
}

func put(t *testing.T, pool *bun.DB, o *event.Outbox, f learned) {
	t.Helper()
	err := db.InTx(context.Background(), pool, func(ctx context.Context, tx bun.Tx) error {
		return o.Put(ctx, tx, f, start())
	})
	if err != nil {
		t.Fatal(err)
	}
}

func queued(t *testing.T, pool *bun.DB) (rows, dead, attempts int) {
	t.Helper()
	err := pool.NewRaw("select count(*), count(dead_at), coalesce(max(attempts), 0) from outbox").
		Scan(context.Background(), &rows, &dead, &attempts)
	if err != nil {
		t.Fatal(err)
	}
	return rows, dead, attempts
}

func TestEveryReactionRunsOnceAndItsRowGoes(t *testing.T) {
	t.Parallel()
	pool := testdb.New(t)
	o := event.NewOutbox()
	ran := map[string]string{}
	for _, name := range []string{"first", "second"} {
		event.On(o, name, func(_ context.Context, _ bun.Tx, f learned, _ time.Time) error {
			ran[name] += f.What
			return nil
		})
	}
	put(t, pool, o, learned{What: "ký số"})
	w := worker(t, pool, o, clock.NewFake(start()))
	drain(t, w)
	if ran["first"] != "ký số" || ran["second"] != "ký số" {
		t.Errorf("ran %v", ran)
	}
	if rows, _, _ := queued(t, pool); rows != 0 {
		t.Errorf("%d rows left", rows)
	}
}

func worker(t *testing.T, pool *bun.DB, o *event.Outbox, clk clock.Clock) *event.Worker {
	t.Helper()
	w := event.Start(o, pool, clk, slog.New(slog.DiscardHandler), 0)
	t.Cleanup(w.Close)
	return w
}

func drain(t *testing.T, w *event.Worker) {
	t.Helper()
	for {
		ran, err := w.Once(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if !ran {
			return
		}
	}
}

func TestAFailedReactionUndoesItsEffectAndWaits(t *testing.T) {
	t.Parallel()
	pool := testdb.New(t)
	o := event.NewOutbox()
	event.On(o, "breaks", func(ctx context.Context, tx bun.Tx, _ learned, _ time.Time) error {
		if _, err := tx.ExecContext(ctx, "insert into glossary (identifier, vi) values ('x', 'x')"); err != nil {
			return err
		}
		return errors.New("mail server is away")
	})
	put(t, pool, o, learned{})
	clk := clock.NewFake(start())
	w := worker(t, pool, o, clk)
	drain(t, w)
	rows, dead, attempts := queued(t, pool)
	if rows != 1 || dead != 0 || attempts != 1 {
		t.Errorf("after one failure: %d rows, %d dead, %d attempts", rows, dead, attempts)
	}
	effects, err := pool.NewSelect().Table("glossary").Count(context.Background())
	if err != nil || effects != 0 {
		t.Errorf("the failed reaction left %d rows (%v)", effects, err)
	}
	for range 12 {
		clk.Advance(time.Hour)
		drain(t, w)
	}
	rows, dead, attempts = queued(t, pool)
	if rows != 1 || dead != 1 || attempts != 10 {
		t.Errorf("in the end: %d rows, %d dead, %d attempts", rows, dead, attempts)
	}
}

func TestAPanicIsAFailure(t *testing.T) {
	t.Parallel()
	pool := testdb.New(t)
	o := event.NewOutbox()
	event.On(o, "panics", func(context.Context, bun.Tx, learned, time.Time) error { panic("nil map") })
	put(t, pool, o, learned{})
	drain(t, worker(t, pool, o, clock.NewFake(start())))
	if rows, _, attempts := queued(t, pool); rows != 1 || attempts != 1 {
		t.Errorf("%d rows, %d attempts", rows, attempts)
	}
}

func TestAFactOfARolledBackTransactionReachesNobody(t *testing.T) {
	t.Parallel()
	pool := testdb.New(t)
	o := event.NewOutbox()
	event.On(o, "never", func(context.Context, bun.Tx, learned, time.Time) error { return nil })
	undone := errors.New("undone")
	err := db.InTx(context.Background(), pool, func(ctx context.Context, tx bun.Tx) error {
		if err := o.Put(ctx, tx, learned{}, start()); err != nil {
			return err
		}
		return undone
	})
	if !errors.Is(err, undone) {
		t.Fatal(err)
	}
	if rows, _, _ := queued(t, pool); rows != 0 {
		t.Errorf("%d rows queued", rows)
	}
}

func TestWorkersWakeUpForANewFact(t *testing.T) {
	t.Parallel()
	pool := testdb.New(t)
	o := event.NewOutbox()
	done := make(chan string, 1)
	event.On(o, "tells", func(_ context.Context, _ bun.Tx, f learned, _ time.Time) error {
		done <- f.What
		return nil
	})
	w := event.Start(o, pool, clock.NewFake(start()), slog.New(slog.DiscardHandler), 2)
	defer w.Close()
	put(t, pool, o, learned{What: "luân chuyển"})
	select {
	case got := <-done:
		if got != "luân chuyển" {
			t.Errorf("got %q", got)
		}
	case <-time.After(20 * time.Second):
		t.Error("no worker ran the reaction")
	}
}
