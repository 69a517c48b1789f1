package auth

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/fault"
)

func over() error { return fault.New(fault.Unauthenticated, "auth.session_ended") }

func (f fixture) refresh(t *testing.T, token string) Tokens {
	t.Helper()
	tokens, err := f.Refresh(t.Context(), token)
	if err != nil {
		t.Fatalf("refresh: %v", err)
	}
	if _, err := f.Verify(t.Context(), tokens.Access); err != nil {
		t.Fatalf("verify renewed token: %v", err)
	}
	return tokens
}

func TestRefreshReplacesTheCookieEachTime(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	first := f.signIn(t, f.member(t, f.tree.WardA))
	f.clk.Advance(time.Hour)
	if _, err := f.Verify(t.Context(), first.Access); err == nil {
		t.Error("the first access token still passes after an hour")
	}
	second := f.refresh(t, first.Refresh)
	f.clk.Advance(time.Hour)
	third := f.refresh(t, second.Refresh)
	if first.Refresh == second.Refresh || second.Refresh == third.Refresh || second.AccessFor != accessLife || second.RefreshFor != idleLife {
		t.Errorf("tokens %+v %+v %+v", first, second, third)
	}
}

func TestReuseOfAnOldCookieEndsTheSession(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	m := f.member(t, f.tree.WardA)
	elsewhere := f.signIn(t, m)
	first := f.signIn(t, m)
	f.clk.Advance(time.Minute)
	second := f.refresh(t, first.Refresh)
	f.clk.Advance(raceGrace + time.Second)

	if _, err := f.Refresh(t.Context(), first.Refresh); !errors.Is(err, over()) {
		t.Errorf("reuse: got %v, want auth.session_ended", err)
	}
	if _, err := f.Refresh(t.Context(), second.Refresh); !errors.Is(err, over()) {
		t.Errorf("the newest cookie: got %v, want auth.session_ended", err)
	}
	if _, err := f.Verify(t.Context(), second.Access); !errors.Is(err, errRevoked) {
		t.Errorf("the access token: got %v, want errRevoked", err)
	}
	f.refresh(t, elsewhere.Refresh)
	entries := f.deeds(t, "auth.token_reused")
	if len(entries) != 1 || entries[0].Args["account_id"] != m.AccountID.String() {
		t.Errorf("audit has %+v, want one reuse of the account", entries)
	}
}

func TestTwoTabsRacingKeepTheNewestCookie(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	first := f.signIn(t, f.member(t, f.tree.WardA))
	f.clk.Advance(time.Hour)
	answers := make(chan Tokens, 4)
	for range cap(answers) {
		go func() {
			tokens, err := f.Refresh(context.WithoutCancel(t.Context()), first.Refresh)
			if err != nil {
				t.Errorf("racing tab: %v", err)
			}
			answers <- tokens
		}()
	}
	newest := (<-answers).Refresh
	for range cap(answers) - 1 {
		got := <-answers
		if got.Refresh != newest {
			t.Errorf("racing tab was given cookie %q, want the same as the other, %q", got.Refresh, newest)
		}
		if _, err := f.Verify(t.Context(), got.Access); err != nil {
			t.Errorf("racing tab's access token: %v", err)
		}
	}
	f.clk.Advance(time.Hour)
	f.refresh(t, newest)
}

func TestALateTabLeavesACookieThatMovedOn(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	first := f.signIn(t, f.member(t, f.tree.WardA))
	second := f.refresh(t, first.Refresh)
	third := f.refresh(t, second.Refresh)
	f.clk.Advance(raceGrace)
	if late := f.refresh(t, first.Refresh); late.Refresh != "" {
		t.Errorf("late tab was given cookie %q, want none", late.Refresh)
	}
	f.clk.Advance(time.Minute)
	f.refresh(t, third.Refresh)
}

func TestACopyUsedWithinTheGraceIsFoundOutLater(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	first := f.signIn(t, f.member(t, f.tree.WardA))
	own := f.refresh(t, first.Refresh)
	stolen := f.refresh(t, first.Refresh)
	f.clk.Advance(time.Hour)
	f.refresh(t, stolen.Refresh)
	f.clk.Advance(time.Hour)
	if _, err := f.Refresh(t.Context(), own.Refresh); !errors.Is(err, over()) {
		t.Errorf("got %v, want auth.session_ended", err)
	}
}

