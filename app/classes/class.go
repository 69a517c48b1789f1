package classes

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
	"golang.org/x/text/unicode/norm"

	"camtay/app/clock"
	"camtay/app/fault"
)

// State is where a class stands between plan and record.
type State string

// The states of a class.
const (
	Draft     State = "draft"
	Open      State = "open"
	Closed    State = "closed"
	CalledOff State = "cancelled"
)

// Class is one training class. TrainerID is zero while nobody is named. StartsAt
// and EndsAt are those of the first and last session.
type Class struct {
	bun.BaseModel `bun:"table:classes,alias:c"`

	ID         uuid.UUID `bun:",pk"`
	Code       string
	Title      string
	UnitID     uuid.UUID
	Place      string
	StartsAt   time.Time
	EndsAt     time.Time
	NominateBy clock.Day
	Seats      int
	State      State
	Note       string
	Reason     string
	TrainerID  uuid.UUID `bun:",nullzero"`
	CreatedBy  uuid.UUID
	CreatedAt  time.Time
	UpdatedAt  time.Time
	ClosedAt   time.Time `bun:",nullzero"`
}

// Quota is how many seats a commune, ward or agency may fill.
type Quota struct {
	bun.BaseModel `bun:"table:class_quotas,alias:q"`

	ClassID uuid.UUID
	UnitID  uuid.UUID
	Seats   int
}

// Half is a half of a working day.
type Half string

// The halves of a day, S and C on an attendance sheet.
const (
	Morning   Half = "morning"
	Afternoon Half = "afternoon"
)

// Hours are the first and last instant of a half of a day: 07:30–11:30 and
// 13:30–17:00, the working hours of a commune's offices.
func (h Half) Hours(day clock.Day) (from, to time.Time) {
	start := day.Start()
	if h == Afternoon {
		return start.Add(13*time.Hour + 30*time.Minute), start.Add(17 * time.Hour)
	}
	return start.Add(7*time.Hour + 30*time.Minute), start.Add(11*time.Hour + 30*time.Minute)
}

// Session is one half-day of a class; Position counts from 1 in order of time.
type Session struct {
	bun.BaseModel `bun:"table:class_sessions,alias:s"`

	ID       uuid.UUID `bun:",pk"`
	ClassID  uuid.UUID
	Position int
	Day      clock.Day
	Half     Half
	StartsAt time.Time
	EndsAt   time.Time
}

// Plan is what an officer writes about a class.
type Plan struct {
	Code       string // empty: one is made
	Title      string
	UnitID     uuid.UUID
	Place      string
	NominateBy clock.Day
	Seats      int
	Note       string
	TrainerID  uuid.UUID
	Sessions   []PlannedSession
	Quotas     []PlannedQuota
	Shows      []Shown
}

// PlannedSession is one half-day wanted.
type PlannedSession struct {
	Day  clock.Day
	Half Half
}

// PlannedQuota is a quota wanted.
type PlannedQuota struct {
	UnitID uuid.UUID
	Seats  int
}

// Shown is a competency a class shows and the level attendance speaks for.
type Shown struct {
	CompetencyID uuid.UUID
	Level        int16
}

// Tidy brings the texts to NFC without surrounding blanks.
func (p Plan) Tidy() Plan {
	tidy := func(s string) string { return strings.TrimSpace(norm.NFC.String(s)) }
	p.Code, p.Title, p.Place, p.Note = tidy(p.Code), tidy(p.Title), tidy(p.Place), tidy(p.Note)
	return p
}

// Check finds what is wrong with a plan in itself, at paths of the request body. Whether
// units, people and competencies exist is not its question.
func (p Plan) Check() []fault.Field {
	var faults []fault.Field
	add := func(at, key string, args fault.Args) {
		faults = append(faults, fault.Field{Location: at, Key: key, Args: args})
	}
	if p.Title == "" {
		add("body.title", "classes.no_title", nil)
	}
	if p.Place == "" {
		add("body.place", "classes.no_place", nil)
	}
	if p.Seats < 1 {
		add("body.seats", "classes.no_seats", nil)
	}
	faults = append(faults, p.checkSessions()...)
	faults = append(faults, p.checkQuotas()...)
	return append(faults, p.checkShows()...)
}

func (p Plan) checkSessions() []fault.Field {
	if len(p.Sessions) == 0 {
		return []fault.Field{{Location: "body.sessions", Key: "classes.no_sessions"}}
	}
	var faults []fault.Field
	seen := map[PlannedSession]bool{}
	for i, s := range p.Sessions {
		at := fmt.Sprintf("body.sessions[%d]", i)
		switch {
		case s.Day.IsZero():
			faults = append(faults, fault.Field{Location: at + ".day", Key: "classes.no_day"})
		case seen[s]:
			faults = append(faults, fault.Field{Location: at, Key: "classes.session_twice", Args: fault.Args{"day": s.Day.String()}})
		}
		seen[s] = true
	}
	first := p.first()
	switch {
	case p.NominateBy.IsZero():
		faults = append(faults, fault.Field{Location: "body.nominate_by", Key: "classes.no_deadline"})
	case !first.IsZero() && first.Before(p.NominateBy):
		faults = append(faults, fault.Field{
			Location: "body.nominate_by", Key: "classes.deadline_after_start", Args: fault.Args{"day": first.String()},
		})
	}
	return faults
}

