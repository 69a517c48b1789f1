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

// Local is a unit's own requirement with the names it is shown by. Province is
// the level that the province's list asks of the position on the day, 0 for none.
type Local struct {
	ID            uuid.UUID
	UnitID        uuid.UUID
	UnitName      string
	UnitPath      string
	PositionID    uuid.UUID
	PositionVI    string `bun:"position_vi"`
	PositionEN    string `bun:"position_en"`
	CompetencyID  uuid.UUID
	CompetencyVI  string `bun:"competency_vi"`
	CompetencyEN  string `bun:"competency_en"`
	Level         int16
	Critical      bool
	Weight        int16
	Authority     string
	AuthorityName string
	Reason        string
	From          clock.Day
	Until         clock.Day
}

const localColumns = `select r.id, r.unit_id, u.name as unit_name, u.path::text as unit_path, r.position_id,
		coalesce(p.name_vi, '') as position_vi, coalesce(p.name_en, '') as position_en,
		r.competency_id, c.name_vi as competency_vi, c.name_en as competency_en,
		r.level, r.critical, r.weight, r.authority::text as authority, coalesce(a.name, '') as authority_name, r.reason,
		lower(r.during) as "from", upper(r.during) as until
	from unit_requirements r
	join units u on u.id = r.unit_id
	join competencies c on c.id = r.competency_id
	left join positions p on p.id = r.position_id
	left join units a on a.path = r.authority`

// LocalOf are the requirements that units from the top down to one make of posts
// in it, in force on a day or later, the nearest unit first.
func LocalOf(ctx context.Context, db bun.IDB, unitID uuid.UUID, today clock.Day) ([]Local, error) {
	var found []Local
	err := db.NewRaw(localColumns+`
		where u.path @> (select path from units where id = ?)
		and (upper(r.during) is null or upper(r.during) > ?::date)
		order by nlevel(u.path) desc, c.position, c.code, lower(r.during), r.id`, unitID, today).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("list requirements of unit: %w", err)
	}
	return found, nil
}

// FindLocal is one unit's requirement, or ErrNotFound.
func FindLocal(ctx context.Context, db bun.IDB, id uuid.UUID) (Local, error) {
	var l Local
	err := db.NewRaw(localColumns+`
		where r.id = ?`, id).Scan(ctx, &l)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Local{}, ErrNotFound
	case err != nil:
		return Local{}, fmt.Errorf("find requirement of unit: %w", err)
	}
	return l, nil
}

// demandedAbove is what those above an authority's own rows ask on a day: the
// province of the position, units above the unit of the position or of all, and
// whoever acts over more of the same unit. Without a position it is asked of
// every position held in the unit today; one of which nothing is asked has level 0.
func demandedAbove(ctx context.Context, db bun.IDB, r UnitRequirement) ([]Demanded, error) {
	var found []Demanded
	err := db.NewRaw(`with here as (
			select path from units where id = ?0
		), held as (
			select distinct p.position_id
			from posts p
			join units u on u.id = p.unit_id
			where p.during @> ?3::date
			and u.path <@ (select path from here)
			and ?1::uuid is null
			union
			select ?1::uuid where ?1::uuid is not null
		)
		select h.position_id, t.name_vi as position_vi, coalesce(d.unit, '') as unit, coalesce(d.level, 0) as level, coalesce(d.critical, false) as critical
		from held h
		join positions t on t.id = h.position_id
		left join (
			select r.position_id, '' as unit, r.level, r.critical
			from requirements r
			where r.competency_id = ?2
			and r.during @> ?3::date
			union all
			select h.position_id, u.name, r.level, r.critical
			from unit_requirements r
			join units u on u.id = r.unit_id
			join held h on coalesce(r.position_id, h.position_id) = h.position_id
			where r.competency_id = ?2
			and r.during @> ?3::date
			and u.path @> (select path from here)
			and (u.id <> ?0 or r.authority @> ?4::ltree and r.authority <> ?4::ltree)
		) d on d.position_id = h.position_id`,
		r.UnitID, nullable(r.PositionID), r.CompetencyID, r.From, r.Authority).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("read demands from above: %w", err)
	}
	return found, nil
}

func nullable(id uuid.UUID) *uuid.UUID {
	if id == uuid.Nil {
		return nil
	}
	return &id
}

// localSpans is what a key asks of a competency on a day and later.
func localSpans(ctx context.Context, db bun.IDB, key DemandKey, competencyID uuid.UUID, from clock.Day) ([]Demand, error) {
	all, err := demandsOf(ctx, db, true, []uuid.UUID{competencyID}, from)
	if err != nil {
		return nil, err
	}
	var own []Demand
	for _, d := range all {
		if d.Key == key {
			own = append(own, d)
		}
	}
	return own, nil
}

// raise sets what a unit asks from r.From on, up to a change planned later; level
// 0 removes it.
func raise(ctx context.Context, tx bun.Tx, r UnitRequirement, now time.Time) error {
	key := DemandKey{UnitID: r.UnitID, PositionID: r.PositionID, Authority: r.Authority}
	own, err := localSpans(ctx, tx, key, r.CompetencyID, r.From)
	if err != nil {
		return err
	}
	until := r.Until
	for _, d := range own {
		if r.From.Before(d.From) && (until.IsZero() || d.From.Before(until)) {
			until = d.From
		}
	}
	wanted := Rewrite{Key: key, CompetencyID: r.CompetencyID, Reason: r.Reason, CreatedBy: r.CreatedBy}
	for _, statement := range []string{
		`delete from unit_requirements
		where unit_id = ?0 and position_id is not distinct from ?1::uuid and competency_id = ?2 and authority = ?3::ltree
		and lower(during) = ?4::date`,
		`update unit_requirements
		set during = daterange(lower(during), ?4::date)
		where unit_id = ?0 and position_id is not distinct from ?1::uuid and competency_id = ?2 and authority = ?3::ltree
		and during @> ?4::date`,
	} {
		_, err := tx.ExecContext(ctx, statement, r.UnitID, nullable(r.PositionID), r.CompetencyID, r.Authority, r.From)
		if err != nil {
			return fmt.Errorf("close requirement of unit: %w", err)
		}
	}
	if r.Level == 0 {
		return nil
	}
	s := Span{Level: r.Level, Critical: r.Critical, Weight: max(r.Weight, 1), From: r.From, Until: until}
	if err := open(ctx, tx, true, wanted, s, now); err != nil {
		return fmt.Errorf("open requirement of unit: %w", err)
	}
	return nil
}

// endLocal closes a unit's requirement at a day, or drops it when it has not
// begun by then.
func endLocal(ctx context.Context, tx bun.Tx, id uuid.UUID, day clock.Day) error {
	for _, statement := range []string{
		"delete from unit_requirements where id = ?0 and lower(during) >= ?1::date",
		"update unit_requirements set during = daterange(lower(during), ?1::date) where id = ?0 and during @> ?1::date",
	} {
		if _, err := tx.ExecContext(ctx, statement, id, day); err != nil {
			return fmt.Errorf("end requirement of unit: %w", err)
		}
	}
	return nil
}

// lockUnit makes changes to what one unit asks take turns.
func lockUnit(ctx context.Context, tx bun.Tx, id uuid.UUID) error {
	var found uuid.UUID
	if err := tx.NewRaw("select id from units where id = ? for no key update", id).Scan(ctx, &found); err != nil {
		return fmt.Errorf("lock unit: %w", err)
	}
	return nil
}
