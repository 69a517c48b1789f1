package auth

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun/driver/pgdriver"

	"camtay/app/access"
)

const (
	pollEvery  = 3 * time.Second
	sweepEvery = 10 * time.Minute
	// changes are kept a little longer than a token lives, for clocks that differ.
	changeLife = accessLife + 5*time.Minute
)

// Start makes sure of a signing key, learns what was revoked, and keeps
// learning until Close.
func (s *Service) Start(ctx context.Context) error {
	if _, err := nobodysHash(); err != nil {
		return err
	}
	if _, err := s.signer(ctx); err != nil {
		return err
	}
	if err := s.loadKeys(ctx); err != nil {
		return err
	}
	if err := s.loadChanges(ctx); err != nil {
		return err
	}
	watch, stop := context.WithCancel(context.WithoutCancel(ctx))
	s.stop = stop
	s.watching.Go(func() { s.watch(watch) })
	return nil
}

// Close stops what Start began.
func (s *Service) Close() {
	if s.stop != nil {
		s.stop()
	}
	s.watching.Wait()
}

func (s *Service) watch(ctx context.Context) {
	ln := pgdriver.NewListener(s.db)
	defer func() { _ = ln.Close() }()
	var incoming <-chan pgdriver.Notification
	if err := ln.Listen(ctx, changeChannel); err == nil {
		incoming = ln.Channel()
	} else {
		s.log.WarnContext(ctx, "listen for revocations; polling only", "error", err)
	}
	poll, tidy := time.NewTicker(pollEvery), time.NewTicker(sweepEvery)
	defer poll.Stop()
	defer tidy.Stop()
	for {
		var err error
		select {
		case <-ctx.Done():
			return
		case _, ok := <-incoming:
			if !ok {
				incoming = nil
			}
			err = s.loadChanges(ctx)
		case <-poll.C:
			err = s.loadChanges(ctx)
		case <-tidy.C:
			err = errors.Join(sweep(ctx, s.db, s.clock.Now()), s.loadKeys(ctx))
		}
		if err != nil && ctx.Err() == nil {
			s.log.ErrorContext(ctx, "watch sessions", "error", err)
		}
	}
}

func (s *Service) loadChanges(ctx context.Context) error {
	since := s.clock.Now().Add(-changeLife)
	changes, err := changesSince(ctx, s.db, since)
	if err != nil {
		return err
	}
	s.revoked.add(changes...)
	s.revoked.forget(since)
	return nil
}

// Verify is the principal an access token was signed for. It fails for tokens
// that are not ours, have expired, or whose session or grants were revoked.
func (s *Service) Verify(ctx context.Context, token string) (access.Principal, error) {
	if token == "" {
		return access.Principal{}, errNoToken
	}
	now := s.clock.Now()
	sum := sha256.Sum256([]byte(token))
	v, known := s.seen.find(sum, now)
	if !known {
		var err error
		if v, err = readToken(s.parser, token, s.verifierIn(ctx)); err != nil {
			return access.Principal{}, err
		}
		s.seen.put(sum, v, now)
	}
	if s.revoked.refuses(v) {
		return access.Principal{}, fmt.Errorf("session %s: %w", v.principal.SessionID, errRevoked)
	}
	return v.principal, nil
}
