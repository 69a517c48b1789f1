package outreach

import "github.com/google/uuid"

// Moved says that something happened to a request or to one of its half-days.
type Moved struct {
	EventID uuid.UUID `json:"event_id"`
}

// Kind is fixed; queued rows carry it.
func (Moved) Kind() string {
	return "outreach.moved"
}
