// Command check is the one gate: everything that must hold before a change is
// kept. It brings what it needs (packages, a PostgreSQL of its own, a browser)
// and says so.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"camtay/app/clock"
)

func main() {
	fast := flag.Bool("fast", false, "leave out the browser, the race detector and the slow linters")
	only := flag.String("only", "", "run the steps whose names contain this text")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, *fast, *only, os.Stdout)
	stop()
	os.Exit(code)
}

// step is one line of the gate.
type step struct {
	name string
	slow bool // left out by -fast
	run  func(ctx context.Context, g *gate) error
}

// gate is what the steps share and what they found.
type gate struct {
	root           string
	out            io.Writer
	race           bool
	env            []string
	passed, failed int
	faults         []string
	closers        []func()
}

func run(ctx context.Context, fast bool, only string, out io.Writer) int {
	root, err := findRoot()
	if err != nil {
		fmt.Fprintln(out, err)
		return 1
	}
	g := &gate{root: root, out: out, race: !fast, env: os.Environ()}
	defer g.close()
	clk := clock.System{}
	for _, s := range steps() {
		if only != "" && !strings.Contains(s.name, only) && s.name != "packages" && s.name != "database" {
			continue
		}
		if fast && s.slow || ctx.Err() != nil {
			continue
		}
		began := clk.Now()
		err := s.run(ctx, g)
		took := clk.Now().Sub(began).Round(100 * time.Millisecond)
		if err != nil {
			g.failed++
			g.faults = append(g.faults, fmt.Sprintf("── %s\n%v", s.name, err))
			fmt.Fprintf(out, "FAIL %-22s %8s\n", s.name, took)
			continue
		}
		g.passed++
		fmt.Fprintf(out, "ok   %-22s %8s\n", s.name, took)
	}
	g.close()
	if ctx.Err() != nil {
		g.failed++
		g.faults = append(g.faults, "interrupted")
	}
	for _, f := range g.faults {
		fmt.Fprintln(out, f)
	}
	fmt.Fprintf(out, "%d passed, %d failed\n", g.passed, g.failed)
	if g.failed > 0 {
		return 1
	}
	return 0
}

// say prints a remark below the running step.
func (g *gate) say(format string, args ...any) {
	fmt.Fprintf(g.out, "     · "+format+"\n", args...)
}

func (g *gate) close() {
	for i := len(g.closers) - 1; i >= 0; i-- {
		g.closers[i]()
	}
	g.closers = nil
}

func findRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", fmt.Errorf("find the working folder: %w", err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", fmt.Errorf("no go.mod above the working folder: %w", os.ErrNotExist)
		}
		dir = up
	}
}
