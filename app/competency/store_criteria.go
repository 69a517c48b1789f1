package competency

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"
)

// States of a set of criteria. A draft that was given up is outdated too.
const (
	Draft     = "draft"
	Published = "published"
	Outdated  = "outdated"
)

// Version is one written set of criteria of a source.
type Version struct {
	ID          uuid.UUID
	Source      Source
	Version     int
	State       string
	Set         Set
	CreatedBy   uuid.UUID
	UpdatedAt   time.Time
	PublishedAt *time.Time
}

type setRow struct {
	bun.BaseModel `bun:"table:criteria_sets,alias:s"`

	ID          uuid.UUID `bun:",pk"`
	Source      string
	SourceID    uuid.UUID
	Version     int
	State       string
	Tree        json.RawMessage `bun:"type:jsonb"`
	Needs       []string        `bun:",array"`
	CreatedBy   uuid.UUID       `bun:",nullzero"`
	CreatedAt   time.Time
	UpdatedAt   time.Time
	PublishedAt *time.Time
}

func (r setRow) version() (Version, error) {
	set, err := ParseSet(r.Tree)
	if err != nil {
		return Version{}, fmt.Errorf("criteria %s: %w", r.ID, err)
	}
	return Version{
		ID: r.ID, Source: Source{r.Source, r.SourceID}, Version: r.Version, State: r.State, Set: set,
		CreatedBy: r.CreatedBy, UpdatedAt: r.UpdatedAt.UTC(), PublishedAt: r.PublishedAt,
	}, nil
}

// versionsOf are the sets of a source, the latest first.
func versionsOf(ctx context.Context, db bun.IDB, source Source) ([]Version, error) {
	var rows []setRow
	err := db.NewSelect().Model(&rows).
		Where("source = ? and source_id = ?", source.Kind, source.ID).
		OrderExpr("version desc").
		Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("list criteria: %w", err)
	}
	versions := make([]Version, 0, len(rows))
	for _, r := range rows {
		v, err := r.version()
		if err != nil {
			return nil, err
		}
		versions = append(versions, v)
	}
	return versions, nil
}

// inState is the set of a source in a state of which there is one at most; ok is
// false without one.
func inState(ctx context.Context, db bun.IDB, source Source, state string) (v Version, ok bool, err error) {
	var r setRow
	err = db.NewSelect().Model(&r).
		Where("source = ? and source_id = ? and state = ?", source.Kind, source.ID, state).
		Scan(ctx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Version{}, false, nil
	case err != nil:
		return Version{}, false, fmt.Errorf("read criteria: %w", err)
	}
	v, err = r.version()
	return v, err == nil, err
}

// lockCriteria makes writers of criteria take turns, so that no two of them close
// a circle together.
func lockCriteria(ctx context.Context, tx bun.Tx) error {
	if _, err := tx.ExecContext(ctx, "select pg_advisory_xact_lock(hashtext('criteria'))"); err != nil {
		return fmt.Errorf("lock criteria: %w", err)
	}
	return nil
}

// putDraft writes the draft of a source, over the one there is.
func putDraft(ctx context.Context, tx bun.Tx, source Source, set Set, by uuid.UUID, now time.Time) error {
	tree, err := json.Marshal(set)
	if err != nil {
		return fmt.Errorf("write criteria: %w", err)
	}
	needs := needsText(set)
	done, err := tx.ExecContext(ctx, `update criteria_sets
		set tree = ?, needs = ?, created_by = ?, updated_at = ?
		where source = ? and source_id = ? and state = 'draft'`,
		string(tree), pgdialect.Array(needs), uuid.NullUUID{UUID: by, Valid: by != uuid.Nil}, now, source.Kind, source.ID)
	if err != nil {
		return fmt.Errorf("change draft: %w", err)
	}
	if changed, err := done.RowsAffected(); err != nil || changed > 0 {
		return err
	}
	row, err := newSet(source, set, by, now)
	if err != nil {
		return err
	}
	row.State = Draft
	return insertSet(ctx, tx, row)
}

func newSet(source Source, set Set, by uuid.UUID, now time.Time) (setRow, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return setRow{}, fmt.Errorf("make criteria id: %w", err)
	}
	tree, err := json.Marshal(set)
	if err != nil {
		return setRow{}, fmt.Errorf("write criteria: %w", err)
	}
	return setRow{
		ID: id, Source: source.Kind, SourceID: source.ID, Tree: tree, Needs: needsText(set), CreatedBy: by, CreatedAt: now, UpdatedAt: now,
	}, nil
}

// insertSet writes a set under the number after those that are no draft.
func insertSet(ctx context.Context, tx bun.Tx, row setRow) error {
	err := tx.NewRaw(`select coalesce(max(version), 0) + 1
		from criteria_sets
		where source = ? and source_id = ? and state <> 'draft'`, row.Source, row.SourceID).Scan(ctx, &row.Version)
	if err != nil {
		return fmt.Errorf("number criteria: %w", err)
	}
	if _, err := tx.NewInsert().Model(&row).Exec(ctx); err != nil {
		return fmt.Errorf("write criteria: %w", err)
	}
	return nil
}

// moveState moves the set of a source that is in one state to another.
func moveState(ctx context.Context, tx bun.Tx, source Source, from, to string, now time.Time) (bool, error) {
	q := tx.NewUpdate().Table("criteria_sets").
		Set("state = ?", to).
		Set("updated_at = ?", now).
		Where("source = ? and source_id = ? and state = ?", source.Kind, source.ID, from)
	if to == Published {
		q = q.Set("published_at = ?", now)
	}
	done, err := q.Exec(ctx)
	if err != nil {
		return false, fmt.Errorf("make criteria %s: %w", to, err)
	}
	moved, err := done.RowsAffected()
	return moved > 0, err
}

func needsText(set Set) []string {
	needs := []string{}
	for _, n := range set.Needs() {
		needs = append(needs, needText(n))
	}
	return needs
}

func needText(s Source) string {
	return s.Kind + ":" + s.ID.String()
}
