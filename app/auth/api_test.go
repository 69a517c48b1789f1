package auth

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/db"
	"camtay/app/lang"
	"camtay/app/staff/stafftest"
	"camtay/app/web"
)

func (f fixture) server() *web.Server {
	s := web.New(web.Config{
		Log: slog.New(slog.DiscardHandler), Clock: f.clk, Authenticate: f.Verify,
		Ready: func(context.Context) error { return nil },
	})
	Routes(s, f.Service)
	return s
}

type call struct {
	method, path string
	bearer       string
	cookie       string
	foreign      bool // without the header other sites cannot send
	body         any
}

// do answers status, cookie set, and the body read into out when it is not nil.
func do(t *testing.T, s *web.Server, c call, out any) (int, *http.Cookie) {
	t.Helper()
	var body io.Reader
	if c.body != nil {
		b, err := json.Marshal(c.body)
		if err != nil {
			t.Fatal(err)
		}
		body = bytes.NewReader(b)
	}
	path := "/api/v1" + c.path
	if c.path[1] == '.' {
		path = c.path
	}
	req := httptest.NewRequest(c.method, path, body)
	req.Header.Set("Content-Type", "application/json")
	if !c.foreign {
		req.Header.Set("X-Camtay", "1")
	}
	if c.bearer != "" {
		req.Header.Set("Authorization", "Bearer "+c.bearer)
	}
	if c.cookie != "" {
		req.AddCookie(&http.Cookie{Name: cookieName, Value: c.cookie})
	}
	res, err := s.Fiber.Test(req, -1)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	if out != nil {
		if err := json.Unmarshal(b, out); err != nil {
			t.Fatalf("%s %s answered %s: %v", c.method, c.path, b, err)
		}
	}
	for _, set := range res.Cookies() {
		return res.StatusCode, set
	}
	return res.StatusCode, nil
}

func TestABrowserSignsInRenewsAndSignsOut(t *testing.T) {
	t.Parallel()
	f := newFixture(t, func(c *Config) { c.Secure = true })
	s := f.server()
	m := f.member(t, f.tree.CentreA, grant(access.Learner, f.tree.WardA))

	var in SignedIn
	status, set := do(t, s, call{method: "POST", path: "/auth/sign-in", body: SignInBody{Login: m.Code, Password: goodPassword}}, &in)
	if status != http.StatusOK || in.ExpiresIn != 600 || in.Me.AccountID != m.AccountID || set == nil {
		t.Fatalf("sign in: %d %+v, cookie %v", status, in, set)
	}
	want := http.Cookie{Name: cookieName, Value: set.Value, Path: "/api/v1/auth", MaxAge: 7 * 24 * 3600, HttpOnly: true, Secure: true, SameSite: http.SameSiteStrictMode, Raw: set.Raw}
	if diff := cmp.Diff(want, *set); diff != "" {
		t.Errorf("cookie (-want +got):\n%s", diff)
	}

	var me Me
	if status, _ := do(t, s, call{method: "GET", path: "/auth/me", bearer: in.AccessToken}, &me); status != http.StatusOK || me.Name != "Nguyễn Thị Hoà" {
		t.Errorf("me: %d %+v", status, me)
	}
	locale, size := "en", "a2"
	prefs := call{method: "PATCH", path: "/auth/me/preferences", bearer: in.AccessToken, body: PreferencesBody{Locale: &locale}}
	if status, _ := do(t, s, prefs, &me); status != http.StatusOK || me.Locale != "en" || me.TextSize != "a" {
		t.Errorf("preferences: %d %+v", status, me)
	}
	prefs.body = PreferencesBody{TextSize: &size}
	if status, _ := do(t, s, prefs, &me); status != http.StatusOK || me.Locale != "en" || me.TextSize != "a2" {
		t.Errorf("preferences: %d %+v", status, me)
	}

	if status, _ := do(t, s, call{method: "POST", path: "/auth/refresh", cookie: set.Value, foreign: true}, nil); status != http.StatusForbidden {
		t.Errorf("refresh from another site: %d, want 403", status)
	}
	var renewed SignedIn
	status, next := do(t, s, call{method: "POST", path: "/auth/refresh", cookie: set.Value}, &renewed)
	if status != http.StatusOK || next == nil || next.Value == set.Value || renewed.Me.Locale != "en" {
		t.Fatalf("refresh: %d %+v, cookie %v", status, renewed, next)
	}

	status, cleared := do(t, s, call{method: "POST", path: "/auth/sign-out", cookie: next.Value, bearer: renewed.AccessToken}, nil)
	if status != http.StatusNoContent || cleared == nil || cleared.Value != "" || cleared.MaxAge >= 0 {
		t.Errorf("sign out: %d, cookie %v", status, cleared)
	}
	if status, _ := do(t, s, call{method: "GET", path: "/auth/me", bearer: renewed.AccessToken}, nil); status != http.StatusUnauthorized {
		t.Errorf("me after signing out: %d, want 401", status)
	}
	var p web.Problem
	if status, _ := do(t, s, call{method: "POST", path: "/auth/refresh"}, &p); status != http.StatusUnauthorized || p.Key != "auth.session_ended" {
		t.Errorf("refresh without a cookie: %d %s", status, p.Key)
	}
}

