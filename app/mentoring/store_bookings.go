package mentoring

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/clock"
)

// ErrNoBooking reports a booking that does not exist, or that the person asking
// has no part in.
var ErrNoBooking = errors.New("booking not found")

type bookingRow struct {
	Booking

	StartsAt, EndsAt time.Time
	MentorID         uuid.UUID
	LearnerID        uuid.UUID
	MentorName       string
	LearnerName      string
	NameVI           string `bun:"name_vi"`
}

func (r bookingRow) booking() Booking {
	b := r.Booking
	b.Span = Span{r.StartsAt.UTC(), r.EndsAt.UTC()}
	return b
}

const bookingsQuery = `select b.id, b.pair_id, b.mode, b.place, b.state, b.reason, b.booked_by, b.created_at, b.changed_at, b.version,
		lower(b.during) as starts_at, upper(b.during) as ends_at,
		p.mentor_id, p.learner_id, m.full_name as mentor_name, l.full_name as learner_name, c.name_vi
	from bookings b
	join pairs p on p.id = b.pair_id
	join staff m on m.id = p.mentor_id
	join staff l on l.id = p.learner_id
	join competencies c on c.id = p.competency_id
	`

// FindBooking is the booking of an id, or ErrNoBooking.
func FindBooking(ctx context.Context, db bun.IDB, id uuid.UUID) (Booking, error) {
	r, err := findBooking(ctx, db, id)
	return r.booking(), err
}

func findBooking(ctx context.Context, db bun.IDB, id uuid.UUID) (bookingRow, error) {
	var r bookingRow
	err := db.NewRaw(bookingsQuery+"where b.id = ?", id).Scan(ctx, &r)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return bookingRow{}, ErrNoBooking
	case err != nil:
		return bookingRow{}, fmt.Errorf("find booking: %w", err)
	}
	return r, nil
}

// BookingsOf are a pair's bookings, latest first.
func BookingsOf(ctx context.Context, db bun.IDB, pairID uuid.UUID) ([]Booking, error) {
	var rows []bookingRow
	err := db.NewRaw(bookingsQuery+"where b.pair_id = ? order by lower(b.during) desc, b.id", pairID).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("list bookings: %w", err)
	}
	bookings := make([]Booking, 0, len(rows))
	for _, r := range rows {
		bookings = append(bookings, r.booking())
	}
	return bookings, nil
}

// appointmentsOf are someone's bookings that end after an instant, in order.
func appointmentsOf(ctx context.Context, db bun.IDB, staffID uuid.UUID, after time.Time) ([]Appointment, error) {
	var rows []bookingRow
	err := db.NewRaw(bookingsQuery+`where (p.mentor_id = ?0 or p.learner_id = ?0)
		and upper(b.during) > ?1
		order by lower(b.during), b.id`, staffID, after).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("list appointments: %w", err)
	}
	found := make([]Appointment, 0, len(rows))
	for _, r := range rows {
		found = append(found, r.appointment(staffID))
	}
	return found, nil
}

func (r bookingRow) appointment(staffID uuid.UUID) Appointment {
	other := r.MentorName
	if staffID == r.MentorID {
		other = r.LearnerName
	}
	return Appointment{Booking: r.booking(), Other: other, Competency: r.NameVI}
}

// putBooking adds a booking or changes the one of its id. A time that one of the
// two has not free breaks booking_times_no_overlap.
func putBooking(ctx context.Context, tx bun.Tx, b Booking, p Pair) error {
	_, err := tx.NewRaw(`insert into bookings (id, pair_id, during, mode, place, state, reason, booked_by, created_at, changed_at, version)
		values (?, ?, tstzrange(?, ?), ?, ?, ?, ?, ?, ?, ?, ?)
		on conflict (id) do update
		set during = excluded.during, mode = excluded.mode, place = excluded.place, state = excluded.state,
			reason = excluded.reason, changed_at = excluded.changed_at, version = excluded.version`,
		b.ID, b.PairID, b.Span.Start, b.Span.End, b.Mode, b.Place, b.State, b.Reason, b.BookedBy, b.CreatedAt, b.ChangedAt, b.Version).Exec(ctx)
	if err != nil {
		return fmt.Errorf("put booking: %w", err)
	}
	if _, err := tx.NewRaw("delete from booking_times where booking_id = ?", b.ID).Exec(ctx); err != nil {
		return fmt.Errorf("free times of booking: %w", err)
	}
	if b.State != Booked {
		return nil
	}
	_, err = tx.NewRaw(`insert into booking_times (booking_id, staff_id, during)
		values (?0, ?1, tstzrange(?3, ?4)), (?0, ?2, tstzrange(?3, ?4))`,
		b.ID, p.MentorID, p.LearnerID, b.Span.Start, b.Span.End).Exec(ctx)
	if err != nil {
		return fmt.Errorf("take times of booking: %w", err)
	}
	return nil
}

