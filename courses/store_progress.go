package courses

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
)

// Overview is a course with how far one learner is. EnrolledAt is nil for a
// course not begun.
type Overview struct {
	ID          uuid.UUID
	Code        string
	TitleVI     string `bun:"title_vi"`
	TitleEN     string `bun:"title_en"`
	SummaryVI   string `bun:"summary_vi"`
	SummaryEN   string `bun:"summary_en"`
	Minutes     int
	Lessons     int
	Done        int
	EnrolledAt  *time.Time
	CompletedAt *time.Time
}

// Filter narrows the list of courses for one learner.
type Filter struct {
	LearnerID uuid.UUID
	Q         string   // search text
	After     []string // title_vi, id of the last row shown
	Limit     int
}

// List are the published courses in Vietnamese order of title, at most Limit+1,
// each with the learner's progress.
func List(ctx context.Context, db bun.IDB, f Filter) ([]Overview, error) {
	after, afterID := "", uuid.Nil
	if len(f.After) == 2 {
		id, err := uuid.Parse(f.After[1])
		if err != nil {
			return nil, fmt.Errorf("read cursor: %w", err)
		}
		after, afterID = f.After[0], id
	}
	var rows []Overview
	err := db.NewRaw(`select c.id, c.code, c.title_vi, c.title_en, c.summary_vi, c.summary_en, c.minutes,
			p.lessons, p.done, e.enrolled_at, e.completed_at
		from courses c
		left join enrolments e on e.course_id = c.id and e.learner_id = ?0
		cross join lateral (
			select count(*)::integer as lessons, count(s.completed_at)::integer as done
			from lessons l
			left join lesson_progress s on s.lesson_id = l.id and s.learner_id = ?0
			where l.course_id = c.id
			  and l.archived_at is null
		) p
		where c.published_at is not null
		  and c.archived_at is null
		  and c.search like '%' || fold_text(?1) || '%'
		  and (c.title_vi collate "vi-x-icu", c.id) > (?2, ?3::uuid)
		order by c.title_vi collate "vi-x-icu", c.id
		limit ?4`, f.LearnerID, f.Q, after, afterID, f.Limit+1).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("list courses: %w", err)
	}
	return rows, nil
}

// Steps are the lessons of a course in order, as one learner sees them.
func Steps(ctx context.Context, db bun.IDB, courseID, learnerID uuid.UUID) ([]Step, error) {
	var steps []Step
	err := db.NewRaw(`select l.id, l.code, l.title_vi, l.title_en, l.minutes, l.position,
			case
				when s.completed_at is not null then 'done'
				when s.opened_at is not null then 'doing'
				else 'todo'
			end as state
		from lessons l
		left join lesson_progress s on s.lesson_id = l.id and s.learner_id = ?
		where l.course_id = ?
		  and l.archived_at is null
		order by l.position`, learnerID, courseID).Scan(ctx, &steps)
	if err != nil {
		return nil, fmt.Errorf("list lessons: %w", err)
	}
	return steps, nil
}

// FindEnrolment is the learner's enrolment in a course. ok is false without one.
func FindEnrolment(ctx context.Context, db bun.IDB, courseID, learnerID uuid.UUID) (e Enrolment, ok bool, err error) {
	err = db.NewSelect().Model(&e).Where("course_id = ?", courseID).Where("learner_id = ?", learnerID).Scan(ctx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Enrolment{}, false, nil
	case err != nil:
		return Enrolment{}, false, fmt.Errorf("find enrolment: %w", err)
	}
	return e, true, nil
}

// Enrol begins a course for a learner and locks the enrolment; a learner already
// enrolled keeps the enrolment, also in an archived course. Errors: ErrNotFound,
// ErrClosed.
func Enrol(ctx context.Context, tx bun.Tx, courseID, learnerID uuid.UUID, now time.Time) (Enrolment, error) {
	c, err := Find(ctx, tx, courseID)
	if err != nil {
		return Enrolment{}, err
	}
	if c.ArchivedAt == nil {
		id, err := uuid.NewV7()
		if err != nil {
			return Enrolment{}, fmt.Errorf("make enrolment id: %w", err)
		}
		e := Enrolment{ID: id, CourseID: courseID, LearnerID: learnerID, EnrolledAt: now}
		if _, err := tx.NewInsert().Model(&e).On("conflict (learner_id, course_id) do nothing").Exec(ctx); err != nil {
			return Enrolment{}, fmt.Errorf("enrol: %w", err)
		}
	}
	var kept Enrolment
	err = tx.NewSelect().Model(&kept).
		Where("course_id = ?", courseID).
		Where("learner_id = ?", learnerID).
		For("update").
		Scan(ctx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Enrolment{}, ErrClosed
	case err != nil:
		return Enrolment{}, fmt.Errorf("lock enrolment: %w", err)
	}
	return kept, nil
}

