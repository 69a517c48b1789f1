package testdb_test

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"sync"
	"testing"

	"camtay/migrations"
	"camtay/migrations/testdb"

	"github.com/google/go-cmp/cmp"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/driver/pgdriver"
)

func ask(t *testing.T, db bun.IDB, query string, args ...any) string {
	t.Helper()
	var answer string
	if err := db.NewRaw(query, args...).Scan(t.Context(), &answer); err != nil {
		t.Fatal(err)
	}
	return answer
}

func run(t *testing.T, db bun.IDB, query string) {
	t.Helper()
	if _, err := db.ExecContext(t.Context(), query); err != nil {
		t.Fatal(err)
	}
}

func TestNewDatabaseIsMigratedAndInVietnameseTime(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)

	pending, err := migrations.Pending(t.Context(), db)

	if err != nil || pending != 0 {
		t.Errorf("%d migrations are pending, %v", pending, err)
	}
	if got := ask(t, db, "show timezone"); got != "Asia/Ho_Chi_Minh" {
		t.Errorf("got time zone %q", got)
	}
}

func TestClonesDoNotSeeEachOther(t *testing.T) {
	t.Parallel()
	one, other := testdb.New(t), testdb.New(t)

	run(t, one, "create table marks (n int)")

	got := []string{
		ask(t, one, "select (to_regclass('marks') is not null)::text"),
		ask(t, other, "select (to_regclass('marks') is not null)::text"),
	}
	if diff := cmp.Diff([]string{"true", "false"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestDatabaseIsDroppedAfterItsTest(t *testing.T) {
	t.Parallel()
	var name string
	t.Run("test", func(t *testing.T) {
		name = ask(t, testdb.New(t), "select current_database()")
	})

	got := ask(t, testdb.Tx(t), "select count(*) from pg_database where datname = ?", name)

	if got != "0" || !strings.HasPrefix(name, "t_testdatabaseisdroppedafteritstest_test_") {
		t.Errorf("%s of %s are left", got, name)
	}
}

// failing is a test that has failed, and collects its own clean-up and log.
type failing struct {
	testing.TB
	cleanups []func()
	log      []any
}

func (f *failing) Failed() bool             { return true }
func (f *failing) Cleanup(deed func())      { f.cleanups = append(f.cleanups, deed) }
func (f *failing) Logf(_ string, a ...any)  { f.log = append(f.log, a...) }
func (f *failing) Context() context.Context { return f.TB.Context() }

func TestDatabaseOfAFailedTestIsKeptAndNamed(t *testing.T) {
	t.Parallel()
	failed := &failing{TB: t}
	options := testdb.Options(failed)
	for _, deed := range failed.cleanups {
		deed()
	}

	db := sql.OpenDB(pgdriver.NewConnector(options...))
	t.Cleanup(func() { _ = db.Close() })
	var name string
	if err := db.QueryRowContext(t.Context(), "select current_database()").Scan(&name); err != nil {
		t.Fatal(err)
	}
	if len(failed.log) != 1 || !strings.Contains(failed.log[0].(string), name) {
		t.Errorf("logged %v, want the address of %s", failed.log, name)
	}

	_ = db.Close()
	admin := testdb.New(t)
	if _, err := admin.ExecContext(t.Context(), "drop database ? with (force)", bun.Ident(name)); err != nil {
		t.Error(err)
	}
}

func TestTransactionsAreRolledBackAndApart(t *testing.T) {
	t.Parallel()
	t.Run("writer", func(t *testing.T) {
		tx := testdb.Tx(t)
		run(t, tx, "create table traces (n int)")
		if got := ask(t, testdb.Tx(t), "select (to_regclass('traces') is not null)::text"); got != "false" {
			t.Error("an open transaction is seen by another")
		}
	})

	tx := testdb.Tx(t)

	if got := ask(t, tx, "select (to_regclass('traces') is not null)::text"); got != "false" {
		t.Error("a transaction outlived its test")
	}
	if got := ask(t, tx, "show timezone"); got != "Asia/Ho_Chi_Minh" {
		t.Errorf("got time zone %q", got)
	}
}

func TestCommittingTheTransactionItselfIsNotAnErrorOfTheCleanup(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	run(t, tx, "select 1")
	if err := tx.Rollback(); err != nil {
		t.Error(err)
	}
}

func TestEightTestsAtOnceGetTheirOwn(t *testing.T) {
	t.Parallel()
	var wait sync.WaitGroup
	var mutex sync.Mutex
	seen := map[string]bool{}
	for range 8 {
		wait.Go(func() {
			db, tx := testdb.New(t), testdb.Tx(t)
			var name, one string
			if err := db.NewRaw("select current_database()").Scan(t.Context(), &name); err != nil {
				t.Error(err)
			}
			if err := tx.NewRaw("select 'one'").Scan(t.Context(), &one); err != nil || one != "one" {
				t.Errorf("got %q, %v", one, err)
			}
			mutex.Lock()
			defer mutex.Unlock()
			seen[name] = true
		})
	}
	wait.Wait()

	if len(seen) != 8 {
		t.Errorf("got %d databases, want 8", len(seen))
	}
}

func TestOptionsServeSeveralPoolsWithTheirOwnSettings(t *testing.T) {
	t.Parallel()
	options := testdb.Options(t)
	hasty := sql.OpenDB(pgdriver.NewConnector(append(options,
		pgdriver.WithConnParams(map[string]any{"statement_timeout": "50ms"}))...))
	t.Cleanup(func() { _ = hasty.Close() })

	_, err := hasty.ExecContext(t.Context(), "select pg_sleep(5)")

	var refused pgdriver.Error
	if !errors.As(err, &refused) || !refused.StatementTimeout() {
		t.Errorf("got %v, want a statement timeout", err)
	}
}
