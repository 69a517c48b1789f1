package learn

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/db"
	"camtay/app/evidence"
	"camtay/app/fault"
	"camtay/app/gaps"
	"camtay/app/page"
	"camtay/assessments"
	"camtay/courses"
)

// Service serves the acting person's own learning. An account without a staff
// record gets NotFound auth.no_staff from all of it.
type Service struct {
	db     *bun.DB
	clock  clock.Clock
	ledger *evidence.Ledger
	home   *reader
}

// New makes a service on a migrated database. Close frees its statements.
func New(ctx context.Context, db *bun.DB, clock clock.Clock, ledger *evidence.Ledger) (*Service, error) {
	home, err := newReader(ctx, db)
	if err != nil {
		return nil, err
	}
	return &Service{db: db, clock: clock, ledger: ledger, home: home}, nil
}

// Close frees what New prepared.
func (s *Service) Close() {
	s.home.close()
}

// Home is the learner's first page, as its rows stand now.
func (s *Service) Home(ctx context.Context) (Home, error) {
	learner, err := self(ctx)
	if err != nil {
		return Home{}, err
	}
	return s.home.home(ctx, learner, s.clock.Now())
}

// Courses are the published courses in Vietnamese order of title, one page and
// the cursor of the next, each with the learner's progress, the gaps of his or
// hers it can narrow, and its test. after is a parsed cursor.
func (s *Service) Courses(ctx context.Context, q string, after []string, limit int) ([]Shelved, string, error) {
	learner, err := self(ctx)
	if err != nil {
		return nil, "", err
	}
	found, err := courses.List(ctx, s.db, courses.Filter{LearnerID: learner, Q: q, After: after, Limit: limit})
	if err != nil {
		return nil, "", err
	}
	found, next := page.Cut(found, limit, func(o courses.Overview) string { return page.Cursor(o.TitleVI, o.ID.String()) })
	shelf, _, err := s.shelve(ctx, learner, found)
	return shelf, next, err
}

// shelve adds to courses what the learner gains by them, and returns beside it
// what each course shows.
func (s *Service) shelve(ctx context.Context, learner uuid.UUID, found []courses.Overview) ([]Shelved, map[uuid.UUID][]competency.Claim, error) {
	ids := make([]uuid.UUID, 0, len(found))
	for _, o := range found {
		ids = append(ids, o.ID)
	}
	mine, err := gaps.Of(ctx, s.db, learner)
	if err != nil {
		return nil, nil, err
	}
	claims, err := shows(ctx, s.db, ids)
	if err != nil {
		return nil, nil, err
	}
	standings, err := assessments.StandingsOf(ctx, s.db, learner, ids)
	if err != nil {
		return nil, nil, err
	}
	shelf := make([]Shelved, 0, len(found))
	for _, o := range found {
		c := Shelved{Overview: o, Closes: Closes(claims[o.ID], mine)}
		if standing, ok := standings[o.ID]; ok {
			c.Quiz = &standing
		}
		shelf = append(shelf, c)
	}
	return shelf, claims, nil
}

// Course is a course with its lessons, its test and what it shows.
func (s *Service) Course(ctx context.Context, id uuid.UUID) (Opened, error) {
	learner, err := self(ctx)
	if err != nil {
		return Opened{}, err
	}
	return s.course(ctx, learner, id)
}

func (s *Service) course(ctx context.Context, learner, id uuid.UUID) (Opened, error) {
	c, err := courses.Find(ctx, s.db, id)
	if err != nil {
		return Opened{}, faultOf(err)
	}
	steps, err := courses.Steps(ctx, s.db, id, learner)
	if err != nil {
		return Opened{}, err
	}
	enrolment, enrolled, err := courses.FindEnrolment(ctx, s.db, id, learner)
	if err != nil {
		return Opened{}, err
	}
	if c.ArchivedAt != nil && !enrolled {
		return Opened{}, faultOf(courses.ErrNotFound)
	}
	o := courses.Overview{
		ID: c.ID, Code: c.Code, TitleVI: c.TitleVI, TitleEN: c.TitleEN, SummaryVI: c.SummaryVI, SummaryEN: c.SummaryEN,
		Minutes: c.Minutes, CompletedAt: enrolment.CompletedAt,
	}
	o.Done, o.Lessons = courses.Count(steps)
	if enrolled {
		o.EnrolledAt = &enrolment.EnrolledAt
	}
	shelf, claims, err := s.shelve(ctx, learner, []courses.Overview{o})
	if err != nil {
		return Opened{}, err
	}
	shown, err := s.name(ctx, claims[id])
	return Opened{Shelved: shelf[0], Steps: steps, Shows: shown}, err
}

