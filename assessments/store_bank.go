package assessments

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
	QuizID    uuid.UUID
	Questions map[string]uuid.UUID // ids by question code
	New       bool                 // the quiz did not exist
	Changed   bool                 // it did, and something in it or its questions differs now
}

// Put publishes a quiz with its questions. Both keep their ids by code, so that
// claims and results stay; questions no longer in the draft are taken out but
// not deleted. Attempts in progress keep the paper they began with. The same
// draft again changes nothing. Errors: ErrBadQuiz, ErrQuestionTaken.
func Put(ctx context.Context, tx bun.Tx, d Draft, now time.Time) (Published, error) {
	if err := d.Check(); err != nil {
		return Published{}, err
	}
	p, err := putQuiz(ctx, tx, d, now)
	if err != nil {
		return Published{}, fmt.Errorf("publish quiz %s: %w", d.Code, err)
	}
	p.Questions = make(map[string]uuid.UUID, len(d.Questions))
	codes := make([]string, 0, len(d.Questions))
	for i, q := range d.Questions {
		id, changed, err := putQuestion(ctx, tx, p.QuizID, i+1, q, now)
		if err != nil {
			return Published{}, fmt.Errorf("publish question %s: %w", q.Code, err)
		}
		p.Questions[q.Code], p.Changed = id, p.Changed || changed
		codes = append(codes, q.Code)
	}
	res, err := tx.NewRaw(`update questions
		set archived_at = ?, position = null, updated_at = ?
		where quiz_id = ?
		  and archived_at is null
		  and code not in (?)`, now, now, p.QuizID, bun.List(codes)).Exec(ctx)
	if err != nil {
		return Published{}, fmt.Errorf("take out questions of %s: %w", d.Code, err)
	}
	gone, err := res.RowsAffected()
	if err != nil {
		return Published{}, fmt.Errorf("count questions taken out: %w", err)
	}
	p.Changed = (p.Changed || gone > 0) && !p.New
	return p, nil
}

func putQuiz(ctx context.Context, tx bun.Tx, d Draft, now time.Time) (Published, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return Published{}, fmt.Errorf("make id: %w", err)
	}
	q := Quiz{
		ID: id, Code: d.Code, CourseID: d.CourseID, TitleVI: d.TitleVI, TitleEN: d.TitleEN, Minutes: d.Minutes,
		Pass: d.Pass, MaxAttempts: d.MaxAttempts, PublishedAt: &now, CreatedAt: now, UpdatedAt: now,
	}
	res, err := tx.NewInsert().Model(&q).
		On("conflict (code) do update").
		Set("course_id = excluded.course_id, title_vi = excluded.title_vi, title_en = excluded.title_en").
		Set("minutes = excluded.minutes, pass = excluded.pass, max_attempts = excluded.max_attempts").
		Set("published_at = coalesce(quiz.published_at, excluded.published_at), archived_at = null, updated_at = excluded.updated_at").
		Where(`(quiz.course_id, quiz.title_vi, quiz.title_en, quiz.minutes, quiz.pass, quiz.max_attempts)
			is distinct from (excluded.course_id, excluded.title_vi, excluded.title_en, excluded.minutes, excluded.pass, excluded.max_attempts)
			or quiz.published_at is null or quiz.archived_at is not null`).
		Exec(ctx)
	if err != nil {
		return Published{}, err
	}
	written, err := res.RowsAffected()
	if err != nil {
		return Published{}, err
	}
	var kept uuid.UUID
	if err := tx.NewRaw("select id from quizzes where code = ?", d.Code).Scan(ctx, &kept); err != nil {
		return Published{}, err
	}
	return Published{QuizID: kept, New: kept == id, Changed: written > 0}, nil
}

