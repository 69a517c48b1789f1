package catalogue

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"camtay/app/clock"
	"camtay/app/db"
	"camtay/app/gaps"
	"camtay/app/lang"
)

// ErrBuiltIn reports faults in the built-in data, which only a broken build has.
var ErrBuiltIn = errors.New("built-in data have faults")

type loaded struct {
	bun.BaseModel `bun:"table:catalogue_loads"`

	Name     string `bun:",pk"`
	SHA256   []byte `bun:"sha256"`
	LoadedAt time.Time
}

// Load brings the built-in data into a database: tables that were never loaded,
// and courses whose text changed. Each table is one transaction. say is told of
// every table loaded.
func Load(ctx context.Context, pool *bun.DB, clk clock.Clock, say func(string)) error {
	for _, t := range Tables() {
		b, err := files.ReadFile("data/" + t.File)
		if err != nil {
			return fmt.Errorf("read built-in %s: %w", t.Name, err)
		}
		err = once(ctx, pool, t.Name, b, clk.Now(), false, func(tx bun.Tx) error {
			report, err := t.imports(ctx, tx, bytes.NewReader(b), clk.Now())
			if err != nil {
				return err
			}
			if len(report.Faults) > 0 {
				f := report.Faults[0]
				return fmt.Errorf("%s row %d %s: %s: %w", t.File, f.Row, f.Column, lang.Text("en", f.Key, f.Args), ErrBuiltIn)
			}
			say(fmt.Sprintf("%s: %d rows", strings.ReplaceAll(t.Name, "_", " "), report.New+report.Changed))
			return nil
		})
		if err != nil {
			return fmt.Errorf("load %s: %w", t.Name, err)
		}
	}
	err := db.InTx(ctx, pool, gaps.DraftProcedures)
	if err != nil {
		return err
	}
	return loadCourses(ctx, pool, clk, say)
}

// once runs a load in a transaction unless it ran before; with follow it runs
// again when the bytes changed.
func once(ctx context.Context, pool *bun.DB, name string, b []byte, now time.Time, follow bool, deed func(tx bun.Tx) error) error {
	sum := sha256.Sum256(b)
	return db.InTx(ctx, pool, func(ctx context.Context, tx bun.Tx) error {
		if _, err := tx.ExecContext(ctx, "lock table catalogue_loads in share row exclusive mode"); err != nil {
			return fmt.Errorf("lock loads: %w", err)
		}
		var before loaded
		err := tx.NewSelect().Model(&before).Where("name = ?", name).Scan(ctx)
		switch {
		case err == nil && (!follow || bytes.Equal(before.SHA256, sum[:])):
			return nil
		case err != nil && !errors.Is(err, sql.ErrNoRows):
			return fmt.Errorf("read loads: %w", err)
		}
		if err := deed(tx); err != nil {
			return err
		}
		_, err = tx.NewInsert().Model(&loaded{Name: name, SHA256: sum[:], LoadedAt: now}).
			On("conflict (name) do update").
			Set("sha256 = excluded.sha256, loaded_at = excluded.loaded_at").
			Exec(ctx)
		return err
	})
}
