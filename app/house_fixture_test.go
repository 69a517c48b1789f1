package app_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app"
	"camtay/app/access"
	"camtay/app/auth"
	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/competency/competencytest"
	"camtay/app/db"
	"camtay/app/org"
	"camtay/app/org/orgtest"
	"camtay/app/staff"
	"camtay/app/staff/stafftest"
	"camtay/migrations/testdb"
)

const password = "mat-khau-kiem-thu-2026"

// house is the whole product on a database of its own, with two wards.
type house struct {
	app      *app.App
	pool     *bun.DB
	clock    *clock.Fake
	tree     orgtest.Tree
	position staff.Position
	skill    competency.Competency
	hash     string
}

func newHouse(t *testing.T) *house {
	t.Helper()
	pool := testdb.New(t)
	clk := clock.NewFake(time.Now())
	cfg, err := app.Config{
		Addr: "127.0.0.1:0", Data: t.TempDir(), Demo: "no", Log: "error", Workers: 1, DemoStaff: 1000,
	}.Complete()
	if err != nil {
		t.Fatal(err)
	}
	a, err := app.New(context.Background(), cfg, pool, clk, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	h := &house{app: a, pool: pool, clock: clk, tree: orgtest.NewTree(t, pool)}
	h.position = stafftest.Position(t, pool)
	h.skill = competencytest.Competency(t, pool)
	competencytest.Requirement(t, pool, h.position, h.skill, 3)
	if h.hash, err = auth.HashPassword(password); err != nil {
		t.Fatal(err)
	}
	return h
}

// person adds someone with a post and an account that holds the given roles
// over a unit.
func (h *house) person(t *testing.T, home, over org.Unit, roles ...access.Role) staff.Person {
	t.Helper()
	p := stafftest.New(t, h.pool, home)
	stafftest.Post(t, h.pool, p, h.position, home)
	var grants []auth.NewGrant
	for _, r := range roles {
		grants = append(grants, auth.NewGrant{Role: r, UnitID: over.ID})
	}
	err := db.InTx(context.Background(), h.pool, func(ctx context.Context, tx bun.Tx) error {
		_, err := auth.Provision(ctx, tx, p.ID, p.Code, h.hash, grants, h.clock.Now())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// signIn gives a person's access token.
func (h *house) signIn(t *testing.T, p staff.Person) string {
	t.Helper()
	status, body := h.call(t, http.MethodPost, "/api/v1/auth/sign-in", "", map[string]string{"login": p.Code, "password": password})
	var in struct {
		AccessToken string `json:"access_token"`
	}
	if err := json.Unmarshal(body, &in); err != nil || status != http.StatusOK || in.AccessToken == "" {
		t.Fatalf("sign in: %d %s %v", status, body, err)
	}
	return in.AccessToken
}

// upload is a body that is sent as a form with one file.
type upload struct {
	name string
	data []byte
}

// call sends a request through the whole server and gives status and body.
func (h *house) call(t *testing.T, method, path, token string, body any) (int, []byte) {
	t.Helper()
	req := httptest.NewRequest(method, path, bodyOf(t, body))
	switch b := body.(type) {
	case nil:
	case upload:
		req.Header.Set("Content-Type", "multipart/form-data; boundary="+b.boundary())
	default:
		req.Header.Set("Content-Type", "application/json")
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	res, err := h.app.Server.Fiber.Test(req, -1)
	if err != nil {
		t.Fatalf("%s %s: %v", method, path, err)
	}
	defer func() { _ = res.Body.Close() }()
	answer, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, answer
}

func (upload) boundary() string {
	return "camtay-test-boundary"
}

func bodyOf(t *testing.T, body any) io.Reader {
	t.Helper()
	var b bytes.Buffer
	switch v := body.(type) {
	case nil:
		return nil
	case upload:
		w := multipart.NewWriter(&b)
		if err := w.SetBoundary(v.boundary()); err != nil {
			t.Fatal(err)
		}
		part, err := w.CreateFormFile("file", v.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write(v.data); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	default:
		if err := json.NewEncoder(&b).Encode(v); err != nil {
			t.Fatal(err)
		}
	}
	return &b
}

// insert adds a row of any table, for states that take a story to reach.
func (h *house) insert(t *testing.T, table string, row map[string]any) uuid.UUID {
	t.Helper()
	id := uuid.Must(uuid.NewV7())
	row["id"] = id
	if _, err := h.pool.NewInsert().Model(&row).Table(table).Exec(context.Background()); err != nil {
		t.Fatal(fmt.Errorf("insert into %s: %w", table, err))
	}
	return id
}