func TestTheAPIRefusesWithStatusAndKey(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	s := f.server()
	learner := f.signIn(t, f.member(t, f.tree.WardA, grant(access.Learner, f.tree.WardA)))
	_, ward := f.admins(t)
	admin := f.signIn(t, ward)
	foreign := f.member(t, f.tree.WardB)
	for name, c := range map[string]struct {
		call   call
		status int
		key    string
	}{
		"wrong password":    {call{method: "POST", path: "/auth/sign-in", body: SignInBody{Login: "x", Password: "y"}}, 401, "auth.invalid"},
		"weak password":     {call{method: "POST", path: "/auth/password", bearer: learner.Access, body: PasswordBody{Current: goodPassword, New: "ngắn"}}, 422, "auth.password_short"},
		"no token":          {call{method: "GET", path: "/auth/me"}, 401, "web.unauthenticated"},
		"learners' list":    {call{method: "GET", path: "/auth/accounts", bearer: learner.Access}, 403, "web.forbidden"},
		"learners' audit":   {call{method: "GET", path: "/auth/audit", bearer: learner.Access}, 403, "web.forbidden"},
		"foreign account":   {call{method: "POST", path: "/auth/accounts/" + foreign.AccountID.String() + "/disable", bearer: admin.Access}, 404, "auth.account_not_found"},
		"foreign person":    {call{method: "POST", path: "/auth/invites", bearer: admin.Access, body: InviteBody{StaffID: foreign.ID}}, 404, "auth.person_not_found"},
		"spent link":        {call{method: "POST", path: "/auth/invites/accept", body: AcceptBody{Token: "x", Password: goodPassword}}, 404, "auth.link_invalid"},
		"spent setup token": {call{method: "POST", path: "/auth/setup", body: SetupBody{Token: "x", Code: "a", Name: "A", Password: goodPassword}}, 404, "auth.link_invalid"},
	} {
		var p web.Problem
		if status, _ := do(t, s, c.call, &p); status != c.status || p.Key != c.key {
			t.Errorf("%s: %d %s, want %d %s", name, status, p.Key, c.status, c.key)
		}
		for _, locale := range lang.Locales() {
			if lang.Text(locale, c.key, nil) == c.key {
				t.Errorf("no %s sentence for %s", locale, c.key)
			}
		}
	}
}

func TestAdministratorsWorkThroughTheAPI(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	s := f.server()
	province, ward := f.admins(t)
	person := stafftest.New(t, f.db, f.tree.CentreA)
	admin := f.signIn(t, ward).Access

	var link InviteLink
	if status, _ := do(t, s, call{method: "POST", path: "/auth/invites", bearer: admin, body: InviteBody{StaffID: person.ID}}, &link); status != http.StatusOK || link.Link == "" {
		t.Fatalf("invite: %d %+v", status, link)
	}
	var accepted ActivatedLogin
	body := AcceptBody{Token: tokenOf(t, link.Link, activatePage), Password: goodPassword}
	if status, _ := do(t, s, call{method: "POST", path: "/auth/invites/accept", body: body}, &accepted); status != http.StatusOK || accepted.Login != person.Code {
		t.Fatalf("accept: %d %+v", status, accepted)
	}

	var page web.List[AccountBody]
	if status, _ := do(t, s, call{method: "GET", path: "/auth/accounts?q=" + person.Code, bearer: admin}, &page); status != http.StatusOK || len(page.Items) != 1 {
		t.Fatalf("accounts: %d %+v", status, page)
	}
	got := page.Items[0]
	want := AccountBody{
		ID: got.ID, Login: person.Code, StaffID: &person.ID, Code: person.Code, Name: person.FullName,
		Unit:      &MeUnit{ID: f.tree.CentreA.ID, Code: f.tree.CentreA.Code, Name: f.tree.CentreA.Name},
		Roles:     []MeRole{{Role: "learner", Unit: MeUnit{ID: f.tree.WardA.ID, Code: f.tree.WardA.Code, Name: f.tree.WardA.Name}}},
		Activated: true, Can: AccountCan{Grants: true, Invite: true, Disable: true},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("account (-want +got):\n%s", diff)
	}

	var changed AccountBody
	grants := GrantsBody{Grants: []GrantBody{{Role: "mentor", UnitID: f.tree.CentreA.ID}}}
	put := call{method: "PUT", path: "/auth/accounts/" + got.ID.String() + "/grants", bearer: admin, body: grants}
	if status, _ := do(t, s, put, &changed); status != http.StatusOK || len(changed.Roles) != 1 || changed.Roles[0].Role != "mentor" {
		t.Errorf("grants: %d %+v", status, changed)
	}
	if status, _ := do(t, s, call{method: "GET", path: "/auth/accounts?q=" + province.Code, bearer: admin}, &page); status != http.StatusOK || page.Items[0].Can.Disable || page.Items[0].Can.Invite {
		t.Errorf("wider account: %d %+v", status, page)
	}

	first := web.List[AccountBody]{}
	if status, _ := do(t, s, call{method: "GET", path: "/auth/accounts?limit=2", bearer: admin}, &first); status != http.StatusOK || len(first.Items) != 2 || first.Next == "" {
		t.Fatalf("first page: %d %+v", status, first)
	}
	second := web.List[AccountBody]{}
	if status, _ := do(t, s, call{method: "GET", path: "/auth/accounts?limit=2&after=" + first.Next, bearer: admin}, &second); status != http.StatusOK || len(second.Items) != 1 || second.Next != "" {
		t.Errorf("second page: %d %+v", status, second)
	}

	var deeds web.List[AuditBody]
	if status, _ := do(t, s, call{method: "GET", path: "/auth/audit?q=auth.invited", bearer: admin}, &deeds); status != http.StatusOK || len(deeds.Items) != 1 ||
		deeds.Items[0].Actor == nil || deeds.Items[0].Actor.Login != ward.Code {
		t.Errorf("audit: %d %+v", status, deeds)
	}
}

