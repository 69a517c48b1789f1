package auth

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
)

const (
	accessLife  = 10 * time.Minute
	sessionLife = 30 * 24 * time.Hour
	idleLife    = 7 * 24 * time.Hour
	// raceGrace is how long after its use a token still answers a second tab of
	// the same browser.
	raceGrace = 10 * time.Second
)

// Why sessions end.
const (
	endedSignOut  = "sign_out"
	endedReuse    = "token_reused"
	endedPassword = "password_changed"
	endedDisabled = "account_disabled"
)

// Session is one browser signed in.
type Session struct {
	bun.BaseModel `bun:"table:sessions"`

	ID         uuid.UUID `bun:",pk"`
	AccountID  uuid.UUID
	CreatedAt  time.Time
	LastUsedAt time.Time
	ExpiresAt  time.Time
	RevokedAt  *time.Time
	Reason     string
}

type refreshToken struct {
	bun.BaseModel `bun:"table:refresh_tokens"`

	TokenHash []byte `bun:",pk"`
	SessionID uuid.UUID
	IssuedAt  time.Time
	UsedAt    *time.Time
	Successor []byte
}

// Tokens are what a browser holds of a session. Refresh is empty when the
// cookie it has is to stay.
type Tokens struct {
	AccountID  uuid.UUID
	Access     string
	AccessFor  time.Duration
	Refresh    string
	RefreshFor time.Duration
}

type verdict int

const (
	ended  verdict = iota // the session is over
	renew                 // the newest token: replace it
	race                  // its predecessor, moments after: answer, replace nothing
	reused                // an older token: somebody has a copy
)

// judgeRefresh decides about a refresh token that was found.
func judgeRefresh(s Session, t refreshToken, now time.Time) verdict {
	switch {
	case s.RevokedAt != nil, !now.Before(s.ExpiresAt), !now.Before(s.LastUsedAt.Add(idleLife)):
		return ended
	case t.UsedAt == nil:
		return renew
	case now.Sub(*t.UsedAt) <= raceGrace:
		return race
	}
	return reused
}

// cookieLife is how long a cookie given now may be used.
func (s Session) cookieLife(now time.Time) time.Duration {
	return min(idleLife, s.ExpiresAt.Sub(now))
}

// accessLife is how long an access token given now is valid; it never outlives
// the session.
func (s Session) accessLife(now time.Time) time.Duration {
	return min(accessLife, s.ExpiresAt.Sub(now))
}

const secretBytes = 32

// newSecret is 256 random bits as text for a cookie or a link, and the hash that
// is stored in its place.
func newSecret() (text string, hash []byte) {
	var b [secretBytes]byte
	_, _ = rand.Read(b[:]) // never fails since Go 1.24
	text = base64.RawURLEncoding.EncodeToString(b[:])
	return text, hashSecret(text)
}

func hashSecret(text string) []byte {
	sum := sha256.Sum256([]byte(text))
	return sum[:]
}

// sealSuccessor hides the next token so that only the holder of the used one can
// be given it again.
func sealSuccessor(used, next string) ([]byte, error) {
	return seal(successorKey(used), []byte(next), nil)
}

func openSuccessor(used string, sealed []byte) (string, error) {
	next, err := open(successorKey(used), sealed, nil)
	if err != nil {
		return "", fmt.Errorf("open successor: %w", err)
	}
	return string(next), nil
}

func successorKey(used string) []byte {
	sum := sha256.Sum256([]byte("camtay refresh successor\x00" + used))
	return sum[:]
}
