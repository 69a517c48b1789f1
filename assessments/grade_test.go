package assessments_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"pgregory.net/rapid"

	"camtay/assessments"
	"camtay/assessments/assessmentstest"
)

func TestScoreOfOneAnswer(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		kind        assessments.Kind
		key, answer []string
		want        int
	}{
		"single right":                     {assessments.Single, []string{"a"}, []string{"a"}, 10000},
		"single right, said twice":         {assessments.Single, []string{"a"}, []string{"a", "a"}, 10000},
		"single wrong":                     {assessments.Single, []string{"a"}, []string{"b"}, 0},
		"single, right and another":        {assessments.Single, []string{"a"}, []string{"a", "b"}, 0},
		"single unanswered":                {assessments.Single, []string{"a"}, nil, 0},
		"multiple all":                     {assessments.Multiple, []string{"a", "b", "c"}, []string{"c", "b", "a"}, 10000},
		"multiple one of three":            {assessments.Multiple, []string{"a", "b", "c"}, []string{"a"}, 3333},
		"multiple two of three":            {assessments.Multiple, []string{"a", "b", "c"}, []string{"a", "b"}, 6666},
		"multiple all and one wrong":       {assessments.Multiple, []string{"a", "b", "c"}, []string{"a", "b", "c", "d"}, 6666},
		"multiple one right one wrong":     {assessments.Multiple, []string{"a", "b"}, []string{"a", "d"}, 0},
		"multiple more wrong than right":   {assessments.Multiple, []string{"a", "b"}, []string{"a", "d", "e"}, 0},
		"multiple with an unknown option":  {assessments.Multiple, []string{"a", "b"}, []string{"a", "b", "zz"}, 5000},
		"multiple, right ones said thrice": {assessments.Multiple, []string{"a", "b"}, []string{"a", "a", "a"}, 5000},
		"multiple unanswered":              {assessments.Multiple, []string{"a", "b"}, []string{}, 0},
		"no key":                           {assessments.Multiple, nil, []string{"a"}, 0},
		"unknown kind":                     {"essay", []string{"a"}, []string{"a"}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := assessments.Score(c.kind, c.key, c.answer); got != c.want {
				t.Errorf("got %d, want %d", got, c.want)
			}
		})
	}
}

func TestGradeCountsUnansweredQuestionsAsWrong(t *testing.T) {
	t.Parallel()
	ids := []uuid.UUID{uuid.New(), uuid.New(), uuid.New()}
	paper := assessments.Paper{Questions: []assessments.PaperQuestion{
		{ID: ids[0], Kind: assessments.Single, Key: []string{"a"}},
		{ID: ids[1], Kind: assessments.Multiple, Key: []string{"a", "b", "c"}},
		{ID: ids[2], Kind: assessments.Single, Key: []string{"c"}},
	}}

	score, questions := assessments.Grade(paper, map[uuid.UUID][]string{ids[0]: {"a"}, ids[1]: {"a", "b"}, uuid.New(): {"a"}})

	want := []assessments.QuestionResult{{QuestionID: ids[0], Score: 10000}, {QuestionID: ids[1], Score: 6666}, {QuestionID: ids[2]}}
	if diff := cmp.Diff(want, questions); diff != "" || score != 5555 {
		t.Errorf("score %d: %s", score, diff)
	}
	if score, questions := assessments.Grade(assessments.Paper{}, nil); score != 0 || questions != nil {
		t.Errorf("an empty paper scores %d, %v", score, questions)
	}
}

func codes() *rapid.Generator[[]string] {
	return rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c", "d", "e", "f"}), 0, 9)
}

func TestScoresStayInRangeAndIgnoreOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		kind := rapid.SampledFrom([]assessments.Kind{assessments.Single, assessments.Multiple}).Draw(t, "kind")
		key, answer := codes().Draw(t, "key"), codes().Draw(t, "answer")
		got := assessments.Score(kind, key, answer)
		if got < 0 || got > assessments.Full {
			t.Fatalf("got %d", got)
		}
		turned := slices.Clone(answer)
		slices.Reverse(turned)
		if again := assessments.Score(kind, key, append(turned, turned...)); again != got {
			t.Fatalf("%d, but %d in another order and doubled", got, again)
		}
	})
}

func TestOnlyTheWholeKeyIsFullAndAWrongOptionNeverHelps(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		key, answer := assessments.Normal(codes().Draw(t, "key")), assessments.Normal(codes().Draw(t, "answer"))
		got := assessments.Score(assessments.Multiple, key, answer)
		if full := len(key) > 0 && slices.Equal(key, answer); (got == assessments.Full) != full {
			t.Fatalf("got %d for %v of %v", got, answer, key)
		}
		if worse := assessments.Score(assessments.Multiple, key, append(answer, "x")); worse > got {
			t.Fatalf("a wrong option raised %d to %d", got, worse)
		}
	})
}

