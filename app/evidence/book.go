package evidence

import (
	"maps"
	"slices"
	"time"

	"github.com/google/uuid"
)

// What a book's line brings into force.
const (
	BookRules     = "rules"      // a set of rules
	BookChange    = "change"     // a change that makes evidence stale
	BookChangeEnd = "change_end" // the end of such a change
)

// States of a line.
const (
	BookApplying   = "applying"
	BookInForce    = "in_force"
	BookCancelling = "cancelling"
	BookCancelled  = "cancelled"
)

// Line is one thing that came into force. Numbers rise; a person's levels are
// settled under all lines up to the number in their chain.
type Line struct {
	Number      int
	Kind        string
	RuleVersion int
	ChangeID    uuid.UUID
	State       string
}

// Book is everything that ever judged levels.
type Book struct {
	Lines   []Line
	Sets    map[int]RuleSet
	Changes map[uuid.UUID]Change
	Codes   map[uuid.UUID]Coded

	at map[int]*Rules
}

// Latest is the number under which whoever is new is judged: the last line that
// is in force or coming into it.
func (b *Book) Latest() int {
	latest := 0
	for _, l := range b.Lines {
		if l.State == BookInForce || l.State == BookApplying {
			latest = max(latest, l.Number)
		}
	}
	return latest
}

// Before is the number to which people return when a line is cancelled: the last
// in force below it.
func (b *Book) Before(number int) int {
	before := 0
	for _, l := range b.Lines {
		if l.State == BookInForce && l.Number < number {
			before = max(before, l.Number)
		}
	}
	return before
}

// At are the rules of all lines up to a number but the cancelled ones. A line
// being cancelled still judges those who have not returned.
func (b *Book) At(number int) *Rules {
	if r, ok := b.at[number]; ok {
		return r
	}
	r := &Rules{Sets: map[int]RuleSet{}, Codes: b.Codes}
	var changes []uuid.UUID
	for _, l := range b.Lines {
		if l.Number > number || l.State == BookCancelled {
			continue // a set left out still needs an heir, below
		}
		switch l.Kind {
		case BookRules:
			r.Judge = max(r.Judge, l.RuleVersion)
			r.Sets[l.RuleVersion] = b.Sets[l.RuleVersion]
		case BookChange:
			changes = append(changes, l.ChangeID)
		case BookChangeEnd:
			changes = slices.DeleteFunc(changes, func(id uuid.UUID) bool { return id == l.ChangeID })
		}
	}
	for _, id := range changes {
		r.Changes = append(r.Changes, b.Changes[id])
	}
	for version := range b.Sets {
		if _, judges := r.Sets[version]; !judges {
			r.Sets[version] = r.Sets[r.Judge]
		}
	}
	if b.at == nil {
		b.at = map[int]*Rules{}
	}
	b.at[number] = r
	return r
}

// Trying are the rules in force with a set or a change added, as they would be.
func (b *Book) Trying(set *RuleSet, change *Change) *Rules {
	now := b.At(b.Latest())
	r := &Rules{Sets: maps.Clone(now.Sets), Judge: now.Judge, Codes: b.Codes, Changes: slices.Clone(now.Changes)}
	if set != nil {
		r.Sets[set.Version], r.Judge = *set, set.Version
	}
	if change != nil {
		r.Changes = append(r.Changes, *change)
	}
	return r
}

// line is the line of a number, the zero Line when there is none.
func (b *Book) line(number int) Line {
	for _, l := range b.Lines {
		if l.Number == number {
			return l
		}
	}
	return Line{}
}

// touches reports the competencies whose levels a line can move; nil means all.
func (b *Book) touches(l Line) []uuid.UUID {
	if l.Kind == BookRules {
		return nil
	}
	touched := []uuid.UUID{}
	rules := &Rules{Codes: b.Codes, Changes: []Change{b.Changes[l.ChangeID]}}
	for id := range b.Codes {
		if len(rules.judge(id).changes) > 0 {
			touched = append(touched, id)
		}
	}
	return touched
}

// effective is the instant by which a preview of a change looks at levels: when
// it has taken effect.
func (c Change) effective(now time.Time) time.Time {
	if c.From.After(now) {
		return c.From
	}
	return now
}
