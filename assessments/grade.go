package assessments

import (
	"slices"
	"time"

	"github.com/google/uuid"
)

// Result is the fact that an attempt was finished. Score is the mean of the
// questions', rounded down, Pass what the paper asked for; all are basis points.
type Result struct {
	AttemptID, QuizID, LearnerID uuid.UUID
	Score, Pass                  int
	Passed                       bool
	FinishedAt                   time.Time
	Questions                    []QuestionResult // in the paper's order
}

// QuestionResult is the score of one question, 0…10000.
type QuestionResult struct {
	QuestionID uuid.UUID
	Score      int
}

// Grade scores every question of a paper, unanswered ones with 0, and their mean.
// An empty paper scores 0.
func Grade(p Paper, answers map[uuid.UUID][]string) (score int, questions []QuestionResult) {
	total := 0
	for _, q := range p.Questions {
		s := Score(q.Kind, q.Key, answers[q.ID])
		total += s
		questions = append(questions, QuestionResult{QuestionID: q.ID, Score: s})
	}
	if len(questions) == 0 {
		return 0, nil
	}
	return total / len(questions), questions
}

// Score is the score of one answer. A single question is right or wrong: the
// answer is exactly the key. A multiple one gives each right option its equal
// part of the whole and takes such a part for each wrong option, never below 0,
// rounded down. Order and repetition of codes do not matter.
func Score(kind Kind, key, answer []string) int {
	key, answer = Normal(key), Normal(answer)
	switch kind {
	case Single:
		if len(key) == 1 && slices.Equal(key, answer) {
			return Full
		}
	case Multiple:
		balance := 0
		for _, code := range answer {
			if slices.Contains(key, code) {
				balance++
			} else {
				balance--
			}
		}
		if len(key) > 0 && balance > 0 {
			return balance * Full / len(key)
		}
	}
	return 0
}

// Normal is a set of option codes as it is stored: sorted, each once, never nil.
func Normal(codes []string) []string {
	out := append(make([]string, 0, len(codes)), codes...)
	slices.Sort(out)
	return slices.Compact(out)
}
