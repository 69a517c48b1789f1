package plans

import (
	"errors"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/clock"
)

// State is where a plan stands.
type State string

// The states. Draft, Proposed and Active are live; a person has one live plan at
// most. Complete and Cancelled are final.
const (
	Draft     State = "draft"
	Proposed  State = "proposed"
	Active    State = "active"
	Complete  State = "complete"
	Cancelled State = "cancelled"
)

// Live reports whether the plan can still change.
func (s State) Live() bool {
	return s == Draft || s == Proposed || s == Active
}

// Side is one of the two who agree a plan.
type Side string

// The sides: the person the plan is for, and whoever leads the person's unit.
const (
	Person   Side = "person"
	Superior Side = "superior"
)

// Other is the opposite side; of no side, none.
func (s Side) Other() Side {
	switch s {
	case Person:
		return Superior
	case Superior:
		return Person
	}
	return ""
}

// Deed is what somebody does with a plan.
type Deed string

// The deeds. Write replaces the content of a draft; of a proposed plan it makes
// the writer's counter-proposal, of an active plan it asks for a change.
const (
	Write    Deed = "write"
	Submit   Deed = "propose"
	Agree    Deed = "agree"
	Return   Deed = "return"
	TakeBack Deed = "take_back"
	Finish   Deed = "complete"
	Cancel   Deed = "cancel"
	Tick     Deed = "tick"
)

// Deeds are all deeds.
func Deeds() []Deed {
	return []Deed{Write, Submit, Agree, Return, TakeBack, Finish, Cancel, Tick}
}

// Why a deed is refused.
var (
	ErrState = errors.New("not possible in the plan's state")
	ErrSide  = errors.New("not this side's to do")
	ErrTurn  = errors.New("not this side's turn")
)

// turn says whose agreement must be missing for a deed.
type turn int

const (
	anyTurn  turn = iota
	nobodys       // nothing waits for agreement
	own           // the doer's agreement is missing
	opposite      // the other side's is
)

type transition struct {
	from State
	deed Deed
	to   State
	by   []Side
	turn turn
}

// transitions is the whole life of a plan.
func transitions() []transition {
	both := []Side{Person, Superior}
	return []transition{
		{Draft, Write, Draft, both, anyTurn},
		{Draft, Submit, Proposed, both, anyTurn},
		{Draft, Cancel, Cancelled, both, anyTurn},
		{Proposed, Write, Proposed, both, anyTurn},
		{Proposed, Agree, Active, both, own},
		{Proposed, Return, Draft, both, own},
		{Proposed, TakeBack, Draft, both, opposite},
		{Proposed, Cancel, Cancelled, both, anyTurn},
		{Active, Write, Active, both, anyTurn},
		{Active, Agree, Active, both, own},
		{Active, Return, Active, both, own},
		{Active, TakeBack, Active, both, opposite},
		{Active, Finish, Complete, both, nobodys},
		{Active, Cancel, Cancelled, []Side{Superior}, anyTurn},
		{Active, Tick, Active, []Side{Person}, anyTurn},
	}
}

// Plan is one person's development plan. Awaits is the side whose agreement is
// missing. Change is the content asked for in place of that of an active plan.
// Words are the latest remark of a side that did not agree.
type Plan struct {
	bun.BaseModel `bun:"table:plans"`

	ID         uuid.UUID `bun:",pk"`
	StaffID    uuid.UUID
	State      State
	FromOn     clock.Day
	UntilOn    clock.Day
	Revision   int
	Awaits     Side
	Change     *Content  `bun:"type:jsonb,nullzero"`
	SuperiorID uuid.UUID `bun:",nullzero"`
	Words      string
	Reason     string
	CreatedAt  time.Time
	UpdatedAt  time.Time
	AgreedAt   *time.Time
	OfferedAt  *time.Time
	ClosedAt   *time.Time
}

// next is the state after a deed; ErrState, ErrSide or ErrTurn when it is not to
// be done.
func (p Plan) next(deed Deed, by Side) (State, error) {
	for _, t := range transitions() {
		switch {
		case t.from != p.State || t.deed != deed:
			continue
		case !slices.Contains(t.by, by):
			return "", ErrSide
		case t.turn == own && p.Awaits != by, t.turn == opposite && p.Awaits != by.Other(), t.turn == nobodys && p.Awaits != "":
			return "", ErrTurn
		}
		return t.to, nil
	}
	return "", ErrState
}

// After is the plan after a deed of one side. What is written, and who the
// superior is, the caller fills in. Errors ErrState, ErrSide, ErrTurn.
func (p Plan) After(deed Deed, by Side, words string, now time.Time) (Plan, error) {
	to, err := p.next(deed, by)
	if err != nil {
		return Plan{}, err
	}
	switch deed {
	case Write:
		if p.State != Draft {
			p.Awaits = by.Other()
		}
		p.Revision++
	case Submit:
		p.Awaits, p.Words = by.Other(), ""
	case Agree:
		p.Awaits, p.Words, p.AgreedAt = "", "", &now
	case Return:
		p.Awaits, p.Change, p.Words = "", nil, words
	case TakeBack:
		p.Awaits, p.Change = "", nil
	case Finish:
		p.ClosedAt = &now
	case Cancel:
		p.Awaits, p.Change, p.ClosedAt, p.Reason = "", nil, &now, words
	case Tick:
	}
	p.State, p.UpdatedAt = to, now
	return p, nil
}

// Can says what one side may do with a plan now.
type Can struct {
	Write, Submit, Agree, Return, TakeBack, Finish, Cancel, Tick bool
}

// Rights are what a side may do. ripe tells whether the plan may be completed.
func (p Plan) Rights(by Side, ripe bool) Can {
	may := func(d Deed) bool {
		_, err := p.next(d, by)
		return err == nil
	}
	return Can{
		Write: may(Write), Submit: may(Submit), Agree: may(Agree), Return: may(Return),
		TakeBack: may(TakeBack), Finish: ripe && may(Finish), Cancel: may(Cancel), Tick: may(Tick),
	}
}

// Step is one deed of a plan's history.
type Step struct {
	bun.BaseModel `bun:"table:plan_steps"`

	ID      uuid.UUID `bun:",pk"`
	PlanID  uuid.UUID
	Deed    Deed
	Side    Side
	ActorID uuid.UUID `bun:",nullzero"`
	Words   string
	At      time.Time
}
