package portfolio

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
)

// ErrNotFound reports an item or a file that does not exist or is not the
// reader's to see.
var ErrNotFound = errors.New("portfolio item not found")

// View is an item with the names around it.
type View struct {
	Item

	Code     string
	FullName string
	Unit     string
	UnitPath string
	Taker    string
	Decider  string
	Claims   int
	Files    int
}

func views(db bun.IDB) *bun.SelectQuery {
	return db.NewSelect().
		TableExpr("portfolio_items i").
		Join("join staff s on s.id = i.staff_id").
		Join("join units u on u.id = s.unit_id").
		Join("left join staff t on t.id = i.taken_by").
		Join("left join staff d on d.id = i.decided_by").
		ColumnExpr("i.id, i.staff_id, i.kind, i.title, i.issuer, i.issued_on, i.valid_until, i.note, i.state, i.submitted_at").
		ColumnExpr("i.taken_by, i.decided_by, i.decided_at, i.words, i.created_at, i.updated_at").
		ColumnExpr("s.code, s.full_name, u.name as unit, u.path as unit_path").
		ColumnExpr("coalesce(t.full_name, '') as taker, coalesce(d.full_name, '') as decider").
		ColumnExpr("(select count(*) from portfolio_claims c where c.item_id = i.id) as claims").
		ColumnExpr("(select count(*) from portfolio_files f where f.item_id = i.id) as files")
}

// Find is the item of an id, or ErrNotFound.
func Find(ctx context.Context, db bun.IDB, id uuid.UUID) (View, error) {
	return one(ctx, views(db).Where("i.id = ?", id))
}

// lockItem is the item of an id, held until the transaction ends, or ErrNotFound.
func lockItem(ctx context.Context, tx bun.Tx, id uuid.UUID) (View, error) {
	return one(ctx, views(tx).Where("i.id = ?", id).For("update of i"))
}

func one(ctx context.Context, q *bun.SelectQuery) (View, error) {
	var v View
	err := q.Scan(ctx, &v)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return View{}, ErrNotFound
	case err != nil:
		return View{}, fmt.Errorf("find portfolio item: %w", err)
	}
	return v, nil
}

// Filter narrows a list of items.
type Filter struct {
	State State  // empty: all
	Q     string // in title, issuer and, in a queue, the owner's name or code
	After []string
	Limit int
}

const itemKeys = 2

// itemsOf are one person's items, the latest first, at most limit+1.
func itemsOf(ctx context.Context, db bun.IDB, staffID uuid.UUID, f Filter) ([]View, error) {
	q := views(db).Where("i.staff_id = ?", staffID)
	if f.Q != "" {
		q = q.Where("strpos(i.search, fold_text(?)) > 0", strings.TrimSpace(f.Q))
	}
	if f.After != nil {
		q = q.Where("(i.created_at, i.id) < (?::timestamptz, ?::uuid)", f.After[0], f.After[1])
	}
	return list(ctx, q.OrderExpr("i.created_at desc, i.id desc"), f)
}

// Queue are the submitted items of people of a scope, the latest first, at most
// limit+1, without those of one person: nobody reviews their own.
func Queue(ctx context.Context, db bun.IDB, scope access.Scope, without uuid.UUID, f Filter) ([]View, error) {
	q := views(db).Where("u.path <@ any(?)", scope).Where("i.staff_id <> ?", without).Where("i.state <> ?", Idle)
	if f.Q != "" {
		q = q.Where("strpos(i.search || ' ' || s.search, fold_text(?)) > 0", strings.TrimSpace(f.Q))
	}
	if f.After != nil {
		q = q.Where("(i.submitted_at, i.id) < (?::timestamptz, ?::uuid)", f.After[0], f.After[1])
	}
	return list(ctx, q.OrderExpr("i.submitted_at desc, i.id desc"), f)
}

func list(ctx context.Context, q *bun.SelectQuery, f Filter) ([]View, error) {
	if f.State != "" {
		q = q.Where("i.state = ?", f.State)
	}
	var found []View
	if err := q.Limit(int64(f.Limit)+1).Scan(ctx, &found); err != nil {
		return nil, fmt.Errorf("list portfolio items: %w", err)
	}
	return found, nil
}

func countItems(ctx context.Context, tx bun.Tx, staffID uuid.UUID) (int, error) {
	var n int
	if err := tx.NewRaw("select count(*) from portfolio_items where staff_id = ?", staffID).Scan(ctx, &n); err != nil {
		return 0, fmt.Errorf("count portfolio items: %w", err)
	}
	return n, nil
}

// insertItem adds an item; one of the same id is left as it is.
func insertItem(ctx context.Context, tx bun.Tx, i Item) (added bool, err error) {
	res, err := tx.NewInsert().Model(&i).ModelTableExpr("portfolio_items").On("conflict (id) do nothing").Exec(ctx)
	if err != nil {
		return false, fmt.Errorf("insert portfolio item: %w", err)
	}
	n, err := res.RowsAffected()
	return n > 0, err
}

