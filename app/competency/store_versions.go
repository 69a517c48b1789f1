package competency

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
)

// ErrNoVersion reports a version of the framework that does not exist.
var ErrNoVersion = errors.New("version of the framework not found")

// FindVersion is the version of an id, or ErrNoVersion.
func FindVersion(ctx context.Context, db bun.IDB, id uuid.UUID) (Edition, error) {
	return oneVersion(ctx, db, "id = ?", id)
}

// VersionIn is the version in a state that one at most can have, or ErrNoVersion.
func VersionIn(ctx context.Context, db bun.IDB, state string) (Edition, error) {
	return oneVersion(ctx, db, "state = ?", state)
}

func oneVersion(ctx context.Context, db bun.IDB, where string, arg any) (Edition, error) {
	var v Edition
	err := db.NewSelect().Model(&v).Where(where, arg).Scan(ctx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Edition{}, ErrNoVersion
	case err != nil:
		return Edition{}, fmt.Errorf("find version of framework: %w", err)
	}
	return v, nil
}

// Versions are versions below a number (0: all), the latest first, at most
// limit+1. Drafts are left out unless asked for.
func Versions(ctx context.Context, db bun.IDB, drafts bool, below, limit int) ([]Edition, error) {
	var found []Edition
	q := db.NewSelect().Model(&found)
	if !drafts {
		q = q.Where("state <> ?", StateDraft)
	}
	if below > 0 {
		q = q.Where("number < ?", below)
	}
	if err := q.OrderExpr("number desc").Limit(int64(limit) + 1).Scan(ctx); err != nil {
		return nil, fmt.Errorf("list versions of framework: %w", err)
	}
	return found, nil
}

// Contents are the competencies of a version in its order, archived ones too.
func Contents(ctx context.Context, db bun.IDB, versionID uuid.UUID) ([]Content, error) {
	var found []Content
	err := db.NewSelect().Model(&found).Where("version_id = ?", versionID).OrderExpr("position, code, competency_id").Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("list content of version: %w", err)
	}
	return found, nil
}

// Maps are the mappings of a version by the competencies they lead from.
func Maps(ctx context.Context, db bun.IDB, versionID uuid.UUID) ([]Mapping, error) {
	var found []Mapping
	err := db.NewSelect().Model(&found).Where("version_id = ?", versionID).OrderExpr("from_id, to_id").Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("list mappings of version: %w", err)
	}
	return found, nil
}

// lockDraft is the draft, kept from others until the transaction ends, or
// ErrNoVersion.
func lockDraft(ctx context.Context, tx bun.Tx) (Edition, error) {
	var v Edition
	err := tx.NewSelect().Model(&v).Where("state = ?", StateDraft).For("update").Scan(ctx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Edition{}, ErrNoVersion
	case err != nil:
		return Edition{}, fmt.Errorf("lock draft: %w", err)
	}
	return v, nil
}

func insertVersion(ctx context.Context, tx bun.Tx, v *Edition) error {
	id, err := uuid.NewV7()
	if err != nil {
		return fmt.Errorf("make version id: %w", err)
	}
	v.ID = id
	if v.ForeignFields == nil {
		v.ForeignFields = Foreign{}
	}
	err = tx.NewRaw("select coalesce(max(number), 0) + 1 from framework_versions").Scan(ctx, &v.Number)
	if err != nil {
		return fmt.Errorf("number version: %w", err)
	}
	if _, err := tx.NewInsert().Model(v).Exec(ctx); err != nil {
		return fmt.Errorf("insert version: %w", err)
	}
	return nil
}

