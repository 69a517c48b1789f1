package demo

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/evidence"
	"camtay/app/org"
	"camtay/app/staff"
)

// world is what the built-in tables say and the people are built on, as of one
// day. at is the instant all rows are written at: the start of that day, so that
// every run of a day makes the same rows.
type world struct {
	seed         uint64
	day          clock.Day
	at           time.Time
	province     org.Unit
	department   org.Unit
	communes     []*commune // all of the province, by code
	positions    map[string]uuid.UUID
	competencies []competency.Competency
	codes        map[uuid.UUID]string // of competencies
	ids          map[string]uuid.UUID // of competencies
	needs        map[string][]need    // by position code, in the framework's order
	rules        *evidence.Rules
	made         []org.Unit // offices that were missing
	agency       uuid.UUID  // the top of the department's branch
}

// need is a level, 1…5, that a position requires.
type need struct {
	competency string
	level      int16
}

// commune is a commune or ward with its six offices by the suffix of their codes.
type commune struct {
	org.Unit

	offices    map[string]org.Unit
	neighbours []*commune
	people     []*person
	// How far the commune stands above or below the province; about −1…1.
	digital, process, general float64
}

func (c *commune) ward() bool {
	return c.Kind == org.KindWard
}

// readWorld reads the built-in tables and adds the offices that communes lack.
func readWorld(ctx context.Context, db bun.IDB, cfg Config) (*world, error) {
	w := &world{
		seed: cfg.Seed, day: clock.DayOf(cfg.Now),
		codes: map[uuid.UUID]string{}, ids: map[string]uuid.UUID{}, needs: map[string][]need{},
	}
	w.at = w.day.Start()
	if err := w.readUnits(ctx, db); err != nil {
		return nil, err
	}
	var err error
	if w.positions, err = staff.PositionIDsByCode(ctx, db); err != nil {
		return nil, err
	}
	for _, code := range append(commonSeats(), trainingOfficer) {
		if w.positions[code] == uuid.Nil {
			return nil, fmt.Errorf("position %s: %w", code, ErrNoCatalogue)
		}
	}
	if w.competencies, err = competency.List(ctx, db, ""); err != nil {
		return nil, err
	}
	for _, c := range w.competencies {
		w.codes[c.ID], w.ids[c.Code] = c.Code, c.ID
	}
	if w.rules, err = evidence.LoadRules(ctx, db); err != nil {
		return nil, err
	}
	return w, w.readNeeds(ctx, db)
}

func (w *world) readUnits(ctx context.Context, db bun.IDB) error {
	units, err := org.All(ctx, db, access.Everywhere(provinceCode))
	if err != nil {
		return err
	}
	byID := map[uuid.UUID]*commune{}
	for _, u := range units {
		switch {
		case u.Code == provinceCode:
			w.province = u
		case u.Code == departmentCode:
			w.department = u
		case u.IsCommune():
			c := &commune{Unit: u, offices: map[string]org.Unit{}}
			byID[u.ID] = c
			w.communes = append(w.communes, c)
		}
	}
	named := func(code string) bool {
		return slices.ContainsFunc(w.communes, func(c *commune) bool { return c.Code == code })
	}
	if w.department.ID == uuid.Nil || !named(storyWard) || !named(storyCommune) {
		return fmt.Errorf("units: %w", ErrNoCatalogue)
	}
	for _, u := range units {
		if c := byID[u.ParentID]; c != nil {
			c.offices[strings.TrimPrefix(u.Code, c.Code+"-")] = u
		}
	}
	slices.SortFunc(w.communes, func(a, b *commune) int { return strings.Compare(a.Code, b.Code) })
	for _, c := range w.communes {
		around, err := org.Neighbours(ctx, db, c.ID)
		if err != nil {
			return err
		}
		for _, u := range around {
			if other := byID[u.ID]; other != nil {
				c.neighbours = append(c.neighbours, other)
			}
		}
		slices.SortFunc(c.neighbours, func(a, b *commune) int { return strings.Compare(a.Code, b.Code) })
	}
	w.agency = agencyOf(units, w.department)
	w.addOffices()
	w.drawStanding()
	return nil
}

// drawStanding makes communes differ, as they do in a heat map.
func (w *world) drawStanding() {
	d := newDice(w.seed, "standing of communes")
	for _, c := range w.communes {
		c.digital, c.process, c.general = d.normal(-0.05, 0.4), d.normal(-0.05, 0.4), d.normal(0, 0.25)
		if c.ward() {
			c.digital += 0.2
			c.process += 0.1
		}
	}
}

func (w *world) readNeeds(ctx context.Context, db bun.IDB) error {
	found, err := competency.RequirementsOn(ctx, db, uuid.Nil, w.day)
	if err != nil {
		return err
	}
	codes := make(map[uuid.UUID]string, len(w.positions))
	for code, id := range w.positions {
		codes[id] = code
	}
	for _, r := range found {
		position := codes[r.PositionID]
		w.needs[position] = append(w.needs[position], need{competency: w.codes[r.CompetencyID], level: r.Level})
	}
	return nil
}
