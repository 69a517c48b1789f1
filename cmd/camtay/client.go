package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"camtay/frontend"
)

const (
	stampFile   = ".stamp"
	installMark = "node_modules/.camtay-installed"
)

var errNoNpm = errors.New("the web client is not built and npm was not found: install Node.js 20.19 or newer with npm")

// webClient is the built client: the one in the binary, or, by `go run` in the
// source tree, the one in frontend/dist, built first when missing or stale.
func webClient(p progress) (fs.FS, error) {
	root, found := sourceTree()
	if !found || carriesClient() && !startedByGoRun() {
		return frontend.Dist(), nil
	}
	dir := filepath.Join(root, "frontend")
	want, err := sourcesHash(root)
	if err != nil {
		return nil, err
	}
	if embedded, err := fs.ReadFile(frontend.Dist(), stampFile); err == nil && string(embedded) == want {
		return frontend.Dist(), nil
	}
	built := os.DirFS(filepath.Join(dir, "dist"))
	if stamp, err := fs.ReadFile(built, stampFile); err == nil && string(stamp) == want {
		return built, nil
	}
	err = p.step("building the web client", func(say func(string)) error {
		return buildClient(dir, want, say)
	})
	return built, err
}

// carriesClient reports whether the program was built after the client.
func carriesClient() bool {
	_, err := fs.Stat(frontend.Dist(), "index.html")
	return err == nil
}

// startedByGoRun tells `go run`, whose programs lie in a folder of Go's build
// cache, from a program that was built to be kept.
func startedByGoRun() bool {
	exe, err := os.Executable()
	return err == nil && strings.Contains(exe, string(filepath.Separator)+"go-build")
}

func buildClient(dir, stamp string, say func(string)) error {
	if _, err := exec.LookPath("npm"); err != nil {
		return errNoNpm
	}
	if err := installPackages(dir, say); err != nil {
		return err
	}
	say("npm run build")
	if err := npm(dir, "run", "build"); err != nil {
		return fmt.Errorf("build the web client: %w", err)
	}
	if err := os.WriteFile(filepath.Join(dir, "dist", stampFile), []byte(stamp), 0o644); err != nil {
		return fmt.Errorf("mark the build: %w", err)
	}
	return nil
}

// installPackages runs npm install when the lock changed since the last time.
func installPackages(dir string, say func(string)) error {
	lock, err := os.ReadFile(filepath.Join(dir, "package-lock.json"))
	if err != nil {
		return fmt.Errorf("read package-lock.json: %w", err)
	}
	sum := sha256.Sum256(lock)
	mark := filepath.Join(dir, installMark)
	if old, err := os.ReadFile(mark); err == nil && bytes.Equal(old, sum[:]) {
		return nil
	}
	say("npm install (once, about a minute)")
	if err := npm(dir, "install", "--no-audit", "--no-fund"); err != nil {
		return fmt.Errorf("install the web client's packages: %w", err)
	}
	if err := os.WriteFile(mark, sum[:], 0o644); err != nil {
		return fmt.Errorf("mark the installation: %w", err)
	}
	return nil
}

func npm(dir string, args ...string) error {
	cmd := exec.Command("npm", args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Errorf("npm %s: %w\n%s", strings.Join(args, " "), err, lastLines(out, 20))
	}
	return nil
}

func lastLines(out []byte, n int) string {
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	return strings.Join(lines[max(0, len(lines)-n):], "\n")
}

// sourceTree is the checkout around the working folder, if there is one.
func sourceTree() (string, bool) {
	dir, err := os.Getwd()
	if err != nil {
		return "", false
	}
	for {
		if mod, err := os.ReadFile(filepath.Join(dir, "go.mod")); err == nil {
			return dir, bytes.HasPrefix(mod, []byte("module camtay\n"))
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", false
		}
		dir = up
	}
}

// sourcesHash covers every file the build of the client reads.
func sourcesHash(root string) (string, error) {
	sum := sha256.New()
	for _, top := range []string{"frontend/src", "frontend/public", "frontend/index.html", "frontend/package-lock.json", "frontend/vite.config.ts", "app/lang"} {
		err := filepath.WalkDir(filepath.Join(root, top), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			b, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			rel, err := filepath.Rel(root, path)
			if err != nil {
				return err
			}
			fmt.Fprintf(sum, "%s %d\n", filepath.ToSlash(rel), len(b))
			sum.Write(b)
			return nil
		})
		if err != nil {
			return "", fmt.Errorf("read the web client's sources: %w", err)
		}
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}
