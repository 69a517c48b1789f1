package assess

import (
	"context"
	"slices"
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
	"camtay/assessments"
	"camtay/courses"
)

// Service serves the acting person's own tests. An account without a staff
// record gets NotFound auth.no_staff; another person's attempt is NotFound.
type Service struct {
	db     *bun.DB
	clock  clock.Clock
	ledger *evidence.Ledger
	saver  *assessments.Saver
}

// New makes a service. Close frees its statement.
func New(db *bun.DB, clock clock.Clock, ledger *evidence.Ledger) *Service {
	return &Service{db: db, clock: clock, ledger: ledger, saver: assessments.NewSaver(db.DB)}
}

// Close frees what saving answers prepared.
func (s *Service) Close() {
	s.saver.Close()
}

// Card is a test before it begins. An attempt of the learner that ran out of
// time is finished first.
func (s *Service) Card(ctx context.Context, quizID uuid.UUID) (Card, error) {
	learner, err := self(ctx)
	if err != nil {
		return Card{}, err
	}
	quiz, course, err := s.quiz(ctx, quizID)
	if err != nil {
		return Card{}, err
	}
	attempts, err := s.attempts(ctx, quizID, learner)
	if err != nil {
		return Card{}, err
	}
	if quiz.ArchivedAt != nil && len(attempts) == 0 {
		return Card{}, faultOf(assessments.ErrNotFound)
	}
	questions, err := assessments.Questions(ctx, s.db, quizID)
	return Card{Quiz: quiz, Course: course, Questions: len(questions), Attempts: attempts}, err
}

// Start begins an attempt or resumes the open one.
func (s *Service) Start(ctx context.Context, quizID uuid.UUID) (Sitting, error) {
	learner, err := self(ctx)
	if err != nil {
		return Sitting{}, err
	}
	now := s.clock.Now()
	var a assessments.Attempt
	err = db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		if _, err := s.closeOverdue(ctx, tx, learner, now); err != nil {
			return err
		}
		a, err = assessments.Start(ctx, tx, quizID, learner, now)
		return err
	})
	if err != nil {
		return Sitting{}, faultOf(err)
	}
	return s.sit(ctx, a, now)
}

// Attempt is the learner's own attempt with the answers saved. One that ran out
// of time is finished first.
func (s *Service) Attempt(ctx context.Context, id uuid.UUID) (Sitting, error) {
	a, err := s.find(ctx, id)
	if err != nil {
		return Sitting{}, err
	}
	return s.sit(ctx, a, s.clock.Now())
}

func (s *Service) sit(ctx context.Context, a assessments.Attempt, now time.Time) (Sitting, error) {
	quiz, course, err := s.quiz(ctx, a.QuizID)
	if err != nil {
		return Sitting{}, err
	}
	answers, err := assessments.Answers(ctx, s.db, a.ID)
	return Sitting{Now: now, Quiz: quiz, Course: course, Attempt: a, Answers: answers}, err
}

// Save keeps one answer, in one statement. See assessments.Saver.
func (s *Service) Save(ctx context.Context, attemptID, questionID uuid.UUID, value []string, seq int64) (assessments.Saved, error) {
	learner, err := self(ctx)
	if err != nil {
		return assessments.Saved{}, err
	}
	saved, err := s.saver.Save(ctx, assessments.Change{
		AttemptID: attemptID, QuestionID: questionID, LearnerID: learner, Value: value, Seq: seq,
	}, s.clock.Now())
	return saved, faultOf(err)
}

// HandIn finishes the learner's attempt. What it shows is posted as evidence in
// the same transaction. A second time is a Conflict assess.attempt_finished.
func (s *Service) HandIn(ctx context.Context, id uuid.UUID) (Review, error) {
	learner, err := self(ctx)
	if err != nil {
		return Review{}, err
	}
	now := s.clock.Now()
	err = db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		result, err := assessments.Finish(ctx, tx, id, learner, now)
		if err != nil {
			return err
		}
		return s.settle(ctx, tx, result, now)
	})
	if err != nil {
		return Review{}, faultOf(err)
	}
	return s.Result(ctx, id)
}

