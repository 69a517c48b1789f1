package reviews_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"camtay/app/reviews"
)

// TestTheReportsSheetsAreAsReviewed keeps the closing report's workbook as text.
func TestTheReportsSheetsAreAsReviewed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := w.launch(t, reviews.Choice{})
	w.say(t, r.ID, 0, 5, 2)
	w.say(t, r.ID, 1, 3, 3)
	for _, p := range w.parts(t, r.ID) {
		w.do(t, p.ID, reviews.Finish, reviews.Lock)
	}
	_, file, err := w.svc.Workbook(w.officer(), r.ID, "vi")
	if err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	var b strings.Builder
	for _, name := range book.GetSheetList() {
		rows, err := book.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "== %s\n", name)
		for _, row := range rows {
			b.WriteString(strings.Join(row, " | ") + "\n")
		}
	}
	got := b.String()
	for i, c := range w.skills {
		got = strings.ReplaceAll(got, c.Code, fmt.Sprintf("NL-%d", i+1))
	}
	got = regexp.MustCompile(`(Đơn vị [AB])[0-9a-f]+`).ReplaceAllString(got, "$1")
	const golden = "testdata/report.txt"
	if os.Getenv("UPDATE") == "1" {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("report (-want +got):\n%s", diff)
	}
}

// TestTheListsOfALargeReviewUseIndexes looks at plans, since times differ from
// machine to machine.
func TestTheListsOfALargeReviewUseIndexes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	w.crowd(t, 3000)
	r := w.launch(t, reviews.Choice{})
	if _, err := w.svc.Advance(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := w.pool.ExecContext(ctx, "analyze"); err != nil {
		t.Fatal(err)
	}
	for name, query := range map[string]string{
		"my items":        fmt.Sprintf("select * from review_items where staff_id = '%s' and review_id = '%s'", w.people[0].ID, r.ID),
		"items of a part": fmt.Sprintf("select * from review_items where part_id = '%s' and staff_id = '%s'", w.parts(t, r.ID)[w.tree.WardA.Name].ID, w.people[0].ID),
		"calibration":     fmt.Sprintf("select * from review_items where review_id = '%s' and spread > 0 and spread >= 2 order by spread desc, id limit 26", r.ID),
	} {
		var plan []byte
		if err := w.pool.NewRaw("explain (format json) "+query).Scan(ctx, &plan); err != nil {
			t.Fatal(err)
		}
		if !json.Valid(plan) || bytes.Contains(plan, []byte("Seq Scan")) {
			t.Errorf("%s is read whole: %s", name, plan)
		}
	}
}
