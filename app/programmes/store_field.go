package programmes

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
)

// LoadField reads everybody of a programme as they stand: people of its communes
// with gaps in its competencies in which nobody mentors them, everyone who offers
// help and is not paused or away when it starts, the borders, and what counters can
// spare on its worst day by the absences that are known.
func LoadField(ctx context.Context, db bun.IDB, p Programme, now time.Time) (*Field, error) {
	f := &Field{}
	for _, load := range []func(context.Context, bun.IDB, Programme, time.Time, *Field) error{
		loadNeeds, loadHelpers, loadLevels, loadTravels, loadBorders, loadCovers,
	} {
		if err := load(ctx, db, p, now, f); err != nil {
			return nil, err
		}
	}
	f.inOrder()
	return f, nil
}

// commune gives the commune of a unit as a join.
const commune = `join units m on m.path = subpath(u.path, 0, least(nlevel(u.path), 2))`

func loadNeeds(ctx context.Context, db bun.IDB, p Programme, _ time.Time, f *Field) error {
	var rows []struct {
		StaffID, CompetencyID, UnitID, CommuneID uuid.UUID
		GroupVI                                  string `bun:"group_vi"`
		Level, Required, Weight                  int16
		Critical, Private                        bool
		Slots                                    uint16
		Bosses                                   []uuid.UUID `bun:",array"`
	}
	err := db.NewRaw(`select g.staff_id, g.competency_id, g.level, g.required, g.critical, c.group_vi, s.unit_id, m.id as commune_id,
			coalesce((select max(r.weight) from v_post_requirements r where r.staff_id = g.staff_id and r.competency_id = g.competency_id), 1) as weight,
			coalesce((select t.slots from meeting_times t where t.staff_id = g.staff_id), ?) as slots,
			array(select l.staff_id from v_unit_leaders l where l.unit_path @> u.path and nlevel(l.unit_path) >= 2) as bosses,
			exists (select from sensitive_competencies x where x.competency_id = g.competency_id) as private
		from v_gaps g
		join programme_competencies pc on pc.competency_id = g.competency_id and pc.programme_id = ?
		join competencies c on c.id = g.competency_id
		join staff s on s.id = g.staff_id and s.left_on is null
		join units u on u.id = s.unit_id `+commune+`
		join programme_units pu on pu.unit_id = m.id and pu.programme_id = pc.programme_id
		where g.gap > 0
		and not exists (
			select from pairs live
			where live.learner_id = g.staff_id
			and live.competency_id = g.competency_id
			and live.state in ('suggested', 'requested', 'active', 'paused')
		)
		order by g.staff_id, c.group_vi, g.competency_id`, allSlots, p.ID).Scan(ctx, &rows)
	if err != nil {
		return fmt.Errorf("load needs: %w", err)
	}
	for _, r := range rows {
		last := len(f.Needs) - 1
		if last < 0 || f.Needs[last].Learner != r.StaffID || f.Needs[last].Group != r.GroupVI {
			f.Needs = append(f.Needs, Need{
				Learner: r.StaffID, Group: r.GroupVI, Unit: r.UnitID, Commune: r.CommuneID, Slots: r.Slots, Bosses: r.Bosses,
			})
			last++
		}
		n := &f.Needs[last]
		n.Private = n.Private || r.Private
		n.Lacks = append(n.Lacks, Lack{Competency: r.CompetencyID, Column: slices.Index(p.Competencies, r.CompetencyID), Level: r.Level, Required: r.Required, Critical: r.Critical, Weight: r.Weight})
	}
	return nil
}

// minutesAWeek is what a learner is taken to need of a mentor's hours.
const minutesAWeek = 30

// allSlots are the half-days of someone who said nothing.
const allSlots = 1<<halfDays - 1

func loadHelpers(ctx context.Context, db bun.IDB, p Programme, now time.Time, f *Field) error {
	var rows []struct {
		StaffID, UnitID, CommuneID uuid.UUID
		Capacity, Live             int
		Minutes, Used              int
		Slots                      uint16
		Desk, Remote               bool
		Worked, Well               int
	}
	err := db.NewRaw(`select h.staff_id, s.unit_id, m.id as commune_id, h.capacity, h.weekly_minutes as minutes,
			coalesce((
				select (sum(c.minutes) + 3) / 4
				from pairs x
				join coaching_sessions c on c.pair_id = x.id
				where x.mentor_id = h.staff_id
				and c.disputed_at is null
				and c.held_at >= ?::timestamptz - interval '28 days'
				and c.held_at < ?::timestamptz
			), 0) as used,
			coalesce((select t.slots from meeting_times t where t.staff_id = h.staff_id), ?) as slots,
			'desk' = any(h.modes) as desk, 'remote' = any(h.modes) as remote,
			(select count(*) from pairs x where x.mentor_id = h.staff_id and x.state in ('suggested', 'requested', 'active', 'paused')) as live,
			done.worked, done.well
		from mentors h
		join staff s on s.id = h.staff_id and s.left_on is null
		join units u on u.id = s.unit_id `+commune+`
		cross join lateral (
			select count(*) as worked, count(*) filter (where l.level >= x.target_level) as well
			from pairs x
			left join v_levels l on l.staff_id = x.learner_id and l.competency_id = x.competency_id
			where x.mentor_id = h.staff_id
			and x.state = 'completed'
		) done
		where h.open
		and (h.paused_until is null or h.paused_until <= ?)
		and not exists (select from absences a where a.staff_id = h.staff_id and a.during @> ?::date)
		order by h.staff_id`, now, now, allSlots, p.StartsOn, p.StartsOn).Scan(ctx, &rows)
	if err != nil {
		return fmt.Errorf("load mentors: %w", err)
	}
	for _, r := range rows {
		f.Helpers = append(f.Helpers, Helper{
			Mentor: r.StaffID, Unit: r.UnitID, Commune: r.CommuneID, Places: max(min(r.Capacity-r.Live, p.PerMentor, (r.Minutes-r.Used)/minutesAWeek), 0), Slots: r.Slots,
			Desk: r.Desk, Remote: r.Remote, Worked: r.Worked, Well: r.Well, Levels: make([]uint8, len(p.Competencies)),
		})
	}
	return nil
}

