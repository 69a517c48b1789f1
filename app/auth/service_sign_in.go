package auth

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/audit"
	"camtay/app/clock"
	"camtay/app/db"
	"camtay/app/fault"
)

const (
	failureWindow = 15 * time.Minute
	loginFailures = 10
	// An office's computers often share one address.
	networkFailures = 100

	longestWait = 10 * time.Second
)

// limit is how many failures under a key a window allows.
type limit struct {
	key  []byte
	most int
}

// SignIn opens a session for whoever knows the password of a sign-in name,
// staff code or e-mail. Faults: auth.invalid for every wrong pair,
// auth.too_many {minutes} after too many, auth.disabled, auth.busy.
func (s *Service) SignIn(ctx context.Context, typed, password string) (Tokens, error) {
	login := normalLogin(typed)
	attempt, err := s.attempt(ctx, s.loginLimit("login", login))
	if err != nil {
		return Tokens{}, err
	}
	who, err := findForSignIn(ctx, s.db, login)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return Tokens{}, err
	}
	match, outdated, err := comparePassword(ctx, password, who.PasswordHash)
	if err != nil {
		return Tokens{}, err
	}
	now := s.clock.Now()
	if !match {
		return Tokens{}, s.refuseSignIn(ctx, login, who, now)
	}
	if err := dropAttempt(ctx, s.db, attempt); err != nil {
		return Tokens{}, err
	}
	// Told only to somebody who knows the password.
	if who.closed(clock.DayOf(now)) {
		err := audit.Put(ctx, s.db, "auth.sign_in_disabled", "account", who.ID, nil, now)
		return Tokens{}, errors.Join(fault.New(fault.Forbidden, "auth.disabled"), err)
	}
	fresh := who.PasswordHash
	if outdated {
		if fresh, err = hashPassword(ctx, password); err != nil {
			return Tokens{}, err
		}
	}
	return s.enter(ctx, who, fresh, login)
}

// enter opens the session; fresh replaces the password hash that was compared.
func (s *Service) enter(ctx context.Context, who holder, fresh, login string) (Tokens, error) {
	now := s.clock.Now()
	var session Session
	var refresh string
	err := db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		// A password changed or an account disabled since it was compared must not open a session.
		r, err := tx.NewRaw(`update accounts
			set last_signed_in_at = ?, password_hash = ?
			where id = ?
			and disabled_at is null
			and password_hash = ?`, now, fresh, who.ID, who.PasswordHash).Exec(ctx)
		if err != nil {
			return fmt.Errorf("note sign-in: %w", err)
		}
		if n, err := r.RowsAffected(); err != nil || n == 0 {
			return errors.Join(fault.New(fault.Unauthenticated, "auth.invalid"), err)
		}
		if session, refresh, err = openSession(ctx, tx, who.ID, now); err != nil {
			return err
		}
		if err := dropFailures(ctx, tx, s.failure("login", login)); err != nil {
			return err
		}
		as := access.With(ctx, access.Principal{AccountID: who.ID})
		return audit.Put(as, tx, "auth.sign_in", "session", session.ID, nil, now)
	})
	if err != nil {
		return Tokens{}, err
	}
	return s.issue(ctx, session, refresh)
}

// refuseSignIn keeps that an attempt failed, but neither the password nor what
// was typed for a login, which may be a password too.
func (s *Service) refuseSignIn(ctx context.Context, login string, who holder, now time.Time) error {
	args := map[string]any{}
	if who.ID == uuid.Nil {
		args["login_hash"] = hex.EncodeToString(s.failure("login", login)[:8])
	}
	if err := audit.Put(ctx, s.db, "auth.sign_in_failed", "account", who.ID, args, now); err != nil {
		return err
	}
	return fault.New(fault.Unauthenticated, "auth.invalid")
}

// attempt counts an attempt as failed until it is dropped. Beyond a limit it is
// auth.too_many with the minutes until there is room again.
func (s *Service) attempt(ctx context.Context, limits ...limit) (uuid.UUID, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return uuid.Nil, fmt.Errorf("make attempt id: %w", err)
	}
	if network := clientNetwork(audit.OriginOf(ctx).ClientIP); network != "" {
		limits = append(limits, limit{key: s.failure("network", network), most: networkFailures})
	}
	now := s.clock.Now()
	if err := addFailures(ctx, s.db, id, limits, now); err != nil {
		return uuid.Nil, err
	}
	for _, l := range limits {
		at, err := blockingFailure(ctx, s.db, l, now)
		if err != nil {
			return uuid.Nil, err
		}
		if at.IsZero() {
			continue
		}
		wait := at.Add(failureWindow).Sub(now)
		minutes := max(int((wait+time.Minute-1)/time.Minute), 1)
		// A refused attempt does not lengthen the wait.
		err = dropAttempt(ctx, s.db, id)
		return uuid.Nil, errors.Join(fault.New(fault.TooMany, "auth.too_many").With(fault.Args{"minutes": minutes}), err)
	}
	return id, nil
}

func (s *Service) loginLimit(kind, name string) limit {
	return limit{key: s.failure(kind, name), most: loginFailures}
}

// failure is the key under which failures are counted; without the master key
// it tells nothing about the name.
func (s *Service) failure(kind, name string) []byte {
	mac := hmac.New(sha256.New, s.failureKey)
	_, _ = fmt.Fprintf(mac, "%s\x00%s", kind, name)
	return mac.Sum(nil)
}

// comparePassword takes as long for an account without a password, or for none
// at all, as for any other.
func comparePassword(ctx context.Context, password, hash string) (match, outdated bool, err error) {
	against := hash
	if hash == "" {
		if against, err = nobodysHash(); err != nil {
			return false, false, err
		}
	}
	leave, err := takeCore(ctx)
	if err != nil {
		return false, false, err
	}
	defer leave()
	match, outdated, err = matchPassword(password, against)
	return match && hash != "", outdated, err
}

func hashPassword(ctx context.Context, password string) (string, error) {
	leave, err := takeCore(ctx)
	if err != nil {
		return "", err
	}
	defer leave()
	return computeHash(password)
}

// takeCore waits for a core to hash on; not for ever, since everyone behind
// would wait longer still.
func takeCore(ctx context.Context) (leave func(), err error) {
	select {
	case cores <- struct{}{}:
		return func() { <-cores }, nil
	case <-ctx.Done():
		return nil, fmt.Errorf("wait for a core: %w", ctx.Err())
	case <-time.After(longestWait):
		return nil, fault.New(fault.Unavailable, "auth.busy")
	}
}
