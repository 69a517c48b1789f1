package gaps

import (
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"

	"camtay/app/access"
	"camtay/app/org"
)

// Refresh counts again the communes whose kept numbers are not right any more:
// something of theirs changed, or another day has come. It returns how many. All
// that was committed before it began is counted when it returns.
func Refresh(ctx context.Context, tx bun.Tx) (int, error) {
	var needed bool
	err := tx.NewRaw(`select exists (select from gap_changes)
		or exists (
			select from units c
			left join gap_communes k on k.commune_id = c.id
			where c.kind in (?, ?)
			and k.valid_on is distinct from current_date
		)`, org.KindCommune, org.KindWard).Scan(ctx, &needed)
	if err != nil {
		return 0, fmt.Errorf("look for changes of gaps: %w", err)
	}
	if !needed {
		return 0, nil
	}
	// One at a time; changes and readers of the numbers do not wait for it. The count
	// of a whole province takes longer than one waits for locks elsewhere.
	for _, statement := range []string{
		"set local lock_timeout = '2min'",
		"lock table gap_communes in share row exclusive mode",
	} {
		if _, err := tx.ExecContext(ctx, statement); err != nil {
			return 0, fmt.Errorf("lock kept gaps: %w", err)
		}
	}
	communes, err := takeChanges(ctx, tx)
	if err != nil {
		return 0, err
	}
	for some := range slices.Chunk(communes, recountBatch) {
		if err := recount(ctx, tx, some); err != nil {
			return 0, err
		}
	}
	return len(communes), nil
}

// recountBatch is how many communes one statement counts: no statement is long,
// however many there are.
const recountBatch = 16

// takeChanges removes the marks and gives the communes they concern, in a
// snapshot of its own: what commits later stays marked.
func takeChanges(ctx context.Context, tx bun.Tx) ([]uuid.UUID, error) {
	var communes []uuid.UUID
	err := tx.NewRaw(`with gone as (
			delete from gap_changes returning staff_id, unit_id, position_id
		), concerned as (
			select u.path
			from units u
			where u.id in (select unit_id from gone)
			or u.id in (select s.unit_id from staff s where s.id in (select staff_id from gone))
			or u.id in (
				select s.unit_id
				from posts p
				join staff s on s.id = p.staff_id
				where p.position_id in (select position_id from gone)
			)
		)
		select c.id
		from units c
		left join gap_communes k on k.commune_id = c.id
		where c.kind in (?, ?)
		and (
			k.valid_on is distinct from current_date
			or exists (select from gone where num_nonnulls(staff_id, unit_id, position_id) = 0)
			or c.path in (select subpath(path, 0, 2) from concerned where nlevel(path) > 1)
		)`, org.KindCommune, org.KindWard).Scan(ctx, &communes)
	if err != nil {
		return nil, fmt.Errorf("take changes of gaps: %w", err)
	}
	return communes, nil
}

// recount writes the numbers of communes anew.
func recount(ctx context.Context, tx bun.Tx, communes []uuid.UUID) error {
	ids := pgdialect.Array(texts(communes))
	for _, statement := range []string{
		// A province is grouped by person and competency: with the default memory that is sorted, with this hashed.
		"set local work_mem = '32MB'",
		"delete from gap_cells where commune_id = any(?0::uuid[])",
		countAll,
		`insert into gap_communes (commune_id, people, valid_on)
			select c.id, coalesce(h.people, 0), current_date
			from unnest(?0::uuid[]) c (id)
			left join (
				select p.commune_id, count(*) as people
				from (` + peopleOf + `) p
				where exists (select from posts o where o.staff_id = p.id and o.during @> current_date)
				group by p.commune_id
			) h on h.commune_id = c.id
			on conflict (commune_id) do update set people = excluded.people, valid_on = excluded.valid_on`,
	} {
		if _, err := tx.NewRaw(statement, ids).Exec(ctx); err != nil {
			return fmt.Errorf("count gaps of communes: %w", err)
		}
	}
	return nil
}

// peopleOf are the people of communes, by the unit of their record.
const peopleOf = `select s.id, c.id as commune_id, s.left_on
	from units c
	join units u on u.path <@ c.path
	join staff s on s.unit_id = u.id
	where c.id = any(?0::uuid[])`

const countAll = `with people as materialized (
		` + peopleOf + `
	), asked as materialized (
		select p.commune_id, r.staff_id, r.competency_id, max(r.level) as level, max(r.level) filter (where r.critical) as critical
		from people p
		join v_post_requirements r on r.staff_id = p.id
		group by p.commune_id, r.staff_id, r.competency_id
	), counted as materialized (
		select a.commune_id, a.competency_id, count(*) as required, count(*) filter (where l.level >= a.level) as met,
			count(a.critical) as critical_required, count(*) filter (where l.level >= a.critical) as critical_met, max(a.level) as bar
		from asked a
		left join levels l on l.staff_id = a.staff_id and l.competency_id = a.competency_id
		group by a.commune_id, a.competency_id
	)
	insert into gap_cells (commune_id, competency_id, required, met, critical_required, critical_met, bar, able, only_id)
	select n.commune_id, n.competency_id, n.required, n.met, n.critical_required, n.critical_met, n.bar, coalesce(h.able, 0), h.only_id
	from counted n
	left join (
		select n.commune_id, n.competency_id, count(*) as able, case when count(*) = 1 then (array_agg(p.id))[1] end as only_id
		from people p
		join levels l on l.staff_id = p.id
		join counted n on n.commune_id = p.commune_id and n.competency_id = l.competency_id and l.level >= n.bar
		where (p.left_on is null or p.left_on > current_date)
		and exists (select from posts o where o.staff_id = p.id and o.during @> current_date)
		group by n.commune_id, n.competency_id
	) h on h.commune_id = n.commune_id and h.competency_id = n.competency_id`

// KeptHeatMap is what HeatMap counts over all positions, read from the kept
// numbers, for a scope made of whole communes. Refresh before it makes it right.
func KeptHeatMap(ctx context.Context, db bun.IDB, scope access.Scope, criticalOnly bool) (Heat, error) {
	var communes []communeRow
	err := db.NewRaw(`select c.id, c.code, c.name, c.kind, c.path, coalesce(k.people, 0) as people
		from units c
		left join gap_communes k on k.commune_id = c.id
		where c.kind in (?, ?)
		and c.path <@ any(?)
		order by c.name collate "vi-x-icu", c.id`, org.KindCommune, org.KindWard, scope).Scan(ctx, &communes)
	if err != nil {
		return Heat{}, fmt.Errorf("list communes: %w", err)
	}
	required, met := "n.required", "n.met"
	if criticalOnly {
		required, met = "n.critical_required", "n.critical_met"
	}
	var counts []heatCount
	err = db.NewRaw(`select n.commune_id, n.competency_id, ?0 as required, ?1 as met
		from gap_cells n
		join units u on u.id = n.commune_id
		join competencies c on c.id = n.competency_id
		where u.kind in (?3, ?4)
		and u.path <@ any(?2)
		and ?0 > 0
		order by c.position, c.code, c.id`, bun.Safe(required), bun.Safe(met), scope, org.KindCommune, org.KindWard).Scan(ctx, &counts)
	if err != nil {
		return Heat{}, fmt.Errorf("read kept gaps: %w", err)
	}
	return heatOf(communes, counts), nil
}
