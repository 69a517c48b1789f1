package auth

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"
	"github.com/google/go-cmp/cmp"

	"camtay/app/access"
	"camtay/app/fault"
	"camtay/app/staff"
	"camtay/app/staff/stafftest"
)

func invalid() error { return fault.New(fault.Unauthenticated, "auth.invalid") }

func TestSignInByLoginCodeOrEmail(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	m := f.member(t, f.tree.WardA, grant(access.Learner, f.tree.WardA), grant(access.UnitLeader, f.tree.CentreA))
	if _, err := f.db.ExecContext(t.Context(), "update staff set code = 'CB-7', email = 'Hoa@NinhBinh.gov.vn' where id = ?", m.ID); err != nil {
		t.Fatal(err)
	}
	for _, typed := range []string{strings.ToUpper(m.Code) + " ", "cb-7", "CB-7", "hoa@ninhbinh.gov.vn"} {
		tokens, err := f.SignIn(t.Context(), typed, goodPassword)
		if err != nil {
			t.Errorf("%q: %v", typed, err)
			continue
		}
		got, err := f.Verify(t.Context(), tokens.Access)
		if err != nil {
			t.Fatal(err)
		}
		want := []access.Grant{{Role: access.Learner, Path: f.tree.WardA.Path}, {Role: access.UnitLeader, Path: f.tree.CentreA.Path}}
		if got.AccountID != m.AccountID || got.StaffID != m.ID || !cmp.Equal(got.Grants, want) {
			t.Errorf("%q: principal %+v", typed, got)
		}
	}
	if got := len(f.deeds(t, "auth.sign_in")); got != 4 {
		t.Errorf("%d sign-ins in the audit, want 4", got)
	}
}

func TestAnEmailOfTwoPeopleSignsNobodyIn(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.member(t, f.tree.WardA)
	f.member(t, f.tree.WardB)
	if _, err := f.db.ExecContext(t.Context(), "update staff set email = 'phong@xa.vn'"); err != nil {
		t.Fatal(err)
	}
	if _, err := f.SignIn(t.Context(), "phong@xa.vn", goodPassword); !errors.Is(err, invalid()) {
		t.Errorf("got %v, want auth.invalid", err)
	}
}

func TestWrongPairsAreAllAnsweredAlikeAndAuditedWithoutWhatWasTyped(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	m := f.member(t, f.tree.WardA)
	fresh := f.member(t, f.tree.WardA)
	if err := setPassword(t.Context(), f.db, fresh.AccountID, ""); err != nil {
		t.Fatal(err)
	}
	for _, c := range [][2]string{{m.Code, "mật khẩu sai rồi"}, {"typed-by-mistake", goodPassword}, {fresh.Code, ""}, {fresh.Code, "no account has this hash"}} {
		if _, err := f.SignIn(t.Context(), c[0], c[1]); !errors.Is(err, invalid()) {
			t.Errorf("%v: got %v, want auth.invalid", c, err)
		}
	}
	entries := f.deeds(t, "auth.sign_in_failed")
	if len(entries) != 4 {
		t.Fatalf("%d failures in the audit, want 4", len(entries))
	}
	if entries[0].SubjectID != m.AccountID || len(entries[0].Args) != 0 {
		t.Errorf("known login: %+v", entries[0])
	}
	if said := fmt.Sprint(entries[1].Args); strings.Contains(said, "typed") || entries[1].Args["login_hash"] == nil {
		t.Errorf("unknown login: %s", said)
	}
}

func TestTooManyFailuresBlockALoginUntilTheWindowPassed(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	m, other := f.member(t, f.tree.WardA), f.member(t, f.tree.WardA)
	for range loginFailures {
		if _, err := f.SignIn(t.Context(), m.Code, "mật khẩu sai rồi"); !errors.Is(err, invalid()) {
			t.Fatalf("got %v, want auth.invalid", err)
		}
		f.clk.Advance(time.Second)
	}
	_, err := f.SignIn(t.Context(), m.Code, goodPassword)
	var refused *fault.Fault
	if !errors.As(err, &refused) || refused.Code != fault.TooMany || refused.Key != "auth.too_many" || refused.Args["minutes"] != 15 {
		t.Fatalf("got %v, want auth.too_many in 15 minutes", err)
	}
	f.signIn(t, other)
	f.clk.Advance(failureWindow - loginFailures*time.Second)
	f.signIn(t, m)
	var left int
	if err := f.db.NewRaw("select count(*) from sign_in_failures").Scan(t.Context(), &left); err != nil || left != 0 {
		t.Errorf("%d failures are left after signing in, %v; want 0", left, err)
	}
}

