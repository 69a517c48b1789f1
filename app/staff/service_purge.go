package staff

import (
	"context"
	"fmt"
	"time"
)

// keepUploads is how long an uploaded workbook is kept: long enough to mend its
// faults, no longer, since it holds a whole commune's personal data.
const keepUploads = 30 * 24 * time.Hour

// Purge deletes uploads past their keeping and tells how many. What they brought
// into the staff list stays.
func (s *Service) Purge(ctx context.Context) (int, error) {
	res, err := s.db.NewDelete().Table("staff_imports").
		Where("created_at < ?", s.clock.Now().Add(-keepUploads)).
		Exec(ctx)
	if err != nil {
		return 0, fmt.Errorf("purge uploads: %w", err)
	}
	n, err := res.RowsAffected()
	if err != nil {
		return 0, fmt.Errorf("count purged uploads: %w", err)
	}
	return int(n), nil
}
