package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"camtay/app/pg"
)

func steps() []step {
	return []step{
		{name: "commit titles", run: commitTitles},
		{name: "go format", run: goFormat},
		{name: "go modules tidy", run: command("go", "mod", "tidy", "-diff")},
		{name: "go vet", run: command("go", "vet", "./...")},
		{name: "packages", run: frontend("ci", "--include=dev", "--no-audit", "--no-fund")},
		{name: "lock unchanged", run: lockUnchanged},
		{name: "database", run: startDatabase},
		{name: "go tests", run: goTests},
		{name: "typescript from openapi", run: typesUpToDate},
		{name: "frontend format", run: frontend("run", "--silent", "format:check")},
		{name: "frontend lint", run: frontend("run", "--silent", "lint")},
		{name: "frontend types", run: frontend("run", "--silent", "types")},
		{name: "frontend build", run: frontend("run", "--silent", "build")},
		{name: "frontend budget", run: frontend("run", "--silent", "budget")},
		{name: "linters", slow: true, run: linters},
		{name: "vulnerabilities", slow: true, run: vulnerabilities},
		{name: "browser", slow: true, run: ensureBrowser},
		{name: "frontend unit tests", slow: true, run: frontend("run", "--silent", "test:unit")},
		{name: "browser tests", slow: true, run: browserTests},
	}
}

// do runs a command in dir and gives its output when it fails.
func (g *gate) do(ctx context.Context, dir string, name string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	cmd.Env = g.env
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 20 * time.Second
	out, err := cmd.CombinedOutput()
	if err != nil {
		return out, fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, bytes.TrimSpace(out))
	}
	return out, nil
}

func command(name string, args ...string) func(context.Context, *gate) error {
	return func(ctx context.Context, g *gate) error {
		_, err := g.do(ctx, g.root, name, args...)
		return err
	}
}

func frontend(args ...string) func(context.Context, *gate) error {
	return func(ctx context.Context, g *gate) error {
		if _, err := exec.LookPath("npm"); err != nil {
			return errors.New("npm was not found: install Node.js 20.19 or newer with npm")
		}
		_, err := g.do(ctx, filepath.Join(g.root, "frontend"), "npm", args...)
		return err
	}
}

var title = regexp.MustCompile(`^([a-z][a-z0-9/-]*|all): [^A-Z\s].*[^.\s]$`)

// commitTitles holds the style "room: deed" for every commit.
func commitTitles(ctx context.Context, g *gate) error {
	out, err := g.do(ctx, g.root, "git", "log", "--format=%s")
	if err != nil {
		return err
	}
	var bad []string
	for line := range strings.Lines(string(out)) {
		line = strings.TrimSpace(line)
		if !title.MatchString(line) || len([]rune(line)) > 90 {
			bad = append(bad, line)
		}
	}
	if len(bad) > 0 {
		return fmt.Errorf("titles are `room: what it does`, lower case, no full stop, at most 90 characters:\n%s", strings.Join(bad, "\n"))
	}
	return nil
}

func goFormat(ctx context.Context, g *gate) error {
	var files []string
	err := filepath.WalkDir(g.root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "node_modules" || d.Name() == ".git"):
			return filepath.SkipDir
		case strings.HasSuffix(path, ".go"):
			files = append(files, path)
		}
		return nil
	})
	if err != nil {
		return err
	}
	out, err := g.do(ctx, g.root, "gofmt", append([]string{"-l"}, files...)...)
	if err != nil {
		return err
	}
	if len(bytes.TrimSpace(out)) > 0 {
		return fmt.Errorf("not formatted:\n%s", out)
	}
	return nil
}

func lockUnchanged(ctx context.Context, g *gate) error {
	_, err := g.do(ctx, g.root, "git", "diff", "--exit-code", "--stat", "--", "frontend/package-lock.json", "go.sum")
	return err
}

