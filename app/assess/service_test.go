package assess_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/assess"
	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/competency/competencytest"
	"camtay/app/event"
	"camtay/app/evidence"
	"camtay/app/fault"
	"camtay/app/gaps"
	"camtay/app/learn"
	"camtay/app/org/orgtest"
	"camtay/app/staff/stafftest"
	"camtay/assessments"
	"camtay/assessments/assessmentstest"
	"camtay/courses/coursestest"
	"camtay/migrations/testdb"
)

// hall is a learner whose post requires a competency at level 2, and a test of
// four questions about it, two at level 1 and two at level 2.
type hall struct {
	db         *bun.DB
	clock      *clock.Fake
	service    *assess.Service
	ctx        context.Context
	learner    uuid.UUID
	competency competency.Competency
	quiz       uuid.UUID
	questions  []uuid.UUID
}

func newHall(t *testing.T, change ...func(*assessments.Draft)) *hall {
	t.Helper()
	h := &hall{db: testdb.New(t), clock: clock.NewFake(assessmentstest.Now())}
	tree, position := orgtest.NewTree(t, h.db), stafftest.Position(t, h.db)
	person := stafftest.New(t, h.db, tree.CentreA)
	stafftest.Post(t, h.db, person, position, tree.CentreA)
	h.learner, h.competency = person.ID, competencytest.Competency(t, h.db)
	competencytest.Requirement(t, h.db, position, h.competency, 2)
	err := h.db.RunInTx(t.Context(), nil, func(_ context.Context, tx bun.Tx) error {
		h.quiz, h.questions = assessmentstest.New(t, tx, 4, change...)
		for i, q := range h.questions {
			competencytest.Claim(t, tx, competency.SourceQuestion, q, h.competency, int16(1+i/2))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	outbox := event.NewOutbox()
	event.On(outbox, "test.hear", func(context.Context, bun.Tx, evidence.LevelChanged, time.Time) error { return nil })
	h.service = assess.New(h.db, h.clock, evidence.NewLedger(outbox))
	t.Cleanup(h.service.Close)
	h.ctx = as(t, h.learner)
	return h
}

func as(t *testing.T, staffID uuid.UUID) context.Context {
	t.Helper()
	return access.With(t.Context(), access.Principal{StaffID: staffID})
}

// answer starts or resumes and saves option value for each of the questions.
func (h *hall) answer(t *testing.T, value string, questions ...uuid.UUID) uuid.UUID {
	t.Helper()
	sitting, err := h.service.Start(h.ctx, h.quiz)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range questions {
		if _, err := h.service.Save(h.ctx, sitting.Attempt.ID, q, []string{value}, 1); err != nil {
			t.Fatal(err)
		}
	}
	return sitting.Attempt.ID
}

func (h *hall) handIn(t *testing.T, attempt uuid.UUID) assess.Review {
	t.Helper()
	r, err := h.service.HandIn(h.ctx, attempt)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func (h *hall) gap(t *testing.T) int16 {
	t.Helper()
	found, err := gaps.Of(t.Context(), h.db, h.learner)
	if err != nil || len(found) != 1 {
		t.Fatalf("gaps %+v, %v", found, err)
	}
	return found[0].Gap
}

func (h *hall) count(t *testing.T, query string) int {
	t.Helper()
	var n int
	if err := h.db.NewRaw(query).Scan(t.Context(), &n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestHandingInClosesTheGap(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	before := h.gap(t)
	attempt := h.answer(t, "a", h.questions...)

	review := h.handIn(t, attempt)

	want := []assess.AttemptLevelMove{{Competency: competency.BodyOf(h.competency), Shown: 2, From: 0, To: 2, Required: 2}}
	if diff := cmp.Diff(want, review.Levels); diff != "" || *review.Attempt.Score != 10000 || !*review.Attempt.Passed {
		t.Errorf("score %d: %s", *review.Attempt.Score, diff)
	}
	if after := h.gap(t); before != 2 || after != 0 {
		t.Errorf("the gap was %d and is %d", before, after)
	}
	if got := h.count(t, "select count(*) from outbox"); got != 1 {
		t.Errorf("%d reactions are queued", got)
	}
}

func TestASecondHandInChangesNothing(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	attempt := h.answer(t, "a", h.questions...)
	first := h.handIn(t, attempt)

	_, err := h.service.HandIn(h.ctx, attempt)

	if !errors.Is(err, fault.New(fault.Conflict, "assess.attempt_finished")) {
		t.Errorf("got %v", err)
	}
	if got := h.count(t, "select count(*) from evidence_entries"); got != 1 {
		t.Errorf("%d entries stand in the ledger", got)
	}
	again, err := h.service.Result(h.ctx, attempt)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(first, again, cmpopts.IgnoreUnexported()); diff != "" {
		t.Errorf("the result reads otherwise later: %s", diff)
	}
}

func TestWhatWasNotShownIsOnlyNoted(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	attempt := h.answer(t, "a", h.questions[2])

	review := h.handIn(t, attempt)

	want := []assess.AttemptLevelMove{{Competency: competency.BodyOf(h.competency), Required: 2}}
	if diff := cmp.Diff(want, review.Levels); diff != "" {
		t.Error(diff)
	}
	entries, err := evidence.EntriesOf(t.Context(), h.db, h.learner, h.competency.ID)
	if err != nil || len(entries) != 1 || entries[0].Action != evidence.ActionLog || entries[0].SourceID != attempt {
		t.Errorf("entries %+v, %v", entries, err)
	}
	if got := h.gap(t); got != 2 {
		t.Errorf("the gap is %d", got)
	}
}

func TestTheFirstLevelAloneIsShownByItsQuestions(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	attempt := h.answer(t, "a", h.questions[:2]...)

	review := h.handIn(t, attempt)

	if got := review.Levels[0]; got.Shown != 1 || got.To != 1 || *review.Attempt.Passed {
		t.Errorf("got %+v of a score of %d", got, *review.Attempt.Score)
	}
}

func TestAnAttemptResumesWithItsAnswersAfterACrash(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	attempt := h.answer(t, "b", h.questions[0])
	h.clock.Advance(5 * time.Minute)

	again, err := h.service.Start(h.ctx, h.quiz)

	if err != nil || again.Attempt.ID != attempt || len(again.Answers) != 1 || again.Answers[0].Value[0] != "b" {
		t.Errorf("got %+v, %v", again, err)
	}
}

func TestAnAttemptOutOfTimeIsFinishedAtTheNextLook(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	attempt := h.answer(t, "a", h.questions...)
	h.clock.Advance(21 * time.Minute)

	_, late := h.service.Save(h.ctx, attempt, h.questions[0], []string{"b"}, 2)
	sitting, err := h.service.Attempt(h.ctx, attempt)
	if err != nil {
		t.Fatal(err)
	}

	if !errors.Is(late, fault.New(fault.Conflict, "assess.too_late")) {
		t.Errorf("saving late got %v", late)
	}
	if a := sitting.Attempt; a.State != assessments.Finished || *a.Score != 10000 || !a.FinishedAt.Equal(a.DueAt) {
		t.Errorf("the attempt is %+v", a)
	}
	if got := h.gap(t); got != 0 {
		t.Errorf("the gap is %d", got)
	}
}

func TestStartingAfterAnAttemptRanOutBeginsTheNext(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	first := h.answer(t, "b", h.questions[0])
	h.clock.Advance(time.Hour)

	next, err := h.service.Start(h.ctx, h.quiz)
	if err != nil {
		t.Fatal(err)
	}

	card, err := h.service.Card(h.ctx, h.quiz)
	if err != nil || next.Attempt.Number != 2 || next.Attempt.ID == first || card.Attempts[0].State != assessments.Finished {
		t.Errorf("attempt %d, card %+v, %v", next.Attempt.Number, card, err)
	}
}

func TestTheClockEndsEveryonesOverdueAttempts(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	answered := h.answer(t, "a", h.questions...)
	other := stafftest.New(t, h.db, orgtest.NewTree(t, h.db).WardA)
	empty, err := h.service.Start(as(t, other.ID), h.quiz)
	if err != nil {
		t.Fatal(err)
	}
	h.clock.Advance(time.Hour)

	ended, err := h.service.CloseOverdue(t.Context())
	again, errAgain := h.service.CloseOverdue(t.Context())

	if err != nil || errAgain != nil || ended != 2 || again != 0 {
		t.Errorf("ended %d, then %d, %v, %v", ended, again, err, errAgain)
	}
	if got := h.gap(t); got != 0 {
		t.Errorf("the gap is %d", got)
	}
	review, err := h.service.Result(h.ctx, answered)
	if err != nil || len(review.Levels) != 1 {
		t.Errorf("result %+v, %v", review, err)
	}
	_, err = h.service.Result(as(t, other.ID), empty.Attempt.ID)
	if !errors.Is(err, fault.New(fault.Conflict, "assess.abandoned")) {
		t.Errorf("the empty attempt's result is %v", err)
	}
}

func TestAnotherPersonsAttemptDoesNotExist(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	attempt := h.answer(t, "a", h.questions[0])
	stranger := as(t, uuid.New())
	want := fault.New(fault.NotFound, "assess.not_found")

	_, read := h.service.Attempt(stranger, attempt)
	_, save := h.service.Save(stranger, attempt, h.questions[0], []string{"b"}, 9)
	_, handIn := h.service.HandIn(stranger, attempt)
	_, result := h.service.Result(stranger, attempt)

	for deed, got := range map[string]error{"reading": read, "saving": save, "handing in": handIn, "result": result} {
		if !errors.Is(got, want) {
			t.Errorf("%s got %v", deed, got)
		}
	}
	_, err := h.service.Card(as(t, uuid.Nil), h.quiz)
	if !errors.Is(err, fault.New(fault.NotFound, "auth.no_staff")) {
		t.Errorf("an account without staff got %v", err)
	}
}

func TestTheKeyIsShownWhenItCannotHelpAnyMore(t *testing.T) {
	t.Parallel()
	yes, no := true, false
	quiz := assessments.Quiz{MaxAttempts: 2}
	failed := assessments.Attempt{State: assessments.Finished, Passed: &no}
	passed := assessments.Attempt{State: assessments.Finished, Passed: &yes}
	open := assessments.Attempt{State: assessments.InProgress}
	for name, c := range map[string]struct {
		attempts []assessments.Attempt
		want     bool
	}{
		"an attempt is left":        {[]assessments.Attempt{failed}, false},
		"none is left":              {[]assessments.Attempt{failed, failed}, true},
		"the last one is under way": {[]assessments.Attempt{failed, open}, false},
		"passed":                    {[]assessments.Attempt{passed}, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := assess.KeyShown(quiz, c.attempts); got != c.want {
				t.Errorf("got %v", got)
			}
		})
	}
}

// publish puts criteria of the test into force.
func (h *hall) publish(t *testing.T, version int, set competency.Set) {
	t.Helper()
	var top string
	if err := h.db.NewRaw("select path from units where parent_id is null").Scan(t.Context(), &top); err != nil {
		t.Fatal(err)
	}
	ctx := access.With(t.Context(), access.Principal{Grants: []access.Grant{{Role: access.DepartmentOfficer, Path: top}}})
	svc, source := competency.New(h.db, h.clock, event.NewOutbox()), competency.Source{Kind: competency.SourceQuiz, ID: h.quiz}
	if err := svc.WriteDraft(ctx, source, set); err != nil {
		t.Fatal(err)
	}
	if err := svc.Publish(ctx, source, version); err != nil {
		t.Fatal(err)
	}
}

func TestPublishedCriteriaDecideWhatATestProves(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	score := func(from int) competency.Node {
		return competency.Node{Score: &competency.ScoreBand{QuizID: h.quiz, From: from, To: competency.Whole}}
	}
	first := competency.Node{Questions: &competency.QuestionGroup{QuestionIDs: h.questions[:2], Share: 10000, Count: 2}}
	h.publish(t, 1, competency.Set{Outcomes: []competency.Outcome{
		{CompetencyID: h.competency.ID, Level: 1, When: competency.Node{All: []competency.Node{score(5000), first}}},
		{CompetencyID: h.competency.ID, Level: 2, When: score(9000)},
	}})
	attempt := h.answer(t, "a", h.questions[0], h.questions[1])

	review := h.handIn(t, attempt)

	want := []assess.AttemptLevelMove{{Competency: competency.BodyOf(h.competency), Shown: 1, From: 0, To: 1, Required: 2}}
	if diff := cmp.Diff(want, review.Levels); diff != "" {
		t.Error(diff)
	}
	if len(review.Why) != 2 || !review.Why[0].When.Met || review.Why[1].When.Met {
		t.Errorf("why: %+v", review.Why)
	}
	bound := `select count(*) from evidence_entries where (description_args->>'criteria_version')::integer = 1`
	if n := h.count(t, bound); n != 1 {
		t.Errorf("%d entries name the version that proved them", n)
	}
	// A later version explains later attempts only.
	h.publish(t, 2, competency.Set{Outcomes: []competency.Outcome{{CompetencyID: h.competency.ID, Level: 2, When: score(1)}}})
	again, err := h.service.Result(h.ctx, attempt)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(review.Levels, again.Levels); diff != "" || len(again.Why) != 2 {
		t.Errorf("the result changed: %s %+v", diff, again.Why)
	}
	if n := h.count(t, bound); n != 1 || h.gap(t) != 1 {
		t.Error("publishing moved what was proved before")
	}
}

func TestACourseCompletedAfterItsTestProvesWhatTheTestWaitedFor(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	var course uuid.UUID
	var lessons []uuid.UUID
	err := h.db.RunInTx(t.Context(), nil, func(_ context.Context, tx bun.Tx) error {
		course, lessons = coursestest.New(t, tx, 1)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	h.publish(t, 1, competency.Set{Outcomes: []competency.Outcome{{CompetencyID: h.competency.ID, Level: 2, When: competency.Node{All: []competency.Node{
		{Score: &competency.ScoreBand{QuizID: h.quiz, From: 9000, To: competency.Whole}},
		{Completion: &competency.Source{Kind: competency.SourceCourse, ID: course}},
	}}}}})
	h.handIn(t, h.answer(t, "a", h.questions...))
	if h.gap(t) != 2 {
		t.Fatal("the test proved alone what needs the course too")
	}
	learning, err := learn.New(t.Context(), h.db, h.clock, evidence.NewLedger(event.NewOutbox()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(learning.Close)
	for range 2 {
		if _, err := learning.Complete(h.ctx, lessons[0]); err != nil {
			t.Fatal(err)
		}
	}
	late := "select count(*) from evidence_entries where source = 'criteria' and kind = 'test' and action = 'attest'"
	if n := h.count(t, late); n != 1 || h.gap(t) != 0 {
		t.Errorf("%d late entries, gap %d", n, h.gap(t))
	}
}
