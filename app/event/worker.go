package event

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/driver/pgdriver"

	"camtay/app/clock"
	"camtay/app/db"
)

const (
	maxAttempts  = 10
	pollEvery    = 2 * time.Second
	firstBackOff = time.Second
	maxBackOff   = 10 * time.Minute
)

var errUnknownReaction = errors.New("no such reaction")

// Worker runs queued reactions until it is closed.
type Worker struct {
	outbox *Outbox
	db     *bun.DB
	clock  clock.Clock
	log    *slog.Logger
	stop   context.CancelFunc
	done   sync.WaitGroup
}

// Start runs n workers. They listen for new rows and poll besides, since a
// notification sent while the listener reconnects is lost.
func Start(o *Outbox, pool *bun.DB, clk clock.Clock, log *slog.Logger, n int) *Worker {
	ctx, cancel := context.WithCancel(context.Background())
	w := &Worker{outbox: o, db: pool, clock: clk, log: log, stop: cancel}
	wake := make(chan struct{}, n)
	w.done.Go(func() { w.listen(ctx, wake) })
	for range n {
		w.done.Go(func() { w.loop(ctx, wake) })
	}
	return w
}

// Close lets running reactions finish and stops.
func (w *Worker) Close() {
	w.stop()
	w.done.Wait()
}

func (w *Worker) listen(ctx context.Context, wake chan<- struct{}) {
	ln := pgdriver.NewListener(w.db)
	defer func() { _ = ln.Close() }()
	var incoming <-chan pgdriver.Notification
	if err := ln.Listen(ctx, "outbox"); err == nil {
		incoming = ln.Channel()
	}
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case _, ok := <-incoming:
			if !ok {
				incoming = nil
			}
		case <-tick.C:
		}
		select {
		case wake <- struct{}{}:
		default:
		}
	}
}

func (w *Worker) loop(ctx context.Context, wake <-chan struct{}) {
	for {
		for ctx.Err() == nil {
			ran, err := w.Once(context.WithoutCancel(ctx))
			if err != nil {
				w.log.Error("run reaction", "error", err)
			}
			if !ran {
				break
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-wake:
		}
	}
}

// Once runs one due reaction and reports whether there was one. The reaction's
// effects and the removal of its row commit together.
func (w *Worker) Once(ctx context.Context) (bool, error) {
	now := w.clock.Now()
	var failed *row
	var cause error
	ran := false
	err := db.InTx(ctx, w.db, func(ctx context.Context, tx bun.Tx) error {
		failed, cause, ran = nil, nil, false
		due, err := next(ctx, tx, now)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("take reaction: %w", err)
		}
		ran = true
		if err := w.run(ctx, tx, due, now); err != nil {
			failed, cause = &due, err
			return err
		}
		if _, err := tx.NewDelete().Model(&due).WherePK().Exec(ctx); err != nil {
			return fmt.Errorf("end reaction: %w", err)
		}
		return nil
	})
	if failed == nil {
		return ran, err
	}
	w.log.Warn("reaction failed", "kind", failed.Kind, "reaction", failed.Reaction, "attempts", failed.Attempts+1, "error", cause)
	return true, w.postpone(ctx, *failed, cause, now)
}

func next(ctx context.Context, tx bun.Tx, now time.Time) (row, error) {
	var due row
	err := tx.NewSelect().Model(&due).
		Where("run_at <= ?", now).
		Where("dead_at is null").
		OrderExpr("run_at, id").
		Limit(1).
		For("update skip locked").
		Scan(ctx)
	return due, err
}

func (w *Worker) run(ctx context.Context, tx bun.Tx, due row, now time.Time) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("reaction panicked: %v\n%s", p, debug.Stack()) //nolint:err113 // a panic has no sentinel
		}
	}()
	for _, r := range w.outbox.reactions[due.Kind] {
		if r.Name == due.Reaction {
			return r.Run(ctx, tx, due.Payload, now)
		}
	}
	return fmt.Errorf("%s → %s: %w", due.Kind, due.Reaction, errUnknownReaction)
}

func (w *Worker) postpone(ctx context.Context, r row, cause error, now time.Time) error {
	r.Attempts++
	r.LastFault = cause.Error()
	r.RunAt = now.Add(backOff(r.Attempts))
	if r.Attempts >= maxAttempts {
		r.DeadAt = &now
	}
	_, err := w.db.NewUpdate().Model(&r).Column("attempts", "last_fault", "run_at", "dead_at").WherePK().Exec(ctx)
	if err != nil {
		return fmt.Errorf("postpone reaction: %w", err)
	}
	return nil
}

func backOff(attempts int) time.Duration {
	wait := firstBackOff
	for range attempts - 1 {
		wait = min(wait*2, maxBackOff)
	}
	return wait
}
