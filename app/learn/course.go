package learn

import (
	"cmp"
	"slices"

	"github.com/google/uuid"

	"camtay/app/competency"
	"camtay/app/evidence"
	"camtay/app/gaps"
	"camtay/assessments"
	"camtay/courses"
)

// Shelved is a course as one learner sees it in a list. Quiz is nil for a course
// without a test.
type Shelved struct {
	courses.Overview

	Closes []Closing
	Quiz   *assessments.Standing
}

// Closing is a gap of the learner that a course can narrow: Shown is the highest
// level that the course with its test shows.
type Closing struct {
	gaps.Gap

	Shown int16
}

// Opened is a course with its lessons.
type Opened struct {
	Shelved

	Steps []courses.Step
	Shows []CourseShows
}

// Reading is a lesson in its course.
type Reading struct {
	Lesson courses.Lesson
	Course courses.Course
	Steps  []courses.Step
}

// Done is where a learner stands after a lesson.
type Done struct {
	Steps  []courses.Step
	Quiz   *assessments.Standing
	Levels []LessonLevelMove
}

// Closes are the gaps among found that claims can narrow, critical first, then
// the widest, else in the order given.
func Closes(claims []competency.Claim, found []gaps.Gap) []Closing {
	var closes []Closing
	for _, g := range found {
		for _, c := range claims {
			if c.CompetencyID == g.CompetencyID && g.Gap > 0 && c.Level > g.Level {
				closes = append(closes, Closing{Gap: g, Shown: c.Level})
			}
		}
	}
	slices.SortStableFunc(closes, func(a, b Closing) int {
		if a.Critical != b.Critical {
			if a.Critical {
				return -1
			}
			return 1
		}
		return cmp.Compare(b.Gap.Gap, a.Gap.Gap)
	})
	return closes
}

// entries are the evidence of a completed course: one attest for each competency
// of which it proved a level.
func entries(c courses.Completion, course courses.Course, proof competency.Proof) []evidence.Entry {
	out := make([]evidence.Entry, 0, len(proof.Shown))
	for _, claim := range proof.Shown {
		if claim.Level == 0 {
			continue
		}
		out = append(out, evidence.Entry{
			StaffID: c.LearnerID, CompetencyID: claim.CompetencyID, Kind: evidence.KindCompletion, Action: evidence.ActionAttest,
			Level: claim.Level, Capacity: evidence.CapacitySystem, ObservedAt: c.CompletedAt,
			Source: competency.SourceCourse, SourceID: c.CourseID,
			DescriptionKey: "evidence.from_course", DescriptionArgs: proof.Bind(map[string]any{"course": course.TitleVI}),
		})
	}
	return out
}

// moves are level changes as clients see them, with what the learner's posts
// require.
func moves(changed []evidence.LevelChanged, names map[uuid.UUID]competency.Competency, found []gaps.Gap) []LessonLevelMove {
	out := make([]LessonLevelMove, 0, len(changed))
	for _, c := range changed {
		m := LessonLevelMove{Competency: competency.BodyOf(names[c.CompetencyID]), From: c.From, To: c.To}
		for _, g := range found {
			if g.CompetencyID == c.CompetencyID {
				m.Required = g.Required
			}
		}
		out = append(out, m)
	}
	return out
}
