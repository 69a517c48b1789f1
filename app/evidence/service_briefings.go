package evidence

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/audit"
	"camtay/app/clock"
	"camtay/app/db"
	"camtay/app/fault"
)

// briefed describes the entry of someone who was shown what changed.
const briefed = "evidence.from_briefing"

// AskedPeople are those over whom the acting person leads and who were asked to
// learn a change; looking is logged.
func (s *Service) AskedPeople(ctx context.Context, f AskedFilter) ([]Asked, error) {
	now := s.clock.Now()
	found, err := ListAsked(ctx, s.db, access.ScopeOf(ctx, access.EvidenceRead), f, clock.DayOf(now))
	if err != nil {
		return nil, err
	}
	ids := make([]uuid.UUID, 0, len(found))
	for _, a := range found[:min(len(found), f.Limit)] {
		ids = append(ids, a.StaffID)
	}
	return found, audit.PutEach(ctx, s.db, "evidence.list_read", "staff", ids, map[string]any{"change_id": f.ChangeID}, now)
}

// AskedUnits are the communes over which the acting person leads, with how far
// their people are with a change.
func (s *Service) AskedUnits(ctx context.Context, f UnitsFilter) ([]UnitStanding, error) {
	return ListUnits(ctx, s.db, access.ScopeOf(ctx, access.EvidenceRead), f, clock.DayOf(s.clock.Now()))
}

// Briefings are the briefings of a change that reached people over whom the acting
// person leads, the latest first, at most limit+1.
func (s *Service) Briefings(ctx context.Context, changeID uuid.UUID, after []string, limit int) ([]BriefingView, error) {
	return ListBriefings(ctx, s.db, access.ScopeOf(ctx, access.EvidenceRead), changeID, after, limit)
}

// MayBrief reports whether the acting person may brief somebody of a unit.
func (s *Service) MayBrief(ctx context.Context, a Asked) bool {
	by := access.Who(ctx).StaffID
	return by != uuid.Nil && by != a.StaffID && access.May(ctx, access.EvidenceBrief, a.UnitPath)
}

// Brief notes that people were shown what changed, and returns how many of them had
// not learnt it: their evidence from before counts again. The acting person must be
// a superior of all, and nobody briefs themselves. The same briefing twice does
// nothing. NotFound for whoever was not asked or stands outside the scope, Conflict
// for a change that is over or that all have learnt, Invalid for what
// Briefing.Check finds.
func (s *Service) Brief(ctx context.Context, changeID uuid.UUID, b Briefing) (int, error) {
	now := s.clock.Now()
	b = b.tidied()
	if err := b.Check(clock.DayOf(now)); err != nil {
		return 0, err
	}
	reached := 0
	err := db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		reached = 0
		people, err := s.toBrief(ctx, tx, changeID, once(slices.Clone(b.People)))
		if err != nil {
			return err
		}
		b.People = people
		reached, err = s.brief(ctx, tx, changeID, b, now)
		return err
	})
	return reached, err
}

// toBrief are those of some people who have not learnt a change yet, once it is
// certain that the acting person may brief all of them.
func (s *Service) toBrief(ctx context.Context, tx bun.Tx, changeID uuid.UUID, people []uuid.UUID) ([]uuid.UUID, error) {
	by := access.Who(ctx).StaffID
	asked, err := askedOf(ctx, tx, changeID, people)
	if err != nil {
		return nil, err
	}
	outside := slices.ContainsFunc(asked, func(a Asked) bool { return !access.May(ctx, access.EvidenceBrief, a.UnitPath) })
	switch {
	case outside || len(asked) < len(people):
		return nil, fault.New(fault.NotFound, "evidence.not_asked")
	case by == uuid.Nil || slices.Contains(people, by):
		return nil, fault.New(fault.Forbidden, "evidence.not_oneself")
	}
	var left []uuid.UUID
	for _, a := range asked {
		if a.DoneAt == nil {
			left = append(left, a.StaffID)
		}
	}
	return left, nil
}

