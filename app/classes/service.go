package classes

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/audit"
	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/db"
	"camtay/app/event"
	"camtay/app/evidence"
	"camtay/app/fault"
	"camtay/app/org"
	"camtay/app/staff"
)

const subject = "class"

// Service is what may be done with classes.
type Service struct {
	db     *bun.DB
	clock  clock.Clock
	outbox *event.Outbox
	ledger *evidence.Ledger
}

// New makes the service.
func New(pool *bun.DB, clk clock.Clock, outbox *event.Outbox, ledger *evidence.Ledger) *Service {
	return &Service{db: pool, clock: clk, outbox: outbox, ledger: ledger}
}

// record is a class with what decides over it.
type record struct {
	Class

	unit    org.Unit
	quotas  []Quota
	units   map[uuid.UUID]org.Unit // of the quotas
	room    Room
	waiting int
	actor   Actor
}

// self is the acting person; an account without a staff record is a NotFound
// auth.no_staff.
func self(ctx context.Context) (uuid.UUID, error) {
	id := access.Who(ctx).StaffID
	if id == uuid.Nil {
		return uuid.Nil, fault.New(fault.NotFound, "auth.no_staff")
	}
	return id, nil
}

// look is the record of a class as the caller sees it; one out of sight is not
// found.
func look(ctx context.Context, db bun.IDB, id uuid.UUID) (record, error) {
	c, err := Find(ctx, db, id)
	return complete(ctx, db, c, err)
}

// hold is look with the class's row locked.
func hold(ctx context.Context, tx bun.Tx, id uuid.UUID) (record, error) {
	c, err := lockClass(ctx, tx, id)
	return complete(ctx, tx, c, err)
}

func complete(ctx context.Context, db bun.IDB, c Class, err error) (record, error) {
	switch {
	case errors.Is(err, ErrNotFound):
		return record{}, fault.New(fault.NotFound, "classes.not_found")
	case err != nil:
		return record{}, err
	}
	records, err := records(ctx, db, []Class{c})
	if err != nil {
		return record{}, err
	}
	if !records[0].actor.Sees(c) {
		return record{}, fault.New(fault.NotFound, "classes.not_found")
	}
	return records[0], nil
}

// records completes classes in their order.
func records(ctx context.Context, db bun.IDB, classes []Class) ([]record, error) {
	ids := make([]uuid.UUID, 0, len(classes))
	unitIDs := make([]uuid.UUID, 0, len(classes))
	for _, c := range classes {
		ids = append(ids, c.ID)
		unitIDs = append(unitIDs, c.UnitID)
	}
	quotas, err := quotasOf(ctx, db, ids)
	if err != nil {
		return nil, err
	}
	for _, q := range quotas {
		unitIDs = append(unitIDs, q.UnitID)
	}
	units, err := unitsOf(ctx, db, unitIDs)
	if err != nil {
		return nil, err
	}
	counts, err := tallies(ctx, db, ids)
	if err != nil {
		return nil, err
	}
	out := make([]record, 0, len(classes))
	for _, c := range classes {
		r := record{Class: c, unit: units[c.UnitID], units: units}
		for _, q := range quotas {
			if q.ClassID == c.ID {
				r.quotas = append(r.quotas, q)
			}
		}
		r.room, r.waiting = roomOf(c, quotas, counts)
		r.actor = r.actorOf(ctx)
		out = append(out, r)
	}
	return out, nil
}

// actorOf is what the caller is to the class.
func (r record) actorOf(ctx context.Context) Actor {
	who := access.Who(ctx)
	a := Actor{
		StaffID:  who.StaffID,
		Creates:  who.May(access.ClassesCreate, r.unit.Path),
		Approves: who.May(access.ClassesApprove, r.unit.Path),
	}
	switch {
	case !who.Holds(access.ClassesAttendance):
	case r.TrainerID != uuid.Nil && r.TrainerID == who.StaffID:
		a.Attends = true
	default:
		a.Attends = a.Creates || r.TrainerID == uuid.Nil && who.May(access.ClassesAttendance, r.unit.Path)
	}
	a.Nominates = len(r.leads(ctx).Paths()) > 0
	return a
}

