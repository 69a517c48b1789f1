package plans

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/audit"
	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/event"
	"camtay/app/fault"
	"camtay/app/gaps"
	"camtay/app/org"
	"camtay/app/staff"
)

// Service is what the two sides can do about plans.
type Service struct {
	db     *bun.DB
	clock  clock.Clock
	outbox *event.Outbox
}

// New makes the service.
func New(pool *bun.DB, clk clock.Clock, outbox *event.Outbox) *Service {
	return &Service{db: pool, clock: clk, outbox: outbox}
}

// party is whose plan a request is about, and which side the acting person takes;
// none for a reader.
type party struct {
	Person staff.Profile
	Side   Side
	Me     uuid.UUID
}

// mine is the acting person with their own plan. Fault: NotFound auth.no_staff.
func (s *Service) mine(ctx context.Context) (party, error) {
	me := access.Who(ctx).StaffID
	if me == uuid.Nil {
		return party{}, fault.New(fault.NotFound, "auth.no_staff")
	}
	person, err := staff.Find(ctx, s.db, me)
	if err != nil {
		return party{}, err
	}
	unit, err := org.Find(ctx, s.db, person.UnitID)
	if err != nil {
		return party{}, err
	}
	profile, err := staff.FindInScope(ctx, s.db, access.Everywhere(unit.Path), me, clock.DayOf(s.clock.Now()))
	switch {
	case errors.Is(err, staff.ErrNotFound):
		return party{}, fault.New(fault.NotFound, "auth.no_staff").Because(err)
	case err != nil:
		return party{}, err
	}
	return party{Person: profile, Side: Person, Me: me}, nil
}

// other is somebody within a permission's reach. Whoever may lead them takes the
// superior's side, but never over oneself. Fault: NotFound plans.person_not_found.
func (s *Service) other(ctx context.Context, staffID uuid.UUID, permission access.Permission) (party, error) {
	today := clock.DayOf(s.clock.Now())
	profile, err := staff.FindInScope(ctx, s.db, access.ScopeOf(ctx, permission), staffID, today)
	switch {
	case errors.Is(err, staff.ErrNotFound):
		return party{}, fault.New(fault.NotFound, "plans.person_not_found").Because(err)
	case err != nil:
		return party{}, err
	}
	p := party{Person: profile, Me: access.Who(ctx).StaffID}
	if p.Me == uuid.Nil || p.Me == staffID {
		return p, nil
	}
	_, err = staff.FindInScope(ctx, s.db, access.ScopeOf(ctx, access.PlansLead), staffID, today)
	if err != nil && !errors.Is(err, staff.ErrNotFound) {
		return party{}, err
	}
	if err == nil {
		p.Side = Superior
	}
	return p, nil
}

// acting is the party of a deed: one's own plan for the zero id, else that of
// someone the acting person leads. Faults: as of mine and other; Forbidden
// plans.own_plan.
func (s *Service) acting(ctx context.Context, staffID uuid.UUID) (party, error) {
	if staffID == uuid.Nil {
		return s.mine(ctx)
	}
	p, err := s.other(ctx, staffID, access.PlansLead)
	if err == nil && p.Side == "" {
		err = fault.New(fault.Forbidden, "plans.own_plan")
	}
	return p, err
}

// reading is the party of a look: one's own plans for the zero id; a look at
// somebody else's is written to the audit log.
func (s *Service) reading(ctx context.Context, staffID uuid.UUID) (party, error) {
	if staffID == uuid.Nil {
		return s.mine(ctx)
	}
	p, err := s.other(ctx, staffID, access.PlansRead)
	if err != nil {
		return party{}, err
	}
	return p, audit.Put(ctx, s.db, "plans.read", "staff", staffID, nil, s.clock.Now())
}

// Sheet is one plan as one side sees it.
type Sheet struct {
	Plan

	Content  Content
	Levels   map[uuid.UUID]int16
	Progress map[uuid.UUID]Progress // by action
	Ticked   map[uuid.UUID]time.Time
	Tally    Tally
	Can      Can
	Side     Side
	Superior string
	Steps    []StepView
	Today    clock.Day
}

// Home is all there is about one person's plans. Live is nil when there is none.
// Lacking counts the gaps that a plan could be made from.
type Home struct {
	Person  staff.Profile
	Side    Side
	Live    *Sheet
	Past    []Plan
	Lacking int
	Names   map[uuid.UUID]competency.Competency
}

// Look is one's own plans for the zero id, else somebody's.
func (s *Service) Look(ctx context.Context, staffID uuid.UUID) (Home, error) {
	p, err := s.reading(ctx, staffID)
	if err != nil {
		return Home{}, err
	}
	return s.home(ctx, p)
}

func (s *Service) home(ctx context.Context, p party) (Home, error) {
	h := Home{Person: p.Person, Side: p.Side, Names: map[uuid.UUID]competency.Competency{}}
	lacks, err := gaps.Of(ctx, s.db, p.Person.ID)
	if err != nil {
		return Home{}, err
	}
	h.Lacking = gaps.Summarise(lacks).Gaps
	if h.Past, err = PastOf(ctx, s.db, p.Person.ID); err != nil {
		return Home{}, err
	}
	live, err := LiveOf(ctx, s.db, p.Person.ID)
	switch {
	case errors.Is(err, ErrNotFound):
		return h, nil
	case err != nil:
		return Home{}, err
	}
	sheet, err := sheetOf(ctx, s.db, live, p.Side, s.clock.Now())
	if err != nil {
		return Home{}, err
	}
	h.Live = &sheet
	ids := sheet.Content.CompetencyIDs()
	if live.Change != nil {
		ids = append(ids, live.Change.CompetencyIDs()...)
	}
	h.Names, err = competency.FindAll(ctx, s.db, ids)
	return h, err
}

func sheetOf(ctx context.Context, db bun.IDB, p Plan, side Side, now time.Time) (Sheet, error) {
	sheet := Sheet{Plan: p, Side: side, Today: clock.DayOf(now)}
	var err error
	if sheet.Content, sheet.Ticked, err = ContentOf(ctx, db, p); err != nil {
		return Sheet{}, err
	}
	if sheet.Levels, err = levelsOf(ctx, db, p.StaffID, sheet.Content.CompetencyIDs()); err != nil {
		return Sheet{}, err
	}
	if sheet.Progress, err = progressOf(ctx, db, p.StaffID, sheet.Content, sheet.Ticked); err != nil {
		return Sheet{}, err
	}
	if sheet.Steps, err = stepsOf(ctx, db, p.ID); err != nil {
		return Sheet{}, err
	}
	if p.SuperiorID != uuid.Nil {
		superior, err := staff.Find(ctx, db, p.SuperiorID)
		if err != nil {
			return Sheet{}, fmt.Errorf("find superior: %w", err)
		}
		sheet.Superior = superior.FamilyName + " " + superior.GivenName
	}
	sheet.Tally = Count(sheet.Content, sheet.Levels, sheet.Today)
	sheet.Can = p.Rights(side, sheet.Tally.Ripe(p.UntilOn, sheet.Today))
	return sheet, nil
}

// People are those within the acting person's reach with how their plans stand.
func (s *Service) People(ctx context.Context, f PeopleFilter) ([]Row, string, error) {
	return People(ctx, s.db, access.ScopeOf(ctx, access.PlansRead), f, clock.DayOf(s.clock.Now()))
}

// Summary is how far the plans are, commune by commune.
func (s *Service) Summary(ctx context.Context) ([]CommuneRow, error) {
	return Summary(ctx, s.db, access.ScopeOf(ctx, access.PlansRead), clock.DayOf(s.clock.Now()))
}
