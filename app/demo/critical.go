package demo

import (
	"context"
	"slices"

	"github.com/uptrace/bun"

	"camtay/app/competency"
)

// critical are the competencies that the department has marked as critical, by
// position: without them a counter is late or lets out what it must keep. The
// built-in tables leave this to the department.
func critical() map[string][]string {
	return map[string][]string{
		"HCC-TN":     {"NVM-01", "NVM-02", "KNS-03"},
		"HCC-SH":     {"NVM-02", "KNS-03"},
		"HCC-KS":     {"NVM-07", "NVM-10"},
		"HCC-CV":     {"NVM-01", "NVM-08"},
		"LD-GDHCC":   {"NVM-07", "NVM-10"},
		"LD-PGDHCC":  {"NVM-07", "NVM-10"},
		"VP-TP":      {"NVM-04"},
		"KT-DD":      {"NVM-04"},
		"VP-CNTT":    {"KNS-03"},
		"CB-PCTUBND": {"NVM-05"},
	}
}

// putCritical marks them at the levels that are required already.
func (w *world) putCritical(ctx context.Context, tx bun.Tx) error {
	for position, codes := range critical() {
		required, err := competency.RequirementsOn(ctx, tx, w.positions[position], w.day)
		if err != nil {
			return err
		}
		for _, r := range required {
			if !slices.Contains(codes, w.codes[r.CompetencyID]) {
				continue
			}
			r.Critical, r.From = true, w.day
			if err := competency.Require(ctx, tx, r, w.at); err != nil {
				return err
			}
		}
	}
	return nil
}
