package effects

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/page"
)

// Filter narrows what the effect is asked of: the learner's unit, a competency,
// the days on which pairs ended, a name of learner or mentor, a standing. Zero
// values narrow nothing.
type Filter struct {
	Q            string
	UnitID       uuid.UUID
	CompetencyID uuid.UUID
	From, Until  clock.Day
	Standing     Standing
	After        string
	Limit        int
}

// Row is one competency of a pair that is over. LevelNow is what the learner shows
// by now, with everything that counts.
type Row struct {
	Reassessment

	State       string
	MentorID    uuid.UUID
	MentorName  string
	LearnerID   uuid.UUID
	LearnerName string
	CommuneID   uuid.UUID
	CommuneName string
	Code        string
	NameVI      string `bun:"name_vi"`
	NameEN      string `bun:"name_en"`
	BeganAt     time.Time
	ClosedAt    time.Time
	LevelNow    int16
	Saw         int16 // the highest level the mentor saw
	Sessions    int
	Minutes     int
}

// followed selects re-assessments with their pairs and people.
func followed(db bun.IDB) *bun.SelectQuery {
	return db.NewSelect().
		TableExpr("reassessments r").
		Join("join pairs p on p.id = r.pair_id").
		Join("join staff m on m.id = p.mentor_id").
		Join("join staff l on l.id = p.learner_id").
		Join("join units lu on lu.id = l.unit_id").
		Join("join units cu on cu.path = subpath(lu.path, 0, least(2, nlevel(lu.path)))").
		Join("join competencies c on c.id = r.competency_id")
}

// narrowed keeps what a filter asks for within a scope over learners.
func narrowed(q *bun.SelectQuery, scope access.Scope, f Filter, today clock.Day) *bun.SelectQuery {
	q = q.Where("lu.path <@ any(?)", scope)
	if f.Q != "" {
		q = q.Where("(l.search like '%' || fold_text(?0) || '%' or m.search like '%' || fold_text(?0) || '%')", f.Q)
	}
	if f.UnitID != uuid.Nil {
		q = q.Where("lu.path <@ (select path from units where id = ?)", f.UnitID)
	}
	q = within(q, f)
	switch f.Standing {
	case Done:
		q = q.Where("r.done_at is not null")
	case Overdue:
		q = q.Where("r.done_at is null").Where("r.due_on < ?::date", today)
	case Waiting:
		q = q.Where("r.done_at is null").Where("r.due_on >= ?::date", today)
	}
	return q
}

// within keeps a filter's competency and days.
func within(q *bun.SelectQuery, f Filter) *bun.SelectQuery {
	if f.CompetencyID != uuid.Nil {
		q = q.Where("r.competency_id = ?", f.CompetencyID)
	}
	if !f.From.IsZero() {
		q = q.Where("p.closed_at >= ?", f.From.Start())
	}
	if !f.Until.IsZero() {
		q = q.Where("p.closed_at < ?", f.Until.AddDays(1).Start())
	}
	return q
}

// rows selects what a Row holds.
func rows(q *bun.SelectQuery) *bun.SelectQuery {
	return q.
		ColumnExpr("r.*, p.state, p.mentor_id, m.full_name as mentor_name, p.learner_id, l.full_name as learner_name").
		ColumnExpr("cu.id as commune_id, cu.name as commune_name, c.code, c.name_vi, c.name_en, p.answered_at as began_at, p.closed_at").
		ColumnExpr("coalesce(v.level, 0) as level_now, s.saw, s.sessions, s.minutes").
		Join("left join v_levels v on v.staff_id = p.learner_id and v.competency_id = r.competency_id").
		Join(`cross join lateral (
			select coalesce(max(level), 0) as saw, count(*) as sessions, coalesce(sum(minutes), 0) as minutes
			from coaching_sessions
			where pair_id = p.id
			and confirmed_at is not null
		) s`)
}

// Pairs are the competencies of pairs that are over, of learners in a scope, the
// latest ended first: one page and the cursor of the next.
func Pairs(ctx context.Context, db bun.IDB, scope access.Scope, f Filter, today clock.Day) ([]Row, string, error) {
	limit := page.Limit(f.Limit)
	after, err := page.Parse(f.After, 2)
	if err != nil {
		return nil, "", err
	}
	q := narrowed(rows(followed(db)), scope, f, today)
	if after != nil {
		q = q.Where("(p.closed_at, r.id) < (?::timestamptz, ?::uuid)", after[0], after[1])
	}
	found, err := scanRows(ctx, q.OrderExpr("p.closed_at desc, r.id desc").Limit(int64(limit)+1))
	if err != nil {
		return nil, "", err
	}
	found, next := page.Cut(found, limit, func(r Row) string {
		return page.Cursor(r.ClosedAt.Format(time.RFC3339Nano), r.ID.String())
	})
	return found, next, nil
}

// mostWritten is how many rows a workbook holds.
const mostWritten = 20_000

// allPairs are the rows of a filter for a workbook.
func allPairs(ctx context.Context, db bun.IDB, scope access.Scope, f Filter, today clock.Day) ([]Row, error) {
	return scanRows(ctx, narrowed(rows(followed(db)), scope, f, today).OrderExpr("p.closed_at desc, r.id desc").Limit(mostWritten))
}

// ofLearner are one learner's, those still to come first.
func ofLearner(ctx context.Context, db bun.IDB, learnerID uuid.UUID) ([]Row, error) {
	return scanRows(ctx, rows(followed(db)).Where("p.learner_id = ?", learnerID).
		OrderExpr("r.done_at is not null, r.due_on desc, r.id").Limit(page.MaxLimit))
}

// ofMentor are those of one mentor's pairs, the latest first.
func ofMentor(ctx context.Context, db bun.IDB, mentorID uuid.UUID) ([]Row, error) {
	return scanRows(ctx, rows(followed(db)).Where("p.mentor_id = ?", mentorID).
		OrderExpr("p.closed_at desc, r.id desc").Limit(page.MaxLimit))
}

func scanRows(ctx context.Context, q *bun.SelectQuery) ([]Row, error) {
	var found []Row
	if err := q.Scan(ctx, &found); err != nil {
		return nil, fmt.Errorf("list re-assessments: %w", err)
	}
	return found, nil
}

// Test is a test by which a competency can be shown, with the highest level it
// shows.
type Test struct {
	CompetencyID uuid.UUID
	QuizID       uuid.UUID
	TitleVI      string `bun:"title_vi"`
	TitleEN      string `bun:"title_en"`
	Level        int16
}

// testsOf are open tests that show some competencies.
func testsOf(ctx context.Context, db bun.IDB, competencies []uuid.UUID) ([]Test, error) {
	var found []Test
	err := db.NewRaw(`select s.competency_id, q.quiz_id, q.title_vi, q.title_en, max(s.level) as level
		from v_quiz_shows s
		join v_open_quizzes q on q.quiz_id = s.quiz_id
		where s.competency_id = any(?::uuid[])
		group by s.competency_id, q.quiz_id, q.title_vi, q.title_en
		order by s.competency_id, level desc, q.quiz_id`, list(competencies)).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("find tests of competencies: %w", err)
	}
	return found, nil
}
