// Package stafftest builds positions, people and posts for tests: valid by
// default, changed by one function that says what matters.
package stafftest

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/clock"
	"camtay/app/org"
	"camtay/app/staff"
)

// Now is the instant the builders write as created; tests fix their clock near it.
func Now() time.Time {
	return time.Date(2026, time.November, 2, 1, 0, 0, 0, time.UTC)
}

// Position inserts a position with a code of its own.
func Position(t *testing.T, db bun.IDB) staff.Position {
	t.Helper()
	id := uuid.Must(uuid.NewV7())
	p := staff.Position{
		ID: id, Code: "VT-" + id.String()[24:], NameVI: "Công chức tiếp nhận", NameEN: "Intake officer",
		Category: "CHUYEN_MON", CreatedAt: Now(), UpdatedAt: Now(),
	}
	if _, err := db.NewInsert().Model(&p).Exec(context.Background()); err != nil {
		t.Fatalf("insert position: %v", err)
	}
	return p
}

// New inserts a person of a unit.
func New(t *testing.T, db bun.IDB, unit org.Unit, change ...func(*staff.Person)) staff.Person {
	t.Helper()
	id := uuid.Must(uuid.NewV7())
	p := staff.Person{
		ID: id, Code: id.String()[24:], FamilyName: "Nguyễn Thị", GivenName: "Hoà", Gender: "female",
		UnitID: unit.ID, CreatedAt: Now(), UpdatedAt: Now(),
	}
	for _, c := range change {
		c(&p)
	}
	if err := staff.Insert(context.Background(), db, p); err != nil {
		t.Fatal(err)
	}
	p.FullName = p.FamilyName + " " + p.GivenName
	return p
}

// Post gives a person an open-ended permanent post since July 2025.
func Post(t *testing.T, db bun.IDB, person staff.Person, position staff.Position, unit org.Unit, change ...func(*staff.Post)) staff.Post {
	t.Helper()
	from, err := clock.NewDay(2025, time.July, 1)
	if err != nil {
		t.Fatal(err)
	}
	p := staff.Post{
		ID: uuid.Must(uuid.NewV7()), StaffID: person.ID, PositionID: position.ID, UnitID: unit.ID,
		Kind: staff.Permanent, From: from,
	}
	for _, c := range change {
		c(&p)
	}
	if err := staff.InsertPost(context.Background(), db, p, Now()); err != nil {
		t.Fatal(err)
	}
	return p
}
