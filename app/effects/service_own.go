package effects

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/audit"
	"camtay/app/clock"
	"camtay/app/fault"
	"camtay/app/lang"
	"camtay/app/sheet"
)

// Mine are the acting learner's re-assessments with the tests that would do, and
// today. Fault: NotFound auth.no_staff.
func (s *Service) Mine(ctx context.Context) ([]Row, map[uuid.UUID][]Test, clock.Day, error) {
	today := clock.DayOf(s.clock.Now())
	me, err := self(ctx)
	if err != nil {
		return nil, nil, today, err
	}
	rows, err := ofLearner(ctx, s.db, me)
	if err != nil {
		return nil, nil, today, err
	}
	var open []uuid.UUID
	for _, r := range rows {
		if r.DoneAt == nil {
			open = append(open, r.CompetencyID)
		}
	}
	tests, err := testsOf(ctx, s.db, open)
	by := map[uuid.UUID][]Test{}
	for _, t := range tests {
		by[t.CompetencyID] = append(by[t.CompetencyID], t)
	}
	return rows, by, today, err
}

// Recognition is what a paper of recognition says: what a mentor did in a year,
// and what became of the learners whose pairs ended in it.
type Recognition struct {
	Thanks
	Year int
	Rows []Row
	On   clock.Day
}

// MyRecognition is the acting mentor's own paper. Faults: NotFound auth.no_staff,
// effects.no_mentor.
func (s *Service) MyRecognition(ctx context.Context, year int) (Recognition, error) {
	me, err := self(ctx)
	if err != nil {
		return Recognition{}, err
	}
	return s.recognition(ctx, me, year)
}

// RecognitionOf is that of a mentor whom the acting person may read; making it is
// logged. Fault: NotFound effects.no_mentor.
func (s *Service) RecognitionOf(ctx context.Context, mentorID uuid.UUID, year int) (Recognition, error) {
	r, err := s.recognition(ctx, mentorID, year)
	if err != nil {
		return Recognition{}, err
	}
	if !access.May(ctx, access.EffectsRead, r.UnitPath) {
		return Recognition{}, fault.New(fault.NotFound, "effects.no_mentor")
	}
	return r, audit.Put(ctx, s.db, "effects.recognition", "staff", mentorID, map[string]any{"year": r.Year}, s.clock.Now())
}

// recognition sums a year; 0 is the present one, of which it goes until today.
func (s *Service) recognition(ctx context.Context, mentorID uuid.UUID, year int) (Recognition, error) {
	today := clock.DayOf(s.clock.Now())
	if year == 0 {
		year = today.Year()
	}
	from, err := clock.NewDay(year, 1, 1)
	if err != nil {
		return Recognition{}, fault.New(fault.Invalid, "web.invalid").Because(err)
	}
	until, err := clock.NewDay(year, 12, 31)
	if err != nil {
		return Recognition{}, fault.New(fault.Invalid, "web.invalid").Because(err)
	}
	if _, err := oneMentor(ctx, s.db, mentorID, today); err != nil {
		return Recognition{}, shown(err)
	}
	t, err := thanks(ctx, s.db, mentorID, from, until)
	if err != nil {
		return Recognition{}, shown(err)
	}
	rows, err := scanRows(ctx, within(rows(followed(s.db)), Filter{From: from, Until: until}).
		Where("p.mentor_id = ?", mentorID).OrderExpr("c.code, p.closed_at, r.id"))
	return Recognition{Thanks: t, Year: year, Rows: rows, On: today}, err
}

// Workbook is the list of pairs that a filter asks for, as an Excel file with its
// name; taking it is logged, since it names people.
func (s *Service) Workbook(ctx context.Context, f Filter, locale string) (string, []byte, error) {
	today := clock.DayOf(s.clock.Now())
	found, err := allPairs(ctx, s.db, access.ScopeOf(ctx, access.EffectsRead), f, today)
	if err != nil {
		return "", nil, err
	}
	file, err := sheet.WriteWorkbook(pageOf(found, today, locale))
	if err != nil {
		return "", nil, err
	}
	err = audit.Put(ctx, s.db, "effects.workbook", "reassessments", uuid.Nil, map[string]any{"rows": len(found)}, s.clock.Now())
	return lang.Text(locale, "effects.sheet_file", nil) + "-" + today.String() + ".xlsx", file, err
}

func rootPaths(ctx context.Context, db bun.IDB) ([]string, error) {
	var tops []string
	if err := db.NewRaw("select path from units where parent_id is null").Scan(ctx, &tops); err != nil {
		return nil, fmt.Errorf("read tops of the tree: %w", err)
	}
	return tops, nil
}
