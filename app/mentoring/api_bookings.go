package mentoring

import (
	"context"
	"net/http"
	"time"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/web"
)

type freeInput struct {
	ID      uuid.UUID `path:"id"`
	Minutes int       `query:"minutes" minimum:"15" maximum:"210" default:"60"`
}

// FreeTime is a time at which the two of a pair can both be met.
type FreeTime struct {
	Start time.Time `json:"start"`
	End   time.Time `json:"end"`
}

// FreeTimes are the next such times; the pair's own half-day first in its week.
type FreeTimes struct {
	Items []FreeTime `json:"items"`
}

type bookInput struct {
	ID   uuid.UUID `path:"id"`
	Body BookingInput
}

// BookingInput agrees on a session.
type BookingInput struct {
	Start   time.Time `json:"start"`
	Minutes int       `json:"minutes" minimum:"15" maximum:"210"`
	Mode    string    `json:"mode" enum:"desk,remote,group"`
	Place   string    `json:"place" maxLength:"200" required:"false" doc:"where, or how to reach each other"`
}

type moveInput struct {
	ID   uuid.UUID `path:"id"`
	Body BookingMove
}

// BookingMove gives a booking another time.
type BookingMove struct {
	Start   time.Time `json:"start"`
	Minutes int       `json:"minutes" minimum:"15" maximum:"210"`
	Reason  string    `json:"reason" minLength:"1" maxLength:"1000"`
}

type fileInput struct {
	ID     uuid.UUID `path:"id"`
	Locale string    `query:"locale" enum:"vi,en" default:"vi"`
}

type feedInput struct {
	Secret string `path:"secret" minLength:"20" maxLength:"64"`
	Locale string `query:"locale" enum:"vi,en" default:"vi"`
}

type calendarFile struct {
	ContentType        string `header:"Content-Type"`
	ContentDisposition string `header:"Content-Disposition"`
	CacheControl       string `header:"Cache-Control"`
	Body               []byte
}

// CalendarAddress is the caller's private calendar address.
type CalendarAddress struct {
	Since *time.Time `json:"since,omitempty" doc:"absent: there is none"`
	Path  string     `json:"path,omitempty" doc:"only when just made; it is not shown again"`
}

func span(start time.Time, minutes int) Span {
	return Span{start.UTC(), start.UTC().Add(time.Duration(minutes) * time.Minute)}
}

func booked(b Booking, err error) (*web.Body[BookingBody], error) {
	if err != nil {
		return nil, err
	}
	return &web.Body[BookingBody]{Body: bookingBody(b)}, nil
}

func bookingRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "mentoring-free-times", Method: http.MethodGet, Path: "/mentoring/pairs/{id}/free-times", Permission: access.MentoringSelf,
		Summary: "The next times at which both of a pair of mine can be met",
	}, func(ctx context.Context, in *freeInput) (*web.Body[FreeTimes], error) {
		found, err := svc.FreeTimes(ctx, in.ID, in.Minutes)
		if err != nil {
			return nil, err
		}
		return &web.Body[FreeTimes]{Body: FreeTimes{Items: each(found, func(s Span) FreeTime {
			return FreeTime{Start: s.Start.UTC(), End: s.End.UTC()}
		})}}, nil
	})
	web.Handle(s, web.Route{
		ID: "mentoring-book", Method: http.MethodPost, Path: "/mentoring/pairs/{id}/bookings", Permission: access.MentoringSelf,
		Status: http.StatusCreated, Summary: "Book a session",
	}, func(ctx context.Context, in *bookInput) (*web.Body[BookingBody], error) {
		b := in.Body
		return booked(svc.Book(ctx, Booking{PairID: in.ID, Span: span(b.Start, b.Minutes), Mode: b.Mode, Place: b.Place}))
	})
	web.Handle(s, web.Route{
		ID: "mentoring-move-booking", Method: http.MethodPost, Path: "/mentoring/bookings/{id}/move", Permission: access.MentoringSelf,
		Summary: "Give a booking of mine another time, with a reason",
	}, func(ctx context.Context, in *moveInput) (*web.Body[BookingBody], error) {
		return booked(svc.MoveBooking(ctx, in.ID, span(in.Body.Start, in.Body.Minutes), in.Body.Reason))
	})
	web.Handle(s, web.Route{
		ID: "mentoring-cancel-booking", Method: http.MethodPost, Path: "/mentoring/bookings/{id}/cancel", Permission: access.MentoringSelf,
		Summary: "Cancel a booking of mine, with a reason",
	}, func(ctx context.Context, in *declineInput) (*web.Body[BookingBody], error) {
		return booked(svc.CancelBooking(ctx, in.ID, in.Body.Reason))
	})
}

func served(file []byte, err error) (*calendarFile, error) {
	if err != nil {
		return nil, err
	}
	return &calendarFile{
		ContentType: "text/calendar; charset=utf-8", ContentDisposition: `attachment; filename="kem-cap.ics"`,
		CacheControl: "no-store", Body: file,
	}, nil
}

func address(f Feed, err error) (*web.Body[CalendarAddress], error) {
	if err != nil {
		return nil, err
	}
	body := CalendarAddress{Since: utc(f.Since)}
	if f.Secret != "" {
		body.Path = "/api/v1/mentoring/calendars/" + f.Secret
	}
	return &web.Body[CalendarAddress]{Body: body}, nil
}

func calendarRoutes(s *web.Server, svc *Service) {
	web.Handle(s, web.Route{
		ID: "mentoring-booking-file", Method: http.MethodGet, Path: "/mentoring/bookings/{id}/calendar", Permission: access.MentoringSelf,
		Summary: "A booking of mine as an iCalendar file",
	}, func(ctx context.Context, in *fileInput) (*calendarFile, error) {
		return served(svc.CalendarFile(ctx, in.ID, in.Locale))
	})
	web.Handle(s, web.Route{
		ID: "mentoring-calendar-feed", Method: http.MethodGet, Path: "/mentoring/calendars/{secret}", Permission: access.Open,
		Summary: "The calendar that lies at a private address",
	}, func(ctx context.Context, in *feedInput) (*calendarFile, error) {
		return served(svc.CalendarAt(ctx, in.Secret, in.Locale))
	})
	web.Handle(s, web.Route{
		ID: "mentoring-calendar", Method: http.MethodGet, Path: "/mentoring/calendar", Permission: access.MentoringSelf,
		Summary: "Whether I have a private calendar address",
	}, func(ctx context.Context, _ *web.Empty) (*web.Body[CalendarAddress], error) {
		return address(svc.CalendarFeed(ctx))
	})
	web.Handle(s, web.Route{
		ID: "mentoring-calendar-make", Method: http.MethodPost, Path: "/mentoring/calendar", Permission: access.MentoringSelf,
		Summary: "Make my private calendar address, in place of any earlier one",
	}, func(ctx context.Context, _ *web.Empty) (*web.Body[CalendarAddress], error) {
		return address(svc.MakeFeed(ctx))
	})
	web.Handle(s, web.Route{
		ID: "mentoring-calendar-drop", Method: http.MethodDelete, Path: "/mentoring/calendar", Permission: access.MentoringSelf,
		Summary: "Take my private calendar address back",
	}, func(ctx context.Context, _ *web.Empty) (*web.Empty, error) {
		return &web.Empty{}, svc.DropFeed(ctx)
	})
}