func TestThePaperHoldsEveryQuestionInAnOrderOfTheAttempt(t *testing.T) {
	t.Parallel()
	var questions []assessments.Question
	for i := range 16 {
		questions = append(questions, assessments.Question{ID: uuid.UUID{15: byte(i + 1)}, Kind: assessments.Single})
	}
	one, other := uuid.Must(uuid.NewV7()), uuid.Must(uuid.NewV7())

	first, again, neighbour := assessments.NewPaper(one, 7000, questions), assessments.NewPaper(one, 7000, questions), assessments.NewPaper(other, 7000, questions)

	if diff := cmp.Diff(first, again); diff != "" {
		t.Errorf("the same attempt got two papers: %s", diff)
	}
	if slices.Equal(first.IDs(), neighbour.IDs()) {
		t.Error("two attempts got the same order")
	}
	got := first.IDs()
	slices.SortFunc(got, func(a, b uuid.UUID) int { return slices.Compare(a[:], b[:]) })
	for i, q := range questions {
		if got[i] != q.ID {
			t.Fatalf("question %d is missing", i+1)
		}
	}
}

func TestWhoMayStart(t *testing.T) {
	t.Parallel()
	yes, no, then := true, false, assessmentstest.Now()
	quiz := assessments.Quiz{MaxAttempts: 2}
	archived := assessments.Quiz{MaxAttempts: 2, ArchivedAt: &then}
	failed := assessments.Attempt{State: assessments.Finished, Passed: &no}
	passed := assessments.Attempt{State: assessments.Finished, Passed: &yes}
	left := assessments.Attempt{State: assessments.Abandoned}
	open := assessments.Attempt{State: assessments.InProgress}
	for name, c := range map[string]struct {
		quiz     assessments.Quiz
		attempts []assessments.Attempt
		want     error
		left     int
	}{
		"nobody yet":              {quiz, nil, nil, 2},
		"one failed":              {quiz, []assessments.Attempt{failed}, nil, 1},
		"one abandoned":           {quiz, []assessments.Attempt{left}, nil, 1},
		"two failed":              {quiz, []assessments.Attempt{failed, failed}, assessments.ErrNoAttempts, 0},
		"passed":                  {quiz, []assessments.Attempt{passed}, assessments.ErrPassed, 0},
		"last one open":           {quiz, []assessments.Attempt{failed, open}, nil, 0},
		"archived":                {archived, nil, assessments.ErrClosed, 2},
		"archived, but one open":  {archived, []assessments.Attempt{open}, nil, 1},
		"passed before archiving": {archived, []assessments.Attempt{passed}, assessments.ErrClosed, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := assessments.MayStart(c.quiz, c.attempts); !errors.Is(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
			if got := assessments.Left(c.quiz, c.attempts); got != c.left {
				t.Errorf("%d left, want %d", got, c.left)
			}
		})
	}
}

func TestAnAttemptIsOverdueOnlyAfterTheGrace(t *testing.T) {
	t.Parallel()
	due := assessmentstest.Now()
	a := assessments.Attempt{State: assessments.InProgress, DueAt: due}
	if a.Overdue(due.Add(assessments.Grace)) {
		t.Error("overdue within the grace")
	}
	if !a.Overdue(due.Add(assessments.Grace + time.Microsecond)) {
		t.Error("not overdue after the grace")
	}
	a.State = assessments.Finished
	if a.Overdue(due.Add(time.Hour)) {
		t.Error("a finished attempt is overdue")
	}
}

func TestQuizzesThatCannotBePublishedAreRefused(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*assessments.Draft){
		"no title":            func(d *assessments.Draft) { d.TitleVI = "" },
		"no questions":        func(d *assessments.Draft) { d.Questions = nil },
		"pass above all":      func(d *assessments.Draft) { d.Pass = 10001 },
		"question doubled":    func(d *assessments.Draft) { d.Questions[1].Code = d.Questions[0].Code },
		"no stem":             func(d *assessments.Draft) { d.Questions[0].StemVI = "" },
		"one option":          func(d *assessments.Draft) { d.Questions[0].Options = d.Questions[0].Options[:1] },
		"option doubled":      func(d *assessments.Draft) { d.Questions[0].Options[1].Code = "a" },
		"unknown key":         func(d *assessments.Draft) { d.Questions[0].Key = []string{"z"} },
		"single with two":     func(d *assessments.Draft) { d.Questions[0].Key = []string{"a", "b"} },
		"multiple without":    func(d *assessments.Draft) { d.Questions[0].Kind, d.Questions[0].Key = assessments.Multiple, nil },
		"key named twice":     func(d *assessments.Draft) { d.Questions[0].Key = []string{"a", "a"} },
		"kind not known here": func(d *assessments.Draft) { d.Questions[0].Kind = "essay" },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := assessmentstest.Draft(2, spoil).Check(); !errors.Is(got, assessments.ErrBadQuiz) {
				t.Errorf("got %v", got)
			}
		})
	}
	if got := assessmentstest.Draft(2).Check(); got != nil {
		t.Errorf("a valid draft is refused: %v", got)
	}
}