// putContents writes contents into a draft; those it has already are replaced.
func putContents(ctx context.Context, tx bun.Tx, versionID uuid.UUID, contents []Content) error {
	if len(contents) == 0 {
		return nil
	}
	rows := make([]Content, 0, len(contents))
	for _, c := range contents {
		c.VersionID = versionID
		if c.ForeignFields == nil {
			c.ForeignFields = Foreign{}
		}
		c.IndicatorsVI, c.IndicatorsEN = five(c.IndicatorsVI), five(c.IndicatorsEN)
		rows = append(rows, c)
	}
	_, err := tx.NewInsert().Model(&rows).
		On("conflict (version_id, competency_id) do update").
		Set(`code = excluded.code, name_vi = excluded.name_vi, name_en = excluded.name_en, group_vi = excluded.group_vi,
			description_vi = excluded.description_vi, position = excluded.position, archived = excluded.archived,
			indicators_vi = excluded.indicators_vi, indicators_en = excluded.indicators_en, foreign_fields = excluded.foreign_fields`).
		Exec(ctx)
	if err != nil {
		return fmt.Errorf("write content of version: %w", err)
	}
	return nil
}

func five(texts []string) []string {
	out := make([]string, MaxLevel)
	copy(out, texts)
	return out
}

// live are the competencies in the tables every room reads, as contents.
func live(ctx context.Context, db bun.IDB) ([]Content, error) {
	byCode, _, err := known(ctx, db)
	if err != nil {
		return nil, err
	}
	contents := make([]Content, 0, len(byCode))
	for _, p := range byCode {
		contents = append(contents, Content{
			CompetencyID: p.ID, Code: p.Code, NameVI: p.NameVI, NameEN: p.NameEN, GroupVI: p.GroupVI, DescriptionVI: p.DescriptionVI,
			Position: p.Position, Archived: p.ArchivedAt != nil, IndicatorsVI: p.Levels[:], IndicatorsEN: p.LevelsEN[:],
		})
	}
	inOrder(contents)
	return contents, nil
}

// publishLive makes what the tables say the published version and the former one
// outdated; fields that only files know are kept from it.
func publishLive(ctx context.Context, tx bun.Tx, note string, who uuid.UUID, now time.Time) (Edition, error) {
	contents, err := live(ctx, tx)
	if err != nil {
		return Edition{}, err
	}
	former, err := VersionIn(ctx, tx, StatePublished)
	switch {
	case errors.Is(err, ErrNoVersion):
	case err != nil:
		return Edition{}, err
	default:
		if err := keepForeign(ctx, tx, former.ID, contents); err != nil {
			return Edition{}, err
		}
	}
	v := Edition{State: StateDraft, Note: note, ForeignFields: former.ForeignFields, CreatedBy: who, CreatedAt: now, UpdatedAt: now}
	if err := insertVersion(ctx, tx, &v); err != nil {
		return Edition{}, err
	}
	if err := putContents(ctx, tx, v.ID, contents); err != nil {
		return Edition{}, err
	}
	return v, enact(ctx, tx, &v, who, now)
}

func keepForeign(ctx context.Context, db bun.IDB, versionID uuid.UUID, contents []Content) error {
	before, err := Contents(ctx, db, versionID)
	if err != nil {
		return err
	}
	fields := make(map[uuid.UUID]Foreign, len(before))
	for _, c := range before {
		fields[c.CompetencyID] = c.ForeignFields
	}
	for i, c := range contents {
		contents[i].ForeignFields = fields[c.CompetencyID]
	}
	return nil
}

// enact outdates the published version and publishes the draft.
func enact(ctx context.Context, tx bun.Tx, v *Edition, who uuid.UUID, now time.Time) error {
	_, err := tx.ExecContext(ctx, `update framework_versions
		set state = ?, outdated_at = ?, updated_at = ?
		where state = ?`, StateOutdated, now, now, StatePublished)
	if err != nil {
		return fmt.Errorf("outdate version: %w", err)
	}
	v.State, v.PublishedAt, v.PublishedBy, v.UpdatedAt = StatePublished, &now, who, now
	_, err = tx.NewUpdate().Model(v).Column("state", "note", "foreign_fields", "published_at", "published_by", "updated_at").WherePK().Exec(ctx)
	if err != nil {
		return fmt.Errorf("publish version: %w", err)
	}
	return nil
}
