package main

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"sync/atomic"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/driver/pgdriver"

	"camtay/app/access"
	"camtay/app/db"
	"camtay/app/event"
	"camtay/app/evidence"
)

const (
	foldPeople = 8_000
	posters    = 16
)

// benchFold compares folding every level from its entries with reading the same
// rows person by person and summing one of their columns: once with the columns
// that folding needs, and once, more strictly, with no other column than the one
// that is summed.
func benchFold(ctx context.Context, b *bench) error {
	pool, err := b.ledger(ctx, "fold", foldPeople)
	if err != nil {
		return err
	}
	defer func() { _ = pool.Close() }()
	passes := func(pass func(context.Context) (int, error)) func(context.Context, time.Duration) (float64, error) {
		return func(ctx context.Context, _ time.Duration) (float64, error) {
			began := b.clock.Now()
			n, err := pass(ctx)
			return float64(n) / b.clock.Now().Sub(began).Seconds(), err
		}
	}
	folding := func(ctx context.Context) (int, error) {
		return evidence.FoldAll(ctx, pool, b.clock.Now(), func(evidence.Settled) {})
	}
	for _, against := range []struct {
		name string
		read func(context.Context) (int, error)
	}{
		{"fold", func(ctx context.Context) (int, error) { return sumLevels(ctx, pool, entryColumns) }},
		{"fold/one-column", func(ctx context.Context) (int, error) { return sumLevels(ctx, pool, "level") }},
	} {
		v, r, ratio, err := alternate(ctx, passes(folding), passes(against.read))
		if err != nil {
			return err
		}
		report(against.name, v, "entries/s", r, ratio)
	}
	return nil
}

// entryColumns are what folding needs of an entry; the level comes first.
const entryColumns = `level, staff_id, competency_id, id, kind, action, actor_id, capacity, observed_at, valid_until, fixed_until,
	subject, source, source_id, withdraws_id, rule_version`

// sumLevels reads columns of all entries, the level first, person by person,
// sums the levels and returns how many entries there are.
func sumLevels(ctx context.Context, pool *bun.DB, columns string) (int, error) {
	rows, err := pool.QueryContext(ctx, "select "+columns+" from evidence_entries order by staff_id")
	if err != nil {
		return 0, err
	}
	defer func() { _ = rows.Close() }()
	names, err := rows.Columns()
	if err != nil {
		return 0, err
	}
	n, sum, level := 0, 0, 0
	cells := make([]any, len(names))
	for i := range cells {
		cells[i] = new(sql.RawBytes)
	}
	cells[0] = &level
	for rows.Next() {
		if err := rows.Scan(cells...); err != nil {
			return 0, err
		}
		n++
		sum += level
	}
	runtime.KeepAlive(sum)
	return n, rows.Err()
}

// benchPost compares posting one entry through the ledger with writing the same
// three rows in as many prepared statements.
func benchPost(ctx context.Context, b *bench) error {
	pool, err := b.ledger(ctx, "post", foldPeople)
	if err != nil {
		return err
	}
	defer func() { _ = pool.Close() }()
	if _, err := settleLoaded(ctx, b, pool); err != nil {
		return err
	}
	var competencies []uuid.UUID
	if err := pool.NewRaw("select id from competencies order by code limit 20").Scan(ctx, &competencies); err != nil {
		return err
	}
	outbox := event.NewOutbox()
	event.On(outbox, "notify.level_changed", func(context.Context, bun.Tx, evidence.LevelChanged, time.Time) error { return nil })
	ledger := evidence.NewLedger(outbox)
	if err := ledger.Prepare(ctx, pool); err != nil {
		return err
	}
	var turn atomic.Int64
	next := func() (uuid.UUID, uuid.UUID, int64) {
		n := turn.Add(1)
		var id uuid.UUID
		copy(id[:], []byte{0, 0, 0, 0, 0, 0, 0x70, 0, 0x80})
		p := n*7919%foldPeople + 1
		id[14], id[15] = byte(p>>8), byte(p)
		return id, competencies[n%20], n
	}
	through := func(ctx context.Context, during time.Duration) (float64, error) {
		return rate(ctx, posters, during, func(ctx context.Context, _ int) error {
			staff, competency, n := next()
			now := b.clock.Now()
			e := evidence.Entry{
				StaffID: staff, CompetencyID: competency, Kind: evidence.KindTest, Action: evidence.ActionAttest, Level: int16(n % 4),
				Capacity: evidence.CapacitySystem, Source: "bench", SourceID: uuid.Must(uuid.NewV7()), DescriptionKey: "evidence.from_history",
			}
			return db.InTx(ctx, pool, func(ctx context.Context, tx bun.Tx) error {
				_, err := ledger.Post(ctx, tx, []evidence.Entry{e}, now)
				return err
			})
		})
	}
	direct, err := directly(ctx, pool, b, next)
	if err != nil {
		return err
	}
	v, r, ratio, err := alternate(ctx, through, direct)
	if err != nil {
		return err
	}
	report("post", v, "posts/s", r, ratio)
	return nil
}

