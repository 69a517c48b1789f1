package portfolio

import (
	"context"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/db"
	"camtay/app/evidence"
	"camtay/app/fault"
)

// source names items in the ledger.
const source = "portfolio"

// Queue are the submitted items of the acting reviewer's scope, the latest first,
// at most limit+1.
func (s *Service) Queue(ctx context.Context, f Filter) ([]View, error) {
	return Queue(ctx, s.db, access.ScopeOf(ctx, access.PortfolioReview), access.Who(ctx).StaffID, f)
}

// mayReview reports, as a fault, why the acting person cannot review an item: it
// is still being written or outside their scope (NotFound), or their own.
func mayReview(ctx context.Context, v View) error {
	switch {
	case v.State == Idle, !access.May(ctx, access.PortfolioReview, v.UnitPath):
		return ErrNotFound
	case access.Who(ctx).StaffID == v.StaffID:
		return fault.New(fault.Forbidden, "portfolio.own")
	}
	return nil
}

// Item is an item of someone in the acting reviewer's scope; looking at it is
// logged.
func (s *Service) Item(ctx context.Context, id uuid.UUID) (Detail, error) {
	v, err := Find(ctx, s.db, id)
	if err == nil {
		err = mayReview(ctx, v)
	}
	if err != nil {
		return Detail{}, faultOf(err)
	}
	if err := s.log(ctx, s.db, v, "read", s.clock.Now()); err != nil {
		return Detail{}, err
	}
	return s.seen(ctx, v)
}

// seen is an item as a reviewer sees it: only who took it decides.
func (s *Service) seen(ctx context.Context, v View) (Detail, error) {
	d, err := s.detail(ctx, v, false)
	if err == nil && v.TakenBy != access.Who(ctx).StaffID {
		d.Can = slices.DeleteFunc(d.Can, func(deed Deed) bool { return deed == Accept || deed == Refuse })
	}
	return d, err
}

// File is a paper of someone in the acting reviewer's scope; fetching it is logged.
func (s *Service) File(ctx context.Context, itemID, id uuid.UUID) (File, []byte, error) {
	v, err := Find(ctx, s.db, itemID)
	if err == nil {
		err = mayReview(ctx, v)
	}
	if err != nil {
		return File{}, nil, faultOf(err)
	}
	file, bytes, err := content(ctx, s.db, itemID, id)
	if err != nil {
		return File{}, nil, faultOf(err)
	}
	return file, bytes, s.log(ctx, s.db, v, "download", s.clock.Now())
}

// review lets a deed act on an item within the scope, which it holds, and moves it.
func (s *Service) review(ctx context.Context, id uuid.UUID, deed Deed, more func(ctx context.Context, tx bun.Tx, i *Item, v View, now time.Time) error) (Detail, error) {
	me, err := self(ctx)
	if err != nil {
		return Detail{}, err
	}
	err = db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		v, err := lockItem(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := mayReview(ctx, v); err != nil {
			return err
		}
		i, now := v.Item, s.clock.Now()
		if i.State, err = v.State.After(deed); err != nil {
			return err
		}
		if (deed == Accept || deed == Refuse) && v.TakenBy != me {
			return fault.New(fault.Conflict, "portfolio.taken_by_other").With(fault.Args{"name": v.Taker})
		}
		i.UpdatedAt = now
		if err := more(ctx, tx, &i, v, now); err != nil {
			return err
		}
		if err := updateItem(ctx, tx, i); err != nil {
			return err
		}
		return s.log(ctx, tx, v, string(deed), now)
	})
	if err != nil {
		return Detail{}, faultOf(err)
	}
	v, err := Find(ctx, s.db, id)
	if err != nil {
		return Detail{}, faultOf(err)
	}
	return s.seen(ctx, v)
}

// Take makes a waiting item the acting reviewer's to decide.
func (s *Service) Take(ctx context.Context, id uuid.UUID) (Detail, error) {
	return s.review(ctx, id, Take, func(ctx context.Context, _ bun.Tx, i *Item, _ View, _ time.Time) error {
		i.TakenBy = access.Who(ctx).StaffID
		return nil
	})
}

// Release puts an item back into the queue, also one that a colleague took.
func (s *Service) Release(ctx context.Context, id uuid.UUID) (Detail, error) {
	return s.review(ctx, id, Release, func(_ context.Context, _ bun.Tx, i *Item, _ View, _ time.Time) error {
		i.TakenBy = uuid.Nil
		return nil
	})
}

