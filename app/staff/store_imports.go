package staff

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"

	"camtay/app/access"
	"camtay/app/clock"
)

// ErrImportNotFound reports an import that does not exist or reaches beyond the
// scope.
var ErrImportNotFound = errors.New("import not found")

// ImportResult is what confirming an import did, in rows.
type ImportResult struct {
	Created   int `json:"created"`
	Changed   int `json:"changed"`
	Unchanged int `json:"unchanged"`
	Skipped   int `json:"skipped"`
}

// Import is an uploaded staff list. UnitPath is where the uploading person could
// write; the list is read within it whoever confirms. File is empty where it is
// not asked for.
type Import struct {
	bun.BaseModel `bun:"table:staff_imports"`

	ID          uuid.UUID `bun:",pk"`
	FileName    string
	FileSHA256  []byte `bun:"file_sha256"`
	File        []byte
	UploadedBy  uuid.UUID
	UnitPath    []string `bun:",array,type:ltree[]"`
	HeaderRow   int
	Counts      Counts       `bun:"type:jsonb"`
	ConfirmedAt time.Time    `bun:",nullzero"`
	Result      ImportResult `bun:"type:jsonb,nullzero"`
	CreatedAt   time.Time
}

// Expired reports whether the upload is kept no longer.
func (i Import) Expired(now time.Time) bool {
	return !now.Before(i.CreatedAt.Add(keepUploads))
}

type importRowModel struct {
	bun.BaseModel `bun:"table:staff_import_rows"`

	ImportID uuid.UUID `bun:",pk"`
	Row      int       `bun:",pk"`
	Status   string
	Code     string
	FullName string
	Changes  []Change `bun:"type:jsonb"`
	Faults   []Fault  `bun:"type:jsonb"`
}

// withinScope limits imports to those all of whose units lie in a scope.
const withinScope = "not exists (select 1 from unnest(unit_path) as p where not p <@ any(?))"

func insertImport(ctx context.Context, tx bun.Tx, i Import) error {
	if _, err := tx.NewInsert().Model(&i).ExcludeColumn("confirmed_at", "result").Exec(ctx); err != nil {
		return fmt.Errorf("insert import: %w", err)
	}
	return nil
}

// bulk is how many rows one statement writes.
const bulk = 1_000

func chunks[T any](all []T, deed func([]T) error) error {
	for len(all) > 0 {
		n := min(len(all), bulk)
		if err := deed(all[:n]); err != nil {
			return err
		}
		all = all[n:]
	}
	return nil
}

// putRows replaces the rows and counts of an import.
func putRows(ctx context.Context, tx bun.Tx, id uuid.UUID, steps []Step, counts Counts) error {
	if _, err := tx.ExecContext(ctx, "delete from staff_import_rows where import_id = ?", id); err != nil {
		return fmt.Errorf("clear import rows: %w", err)
	}
	if _, err := tx.NewUpdate().Model((*Import)(nil)).Set("counts = ?", counts).Where("id = ?", id).Exec(ctx); err != nil {
		return fmt.Errorf("write import counts: %w", err)
	}
	models := make([]importRowModel, 0, len(steps))
	for _, s := range steps {
		m := importRowModel{
			ImportID: id, Row: s.Row, Status: s.Status, Code: s.Code, FullName: s.FullName, Changes: s.Changes, Faults: s.Faults,
		}
		if m.Changes == nil {
			m.Changes = []Change{}
		}
		if m.Faults == nil {
			m.Faults = []Fault{}
		}
		models = append(models, m)
	}
	err := chunks(models, func(some []importRowModel) error {
		_, err := tx.NewInsert().Model(&some).Exec(ctx)
		return err
	})
	if err != nil {
		return fmt.Errorf("write import rows: %w", err)
	}
	return nil
}

// FindImport is an import of a scope without its file, or ErrImportNotFound.
func FindImport(ctx context.Context, db bun.IDB, scope access.Scope, id uuid.UUID) (Import, error) {
	var i Import
	err := scanImport(ctx, db.NewSelect().Model(&i).ExcludeColumn("file"), scope, id)
	return i, err
}

