package reviews

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/audit"
	"camtay/app/clock"
	"camtay/app/db"
	"camtay/app/fault"
	"camtay/app/org"
	"camtay/app/staff"
)

// Answer is a level somebody says, 0…5, with a remark.
type Answer struct {
	ItemID uuid.UUID
	Level  int16
	Note   string
}

// Mine are the reviews that ask the acting person.
func (s *Service) Mine(ctx context.Context) ([]Mine, error) {
	staffID := access.Who(ctx).StaffID
	if staffID == uuid.Nil {
		return nil, fault.New(fault.NotFound, "auth.no_staff")
	}
	return MineOf(ctx, s.db, staffID)
}

// MyItems are the acting person's items in a review; what the superior said only
// once the part is locked. NotFound when the review does not ask them.
func (s *Service) MyItems(ctx context.Context, reviewID uuid.UUID) (Review, Part, []Item, error) {
	items, err := ItemsOf(ctx, s.db, reviewID, access.Who(ctx).StaffID)
	if err != nil {
		return Review{}, Part{}, nil, err
	}
	if len(items) == 0 {
		return Review{}, Part{}, nil, shown(ErrNotFound)
	}
	r, err := Find(ctx, s.db, reviewID)
	if err != nil {
		return Review{}, Part{}, nil, shown(err)
	}
	p, err := FindPart(ctx, s.db, items[0].PartID)
	if err != nil {
		return Review{}, Part{}, nil, shown(err)
	}
	if p.State != PartLocked {
		for i := range items {
			items[i].SuperiorLevel, items[i].SuperiorNote, items[i].SuperiorBy = nil, "", uuid.Nil
		}
	}
	return r, p, items, nil
}

// AssessSelf keeps what the acting person says of themselves, over what they said
// before. Conflict when their unit has finished.
func (s *Service) AssessSelf(ctx context.Context, a Answer) error {
	return s.answer(ctx, a, func(ctx context.Context, tx bun.Tx, i *Item, m Member, p *Part, r Review) error {
		if i.StaffID != access.Who(ctx).StaffID {
			return shown(ErrNotFound)
		}
		if !r.AskSelf {
			return fault.New(fault.Conflict, "reviews.not_asked")
		}
		if m.Excused() {
			return fault.New(fault.Conflict, "reviews.excused")
		}
		first, err := putSelf(ctx, tx, i, a.Level, a.Note, s.clock.Now())
		if first {
			p.SelfDone++
		}
		return err
	})
}

// Appraise keeps what a superior, or who was named for it, says of somebody.
// NotFound outside the scope, Forbidden of oneself, Conflict when the unit has
// finished or the person has left.
func (s *Service) Appraise(ctx context.Context, a Answer) error {
	return s.answer(ctx, a, func(ctx context.Context, tx bun.Tx, i *Item, m Member, p *Part, r Review) error {
		by := access.Who(ctx).StaffID
		leads, err := s.leads(ctx, tx, i.StaffID, access.ReviewsAppraise)
		switch {
		case err != nil:
			return err
		case !leads && by != m.AppraiserID:
			return shown(ErrNotFound)
		case m.Excused():
			return fault.New(fault.Conflict, "reviews.excused")
		case !m.MayAppraise(by, leads):
			return fault.New(fault.Forbidden, "reviews.not_oneself")
		case !r.AskSuperior:
			return fault.New(fault.Conflict, "reviews.not_asked")
		}
		first, err := putSuperior(ctx, tx, i, a.Level, a.Note, by, s.clock.Now())
		if first {
			p.SuperiorDone++
		}
		return err
	})
}

// answer runs a deed on an item of an open part, whose counters it may move.
func (s *Service) answer(ctx context.Context, a Answer, deed func(context.Context, bun.Tx, *Item, Member, *Part, Review) error) error {
	return db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		i, err := FindItem(ctx, tx, a.ItemID)
		if err != nil {
			return shown(err)
		}
		// The part is the lock: whoever finishes it meanwhile comes before or after.
		p, err := lockPart(ctx, tx, i.PartID)
		if err != nil {
			return shown(err)
		}
		if i, err = FindItem(ctx, tx, a.ItemID); err != nil {
			return shown(err)
		}
		m, err := FindMember(ctx, tx, i.ReviewID, i.StaffID)
		if err != nil {
			return shown(err)
		}
		r, err := Find(ctx, tx, i.ReviewID)
		if err != nil {
			return shown(err)
		}
		before, spread := p, i.Spread
		// Whether they may is said before when.
		if err := deed(ctx, tx, &i, m, &p, r); err != nil {
			return err
		}
		if err := r.underWay(); err != nil {
			return err
		}
		if p.State != PartOpen {
			return fault.New(fault.Conflict, "reviews.finished")
		}
		p.Apart += i.moved(spread, r.Threshold)
		if p == before {
			return nil
		}
		return putPart(ctx, tx, p)
	})
}

