package pg

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/uptrace/bun/driver/pgdriver"
)

const (
	pollEvery    = 50 * time.Millisecond
	startLimit   = 5 * time.Minute // recovery after a crash replays up to max_wal_size
	orphanLimit  = 5 * time.Second
	retryExits   = 10
	stopLimit    = 30 * time.Second
	abandonLimit = 10 * time.Second
)

// fastFlags trade all safety for speed. They are given on the command line, never
// written down, so that a cluster cannot keep them by accident.
var fastFlags = []string{
	"fsync=off", "full_page_writes=off", "synchronous_commit=off", "autovacuum=off",
	"wal_level=minimal", "max_wal_senders=0", "max_wal_size=512MB", "checkpoint_timeout=1h",
	"max_connections=400", "shared_buffers=128MB",
}

// bring makes the cluster serve: it adopts a running server, waits for a dying one, or starts one.
func (c *Cluster) bring(ctx context.Context, b Binaries, fast bool, progress func(string)) error {
	ctx, cancel := context.WithTimeoutCause(ctx, startLimit, fmt.Errorf("PostgreSQL was not ready after %s", startLimit))
	defer cancel()

	adopted, err := c.adopt(ctx, progress)
	if err != nil || adopted {
		return err
	}
	for attempt := 1; ; attempt++ {
		logged, err := c.launch(ctx, b, fast, progress)
		if err == nil {
			return nil
		}
		tail := c.logSince(logged)
		if attempt < retryExits && errors.Is(err, errExited) && inherited(tail) {
			if err := sleep(ctx, 500*time.Millisecond); err != nil {
				return err
			}
			continue
		}
		return fmt.Errorf("%w; end of %s: %s", err, c.logFile(), tail)
	}
}

// inherited tells whether the server refused because remains of a killed one are not gone yet.
func inherited(log string) bool {
	return strings.Contains(log, "shared memory block") || strings.Contains(log, "already exists")
}

// adopt takes over a server left running by a killed program. A server found starting
// or stopping is waited for; orphans of a killed postmaster are ended; a postmaster.pid
// without any process behind it is removed, as its number may be somebody else's by now.
func (c *Cluster) adopt(ctx context.Context, progress func(string)) (bool, error) {
	var orphanedFor time.Duration
	told := false
	for {
		pid, socket := c.readPID()
		serving := c.serving()
		switch {
		case len(serving) == 0:
			if err := os.Remove(c.pidFile()); err != nil && !errors.Is(err, os.ErrNotExist) {
				return false, fmt.Errorf("remove a stale postmaster.pid: %w", err)
			}
			return false, nil
		case slices.Contains(serving, pid):
			if socket != "" && c.answers(ctx, socket) == nil {
				c.pid, c.socket = pid, socket
				progress("adopting the PostgreSQL server left running by an earlier start")
				return true, nil
			}
		default:
			orphanedFor += pollEvery
			if orphanedFor > orphanLimit {
				for _, orphan := range serving {
					_ = syscall.Kill(orphan, syscall.SIGQUIT)
				}
				orphanedFor = 0
			}
		}
		if !told {
			progress("waiting for the PostgreSQL server left by an earlier start")
			told = true
		}
		if err := sleep(ctx, pollEvery); err != nil {
			return false, fmt.Errorf("another PostgreSQL server holds %s (processes %v) and does not answer: %w",
				c.pgdata(), serving, err)
		}
	}
}

var errExited = errors.New("PostgreSQL ended while starting")

// launch starts a server and waits until it answers. The offset is where its log begins.
func (c *Cluster) launch(ctx context.Context, b Binaries, fast bool, progress func(string)) (logged int64, err error) {
	log, logged, err := c.openLog()
	if err != nil {
		return 0, err
	}
	defer func() { _ = log.Close() }()

	args := []string{"-D", c.pgdata(), "-k", filepath.Dir(c.socket), "-p", port,
		"-c", "listen_addresses=", "-c", "unix_socket_permissions=0700"}
	if fast {
		for _, flag := range fastFlags {
			args = append(args, "-c", flag)
		}
	}
	// Not bound to ctx: the server outlives the start.
	cmd := exec.Command(filepath.Join(b.Dir, "postgres"), args...)
	cmd.Dir, cmd.Env, cmd.SysProcAttr = c.dataDir, environment(), c.account.attributes()
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Start(); err != nil {
		return logged, fmt.Errorf("run %s: %w", cmd.Path, err)
	}
	exited := make(chan struct{})
	go func() {
		_ = cmd.Wait()
		close(exited)
	}()

	for {
		err := c.answers(ctx, c.socket)
		if err == nil {
			c.pid, c.exited = cmd.Process.Pid, exited
			return logged, nil
		}
		var refused pgdriver.Error
		if errors.As(err, &refused) && refused.Field('C') == "57P03" && strings.Contains(c.logSince(logged), "not properly shut down") {
			progress("PostgreSQL is recovering after an unclean end")
			progress = func(string) {}
		}
		select {
		case <-exited:
			return logged, errExited
		case <-ctx.Done():
			_ = cmd.Process.Signal(syscall.SIGINT)
			select {
			case <-exited:
			case <-time.After(abandonLimit):
				_ = cmd.Process.Signal(syscall.SIGQUIT)
			}
			return logged, context.Cause(ctx)
		case <-time.After(pollEvery):
		}
	}
}

