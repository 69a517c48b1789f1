// Command camtay is the whole product: the server, its own PostgreSQL, its web
// client and its built-in data.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/alecthomas/kong"

	"camtay/app"
)

type command struct {
	app.Config `embed:""`

	Serve   serveCommand   `cmd:"" default:"withargs" help:"Start everything and serve (the default)."`
	Migrate migrateCommand `cmd:"" help:"Bring the database to this program's schema and load the built-in catalogue."`
	Seed    seedCommand    `cmd:"" help:"Load the fictional demo province into an empty database."`
	Verify  verifyCommand  `cmd:"" name:"verify-ledger" help:"Prove that no entry of evidence was altered and that levels are what the entries come to."`
	Version versionCommand `cmd:"" help:"Print the version."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintf(os.Stderr, "camtay: %v\n", err)
		stop()
		os.Exit(1) //nolint:gocritic // stop has run
	}
}

func run(ctx context.Context, args []string) error {
	var c command
	parser, err := kong.New(&c,
		kong.Name("camtay"),
		kong.Description("Cầm Tay: bồi dưỡng và theo dõi năng lực công chức xã, phường. Settings come from the environment or from flags."),
		kong.UsageOnError(),
		kong.BindTo(ctx, (*context.Context)(nil)),
	)
	if err != nil {
		return fmt.Errorf("build command line: %w", err)
	}
	chosen, err := parser.Parse(args)
	if err != nil {
		return fmt.Errorf("%w (camtay --help lists every setting)", err)
	}
	cfg, err := c.Complete()
	if err != nil {
		return err
	}
	if err := chosen.Run(cfg); !stopped(ctx, err) {
		return err
	}
	return nil
}

// stopped tells an error that only says the person stopped the program.
func stopped(ctx context.Context, err error) bool {
	return ctx.Err() != nil && errors.Is(err, context.Canceled)
}

type versionCommand struct{}

// Run prints the version.
func (versionCommand) Run() error {
	_, err := fmt.Println("camtay", version())
	return err
}

func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "development"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value[:min(len(s.Value), 12)]
		}
	}
	return "development"
}
