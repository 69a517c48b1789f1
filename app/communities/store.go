package communities

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
)

// Viewer is who looks: what they guard they see as well.
type Viewer struct {
	StaffID uuid.UUID
	Guard   access.Scope
}

// View is a post with the names people know it by. First says that it waits for
// somebody able, such as the viewer.
type View struct {
	Post

	AuthorName   string
	AuthorUnit   string
	CommuneName  string
	CommunePath  string
	FieldVI      string `bun:"field_vi"`
	FieldEN      string `bun:"field_en"`
	CompetencyVI string `bun:"competency_vi"`
	CompetencyEN string `bun:"competency_en"`
	ProcedureVI  string `bun:"procedure_vi"`
	ProcedureEN  string `bun:"procedure_en"`
	AnswerID     uuid.UUID
	Answers      int
	Reports      int
	First        bool
}

// What a list shows.
const (
	ShowAll        = "all"
	ShowUnanswered = "unanswered"
	ShowMine       = "mine"
	ShowFollowed   = "followed"
	ShowReported   = "reported" // of posts the viewer guards
)

// Filter narrows a list of posts. Before is LongUnanswered.
type Filter struct {
	ID        uuid.UUID
	Q         string
	Form      string
	FieldKind string
	Field     string
	Show      string
	Before    time.Time
	After     []string // first, created_at, id of the last row shown
	Limit     int
}

// seen are the posts that somebody may see: of the own commune and those around,
// of the province in a field that was widened, one's own, and those one guards.
// Of these a withdrawn post only its author sees, a hidden one also whoever
// guards it.
func seen(db bun.IDB, v Viewer, before time.Time) *bun.SelectQuery {
	able := db.NewRaw(`p.form = 'question' and p.author_id <> ?0 and p.created_at < ?1 and n.answers = 0
		and (exists (select from v_levels l where l.staff_id = ?0 and l.competency_id = p.competency_id and l.level >= ?2)
			or exists (
				select from procedure_competencies r
				join v_levels l on l.competency_id = r.competency_id and l.staff_id = ?0 and l.level >= r.level
				where r.procedure_id = p.procedure_id
			)
			or p.competency_id is null and p.field_kind = 'position' and exists (
				select from posts o
				join positions q on q.id = o.position_id
				where o.staff_id = ?0
				and o.during @> current_date
				and q.code = p.field
			))`, v.StaffID, before, RecordLevel)
	return db.NewSelect().
		With("me", db.NewRaw(`select subpath(u.path, 0, 1) as province, c.id as commune_id
			from staff s
			join units u on u.id = s.unit_id
			join units c on c.path = subpath(u.path, 0, least(nlevel(u.path), 2))
			where s.id = ?`, v.StaffID)).
		With("area", db.NewRaw(`select commune_id as id from me
			union all
			select b.neighbour_id from me
			join unit_neighbours b on b.unit_id = me.commune_id`)).
		TableExpr("community_posts p").
		Join("join units c on c.id = p.commune_id").
		Join("join staff a on a.id = p.author_id").
		Join("join units w on w.id = a.unit_id").
		Join("left join positions f on p.field_kind = 'position' and f.code = p.field").
		Join("left join competencies k on k.id = p.competency_id").
		Join("left join procedures d on d.id = p.procedure_id").
		Join("left join community_acceptances x on x.post_id = p.id").
		Join(`cross join lateral (
			select count(*) as answers
			from community_answers n
			where n.post_id = p.id
			and n.withdrawn_at is null
			and n.hidden_at is null
		) n`).
		Join(`cross join lateral (
			select count(*) as reports
			from community_reports r
			where r.post_id = p.id
			and r.settled_at is null
		) r`).
		Join("cross join lateral (select (?) as first) t", able).
		ColumnExpr("p.id, p.form, p.field_kind, p.field, p.commune_id, p.author_id, p.competency_id, p.procedure_id, p.title, p.body, p.did, p.watch").
		ColumnExpr("p.created_at, p.edited_at, p.withdrawn_at, p.hidden_at, p.hidden_by, p.hidden_reason").
		ColumnExpr("a.full_name as author_name, w.name as author_unit, c.name as commune_name, c.path as commune_path").
		ColumnExpr("coalesce(f.name_vi, p.field) as field_vi, coalesce(nullif(f.name_en, ''), f.name_vi, p.field) as field_en").
		ColumnExpr("coalesce(k.name_vi, '') as competency_vi, coalesce(k.name_en, '') as competency_en").
		ColumnExpr("coalesce(d.name_vi, '') as procedure_vi, coalesce(d.name_en, '') as procedure_en").
		ColumnExpr("x.answer_id, n.answers, r.reports, coalesce(t.first, false) as first").
		Where("p.withdrawn_at is null or p.author_id = ?", v.StaffID).
		Where("p.hidden_at is null or p.author_id = ? or c.path <@ any(?)", v.StaffID, v.Guard).
		Where(`p.author_id = ?0
			or p.commune_id in (select id from area)
			or c.path <@ any(?1)
			or c.path <@ (select province from me) and exists (
				select from community_reaches g
				where g.field_kind = p.field_kind
				and g.field = p.field
				and g.wide
			)`, v.StaffID, v.Guard)
}

