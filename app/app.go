// Package app builds the house: it is the only place that knows every room.
package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/uptrace/bun"

	"camtay/app/assess"
	"camtay/app/auth"
	"camtay/app/catalogue"
	"camtay/app/classes"
	"camtay/app/clock"
	"camtay/app/communities"
	"camtay/app/competency"
	"camtay/app/db"
	"camtay/app/demo"
	"camtay/app/effects"
	"camtay/app/event"
	"camtay/app/evidence"
	"camtay/app/gaps"
	"camtay/app/learn"
	"camtay/app/mentoring"
	"camtay/app/notify"
	"camtay/app/org"
	"camtay/app/outreach"
	"camtay/app/plans"
	"camtay/app/portfolio"
	"camtay/app/procedures"
	"camtay/app/programmes"
	"camtay/app/reviews"
	"camtay/app/rights"
	"camtay/app/staff"
	"camtay/app/web"
	"camtay/migrations"
)

// App is the running product: its HTTP server, its rooms and its workers.
type App struct {
	Server *web.Server
	Auth   *auth.Service

	outbox  *event.Outbox
	pool    *bun.DB
	clock   clock.Clock
	log     *slog.Logger
	workers int
	worker  *event.Worker
	tasks   []task
	stop    context.CancelFunc
	ticking sync.WaitGroup
	closers []func()
}

// New builds every room on a migrated database. Serving begins with Server,
// background work with Work; Close ends both.
func New(ctx context.Context, cfg Config, pool *bun.DB, clk clock.Clock, log *slog.Logger) (*App, error) {
	key, err := masterKey(cfg)
	if err != nil {
		return nil, err
	}
	a := &App{outbox: event.NewOutbox(), pool: pool, clock: clk, log: log, workers: cfg.Workers}
	a.Auth, err = auth.New(auth.Config{
		DB: pool, Clock: clk, Log: log, MasterKey: key, PublicURL: cfg.URL, Secure: cfg.Secure(),
		Demo: cfg.Demo == "yes", DemoAccounts: demo.DemoAccounts(), DemoPassword: demo.DemoPassword,
	})
	if err != nil {
		return nil, fmt.Errorf("build auth: %w", err)
	}
	if err := a.Auth.Start(ctx); err != nil {
		return nil, fmt.Errorf("start auth: %w", err)
	}
	a.closers = append(a.closers, a.Auth.Close)
	a.Server = web.New(web.Config{
		Version: "1", Secure: cfg.Secure(), Proxies: cfg.Proxies, Log: log, Clock: clk,
		Authenticate: a.Auth.Verify, Ready: ready(pool),
	})
	a.Server.Metrics.MustRegister(collectors.NewDBStatsCollector(pool.DB, "camtay"))
	if err := a.rooms(ctx); err != nil {
		a.Close()
		return nil, err
	}
	return a, nil
}

