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

// Start begins an attempt of a learner, or returns the one that is open: a start
// repeated after a crash resumes. The paper is frozen here. An open attempt past
// its time must be closed first (CloseOverdue). Errors: ErrNotFound, ErrClosed,
// ErrPassed, ErrNoAttempts, ErrTooLate.
func Start(ctx context.Context, tx bun.Tx, quizID, learnerID uuid.UUID, now time.Time) (Attempt, error) {
	q, err := Find(ctx, tx, quizID)
	if err != nil {
		return Attempt{}, err
	}
	before, err := AttemptsOf(ctx, tx, quizID, learnerID)
	if err != nil {
		return Attempt{}, err
	}
	if err := MayStart(q, before); err != nil {
		return Attempt{}, err
	}
	number := 1
	for _, a := range before {
		if a.State == InProgress {
			return resume(ctx, tx, a.ID, now)
		}
		number = max(number, a.Number+1)
	}
	a, err := draw(ctx, tx, q, now)
	if err != nil {
		return Attempt{}, err
	}
	a.LearnerID, a.Number = learnerID, number
	res, err := tx.NewInsert().Model(&a).On("conflict do nothing").Exec(ctx)
	if err != nil {
		return Attempt{}, fmt.Errorf("start attempt: %w", err)
	}
	written, err := res.RowsAffected()
	if err != nil {
		return Attempt{}, fmt.Errorf("start attempt: %w", err)
	}
	if written == 0 { // a second click at the same moment was faster
		return resumeOpen(ctx, tx, quizID, learnerID, now)
	}
	return a, nil
}

func draw(ctx context.Context, tx bun.Tx, q Quiz, now time.Time) (Attempt, error) {
	questions, err := Questions(ctx, tx, q.ID)
	if err != nil {
		return Attempt{}, err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return Attempt{}, fmt.Errorf("make attempt id: %w", err)
	}
	paper := NewPaper(id, q.Pass, questions)
	return Attempt{
		ID: id, QuizID: q.ID, State: InProgress, StartedAt: now, DueAt: now.Add(time.Duration(q.Minutes) * time.Minute),
		QuestionIDs: paper.IDs(), Paper: paper,
	}, nil
}

func resumeOpen(ctx context.Context, tx bun.Tx, quizID, learnerID uuid.UUID, now time.Time) (Attempt, error) {
	before, err := AttemptsOf(ctx, tx, quizID, learnerID)
	if err != nil {
		return Attempt{}, err
	}
	for _, a := range before {
		if a.State == InProgress {
			return resume(ctx, tx, a.ID, now)
		}
	}
	return Attempt{}, ErrFinished
}

func resume(ctx context.Context, tx bun.Tx, id uuid.UUID, now time.Time) (Attempt, error) {
	var a Attempt
	if err := tx.NewSelect().Model(&a).Where("id = ?", id).Scan(ctx); err != nil {
		return Attempt{}, fmt.Errorf("read open attempt: %w", err)
	}
	if a.Overdue(now) {
		return Attempt{}, ErrTooLate
	}
	return a, nil
}

// AttemptsOf are a learner's attempts at a quiz, first to last, without their papers.
func AttemptsOf(ctx context.Context, db bun.IDB, quizID, learnerID uuid.UUID) ([]Attempt, error) {
	var attempts []Attempt
	err := db.NewSelect().Model(&attempts).
		ExcludeColumn("paper", "question_ids").
		Where("quiz_id = ?", quizID).
		Where("learner_id = ?", learnerID).
		OrderExpr("number").
		Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("list attempts: %w", err)
	}
	return attempts, nil
}

// FindAttempt is a learner's own attempt with its paper, else ErrNotFound.
func FindAttempt(ctx context.Context, db bun.IDB, id, learnerID uuid.UUID) (Attempt, error) {
	return oneAttempt(ctx, db.NewSelect().Where("id = ?", id).Where("learner_id = ?", learnerID))
}

func oneAttempt(ctx context.Context, q *bun.SelectQuery) (Attempt, error) {
	var a Attempt
	err := q.Model(&a).Scan(ctx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Attempt{}, ErrNotFound
	case err != nil:
		return Attempt{}, fmt.Errorf("find attempt: %w", err)
	}
	return a, nil
}

// Answers are what was saved for an attempt.
func Answers(ctx context.Context, db bun.IDB, attemptID uuid.UUID) ([]Answer, error) {
	var answers []Answer
	err := db.NewSelect().Model(&answers).Where("attempt_id = ?", attemptID).OrderExpr("question_id").Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("list answers: %w", err)
	}
	return answers, nil
}