// answers connects really and checks that the server is the one of our folder.
func (c *Cluster) answers(ctx context.Context, socket string) error {
	db := sql.OpenDB(pgdriver.NewConnector(options(socket, superuser, "postgres")...))
	defer func() { _ = db.Close() }()
	var dir string
	if err := db.QueryRowContext(ctx, "show data_directory").Scan(&dir); err != nil {
		return err
	}
	theirs, err := os.Stat(dir)
	if err != nil {
		return err
	}
	ours, err := os.Stat(c.pgdata())
	if err != nil {
		return err
	}
	if !os.SameFile(theirs, ours) {
		return fmt.Errorf("the server on %s serves %s", socket, dir)
	}
	return nil
}

func (c *Cluster) pidFile() string { return filepath.Join(c.pgdata(), "postmaster.pid") }

// readPID returns the postmaster and socket written in postmaster.pid: its first and fifth line.
func (c *Cluster) readPID() (pid int, socket string) {
	text, err := os.ReadFile(c.pidFile())
	if err != nil {
		return 0, ""
	}
	lines := strings.Split(string(text), "\n")
	pid, err = strconv.Atoi(strings.TrimSpace(lines[0]))
	if err != nil {
		return 0, ""
	}
	if len(lines) > 4 && lines[4] != "" {
		socket = socketFile(lines[4])
	}
	return pid, socket
}

// Running gives the address of the server that serves a data folder now, for a
// look beside the program that owns it; false when there is none.
func Running(dataDir string) (dsn string, running bool) {
	abs, err := filepath.Abs(dataDir)
	if err != nil {
		return "", false
	}
	c := &Cluster{dataDir: abs}
	pid, socket := c.readPID()
	if socket == "" || !slices.Contains(c.serving(), pid) {
		return "", false
	}
	c.socket = socket
	return c.DSN(Database), true
}

// serving lists the server processes of the cluster: the postmaster and its children
// all keep the cluster as their working folder.
func (c *Cluster) serving() []int {
	home, err := filepath.EvalSymlinks(c.pgdata())
	if err != nil {
		return nil
	}
	links, err := filepath.Glob("/proc/[0-9]*/cwd")
	if err != nil {
		return nil
	}
	var pids []int
	for _, link := range links {
		if cwd, err := os.Readlink(link); err != nil || cwd != home {
			continue
		}
		process := filepath.Dir(link)
		// An administrator's shell may stand in the folder too.
		name, err := os.ReadFile(filepath.Join(process, "comm"))
		if err != nil || strings.TrimSpace(string(name)) != "postgres" {
			continue
		}
		if pid, err := strconv.Atoi(filepath.Base(process)); err == nil {
			pids = append(pids, pid)
		}
	}
	return pids
}

// end stops the server: fast, and when that takes too long or ctx ends, at once.
func (c *Cluster) end(ctx context.Context) error {
	if c.pid == 0 || c.gone() {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, stopLimit)
	defer cancel()
	if err := syscall.Kill(c.pid, syscall.SIGINT); err != nil && !errors.Is(err, syscall.ESRCH) {
		return fmt.Errorf("stop PostgreSQL: %w", err)
	}
	if c.waitGone(ctx) {
		return nil
	}
	if err := syscall.Kill(c.pid, syscall.SIGQUIT); err != nil && !errors.Is(err, syscall.ESRCH) {
		return fmt.Errorf("stop PostgreSQL at once: %w", err)
	}
	last, cancelLast := context.WithTimeout(context.WithoutCancel(ctx), abandonLimit)
	defer cancelLast()
	if !c.waitGone(last) {
		return fmt.Errorf("PostgreSQL (process %d) does not stop; see %s", c.pid, c.logFile())
	}
	return nil
}

func (c *Cluster) waitGone(ctx context.Context) bool {
	for !c.gone() {
		if sleep(ctx, pollEvery) != nil {
			return c.gone()
		}
	}
	return true
}

func (c *Cluster) gone() bool {
	if c.exited != nil {
		select {
		case <-c.exited:
			return true
		default:
			return false
		}
	}
	return !slices.Contains(c.serving(), c.pid)
}

func sleep(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-time.After(d):
		return nil
	}
}
