package reviews

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"camtay/app/clock"
)

// States of a review.
const (
	Launching  = "launching"  // its parts are being made; nobody is asked yet
	Cancelling = "cancelling" // called off while being launched; it is about to go
	Open       = "open"
	Closed     = "closed"
)

// States of a unit's part.
const (
	PartOpen     = "open"     // answers come in
	PartFinished = "finished" // the unit says it is done; nothing moves any more
	PartLocked   = "locked"   // its answers are evidence
)

// What a review's parts can be sorted by; without one they stand by name.
const (
	SortUnit     = "unit"
	SortProgress = "progress" // the share of answers that have come
	SortLate     = "late"     // answers still to come
	SortApart    = "apart"    // items that lie too far apart
)

// Decisions of a calibration.
const (
	Accept   = "accept"   // the superior's appraisal stands
	Observe  = "observe"  // somebody is to watch at the counter
	Override = "override" // the department sets the level
)

// Review is one campaign. A level is too far apart from another when they differ
// by Threshold or more.
type Review struct {
	ID          uuid.UUID
	Title       string
	Note        string
	Deadline    clock.Day
	Threshold   int16
	AskSelf     bool
	AskSuperior bool
	AskTest     bool
	State       string
	LaunchedAt  time.Time
	ClosedAt    *time.Time
}

// Part is what one commune, ward or department has to do.
type Part struct {
	ID           uuid.UUID
	ReviewID     uuid.UUID
	UnitID       uuid.UUID
	UnitName     string
	UnitPath     string
	State        string
	People       int
	Items        int
	SelfDone     int
	SuperiorDone int
	Apart        int // items that lie too far apart
	Round        int
	FinishedAt   *time.Time
	LockedAt     *time.Time
}

// Item is one person in one competency. Levels are nil until somebody says one.
type Item struct {
	ID             uuid.UUID
	ReviewID       uuid.UUID
	PartID         uuid.UUID
	StaffID        uuid.UUID
	CompetencyID   uuid.UUID
	Required       int16
	EvidenceLevel  int16
	SelfLevel      *int16
	SelfNote       string
	SelfAt         *time.Time
	SuperiorLevel  *int16
	SuperiorNote   string
	SuperiorBy     uuid.UUID
	SuperiorAt     *time.Time
	TestLevel      *int16
	Decision       string
	DecidedLevel   *int16
	DecisionReason string
	DecidedBy      uuid.UUID
	DecidedAt      *time.Time
	Spread         int16
}

// Deed is something done to a part.
type Deed string

// Deeds to a part.
const (
	Finish Deed = "finish" // the unit: nothing more to say
	Reopen Deed = "reopen" // the unit or the department: say more
	Lock   Deed = "lock"   // the unit or the department: the answers become evidence
	Unlock Deed = "unlock" // the department, with a reason: the evidence is withdrawn
)

// moves is the whole life of a part.
func moves() map[Deed]struct{ from, to string } {
	return map[Deed]struct{ from, to string }{
		Finish: {PartOpen, PartFinished},
		Reopen: {PartFinished, PartOpen},
		Lock:   {PartFinished, PartLocked},
		Unlock: {PartLocked, PartOpen},
	}
}

// After is the state a deed brings a part to; false when it cannot be done now.
func (p Part) After(d Deed) (string, bool) {
	m, known := moves()[d]
	if !known || m.from != p.State {
		return "", false
	}
	return m.to, true
}

// Deeds are what can be done to a part now, by whether the reader runs the review
// or leads the unit.
func (p Part) Deeds(runs, leads bool) []Deed {
	var can []Deed
	for _, d := range []Deed{Finish, Reopen, Lock, Unlock} {
		if _, possible := p.After(d); possible && (runs || leads && d != Unlock) {
			can = append(can, d)
		}
	}
	return can
}

