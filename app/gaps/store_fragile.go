package gaps

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/org"
)

// needsOf are what a commune's posts and all procedures need; the kept numbers
// must be right.
func needsOf(ctx context.Context, db bun.IDB, communeID uuid.UUID) ([]Need, error) {
	var needs []Need
	err := db.NewRaw(`select n.procedure_id, n.competency_id, n.level, n.critical
		from (
			select null::uuid as procedure_id, k.competency_id, k.bar as level, k.critical_required > 0 as critical
			from gap_cells k
			where k.commune_id = ?
			union all
			select k.procedure_id, k.competency_id, k.level, false
			from procedure_competencies k
		) n
		join competencies c on c.id = n.competency_id
		left join procedures d on d.id = n.procedure_id
		order by n.procedure_id is not null, d.name_vi collate "vi-x-icu", d.id, c.position, c.code, c.id`, communeID).Scan(ctx, &needs)
	if err != nil {
		return nil, fmt.Errorf("read needs of a commune: %w", err)
	}
	return needs, nil
}

// period is a time from a day to the first day no longer; zero: today alone.
type period struct {
	From, Until clock.Day
}

// skillsOf are the levels of those who work in a commune within a scope today;
// who does not stay there for the whole period is marked.
func skillsOf(ctx context.Context, db bun.IDB, scope access.Scope, communeID uuid.UUID, p period) ([]Skill, error) {
	var skills []Skill
	err := db.NewRaw(`select l.staff_id, l.competency_id, l.level, l.level as lasts, h.stays
		from (
			select s.id,
				coalesce(range_agg(o.during) @> daterange(coalesce(?0, current_date), coalesce(?1, current_date + 1)), false)
					and coalesce(s.left_on >= coalesce(?1, current_date + 1), true) as stays
			from units c
			join units u on u.path <@ c.path
			join staff s on s.unit_id = u.id
			join posts o on o.staff_id = s.id
			where c.id = ?2
			and c.path <@ any(?3)
			and coalesce(s.left_on > current_date, true)
			group by s.id, s.left_on
			having bool_or(o.during @> current_date)
		) h
		join v_levels l on l.staff_id = h.id
		where l.level > 0
		order by l.staff_id, l.competency_id`, p.From, p.Until, communeID, scope).Scan(ctx, &skills)
	if err != nil {
		return nil, fmt.Errorf("read levels of a commune: %w", err)
	}
	return skills, nil
}

// peopleByID are persons of a scope, by id.
func peopleByID(ctx context.Context, db bun.IDB, scope access.Scope, staffIDs []uuid.UUID) (map[uuid.UUID]Person, error) {
	var found []Person
	err := people(db, scope, PeopleFilter{}).Where("s.id = any(?::uuid[])", pgdialect.Array(texts(staffIDs))).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("read people: %w", err)
	}
	byID := make(map[uuid.UUID]Person, len(found))
	for _, p := range found {
		byID[p.StaffID] = p
	}
	return byID, nil
}

// Neighbour is a bordering commune where some can meet a need: how many, and the
// best of those whom the reader may see.
type Neighbour struct {
	CompetencyID uuid.UUID
	Level        int16
	UnitID       uuid.UUID
	UnitName     string
	Able         int
	StaffID      uuid.UUID // zero: out of the reader's scope
	FullName     string
}

// neighboursFor are the communes beside one where needs can be met, for each
// competency those where most can. Names are of people within the scope only.
func neighboursFor(ctx context.Context, db bun.IDB, scope access.Scope, communeID uuid.UUID, needs []Need) ([]Neighbour, error) {
	var competencies []uuid.UUID
	var levels []int16
	for _, n := range needs {
		competencies, levels = append(competencies, n.CompetencyID), append(levels, n.Level)
	}
	var found []Neighbour
	err := db.NewRaw(`select w.competency_id, w.level, c.id as unit_id, c.name as unit_name, count(*) as able,
			(array_agg(s.id order by l.level desc, s.id) filter (where u.path <@ any(?2)))[1] as staff_id,
			coalesce((array_agg(s.full_name order by l.level desc, s.id) filter (where u.path <@ any(?2)))[1], '') as full_name
		from (
			select distinct competency_id, level
			from unnest(?0::uuid[], ?1::smallint[]) as w (competency_id, level)
		) w
		join unit_neighbours b on b.unit_id = ?3
		join units c on c.id = b.neighbour_id
		join units u on u.path <@ c.path
		join staff s on s.unit_id = u.id
		join v_levels l on l.staff_id = s.id and l.competency_id = w.competency_id and l.level >= w.level
		where coalesce(s.left_on > current_date, true)
		and exists (select from posts o where o.staff_id = s.id and o.during @> current_date)
		group by w.competency_id, w.level, c.id, c.name
		order by w.competency_id, w.level, count(*) desc, c.name collate "vi-x-icu", c.id`,
		pgdialect.Array(texts(competencies)), pgdialect.Array(levels), scope, communeID).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("look at neighbours: %w", err)
	}
	return found, nil
}

