// Package competencytest builds competencies, requirements and claims for tests:
// valid by default.
package competencytest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/staff"
	"camtay/app/staff/stafftest"
)

// Competency inserts a competency with a code of its own and five levels.
func Competency(t *testing.T, db bun.IDB, change ...func(*competency.Competency)) competency.Competency {
	t.Helper()
	ctx := context.Background()
	id := uuid.Must(uuid.NewV7())
	c := competency.Competency{
		ID: id, Code: "NL-" + id.String()[24:], NameVI: "Tiếp nhận hồ sơ", NameEN: "Receiving dossiers",
		GroupVI: "Nghiệp vụ một cửa và dịch vụ công", Position: 1, CreatedAt: stafftest.Now(), UpdatedAt: stafftest.Now(),
	}
	for _, f := range change {
		f(&c)
	}
	if _, err := db.NewInsert().Model(&c).Exec(ctx); err != nil {
		t.Fatalf("insert competency: %v", err)
	}
	var levels []competency.Indicator
	for level := int16(competency.MinLevel); level <= competency.MaxLevel; level++ {
		levels = append(levels, competency.Indicator{CompetencyID: c.ID, Level: level, TextVI: fmt.Sprintf("Biểu hiện bậc %d", level)})
	}
	if _, err := db.NewInsert().Model(&levels).Exec(ctx); err != nil {
		t.Fatalf("insert indicators: %v", err)
	}
	return c
}

// Requirement makes a position require a level of a competency since July 2025.
func Requirement(t *testing.T, db bun.IDB, position staff.Position, c competency.Competency, level int16, change ...func(*competency.Requirement)) competency.Requirement {
	t.Helper()
	r := competency.Requirement{
		ID: uuid.Must(uuid.NewV7()), PositionID: position.ID, CompetencyID: c.ID, Level: level, From: since(t),
	}
	for _, f := range change {
		f(&r)
	}
	_, err := db.NewRaw(`insert into requirements (id, position_id, competency_id, level, critical, during, created_at)
		values (?, ?, ?, ?, ?, daterange(?, ?), ?)`,
		r.ID, r.PositionID, r.CompetencyID, r.Level, r.Critical, r.From, r.Until, stafftest.Now()).Exec(context.Background())
	if err != nil {
		t.Fatalf("insert requirement: %v", err)
	}
	return r
}

// Claim makes finishing a source show a level of a competency, beside what it
// shows already.
func Claim(t *testing.T, db bun.IDB, source string, sourceID uuid.UUID, c competency.Competency, level int16) {
	t.Helper()
	_, err := db.NewRaw(`insert into claims (source, source_id, competency_id, level)
		values (?, ?, ?, ?)`, source, sourceID, c.ID, level).Exec(context.Background())
	if err != nil {
		t.Fatalf("insert claim: %v", err)
	}
}

func since(t *testing.T) clock.Day {
	t.Helper()
	day, err := clock.NewDay(2025, time.July, 1)
	if err != nil {
		t.Fatal(err)
	}
	return day
}