// directly writes what a post writes, by three prepared statements in a
// transaction, without looking at anything.
//
//nolint:sqlclosecheck // the statements are closed with the pool
func directly(ctx context.Context, pool *bun.DB, b *bench, next func() (uuid.UUID, uuid.UUID, int64)) (func(context.Context, time.Duration) (float64, error), error) {
	entry, err := pool.DB.PrepareContext(ctx, `insert into evidence_entries (id, staff_id, competency_id, kind, action, level, capacity, observed_at,
			valid_until, source, source_id, rule_version, description_key, description_args, posted_at, strength, seq, hash)
		values ($1, $2, $3, 'test', 'attest', $4, 'system', $5::timestamptz, $5::timestamptz + interval '24 months', 'bench', $1, 1, 'evidence.from_history', '{}', $5::timestamptz, 6000, $6, sha256($7))`)
	if err != nil {
		return nil, err
	}
	level, err := pool.DB.PrepareContext(ctx, `insert into levels (staff_id, competency_id, level, settled_at) values ($1, $2, $3, $4)
		on conflict (staff_id, competency_id) do update set level = excluded.level, settled_at = excluded.settled_at`)
	if err != nil {
		return nil, err
	}
	chain, err := pool.DB.PrepareContext(ctx, "update evidence_chains set length = length + 1, head = sha256($2) where staff_id = $1")
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context, during time.Duration) (float64, error) {
		return rate(ctx, posters, during, func(ctx context.Context, _ int) error {
			staff, competency, n := next()
			id, now := uuid.Must(uuid.NewV7()), b.clock.Now()
			return db.InTx(ctx, pool, func(ctx context.Context, tx bun.Tx) error {
				if _, err := tx.Tx.StmtContext(ctx, entry).ExecContext(ctx, id, staff, competency, n%4, now, n+1_000_000, id[:]); err != nil {
					return err
				}
				if _, err := tx.Tx.StmtContext(ctx, level).ExecContext(ctx, staff, competency, n%4, now); err != nil {
					return err
				}
				_, err := tx.Tx.StmtContext(ctx, chain).ExecContext(ctx, staff, id[:])
				return err
			})
		})
	}, nil
}

// benchRecompute changes the rules for everyone and compares settling all levels
// with copying the same entries to /dev/null inside the server.
func benchRecompute(ctx context.Context, b *bench) error {
	pool, err := b.ledger(ctx, "recompute", b.ledgerPeople)
	if err != nil {
		return err
	}
	defer func() { _ = pool.Close() }()
	recompute, err := settleLoaded(ctx, b, pool)
	if err != nil {
		return err
	}
	if _, err := pool.ExecContext(ctx, "vacuum analyze levels"); err != nil {
		return err
	}
	entries := float64(b.ledgerPeople * entriesEach)
	var seconds [3]float64
	for i, pass := range []func() error{
		func() error { return b.copyAway(ctx) },
		func() error {
			n, err := recompute(2)
			say(fmt.Sprintf("%d levels moved", n))
			return err
		},
		func() error { return b.copyAway(ctx) },
	} {
		began := b.clock.Now()
		if err := pass(); err != nil {
			return err
		}
		seconds[i] = b.clock.Now().Sub(began).Seconds()
	}
	reference := entries / ((seconds[0] + seconds[2]) / 2)
	report("recompute", entries/seconds[1], "entries/s", reference, entries/seconds[1]/reference)
	say(fmt.Sprintf("most memory of this process: %s", peakMemory()))
	return nil
}

// settleLoaded settles the levels of a loaded ledger, which are all 0, and gives
// the deed by which the rules change: a test then shows so much.
func settleLoaded(ctx context.Context, b *bench, pool *bun.DB) (func(test int16) (int, error), error) {
	say("settling the loaded levels")
	var top string
	if err := pool.NewRaw("select path from units where parent_id is null").Scan(ctx, &top); err != nil {
		return nil, err
	}
	officer := access.With(ctx, access.Principal{Grants: []access.Grant{{Role: access.DepartmentOfficer, Path: top}}})
	svc := evidence.New(pool, b.clock, evidence.NewLedger(event.NewOutbox()))
	deed := func(test int16) (int, error) { return recompute(officer, svc, test) }
	_, err := deed(3)
	return deed, err
}

// recompute publishes rules by which a test shows so much, settles everyone, and
// returns how many levels moved.
func recompute(ctx context.Context, svc *evidence.Service, test int16) (int, error) {
	found, err := svc.Versions(ctx)
	if err != nil {
		return 0, err
	}
	set := found[len(found)-1].RuleSet
	set.Reach = evidence.ReachAll
	rule := set.Kinds[evidence.KindTest]
	rule.MaxLevel = test
	set.Kinds[evidence.KindTest] = rule
	if _, err := svc.SaveDraft(ctx, set, ""); err != nil {
		return 0, err
	}
	run, err := svc.PublishDraft(ctx)
	if err != nil {
		return 0, err
	}
	if _, err := svc.Advance(ctx); err != nil {
		return 0, err
	}
	run, err = svc.FindRun(ctx, run.ID)
	return run.LevelsUp + run.LevelsDown, err
}

// copyAway has the server copy the entries to /dev/null.
func (b *bench) copyAway(ctx context.Context) error {
	options := append(b.cluster.Options("recompute"), pgdriver.WithUser("postgres"))
	super := db.Open(db.Target{Options: options, Patient: true, MaxOpen: 1})
	defer func() { _ = super.Close() }()
	_, err := super.ExecContext(ctx, "copy evidence_entries to '/dev/null'")
	return err
}

// peakMemory is the most memory this process ever held, as the kernel says.
func peakMemory() string {
	f, err := os.Open("/proc/self/status")
	if err != nil {
		return "unknown"
	}
	defer func() { _ = f.Close() }()
	text, err := io.ReadAll(f)
	if err != nil {
		return "unknown"
	}
	_, rest, _ := strings.Cut(string(text), "VmHWM:")
	line, _, _ := strings.Cut(rest, "\n")
	return strings.TrimSpace(line)
}