// List are the posts that somebody may see, those that wait for the viewer first,
// then the newest, at most Limit+1.
func List(ctx context.Context, db bun.IDB, v Viewer, f Filter) ([]View, error) {
	q := seen(db, v, f.Before)
	if f.ID != uuid.Nil {
		q = q.Where("p.id = ?", f.ID)
	}
	if f.Q != "" {
		q = q.Where("p.search like '%' || fold_text(?0) || '%' or fold_text(concat_ws(' ', k.name_vi, d.name_vi, f.name_vi, p.field)) like '%' || fold_text(?0) || '%'", f.Q)
	}
	if f.Form != "" {
		q = q.Where("p.form = ?", f.Form)
	}
	if f.Field != "" {
		q = q.Where("p.field_kind = ? and p.field = ?", f.FieldKind, f.Field)
	}
	switch f.Show {
	case ShowUnanswered:
		q = q.Where("p.form = 'question' and n.answers = 0 and p.withdrawn_at is null")
	case ShowMine:
		q = q.Where("p.author_id = ?0 or exists (select from community_answers o where o.post_id = p.id and o.author_id = ?0 and o.withdrawn_at is null)", v.StaffID)
	case ShowFollowed:
		q = q.Where("exists (select from community_follows o where o.staff_id = ? and o.field_kind = p.field_kind and o.field = p.field)", v.StaffID)
	case ShowReported:
		q = q.Where("r.reports > 0 and c.path <@ any(?)", v.Guard)
	}
	if f.After != nil {
		q = q.Where("(coalesce(t.first, false), p.created_at, p.id) < (?::boolean, ?::timestamptz, ?::uuid)", f.After[0], f.After[1], f.After[2])
	}
	var found []View
	if err := q.OrderExpr("coalesce(t.first, false) desc, p.created_at desc, p.id desc").Limit(int64(f.Limit)+1).Scan(ctx, &found); err != nil {
		return nil, fmt.Errorf("list posts: %w", err)
	}
	return found, nil
}

// Find is a post that somebody may see, or ErrNotFound.
func Find(ctx context.Context, db bun.IDB, v Viewer, id uuid.UUID) (View, error) {
	found, err := List(ctx, db, v, Filter{ID: id, Limit: 1})
	switch {
	case err != nil:
		return View{}, err
	case len(found) == 0:
		return View{}, ErrNotFound
	}
	return found[0], nil
}

// lockPost holds off other deeds on a post until the transaction ends.
func lockPost(ctx context.Context, tx bun.Tx, id uuid.UUID) error {
	if _, err := tx.ExecContext(ctx, "select from community_posts where id = ? for update", id); err != nil {
		return fmt.Errorf("lock post: %w", err)
	}
	return nil
}

// InsertPosts adds posts as they are given.
func InsertPosts(ctx context.Context, db bun.IDB, posts []Post) error {
	if _, err := db.NewInsert().Model(&posts).Exec(ctx); err != nil {
		return fmt.Errorf("insert posts: %w", err)
	}
	return nil
}

func updatePost(ctx context.Context, tx bun.Tx, p Post) error {
	_, err := tx.NewUpdate().Model(&p).
		Column("competency_id", "procedure_id", "title", "body", "did", "watch", "edited_at", "withdrawn_at", "hidden_at", "hidden_by", "hidden_reason").
		WherePK().Exec(ctx)
	if err != nil {
		return fmt.Errorf("update post: %w", err)
	}
	return nil
}

// FindPost is the post of an id whoever looks, or ErrNotFound.
func FindPost(ctx context.Context, db bun.IDB, id uuid.UUID) (Post, error) {
	var p Post
	err := db.NewSelect().Model(&p).Where("id = ?", id).Scan(ctx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Post{}, ErrNotFound
	case err != nil:
		return Post{}, fmt.Errorf("find post: %w", err)
	}
	return p, nil
}

// communeOf is the commune or ward somebody works in, or ErrNotFound.
func communeOf(ctx context.Context, db bun.IDB, staffID uuid.UUID) (uuid.UUID, error) {
	var id uuid.UUID
	err := db.NewRaw(`select c.id
		from staff s
		join units u on u.id = s.unit_id
		join units c on c.path = subpath(u.path, 0, least(nlevel(u.path), 2))
		where s.id = ?
		and c.kind in ('XA', 'PHUONG')`, staffID).Scan(ctx, &id)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return uuid.Nil, ErrNotFound
	case err != nil:
		return uuid.Nil, fmt.Errorf("find commune of author: %w", err)
	}
	return id, nil
}
