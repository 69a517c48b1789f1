package pg

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/uptrace/bun/driver/pgdriver"
)

const (
	// User is the role that the program connects as; it owns Database and may create others.
	User = "camtay"
	// Database is the program's database, made by Start.
	Database = "camtay"

	superuser = "postgres"
)

// Config says what Start starts.
type Config struct {
	// DataDir is the data folder; it is made when missing. It may be empty with Fast:
	// the cluster then lives in a fresh folder of TempDir that Stop removes.
	DataDir  string
	Binaries Binaries // from Find
	// Install is the folder that receives the copy of programs found in an npm package;
	// empty means DataDir, or without DataDir CacheDir.
	Install string
	// Fast makes a cluster for tests: quick, and lost when the machine stops.
	Fast     bool
	Progress func(step string) // told of slow steps; may be nil
}

// Cluster is a running server that this process is responsible for.
type Cluster struct {
	dataDir   string
	temporary bool
	account   account
	lock      *os.File
	socket    string
	pid       int
	exited    chan struct{} // closed when our own child ends; nil for an adopted server

	stop    sync.Once
	stopped error
}

// Start makes the cluster when the data folder has none, starts its server or adopts
// one that a killed program left running, recovers from a crash, and sees to it that
// Database and User exist. Its errors are sentences for the operator. Among others it
// refuses a folder that another program uses and data of another major version.
func Start(ctx context.Context, cfg Config) (*Cluster, error) {
	if cfg.Progress == nil {
		cfg.Progress = func(string) {}
	}
	c := &Cluster{dataDir: cfg.DataDir}
	if err := c.start(ctx, cfg); err != nil {
		closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopLimit)
		defer cancel()
		return nil, errors.Join(fmt.Errorf("start the database: %w", err), c.Stop(closing))
	}
	return c, nil
}

func (c *Cluster) start(ctx context.Context, cfg Config) error {
	if err := c.claim(cfg); err != nil {
		return err
	}
	missing, err := c.checkVersion(cfg.Binaries)
	if err != nil {
		return err
	}
	if err := c.prepareFolders(); err != nil {
		return err
	}
	programs, err := c.programs(cfg)
	if err != nil {
		return err
	}
	if missing {
		cfg.Progress(fmt.Sprintf("making a PostgreSQL %s cluster in %s", programs.Version, c.pgdata()))
		if err := c.create(ctx, programs, cfg.Fast); err != nil {
			return err
		}
	}
	if err := c.bring(ctx, programs, cfg.Fast, cfg.Progress); err != nil {
		return err
	}
	return c.createDatabase(ctx)
}

// claim makes the data folder, locks it and picks the account.
func (c *Cluster) claim(cfg Config) error {
	var err error
	switch {
	case cfg.DataDir == "" && cfg.Fast:
		c.temporary = true
		c.dataDir, err = os.MkdirTemp(TempDir(), "camtay-pg-")
	case cfg.DataDir == "":
		err = errors.New("no data folder given")
	default:
		c.dataDir, err = filepath.Abs(cfg.DataDir)
		if err == nil {
			err = makeDir(c.dataDir)
		}
	}
	if err != nil {
		return fmt.Errorf("make the data folder: %w", err)
	}
	if c.lock, err = lockFolder(c.dataDir); err != nil {
		return err
	}
	c.account, err = serverAccount(c.pgdata())
	return err
}

func (c *Cluster) programs(cfg Config) (Binaries, error) {
	into := cfg.Install
	switch {
	case into != "":
	case c.temporary:
		into = CacheDir()
	default:
		into = c.dataDir
	}
	programs, err := install(cfg.Binaries, into, cfg.Progress)
	if err != nil {
		return Binaries{}, err
	}
	return programs, c.account.reach(programs.Dir)
}

func (c *Cluster) createDatabase(ctx context.Context) error {
	db := sql.OpenDB(pgdriver.NewConnector(append(options(c.socket, superuser, "postgres"),
		pgdriver.WithReadTimeout(2*time.Minute))...))
	defer func() { _ = db.Close() }()
	for _, step := range []struct{ missing, make string }{
		{
			"select count(*) = 0 from pg_roles where rolname = '" + User + "'",
			"create role " + User + " login createdb",
		},
		{
			"select count(*) = 0 from pg_database where datname = '" + Database + "'",
			"create database " + Database + " owner " + User + " template template0 encoding 'UTF8'",
		},
	} {
		var missing bool
		if err := db.QueryRowContext(ctx, step.missing).Scan(&missing); err != nil {
			return fmt.Errorf("look for the program's database: %w", err)
		}
		if !missing {
			continue
		}
		if _, err := db.ExecContext(ctx, step.make); err != nil {
			return fmt.Errorf("make the program's database: %w", err)
		}
	}
	return nil
}

// Options returns what pgdriver.NewConnector needs to reach a database of the cluster as User.
func (c *Cluster) Options(database string) []pgdriver.Option {
	return options(c.socket, User, database)
}

func options(socket, role, database string) []pgdriver.Option {
	return []pgdriver.Option{
		pgdriver.WithNetwork("unix"),
		pgdriver.WithAddr(socket),
		pgdriver.WithUser(role),
		pgdriver.WithDatabase(database),
		pgdriver.WithInsecure(true),
	}
}

// DSN returns the same as an address that pgdriver reads: unix://user@database/socket?sslmode=disable.
func (c *Cluster) DSN(database string) string {
	dsn := url.URL{
		Scheme: "unix", User: url.User(User), Host: database, Path: c.socket,
		RawQuery: "sslmode=disable",
	}
	return dsn.String()
}

// Log returns the path of the server's log.
func (c *Cluster) Log() string { return c.logFile() }

// Stop ends the server in order, at once when ctx ends or 30 seconds pass, and gives the
// data folder free. Later calls return what the first did.
func (c *Cluster) Stop(ctx context.Context) error {
	c.stop.Do(func() {
		c.stopped = c.end(ctx)
		if c.temporary && c.stopped == nil && c.dataDir != "" {
			c.stopped = os.RemoveAll(c.dataDir)
		}
		if c.lock != nil {
			_ = c.lock.Close()
		}
	})
	return c.stopped
}
