package auth

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
)

// What one-time links are for.
const (
	purposeSetup    = "setup"
	purposeActivate = "activate"
)

type invite struct {
	bun.BaseModel `bun:"table:invites"`

	TokenHash []byte `bun:",pk"`
	Purpose   string
	AccountID uuid.UUID `bun:",nullzero"`
	CreatedBy uuid.UUID `bun:",nullzero"`
	CreatedAt time.Time
	ExpiresAt time.Time
	UsedAt    *time.Time
}

func insertInvite(ctx context.Context, db bun.IDB, i invite) error {
	if _, err := db.NewInsert().Model(&i).Exec(ctx); err != nil {
		return fmt.Errorf("insert link: %w", err)
	}
	return nil
}

// lockInvite is the usable link of a token, locked within a transaction; one
// that is wrong, used or expired is errNoLink.
func lockInvite(ctx context.Context, db bun.IDB, purpose string, hash []byte, now time.Time) (invite, error) {
	var i invite
	err := db.NewSelect().Model(&i).
		Where("token_hash = ?", hash).
		Where("purpose = ?", purpose).
		Where("used_at is null").
		Where("expires_at > ?", now).
		For("update").
		Scan(ctx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return invite{}, errNoLink
	case err != nil:
		return invite{}, fmt.Errorf("find link: %w", err)
	}
	return i, nil
}

func useInvite(ctx context.Context, tx bun.Tx, hash []byte, now time.Time) error {
	if _, err := tx.ExecContext(ctx, "update invites set used_at = ? where token_hash = ?", now, hash); err != nil {
		return fmt.Errorf("use link: %w", err)
	}
	return nil
}

// dropInvites makes the unused links of an account void; the zero account means
// the links of the first set-up.
func dropInvites(ctx context.Context, tx bun.Tx, accountID uuid.UUID) error {
	q := tx.NewDelete().Model((*invite)(nil)).Where("used_at is null")
	if accountID == uuid.Nil {
		q = q.Where("purpose = ?", purposeSetup)
	} else {
		q = q.Where("account_id = ?", accountID)
	}
	if _, err := q.Exec(ctx); err != nil {
		return fmt.Errorf("drop links: %w", err)
	}
	return nil
}

// addFailures counts an attempt under all its keys before it is judged, so that
// attempts made at once cannot all pass.
func addFailures(ctx context.Context, db bun.IDB, id uuid.UUID, limits []limit, now time.Time) error {
	for _, l := range limits {
		_, err := db.ExecContext(ctx, "insert into sign_in_failures (id, key, failed_at) values (?, ?, ?)", id, l.key, now)
		if err != nil {
			return fmt.Errorf("count attempt: %w", err)
		}
	}
	return nil
}

// blockingFailure is when the oldest of the failures happened that stand in the
// way of an attempt just counted; the zero time when there is room.
func blockingFailure(ctx context.Context, db bun.IDB, l limit, now time.Time) (time.Time, error) {
	var at time.Time
	err := db.NewRaw(`select failed_at
		from sign_in_failures
		where key = ?
		and failed_at > ?
		order by failed_at desc, id desc
		offset ?
		limit 1`, l.key, now.Add(-failureWindow), l.most).Scan(ctx, &at)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return time.Time{}, nil
	case err != nil:
		return time.Time{}, fmt.Errorf("count failures: %w", err)
	}
	return at, nil
}

func dropAttempt(ctx context.Context, db bun.IDB, id uuid.UUID) error {
	if _, err := db.ExecContext(ctx, "delete from sign_in_failures where id = ?", id); err != nil {
		return fmt.Errorf("drop attempt: %w", err)
	}
	return nil
}

func dropFailures(ctx context.Context, db bun.IDB, key []byte) error {
	if _, err := db.ExecContext(ctx, "delete from sign_in_failures where key = ?", key); err != nil {
		return fmt.Errorf("drop failures: %w", err)
	}
	return nil
}
