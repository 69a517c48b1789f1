package learn

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/competency"
)

// shows are what courses with their tests show at most, by course; a course
// without claims is absent.
func shows(ctx context.Context, db bun.IDB, courseIDs []uuid.UUID) (map[uuid.UUID][]competency.Claim, error) {
	byCourse := map[uuid.UUID][]competency.Claim{}
	if len(courseIDs) == 0 {
		return byCourse, nil
	}
	var rows []struct {
		CourseID, CompetencyID uuid.UUID
		Level                  int16
	}
	err := db.NewRaw(`select course_id, competency_id, level
		from v_course_shows
		where course_id in (?)
		order by course_id, competency_id`, bun.List(courseIDs)).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("read what courses show: %w", err)
	}
	for _, r := range rows {
		byCourse[r.CourseID] = append(byCourse[r.CourseID], competency.Claim{CompetencyID: r.CompetencyID, Level: r.Level})
	}
	return byCourse, nil
}
