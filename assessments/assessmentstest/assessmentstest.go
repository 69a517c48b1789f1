// Package assessmentstest builds quizzes and learners for tests: valid by default.
package assessmentstest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/assessments"
)

// Now is the instant the builders write; tests fix their clock near it.
func Now() time.Time {
	return time.Date(2026, time.November, 2, 1, 0, 0, 0, time.UTC)
}

// Draft is a quiz of the given number of single questions with codes of its own,
// 20 minutes, 70 %, two attempts. Option a is right in every question.
func Draft(questions int, change ...func(*assessments.Draft)) assessments.Draft {
	code := "Q-" + uuid.NewString()[:8]
	d := assessments.Draft{
		Code: code, TitleVI: "Kiểm tra " + code, TitleEN: "Test " + code, Minutes: 20, Pass: 7000, MaxAttempts: 2,
	}
	for i := range questions {
		d.Questions = append(d.Questions, assessments.QuestionDraft{
			Code: fmt.Sprintf("%s-%02d", code, i+1), Kind: assessments.Single, StemVI: fmt.Sprintf("Câu %d?", i+1),
			Options: []assessments.Option{{Code: "a", TextVI: "Đúng"}, {Code: "b", TextVI: "Sai"}, {Code: "c", TextVI: "Cũng sai"}},
			Key:     []string{"a"}, ExplanationVI: "Vì a đúng.",
		})
	}
	for _, c := range change {
		c(&d)
	}
	return d
}

// New publishes a quiz of the given number of questions and returns their ids in
// order.
func New(t testing.TB, tx bun.Tx, questions int, change ...func(*assessments.Draft)) (quizID uuid.UUID, questionIDs []uuid.UUID) {
	t.Helper()
	d := Draft(questions, change...)
	p, err := assessments.Put(context.Background(), tx, d, Now())
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range d.Questions {
		questionIDs = append(questionIDs, p.Questions[q.Code])
	}
	return p.QuizID, questionIDs
}

// Learner inserts a person in a unit of his or her own and returns the id.
func Learner(t testing.TB, db bun.IDB) uuid.UUID {
	t.Helper()
	unit, id := uuid.Must(uuid.NewV7()), uuid.Must(uuid.NewV7())
	_, err := db.NewRaw(`insert into units (id, code, name, kind, created_at, updated_at)
		values (?, ?, 'Phường', 'PHUONG', ?, ?)`, unit, "U"+unit.String()[24:], Now(), Now()).Exec(context.Background())
	if err != nil {
		t.Fatalf("insert unit: %v", err)
	}
	_, err = db.NewRaw(`insert into staff (id, code, family_name, given_name, unit_id, created_at, updated_at)
		values (?, ?, 'Nguyễn Thị', 'Hoà', ?, ?, ?)`, id, id.String()[24:], unit, Now(), Now()).Exec(context.Background())
	if err != nil {
		t.Fatalf("insert learner: %v", err)
	}
	return id
}
