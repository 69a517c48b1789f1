package notify

import (
	"context"
	"errors"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/db"
	"camtay/app/fault"
)

// Service reads and marks one's own messages and reacts to facts.
type Service struct {
	db    *bun.DB
	clock clock.Clock
}

// New makes the service.
func New(pool *bun.DB, clk clock.Clock) *Service {
	return &Service{db: pool, clock: clk}
}

// Messages are the acting person's messages, newest first, at most limit+1, and
// how many are unread. Fault: NotFound auth.no_staff.
func (s *Service) Messages(ctx context.Context, after []string, limit int) ([]Message, int, error) {
	me, err := self(ctx)
	if err != nil {
		return nil, 0, err
	}
	messages, err := ListOf(ctx, s.db, me, after, limit)
	if err != nil {
		return nil, 0, err
	}
	unread, err := Unread(ctx, s.db, me)
	if err != nil {
		return nil, 0, err
	}
	return messages, unread, nil
}

// Read marks one of the acting person's messages as read; again changes nothing.
// Faults: NotFound auth.no_staff, notify.message_not_found.
func (s *Service) Read(ctx context.Context, id uuid.UUID) error {
	me, err := self(ctx)
	if err != nil {
		return err
	}
	err = db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		return markRead(ctx, tx, me, id, s.clock.Now())
	})
	if errors.Is(err, ErrNotFound) {
		return fault.New(fault.NotFound, "notify.message_not_found").Because(err)
	}
	return err
}

// ReadAll marks all of the acting person's messages as read. Fault: NotFound
// auth.no_staff.
func (s *Service) ReadAll(ctx context.Context) error {
	me, err := self(ctx)
	if err != nil {
		return err
	}
	return db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		return markAllRead(ctx, tx, me, s.clock.Now())
	})
}

func self(ctx context.Context) (uuid.UUID, error) {
	me := access.Who(ctx).StaffID
	if me == uuid.Nil {
		return uuid.Nil, fault.New(fault.NotFound, "auth.no_staff")
	}
	return me, nil
}
