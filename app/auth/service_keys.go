package auth

import (
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/uptrace/bun"

	"camtay/app/db"
)

// reloadEvery keeps tokens with made-up key ids from asking the database each.
const reloadEvery = time.Second

// keyring is what this process knows of the signing keys.
type keyring struct {
	mu     sync.RWMutex
	pairs  map[string]keyPair
	loaded time.Time
}

// newest is the key to sign with now.
func (r *keyring) newest(now time.Time) (keyPair, bool) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	var best keyPair
	for _, k := range r.pairs {
		if now.Before(k.signsUntil) && k.createdAt.After(best.createdAt) {
			best = k
		}
	}
	return best, best.kid != ""
}

func (r *keyring) find(kid string, now time.Time) (keyPair, bool) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	k, ok := r.pairs[kid]
	return k, ok && now.Before(k.verifiesUntil)
}

func (r *keyring) replace(pairs []keyPair, now time.Time) {
	byID := make(map[string]keyPair, len(pairs))
	for _, k := range pairs {
		byID[k.kid] = k
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.pairs, r.loaded = byID, now
}

// stale reports, to one caller a second, that the keys may be asked for again.
func (r *keyring) stale(now time.Time) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if now.Sub(r.loaded) < reloadEvery {
		return false
	}
	r.loaded = now
	return true
}

// signer is the key to sign with: the newest, made when all are past their time.
func (s *Service) signer(ctx context.Context) (keyPair, error) {
	now := s.clock.Now()
	if k, ok := s.keys.newest(now); ok {
		return k, nil
	}
	err := db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		if err := lock(ctx, tx, lockKeys); err != nil {
			return err
		}
		// Another process may have made one while this one waited.
		pairs, err := s.openKeys(ctx, tx, now)
		if err != nil {
			return err
		}
		s.keys.replace(pairs, now)
		if _, ok := s.keys.newest(now); ok {
			return nil
		}
		k, err := newKey(s.sealKey, now)
		if err != nil {
			return err
		}
		return insertKey(ctx, tx, k, now)
	})
	if err != nil {
		return keyPair{}, fmt.Errorf("rotate signing key: %w", err)
	}
	if err := s.loadKeys(ctx); err != nil {
		return keyPair{}, err
	}
	k, ok := s.keys.newest(now)
	if !ok {
		return keyPair{}, errUnknownKey
	}
	return k, nil
}

func (s *Service) loadKeys(ctx context.Context) error {
	now := s.clock.Now()
	pairs, err := s.openKeys(ctx, s.db, now)
	if err != nil {
		return err
	}
	s.keys.replace(pairs, now)
	return nil
}

// openKeys are the keys whose seal opens; others were written with another
// master key, or by somebody without it.
func (s *Service) openKeys(ctx context.Context, db bun.IDB, now time.Time) ([]keyPair, error) {
	rows, err := signingKeys(ctx, db, now)
	if err != nil {
		return nil, err
	}
	pairs := make([]keyPair, 0, len(rows))
	for _, r := range rows {
		k, err := r.open(s.sealKey)
		if err != nil {
			s.log.WarnContext(ctx, "signing key is not trusted", "error", err)
			continue
		}
		pairs = append(pairs, k)
	}
	return pairs, nil
}

func (s *Service) verifier(ctx context.Context, kid string) (ed25519.PublicKey, error) {
	now := s.clock.Now()
	k, ok := s.keys.find(kid, now)
	if !ok && s.keys.stale(now) {
		if err := s.loadKeys(ctx); err != nil {
			return nil, err
		}
		k, ok = s.keys.find(kid, now)
	}
	if !ok {
		return nil, errUnknownKey
	}
	return k.public, nil
}

type webKey struct {
	KeyType   string `json:"kty"`
	Curve     string `json:"crv"`
	Algorithm string `json:"alg"`
	Use       string `json:"use"`
	ID        string `json:"kid"`
	X         string `json:"x"`
}

// serveKeys answers the public keys that verify, as a JSON Web Key Set.
func (s *Service) serveKeys(c *fiber.Ctx) error {
	ctx := c.UserContext()
	if _, err := s.signer(ctx); err != nil {
		return err
	}
	pairs, err := s.openKeys(ctx, s.db, s.clock.Now())
	if err != nil {
		return err
	}
	keys := make([]webKey, 0, len(pairs))
	for _, k := range pairs {
		keys = append(keys, webKey{
			KeyType: "OKP", Curve: "Ed25519", Algorithm: "EdDSA", Use: "sig", ID: k.kid,
			X: base64.RawURLEncoding.EncodeToString(k.public),
		})
	}
	c.Set(fiber.HeaderCacheControl, "public, max-age=300")
	return c.Status(http.StatusOK).JSON(map[string]any{"keys": keys})
}

func (s *Service) verifierIn(ctx context.Context) func(kid string) (ed25519.PublicKey, error) {
	return func(kid string) (ed25519.PublicKey, error) { return s.verifier(ctx, kid) }
}