// startDatabase gives the tests a throw-away PostgreSQL in memory.
func startDatabase(ctx context.Context, g *gate) error {
	programs, err := pg.Find(pg.Places{
		Explicit:    os.Getenv("CAMTAY_PG_BIN"),
		NodeModules: filepath.Join(g.root, "frontend", "node_modules"),
	})
	if err != nil {
		return err
	}
	cluster, err := pg.Start(ctx, pg.Config{Binaries: programs, Fast: true})
	if err != nil {
		return err
	}
	g.say("PostgreSQL %s from %s", programs.Version, programs.Dir)
	g.env = append(g.env, "CAMTAY_TEST_DSN="+cluster.DSN("postgres"))
	g.closers = append(g.closers, func() {
		if err := cluster.Stop(context.WithoutCancel(ctx)); err != nil {
			g.say("stopping the database: %v", err)
		}
	})
	return nil
}

type testEvent struct {
	Action, Package, Test, Output string
}

// goTests runs every test and counts each; a test that fails is a fault of its own.
func goTests(ctx context.Context, g *gate) error {
	args := []string{"test", "-json", "-timeout=15m"}
	if g.race {
		args = append(args, "-race")
	}
	cmd := exec.CommandContext(ctx, "go", append(args, "./...")...)
	cmd.Dir = g.root
	cmd.Env = g.env
	out, runErr := cmd.Output()
	output := map[string]*strings.Builder{}
	var broken []string
	lines := bufio.NewScanner(bytes.NewReader(out))
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var e testEvent
		if json.Unmarshal(lines.Bytes(), &e) != nil {
			continue
		}
		key := e.Package + " " + e.Test
		switch e.Action {
		case "output", "build-output":
			if output[key] == nil {
				output[key] = &strings.Builder{}
			}
			output[key].WriteString(e.Output)
		case "pass":
			if e.Test != "" && !strings.Contains(e.Test, "/") {
				g.passed++
			}
		case "skip":
			if e.Test != "" {
				broken = append(broken, "skipped: "+key)
			}
		case "fail":
			if e.Test != "" && !strings.Contains(e.Test, "/") {
				g.failed++
			}
			if b := output[key]; b != nil {
				broken = append(broken, key+"\n"+b.String())
			} else {
				broken = append(broken, key)
			}
		}
	}
	var exit *exec.ExitError
	if errors.As(runErr, &exit) && len(exit.Stderr) > 0 {
		broken = append(broken, string(exit.Stderr))
	}
	if runErr != nil || len(broken) > 0 {
		return fmt.Errorf("go test: %w\n%s", errors.Join(runErr), strings.Join(broken, "\n"))
	}
	return nil
}

// typesUpToDate regenerates the client's types from the OpenAPI document, which
// a Go test keeps equal to the routes.
func typesUpToDate(ctx context.Context, g *gate) error {
	file := filepath.Join(g.root, "frontend", "src", "api", "schema.d.ts")
	before, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if err := frontend("run", "--silent", "api")(ctx, g); err != nil {
		return err
	}
	after, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if !bytes.Equal(before, after) {
		return errors.New("frontend/src/api/schema.d.ts was out of date and has been rewritten: commit it (cd frontend && npm run api)")
	}
	return nil
}

func linters(ctx context.Context, g *gate) error {
	_, err := g.do(ctx, g.root, "go", "tool", "-modfile=.ci/tools/go.mod", "golangci-lint", "run", "--timeout=15m", "--config=.golangci.yml", "./...")
	return err
}

// vulnerabilities asks the Go vulnerability database; a closed network is said
// and passed over.
func vulnerabilities(ctx context.Context, g *gate) error {
	out, err := g.do(ctx, g.root, "go", "tool", "-modfile=.ci/tools/go.mod", "govulncheck", "./...")
	if err == nil {
		return nil
	}
	text := string(out)
	if strings.Contains(text, "vuln.go.dev") && !strings.Contains(text, "Vulnerability #") {
		g.say("the vulnerability database is out of reach, not checked")
		return nil
	}
	return err
}
