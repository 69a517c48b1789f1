package auth

import (
	"crypto/sha256"
	"sync"
	"time"

	"github.com/google/uuid"
)

// maxSeen bounds the memory of verified tokens to some ten megabytes.
const maxSeen = 16384

// seen remembers verified tokens by their hash, since checking an Ed25519
// signature costs more than the rest of a small request.
type seen struct {
	mu     sync.RWMutex
	tokens map[[sha256.Size]byte]verified
	most   int
}

func newSeen(most int) *seen {
	return &seen{tokens: map[[sha256.Size]byte]verified{}, most: most}
}

func (c *seen) find(sum [sha256.Size]byte, now time.Time) (verified, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	v, ok := c.tokens[sum]
	return v, ok && now.Before(v.expires)
}

func (c *seen) put(sum [sha256.Size]byte, v verified, now time.Time) {
	if !now.Before(v.expires) {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.tokens) >= c.most {
		c.makeRoom(now)
	}
	c.tokens[sum] = v
}

// makeRoom drops what expired, and an eighth at random when that frees nothing.
func (c *seen) makeRoom(now time.Time) {
	for sum, v := range c.tokens {
		if !now.Before(v.expires) {
			delete(c.tokens, sum)
		}
	}
	for sum := range c.tokens {
		if len(c.tokens) <= c.most-max(c.most/8, 1) {
			return
		}
		delete(c.tokens, sum)
	}
}

// change is what ends tokens before they expire.
type change struct {
	ID      uuid.UUID
	Version int // of the account; 0 for a session
	At      time.Time
}

// revocations are the sessions revoked and the accounts whose grants changed
// within the life of an access token.
type revocations struct {
	mu       sync.RWMutex
	sessions map[uuid.UUID]time.Time
	accounts map[uuid.UUID]change
}

func newRevocations() *revocations {
	return &revocations{sessions: map[uuid.UUID]time.Time{}, accounts: map[uuid.UUID]change{}}
}

func (r *revocations) refuses(v verified) bool {
	r.mu.RLock()
	defer r.mu.RUnlock()
	if _, revoked := r.sessions[v.principal.SessionID]; revoked {
		return true
	}
	c, changed := r.accounts[v.principal.AccountID]
	return changed && v.version < c.Version
}

func (r *revocations) add(changes ...change) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, c := range changes {
		if c.Version == 0 {
			r.sessions[c.ID] = c.At
		} else if r.accounts[c.ID].Version < c.Version {
			r.accounts[c.ID] = c
		}
	}
}

// forget drops what ended tokens that are expired by now anyway.
func (r *revocations) forget(before time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for id, at := range r.sessions {
		if at.Before(before) {
			delete(r.sessions, id)
		}
	}
	for id, c := range r.accounts {
		if c.At.Before(before) {
			delete(r.accounts, id)
		}
	}
}
