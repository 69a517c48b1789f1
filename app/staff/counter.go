package staff

import (
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/clock"
)

// MaxAtCounter is the most people a counter may need at once.
const MaxAtCounter = 100

// Counter says how many of a unit's people must be there at any time.
type Counter struct {
	bun.BaseModel `bun:"table:counters"`

	UnitID    uuid.UUID `bun:",pk"`
	Minimum   int
	UpdatedAt time.Time
}

// Cover is a unit's counter on one day: how many people the unit has, and how
// many of them are away.
type Cover struct {
	UnitID  uuid.UUID
	On      clock.Day
	People  int
	Away    int
	Minimum int
}

// Spare is how many more may leave, never negative.
func (c Cover) Spare() int {
	return max(c.People-c.Away-c.Minimum, 0)
}

// Short is how many people the counter lacks, never negative.
func (c Cover) Short() int {
	return max(c.Minimum-(c.People-c.Away), 0)
}
