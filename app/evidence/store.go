package evidence

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"
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

// LoadRules reads the rules of all versions.
func LoadRules(ctx context.Context, db bun.IDB) (Rules, error) {
	var rows []struct {
		Version     int
		Kind        string
		MaxLevel    int16
		ValidMonths int
	}
	err := db.NewRaw(`select version, kind, max_level, coalesce(valid_months, 0) as valid_months
		from evidence_rules`).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("read rules of evidence: %w", err)
	}
	rules := Rules{}
	for _, r := range rows {
		if rules[r.Version] == nil {
			rules[r.Version] = map[string]Rule{}
		}
		rules[r.Version][r.Kind] = Rule{MaxLevel: r.MaxLevel, ValidMonths: r.ValidMonths}
	}
	return rules, nil
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

// pair is one person in one competency, the unit of folding and locking.
type pair struct {
	staff, competency uuid.UUID
}

func (p pair) compare(q pair) int {
	if c := bytes.Compare(p.staff[:], q.staff[:]); c != 0 {
		return c
	}
	return bytes.Compare(p.competency[:], q.competency[:])
}

func pairOf(e Entry) pair {
	return pair{e.StaffID, e.CompetencyID}
}

// pairsOf are the pairs of entries that stand in pair order, each once.
func pairsOf(entries []Entry) []pair {
	var pairs []pair
	for _, e := range entries {
		if p := pairOf(e); len(pairs) == 0 || pairs[len(pairs)-1] != p {
			pairs = append(pairs, p)
		}
	}
	return pairs
}

// columns splits pairs into two arrays for unnest.
func columns(pairs []pair) (staffIDs, competencyIDs any) {
	staff := make([]string, 0, len(pairs))
	competencies := make([]string, 0, len(pairs))
	for _, p := range pairs {
		staff = append(staff, p.staff.String())
		competencies = append(competencies, p.competency.String())
	}
	return pgdialect.Array(staff), pgdialect.Array(competencies)
}

// lock takes the row locks of the pairs' levels, in the order of the pairs; a
// pair without a level gets level 0. The row is the lock because it has no limit
// of number, as advisory locks do.
func lock(ctx context.Context, tx bun.Tx, pairs []pair, now time.Time) error {
	staffIDs, competencyIDs := columns(pairs)
	_, err := tx.ExecContext(ctx, `insert into levels (staff_id, competency_id, level, settled_at)
		select p.staff_id, p.competency_id, 0, ?
		from unnest(?::uuid[], ?::uuid[]) with ordinality as p (staff_id, competency_id, place)
		order by p.place
		on conflict (staff_id, competency_id) do update
		set level = levels.level
		where false`, now, staffIDs, competencyIDs)
	if err != nil {
		return fmt.Errorf("lock levels: %w", err)
	}
	return nil
}

// appendEntries writes entries that are new and returns the pairs they touch.
func appendEntries(ctx context.Context, tx bun.Tx, entries []Entry) ([]pair, error) {
	rows := make([]entryRow, 0, len(entries))
	for _, e := range entries {
		rows = append(rows, rowOf(e))
	}
	var added []struct{ StaffID, CompetencyID uuid.UUID }
	err := tx.NewInsert().Model(&rows).
		On("conflict (staff_id, competency_id, source, source_id) do nothing").
		Returning("staff_id, competency_id").
		Scan(ctx, &added)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("append evidence: %w", err)
	}
	seen := map[pair]bool{}
	var touched []pair
	for _, a := range added {
		p := pair{a.StaffID, a.CompetencyID}
		if !seen[p] {
			touched = append(touched, p)
		}
		seen[p] = true
	}
	return touched, nil
}

// holding is what the ledger holds of one pair, and its stored level.
type holding struct {
	pair

	stored  int16
	entries []Entry
}

// entriesOf reads all entries of pairs that have a level row.
func entriesOf(ctx context.Context, db bun.IDB, pairs []pair) ([]holding, error) {
	staffIDs, competencyIDs := columns(pairs)
	var rows []struct {
		entryRow

		Stored int16
	}
	err := db.NewRaw(`select e.*, l.level as stored
		from unnest(?::uuid[], ?::uuid[]) as p (staff_id, competency_id)
		join levels l on l.staff_id = p.staff_id and l.competency_id = p.competency_id
		join evidence_entries e on e.staff_id = p.staff_id and e.competency_id = p.competency_id
		order by e.staff_id, e.competency_id, e.id`, staffIDs, competencyIDs).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("read evidence: %w", err)
	}
	var held []holding
	for _, r := range rows {
		p := pair{r.StaffID, r.CompetencyID}
		if len(held) == 0 || held[len(held)-1].pair != p {
			held = append(held, holding{pair: p, stored: r.Stored})
		}
		last := &held[len(held)-1]
		last.entries = append(last.entries, r.entry())
	}
	return held, nil
}

type settledLevel struct {
	pair

	level    int16
	refoldAt *time.Time
}

func putLevels(ctx context.Context, tx bun.Tx, settled []settledLevel, now time.Time) error {
	pairs := make([]pair, 0, len(settled))
	levels := make([]int16, 0, len(settled))
	refolds := make([]string, 0, len(settled))
	for _, s := range settled {
		pairs = append(pairs, s.pair)
		levels = append(levels, s.level)
		at := "" // an array of text cannot say null through the dialect
		if s.refoldAt != nil {
			at = s.refoldAt.Format(time.RFC3339Nano)
		}
		refolds = append(refolds, at)
	}
	staffIDs, competencyIDs := columns(pairs)
	_, err := tx.ExecContext(ctx, `update levels l
		set level = p.level, refold_at = nullif(p.refold_at, '')::timestamptz, settled_at = ?
		from unnest(?::uuid[], ?::uuid[], ?::smallint[], ?::text[]) as p (staff_id, competency_id, level, refold_at)
		where l.staff_id = p.staff_id
		and l.competency_id = p.competency_id`,
		now, staffIDs, competencyIDs, pgdialect.Array(levels), pgdialect.Array(refolds))
	if err != nil {
		return fmt.Errorf("settle levels: %w", err)
	}
	return nil
}

// due locks levels whose fold may have changed by now, leaving those that
// another transaction is settling.
func due(ctx context.Context, tx bun.Tx, limit int, now time.Time) ([]pair, error) {
	var rows []struct{ StaffID, CompetencyID uuid.UUID }
	err := tx.NewRaw(`select staff_id, competency_id
		from levels
		where refold_at <= ?
		order by refold_at, staff_id, competency_id
		limit ?
		for update skip locked`, now, limit).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("find lapsed levels: %w", err)
	}
	pairs := make([]pair, 0, len(rows))
	for _, r := range rows {
		pairs = append(pairs, pair{r.StaffID, r.CompetencyID})
	}
	return pairs, nil
}

// actorNames are the full names of those who made entries, by person.
func actorNames(ctx context.Context, db bun.IDB, entries []Entry) (map[uuid.UUID]string, error) {
	names := map[uuid.UUID]string{}
	var ids []uuid.UUID
	for _, e := range entries {
		if e.ActorID != uuid.Nil {
			ids = append(ids, e.ActorID)
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
