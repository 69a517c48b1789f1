package assess

import (
	"bytes"
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
}

// KeyShown says whether a learner may see the right options of a test: once it
// is passed, or when no attempt is left or under way in which they would help.
func KeyShown(q assessments.Quiz, attempts []assessments.Attempt) bool {
	open := slices.ContainsFunc(attempts, func(a assessments.Attempt) bool { return a.State == assessments.InProgress })
	return !open && assessments.Left(q, attempts) == 0
}

// tested are the competencies that the questions ask about, with the level each
// was awarded, 0 for none, ordered by id.
func tested(r assessments.Result, claims map[uuid.UUID][]competency.Claim) []competency.Claim {
	scores := make([]competency.QuestionScore, 0, len(r.Questions))
	levels := map[uuid.UUID]int16{}
	for _, q := range r.Questions {
		scores = append(scores, competency.QuestionScore(q))
		for _, c := range claims[q.QuestionID] {
			levels[c.CompetencyID] = 0
		}
	}
	for _, c := range competency.Award(scores, claims, r.Pass) {
		levels[c.CompetencyID] = c.Level
	}
	out := make([]competency.Claim, 0, len(levels))
	for id, level := range levels {
		out = append(out, competency.Claim{CompetencyID: id, Level: level})
	}
	slices.SortFunc(out, func(a, b competency.Claim) int { return bytes.Compare(a.CompetencyID[:], b.CompetencyID[:]) })
	return out
}

// entries are the evidence of an attempt: an attest for each competency that was
// awarded a level, a log for each that was tested without.
func entries(r assessments.Result, quiz assessments.Quiz, shown []competency.Claim) []evidence.Entry {
	out := make([]evidence.Entry, 0, len(shown))
	for _, c := range shown {
		e := evidence.Entry{
			StaffID: r.LearnerID, CompetencyID: c.CompetencyID, Kind: evidence.KindTest, Action: evidence.ActionAttest,
			Level: c.Level, Capacity: evidence.CapacitySystem, ObservedAt: r.FinishedAt, Source: source, SourceID: r.AttemptID,
			DescriptionKey:  "evidence.from_quiz",
			DescriptionArgs: map[string]any{"quiz": quiz.TitleVI, "score": percent(r.Score)},
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
