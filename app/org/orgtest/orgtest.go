// Package orgtest builds units for tests: valid by default.
package orgtest

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/org"
)

// New inserts a unit below parent (the zero Unit makes a root) and returns it
// with its path.
func New(t *testing.T, db bun.IDB, code, kind string, parent org.Unit) org.Unit {
	t.Helper()
	ctx := context.Background()
	now := time.Date(2026, time.November, 2, 1, 0, 0, 0, time.UTC)
	u := org.Unit{
		ID: uuid.Must(uuid.NewV7()), Code: code, Name: "Đơn vị " + code, Kind: kind,
		ParentID: parent.ID, CreatedAt: now, UpdatedAt: now,
	}
	if _, err := db.NewInsert().Model(&u).Exec(ctx); err != nil {
		t.Fatalf("insert unit %s: %v", code, err)
	}
	got, err := org.Find(ctx, db, u.ID)
	if err != nil {
		t.Fatalf("read unit %s: %v", code, err)
	}
	return got
}

// Tree is a small province: two neighbouring wards with a one-stop centre each
// and the Department of Home Affairs.
type Tree struct {
	Province, Department, WardA, CentreA, WardB, CentreB org.Unit
}

// NewTree inserts a Tree with codes of its own, so that several fit one database.
func NewTree(t *testing.T, db bun.IDB) Tree {
	t.Helper()
	tag := uuid.NewString()[:6]
	var tr Tree
	tr.Province = New(t, db, "P"+tag, org.KindProvince, org.Unit{})
	tr.Department = New(t, db, "P"+tag+"-SNV", "SO", tr.Province)
	tr.WardA = New(t, db, "A"+tag, org.KindWard, tr.Province)
	tr.CentreA = New(t, db, "A"+tag+"-HCC", org.KindOneStop, tr.WardA)
	tr.WardB = New(t, db, "B"+tag, org.KindCommune, tr.Province)
	tr.CentreB = New(t, db, "B"+tag+"-HCC", org.KindOneStop, tr.WardB)
	for _, pair := range [][2]uuid.UUID{{tr.WardA.ID, tr.WardB.ID}, {tr.WardB.ID, tr.WardA.ID}} {
		_, err := db.NewRaw("insert into unit_neighbours (unit_id, neighbour_id) values (?, ?)", pair[0], pair[1]).Exec(context.Background())
		if err != nil {
			t.Fatalf("insert neighbours: %v", err)
		}
	}
	return tr
}
