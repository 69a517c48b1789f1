package gaps

import (
	"cmp"
	"slices"

	"github.com/google/uuid"
)

// Need is a level of one competency that somebody in a unit must have: what the
// most demanding post there requires, or (ProcedureID) what a procedure needs.
type Need struct {
	ProcedureID  uuid.UUID
	CompetencyID uuid.UUID
	Level        int16
	Critical     bool
}

// Skill is one person's level in one competency. Stays reports that the person
// is there for the whole of the period looked at; Lasts is the level that holds
// through all of it unless new evidence comes.
type Skill struct {
	StaffID      uuid.UUID
	CompetencyID uuid.UUID
	Level        int16
	Stays        bool
	Lasts        int16
}

// Covered is a need with those who can meet it today.
type Covered struct {
	Need

	Able []uuid.UUID
}

// Cover finds who can meet each need today; needs stand in the order given.
func Cover(needs []Need, skills []Skill) []Covered {
	by := map[uuid.UUID][]Skill{}
	for _, s := range skills {
		by[s.CompetencyID] = append(by[s.CompetencyID], s)
	}
	covered := make([]Covered, 0, len(needs))
	for _, n := range needs {
		c := Covered{Need: n}
		for _, s := range by[n.CompetencyID] {
			if s.Level >= n.Level {
				c.Able = append(c.Able, s.StaffID)
			}
		}
		covered = append(covered, c)
	}
	return covered
}

// Weakest puts needs that fewest can meet first, critical before others, else in
// the order given.
func Weakest(covered []Covered) []Covered {
	sorted := slices.Clone(covered)
	slices.SortStableFunc(sorted, func(a, b Covered) int {
		return cmp.Or(cmp.Compare(len(a.Able), len(b.Able)), boolOrder(a.Critical, b.Critical))
	})
	return sorted
}

// Drop is a need that fewer can meet when people are away: Today can, After
// still can through the whole period. Lapsing are there but lose the level in it.
type Drop struct {
	Need

	Today   int
	After   int
	Lapsing int
}

// Without are the needs that fall below a minimum when people are away for a
// period, the emptiest first, critical before others. What nobody loses is not
// among them, however few can meet it. The more people are away, the more drops
// and the lower they fall.
func Without(needs []Need, skills []Skill, away []uuid.UUID, minimum int) []Drop {
	there := present(skills, away)
	lasting := slices.Clone(there)
	for i := range lasting {
		lasting[i].Level = lasting[i].Lasts
	}
	today, present, after := Cover(needs, skills), Cover(needs, there), Cover(needs, lasting)
	var drops []Drop
	for i, n := range needs {
		d := Drop{Need: n, Today: len(today[i].Able), After: len(after[i].Able)}
		d.Lapsing = len(present[i].Able) - d.After
		if d.After < d.Today && d.After < minimum {
			drops = append(drops, d)
		}
	}
	slices.SortStableFunc(drops, func(a, b Drop) int {
		return cmp.Or(cmp.Compare(a.After, b.After), boolOrder(a.Critical, b.Critical))
	})
	return drops
}

// present are the skills of those who are there for the whole period.
func present(skills []Skill, away []uuid.UUID) []Skill {
	return slices.DeleteFunc(slices.Clone(skills), func(s Skill) bool {
		return !s.Stays || slices.Contains(away, s.StaffID)
	})
}

// Gains are the needs of another unit, below a minimum there, that somebody who
// comes can meet.
func Gains(needs []Need, there, coming []Skill, minimum int) []Drop {
	today, with := Cover(needs, there), Cover(needs, append(slices.Clone(there), coming...))
	var gains []Drop
	for i, n := range needs {
		d := Drop{Need: n, Today: len(today[i].Able), After: len(with[i].Able)}
		if d.Today < minimum && d.After > d.Today {
			gains = append(gains, d)
		}
	}
	return gains
}