// leads reports whether the acting person holds a permission over someone's unit.
func (s *Service) leads(ctx context.Context, db bun.IDB, staffID uuid.UUID, permission access.Permission) (bool, error) {
	person, err := staff.Find(ctx, db, staffID)
	if err != nil {
		return false, fmt.Errorf("find person of review: %w", err)
	}
	unit, err := org.Find(ctx, db, person.UnitID)
	if err != nil {
		return false, fmt.Errorf("find unit of person: %w", err)
	}
	return access.May(ctx, permission, unit.Path), nil
}

// People are the people of a part whom the acting person may read; reading is
// logged.
func (s *Service) People(ctx context.Context, partID uuid.UUID, f PeopleFilter) ([]ReviewedPerson, string, error) {
	p, _, err := s.Part(ctx, partID)
	if err != nil {
		return nil, "", err
	}
	rows, next, err := People(ctx, s.db, access.ScopeOf(ctx, access.ReviewsRead), partID, f)
	if err != nil {
		return nil, "", err
	}
	return rows, next, s.seen(ctx, p.ReviewID, idsOf(rows, func(p ReviewedPerson) uuid.UUID { return p.StaffID }))
}

// Person is what a review holds of someone.
type Person struct {
	Review Review
	Part   Part
	Staff  staff.Person
	Items  []Item
	May    bool // appraise now
}

// OfPerson is what a review holds of someone, for a superior, who was named to
// appraise them, or the department; reading is logged. A superior sees a self-assessment only beside their own
// answer, so that it does not lead them.
func (s *Service) OfPerson(ctx context.Context, reviewID, staffID uuid.UUID) (Person, error) {
	by := access.Who(ctx).StaffID
	m, err := FindMember(ctx, s.db, reviewID, staffID)
	if err != nil {
		return Person{}, shown(err)
	}
	leads, err := s.leads(ctx, s.db, staffID, access.ReviewsRead)
	if err != nil || !leads && (by == uuid.Nil || by != m.AppraiserID) {
		return Person{}, shown(ErrNotFound)
	}
	out := Person{}
	if out.Items, err = ItemsOf(ctx, s.db, reviewID, staffID); err != nil {
		return Person{}, err
	}
	if len(out.Items) == 0 {
		return Person{}, shown(ErrNotFound)
	}
	if out.Review, err = Find(ctx, s.db, reviewID); err != nil {
		return Person{}, shown(err)
	}
	if out.Part, err = FindPart(ctx, s.db, out.Items[0].PartID); err != nil {
		return Person{}, shown(err)
	}
	if out.Staff, err = staff.Find(ctx, s.db, staffID); err != nil {
		return Person{}, fmt.Errorf("find person of review: %w", err)
	}
	appraises, err := s.leads(ctx, s.db, staffID, access.ReviewsAppraise)
	if err != nil {
		return Person{}, err
	}
	out.May = out.Review.AskSuperior && out.Review.State == Open && out.Part.State == PartOpen && m.MayAppraise(by, appraises)
	if out.May {
		for i := range out.Items {
			if out.Items[i].SuperiorLevel == nil {
				out.Items[i].SelfLevel, out.Items[i].SelfNote, out.Items[i].Spread = nil, "", 0
			}
		}
	}
	return out, audit.Put(ctx, s.db, "reviews.read", "staff", staffID, map[string]any{"review_id": reviewID}, s.clock.Now())
}

// Decision is what is to follow from an item that lies apart. Level and Until are
// for Override only.
type Decision struct {
	ItemID   uuid.UUID
	Decision string
	Level    int16
	Reason   string
	Until    clock.Day
}
