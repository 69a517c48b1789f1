package outreach

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
	"golang.org/x/text/unicode/norm"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/db"
	"camtay/app/event"
	"camtay/app/evidence"
	"camtay/app/fault"
	"camtay/app/gaps"
)

// Service is what people can do about specialists at counters.
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

// Detail is a request as one of its actors sees it.
type Detail struct {
	View

	Visits  []VisitView
	History []EventView
	Can     []Deed
}

// VisitView is a half-day with who was coached.
type VisitView struct {
	Visit

	People []coachedRow
	Can    []Deed
}

// List are the requests within the acting person's scope, newest first, at most
// f.Limit+1.
func (s *Service) List(ctx context.Context, f Filter) ([]View, error) {
	return List(ctx, s.db, access.ScopeOf(ctx, access.OutreachRead), f)
}

// Mine are the requests for which the acting person was picked. Fault: NotFound
// auth.no_staff.
func (s *Service) Mine(ctx context.Context, f Filter) ([]View, error) {
	me, err := self(ctx)
	if err != nil {
		return nil, err
	}
	f.StaffID = me
	return Mine(ctx, s.db, f)
}

// Counters are the units for which the acting person may ask, and the fields.
func (s *Service) Counters(ctx context.Context) ([]Counter, []gaps.FieldName, error) {
	found, err := Counters(ctx, s.db, access.ScopeOf(ctx, access.OutreachLead))
	if err != nil {
		return nil, nil, err
	}
	names, err := gaps.FieldNames(ctx, s.db)
	return found, names, err
}

// Find is a request of the acting leader's scope. Fault: NotFound
// outreach.not_found.
func (s *Service) Find(ctx context.Context, id uuid.UUID) (Detail, error) {
	found, err := List(ctx, s.db, access.ScopeOf(ctx, access.OutreachRead), Filter{ID: id, Limit: 1})
	if err == nil && len(found) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return Detail{}, faultOf(err)
	}
	return s.detail(ctx, found[0])
}

// FindMine is a request for which the acting person was picked. Faults: NotFound
// auth.no_staff, outreach.not_found.
func (s *Service) FindMine(ctx context.Context, id uuid.UUID) (Detail, error) {
	me, err := self(ctx)
	if err != nil {
		return Detail{}, err
	}
	v, err := Find(ctx, s.db, id)
	if err == nil && (v.StaffID != me || v.State == Picked) {
		err = ErrNotFound
	}
	if err != nil {
		return Detail{}, faultOf(err)
	}
	return s.detail(ctx, v)
}

// People are those whom the acting specialist may have coached. Faults as FindMine.
func (s *Service) People(ctx context.Context, id uuid.UUID) ([]Named, int16, error) {
	d, err := s.FindMine(ctx, id)
	if err != nil {
		return nil, 0, err
	}
	people, err := peopleAt(ctx, s.db, access.Everywhere(d.UnitPath), d.UnitID, d.StaffID)
	if err != nil {
		return nil, 0, err
	}
	own, err := evidence.LevelOf(ctx, s.db, d.StaffID, d.CompetencyID)
	return people, own, err
}

func (s *Service) detail(ctx context.Context, v View) (Detail, error) {
	d := Detail{View: v, Can: can(ctx, v)}
	var err error
	if d.History, err = events(ctx, s.db, v.ID); err != nil {
		return Detail{}, err
	}
	// A specialist does not learn who else was asked and why they said no.
	if !access.May(ctx, access.OutreachRead, v.UnitPath) && !access.May(ctx, access.OutreachRead, v.HomePath) {
		me := access.Who(ctx).StaffID
		d.History = slices.DeleteFunc(d.History, func(e EventView) bool { return e.StaffID != me && e.Deed != Ask })
	}
	if v.SendingID == uuid.Nil {
		return d, nil
	}
	visits, err := VisitsOf(ctx, s.db, v.SendingID)
	if err != nil {
		return Detail{}, err
	}
	people, err := coachedOf(ctx, s.db, v.SendingID)
	if err != nil {
		return Detail{}, err
	}
	now := s.clock.Now()
	for _, visit := range visits {
		view := VisitView{Visit: visit, People: people[visit.ID]}
		for _, deed := range []Deed{Log, Confirm, Dispute, CallOff} {
			if _, err := visit.After(deed, now); err == nil && v.State == Accepted && acts(ctx, v, visitDoers(deed)...) {
				view.Can = append(view.Can, deed)
			}
		}
		d.Visits = append(d.Visits, view)
	}
	return d, nil
}

// can are the deeds that the acting person may do on a request now.
func can(ctx context.Context, v View) []Deed {
	var deeds []Deed
	for _, d := range []Deed{Pick, Agree, Refuse, Accept, Decline, Withdraw, Cancel} {
		if _, err := v.State.After(d); err == nil && acts(ctx, v, doer(d)) {
			deeds = append(deeds, d)
		}
	}
	return deeds
}

