package classes

import (
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
)

// Seat is where a nomination stands.
type Seat string

// The states of a nomination.
const (
	Nominated Seat = "nominated"
	Waiting   Seat = "waiting"
	Approved  Seat = "approved"
	Declined  Seat = "declined"
	Withdrawn Seat = "withdrawn"
)

// Holds reports whether the nomination takes a seat.
func (s Seat) Holds() bool {
	return s == Nominated || s == Approved
}

// Nomination is one person put forward for one class. UnitID is the commune or
// agency whose quota it counts against.
type Nomination struct {
	bun.BaseModel `bun:"table:nominations,alias:n"`

	ID          uuid.UUID `bun:",pk"`
	ClassID     uuid.UUID
	StaffID     uuid.UUID
	UnitID      uuid.UUID
	State       Seat
	Reason      string
	NominatedBy uuid.UUID
	NominatedAt time.Time
	DecidedBy   uuid.UUID `bun:",nullzero"`
	DecidedAt   time.Time `bun:",nullzero"`
}

// Room is what is taken and what there is: of the class, and of each unit's
// quota. Without quotas every unit shares the seats.
type Room struct {
	Seats  int
	Taken  int
	Quotas map[uuid.UUID]int
	Used   map[uuid.UUID]int
}

// Free reports whether one more person of a unit fits.
func (r Room) Free(unit uuid.UUID) bool {
	if r.Taken >= r.Seats {
		return false
	}
	return len(r.Quotas) == 0 || r.Used[unit] < r.Quotas[unit]
}

// Take decides where one more person of a unit stands and counts the seat:
// Nominated while there is room, else Waiting.
func (r *Room) Take(unit uuid.UUID) Seat {
	if !r.Free(unit) {
		return Waiting
	}
	if r.Used == nil {
		r.Used = map[uuid.UUID]int{}
	}
	r.Taken++
	r.Used[unit]++
	return Nominated
}

// Promote picks from the waiting list, given in order of nomination, those who
// now have a seat.
func Promote(waiting []Nomination, room Room) []Nomination {
	var moved []Nomination
	for _, n := range waiting {
		if room.Take(n.UnitID) == Nominated {
			moved = append(moved, n)
		}
	}
	return moved
}

// Standing is what decides whether a person may be nominated.
type Standing struct {
	Current Seat   // of an earlier nomination to the class, or empty
	Left    bool   // has left service, or will before the class ends
	Clash   string // title of another class at the same time, or empty
	Gap     int    // levels missing over the class's competencies
}

// Eligible says whether a person may be nominated, and the key of why not. The
// key classes.no_gap comes with true: it is a note, not a bar.
func (s Standing) Eligible() (ok bool, key string) {
	switch {
	case s.Left:
		return false, "classes.has_left"
	case s.Current == Declined:
		return false, "classes.was_declined"
	case s.Current != "" && s.Current != Withdrawn:
		return false, "classes.already_nominated"
	case s.Clash != "":
		return false, "classes.double_booked"
	case s.Gap == 0:
		return true, "classes.no_gap"
	}
	return true, ""
}
