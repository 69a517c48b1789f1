package reviews

import (
	"context"
	"errors"
	"fmt"
	"slices"

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
// person may see; reading is logged.
func (s *Service) Calibration(ctx context.Context, reviewID uuid.UUID, f CalibrationFilter) ([]Calibrated, string, error) {
	r, err := s.Find(ctx, reviewID)
	if err != nil {
		return nil, "", err
	}
	rows, next, err := Calibration(ctx, s.db, access.ScopeOf(ctx, access.ReviewsRead), r.Review, f)
	if err != nil {
		return nil, "", err
	}
	return rows, next, s.seen(ctx, reviewID, idsOf(rows, func(c Calibrated) uuid.UUID { return c.StaffID }))
}

// Close ends a review whose parts are all locked; Conflict else, naming how many
// are not. Closing twice does nothing.
func (s *Service) Close(ctx context.Context, id uuid.UUID) error {
	return db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		r, err := s.mine(ctx, tx, id)
		if err != nil || r.State == Closed {
			return err
		}
		if err := r.underWay(); err != nil {
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

// underWay reports that answers may come; Conflict else.
func (r Review) underWay() error {
	switch r.State {
	case Open:
		return nil
	case Closed:
		return fault.New(fault.Conflict, "reviews.closed")
	}
	return fault.New(fault.Conflict, "reviews.not_launched")
}

// seen logs that the acting person read a list of a review that names people.
func (s *Service) seen(ctx context.Context, reviewID uuid.UUID, people []uuid.UUID) error {
	return audit.PutEach(ctx, s.db, "reviews.list_read", "staff", people, map[string]any{"review_id": reviewID}, s.clock.Now())
}

// idsOf are the people of some rows, each once.
func idsOf[T any](rows []T, of func(T) uuid.UUID) []uuid.UUID {
	var ids []uuid.UUID
	for _, row := range rows {
		if id := of(row); !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// shown turns what the store does not find into what a client may see.
func shown(err error) error {
	if errors.Is(err, ErrNotFound) {
		return fault.New(fault.NotFound, "reviews.not_found").Because(err)
	}
	return err
}