// visitDoers are those whose deed on a half-day it is.
func visitDoers(d Deed) []Actor {
	switch d {
	case Log:
		return []Actor{Specialist}
	case CallOff:
		return []Actor{Centre, Home, Specialist}
	default:
		return []Actor{Centre}
	}
}

// acts reports whether the acting person is one of some actors of a request.
func acts(ctx context.Context, v View, actors ...Actor) bool {
	me := access.Who(ctx).StaffID
	return me != uuid.Nil && slices.ContainsFunc(actors, func(a Actor) bool {
		switch a {
		case Centre:
			return access.May(ctx, access.OutreachLead, v.UnitPath)
		case Home:
			return access.May(ctx, access.OutreachLead, v.HomePath)
		case Specialist:
			return v.StaffID == me && v.State != Picked
		case System:
		}
		return false
	})
}

// Ask adds a request for a unit of the acting leader's scope. Faults: NotFound
// auth.no_staff, outreach.no_counter, outreach.no_competency; Invalid
// outreach.no_field and those of Request.Check.
func (s *Service) Ask(ctx context.Context, r Request) (Detail, error) {
	me, err := self(ctx)
	if err != nil {
		return Detail{}, err
	}
	r.Reason = tidy(r.Reason)
	now := s.clock.Now()
	if err := r.Check(clock.DayOf(now)); err != nil {
		return Detail{}, err
	}
	counters, err := Counters(ctx, s.db, access.ScopeOf(ctx, access.OutreachLead))
	if err != nil {
		return Detail{}, err
	}
	if !slices.ContainsFunc(counters, func(c Counter) bool { return c.UnitID == r.UnitID }) {
		return Detail{}, fault.New(fault.NotFound, "outreach.no_counter")
	}
	if _, known, err := gaps.FindFieldName(ctx, s.db, r.FieldKind, r.Field); err != nil || !known {
		return Detail{}, errors.Join(err, fault.New(fault.Invalid, "web.invalid").At("body.field", "outreach.no_field", nil))
	}
	c, err := competency.Find(ctx, s.db, r.CompetencyID)
	if errors.Is(err, competency.ErrNotFound) || err == nil && c.ArchivedAt != nil {
		return Detail{}, fault.New(fault.NotFound, "outreach.no_competency").Because(err)
	} else if err != nil {
		return Detail{}, err
	}
	if r.ID, err = uuid.NewV7(); err != nil {
		return Detail{}, fmt.Errorf("make request id: %w", err)
	}
	r.State, r.AskedBy, r.AskedAt = Open, me, now
	err = db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		if err := InsertRequest(ctx, tx, r); err != nil {
			return err
		}
		return s.note(ctx, tx, Event{RequestID: r.ID, Deed: Ask, ByID: me}, now)
	})
	if err != nil {
		return Detail{}, faultOf(err)
	}
	return s.Find(ctx, r.ID)
}

// note keeps a deed and queues Moved.
func (s *Service) note(ctx context.Context, tx bun.Tx, e Event, now time.Time) error {
	var err error
	if e.ID, err = uuid.NewV7(); err != nil {
		return fmt.Errorf("make deed id: %w", err)
	}
	e.At = now
	if err := InsertEvents(ctx, tx, []Event{e}); err != nil {
		return err
	}
	return s.outbox.Put(ctx, tx, Moved{EventID: e.ID}, now)
}

// self is the acting person.
func self(ctx context.Context) (uuid.UUID, error) {
	me := access.Who(ctx).StaffID
	if me == uuid.Nil {
		return uuid.Nil, fault.New(fault.NotFound, "auth.no_staff")
	}
	return me, nil
}

// tidy brings free text to NFC without surrounding blanks.
func tidy(text string) string {
	return strings.TrimSpace(norm.NFC.String(text))
}

// faultOf maps what the room's rules and store say to what may be shown.
func faultOf(err error) error {
	switch {
	case errors.Is(err, ErrNotFound):
		return fault.New(fault.NotFound, "outreach.not_found").Because(err)
	case errors.Is(err, ErrNoVisit):
		return fault.New(fault.NotFound, "outreach.no_visit").Because(err)
	case errors.Is(err, ErrActor):
		return fault.New(fault.Forbidden, "outreach.not_yours").Because(err)
	case errors.Is(err, ErrState):
		return fault.New(fault.Conflict, "outreach.state").Because(err)
	case db.Constraint(err) == "outreach_visits_once":
		return fault.New(fault.Conflict, "outreach.taken_meanwhile").Because(err)
	}
	return err
}