func TestSessionsEndWhenLeftAloneAndAfterAMonth(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	m := f.member(t, f.tree.WardA)
	alone := f.signIn(t, m)
	f.clk.Advance(idleLife)
	if _, err := f.Refresh(t.Context(), alone.Refresh); !errors.Is(err, over()) {
		t.Errorf("left alone for a week: got %v, want auth.session_ended", err)
	}
	tokens := f.signIn(t, m)
	for range 9 {
		f.clk.Advance(3 * 24 * time.Hour)
		tokens = f.refresh(t, tokens.Refresh)
	}
	f.clk.Advance(3*24*time.Hour - 4*time.Minute)
	if tokens = f.refresh(t, tokens.Refresh); tokens.AccessFor != 4*time.Minute {
		t.Errorf("the last access token lives %s, want 4m", tokens.AccessFor)
	}
	f.clk.Advance(4 * time.Minute)
	if _, err := f.Refresh(t.Context(), tokens.Refresh); !errors.Is(err, over()) {
		t.Errorf("after thirty days: got %v, want auth.session_ended", err)
	}
}

func TestUnknownCookiesAreAnEndedSession(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	unknown, _ := newSecret()
	for _, token := range []string{"", "x", unknown} {
		if _, err := f.Refresh(t.Context(), token); !errors.Is(err, over()) {
			t.Errorf("%q: got %v, want auth.session_ended", token, err)
		}
	}
}

func TestSignOutEndsCookieAndAccessToken(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	m := f.member(t, f.tree.WardA)
	byCookie, byToken := f.signIn(t, m), f.signIn(t, m)
	if err := f.SignOut(t.Context(), byCookie.Refresh, ""); err != nil {
		t.Fatal(err)
	}
	if err := f.SignOut(t.Context(), "", byToken.Access); err != nil {
		t.Fatal(err)
	}
	if err := f.SignOut(t.Context(), "", ""); err != nil {
		t.Errorf("signing out without a session: %v", err)
	}
	for _, tokens := range []Tokens{byCookie, byToken} {
		if _, err := f.Verify(t.Context(), tokens.Access); !errors.Is(err, errRevoked) {
			t.Errorf("access token: got %v, want errRevoked", err)
		}
		if _, err := f.Refresh(t.Context(), tokens.Refresh); !errors.Is(err, over()) {
			t.Errorf("cookie: got %v, want auth.session_ended", err)
		}
	}
}

func TestRevocationReachesOtherProcessesAndRestarts(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	second := start(t, f.db, f.clk)
	tokens := f.signIn(t, f.member(t, f.tree.WardA))
	if _, err := second.Verify(t.Context(), tokens.Access); err != nil {
		t.Fatalf("verify in the second process: %v", err)
	}
	if err := f.SignOut(t.Context(), tokens.Refresh, ""); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the second process refuses the token", func() bool {
		_, err := second.Verify(t.Context(), tokens.Access)
		return errors.Is(err, errRevoked)
	})
	third := start(t, f.db, f.clk)
	if _, err := third.Verify(t.Context(), tokens.Access); !errors.Is(err, errRevoked) {
		t.Errorf("a process started later: got %v, want errRevoked", err)
	}
}

