package competency

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"

	"camtay/app/page"
	"camtay/assessments"
)

// Listed is a source as a list shows it. Version is that of its published
// criteria, 0 for none; Drafted says that a draft waits.
type Listed struct {
	Kind    string
	ID      uuid.UUID
	Code    string
	TitleVI string `bun:"title_vi"`
	TitleEN string `bun:"title_en"`
	Open    bool
	Version int
	Drafted bool
	Shows   []Claim `bun:"-"`
}

// SourceFilter narrows a list of sources. Kind empty means every kind that has
// criteria; only SourceLesson lists lessons.
type SourceFilter struct {
	Kind  string
	Q     string
	After string
	Limit int
}

const listedColumns = `v.kind, v.id, v.code, v.title_vi, v.title_en, v.open,
	coalesce((select s.version from criteria_sets s where s.source = v.kind and s.source_id = v.id and s.state = 'published'), 0) as version,
	exists (select from criteria_sets s where s.source = v.kind and s.source_id = v.id and s.state = 'draft') as drafted`

func findSource(ctx context.Context, db bun.IDB, source Source) (l Listed, ok bool, err error) {
	err = db.NewSelect().TableExpr("v_sources v").ColumnExpr(listedColumns).
		Where("v.kind = ? and v.id = ?", source.Kind, source.ID).
		Scan(ctx, &l)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Listed{}, false, nil
	case err != nil:
		return Listed{}, false, fmt.Errorf("find source: %w", err)
	}
	return l, true, nil
}

// ListSources are the sources that can be finished, by title, one page and the
// cursor of the next, with what each shows at most.
func ListSources(ctx context.Context, db bun.IDB, f SourceFilter) ([]Listed, string, error) {
	limit := page.Limit(f.Limit)
	after, err := page.Parse(f.After, 3)
	if err != nil {
		return nil, "", err
	}
	kinds := judgedKinds()
	if f.Kind != "" {
		kinds = []string{f.Kind}
	}
	const title = `v.title_vi collate "vi-x-icu"`
	q := db.NewSelect().TableExpr("v_sources v").ColumnExpr(listedColumns).
		Where("v.open and v.kind in (?)", bun.List(kinds))
	if f.Q != "" {
		q = q.Where("v.search like '%' || fold_text(?) || '%'", f.Q)
	}
	if after != nil {
		q = q.Where(`(v.kind, `+title+`, v.id) > (?, ? collate "vi-x-icu", ?::uuid)`, after[0], after[1], after[2])
	}
	var found []Listed
	if err := q.OrderExpr("v.kind, "+title+", v.id").Limit(int64(limit+1)).Scan(ctx, &found); err != nil {
		return nil, "", fmt.Errorf("list sources: %w", err)
	}
	found, next := page.Cut(found, limit, func(l Listed) string { return page.Cursor(l.Kind, l.TitleVI, l.ID.String()) })
	return found, next, readShows(ctx, db, found)
}

// readShows adds what each source shows at most, in the framework's order.
func readShows(ctx context.Context, db bun.IDB, found []Listed) error {
	if len(found) == 0 {
		return nil
	}
	ids := make([]uuid.UUID, 0, len(found))
	at := make(map[uuid.UUID]int, len(found))
	for i, l := range found {
		ids = append(ids, l.ID)
		at[l.ID] = i
	}
	var rows []struct {
		ID           uuid.UUID
		CompetencyID uuid.UUID
		Level        int16
	}
	err := db.NewRaw(`select x.id, x.competency_id, x.level
		from (
			select s.source_id as id, s.competency_id, s.level
			from v_source_shows s
			where s.source in ('course', 'class') and s.source_id in (?0)
			union all
			select s.quiz_id, s.competency_id, s.level
			from v_quiz_shows s
			where s.quiz_id in (?0)
		) x
		join competencies c on c.id = x.competency_id
		order by c.position, c.code`, bun.List(ids)).Scan(ctx, &rows)
	if err != nil {
		return fmt.Errorf("read what sources show: %w", err)
	}
	for _, r := range rows {
		l := &found[at[r.ID]]
		l.Shows = append(l.Shows, Claim{CompetencyID: r.CompetencyID, Level: r.Level})
	}
	return nil
}

// asksOf are the questions of a test in their order, and what it takes to pass.
func asksOf(ctx context.Context, db bun.IDB, quizID uuid.UUID) (asks []Ask, pass int, err error) {
	quiz, err := assessments.Find(ctx, db, quizID)
	if err != nil {
		return nil, 0, fmt.Errorf("find test: %w", err)
	}
	questions, err := assessments.Questions(ctx, db, quizID)
	if err != nil {
		return nil, 0, fmt.Errorf("read questions: %w", err)
	}
	for _, q := range questions {
		asks = append(asks, Ask{ID: q.ID, Code: q.Code, StemVI: q.StemVI})
	}
	return asks, quiz.Pass, nil
}

// catalogueOf is what a set of a source may speak of, its own questions aside.
// There is no simulator yet.
func catalogueOf(ctx context.Context, db bun.IDB, source Source, set Set) (Catalogue, error) {
	c := Catalogue{Competencies: map[uuid.UUID]bool{}, Needs: map[Source][]Source{}}
	inForce, err := List(ctx, db, "")
	if err != nil {
		return Catalogue{}, err
	}
	for _, x := range inForce {
		c.Competencies[x.ID] = true
	}
	if c.Titles, err = titlesOf(ctx, db, set.others(source)); err != nil {
		return Catalogue{}, err
	}
	var rows []setRow
	err = db.NewSelect().Model(&rows).Column("id", "source", "source_id", "tree").
		Where("state = ?", Published).
		Where("needs <> ?", pgdialect.Array([]string{})).
		Scan(ctx)
	if err != nil {
		return Catalogue{}, fmt.Errorf("read what criteria need: %w", err)
	}
	for _, r := range rows {
		v, err := r.version()
		if err != nil {
			return Catalogue{}, err
		}
		c.Needs[v.Source] = v.Set.Needs()
	}
	return c, nil
}
