package competency

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/sheet"
	"camtay/app/staff"
)

// ImportCompetencies adds and changes competencies and their indicators by code.
// With faults nothing is written. Competencies absent from the table stay; new
// ones stand after those that are there. What changes is published as a version
// of its own; while a draft is open nothing is imported, as the draft would undo
// it.
func ImportCompetencies(ctx context.Context, tx bun.Tx, rows []sheet.Row, now time.Time) (sheet.Report, error) {
	parsed, faults := ParseCompetencies(rows)
	report := sheet.Report{Faults: faults}
	if len(faults) > 0 {
		return report, nil
	}
	switch _, err := VersionIn(ctx, tx, StateDraft); {
	case err == nil:
		report.Faults = []sheet.Fault{{Row: 1, Key: "competency.draft_open"}}
		return report, nil
	case !errors.Is(err, ErrNoVersion):
		return report, err
	}
	before, next, err := known(ctx, tx)
	if err != nil {
		return report, err
	}
	var number int
	if err := tx.NewRaw("select coalesce(max(number), 0) + 1 from framework_versions").Scan(ctx, &number); err != nil {
		return report, fmt.Errorf("number version: %w", err)
	}
	for _, p := range parsed {
		c := p.Competency
		c.UpdatedAt, c.Version = now, number
		old, exists := before[c.Code]
		switch {
		case !exists:
			if c.ID, err = uuid.NewV7(); err != nil {
				return report, fmt.Errorf("make competency id: %w", err)
			}
			c.CreatedAt, c.Position = now, next
			next++
			_, err = tx.NewInsert().Model(&c).Exec(ctx)
			report.New++
		case sameText(old.Competency, c) && old.Levels == p.Levels:
			report.Unchanged++
			continue
		default:
			c.ID = old.ID
			_, err = tx.NewUpdate().Model(&c).
				Column("name_vi", "name_en", "group_vi", "description_vi", "version", "updated_at").
				WherePK().
				Exec(ctx)
			report.Changed++
		}
		if err == nil {
			err = putIndicators(ctx, tx, c.ID, p.Levels, old.LevelsEN)
		}
		if err != nil {
			return report, fmt.Errorf("import competency %s (row %d): %w", c.Code, p.Row, err)
		}
	}
	if report.New+report.Changed > 0 {
		_, err = publishLive(ctx, tx, "", access.Who(ctx).AccountID, now)
	}
	return report, err
}

// ImportRequirements sets what positions require, from today on; ranges that end
// are kept. With faults nothing is written. Requirements absent from the table
// stay, and so does whether one is critical.
func ImportRequirements(ctx context.Context, tx bun.Tx, rows []sheet.Row, now time.Time) (sheet.Report, error) {
	competencies, err := IDsByCode(ctx, tx)
	if err != nil {
		return sheet.Report{}, err
	}
	positions, err := staff.PositionIDsByCode(ctx, tx)
	if err != nil {
		return sheet.Report{}, err
	}
	parsed, faults := ParseRequirements(rows, positions, competencies)
	report := sheet.Report{Faults: faults}
	if len(faults) > 0 {
		return report, nil
	}
	today, err := RequirementsOn(ctx, tx, uuid.Nil, clock.DayOf(now))
	if err != nil {
		return report, err
	}
	before := make(map[[2]uuid.UUID]Requirement, len(today))
	for _, r := range today {
		before[[2]uuid.UUID{r.PositionID, r.CompetencyID}] = r
	}
	for _, p := range parsed {
		old, exists := before[[2]uuid.UUID{p.PositionID, p.CompetencyID}]
		switch {
		case exists && old.Level == p.Level:
			report.Unchanged++
			continue
		case exists:
			report.Changed++
		default:
			report.New++
		}
		r := Requirement{
			PositionID: p.PositionID, CompetencyID: p.CompetencyID, Level: p.Level, Critical: old.Critical, Weight: old.Weight,
			From: clock.DayOf(now),
		}
		if err := Require(ctx, tx, r, now); err != nil {
			return report, fmt.Errorf("import requirement (row %d): %w", p.Row, err)
		}
	}
	return report, nil
}

func sameText(a, b Competency) bool {
	return a.NameVI == b.NameVI && a.NameEN == b.NameEN && a.GroupVI == b.GroupVI && a.DescriptionVI == b.DescriptionVI
}

// known are all competencies by code, archived ones too, and the place after the
// last.
func known(ctx context.Context, db bun.IDB) (map[string]Parsed, int, error) {
	var found []Competency
	if err := db.NewSelect().Model(&found).Scan(ctx); err != nil {
		return nil, 0, fmt.Errorf("read competencies: %w", err)
	}
	var indicators []Indicator
	if err := db.NewSelect().Model(&indicators).Scan(ctx); err != nil {
		return nil, 0, fmt.Errorf("read indicators: %w", err)
	}
	levels := map[uuid.UUID]Parsed{}
	for _, i := range indicators {
		texts := levels[i.CompetencyID]
		texts.Levels[i.Level-1], texts.LevelsEN[i.Level-1] = i.TextVI, i.TextEN
		levels[i.CompetencyID] = texts
	}
	byCode := make(map[string]Parsed, len(found))
	next := 1
	for _, c := range found {
		byCode[c.Code] = Parsed{Competency: c, Levels: levels[c.ID].Levels, LevelsEN: levels[c.ID].LevelsEN}
		next = max(next, c.Position+1)
	}
	return byCode, next, nil
}

// putIndicators replaces the texts of a competency's levels; a level without one
// is left out.
func putIndicators(ctx context.Context, tx bun.Tx, competencyID uuid.UUID, vi, en [MaxLevel]string) error {
	rows := make([]Indicator, 0, MaxLevel)
	for i, text := range vi {
		if !blank(text) {
			rows = append(rows, Indicator{CompetencyID: competencyID, Level: int16(i + 1), TextVI: text, TextEN: en[i]})
		}
	}
	if len(rows) == 0 {
		return nil
	}
	_, err := tx.NewInsert().Model(&rows).
		On("conflict (competency_id, level) do update").
		Set("indicator_vi = excluded.indicator_vi, indicator_en = excluded.indicator_en").
		Exec(ctx)
	return err
}
