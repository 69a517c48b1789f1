package assessments_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/assessments"
	"camtay/assessments/assessmentstest"
)

// hall is a learner in the middle of a quiz.
type hall struct {
	db            *bun.DB
	saver         *assessments.Saver
	quiz, learner uuid.UUID
	attempt       assessments.Attempt
	now           time.Time
}

func begin(t *testing.T, db *bun.DB, questions int) *hall {
	t.Helper()
	h := &hall{
		db: db, saver: saver(t, db), quiz: publish(t, db, questions),
		learner: assessmentstest.Learner(t, db), now: assessmentstest.Now(),
	}
	h.attempt = h.start(t, h.now)
	return h
}

func (h *hall) question(i int) uuid.UUID { return h.attempt.Paper.Questions[i].ID }

func (h *hall) change(question int, seq int64, value ...string) assessments.Change {
	return assessments.Change{
		AttemptID: h.attempt.ID, QuestionID: h.question(question), LearnerID: h.learner, Value: value, Seq: seq,
	}
}

func (h *hall) save(t *testing.T, question int, seq int64, value ...string) {
	t.Helper()
	if _, err := h.saver.Save(t.Context(), h.change(question, seq, value...), h.now); err != nil {
		t.Fatal(err)
	}
}

func (h *hall) start(t *testing.T, now time.Time) assessments.Attempt {
	t.Helper()
	a, err := h.tryStart(now)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func (h *hall) tryStart(now time.Time) (a assessments.Attempt, err error) {
	err = inTx(h.db, func(ctx context.Context, tx bun.Tx) error {
		a, err = assessments.Start(ctx, tx, h.quiz, h.learner, now)
		return err
	})
	return a, err
}

func (h *hall) finish(now time.Time) (r assessments.Result, err error) {
	err = inTx(h.db, func(ctx context.Context, tx bun.Tx) error {
		r, err = assessments.Finish(ctx, tx, h.attempt.ID, h.learner, now)
		return err
	})
	return r, err
}

func (h *hall) values(t *testing.T) map[uuid.UUID][]string {
	t.Helper()
	answers, err := assessments.Answers(t.Context(), h.db, h.attempt.ID)
	if err != nil {
		t.Fatal(err)
	}
	return assessments.ByQuestion(answers)
}

func (h *hall) state(t *testing.T) assessments.State {
	t.Helper()
	a, err := assessments.FindAttempt(t.Context(), h.db, h.attempt.ID, h.learner)
	if err != nil {
		t.Fatal(err)
	}
	return a.State
}

func saver(t *testing.T, db *bun.DB) *assessments.Saver {
	t.Helper()
	s := assessments.NewSaver(db.DB)
	t.Cleanup(s.Close)
	return s
}

func publish(t *testing.T, db *bun.DB, questions int) (quiz uuid.UUID) {
	t.Helper()
	mustTx(t, db, func(_ context.Context, tx bun.Tx) error {
		quiz, _ = assessmentstest.New(t, tx, questions)
		return nil
	})
	return quiz
}

func put(t *testing.T, tx bun.Tx, d assessments.Draft) assessments.Published {
	t.Helper()
	p, err := assessments.Put(t.Context(), tx, d, assessmentstest.Now())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func inTx(db *bun.DB, deed func(ctx context.Context, tx bun.Tx) error) error {
	return db.RunInTx(context.Background(), nil, deed)
}

func mustTx(t *testing.T, db *bun.DB, deed func(ctx context.Context, tx bun.Tx) error) {
	t.Helper()
	if err := inTx(db, deed); err != nil {
		t.Fatal(err)
	}
}

func asText(ids []uuid.UUID) []string {
	out := make([]string, 0, len(ids))
	for _, id := range ids {
		out = append(out, id.String())
	}
	return out
}
