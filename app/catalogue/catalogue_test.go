package catalogue_test

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/uptrace/bun"

	"camtay/app/catalogue"
	"camtay/app/clock"
	"camtay/migrations/testdb"
)

func loaded(t *testing.T) (*bun.DB, clock.Clock) {
	t.Helper()
	pool := testdb.New(t)
	clk := clock.NewFake(time.Date(2026, time.November, 2, 1, 0, 0, 0, time.UTC))
	if err := catalogue.Load(context.Background(), pool, clk, func(string) {}); err != nil {
		t.Fatal(err)
	}
	return pool, clk
}

func count(t *testing.T, pool *bun.DB, table string) int {
	t.Helper()
	n, err := pool.NewSelect().Table(table).Count(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return int(n)
}

func TestTheBuiltInCatalogueLoadsWhole(t *testing.T) {
	t.Parallel()
	pool, _ := loaded(t)
	got := map[string]int{}
	for _, table := range []string{"units", "positions", "competencies", "competency_levels", "requirements", "procedures", "dossier_statuses", "glossary", "courses", "quizzes"} {
		got[table] = count(t, pool, table)
	}
	want := map[string]int{
		"units": 188, "positions": 44, "competencies": 48, "competency_levels": 240, "requirements": 869,
		"procedures": 15, "dossier_statuses": 10, "glossary": 169, "courses": 3, "quizzes": 3,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if n := count(t, pool, "questions"); n < 36 {
		t.Errorf("%d questions, at least 12 a test wanted", n)
	}
	var unmapped int
	err := pool.NewRaw("select count(*) from questions q where not exists (select from claims c where c.source = 'question' and c.source_id = q.id)").
		Scan(context.Background(), &unmapped)
	if err != nil || unmapped != 0 {
		t.Errorf("%d questions show nothing (%v)", unmapped, err)
	}
}

func TestASecondLoadKeepsWhatPeopleChanged(t *testing.T) {
	t.Parallel()
	pool, clk := loaded(t)
	ctx := context.Background()
	if _, err := pool.ExecContext(ctx, "update units set name = 'Phường đã sửa' where code = '13684'"); err != nil {
		t.Fatal(err)
	}
	var said []string
	if err := catalogue.Load(ctx, pool, clk, func(s string) { said = append(said, s) }); err != nil {
		t.Fatal(err)
	}
	var name string
	if err := pool.NewRaw("select name from units where code = '13684'").Scan(ctx, &name); err != nil {
		t.Fatal(err)
	}
	if len(said) > 0 || name != "Phường đã sửa" {
		t.Errorf("loaded %v again, the unit is called %q", said, name)
	}
}

func TestWhatIsExportedImportsUnchanged(t *testing.T) {
	t.Parallel()
	pool, clk := loaded(t)
	svc := catalogue.New(pool, clk)
	for _, table := range catalogue.Tables() {
		if len(table.Columns) == 0 {
			continue
		}
		exported, err := svc.Export(context.Background(), table.Name)
		if err != nil {
			t.Fatalf("export %s: %v", table.Name, err)
		}
		report, applied, err := svc.Import(context.Background(), table.Name, bytes.NewReader(exported), false)
		if err != nil {
			t.Fatalf("import %s: %v", table.Name, err)
		}
		if !applied || report.New+report.Changed+len(report.Faults) > 0 || report.Unchanged == 0 {
			t.Errorf("%s: applied %v, report %+v", table.Name, applied, report)
		}
	}
}

func TestADryRunWritesNothing(t *testing.T) {
	t.Parallel()
	pool, clk := loaded(t)
	svc := catalogue.New(pool, clk)
	csv := "vi,en,identifier\nchữ ký số,digital signature,chu_ky_moi\n"
	report, applied, err := svc.Import(context.Background(), "glossary", strings.NewReader(csv), true)
	if err != nil || applied || report.New != 1 {
		t.Fatalf("dry run: %+v, applied %v, %v", report, applied, err)
	}
	if n := count(t, pool, "glossary"); n != 169 {
		t.Errorf("%d terms after a dry run", n)
	}
	if _, applied, err = svc.Import(context.Background(), "glossary", strings.NewReader(csv), false); err != nil || !applied {
		t.Fatalf("import: applied %v, %v", applied, err)
	}
	if n := count(t, pool, "glossary"); n != 170 {
		t.Errorf("%d terms after the import", n)
	}
}

func TestATableWithAFaultIsNotApplied(t *testing.T) {
	t.Parallel()
	pool, clk := loaded(t)
	csv := "code,name,type,parent\nX-NEW,Đơn vị mới,PHUONG,37\nX-BAD,Đơn vị lạc,PHUONG,khong-co\n"
	report, applied, err := catalogue.New(pool, clk).Import(context.Background(), "units", strings.NewReader(csv), false)
	if err != nil {
		t.Fatal(err)
	}
	if applied || len(report.Faults) != 1 || report.Faults[0].Row != 3 || report.Faults[0].Column != "parent" {
		t.Errorf("applied %v, faults %+v", applied, report.Faults)
	}
	if n := count(t, pool, "units"); n != 188 {
		t.Errorf("%d units", n)
	}
}

func TestAFileOfAnotherFormIsRefused(t *testing.T) {
	t.Parallel()
	pool, clk := loaded(t)
	svc := catalogue.New(pool, clk)
	for table, text := range map[string]string{"units": "name\nx\n", "procedures": "no json", "glossary": ""} {
		if _, _, err := svc.Import(context.Background(), table, strings.NewReader(text), false); err == nil || !strings.Contains(err.Error(), "catalogue.bad_file") {
			t.Errorf("%s: got %v", table, err)
		}
	}
}
