package access_test

import (
	"context"
	"testing"

	"github.com/uptrace/bun/dialect/pgdialect"
	"github.com/uptrace/bun/schema"

	"camtay/app/access"
)

func TestNobodyMayDoAnything(t *testing.T) {
	t.Parallel()
	if access.May(context.Background(), access.OrgRead, "37") {
		t.Error("a context without a principal was allowed")
	}
	if access.ScopeOf(context.Background(), access.StaffRead).Covers("37") {
		t.Error("the scope of nobody covers a unit")
	}
}

func TestGrantsReachTheirSubtreeOnly(t *testing.T) {
	t.Parallel()
	leader := access.Principal{Grants: []access.Grant{{Role: access.UnitLeader, Path: "37.13684"}}}
	for path, want := range map[string]bool{
		"37.13684":        true,
		"37.13684.13684_": true,
		"37.136840":       false, // a longer code is another unit
		"37.13741":        false,
		"37":              false,
		"":                false,
	} {
		if got := leader.May(access.StaffRead, path); got != want {
			t.Errorf("read staff at %q: got %v, want %v", path, got, want)
		}
	}
	if leader.May(access.StaffImport, "37.13684") {
		t.Error("a unit leader may import staff")
	}
}

func TestUnknownRolesAndPermissionsAreDenied(t *testing.T) {
	t.Parallel()
	odd := access.Principal{Grants: []access.Grant{{Role: "root", Path: "37"}, {Role: access.Administrator, Path: "37"}}}
	if odd.Holds("everything.do") {
		t.Error("an unknown permission is held")
	}
	if (access.Principal{Grants: []access.Grant{{Role: "root", Path: "37"}}}).Holds(access.OrgRead) {
		t.Error("an unknown role holds a permission")
	}
	if access.Known("everything.do") {
		t.Error("an unknown permission is known")
	}
}

func TestScopeWritesItselfIntoSQL(t *testing.T) {
	t.Parallel()
	gen := schema.NewQueryGen(pgdialect.New())
	ctx := access.With(context.Background(), access.Principal{Grants: []access.Grant{
		{Role: access.UnitLeader, Path: "37.13684"}, {Role: access.Learner, Path: "37.1"},
	}})
	for _, c := range []struct {
		scope access.Scope
		want  string
	}{
		{access.Scope{}, `'{}'::ltree[]`},
		{access.ScopeOf(ctx, access.StaffRead), `'{"37.13684"}'::ltree[]`},
	} {
		got, err := c.scope.AppendQuery(gen, nil)
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}
