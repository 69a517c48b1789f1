package evidence

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"
)

// historyBatch is how many people's entries are in memory at a time.
const historyBatch = 500

// History asks for levels of the past at instants that stand in order: of some
// competencies, or of all when none is named, as if kinds left out had never been.
type History struct {
	Instants     []time.Time
	Competencies []uuid.UUID
	Without      []string
}

// LevelsAt folds the whole ledger, under the rules in force, as of several instants, which stand in order:
// what is known today of what everyone had shown then, whenever it was written
// down. tell hears of each person and competency that have entries, once, with a
// level an instant; the slice is its to keep.
func LevelsAt(ctx context.Context, db bun.IDB, instants []time.Time, tell func(staffID, competencyID uuid.UUID, levels []int16)) error {
	return LevelsOf(ctx, db, History{Instants: instants}, tell)
}

// LevelsOf is LevelsAt of a part of the ledger.
func LevelsOf(ctx context.Context, db bun.IDB, h History, tell func(staffID, competencyID uuid.UUID, levels []int16)) error {
	rules, err := LoadRules(ctx, db)
	if err != nil {
		return err
	}
	var people []string
	if err := db.NewRaw("select distinct staff_id from evidence_entries order by 1").Scan(ctx, &people); err != nil {
		return fmt.Errorf("list people with evidence: %w", err)
	}
	for some := range slices.Chunk(people, historyBatch) {
		var rows []entryRow
		q := db.NewSelect().Model(&rows).
			ExcludeColumn("description_args", "reason").
			Where("staff_id = any(?::uuid[])", pgdialect.Array(some))
		if len(h.Competencies) > 0 {
			q = q.Where("competency_id = any(?::uuid[])", list(h.Competencies))
		}
		if len(h.Without) > 0 {
			q = q.Where("kind <> all(?::text[])", pgdialect.Array(h.Without))
		}
		if err := q.OrderExpr("staff_id, competency_id, id").Scan(ctx); err != nil {
			return fmt.Errorf("read evidence: %w", err)
		}
		var entries []Entry
		for i, r := range rows {
			entries = append(entries, r.entry())
			if i+1 < len(rows) && rows[i+1].StaffID == r.StaffID && rows[i+1].CompetencyID == r.CompetencyID {
				continue
			}
			tell(r.StaffID, r.CompetencyID, levelsAt(entries, rules, h.Instants))
			entries = entries[:0]
		}
	}
	return nil
}

// levelsAt folds entries of one person and competency at each instant, but not
// again before the fold itself says that it may come out differently.
func levelsAt(entries []Entry, rules *Rules, instants []time.Time) []int16 {
	levels := make([]int16, len(instants))
	var level int16
	var refoldAt *time.Time
	for i, at := range instants {
		if i == 0 || refoldAt != nil && !at.Before(*refoldAt) {
			level, refoldAt = settledOf(entries, rules, at)
		}
		levels[i] = level
	}
	return levels
}
