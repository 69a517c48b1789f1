package competency

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"
)

// followers are the drafted and published sets that name one of some
// competencies, or hold questions that do, as they will be when the competencies
// go on as others; by title.
func followers(ctx context.Context, db bun.IDB, maps []Mapping, gone []uuid.UUID) ([]Follower, error) {
	concerned := slices.Clone(gone)
	for _, m := range maps {
		concerned = append(concerned, m.FromID, m.ToID)
	}
	if len(concerned) == 0 {
		return nil, nil
	}
	var rows []setRow
	err := db.NewSelect().Model(&rows).
		Where("state in (?)", bun.List([]string{Draft, Published})).
		Where("tree::text like any (?)", pgdialect.Array(likes(concerned))).
		OrderExpr("id").
		Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("read criteria that name competencies: %w", err)
	}
	var found []Follower
	for _, r := range rows {
		v, err := r.version()
		if err != nil {
			return nil, err
		}
		tags, err := tagsOf(ctx, db, v)
		if err != nil {
			return nil, err
		}
		f := Follower{Was: v}
		f.Next, f.Moves = Follow(v.Set, maps, tags)
		for _, id := range f.Next.Names() {
			if slices.Contains(gone, id) {
				f.Stays = append(f.Stays, id)
			}
		}
		if len(f.Stays) > 0 || f.changes() {
			found = append(found, f)
		}
	}
	return found, readListed(ctx, db, found)
}

func likes(ids []uuid.UUID) []string {
	patterns := make([]string, 0, len(ids))
	for _, id := range ids {
		patterns = append(patterns, "%"+id.String()+"%")
	}
	return patterns
}

// tagsOf are what the questions of a set's test ask about; nothing for a set that
// does not look at what they ask about.
func tagsOf(ctx context.Context, db bun.IDB, v Version) (map[uuid.UUID][]Claim, error) {
	looks := false
	v.Set.walk(func(n Node) { looks = looks || n.Questions != nil && n.Questions.CompetencyID != uuid.Nil })
	if !looks || v.Source.Kind != SourceQuiz {
		return map[uuid.UUID][]Claim{}, nil
	}
	asks, _, err := asksOf(ctx, db, v.Source.ID)
	if err != nil {
		return nil, err
	}
	ids := make([]uuid.UUID, 0, len(asks))
	for _, a := range asks {
		ids = append(ids, a.ID)
	}
	return QuestionClaims(ctx, db, ids)
}

// readListed adds what the sources of the sets are called and puts them in order.
func readListed(ctx context.Context, db bun.IDB, found []Follower) error {
	if len(found) == 0 {
		return nil
	}
	ids := make([]uuid.UUID, 0, len(found))
	for _, f := range found {
		ids = append(ids, f.Was.Source.ID)
	}
	var rows []Listed
	err := db.NewSelect().TableExpr("v_sources v").ColumnExpr(listedColumns).
		Where("v.id in (?)", bun.List(ids)).
		OrderExpr(`v.title_vi collate "vi-x-icu", v.id`).
		Scan(ctx, &rows)
	if err != nil {
		return fmt.Errorf("read sources of criteria: %w", err)
	}
	place := make(map[Source]int, len(rows))
	for i, r := range rows {
		place[Source{r.Kind, r.ID}] = i
	}
	for i, f := range found {
		if at, known := place[f.Was.Source]; known {
			found[i].Of = rows[at]
		}
	}
	slices.SortStableFunc(found, func(a, b Follower) int {
		if a.Was.Source != b.Was.Source {
			return place[a.Was.Source] - place[b.Was.Source]
		}
		return -strings.Compare(a.Was.State, b.Was.State)
	})
	return nil
}

// follow makes a set say what it goes on as. A draft is rewritten where it is; a
// published set becomes outdated and is followed by another, before the draft that
// waits.
func follow(ctx context.Context, tx bun.Tx, f Follower, by uuid.UUID, now time.Time) error {
	if f.Was.State == Draft {
		return rewriteDraft(ctx, tx, f.Was.Source, f.Next, now)
	}
	_, err := tx.ExecContext(ctx, `update criteria_sets
		set version = version + 1, updated_at = ?
		where source = ? and source_id = ? and state = 'draft'`, now, f.Was.Source.Kind, f.Was.Source.ID)
	if err != nil {
		return fmt.Errorf("put draft after: %w", err)
	}
	if _, err := moveState(ctx, tx, f.Was.Source, Published, Outdated, now); err != nil {
		return err
	}
	row, err := newSet(f.Was.Source, f.Next, by, now)
	if err != nil {
		return err
	}
	row.State, row.PublishedAt = Published, &now
	return insertSet(ctx, tx, row)
}

func rewriteDraft(ctx context.Context, tx bun.Tx, source Source, set Set, now time.Time) error {
	tree, err := json.Marshal(set)
	if err != nil {
		return fmt.Errorf("write criteria: %w", err)
	}
	_, err = tx.ExecContext(ctx, `update criteria_sets
		set tree = ?, updated_at = ?
		where source = ? and source_id = ? and state = 'draft'`, string(tree), now, source.Kind, source.ID)
	if err != nil {
		return fmt.Errorf("rewrite draft: %w", err)
	}
	return nil
}

func (f Follower) changes() bool {
	return !reflect.DeepEqual(f.Was.Set, f.Next)
}