func TestDisabledAccountsCannotRenew(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	m := f.member(t, f.tree.WardA)
	tokens := f.signIn(t, m)
	if _, err := f.db.ExecContext(t.Context(), "update staff set left_on = '2026-11-01' where id = ?", m.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Refresh(t.Context(), tokens.Refresh); !errors.Is(err, over()) {
		t.Errorf("got %v, want auth.session_ended", err)
	}
	if _, err := f.Verify(t.Context(), tokens.Access); !errors.Is(err, errRevoked) {
		t.Errorf("access token: got %v, want errRevoked", err)
	}
}

func TestChangingThePasswordEndsOtherSessions(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	m := f.member(t, f.tree.WardA, grant(access.Learner, f.tree.WardA))
	other, own := f.signIn(t, m), f.signIn(t, m)
	who, err := f.Verify(t.Context(), own.Access)
	if err != nil {
		t.Fatal(err)
	}
	ctx := access.With(t.Context(), who)
	const next = "sáng trăng sáng cả vườn"
	for _, c := range []struct{ current, next, key string }{
		{"không phải thế", next, "auth.password_wrong"},
		{goodPassword, goodPassword, "auth.password_same"},
		{goodPassword, "ngắn", "auth.password_short"},
		{goodPassword, "tôi " + m.Code, "auth.password_login"},
	} {
		if err := f.ChangePassword(ctx, c.current, c.next); !errors.Is(err, fault.New(fault.Invalid, c.key)) {
			t.Errorf("%q → %q: got %v, want %s", c.current, c.next, err, c.key)
		}
	}
	if err := f.ChangePassword(ctx, goodPassword, next); err != nil {
		t.Fatal(err)
	}
	f.refresh(t, own.Refresh)
	if _, err := f.Refresh(t.Context(), other.Refresh); !errors.Is(err, over()) {
		t.Errorf("other session: got %v, want auth.session_ended", err)
	}
	if _, err := f.SignIn(t.Context(), m.Code, goodPassword); !errors.Is(err, invalid()) {
		t.Errorf("old password: got %v, want auth.invalid", err)
	}
	if _, err := f.SignIn(t.Context(), m.Code, next); err != nil {
		t.Errorf("new password: %v", err)
	}
}

func TestKeysRotateAndOldTokensStayValid(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	m := f.member(t, f.tree.WardA)
	second := start(t, f.db, f.clk)
	f.clk.Advance(keySigns - time.Minute)
	old := f.signIn(t, m)
	f.clk.Advance(2 * time.Minute)
	fresh := f.signIn(t, m)
	for _, s := range []*Service{f.Service, second} {
		for _, tokens := range []Tokens{old, fresh} {
			if _, err := s.Verify(t.Context(), tokens.Access); err != nil {
				t.Errorf("verify: %v", err)
			}
		}
	}
	if got := f.keyCount(t); got != 2 {
		t.Errorf("%d keys, want 2", got)
	}
	f.clk.Advance(keySigns)
	f.signIn(t, m)
	if got := f.keyCount(t); got != 2 {
		t.Errorf("%d keys a month later, want 2: the first is gone", got)
	}
}

func TestProcessesStartingTogetherShareOneKey(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	if _, err := f.db.ExecContext(t.Context(), "delete from signing_keys"); err != nil {
		t.Fatal(err)
	}
	kids := make(chan string, 4)
	for range cap(kids) {
		s, err := New(Config{DB: f.db, Clock: f.clk, MasterKey: []byte(testMaster)})
		if err != nil {
			t.Fatal(err)
		}
		go func() {
			k, err := s.signer(context.WithoutCancel(t.Context()))
			if err != nil {
				t.Error(err)
			}
			kids <- k.kid
		}()
	}
	first := <-kids
	for range cap(kids) - 1 {
		if got := <-kids; got != first {
			t.Errorf("key %s, want %s", got, first)
		}
	}
	if got := f.keyCount(t); got != 1 {
		t.Errorf("%d keys, want 1", got)
	}
}

func TestAnotherMasterKeyMakesItsOwnSigningKey(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	m := f.member(t, f.tree.WardA)
	tokens := f.signIn(t, m)
	other := start(t, f.db, f.clk, func(c *Config) { c.MasterKey = []byte("another master key of 32 bytes!!") })
	if _, err := other.Verify(t.Context(), tokens.Access); !errors.Is(err, errUnknownKey) {
		t.Errorf("token of the old master key: got %v, want errUnknownKey", err)
	}
	renewed, err := other.Refresh(t.Context(), tokens.Refresh)
	if err != nil {
		t.Fatalf("renew by the cookie: %v", err)
	}
	if _, err := other.Verify(t.Context(), renewed.Access); err != nil {
		t.Errorf("renewed token: %v", err)
	}
	if _, err := New(Config{DB: f.db, Clock: f.clk, MasterKey: []byte("short")}); !errors.Is(err, errMasterKey) {
		t.Errorf("short master key: got %v, want errMasterKey", err)
	}
}

func (f fixture) keyCount(t *testing.T) int {
	t.Helper()
	n, err := f.db.NewSelect().Model((*signingKey)(nil)).Count(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return int(n)
}

func TestSweepKeepsWhatRulesStillLookAt(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	m := f.member(t, f.tree.WardA)
	tokens := f.signIn(t, m)
	for range 3 {
		f.clk.Advance(4 * 24 * time.Hour)
		tokens = f.refresh(t, tokens.Refresh)
	}
	gone := f.signIn(t, m)
	if err := f.SignOut(t.Context(), gone.Refresh, ""); err != nil {
		t.Fatal(err)
	}
	if err := addFailures(t.Context(), f.db, uuid.New(), []limit{{key: []byte("k")}}, f.clk.Now().Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
	f.clk.Advance(48 * time.Hour)
	if err := sweep(t.Context(), f.db, f.clk.Now()); err != nil {
		t.Fatal(err)
	}
	var got struct{ Sessions, Tokens, Failures int }
	err := f.db.NewRaw(`select (select count(*) from sessions) as sessions,
		(select count(*) from refresh_tokens) as tokens,
		(select count(*) from sign_in_failures) as failures`).Scan(t.Context(), &got)
	if err != nil {
		t.Fatal(err)
	}
	want := struct{ Sessions, Tokens, Failures int }{Sessions: 1, Tokens: 3, Failures: 0}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("left (-want +got):\n%s", diff)
	}
	f.refresh(t, tokens.Refresh)
}
