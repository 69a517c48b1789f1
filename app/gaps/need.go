package gaps

import (
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
)

// ProcedureNeed is a level of one competency that a procedure needs: a draft from
// the posts of its steps until somebody decides it.
type ProcedureNeed struct {
	bun.BaseModel `bun:"table:procedure_competencies"`

	ProcedureID  uuid.UUID `bun:",pk"`
	CompetencyID uuid.UUID `bun:",pk"`
	Level        int16
	DecidedBy    uuid.UUID `bun:",nullzero"` // zero: unknown, or nobody did
	DecidedAt    time.Time `bun:",nullzero"` // zero: a draft
	DecidedName  string    `bun:",scanonly"`
}

// Bar is a level of one competency.
type Bar struct {
	CompetencyID uuid.UUID
	Level        int16
}

// bar is the level needed.
func (n ProcedureNeed) bar() Bar {
	return Bar{n.CompetencyID, n.Level}
}

// Wish is one line of what somebody wants a procedure to need. Confirmed makes an
// unchanged draft a decision.
type Wish struct {
	Bar

	Confirmed bool
}

// Decide is what a procedure needs once somebody's wishes are followed: what stays
// as it was keeps its origin, all else is decided now.
func Decide(before []ProcedureNeed, wishes []Wish, decided ProcedureNeed) []ProcedureNeed {
	after := make([]ProcedureNeed, 0, len(wishes))
	for _, w := range wishes {
		n := decided
		n.CompetencyID, n.Level = w.CompetencyID, w.Level
		i := slices.IndexFunc(before, func(b ProcedureNeed) bool { return b.bar() == w.Bar })
		if i >= 0 && (!w.Confirmed || !before[i].DecidedAt.IsZero()) {
			n = before[i]
		}
		after = append(after, n)
	}
	return after
}

// Same reports whether needs are the bars somebody saw, in any order.
func Same(needs []ProcedureNeed, seen []Bar) bool {
	if len(needs) != len(seen) {
		return false
	}
	return !slices.ContainsFunc(needs, func(n ProcedureNeed) bool { return !slices.Contains(seen, n.bar()) })
}

// CommuneAble counts the people of a commune who can meet each of some bars today.
type CommuneAble struct {
	CommuneID uuid.UUID
	Code      string
	Name      string
	Able      map[Bar]int
}

// Scarcest is by how many the bar that fewest can meet is met; with no bars, 0.
func (c CommuneAble) Scarcest(bars []Bar) int {
	if len(bars) == 0 {
		return 0
	}
	least := c.Able[bars[0]]
	for _, b := range bars[1:] {
		least = min(least, c.Able[b])
	}
	return least
}

// Tally counts communes by how many can do something in them: nobody, one, more.
type Tally struct {
	None int
	One  int
	More int
}

// TallyOf counts communes by their scarcest bar.
func TallyOf(communes []CommuneAble, bars []Bar) Tally {
	var t Tally
	for _, c := range communes {
		switch c.Scarcest(bars) {
		case 0:
			t.None++
		case 1:
			t.One++
		default:
			t.More++
		}
	}
	return t
}

func barsOf(needs []ProcedureNeed) []Bar {
	bars := make([]Bar, 0, len(needs))
	for _, n := range needs {
		bars = append(bars, n.bar())
	}
	return bars
}