// importFile is an import with its file.
func importFile(ctx context.Context, db bun.IDB, scope access.Scope, id uuid.UUID) (Import, error) {
	var i Import
	err := scanImport(ctx, db.NewSelect().Model(&i), scope, id)
	return i, err
}

// lockImport is an import with its file, locked until the transaction ends. One
// import at a time is applied.
func lockImport(ctx context.Context, tx bun.Tx, scope access.Scope, id uuid.UUID) (Import, error) {
	if _, err := tx.ExecContext(ctx, "select pg_advisory_xact_lock(hashtext('staff_imports'))"); err != nil {
		return Import{}, fmt.Errorf("wait for other imports: %w", err)
	}
	var i Import
	err := scanImport(ctx, tx.NewSelect().Model(&i).For("update"), scope, id)
	return i, err
}

func scanImport(ctx context.Context, q *bun.SelectQuery, scope access.Scope, id uuid.UUID) error {
	err := q.Where("id = ?", id).Where(withinScope, scope).Scan(ctx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return ErrImportNotFound
	case err != nil:
		return fmt.Errorf("find import: %w", err)
	}
	return nil
}

const importKeys = 2

// ListImports are the imports of a scope without their files, latest first, at
// most limit+1.
func ListImports(ctx context.Context, db bun.IDB, scope access.Scope, after []string, limit int) ([]Import, error) {
	var imports []Import
	q := db.NewSelect().Model(&imports).ExcludeColumn("file").Where(withinScope, scope)
	if after != nil {
		q = q.Where("(created_at, id) < (?, ?)", after[0], after[1])
	}
	if err := q.OrderExpr("created_at desc, id desc").Limit(int64(limit) + 1).Scan(ctx); err != nil {
		return nil, fmt.Errorf("list imports: %w", err)
	}
	return imports, nil
}

// RowsFilter narrows a list of import rows.
type RowsFilter struct {
	Status string
	After  []string // number of the last row shown
	Limit  int
}

// ListImportRows are the rows of an import by number, at most Limit+1; a zero
// Limit means all.
func ListImportRows(ctx context.Context, db bun.IDB, id uuid.UUID, f RowsFilter) ([]ImportRow, error) {
	var models []importRowModel
	q := db.NewSelect().Model(&models).Where("import_id = ?", id)
	if f.Status != "" {
		q = q.Where("status = ?", f.Status)
	}
	if f.After != nil {
		q = q.Where("row > ?", f.After[0])
	}
	if f.Limit > 0 {
		q = q.Limit(int64(f.Limit) + 1)
	}
	if err := q.OrderExpr("row").Scan(ctx); err != nil {
		return nil, fmt.Errorf("list import rows: %w", err)
	}
	rows := make([]ImportRow, 0, len(models))
	for _, m := range models {
		rows = append(rows, ImportRow{Row: m.Row, Status: m.Status, Code: m.Code, FullName: m.FullName, Changes: m.Changes, Faults: m.Faults})
	}
	return rows, nil
}

func confirmImport(ctx context.Context, tx bun.Tx, id uuid.UUID, result ImportResult, now time.Time) error {
	_, err := tx.NewUpdate().Model((*Import)(nil)).
		Set("confirmed_at = ?", now).
		Set("result = ?", result).
		Where("id = ?", id).
		Exec(ctx)
	if err != nil {
		return fmt.Errorf("mark import confirmed: %w", err)
	}
	return nil
}

