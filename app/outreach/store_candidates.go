package outreach

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/clock"
	"camtay/app/fault"
)

type candidateRow struct {
	Candidate

	EvidenceAt *time.Time
	PausedOn   clock.Day
	Wards      int
	Travels    bool
}

// candidates are people who work in the commune of a request's unit or in one
// that borders it, outside the unit itself, and have shown something in the
// competency or hold a post of the field; with a staffID, only that person.
func candidates(ctx context.Context, db bun.IDB, r Request, positions []uuid.UUID, staffID uuid.UUID, now time.Time) ([]Candidate, error) {
	var rows []candidateRow
	err := db.NewRaw(`with asking as (
			select u.id, u.path, subpath(u.path, 0, least(nlevel(u.path), 2)) as commune
			from units u
			where u.id = ?0
		), places as (
			select c.path, c.name, true as own
			from asking a
			join units c on c.path = a.commune
			union all
			select c.path, c.name, false
			from asking a
			join units o on o.path = a.commune
			join unit_neighbours b on b.unit_id = o.id
			join units c on c.id = b.neighbour_id
		)
		select s.id as staff_id, s.full_name, s.given_name, s.family_name, s.unit_id, u.name as unit_name,
			pl.name as commune_name, pl.own as same_ward, coalesce(l.level, 0) as level, shown.observed_at as evidence_at,
			posted.covers, m.staff_id is not null as mentor, coalesce(m.open, false) as open, m.paused_until as paused_on,
			coalesce(m.champion, false) as champion, coalesce(t.slots, ?3) as slots,
			exists (select from mentor_declines d where d.staff_id = s.id and d.competency_id = ?1) as declines,
			(select count(*) from mentor_wards w where w.staff_id = s.id) as wards,
			exists (
				select from mentor_wards w
				join units wu on wu.id = w.unit_id
				where w.staff_id = s.id
				and wu.path = (select commune from asking)
			) as travels,
			exists (select from outreach_sendings x where x.request_id = ?4 and x.staff_id = s.id and x.state in ('refused', 'declined')) as refused,
			(select count(*) from pairs p where p.mentor_id = s.id and p.state in ('requested', 'active')) +
				(select count(*) from outreach_visits v where v.staff_id = s.id and v.state in ('held', 'planned')) as live,
			(select count(*) from outreach_visits v where v.staff_id = s.id and v.state = 'confirmed') as done
		from places pl
		join units u on u.path <@ pl.path
		join staff s on s.unit_id = u.id
		left join v_levels l on l.staff_id = s.id and l.competency_id = ?1
		left join mentors m on m.staff_id = s.id
		left join meeting_times t on t.staff_id = s.id
		cross join lateral (
			select exists (select from posts p where p.staff_id = s.id and p.during @> ?2::date and p.position_id in (?5)) as covers
		) posted
		left join lateral (
			select max(v.observed_at) as observed_at
			from v_level_evidence v
			where v.staff_id = s.id
			and v.competency_id = ?1
		) shown on true
		where (s.left_on is null or s.left_on > ?6)
		and not u.path <@ (select path from asking)
		and (posted.covers or m.staff_id is not null and l.level > 0)
		and (?7 = '00000000-0000-0000-0000-000000000000'::uuid or s.id = ?7)
		order by s.id`,
		r.UnitID, r.CompetencyID, clock.DayOf(now), AllSlots, r.ID, bun.List(positions), r.UntilOn, staffID).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("find specialists nearby: %w", err)
	}
	found := make([]Candidate, 0, len(rows))
	for _, row := range rows {
		c := row.Candidate
		c.PausedUntil, c.Stays = row.PausedOn, row.Wards > 0 && !row.Travels
		if row.EvidenceAt != nil {
			c.EvidenceAt = *row.EvidenceAt
		}
		found = append(found, c)
	}
	return found, nil
}

