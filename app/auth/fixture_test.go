package auth

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/audit"
	"camtay/app/clock"
	"camtay/app/db"
	"camtay/app/org"
	"camtay/app/org/orgtest"
	"camtay/app/staff"
	"camtay/app/staff/stafftest"
	"camtay/migrations/testdb"
)

const goodPassword = "cây đa bến nước"

var goodHash = sync.OnceValues(func() (string, error) { return HashPassword(goodPassword) })

type fixture struct {
	*Service

	clk  *clock.Fake
	tree orgtest.Tree
}

func newFixture(t *testing.T, change ...func(*Config)) fixture {
	t.Helper()
	pool := testdb.New(t)
	clk := clock.NewFake(stafftest.Now())
	return fixture{Service: start(t, pool, clk, change...), clk: clk, tree: orgtest.NewTree(t, pool)}
}

// start makes one more process on a database.
func start(t *testing.T, pool *bun.DB, clk clock.Clock, change ...func(*Config)) *Service {
	t.Helper()
	cfg := Config{DB: pool, Clock: clk, MasterKey: []byte(testMaster), PublicURL: "https://camtay.example"}
	for _, c := range change {
		c(&cfg)
	}
	s, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

type member struct {
	staff.Person

	AccountID uuid.UUID
}

func grant(role access.Role, unit org.Unit) NewGrant {
	return NewGrant{Role: role, UnitID: unit.ID}
}

// member inserts a person of a unit with an account, whose login is the staff
// code and whose password is goodPassword.
func (f fixture) member(t *testing.T, unit org.Unit, grants ...NewGrant) member {
	t.Helper()
	m := member{Person: stafftest.New(t, f.db, unit)}
	hash, err := goodHash()
	if err != nil {
		t.Fatal(err)
	}
	err = db.InTx(t.Context(), f.db, func(ctx context.Context, tx bun.Tx) error {
		m.AccountID, err = Provision(ctx, tx, m.ID, m.Code, hash, grants, f.clk.Now())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func (f fixture) signIn(t *testing.T, m member) Tokens {
	t.Helper()
	tokens, err := f.SignIn(t.Context(), m.Code, goodPassword)
	if err != nil {
		t.Fatalf("sign in: %v", err)
	}
	return tokens
}

// as is the context of a request by somebody just signed in.
func (f fixture) as(t *testing.T, m member) context.Context {
	t.Helper()
	who, err := f.Verify(t.Context(), f.signIn(t, m).Access)
	if err != nil {
		t.Fatalf("verify: %v", err)
	}
	return access.With(t.Context(), who)
}

func from(ctx context.Context, ip string) context.Context {
	return audit.WithOrigin(ctx, audit.Origin{RequestID: "r", ClientIP: ip})
}

func (f fixture) deeds(t *testing.T, deed string) []audit.Entry {
	t.Helper()
	var entries []audit.Entry
	if err := f.db.NewSelect().Model(&entries).Where("deed = ?", deed).OrderExpr("at, id").Scan(t.Context()); err != nil {
		t.Fatal(err)
	}
	return entries
}

// eventually waits for what another process does; it fails after ten seconds.
func eventually(t *testing.T, what string, happened func() bool) {
	t.Helper()
	for range 500 {
		if happened() {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatalf("did not happen: %s", what)
}
