package page_test

import (
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"camtay/app/page"
)

func TestCursorCarriesItsValues(t *testing.T) {
	t.Parallel()
	want := []string{"Hoà", "Nguyễn Thị", "0190"}
	got, err := page.Parse(page.Cursor(want...), 3)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestForeignCursorsAreRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []string{"!", "e30", page.Cursor("one"), page.Cursor("one", "two", "three")} {
		if _, err := page.Parse(c, 2); err == nil {
			t.Errorf("cursor %q was accepted", c)
		}
	}
}

func TestCutNamesTheLastRowOnlyWhenMoreFollow(t *testing.T) {
	t.Parallel()
	rows, next := page.Cut([]int{1, 2, 3}, 2, strconv.Itoa)
	if len(rows) != 2 || next != "2" {
		t.Errorf("got %v and %q", rows, next)
	}
	rows, next = page.Cut([]int{1, 2}, 2, strconv.Itoa)
	if len(rows) != 2 || next != "" {
		t.Errorf("last page: got %v and %q", rows, next)
	}
}
