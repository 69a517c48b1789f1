// Package event carries facts from the transaction that made them to the
// reactions that follow. Each fact becomes one outbox row per reaction, written
// in the same transaction; a worker runs a reaction and deletes its row in one
// transaction.
package event

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
)

// Fact is something that happened. Kind is a fixed text such as
// "evidence.level_changed", so that a renamed type does not orphan queued rows.
type Fact interface {
	Kind() string
}

// Reaction is what one room does about a fact. Nobody is signed in while it
// runs. It must be idempotent: a crash after its commit cannot happen, but a
// fact may be put twice.
type Reaction struct {
	Name string
	Run  func(ctx context.Context, tx bun.Tx, payload json.RawMessage, now time.Time) error
}

// Outbox knows which reactions follow which kind of fact.
type Outbox struct {
	reactions map[string][]Reaction
}

// NewOutbox makes an outbox without reactions.
func NewOutbox() *Outbox {
	return &Outbox{reactions: map[string][]Reaction{}}
}

// On registers a typed reaction to facts of F's kind. All registrations happen
// before the first Put.
func On[F Fact](o *Outbox, name string, run func(ctx context.Context, tx bun.Tx, fact F, now time.Time) error) {
	var zero F
	o.reactions[zero.Kind()] = append(o.reactions[zero.Kind()], Reaction{
		Name: name,
		Run: func(ctx context.Context, tx bun.Tx, payload json.RawMessage, now time.Time) error {
			var fact F
			if err := json.Unmarshal(payload, &fact); err != nil {
				return fmt.Errorf("read %s: %w", zero.Kind(), err)
			}
			return run(ctx, tx, fact, now)
		},
	})
}

// Put queues a fact's reactions within the caller's transaction.
func (o *Outbox) Put(ctx context.Context, tx bun.Tx, fact Fact, now time.Time) error {
	return o.PutAt(ctx, tx, fact, now, now)
}

// PutAt queues a fact's reactions to run no earlier than runAt.
func (o *Outbox) PutAt(ctx context.Context, tx bun.Tx, fact Fact, runAt, now time.Time) error {
	rows, err := o.rows(fact, runAt, now)
	if err != nil {
		return err
	}
	return queue(ctx, tx, rows)
}

// most is how many rows one statement queues.
const most = 2000

// PutAll queues the reactions of many facts, with the cost of few.
func (o *Outbox) PutAll(ctx context.Context, tx bun.Tx, facts []Fact, now time.Time) error {
	var all []row
	for _, fact := range facts {
		rows, err := o.rows(fact, now, now)
		if err != nil {
			return err
		}
		all = append(all, rows...)
	}
	for part := range slices.Chunk(all, most) {
		if err := queue(ctx, tx, part); err != nil {
			return err
		}
	}
	return nil
}

// rows are a fact's reactions as they are queued.
func (o *Outbox) rows(fact Fact, runAt, now time.Time) ([]row, error) {
	reactions := o.reactions[fact.Kind()]
	if len(reactions) == 0 {
		return nil, nil
	}
	payload, err := json.Marshal(fact)
	if err != nil {
		return nil, fmt.Errorf("write %s: %w", fact.Kind(), err)
	}
	rows := make([]row, 0, len(reactions))
	for _, r := range reactions {
		id, err := uuid.NewV7()
		if err != nil {
			return nil, fmt.Errorf("make outbox id: %w", err)
		}
		rows = append(rows, row{ID: id, Kind: fact.Kind(), Reaction: r.Name, Payload: payload, RunAt: runAt, PutAt: now})
	}
	return rows, nil
}

func queue(ctx context.Context, tx bun.Tx, rows []row) error {
	if len(rows) == 0 {
		return nil
	}
	if _, err := tx.NewInsert().Model(&rows).Exec(ctx); err != nil {
		return fmt.Errorf("queue reactions: %w", err)
	}
	if _, err := tx.ExecContext(ctx, "select pg_notify('outbox', '')"); err != nil {
		return fmt.Errorf("wake worker: %w", err)
	}
	return nil
}

type row struct {
	bun.BaseModel `bun:"table:outbox"`

	ID        uuid.UUID `bun:",pk"`
	Kind      string
	Reaction  string
	Payload   json.RawMessage `bun:"type:jsonb"`
	Attempts  int
	LastFault string
	RunAt     time.Time
	PutAt     time.Time
	DeadAt    *time.Time
}
