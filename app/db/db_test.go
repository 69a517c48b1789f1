package db_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"camtay/app/db"
	"camtay/migrations/testdb"
)

func open(t *testing.T) *bun.DB {
	t.Helper()
	pool := db.Open(db.Target{Options: testdb.Options(t), MaxOpen: 4})
	t.Cleanup(func() { _ = pool.Close() })
	return pool
}

func TestAFailedDeedLeavesNothing(t *testing.T) {
	t.Parallel()
	pool := open(t)
	undone := errors.New("undone")
	err := db.InTx(context.Background(), pool, func(ctx context.Context, tx bun.Tx) error {
		if _, err := tx.ExecContext(ctx, "insert into glossary (identifier, vi) values ('a', 'a')"); err != nil {
			return err
		}
		return undone
	})
	if !errors.Is(err, undone) {
		t.Fatalf("got %v", err)
	}
	if n, err := pool.NewSelect().Table("glossary").Count(context.Background()); err != nil || n != 0 {
		t.Errorf("%d rows, %v", n, err)
	}
}

// Two transactions take two rows in opposite orders until PostgreSQL ends one of
// them; InTx runs that one again.
func TestADeadlockIsTriedAgain(t *testing.T) {
	t.Parallel()
	pool := open(t)
	ctx := context.Background()
	if _, err := pool.ExecContext(ctx, "insert into glossary (identifier, vi) values ('a', 'a'), ('b', 'b')"); err != nil {
		t.Fatal(err)
	}
	var both sync.WaitGroup
	met := make(chan struct{}, 2)
	tries := make(chan int, 2)
	for _, order := range [][2]string{{"a", "b"}, {"b", "a"}} {
		both.Go(func() {
			n := 0
			err := db.InTx(ctx, pool, func(ctx context.Context, tx bun.Tx) error {
				n++
				if _, err := tx.ExecContext(ctx, "update glossary set en = en || 'x' where identifier = ?", order[0]); err != nil {
					return err
				}
				if n == 1 {
					met <- struct{}{}
					for len(met) < 2 {
						time.Sleep(time.Millisecond)
					}
				}
				_, err := tx.ExecContext(ctx, "update glossary set en = en || 'x' where identifier = ?", order[1])
				return err
			})
			if err != nil {
				t.Errorf("order %v: %v", order, err)
			}
			tries <- n
		})
	}
	both.Wait()
	if total := <-tries + <-tries; total != 3 {
		t.Errorf("%d tries in all, want 3", total)
	}
	var en string
	if err := pool.NewRaw("select string_agg(en, ',') from glossary").Scan(ctx, &en); err != nil || en != "xx,xx" {
		t.Errorf("got %q, %v", en, err)
	}
}

func TestStatementsAreEndedByTheServer(t *testing.T) {
	t.Parallel()
	pool := open(t)
	if _, err := pool.ExecContext(context.Background(), "set statement_timeout = '50ms'; select pg_sleep(5)"); db.State(err) != "57014" {
		t.Errorf("got %v", err)
	}
	var timeout string
	if err := open(t).NewRaw("show statement_timeout").Scan(context.Background(), &timeout); err != nil || timeout != "15s" {
		t.Errorf("statement_timeout %q, %v", timeout, err)
	}
}

func TestDeadConnectionsAreNotHandedOut(t *testing.T) {
	t.Parallel()
	pool := open(t)
	ctx := context.Background()
	var all sync.WaitGroup
	for range 4 { // fill the pool
		all.Go(func() { _, _ = pool.ExecContext(ctx, "select pg_sleep(0.05)") })
	}
	all.Wait()
	other := db.Open(db.Target{Options: testdb.Options(t), MaxOpen: 1})
	defer func() { _ = other.Close() }()
	var name string
	if err := pool.NewRaw("select current_database()").Scan(ctx, &name); err != nil {
		t.Fatal(err)
	}
	if _, err := other.ExecContext(ctx, "select pg_terminate_backend(pid) from pg_stat_activity where datname = ? and pid <> pg_backend_pid()", name); err != nil {
		t.Fatal(err)
	}
	time.Sleep(100 * time.Millisecond)
	for range 8 {
		if _, err := pool.ExecContext(ctx, "select 1"); err != nil {
			t.Fatalf("a query after the server ended its connections: %v", err)
		}
	}
}

func TestBrokenConstraintsAreNamed(t *testing.T) {
	t.Parallel()
	pool := open(t)
	ctx := context.Background()
	add := func() error {
		_, err := pool.ExecContext(ctx, "insert into glossary (identifier, vi) values ('a', 'a')")
		return err
	}
	if err := add(); err != nil {
		t.Fatal(err)
	}
	if err := add(); !db.IsDuplicate(err) || db.Constraint(err) != "glossary_pkey" {
		t.Errorf("got %v", err)
	}
}
