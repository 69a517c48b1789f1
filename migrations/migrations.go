// Package migrations holds the database schema as SQL files that only move forward,
// named <14 digits>_<room>_<what>.tx.up.sql, and applies them. Each file is one
// transaction; its first line, -- owner: <room>, names the room that owns its tables.
package migrations

import (
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"time"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/driver/pgdriver"
	"github.com/uptrace/bun/migrate"
)

//go:embed *.sql
var files embed.FS

// lockKey is the advisory lock that all programs migrating one database share.
const lockKey = 0x63616d746179 // "camtay"

// Run applies the migrations that the database has not seen, each at most once even
// when several programs run it at the same time, and returns how many it applied.
// A failed file changes nothing and stays pending; those before it stay applied.
// The pool must allow two connections and statements of minutes; progress, told each
// file's name before it runs, may be nil.
func Run(ctx context.Context, db *bun.DB, progress func(name string)) (applied int, err error) {
	return run(ctx, db, files, progress)
}

func run(ctx context.Context, db *bun.DB, fsys fs.FS, progress func(name string)) (applied int, err error) {
	if db.Stats().MaxOpenConnections == 1 {
		return 0, errors.New("migrate the database: the pool needs two connections, one of them for the lock")
	}
	unlock, err := lock(ctx, db)
	if err != nil {
		return 0, fmt.Errorf("wait for the migration lock: %w", err)
	}
	defer func() { err = errors.Join(err, unlock()) }()

	begin := func(ctx context.Context, tx bun.IConn, m *migrate.Migration) error {
		if progress != nil {
			progress(m.String())
		}
		// A schema change waiting for a lock makes every later query of that table wait behind it.
		_, err := tx.ExecContext(ctx, "set local statement_timeout = 0; set local lock_timeout = '30s'")
		return err
	}
	// bun marks a file after its transaction; a crash in between would run it twice.
	finish := func(ctx context.Context, tx bun.IConn, m *migrate.Migration) error {
		_, err := tx.ExecContext(ctx, "insert into bun_migrations (name, group_id) values (?, ?)", m.Name, m.GroupID)
		if err != nil {
			return fmt.Errorf("mark %s: %w", m, err)
		}
		applied++
		return nil
	}
	migrator, err := newMigrator(db, fsys, migrate.BeforeMigration(begin), migrate.AfterMigration(finish))
	if err != nil {
		return 0, err
	}
	if err := migrator.Init(ctx); err != nil {
		return 0, fmt.Errorf("make the migration tables: %w", err)
	}
	if _, err := migrator.Migrate(ctx); err != nil {
		return applied, fmt.Errorf("migrate the database: %w", err)
	}
	return applied, nil
}

// Pending counts the migrations that the database has not seen.
func Pending(ctx context.Context, db *bun.DB) (int, error) {
	return pending(ctx, db, files)
}

func pending(ctx context.Context, db *bun.DB, fsys fs.FS) (int, error) {
	migrator, err := newMigrator(db, fsys)
	if err != nil {
		return 0, err
	}
	all, err := migrator.MigrationsWithStatus(ctx)
	var refused pgdriver.Error
	switch {
	case errors.As(err, &refused) && refused.Field('C') == "42P01": // no such table: nothing was ever applied
		return count(fsys)
	case err != nil:
		return 0, fmt.Errorf("count pending migrations: %w", err)
	}
	return len(all.Unapplied()), nil
}

func count(fsys fs.FS) (int, error) {
	names, err := fs.Glob(fsys, "*.up.sql")
	return len(names), err
}

func newMigrator(db *bun.DB, fsys fs.FS, hooks ...migrate.MigratorOption) (*migrate.Migrator, error) {
	found := migrate.NewMigrations()
	if err := found.Discover(fsys); err != nil {
		return nil, fmt.Errorf("read the migrations: %w", err)
	}
	options := append([]migrate.MigratorOption{
		migrate.WithMarkAppliedOnSuccess(true), // else a failed file counts as applied
		migrate.WithUpsert(true),               // so that bun's own mark may follow ours
	}, hooks...)
	return migrate.NewMigrator(db, found, options...), nil
}

// lock polls, since a waiting pg_advisory_lock would run into the driver's read timeout.
func lock(ctx context.Context, db *bun.DB) (unlock func() error, err error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	for {
		var locked bool
		err := conn.QueryRowContext(ctx, "select pg_try_advisory_lock(?)", int64(lockKey)).Scan(&locked)
		if err != nil {
			return nil, errors.Join(err, conn.Close())
		}
		if locked {
			break
		}
		select {
		case <-ctx.Done():
			return nil, errors.Join(ctx.Err(), conn.Close())
		case <-time.After(100 * time.Millisecond):
		}
	}
	return func() error {
		_, err := conn.ExecContext(context.WithoutCancel(ctx), "select pg_advisory_unlock(?)", int64(lockKey))
		return errors.Join(err, conn.Close())
	}, nil
}

// Hash returns 64 hexadecimal digits that change with any migration's name or content.
func Hash() string { return hash() }

var hash = sync.OnceValue(func() string {
	sum := sha256.New()
	names, err := fs.Glob(files, "*.sql")
	if err != nil {
		panic(err) // the pattern above is wrong
	}
	for _, name := range names {
		text, err := files.ReadFile(name)
		if err != nil {
			panic(err) // embedded files cannot fail
		}
		fmt.Fprintf(sum, "%s %d\n%s", name, len(text), text)
	}
	return hex.EncodeToString(sum.Sum(nil))
})