// rooms builds the rooms from the lower floors up and gives each its routes.
func (a *App) rooms(ctx context.Context) error {
	ledger := evidence.NewLedger(a.outbox)
	if err := ledger.Prepare(ctx, a.pool); err != nil {
		return fmt.Errorf("build evidence: %w", err)
	}
	a.closers = append(a.closers, ledger.Close)
	people := staff.New(a.pool, a.clock, a.outbox)
	framework := competency.New(a.pool, a.clock, a.outbox)
	proofs := evidence.New(a.pool, a.clock, ledger)
	lacks := gaps.New(a.pool, a.clock)
	learning, err := learn.New(ctx, a.pool, a.clock, ledger)
	if err != nil {
		return fmt.Errorf("build learn: %w", err)
	}
	a.closers = append(a.closers, learning.Close)
	testing := assess.New(a.pool, a.clock, ledger)
	a.closers = append(a.closers, testing.Close)
	seats := classes.New(a.pool, a.clock, a.outbox, ledger)
	pairs := mentoring.New(a.pool, a.clock, a.outbox, ledger)
	earlier := portfolio.New(a.pool, a.clock, a.outbox, ledger)
	agreed := plans.New(a.pool, a.clock, a.outbox)
	rounds := programmes.New(a.pool, a.clock, pairs)
	campaigns := reviews.New(a.pool, a.clock, a.outbox, ledger)
	sendings := outreach.New(a.pool, a.clock, a.outbox, ledger)
	exchange := communities.New(a.pool, a.clock, a.outbox)
	changes := effects.New(a.pool, a.clock, a.outbox)
	messages := notify.New(a.pool, a.clock)

	auth.Routes(a.Server, a.Auth)
	org.Routes(a.Server, a.pool)
	staff.Routes(a.Server, people)
	competency.Routes(a.Server, framework)
	competency.CriteriaRoutes(a.Server, framework)
	evidence.Routes(a.Server, proofs)
	gaps.Routes(a.Server, lacks)
	learn.Routes(a.Server, learning)
	assess.Routes(a.Server, testing)
	classes.Routes(a.Server, seats)
	mentoring.Routes(a.Server, pairs)
	portfolio.Routes(a.Server, earlier)
	plans.Routes(a.Server, agreed)
	reviews.Routes(a.Server, campaigns)
	programmes.Routes(a.Server, rounds)
	outreach.Routes(a.Server, sendings)
	communities.Routes(a.Server, exchange)
	effects.Routes(a.Server, changes)
	notify.Routes(a.Server, messages)
	rights.Routes(a.Server, rights.New(a.pool, a.clock, Holdings()...))
	procedures.Routes(a.Server, procedures.New(a.pool, a.clock))
	catalogue.Routes(a.Server, catalogue.New(a.pool, a.clock))

	react(a.outbox, proofs, messages, agreed, pairs, changes)
	a.tasks = []task{
		{"evidence lapses", 10 * time.Minute, counted(proofs.Lapse)},
		{"levels that will lapse", time.Hour, counted(proofs.Warn)},
		{"runs over levels", time.Second, counted(proofs.Advance)},
		{"attempts past their time", 20 * time.Second, counted(testing.CloseOverdue)},
		{"requests nobody answered", 10 * time.Minute, counted(pairs.Expire)},
		{"pairs that need a look", time.Hour, counted(pairs.Watch)},
		{"requests for specialists nobody accepted", time.Hour, counted(sendings.Lapse)},
		{"kept gaps", 15 * time.Second, counted(lacks.Refresh)},
		{"gaps by month", time.Hour, lacks.Snapshot},
		{"reviews being launched", time.Second, counted(campaigns.Advance)},
		{"reviews past their deadline", 10 * time.Minute, counted(campaigns.Tick)},
		{"programmes to match", time.Second, counted(rounds.Advance)},
		{"effects of mentoring", 5 * time.Minute, counted(changes.Tick)},
		{"targets due soon", time.Hour, counted(agreed.Remind)},
		{"uploads past their keeping", time.Hour, counted(people.Purge)},
	}
	return nil
}

// task is work that comes round. Every process runs it; each run does what is
// due and nothing twice.
type task struct {
	name  string
	every time.Duration
	run   func(ctx context.Context) error
}

func counted(run func(ctx context.Context) (int, error)) func(ctx context.Context) error {
	return func(ctx context.Context) error {
		_, err := run(ctx)
		return err
	}
}

// Work starts the workers of the outbox and the tasks that come round.
func (a *App) Work() {
	a.worker = event.Start(a.outbox, a.pool, a.clock, a.log, a.workers)
	ctx, stop := context.WithCancel(context.Background())
	a.stop = stop
	for _, t := range a.tasks {
		a.ticking.Go(func() { a.tick(ctx, t) })
	}
}

