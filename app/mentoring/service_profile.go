package mentoring

import (
	"cmp"
	"context"
	"errors"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/clock"
	"camtay/app/db"
	"camtay/app/fault"
	"camtay/app/org"
	"camtay/app/staff"
)

// Offer is a mentor profile as its owner sees it: Opening is nil when the owner
// may open it, else the fault that says why not.
type Offer struct {
	Wishes

	Live     int
	Opening  *fault.Fault
	Wards    []org.Unit // of WardIDs
	Declines []CoachedCompetency
	Record   Record
	Away     *staff.Absence // under way
	Proposal *ProposalView  // that waits for an answer
}

// Offer is the acting person's own mentor profile; someone without one gets
// NoProfile. Fault: NotFound auth.no_staff.
func (s *Service) Offer(ctx context.Context) (Offer, error) {
	me, err := self(ctx)
	if err != nil {
		return Offer{}, err
	}
	return offerOf(ctx, s.db, me, s.today())
}

func offerOf(ctx context.Context, db bun.IDB, me uuid.UUID, today clock.Day) (Offer, error) {
	p, err := FindProfile(ctx, db, me)
	switch {
	case errors.Is(err, ErrNoProfile):
		p = NoProfile(me)
	case err != nil:
		return Offer{}, err
	}
	if p.PausedUntil != nil && !today.Before(*p.PausedUntil) {
		p.PausedUntil = nil
	}
	o := Offer{Wishes: Wishes{Profile: p}}
	if o.Live, _, err = liveOf(ctx, db, me); err != nil {
		return Offer{}, err
	}
	best, err := bestLevel(ctx, db, me)
	if err != nil {
		return Offer{}, err
	}
	errors.As(CheckOpening(coach(ctx), best), &o.Opening)
	if err := addWishes(ctx, db, &o); err != nil {
		return Offer{}, err
	}
	return o, addRecord(ctx, db, &o, today)
}

// addRecord adds what fills itself.
func addRecord(ctx context.Context, db bun.IDB, o *Offer, today clock.Day) error {
	var err error
	if o.Record, err = recordOf(ctx, db, o.StaffID); err != nil {
		return err
	}
	o.Champion = o.Champion || o.Record.Champion
	absences, err := staff.AbsencesOf(ctx, db, o.StaffID, today)
	if err != nil {
		return err
	}
	if len(absences) > 0 && absences[0].Covers(today) {
		o.Away = &absences[0]
	}
	proposal, err := waitingFor(ctx, db, o.StaffID)
	switch {
	case errors.Is(err, ErrNoProposal):
		return nil
	case err != nil:
		return err
	}
	o.Proposal = &proposal
	return nil
}

// PutOffer replaces the acting person's own wishes; the champion's mark stays.
// Closing it, or taking fewer than are live, ends no pair. Faults: NotFound
// auth.no_staff, those of CheckOpening when it is to be open, those of
// Wishes.Check, Invalid mentoring.no_such_ward, mentoring.no_competency.
func (s *Service) PutOffer(ctx context.Context, w Wishes) (Offer, error) {
	me, err := self(ctx)
	if err != nil {
		return Offer{}, err
	}
	w.StaffID, w.Modes, w.Note = me, InOrder(w.Modes), tidy(w.Note)
	w.WeeklyMinutes = cmp.Or(w.WeeklyMinutes, DefaultMinutes)
	if err := w.Check(s.today()); err != nil {
		return Offer{}, err
	}
	err = db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		best, err := bestLevel(ctx, tx, me)
		if err != nil {
			return err
		}
		if opening := CheckOpening(coach(ctx), best); w.Open && opening != nil {
			return opening
		}
		return s.putWishes(ctx, tx, w)
	})
	if err != nil {
		return Offer{}, err
	}
	return s.Offer(ctx)
}

func (s *Service) putWishes(ctx context.Context, tx bun.Tx, w Wishes) error {
	old, err := FindProfile(ctx, tx, w.StaffID)
	if err != nil && !errors.Is(err, ErrNoProfile) {
		return err
	}
	w.Champion = old.Champion
	now := s.clock.Now()
	if err := PutProfiles(ctx, tx, []Profile{w.Profile}, now); err != nil {
		return err
	}
	if err := PutTimes(ctx, tx, map[uuid.UUID]Slots{w.StaffID: w.Slots}, now); err != nil {
		return err
	}
	if err := checkWards(ctx, tx, w); err != nil {
		return err
	}
	if err := replaceWards(ctx, tx, w.StaffID, w.WardIDs); err != nil {
		return err
	}
	err = replaceDeclines(ctx, tx, w.StaffID, w.DeclineIDs)
	if db.IsReferenced(err) {
		return fault.New(fault.Invalid, "web.invalid").At("body.declines", "mentoring.no_competency", nil).Because(err)
	}
	return err
}

// checkWards refuses places to travel to that are no communes.
func checkWards(ctx context.Context, tx bun.Tx, w Wishes) error {
	units, err := unitsOf(ctx, tx, w.WardIDs)
	if err != nil {
		return err
	}
	for _, id := range w.WardIDs {
		if u, known := units[id]; !known || !u.IsCommune() {
			return fault.New(fault.Invalid, "web.invalid").At("body.wards", "mentoring.no_such_ward", nil)
		}
	}
	return nil
}

// Times are the half-days on which the acting person can be met. Fault: NotFound
// auth.no_staff.
func (s *Service) Times(ctx context.Context) (Slots, error) {
	me, err := self(ctx)
	if err != nil {
		return 0, err
	}
	return timesOf(ctx, s.db, me)
}

// PutTimes sets the half-days on which the acting person can be met. Faults:
// NotFound auth.no_staff, Invalid mentoring.no_slot.
func (s *Service) PutTimes(ctx context.Context, slots Slots) error {
	me, err := self(ctx)
	if err != nil {
		return err
	}
	if slots&AllSlots == 0 {
		return fault.New(fault.Invalid, "web.invalid").At("body.slots", "mentoring.no_slot", nil)
	}
	return db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		return PutTimes(ctx, tx, map[uuid.UUID]Slots{me: slots & AllSlots}, s.clock.Now())
	})
}

// Near are the communes around the acting person's own, to travel to. Fault:
// NotFound auth.no_staff.
func (s *Service) Near(ctx context.Context) ([]org.Unit, error) {
	me, err := self(ctx)
	if err != nil {
		return nil, err
	}
	commune, err := communeOf(ctx, s.db, me)
	if err != nil {
		return nil, err
	}
	return org.Neighbours(ctx, s.db, commune)
}
