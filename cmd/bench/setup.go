package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/driver/pgdriver"
	"github.com/valyala/fasthttp"

	"camtay/app/clock"
	"camtay/app/db"
	"camtay/app/demo"
	"camtay/app/pg"
)

// bench is a built program, a durable PostgreSQL with the demo province, and
// the program serving on it.
type bench struct {
	dir     string
	program string
	addr    string
	cluster *pg.Cluster
	options []pgdriver.Option
	server  *exec.Cmd
	client  *fasthttp.Client
	clock   clock.System

	ledgerPeople int // of recompute
}

func newBench(ctx context.Context, people int) (*bench, error) {
	dir, err := os.MkdirTemp("", "camtay-bench-")
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(dir, 0o755); err != nil { // the server's account must enter it
		return nil, err
	}
	b := &bench{dir: dir, program: filepath.Join(dir, "camtay"), client: &fasthttp.Client{MaxConnsPerHost: 256}}
	if err := b.start(ctx, people); err != nil {
		b.close()
		return nil, err
	}
	return b, nil
}

func (b *bench) start(ctx context.Context, people int) error {
	say("building the program")
	if out, err := exec.CommandContext(ctx, "go", "build", "-o", b.program, "./cmd/camtay").CombinedOutput(); err != nil {
		return fmt.Errorf("build: %w\n%s", err, out)
	}
	data := filepath.Join(b.dir, "data")
	programs, err := pg.Find(pg.Places{
		Explicit: os.Getenv("CAMTAY_PG_BIN"), DataDir: data, NodeModules: filepath.Join("frontend", "node_modules"),
	})
	if err != nil {
		return err
	}
	say("starting PostgreSQL " + programs.Version.String() + ", fsync on")
	if b.cluster, err = pg.Start(ctx, pg.Config{DataDir: data, Binaries: programs}); err != nil {
		return err
	}
	b.options = b.cluster.Options(pg.Database)
	if b.addr, err = freePort(ctx); err != nil {
		return err
	}
	say("loading the demo province")
	b.server = exec.Command(b.program)
	b.server.Env = append(os.Environ(), "DATABASE_URL="+b.cluster.DSN(pg.Database), "CAMTAY_ADDR="+b.addr,
		"CAMTAY_DATA="+filepath.Join(b.dir, "keys"), "CAMTAY_DEMO=yes", fmt.Sprintf("CAMTAY_DEMO_STAFF=%d", people), "CAMTAY_LOG=warn")
	b.server.Stderr = os.Stderr
	if err := b.server.Start(); err != nil {
		return err
	}
	return b.waitReady(ctx, b.addr, 3*time.Minute)
}

func (b *bench) close() {
	if b.server != nil && b.server.Process != nil {
		_ = b.server.Process.Signal(syscall.SIGTERM)
		_ = b.server.Wait()
	}
	if b.cluster != nil {
		ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
		defer cancel()
		if err := b.cluster.Stop(ctx); err != nil {
			say("stopping PostgreSQL: " + err.Error())
		}
	}
	_ = os.RemoveAll(b.dir)
}

func say(text string) {
	fmt.Fprintln(os.Stderr, "· "+text)
}

func freePort(ctx context.Context) (string, error) {
	var lc net.ListenConfig
	ln, err := lc.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer func() { _ = ln.Close() }()
	return ln.Addr().String(), nil
}

var errNotReady = errors.New("the server did not become ready")

func (b *bench) waitReady(ctx context.Context, addr string, limit time.Duration) error {
	deadline := b.clock.Now().Add(limit)
	for b.clock.Now().Before(deadline) && ctx.Err() == nil {
		status, _, err := b.client.GetTimeout(nil, "http://"+addr+"/readyz", time.Second)
		if err == nil && status == fasthttp.StatusOK {
			return nil
		}
		time.Sleep(10 * time.Millisecond)
	}
	return errNotReady
}

// pool opens connections of our own to the same database.
func (b *bench) pool(n int) *bun.DB {
	return db.Open(db.Target{Options: b.options, MaxOpen: n})
}

// signIn gives the access token of a demo account.
func (b *bench) signIn(login string) (string, error) {
	body, err := json.Marshal(map[string]string{"login": login, "password": demo.DemoPassword})
	if err != nil {
		return "", err
	}
	out, err := b.call("POST", "/api/v1/auth/sign-in", "", body)
	if err != nil {
		return "", err
	}
	var in struct {
		AccessToken string `json:"access_token"`
	}
	if err := json.Unmarshal(out, &in); err != nil {
		return "", err
	}
	return in.AccessToken, nil
}

var errStatus = errors.New("unexpected status")

func (b *bench) call(method, path, token string, body []byte) ([]byte, error) {
	req, res := fasthttp.AcquireRequest(), fasthttp.AcquireResponse()
	defer fasthttp.ReleaseRequest(req)
	defer fasthttp.ReleaseResponse(res)
	req.Header.SetMethod(method)
	req.SetRequestURI("http://" + b.addr + path)
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	if body != nil {
		req.Header.SetContentType("application/json")
		req.SetBody(body)
	}
	if err := b.client.Do(req, res); err != nil {
		return nil, err
	}
	if res.StatusCode() >= 300 {
		return nil, fmt.Errorf("%s %s: %d %s: %w", method, path, res.StatusCode(), res.Body(), errStatus)
	}
	return bytes.Clone(res.Body()), nil
}

// pgbench is PostgreSQL's own benchmark program, where it is installed.
func pgbench() (string, bool) {
	if path, err := exec.LookPath("pgbench"); err == nil {
		return path, true
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/pgbench")
	if err != nil || len(found) == 0 {
		return "", false
	}
	return found[len(found)-1], true
}

func tps(out []byte) (float64, bool) {
	lines := bufio.NewScanner(bytes.NewReader(out))
	for lines.Scan() {
		var v float64
		if n, _ := fmt.Sscanf(strings.TrimSpace(lines.Text()), "tps = %f", &v); n == 1 {
			return v, true
		}
	}
	return 0, false
}