// Result is the learner's finished attempt, question by question, with what it
// showed. An attempt in progress is a Conflict assess.still_open, one that ended
// without any answer a Conflict assess.abandoned.
func (s *Service) Result(ctx context.Context, id uuid.UUID) (Review, error) {
	a, err := s.find(ctx, id)
	if err != nil {
		return Review{}, err
	}
	if err := a.Graded(); err != nil {
		return Review{}, faultOf(err)
	}
	r := Review{Attempt: a}
	if r.Quiz, r.Course, err = s.quiz(ctx, a.QuizID); err != nil {
		return Review{}, err
	}
	if r.Answers, err = assessments.Answers(ctx, s.db, id); err != nil {
		return Review{}, err
	}
	if r.Attempts, err = assessments.AttemptsOf(ctx, s.db, a.QuizID, a.LearnerID); err != nil {
		return Review{}, err
	}
	lessons := make([]uuid.UUID, 0, len(a.Paper.Questions))
	for _, q := range a.Paper.Questions {
		lessons = append(lessons, q.LessonID)
	}
	if r.Lessons, err = courses.LessonTitles(ctx, s.db, lessons); err != nil {
		return Review{}, err
	}
	if r.Levels, err = s.levels(ctx, a); err != nil {
		return Review{}, err
	}
	kept, err := traceOf(ctx, s.db, id)
	r.Why = reasons(kept.Trace)
	return r, err
}

func (s *Service) levels(ctx context.Context, a assessments.Attempt) ([]AttemptLevelMove, error) {
	kept, err := levelsOf(ctx, s.db, a.ID)
	if err != nil {
		return nil, err
	}
	ids := make([]uuid.UUID, 0, len(kept))
	for _, l := range kept {
		ids = append(ids, l.CompetencyID)
	}
	names, err := competency.FindAll(ctx, s.db, ids)
	if err != nil {
		return nil, err
	}
	mine, err := gaps.Of(ctx, s.db, a.LearnerID)
	if err != nil {
		return nil, err
	}
	moves := make([]AttemptLevelMove, 0, len(kept))
	for _, l := range kept {
		m := AttemptLevelMove{Competency: competency.BodyOf(names[l.CompetencyID]), Shown: l.Shown, From: l.LevelBefore, To: l.LevelAfter}
		if i := slices.IndexFunc(mine, func(g gaps.Gap) bool { return g.CompetencyID == l.CompetencyID }); i >= 0 {
			m.Required = mine[i].Required
		}
		moves = append(moves, m)
	}
	return moves, nil
}

// find is the learner's own attempt; one that ran out of time is finished first.
func (s *Service) find(ctx context.Context, id uuid.UUID) (assessments.Attempt, error) {
	learner, err := self(ctx)
	if err != nil {
		return assessments.Attempt{}, err
	}
	a, err := assessments.FindAttempt(ctx, s.db, id, learner)
	if err != nil {
		return assessments.Attempt{}, faultOf(err)
	}
	if now := s.clock.Now(); a.Overdue(now) {
		if err := s.closeMine(ctx, learner, now); err != nil {
			return assessments.Attempt{}, err
		}
		a, err = assessments.FindAttempt(ctx, s.db, id, learner)
	}
	return a, faultOf(err)
}

func (s *Service) attempts(ctx context.Context, quizID, learner uuid.UUID) ([]assessments.Attempt, error) {
	attempts, err := assessments.AttemptsOf(ctx, s.db, quizID, learner)
	if err != nil {
		return nil, err
	}
	now := s.clock.Now()
	if !slices.ContainsFunc(attempts, func(a assessments.Attempt) bool { return a.Overdue(now) }) {
		return attempts, nil
	}
	if err := s.closeMine(ctx, learner, now); err != nil {
		return nil, err
	}
	return assessments.AttemptsOf(ctx, s.db, quizID, learner)
}

func (s *Service) quiz(ctx context.Context, id uuid.UUID) (assessments.Quiz, courses.Course, error) {
	quiz, err := assessments.Find(ctx, s.db, id)
	if err != nil {
		return assessments.Quiz{}, courses.Course{}, faultOf(err)
	}
	if quiz.CourseID == uuid.Nil {
		return quiz, courses.Course{}, nil
	}
	course, err := courses.Find(ctx, s.db, quiz.CourseID)
	return quiz, course, err
}

func self(ctx context.Context) (uuid.UUID, error) {
	id := access.Who(ctx).StaffID
	if id == uuid.Nil {
		return uuid.Nil, fault.New(fault.NotFound, "auth.no_staff")
	}
	return id, nil
}