// existingOf are the people of codes with the posts they hold on a day or later.
func existingOf(ctx context.Context, db bun.IDB, codes []string, on clock.Day) (map[string]Existing, error) {
	found := map[string]Existing{}
	if len(codes) == 0 {
		return found, nil
	}
	var people []Person
	if err := db.NewSelect().Model(&people).Where("code = any(?)", pgdialect.Array(codes)).Scan(ctx); err != nil {
		return nil, fmt.Errorf("read people: %w", err)
	}
	codeOf := make(map[uuid.UUID]string, len(people))
	ids := make([]uuid.UUID, 0, len(people))
	for _, p := range people {
		found[p.Code] = Existing{Person: p}
		codeOf[p.ID] = p.Code
		ids = append(ids, p.ID)
	}
	if len(ids) == 0 {
		return found, nil
	}
	var posts []postRow
	err := db.NewRaw(`select id, staff_id, position_id, unit_id, kind, lower(during) as "from", upper(during) as until
		from posts
		where staff_id in (?)
		and (upper_inf(during) or upper(during) > ?::date)
		order by lower(during), id`, bun.List(ids), on).Scan(ctx, &posts)
	if err != nil {
		return nil, fmt.Errorf("read posts: %w", err)
	}
	for _, p := range posts {
		e := found[codeOf[p.StaffID]]
		e.Posts = append(e.Posts, Post(p))
		found[codeOf[p.StaffID]] = e
	}
	return found, nil
}

type postRow struct {
	ID, StaffID, PositionID, UnitID uuid.UUID
	Kind                            string
	From, Until                     clock.Day
}

// upsertPeople adds and changes people by code.
func upsertPeople(ctx context.Context, tx bun.Tx, people []Person) error {
	err := chunks(people, func(some []Person) error {
		_, err := tx.NewInsert().Model(&some).ExcludeColumn("full_name").On("conflict (code) do update").
			Set(`family_name = excluded.family_name, given_name = excluded.given_name, gender = excluded.gender,
				born_on = excluded.born_on, unit_id = excluded.unit_id, rank_code = excluded.rank_code,
				education = excluded.education, major = excluded.major, political_theory = excluded.political_theory,
				state_management = excluded.state_management, it_level = excluded.it_level,
				foreign_language = excluded.foreign_language, joined_on = excluded.joined_on, phone = excluded.phone,
				email = excluded.email, note = excluded.note, left_on = excluded.left_on, updated_at = excluded.updated_at`).
			Exec(ctx)
		return err
	})
	if err != nil {
		return fmt.Errorf("write people: %w", err)
	}
	return nil
}

// endPosts ends posts on a day: that day is the first no longer held. A post
// that would have begun no earlier never was and goes.
func endPosts(ctx context.Context, tx bun.Tx, posts []Post, on clock.Day) error {
	if len(posts) == 0 {
		return nil
	}
	ids := make([]uuid.UUID, 0, len(posts))
	for _, p := range posts {
		ids = append(ids, p.ID)
	}
	if _, err := tx.ExecContext(ctx, "delete from posts where id in (?) and lower(during) >= ?::date", bun.List(ids), on); err != nil {
		return fmt.Errorf("remove posts: %w", err)
	}
	_, err := tx.ExecContext(ctx, "update posts set during = daterange(lower(during), ?::date) where id in (?)", on, bun.List(ids))
	if err != nil {
		return fmt.Errorf("end posts: %w", err)
	}
	return nil
}

type postInsert struct {
	bun.BaseModel `bun:"table:posts"`

	ID         uuid.UUID `bun:",pk"`
	StaffID    uuid.UUID
	PositionID uuid.UUID
	UnitID     uuid.UUID
	Kind       string
	During     string
	CreatedAt  time.Time
}

func insertPosts(ctx context.Context, tx bun.Tx, posts []Post, now time.Time) error {
	rows := make([]postInsert, 0, len(posts))
	for _, p := range posts {
		rows = append(rows, postInsert{
			ID: p.ID, StaffID: p.StaffID, PositionID: p.PositionID, UnitID: p.UnitID, Kind: p.Kind,
			During: "[" + p.From.String() + "," + p.Until.String() + ")", CreatedAt: now,
		})
	}
	err := chunks(rows, func(some []postInsert) error {
		_, err := tx.NewInsert().Model(&some).Exec(ctx)
		return err
	})
	if err != nil {
		return fmt.Errorf("write posts: %w", err)
	}
	return nil
}
