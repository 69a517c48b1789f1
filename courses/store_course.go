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

// Published is what Put made of a draft.
type Published struct {
	CourseID uuid.UUID
	Lessons  map[string]uuid.UUID // ids by lesson code
	New      bool                 // the course did not exist
	Changed  bool                 // it did, and something in it or its lessons differs now
}

// Put publishes a course with its lessons. Course and lessons keep their ids by
// code, so that progress stays; lessons no longer in the draft are taken out but
// not deleted. The same draft again changes nothing. Errors: ErrBadCourse,
// ErrLessonTaken.
func Put(ctx context.Context, tx bun.Tx, d Draft, now time.Time) (Published, error) {
	if err := d.Check(); err != nil {
		return Published{}, err
	}
	p, err := putCourse(ctx, tx, d, now)
	if err != nil {
		return Published{}, fmt.Errorf("publish course %s: %w", d.Code, err)
	}
	p.Lessons = make(map[string]uuid.UUID, len(d.Lessons))
	codes := make([]string, 0, len(d.Lessons))
	for i, l := range d.Lessons {
		id, changed, err := putLesson(ctx, tx, p.CourseID, i+1, l, now)
		if err != nil {
			return Published{}, fmt.Errorf("publish lesson %s: %w", l.Code, err)
		}
		p.Lessons[l.Code], p.Changed = id, p.Changed || changed
		codes = append(codes, l.Code)
	}
	res, err := tx.NewRaw(`update lessons
		set archived_at = ?, position = null, updated_at = ?
		where course_id = ?
		  and archived_at is null
		  and code not in (?)`, now, now, p.CourseID, bun.List(codes)).Exec(ctx)
	if err != nil {
		return Published{}, fmt.Errorf("take out lessons of %s: %w", d.Code, err)
	}
	gone, err := res.RowsAffected()
	if err != nil {
		return Published{}, fmt.Errorf("count lessons taken out: %w", err)
	}
	p.Changed = (p.Changed || gone > 0) && !p.New
	return p, nil
}

func putCourse(ctx context.Context, tx bun.Tx, d Draft, now time.Time) (Published, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return Published{}, fmt.Errorf("make id: %w", err)
	}
	c := Course{
		ID: id, Code: d.Code, TitleVI: d.TitleVI, TitleEN: d.TitleEN, SummaryVI: d.SummaryVI, SummaryEN: d.SummaryEN,
		Minutes: d.Minutes, PublishedAt: &now, CreatedAt: now, UpdatedAt: now,
	}
	res, err := tx.NewInsert().Model(&c).
		On("conflict (code) do update").
		Set("title_vi = excluded.title_vi, title_en = excluded.title_en, summary_vi = excluded.summary_vi").
		Set("summary_en = excluded.summary_en, minutes = excluded.minutes, updated_at = excluded.updated_at").
		Set("published_at = coalesce(course.published_at, excluded.published_at), archived_at = null").
		Where(`(course.title_vi, course.title_en, course.summary_vi, course.summary_en, course.minutes)
			is distinct from (excluded.title_vi, excluded.title_en, excluded.summary_vi, excluded.summary_en, excluded.minutes)
			or course.published_at is null or course.archived_at is not null`).
		Exec(ctx)
	if err != nil {
		return Published{}, err
	}
	written, err := res.RowsAffected()
	if err != nil {
		return Published{}, err
	}
	var kept uuid.UUID
	if err := tx.NewRaw("select id from courses where code = ?", d.Code).Scan(ctx, &kept); err != nil {
		return Published{}, err
	}
	return Published{CourseID: kept, New: kept == id, Changed: written > 0}, nil
}

func putLesson(ctx context.Context, tx bun.Tx, courseID uuid.UUID, position int, d LessonDraft, now time.Time) (uuid.UUID, bool, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return uuid.Nil, false, fmt.Errorf("make id: %w", err)
	}
	l := Lesson{
		ID: id, CourseID: courseID, Code: d.Code, Position: position, TitleVI: d.TitleVI, TitleEN: d.TitleEN,
		Minutes: d.Minutes, Body: d.Body, HTML: d.HTML, UpdatedAt: now,
	}
	res, err := tx.NewInsert().Model(&l).
		On("conflict (code) do update").
		Set("position = excluded.position, title_vi = excluded.title_vi, title_en = excluded.title_en").
		Set("minutes = excluded.minutes, body = excluded.body, html = excluded.html").
		Set("archived_at = null, updated_at = excluded.updated_at").
		Where(`lesson.course_id = excluded.course_id
			and (lesson.position, lesson.title_vi, lesson.title_en, lesson.minutes, lesson.body, lesson.html)
			is distinct from (excluded.position, excluded.title_vi, excluded.title_en, excluded.minutes, excluded.body, excluded.html)`).
		Exec(ctx)
	if err != nil {
		return uuid.Nil, false, err
	}
	written, err := res.RowsAffected()
	if err != nil {
		return uuid.Nil, false, err
	}
	var kept Lesson
	if err := tx.NewSelect().Model(&kept).Column("id", "course_id").Where("code = ?", d.Code).Scan(ctx); err != nil {
		return uuid.Nil, false, err
	}
	if kept.CourseID != courseID {
		return uuid.Nil, false, ErrLessonTaken
	}
	return kept.ID, written > 0, nil
}

// Find is a published course, archived or not, else ErrNotFound.
func Find(ctx context.Context, db bun.IDB, id uuid.UUID) (Course, error) {
	var c Course
	err := db.NewSelect().Model(&c).Where("id = ?", id).Where("published_at is not null").Scan(ctx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Course{}, ErrNotFound
	case err != nil:
		return Course{}, fmt.Errorf("find course: %w", err)
	}
	return c, nil
}

// FindLesson is a lesson of a published course that was not taken out, with its
// text, else ErrNotFound.
func FindLesson(ctx context.Context, db bun.IDB, id uuid.UUID) (Lesson, error) {
	var l Lesson
	err := db.NewSelect().Model(&l).
		Where("id = ?", id).
		Where("archived_at is null").
		Where("course_id in (select c.id from courses c where c.published_at is not null)").
		Scan(ctx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Lesson{}, ErrNotFound
	case err != nil:
		return Lesson{}, fmt.Errorf("find lesson: %w", err)
	}
	return l, nil
}

// LessonTitles are the Vietnamese and English titles of lessons by id, also of
// lessons taken out; unknown ids are absent.
func LessonTitles(ctx context.Context, db bun.IDB, ids []uuid.UUID) (map[uuid.UUID][2]string, error) {
	titles := map[uuid.UUID][2]string{}
	if len(ids) == 0 {
		return titles, nil
	}
	var rows []Lesson
	err := db.NewSelect().Model(&rows).Column("id", "title_vi", "title_en").Where("id in (?)", bun.List(ids)).Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("read lesson titles: %w", err)
	}
	for _, l := range rows {
		titles[l.ID] = [2]string{l.TitleVI, l.TitleEN}
	}
	return titles, nil
}
