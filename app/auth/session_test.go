package auth

import (
	"bytes"
	"crypto/sha256"
	"testing"
	"time"

	"github.com/google/uuid"
)

func TestRefreshTokensAreJudged(t *testing.T) {
	t.Parallel()
	now := noon()
	ago := func(d time.Duration) *time.Time { at := now.Add(-d); return &at }
	live := Session{LastUsedAt: now.Add(-time.Hour), ExpiresAt: now.Add(time.Hour)}
	for name, c := range map[string]struct {
		session Session
		used    *time.Time
		want    verdict
	}{
		"the newest":                {live, nil, renew},
		"used a moment ago":         {live, ago(raceGrace), race},
		"used before that":          {live, ago(raceGrace + time.Second), reused},
		"of a revoked session":      {Session{LastUsedAt: now, ExpiresAt: now.Add(time.Hour), RevokedAt: ago(0)}, nil, ended},
		"of a session out of time":  {Session{LastUsedAt: now, ExpiresAt: now}, nil, ended},
		"of a session left alone":   {Session{LastUsedAt: now.Add(-idleLife), ExpiresAt: now.Add(time.Hour)}, nil, ended},
		"reused in an ended one":    {Session{LastUsedAt: now, ExpiresAt: now}, ago(time.Hour), ended},
		"nearly left alone":         {Session{LastUsedAt: now.Add(time.Second - idleLife), ExpiresAt: now.Add(time.Hour)}, nil, renew},
		"racing in a revoked one":   {Session{LastUsedAt: now, ExpiresAt: now.Add(time.Hour), RevokedAt: ago(0)}, ago(time.Second), ended},
		"nearly at the session end": {Session{LastUsedAt: now, ExpiresAt: now.Add(time.Second)}, nil, renew},
	} {
		if got := judgeRefresh(c.session, refreshToken{UsedAt: c.used}, now); got != c.want {
			t.Errorf("%s: got %d, want %d", name, got, c.want)
		}
	}
}

func TestTokensNeverOutliveTheSession(t *testing.T) {
	t.Parallel()
	s := Session{ExpiresAt: noon().Add(3 * time.Minute)}
	if got := s.accessLife(noon()); got != 3*time.Minute {
		t.Errorf("access token lives %s, want 3m", got)
	}
	if got := s.cookieLife(noon()); got != 3*time.Minute {
		t.Errorf("cookie lives %s, want 3m", got)
	}
}

func TestSuccessorOpensOnlyWithTheUsedToken(t *testing.T) {
	t.Parallel()
	used, _ := newSecret()
	next, hash := newSecret()
	sealed, err := sealSuccessor(used, next)
	if err != nil {
		t.Fatal(err)
	}
	got, err := openSuccessor(used, sealed)
	if err != nil || got != next || !bytes.Equal(hashSecret(got), hash) {
		t.Errorf("got %q, %v; want %q", got, err, next)
	}
	if got, err := openSuccessor(next, sealed); err == nil {
		t.Errorf("another token opened %q", got)
	}
}

func TestVerifiedTokensAreForgottenInTimeAndInNumber(t *testing.T) {
	t.Parallel()
	c := newSeen(16)
	sum := func(i byte) [sha256.Size]byte { return sha256.Sum256([]byte{i}) }
	for i := range byte(100) {
		c.put(sum(i), verified{expires: noon().Add(time.Minute)}, noon())
	}
	if got := len(c.tokens); got > 16 {
		t.Errorf("%d tokens are kept, want at most 16", got)
	}
	if _, ok := c.find(sum(99), noon()); !ok {
		t.Error("the latest token is not known")
	}
	if _, ok := c.find(sum(99), noon().Add(time.Minute)); ok {
		t.Error("an expired token is known")
	}
	c.put(sum(200), verified{expires: noon()}, noon())
	if _, ok := c.tokens[sum(200)]; ok {
		t.Error("an expired token was kept")
	}
}

func TestRevocationsAreKeptAsLongAsTokensLive(t *testing.T) {
	t.Parallel()
	r := newRevocations()
	var v verified
	v.principal.SessionID, v.principal.AccountID, v.version = uuid.New(), uuid.New(), 2
	if r.refuses(v) {
		t.Fatal("refused without a reason")
	}
	r.add(change{ID: v.principal.AccountID, Version: 3, At: noon()}, change{ID: v.principal.AccountID, Version: 2, At: noon()})
	if !r.refuses(v) {
		t.Error("a token of old grants passed")
	}
	v.version = 3
	if r.refuses(v) {
		t.Error("a token of new grants was refused")
	}
	r.add(change{ID: v.principal.SessionID, At: noon()})
	if !r.refuses(v) {
		t.Error("a token of a revoked session passed")
	}
	r.forget(noon().Add(time.Second))
	if len(r.sessions)+len(r.accounts) != 0 {
		t.Errorf("still kept: %v %v", r.sessions, r.accounts)
	}
}