func TestTooManyFailuresBlockANetwork(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	m := f.member(t, f.tree.WardA)
	bad := from(t.Context(), "203.0.113.9")
	key := f.failure("network", "203.0.113.9")
	_, err := f.db.NewRaw("insert into sign_in_failures (id, key, failed_at) select gen_random_uuid(), ?, ? from generate_series(1, ?)",
		key, f.clk.Now(), networkFailures).Exec(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.SignIn(bad, m.Code, goodPassword); !errors.Is(err, fault.New(fault.TooMany, "auth.too_many")) {
		t.Errorf("from the blocked network: got %v, want auth.too_many", err)
	}
	if _, err := f.SignIn(from(t.Context(), "203.0.113.10"), m.Code, goodPassword); err != nil {
		t.Errorf("from its neighbour: %v", err)
	}
}

func TestAttemptsAtOnceCannotPassTheLimitTogether(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	results := make(chan error, 3*loginFailures)
	for range cap(results) {
		go func() {
			_, err := f.attempt(t.Context(), f.loginLimit("login", "x"))
			results <- err
		}()
	}
	passed := 0
	for range cap(results) {
		if err := <-results; err == nil {
			passed++
		} else if !errors.Is(err, fault.New(fault.TooMany, "auth.too_many")) {
			t.Error(err)
		}
	}
	if passed > loginFailures {
		t.Errorf("%d attempts passed, want at most %d", passed, loginFailures)
	}
}

func TestClosedAccountsAreToldSoOnlyWithTheirPassword(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	disabled := f.member(t, f.tree.WardA)
	left := f.member(t, f.tree.WardA)
	if _, err := f.db.ExecContext(t.Context(), "update accounts set disabled_at = ? where id = ?", f.clk.Now(), disabled.AccountID); err != nil {
		t.Fatal(err)
	}
	if _, err := f.db.ExecContext(t.Context(), "update staff set left_on = '2026-11-01' where id = ?", left.ID); err != nil {
		t.Fatal(err)
	}
	for _, m := range []member{disabled, left} {
		if _, err := f.SignIn(t.Context(), m.Code, "mật khẩu sai rồi"); !errors.Is(err, invalid()) {
			t.Errorf("wrong password: got %v, want auth.invalid", err)
		}
		if _, err := f.SignIn(t.Context(), m.Code, goodPassword); !errors.Is(err, fault.New(fault.Forbidden, "auth.disabled")) {
			t.Errorf("right password: got %v, want auth.disabled", err)
		}
	}
}

func TestSignInRenewsAnOutdatedHash(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	m := f.member(t, f.tree.WardA)
	old, err := argon2id.CreateHash(goodPassword, &argon2id.Params{Memory: 1024, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32})
	if err != nil {
		t.Fatal(err)
	}
	if err := setPassword(t.Context(), f.db, m.AccountID, old); err != nil {
		t.Fatal(err)
	}
	f.signIn(t, m)
	h, err := findHolder(t.Context(), f.db, m.AccountID)
	if err != nil || !strings.HasPrefix(h.PasswordHash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("hash is %s, %v", h.PasswordHash, err)
	}
	f.signIn(t, m)
}

func TestMeTellsPostsOfTodayAndRolesInOrder(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	m := f.member(t, f.tree.CentreA, grant(access.UnitLeader, f.tree.WardA), grant(access.Learner, f.tree.WardA))
	position := stafftest.Position(t, f.db)
	stafftest.Post(t, f.db, m.Person, position, f.tree.WardA, func(p *staff.Post) { p.Kind = staff.Concurrent })
	stafftest.Post(t, f.db, m.Person, position, f.tree.CentreA)
	stafftest.Post(t, f.db, m.Person, position, f.tree.WardB, func(p *staff.Post) {
		p.Kind, p.Until = staff.Seconded, p.From.AddDays(30)
	})

	got, err := f.Me(t.Context(), m.AccountID)
	if err != nil {
		t.Fatal(err)
	}
	ward := MeUnit{ID: f.tree.WardA.ID, Code: f.tree.WardA.Code, Name: f.tree.WardA.Name}
	want := Me{
		AccountID: m.AccountID, StaffID: &m.ID, Name: "Nguyễn Thị Hoà", GivenName: "Hoà",
		Unit: &MeUnit{ID: f.tree.CentreA.ID, Code: f.tree.CentreA.Code, Name: f.tree.CentreA.Name},
		Posts: []MePost{
			{PositionVI: position.NameVI, PositionEN: position.NameEN, Unit: f.tree.CentreA.Name, Kind: "permanent"},
			{PositionVI: position.NameVI, PositionEN: position.NameEN, Unit: f.tree.WardA.Name, Kind: "concurrent"},
		},
		Roles:  []MeRole{{Role: "learner", Unit: ward}, {Role: "unit_leader", Unit: ward}},
		Locale: "vi", TextSize: "a",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("me (-want +got):\n%s", diff)
	}
}
