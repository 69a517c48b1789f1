package auth

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/audit"
	"camtay/app/fault"
)

// admins are an administrator of the province and one of ward A.
func (f fixture) admins(t *testing.T) (province, ward member) {
	t.Helper()
	province = f.member(t, f.tree.WardA, grant(access.Administrator, f.tree.Province))
	ward = f.member(t, f.tree.WardA, grant(access.Administrator, f.tree.WardA))
	return province, ward
}

func missing() error { return fault.New(fault.NotFound, "auth.account_not_found") }

func TestAdministratorsSeeTheAccountsOfTheirUnits(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	province, ward := f.admins(t)
	inA := f.member(t, f.tree.CentreA, grant(access.Learner, f.tree.WardA), grant(access.Mentor, f.tree.CentreA))
	inB := f.member(t, f.tree.WardB, grant(access.Learner, f.tree.WardB))
	list := func(m member, filter AccountFilter) []uuid.UUID {
		filter.Limit = 200
		accounts, err := f.Accounts(f.as(t, m), filter)
		if err != nil {
			t.Fatal(err)
		}
		ids := []uuid.UUID{}
		for _, a := range accounts {
			ids = append(ids, a.ID)
		}
		return ids
	}
	sorted := func(ms ...member) []uuid.UUID {
		ids := []uuid.UUID{}
		for _, m := range ms {
			ids = append(ids, m.AccountID)
		}
		slices.SortFunc(ids, func(a, b uuid.UUID) int { return slices.Compare(a[:], b[:]) })
		return ids
	}
	for name, c := range map[string]struct{ got, want []uuid.UUID }{
		"of the province": {list(province, AccountFilter{}), sorted(province, ward, inA, inB)},
		"of ward A":       {list(ward, AccountFilter{}), sorted(province, ward, inA)},
		"mentors":         {list(province, AccountFilter{Role: "mentor"}), sorted(inA)},
		"by code":         {list(province, AccountFilter{Q: inB.Code}), sorted(inB)},
		"of a learner":    {list(inA, AccountFilter{}), sorted()},
	} {
		if diff := cmp.Diff(c.want, c.got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestAccountsArePagedInVietnameseOrder(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	province, _ := f.admins(t)
	for i, name := range []string{"Đào", "An", "Ân", "Dũng", "Ăn"} {
		m := f.member(t, f.tree.WardB)
		if _, err := f.db.ExecContext(t.Context(), "update staff set given_name = ?, family_name = ? where id = ?", name, "Lê", m.ID); err != nil {
			t.Fatal(i, err)
		}
	}
	ctx := f.as(t, province)
	var got []string
	filter := AccountFilter{Q: "lê", Limit: 1}
	for range 10 {
		page, err := f.Accounts(ctx, filter)
		if err != nil {
			t.Fatal(err)
		}
		if len(page) == 0 {
			break
		}
		last := page[0]
		got = append(got, last.GivenName)
		filter.After = []string{last.GivenName, last.FamilyName, last.ID.String()}
	}
	if diff := cmp.Diff([]string{"An", "Ăn", "Ân", "Dũng", "Đào"}, got); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
	if _, err := f.Accounts(ctx, AccountFilter{Limit: 1, After: []string{"", "", "x"}}); !errors.Is(err, fault.New(fault.Invalid, "page.bad_cursor")) {
		t.Errorf("bad cursor: got %v", err)
	}
}

func TestGrantsChangeWithinOnesUnitsAndVoidTokens(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	_, ward := f.admins(t)
	m := f.member(t, f.tree.CentreA, grant(access.Learner, f.tree.WardA), grant(access.Trainer, f.tree.Province))
	tokens := f.signIn(t, m)
	ctx := f.as(t, ward)

	got, err := f.SetGrants(ctx, m.AccountID, []NewGrant{grant(access.UnitLeader, f.tree.WardA)})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"trainer@" + f.tree.Province.Code, "unit_leader@" + f.tree.WardA.Code}
	if diff := cmp.Diff(want, named(got.Grants)); diff != "" {
		t.Errorf("grants (-want +got):\n%s", diff)
	}
	if _, err := f.Verify(t.Context(), tokens.Access); !errors.Is(err, errRevoked) {
		t.Errorf("token of the old grants: got %v, want errRevoked", err)
	}
	who, err := f.Verify(t.Context(), f.refresh(t, tokens.Refresh).Access)
	if err != nil || !who.May(access.ClassesNominate, f.tree.CentreA.Path) || who.Holds(access.LearnSelf) {
		t.Errorf("renewed principal %+v, %v", who, err)
	}
	entries := f.deeds(t, "auth.grants_changed")
	if len(entries) != 1 || entries[0].AccountID != ward.AccountID || entries[0].SubjectID != m.AccountID {
		t.Fatalf("audit has %+v", entries)
	}
	wantArgs := map[string]any{
		"old": []any{"learner@" + f.tree.WardA.Code, "trainer@" + f.tree.Province.Code},
		"new": []any{"trainer@" + f.tree.Province.Code, "unit_leader@" + f.tree.WardA.Code},
	}
	if diff := cmp.Diff(wantArgs, entries[0].Args); diff != "" {
		t.Errorf("audit args (-want +got):\n%s", diff)
	}
}

func TestNobodyGrantsBeyondTheirUnits(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	_, ward := f.admins(t)
	own := f.member(t, f.tree.CentreA)
	foreign := f.member(t, f.tree.WardB)
	ctx := f.as(t, ward)
	beyond := fault.New(fault.Forbidden, "auth.grant_out_of_scope")
	for name, c := range map[string]struct {
		id   uuid.UUID
		give NewGrant
		want error
	}{
		"over the province":   {own.AccountID, grant(access.Administrator, f.tree.Province), beyond},
		"to oneself":          {ward.AccountID, grant(access.Administrator, f.tree.Province), beyond},
		"over the next ward":  {own.AccountID, grant(access.UnitLeader, f.tree.WardB), beyond},
		"to the next ward":    {foreign.AccountID, grant(access.Learner, f.tree.WardA), missing()},
		"to nobody":           {uuid.New(), grant(access.Learner, f.tree.WardA), missing()},
		"over no unit at all": {own.AccountID, NewGrant{Role: access.Learner, UnitID: uuid.New()}, fault.New(fault.Invalid, "auth.unit_not_found")},
		"of no role":          {own.AccountID, NewGrant{Role: "king", UnitID: f.tree.WardA.ID}, fault.New(fault.Invalid, "web.invalid")},
	} {
		if _, err := f.SetGrants(ctx, c.id, []NewGrant{c.give}); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
	}
	if got := f.deeds(t, "auth.grants_changed"); len(got) != 0 {
		t.Errorf("audit has %+v, want nothing", got)
	}
}

func TestDisablingEndsSessionsUntilEnabled(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	_, ward := f.admins(t)
	m := f.member(t, f.tree.CentreA, grant(access.Learner, f.tree.WardA))
	tokens := f.signIn(t, m)
	ctx := f.as(t, ward)
	if a, err := f.Disable(ctx, m.AccountID); err != nil || a.DisabledAt == nil {
		t.Fatalf("disable: %+v, %v", a, err)
	}
	if _, err := f.Verify(t.Context(), tokens.Access); !errors.Is(err, errRevoked) {
		t.Errorf("access token: got %v, want errRevoked", err)
	}
	if _, err := f.Refresh(t.Context(), tokens.Refresh); !errors.Is(err, over()) {
		t.Errorf("cookie: got %v, want auth.session_ended", err)
	}
	if _, err := f.SignIn(t.Context(), m.Code, goodPassword); !errors.Is(err, fault.New(fault.Forbidden, "auth.disabled")) {
		t.Errorf("sign in: got %v, want auth.disabled", err)
	}
	if a, err := f.Enable(ctx, m.AccountID); err != nil || a.DisabledAt != nil {
		t.Fatalf("enable: %+v, %v", a, err)
	}
	f.signIn(t, m)
}

func TestWiderAccountsAndOnesOwnAreNotDisabled(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	province, ward := f.admins(t)
	foreign := f.member(t, f.tree.WardB)
	ctx := f.as(t, ward)
	for name, c := range map[string]struct {
		id   uuid.UUID
		want error
	}{
		"wider":         {province.AccountID, fault.New(fault.Forbidden, "auth.above_you")},
		"one's own":     {ward.AccountID, fault.New(fault.Conflict, "auth.not_yourself")},
		"the next ward": {foreign.AccountID, missing()},
	} {
		if _, err := f.Disable(ctx, c.id); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
	}
	if _, _, err := f.Invite(ctx, province.ID); !errors.Is(err, fault.New(fault.Forbidden, "auth.above_you")) {
		t.Errorf("new password for a wider account: got %v, want auth.above_you", err)
	}
}

func TestTheLastAdministratorStays(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	first, ward := f.admins(t)
	second := f.member(t, f.tree.Province, grant(access.Administrator, f.tree.Province))
	last := fault.New(fault.Conflict, "auth.last_administrator")
	secondCtx := f.as(t, second)
	if _, err := f.SetGrants(f.as(t, first), first.AccountID, nil); err != nil {
		t.Fatalf("the first may go while there is a second: %v", err)
	}
	if _, err := f.SetGrants(secondCtx, second.AccountID, []NewGrant{grant(access.Learner, f.tree.WardA)}); !errors.Is(err, last) {
		t.Errorf("grants: got %v, want auth.last_administrator", err)
	}
	// Someone else of the same reach who is not an administrator of a root by password.
	invited := f.member(t, f.tree.WardA, grant(access.Administrator, f.tree.Province))
	ctx := f.as(t, invited)
	if err := setPassword(t.Context(), f.db, invited.AccountID, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Disable(ctx, second.AccountID); !errors.Is(err, last) {
		t.Errorf("disable: got %v, want auth.last_administrator", err)
	}
	if _, err := f.SetGrants(f.as(t, ward), ward.AccountID, nil); err != nil {
		t.Errorf("an administrator of a ward may go: %v", err)
	}
}

func TestTwoAdministratorsCannotRemoveEachOtherAtOnce(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	a := f.member(t, f.tree.Province, grant(access.Administrator, f.tree.Province))
	b := f.member(t, f.tree.Province, grant(access.Administrator, f.tree.Province))
	done := make(chan error, 2)
	byA, byB := context.WithoutCancel(f.as(t, a)), context.WithoutCancel(f.as(t, b))
	remove := func(ctx context.Context, id uuid.UUID) {
		_, err := f.SetGrants(ctx, id, nil)
		done <- err
	}
	go remove(byA, b.AccountID)
	go remove(byB, a.AccountID)
	one, two := <-done, <-done
	last := fault.New(fault.Conflict, "auth.last_administrator")
	if errors.Is(one, last) == errors.Is(two, last) {
		t.Errorf("got %v and %v, want one auth.last_administrator", one, two)
	}
}

func TestTheAuditIsSeenByUnitAndPagedLatestFirst(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	province, ward := f.admins(t)
	inB := f.member(t, f.tree.WardB)
	for _, m := range []member{province, ward, inB} {
		as := access.With(from(t.Context(), "10.0.0.1"), access.Principal{AccountID: m.AccountID})
		if err := audit.Put(as, f.db, "test.deed", "thing", uuid.Nil, nil, f.clk.Now()); err != nil {
			t.Fatal(err)
		}
	}
	if err := audit.Put(t.Context(), f.db, "test.deed", "system", uuid.Nil, nil, f.clk.Now()); err != nil {
		t.Fatal(err)
	}
	actors := func(m member) (ids []uuid.UUID) {
		ctx := f.as(t, m)
		filter := AuditFilter{Deed: "test.", Limit: 1}
		for range 10 {
			deeds, err := f.Audit(ctx, filter)
			if err != nil {
				t.Fatal(err)
			}
			if len(deeds) == 0 {
				break
			}
			ids = append(ids, deeds[0].ActorID)
			filter.After = []string{deeds[0].At.Format("2006-01-02T15:04:05.999999999Z07:00"), deeds[0].ID.String()}
		}
		return ids
	}
	if diff := cmp.Diff([]uuid.UUID{uuid.Nil, inB.AccountID, ward.AccountID, province.AccountID}, actors(province)); diff != "" {
		t.Errorf("of the province (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]uuid.UUID{ward.AccountID, province.AccountID}, actors(ward)); diff != "" {
		t.Errorf("of ward A (-want +got):\n%s", diff)
	}
}
