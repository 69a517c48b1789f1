package evidence

import (
	"context"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
)

// prepared are the statements of a post of one entry, which is what nearly every
// post is. Prepared, they spare the server the planning of seven tables.
type prepared struct {
	lock, hold, write *sql.Stmt
}

// Prepare has the ledger use prepared statements in transactions of a pool; the
// ledger must then be given no other. Close frees them.
func (l *Ledger) Prepare(ctx context.Context, pool *bun.DB) error {
	p := &prepared{}
	for _, s := range []struct {
		into **sql.Stmt
		text string
	}{{&p.lock, lockOne}, {&p.hold, holdOne}, {&p.write, writeOne}} {
		stmt, err := pool.DB.PrepareContext(ctx, s.text) //nolint:sqlclosecheck // kept until Close
		if err != nil {
			return fmt.Errorf("prepare ledger: %w", err)
		}
		*s.into = stmt
	}
	l.prepared = p
	return nil
}

// Close frees what Prepare made.
func (l *Ledger) Close() {
	if l.prepared == nil {
		return
	}
	for _, s := range []*sql.Stmt{l.prepared.lock, l.prepared.hold, l.prepared.write} {
		_ = s.Close()
	}
	l.prepared = nil
}

const lockOne = `select c.length, c.head, c.book, r.number
	from evidence_revision r, evidence_chains c
	where c.staff_id = $1
	for update of c`

const holdOne = `select l.level, l.refold_at, l.settled_at, ` + foldColumns + `
	from (values ($1::uuid, $2::uuid)) as p (staff_id, competency_id)
	left join levels l on l.staff_id = p.staff_id and l.competency_id = p.competency_id
	left join evidence_entries e on e.staff_id = p.staff_id and e.competency_id = p.competency_id`

const writeOne = `with appended as (
		insert into evidence_entries (id, staff_id, competency_id, competency_version, kind, action, level, strength, actor_id, capacity,
			observed_at, valid_until, fixed_until, subject, source, source_id, withdraws_id, rule_version, description_key, description_args,
			reason, posted_at, seq, hash)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, decode($24, 'hex'))
	), settled as (
		insert into levels (staff_id, competency_id, level, refold_at, settled_at, mean_milli, sd_milli, recheck_on)
		values ($2, $3, $25, $26, $22, $27, $28, nullif($29, '')::date)
		on conflict (staff_id, competency_id) do update
		set level = excluded.level, refold_at = excluded.refold_at, settled_at = excluded.settled_at,
			mean_milli = excluded.mean_milli, sd_milli = excluded.sd_milli, recheck_on = excluded.recheck_on
	)
	update evidence_chains
	set length = $23, head = decode($24, 'hex')
	where staff_id = $2`

// lock takes the chain of one person; nil when there is none.
func (p *prepared) lockOne(ctx context.Context, tx bun.Tx, staff uuid.UUID) (*chain, int64, error) {
	rows, err := tx.StmtContext(ctx, p.lock).QueryContext(ctx, staff) //nolint:sqlclosecheck // closes with the transaction
	if err != nil {
		return nil, 0, fmt.Errorf("lock chain: %w", err)
	}
	defer rows.Close()
	var c *chain
	var revision int64
	for rows.Next() {
		c = &chain{}
		if err := rows.Scan(&c.head.length, &c.head.hash, &c.book, &revision); err != nil {
			return nil, 0, fmt.Errorf("read chain: %w", err)
		}
	}
	return c, revision, rows.Err()
}

func (p *prepared) holdOne(ctx context.Context, tx bun.Tx, of pair) (*holding, error) {
	rows, err := tx.StmtContext(ctx, p.hold).QueryContext(ctx, of.staff, of.competency) //nolint:sqlclosecheck // closes with the transaction
	if err != nil {
		return nil, fmt.Errorf("read evidence: %w", err)
	}
	defer rows.Close()
	h := &holding{pair: of}
	for rows.Next() {
		if err := h.scan(rows); err != nil {
			return nil, err
		}
	}
	return h, rows.Err()
}

func (p *prepared) writeOne(ctx context.Context, tx bun.Tx, e Entry, h *holding) error {
	args, err := json.Marshal(e.DescriptionArgs)
	if err != nil {
		return fmt.Errorf("write arguments of entry: %w", err)
	}
	r := rowOf(e)
	mean, spread := h.belief.Milli()
	_, err = tx.StmtContext(ctx, p.write).ExecContext(ctx, //nolint:sqlclosecheck // closes with the transaction
		r.ID, r.StaffID, r.CompetencyID, r.CompetencyVersion, r.Kind, r.Action, r.Level, r.Strength, orNull(r.ActorID), r.Capacity,
		r.ObservedAt, orNever(r.ValidUntil), r.FixedUntil, r.Subject, r.Source, r.SourceID, orNull(r.WithdrawsID), r.RuleVersion,
		r.DescriptionKey, string(args), r.Reason, r.PostedAt, r.Seq, hex.EncodeToString(r.Hash), h.level, orNever(h.refoldAt),
		mean, spread, h.recheck())
	if err != nil {
		return fmt.Errorf("append evidence: %w", err)
	}
	return nil
}

func orNever(t *time.Time) any {
	if t == nil {
		return nil
	}
	return *t
}
