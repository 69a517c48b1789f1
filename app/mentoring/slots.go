package mentoring

import (
	"math/bits"

	"camtay/app/clock"
)

// Slots are half-days of a working week: bit 0 is Monday morning, bit 9 Friday
// afternoon.
type Slots int16

// AllSlots are the ten half-days.
const AllSlots Slots = 1<<slotsAWeek - 1

const (
	slotsAWeek = 10
	slotsADay  = 2
	workdays   = 5
)

// Count is how many half-days there are.
func (s Slots) Count() int {
	return bits.OnesCount16(uint16(s & AllSlots))
}

// comingDays are the next five working days from a day on, Monday first: each
// stands for its half-days in a week.
func comingDays(from clock.Day) [workdays]clock.Day {
	var days [workdays]clock.Day
	for n := range 7 {
		day := from.AddDays(n)
		weekday := int(day.Start().In(clock.Zone).Weekday()) - 1
		if weekday >= 0 && weekday < workdays {
			days[weekday] = day
		}
	}
	return days
}

// spareSlots are the half-days of a week in which a counter can do without one
// more person: spare is how many it can, by working day, and gone how many leave
// it for mentoring already, by half-day.
func spareSlots(spare [workdays]int, gone [slotsAWeek]int) Slots {
	var free Slots
	for slot := range slotsAWeek {
		if spare[slot/slotsADay] > gone[slot] {
			free |= 1 << slot
		}
	}
	return free
}
