package competency_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/competency/competencytest"
	"camtay/app/sheet"
	"camtay/app/staff/stafftest"
	"camtay/migrations/testdb"
)

func framework(number int, code string, change map[string]string) sheet.Row {
	cells := map[string]string{
		"code": code, "name_vi": "Tiếp nhận hồ sơ", "name_en": "Receiving dossiers", "group": "Nghiệp vụ một cửa",
		"description_vi": "Tiếp nhận đúng, đủ.", "level1": "một", "level2": "hai", "level3": "ba", "level4": "bốn", "level5": "năm",
	}
	for k, v := range change {
		cells[k] = v
	}
	return sheet.NewRow(number, cells)
}

func required(number int, position, code, level string) sheet.Row {
	return sheet.NewRow(number, map[string]string{"position_code": position, "competency_code": code, "required_level": level})
}

func TestFaultsOfCompetenciesNameRowAndColumn(t *testing.T) {
	t.Parallel()
	_, got := competency.ParseCompetencies([]sheet.Row{
		framework(2, "NVM-01", nil),
		framework(3, "NVM 02", nil),
		framework(4, "NVM-01", nil),
		framework(5, "NVM-03", map[string]string{"name_vi": "", "group": "", "level4": ""}),
	})
	want := []sheet.Fault{
		{Row: 3, Column: "code", Key: "competency.bad_code", Args: map[string]any{"code": "NVM 02"}},
		{Row: 4, Column: "code", Key: "competency.duplicate_code", Args: map[string]any{"code": "NVM-01", "row": 2}},
		{Row: 5, Column: "name_vi", Key: "competency.no_name"},
		{Row: 5, Column: "group", Key: "competency.no_group"},
		{Row: 5, Column: "level4", Key: "competency.no_indicator", Args: map[string]any{"level": 4}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
}

func TestFaultsOfRequirementsNameRowAndColumn(t *testing.T) {
	t.Parallel()
	positions := map[string]uuid.UUID{"CM-01": {1}}
	competencies := map[string]uuid.UUID{"NVM-01": {2}}
	_, got := competency.ParseRequirements([]sheet.Row{
		required(2, "CM-01", "NVM-01", "3"),
		required(3, "CM-09", "NVM-01", "3"),
		required(4, "CM-01", "NVM-09", "0"),
		required(5, "CM-01", "NVM-01", "hai"),
		required(6, "CM-01", "NVM-01", "6"),
	}, positions, competencies)
	want := []sheet.Fault{
		{Row: 3, Column: "position_code", Key: "competency.unknown_position", Args: map[string]any{"code": "CM-09"}},
		{Row: 4, Column: "competency_code", Key: "competency.unknown_competency", Args: map[string]any{"code": "NVM-09"}},
		{Row: 4, Column: "required_level", Key: "competency.bad_level", Args: map[string]any{"value": "0"}},
		{Row: 5, Column: "required_level", Key: "competency.bad_level", Args: map[string]any{"value": "hai"}},
		{Row: 5, Column: "competency_code", Key: "competency.duplicate_requirement", Args: map[string]any{"row": 2}},
		{Row: 6, Column: "required_level", Key: "competency.bad_level", Args: map[string]any{"value": "6"}},
		{Row: 6, Column: "competency_code", Key: "competency.duplicate_requirement", Args: map[string]any{"row": 2}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
}

func TestImportingCompetenciesCountsWhatIsNewAndChanged(t *testing.T) {
	t.Parallel()
	ctx, tx := context.Background(), testdb.Tx(t)
	now := stafftest.Now()
	if _, err := competency.ImportCompetencies(ctx, tx, []sheet.Row{framework(2, "T-A", nil), framework(3, "T-B", nil)}, now); err != nil {
		t.Fatal(err)
	}
	got, err := competency.ImportCompetencies(ctx, tx, []sheet.Row{
		framework(2, "T-A", nil),
		framework(3, "T-B", map[string]string{"level2": "làm được khi có hướng dẫn"}),
		framework(4, "T-C", nil),
	}, now)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(sheet.Report{New: 1, Changed: 1, Unchanged: 1}, got); diff != "" {
		t.Errorf("report (-want +got):\n%s", diff)
	}
	found, err := competency.List(ctx, tx, "t-b")
	if err != nil || len(found) != 1 {
		t.Fatalf("search T-B: %d found, %v", len(found), err)
	}
	indicators, err := competency.Indicators(ctx, tx, found[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	if len(indicators) != 5 || indicators[1].TextVI != "làm được khi có hướng dẫn" {
		t.Errorf("indicators = %+v", indicators)
	}
}

func TestAFaultyTableWritesNothing(t *testing.T) {
	t.Parallel()
	ctx, tx := context.Background(), testdb.Tx(t)
	report, err := competency.ImportCompetencies(ctx, tx, []sheet.Row{framework(2, "T-A", nil), framework(3, "", nil)}, stafftest.Now())
	if err != nil {
		t.Fatal(err)
	}
	ids, err := competency.IDsByCode(ctx, tx)
	if err != nil {
		t.Fatal(err)
	}
	if len(report.Faults) != 1 || len(ids) != 0 {
		t.Errorf("%d faults and %d competencies, want 1 and 0", len(report.Faults), len(ids))
	}
}

func day(t *testing.T, s string) clock.Day {
	t.Helper()
	d, err := clock.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// spans are the levels a position ever required with their days.
func spans(found []competency.Requirement) []string {
	var out []string
	for _, r := range found {
		out = append(out, r.From.String()+"…"+r.Until.String()+" "+string(rune('0'+r.Level)))
	}
	return out
}

func TestChangingARequirementKeepsItsHistory(t *testing.T) {
	t.Parallel()
	ctx, tx := context.Background(), testdb.Tx(t)
	position := stafftest.Position(t, tx)
	c := competencytest.Competency(t, tx)
	at := func(s string) time.Time { return day(t, s).Start().Add(9 * time.Hour) }
	for _, step := range []struct {
		day, level string
		want       sheet.Report
	}{
		{"2026-09-01", "2", sheet.Report{New: 1}},
		{"2026-10-01", "2", sheet.Report{Unchanged: 1}},
		{"2026-11-01", "3", sheet.Report{Changed: 1}},
		{"2026-11-01", "4", sheet.Report{Changed: 1}},
	} {
		got, err := competency.ImportRequirements(ctx, tx, []sheet.Row{required(2, position.Code, c.Code, step.level)}, at(step.day))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(step.want, got); diff != "" {
			t.Errorf("report of %s (-want +got):\n%s", step.day, diff)
		}
	}
	removal := competency.Requirement{PositionID: position.ID, CompetencyID: c.ID}
	if err := competency.Require(ctx, tx, removal, at("2026-11-20")); err != nil {
		t.Fatal(err)
	}
	history, err := competency.History(ctx, tx, position.ID, c.ID)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"2026-09-01…2026-11-01 2", "2026-11-01…2026-11-20 4"}
	if diff := cmp.Diff(want, spans(history)); diff != "" {
		t.Errorf("history (-want +got):\n%s", diff)
	}
}

func TestAChangeTodayLeavesAPlannedChangeAlone(t *testing.T) {
	t.Parallel()
	ctx, tx := context.Background(), testdb.Tx(t)
	position := stafftest.Position(t, tx)
	c := competencytest.Competency(t, tx)
	competencytest.Requirement(t, tx, position, c, 2, func(r *competency.Requirement) { r.Until = day(t, "2027-01-01") })
	competencytest.Requirement(t, tx, position, c, 4, func(r *competency.Requirement) { r.From = day(t, "2027-01-01") })
	wanted := competency.Requirement{PositionID: position.ID, CompetencyID: c.ID, Level: 3}
	if err := competency.Require(ctx, tx, wanted, day(t, "2026-11-05").Start()); err != nil {
		t.Fatal(err)
	}
	history, err := competency.History(ctx, tx, position.ID, c.ID)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"2025-07-01…2026-11-05 2", "2026-11-05…2027-01-01 3", "2027-01-01… 4"}
	if diff := cmp.Diff(want, spans(history)); diff != "" {
		t.Errorf("history (-want +got):\n%s", diff)
	}
}

func TestPuttingClaimsReplacesThem(t *testing.T) {
	t.Parallel()
	ctx, tx := context.Background(), testdb.Tx(t)
	a, b := competencytest.Competency(t, tx), competencytest.Competency(t, tx)
	question := uuid.New()
	put := func(claims ...competency.Claim) {
		t.Helper()
		if err := competency.PutClaims(ctx, tx, competency.SourceQuestion, question, claims); err != nil {
			t.Fatal(err)
		}
	}
	put(competency.Claim{CompetencyID: a.ID, Level: 1})
	put(competency.Claim{CompetencyID: b.ID, Level: 1}, competency.Claim{CompetencyID: b.ID, Level: 2})
	got, err := competency.QuestionClaims(ctx, tx, []uuid.UUID{question, uuid.New()})
	if err != nil {
		t.Fatal(err)
	}
	want := map[uuid.UUID][]competency.Claim{question: {{CompetencyID: b.ID, Level: 2}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("claims (-want +got):\n%s", diff)
	}
}
