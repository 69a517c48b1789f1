package learn

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/gaps"
)

// ItemsSQL reads everything a learner could do and the number of unread messages,
// in one statement. Its arguments are the learner, now, and the competencies with
// a gap as the text of a uuid[].
const ItemsSQL = `with mine as materialized (
    select course_id, title_vi, title_en, completed_at, lessons, done, minutes_left, touched_at,
           lesson_id, lesson_title_vi, lesson_title_en
    from v_learner_courses
    where learner_id = $1::uuid
)
select 'attempt' as kind, attempt_id as id, null::uuid as parent_id, title_vi, title_en, '' as context_vi, '' as context_en,
       '' as name, due_at as at, answered as done, questions as total, 0 as minutes, 0::smallint as level
from v_open_attempts
where learner_id = $1::uuid
  and due_at > $2::timestamptz
union all
select 'confirm', session_id, pair_id, '', '', '', '', mentor_name, held_at, 0, 0, 0, 0
from v_learner_confirmations
where learner_id = $1::uuid
union all
select 'lesson', lesson_id, course_id, lesson_title_vi, lesson_title_en, title_vi, title_en, '', touched_at, done, lessons, minutes_left, 0
from mine
where completed_at is null
  and lesson_id is not null
union all
select 'quiz', q.quiz_id, q.course_id, q.title_vi, q.title_en, m.title_vi, m.title_en, '', m.completed_at,
       coalesce(s.attempts, 0), q.max_attempts, q.minutes, 0
from mine m
join v_open_quizzes q on q.course_id = m.course_id
left join v_quiz_standings s on s.quiz_id = q.quiz_id and s.learner_id = $1::uuid
where m.completed_at is not null
  and not coalesce(s.passed or s.open, false)
  and coalesce(s.attempts, 0) < q.max_attempts
union all
select 'course', course_id, competency_id, title_vi, title_en, '', '', '', null, 0, 0, minutes, level
from v_course_shows
where competency_id = any($3::uuid[])
  and course_id not in (select course_id from mine)
union all
select 'pair', pair_id, competency_id, '', '', '', '', '', null, 0, 0, 0, 0
from v_learner_pairs
where learner_id = $1::uuid
union all
select 'unread', null, null, '', '', '', '', '', null, 0, unread, 0, 0
from v_unread
where staff_id = $1::uuid`

// reader reads the home page with two prepared statements.
type reader struct {
	gaps  *gaps.Reader
	items *sql.Stmt
	shelf *shelf
}

func newReader(ctx context.Context, db *bun.DB) (*reader, error) {
	found, err := gaps.NewReader(ctx, db)
	if err != nil {
		return nil, err
	}
	items, err := db.DB.PrepareContext(ctx, ItemsSQL)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("prepare home: %w", err), found.Close())
	}
	pages, err := newShelf(ctx, db)
	if err != nil {
		return nil, errors.Join(err, items.Close(), found.Close()) //nolint:sqlclosecheck // kept for the life of the reader otherwise
	}
	return &reader{gaps: found, items: items, shelf: pages}, nil
}

func (r *reader) close() {
	r.shelf.close()
	_ = r.items.Close()
	_ = r.gaps.Close()
}

// Home is what stands on the learner's first page.
type Home struct {
	Now    time.Time
	Next   Item
	Todos  []Item
	Gaps   []gaps.Gap
	Unread int
}

const mostTodos = 10

// home is the learner's page, from the shelf when nothing on it changed.
func (r *reader) home(ctx context.Context, learnerID uuid.UUID, now time.Time) (Home, error) {
	return r.shelf.home(ctx, learnerID, now, func() (Home, error) { return r.read(ctx, learnerID, now) })
}

func (r *reader) read(ctx context.Context, learnerID uuid.UUID, now time.Time) (Home, error) {
	found, err := r.gaps.Of(ctx, learnerID)
	if err != nil {
		return Home{}, err
	}
	rows, err := r.items.QueryContext(ctx, learnerID, now, uuidArray(found))
	if err != nil {
		return Home{}, fmt.Errorf("read home: %w", err)
	}
	items, unread, err := scanItems(rows)
	if err != nil {
		return Home{}, fmt.Errorf("read home: %w", err)
	}
	next := NextStep(items, found)
	return Home{Now: now, Next: next, Todos: Others(items, next, mostTodos), Gaps: found, Unread: unread}, nil
}

func scanItems(rows *sql.Rows) (items []Item, unread int, err error) {
	defer rows.Close()
	for rows.Next() {
		var i Item
		var id, parentID uuid.NullUUID
		var at sql.NullTime
		if err := rows.Scan(&i.Kind, &id, &parentID, &i.TitleVI, &i.TitleEN, &i.ContextVI, &i.ContextEN,
			&i.Name, &at, &i.Done, &i.Total, &i.Minutes, &i.Level); err != nil {
			return nil, 0, err
		}
		if i.Kind == "unread" {
			unread = i.Total
			continue
		}
		i.ID, i.ParentID, i.At = id.UUID, parentID.UUID, at.Time.UTC()
		items = append(items, i)
	}
	return items, unread, rows.Err()
}

// uuidArray writes the competencies with a gap as PostgreSQL reads a uuid[].
func uuidArray(found []gaps.Gap) string {
	var ids []string
	for _, g := range found {
		if g.Gap > 0 {
			ids = append(ids, g.CompetencyID.String())
		}
	}
	return "{" + strings.Join(ids, ",") + "}"
}