// leads is the part of the caller's people who are invited to the class.
func (r record) leads(ctx context.Context) access.Scope {
	scope := access.ScopeOf(ctx, access.ClassesNominate)
	if len(r.quotas) == 0 {
		return scope
	}
	var paths []string
	for _, q := range r.quotas {
		invited := r.units[q.UnitID].Path
		for _, led := range scope.Paths() {
			switch {
			case access.Everywhere(led).Covers(invited):
				paths = append(paths, invited)
			case access.Everywhere(invited).Covers(led):
				paths = append(paths, led)
			}
		}
	}
	return access.Everywhere(paths...)
}

// everyone is the scope of those who run the class: all who may be nominated.
func (r record) everyone() access.Scope {
	root, _, _ := strings.Cut(r.unit.Path, ".")
	return access.Everywhere(root)
}

// Create writes a draft and returns its id. Faults stand at paths of the body.
func (s *Service) Create(ctx context.Context, plan Plan) (uuid.UUID, error) {
	me, err := self(ctx)
	if err != nil {
		return uuid.Nil, err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return uuid.Nil, fmt.Errorf("make class id: %w", err)
	}
	plan = plan.Tidy()
	now := s.clock.Now()
	err = db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		if err := check(ctx, tx, plan, plan.CheckDays(clock.Day{}, clock.DayOf(now))); err != nil {
			return err
		}
		c := Class{ID: id, Code: plan.Code, State: Draft, CreatedBy: me, CreatedAt: now}
		if c.Code == "" {
			if c.Code, err = nextCode(ctx, tx, clock.DayOf(now)); err != nil {
				return err
			}
		}
		c = c.planned(plan, now)
		if err := insertClass(ctx, tx, c); err != nil {
			return codeTaken(err, c.Code)
		}
		if err := putParts(ctx, tx, c.ID, plan, plan.Schedule()); err != nil {
			return err
		}
		return audit.Put(ctx, tx, "classes.create", subject, id, map[string]any{"code": c.Code, "seats": c.Seats}, now)
	})
	return id, err
}

// Edit changes a class that has not begun. In an open class it takes no place
// from anyone, and places it adds go to those who wait. readAt, when given, is
// updated_at of the class as the caller read it; another one is a Conflict
// web.conflict.
func (s *Service) Edit(ctx context.Context, id uuid.UUID, plan Plan, readAt *time.Time) error {
	plan = plan.Tidy()
	now := s.clock.Now()
	return db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		r, err := hold(ctx, tx, id)
		if err != nil {
			return err
		}
		if f := Allow(ToEdit, r.Class, r.actor, now); f != nil {
			return f
		}
		if readAt != nil && !readAt.Equal(r.UpdatedAt) {
			return fault.New(fault.Conflict, "web.conflict")
		}
		held, err := SessionsOf(ctx, tx, id)
		if err != nil {
			return err
		}
		wanted := plan.Schedule()
		found := plan.CheckDays(r.NominateBy, clock.DayOf(now))
		if r.State == Open {
			found = append(found, CheckChange(plan, r.room, held, wanted)...)
			if len(plan.Shows) == 0 {
				found = append(found, fault.Field{Location: "body.competencies", Key: "classes.no_competencies"})
			}
		}
		if err := check(ctx, tx, plan, found); err != nil {
			return err
		}
		if SameSchedule(held, wanted) {
			wanted = nil
		}
		c := r.Class
		if plan.Code != "" {
			c.Code = plan.Code
		}
		c = c.planned(plan, now)
		if err := updateClass(ctx, tx, c); err != nil {
			return codeTaken(err, c.Code)
		}
		if err := putParts(ctx, tx, id, plan, wanted); err != nil {
			return err
		}
		if err := s.promote(ctx, tx, id, now); err != nil {
			return err
		}
		return audit.Put(ctx, tx, "classes.edit", subject, id, map[string]any{"code": c.Code, "seats": c.Seats}, now)
	})
}

// planned takes over what a plan says.
func (c Class) planned(p Plan, now time.Time) Class {
	sessions := p.Schedule()
	c.Title, c.UnitID, c.Place, c.NominateBy, c.Seats = p.Title, p.UnitID, p.Place, p.NominateBy, p.Seats
	c.Note, c.TrainerID, c.UpdatedAt = p.Note, p.TrainerID, now
	c.StartsAt, c.EndsAt = sessions[0].StartsAt, sessions[len(sessions)-1].EndsAt
	return c
}