// helperOf finds helpers by person.
func (f *Field) helperOf() map[uuid.UUID]*Helper {
	of := make(map[uuid.UUID]*Helper, len(f.Helpers))
	for n := range f.Helpers {
		of[f.Helpers[n].Mentor] = &f.Helpers[n]
	}
	return of
}

func loadLevels(ctx context.Context, db bun.IDB, p Programme, _ time.Time, f *Field) error {
	var rows []struct {
		StaffID, CompetencyID uuid.UUID
		Level                 int16
	}
	err := db.NewRaw(`select l.staff_id, l.competency_id, l.level
		from v_levels l
		join mentors h on h.staff_id = l.staff_id and h.open
		join programme_competencies pc on pc.competency_id = l.competency_id and pc.programme_id = ?
		where l.level > 0
		and not exists (select from mentor_declines d where d.staff_id = l.staff_id and d.competency_id = l.competency_id)`, p.ID).Scan(ctx, &rows)
	if err != nil {
		return fmt.Errorf("load levels of mentors: %w", err)
	}
	of := f.helperOf()
	for _, r := range rows {
		if h := of[r.StaffID]; h != nil {
			h.Levels[slices.Index(p.Competencies, r.CompetencyID)] = uint8(r.Level)
		}
	}
	return nil
}

func loadTravels(ctx context.Context, db bun.IDB, _ Programme, _ time.Time, f *Field) error {
	var rows []struct{ StaffID, UnitID uuid.UUID }
	if err := db.NewRaw("select staff_id, unit_id from mentor_wards order by staff_id, unit_id").Scan(ctx, &rows); err != nil {
		return fmt.Errorf("load journeys of mentors: %w", err)
	}
	of := f.helperOf()
	for _, r := range rows {
		if h := of[r.StaffID]; h != nil {
			h.Travels = append(h.Travels, r.UnitID)
		}
	}
	return nil
}

func loadBorders(ctx context.Context, db bun.IDB, _ Programme, _ time.Time, f *Field) error {
	var rows []struct{ UnitID, NeighbourID uuid.UUID }
	if err := db.NewRaw("select unit_id, neighbour_id from unit_neighbours order by unit_id, neighbour_id").Scan(ctx, &rows); err != nil {
		return fmt.Errorf("load borders: %w", err)
	}
	f.Borders = Borders{}
	for _, r := range rows {
		f.Borders[r.UnitID] = append(f.Borders[r.UnitID], r.NeighbourID)
	}
	return nil
}

func loadCovers(ctx context.Context, db bun.IDB, p Programme, _ time.Time, f *Field) error {
	var rows []struct {
		UnitID                uuid.UUID
		Minimum, People, Away int
		Gone                  []int `bun:",array"`
	}
	err := db.NewRaw(`select k.unit_id, k.minimum,
			(select count(*) from staff s where s.unit_id = k.unit_id and s.left_on is null) as people,
			(with gone as (
				select a.staff_id, a.during
				from absences a
				join staff s on s.id = a.staff_id
				where s.unit_id = k.unit_id
				and s.left_on is null
				and a.during && daterange(?0, ?1)
			) select coalesce(max((select count(distinct g.staff_id) from gone g where g.during @> greatest(lower(f.during), ?0))), 0)
				from gone f) as away,
			array(select (select count(distinct x.mentor_id)
					from pairs x
					join staff t on t.id = x.mentor_id and t.unit_id = k.unit_id
					join staff l on l.id = x.learner_id and l.unit_id <> k.unit_id
					where x.slot = h
					and x.state in ('suggested', 'requested', 'active', 'paused'))
				from generate_series(0, 9) h
				order by h) as gone
		from counters k`, p.StartsOn, p.EndsOn()).Scan(ctx, &rows)
	if err != nil {
		return fmt.Errorf("load counters: %w", err)
	}
	f.Covers = Covers{}
	for _, r := range rows {
		s := Spare{People: r.People - r.Minimum - r.Away}
		copy(s.Away[:], r.Gone)
		f.Covers[r.UnitID] = s
	}
	return nil
}
