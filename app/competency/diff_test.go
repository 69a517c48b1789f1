package competency_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"camtay/app/competency"
)

func TestDiffTellsWordByWordWhatChanged(t *testing.T) {
	t.Parallel()
	five := make([]string, 5)
	a := competency.Content{CompetencyID: uuid.New(), Code: "A", NameVI: "Tiếp nhận hồ sơ tại quầy", IndicatorsVI: five, IndicatorsEN: five}
	b := competency.Content{CompetencyID: uuid.New(), Code: "B", NameVI: "Số hóa", IndicatorsVI: five, IndicatorsEN: five}
	c := competency.Content{CompetencyID: uuid.New(), Code: "C", NameVI: "Mới", IndicatorsVI: five, IndicatorsEN: five}
	changed, gone := a, b
	changed.NameVI, gone.Archived = "Tiếp nhận và số hóa hồ sơ", true
	got := competency.Diff([]competency.Content{a, b}, []competency.Content{changed, gone, c})
	want := []competency.Difference{
		{CompetencyID: a.CompetencyID, Kind: competency.DiffChanged, Before: a, After: changed, Fields: []competency.FieldDifference{{
			Field: competency.FieldNameVI,
			Parts: []competency.Part{{Op: "=", Text: "Tiếp nhận"}, {Op: "+", Text: "và số hóa"}, {Op: "=", Text: "hồ sơ"}, {Op: "-", Text: "tại quầy"}},
		}}},
		{CompetencyID: b.CompetencyID, Kind: competency.DiffArchived, Before: b, After: gone},
		{CompetencyID: c.CompetencyID, Kind: competency.DiffAdded, After: c},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if same := competency.Diff([]competency.Content{a, b}, []competency.Content{a, b}); len(same) != 0 {
		t.Errorf("the same differs: %+v", same)
	}
}
