package assessments_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/assessments"
	"camtay/assessments/assessmentstest"
	"camtay/migrations/testdb"
)

func TestPublishingAgainKeepsIDsAndChangesNothing(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	d := assessmentstest.Draft(3)
	first := put(t, tx, d)

	again := put(t, tx, d)

	want := assessments.Published{QuizID: first.QuizID, Questions: first.Questions}
	if diff := cmp.Diff(want, again); diff != "" {
		t.Error(diff)
	}
	if !first.New || first.Changed {
		t.Errorf("the first time is told as %+v", first)
	}
}

func TestAQuestionTakenOutKeepsTheOthersIDs(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	d := assessmentstest.Draft(3)
	before := put(t, tx, d)
	d.Questions = []assessments.QuestionDraft{d.Questions[2], d.Questions[0]}

	after := put(t, tx, d)

	questions, err := assessments.Questions(t.Context(), tx, after.QuizID)
	if err != nil {
		t.Fatal(err)
	}
	want := []uuid.UUID{before.Questions[d.Questions[0].Code], before.Questions[d.Questions[1].Code]}
	if len(questions) != 2 || questions[0].ID != want[0] || questions[1].ID != want[1] || !after.Changed {
		t.Errorf("got %+v, want %v", questions, want)
	}
}

func TestAQuestionCodeOfAnotherQuizIsRefused(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	d := assessmentstest.Draft(1)
	put(t, tx, d)
	other := assessmentstest.Draft(1, func(o *assessments.Draft) { o.Questions[0].Code = d.Questions[0].Code })

	_, err := assessments.Put(t.Context(), tx, other, assessmentstest.Now())

	if !errors.Is(err, assessments.ErrQuestionTaken) {
		t.Errorf("got %v", err)
	}
}

func TestStartingAgainAfterACrashResumesWithTheSavedAnswers(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	h := begin(t, db, 3)
	h.save(t, 0, 1, "b")
	h.save(t, 0, 2, "a")
	h.save(t, 2, 1, "c", "a")

	again := h.start(t, h.now.Add(5*time.Minute))

	if again.ID != h.attempt.ID || !again.DueAt.Equal(h.attempt.DueAt) || !slices.Equal(again.Paper.IDs(), h.attempt.Paper.IDs()) {
		t.Errorf("got %+v, want the attempt %v", again, h.attempt.ID)
	}
	answers, err := assessments.Answers(t.Context(), db, again.ID)
	if err != nil {
		t.Fatal(err)
	}
	want := map[uuid.UUID][]string{h.question(0): {"a"}, h.question(2): {"a", "c"}}
	if diff := cmp.Diff(want, assessments.ByQuestion(answers)); diff != "" {
		t.Error(diff)
	}
}

