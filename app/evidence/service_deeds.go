package evidence

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/audit"
	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/db"
	"camtay/app/fault"
	"camtay/app/org"
	"camtay/app/staff"
)

// Effect is what a deed does, or would do, to a level. EntryID is zero as long
// as nothing was posted. Open says that the actor may read the person's levels;
// otherwise Before, After and Verdict are not theirs to see.
type Effect struct {
	EntryID uuid.UUID
	Posted  bool
	Before  int16
	After   int16
	Verdict Verdict
	Open    bool
}

// permission of a deed on someone else.
func permission(act string) access.Permission {
	switch act {
	case DeedAppraisal:
		return access.EvidenceAppraise
	case DeedObservation:
		return access.EvidenceObserve
	default:
		return access.EvidenceOverride
	}
}

// AssessMyself notes how the acting person sees their own level. It never counts.
func (s *Service) AssessMyself(ctx context.Context, competencyID uuid.UUID, d Deed) (Effect, error) {
	me := access.Who(ctx).StaffID
	if me == uuid.Nil {
		return Effect{}, fault.New(fault.NotFound, "auth.no_staff")
	}
	d.Act = DeedSelf
	return s.do(ctx, actor{staffID: me, about: me, capacity: CapacitySelf}, competencyID, d.tidied(), false)
}

// Say adds an appraisal, an observation or an override about someone, or with try
// says what it would do. Trying is a read of the person's level and logged as one.
// Faults: NotFound outside the actor's scope or without a staff record, Forbidden
// about oneself, Invalid for what Deed.Check finds.
func (s *Service) Say(ctx context.Context, staffID, competencyID uuid.UUID, d Deed, try bool) (Effect, error) {
	who, err := s.actorOn(ctx, staffID)
	if err != nil {
		return Effect{}, err
	}
	switch {
	case !access.May(ctx, permission(d.Act), who.path):
		return Effect{}, fault.New(fault.NotFound, "evidence.person_not_found")
	case who.staffID == staffID:
		return Effect{}, fault.New(fault.Forbidden, "evidence.not_of_oneself")
	case d.Act == DeedObservation:
		who.capacity = CapacityAssessor
	case d.Act == DeedOverride:
		who.capacity = CapacityOfficer
	}
	return s.do(ctx, who, competencyID, d.tidied(), try)
}

// actorOn is the acting person beside the one acted on.
func (s *Service) actorOn(ctx context.Context, staffID uuid.UUID) (actor, error) {
	who := access.Who(ctx)
	if who.StaffID == uuid.Nil {
		return actor{}, fault.New(fault.NotFound, "auth.no_staff")
	}
	person, err := staff.Find(ctx, s.db, staffID)
	switch {
	case errors.Is(err, staff.ErrNotFound):
		return actor{}, fault.New(fault.NotFound, "evidence.person_not_found").Because(err)
	case err != nil:
		return actor{}, err
	}
	unit, err := org.Find(ctx, s.db, person.UnitID)
	if err != nil {
		return actor{}, fmt.Errorf("find unit of person: %w", err)
	}
	a := actor{staffID: who.StaffID, about: staffID, path: unit.Path, capacity: CapacityAssessor}
	switch {
	case who.StaffID == staffID:
		a.capacity = CapacitySelf
	case who.Is(access.UnitLeader, unit.Path):
		a.capacity = CapacitySuperior
	case who.Is(access.DepartmentOfficer, unit.Path):
		a.capacity = CapacityOfficer
	}
	return a, nil
}

func (s *Service) do(ctx context.Context, who actor, competencyID uuid.UUID, d Deed, try bool) (Effect, error) {
	now := s.clock.Now()
	if err := d.Check(clock.DayOf(now)); err != nil {
		return Effect{}, err
	}
	c, err := competency.Find(ctx, s.db, competencyID)
	switch {
	case errors.Is(err, competency.ErrNotFound):
		return Effect{}, fault.New(fault.NotFound, "competency.not_found").Because(err)
	case err != nil:
		return Effect{}, err
	}
	return s.write(ctx, who, d.entry(who, c.ID, clock.DayOf(now)), try, now)
}

