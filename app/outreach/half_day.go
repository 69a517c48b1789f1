package outreach

import (
	"time"

	"github.com/google/uuid"

	"camtay/app/clock"
)

// Halves of a day.
const (
	Morning   int16 = 0
	Afternoon int16 = 1
)

// HalfDay is a morning or an afternoon.
type HalfDay struct {
	On   clock.Day
	Half int16
}

// Hours at which a half-day begins, and how long it is.
const (
	morningHour   = 7
	afternoonHour = 13
	halfDayHours  = 4
)

// Start is when the half-day begins.
func (h HalfDay) Start() time.Time {
	hour := morningHour
	if h.Half == Afternoon {
		hour = afternoonHour
	}
	return h.On.Start().Add(time.Duration(hour) * time.Hour)
}

// End is when the half-day ends.
func (h HalfDay) End() time.Time {
	return h.Start().Add(halfDayHours * time.Hour)
}

// halvesADay and workdays make the ten half-days of a week.
const (
	halvesADay = 2
	workdays   = 5
)

// Slot is the half-day's bit in a week as meeting_times writes it, or -1 on
// Saturday and Sunday.
func (h HalfDay) Slot() int {
	weekday := int(h.On.Start().In(clock.Zone).Weekday())
	if weekday < 1 || weekday > workdays {
		return -1
	}
	return (weekday-1)*halvesADay + int(h.Half)
}

// Within reports whether the half-day is one of a week's slots.
func (h HalfDay) Within(slots int) bool {
	slot := h.Slot()
	return slot >= 0 && slots&(1<<slot) != 0
}

// HalfDays are the half-days of working days between two days, both included,
// that lie within slots, in order.
func HalfDays(from, until clock.Day, slots int) []HalfDay {
	var list []HalfDay
	for day := from; !until.Before(day); day = day.AddDays(1) {
		for _, half := range []int16{Morning, Afternoon} {
			if h := (HalfDay{On: day, Half: half}); h.Within(slots) {
				list = append(list, h)
			}
		}
	}
	return list
}

// Cover is who of a unit is where: how many work there, how many must stay, and
// who is away on which half-day.
type Cover struct {
	People  int
	Minimum int
	Away    map[HalfDay]map[uuid.UUID]bool
}

// Leave notes that somebody is away.
func (c *Cover) Leave(h HalfDay, who uuid.UUID) {
	if c.Away == nil {
		c.Away = map[HalfDay]map[uuid.UUID]bool{}
	}
	if c.Away[h] == nil {
		c.Away[h] = map[uuid.UUID]bool{}
	}
	c.Away[h][who] = true
}

// Holds reports whether enough stay on a half-day with somebody away.
func (c Cover) Holds(h HalfDay, who uuid.UUID) bool {
	away := len(c.Away[h])
	if !c.Away[h][who] {
		away++
	}
	return c.People-away >= c.Minimum
}