func putQuestion(ctx context.Context, tx bun.Tx, quizID uuid.UUID, position int, d QuestionDraft, now time.Time) (uuid.UUID, bool, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return uuid.Nil, false, fmt.Errorf("make id: %w", err)
	}
	q := Question{
		ID: id, QuizID: quizID, Code: d.Code, Position: position, Kind: d.Kind, StemVI: d.StemVI, Options: d.Options,
		Key: Normal(d.Key), ExplanationVI: d.ExplanationVI, LessonID: d.LessonID, UpdatedAt: now,
	}
	res, err := tx.NewInsert().Model(&q).
		On("conflict (code) do update").
		Set("position = excluded.position, kind = excluded.kind, stem_vi = excluded.stem_vi, options = excluded.options").
		Set("key = excluded.key, explanation_vi = excluded.explanation_vi, lesson_id = excluded.lesson_id").
		Set("archived_at = null, updated_at = excluded.updated_at").
		Where(`question.quiz_id = excluded.quiz_id
			and (question.position, question.kind, question.stem_vi, question.options, question.key, question.explanation_vi, question.lesson_id)
			is distinct from (excluded.position, excluded.kind, excluded.stem_vi, excluded.options, excluded.key, excluded.explanation_vi, excluded.lesson_id)`).
		Exec(ctx)
	if err != nil {
		return uuid.Nil, false, err
	}
	written, err := res.RowsAffected()
	if err != nil {
		return uuid.Nil, false, err
	}
	var kept Question
	if err := tx.NewSelect().Model(&kept).Column("id", "quiz_id").Where("code = ?", d.Code).Scan(ctx); err != nil {
		return uuid.Nil, false, err
	}
	if kept.QuizID != quizID {
		return uuid.Nil, false, ErrQuestionTaken
	}
	return kept.ID, written > 0, nil
}

// Find is a published quiz, archived or not, else ErrNotFound.
func Find(ctx context.Context, db bun.IDB, id uuid.UUID) (Quiz, error) {
	var q Quiz
	err := db.NewSelect().Model(&q).Where("id = ?", id).Where("published_at is not null").Scan(ctx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Quiz{}, ErrNotFound
	case err != nil:
		return Quiz{}, fmt.Errorf("find quiz: %w", err)
	}
	return q, nil
}

// Questions are the questions of a quiz in order, with their keys.
func Questions(ctx context.Context, db bun.IDB, quizID uuid.UUID) ([]Question, error) {
	var questions []Question
	err := db.NewSelect().Model(&questions).
		Where("quiz_id = ?", quizID).
		Where("archived_at is null").
		OrderExpr("position").
		Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("list questions: %w", err)
	}
	return questions, nil
}

// Standing is how a learner stands in the test of a course. BestScore is nil
// before the first finished attempt.
type Standing struct {
	QuizID, CourseID uuid.UUID
	TitleVI          string `bun:"title_vi"`
	TitleEN          string `bun:"title_en"`
	Minutes          int
	Questions        int
	MaxAttempts      int
	Attempts         int
	Open             bool
	BestScore        *int
	Passed           bool
}

// StandingsOf are the learner's standings in the tests of courses, by course. A
// course without an open test is absent; of several the first by code counts.
func StandingsOf(ctx context.Context, db bun.IDB, learnerID uuid.UUID, courseIDs []uuid.UUID) (map[uuid.UUID]Standing, error) {
	byCourse := map[uuid.UUID]Standing{}
	if len(courseIDs) == 0 {
		return byCourse, nil
	}
	var rows []Standing
	err := db.NewRaw(`select distinct on (q.course_id)
			o.quiz_id, o.course_id, o.title_vi, o.title_en, o.minutes, o.questions, o.max_attempts,
			coalesce(s.attempts, 0) as attempts, coalesce(s.open, false) as open,
			s.best_score, coalesce(s.passed, false) as passed
		from v_open_quizzes o
		join quizzes q on q.id = o.quiz_id
		left join v_quiz_standings s on s.quiz_id = o.quiz_id and s.learner_id = ?
		where q.course_id in (?)
		order by q.course_id, q.code`, learnerID, bun.List(courseIDs)).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("read standings: %w", err)
	}
	for _, r := range rows {
		byCourse[r.CourseID] = r
	}
	return byCourse, nil
}