// putParts writes what hangs on a class; sessions stay as they are when nil.
func putParts(ctx context.Context, tx bun.Tx, id uuid.UUID, plan Plan, sessions []Session) error {
	if sessions != nil {
		if err := putSessions(ctx, tx, id, sessions); err != nil {
			return err
		}
	}
	if err := putQuotas(ctx, tx, id, plan.Quotas); err != nil {
		return err
	}
	return putShows(ctx, tx, id, plan)
}

// putShows writes what a class claims to show. Published criteria take the place
// of claims; a plan that says something else is refused.
func putShows(ctx context.Context, tx bun.Tx, id uuid.UUID, plan Plan) error {
	claims := make([]competency.Claim, 0, len(plan.Shows))
	for _, c := range plan.Shows {
		claims = append(claims, competency.Claim(c))
	}
	ruled, shown, err := competency.Ruled(ctx, tx, competency.Source{Kind: competency.SourceClass, ID: id})
	switch {
	case err != nil:
		return err
	case !ruled:
		return competency.PutClaims(ctx, tx, competency.SourceClass, id, claims)
	case !competency.SameClaims(shown, claims):
		return fault.New(fault.Invalid, "web.invalid").At("body.competencies", "classes.criteria_rule", nil)
	}
	return nil
}

func codeTaken(err error, code string) error {
	if db.Constraint(err) == "classes_code_key" {
		return fault.New(fault.Conflict, "web.invalid").At("body.code", "classes.code_taken", fault.Args{"code": code}).Because(err)
	}
	return err
}

// check refuses a plan that is wrong in itself, or names units, people or
// competencies that do not exist or are not the caller's to name. found are
// faults known already.
func check(ctx context.Context, tx bun.Tx, plan Plan, found []fault.Field) error {
	f := fault.New(fault.Invalid, "web.invalid")
	f.Fields = append(plan.Check(), found...)
	for _, step := range []func(context.Context, bun.Tx, Plan, *fault.Fault) error{checkUnits, checkTrainer, checkCompetencies} {
		if err := step(ctx, tx, plan, f); err != nil {
			return err
		}
	}
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}

func checkUnits(ctx context.Context, tx bun.Tx, plan Plan, f *fault.Fault) error {
	ids := []uuid.UUID{plan.UnitID}
	for _, q := range plan.Quotas {
		ids = append(ids, q.UnitID)
	}
	units, err := unitsOf(ctx, tx, ids)
	if err != nil {
		return err
	}
	organiser, known := units[plan.UnitID]
	switch {
	case !known:
		f.At("body.unit_id", "org.unit_not_found", nil)
	case !access.May(ctx, access.ClassesCreate, organiser.Path):
		f.At("body.unit_id", "classes.not_your_unit", fault.Args{"unit": organiser.Name})
	}
	for i, q := range plan.Quotas {
		at := fmt.Sprintf("body.quotas[%d].unit_id", i)
		u, known := units[q.UnitID]
		switch {
		case !known:
			f.At(at, "org.unit_not_found", nil)
		case !strings.Contains(u.Path, ".") || org.CommunePath(u.Path) != u.Path:
			f.At(at, "classes.quota_not_commune", fault.Args{"unit": u.Name})
		}
	}
	return nil
}

func checkTrainer(ctx context.Context, tx bun.Tx, plan Plan, f *fault.Fault) error {
	if plan.TrainerID == uuid.Nil {
		return nil
	}
	p, err := staff.Find(ctx, tx, plan.TrainerID)
	switch {
	case errors.Is(err, staff.ErrNotFound):
		f.At("body.trainer_id", "classes.unknown_trainer", nil)
		return nil
	case err != nil:
		return err
	}
	if first := plan.first(); !p.LeftOn.IsZero() && !first.Before(p.LeftOn) {
		f.At("body.trainer_id", "classes.trainer_has_left", fault.Args{"name": p.FullName})
	}
	return nil
}

func checkCompetencies(ctx context.Context, tx bun.Tx, plan Plan, f *fault.Fault) error {
	ids := make([]uuid.UUID, 0, len(plan.Shows))
	for _, c := range plan.Shows {
		ids = append(ids, c.CompetencyID)
	}
	unknown, err := unknownCompetencies(ctx, tx, ids)
	if err != nil {
		return err
	}
	for i, id := range ids {
		if unknown[id] {
			f.At(fmt.Sprintf("body.competencies[%d].competency_id", i), "classes.unknown_competency", nil)
		}
	}
	return nil
}
