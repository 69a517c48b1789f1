package gaps

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
)

// ofPerson takes one argument, the person.
const ofPerson = `select c.id, c.code, c.name_vi, c.name_en, c.group_vi,
	coalesce(l.level, 0), r.level, r.critical,
	p.name_vi, p.name_en, u.name
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
			&a.Level, &a.Required, &a.Critical, &a.PositionVI, &a.PositionEN, &a.Unit); err != nil {
			return nil, fmt.Errorf("read gaps: %w", err)
		}
		found = append(found, a)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read gaps: %w", err)
	}
	return gather(found), nil
}
