package classes

import (
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/competency"
)

// Mark is what was seen of a person in a session.
type Mark string

// The marks: x, P and K on a paper sheet.
const (
	Present Mark = "present"
	Excused Mark = "excused"
	Absent  Mark = "absent"
)

// Presence is one row of the attendance book. Rows are never changed; the latest
// of a session and person holds.
type Presence struct {
	bun.BaseModel `bun:"table:attendance,alias:a"`

	ID        uuid.UUID `bun:",pk"`
	SessionID uuid.UUID
	StaffID   uuid.UUID
	Mark      Mark
	MarkedBy  uuid.UUID
	MarkedAt  time.Time
}

// AttendanceBar is the share of a class's sessions, in per cent, in which a
// person must have been present for the class to count as attended. An excused
// absence is no presence: evidence speaks of what was learnt, not of whose fault
// it was.
const AttendanceBar = competency.ClassShare / 100

// Shares are the shares of the sessions, in basis points rounded down, in which
// people were present. Rows come in order of marking; of several for one session
// and person the last holds. Rows of other sessions do not count; without
// sessions nobody is known.
func Shares(rows []Presence, sessions []uuid.UUID) map[uuid.UUID]int {
	counted := map[uuid.UUID]bool{}
	for _, id := range sessions {
		counted[id] = true
	}
	latest := map[[2]uuid.UUID]Mark{}
	for _, r := range rows {
		if counted[r.SessionID] {
			latest[[2]uuid.UUID{r.SessionID, r.StaffID}] = r.Mark
		}
	}
	shares := map[uuid.UUID]int{}
	for key, mark := range latest {
		present := 0
		if mark == Present {
			present = 1
		}
		shares[key[1]] += present
	}
	for id, present := range shares {
		shares[id] = present * competency.Whole / len(sessions)
	}
	return shares
}

// Attended are the people present in at least AttendanceBar per cent of the
// sessions, in order of their first mark.
func Attended(rows []Presence, sessions []uuid.UUID) []uuid.UUID {
	shares := Shares(rows, sessions)
	var attended []uuid.UUID
	for _, r := range rows {
		if shares[r.StaffID] >= competency.ClassShare {
			attended = append(attended, r.StaffID)
			delete(shares, r.StaffID)
		}
	}
	return attended
}

// Missing counts the marks still to be made for the people over the sessions,
// and the people who lack one.
func Missing(rows []Presence, sessions, people []uuid.UUID) (marks, persons int) {
	marked := map[[2]uuid.UUID]bool{}
	for _, r := range rows {
		marked[[2]uuid.UUID{r.SessionID, r.StaffID}] = true
	}
	for _, person := range people {
		lacks := 0
		for _, session := range sessions {
			if !marked[[2]uuid.UUID{session, person}] {
				lacks++
			}
		}
		marks += lacks
		if lacks > 0 {
			persons++
		}
	}
	return marks, persons
}

// PlannedMark is a mark about to be made.
type PlannedMark struct {
	StaffID uuid.UUID
	Mark    Mark
}
