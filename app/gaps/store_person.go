package gaps

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"

	"camtay/app/clock"
)

// ofPerson takes one argument, the person.
const ofPerson = `select c.id, c.code, c.name_vi, c.name_en, c.group_vi,
	coalesce(l.level, 0), r.level, r.critical,
	p.name_vi, p.name_en, u.name, l.mean_milli
from v_post_requirements r
join competencies c on c.id = r.competency_id
join positions p on p.id = r.position_id
join units u on u.id = r.unit_id
left join levels l on l.staff_id = r.staff_id and l.competency_id = r.competency_id
where r.staff_id = ?
order by c.position, c.code, c.id, r.level desc, r.post_from, r.post_id`

// Of are all competencies that a person's posts require today, met or not, in
// the framework's order, each with the posts that ask for it.
func Of(ctx context.Context, db bun.IDB, staffID uuid.UUID) ([]Gap, error) {
	rows, err := db.QueryContext(ctx, ofPerson, staffID)
	if err != nil {
		return nil, fmt.Errorf("read gaps: %w", err)
	}
	return scan(rows)
}

// Spans are all posts of a person that require something today or later, in the
// framework's order, and the day that is today.
func Spans(ctx context.Context, db bun.IDB, staffID uuid.UUID) ([]Span, clock.Day, error) {
	var rows []struct {
		Span

		Today clock.Day
	}
	err := db.NewRaw(`select r.competency_id, o.id as post_id, p.name_vi as position_vi, p.name_en as position_en, u.name as unit,
			o.kind as post_kind, r.level, r.critical,
			lower(o.during * r.during) as "from", upper(o.during * r.during) as until, current_date as today
		from posts o
		join (
			select position_id, null::uuid as unit_id, competency_id, level, critical, during from requirements
			union all
			select position_id, unit_id, competency_id, level, critical, during from unit_requirements
		) r on coalesce(r.position_id, o.position_id) = o.position_id and r.during && o.during
			and (r.unit_id is null or exists (select from unit_above a where a.unit_id = o.unit_id and a.above_id = r.unit_id))
		join competencies c on c.id = r.competency_id
		join positions p on p.id = o.position_id
		join units u on u.id = o.unit_id
		where o.staff_id = ?
		and coalesce(upper(o.during * r.during) > current_date, true)
		order by c.position, c.code, c.id, r.level desc, lower(o.during), o.id`, staffID).Scan(ctx, &rows)
	if err != nil {
		return nil, clock.Day{}, fmt.Errorf("read posts and what they require: %w", err)
	}
	spans := make([]Span, 0, len(rows))
	var today clock.Day
	for _, r := range rows {
		spans, today = append(spans, r.Span), r.Today
	}
	return spans, today, nil
}

// levelsOf are a person's levels in some competencies; absent means 0.
func levelsOf(ctx context.Context, db bun.IDB, staffID uuid.UUID, competencyIDs []uuid.UUID) (map[uuid.UUID]int16, error) {
	var rows []struct {
		CompetencyID uuid.UUID
		Level        int16
	}
	err := db.NewRaw("select competency_id, level from v_levels where staff_id = ? and competency_id = any(?::uuid[])",
		staffID, pgdialect.Array(texts(competencyIDs))).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("read levels: %w", err)
	}
	levels := make(map[uuid.UUID]int16, len(rows))
	for _, r := range rows {
		levels[r.CompetencyID] = r.Level
	}
	return levels, nil
}

// Reader asks for one person's gaps with a prepared statement, which spares the
// server the planning of six tables at every visit to a home page.
type Reader struct {
	statement *sql.Stmt
}

// NewReader prepares the statement on a pool. Close frees it.
func NewReader(ctx context.Context, db *bun.DB) (*Reader, error) {
	statement, err := db.DB.PrepareContext(ctx, strings.Replace(ofPerson, "?", "$1", 1))
	if err != nil {
		return nil, fmt.Errorf("prepare gaps: %w", err)
	}
	return &Reader{statement: statement}, nil
}

// Of does what the function Of does, outside any transaction.
func (r *Reader) Of(ctx context.Context, staffID uuid.UUID) ([]Gap, error) {
	rows, err := r.statement.QueryContext(ctx, staffID)
	if err != nil {
		return nil, fmt.Errorf("read gaps: %w", err)
	}
	return scan(rows)
}

// Close frees the statement.
func (r *Reader) Close() error {
	return r.statement.Close()
}

func scan(rows *sql.Rows) ([]Gap, error) {
	defer rows.Close()
	var found []asked
	for rows.Next() {
		var a asked
		if err := rows.Scan(&a.CompetencyID, &a.Code, &a.NameVI, &a.NameEN, &a.GroupVI,
			&a.Level, &a.Required, &a.Critical, &a.PositionVI, &a.PositionEN, &a.Unit, &a.Mean); err != nil {
			return nil, fmt.Errorf("read gaps: %w", err)
		}
		found = append(found, a)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read gaps: %w", err)
	}
	return gather(found), nil
}
