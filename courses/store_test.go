package courses_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/courses"
	"camtay/courses/coursestest"
	"camtay/migrations/testdb"
)

func TestPublishingAgainKeepsIDsAndChangesNothing(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	d := coursestest.Draft(3)
	first := put(t, tx, d)

	again := put(t, tx, d)

	want := courses.Published{CourseID: first.CourseID, Lessons: first.Lessons}
	if diff := cmp.Diff(want, again); diff != "" {
		t.Error(diff)
	}
	if !first.New || first.Changed {
		t.Errorf("the first time is told as %+v", first)
	}
}

func TestAChangedCourseKeepsTheProgressOfItsLessons(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	d, learner := coursestest.Draft(3), coursestest.Learner(t, tx)
	before := put(t, tx, d)
	complete(t, tx, before.Lessons[d.Lessons[2].Code], learner)
	d.Lessons[0], d.Lessons[2] = d.Lessons[2], d.Lessons[0]
	d.Lessons = d.Lessons[:2]
	d.TitleVI = "Tên mới"

	after := put(t, tx, d)

	if !after.Changed || after.New || after.Lessons[d.Lessons[0].Code] != before.Lessons[d.Lessons[0].Code] {
		t.Errorf("got %+v after %+v", after, before)
	}
	steps, err := courses.Steps(t.Context(), tx, after.CourseID, learner)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range steps {
		got = append(got, s.Code+" "+string(s.State))
	}
	if diff := cmp.Diff([]string{d.Lessons[0].Code + " done", d.Lessons[1].Code + " todo"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestALessonCodeOfAnotherCourseIsRefused(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	d := coursestest.Draft(1)
	put(t, tx, d)
	other := coursestest.Draft(1, func(o *courses.Draft) { o.Lessons[0].Code = d.Lessons[0].Code })

	_, err := courses.Put(t.Context(), tx, other, coursestest.Now())

	if !errors.Is(err, courses.ErrLessonTaken) {
		t.Errorf("got %v", err)
	}
}

func TestOpeningALessonEnrolsAndMarksIt(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	learner := coursestest.Learner(t, tx)
	courseID, lessons := coursestest.New(t, tx, 2)

	l, err := courses.OpenLesson(t.Context(), tx, lessons[0], learner, coursestest.Now())
	if err != nil {
		t.Fatal(err)
	}

	if l.HTML == "" || l.CourseID != courseID {
		t.Errorf("got %+v", l)
	}
	list, err := courses.List(t.Context(), tx, courses.Filter{LearnerID: learner, Q: "mot cua", Limit: 200})
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range list {
		if o.ID == courseID && (o.EnrolledAt == nil || o.Lessons != 2 || o.Done != 0) {
			t.Errorf("the list says %+v", o)
		}
	}
	steps, err := courses.Steps(t.Context(), tx, courseID, learner)
	if err != nil || steps[0].State != courses.Doing || steps[1].State != courses.Todo {
		t.Errorf("steps %+v, %v", steps, err)
	}
}

func TestACourseIsCompletedByItsLastLessonOnce(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	learner := coursestest.Learner(t, tx)
	courseID, lessons := coursestest.New(t, tx, 2)

	first := complete(t, tx, lessons[1], learner)
	second := complete(t, tx, lessons[0], learner)
	again := complete(t, tx, lessons[0], learner)

	if first.Completion != nil || again.Completion != nil {
		t.Errorf("completed by %+v and again by %+v", first.Completion, again.Completion)
	}
	want := &courses.Completion{CourseID: courseID, LearnerID: learner, CompletedAt: coursestest.Now()}
	if diff := cmp.Diff(want, second.Completion); diff != "" {
		t.Error(diff)
	}
}

func TestTwoLastLessonsAtTheSameTimeCompleteOnce(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	learner := coursestest.Learner(t, db)
	var lessons []uuid.UUID
	inTx(t, db, func(tx bun.Tx) { _, lessons = coursestest.New(t, tx, 4) })

	var wait sync.WaitGroup
	completions := make(chan courses.Completion, len(lessons))
	for _, id := range lessons {
		wait.Go(func() {
			err := db.RunInTx(context.Background(), nil, func(ctx context.Context, tx bun.Tx) error {
				p, err := courses.CompleteLesson(ctx, tx, id, learner, coursestest.Now())
				if err == nil && p.Completion != nil {
					completions <- *p.Completion
				}
				return err
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()

	if got := len(completions); got != 1 {
		t.Errorf("completed %d times", got)
	}
}

func TestAnArchivedCourseTakesNobodyNew(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	old, fresh := coursestest.Learner(t, tx), coursestest.Learner(t, tx)
	courseID, lessons := coursestest.New(t, tx, 1)
	if _, err := courses.Enrol(t.Context(), tx, courseID, old, coursestest.Now()); err != nil {
		t.Fatal(err)
	}
	if _, err := tx.NewRaw("update courses set archived_at = now() where id = ?", courseID).Exec(t.Context()); err != nil {
		t.Fatal(err)
	}

	_, err := courses.OpenLesson(t.Context(), tx, lessons[0], fresh, coursestest.Now())
	_, again := courses.OpenLesson(t.Context(), tx, lessons[0], old, coursestest.Now().Add(time.Hour))

	if !errors.Is(err, courses.ErrClosed) || again != nil {
		t.Errorf("someone new got %v, someone enrolled %v", err, again)
	}
}

func TestUnknownCoursesAndLessonsAreNotFound(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	_, course := courses.Enrol(t.Context(), tx, uuid.New(), uuid.New(), coursestest.Now())
	_, lesson := courses.CompleteLesson(t.Context(), tx, uuid.New(), uuid.New(), coursestest.Now())
	if !errors.Is(course, courses.ErrNotFound) || !errors.Is(lesson, courses.ErrNotFound) {
		t.Errorf("got %v and %v", course, lesson)
	}
}

func put(t *testing.T, tx bun.Tx, d courses.Draft) courses.Published {
	t.Helper()
	p, err := courses.Put(t.Context(), tx, d, coursestest.Now())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func complete(t *testing.T, tx bun.Tx, lessonID, learnerID uuid.UUID) courses.Progress {
	t.Helper()
	p, err := courses.CompleteLesson(t.Context(), tx, lessonID, learnerID, coursestest.Now())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func inTx(t *testing.T, db *bun.DB, deed func(tx bun.Tx)) {
	t.Helper()
	err := db.RunInTx(t.Context(), nil, func(_ context.Context, tx bun.Tx) error {
		deed(tx)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
