package mentoring

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/db"
	"camtay/app/fault"
)

// proposals is how many free times one answer names.
const proposals = 8

// FreeTimes are the next times at which the two of an active pair can both be met
// for so many minutes. Faults: NotFound auth.no_staff, mentoring.pair_not_found;
// Conflict mentoring.not_active.
func (s *Service) FreeTimes(ctx context.Context, pairID uuid.UUID, minutes int) ([]Span, error) {
	p, _, err := s.own(ctx, s.db, pairID)
	if err != nil {
		return nil, err
	}
	if p.State != Active {
		return nil, fault.New(fault.Conflict, "mentoring.not_active")
	}
	now := s.clock.Now()
	d, err := diaryOf(ctx, s.db, p, uuid.Nil, now)
	if err != nil {
		return nil, err
	}
	return d.Next(minutes, p.Slot, now, proposals), nil
}

// own is a pair of the acting person, and who that is. Faults: NotFound
// auth.no_staff, mentoring.pair_not_found.
func (s *Service) own(ctx context.Context, db bun.IDB, pairID uuid.UUID) (Pair, uuid.UUID, error) {
	me, err := self(ctx)
	if err != nil {
		return Pair{}, me, err
	}
	p, err := FindPair(ctx, db, pairID)
	if _, mine := p.ActorOf(me); err == nil && !mine {
		err = ErrNotFound
	}
	return p, me, faultOf(err)
}

// Book agrees on a session of an active pair, by either of the two, and queues
// BookingChanged. Faults: NotFound auth.no_staff, mentoring.pair_not_found;
// Conflict mentoring.not_active, mentoring.time_taken; Invalid mentoring.bad_mode
// and those of Diary.Check.
func (s *Service) Book(ctx context.Context, b Booking) (Booking, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return Booking{}, fmt.Errorf("make booking id: %w", err)
	}
	b.ID, b.State, b.CreatedAt, b.Place = id, Booked, s.clock.Now(), tidy(b.Place)
	if !slices.Contains(Modes(), b.Mode) {
		return Booking{}, fault.New(fault.Invalid, "web.invalid").At("body.mode", "mentoring.bad_mode", nil)
	}
	return s.keep(ctx, b.PairID, Made, func(context.Context, bun.Tx) (Booking, error) { return b, nil })
}

// MoveBooking gives a booking that stands another time, with a reason, and queues
// BookingChanged. Faults as of Book; NotFound mentoring.booking_not_found;
// Conflict mentoring.booking_over; Invalid mentoring.no_reason.
func (s *Service) MoveBooking(ctx context.Context, id uuid.UUID, to Span, reason string) (Booking, error) {
	return s.change(ctx, id, Shifted, reason, func(b *Booking) { b.Span = to })
}

// CancelBooking takes back a booking that stands, with a reason, and queues
// BookingChanged. Faults as of MoveBooking.
func (s *Service) CancelBooking(ctx context.Context, id uuid.UUID, reason string) (Booking, error) {
	return s.change(ctx, id, CalledOff, reason, func(b *Booking) { b.State = Cancelled })
}

func (s *Service) change(ctx context.Context, id uuid.UUID, change Change, reason string, set func(*Booking)) (Booking, error) {
	if reason = tidy(reason); reason == "" {
		return Booking{}, fault.New(fault.Invalid, "web.invalid").At("body.reason", "mentoring.no_reason", nil)
	}
	me, err := self(ctx)
	if err != nil {
		return Booking{}, err
	}
	found, err := findBooking(ctx, s.db, id)
	if err == nil && me != found.MentorID && me != found.LearnerID {
		err = ErrNoBooking
	}
	if err != nil {
		return Booking{}, faultOf(err)
	}
	return s.keep(ctx, found.PairID, change, func(ctx context.Context, tx bun.Tx) (Booking, error) {
		b, err := FindBooking(ctx, tx, id)
		switch {
		case err != nil:
			return Booking{}, err
		case b.State != Booked:
			return Booking{}, fault.New(fault.Conflict, "mentoring.booking_over")
		}
		set(&b)
		b.Reason, b.Version = reason, b.Version+1
		return b, nil
	})
}

