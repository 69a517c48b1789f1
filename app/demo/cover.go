package demo

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/mentoring"
	"camtay/app/staff"
)

// cover is who is away, how many must stay at the counters, and when and where
// people can be met for mentoring.
type cover struct {
	absences []staff.Absence
	counters []staff.Counter
	times    map[uuid.UUID]mentoring.Slots
	wards    map[uuid.UUID][]uuid.UUID
}

// cover draws it: about three people in a hundred are away today and as many
// will be; each one-stop centre keeps three quarters of its people at the
// counter. Those of the story are always there.
func (w *world) cover(everyone []*person) cover {
	c := cover{times: map[uuid.UUID]mentoring.Slots{}, wards: map[uuid.UUID][]uuid.UUID{}}
	ids := newIdentities(w.seed, "absences", w.at.UnixMilli())
	for _, p := range everyone {
		d := newDice(w.seed, "half-days of "+p.Code)
		if p.role == "" {
			c.absent(w, ids.next(), p, d)
		}
		if p.mentor != nil || d.chance(0.5) {
			c.times[p.ID] = weekOf(d, p)
		}
		if p.mentor == nil || p.commune == nil {
			continue
		}
		for _, n := range p.commune.neighbours {
			if d.chance(0.25) && len(c.wards[p.ID]) < 3 {
				c.wards[p.ID] = append(c.wards[p.ID], n.ID)
			}
		}
	}
	for _, commune := range w.communes {
		centre, there := commune.offices[officeOneStop]
		people := 0
		for _, p := range commune.people {
			if p.UnitID == centre.ID {
				people++
			}
		}
		if there && people > 1 {
			c.counters = append(c.counters, staff.Counter{UnitID: centre.ID, Minimum: people - max(people/4, 1)})
		}
	}
	return c
}

func (c *cover) absent(w *world, id uuid.UUID, p *person, d dice) {
	days := d.between(1, 10)
	now, soon := d.chance(0.03), d.chance(0.03)
	if !now && !soon {
		return
	}
	from := d.between(1, 30)
	if now {
		from = -d.between(0, days-1)
	}
	c.absences = append(c.absences, staff.Absence{
		ID: id, StaffID: p.ID, From: w.day.AddDays(from), Until: w.day.AddDays(from + days - 1), CreatedAt: w.at,
		Kind: one(d, []string{staff.AbsentOnLeave, staff.AbsentOnLeave, staff.AbsentOnMission, staff.AbsentInTraining, staff.AbsentOtherwise}),
	})
}

// weekOf draws the half-days that suit someone; Friday afternoons seldom do.
func weekOf(d dice, p *person) mentoring.Slots {
	if p.role == mentorPart {
		return mentoring.AllSlots &^ (1 << 9)
	}
	var slots mentoring.Slots
	for slot := range 10 {
		share := 0.65
		if slot == 9 {
			share = 0.3
		}
		if d.chance(share) {
			slots |= 1 << slot
		}
	}
	return slots | 1<<d.between(0, 8)
}

func (w *world) putCover(ctx context.Context, tx bun.Tx, c cover) error {
	for _, a := range c.absences {
		if err := staff.InsertAbsence(ctx, tx, a); err != nil {
			return err
		}
	}
	if err := staff.PutCounters(ctx, tx, c.counters, w.at); err != nil {
		return err
	}
	if err := mentoring.PutTimes(ctx, tx, c.times, w.at); err != nil {
		return err
	}
	return mentoring.PutWards(ctx, tx, c.wards)
}

func (c cover) told() string {
	return fmt.Sprintf("demo: %d absences, %d counters, half-days of %d people", len(c.absences), len(c.counters), len(c.times))
}
