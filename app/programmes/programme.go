package programmes

import (
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/clock"
	"camtay/app/fault"
)

// State is where a programme stands.
type State string

// The states. A draft is matched in the background and is then ready to be looked
// at; matching it again makes it matching once more. Published and cancelled are
// final.
const (
	Draft     State = "draft"
	Matching  State = "matching"
	Ready     State = "ready"
	Published State = "published"
	Cancelled State = "cancelled"
)

// Open reports whether the programme can still change.
func (s State) Open() bool { return s == Draft || s == Matching || s == Ready }

// Aim is what matters most.
type Aim string

// The aims.
const (
	Everyone Aim = "everyone" // nobody left out first, those with critical gaps before others
	MostGap  Aim = "most_gap" // most gap closed, weighted by how critical it is
)

// Mode is by whom pairs are decided.
type Mode string

// The modes.
const (
	Optimum    Mode = "optimum"    // worth most together, by prices
	Acceptance Mode = "acceptance" // nobody would rather run away: where people may refuse
)

const (
	// MaxPeople is the most learners one mentor takes in a programme.
	MaxPeople = 10
	// MaxWeeks is the longest a programme lasts.
	MaxWeeks = 52
	// MaxUnits is the most communes of one programme: a province.
	MaxUnits = 200
)

// Programme is one round of matching. Weeks counts from StartsOn; PerMentor is the
// most learners a mentor takes in it. Done of Of people have been dealt with by the
// run under way. Failure is the key of why the last run failed, empty if it did not.
type Programme struct {
	bun.BaseModel `bun:"table:programmes"`

	ID          uuid.UUID `bun:",pk"`
	Name        string
	Aim         Aim
	Mode        Mode
	StartsOn    clock.Day
	Weeks       int
	PerMentor   int
	State       State
	Stopping    bool
	Done        int
	Of          int
	Failure     string
	Figures     *Figures `bun:"type:jsonb"`
	CreatedBy   uuid.UUID
	CreatedAt   time.Time
	UpdatedAt   time.Time
	PublishedAt *time.Time

	Units        []uuid.UUID `bun:"-"`
	Competencies []uuid.UUID `bun:"-"`
	// Answers are pairs of a published programme by their state.
	Answers map[string]int `bun:"-"`
}

// Figures are what the last matching came to: of the mode in use, and beside it of
// the two modes.
type Figures struct {
	Learners  int         `json:"learners"` // people with a gap in the programme
	Needs     int         `json:"needs"`    // their gaps, by group of competencies
	Mentors   int         `json:"mentors"`
	Seats     int         `json:"seats"`
	Edges     int         `json:"edges"` // possible pairs
	Optimum   ModeFigures `json:"optimum"`
	Accepted  ModeFigures `json:"acceptance"`
	Bound     string      `json:"bound"`     // what no matching can exceed
	Gap       string      `json:"gap"`       // 0 proves the optimum; empty when pairs have become impossible since
	Uncovered int         `json:"uncovered"` // possible pairs given up so that counters stay manned
	SolvedMS  int         `json:"solved_ms"`
}

// with is the figures with those of one mode replaced.
func (f *Figures) with(mode Mode, m ModeFigures) *Figures {
	g := *f
	if mode == Acceptance {
		g.Accepted = m
	} else {
		g.Optimum = m
	}
	return &g
}

// ModeFigures are one mode's: pairs, needs served of each tier and left out, the
// weighted gap closed in points, what seats cost, and the pairs who would rather be
// together than what it gives them.
type ModeFigures struct {
	Pairs    int    `json:"pairs"`
	Served   [3]int `json:"served"`
	Left     [3]int `json:"left"`
	Value    int64  `json:"value"`
	Seats    int64  `json:"seat_cost"`
	Blocking int    `json:"blocking"`
	Rather   int    `json:"rather"`
}

// EndsOn is the day after the last.
func (p Programme) EndsOn() clock.Day { return p.StartsOn.AddDays(7 * p.Weeks) }

// Check makes a programme whole: trimmed, with defaults. Faults: Invalid
// programmes.name, .aim, .weeks, .per_mentor, .units, .competencies.
func (p Programme) Check() (Programme, error) {
	p.Name = strings.TrimSpace(p.Name)
	if p.Mode == "" {
		p.Mode = Optimum
	}
	switch {
	case p.Name == "" || len([]rune(p.Name)) > 200:
		return p, fault.New(fault.Invalid, "programmes.name")
	case p.Aim != Everyone && p.Aim != MostGap, p.Mode != Optimum && p.Mode != Acceptance:
		return p, fault.New(fault.Invalid, "programmes.aim")
	case p.Weeks < 1 || p.Weeks > MaxWeeks:
		return p, fault.New(fault.Invalid, "programmes.weeks").With(fault.Args{"most": MaxWeeks})
	case p.PerMentor < 1 || p.PerMentor > MaxPeople:
		return p, fault.New(fault.Invalid, "programmes.per_mentor").With(fault.Args{"most": MaxPeople})
	case len(p.Units) == 0 || len(p.Units) > MaxUnits:
		return p, fault.New(fault.Invalid, "programmes.units").With(fault.Args{"most": MaxUnits})
	case len(p.Competencies) == 0:
		return p, fault.New(fault.Invalid, "programmes.competencies")
	}
	return p, nil
}
