package pg

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// settings are appended to postgresql.conf once, when the cluster is made; the operator may change them there.
const settings = `
# Set by camtay when this cluster was made. Change freely: the file is not written again.
max_connections = 100
shared_buffers = 192MB
effective_cache_size = 1GB
work_mem = 8MB
maintenance_work_mem = 64MB
synchronous_commit = on
wal_compression = on
max_wal_size = 1GB
random_page_cost = 1.1
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
log_line_prefix = '%m [%p] %q%u@%d '
logging_collector = off
# Statements and error details carry personal data in their literals; the program logs its own errors.
log_statement = 'none'
log_min_error_statement = panic
log_error_verbosity = terse
`

// locales are tried in turn: not every build has ICU, and not every system has C.UTF-8.
var locales = [][]string{
	{"--locale-provider=icu", "--icu-locale=vi-VN", "--locale=C.UTF-8"},
	{"--locale-provider=icu", "--icu-locale=vi-VN", "--locale=C"},
	{"--locale=C.UTF-8"},
	{"--locale=C"},
}

// dataMajor returns the major version that wrote the cluster in the data folder, or 0.
func dataMajor(dataDir string) int {
	text, err := os.ReadFile(filepath.Join(dataDir, "pg", "PG_VERSION"))
	if err != nil {
		return 0
	}
	major, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		return 0
	}
	return major
}

// checkVersion refuses a cluster of another major version, and a folder that is no cluster, without touching it.
func (c *Cluster) checkVersion(b Binaries) (missing bool, err error) {
	entries, err := os.ReadDir(c.pgdata())
	switch {
	case errors.Is(err, os.ErrNotExist), err == nil && len(entries) == 0:
		return true, nil
	case err != nil:
		return false, err
	}
	major := dataMajor(c.dataDir)
	switch {
	case major == 0:
		return false, fmt.Errorf("the folder %s is not empty and holds no PostgreSQL cluster: move it away", c.pgdata())
	case major != b.Version.Major:
		return false, fmt.Errorf("the data in %s was written by PostgreSQL %d but the programs in %s are PostgreSQL %d: "+
			"name a folder with PostgreSQL %d in CAMTAY_PG_BIN; nothing was changed",
			c.pgdata(), major, b.Dir, b.Version.Major, major)
	}
	return false, nil
}

// create makes the cluster beside its place and renames it, since an interrupted initdb leaves a broken one.
func (c *Cluster) create(ctx context.Context, b Binaries, fast bool) error {
	stale, err := filepath.Glob(c.pgdata() + ".new*")
	if err != nil {
		return err
	}
	for _, dir := range stale {
		_ = os.RemoveAll(dir) // what stays does no harm: the name below is a new one
	}
	var fresh string
	for _, locale := range locales {
		fresh, err = c.initdb(ctx, b, fast, locale)
		if err == nil || ctx.Err() != nil || !aboutLocale(err) {
			break
		}
	}
	if err != nil {
		return err
	}
	if err := appendTo(filepath.Join(fresh, "postgresql.conf"), settings, !fast); err != nil {
		return fmt.Errorf("write postgresql.conf: %w", err)
	}
	if err := os.Rename(fresh, c.pgdata()); err != nil {
		return fmt.Errorf("put the new cluster in place: %w", err)
	}
	return syncFolder(c.dataDir)
}

// initdb works in a folder of a new name each time: the initdb of a killed program may
// still run and would tidy up the old one.
func (c *Cluster) initdb(ctx context.Context, b Binaries, fast bool, locale []string) (dir string, err error) {
	fresh, err := os.MkdirTemp(c.dataDir, filepath.Base(c.pgdata())+".new-")
	if err != nil {
		return "", fmt.Errorf("make the cluster's folder: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(fresh))
		}
	}()
	if err := c.account.own(fresh); err != nil {
		return "", fmt.Errorf("give the cluster's folder to %s: %w", c.account.name, err)
	}
	args := append([]string{"-D", fresh, "-U", superuser, "-E", "UTF8",
		"--auth-local=trust", "--auth-host=reject"}, locale...)
	if fast {
		args = append(args, "--no-sync")
	}
	cmd := exec.CommandContext(ctx, filepath.Join(b.Dir, "initdb"), args...)
	cmd.Dir, cmd.Env, cmd.SysProcAttr = c.dataDir, environment(), c.account.attributes()
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("initdb made no cluster (%w): %s", err, lastLines(string(out)))
	}
	return fresh, nil
}

// aboutLocale looks at error lines only: initdb also reports the locale it uses.
func aboutLocale(err error) bool {
	return complaint.MatchString(err.Error())
}

var complaint = regexp.MustCompile(`(?:error|FATAL):[^|]*(?:locale|ICU|collat)`)

func appendTo(path, text string, sync bool) (err error) {
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if _, err := f.WriteString(text); err != nil {
		return err
	}
	if !sync {
		return nil
	}
	return f.Sync()
}

func syncFolder(path string) (err error) {
	dir, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, dir.Close()) }()
	return dir.Sync()
}

// environment is the server programs' whole environment: PGPORT, PGDATA and the like must not leak in.
func environment() []string {
	return []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C.UTF-8", "TZ=UTC"}
}

// lastLines joins the last lines of a program's output to one line fit for an error.
func lastLines(text string) string {
	lines := strings.FieldsFunc(text, func(r rune) bool { return r == '\n' })
	if len(lines) > 6 {
		lines = lines[len(lines)-6:]
	}
	return strings.Join(lines, " | ")
}
