package communities

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
)

// AnswerView is an answer with the name of its author and, where the question is
// about a competency, whether the author had shown level 3 in it as a mentor.
type AnswerView struct {
	Answer

	AuthorName string
	AuthorUnit string
	Mentor     bool
	Reports    int
}

// answersOf are the answers of a post that somebody may see, in order, the
// accepted one first.
func answersOf(ctx context.Context, db bun.IDB, v Viewer, post View, guards bool) ([]AnswerView, error) {
	var found []AnswerView
	err := db.NewRaw(`select n.*, s.full_name as author_name, u.name as author_unit,
			exists (
				select from mentors m
				join v_levels l on l.staff_id = m.staff_id
				where m.staff_id = n.author_id
				and l.competency_id = ?2
				and l.level >= ?3
			) as mentor,
			(select count(*) from community_reports r where r.answer_id = n.id and r.settled_at is null) as reports
		from community_answers n
		join staff s on s.id = n.author_id
		join units u on u.id = s.unit_id
		where n.post_id = ?0
		and n.withdrawn_at is null
		and (n.hidden_at is null or n.author_id = ?1 or ?5)
		order by n.id = ?4 desc, n.created_at, n.id
		limit 200`, post.ID, v.StaffID, post.CompetencyID, RecordLevel, post.AnswerID, guards).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("list answers: %w", err)
	}
	return found, nil
}

// FindAnswer is the answer of an id, or ErrNotFound.
func FindAnswer(ctx context.Context, db bun.IDB, id uuid.UUID) (Answer, error) {
	var a Answer
	err := db.NewSelect().Model(&a).Where("id = ?", id).Scan(ctx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Answer{}, ErrNotFound
	case err != nil:
		return Answer{}, fmt.Errorf("find answer: %w", err)
	}
	return a, nil
}

// InsertAnswers adds answers as they are given.
func InsertAnswers(ctx context.Context, db bun.IDB, answers []Answer) error {
	if _, err := db.NewInsert().Model(&answers).Exec(ctx); err != nil {
		return fmt.Errorf("insert answers: %w", err)
	}
	return nil
}

func updateAnswer(ctx context.Context, tx bun.Tx, a Answer) error {
	_, err := tx.NewUpdate().Model(&a).ExcludeColumn("id", "post_id", "author_id", "created_at").WherePK().Exec(ctx)
	if err != nil {
		return fmt.Errorf("update answer: %w", err)
	}
	return nil
}

// Acceptance is an answer that whoever asked accepted.
type Acceptance struct {
	bun.BaseModel `bun:"table:community_acceptances"`

	PostID       uuid.UUID `bun:",pk"`
	AnswerID     uuid.UUID
	StaffID      uuid.UUID
	CompetencyID uuid.UUID `bun:",nullzero"`
	Level        int16
	Mentor       bool
	AcceptedAt   time.Time
}

// PutAcceptance accepts an answer in place of any other of the same post.
func PutAcceptance(ctx context.Context, db bun.IDB, a Acceptance) error {
	_, err := db.NewInsert().Model(&a).
		On("conflict (post_id) do update").
		Set("answer_id = excluded.answer_id, staff_id = excluded.staff_id, competency_id = excluded.competency_id").
		Set("level = excluded.level, mentor = excluded.mentor, accepted_at = excluded.accepted_at").
		Exec(ctx)
	if err != nil {
		return fmt.Errorf("accept answer: %w", err)
	}
	return nil
}

func dropAcceptance(ctx context.Context, tx bun.Tx, answerID uuid.UUID) error {
	if _, err := tx.NewRaw("delete from community_acceptances where answer_id = ?", answerID).Exec(ctx); err != nil {
		return fmt.Errorf("take acceptance back: %w", err)
	}
	return nil
}

// mentors reports whether somebody has a mentor profile.
func mentors(ctx context.Context, db bun.IDB, staffID uuid.UUID) (bool, error) {
	var mentor bool
	if err := db.NewRaw("select exists (select from mentors where staff_id = ?)", staffID).Scan(ctx, &mentor); err != nil {
		return false, fmt.Errorf("look for mentor profile: %w", err)
	}
	return mentor, nil
}

// Counted are a person's answers that count in the record, all together.
func Counted(ctx context.Context, db bun.IDB, staffID uuid.UUID) (int, error) {
	var n int
	if err := db.NewRaw("select coalesce(sum(answers), 0) from v_accepted_answers where staff_id = ?", staffID).Scan(ctx, &n); err != nil {
		return 0, fmt.Errorf("count accepted answers: %w", err)
	}
	return n, nil
}

// Edit is what a text was before it was edited.
type Edit struct {
	bun.BaseModel `bun:"table:community_edits"`

	ID       uuid.UUID `bun:",pk"`
	PostID   uuid.UUID
	AnswerID uuid.UUID `bun:",nullzero"`
	At       time.Time
	Was      string
}

func insertEdit(ctx context.Context, tx bun.Tx, e Edit) error {
	var err error
	if e.ID, err = uuid.NewV7(); err != nil {
		return fmt.Errorf("make edit id: %w", err)
	}
	if _, err := tx.NewInsert().Model(&e).Exec(ctx); err != nil {
		return fmt.Errorf("keep edited text: %w", err)
	}
	return nil
}

func editsOf(ctx context.Context, db bun.IDB, postID uuid.UUID) ([]Edit, error) {
	var found []Edit
	if err := db.NewSelect().Model(&found).Where("post_id = ?", postID).OrderExpr("at desc, id desc").Limit(200).Scan(ctx); err != nil {
		return nil, fmt.Errorf("list edits: %w", err)
	}
	return found, nil
}
