package migrations_test

import (
	"io/fs"
	"regexp"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"camtay/migrations"
	"camtay/migrations/testdb"

	"github.com/google/go-cmp/cmp"
)

var wellFormed = regexp.MustCompile(`^(\d{14})_([a-z]+)_[a-z0-9_]+\.tx\.up\.sql$`)

func TestFilesAreNumberedOnceAndNameTheirOwner(t *testing.T) {
	t.Parallel()
	names, err := fs.Glob(migrations.Files, "*")
	if err != nil || len(names) == 0 {
		t.Fatal("no migrations are embedded", err)
	}
	numbers := map[string]string{}
	for _, name := range names {
		parts := wellFormed.FindStringSubmatch(name)
		if parts == nil {
			t.Errorf("%s is not named <14 digits>_<room>_<what>.tx.up.sql", name)
			continue
		}
		if other, taken := numbers[parts[1]]; taken {
			t.Errorf("%s and %s have the same number", other, name)
		}
		numbers[parts[1]] = name

		text, err := fs.ReadFile(migrations.Files, name)
		if err != nil {
			t.Fatal(err)
		}
		first, _, _ := strings.Cut(string(text), "\n")
		if want := "-- owner: " + parts[2]; first != want {
			t.Errorf("%s begins with %q, want %q", name, first, want)
		}
		for line := range strings.Lines(string(text)) {
			if len(line) > 60_000 {
				t.Errorf("%s has a line of %d bytes; bun reads at most 64 KB", name, len(line))
			}
		}
	}
}

func TestParallelRunsApplyEachMigrationOnce(t *testing.T) {
	t.Parallel()
	db := testdb.Empty(t)
	before, err := migrations.Pending(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}

	var wait sync.WaitGroup
	applied, failures, told := make([]int, 3), make([]error, 3), make([][]string, 3)
	for i := range applied {
		wait.Go(func() {
			applied[i], failures[i] = migrations.Run(t.Context(), db, func(name string) { told[i] = append(told[i], name) })
		})
	}
	wait.Wait()

	if diff := cmp.Diff(make([]error, 3), failures); diff != "" {
		t.Error(diff)
	}
	if got := applied[0] + applied[1] + applied[2]; got != before || before == 0 {
		t.Errorf("applied %d of %d", got, before)
	}
	if got := len(told[0]) + len(told[1]) + len(told[2]); got != before {
		t.Errorf("told of %d of %d", got, before)
	}
	if after, err := migrations.Pending(t.Context(), db); err != nil || after != 0 {
		t.Errorf("%d are pending afterwards, %v", after, err)
	}
}

func TestFailedMigrationChangesNothingAndRunsAgainWhenMended(t *testing.T) {
	t.Parallel()
	db := testdb.Empty(t)
	files := fstest.MapFS{
		"20260101000001_a_first.tx.up.sql":  {Data: []byte("-- owner: a\ncreate table firsts (n int);")},
		"20260101000002_a_second.tx.up.sql": {Data: []byte("-- owner: a\ncreate table seconds (n int);\ninsert into nowhere values (1);")},
		"20260101000003_a_third.tx.up.sql":  {Data: []byte("-- owner: a\ncreate table thirds (n int);")},
	}

	applied, err := migrations.RunFiles(t.Context(), db, files, nil)
	if applied != 1 || err == nil || !strings.Contains(err.Error(), "20260101000002") {
		t.Fatalf("applied %d, %v; want 1 and an error of the second", applied, err)
	}
	if left, err := migrations.PendingFiles(t.Context(), db, files); left != 2 || err != nil {
		t.Fatalf("%d pending, %v; want 2", left, err)
	}

	files["20260101000002_a_second.tx.up.sql"].Data = []byte("-- owner: a\ncreate table seconds (n int);")
	applied, err = migrations.RunFiles(t.Context(), db, files, nil)
	if applied != 2 || err != nil {
		t.Errorf("applied %d, %v; want 2 after mending", applied, err)
	}
}

func TestHashIsStableAndLong(t *testing.T) {
	t.Parallel()
	if got := migrations.Hash(); len(got) != 64 || got != migrations.Hash() {
		t.Errorf("got %q", got)
	}
}
