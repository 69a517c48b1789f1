package mentoring

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"camtay/app/clock"
	"camtay/app/org"
	"camtay/app/staff"
)

// liveSQL are the states that take a place.
const liveSQL = "('suggested', 'requested', 'active', 'paused')"

// helpersNear are the mentors near someone, or the one asked for, by id, their
// counters left aside.
func helpersNear(ctx context.Context, r reader, n nearby) ([]helper, error) {
	var found []helper
	err := r.read(ctx, &found, helpersSQL, n.StaffID, n.On, n.MentorID, int64(AllSlots), n.On.Start(), n.On.AddDays(1).Start())
	if err != nil {
		return nil, fmt.Errorf("find mentors nearby: %w", err)
	}
	return found, nil
}

const helpersSQL = `with me as materialized (
	select s.id, s.unit_id, u.path, subpath(u.path, 0, least(nlevel(u.path), 2)) as commune
	from staff s
	join units u on u.id = s.unit_id
	where s.id = ?0::uuid
), places as materialized (
	select c.id, c.path, c.name, 0 as far
	from me
	join units c on c.path = me.commune
	union all
	select c.id, c.path, c.name, 1
	from me
	join units o on o.path = me.commune
	join unit_neighbours b on b.unit_id = o.id
	join units c on c.id = b.neighbour_id
), near as materialized (
	select m.staff_id, pl.name, pl.far
	from places pl
	join units u on u.path <@ pl.path
	join staff s on s.unit_id = u.id
	join mentors m on m.staff_id = s.id
	union all
	select w.staff_id, c.name, 2
	from places pl
	join mentor_wards w on w.unit_id = pl.id
	join staff s on s.id = w.staff_id
	join units u on u.id = s.unit_id
	join units c on c.path = subpath(u.path, 0, least(nlevel(u.path), 2))
	where pl.far = 0
	and not exists (select from places o where u.path <@ o.path)
)
select s.id as mentor_id, s.family_name, s.given_name, s.full_name,
	u.id as unit_id, u.code as unit_code, u.name as unit_name, u.name_en as unit_name_en, u.kind as unit_kind,
	n.name as commune_name,
	case when s.unit_id = me.unit_id then 'office' when n.far = 0 then 'ward' when n.far = 1 then 'neighbour' else 'afar' end as place,
	n.far > 0 and exists (
		select from mentor_wards w join places h on h.far = 0 and h.id = w.unit_id where w.staff_id = s.id
	) as travels,
	m.open, m.modes, m.capacity, m.weekly_minutes as minutes,
	coalesce(t.slots, ?3::integer) as slots, ?3::integer as spare,
	busy.live, past.over, past.completed, busy.together or past.together as together,
	coalesce((
		select (sum(c.minutes) + 3) / 4
		from pairs p
		join coaching_sessions c on c.pair_id = p.id
		where p.mentor_id = s.id
		and c.disputed_at is null
		and c.held_at >= ?4::timestamptz - interval '28 days'
		and c.held_at < ?5::timestamptz
	), 0) as used,
	m.champion or exists (
		select from competencies k join v_levels l on l.competency_id = k.id where k.code = 'KNS-06' and l.staff_id = s.id and l.level >= 4
	) as champion,
	exists (
		select from v_unit_leaders v where v.staff_id = s.id and nlevel(v.unit_path) >= 2 and me.path <@ v.unit_path
	) as superior,
	case when m.paused_until > ?1::date then m.paused_until end as paused_until,
	(select upper(a.during) - 1 from absences a where a.staff_id = s.id and a.during @> ?1::date) as away_until
from near n
join staff s on s.id = n.staff_id
join units u on u.id = s.unit_id
join mentors m on m.staff_id = s.id
cross join me
left join meeting_times t on t.staff_id = s.id
cross join lateral (
	select count(*) as live, coalesce(bool_or(p.learner_id = me.id and p.state in ('active', 'paused')), false) as together
	from pairs p
	where p.mentor_id = s.id
	and p.state in ` + liveSQL + `
) busy
cross join lateral (
	select count(*) as over,
		count(*) filter (where p.state = 'completed' and exists (
			select from coaching_sessions c where c.pair_id = p.id and c.confirmed_at is not null
		)) as completed,
		coalesce(bool_or(p.learner_id = me.id), false) as together
	from pairs p
	where p.mentor_id = s.id
	and p.state in ('completed', 'ended')
	and p.answered_at is not null
) past
where s.id <> me.id
and (s.left_on is null or s.left_on > ?1::date)
and (?2::uuid = '00000000-0000-0000-0000-000000000000'::uuid or s.id = ?2)
order by s.id`