func (a *App) tick(ctx context.Context, t task) {
	ticker := time.NewTicker(t.every)
	defer ticker.Stop()
	for {
		if err := t.run(ctx); err != nil && ctx.Err() == nil {
			a.log.Error("task failed", "task", t.name, "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

// Close ends the background work: running reactions and tasks finish first.
func (a *App) Close() {
	if a.stop != nil {
		a.stop()
		a.ticking.Wait()
	}
	if a.worker != nil {
		a.worker.Close()
	}
	for i := len(a.closers) - 1; i >= 0; i-- {
		a.closers[i]()
	}
	a.closers = nil
}

// Greet tells the person at the terminal where to go and how to sign in.
func (a *App) Greet(ctx context.Context, out io.Writer, cfg Config) error {
	var b strings.Builder
	fmt.Fprintf(&b, "\nCầm Tay: %s\n", cfg.URL)
	if cfg.Demo == "yes" {
		fmt.Fprintf(&b, "Dữ liệu thử nghiệm, người và số liệu đều hư cấu. Mật khẩu chung / shared password: %s\n", demo.DemoPassword)
		for _, d := range demo.DemoAccounts() {
			fmt.Fprintf(&b, "  %-11s %s\n", d.Login, d.Role)
		}
	}
	token, needed, err := a.Auth.SetupLink(ctx)
	if err != nil {
		return fmt.Errorf("make the setup link: %w", err)
	}
	if needed {
		fmt.Fprintf(&b, "Chưa có quản trị viên. Mở một lần trong 24 giờ / open once within 24 hours:\n  %s\n", a.Auth.SetupPath(token))
	}
	b.WriteString("Ctrl-C để dừng / to stop.\n")
	_, err = io.WriteString(out, b.String())
	return err
}

// Prepare brings a database to this program's schema and built-in data. The
// pool must have no time-outs.
func Prepare(ctx context.Context, patient *bun.DB, clk clock.Clock, say func(string)) error {
	applied, err := migrations.Run(ctx, patient, func(name string) { say("migration " + name) })
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	if applied > 0 {
		say(fmt.Sprintf("%d migrations applied", applied))
	}
	if err := catalogue.Load(ctx, patient, clk, say); err != nil {
		return err
	}
	sealed, err := evidence.New(patient, clk, evidence.NewLedger(event.NewOutbox())).Seal(ctx)
	if sealed > 0 {
		say(fmt.Sprintf("evidence of %d people sealed", sealed))
	}
	return err
}

// NeedsDemo reports whether the database holds nobody yet.
func NeedsDemo(ctx context.Context, pool *bun.DB) (bool, error) {
	exists, err := pool.NewSelect().Table("staff").Exists(ctx)
	if err != nil {
		return false, fmt.Errorf("look for people: %w", err)
	}
	return !exists, nil
}

// Seed loads the demo province into a database without people.
func Seed(ctx context.Context, cfg Config, patient *bun.DB, clk clock.Clock, say func(string)) error {
	return demo.Seed(ctx, patient, demo.Config{Seed: cfg.DemoSeed, Staff: cfg.DemoStaff, Now: clk.Now()}, say)
}

// VerifyLedger proves the ledger as of one snapshot, and that its chains pass
// through given ends. The pool must have no time-outs.
func VerifyLedger(ctx context.Context, patient *bun.DB, seals []evidence.Seal) (evidence.Verified, error) {
	return evidence.New(patient, clock.System{}, evidence.NewLedger(event.NewOutbox())).Verify(ctx, seals)
}

var errNotMigrated = errors.New("migrations are pending")

// ready reports whether the database answers and has this program's schema.
// That the schema is current is asked until it once was: it never goes back.
func ready(pool *bun.DB) func(ctx context.Context) error {
	var mu sync.Mutex
	current := false
	return func(ctx context.Context) error {
		if err := db.Ping(ctx, pool, 2*time.Second); err != nil {
			return err
		}
		mu.Lock()
		defer mu.Unlock()
		if current {
			return nil
		}
		pending, err := migrations.Pending(ctx, pool)
		if err != nil {
			return fmt.Errorf("look for pending migrations: %w", err)
		}
		if pending > 0 {
			return fmt.Errorf("%d: %w", pending, errNotMigrated)
		}
		current = true
		return nil
	}
}
