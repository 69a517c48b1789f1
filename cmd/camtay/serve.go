package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"syscall"
	"time"

	"github.com/uptrace/bun"

	"camtay/app"
	"camtay/app/clock"
)

const (
	drainLimit = 20 * time.Second
	stopLimit  = 30 * time.Second
)

type serveCommand struct{}

// Run starts everything, serves until the context ends, and stops everything.
func (serveCommand) Run(ctx context.Context, cfg app.Config) error {
	p := progress{out: os.Stdout, clock: clock.System{}}
	ln, err := listen(ctx, cfg.Addr)
	if err != nil {
		return err
	}
	defer func() { _ = ln.Close() }()
	client, err := webClient(p)
	if err != nil {
		return err
	}
	store, err := openStore(ctx, cfg, p)
	if err != nil {
		return err
	}
	defer store.close()
	if err := prepare(ctx, cfg, store, p); err != nil {
		return err
	}
	log := logger(cfg)
	slog.SetDefault(log)
	a, err := app.New(ctx, cfg, store.pool, cfg.Clock(), log)
	if err != nil {
		return fmt.Errorf("build the server: %w", err)
	}
	defer a.Close()
	if err := a.Server.Client(client, cfg.SupportPhone); err != nil {
		return err
	}
	return serve(ctx, cfg, a, ln, log)
}

func serve(ctx context.Context, cfg app.Config, a *app.App, ln net.Listener, log *slog.Logger) error {
	a.Work()
	ended := make(chan error, 1)
	go func() { ended <- a.Server.Serve(ln) }()
	if err := a.Greet(ctx, os.Stdout, cfg); err != nil {
		return err
	}
	select {
	case err := <-ended:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	log.Info("stopping: finishing running requests")
	if err := a.Server.Shutdown(drainLimit); err != nil {
		log.Warn("some requests were cut off", "error", err)
	}
	return nil
}

var errPortInUse = errors.New("is in use by another program: stop it or set CAMTAY_ADDR to another address")

// listen takes the port before anything slow happens.
func listen(ctx context.Context, addr string) (net.Listener, error) {
	var lc net.ListenConfig
	ln, err := lc.Listen(ctx, "tcp", addr)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("%s %w", addr, errPortInUse)
	case err != nil:
		return nil, fmt.Errorf("CAMTAY_ADDR %s cannot be served on: %w", addr, err)
	}
	return ln, nil
}

func logger(cfg app.Config) *slog.Logger {
	var level slog.Level
	_ = level.UnmarshalText([]byte(cfg.Log)) // the enum of the setting holds valid names only
	options := &slog.HandlerOptions{Level: level}
	if cfg.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(os.Stderr, options))
	}
	return slog.New(slog.NewTextHandler(os.Stderr, options))
}

// prepare brings the database to this program's schema and data.
func prepare(ctx context.Context, cfg app.Config, s *store, p progress) error {
	err := p.step("preparing the database", func(say func(string)) error {
		return s.patiently(func(patient *bun.DB) error { return app.Prepare(ctx, patient, cfg.Clock(), say) })
	})
	if err != nil {
		return err
	}
	if cfg.Demo != "yes" {
		return nil
	}
	return s.patiently(func(patient *bun.DB) error {
		needed, err := app.NeedsDemo(ctx, patient)
		if err != nil || !needed {
			return err
		}
		return p.step("loading the fictional demo province (once)", func(say func(string)) error {
			return app.Seed(ctx, cfg, patient, cfg.Clock(), say)
		})
	})
}