func TestTwoStartsAtTheSameTimeOpenOneAttempt(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	learner := assessmentstest.Learner(t, db)
	quiz := publish(t, db, 4)
	var wait sync.WaitGroup
	ids := make([]uuid.UUID, 6)
	for i := range ids {
		wait.Go(func() {
			err := inTx(db, func(ctx context.Context, tx bun.Tx) error {
				a, err := assessments.Start(ctx, tx, quiz, learner, assessmentstest.Now())
				ids[i] = a.ID
				return err
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if got := slices.Compact(asText(ids)); len(got) != 1 || ids[0] == uuid.Nil {
		t.Errorf("got %v", ids)
	}
}

func TestAnOlderChangeNeverReplacesANewerOne(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	h := begin(t, db, 1)
	h.save(t, 0, 5, "b")
	later := h.now.Add(time.Minute)

	older, err := h.saver.Save(t.Context(), h.change(0, 4, "c"), later)
	if err != nil {
		t.Fatal(err)
	}
	same, err := h.saver.Save(t.Context(), h.change(0, 5, "c"), later)
	if err != nil {
		t.Fatal(err)
	}

	want := assessments.Saved{Seq: 5, SavedAt: h.now}
	if diff := cmp.Diff([]assessments.Saved{want, want}, []assessments.Saved{older, same}); diff != "" {
		t.Error(diff)
	}
	if got := h.values(t)[h.question(0)]; !slices.Equal(got, []string{"b"}) {
		t.Errorf("the answer is %v", got)
	}
}

func TestChangesArrivingTogetherInAnyOrderLeaveTheNewest(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	h := begin(t, db, 2)
	const changes = 60
	var wait sync.WaitGroup
	for _, i := range rand.Perm(2 * changes) {
		question, seq := i%2, int64(i/2+1)
		wait.Go(func() {
			saved, err := h.saver.Save(context.Background(), h.change(question, seq, "v"+strconv.FormatInt(seq, 10)), h.now)
			if err != nil || saved.Seq < seq {
				t.Errorf("saving %d answered %+v, %v", seq, saved, err)
			}
		})
	}
	wait.Wait()

	want := map[uuid.UUID][]string{h.question(0): {"v60"}, h.question(1): {"v60"}}
	if diff := cmp.Diff(want, h.values(t)); diff != "" {
		t.Error(diff)
	}
}

func TestSavingTellsWhyItRefuses(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	h := begin(t, db, 2)
	stranger, unknown, foreign := h.change(0, 1, "a"), h.change(0, 1, "a"), h.change(0, 1, "a")
	stranger.LearnerID, unknown.AttemptID, foreign.QuestionID = uuid.New(), uuid.New(), uuid.New()
	spoilt := h.change(0, 1, "a\x00")
	due := h.attempt.DueAt
	for name, c := range map[string]struct {
		change assessments.Change
		at     time.Time
		want   error
	}{
		"another learner":       {stranger, h.now, assessments.ErrNotFound},
		"unknown attempt":       {unknown, h.now, assessments.ErrNotFound},
		"question not asked":    {foreign, h.now, assessments.ErrNotAsked},
		"at the end of grace":   {h.change(1, 1, "a"), due.Add(assessments.Grace), nil},
		"after the grace":       {h.change(0, 1, "a"), due.Add(assessments.Grace + time.Millisecond), assessments.ErrTooLate},
		"not a code":            {spoilt, h.now, assessments.ErrBadAnswer},
		"seq below one":         {h.change(0, 0, "a"), h.now, assessments.ErrBadAnswer},
		"others' before theirs": {stranger, due.Add(time.Hour), assessments.ErrNotFound},
	} {
		if _, err := h.saver.Save(t.Context(), c.change, c.at); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
	}
	if _, err := h.finish(h.now); err != nil {
		t.Fatal(err)
	}
	if _, err := h.saver.Save(t.Context(), h.change(0, 2, "a"), h.now); !errors.Is(err, assessments.ErrFinished) {
		t.Errorf("after handing in: got %v", err)
	}
	want := map[uuid.UUID][]string{h.question(1): {"a"}}
	if diff := cmp.Diff(want, h.values(t)); diff != "" {
		t.Error(diff)
	}
}

func TestHandingInGradesOnce(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	h := begin(t, db, 4)
	for i := range 3 {
		h.save(t, i, 1, "a")
	}
	h.save(t, 3, 1, "b")

	result, err := h.finish(h.now.Add(time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	_, again := h.finish(h.now.Add(2 * time.Minute))

	if result.Score != 7500 || !result.Passed || !result.FinishedAt.Equal(h.now.Add(time.Minute)) || len(result.Questions) != 4 {
		t.Errorf("got %+v", result)
	}
	if !errors.Is(again, assessments.ErrFinished) {
		t.Errorf("the second click got %v", again)
	}
	var scores []int
	err = db.NewRaw("select score from answers where attempt_id = ? order by score", h.attempt.ID).Scan(t.Context(), &scores)
	if err != nil || !slices.Equal(scores, []int{0, 10000, 10000, 10000}) {
		t.Errorf("kept scores %v, %v", scores, err)
	}
	_, err = h.tryStart(h.now)
	if !errors.Is(err, assessments.ErrPassed) {
		t.Errorf("starting after a pass got %v", err)
	}
}

func TestSavingAndHandingInAtTheSameTimeGradesWhatWasConfirmed(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	h := begin(t, db, 12)
	var wait sync.WaitGroup
	confirmed := make([]bool, 12)
	for i := range confirmed {
		wait.Go(func() {
			_, err := h.saver.Save(context.Background(), h.change(i, 1, "a"), h.now)
			if confirmed[i] = err == nil; err != nil && !errors.Is(err, assessments.ErrFinished) {
				t.Error(err)
			}
		})
	}
	result, err := h.finish(h.now)
	wait.Wait()
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range result.Questions {
		i := slices.Index(h.attempt.Paper.IDs(), q.QuestionID)
		if confirmed[i] != (q.Score == assessments.Full) {
			t.Errorf("question %d: confirmed %v, score %d", i, confirmed[i], q.Score)
		}
	}
}

func TestEditingAQuizLeavesARunningAttemptAlone(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	d := assessmentstest.Draft(2)
	learner := assessmentstest.Learner(t, db)
	var p assessments.Published
	mustTx(t, db, func(ctx context.Context, tx bun.Tx) (err error) {
		p, err = assessments.Put(ctx, tx, d, assessmentstest.Now())
		return err
	})
	h := &hall{db: db, saver: saver(t, db), quiz: p.QuizID, learner: learner, now: assessmentstest.Now()}
	h.attempt = h.start(t, h.now)
	d.Questions[0].Key, d.Pass = []string{"b"}, 10000
	d.Questions = d.Questions[:1]
	mustTx(t, db, func(ctx context.Context, tx bun.Tx) error {
		_, err := assessments.Put(ctx, tx, d, assessmentstest.Now())
		return err
	})
	h.save(t, 0, 1, "a")
	h.save(t, 1, 1, "a")

	result, err := h.finish(h.now)

	if err != nil || result.Score != assessments.Full || !result.Passed || len(result.Questions) != 2 {
		t.Errorf("got %+v, %v", result, err)
	}
}

func TestTheClockFinishesAttemptsByWhatWasSaved(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	answered, empty := begin(t, db, 2), begin(t, db, 2)
	answered.save(t, 0, 1, "a")
	running := begin(t, db, 2)
	running.now = answered.now.Add(10 * time.Minute)
	if _, err := db.NewRaw("update attempts set due_at = ? where id = ?", running.now.Add(time.Hour), running.attempt.ID).Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
	after := answered.attempt.DueAt.Add(assessments.Grace + time.Second)

	var results []assessments.Result
	var closed, again int
	mustTx(t, db, func(ctx context.Context, tx bun.Tx) (err error) {
		results, closed, err = assessments.CloseOverdue(ctx, tx, uuid.Nil, 10, after)
		return err
	})
	mustTx(t, db, func(ctx context.Context, tx bun.Tx) (err error) {
		_, again, err = assessments.CloseOverdue(ctx, tx, uuid.Nil, 10, after)
		return err
	})

	if closed != 2 || again != 0 || len(results) != 1 {
		t.Fatalf("closed %d, then %d, with results %+v", closed, again, results)
	}
	got := results[0]
	if got.AttemptID != answered.attempt.ID || got.Score != 5000 || got.Passed || !got.FinishedAt.Equal(answered.attempt.DueAt) {
		t.Errorf("got %+v", got)
	}
	if state := empty.state(t); state != assessments.Abandoned {
		t.Errorf("the empty attempt is %s", state)
	}
	if state := running.state(t); state != assessments.InProgress {
		t.Errorf("the running attempt is %s", state)
	}
}

func TestAttemptsRunOut(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	h := begin(t, db, 1)
	if _, err := h.finish(h.now); err != nil {
		t.Fatal(err)
	}
	second := h.start(t, h.now)
	h.attempt = second
	if _, err := h.finish(h.now); err != nil {
		t.Fatal(err)
	}

	_, err := h.tryStart(h.now)

	if second.Number != 2 || !errors.Is(err, assessments.ErrNoAttempts) {
		t.Errorf("attempt %d, then %v", second.Number, err)
	}
}