// write posts an entry by hand, once for its source and id, or with try only
// folds as if it were posted.
func (s *Service) write(ctx context.Context, who actor, e Entry, try bool, now time.Time) (Effect, error) {
	var effect Effect
	err := db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		if !try { // two at once with one id: the second finds what the first wrote
			if _, _, err := s.ledger.lock(ctx, tx, []uuid.UUID{who.about}); err != nil {
				return err
			}
		}
		var err error
		if effect, err = weigh(ctx, tx, &e, now); err != nil {
			return err
		}
		effect.Open = who.staffID == who.about || access.May(ctx, access.EvidenceRead, who.path)
		switch {
		case effect.EntryID != uuid.Nil: // said before
			return nil
		case try && effect.Open && who.staffID != who.about:
			return audit.Put(ctx, tx, "evidence.read", "staff", who.about, map[string]any{"competency_id": e.CompetencyID}, now)
		case try:
			return nil
		}
		if _, err := s.ledger.Post(ctx, tx, []Entry{e}, now); err != nil {
			return fmt.Errorf("post deed: %w", err)
		}
		effect.EntryID, effect.Posted = e.ID, true
		args := map[string]any{"competency_id": e.CompetencyID, "level": e.Level, "entry_id": e.ID}
		if err := audit.Put(ctx, tx, auditDeed(e), "staff", who.about, args, now); err != nil {
			return err
		}
		if who.staffID == who.about {
			return nil
		}
		return s.ledger.outbox.Put(ctx, tx, Recorded{EntryID: e.ID}, now)
	})
	return effect, err
}

func auditDeed(e Entry) string {
	switch e.Action {
	case ActionWithdraw:
		return "evidence.withdraw"
	case ActionOverride:
		return "evidence.override"
	}
	return "evidence." + e.Kind
}

// weigh folds the person's entries with and without one more, which it gives an
// id. An entry of the same source and id is found instead.
func weigh(ctx context.Context, db bun.IDB, e *Entry, now time.Time) (Effect, error) {
	entries, err := EntriesOf(ctx, db, e.StaffID, e.CompetencyID)
	if err != nil {
		return Effect{}, err
	}
	rules, err := RulesOf(ctx, db, e.StaffID)
	if err != nil {
		return Effect{}, err
	}
	before := Fold(entries, rules, now)
	at := slices.IndexFunc(entries, func(o Entry) bool { return o.Source == e.Source && o.SourceID == e.SourceID })
	if at >= 0 {
		return Effect{EntryID: entries[at].ID, Before: before.Level, After: before.Level, Verdict: before.Verdicts[at]}, nil
	}
	if e.ID, err = uuid.NewV7(); err != nil {
		return Effect{}, fmt.Errorf("make entry id: %w", err)
	}
	after := Fold(append(entries, e.bound(rules, now)), rules, now)
	return Effect{Before: before.Level, After: after.Level, Verdict: after.Verdicts[len(entries)]}, nil
}

// Try says what an entry would do to the level if it were posted now.
func Try(ctx context.Context, db bun.IDB, e Entry, now time.Time) (Effect, error) {
	return weigh(ctx, db, &e, now)
}

