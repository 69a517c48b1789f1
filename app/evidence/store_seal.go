package evidence

import (
	"context"
	"encoding/hex"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"
)

// sealBatch is how many people one round of sealing holds.
const sealSize = 500

// sealBatch links the unlinked entries of one batch of people and settles their
// levels; it returns how many people it found.
func (l *Ledger) sealBatch(ctx context.Context, tx bun.Tx, now time.Time) (int, error) {
	var people []uuid.UUID
	err := tx.NewRaw(`select distinct staff_id
		from evidence_entries
		where hash is null
		order by staff_id
		limit ?`, sealSize).Scan(ctx, &people)
	if err != nil || len(people) == 0 {
		return 0, err
	}
	chains, book, err := l.lock(ctx, tx, people)
	if err != nil {
		return 0, err
	}
	var rows []entryRow
	err = tx.NewSelect().Model(&rows).
		Where("staff_id = any(?::uuid[])", list(people)).
		Where("hash is null").
		OrderExpr("staff_id, posted_at, id").
		Scan(ctx)
	if err != nil {
		return 0, err
	}
	entries := make([]Entry, 0, len(rows))
	for _, r := range rows {
		c := chains[r.StaffID]
		linked, err := c.head.link(r.entry())
		if err != nil {
			return 0, err
		}
		c.head = head{length: linked.Seq, hash: linked.Hash}
		entries = append(entries, linked)
	}
	held, err := holdingsOf(ctx, tx, pairsOf(entries))
	if err != nil {
		return 0, err
	}
	for _, h := range held {
		h.touched = true
	}
	settled, err := settle(held, chains, book, now)
	if err != nil {
		return 0, err
	}
	return len(people), putSeals(ctx, tx, entries, settled, chains)
}

func putSeals(ctx context.Context, tx bun.Tx, entries []Entry, settled []*holding, chains map[uuid.UUID]*chain) error {
	ids := make([]uuid.UUID, 0, len(entries))
	seqs := make([]int64, 0, len(entries))
	hashes := make([]string, 0, len(entries))
	for _, e := range entries {
		ids = append(ids, e.ID)
		seqs = append(seqs, e.Seq)
		hashes = append(hashes, hex.EncodeToString(e.Hash))
	}
	_, err := tx.ExecContext(ctx, `update evidence_entries e
		set seq = s.seq, hash = decode(s.hash, 'hex')
		from unnest(?::uuid[], ?::bigint[], ?::text[]) as s (id, seq, hash)
		where e.id = s.id`, list(ids), pgdialect.Array(seqs), pgdialect.Array(hashes))
	if err != nil {
		return err
	}
	if _, err := headsUpdate(tx, peopleOf(entries), chains).Exec(ctx); err != nil {
		return err
	}
	return putLevels(ctx, tx, settled)
}