// spareOf are the half-days in which the mentors' counters can do without one more,
// by unit: who is away and who leaves them for mentoring is counted.
func spareOf(ctx context.Context, r reader, helpers []helper, on clock.Day) (map[uuid.UUID]Slots, error) {
	units := make([]uuid.UUID, 0, len(helpers))
	for _, h := range helpers {
		if h.Place != Office {
			units = append(units, h.UnitID)
		}
	}
	return spareSlotsOf(ctx, r, units, on)
}

// manned notes what the counters can do without.
func manned(rows []candidateRow, spare map[uuid.UUID]Slots) {
	for i := range rows {
		if s, counter := spare[rows[i].UnitID]; counter {
			rows[i].Spare = s
		}
	}
}

// spareSlotsOf are, for those of some units that have a counter, the half-days of
// the coming week in which one more person may leave it for mentoring.
func spareSlotsOf(ctx context.Context, r reader, unitIDs []uuid.UUID, from clock.Day) (map[uuid.UUID]Slots, error) {
	days := comingDays(from)
	covers, err := staff.CoversOn(ctx, r.plain(), unitIDs, days[:])
	if err != nil {
		return nil, err
	}
	spare := map[uuid.UUID][workdays]int{}
	counters := make([]uuid.UUID, 0, len(covers))
	for _, c := range covers {
		week, known := spare[c.UnitID]
		if !known {
			counters = append(counters, c.UnitID)
		}
		for n, day := range days {
			if day == c.On {
				week[n] = c.Spare()
			}
		}
		spare[c.UnitID] = week
	}
	gone, err := goneFrom(ctx, r, counters)
	if err != nil {
		return nil, err
	}
	slots := make(map[uuid.UUID]Slots, len(counters))
	for _, id := range counters {
		slots[id] = spareSlots(spare[id], gone[id])
	}
	return slots, nil
}

// goneFrom counts, by unit and half-day of the week, the mentors who leave the
// unit to meet learners of other units.
func goneFrom(ctx context.Context, r reader, unitIDs []uuid.UUID) (map[uuid.UUID][slotsAWeek]int, error) {
	gone := map[uuid.UUID][slotsAWeek]int{}
	if len(unitIDs) == 0 {
		return gone, nil
	}
	var rows []struct {
		UnitID uuid.UUID
		Slot   int
		People int
	}
	err := r.read(ctx, &rows, `select m.unit_id, p.slot, count(distinct p.mentor_id) as people
		from staff m
		join pairs p on p.mentor_id = m.id and p.slot is not null and p.state in `+liveSQL+`
		join staff l on l.id = p.learner_id and l.unit_id <> m.unit_id
		where m.unit_id = any(?0::uuid[])
		group by m.unit_id, p.slot`, idArray(unitIDs))
	if err != nil {
		return nil, fmt.Errorf("count who leaves counters for mentoring: %w", err)
	}
	for _, r := range rows {
		week := gone[r.UnitID]
		week[r.Slot] = r.People
		gone[r.UnitID] = week
	}
	return gone, nil
}

// helper is a mentor who may help someone, whatever the competency.
type helper struct {
	MentorID    uuid.UUID
	FamilyName  string
	GivenName   string
	FullName    string
	UnitID      uuid.UUID
	UnitCode    string
	UnitName    string
	UnitNameEN  string `bun:"unit_name_en"`
	UnitKind    string
	CommuneName string
	Place       Place
	Travels     bool
	Open        bool
	Modes       []string `bun:",array"`
	Slots       Slots
	Spare       Slots
	Capacity    int
	Live        int
	Minutes     int
	Used        int
	Over        int
	Completed   int
	Together    bool
	Champion    bool
	Superior    bool
	PausedUntil clock.Day
	AwayUntil   clock.Day
}

func (r helper) unit() org.UnitBody {
	return org.UnitBody{ID: r.UnitID, Code: r.UnitCode, Name: r.UnitName, NameEN: r.UnitNameEN, Kind: r.UnitKind}
}