func (s *Service) brief(ctx context.Context, tx bun.Tx, changeID uuid.UUID, b Briefing, now time.Time) (int, error) {
	by := access.Who(ctx).StaffID
	book, err := s.ledger.current(ctx, tx)
	if err != nil {
		return 0, err
	}
	rules := book.At(book.Latest())
	if !rules.struckBy(changeID) {
		return 0, fault.New(fault.Conflict, "evidence.change_over")
	}
	if len(b.People) == 0 {
		if _, _, err := lockBriefing(ctx, tx, b.ID); err == nil {
			return 0, nil // noted before
		}
		return 0, fault.New(fault.Conflict, "evidence.all_learnt")
	}
	added, err := insertBriefing(ctx, tx, changeID, b, by, now)
	if err != nil || !added {
		return 0, err
	}
	if err := takeRetrainings(ctx, tx, changeID, b.People, b.ID, now); err != nil {
		return 0, err
	}
	entries := make([]Entry, 0, len(b.People))
	for _, id := range b.People {
		e := Entry{StaffID: id, Capacity: CapacitySuperior, ActorID: by, DescriptionKey: briefed, Reason: b.Note}
		entries = append(entries, learntBy(book.Changes[changeID], e, b.observed(now)))
	}
	if _, _, err := s.ledger.refresh(ctx, tx, book.Changes[changeID], entries, rules, now); err != nil {
		return 0, err
	}
	args := map[string]any{"change_id": changeID, "briefing_id": b.ID}
	return len(b.People), audit.PutEach(ctx, tx, "evidence.brief", "staff", b.People, args, now)
}

// UndoBriefing takes a briefing back: what it posted is withdrawn, and those it
// reached are to learn the change again. Taking it back twice does nothing. NotFound
// for an unknown one and for one that reached people outside the scope.
func (s *Service) UndoBriefing(ctx context.Context, id uuid.UUID) error {
	by := access.Who(ctx).StaffID
	if by == uuid.Nil {
		return fault.New(fault.NotFound, "auth.no_staff")
	}
	notFound := fault.New(fault.NotFound, "evidence.briefing_not_found")
	return db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		changeID, stands, err := lockBriefing(ctx, tx, id)
		switch {
		case errors.Is(err, ErrNoBriefing):
			return notFound.Because(err)
		case err != nil:
			return err
		}
		reached, err := briefedBy(ctx, tx, id)
		if err != nil {
			return err
		}
		outside := func(a Asked) bool { return !access.May(ctx, access.EvidenceBrief, a.UnitPath) }
		if slices.ContainsFunc(reached, outside) {
			return notFound
		}
		if !stands {
			return nil
		}
		return s.undo(ctx, tx, changeID, id, reached)
	})
}

func (s *Service) undo(ctx context.Context, tx bun.Tx, changeID, id uuid.UUID, reached []Asked) error {
	by, now := access.Who(ctx).StaffID, s.clock.Now()
	people := make([]uuid.UUID, 0, len(reached))
	for _, a := range reached {
		people = append(people, a.StaffID)
	}
	posted, err := briefingEntries(ctx, tx, Change{ID: changeID}, people)
	if err != nil {
		return err
	}
	back := make([]Entry, 0, len(posted))
	for _, e := range posted {
		back = append(back, Entry{
			StaffID: e.StaffID, CompetencyID: e.CompetencyID, Kind: e.Kind, Action: ActionWithdraw, ActorID: by, Capacity: CapacitySuperior,
			Source: sourceWithdrawal, SourceID: uuid.NewSHA1(id, e.ID[:]), WithdrawsID: e.ID, DescriptionKey: "evidence.from_briefing_undone",
		})
	}
	if _, err := s.ledger.Post(ctx, tx, back, now); err != nil {
		return err
	}
	if err := undoBriefing(ctx, tx, id, by, now); err != nil {
		return err
	}
	return audit.PutEach(ctx, tx, "evidence.brief_undo", "staff", people, map[string]any{"change_id": changeID, "briefing_id": id}, now)
}
