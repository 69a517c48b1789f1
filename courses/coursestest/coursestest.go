// Package coursestest builds courses and learners for tests: valid by default.
package coursestest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/courses"
)

// Now is the instant the builders write; tests fix their clock near it.
func Now() time.Time {
	return time.Date(2026, time.November, 2, 1, 0, 0, 0, time.UTC)
}

// Draft is a course of the given number of lessons with codes of its own.
func Draft(lessons int, change ...func(*courses.Draft)) courses.Draft {
	code := "C-" + uuid.NewString()[:8]
	d := courses.Draft{
		Code: code, TitleVI: "Một cửa điện tử " + code, TitleEN: "Electronic one-stop " + code,
		SummaryVI: "Hồ sơ đi từ đâu đến đâu.", SummaryEN: "How a dossier travels.", Minutes: 9 * max(lessons, 1),
	}
	for i := range lessons {
		d.Lessons = append(d.Lessons, courses.LessonDraft{
			Code: fmt.Sprintf("%s-%d", code, i+1), TitleVI: fmt.Sprintf("Bài %d", i+1), TitleEN: fmt.Sprintf("Lesson %d", i+1),
			Minutes: 9, Body: "Nội dung", HTML: "<p>Nội dung</p>",
		})
	}
	for _, c := range change {
		c(&d)
	}
	return d
}

// New publishes a course of the given number of lessons and returns their ids in
// order.
func New(t testing.TB, tx bun.Tx, lessons int, change ...func(*courses.Draft)) (courseID uuid.UUID, lessonIDs []uuid.UUID) {
	t.Helper()
	d := Draft(lessons, change...)
	p, err := courses.Put(context.Background(), tx, d, Now())
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range d.Lessons {
		lessonIDs = append(lessonIDs, p.Lessons[l.Code])
	}
	return p.CourseID, lessonIDs
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