// Withdraw takes an entry back by a new one, or with try says what that would do.
// Whoever made an entry by hand may, as long as they could still make it, and the
// department may; an override is the department's alone. Nobody but the maker of a
// self-assessment withdraws what is about themself. Faults: NotFound outside the
// scope, Forbidden evidence.not_yours_to_withdraw, Conflict
// evidence.withdrawn_already, Invalid for the reason.
func (s *Service) Withdraw(ctx context.Context, entryID, id uuid.UUID, reason string, try bool) (Effect, error) {
	reason = strings.TrimSpace(reason)
	notFound := fault.New(fault.NotFound, "evidence.entry_not_found")
	e, err := FindEntry(ctx, s.db, entryID)
	switch {
	case errors.Is(err, ErrNoEntry):
		return Effect{}, notFound.Because(err)
	case err != nil:
		return Effect{}, err
	}
	who, err := s.actorOn(ctx, e.StaffID)
	if err != nil {
		return Effect{}, err
	}
	if !mayWithdraw(ctx, who, e) {
		if who.staffID == who.about || access.May(ctx, access.EvidenceRead, who.path) {
			return Effect{}, fault.New(fault.Forbidden, "evidence.not_yours_to_withdraw")
		}
		return Effect{}, notFound
	}
	if id == uuid.Nil {
		return Effect{}, fault.New(fault.Invalid, "web.invalid").At("body.id", "evidence.deed_id", nil)
	}
	if err := checkReason("body.reason", reason); err != nil {
		return Effect{}, err
	}
	if err := s.standing(ctx, e, id); err != nil {
		return Effect{}, err
	}
	return s.write(ctx, who, Entry{
		StaffID: e.StaffID, CompetencyID: e.CompetencyID, Kind: e.Kind, Action: ActionWithdraw, ActorID: who.staffID,
		Capacity: who.capacity, Source: sourceWithdrawal, SourceID: id, WithdrawsID: e.ID,
		DescriptionKey: "evidence.from_withdrawal", Reason: reason,
	}, try, s.clock.Now())
}

// standing reports, as a Conflict, an entry that cannot be withdrawn (any more),
// unless it was withdrawn under the same id.
func (s *Service) standing(ctx context.Context, e Entry, id uuid.UUID) error {
	entries, err := EntriesOf(ctx, s.db, e.StaffID, e.CompetencyID)
	if err != nil {
		return err
	}
	gone := slices.ContainsFunc(entries, func(w Entry) bool { return w.WithdrawsID == e.ID && w.SourceID != id })
	if gone || e.Action == ActionWithdraw {
		return fault.New(fault.Conflict, "evidence.withdrawn_already")
	}
	return nil
}

// mayWithdraw reports whether an actor may take an entry back.
func mayWithdraw(ctx context.Context, who actor, e Entry) bool {
	if e.Action == ActionWithdraw || who.staffID == uuid.Nil {
		return false
	}
	if who.staffID == e.StaffID {
		return e.Kind == KindSelf && e.ActorID == e.StaffID
	}
	if access.May(ctx, access.EvidenceOverride, who.path) {
		return true
	}
	byHand := e.Action == ActionAttest && (e.Kind == KindAppraisal || e.Kind == KindObservation)
	return byHand && e.ActorID == who.staffID && access.May(ctx, permission(e.Kind), who.path)
}

// Can is what the reader may do about a person's level in a competency.
type Can struct {
	Appraise bool
	Observe  bool
	Override bool
	Assess   bool // themself
	Dispute  bool
	Withdraw []bool // beside the entries
}

// can is what an actor may do about entries.
func can(ctx context.Context, who actor, w Why) Can {
	own := who.staffID == who.about
	c := Can{
		Assess:   own && access.Who(ctx).Holds(access.EvidenceSelf),
		Withdraw: make([]bool, len(w.Entries)),
	}
	if !own && who.staffID != uuid.Nil {
		c.Appraise = access.May(ctx, access.EvidenceAppraise, who.path)
		c.Observe = access.May(ctx, access.EvidenceObserve, who.path)
		c.Override = access.May(ctx, access.EvidenceOverride, who.path)
	}
	c.Dispute = c.Assess && !slices.ContainsFunc(w.Disputes, func(d Dispute) bool { return d.State == DisputeOpen })
	for i, e := range w.Entries {
		gone := w.Folded.Verdicts[i].Key == "evidence.why_withdrawn"
		c.Withdraw[i] = !gone && mayWithdraw(ctx, who, e)
	}
	return c
}
