package main

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/db"
	"camtay/app/event"
	"camtay/app/evidence"
)

// entriesWanted is how large the ledger is for the heat map.
const entriesWanted = 400_000

// firstRowLimit is how long a heat map may take, warm.
const firstRowLimit = 150 * time.Millisecond

// benchHeatMap compares the heat map of the province over HTTP, on a ledger of
// about 400,000 entries, with counting the levels it is made of. A further line
// has one level changed before each look, so that a commune is counted anew.
func benchHeatMap(ctx context.Context, b *bench) error {
	pool := b.pool(1)
	defer func() { _ = pool.Close() }()
	if err := fillLedger(ctx, pool, b.clock.Now()); err != nil {
		return err
	}
	token, err := b.signIn("sonoivu")
	if err != nil {
		return err
	}
	began := b.clock.Now()
	body, err := b.call("GET", "/api/v1/gaps/heatmap", token, nil)
	if err != nil {
		return err
	}
	say(fmt.Sprintf("first heat map after filling the ledger, every commune counted anew: %s", b.clock.Now().Sub(began).Round(time.Millisecond)))
	if err := sayCells(body); err != nil {
		return err
	}
	look := func(ctx context.Context, during time.Duration) (float64, error) {
		return rate(ctx, 1, during, func(context.Context, int) error {
			_, err := b.call("GET", "/api/v1/gaps/heatmap", token, nil)
			return err
		})
	}
	touched := func(ctx context.Context, during time.Duration) (float64, error) {
		return rate(ctx, 1, during, func(ctx context.Context, _ int) error {
			_, err := pool.ExecContext(ctx, `update levels set level = (level + 1) % 6
				where (staff_id, competency_id) = (select staff_id, competency_id from levels offset floor(random() * 1000) limit 1)`)
			if err != nil {
				return err
			}
			_, err = b.call("GET", "/api/v1/gaps/heatmap", token, nil)
			return err
		})
	}
	count := func(ctx context.Context, during time.Duration) (float64, error) {
		return rate(ctx, 1, during, func(ctx context.Context, _ int) error {
			return scanOne(ctx, pool, "select count(*) from levels")
		})
	}
	for _, each := range []struct {
		name string
		run  func(ctx context.Context, during time.Duration) (float64, error)
	}{{"heatmap", look}, {"heatmap-after-a-change", touched}} {
		v, r, ratio, err := alternate(ctx, each.run, count)
		if err != nil {
			return err
		}
		report(each.name, v, "maps/s", r, ratio)
		took := time.Duration(float64(time.Second) / v).Round(100 * time.Microsecond)
		say(fmt.Sprintf("%s: %s each, limit %s", each.name, took, firstRowLimit))
	}
	return nil
}

func sayCells(body []byte) error {
	var heat struct {
		Competencies []struct{} `json:"competencies"`
		Units        []struct{} `json:"units"`
	}
	if err := json.Unmarshal(body, &heat); err != nil {
		return err
	}
	say(fmt.Sprintf("%d × %d cells, %d bytes", len(heat.Units), len(heat.Competencies), len(body)))
	return nil
}

// fillLedger posts observations through the ledger until it is large enough:
// every person in every competency that has no level yet.
func fillLedger(ctx context.Context, pool *bun.DB, now time.Time) error {
	have, err := pool.NewSelect().Table("evidence_entries").Count(ctx)
	if err != nil {
		return err
	}
	var pairs []struct{ StaffID, CompetencyID uuid.UUID }
	err = pool.NewRaw(`select s.id as staff_id, c.id as competency_id
		from staff s
		cross join competencies c
		where not exists (select from levels l where l.staff_id = s.id and l.competency_id = c.id)
		order by s.id, c.id
		limit ?`, max(entriesWanted-have, 0)).Scan(ctx, &pairs)
	if err != nil {
		return err
	}
	say(fmt.Sprintf("filling the ledger: %d entries there, %d more", have, len(pairs)))
	ledger := evidence.NewLedger(event.NewOutbox())
	const batch = 4_000 // short transactions: the server works beside
	for at := 0; at < len(pairs); at += batch {
		var entries []evidence.Entry
		for i, p := range pairs[at:min(at+batch, len(pairs))] {
			entries = append(entries, evidence.Entry{
				StaffID: p.StaffID, CompetencyID: p.CompetencyID, Kind: evidence.KindTest, Action: evidence.ActionAttest,
				Level: int16(i%3 + 1), Capacity: evidence.CapacitySystem, ObservedAt: now.AddDate(0, 0, -i%300),
				Source: "bench", SourceID: uuid.Must(uuid.NewV7()), DescriptionKey: "evidence.from_history",
			})
		}
		err := db.InTx(ctx, pool, func(ctx context.Context, tx bun.Tx) error {
			_, err := ledger.PostMany(ctx, tx, entries, now)
			return err
		})
		if err != nil {
			return fmt.Errorf("fill the ledger: %w", err)
		}
	}
	_, err = pool.ExecContext(ctx, "analyze")
	return err
}
