package classes

import (
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
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
const AttendanceBar = 80

// Attended are the people present in at least AttendanceBar per cent of the
// sessions, in order of their first mark. Rows come in order of marking; of
// several for one session and person the last holds. Rows of other sessions do
// not count; without sessions nobody attended.
func Attended(rows []Presence, sessions []uuid.UUID) []uuid.UUID {
	counted := map[uuid.UUID]bool{}
	for _, id := range sessions {
		counted[id] = true
	}
	latest := map[[2]uuid.UUID]Mark{}
	var people []uuid.UUID
	known := map[uuid.UUID]bool{}
	for _, r := range rows {
		if !counted[r.SessionID] {
			continue
		}
		if !known[r.StaffID] {
			known[r.StaffID] = true
			people = append(people, r.StaffID)
		}
		latest[[2]uuid.UUID{r.SessionID, r.StaffID}] = r.Mark
	}
	present := map[uuid.UUID]int{}
	for key, mark := range latest {
		if mark == Present {
			present[key[1]]++
		}
	}
	var attended []uuid.UUID
	for _, id := range people {
		if present[id]*100 >= AttendanceBar*len(sessions) {
			attended = append(attended, id)
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
