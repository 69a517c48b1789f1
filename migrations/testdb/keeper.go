package testdb

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"camtay/app/pg"

	"github.com/uptrace/bun/driver/pgdriver"
)

// Three lock files make the life of the shared cluster, and the kernel lets go of them
// however a process ends:
//   - lease: shared by every test program while it runs; whoever can take it alone knows that none runs;
//   - keeper: held by the process that keeps the cluster;
//   - door: held while a test program looks for the keeper or starts one.
//
// The keeper is the test program itself, started again with keeperEnv.
const (
	keeperEnv = "CAMTAY_TESTDB_KEEPER"
	idleEnv   = "CAMTAY_TESTDB_IDLE" // how long the keeper waits for the next test program; default 2m
	tick      = time.Second
	patience  = time.Minute
)

func init() {
	dir := os.Getenv(keeperEnv)
	if dir == "" {
		return
	}
	if err := keep(context.Background(), dir); err != nil {
		_, _ = os.Stdout.WriteString("failed " + strings.ReplaceAll(err.Error(), "\n", " ") + "\n")
		os.Exit(1)
	}
	os.Exit(0)
}

// borrow returns the address of the shared cluster, starting it when nobody did. The
// process keeps its lease until it ends.
func borrow(ctx context.Context) (dsn string, err error) {
	programs, err := programs()
	if err != nil {
		return "", err
	}
	dir := filepath.Join(pg.TempDir(), fmt.Sprintf("camtay-test-%d-%s", os.Geteuid(), programs.Version))
	if err := privateFolder(dir); err != nil {
		return "", err
	}
	lease, err := lock(dir, "lease", syscall.LOCK_SH)
	if err != nil {
		return "", err
	}
	signs = append(signs, lease)
	door, err := lock(dir, "door", syscall.LOCK_EX)
	if err != nil {
		return "", err
	}
	defer func() { _ = door.Close() }()

	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for {
		free, err := lock(dir, "keeper", syscall.LOCK_EX|syscall.LOCK_NB)
		switch {
		case err == nil:
			_ = free.Close()
			return hire(dir)
		case !errors.Is(err, syscall.EWOULDBLOCK):
			return "", err
		}
		address, err := os.ReadFile(filepath.Join(dir, "dsn"))
		if err == nil && answers(ctx, string(address)) {
			return string(address), nil
		}
		select {
		case <-ctx.Done():
			return "", fmt.Errorf("the shared test cluster in %s does not answer; see keeper.log there", dir)
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// hire starts a keeper, which answers with one line when its cluster serves or failed.
func hire(dir string) (dsn string, err error) {
	self, err := os.Executable()
	if err != nil {
		return "", fmt.Errorf("find the test program: %w", err)
	}
	log, err := os.OpenFile(filepath.Join(dir, "keeper.log"), os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o644)
	if err != nil {
		return "", fmt.Errorf("open the keeper's log: %w", err)
	}
	defer func() { _ = log.Close() }()
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), keeperEnv+"="+dir)
	cmd.Stderr = log
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return "", fmt.Errorf("start the keeper: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return "", fmt.Errorf("start the keeper: %w", err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	go func() { _ = cmd.Wait() }()
	word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
	switch word {
	case "serving":
		return rest, nil
	case "failed":
		return "", errors.New(rest)
	}
	return "", fmt.Errorf("the keeper of the test cluster ended without a word (%w); see %s", err, log.Name())
}

// keep is the keeper's life.
func keep(ctx context.Context, dir string) error {
	own, err := lock(dir, "keeper", syscall.LOCK_EX|syscall.LOCK_NB)
	if err != nil {
		return err
	}
	programs, err := programs()
	if err != nil {
		return err
	}
	data := filepath.Join(dir, "cluster")
	cluster, err := pg.Start(ctx, pg.Config{DataDir: data, Binaries: programs, Install: pg.CacheDir(), Fast: true})
	if err != nil {
		return err
	}
	address := cluster.DSN("postgres")
	if err := os.WriteFile(filepath.Join(dir, "dsn"), []byte(address), 0o600); err != nil {
		return errors.Join(err, cluster.Stop(ctx))
	}
	_, _ = os.Stdout.WriteString("serving " + address + "\n")
	_ = os.Stdout.Close()

	last := watch(ctx, dir, address)
	err = errors.Join(cluster.Stop(ctx), os.RemoveAll(data), os.Remove(filepath.Join(dir, "dsn")))
	// In this order: whoever waits for the lease must not meet a keeper that is leaving.
	_ = own.Close()
	if last != nil {
		_ = last.Close()
	}
	return err
}

// watch returns when the cluster has been idle long enough, holding the lease so that
// nobody can begin to use it, or without the lease when the cluster died.
func watch(ctx context.Context, dir, address string) (lease *os.File) {
	limit, err := time.ParseDuration(os.Getenv(idleEnv))
	if err != nil {
		limit = 2 * time.Minute
	}
	var idle time.Duration
	for {
		time.Sleep(tick)
		lease, err := lock(dir, "lease", syscall.LOCK_EX|syscall.LOCK_NB)
		connected, alive := clients(ctx, address)
		switch {
		case !alive:
			return lease
		case err != nil || connected > 0:
			idle = 0
		default:
			idle += tick
		}
		if idle >= limit {
			return lease
		}
		if lease != nil {
			_ = lease.Close()
		}
	}
}

// clients counts the sessions of others, such as a psql looking at a kept database.
func clients(ctx context.Context, address string) (connected int, alive bool) {
	db := open([]pgdriver.Option{pgdriver.WithDSN(address), pgdriver.WithReadTimeout(time.Minute)})
	defer func() { _ = db.Close() }()
	err := db.QueryRowContext(ctx, `
		select count(*)
		from pg_stat_activity
		where backend_type = 'client backend'
		and pid <> pg_backend_pid()`).Scan(&connected)
	return connected, err == nil
}

func answers(ctx context.Context, address string) bool {
	_, alive := clients(ctx, address)
	return alive
}

// programs looks for PostgreSQL as the program does, from the repository's root.
func programs() (pg.Binaries, error) {
	root, err := os.Getwd()
	if err != nil {
		return pg.Binaries{}, err
	}
	for dir := root; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			root = dir
			break
		}
	}
	return pg.Find(pg.Places{
		Explicit:    os.Getenv("CAMTAY_PG_BIN"),
		NodeModules: filepath.Join(root, "frontend", "node_modules"),
	})
}

// privateFolder makes the folder, or checks that it is not one that somebody else put there.
func privateFolder(dir string) error {
	err := os.Mkdir(dir, 0o755)
	if err == nil {
		err = os.Chmod(dir, 0o755) // the umask may keep the server's account out
	}
	if err != nil && !os.IsExist(err) {
		return fmt.Errorf("make the test cluster's folder: %w", err)
	}
	info, err := os.Lstat(dir)
	if err != nil {
		return fmt.Errorf("look at the test cluster's folder: %w", err)
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok || !info.IsDir() || int(stat.Uid) != os.Geteuid() || info.Mode().Perm()&0o022 != 0 {
		return fmt.Errorf("%s is not a folder of ours alone: remove it", dir)
	}
	return nil
}

func lock(dir, name string, how int) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(dir, name), os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, fmt.Errorf("open a lock: %w", err)
	}
	for {
		err = syscall.Flock(int(f.Fd()), how)
		if !errors.Is(err, syscall.EINTR) {
			break
		}
	}
	if err != nil {
		_ = f.Close()
		return nil, fmt.Errorf("lock %s: %w", f.Name(), err)
	}
	return f, nil
}
