// Package clock is the only place that reads the time of day. Instants are UTC,
// truncated to the microsecond that PostgreSQL keeps, so that what is written
// equals what is read. Calendar days are Vietnamese days.
package clock

import (
	"sync"
	"time"
)

// Zone is Vietnamese civil time, UTC+7 all year.
//
//nolint:gochecknoglobals // a constant of the country; time.Location has no constant form
var Zone = time.FixedZone("+07", 7*60*60)

// Clock tells the current instant.
type Clock interface {
	Now() time.Time
}

// System is the machine's clock.
type System struct{}

// Now returns the current instant in UTC, truncated to microseconds.
func (System) Now() time.Time {
	return Instant(time.Now())
}

// Ahead is the machine's clock, ahead by a fixed time.
type Ahead time.Duration

// Now returns the current instant plus the time ahead.
func (a Ahead) Now() time.Time {
	return System{}.Now().Add(time.Duration(a))
}

// Instant brings any time to the form that is stored: UTC, microseconds.
func Instant(t time.Time) time.Time {
	return t.UTC().Truncate(time.Microsecond)
}

// Fake is a clock for tests and for generated data; it stands still until moved.
type Fake struct {
	mu  sync.Mutex
	now time.Time
}

// NewFake starts a fake clock at the given instant.
func NewFake(now time.Time) *Fake {
	return &Fake{now: Instant(now)}
}

// Now returns the instant the fake clock stands at.
func (f *Fake) Now() time.Time {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.now
}

// Advance moves the fake clock forward by d.
func (f *Fake) Advance(d time.Duration) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.now = Instant(f.now.Add(d))
}
