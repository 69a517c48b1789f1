package testdb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/uptrace/bun"
)

// Tx begins a transaction on a migrated database that the tests of one package share
// and rolls it back after the test. Nested transactions are savepoints.
func Tx(t testing.TB) bun.Tx {
	t.Helper()
	borrowed(t)
	db, err := shared()
	if err != nil {
		t.Fatalf("make the shared test database: %v", err)
	}
	// Not the test's own context: it ends before the cleanup and would roll back by itself.
	tx, err := db.BeginTx(context.WithoutCancel(t.Context()), nil)
	if err != nil {
		t.Fatalf("begin a test transaction: %v", err)
	}
	t.Cleanup(func() {
		if err := tx.Rollback(); err != nil && !errors.Is(err, sql.ErrTxDone) {
			t.Errorf("roll back the test transaction: %v", err)
		}
	})
	return tx
}

const sharedPrefix = "camtay_shared_"

// shared is one database per process, so that packages tested at the same time do not
// wait for each other's unique keys. One connection stays open for the life of the
// process: a shared database without any is a dead process's and is dropped by the next.
var shared = sync.OnceValues(func() (*bun.DB, error) {
	ctx := context.Background()
	s, err := server()
	if err != nil {
		return nil, err
	}
	var db *bun.DB
	err = s.alone(ctx, func(conn bun.Conn) error {
		if err := sweep(ctx, conn); err != nil {
			return err
		}
		name := sharedPrefix + strings.TrimPrefix(databaseName(""), "t__")
		if err := s.create(ctx, name, s.template); err != nil {
			return err
		}
		db = open(s.options(name))
		db.SetMaxOpenConns(0)
		sign, err := db.Conn(ctx)
		if err != nil {
			return fmt.Errorf("connect: %w", err)
		}
		signs = append(signs, sign)
		return nil
	})
	return db, err
})

// signs hold what must stay open as long as the process lives.
var signs []any

func sweep(ctx context.Context, conn bun.Conn) error {
	var dead []string
	err := conn.NewRaw(`
		select d.datname
		from pg_database d
		where d.datname like ?
		and not exists (select from pg_stat_activity a where a.datid = d.oid)
		order by d.datname`, strings.ReplaceAll(sharedPrefix, "_", `\_`)+"%").Scan(ctx, &dead)
	if err != nil {
		return fmt.Errorf("look for left databases: %w", err)
	}
	for _, name := range dead {
		if _, err := conn.ExecContext(ctx, "drop database if exists ?", bun.Ident(name)); err != nil {
			return fmt.Errorf("drop a left database: %w", err)
		}
	}
	return nil
}
