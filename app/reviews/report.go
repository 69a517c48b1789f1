package reviews

import (
	"maps"
	"slices"
	"strconv"

	"github.com/google/uuid"

	"camtay/app/clock"
	"camtay/app/lang"
	"camtay/app/sheet"
)

// Report is what a review found. Levels compare what is required with the level
// that evidence shows now.
type Report struct {
	Review       Review
	Parts        []PartResult
	Competencies []CompetencyResult
	Lacking      []LackingResult
	Calibrated   []CalibratedResult
}

// PartResult sums one unit: items, answers, and items met at launch and now.
type PartResult struct {
	Unit                                   string
	State                                  string
	People, Items, SelfDone, SuperiorDone  int
	MetBefore, MetNow, Apart, CriticalGaps int
}

// CompetencyResult sums one competency; means are in thousandths of a level, −1
// where nobody answered.
type CompetencyResult struct {
	Code, NameVI, NameEN         string
	Items, MetNow                int
	MeanSelf, MeanSuperior       int
	MeanEvidence, MeanRequired   int
	SelfAbove, SelfBelow, Levels int // self above or below the superior; items where both answered
}

// LackingResult is one open gap.
type LackingResult struct {
	StaffID                          uuid.UUID
	Name, Unit, Code, NameVI, NameEN string
	Required, Level                  int16
	Critical                         bool
}

// CalibratedResult is one item that lay apart, with what was decided.
type CalibratedResult struct {
	StaffID                          uuid.UUID
	Name, Unit, Code, NameVI, NameEN string
	Self, Superior                   *int16
	Evidence                         int16
	Decision, Reason, By             string
	Decided                          *int16
}

// named are the people whom the workbook names, each once.
func (r Report) named() []uuid.UUID {
	seen := map[uuid.UUID]struct{}{}
	for _, l := range r.Lacking {
		seen[l.StaffID] = struct{}{}
	}
	for _, c := range r.Calibrated {
		seen[c.StaffID] = struct{}{}
	}
	return slices.Collect(maps.Keys(seen))
}

// Total sums all units.
func (r Report) Total() PartResult {
	var sum PartResult
	for _, p := range r.Parts {
		sum.People += p.People
		sum.Items += p.Items
		sum.SelfDone += p.SelfDone
		sum.SuperiorDone += p.SuperiorDone
		sum.MetBefore += p.MetBefore
		sum.MetNow += p.MetNow
		sum.Apart += p.Apart
		sum.CriticalGaps += p.CriticalGaps
	}
	return sum
}

const (
	wide   = 34
	middle = 22
	narrow = 12
)

