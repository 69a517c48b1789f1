package reviews

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/audit"
	"camtay/app/clock"
	"camtay/app/db"
	"camtay/app/evidence"
	"camtay/app/fault"
)

const (
	source       = "review"
	sourceUndone = "review_undone"
)

// Part is one part with what the acting person may do to it, for whoever reads it or
// a unit of it.
func (s *Service) Part(ctx context.Context, id uuid.UUID) (Part, []Deed, error) {
	p, err := FindPart(ctx, s.db, id)
	if err != nil {
		return Part{}, nil, shown(err)
	}
	runs, leads := access.May(ctx, access.ReviewsRun, p.UnitPath), access.May(ctx, access.ReviewsAppraise, p.UnitPath)
	scope := access.ScopeOf(ctx, access.ReviewsRead)
	if !scope.Covers(p.UnitPath) && !slices.ContainsFunc(scope.Paths(), access.Everywhere(p.UnitPath).Covers) {
		return Part{}, nil, shown(ErrNotFound)
	}
	return p, p.Deeds(runs, leads), nil
}

// Do brings a part to its next state. Locking posts its answers to the ledger as
// evidence of their kinds; unlocking, by the department and with a reason, takes
// that evidence back. NotFound outside the scope, Conflict when the part is not in
// a state for it.
func (s *Service) Do(ctx context.Context, partID uuid.UUID, d Deed, reason string) error {
	return db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		if err := excuse(ctx, tx, partID, clock.DayOf(s.clock.Now())); err != nil {
			return err
		}
		p, err := lockPart(ctx, tx, partID)
		if err != nil {
			return shown(err)
		}
		runs, leads := access.May(ctx, access.ReviewsRun, p.UnitPath), access.May(ctx, access.ReviewsAppraise, p.UnitPath)
		to, possible := p.After(d)
		switch {
		case !runs && (!leads || d == Unlock):
			return shown(ErrNotFound)
		case !possible:
			return fault.New(fault.Conflict, "reviews.wrong_state")
		case d == Unlock && len([]rune(reason)) < 10:
			return fault.New(fault.Invalid, "web.invalid").At("body.reason", "reviews.reason_short", nil)
		}
		if err := s.move(ctx, tx, &p, d, to, reason); err != nil {
			return err
		}
		return audit.Put(ctx, tx, "reviews."+string(d), "review_part", p.ID, map[string]any{"unit_id": p.UnitID}, s.clock.Now())
	})
}

func (s *Service) move(ctx context.Context, tx bun.Tx, p *Part, d Deed, to, reason string) error {
	now := s.clock.Now()
	r, err := Find(ctx, tx, p.ReviewID)
	if err != nil {
		return shown(err)
	}
	if err := r.underWay(); err != nil {
		return err
	}
	p.State = to
	switch d {
	case Finish:
		p.FinishedAt = &now
		if err := takeTests(ctx, tx, p.ID, r.LaunchedAt); err != nil {
			return err
		}
	case Reopen:
		p.FinishedAt = nil
	case Lock:
		p.LockedAt = &now
		if err := s.post(ctx, tx, *p, r, now); err != nil {
			return err
		}
	case Unlock:
		if err := s.takeBack(ctx, tx, *p, reason, now); err != nil {
			return err
		}
		p.LockedAt, p.FinishedAt = nil, nil
		p.Round++
	}
	return putPart(ctx, tx, *p)
}

// post makes the answers of a part evidence.
func (s *Service) post(ctx context.Context, tx bun.Tx, p Part, r Review, now time.Time) error {
	items, err := partItems(ctx, tx, p.ID)
	if err != nil {
		return err
	}
	var entries []evidence.Entry
	for _, i := range items {
		entries = append(entries, i.answers(p.Round, r)...)
	}
	_, err = s.ledger.Post(ctx, tx, entries, now)
	return err
}

// answers are the entries that an item's answers become in a round.
func (i Item) answers(round int, r Review) []evidence.Entry {
	var entries []evidence.Entry
	args := map[string]any{"review": r.Title}
	if i.SelfLevel != nil {
		entries = append(entries, evidence.Entry{
			ID: i.sourceID("self", round), StaffID: i.StaffID, CompetencyID: i.CompetencyID, Kind: evidence.KindSelf,
			Action: evidence.ActionAttest, Level: *i.SelfLevel, ActorID: i.StaffID, Capacity: evidence.CapacitySelf,
			ObservedAt: *i.SelfAt, Source: source, SourceID: i.sourceID("self", round),
			DescriptionKey: "reviews.from_self", DescriptionArgs: args,
		})
	}
	if i.SuperiorLevel != nil {
		entries = append(entries, evidence.Entry{
			ID: i.sourceID("appraisal", round), StaffID: i.StaffID, CompetencyID: i.CompetencyID, Kind: evidence.KindAppraisal,
			Action: evidence.ActionAttest, Level: *i.SuperiorLevel, ActorID: i.SuperiorBy, Capacity: evidence.CapacitySuperior,
			ObservedAt: *i.SuperiorAt, Source: source, SourceID: i.sourceID("appraisal", round),
			DescriptionKey: "reviews.from_appraisal", DescriptionArgs: args,
		})
	}
	return entries
}

