package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/driver/pgdriver"

	"camtay/app"
	"camtay/app/db"
	"camtay/app/pg"
)

// store is the database in use: an existing server's, or our own.
type store struct {
	cluster *pg.Cluster // nil for an existing server
	options []pgdriver.Option
	pool    *bun.DB
}

var errUnreachable = errors.New("the database of DATABASE_URL cannot be reached: check host, port, name, password and sslmode")

func openStore(ctx context.Context, cfg app.Config, p progress) (*store, error) {
	s := &store{}
	if cfg.DatabaseURL != "" {
		options, err := urlOptions(cfg.DatabaseURL)
		if err != nil {
			return nil, err
		}
		s.options = options
		s.pool = db.Open(db.Target{Options: s.options})
		if err := db.Ping(ctx, s.pool, 10*time.Second); err != nil {
			_ = s.pool.Close()
			return nil, fmt.Errorf("%w (%w)", errUnreachable, err)
		}
		return s, nil
	}
	err := p.step("starting PostgreSQL in "+cfg.Data, func(say func(string)) error {
		programs, err := findPrograms(cfg, p)
		if err != nil {
			return err
		}
		s.cluster, err = pg.Start(ctx, pg.Config{DataDir: cfg.Data, Binaries: programs, Progress: say})
		return err
	})
	if err != nil {
		return nil, err
	}
	s.options = s.cluster.Options(pg.Database)
	s.pool = db.Open(db.Target{Options: s.options})
	return s, nil
}

// findPrograms looks for PostgreSQL and, in a source tree without any, has npm
// bring it.
func findPrograms(cfg app.Config, p progress) (pg.Binaries, error) {
	places := pg.Places{Explicit: cfg.PGBin, DataDir: cfg.Data}
	root, inTree := sourceTree()
	if inTree {
		places.NodeModules = filepath.Join(root, "frontend", "node_modules")
	}
	programs, err := pg.Find(places)
	if err == nil || !inTree || cfg.PGBin != "" {
		return programs, err
	}
	say := func(detail string) { _, _ = fmt.Fprintf(p.out, "    %s\n", detail) }
	if err := installPackages(filepath.Join(root, "frontend"), say); err != nil {
		return programs, err
	}
	return pg.Find(places)
}

// urlOptions reads DATABASE_URL. A URL that names no sslmode asks for a verified
// connection, except to this machine.
func urlOptions(text string) (options []pgdriver.Option, err error) {
	u, err := url.Parse(text)
	if err != nil {
		return nil, errUnreachable
	}
	query := u.Query()
	local := u.Scheme == "unix" || u.Hostname() == "localhost" || u.Hostname() == "127.0.0.1" || u.Hostname() == "::1"
	if query.Get("sslmode") == "" {
		if local {
			query.Set("sslmode", "disable")
		} else {
			query.Set("sslmode", "verify-full")
		}
		u.RawQuery = query.Encode()
	}
	defer func() {
		// pgdriver panics on a URL it cannot use.
		if recover() != nil {
			err = errUnreachable
		}
	}()
	option := pgdriver.WithDSN(u.String())
	pgdriver.NewConnector(option)
	return []pgdriver.Option{option}, nil
}

// patiently runs a deed on a small pool without time-outs.
func (s *store) patiently(deed func(patient *bun.DB) error) error {
	patient := db.Open(db.Target{Options: s.options, Patient: true, MaxOpen: 4})
	defer func() { _ = patient.Close() }()
	return deed(patient)
}

func (s *store) close() {
	_ = s.pool.Close()
	if s.cluster == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), stopLimit)
	defer cancel()
	if err := s.cluster.Stop(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "camtay: stopping PostgreSQL:", err)
	}
}
