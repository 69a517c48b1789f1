package competency

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/clock"
)

var errNoPosition = errors.New("position not found")

// RequirementsOn are the requirements of a position that hold on a day, in the
// framework's order. The zero position means all positions.
func RequirementsOn(ctx context.Context, db bun.IDB, positionID uuid.UUID, on clock.Day) ([]Requirement, error) {
	var found []Requirement
	q := db.NewSelect().
		TableExpr("requirements r").
		ColumnExpr(`r.id, r.position_id, r.competency_id, r.level, r.critical, r.weight, lower(r.during) as "from", upper(r.during) as until`).
		Join("join competencies c on c.id = r.competency_id").
		Where("r.during @> ?::date", on)
	if positionID != uuid.Nil {
		q = q.Where("r.position_id = ?", positionID)
	}
	if err := q.OrderExpr("r.position_id, c.position, c.code, r.id").Scan(ctx, &found); err != nil {
		return nil, fmt.Errorf("list requirements: %w", err)
	}
	return found, nil
}

// History are all requirements a position ever had of a competency, oldest first.
func History(ctx context.Context, db bun.IDB, positionID, competencyID uuid.UUID) ([]Requirement, error) {
	var found []Requirement
	err := db.NewRaw(`select id, position_id, competency_id, level, critical, weight, lower(during) as "from", upper(during) as until
		from requirements
		where position_id = ?
		and competency_id = ?
		order by lower(during), id`, positionID, competencyID).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("list history of requirement: %w", err)
	}
	return found, nil
}

// AskedOf are the requirements of one competency that reach a person through
// today's posts, the highest first.
func AskedOf(ctx context.Context, db bun.IDB, staffID, competencyID uuid.UUID) ([]Asked, error) {
	var found []Asked
	err := db.NewRaw(`select r.post_id, r.competency_id, p.name_vi as position_vi, p.name_en as position_en, u.name as unit,
			r.post_kind, r.level, r.critical, r.weight, coalesce(o.name, '') as origin, coalesce(q.reason, '') as reason,
			greatest(r.post_from, r.required_from) as "from"
		from v_post_requirements r
		join positions p on p.id = r.position_id
		join units u on u.id = r.unit_id
		left join units o on o.id = r.origin_unit_id
		left join unit_requirements q on q.id = r.requirement_id
		where r.staff_id = ?
		and r.competency_id = ?
		order by r.level desc, r.post_from, r.post_id`, staffID, competencyID).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("list requirements of person: %w", err)
	}
	return found, nil
}

// Require sets what a position requires of a competency from r.From on, which is
// not past; the zero day means today, level 0 removes it. The range that holds on that day is closed at it
// and a new one opened, up to a change planned later. A range that begins on that
// day is replaced. The ID is given here.
func Require(ctx context.Context, tx bun.Tx, r Requirement, now time.Time) error {
	day := r.From
	if day.IsZero() {
		day = clock.DayOf(now)
	}
	key := []any{r.PositionID, r.CompetencyID, day}
	for _, statement := range []string{
		`delete from requirements
		where position_id = ?
		and competency_id = ?
		and lower(during) = ?::date`,
		`update requirements
		set during = daterange(lower(during), ?2::date)
		where position_id = ?0
		and competency_id = ?1
		and during @> ?2::date`,
	} {
		if _, err := tx.ExecContext(ctx, statement, key...); err != nil {
			return fmt.Errorf("close requirement: %w", err)
		}
	}
	if r.Level == 0 {
		return nil
	}
	id, err := uuid.NewV7()
	if err != nil {
		return fmt.Errorf("make requirement id: %w", err)
	}
	_, err = tx.ExecContext(ctx, `insert into requirements (id, position_id, competency_id, level, critical, weight, during, created_at)
		values (?0, ?1, ?2, ?3, ?4, ?7, daterange(?5::date, (
			select min(lower(later.during))
			from requirements later
			where later.position_id = ?1
			and later.competency_id = ?2
			and lower(later.during) > ?5::date
		)), ?6)`, id, r.PositionID, r.CompetencyID, r.Level, r.Critical, day, now, max(r.Weight, 1))
	if err != nil {
		return fmt.Errorf("open requirement: %w", err)
	}
	return nil
}

// Planned are the requirements of a position that begin after a day, by day.
func Planned(ctx context.Context, db bun.IDB, positionID uuid.UUID, after clock.Day) ([]Requirement, error) {
	var found []Requirement
	err := db.NewRaw(`select r.id, r.position_id, r.competency_id, r.level, r.critical, r.weight, lower(r.during) as "from", upper(r.during) as until
		from requirements r
		join competencies c on c.id = r.competency_id
		where r.position_id = ?
		and lower(r.during) > ?::date
		order by lower(r.during), c.position, c.code, r.id`, positionID, after).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("list planned requirements: %w", err)
	}
	return found, nil
}

// lockPosition makes changes to one position's requirements take turns.
func lockPosition(ctx context.Context, tx bun.Tx, id uuid.UUID) error {
	var found uuid.UUID
	err := tx.NewRaw("select id from positions where id = ? for no key update", id).Scan(ctx, &found)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return errNoPosition
	case err != nil:
		return fmt.Errorf("lock position: %w", err)
	}
	return nil
}

// roots are the paths of the tops of the tree of units.
func roots(ctx context.Context, db bun.IDB) ([]string, error) {
	var paths []string
	if err := db.NewRaw("select path from units where parent_id is null").Scan(ctx, &paths); err != nil {
		return nil, fmt.Errorf("read tops of the tree: %w", err)
	}
	return paths, nil
}