// keep writes a booking of the acting person's active pair as made makes it under
// the pair's lock, and tells the other one.
func (s *Service) keep(
	ctx context.Context, pairID uuid.UUID, change Change, made func(context.Context, bun.Tx) (Booking, error),
) (Booking, error) {
	var b Booking
	err := db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		p, err := lockPair(ctx, tx, pairID)
		if err != nil {
			return err
		}
		_, me, err := s.own(ctx, tx, pairID)
		switch {
		case err != nil:
			return err
		case p.State != Active:
			return fault.New(fault.Conflict, "mentoring.not_active")
		}
		if b, err = made(ctx, tx); err != nil {
			return err
		}
		now := s.clock.Now()
		if b.State == Booked {
			d, err := diaryOf(ctx, tx, p, b.ID, now)
			if err != nil {
				return err
			}
			if err := d.Check(b.Span, now); err != nil {
				return err
			}
		}
		b.ChangedAt = now
		if change == Made {
			b.BookedBy = me
		}
		if err := putBooking(ctx, tx, b, p); err != nil {
			return err
		}
		return s.outbox.Put(ctx, tx, BookingChanged{BookingID: b.ID, By: me, Change: change}, now)
	})
	switch {
	case db.IsDuplicate(err):
		return Booking{}, fault.New(fault.Conflict, "mentoring.time_taken").Because(err)
	case err != nil:
		return Booking{}, faultOf(err)
	}
	return b, nil
}

// callOff takes back the bookings that stand of a pair that rests or is over.
func callOff(ctx context.Context, tx bun.Tx, p Pair, reason string, now time.Time) error {
	standing, err := ahead(ctx, tx, p.ID)
	if err != nil {
		return err
	}
	for _, b := range standing {
		b.State, b.Reason, b.ChangedAt, b.Version = Cancelled, reason, now, b.Version+1
		if err := putBooking(ctx, tx, b, p); err != nil {
			return err
		}
	}
	return nil
}

// holdBooking marks the booking of a logged session as held. Errors:
// ErrNoBooking when it is none of the pair's that stands.
func holdBooking(ctx context.Context, tx bun.Tx, p Pair, id uuid.UUID, now time.Time) error {
	b, err := FindBooking(ctx, tx, id)
	switch {
	case err != nil:
		return err
	case b.PairID != p.ID || b.State == Cancelled:
		return ErrNoBooking
	}
	b.State, b.ChangedAt = Held, now
	return putBooking(ctx, tx, b, p)
}

// CalendarFile is one booking of the acting person as an iCalendar file. Faults:
// NotFound auth.no_staff, mentoring.booking_not_found.
func (s *Service) CalendarFile(ctx context.Context, id uuid.UUID, locale string) ([]byte, error) {
	me, err := self(ctx)
	if err != nil {
		return nil, err
	}
	r, err := findBooking(ctx, s.db, id)
	if err == nil && me != r.MentorID && me != r.LearnerID {
		err = ErrNoBooking
	}
	if err != nil {
		return nil, faultOf(err)
	}
	return Calendar(locale, []Appointment{r.appointment(me)}, s.clock.Now()), nil
}

// kept is how long a past booking stays in a calendar, in days.
const kept = 30

// CalendarAt is the calendar that lies at a secret: whose it is need not sign in.
// Fault: NotFound mentoring.no_calendar.
func (s *Service) CalendarAt(ctx context.Context, secret, locale string) ([]byte, error) {
	now := s.clock.Now()
	owner, err := s.calendarOwner(ctx, strings.TrimSuffix(secret, ".ics"), now)
	if err != nil {
		return nil, fault.New(fault.NotFound, "mentoring.no_calendar").Because(err)
	}
	all, err := appointmentsOf(ctx, s.db, owner, now.AddDate(0, 0, -kept))
	if err != nil {
		return nil, err
	}
	return Calendar(locale, all, now), nil
}
