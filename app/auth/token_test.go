package auth

import (
	"crypto/ed25519"
	"errors"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"camtay/app/access"
)

const testMaster = "0123456789abcdef0123456789abcdef"

func noon() time.Time {
	return time.Date(2026, time.November, 2, 5, 0, 0, 0, time.UTC)
}

func testKey(t *testing.T) keyPair {
	t.Helper()
	row, err := newKey([]byte(testMaster), noon())
	if err != nil {
		t.Fatal(err)
	}
	pair, err := row.open([]byte(testMaster))
	if err != nil {
		t.Fatal(err)
	}
	return pair
}

func testClaims() claims {
	return claims{
		RegisteredClaims: jwt.RegisteredClaims{
			Issuer: "camtay", Audience: jwt.ClaimStrings{"camtay-api"}, Subject: uuid.NewString(),
			IssuedAt: jwt.NewNumericDate(noon()), ExpiresAt: jwt.NewNumericDate(noon().Add(accessLife)),
		},
		SessionID: uuid.New(), StaffID: uuid.New(), Version: 3,
		Grants: []access.Grant{{Role: access.UnitLeader, Path: "37.37001"}},
	}
}

func read(key keyPair, token string, now time.Time) (verified, error) {
	parser := newParser("camtay", "camtay-api", func() time.Time { return now })
	return readToken(parser, token, func(kid string) (ed25519.PublicKey, error) {
		if kid != key.kid {
			return nil, errUnknownKey
		}
		return key.public, nil
	})
}

func TestTokenCarriesItsPrincipal(t *testing.T) {
	t.Parallel()
	key, c := testKey(t), testClaims()
	token, err := signToken(key, c)
	if err != nil {
		t.Fatal(err)
	}
	got, err := read(key, token, noon())
	if err != nil {
		t.Fatal(err)
	}
	want := access.Principal{AccountID: uuid.MustParse(c.Subject), StaffID: c.StaffID, SessionID: c.SessionID, Grants: c.Grants}
	if diff := cmp.Diff(want, got.principal); diff != "" || got.version != 3 {
		t.Errorf("version %d, principal (-want +got):\n%s", got.version, diff)
	}
}

func TestTokensThatAreNotOursAreRefused(t *testing.T) {
	t.Parallel()
	key, other := testKey(t), testKey(t)
	sign := func(method jwt.SigningMethod, kid string, secret any, change func(*claims)) string {
		c := testClaims()
		if change != nil {
			change(&c)
		}
		token := jwt.NewWithClaims(method, c)
		token.Header["kid"] = kid
		signed, err := token.SignedString(secret)
		if err != nil {
			t.Fatal(err)
		}
		return signed
	}
	ed := func(change func(*claims)) string { return sign(jwt.SigningMethodEdDSA, key.kid, key.private, change) }
	good := ed(nil)
	for name, c := range map[string]struct {
		token string
		want  error
	}{
		"HS256 keyed with the public key": {sign(jwt.SigningMethodHS256, key.kid, []byte(key.public), nil), jwt.ErrTokenSignatureInvalid},
		"no signature":                    {sign(jwt.SigningMethodNone, key.kid, jwt.UnsafeAllowNoneSignatureType, nil), jwt.ErrTokenSignatureInvalid},
		"another key under our id":        {sign(jwt.SigningMethodEdDSA, key.kid, other.private, nil), jwt.ErrTokenSignatureInvalid},
		"an unknown key":                  {sign(jwt.SigningMethodEdDSA, other.kid, other.private, nil), errUnknownKey},
		"another audience":                {ed(func(c *claims) { c.Audience = jwt.ClaimStrings{"other"} }), jwt.ErrTokenInvalidAudience},
		"another issuer":                  {ed(func(c *claims) { c.Issuer = "other" }), jwt.ErrTokenInvalidIssuer},
		"expired":                         {ed(func(c *claims) { c.ExpiresAt = jwt.NewNumericDate(noon().Add(-time.Minute)) }), jwt.ErrTokenExpired},
		"without an end":                  {ed(func(c *claims) { c.ExpiresAt = nil }), jwt.ErrTokenRequiredClaimMissing},
		"without a session":               {ed(func(c *claims) { c.SessionID = uuid.Nil }), errSubject},
		"without an account":              {ed(func(c *claims) { c.Subject = "" }), errSubject},
		"cut short":                       {good[:len(good)-8], jwt.ErrTokenSignatureInvalid},
		"no token at all":                 {"a.b.c", jwt.ErrTokenMalformed},
	} {
		if _, err := read(key, c.token, noon()); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
	}
}

func TestTokenExpiresAfterTenMinutesAndALeeway(t *testing.T) {
	t.Parallel()
	key := testKey(t)
	token, err := signToken(key, testClaims())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := read(key, token, noon().Add(accessLife+tokenLeeway-time.Second)); err != nil {
		t.Errorf("within the leeway: %v", err)
	}
	if _, err := read(key, token, noon().Add(accessLife+tokenLeeway+time.Second)); !errors.Is(err, jwt.ErrTokenExpired) {
		t.Errorf("after the leeway: got %v, want expired", err)
	}
}

func TestKeysAreTrustedOnlyAsTheyWereSealed(t *testing.T) {
	t.Parallel()
	row, err := newKey([]byte(testMaster), noon())
	if err != nil {
		t.Fatal(err)
	}
	stranger, _, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*signingKey){
		"another public half": func(k *signingKey) { k.PublicKey = stranger },
		"a longer life":       func(k *signingKey) { k.VerifiesUntil = k.VerifiesUntil.Add(time.Hour) },
		"another name":        func(k *signingKey) { k.KID = "x" },
		"a cut seal":          func(k *signingKey) { k.SealedPrivate = k.SealedPrivate[:4] },
	} {
		k := row
		change(&k)
		if _, err := k.open([]byte(testMaster)); !errors.Is(err, errKeySeal) {
			t.Errorf("%s: got %v, want errKeySeal", name, err)
		}
	}
	if _, err := row.open([]byte("another master key of 32 bytes!!")); !errors.Is(err, errKeySeal) {
		t.Errorf("another master key: got %v, want errKeySeal", err)
	}
}
