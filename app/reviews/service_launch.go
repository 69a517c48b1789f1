package reviews

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/audit"
	"camtay/app/clock"
	"camtay/app/db"
	"camtay/app/event"
	"camtay/app/fault"
)

// atOnce is how many items a review may have to be launched before the answer;
// larger ones are launched part by part in the background.
const atOnce = 5000

// Reach is how many parts, people and items a choice would ask.
func (s *Service) Reach(ctx context.Context, c Choice) (Reach, error) {
	return reach(ctx, s.db, access.ScopeOf(ctx, access.ReviewsRun), c)
}

// Launch begins a review of a choice. A small one is open at once; a large one is
// being launched until Advance has made its last part, and only then is anybody
// asked. Invalid without a title, with a deadline before tomorrow, with nobody to
// ask, or when the choice reaches nobody.
func (s *Service) Launch(ctx context.Context, r Review, c Choice) (Review, error) {
	now := s.clock.Now()
	if err := checkLaunch(r, clock.DayOf(now)); err != nil {
		return Review{}, err
	}
	items, err := reachUpTo(ctx, s.db, access.ScopeOf(ctx, access.ReviewsRun), c, atOnce+1)
	switch {
	case err != nil:
		return Review{}, err
	case items == 0:
		return Review{}, fault.New(fault.Invalid, "reviews.nobody")
	}
	if r.ID, err = uuid.NewV7(); err != nil {
		return Review{}, fmt.Errorf("make review id: %w", err)
	}
	r.State, r.LaunchedAt = Launching, now
	err = db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		scope := access.ScopeOf(ctx, access.ReviewsRun)
		if err := insert(ctx, tx, scope, r, c, access.Who(ctx).StaffID); err != nil {
			return err
		}
		if err := insertParts(ctx, tx, scope, r.ID, c); err != nil {
			return err
		}
		return audit.Put(ctx, tx, "reviews.launch", "review", r.ID, map[string]any{"deadline": r.Deadline.String()}, now)
	})
	if err != nil || items > atOnce {
		return r, err
	}
	if _, err := s.advance(ctx, r.ID); err != nil {
		return r, err
	}
	return Find(ctx, s.db, r.ID)
}

func checkLaunch(r Review, today clock.Day) error {
	f := fault.New(fault.Invalid, "web.invalid")
	if r.Title == "" {
		f.At("body.title", "reviews.no_title", nil)
	}
	if !today.Before(r.Deadline) {
		f.At("body.deadline", "reviews.deadline_past", nil)
	}
	if !r.AskSelf && !r.AskSuperior && !r.AskTest {
		f.At("body.ask_self", "reviews.no_mix", nil)
	}
	if r.Threshold < 1 || r.Threshold > 4 {
		f.At("body.threshold", "reviews.threshold", nil)
	}
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}

// Advance goes on with the reviews that are being launched or called off, a part a
// transaction, until none is left. It returns how many parts it made or dropped. It
// may run beside itself and after a crash.
func (s *Service) Advance(ctx context.Context) (int, error) {
	return s.advance(ctx, uuid.Nil)
}

func (s *Service) advance(ctx context.Context, id uuid.UUID) (int, error) {
	for parts := 0; ; parts++ {
		more := false
		err := db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
			r, err := nextOnItsWay(ctx, tx, id)
			if more = err == nil; errors.Is(err, ErrNotFound) {
				return nil
			}
			if err != nil {
				return err
			}
			if r.State == Cancelling {
				return s.dropNext(ctx, tx, r)
			}
			return s.fillNext(ctx, tx, r)
		})
		if err != nil || !more || ctx.Err() != nil {
			return parts, err
		}
	}
}

// fillNext makes the items of a review's next part; after the last everyone is
// asked.
func (s *Service) fillNext(ctx context.Context, tx bun.Tx, r Review) error {
	part, path, err := nextToFill(ctx, tx, r.ID)
	if errors.Is(err, ErrNotFound) {
		people, err := allOf(ctx, tx, "select staff_id from review_people where review_id = ? order by staff_id", r.ID)
		if err != nil {
			return err
		}
		if err := s.tell(ctx, tx, r, people); err != nil {
			return err
		}
		return putState(ctx, tx, r.ID, Open)
	}
	if err != nil {
		return err
	}
	scope, c, err := choiceIn(ctx, tx, r.ID)
	if err != nil {
		return err
	}
	if err := fill(ctx, tx, r.ID, required(oneByOne(people(tx, scope, c).Where("u.path <@ ? and c.path = ?", path, path)), c), r.LaunchedAt); err != nil {
		return err
	}
	return markFilled(ctx, tx, part, r.LaunchedAt)
}

// dropNext takes back a part of a review that is called off; after the last the
// review itself goes.
func (s *Service) dropNext(ctx context.Context, tx bun.Tx, r Review) error {
	some, err := dropPart(ctx, tx, r.ID)
	if err != nil || some {
		return err
	}
	if _, err := tx.NewRaw("delete from reviews where id = ?", r.ID).Exec(ctx); err != nil {
		return fmt.Errorf("drop review: %w", err)
	}
	return nil
}

// CallOff stops a review that is still being launched; nobody was asked yet and
// nothing of it stays. Conflict when it is open already.
func (s *Service) CallOff(ctx context.Context, id uuid.UUID) error {
	return db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		r, err := s.mine(ctx, tx, id)
		switch {
		case err != nil || r.State == Cancelling:
			return err
		case r.State != Launching:
			return fault.New(fault.Conflict, "reviews.launched_already")
		}
		if err := putState(ctx, tx, id, Cancelling); err != nil {
			return err
		}
		return audit.Put(ctx, tx, "reviews.call_off", "review", id, nil, s.clock.Now())
	})
}

// tell queues a message to each of some people who are to assess themselves.
func (s *Service) tell(ctx context.Context, tx bun.Tx, r Review, people []uuid.UUID) error {
	if !r.AskSelf {
		return nil
	}
	facts := make([]event.Fact, 0, len(people))
	for _, id := range people {
		facts = append(facts, Launched{ReviewID: r.ID, StaffID: id})
	}
	return s.outbox.PutAll(ctx, tx, facts, s.clock.Now())
}
