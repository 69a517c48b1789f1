package auth

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/fault"
	"camtay/app/staff/stafftest"
)

func noLink() error { return fault.New(fault.NotFound, "auth.link_invalid") }

func tokenOf(t *testing.T, link, page string) string {
	t.Helper()
	token, found := strings.CutPrefix(link, "https://camtay.example"+page+"?token=")
	if !found {
		t.Fatalf("link is %s", link)
	}
	return token
}

func TestSetupMakesTheFirstAdministratorOnce(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	first, needed, err := f.SetupLink(t.Context())
	if err != nil || !needed {
		t.Fatalf("setup link: %v, %v", needed, err)
	}
	if got := tokenOf(t, f.SetupPath(first), setupPage); got != first {
		t.Errorf("path carries %q, want %q", got, first)
	}
	second, _, err := f.SetupLink(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	in := SetupBody{Token: first, Code: "QT-01", Name: "Phạm Văn Quản", Password: goodPassword}
	weak := in
	weak.Password = "qt-01 là tôi đây"
	if _, err := f.Setup(t.Context(), weak); !errors.Is(err, fault.New(fault.Invalid, "auth.password_login")) {
		t.Errorf("weak password: got %v", err)
	}
	login, err := f.Setup(t.Context(), in)
	if err != nil || login != "qt-01" {
		t.Fatalf("setup: %q, %v", login, err)
	}
	for _, token := range []string{first, second, "made up"} {
		again := in
		again.Token, again.Code = token, "QT-02"
		if _, err := f.Setup(t.Context(), again); !errors.Is(err, noLink()) {
			t.Errorf("again: got %v, want auth.link_invalid", err)
		}
	}
	tokens, err := f.SignIn(t.Context(), "QT-01", goodPassword)
	if err != nil {
		t.Fatal(err)
	}
	who, err := f.Verify(t.Context(), tokens.Access)
	if err != nil || !who.May(access.AuthAccounts, f.tree.CentreB.Path) || who.StaffID != uuid.Nil {
		t.Errorf("principal %+v, %v", who, err)
	}
	me, err := f.Me(t.Context(), who.AccountID)
	if err != nil || me.Name != "Phạm Văn Quản" || me.GivenName != "Quản" || me.StaffID != nil || me.Unit != nil {
		t.Errorf("me %+v, %v", me, err)
	}
	if token, needed, err := f.SetupLink(t.Context()); err != nil || needed || token != "" {
		t.Errorf("afterwards: %q, %v, %v; want nothing needed", token, needed, err)
	}
}

func TestSetupIsNeededAgainWhenTheOnlyAdministratorLeft(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	only, _ := f.admins(t)
	if needed, err := f.SetupNeeded(t.Context()); err != nil || needed {
		t.Fatalf("with an administrator: needed %v, %v", needed, err)
	}
	if _, err := f.db.ExecContext(t.Context(), "update staff set left_on = '2026-11-01' where id = ?", only.ID); err != nil {
		t.Fatal(err)
	}
	if needed, err := f.SetupNeeded(t.Context()); err != nil || !needed {
		t.Errorf("after they left: needed %v, %v; want true", needed, err)
	}
}

func TestSetupAtOnceMakesOneAdministrator(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	var tokens []string
	for range 3 {
		token, _, err := f.SetupLink(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		tokens = append(tokens, token)
	}
	done := make(chan error, len(tokens))
	ctx := context.WithoutCancel(t.Context())
	for i, token := range tokens {
		go func() {
			_, err := f.Setup(ctx, SetupBody{Token: token, Code: fmt.Sprintf("qt-%d", i), Name: "A", Password: goodPassword})
			done <- err
		}()
	}
	made := 0
	for range cap(done) {
		if err := <-done; err == nil {
			made++
		}
	}
	if made != 1 {
		t.Errorf("%d administrators were made, want 1", made)
	}
}

func TestSetupTokensExpireAfterADay(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	token, _, err := f.SetupLink(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	f.clk.Advance(setupLife)
	if _, err := f.Setup(t.Context(), SetupBody{Token: token, Code: "qt", Name: "A", Password: goodPassword}); !errors.Is(err, noLink()) {
		t.Errorf("got %v, want auth.link_invalid", err)
	}
}

func TestSetupByAPersonOfTheStaffTiesTheAccountToThem(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	person := stafftest.New(t, f.db, f.tree.CentreA)
	token, _, err := f.SetupLink(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Setup(t.Context(), SetupBody{Token: token, Code: person.Code, Name: "khác", Password: goodPassword}); err != nil {
		t.Fatal(err)
	}
	tokens, err := f.SignIn(t.Context(), person.Code, goodPassword)
	if err != nil {
		t.Fatal(err)
	}
	who, err := f.Verify(t.Context(), tokens.Access)
	want := []access.Grant{{Role: access.Administrator, Path: f.tree.Province.Path}, {Role: access.Learner, Path: f.tree.WardA.Path}}
	if err != nil || who.StaffID != person.ID || !cmp.Equal(who.Grants, want) {
		t.Errorf("principal %+v, %v", who, err)
	}
}

func TestInvitedPeopleSetTheirPasswordOnce(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	_, ward := f.admins(t)
	person := stafftest.New(t, f.db, f.tree.CentreA)
	ctx := f.as(t, ward)
	void, _, err := f.Invite(ctx, person.ID)
	if err != nil {
		t.Fatal(err)
	}
	link, expires, err := f.Invite(ctx, person.ID)
	if err != nil || !expires.Equal(f.clk.Now().Add(activateLife)) {
		t.Fatalf("invite: expires %s, %v", expires, err)
	}
	if _, err := f.Accept(t.Context(), tokenOf(t, void, activatePage), goodPassword); !errors.Is(err, noLink()) {
		t.Errorf("an earlier link: got %v, want auth.link_invalid", err)
	}
	token := tokenOf(t, link, activatePage)
	if _, err := f.Accept(t.Context(), token, "ngắn"); !errors.Is(err, fault.New(fault.Invalid, "auth.password_short")) {
		t.Errorf("weak password: got %v", err)
	}
	login, err := f.Accept(t.Context(), token, goodPassword)
	if err != nil || login != person.Code {
		t.Fatalf("accept: %q, %v", login, err)
	}
	if _, err := f.Accept(t.Context(), token, goodPassword); !errors.Is(err, noLink()) {
		t.Errorf("a second time: got %v, want auth.link_invalid", err)
	}
	tokens, err := f.SignIn(t.Context(), login, goodPassword)
	if err != nil {
		t.Fatal(err)
	}
	who, err := f.Verify(t.Context(), tokens.Access)
	want := []access.Grant{{Role: access.Learner, Path: f.tree.WardA.Path}}
	if err != nil || who.StaffID != person.ID || !cmp.Equal(who.Grants, want) {
		t.Errorf("principal %+v, %v; want a learner of the ward", who, err)
	}
	if got := f.deeds(t, "auth.invited"); len(got) != 2 || got[0].AccountID != ward.AccountID {
		t.Errorf("audit has %+v", got)
	}
}

func TestAcceptingEndsTheSessionsOfTheForgottenPassword(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	_, ward := f.admins(t)
	m := f.member(t, f.tree.CentreA, grant(access.Learner, f.tree.WardA))
	tokens := f.signIn(t, m)
	link, _, err := f.Invite(f.as(t, ward), m.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Accept(t.Context(), tokenOf(t, link, activatePage), "sáng trăng sáng cả vườn"); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Verify(t.Context(), tokens.Access); !errors.Is(err, errRevoked) {
		t.Errorf("access token: got %v, want errRevoked", err)
	}
}

func TestInvitesAreForPeopleInScopeAndInTime(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	_, ward := f.admins(t)
	ctx := f.as(t, ward)
	foreign := stafftest.New(t, f.db, f.tree.WardB)
	for _, id := range []uuid.UUID{foreign.ID, uuid.New()} {
		if _, _, err := f.Invite(ctx, id); !errors.Is(err, fault.New(fault.NotFound, "auth.person_not_found")) {
			t.Errorf("got %v, want auth.person_not_found", err)
		}
	}
	link, _, err := f.Invite(ctx, stafftest.New(t, f.db, f.tree.WardA).ID)
	if err != nil {
		t.Fatal(err)
	}
	f.clk.Advance(activateLife)
	if _, err := f.Accept(t.Context(), tokenOf(t, link, activatePage), goodPassword); !errors.Is(err, noLink()) {
		t.Errorf("after 72 hours: got %v, want auth.link_invalid", err)
	}
}

func TestDisablingVoidsActivationLinks(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	_, ward := f.admins(t)
	m := f.member(t, f.tree.CentreA)
	ctx := f.as(t, ward)
	link, _, err := f.Invite(ctx, m.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Disable(ctx, m.AccountID); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Accept(t.Context(), tokenOf(t, link, activatePage), goodPassword); !errors.Is(err, noLink()) {
		t.Errorf("got %v, want auth.link_invalid", err)
	}
	if _, _, err := f.Invite(ctx, m.ID); !errors.Is(err, fault.New(fault.Conflict, "auth.disabled")) {
		t.Errorf("invite again: got %v, want auth.disabled", err)
	}
}

func TestDemonstrationAccountsStayAsTheyAre(t *testing.T) {
	t.Parallel()
	shown := []DemoAccount{{Login: "demo", Role: "learner", Name: "Nguyễn Thị Hoà", Unit: "Phường Hoa Lư"}}
	demo := func(on bool) func(*Config) {
		return func(c *Config) { c.Demo, c.DemoAccounts, c.DemoPassword = on, shown, goodPassword }
	}
	f := newFixture(t, demo(true))
	_, ward := f.admins(t)
	m := f.member(t, f.tree.CentreA, grant(access.Learner, f.tree.WardA))
	if _, err := f.db.ExecContext(t.Context(), "update accounts set login = 'demo' where id = ?", m.AccountID); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(DemoAccountList{Items: shown, DemoPassword: goodPassword}, f.Demo()); diff != "" {
		t.Errorf("demo accounts (-want +got):\n%s", diff)
	}
	fixed := fault.New(fault.Forbidden, "auth.demo_fixed")
	if err := f.ChangePassword(f.as(t, m), goodPassword, "sáng trăng sáng cả vườn"); !errors.Is(err, fixed) {
		t.Errorf("password: got %v, want auth.demo_fixed", err)
	}
	ctx := f.as(t, ward)
	if _, err := f.Disable(ctx, m.AccountID); !errors.Is(err, fixed) {
		t.Errorf("disable: got %v, want auth.demo_fixed", err)
	}
	if _, _, err := f.Invite(ctx, m.ID); !errors.Is(err, fixed) {
		t.Errorf("invite: got %v, want auth.demo_fixed", err)
	}
	if got := start(t, f.db, f.clk, demo(false)).Demo(); len(got.Items) != 0 || got.DemoPassword != "" {
		t.Errorf("outside of a demonstration: %+v, want nothing", got)
	}
}
