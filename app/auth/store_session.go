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

const changeChannel = "auth_changed"

// announce tells all processes, at the commit, to look for what changed.
func announce(ctx context.Context, tx bun.Tx) error {
	if _, err := tx.ExecContext(ctx, "select pg_notify(?, '')", changeChannel); err != nil {
		return fmt.Errorf("announce change: %w", err)
	}
	return nil
}

// openSession starts a session and returns it with its first refresh token.
func openSession(ctx context.Context, tx bun.Tx, accountID uuid.UUID, now time.Time) (Session, string, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return Session{}, "", fmt.Errorf("make session id: %w", err)
	}
	s := Session{ID: id, AccountID: accountID, CreatedAt: now, LastUsedAt: now, ExpiresAt: now.Add(sessionLife)}
	if _, err := tx.NewInsert().Model(&s).Exec(ctx); err != nil {
		return Session{}, "", fmt.Errorf("insert session: %w", err)
	}
	text, hash := newSecret()
	t := refreshToken{TokenHash: hash, SessionID: id, IssuedAt: now}
	if _, err := tx.NewInsert().Model(&t).Exec(ctx); err != nil {
		return Session{}, "", fmt.Errorf("insert refresh token: %w", err)
	}
	return s, text, nil
}

// lockSession is the session of a refresh token and that token, locked until the
// end of the transaction, so that two requests with one token take turns. A
// token nobody was given is ErrNotFound.
func lockSession(ctx context.Context, tx bun.Tx, hash []byte) (Session, refreshToken, error) {
	var s Session
	var t refreshToken
	err := tx.NewSelect().Model(&s).
		Where("id = (select session_id from refresh_tokens where token_hash = ?)", hash).
		For("update").
		Scan(ctx)
	if err == nil {
		// Read after the lock: the other request may have used the token meanwhile.
		err = tx.NewSelect().Model(&t).Where("token_hash = ?", hash).Scan(ctx)
	}
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Session{}, refreshToken{}, ErrNotFound
	case err != nil:
		return Session{}, refreshToken{}, fmt.Errorf("lock session: %w", err)
	}
	return s, t, nil
}

// rotate uses up a refresh token and returns the next one.
func rotate(ctx context.Context, tx bun.Tx, t refreshToken, used string, now time.Time) (string, error) {
	next, hash := newSecret()
	sealed, err := sealSuccessor(used, next)
	if err != nil {
		return "", err
	}
	t.UsedAt, t.Successor = &now, sealed
	if _, err := tx.NewUpdate().Model(&t).Column("used_at", "successor").WherePK().Exec(ctx); err != nil {
		return "", fmt.Errorf("use refresh token: %w", err)
	}
	n := refreshToken{TokenHash: hash, SessionID: t.SessionID, IssuedAt: now}
	if _, err := tx.NewInsert().Model(&n).Exec(ctx); err != nil {
		return "", fmt.Errorf("insert refresh token: %w", err)
	}
	if _, err := tx.ExecContext(ctx, "update sessions set last_used_at = ? where id = ?", now, t.SessionID); err != nil {
		return "", fmt.Errorf("touch session: %w", err)
	}
	return next, nil
}

// unused reports whether a refresh token is still its session's newest.
func unused(ctx context.Context, db bun.IDB, hash []byte) (bool, error) {
	var is bool
	err := db.NewRaw("select exists (select from refresh_tokens where token_hash = ? and used_at is null)", hash).Scan(ctx, &is)
	if err != nil {
		return false, fmt.Errorf("look at refresh token: %w", err)
	}
	return is, nil
}

// revokeSession ends one session; none when it has ended already.
func revokeSession(ctx context.Context, tx bun.Tx, id uuid.UUID, reason string, now time.Time) ([]change, error) {
	return revoke(ctx, tx, "id = ?", []any{id}, reason, now)
}

// revokeOthers ends all sessions of an account but one; keep may be zero.
func revokeOthers(ctx context.Context, tx bun.Tx, accountID, keep uuid.UUID, reason string, now time.Time) ([]change, error) {
	return revoke(ctx, tx, "account_id = ? and id <> ?", []any{accountID, keep}, reason, now)
}

func revoke(ctx context.Context, tx bun.Tx, which string, args []any, reason string, now time.Time) ([]change, error) {
	var ids []uuid.UUID
	err := tx.NewUpdate().Model((*Session)(nil)).
		Set("revoked_at = ?, reason = ?", now, reason).
		Where(which, args...).
		Where("revoked_at is null").
		Returning("id").
		Scan(ctx, &ids)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("revoke sessions: %w", err)
	}
	changes := make([]change, 0, len(ids))
	for _, id := range ids {
		changes = append(changes, change{ID: id, At: now})
	}
	return changes, announce(ctx, tx)
}

// changesSince are the sessions revoked and the accounts whose grants changed.
func changesSince(ctx context.Context, db bun.IDB, since time.Time) ([]change, error) {
	var changes []change
	err := db.NewRaw(`select id, 0 as version, revoked_at as at
		from sessions
		where revoked_at >= ?0
		union all
		select id, grants_version, grants_changed_at
		from accounts
		where grants_changed_at >= ?0
		and grants_version > 1`, since).Scan(ctx, &changes)
	if err != nil {
		return nil, fmt.Errorf("read revocations: %w", err)
	}
	return changes, nil
}

func signingKeys(ctx context.Context, db bun.IDB, now time.Time) ([]signingKey, error) {
	var keys []signingKey
	err := db.NewSelect().Model(&keys).Where("verifies_until > ?", now).OrderExpr("created_at desc, kid").Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("read signing keys: %w", err)
	}
	return keys, nil
}

// insertKey adds a key and removes those whose last token is gone.
func insertKey(ctx context.Context, tx bun.Tx, k signingKey, now time.Time) error {
	if _, err := tx.NewInsert().Model(&k).Exec(ctx); err != nil {
		return fmt.Errorf("insert signing key: %w", err)
	}
	if _, err := tx.ExecContext(ctx, "delete from signing_keys where verifies_until <= ?", now); err != nil {
		return fmt.Errorf("delete old signing keys: %w", err)
	}
	return announce(ctx, tx)
}

// The advisory locks of this room: what they guard must happen once at a time
// over all processes.
const (
	lockKeys           = 0x617574_01 // "aut" and a number
	lockAdministrators = 0x617574_02
)

func lock(ctx context.Context, tx bun.Tx, key int64) error {
	if _, err := tx.ExecContext(ctx, "select pg_advisory_xact_lock(?)", key); err != nil {
		return fmt.Errorf("take lock: %w", err)
	}
	return nil
}

// sweep removes what no rule looks at any more.
func sweep(ctx context.Context, db bun.IDB, now time.Time) error {
	day := now.Add(-24 * time.Hour)
	for _, q := range []struct {
		text string
		args []any
	}{
		{"delete from sign_in_failures where failed_at < ?", []any{now.Add(-failureWindow)}},
		{"delete from sessions where expires_at < ? or revoked_at < ?", []any{day, day}},
		// A browser that stayed away longer than this must sign in anew anyway.
		{"delete from refresh_tokens where used_at < ?", []any{now.Add(-idleLife)}},
		{"delete from invites where expires_at < ?", []any{day}},
	} {
		if _, err := db.NewRaw(q.text, q.args...).Exec(ctx); err != nil {
			return fmt.Errorf("remove what is over: %w", err)
		}
	}
	return nil
}