// Refuse closes an item with a reason; its owner may write it anew.
func (s *Service) Refuse(ctx context.Context, id uuid.UUID, reason string) (Detail, error) {
	reason = strings.TrimSpace(reason)
	if err := checkWords(reason); err != nil {
		return Detail{}, err
	}
	return s.review(ctx, id, Refuse, func(ctx context.Context, tx bun.Tx, i *Item, _ View, now time.Time) error {
		i.Words = reason
		return s.decide(ctx, tx, i, now)
	})
}

func (s *Service) decide(ctx context.Context, tx bun.Tx, i *Item, now time.Time) error {
	i.DecidedBy, i.DecidedAt = access.Who(ctx).StaffID, &now
	return s.outbox.Put(ctx, tx, Decided{ItemID: i.ID}, now)
}

// Accept closes an item with the levels found, and posts those above 0 to the
// ledger as prior learning, in the same transaction.
func (s *Service) Accept(ctx context.Context, id uuid.UUID, found []Claim, words string) (Detail, error) {
	return s.review(ctx, id, Accept, func(ctx context.Context, tx bun.Tx, i *Item, v View, now time.Time) error {
		claims, err := claimsOf(ctx, tx, id)
		if err != nil {
			return err
		}
		judged, err := Judge(claims, found)
		if err != nil {
			return err
		}
		if err := putClaims(ctx, tx, id, judged); err != nil {
			return err
		}
		files, err := filesOf(ctx, tx, id)
		if err != nil {
			return err
		}
		i.Words = strings.TrimSpace(words)
		entries := entriesOf(*i, judged, files, access.Who(ctx).StaffID, capacity(ctx, v.UnitPath))
		if _, err := s.ledger.Post(ctx, tx, entries, now); err != nil {
			return fmt.Errorf("post prior learning: %w", err)
		}
		return s.decide(ctx, tx, i, now)
	})
}

func capacity(ctx context.Context, path string) string {
	if access.Who(ctx).Is(access.UnitLeader, path) {
		return evidence.CapacitySuperior
	}
	return evidence.CapacityOfficer
}

// entriesOf are the levels found as entries of the ledger. They say which papers
// they rest on, so that a paper changed later does not match. The item's last day
// bounds them; without one the rules do.
func entriesOf(i Item, judged []Claim, files []File, by uuid.UUID, capacity string) []evidence.Entry {
	sums := make([]string, 0, len(files))
	for _, f := range files {
		sums = append(sums, hex.EncodeToString(f.SHA256))
	}
	var until *time.Time
	if !i.ValidUntil.IsZero() {
		end := i.ValidUntil.AddDays(1).Start()
		until = &end
	}
	var entries []evidence.Entry
	for _, c := range judged {
		if c.Shown == nil || *c.Shown == 0 {
			continue
		}
		entries = append(entries, evidence.Entry{
			StaffID: i.StaffID, CompetencyID: c.CompetencyID, Kind: evidence.KindPrior, Action: evidence.ActionAttest, Level: *c.Shown,
			ActorID: by, Capacity: capacity, ValidUntil: until, Source: source, SourceID: i.ID,
			DescriptionKey: "portfolio.from_item", Reason: c.Note,
			DescriptionArgs: map[string]any{"title": i.Title, "issuer": i.Issuer, "kind": i.Kind, "item_id": i.ID, "sha256": sums},
		})
	}
	return entries
}

// Try says what levels an item would come to if it were accepted as found.
func (s *Service) Try(ctx context.Context, id uuid.UUID, found []Claim) (map[uuid.UUID]evidence.Effect, error) {
	v, err := Find(ctx, s.db, id)
	if err == nil {
		err = mayReview(ctx, v)
	}
	if err != nil {
		return nil, faultOf(err)
	}
	effects := map[uuid.UUID]evidence.Effect{}
	for _, e := range entriesOf(v.Item, found, nil, access.Who(ctx).StaffID, capacity(ctx, v.UnitPath)) {
		if effects[e.CompetencyID], err = evidence.Try(ctx, s.db, e, s.clock.Now()); err != nil {
			return nil, err
		}
	}
	return effects, nil
}
