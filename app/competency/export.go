package competency

import (
	"context"
	"fmt"
	"strconv"

	"github.com/uptrace/bun"
)

// ExportCompetencies are the rows of the table of competencies in the
// framework's order.
func ExportCompetencies(ctx context.Context, db bun.IDB) ([][]string, error) {
	var all []struct {
		Code, NameVI, NameEN, GroupVI, DescriptionVI string
		Level                                        int
		IndicatorVI                                  string
	}
	err := db.NewRaw(`select c.code, c.name_vi, c.name_en, c.group_vi, c.description_vi, l.level, l.indicator_vi
		from competencies c
		join competency_levels l on l.competency_id = c.id
		where c.archived_at is null
		order by c.position, c.code, l.level`).Scan(ctx, &all)
	if err != nil {
		return nil, fmt.Errorf("export competencies: %w", err)
	}
	var rows [][]string
	for _, r := range all {
		if r.Level == 1 {
			rows = append(rows, []string{r.Code, r.NameVI, r.NameEN, r.GroupVI, r.DescriptionVI})
		}
		last := len(rows) - 1
		rows[last] = append(rows[last], r.IndicatorVI)
	}
	return rows, nil
}

// ExportRequirements are the rows of the table of requirements in force today.
func ExportRequirements(ctx context.Context, db bun.IDB) ([][]string, error) {
	var all []struct {
		Position, Competency string
		Level                int
	}
	err := db.NewRaw(`select p.code as position, c.code as competency, r.level
		from requirements r
		join positions p on p.id = r.position_id
		join competencies c on c.id = r.competency_id
		where r.during @> current_date
		order by p.code, c.code`).Scan(ctx, &all)
	if err != nil {
		return nil, fmt.Errorf("export requirements: %w", err)
	}
	rows := make([][]string, 0, len(all))
	for _, r := range all {
		rows = append(rows, []string{r.Position, r.Competency, strconv.Itoa(r.Level)})
	}
	return rows, nil
}
