package mentoring

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/clock"
	"camtay/app/db"
)

// Feed is the acting person's calendar address: Secret only when just made.
type Feed struct {
	Since  *time.Time
	Secret string
}

// CalendarFeed tells since when the acting person has a calendar address. Fault:
// NotFound auth.no_staff.
func (s *Service) CalendarFeed(ctx context.Context) (Feed, error) {
	me, err := self(ctx)
	if err != nil {
		return Feed{}, err
	}
	since, err := feedSince(ctx, s.db, me)
	return Feed{Since: since}, err
}

// MakeFeed gives the acting person a calendar address in place of any earlier one,
// which is not served again. Fault: NotFound auth.no_staff.
func (s *Service) MakeFeed(ctx context.Context) (Feed, error) {
	me, err := self(ctx)
	if err != nil {
		return Feed{}, err
	}
	secret, now := rand.Text(), s.clock.Now()
	hash := sha256.Sum256([]byte(secret))
	err = db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		return putFeed(ctx, tx, feedRow{StaffID: me, Hash: hash[:], CreatedAt: now})
	})
	if err != nil {
		return Feed{}, err
	}
	return Feed{Since: &now, Secret: secret}, nil
}

// DropFeed takes the acting person's calendar address back; again changes nothing.
// Fault: NotFound auth.no_staff.
func (s *Service) DropFeed(ctx context.Context) error {
	me, err := self(ctx)
	if err != nil {
		return err
	}
	return db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error { return dropFeed(ctx, tx, me) })
}

func (s *Service) calendarOwner(ctx context.Context, secret string, now time.Time) (uuid.UUID, error) {
	hash := sha256.Sum256([]byte(secret))
	return feedOwner(ctx, s.db, hash[:], clock.DayOf(now))
}