// Fragility is how many needs of a commune nobody, and how many only one person
// can meet. Bar and Able are of the competency asked for.
type Fragility struct {
	CommuneID      uuid.UUID
	Code           string
	Name           string
	None           int
	One            int
	Critical       int // of None and One, the critical ones
	ProceduresNone int
	ProceduresOne  int
	Bar            int16
	Able           int
	OnlyID         uuid.UUID
	OnlyName       string
}

// meets counts who can meet each of some bars today, by commune.
const meets = `meets as (
		select c.id as commune_id, b.competency_id, b.level, count(*) as able
		from bars b
		join v_levels l on l.competency_id = b.competency_id and l.level >= b.level
		join staff s on s.id = l.staff_id
		join units u on u.id = s.unit_id
		join communes c on c.path = subpath(u.path, 0, 2)
		where nlevel(u.path) > 1
		and coalesce(s.left_on > current_date, true)
		and s.id in (select staff_id from posts where during @> current_date)
		group by c.id, b.competency_id, b.level
	)`

// Fragilities are the communes of a scope in which anyone works, the most fragile
// first; the kept numbers must be right. With a competency, communes that do not
// need it are left out and the order is by who can do it.
func Fragilities(ctx context.Context, db bun.IDB, scope access.Scope, competencyID uuid.UUID) ([]Fragility, error) {
	var found []Fragility
	err := db.NewRaw(`with communes as (
			select id, code, name, path
			from units
			where kind in (?0, ?1)
			and path <@ any(?2)
			and id in (select commune_id from gap_communes where people > 0)
		), bars as (
			select distinct competency_id, level
			from procedure_competencies
		), `+meets+`, procedure_covers as (
			select c.id as commune_id, k.procedure_id, min(coalesce(m.able, 0)) as able
			from communes c
			cross join procedure_competencies k
			left join meets m on m.commune_id = c.id and m.competency_id = k.competency_id and m.level = k.level
			group by c.id, k.procedure_id
		)
		select c.id as commune_id, c.code, c.name, coalesce(n.none, 0) as none, coalesce(n.one, 0) as one, coalesce(n.critical, 0) as critical,
			coalesce(p.none, 0) as procedures_none, coalesce(p.one, 0) as procedures_one,
			coalesce(a.bar, 0) as bar, coalesce(a.able, 0) as able, a.only_id, coalesce(s.full_name, '') as only_name
		from communes c
		left join (
			select commune_id, count(*) filter (where able = 0) as none, count(*) filter (where able = 1) as one,
				count(*) filter (where able <= 1 and critical_required > 0) as critical
			from gap_cells
			group by commune_id
		) n on n.commune_id = c.id
		left join (
			select commune_id, count(*) filter (where able = 0) as none, count(*) filter (where able = 1) as one
			from procedure_covers
			group by commune_id
		) p on p.commune_id = c.id
		left join gap_cells a on a.commune_id = c.id and a.competency_id = ?3
		left join staff s on s.id = a.only_id
		where ?3 = '00000000-0000-0000-0000-000000000000' or a.bar is not null
		order by case when a.bar is not null then a.able end, coalesce(n.none, 0) desc, coalesce(n.one, 0) desc, c.name collate "vi-x-icu", c.id`,
		org.KindCommune, org.KindWard, scope, competencyID).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("count what is fragile: %w", err)
	}
	return found, nil
}