// covers is the cover of units on the half-days of a period.
func covers(ctx context.Context, db bun.IDB, unitIDs []uuid.UUID, from, until clock.Day) (map[uuid.UUID]Cover, error) {
	found := map[uuid.UUID]Cover{}
	if len(unitIDs) == 0 {
		return found, nil
	}
	var units []struct {
		UnitID  uuid.UUID
		People  int
		Minimum int
	}
	err := db.NewRaw(`select u.id as unit_id, coalesce(c.minimum, 0) as minimum,
			(select count(*) from staff s where s.unit_id = u.id and (s.left_on is null or s.left_on > ?1)) as people
		from units u
		left join counters c on c.unit_id = u.id
		where u.id in (?0)`, bun.List(unitIDs), until).Scan(ctx, &units)
	if err != nil {
		return nil, fmt.Errorf("count people of units: %w", err)
	}
	for _, u := range units {
		found[u.UnitID] = Cover{People: u.People, Minimum: u.Minimum, Away: map[HalfDay]map[uuid.UUID]bool{}}
	}
	rows, err := absent(ctx, db, unitIDs, from, until)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		c := found[row.UnitID]
		c.Leave(HalfDay{On: row.OnDay, Half: row.Half}, row.StaffID)
		found[row.UnitID] = c
	}
	return found, nil
}

type awayRow struct {
	UnitID  uuid.UUID
	StaffID uuid.UUID
	OnDay   clock.Day
	Half    int16
}

// absent is who of some units is away on which half-day: absent, at another
// counter, or coaching somebody of another unit at the hour of their pair.
func absent(ctx context.Context, db bun.IDB, unitIDs []uuid.UUID, from, until clock.Day) ([]awayRow, error) {
	var rows []awayRow
	err := db.NewRaw(`with people as (
			select s.id, s.unit_id
			from staff s
			where s.unit_id in (?0)
			and (s.left_on is null or s.left_on > ?1)
		), days as (
			select d::date as on_day, h::smallint as half, ((extract(isodow from d)::integer - 1) * 2 + h)::smallint as slot
			from generate_series(?1::timestamp, ?2::timestamp, interval '1 day') d
			cross join generate_series(0, 1) h
			where extract(isodow from d) < 6
		)
		select p.unit_id, p.id as staff_id, d.on_day, d.half
		from people p
		join absences a on a.staff_id = p.id
		join days d on a.during @> d.on_day
		union
		select p.unit_id, p.id, v.on_day, v.half
		from people p
		join outreach_visits v on v.staff_id = p.id
		where v.state <> 'cancelled'
		and v.on_day between ?1 and ?2
		union
		select p.unit_id, p.id, d.on_day, d.half
		from people p
		join pairs r on r.mentor_id = p.id and r.state = 'active' and r.slot is not null
		join staff l on l.id = r.learner_id and l.unit_id <> p.unit_id
		join days d on d.slot = r.slot`, bun.List(unitIDs), from, until).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("read who is away: %w", err)
	}
	return rows, nil
}

// lockUnit holds off other half-days away from a unit until the transaction ends.
func lockUnit(ctx context.Context, tx bun.Tx, unitID uuid.UUID) error {
	if _, err := tx.ExecContext(ctx, "select from units where id = ? for no key update", unitID); err != nil {
		return fmt.Errorf("lock unit: %w", err)
	}
	return nil
}

// homeOf is the unit somebody works in, or ErrNotFound.
func homeOf(ctx context.Context, db bun.IDB, staffID uuid.UUID) (uuid.UUID, error) {
	var id uuid.UUID
	err := db.NewRaw("select unit_id from staff where id = ?", staffID).Scan(ctx, &id)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return uuid.Nil, fault.New(fault.NotFound, "outreach.no_candidate")
	case err != nil:
		return uuid.Nil, fmt.Errorf("find unit of specialist: %w", err)
	}
	return id, nil
}

// absentDays are the days of a period on which somebody is absent.
func absentDays(ctx context.Context, db bun.IDB, staffID uuid.UUID, from, until clock.Day) (map[clock.Day]bool, error) {
	var days []clock.Day
	err := db.NewRaw(`select d::date
		from generate_series(?1::timestamp, ?2::timestamp, interval '1 day') d
		where exists (select from absences a where a.staff_id = ?0 and a.during @> d::date)`, staffID, from, until).Scan(ctx, &days)
	if err != nil {
		return nil, fmt.Errorf("read absences: %w", err)
	}
	found := map[clock.Day]bool{}
	for _, d := range days {
		found[d] = true
	}
	return found, nil
}