// takeBack withdraws what a part's round posted.
func (s *Service) takeBack(ctx context.Context, tx bun.Tx, p Part, reason string, now time.Time) error {
	items, err := partItems(ctx, tx, p.ID)
	if err != nil {
		return err
	}
	r, err := Find(ctx, tx, p.ReviewID)
	if err != nil {
		return err
	}
	var entries []evidence.Entry
	for _, i := range items {
		for _, e := range i.answers(p.Round, r) {
			entries = append(entries, evidence.Entry{
				StaffID: e.StaffID, CompetencyID: e.CompetencyID, Kind: e.Kind, Action: evidence.ActionWithdraw,
				ActorID: access.Who(ctx).StaffID, Capacity: evidence.CapacityOfficer, Source: sourceUndone, SourceID: e.SourceID,
				WithdrawsID: e.ID, DescriptionKey: "reviews.undone", DescriptionArgs: e.DescriptionArgs, Reason: reason,
			})
		}
	}
	_, err = s.ledger.Post(ctx, tx, entries, now)
	return err
}

// Decide says what follows from an item that lies apart. An override, by the
// department only, sets the level at once and until a day; an observation is asked
// of the unit's leaders. NotFound outside the scope, Forbidden of oneself.
func (s *Service) Decide(ctx context.Context, d Decision) error {
	return db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		i, err := FindItem(ctx, tx, d.ItemID)
		if err != nil {
			return shown(err)
		}
		if _, err := lockPart(ctx, tx, i.PartID); err != nil {
			return shown(err)
		}
		runs, err := s.leads(ctx, tx, i.StaffID, access.ReviewsRun)
		if err != nil {
			return err
		}
		leads, err := s.leads(ctx, tx, i.StaffID, access.ReviewsAppraise)
		if err != nil {
			return err
		}
		by := access.Who(ctx).StaffID
		switch {
		case !runs && !leads:
			return shown(ErrNotFound)
		case !i.Decides(d.Decision, by, runs, leads):
			return fault.New(fault.Forbidden, "reviews.not_yours_to_decide")
		}
		now := s.clock.Now()
		if err := checkDecision(d, clock.DayOf(now)); err != nil {
			return err
		}
		i.Decision, i.DecisionReason, i.DecidedBy, i.DecidedAt = d.Decision, d.Reason, by, &now
		i.DecidedLevel = nil
		if d.Decision == Override {
			i.DecidedLevel = &d.Level
		}
		if err := putDecision(ctx, tx, i); err != nil {
			return err
		}
		if err := s.follow(ctx, tx, i, d, now); err != nil {
			return err
		}
		return audit.Put(ctx, tx, "reviews.decide", "staff", i.StaffID, map[string]any{"item_id": i.ID, "decision": d.Decision}, now)
	})
}

// mostDays is how long a level set by decision may hold.
const mostDays = 731

func checkDecision(d Decision, today clock.Day) error {
	if d.Decision != Override {
		return nil
	}
	f := fault.New(fault.Invalid, "web.invalid")
	if len([]rune(d.Reason)) < 10 {
		f.At("body.reason", "reviews.reason_short", nil)
	}
	if !today.Before(d.Until) || today.AddDays(mostDays).Before(d.Until) {
		f.At("body.until", "reviews.until", nil)
	}
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}

func (s *Service) follow(ctx context.Context, tx bun.Tx, i Item, d Decision, now time.Time) error {
	switch d.Decision {
	case Observe:
		return s.outbox.Put(ctx, tx, ObservationAsked{ItemID: i.ID}, now)
	case Override:
		until := d.Until.Start()
		id, err := uuid.NewV7()
		if err != nil {
			return err
		}
		_, err = s.ledger.Post(ctx, tx, []evidence.Entry{{
			StaffID: i.StaffID, CompetencyID: i.CompetencyID, Kind: evidence.KindAppraisal, Action: evidence.ActionOverride, Level: d.Level,
			ActorID: access.Who(ctx).StaffID, Capacity: evidence.CapacityOfficer, ValidUntil: &until, Source: "calibration", SourceID: id,
			DescriptionKey: "reviews.calibrated", Reason: d.Reason,
		}}, now)
		return err
	}
	return nil
}