// ByQuestion are the values of answers by question, as Grade takes them.
func ByQuestion(answers []Answer) map[uuid.UUID][]string {
	values := make(map[uuid.UUID][]string, len(answers))
	for _, a := range answers {
		values[a.QuestionID] = a.Value
	}
	return values
}

// Finish grades the learner's attempt in progress by what was saved and ends it;
// one that is not in progress is an ErrFinished, another learner's an ErrNotFound.
// An attempt handed in after its time counts as finished at its due time.
func Finish(ctx context.Context, tx bun.Tx, attemptID, learnerID uuid.UUID, now time.Time) (Result, error) {
	a, err := oneAttempt(ctx, tx.NewSelect().Where("id = ?", attemptID).Where("learner_id = ?", learnerID).For("update"))
	if err != nil {
		return Result{}, err
	}
	if a.State != InProgress {
		return Result{}, ErrFinished
	}
	answers, err := Answers(ctx, tx, a.ID)
	if err != nil {
		return Result{}, err
	}
	return grade(ctx, tx, a, answers, now)
}

func grade(ctx context.Context, tx bun.Tx, a Attempt, answers []Answer, now time.Time) (Result, error) {
	if a.Overdue(now) {
		now = a.DueAt
	}
	score, questions := Grade(a.Paper, ByQuestion(answers))
	r := Result{
		AttemptID: a.ID, QuizID: a.QuizID, LearnerID: a.LearnerID, Score: score, Pass: a.Paper.Pass,
		Passed: score >= a.Paper.Pass, FinishedAt: now, Questions: questions,
	}
	_, err := tx.NewRaw(`update attempts
		set state = ?, finished_at = ?, score = ?, passed = ?
		where id = ?`, Finished, now, r.Score, r.Passed, a.ID).Exec(ctx)
	if err != nil {
		return Result{}, fmt.Errorf("finish attempt: %w", err)
	}
	if err := keepScores(ctx, tx, a.ID, questions); err != nil {
		return Result{}, err
	}
	return r, nil
}

func keepScores(ctx context.Context, tx bun.Tx, attemptID uuid.UUID, questions []QuestionResult) error {
	type score struct {
		QuestionID uuid.UUID `bun:"type:uuid"`
		Score      int       `bun:"type:integer"`
	}
	rows := make([]score, 0, len(questions))
	for _, q := range questions {
		rows = append(rows, score(q))
	}
	if len(rows) == 0 {
		return nil
	}
	_, err := tx.NewUpdate().
		With("scores", tx.NewValues(&rows)).
		TableExpr("answers as a").
		TableExpr("scores").
		Set("score = scores.score").
		Where("a.attempt_id = ?", attemptID).
		Where("a.question_id = scores.question_id").
		Exec(ctx)
	if err != nil {
		return fmt.Errorf("keep scores: %w", err)
	}
	return nil
}

// CloseOverdue ends attempts that ran out of time and grace, at most limit, those
// of one learner or, for the zero id, of everyone: with answers they are finished
// at their due time and returned, without any they are abandoned; closed counts
// both. For everyone, attempts being ended elsewhere at the moment are passed
// over; for one learner they are waited for.
func CloseOverdue(ctx context.Context, tx bun.Tx, learnerID uuid.UUID, limit int, now time.Time) (results []Result, closed int, err error) {
	var overdue []Attempt
	q := tx.NewSelect().Model(&overdue).
		Where("state = ?", InProgress).
		Where("due_at < ?", now.Add(-Grace))
	if learnerID == uuid.Nil {
		q = q.For("update skip locked")
	} else {
		q = q.Where("learner_id = ?", learnerID).For("update")
	}
	if err := q.OrderExpr("due_at, id").Limit(int64(limit)).Scan(ctx); err != nil {
		return nil, 0, fmt.Errorf("find overdue attempts: %w", err)
	}
	for _, a := range overdue {
		answers, err := Answers(ctx, tx, a.ID)
		if err != nil {
			return nil, 0, err
		}
		if len(answers) == 0 {
			if _, err := tx.NewRaw("update attempts set state = ? where id = ?", Abandoned, a.ID).Exec(ctx); err != nil {
				return nil, 0, fmt.Errorf("abandon attempt: %w", err)
			}
			continue
		}
		r, err := grade(ctx, tx, a, answers, now)
		if err != nil {
			return nil, 0, err
		}
		results = append(results, r)
	}
	return results, len(overdue), nil
}
