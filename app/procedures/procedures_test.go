package procedures_test

import (
	"context"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/uptrace/bun"

	"camtay/app/clock"
	"camtay/app/db"
	"camtay/app/fault"
	"camtay/app/procedures"
	"camtay/app/sheet"
	"camtay/migrations/testdb"
)

func now() time.Time {
	return time.Date(2026, time.November, 2, 1, 0, 0, 0, time.UTC)
}

// load brings the built-in statuses and procedures into a database.
func load(t *testing.T, pool *bun.DB) (statuses, all sheet.Report) {
	t.Helper()
	csv, err := os.Open("../catalogue/data/dossier_statuses.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = csv.Close() }()
	json, err := os.Open("../catalogue/data/procedures.json")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = json.Close() }()
	rows, faults, err := sheet.ReadCSV(csv, procedures.StatusColumns()...)
	if err != nil || len(faults) > 0 {
		t.Fatal(err, faults)
	}
	err = db.InTx(context.Background(), pool, func(ctx context.Context, tx bun.Tx) error {
		if statuses, err = procedures.ImportStatuses(ctx, tx, rows); err != nil {
			return err
		}
		all, err = procedures.Import(ctx, tx, json, now())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return statuses, all
}

func TestTheBuiltInProceduresLoadOnceAndStayUnchanged(t *testing.T) {
	t.Parallel()
	pool := testdb.New(t)
	statuses, all := load(t, pool)
	if diff := cmp.Diff([]sheet.Report{{New: 10}, {New: 15}}, []sheet.Report{statuses, all}); diff != "" {
		t.Error(diff)
	}
	statuses, all = load(t, pool)
	if diff := cmp.Diff([]sheet.Report{{Unchanged: 10}, {Unchanged: 15}}, []sheet.Report{statuses, all}); diff != "" {
		t.Errorf("second load: %s", diff)
	}
}

func TestFaultyProceduresAreNamedByPlace(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	text := `{"procedures":[
		{"id":"a","code":"1","name_vi":"Một","components":[{"name_vi":"Tờ khai"}],"steps":[{"status_after":"KHONG_CO"}]},
		{"id":"a","code":"2","name_vi":"","components":[]}]}`
	report, err := procedures.Import(context.Background(), tx, strings.NewReader(text), now())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range report.Faults {
		got = append(got, f.Key)
	}
	slices.Sort(got)
	want := []string{"procedures.duplicate", "procedures.no_components", "procedures.no_name", "procedures.unknown_status"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	found, err := procedures.List(context.Background(), tx, "", nil, 10)
	if err != nil || len(found) != 0 {
		t.Errorf("%d procedures written (%v)", len(found), err)
	}
}

func TestAChangeOverASeenVersionOnly(t *testing.T) {
	t.Parallel()
	pool := testdb.New(t)
	load(t, pool)
	found, err := procedures.List(context.Background(), pool, "khai sinh 1.001193", nil, 1)
	if err != nil || len(found) == 0 {
		found, err = procedures.List(context.Background(), pool, "dang ky khai sinh", nil, 1)
	}
	if err != nil || len(found) == 0 {
		t.Fatalf("search: %v, %d found", err, len(found))
	}
	p := found[0]
	clk := clock.NewFake(now().Add(time.Hour))
	svc := procedures.New(pool, clk)
	amount := int64(8000)
	edit := procedures.Edit{
		Components: p.Components, Deadline: p.Deadline, Fee: procedures.Fee{Amount: &amount, TextVI: "8.000 đồng/bản"},
		Notes: "Theo nghị quyết", VerifiedOn: clock.DayOf(now()), Seen: p.UpdatedAt,
	}
	changed, err := svc.Change(context.Background(), p.ID, edit)
	if err != nil {
		t.Fatal(err)
	}
	if *changed.Fee.Amount != amount || changed.VerifiedOn.String() != "2026-11-02" {
		t.Errorf("got %+v", changed.Fee)
	}
	_, err = svc.Change(context.Background(), p.ID, edit)
	if !errors.Is(err, fault.New(fault.Conflict, "procedures.changed_meanwhile")) {
		t.Errorf("a change over an old version: got %v", err)
	}
	deeds, err := pool.NewSelect().Table("audit_entries").Where("deed = 'procedures.change'").Count(context.Background())
	if err != nil || deeds != 1 {
		t.Errorf("%d audit rows (%v)", deeds, err)
	}
}
