package auth

import (
	"context"
	"errors"
	"fmt"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/audit"
	"camtay/app/clock"
	"camtay/app/db"
	"camtay/app/fault"
)

// issue signs an access token for a session with the account's grants of now.
func (s *Service) issue(ctx context.Context, session Session, refresh string) (Tokens, error) {
	key, err := s.signer(ctx)
	if err != nil {
		return Tokens{}, err
	}
	// Version before grants: a change in between makes the token void, not too wide.
	h, err := findHolder(ctx, s.db, session.AccountID)
	if err != nil {
		return Tokens{}, err
	}
	held, err := heldBy(ctx, s.db, session.AccountID)
	if err != nil {
		return Tokens{}, err
	}
	now := s.clock.Now()
	life := session.accessLife(now)
	token, err := signToken(key, claims{
		RegisteredClaims: jwt.RegisteredClaims{
			Issuer: s.cfg.Issuer, Audience: jwt.ClaimStrings{s.cfg.Audience}, Subject: session.AccountID.String(),
			ID: uuid.NewString(), IssuedAt: jwt.NewNumericDate(now), ExpiresAt: jwt.NewNumericDate(now.Add(life)),
		},
		SessionID: session.ID, StaffID: h.StaffID, Version: h.GrantsVersion, Grants: asGrants(held),
	})
	if err != nil {
		return Tokens{}, err
	}
	return Tokens{
		AccountID: session.AccountID, Access: token, AccessFor: life,
		Refresh: refresh, RefreshFor: session.cookieLife(now),
	}, nil
}

// Refresh renews the tokens of a session. Each refresh token is used once. Used
// again within ten seconds, which two tabs do, it is answered with a new access
// token and the same successor, so that whichever answer comes last leaves the
// newest cookie; with no cookie when the successor was used too. Used later
// still, somebody has a copy: the whole session ends. Fault: auth.session_ended.
func (s *Service) Refresh(ctx context.Context, token string) (Tokens, error) {
	over := fault.New(fault.Unauthenticated, "auth.session_ended")
	if token == "" {
		return Tokens{}, over
	}
	now := s.clock.Now()
	var session Session
	var next string
	var judged verdict
	var changes []change
	err := db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		next, changes = "", nil
		var t refreshToken
		var err error
		if session, t, err = lockSession(ctx, tx, hashSecret(token)); err != nil {
			return err
		}
		who, err := findHolder(ctx, tx, session.AccountID)
		if err != nil {
			return err
		}
		judged = judgeRefresh(session, t, now)
		switch {
		case judged == ended:
		case who.closed(clock.DayOf(now)):
			judged = ended
			changes, err = revokeSession(ctx, tx, session.ID, endedDisabled, now)
		case judged == renew:
			next, err = rotate(ctx, tx, t, token, now)
		case judged == race:
			next, err = successor(ctx, tx, t, token)
		default:
			changes, err = s.endCopied(ctx, tx, session)
		}
		return err
	})
	switch {
	case errors.Is(err, ErrNotFound):
		return Tokens{}, over
	case err != nil:
		return Tokens{}, fmt.Errorf("renew session: %w", err)
	}
	s.revoked.add(changes...)
	if judged != renew && judged != race {
		return Tokens{}, over
	}
	return s.issue(ctx, session, next)
}

// successor is the token that replaced a used one, or empty when that was used too.
func successor(ctx context.Context, tx bun.Tx, t refreshToken, used string) (string, error) {
	next, err := openSuccessor(used, t.Successor)
	if err != nil {
		return "", err
	}
	newest, err := unused(ctx, tx, hashSecret(next))
	if err != nil || !newest {
		return "", err
	}
	return next, nil
}

func (s *Service) endCopied(ctx context.Context, tx bun.Tx, session Session) ([]change, error) {
	now := s.clock.Now()
	changes, err := revokeSession(ctx, tx, session.ID, endedReuse, now)
	if err != nil {
		return nil, err
	}
	args := map[string]any{"account_id": session.AccountID}
	return changes, audit.Put(ctx, tx, "auth.token_reused", "session", session.ID, args, now)
}

// SignOut ends the session of a refresh token, else that of an access token.
// With neither there is nothing to end.
func (s *Service) SignOut(ctx context.Context, refresh, token string) error {
	now := s.clock.Now()
	var changes []change
	err := db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		session, _, err := lockSession(ctx, tx, hashSecret(refresh))
		if errors.Is(err, ErrNotFound) {
			who, verifyErr := s.Verify(ctx, token)
			if verifyErr != nil {
				return nil //nolint:nilerr // no session, nothing to end
			}
			session, err = Session{ID: who.SessionID, AccountID: who.AccountID}, nil
		}
		if err != nil {
			return err
		}
		changes, err = revokeSession(ctx, tx, session.ID, endedSignOut, now)
		if err != nil || len(changes) == 0 {
			return err
		}
		as := access.With(ctx, access.Principal{AccountID: session.AccountID})
		return audit.Put(as, tx, "auth.sign_out", "session", session.ID, nil, now)
	})
	if err != nil {
		return fmt.Errorf("sign out: %w", err)
	}
	s.revoked.add(changes...)
	return nil
}

// ChangePassword sets the caller's password and ends the caller's other
// sessions and unused activation links. Faults: auth.password_wrong at
// body.current, auth.password_… at body.new, auth.too_many, auth.demo_fixed.
func (s *Service) ChangePassword(ctx context.Context, current, next string) error {
	who := access.Who(ctx)
	h, err := findHolder(ctx, s.db, who.AccountID)
	if err != nil {
		return err
	}
	if s.shown(h.Login) {
		return fault.New(fault.Forbidden, "auth.demo_fixed")
	}
	attempt, err := s.attempt(ctx, s.loginLimit("password", h.ID.String()))
	if err != nil {
		return err
	}
	match, _, err := comparePassword(ctx, current, h.PasswordHash)
	if err != nil {
		return err
	}
	if !match {
		return fault.New(fault.Invalid, "auth.password_wrong").At("body.current", "auth.password_wrong", nil)
	}
	if err := dropAttempt(ctx, s.db, attempt); err != nil {
		return err
	}
	if current == next {
		return fault.New(fault.Invalid, "auth.password_same").At("body.new", "auth.password_same", nil)
	}
	hash, err := newPassword(ctx, "body.new", next, h.Login, h.Code)
	if err != nil {
		return err
	}
	return s.replacePassword(ctx, h.ID, hash, who.SessionID)
}

func (s *Service) replacePassword(ctx context.Context, accountID uuid.UUID, hash string, keep uuid.UUID) error {
	now := s.clock.Now()
	var changes []change
	err := db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		err := setPassword(ctx, tx, accountID, hash)
		if err != nil {
			return err
		}
		if err := dropInvites(ctx, tx, accountID); err != nil {
			return err
		}
		if changes, err = revokeOthers(ctx, tx, accountID, keep, endedPassword, now); err != nil {
			return err
		}
		return audit.Put(ctx, tx, "auth.password_changed", "account", accountID, nil, now)
	})
	if err != nil {
		return fmt.Errorf("change password: %w", err)
	}
	s.revoked.add(changes...)
	return nil
}

// newPassword judges and hashes a password typed at location.
func newPassword(ctx context.Context, location, password string, names ...string) (string, error) {
	if key, args := judgePassword(password, names...); key != "" {
		return "", fault.New(fault.Invalid, key).With(args).At(location, key, args)
	}
	return hashPassword(ctx, password)
}
