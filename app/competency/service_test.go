package competency_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/competency/competencytest"
	"camtay/app/event"
	"camtay/app/fault"
	"camtay/app/org/orgtest"
	"camtay/app/staff/stafftest"
	"camtay/migrations/testdb"
)

func officer(path string) context.Context {
	return access.With(context.Background(), access.Principal{
		AccountID: uuid.New(), Grants: []access.Grant{{Role: access.DepartmentOfficer, Path: path}},
	})
}

func TestOnlyAnOfficerOfTheWholeTreeChangesRequirements(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	tree := orgtest.NewTree(t, db)
	svc := competency.New(db, clock.NewFake(stafftest.Now()), event.NewOutbox())
	change := competency.Change{PositionID: stafftest.Position(t, db).ID, CompetencyID: competencytest.Competency(t, db).ID, Level: 3}
	for name, tc := range map[string]struct {
		ctx  context.Context
		want error
	}{
		"nobody":                   {context.Background(), fault.New(fault.Forbidden, "competency.not_yours")},
		"an officer of one ward":   {officer(tree.WardA.Path), fault.New(fault.Forbidden, "competency.not_yours")},
		"an officer of everything": {officer(tree.Province.Path), nil},
	} {
		if got := svc.Require(tc.ctx, change); !errors.Is(got, tc.want) {
			t.Errorf("%s: got %v, want %v", name, got, tc.want)
		}
	}
}

func TestChangingARequirementIsAuditedOnce(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	tree := orgtest.NewTree(t, db)
	svc := competency.New(db, clock.NewFake(stafftest.Now()), event.NewOutbox())
	position, c := stafftest.Position(t, db), competencytest.Competency(t, db)
	ctx := officer(tree.Province.Path)
	change := competency.Change{PositionID: position.ID, CompetencyID: c.ID, Level: 3, Critical: true}
	for range 2 {
		if err := svc.Require(ctx, change); err != nil {
			t.Fatal(err)
		}
	}
	found, byID, err := svc.Requirements(ctx, position.ID)
	if err != nil {
		t.Fatal(err)
	}
	if len(found) != 1 || found[0].Level != 3 || !found[0].Critical || byID[c.ID].Code != c.Code {
		t.Errorf("requirements = %+v", found)
	}
	var deeds []string
	if err := db.NewRaw("select deed from audit_entries where subject_id = ?", position.ID).Scan(ctx, &deeds); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"competency.require"}, deeds); diff != "" {
		t.Errorf("audit (-want +got):\n%s", diff)
	}
}

func TestWhatDoesNotExistIsNotFound(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	tree := orgtest.NewTree(t, db)
	svc := competency.New(db, clock.NewFake(stafftest.Now()), event.NewOutbox())
	ctx := officer(tree.Province.Path)
	c := competencytest.Competency(t, db)
	if _, _, err := svc.Detail(ctx, uuid.New()); !errors.Is(err, fault.New(fault.NotFound, "competency.not_found")) {
		t.Errorf("detail: %v", err)
	}
	err := svc.Require(ctx, competency.Change{PositionID: uuid.New(), CompetencyID: c.ID, Level: 2})
	if !errors.Is(err, fault.New(fault.NotFound, "competency.position_not_found")) {
		t.Errorf("unknown position: %v", err)
	}
}
