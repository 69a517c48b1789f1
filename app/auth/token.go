package auth

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
)

const (
	tokenLeeway = 5 * time.Second
	// Keys sign for a month; they verify until the last token they signed is gone.
	keySigns    = 30 * 24 * time.Hour
	keyVerifies = keySigns + time.Hour

	leastMaster = 32
)

var (
	errUnknownKey = errors.New("no such signing key")
	errKeySeal    = errors.New("seal does not open")
	errSubject    = errors.New("token without account or session")
	errRevoked    = errors.New("session or grants of the token were revoked")
	errNoToken    = errors.New("no token")
)

type signingKey struct {
	bun.BaseModel `bun:"table:signing_keys"`

	KID           string `bun:"kid,pk"`
	PublicKey     []byte
	SealedPrivate []byte
	CreatedAt     time.Time
	SignsUntil    time.Time
	VerifiesUntil time.Time
}

// keyPair is a signing key whose seal was opened.
type keyPair struct {
	kid           string
	public        ed25519.PublicKey
	private       ed25519.PrivateKey
	createdAt     time.Time
	signsUntil    time.Time
	verifiesUntil time.Time
}

func newKey(master []byte, now time.Time) (signingKey, error) {
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		return signingKey{}, fmt.Errorf("make signing key: %w", err)
	}
	k := signingKey{
		KID: uuid.NewString(), PublicKey: public,
		CreatedAt: now, SignsUntil: now.Add(keySigns), VerifiesUntil: now.Add(keyVerifies),
	}
	k.SealedPrivate, err = seal(master, private.Seed(), k.bound())
	return k, err
}

// bound is what the seal vouches for besides the private half.
func (k signingKey) bound() []byte {
	const form = time.RFC3339Nano
	return fmt.Appendf(nil, "%s\x00%x\x00%s\x00%s", k.KID, k.PublicKey, k.SignsUntil.UTC().Format(form), k.VerifiesUntil.UTC().Format(form))
}

func (k signingKey) open(master []byte) (keyPair, error) {
	seed, err := open(master, k.SealedPrivate, k.bound())
	if err != nil {
		return keyPair{}, fmt.Errorf("signing key %s: %w", k.KID, err)
	}
	private := ed25519.NewKeyFromSeed(seed)
	public, _ := private.Public().(ed25519.PublicKey)
	return keyPair{
		kid: k.KID, public: public, private: private,
		createdAt: k.CreatedAt, signsUntil: k.SignsUntil, verifiesUntil: k.VerifiesUntil,
	}, nil
}

// subkey derives a key for one purpose from the master key.
func subkey(master []byte, purpose string) ([]byte, error) {
	key, err := hkdf.Key(sha256.New, master, nil, "camtay auth "+purpose, sha256.Size)
	if err != nil {
		return nil, fmt.Errorf("derive key: %w", err)
	}
	return key, nil
}

// seal is AES-256-GCM with a random nonce in front.
func seal(key, plain, bound []byte) ([]byte, error) {
	aead, err := newAEAD(key)
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, aead.NonceSize())
	_, _ = rand.Read(nonce) // never fails since Go 1.24
	return aead.Seal(nonce, nonce, plain, bound), nil
}

func open(key, sealed, bound []byte) ([]byte, error) {
	aead, err := newAEAD(key)
	if err != nil {
		return nil, err
	}
	if len(sealed) < aead.NonceSize() {
		return nil, errKeySeal
	}
	plain, err := aead.Open(nil, sealed[:aead.NonceSize()], sealed[aead.NonceSize():], bound)
	if err != nil {
		return nil, errors.Join(errKeySeal, err)
	}
	return plain, nil
}

func newAEAD(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("prepare seal: %w", err)
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, fmt.Errorf("prepare seal: %w", err)
	}
	return aead, nil
}

// claims are what an access token says. Grants make a query per request needless.
type claims struct {
	jwt.RegisteredClaims

	SessionID uuid.UUID      `json:"sid"`
	StaffID   uuid.UUID      `json:"stf,omitzero"`
	Version   int            `json:"ver"`
	Grants    []access.Grant `json:"g"`
}

// verified is a token that passed.
type verified struct {
	principal access.Principal
	version   int
	expires   time.Time
}

func signToken(key keyPair, c claims) (string, error) {
	token := jwt.NewWithClaims(jwt.SigningMethodEdDSA, c)
	token.Header["kid"] = key.kid
	signed, err := token.SignedString(key.private)
	if err != nil {
		return "", fmt.Errorf("sign token: %w", err)
	}
	return signed, nil
}

func newParser(issuer, audience string, now func() time.Time) *jwt.Parser {
	return jwt.NewParser(
		jwt.WithValidMethods([]string{jwt.SigningMethodEdDSA.Alg()}),
		jwt.WithIssuer(issuer),
		jwt.WithAudience(audience),
		jwt.WithExpirationRequired(),
		jwt.WithLeeway(tokenLeeway),
		jwt.WithTimeFunc(now),
	)
}

// readToken checks a token's signature and claims. key finds a public key by its id.
func readToken(parser *jwt.Parser, token string, key func(kid string) (ed25519.PublicKey, error)) (verified, error) {
	var c claims
	_, err := parser.ParseWithClaims(token, &c, func(t *jwt.Token) (any, error) {
		kid, _ := t.Header["kid"].(string)
		return key(kid)
	})
	if err != nil {
		return verified{}, fmt.Errorf("read token: %w", err)
	}
	account, err := uuid.Parse(c.Subject)
	if err != nil || account == uuid.Nil || c.SessionID == uuid.Nil {
		return verified{}, errors.Join(errSubject, err)
	}
	return verified{
		principal: access.Principal{
			AccountID: account, StaffID: c.StaffID, SessionID: c.SessionID, Grants: slices.Clip(c.Grants),
		},
		version: c.Version, expires: c.ExpiresAt.Time,
	}, nil
}