// CheckDays finds days that are over: a deadline other than the one before, or
// a first session, earlier than today.
func (p Plan) CheckDays(before, today clock.Day) []fault.Field {
	var faults []fault.Field
	if !p.NominateBy.IsZero() && p.NominateBy != before && p.NominateBy.Before(today) {
		faults = append(faults, fault.Field{Location: "body.nominate_by", Key: "classes.deadline_in_past"})
	}
	if first := p.first(); !first.IsZero() && first.Before(today) {
		faults = append(faults, fault.Field{Location: "body.sessions", Key: "classes.starts_in_past"})
	}
	return faults
}

func (p Plan) first() clock.Day {
	var first clock.Day
	for _, s := range p.Sessions {
		if !s.Day.IsZero() && (first.IsZero() || s.Day.Before(first)) {
			first = s.Day
		}
	}
	return first
}

func (p Plan) checkQuotas() []fault.Field {
	var faults []fault.Field
	seen := map[uuid.UUID]bool{}
	sum := 0
	for i, q := range p.Quotas {
		at := fmt.Sprintf("body.quotas[%d]", i)
		if q.Seats < 1 {
			faults = append(faults, fault.Field{Location: at + ".seats", Key: "classes.no_quota_seats"})
		}
		if seen[q.UnitID] {
			faults = append(faults, fault.Field{Location: at + ".unit_id", Key: "classes.quota_twice"})
		}
		seen[q.UnitID] = true
		sum += q.Seats
	}
	if sum > p.Seats {
		faults = append(faults, fault.Field{
			Location: "body.quotas", Key: "classes.quotas_exceed_seats",
			Args: fault.Args{"sum": sum, "seats": p.Seats, "over": sum - p.Seats},
		})
	}
	return faults
}

func (p Plan) checkShows() []fault.Field {
	var faults []fault.Field
	seen := map[uuid.UUID]bool{}
	for i, c := range p.Shows {
		at := fmt.Sprintf("body.competencies[%d]", i)
		if seen[c.CompetencyID] {
			faults = append(faults, fault.Field{Location: at + ".competency_id", Key: "classes.competency_twice"})
		}
		seen[c.CompetencyID] = true
		if c.Level < 1 || c.Level > 5 {
			faults = append(faults, fault.Field{Location: at + ".level", Key: "classes.bad_level"})
		}
	}
	return faults
}

// Schedule are the plan's sessions in order of time, without ids.
func (p Plan) Schedule() []Session {
	sessions := make([]Session, 0, len(p.Sessions))
	for _, s := range p.Sessions {
		from, to := s.Half.Hours(s.Day)
		sessions = append(sessions, Session{Day: s.Day, Half: s.Half, StartsAt: from, EndsAt: to})
	}
	slices.SortFunc(sessions, func(a, b Session) int { return a.StartsAt.Compare(b.StartsAt) })
	for i := range sessions {
		sessions[i].Position = i + 1
	}
	return sessions
}

// SameSchedule reports whether two schedules name the same half-days.
func SameSchedule(a, b []Session) bool {
	return slices.EqualFunc(a, b, func(x, y Session) bool { return x.Day == y.Day && x.Half == y.Half })
}

// CheckChange finds what an edit of an open class would take from people who
// already hold a place: seats and quotas below the places taken, a quota struck
// out, and another schedule.
func CheckChange(p Plan, taken Room, now, wanted []Session) []fault.Field {
	var faults []fault.Field
	if p.Seats < taken.Taken {
		faults = append(faults, fault.Field{
			Location: "body.seats", Key: "classes.seats_below_taken", Args: fault.Args{"taken": taken.Taken},
		})
	}
	if taken.Taken > 0 && !SameSchedule(now, wanted) {
		faults = append(faults, fault.Field{Location: "body.sessions", Key: "classes.sessions_fixed", Args: fault.Args{"taken": taken.Taken}})
	}
	if len(p.Quotas) == 0 {
		return faults
	}
	kept := 0
	for i, q := range p.Quotas {
		used := taken.Used[q.UnitID]
		kept += used
		if q.Seats < used {
			faults = append(faults, fault.Field{
				Location: fmt.Sprintf("body.quotas[%d].seats", i), Key: "classes.quota_below_used", Args: fault.Args{"used": used},
			})
		}
	}
	if left := taken.Taken - kept; left > 0 {
		faults = append(faults, fault.Field{Location: "body.quotas", Key: "classes.quota_removed", Args: fault.Args{"used": left}})
	}
	return faults
}

// ClassOpened says that wards may nominate for a class. Invited names the units.
type ClassOpened struct {
	ClassID uuid.UUID `json:"class_id"`
}

// Kind is fixed; queued rows carry it.
func (ClassOpened) Kind() string {
	return "classes.opened"
}

// Decided says that someone's nomination was approved or declined, or moved from
// the waiting list to nominated when a seat came free.
type Decided struct {
	ClassID uuid.UUID `json:"class_id"`
	StaffID uuid.UUID `json:"staff_id"`
	State   string    `json:"state"` // approved, declined or nominated
}

// Kind is fixed; queued rows carry it.
func (Decided) Kind() string {
	return "classes.decided"
}

// Cancelled says that an open class will not take place. SeatedIn names the
// people to tell.
type Cancelled struct {
	ClassID uuid.UUID `json:"class_id"`
}

// Kind is fixed; queued rows carry it.
func (Cancelled) Kind() string {
	return "classes.cancelled"
}
