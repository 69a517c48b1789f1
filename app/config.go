package app

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"camtay/app/clock"
)

// Config is everything the program reads from its environment. The struct tags
// are the reference: `camtay --help` prints them.
type Config struct {
	Addr         string        `env:"CAMTAY_ADDR" default:"127.0.0.1:8080" help:"Address to serve on, host:port."`
	Data         string        `env:"CAMTAY_DATA" default:"" help:"Data folder: database, keys. Default: /var/lib/camtay as root, else ~/.local/share/camtay."`
	DatabaseURL  string        `name:"database-url" env:"DATABASE_URL" default:"" help:"Use this PostgreSQL (15 or newer) instead of starting one: postgres://user:password@host:5432/database?sslmode=verify-full."`
	PGBin        string        `name:"pg-bin" env:"CAMTAY_PG_BIN" default:"" help:"Folder of PostgreSQL's programs (initdb, postgres) to use for the own database."`
	Demo         string        `env:"CAMTAY_DEMO" default:"auto" enum:"auto,yes,no" help:"Load the fictional demo province on first start: yes, no, or auto (yes with an own database on a loopback address)."`
	DemoSeed     uint64        `name:"demo-seed" env:"CAMTAY_DEMO_SEED" default:"2026" help:"Seed number of the demo province; the same seed makes the same province."`
	DemoStaff    int           `name:"demo-staff" env:"CAMTAY_DEMO_STAFF" default:"8000" help:"About how many people the demo province has."`
	DemoAhead    time.Duration `name:"demo-ahead" env:"CAMTAY_DEMO_AHEAD" default:"0" help:"How far the demo's clock runs ahead, such as 72h, to show what comes after a class."`
	URL          string        `env:"CAMTAY_URL" default:"" help:"Address under which users reach the service, for links. Default: http://<addr>."`
	Secret       string        `env:"CAMTAY_SECRET" default:"" help:"Master key that seals signing keys: 64 hexadecimal digits. Default: made once in <data>/secret.key."`
	SupportPhone string        `name:"support-phone" env:"CAMTAY_SUPPORT_PHONE" default:"" help:"Telephone number shown under \"Gọi người hỗ trợ\" on every page."`
	Proxies      []string      `env:"CAMTAY_PROXIES" default:"" help:"Trusted reverse proxies, comma-separated addresses or ranges; X-Forwarded-For of others is ignored."`
	Log          string        `env:"CAMTAY_LOG" default:"info" enum:"debug,info,warn,error" help:"Least level that is logged."`
	LogFormat    string        `name:"log-format" env:"CAMTAY_LOG_FORMAT" default:"text" enum:"text,json" help:"Form of log lines."`
	Workers      int           `env:"CAMTAY_WORKERS" default:"2" help:"Number of background workers, 1 to 32."`
}

var (
	errAddr    = errors.New("CAMTAY_ADDR must be host:port, such as 127.0.0.1:8080")
	errURL     = errors.New("CAMTAY_URL must be an address such as https://camtay.example.vn")
	errWorkers = errors.New("CAMTAY_WORKERS must lie between 1 and 32")
	errStaff   = errors.New("CAMTAY_DEMO_STAFF must lie between 200 and 50000")
	errAhead   = errors.New("CAMTAY_DEMO_AHEAD is a time such as 72h, and for the demo province only")
	errDSN     = errors.New("DATABASE_URL must look like postgres://user:password@host:5432/database")
)

// Complete checks the settings and fills in what depends on others. Its errors
// are sentences for the person at the terminal.
func (c Config) Complete() (Config, error) {
	host, _, err := net.SplitHostPort(c.Addr)
	if err != nil {
		return c, fmt.Errorf("%w, not %q", errAddr, c.Addr)
	}
	if c.URL == "" {
		c.URL = "http://" + c.Addr
	}
	if u, err := url.Parse(c.URL); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return c, fmt.Errorf("%w, not %q", errURL, c.URL)
	}
	c.URL = strings.TrimRight(c.URL, "/")
	if c.DatabaseURL != "" {
		u, err := url.Parse(c.DatabaseURL)
		if err != nil || u.Scheme != "postgres" && u.Scheme != "postgresql" && u.Scheme != "unix" {
			return c, errDSN // the value may hold a password and is not repeated
		}
	}
	if c.Secret != "" {
		if _, err := decodeKey(c.Secret); err != nil {
			return c, err
		}
	}
	if c.Workers < 1 || c.Workers > 32 {
		return c, fmt.Errorf("%w, not %d", errWorkers, c.Workers)
	}
	if c.DemoStaff < 200 || c.DemoStaff > 50000 {
		return c, fmt.Errorf("%w, not %d", errStaff, c.DemoStaff)
	}
	if c.Demo == "auto" {
		c.Demo = "no"
		if ip := net.ParseIP(host); c.DatabaseURL == "" && (host == "localhost" || ip != nil && ip.IsLoopback()) {
			c.Demo = "yes"
		}
	}
	if c.DemoAhead != 0 && (c.Demo != "yes" || c.DemoAhead < 0) {
		return c, errAhead
	}
	if c.Data == "" {
		c.Data, err = defaultData()
	} else {
		c.Data, err = filepath.Abs(c.Data)
	}
	return c, err
}

func defaultData() (string, error) {
	if os.Geteuid() == 0 {
		return "/var/lib/camtay", nil
	}
	if dir := os.Getenv("XDG_DATA_HOME"); dir != "" {
		return filepath.Join(dir, "camtay"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("no home folder to keep data in, set CAMTAY_DATA: %w", err)
	}
	return filepath.Join(home, ".local", "share", "camtay"), nil
}

// Clock is the time the product lives in.
func (c Config) Clock() clock.Clock {
	return clock.Ahead(c.DemoAhead)
}

// Secure reports whether users reach the service over TLS.
func (c Config) Secure() bool {
	return strings.HasPrefix(c.URL, "https://")
}