func updateItem(ctx context.Context, tx bun.Tx, i Item) error {
	_, err := tx.NewUpdate().Model(&i).ModelTableExpr("portfolio_items").ExcludeColumn("id", "staff_id", "created_at").Where("id = ?", i.ID).Exec(ctx)
	if err != nil {
		return fmt.Errorf("update portfolio item: %w", err)
	}
	return nil
}

func deleteItem(ctx context.Context, tx bun.Tx, id uuid.UUID) error {
	if _, err := tx.NewRaw("delete from portfolio_items where id = ?", id).Exec(ctx); err != nil {
		return fmt.Errorf("delete portfolio item: %w", err)
	}
	return nil
}

// claimsOf are what an item is said and found to show, in the framework's order.
func claimsOf(ctx context.Context, db bun.IDB, itemID uuid.UUID) ([]Claim, error) {
	var claims []Claim
	err := db.NewRaw(`select p.*
		from portfolio_claims p
		join competencies c on c.id = p.competency_id
		where p.item_id = ?
		order by c.position, c.code, c.id`, itemID).Scan(ctx, &claims)
	if err != nil {
		return nil, fmt.Errorf("read claims: %w", err)
	}
	return claims, nil
}

func putClaims(ctx context.Context, tx bun.Tx, itemID uuid.UUID, claims []Claim) error {
	if _, err := tx.NewRaw("delete from portfolio_claims where item_id = ?", itemID).Exec(ctx); err != nil {
		return fmt.Errorf("clear claims: %w", err)
	}
	if len(claims) == 0 {
		return nil
	}
	rows := make([]Claim, 0, len(claims))
	for _, c := range claims {
		c.ItemID = itemID
		rows = append(rows, c)
	}
	if _, err := tx.NewInsert().Model(&rows).ModelTableExpr("portfolio_claims").Exec(ctx); err != nil {
		return fmt.Errorf("insert claims: %w", err)
	}
	return nil
}

// filesOf are an item's files in the order in which they came.
func filesOf(ctx context.Context, db bun.IDB, itemID uuid.UUID) ([]File, error) {
	var files []File
	err := db.NewRaw(`select *
		from portfolio_files
		where item_id = ?
		order by created_at, id`, itemID).Scan(ctx, &files)
	if err != nil {
		return nil, fmt.Errorf("read files: %w", err)
	}
	return files, nil
}

// insertFile adds a file with its content. The same content twice is a duplicate.
func insertFile(ctx context.Context, tx bun.Tx, f File, content []byte, now time.Time) error {
	f.CreatedAt = now
	if _, err := tx.NewInsert().Model(&f).ModelTableExpr("portfolio_files").Exec(ctx); err != nil {
		return fmt.Errorf("insert file: %w", err)
	}
	if _, err := tx.NewRaw("insert into portfolio_contents (file_id, content) values (?, ?)", f.ID, content).Exec(ctx); err != nil {
		return fmt.Errorf("insert content: %w", err)
	}
	return nil
}

func deleteFile(ctx context.Context, tx bun.Tx, itemID, id uuid.UUID) error {
	res, err := tx.NewRaw("delete from portfolio_files where id = ? and item_id = ?", id, itemID).Exec(ctx)
	if err != nil {
		return fmt.Errorf("delete file: %w", err)
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return errors.Join(ErrNotFound, err)
	}
	return nil
}

// content is a file of an item with its bytes, or ErrNotFound.
func content(ctx context.Context, db bun.IDB, itemID, id uuid.UUID) (File, []byte, error) {
	var row struct {
		File

		Content []byte
	}
	err := db.NewRaw(`select f.*, c.content
		from portfolio_files f
		join portfolio_contents c on c.file_id = f.id
		where f.id = ?
		and f.item_id = ?`, id, itemID).Scan(ctx, &row)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return File{}, nil, ErrNotFound
	case err != nil:
		return File{}, nil, fmt.Errorf("read file: %w", err)
	}
	return row.File, row.Content, nil
}

// Files gives someone's files one at a time, as an archive names them.
func Files(ctx context.Context, db bun.IDB, staffID uuid.UUID, take func(name string, content []byte) error) error {
	var ids []struct{ ID, ItemID uuid.UUID }
	err := db.NewRaw(`select f.id, f.item_id
		from portfolio_files f
		join portfolio_items i on i.id = f.item_id
		where i.staff_id = ?
		order by f.created_at, f.id`, staffID).Scan(ctx, &ids)
	if err != nil {
		return fmt.Errorf("list files: %w", err)
	}
	for _, f := range ids {
		file, bytes, err := content(ctx, db, f.ItemID, f.ID)
		if err != nil {
			return err
		}
		if err := take(file.Name, bytes); err != nil {
			return err
		}
	}
	return nil
}
