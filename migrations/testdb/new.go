package testdb

import (
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"
	"github.com/uptrace/bun/driver/pgdriver"
)

// New returns a migrated, otherwise empty database of the test's own. It is dropped
// after the test; when the test failed it is kept and its address logged.
func New(t testing.TB) *bun.DB {
	t.Helper()
	return pool(t, Options(t))
}

// Empty is New without the migrations.
func Empty(t testing.TB) *bun.DB {
	t.Helper()
	return pool(t, database(t, "template0"))
}

// Options makes a database as New does and returns how to connect to it, for tests that
// want their own pools. A further pgdriver.WithConnParams replaces the time zone.
func Options(t testing.TB) []pgdriver.Option {
	t.Helper()
	return database(t, borrowed(t).template)
}

func database(t testing.TB, template string) []pgdriver.Option {
	t.Helper()
	s := borrowed(t)
	ctx := context.WithoutCancel(t.Context())
	name := databaseName(t.Name())
	if err := s.create(ctx, name, template); err != nil {
		t.Fatalf("make a test database: %v", err)
	}
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("database kept: %s", s.address(name))
			return
		}
		if err := s.drop(ctx, name); err != nil {
			t.Errorf("drop the test database: %v", err)
		}
	})
	return s.options(name)
}

func pool(t testing.TB, options []pgdriver.Option) *bun.DB {
	t.Helper()
	db := open(options)
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func open(options []pgdriver.Option) *bun.DB {
	pool := sql.OpenDB(pgdriver.NewConnector(options...))
	pool.SetMaxOpenConns(16)
	pool.SetMaxIdleConns(4)
	pool.SetConnMaxLifetime(time.Hour)
	return bun.NewDB(pool, pgdialect.New())
}

// databaseName keeps enough of the test's name to be found; PostgreSQL cuts at 63 bytes.
func databaseName(test string) string {
	kept := strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
			return r
		}
		return '_'
	}, strings.ToLower(test))
	return fmt.Sprintf("t_%.45s_%s", kept, strings.ToLower(rand.Text()[:10]))
}