// diaryOf is the time of two people; the booking of an id, which is to be moved,
// takes none.
func diaryOf(ctx context.Context, db bun.IDB, p Pair, moving uuid.UUID, now time.Time) (Diary, error) {
	people := bun.List([]uuid.UUID{p.MentorID, p.LearnerID})
	d := Diary{Common: Whole}
	var weeks []Week
	if err := db.NewRaw("select slots from meeting_times where staff_id in (?)", people).Scan(ctx, &weeks); err != nil {
		return Diary{}, fmt.Errorf("find half-days of a pair: %w", err)
	}
	for _, w := range weeks {
		d.Common &= w
	}
	var away []struct{ First, Last clock.Day }
	err := db.NewRaw(`select lower(during) as first, coalesce(upper(during) - 1, date '2999-12-31') as last
		from absences
		where staff_id in (?)
		and during && daterange(?::date, null)`, people, clock.DayOf(now)).Scan(ctx, &away)
	if err != nil {
		return Diary{}, fmt.Errorf("find absences of a pair: %w", err)
	}
	for _, a := range away {
		d.Away = append(d.Away, Days(a))
	}
	var taken []struct{ Start, End time.Time }
	err = db.NewRaw(`select lower(during) as start, upper(during) as "end"
		from booking_times
		where staff_id in (?)
		and booking_id <> ?
		and upper(during) > ?`, people, moving, now).Scan(ctx, &taken)
	if err != nil {
		return Diary{}, fmt.Errorf("find taken times of a pair: %w", err)
	}
	for _, t := range taken {
		d.Taken = append(d.Taken, Span(t))
	}
	return d, nil
}

// ahead are a pair's bookings that stand.
func ahead(ctx context.Context, db bun.IDB, pairID uuid.UUID) ([]Booking, error) {
	all, err := BookingsOf(ctx, db, pairID)
	if err != nil {
		return nil, err
	}
	standing := make([]Booking, 0, len(all))
	for _, b := range all {
		if b.State == Booked {
			standing = append(standing, b)
		}
	}
	return standing, nil
}

type feedRow struct {
	bun.BaseModel `bun:"table:calendar_feeds"`

	StaffID   uuid.UUID `bun:",pk"`
	Hash      []byte
	CreatedAt time.Time
}

func putFeed(ctx context.Context, tx bun.Tx, f feedRow) error {
	_, err := tx.NewInsert().Model(&f).On("conflict (staff_id) do update").
		Set("hash = excluded.hash, created_at = excluded.created_at").Exec(ctx)
	if err != nil {
		return fmt.Errorf("put calendar address: %w", err)
	}
	return nil
}

func dropFeed(ctx context.Context, tx bun.Tx, staffID uuid.UUID) error {
	if _, err := tx.NewRaw("delete from calendar_feeds where staff_id = ?", staffID).Exec(ctx); err != nil {
		return fmt.Errorf("take back calendar address: %w", err)
	}
	return nil
}

// feedSince is when someone's calendar address was made; nil without one.
func feedSince(ctx context.Context, db bun.IDB, staffID uuid.UUID) (*time.Time, error) {
	var at []time.Time
	if err := db.NewRaw("select created_at from calendar_feeds where staff_id = ?", staffID).Scan(ctx, &at); err != nil {
		return nil, fmt.Errorf("find calendar address: %w", err)
	}
	if len(at) == 0 {
		return nil, nil //nolint:nilnil // no address is an answer
	}
	return &at[0], nil
}

// feedOwner is whose calendar lies at a hash, or ErrNoBooking. Whoever left the
// service has none.
func feedOwner(ctx context.Context, db bun.IDB, hash []byte, on clock.Day) (uuid.UUID, error) {
	var id uuid.UUID
	err := db.NewRaw(`select f.staff_id
		from calendar_feeds f
		join staff s on s.id = f.staff_id
		where f.hash = ?
		and (s.left_on is null or s.left_on > ?)`, hash, on).Scan(ctx, &id)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return uuid.Nil, ErrNoBooking
	case err != nil:
		return uuid.Nil, fmt.Errorf("find owner of calendar: %w", err)
	}
	return id, nil
}