// Apart reports an item whose levels differ by a threshold or more.
func (i Item) Apart(threshold int16) bool {
	return i.Spread >= threshold
}

// moved tells by how much an answer changes how many items lie too far apart, from
// the distance before.
func (i Item) moved(before, threshold int16) int {
	was, is := Item{Spread: before}.Apart(threshold), i.Apart(threshold)
	switch {
	case is && !was:
		return 1
	case was && !is:
		return -1
	}
	return 0
}

// Member is somebody whom a review asks about. Excused is who has left; Appraiser
// is named for this review where nobody leads the person.
type Member struct {
	ReviewID    uuid.UUID
	StaffID     uuid.UUID
	PartID      uuid.UUID
	ExcusedOn   clock.Day
	AppraiserID uuid.UUID
}

// Excused reports that nobody answers for a person any more.
func (m Member) Excused() bool { return !m.ExcusedOn.IsZero() }

// MayAppraise reports whether somebody may appraise a person: whoever leads the
// unit or is named for it, never oneself, and nobody who has left.
func (m Member) MayAppraise(by uuid.UUID, leads bool) bool {
	return by != uuid.Nil && by != m.StaffID && !m.Excused() && (leads || by == m.AppraiserID)
}

// Allowed are the decisions open to somebody on an item: the department decides
// all, a leader does not set levels, and nobody decides on themselves.
func (i Item) Allowed(by uuid.UUID, runs, leads bool) []string {
	switch {
	case by == i.StaffID:
		return nil
	case runs:
		return []string{Accept, Observe, Override}
	case leads:
		return []string{Accept, Observe}
	}
	return nil
}

// Decides reports whether a decision is open to somebody.
func (i Item) Decides(decision string, by uuid.UUID, runs, leads bool) bool {
	return slices.Contains(i.Allowed(by, runs, leads), decision)
}

// Asked are the answers a review waits for of a part, and how many have come.
func (r Review) Asked(p Part) (done, wanted int) {
	if r.AskSelf {
		done, wanted = done+p.SelfDone, wanted+p.Items
	}
	if r.AskSuperior {
		done, wanted = done+p.SuperiorDone, wanted+p.Items
	}
	return done, wanted
}

// sourceID names the evidence that an item's answer becomes in a round, so that
// locking twice posts it once and locking anew posts another.
func (i Item) sourceID(what string, round int) uuid.UUID {
	return uuid.NewSHA1(i.ID, []byte{what[0], byte(round >> 8), byte(round)})
}

// Launched says that somebody is asked to assess themselves.
type Launched struct {
	ReviewID uuid.UUID `json:"review_id"`
	StaffID  uuid.UUID `json:"staff_id"`
}

// Kind is fixed; queued rows carry it.
func (Launched) Kind() string { return "reviews.launched" }

// Reminded says that somebody has not answered yet. Part is set for a leader,
// Named for who was named to appraise.
type Reminded struct {
	ReviewID uuid.UUID `json:"review_id"`
	StaffID  uuid.UUID `json:"staff_id"`
	PartID   uuid.UUID `json:"part_id"`
	Named    bool      `json:"named"`
	Left     int       `json:"left"`
	Day      string    `json:"day"`
}

// Kind is fixed; queued rows carry it.
func (Reminded) Kind() string { return "reviews.reminded" }

// ObservationAsked says that somebody is to be watched at work.
type ObservationAsked struct {
	ItemID uuid.UUID `json:"item_id"`
}

// Kind is fixed; queued rows carry it.
func (ObservationAsked) Kind() string { return "reviews.observation_asked" }

// Named says that somebody is to appraise a person whom nobody leads.
type Named struct {
	ReviewID    uuid.UUID `json:"review_id"`
	StaffID     uuid.UUID `json:"staff_id"`
	AppraiserID uuid.UUID `json:"appraiser_id"`
}

// Kind is fixed; queued rows carry it.
func (Named) Kind() string { return "reviews.named" }
