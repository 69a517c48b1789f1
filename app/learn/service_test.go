package learn_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/competency/competencytest"
	"camtay/app/event"
	"camtay/app/evidence"
	"camtay/app/fault"
	"camtay/app/learn"
	"camtay/app/org/orgtest"
	"camtay/app/staff/stafftest"
	"camtay/app/web"
	"camtay/assessments"
	"camtay/assessments/assessmentstest"
	"camtay/courses/coursestest"
	"camtay/migrations/testdb"
)

// desk is a learner whose post requires a competency at level 2, and a course of
// two lessons that shows level 1, with a test that shows level 2.
type desk struct {
	db         *bun.DB
	clock      *clock.Fake
	service    *learn.Service
	ctx        context.Context
	learner    uuid.UUID
	competency competency.Competency
	course     uuid.UUID
	lessons    []uuid.UUID
	quiz       uuid.UUID
	questions  []uuid.UUID
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{db: testdb.New(t), clock: clock.NewFake(coursestest.Now())}
	tree, position := orgtest.NewTree(t, d.db), stafftest.Position(t, d.db)
	person := stafftest.New(t, d.db, tree.CentreA)
	stafftest.Post(t, d.db, person, position, tree.CentreA)
	d.learner, d.competency = person.ID, competencytest.Competency(t, d.db)
	competencytest.Requirement(t, d.db, position, d.competency, 2, func(r *competency.Requirement) { r.Critical = true })
	d.inTx(t, func(tx bun.Tx) {
		d.course, d.lessons = coursestest.New(t, tx, 2)
		d.quiz, d.questions = assessmentstest.New(t, tx, 1, func(q *assessments.Draft) { q.CourseID = d.course })
		competencytest.Claim(t, tx, competency.SourceCourse, d.course, d.competency, 1)
		competencytest.Claim(t, tx, competency.SourceQuestion, d.questions[0], d.competency, 2)
	})
	service, err := learn.New(t.Context(), d.db, d.clock, evidence.NewLedger(event.NewOutbox()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(service.Close)
	d.service = service
	d.ctx = access.With(t.Context(), access.Principal{StaffID: d.learner})
	return d
}

func (d *desk) inTx(t *testing.T, deed func(tx bun.Tx)) {
	t.Helper()
	err := d.db.RunInTx(t.Context(), nil, func(_ context.Context, tx bun.Tx) error {
		deed(tx)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (d *desk) home(t *testing.T) learn.Home {
	t.Helper()
	h, err := d.service.Home(d.ctx)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func (d *desk) complete(t *testing.T, lesson uuid.UUID) learn.Done {
	t.Helper()
	done, err := d.service.Complete(d.ctx, lesson)
	if err != nil {
		t.Fatal(err)
	}
	return done
}

func TestCompletingTheLastLessonRaisesTheLevelOnce(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	first := d.complete(t, d.lessons[0])

	last := d.complete(t, d.lessons[1])
	again := d.complete(t, d.lessons[1])

	want := []learn.LessonLevelMove{{Competency: competency.BodyOf(d.competency), From: 0, To: 1, Required: 2}}
	if diff := cmp.Diff(want, last.Levels); diff != "" || len(first.Levels) != 0 || len(again.Levels) != 0 {
		t.Errorf("first %v, again %v, last %s", first.Levels, again.Levels, diff)
	}
	entries, err := evidence.EntriesOf(t.Context(), d.db, d.learner, d.competency.ID)
	if err != nil || len(entries) != 1 || entries[0].Kind != evidence.KindCompletion || entries[0].SourceID != d.course {
		t.Errorf("entries %+v, %v", entries, err)
	}
}

func TestHomeLeadsFromTheCourseToTheTestToTheMentor(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	var got []string
	look := func() {
		h := d.home(t)
		got = append(got, h.Next.Kind+" "+h.Next.ID.String())
	}

	look()
	if _, err := d.service.Open(d.ctx, d.lessons[0]); err != nil {
		t.Fatal(err)
	}
	look()
	d.complete(t, d.lessons[0])
	look()
	d.complete(t, d.lessons[1])
	look()
	var attempt assessments.Attempt
	d.inTx(t, func(tx bun.Tx) {
		var err error
		if attempt, err = assessments.Start(t.Context(), tx, d.quiz, d.learner, d.clock.Now()); err != nil {
			t.Fatal(err)
		}
	})
	look()
	d.clock.Advance(time.Hour)
	look()
	for range 2 {
		d.inTx(t, func(tx bun.Tx) {
			if _, err := assessments.Finish(t.Context(), tx, attempt.ID, d.learner, d.clock.Now()); err != nil {
				t.Fatal(err)
			}
			attempt, _ = assessments.Start(t.Context(), tx, d.quiz, d.learner, d.clock.Now())
		})
	}
	look()

	want := []string{
		"course " + d.course.String(),
		"lesson " + d.lessons[0].String(),
		"lesson " + d.lessons[1].String(),
		"quiz " + d.quiz.String(),
		"attempt " + got[4][len("attempt "):],
		"mentor " + d.competency.ID.String(), // an attempt past its time is no longer offered
		"mentor " + d.competency.ID.String(),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestHomeTellsOfConfirmationsAndUnreadMessages(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	mentor := stafftest.New(t, d.db, orgtest.NewTree(t, d.db).CentreB)
	pair, session := uuid.Must(uuid.NewV7()), uuid.Must(uuid.NewV7())
	for query, args := range map[string][]any{
		`insert into messages (id, staff_id, key, source, source_id, created_at) values (?, ?, 'x.y', 'test', ?, now())`: {
			uuid.New(), d.learner, uuid.New(),
		},
		`with pair as (
			insert into pairs (id, mentor_id, learner_id, competency_id, target_level, state, requested_at, answered_at)
			values (?, ?, ?, ?, 2, 'active', now(), now()) returning id)
		insert into coaching_sessions (id, pair_id, held_at, minutes, mode, done, level, logged_at)
		select ?, id, now(), 30, 'desk', 'Cùng làm một hồ sơ', 1, now() from pair`: {
			pair, mentor.ID, d.learner, d.competency.ID, session,
		},
	} {
		if _, err := d.db.NewRaw(query, args...).Exec(t.Context()); err != nil {
			t.Fatal(err)
		}
	}

	h := d.home(t)

	if h.Next.Kind != "confirm" || h.Next.ID != session || h.Next.ParentID != pair || h.Next.Name != mentor.FullName || h.Unread != 1 {
		t.Errorf("got %+v, %d unread", h.Next, h.Unread)
	}
}

func TestCoursesSayWhichGapsTheyClose(t *testing.T) {
	t.Parallel()
	d := newDesk(t)

	shelf, next, err := d.service.Courses(d.ctx, "", nil, 25)
	if err != nil {
		t.Fatal(err)
	}

	if len(shelf) != 1 || next != "" || shelf[0].ID != d.course || shelf[0].Quiz == nil || shelf[0].Quiz.QuizID != d.quiz {
		t.Fatalf("got %+v, next %q", shelf, next)
	}
	closes := shelf[0].Closes
	if len(closes) != 1 || closes[0].CompetencyID != d.competency.ID || closes[0].Shown != 2 || !closes[0].Critical {
		t.Errorf("it closes %+v", closes)
	}
}

func TestAnArchivedCourseIsKeptForItsLearnersOnly(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	if _, err := d.db.NewRaw("update courses set archived_at = now()").Exec(t.Context()); err != nil {
		t.Fatal(err)
	}

	_, read := d.service.Course(d.ctx, d.course)
	_, enrol := d.service.Enrol(d.ctx, d.course)

	if !errors.Is(read, fault.New(fault.NotFound, "learn.not_found")) || !errors.Is(enrol, fault.New(fault.Conflict, "learn.closed")) {
		t.Errorf("reading got %v, enrolling %v", read, enrol)
	}
}

// get asks the API as the desk's learner.
func (d *desk) get(t *testing.T, method, path string, out any) {
	t.Helper()
	server := web.New(web.Config{
		Log: slog.New(slog.DiscardHandler), Clock: d.clock,
		Authenticate: func(context.Context, string) (access.Principal, error) {
			return access.Principal{StaffID: d.learner, Grants: []access.Grant{{Role: access.Learner, Path: "P"}}}, nil
		},
	})
	learn.Routes(server, d.service)
	req := httptest.NewRequestWithContext(t.Context(), method, "/api/v1/learn"+path, nil)
	req.Header.Set("Authorization", "Bearer learner")
	res, err := server.Fiber.Test(req, 10_000)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, out); err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("%s %s answered %d %s", method, path, res.StatusCode, b)
	}
}

func TestACourseIsLearntOverTheWire(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	var course learn.CourseDetail
	d.get(t, http.MethodPost, "/courses/"+d.course.String()+"/enrol", &course)
	var lesson learn.LessonBody
	d.get(t, http.MethodGet, "/lessons/"+course.Next.ID.String(), &lesson)
	var home learn.LearnHome
	d.get(t, http.MethodGet, "/home", &home)
	var first, last learn.LessonDone
	d.get(t, http.MethodPost, "/lessons/"+lesson.ID.String()+"/complete", &first)
	d.get(t, http.MethodPost, "/lessons/"+lesson.Next.ID.String()+"/complete", &last)
	var list web.List[learn.CourseItem]
	d.get(t, http.MethodGet, "/courses?q=mot+cua", &list)

	if course.EnrolledAt == nil || len(course.Lessons) != 2 || len(course.Shows) != 1 || course.Shows[0].Level != 2 || course.Quiz.AttemptsLeft != 2 {
		t.Errorf("the course is %+v", course)
	}
	if lesson.Number != 1 || lesson.Lessons != 2 || lesson.State != "doing" || lesson.Previous != nil || lesson.HTML == "" {
		t.Errorf("the lesson is %+v", lesson)
	}
	if n := home.Next; n.Kind != "lesson" || n.Link != "/bai-hoc/"+lesson.ID.String() || *n.Progress != 0 || *n.Minutes != 18 || n.ContextVI != course.TitleVI {
		t.Errorf("home says %+v", n)
	}
	if home.Summary.CriticalGaps != 1 || len(home.Gaps) != 1 || home.Gaps[0].Gap != 2 {
		t.Errorf("home counts %+v and %+v", home.Summary, home.Gaps)
	}
	if first.CourseCompleted || first.Done != 1 || first.Next.Kind != "lesson" || len(first.Levels) != 0 {
		t.Errorf("after the first lesson: %+v", first)
	}
	if !last.CourseCompleted || last.Next.Kind != "quiz" || last.Next.ID != d.quiz || len(last.Levels) != 1 || last.Levels[0].To != 1 {
		t.Errorf("after the last lesson: %+v", last)
	}
	if len(list.Items) != 1 || list.Items[0].CompletedAt == nil || list.Items[0].Done != 2 {
		t.Errorf("the list says %+v", list.Items)
	}
}
