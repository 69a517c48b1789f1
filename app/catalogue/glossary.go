package catalogue

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"camtay/app/sheet"
)

// Term is one word of the trade in both languages.
type Term struct {
	bun.BaseModel `bun:"table:glossary"`

	Identifier string `bun:",pk"`
	VI         string `bun:"vi"`
	EN         string `bun:"en"`
}

func glossaryColumns() []string {
	return []string{"vi", "en", "identifier"}
}

// importGlossary adds and changes terms by identifier. Faults:
// catalogue.no_identifier, catalogue.no_term, catalogue.duplicate_identifier.
func importGlossary(ctx context.Context, tx bun.Tx, rows []sheet.Row) (sheet.Report, error) {
	before, err := terms(ctx, tx)
	if err != nil {
		return sheet.Report{}, err
	}
	known := make(map[string]Term, len(before))
	for _, t := range before {
		known[t.Identifier] = t
	}
	var report sheet.Report
	var changed []Term
	seen := map[string]int{}
	for _, r := range rows {
		t := Term{Identifier: r.Cell("identifier"), VI: r.Cell("vi"), EN: r.Cell("en")}
		first, twice := seen[t.Identifier]
		seen[t.Identifier] = r.Number
		old, exists := known[t.Identifier]
		switch {
		case t.Identifier == "":
			report.Faults = append(report.Faults, r.Fault("identifier", "catalogue.no_identifier", nil))
		case twice:
			report.Faults = append(report.Faults, r.Fault("identifier", "catalogue.duplicate_identifier", map[string]any{"value": t.Identifier, "row": first}))
		case t.VI == "":
			report.Faults = append(report.Faults, r.Fault("vi", "catalogue.no_term", nil))
		case !exists:
			report.New++
			changed = append(changed, t)
		case old.VI != t.VI || old.EN != t.EN:
			report.Changed++
			changed = append(changed, t)
		default:
			report.Unchanged++
		}
	}
	if len(report.Faults) > 0 || len(changed) == 0 {
		return report, nil
	}
	_, err = tx.NewInsert().Model(&changed).
		On("conflict (identifier) do update").
		Set("vi = excluded.vi, en = excluded.en").
		Exec(ctx)
	if err != nil {
		return report, fmt.Errorf("import glossary: %w", err)
	}
	return report, nil
}

func terms(ctx context.Context, db bun.IDB) ([]Term, error) {
	var all []Term
	if err := db.NewSelect().Model(&all).OrderExpr("identifier").Scan(ctx); err != nil {
		return nil, fmt.Errorf("read glossary: %w", err)
	}
	return all, nil
}

func exportGlossary(ctx context.Context, db bun.IDB) ([][]string, error) {
	all, err := terms(ctx, db)
	if err != nil {
		return nil, err
	}
	rows := make([][]string, 0, len(all))
	for _, t := range all {
		rows = append(rows, []string{t.VI, t.EN, t.Identifier})
	}
	return rows, nil
}

// searchTerms are terms in Vietnamese order after the given word and identifier,
// at most limit+1.
func searchTerms(ctx context.Context, db bun.IDB, q string, after []string, limit int) ([]Term, error) {
	var found []Term
	sel := db.NewSelect().Model(&found)
	if q != "" {
		sel = sel.Where("search like '%' || fold_text(?) || '%'", q)
	}
	if after != nil {
		sel = sel.Where(`(vi collate "vi-x-icu", identifier) > (?, ?)`, after[0], after[1])
	}
	if err := sel.OrderExpr(`vi collate "vi-x-icu", identifier`).Limit(int64(limit) + 1).Scan(ctx); err != nil {
		return nil, fmt.Errorf("search glossary: %w", err)
	}
	return found, nil
}
