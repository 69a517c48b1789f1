package mentoring

import (
	"fmt"
	"time"

	ics "github.com/arran4/golang-ical"

	"camtay/app/clock"
	"camtay/app/lang"
)

// zoneName is the time zone of the country in calendars.
const zoneName = "Asia/Ho_Chi_Minh"

// Appointment is a booking as one of the two has it in a calendar.
type Appointment struct {
	Booking

	Other, Competency string
}

// Calendar is appointments as an iCalendar file in a language, times in Vietnam's
// zone. A cancelled booking is in it as cancelled, so that calendars take it out.
func Calendar(locale string, appointments []Appointment, now time.Time) []byte {
	calendar := ics.NewCalendarFor("Cam Tay")
	calendar.SetMethod(ics.MethodPublish)
	calendar.SetXWRCalName(lang.Text(locale, "mentoring.calendar", nil))
	calendar.SetXWRTimezone(zoneName)
	calendar.SetRefreshInterval("PT1H")
	zone := calendar.AddTimezone(zoneName)
	standard := zone.AddStandard()
	for _, fixed := range [][2]string{
		{"DTSTART", "19750613T000000"}, {"TZOFFSETFROM", "+0700"}, {"TZOFFSETTO", "+0700"}, {"TZNAME", "+07"},
	} {
		standard.SetProperty(ics.ComponentProperty(fixed[0]), fixed[1])
	}
	for _, a := range appointments {
		a.addTo(calendar, locale, now)
	}
	return []byte(calendar.Serialize(ics.WithNewLineWindows))
}

func (a Appointment) addTo(calendar *ics.Calendar, locale string, now time.Time) {
	const local = "20060102T150405"
	inZone := ics.WithTZID(zoneName)
	event := calendar.AddEvent(fmt.Sprintf("%s@camtay", a.ID))
	event.SetDtStampTime(now)
	event.SetCreatedTime(a.CreatedAt)
	event.SetModifiedAt(a.ChangedAt)
	event.SetSequence(a.Version)
	event.SetProperty(ics.ComponentPropertyDtStart, a.Span.Start.In(clock.Zone).Format(local), inZone)
	event.SetProperty(ics.ComponentPropertyDtEnd, a.Span.End.In(clock.Zone).Format(local), inZone)
	event.SetSummary(lang.Text(locale, "mentoring.calendar_title", map[string]any{"name": a.Other}))
	event.SetDescription(a.Competency)
	event.SetClass(ics.ClassificationPrivate)
	if a.Place != "" {
		event.SetLocation(a.Place)
	}
	status := ics.ObjectStatusConfirmed
	if a.State == Cancelled {
		status = ics.ObjectStatusCancelled
	}
	event.SetStatus(status)
}
