package gaps

import (
	"context"
	"fmt"

	"camtay/app/clock"
	"camtay/app/lang"
	"camtay/app/sheet"
)

// HeatWorkbook is the heat map of what the acting person may read, as a workbook
// in a locale, and its file name.
func (s *Service) HeatWorkbook(ctx context.Context, f HeatFilter, locale string) (string, []byte, error) {
	heat, byID, err := s.HeatMap(ctx, f)
	if err != nil {
		return "", nil, err
	}
	position, err := positionName(ctx, s.db, f.PositionID, locale)
	if err != nil {
		return "", nil, err
	}
	today := clock.DayOf(s.clock.Now())
	y, m, d := today.Start().In(clock.Zone).Date()
	file, err := sheet.WriteWorkbook(heatSheet{
		Heat: heat, Competencies: byID, Position: position, Critical: f.CriticalOnly,
		Day: fmt.Sprintf("%02d/%02d/%d", d, m, y), Locale: locale,
	}.page())
	if err != nil {
		return "", nil, err
	}
	return lang.Text(locale, "gaps.sheet_file", nil) + "-" + today.String() + ".xlsx", file, nil
}
