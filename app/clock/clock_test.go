package clock_test

import (
	"errors"
	"testing"
	"time"

	"camtay/app/clock"
)

func TestInstantsKeepMicroseconds(t *testing.T) {
	t.Parallel()
	got := clock.Instant(time.Date(2026, 11, 2, 8, 0, 0, 123456789, clock.Zone))
	want := time.Date(2026, 11, 2, 1, 0, 0, 123456000, time.UTC)
	if !got.Equal(want) || got.Location() != time.UTC {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestDayFollowsVietnameseMidnight(t *testing.T) {
	t.Parallel()
	for at, want := range map[string]string{
		"2026-11-02T16:59:59Z": "2026-11-02",
		"2026-11-02T17:00:00Z": "2026-11-03",
	} {
		instant, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		if got := clock.DayOf(instant).String(); got != want {
			t.Errorf("day of %s: got %s, want %s", at, got, want)
		}
	}
}

func TestImpossibleDaysAreRefused(t *testing.T) {
	t.Parallel()
	if _, err := clock.NewDay(1990, time.February, 31); !errors.Is(err, clock.ErrDay) {
		t.Errorf("31 February: got %v, want ErrDay", err)
	}
	if _, err := clock.ParseDay("1990-02-31"); !errors.Is(err, clock.ErrDay) {
		t.Errorf("parse 31 February: got %v, want ErrDay", err)
	}
	if _, err := clock.NewDay(2024, time.February, 29); err != nil {
		t.Errorf("29 February of a leap year: %v", err)
	}
}

func TestDaySurvivesTextAndDatabase(t *testing.T) {
	t.Parallel()
	day, err := clock.NewDay(2026, time.January, 31)
	if err != nil {
		t.Fatal(err)
	}
	text, err := day.MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	var fromText, fromTime, fromNull clock.Day
	if err := fromText.UnmarshalText(text); err != nil {
		t.Fatal(err)
	}
	if err := fromTime.Scan(time.Date(2026, 1, 31, 0, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	if err := fromNull.Scan(nil); err != nil {
		t.Fatal(err)
	}
	if fromText != day || fromTime != day || !fromNull.IsZero() {
		t.Errorf("got %v, %v, %v", fromText, fromTime, fromNull)
	}
	if got := day.AddDays(1).String(); got != "2026-02-01" {
		t.Errorf("the day after: got %s", got)
	}
}