// workbook lays the report out in five sheets.
func (r Report) workbook(locale string) []sheet.Page {
	t := func(key string) string { return lang.Text(locale, "reviews.sheet_"+key, nil) }
	heads := func(keys ...string) []sheet.Out {
		row := make([]sheet.Out, 0, len(keys))
		for _, k := range keys {
			row = append(row, sheet.Out{Text: t(k), Style: sheet.Head})
		}
		return row
	}
	name := func(vi, en string) string {
		if locale == "en" && en != "" {
			return en
		}
		return vi
	}
	total := r.Total()
	summary := sheet.Page{Name: t("summary"), Widths: []float64{wide, middle}, Rows: [][]sheet.Out{
		{{Text: r.Review.Title, Style: sheet.Bold}},
		{text(t("deadline")), text(r.Review.Deadline.Start().In(clock.Zone).Format("02/01/2006"))},
		{text(t("units")), whole(len(r.Parts))}, {text(t("people")), whole(total.People)}, {text(t("items")), whole(total.Items)},
		{text(t("self")), whole(total.SelfDone)}, {text(t("superior")), whole(total.SuperiorDone)},
		{text(t("met_before")), whole(total.MetBefore)}, {text(t("met_now")), whole(total.MetNow)},
		{text(t("critical")), whole(total.CriticalGaps)}, {text(t("apart")), whole(total.Apart)},
	}}
	units := sheet.Page{Name: t("by_unit"), Frozen: 1, Widths: []float64{wide, narrow, narrow, narrow, narrow, narrow, narrow, narrow, narrow, middle},
		Rows: [][]sheet.Out{heads("unit", "people", "items", "self", "superior", "met_before", "met_now", "critical", "apart", "state")}}
	for _, p := range r.Parts {
		units.Rows = append(units.Rows, []sheet.Out{
			text(p.Unit), whole(p.People), whole(p.Items), whole(p.SelfDone), whole(p.SuperiorDone), whole(p.MetBefore),
			whole(p.MetNow), whole(p.CriticalGaps), whole(p.Apart), text(t("state_" + p.State)),
		})
	}
	skills := sheet.Page{Name: t("by_competency"), Frozen: 1, Widths: []float64{narrow, wide, narrow, narrow, narrow, narrow, narrow, narrow, narrow, narrow},
		Rows: [][]sheet.Out{heads("code", "competency", "items", "met_now", "mean_required", "mean_evidence", "mean_self", "mean_superior", "self_above", "self_below")}}
	for _, c := range r.Competencies {
		skills.Rows = append(skills.Rows, []sheet.Out{
			text(c.Code), text(name(c.NameVI, c.NameEN)), whole(c.Items), whole(c.MetNow), level(c.MeanRequired), level(c.MeanEvidence),
			level(c.MeanSelf), level(c.MeanSuperior), whole(c.SelfAbove), whole(c.SelfBelow),
		})
	}
	gaps := sheet.Page{Name: t("gaps"), Frozen: 1, Widths: []float64{middle, wide, narrow, wide, narrow, narrow, narrow},
		Rows: [][]sheet.Out{heads("name", "unit", "code", "competency", "required", "level", "critical_one")}}
	for _, l := range r.Lacking {
		critical := ""
		if l.Critical {
			critical = "x"
		}
		gaps.Rows = append(gaps.Rows, []sheet.Out{
			text(l.Name), text(l.Unit), text(l.Code), text(name(l.NameVI, l.NameEN)), whole(int(l.Required)), whole(int(l.Level)), text(critical),
		})
	}
	return []sheet.Page{summary, units, skills, gaps, r.calibration(t, heads, name)}
}

func (r Report) calibration(t func(string) string, heads func(...string) []sheet.Out, name func(vi, en string) string) sheet.Page {
	p := sheet.Page{Name: t("calibration"), Frozen: 1, Widths: []float64{middle, wide, narrow, wide, narrow, narrow, narrow, middle, narrow, wide, middle},
		Rows: [][]sheet.Out{heads("name", "unit", "code", "competency", "said_self", "said_superior", "said_evidence", "decision", "decided", "reason", "by")}}
	for _, c := range r.Calibrated {
		decision := "none"
		if c.Decision != "" {
			decision = c.Decision
		}
		p.Rows = append(p.Rows, []sheet.Out{
			text(c.Name), text(c.Unit), text(c.Code), text(name(c.NameVI, c.NameEN)), said(c.Self), said(c.Superior), whole(int(c.Evidence)),
			text(t("decision_" + decision)), said(c.Decided), text(c.Reason), text(c.By),
		})
	}
	return p
}

func text(s string) sheet.Out { return sheet.Out{Text: s} }

func whole(n int) sheet.Out { return sheet.Out{Text: strconv.Itoa(n), Style: sheet.Whole} }

func said(level *int16) sheet.Out {
	if level == nil {
		return sheet.Out{}
	}
	return whole(int(*level))
}

// level writes thousandths of a level with one place, as Vietnamese do.
func level(milli int) sheet.Out {
	if milli < 0 {
		return sheet.Out{}
	}
	tenths := (milli + 50) / 100
	return text(strconv.Itoa(tenths/10) + "," + strconv.Itoa(tenths%10))
}
