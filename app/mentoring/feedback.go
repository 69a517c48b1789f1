package mentoring

import (
	"time"

	"github.com/google/uuid"

	"camtay/app/fault"
)

// Phase is when the two of a pair are asked how the mentoring goes.
type Phase string

// The phases.
const (
	Midway Phase = "midway"
	Ending Phase = "end"
)

const (
	// MidwaySessions are the sessions after which a pair is midway.
	MidwaySessions = 3
	// FeedbackDays is how long the two are asked after the end.
	FeedbackDays = 30
	// Fewest is how many answers a summary needs, lest one person's be guessed.
	Fewest = 5
	// Questions is how many marks one answer has.
	Questions = 3
	// BestMark is the best mark; the worst is 1.
	BestMark = 4
)

// Feedback is what one of a pair says of the mentoring at a phase. Marks and Remark
// go to the department among others'; Thanks is written to the other one.
type Feedback struct {
	PairID  uuid.UUID
	Side    Actor
	Moment  Phase
	Marks   []int16 `bun:",array"`
	Remark  string
	Thanks  string
	GivenAt time.Time
}

// Check decides whether the feedback is complete: Invalid mentoring.bad_marks.
func (f Feedback) Check() error {
	ok := len(f.Marks) == Questions
	for _, m := range f.Marks {
		ok = ok && m >= 1 && m <= BestMark
	}
	if !ok {
		return fault.New(fault.Invalid, "web.invalid").At("body.marks", "mentoring.bad_marks", nil)
	}
	return nil
}

// PhaseOf is the phase for which a pair with so many sessions is asked now; ok is
// false when for none.
func (p Pair) PhaseOf(sessions int, now time.Time) (phase Phase, ok bool) {
	switch p.State {
	case Active, Paused:
		return Midway, sessions >= MidwaySessions
	case Completed, Ended:
		return Ending, p.AnsweredAt != nil && sessions > 0 && now.Before(p.ClosedAt.AddDate(0, 0, FeedbackDays))
	case Suggested, Requested, Declined, Expired:
	}
	return "", false
}

// Summary is what one side says, all answers together: how often each mark was
// given to each question. Counts and Remarks are empty below Fewest.
type Summary struct {
	Side    Actor
	Answers int
	Counts  [][]int // by question, by mark less one
	Remarks []string
}

// Summarise adds answers up by side, learners first. A side with fewer than Fewest
// answers is summed up as their number alone, and remarks are only shown when there
// are Fewest of them.
func Summarise(all []Feedback) []Summary {
	var sums []Summary
	for _, side := range []Actor{Learner, Mentor} {
		sum := Summary{Side: side}
		counts := make([][]int, Questions)
		for q := range counts {
			counts[q] = make([]int, BestMark)
		}
		var remarks []string
		for _, f := range all {
			if f.Side != side || f.Check() != nil {
				continue
			}
			sum.Answers++
			for q, m := range f.Marks {
				counts[q][m-1]++
			}
			if f.Remark != "" {
				remarks = append(remarks, f.Remark)
			}
		}
		if sum.Answers >= Fewest {
			sum.Counts = counts
			if len(remarks) >= Fewest {
				sum.Remarks = remarks
			}
		}
		sums = append(sums, sum)
	}
	return sums
}
