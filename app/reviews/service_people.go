package reviews

import (
	"context"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/audit"
	"camtay/app/db"
	"camtay/app/fault"
)

// Joined are the people who came to the units of an open review after its launch;
// none when it is not open. Reading is logged.
func (s *Service) Joined(ctx context.Context, reviewID uuid.UUID, f PeopleFilter) ([]Joined, string, error) {
	r, err := s.Find(ctx, reviewID)
	if err != nil || r.State != Open {
		return nil, "", err
	}
	_, c, err := choiceIn(ctx, s.db, reviewID)
	if err != nil {
		return nil, "", shown(err)
	}
	rows, next, err := JoinedSince(ctx, s.db, access.ScopeOf(ctx, access.ReviewsRun), reviewID, c, f)
	if err != nil {
		return nil, "", err
	}
	return rows, next, s.seen(ctx, reviewID, idsOf(rows, func(j Joined) uuid.UUID { return j.StaffID }))
}

// Add asks people who came after the launch, or all of them when none are named,
// in the parts that are still open. It returns how many it added; who is in the
// review already, or not reached by it, is left out. NotFound outside the scope.
func (s *Service) Add(ctx context.Context, reviewID uuid.UUID, staffIDs []uuid.UUID) (int, error) {
	added := 0
	err := db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		r, err := FindCounted(ctx, tx, access.ScopeOf(ctx, access.ReviewsRun), reviewID)
		if err != nil {
			return shown(err)
		}
		if err := r.underWay(); err != nil {
			return err
		}
		_, c, err := choiceIn(ctx, tx, reviewID)
		if err != nil {
			return err
		}
		// The parts are the locks, always taken in the same order.
		_, err = tx.ExecContext(ctx, "select from review_parts where review_id = ? and state = ? order by id for update", reviewID, PartOpen)
		if err != nil {
			return err
		}
		wanted := required(joined(tx, access.ScopeOf(ctx, access.ReviewsRun), reviewID, c).Where("p.state = ?", PartOpen), c)
		if len(staffIDs) > 0 {
			wanted = wanted.Where("s.id = any(?::uuid[])", list(staffIDs))
		}
		people, err := allOf(ctx, tx, "select distinct staff_id from (?) x order by staff_id", wanted)
		if err != nil {
			return err
		}
		now := s.clock.Now()
		if err := fill(ctx, tx, reviewID, wanted, now); err != nil {
			return err
		}
		if err := s.tell(ctx, tx, r.Review, people); err != nil {
			return err
		}
		added = len(people)
		return audit.Put(ctx, tx, "reviews.add", "review", reviewID, map[string]any{"people": added}, now)
	})
	return added, err
}

// Unled are the people of a review whom nobody leads. Reading is logged.
func (s *Service) Unled(ctx context.Context, reviewID uuid.UUID, f PeopleFilter) ([]Unled, string, error) {
	r, err := s.Find(ctx, reviewID)
	if err != nil || !r.AskSuperior {
		return nil, "", err
	}
	rows, next, err := UnledOf(ctx, s.db, access.ScopeOf(ctx, access.ReviewsRun), reviewID, f)
	if err != nil {
		return nil, "", err
	}
	return rows, next, s.seen(ctx, reviewID, idsOf(rows, func(p Unled) uuid.UUID { return p.StaffID }))
}

// Appraisers are those who may be named to appraise somebody of a review. NotFound
// outside the scope.
func (s *Service) Appraisers(ctx context.Context, reviewID, staffID uuid.UUID, words string) ([]Appraiser, error) {
	runs, err := s.leads(ctx, s.db, staffID, access.ReviewsRun)
	if err != nil || !runs {
		return nil, shown(ErrNotFound)
	}
	if _, err := FindMember(ctx, s.db, reviewID, staffID); err != nil {
		return nil, shown(err)
	}
	return AppraisersFor(ctx, s.db, access.ScopeOf(ctx, access.ReviewsRun), staffID, uuid.Nil, words)
}

// Name says who is to appraise somebody whom nobody leads, and tells them. NotFound
// outside the scope, Conflict when the unit has finished, Invalid for an appraiser
// who may not be named.
func (s *Service) Name(ctx context.Context, reviewID, staffID, appraiserID uuid.UUID) error {
	runs, err := s.leads(ctx, s.db, staffID, access.ReviewsRun)
	if err != nil || !runs {
		return shown(ErrNotFound)
	}
	return db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		m, err := FindMember(ctx, tx, reviewID, staffID)
		if err != nil {
			return shown(err)
		}
		p, err := lockPart(ctx, tx, m.PartID)
		if err != nil {
			return shown(err)
		}
		if p.State != PartOpen {
			return fault.New(fault.Conflict, "reviews.finished")
		}
		may, err := AppraisersFor(ctx, tx, access.ScopeOf(ctx, access.ReviewsRun), staffID, appraiserID, "")
		if err != nil {
			return err
		}
		if len(may) == 0 {
			return fault.New(fault.Invalid, "web.invalid").At("body.appraiser_id", "reviews.no_appraiser", nil)
		}
		now := s.clock.Now()
		m.AppraiserID = appraiserID
		if err := putAppraiser(ctx, tx, m, now); err != nil {
			return err
		}
		if err := s.outbox.Put(ctx, tx, Named{ReviewID: reviewID, StaffID: staffID, AppraiserID: appraiserID}, now); err != nil {
			return err
		}
		return audit.Put(ctx, tx, "reviews.name_appraiser", "staff", staffID, map[string]any{"review_id": reviewID}, now)
	})
}

// ToAppraise are the people whom the acting person was named to appraise.
func (s *Service) ToAppraise(ctx context.Context) ([]ToAppraise, error) {
	staffID := access.Who(ctx).StaffID
	if staffID == uuid.Nil {
		return nil, nil
	}
	return ToAppraiseBy(ctx, s.db, staffID)
}
