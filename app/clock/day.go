package clock

import (
	"database/sql/driver"
	"errors"
	"fmt"
	"time"
)

// ErrDay reports text that is not a calendar day written 2006-01-02.
var ErrDay = errors.New("not a calendar day")

// Day is a calendar day without a time of day. The zero Day is "no day": NULL
// in the database, empty in JSON.
type Day struct {
	year  int
	month time.Month
	day   int
}

// NewDay makes a day; values outside their range are an ErrDay (31 February is
// refused, not moved to March).
func NewDay(year int, month time.Month, day int) (Day, error) {
	t := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	if t.Year() != year || t.Month() != month || t.Day() != day {
		return Day{}, fmt.Errorf("%04d-%02d-%02d: %w", year, int(month), day, ErrDay)
	}
	return Day{year: year, month: month, day: day}, nil
}

// DayOf is the Vietnamese calendar day of an instant.
func DayOf(t time.Time) Day {
	local := t.In(Zone)
	return Day{year: local.Year(), month: local.Month(), day: local.Day()}
}

// ParseDay reads 2006-01-02.
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Day{}, fmt.Errorf("%q: %w", s, ErrDay)
	}
	return Day{year: t.Year(), month: t.Month(), day: t.Day()}, nil
}

// IsZero reports whether the day is absent.
func (d Day) IsZero() bool {
	return d == Day{}
}

// Year is the calendar year.
func (d Day) Year() int {
	return d.year
}

// Start is the first instant of the day in Vietnam.
func (d Day) Start() time.Time {
	return Instant(time.Date(d.year, d.month, d.day, 0, 0, 0, 0, Zone))
}

// AddDays moves by whole days.
func (d Day) AddDays(n int) Day {
	t := time.Date(d.year, d.month, d.day+n, 0, 0, 0, 0, time.UTC)
	return Day{year: t.Year(), month: t.Month(), day: t.Day()}
}

// Before reports whether d is earlier than other.
func (d Day) Before(other Day) bool {
	return d.Start().Before(other.Start())
}

// String writes 2006-01-02, or nothing for the zero day.
func (d Day) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.year, int(d.month), d.day)
}

// MarshalText writes 2006-01-02.
func (d Day) MarshalText() ([]byte, error) {
	return []byte(d.String()), nil
}

// UnmarshalText reads 2006-01-02; empty is the zero day.
func (d *Day) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Day{}
		return nil
	}
	got, err := ParseDay(string(b))
	if err != nil {
		return err
	}
	*d = got
	return nil
}

// Value writes the day as a DATE, the zero day as NULL.
func (d Day) Value() (driver.Value, error) {
	if d.IsZero() {
		return nil, nil //nolint:nilnil // driver.Value says NULL this way
	}
	return d.String(), nil
}

// Scan reads a DATE or NULL.
func (d *Day) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*d = Day{}
		return nil
	case time.Time:
		*d = Day{year: v.Year(), month: v.Month(), day: v.Day()}
		return nil
	case []byte:
		return d.scanText(string(v))
	case string:
		return d.scanText(v)
	}
	return fmt.Errorf("scan %T: %w", src, ErrDay)
}

func (d *Day) scanText(s string) error {
	got, err := ParseDay(s[:min(len(s), len(time.DateOnly))])
	if err != nil {
		return err
	}
	*d = got
	return nil
}
