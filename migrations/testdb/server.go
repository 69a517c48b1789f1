package testdb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"hash/crc32"
	"net/url"
	"os"
	"sync"
	"testing"
	"time"

	"camtay/migrations"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/driver/pgdriver"
)

// instance is a server with the migrated template on it.
type instance struct {
	dsn      string
	template string
	admin    *bun.DB
}

func borrowed(t testing.TB) *instance {
	t.Helper()
	s, err := server()
	if err != nil {
		t.Fatalf("no database for tests: %v", err)
	}
	return s
}

var server = sync.OnceValues(func() (*instance, error) {
	ctx := context.Background()
	dsn := os.Getenv("CAMTAY_TEST_DSN")
	if dsn == "" {
		var err error
		if dsn, err = borrow(ctx); err != nil {
			return nil, err
		}
	}
	if _, err := url.Parse(dsn); err != nil {
		return nil, fmt.Errorf("read CAMTAY_TEST_DSN: %w", err)
	}
	s := &instance{dsn: dsn, template: "camtay_" + migrations.Hash()[:16]}
	s.admin = open([]pgdriver.Option{
		pgdriver.WithDSN(dsn),
		pgdriver.WithReadTimeout(5 * time.Minute),
	})
	if err := s.prepare(ctx); err != nil {
		return nil, fmt.Errorf("prepare the template database: %w", err)
	}
	return s, nil
})

// prepare makes the template unless another process did. It becomes a template only
// when complete, so that one half made by a killed process is made again.
func (s *instance) prepare(ctx context.Context) error {
	return s.alone(ctx, func(conn bun.Conn) error {
		var complete bool
		err := conn.NewRaw("select datistemplate from pg_database where datname = ?", s.template).Scan(ctx, &complete)
		switch {
		case err == nil && complete:
			return nil
		case err != nil && !errors.Is(err, sql.ErrNoRows):
			return fmt.Errorf("look for it: %w", err)
		}
		if err := s.drop(ctx, s.template); err != nil {
			return err
		}
		if err := s.create(ctx, s.template, "template0"); err != nil {
			return err
		}
		db := open(append(s.options(s.template), pgdriver.WithReadTimeout(5*time.Minute)))
		_, err = migrations.Run(ctx, db, nil)
		if err := errors.Join(err, db.Close()); err != nil {
			return err
		}
		_, err = conn.ExecContext(ctx, "alter database ? with is_template true allow_connections false", bun.Ident(s.template))
		return err
	})
}

// alone runs the deed while no other test process runs one on this server.
func (s *instance) alone(ctx context.Context, deed func(bun.Conn) error) (err error) {
	key := int64(crc32.ChecksumIEEE([]byte("camtay testdb")))
	conn, err := s.admin.Conn(ctx)
	if err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	if _, err := conn.ExecContext(ctx, "select pg_advisory_lock(?)", key); err != nil {
		return fmt.Errorf("wait for other tests: %w", err)
	}
	defer func() {
		_, unlocking := conn.ExecContext(ctx, "select pg_advisory_unlock(?)", key)
		err = errors.Join(err, unlocking)
	}()
	return deed(conn)
}

// create copies files: measured at a fifth of the time of the default, which writes the
// whole copy to the log to spare a checkpoint that costs nothing without fsync.
func (s *instance) create(ctx context.Context, name, template string) error {
	_, err := s.admin.ExecContext(ctx, "create database ? template ? encoding 'UTF8' strategy file_copy", bun.Ident(name), bun.Ident(template))
	if err != nil {
		return fmt.Errorf("create database %s: %w", name, err)
	}
	return nil
}

func (s *instance) drop(ctx context.Context, name string) error {
	if _, err := s.admin.ExecContext(ctx, "drop database if exists ? with (force)", bun.Ident(name)); err != nil {
		return fmt.Errorf("drop database %s: %w", name, err)
	}
	return nil
}

func (s *instance) options(name string) []pgdriver.Option {
	return []pgdriver.Option{
		pgdriver.WithDSN(s.dsn),
		pgdriver.WithDatabase(name),
		pgdriver.WithReadTimeout(time.Minute),
		pgdriver.WithConnParams(map[string]any{"timezone": "Asia/Ho_Chi_Minh"}),
	}
}

// address is the DSN of one database, in the form of the server's own.
func (s *instance) address(name string) string {
	dsn, err := url.Parse(s.dsn)
	if err != nil {
		return name
	}
	if dsn.Scheme == "unix" {
		dsn.Host = name
	} else {
		dsn.Path = "/" + name
	}
	return dsn.Redacted()
}