// OpenLesson returns a lesson with its text, enrols the learner in its course
// and keeps when it was first opened. Errors: ErrNotFound, ErrClosed.
func OpenLesson(ctx context.Context, tx bun.Tx, lessonID, learnerID uuid.UUID, now time.Time) (Lesson, error) {
	l, err := FindLesson(ctx, tx, lessonID)
	if err != nil {
		return Lesson{}, err
	}
	if _, err := Enrol(ctx, tx, l.CourseID, learnerID, now); err != nil {
		return Lesson{}, err
	}
	_, err = tx.NewRaw(`insert into lesson_progress (learner_id, lesson_id, opened_at)
		values (?, ?, ?)
		on conflict do nothing`, learnerID, lessonID, now).Exec(ctx)
	if err != nil {
		return Lesson{}, fmt.Errorf("mark lesson opened: %w", err)
	}
	return l, nil
}

// Progress is where a learner stands after completing a lesson. Completion is
// set in the one call that completed the course, and nil before and after.
type Progress struct {
	Course     Course
	Steps      []Step
	Completion *Completion
}

// CompleteLesson marks a lesson as done for a learner, enrolling where needed. A
// lesson done already stays as it was. The call that leaves no lesson undone
// completes the course and returns its Completion; of calls at the same time
// exactly one does. Errors: ErrNotFound, ErrClosed.
func CompleteLesson(ctx context.Context, tx bun.Tx, lessonID, learnerID uuid.UUID, now time.Time) (Progress, error) {
	l, err := FindLesson(ctx, tx, lessonID)
	if err != nil {
		return Progress{}, err
	}
	e, err := Enrol(ctx, tx, l.CourseID, learnerID, now)
	if err != nil {
		return Progress{}, err
	}
	_, err = tx.NewRaw(`insert into lesson_progress as p (learner_id, lesson_id, opened_at, completed_at)
		values (?0, ?1, ?2, ?2)
		on conflict (learner_id, lesson_id) do update
		set completed_at = excluded.completed_at
		where p.completed_at is null`, learnerID, lessonID, now).Exec(ctx)
	if err != nil {
		return Progress{}, fmt.Errorf("mark lesson done: %w", err)
	}
	var p Progress
	if p.Course, err = Find(ctx, tx, l.CourseID); err != nil {
		return Progress{}, err
	}
	if p.Steps, err = Steps(ctx, tx, l.CourseID, learnerID); err != nil {
		return Progress{}, err
	}
	if e.CompletedAt != nil || !Complete(p.Steps) {
		return p, nil
	}
	if _, err := tx.NewRaw("update enrolments set completed_at = ? where id = ?", now, e.ID).Exec(ctx); err != nil {
		return Progress{}, fmt.Errorf("complete course: %w", err)
	}
	p.Completion = &Completion{CourseID: l.CourseID, LearnerID: learnerID, CompletedAt: now}
	return p, nil
}

// CompletedSince are the learners who completed a course at an instant or later,
// with when they did: of those named, or of all when the names are nil.
func CompletedSince(ctx context.Context, db bun.IDB, courseID uuid.UUID, learners []uuid.UUID, since time.Time) (map[uuid.UUID]time.Time, error) {
	var rows []Enrolment
	q := db.NewSelect().Model(&rows).Where("course_id = ?", courseID).Where("completed_at >= ?", since)
	if learners != nil {
		q = q.Where("learner_id in (?)", bun.List(learners))
	}
	if err := q.Scan(ctx); err != nil {
		return nil, fmt.Errorf("list completions: %w", err)
	}
	completed := make(map[uuid.UUID]time.Time, len(rows))
	for _, r := range rows {
		completed[r.LearnerID] = *r.CompletedAt
	}
	return completed, nil
}
