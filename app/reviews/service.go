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
	"camtay/app/evidence"
	"camtay/app/fault"
)

// Service runs reviews within the acting person's scope.
type Service struct {
	db     *bun.DB
	clock  clock.Clock
	outbox *event.Outbox
	ledger *evidence.Ledger
}

// New makes a service that posts through a ledger and tells through an outbox.
func New(db *bun.DB, clock clock.Clock, outbox *event.Outbox, ledger *evidence.Ledger) *Service {
	return &Service{db: db, clock: clock, outbox: outbox, ledger: ledger}
}

// Reach is how many parts, people and items a choice would ask.
func (s *Service) Reach(ctx context.Context, c Choice) (Reach, error) {
	return reach(ctx, s.db, access.ScopeOf(ctx, access.ReviewsRun), c)
}

// Launch begins a review of a choice: all its items at once, and a message to
// everyone who is to assess themselves. Invalid without a title, with a deadline
// before tomorrow, with nobody to ask, or when the choice reaches nobody.
func (s *Service) Launch(ctx context.Context, r Review, c Choice) (Review, error) {
	now := s.clock.Now()
	if err := checkLaunch(r, clock.DayOf(now)); err != nil {
		return Review{}, err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return Review{}, fmt.Errorf("make review id: %w", err)
	}
	r.ID, r.State, r.LaunchedAt = id, Open, now
	err = db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		// A province is a hundred thousand rows.
		if _, err := tx.ExecContext(ctx, "set local statement_timeout = '60s'"); err != nil {
			return fmt.Errorf("give launch time: %w", err)
		}
		if err := insert(ctx, tx, access.ScopeOf(ctx, access.ReviewsRun), r, c, access.Who(ctx).StaffID); err != nil {
			return err
		}
		if err := s.tellLaunched(ctx, tx, r); err != nil {
			return err
		}
		return audit.Put(ctx, tx, "reviews.launch", "review", r.ID, map[string]any{"deadline": r.Deadline.String()}, now)
	})
	if errors.Is(err, errNobody) {
		return Review{}, fault.New(fault.Invalid, "reviews.nobody").Because(err)
	}
	return r, err
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

// tellLaunched queues a message to everyone who is to assess themselves.
func (s *Service) tellLaunched(ctx context.Context, tx bun.Tx, r Review) error {
	if !r.AskSelf {
		return nil
	}
	var people []uuid.UUID
	if err := tx.NewRaw("select distinct staff_id from review_items where review_id = ?", r.ID).Scan(ctx, &people); err != nil {
		return fmt.Errorf("list people of review: %w", err)
	}
	facts := make([]event.Fact, 0, len(people))
	for _, id := range people {
		facts = append(facts, Launched{ReviewID: r.ID, StaffID: id})
	}
	return s.outbox.PutAll(ctx, tx, facts, s.clock.Now())
}

// List are the reviews that reach the acting person's scope.
func (s *Service) List(ctx context.Context, q, after string, limit int) ([]Counted, string, error) {
	return List(ctx, s.db, access.ScopeOf(ctx, access.ReviewsRead), q, after, limit)
}

// Find is one review with the sums of what the acting person may see.
func (s *Service) Find(ctx context.Context, id uuid.UUID) (Counted, error) {
	c, err := FindCounted(ctx, s.db, access.ScopeOf(ctx, access.ReviewsRead), id)
	return c, shown(err)
}

// Parts are the parts of a review that the acting person may see.
func (s *Service) Parts(ctx context.Context, reviewID uuid.UUID, f PartFilter) ([]Part, string, error) {
	return Parts(ctx, s.db, access.ScopeOf(ctx, access.ReviewsRead), reviewID, f)
}

// Calibration are the items of a review that lie too far apart and that the acting
// person may see.
func (s *Service) Calibration(ctx context.Context, reviewID uuid.UUID, f CalibrationFilter) ([]Calibrated, string, error) {
	r, err := s.Find(ctx, reviewID)
	if err != nil {
		return nil, "", err
	}
	return Calibration(ctx, s.db, access.ScopeOf(ctx, access.ReviewsRead), r.Review, f)
}

// Close ends a review whose parts are all locked; Conflict else, naming how many
// are not. Closing twice does nothing.
func (s *Service) Close(ctx context.Context, id uuid.UUID) error {
	return db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		r, err := s.mine(ctx, tx, id)
		if err != nil || r.State == Closed {
			return err
		}
		var open int
		if err := tx.NewRaw("select count(*) from review_parts where review_id = ? and state <> ?", id, PartLocked).Scan(ctx, &open); err != nil {
			return fmt.Errorf("count open parts: %w", err)
		}
		if open > 0 {
			return fault.New(fault.Conflict, "reviews.parts_open").With(fault.Args{"count": open})
		}
		now := s.clock.Now()
		if _, err := tx.ExecContext(ctx, "update reviews set state = ?, closed_at = ? where id = ?", Closed, now, id); err != nil {
			return fmt.Errorf("close review: %w", err)
		}
		return audit.Put(ctx, tx, "reviews.close", "review", id, nil, now)
	})
}

// mine locks a review that the acting person runs as a whole; NotFound else.
func (s *Service) mine(ctx context.Context, tx bun.Tx, id uuid.UUID) (Review, error) {
	if _, err := tx.ExecContext(ctx, "select from reviews where id = ? for update", id); err != nil {
		return Review{}, fmt.Errorf("lock review: %w", err)
	}
	r, err := Find(ctx, tx, id)
	if err != nil {
		return Review{}, shown(err)
	}
	var paths []string
	err = tx.NewRaw("select u.path from review_parts p join units u on u.id = p.unit_id where p.review_id = ?", id).Scan(ctx, &paths)
	if err != nil {
		return Review{}, fmt.Errorf("read units of review: %w", err)
	}
	for _, path := range paths {
		if !access.May(ctx, access.ReviewsRun, path) {
			return Review{}, shown(ErrNotFound)
		}
	}
	return r, nil
}

// shown turns what the store does not find into what a client may see.
func shown(err error) error {
	if errors.Is(err, ErrNotFound) {
		return fault.New(fault.NotFound, "reviews.not_found").Because(err)
	}
	return err
}
