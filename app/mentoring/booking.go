package mentoring

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"camtay/app/clock"
	"camtay/app/fault"
)

// BookingState is where a booking stands.
type BookingState string

// The states of a booking. Held means that the session was logged.
const (
	Booked    BookingState = "booked"
	Held      BookingState = "held"
	Cancelled BookingState = "cancelled"
)

// Span is a time from Start up to End.
type Span struct {
	Start, End time.Time
}

// Overlaps reports whether the two have a moment in common.
func (s Span) Overlaps(other Span) bool {
	return s.Start.Before(other.End) && other.Start.Before(s.End)
}

// Booking is a session that two people agreed on. Version counts its changes.
type Booking struct {
	ID        uuid.UUID
	PairID    uuid.UUID
	Span      Span
	Mode      string
	Place     string
	State     BookingState
	Reason    string
	BookedBy  uuid.UUID
	CreatedAt time.Time
	ChangedAt time.Time
	Version   int
}

const (
	// MinBooking is the shortest session that can be booked, in minutes.
	MinBooking = 15
	// MaxBooking is half a day, in minutes.
	MaxBooking = 210
	// BookingDays is how far ahead a session can be booked.
	BookingDays = 60
)

// Week is the half-days of a week as bits; bit 0 is Monday morning.
type Week int

// Whole is every half-day of a working week.
const Whole Week = 1<<halfDays - 1

// Has reports whether the half-day is in the week.
func (w Week) Has(slot int) bool {
	return slot >= 0 && slot < halfDays && w&(1<<slot) != 0
}

// Diary is what is known of the time of two people: half-days on which both can be
// met, days on which either is away, and times that are taken.
type Diary struct {
	Common Week
	Away   []Days
	Taken  []Span
}

// Days is a time of whole days, both included.
type Days struct {
	First, Last clock.Day
}

// halfDay are the working hours of a half-day: 07:30–11:30 or 13:30–17:00.
func halfDay(day clock.Day, afternoon bool) Span {
	start := day.Start()
	if afternoon {
		return Span{start.Add(13*time.Hour + 30*time.Minute), start.Add(17 * time.Hour)}
	}
	return Span{start.Add(7*time.Hour + 30*time.Minute), start.Add(11*time.Hour + 30*time.Minute)}
}

// slotOf is the half-day of the week at which the span lies wholly, or -1.
func slotOf(s Span) int {
	day := clock.DayOf(s.Start)
	weekday := s.Start.In(clock.Zone).Weekday()
	if weekday == time.Saturday || weekday == time.Sunday {
		return -1
	}
	for i, afternoon := range []bool{false, true} {
		hours := halfDay(day, afternoon)
		if !s.Start.Before(hours.Start) && !s.End.After(hours.End) {
			return (int(weekday)-1)*2 + i
		}
	}
	return -1
}

func (d Diary) away(day clock.Day) bool {
	return slices.ContainsFunc(d.Away, func(a Days) bool { return !day.Before(a.First) && !a.Last.Before(day) })
}

func (d Diary) taken(s Span) bool {
	return slices.ContainsFunc(d.Taken, s.Overlaps)
}

// Check decides whether a session may be booked at a time. Invalid with fields
// mentoring.booked_past, mentoring.booked_too_far {days}, mentoring.bad_length
// {min,max}, mentoring.not_common, mentoring.one_away, mentoring.time_taken.
func (d Diary) Check(s Span, now time.Time) error {
	f := fault.New(fault.Invalid, "web.invalid")
	length := int(s.End.Sub(s.Start) / time.Minute)
	switch {
	case s.Start.Before(now):
		f.At("body.start", "mentoring.booked_past", nil)
	case s.Start.After(now.AddDate(0, 0, BookingDays)):
		f.At("body.start", "mentoring.booked_too_far", fault.Args{"days": BookingDays})
	case length < MinBooking || length > MaxBooking:
		f.At("body.minutes", "mentoring.bad_length", fault.Args{"min": MinBooking, "max": MaxBooking})
	case !d.Common.Has(slotOf(s)):
		f.At("body.start", "mentoring.not_common", nil)
	case d.away(clock.DayOf(s.Start)):
		f.At("body.start", "mentoring.one_away", nil)
	case d.taken(s):
		f.At("body.start", "mentoring.time_taken", nil)
	}
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}

// Next are the next times at which a session of some minutes can be booked, at
// most one a half-day, earliest first. The pair's own half-day comes before others
// of the same week.
func (d Diary) Next(minutes int, own *int16, now time.Time, most int) []Span {
	var found []Span
	for day, last := clock.DayOf(now), clock.DayOf(now).AddDays(BookingDays-1); !last.Before(day); day = day.AddDays(1) {
		for _, afternoon := range []bool{false, true} {
			if s, ok := d.fit(halfDay(day, afternoon), time.Duration(minutes)*time.Minute, now); ok {
				found = append(found, s)
			}
		}
	}
	slices.SortStableFunc(found, func(a, b Span) int {
		if week := weekOf(a).Compare(weekOf(b)); week != 0 || own == nil {
			return week
		}
		return rank(a, *own) - rank(b, *own)
	})
	return found[:min(len(found), most)]
}

func rank(s Span, own int16) int {
	if slotOf(s) == int(own) {
		return 0
	}
	return 1
}

// weekOf is the Monday of the span's week.
func weekOf(s Span) time.Time {
	day := clock.DayOf(s.Start)
	return day.AddDays(-(int(s.Start.In(clock.Zone).Weekday()) + 6) % 7).Start()
}

const quarter = 15 * time.Minute

// fit is the earliest time of some length within hours, on a quarter of an hour.
func (d Diary) fit(hours Span, length time.Duration, now time.Time) (Span, bool) {
	for at := hours.Start; !at.Add(length).After(hours.End); at = at.Add(quarter) {
		s := Span{at, at.Add(length)}
		if d.Check(s, now) == nil {
			return s, true
		}
	}
	return Span{}, false
}
