package evidence

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"

	"camtay/app/clock"
)

// LevelOf is someone's settled level in a competency, 0 when nothing was shown.
func LevelOf(ctx context.Context, db bun.IDB, staffID, competencyID uuid.UUID) (int16, error) {
	var level int16
	err := db.NewRaw(`select level
		from levels
		where staff_id = ?
		and competency_id = ?`, staffID, competencyID).Scan(ctx, &level)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return 0, nil
	case err != nil:
		return 0, fmt.Errorf("read level: %w", err)
	}
	return level, nil
}

// EntriesOf are the entries of one person in one competency, the latest first.
func EntriesOf(ctx context.Context, db bun.IDB, staffID, competencyID uuid.UUID) ([]Entry, error) {
	var rows []entryRow
	err := db.NewSelect().Model(&rows).
		Where("staff_id = ?", staffID).
		Where("competency_id = ?", competencyID).
		OrderExpr("observed_at desc, id desc").
		Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("read evidence: %w", err)
	}
	entries := make([]Entry, 0, len(rows))
	for _, r := range rows {
		entries = append(entries, r.entry())
	}
	return entries, nil
}

// RulesOf are the rules that judge one person's levels now.
func RulesOf(ctx context.Context, db bun.IDB, staffID uuid.UUID) (*Rules, error) {
	book, err := LoadBook(ctx, db)
	if err != nil {
		return nil, err
	}
	var number int
	err = db.NewRaw("select book from evidence_chains where staff_id = ?", staffID).Scan(ctx, &number)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		number = book.Latest()
	case err != nil:
		return nil, fmt.Errorf("read book of person: %w", err)
	}
	return book.At(number), nil
}

// list writes ids as an array for any(?::uuid[]) and unnest.
func list(ids []uuid.UUID) any {
	texts := make([]string, 0, len(ids))
	for _, id := range ids {
		texts = append(texts, id.String())
	}
	return pgdialect.Array(texts)
}

// columns splits pairs into two arrays for unnest.
func columns(pairs []pair) (staffIDs, competencyIDs any) {
	staff := make([]uuid.UUID, 0, len(pairs))
	competencies := make([]uuid.UUID, 0, len(pairs))
	for _, p := range pairs {
		staff = append(staff, p.staff)
		competencies = append(competencies, p.competency)
	}
	return list(staff), list(competencies)
}

// chain is the end of a person's chain and the number that judges their levels.
type chain struct {
	head head
	book int
}

// lockChains locks the chains of people in order of person, and reads the
// revision of the book.
func lockChains(ctx context.Context, tx bun.Tx, people []uuid.UUID) (map[uuid.UUID]*chain, int64, error) {
	rows, err := tx.QueryContext(ctx, `select c.staff_id, c.length, c.head, c.book, r.number
		from evidence_revision r, evidence_chains c
		where c.staff_id = any(?::uuid[])
		order by c.staff_id
		for update of c`, list(people))
	if err != nil {
		return nil, 0, fmt.Errorf("lock chains: %w", err)
	}
	defer rows.Close()
	chains := make(map[uuid.UUID]*chain, len(people))
	var revision int64
	for rows.Next() {
		var id uuid.UUID
		c := &chain{}
		if err := rows.Scan(&id, &c.head.length, &c.head.hash, &c.book, &revision); err != nil {
			return nil, 0, fmt.Errorf("read chain: %w", err)
		}
		chains[id] = c
	}
	if err := rows.Err(); err != nil {
		return nil, 0, fmt.Errorf("lock chains: %w", err)
	}
	return chains, revision, nil
}

// beginChains gives people without a chain an empty one under the latest rules.
func beginChains(ctx context.Context, tx bun.Tx, people []uuid.UUID) error {
	_, err := tx.ExecContext(ctx, `insert into evidence_chains (staff_id, length, head, book)
		select p.id, 0, '', (select max(number) from evidence_books where state in ('in_force', 'applying'))
		from unnest(?::uuid[]) as p (id)
		order by p.id
		on conflict (staff_id) do nothing`, list(people))
	if err != nil {
		return fmt.Errorf("begin chains: %w", err)
	}
	return nil
}

// holding is what the ledger holds of one pair: its entries, and its level as
// stored and as folded.
type holding struct {
	pair

	known        bool // the level has a row
	stored       int16
	storedRefold *time.Time
	settledAt    time.Time
	entries      []Entry
	touched      bool
	level        int16
	refoldAt     *time.Time
	belief       Belief
}

func (h *holding) has(source string, id uuid.UUID) bool {
	return slices.ContainsFunc(h.entries, func(e Entry) bool { return e.SourceID == id && e.Source == source })
}

func (h *holding) fold(rules *Rules, now time.Time) {
	h.level, h.refoldAt = settledOf(h.entries, rules, now)
	h.belief = believe(h.entries, rules, now)
	h.settledAt = now
}