func (s *Service) name(ctx context.Context, claims []competency.Claim) ([]CourseShows, error) {
	ids := make([]uuid.UUID, 0, len(claims))
	for _, c := range claims {
		ids = append(ids, c.CompetencyID)
	}
	names, err := competency.FindAll(ctx, s.db, ids)
	if err != nil {
		return nil, err
	}
	shown := make([]CourseShows, 0, len(claims))
	for _, c := range claims {
		shown = append(shown, CourseShows{Competency: competency.BodyOf(names[c.CompetencyID]), Level: c.Level})
	}
	return shown, nil
}

// Enrol begins a course for the learner; a second time changes nothing. An
// archived course is a Conflict learn.closed.
func (s *Service) Enrol(ctx context.Context, courseID uuid.UUID) (Opened, error) {
	learner, err := self(ctx)
	if err != nil {
		return Opened{}, err
	}
	now := s.clock.Now()
	err = db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		_, err := courses.Enrol(ctx, tx, courseID, learner, now)
		return err
	})
	if err != nil {
		return Opened{}, faultOf(err)
	}
	return s.course(ctx, learner, courseID)
}

// Open returns a lesson to read, begins its course and marks it as opened.
func (s *Service) Open(ctx context.Context, lessonID uuid.UUID) (Reading, error) {
	learner, err := self(ctx)
	if err != nil {
		return Reading{}, err
	}
	now := s.clock.Now()
	var r Reading
	err = db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		r = Reading{}
		if r.Lesson, err = courses.OpenLesson(ctx, tx, lessonID, learner, now); err != nil {
			return err
		}
		if r.Course, err = courses.Find(ctx, tx, r.Lesson.CourseID); err != nil {
			return err
		}
		r.Steps, err = courses.Steps(ctx, tx, r.Lesson.CourseID, learner)
		return err
	})
	return r, faultOf(err)
}

// Complete marks a lesson as done. When that completes the course, what the
// course proves is posted as evidence in the same transaction, and the
// levels that moved are returned.
func (s *Service) Complete(ctx context.Context, lessonID uuid.UUID) (Done, error) {
	learner, err := self(ctx)
	if err != nil {
		return Done{}, err
	}
	now := s.clock.Now()
	var done Done
	err = db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		progress, err := courses.CompleteLesson(ctx, tx, lessonID, learner, now)
		if err != nil {
			return err
		}
		done = Done{Steps: progress.Steps, Levels: []LessonLevelMove{}}
		standings, err := assessments.StandingsOf(ctx, tx, learner, []uuid.UUID{progress.Course.ID})
		if err != nil {
			return err
		}
		if standing, ok := standings[progress.Course.ID]; ok {
			done.Quiz = &standing
		}
		done.Levels, err = s.settle(ctx, tx, learner, lessonID, progress, now)
		return err
	})
	return done, faultOf(err)
}

// settle posts what a completed lesson proves: the course when it is the last one,
// and whatever else the criteria of others wait for.
func (s *Service) settle(ctx context.Context, tx bun.Tx, learner, lessonID uuid.UUID, p courses.Progress, now time.Time) ([]LessonLevelMove, error) {
	finished := []competency.Source{{Kind: competency.SourceLesson, ID: lessonID}}
	var proved []evidence.Entry
	if c := p.Completion; c != nil {
		course := competency.Source{Kind: competency.SourceCourse, ID: c.CourseID}
		proofs, err := competency.Prove(ctx, tx, course, competency.Paper{}, map[uuid.UUID]competency.Facts{
			learner: {Completed: map[competency.Source]bool{course: true}},
		})
		if err != nil {
			return nil, err
		}
		finished, proved = append(finished, course), entries(*c, p.Course, proofs[learner])
	}
	late, err := competency.ProveLate(ctx, tx, []uuid.UUID{learner}, finished...)
	if err != nil {
		return nil, err
	}
	changed, err := s.ledger.Post(ctx, tx, append(proved, evidence.FromLate(late, now)...), now)
	if err != nil {
		return nil, fmt.Errorf("post completion: %w", err)
	}
	if c := p.Completion; c != nil {
		learnt, err := s.ledger.LearntCourse(ctx, tx, learner, c.CourseID, now)
		if err != nil {
			return nil, fmt.Errorf("post what the course teaches of changes: %w", err)
		}
		changed = append(changed, learnt...)
	}
	if len(changed) == 0 {
		return []LessonLevelMove{}, nil
	}
	return s.named(ctx, tx, learner, changed)
}

func (s *Service) named(ctx context.Context, tx bun.Tx, learner uuid.UUID, changed []evidence.LevelChanged) ([]LessonLevelMove, error) {
	ids := make([]uuid.UUID, 0, len(changed))
	for _, m := range changed {
		ids = append(ids, m.CompetencyID)
	}
	names, err := competency.FindAll(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	mine, err := gaps.Of(ctx, tx, learner)
	if err != nil {
		return nil, err
	}
	return moves(changed, names, mine), nil
}

func self(ctx context.Context) (uuid.UUID, error) {
	id := access.Who(ctx).StaffID
	if id == uuid.Nil {
		return uuid.Nil, fault.New(fault.NotFound, "auth.no_staff")
	}
	return id, nil
}
