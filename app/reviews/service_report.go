package reviews

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/audit"
	"camtay/app/db"
	"camtay/app/lang"
	"camtay/app/sheet"
)

// Report is what a review found of those whom the acting person may read.
func (s *Service) Report(ctx context.Context, id uuid.UUID) (Report, error) {
	c, err := s.Find(ctx, id)
	if err != nil {
		return Report{}, err
	}
	var out Report
	err = db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		if _, err := tx.ExecContext(ctx, "set local work_mem = '64MB'"); err != nil {
			return fmt.Errorf("give report memory: %w", err)
		}
		var err error
		out, err = report(ctx, tx, access.ScopeOf(ctx, access.ReviewsRead), c.Review)
		return err
	})
	return out, err
}

// Workbook is the report as an Excel file with its name; taking it is logged
// for everyone whom it names.
func (s *Service) Workbook(ctx context.Context, id uuid.UUID, locale string) (string, []byte, error) {
	r, err := s.Report(ctx, id)
	if err != nil {
		return "", nil, err
	}
	file, err := sheet.WriteWorkbook(r.workbook(locale)...)
	if err != nil {
		return "", nil, err
	}
	if err := audit.PutEach(ctx, s.db, "reviews.workbook_download", "staff", r.named(), map[string]any{"review_id": id}, s.clock.Now()); err != nil {
		return "", nil, err
	}
	err = audit.Put(ctx, s.db, "reviews.workbook", "review", id, nil, s.clock.Now())
	return lang.Text(locale, "reviews.file", map[string]any{"day": r.Review.Deadline.String()}), file, err
}
