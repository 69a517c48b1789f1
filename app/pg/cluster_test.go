package pg

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/uptrace/bun/driver/pgdriver"
)

// programEnv makes the test binary play the whole program: it starts the cluster of
// the folder named, writes a row, says so and waits to be killed.
const programEnv = "CAMTAY_PG_TEST_PROGRAM"

func TestMain(m *testing.M) {
	if dir := os.Getenv(programEnv); dir != "" {
		if err := program(context.Background(), dir); err != nil {
			_, _ = os.Stdout.WriteString("failed: " + err.Error() + "\n")
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

func program(ctx context.Context, dir string) error {
	b, err := Find(Places{Explicit: os.Getenv("CAMTAY_PG_BIN"), DataDir: dir})
	if err != nil {
		return err
	}
	c, err := Start(ctx, Config{DataDir: dir, Binaries: b})
	if err != nil {
		return err
	}
	db := sql.OpenDB(pgdriver.NewConnector(c.Options(Database)...))
	if _, err := db.ExecContext(ctx, "create table kept (word text); insert into kept values ('committed')"); err != nil {
		return err
	}
	_, _ = fmt.Fprintf(os.Stdout, "ready %d\n", c.pid)
	select {}
}

func binaries(t *testing.T) Binaries {
	t.Helper()
	b, err := Find(Places{
		Explicit:    os.Getenv("CAMTAY_PG_BIN"),
		NodeModules: filepath.Join("..", "..", "frontend", "node_modules"),
	})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// folder is open to the account that the server runs as, which t.TempDir is not.
func folder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp(TempDir(), "camtay-pg-test-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

func start(t *testing.T, dir string) *Cluster {
	t.Helper()
	c, err := Start(t.Context(), Config{DataDir: dir, Binaries: binaries(t), Install: CacheDir(), Progress: func(s string) { t.Log(s) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stop(t, c) })
	return c
}

func stop(t *testing.T, c *Cluster) {
	t.Helper()
	if err := c.Stop(context.WithoutCancel(t.Context())); err != nil {
		t.Error(err)
	}
}

func open(t *testing.T, options ...pgdriver.Option) *sql.DB {
	t.Helper()
	db := sql.OpenDB(pgdriver.NewConnector(options...))
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func exec1(t *testing.T, db *sql.DB, query string) {
	t.Helper()
	if _, err := db.ExecContext(t.Context(), query); err != nil {
		t.Fatal(err)
	}
}

func ask(t *testing.T, db *sql.DB, query string) string {
	t.Helper()
	var answer string
	if err := db.QueryRowContext(t.Context(), query).Scan(&answer); err != nil {
		t.Fatal(err)
	}
	return answer
}

func TestFreshClusterSpeaksVietnameseAndKeepsDataOverARestart(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	first := start(t, dir)
	db := open(t, first.Options(Database)...)
	exec1(t, db, "create extension unaccent; create table kept (word text); insert into kept values ('đường'), ('ăn'), ('dung')")
	stop(t, first)

	second := start(t, dir)

	db = open(t, pgdriver.WithDSN(second.DSN(Database)))
	got := []string{
		ask(t, db, "select string_agg(word, ' ' order by word collate \"vi-x-icu\") from kept"),
		ask(t, db, "select current_user || ' ' || rolsuper from pg_roles where rolname = current_user"),
		ask(t, db, "show fsync") + ask(t, db, "show synchronous_commit") + ask(t, db, "show listen_addresses"),
		ask(t, db, "show timezone") + " " + ask(t, db, "show server_encoding"),
	}
	want := []string{"ăn dung đường", "camtay false", "onon", "UTC UTF8"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if left, err := filepath.Glob(filepath.Join(dir, "*.new*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestKilledPostmasterIsRecoveredWithItsCommits(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	first := start(t, dir)
	exec1(t, open(t, first.Options(Database)...), "create table kept (word text); insert into kept values ('committed')")
	if err := syscall.Kill(first.pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	stop(t, first)

	second := start(t, dir)

	if got := ask(t, open(t, second.Options(Database)...), "select word from kept"); got != "committed" {
		t.Errorf("got %q", got)
	}
}

func TestKilledProgramLeavesAServerThatTheNextStartAdopts(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	postmaster := killedProgram(t, dir)

	c := start(t, dir)

	if c.pid != postmaster || c.exited != nil {
		t.Errorf("got postmaster %d, want the adopted %d", c.pid, postmaster)
	}
	if got := ask(t, open(t, c.Options(Database)...), "select word from kept"); got != "committed" {
		t.Errorf("got %q", got)
	}
	stop(t, c)
	if left := c.serving(); len(left) > 0 {
		t.Errorf("processes %v outlive the stop", left)
	}
}

func TestEverythingKilledIsRecoveredWithItsCommits(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	killedProgram(t, dir)
	for _, pid := range (&Cluster{dataDir: dir}).serving() {
		_ = syscall.Kill(pid, syscall.SIGKILL)
	}

	c := start(t, dir)

	if got := ask(t, open(t, c.Options(Database)...), "select word from kept"); got != "committed" {
		t.Errorf("got %q", got)
	}
}

// killedProgram runs the program in its own process group, kills the whole group
// without warning, and returns the postmaster it had started.
func killedProgram(t *testing.T, dir string) (postmaster int) {
	t.Helper()
	installed, err := install(binaries(t), CacheDir(), func(string) {})
	if err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self)
	cmd.Env = append(os.Environ(), programEnv+"="+dir, "CAMTAY_PG_BIN="+installed.Dir)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	if _, err := fmt.Sscanf(line, "ready %d", &postmaster); err != nil {
		t.Fatalf("the program said %q", line)
	}
	if err := syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	return postmaster
}

func TestStalePidOfAnotherProcessDoesNotStopTheStart(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	stop(t, start(t, dir))
	stale := fmt.Sprintf("%d\n%s/pg\n1700000000\n5432\n%s\n\n", os.Getpid(), dir, dir)
	if err := os.WriteFile(filepath.Join(dir, "pg", "postmaster.pid"), []byte(stale), 0o600); err != nil {
		t.Fatal(err)
	}

	c := start(t, dir)

	if got := ask(t, open(t, c.Options(Database)...), "select 'up'"); got != "up" {
		t.Errorf("got %q", got)
	}
}

func TestInterruptedCreationIsBegunAgain(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	if err := os.MkdirAll(filepath.Join(dir, "pg.new", "base"), 0o700); err != nil {
		t.Fatal(err)
	}

	c := start(t, dir)

	if got := ask(t, open(t, c.Options(Database)...), "select 'up'"); got != "up" || exists(filepath.Join(dir, "pg.new")) {
		t.Errorf("got %q, remains left: %v", got, exists(filepath.Join(dir, "pg.new")))
	}
}

func TestLongDataPathGetsAShortSocket(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(folder(t), strings.Repeat("d", 60), strings.Repeat("e", 60))

	c := start(t, dir)

	t.Cleanup(func() { _ = os.RemoveAll(filepath.Dir(c.socket)) })
	if got := ask(t, open(t, pgdriver.WithDSN(c.DSN(Database))), "select 'up'"); got != "up" || len(c.socket) > longestSocket {
		t.Errorf("got %q on a socket path of %d bytes", got, len(c.socket))
	}
}

func TestFastClusterWithoutFolderVanishesWithItsStop(t *testing.T) {
	t.Parallel()
	c, err := Start(t.Context(), Config{Fast: true, Binaries: binaries(t)})
	if err != nil {
		t.Fatal(err)
	}
	fsync := ask(t, open(t, c.Options(Database)...), "show fsync")

	stop(t, c)

	if fsync != "off" || exists(c.dataDir) {
		t.Errorf("fsync %s, folder left: %v", fsync, exists(c.dataDir))
	}
}

func TestStopDoesNotWaitForAnOpenTransactionForever(t *testing.T) {
	t.Parallel()
	c := start(t, folder(t))
	db := open(t, c.Options(Database)...)
	tx, err := db.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.ExecContext(t.Context(), "select 1"); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()

	if err := c.Stop(ctx); err != nil {
		t.Error(err)
	}
}