func TestPublicKeysVerifyOurTokens(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	tokens := f.signIn(t, f.member(t, f.tree.WardA))
	var set struct{ Keys []webKey }
	if status, _ := do(t, f.server(), call{method: "GET", path: "/.well-known/jwks.json"}, &set); status != http.StatusOK || len(set.Keys) != 1 {
		t.Fatalf("keys: %d %+v", status, set)
	}
	k := set.Keys[0]
	x, err := base64.RawURLEncoding.DecodeString(k.X)
	if err != nil {
		t.Fatal(err)
	}
	_, err = readToken(newParser("camtay", "camtay-api", f.clk.Now), tokens.Access, func(kid string) (ed25519.PublicKey, error) {
		if kid != k.ID {
			return nil, errUnknownKey
		}
		return x, nil
	})
	if err != nil || k.KeyType != "OKP" || k.Curve != "Ed25519" || k.Algorithm != "EdDSA" {
		t.Errorf("key %+v: %v", k, err)
	}
}

func TestOpenStatesAreToldWithoutSigningIn(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	s := f.server()
	var state SetupState
	if status, _ := do(t, s, call{method: "GET", path: "/auth/setup"}, &state); status != http.StatusOK || !state.Needed {
		t.Errorf("setup: %d %+v, want needed", status, state)
	}
	var demo DemoAccountList
	if status, _ := do(t, s, call{method: "GET", path: "/auth/demo-accounts"}, &demo); status != http.StatusOK || demo.Items == nil || len(demo.Items) != 0 {
		t.Errorf("demo accounts: %d %+v, want an empty list", status, demo)
	}
}

func TestManyAccountsAreMadeInTheOrderGiven(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	const n = 1500
	accounts := make([]NewAccount, 0, n)
	for range n {
		accounts = append(accounts, NewAccount{Login: " " + uuid.NewString() + "-A", Name: "Người", Grants: []NewGrant{
			grant(access.Learner, f.tree.WardA), grant(access.Mentor, f.tree.CentreA),
		}})
	}
	var ids []uuid.UUID
	err := db.InTx(t.Context(), f.db, func(ctx context.Context, tx bun.Tx) (err error) {
		ids, err = ProvisionMany(ctx, tx, accounts, f.clk.Now())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	last, err := findHolder(t.Context(), f.db, ids[n-1])
	if err != nil || last.Login != normalLogin(accounts[n-1].Login) {
		t.Errorf("last account is %q, %v; want %q", last.Login, err, normalLogin(accounts[n-1].Login))
	}
	held, err := heldBy(t.Context(), f.db, ids...)
	if err != nil || len(held) != 2*n {
		t.Errorf("%d grants, %v; want %d", len(held), err, 2*n)
	}
	err = db.InTx(t.Context(), f.db, func(ctx context.Context, tx bun.Tx) error {
		_, err := ProvisionMany(ctx, tx, accounts[:1], f.clk.Now())
		return err
	})
	if !errors.Is(err, ErrTaken) {
		t.Errorf("a login twice: got %v, want ErrTaken", err)
	}
}

func TestVerifiedTokensAreAnsweredFromMemory(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	tokens := f.signIn(t, f.member(t, f.tree.WardA))
	if _, err := f.Verify(t.Context(), tokens.Access); err != nil {
		t.Fatal(err)
	}
	f.keys.replace(nil, f.clk.Now())
	if _, err := f.Verify(t.Context(), tokens.Access); err != nil {
		t.Errorf("without keys: %v; want the remembered answer", err)
	}
	f.clk.Advance(accessLife + tokenLeeway + time.Second)
	if _, err := f.Verify(t.Context(), tokens.Access); err == nil {
		t.Error("an expired token passed")
	}
}
