package assess

import (
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"camtay/app/competency"
	"camtay/app/evidence"
	"camtay/assessments"
	"camtay/courses"
)

// source is the ledger's name for an attempt.
const source = "attempt"

// Card is a test before it begins. Course is zero for a test without one.
type Card struct {
	Quiz      assessments.Quiz
	Course    courses.Course
	Questions int
	Attempts  []assessments.Attempt
}

// Sitting is an attempt as the learner works on it.
type Sitting struct {
	Now     time.Time
	Quiz    assessments.Quiz
	Course  courses.Course
	Attempt assessments.Attempt
	Answers []assessments.Answer
}

// Review is a finished attempt beside the learner's other ones. Lessons holds the
// titles of the lessons behind the questions, by id.
type Review struct {
	Quiz     assessments.Quiz
	Course   courses.Course
	Attempt  assessments.Attempt
	Answers  []assessments.Answer
	Attempts []assessments.Attempt
	Levels   []AttemptLevelMove
	Lessons  map[uuid.UUID][2]string
	Why      []ResultReason
}

// KeyShown says whether a learner may see the right options of a test: once it
// is passed, or when no attempt is left or under way in which they would help.
func KeyShown(q assessments.Quiz, attempts []assessments.Attempt) bool {
	open := slices.ContainsFunc(attempts, func(a assessments.Attempt) bool { return a.State == assessments.InProgress })
	return !open && assessments.Left(q, attempts) == 0
}

// did are the facts of an attempt for the criteria of its test.
func did(r assessments.Result) competency.Facts {
	f := competency.Facts{
		Scores: map[uuid.UUID]int{r.QuizID: r.Score}, Questions: make(map[uuid.UUID]int, len(r.Questions)),
		Completed: map[competency.Source]bool{{Kind: competency.SourceQuiz, ID: r.QuizID}: r.Passed},
	}
	for _, q := range r.Questions {
		f.Questions[q.QuestionID] = q.Score
	}
	return f
}

// entries are the evidence of an attempt: an attest for each competency of which
// it proved a level, a log for each that was tested without.
func entries(r assessments.Result, quiz assessments.Quiz, proof competency.Proof) []evidence.Entry {
	out := make([]evidence.Entry, 0, len(proof.Shown))
	for _, c := range proof.Shown {
		e := evidence.Entry{
			StaffID: r.LearnerID, CompetencyID: c.CompetencyID, Kind: evidence.KindTest, Action: evidence.ActionAttest,
			Level: c.Level, Capacity: evidence.CapacitySystem, ObservedAt: r.FinishedAt, Source: source, SourceID: r.AttemptID,
			DescriptionKey:  "evidence.from_quiz",
			DescriptionArgs: proof.Bind(map[string]any{"quiz": quiz.TitleVI, "score": percent(r.Score)}),
		}
		if c.Level == 0 {
			e.Action = evidence.ActionLog
		}
		out = append(out, e)
	}
	return out
}

// percent writes basis points as whole per cent, rounded down so that a failed
// test never reads as passed.
func percent(score int) string {
	return fmt.Sprintf("%d%%", score*100/assessments.Full)
}