// recheck is the day on which the level asks to be looked at again, empty when
// none does.
func (h *holding) recheck() string {
	due, ok := h.belief.Recheck(h.level)
	if !ok || h.level == 0 {
		return ""
	}
	return clock.DayOf(due).String()
}

// scan reads one row of a level, after whatever stands before it, and an entry,
// if there is one, into the holding.
func (h *holding) scan(rows *sql.Rows, before ...any) error {
	var level sql.NullInt16
	var refold, settled sql.NullTime
	var e narrow
	if err := rows.Scan(slices.Concat(before, []any{&level, &refold, &settled}, e.dest())...); err != nil {
		return fmt.Errorf("read evidence: %w", err)
	}
	if level.Valid {
		h.known, h.stored, h.settledAt = true, level.Int16, settled.Time
	}
	if refold.Valid {
		h.storedRefold = &refold.Time
	}
	if e.id.Valid {
		h.entries = append(h.entries, e.entry(h.pair))
	}
	return nil
}

// holdingsOf reads what is held of pairs; a pair of which nothing is has an empty
// holding. The entries carry what folding needs, and their sources.
func holdingsOf(ctx context.Context, db bun.IDB, pairs []pair) (map[pair]*holding, error) {
	held := make(map[pair]*holding, len(pairs))
	for _, p := range pairs {
		held[p] = &holding{pair: p}
	}
	staffIDs, competencyIDs := columns(pairs)
	rows, err := db.QueryContext(ctx, `select p.staff_id, p.competency_id, l.level, l.refold_at, l.settled_at, `+foldColumns+`
		from unnest(?::uuid[], ?::uuid[]) as p (staff_id, competency_id)
		left join levels l on l.staff_id = p.staff_id and l.competency_id = p.competency_id
		left join evidence_entries e on e.staff_id = p.staff_id and e.competency_id = p.competency_id`, staffIDs, competencyIDs)
	if err != nil {
		return nil, fmt.Errorf("read evidence: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var p pair
		var row holding
		if err := row.scan(rows, &p.staff, &p.competency); err != nil {
			return nil, err
		}
		h := held[p]
		h.known, h.stored, h.storedRefold, h.settledAt = row.known, row.stored, row.storedRefold, row.settledAt
		for _, e := range row.entries {
			e.StaffID, e.CompetencyID = p.staff, p.competency
			h.entries = append(h.entries, e)
		}
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read evidence: %w", err)
	}
	return held, nil
}

// foldColumns are the columns of evidence_entries e that a narrow entry reads.
const foldColumns = `e.id, e.kind, e.action, e.level, e.actor_id, e.capacity, e.observed_at, e.valid_until, e.fixed_until,
	e.subject, e.source, e.source_id, e.withdraws_id, e.rule_version`

// narrow reads an entry of which only what folding needs is wanted.
type narrow struct {
	id, actor, source, withdraws           uuid.NullUUID
	kind, action, capacity, subject, named sql.NullString
	level                                  sql.NullInt16
	observed, until                        sql.NullTime
	fixed                                  sql.NullBool
	version                                sql.NullInt32
}

func (n *narrow) dest() []any {
	return []any{
		&n.id, &n.kind, &n.action, &n.level, &n.actor, &n.capacity, &n.observed, &n.until, &n.fixed,
		&n.subject, &n.named, &n.source, &n.withdraws, &n.version,
	}
}

func (n *narrow) entry(p pair) Entry {
	e := Entry{
		ID: n.id.UUID, StaffID: p.staff, CompetencyID: p.competency, Kind: n.kind.String, Action: n.action.String,
		Level: n.level.Int16, ActorID: n.actor.UUID, Capacity: n.capacity.String, ObservedAt: n.observed.Time.UTC(),
		FixedUntil: n.fixed.Bool, Subject: n.subject.String, Source: n.named.String, SourceID: n.source.UUID,
		WithdrawsID: n.withdraws.UUID, RuleVersion: int(n.version.Int32),
	}
	if n.until.Valid {
		until := n.until.Time.UTC()
		e.ValidUntil = &until
	}
	return e
}

// write appends entries, stores the levels they come to and moves the heads of
// the chains, in one statement.
func write(ctx context.Context, tx bun.Tx, fresh []Entry, settled []*holding, chains map[uuid.UUID]*chain) error {
	rows := make([]entryRow, 0, len(fresh))
	for _, e := range fresh {
		rows = append(rows, rowOf(e))
	}
	_, err := tx.NewRaw(`with appended as (?), settled as (?) ?`,
		tx.NewInsert().Model(&rows), levelsUpsert(tx, settled), headsUpdate(tx, peopleOf(fresh), chains)).Exec(ctx)
	if err != nil {
		return fmt.Errorf("append evidence: %w", err)
	}
	return nil
}

// headsUpdate is the statement that moves the heads of people's chains.
func headsUpdate(db bun.IDB, people []uuid.UUID, chains map[uuid.UUID]*chain) *bun.RawQuery {
	lengths := make([]int64, 0, len(people))
	heads := make([]string, 0, len(people))
	for _, id := range people {
		lengths = append(lengths, chains[id].head.length)
		heads = append(heads, hex.EncodeToString(chains[id].head.hash))
	}
	return db.NewRaw(`update evidence_chains c
		set length = h.length, head = decode(h.head, 'hex')
		from unnest(?::uuid[], ?::bigint[], ?::text[]) as h (staff_id, length, head)
		where c.staff_id = h.staff_id`, list(people), pgdialect.Array(lengths), pgdialect.Array(heads))
}

// levelsUpsert is the statement that stores folded levels.
func levelsUpsert(db bun.IDB, settled []*holding) *bun.RawQuery {
	pairs := make([]pair, 0, len(settled))
	levels := make([]int16, 0, len(settled))
	refolds := make([]string, 0, len(settled))
	ats := make([]string, 0, len(settled))
	means := make([]int16, 0, len(settled))
	spreads := make([]int16, 0, len(settled))
	rechecks := make([]string, 0, len(settled))
	for _, h := range settled {
		mean, spread := h.belief.Milli()
		means, spreads, rechecks = append(means, mean), append(spreads, spread), append(rechecks, h.recheck())
		pairs = append(pairs, h.pair)
		levels = append(levels, h.level)
		at := "" // an array of text cannot say null through the dialect
		if h.refoldAt != nil {
			at = h.refoldAt.Format(time.RFC3339Nano)
		}
		refolds = append(refolds, at)
		ats = append(ats, h.settledAt.Format(time.RFC3339Nano))
	}
	staffIDs, competencyIDs := columns(pairs)
	return db.NewRaw(`insert into levels (staff_id, competency_id, level, refold_at, settled_at, mean_milli, sd_milli, recheck_on)
		select p.staff_id, p.competency_id, p.level, nullif(p.refold_at, '')::timestamptz, p.settled_at::timestamptz, p.mean, p.sd, nullif(p.recheck_on, '')::date
		from unnest(?::uuid[], ?::uuid[], ?::smallint[], ?::text[], ?::text[], ?::smallint[], ?::smallint[], ?::text[])
			as p (staff_id, competency_id, level, refold_at, settled_at, mean, sd, recheck_on)
		on conflict (staff_id, competency_id) do update
		set level = excluded.level, refold_at = excluded.refold_at, settled_at = excluded.settled_at,
			mean_milli = excluded.mean_milli, sd_milli = excluded.sd_milli, recheck_on = excluded.recheck_on`,
		staffIDs, competencyIDs, pgdialect.Array(levels), pgdialect.Array(refolds), pgdialect.Array(ats),
		pgdialect.Array(means), pgdialect.Array(spreads), pgdialect.Array(rechecks))
}

func putLevels(ctx context.Context, tx bun.Tx, settled []*holding) error {
	if len(settled) == 0 {
		return nil
	}
	if _, err := levelsUpsert(tx, settled).Exec(ctx); err != nil {
		return fmt.Errorf("settle levels: %w", err)
	}
	return nil
}

// due are levels whose fold may have changed by now, the longest due first.
func due(ctx context.Context, tx bun.Tx, limit int, now time.Time) ([]pair, error) {
	var rows []struct{ StaffID, CompetencyID uuid.UUID }
	err := tx.NewRaw(`select staff_id, competency_id
		from levels
		where refold_at <= ?
		order by refold_at, staff_id, competency_id
		limit ?`, now, limit).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("find lapsed levels: %w", err)
	}
	pairs := make([]pair, 0, len(rows))
	for _, r := range rows {
		pairs = append(pairs, pair{r.StaffID, r.CompetencyID})
	}
	return pairs, nil
}

// actorNames are the full names of those who made entries and answered disputes,
// by person.
func actorNames(ctx context.Context, db bun.IDB, entries []Entry, disputes []Dispute) (map[uuid.UUID]string, error) {
	names := map[uuid.UUID]string{}
	var ids []uuid.UUID
	for _, e := range entries {
		if e.ActorID != uuid.Nil {
			ids = append(ids, e.ActorID)
		}
	}
	for _, d := range disputes {
		if d.AnsweredBy != uuid.Nil {
			ids = append(ids, d.AnsweredBy)
		}
	}
	if len(ids) == 0 {
		return names, nil
	}
	var rows []struct {
		ID       uuid.UUID
		FullName string
	}
	if err := db.NewRaw("select id, full_name from staff where id in (?)", bun.List(ids)).Scan(ctx, &rows); err != nil {
		return nil, fmt.Errorf("read names of actors: %w", err)
	}
	for _, r := range rows {
		names[r.ID] = r.FullName
	}
	return names, nil
}
