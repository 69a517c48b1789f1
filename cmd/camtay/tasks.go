package main

import (
	"context"
	"os"

	"github.com/uptrace/bun"

	"camtay/app"
	"camtay/app/clock"
)

type migrateCommand struct{}

// Run migrates and loads the catalogue, then stops.
func (migrateCommand) Run(ctx context.Context, cfg app.Config) error {
	p := progress{out: os.Stdout, clock: clock.System{}}
	s, err := openStore(ctx, cfg, p)
	if err != nil {
		return err
	}
	defer s.close()
	cfg.Demo = "no"
	return prepare(ctx, cfg, s, p)
}

type seedCommand struct{}

// Run loads the demo province; a database with people in it is refused.
func (seedCommand) Run(ctx context.Context, cfg app.Config) error {
	p := progress{out: os.Stdout, clock: clock.System{}}
	s, err := openStore(ctx, cfg, p)
	if err != nil {
		return err
	}
	defer s.close()
	cfg.Demo = "no"
	if err := prepare(ctx, cfg, s, p); err != nil {
		return err
	}
	return p.step("loading the fictional demo province", func(say func(string)) error {
		return s.patiently(func(patient *bun.DB) error {
			return app.Seed(ctx, cfg, patient, cfg.Clock(), say)
		})
	})
}
