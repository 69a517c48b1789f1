package programmes

import (
	"slices"

	"github.com/google/uuid"

	"camtay/app/matching"
)

// Wishes are found by need.
type Wishes map[wishKey][]Wish

type wishKey struct {
	learner uuid.UUID
	group   string
}

// WishesOf sorts wishes by need.
func WishesOf(all []Wish) Wishes {
	w := Wishes{}
	for _, one := range all {
		k := wishKey{one.Learner, one.Group}
		w[k] = append(w[k], one)
	}
	return w
}

// of are the wishes about a need.
func (w Wishes) of(n *Need) []Wish {
	if len(w) == 0 {
		return nil
	}
	return w[wishKey{n.Learner, n.Group}]
}

// binds reports that an officer fixed a mentor for a need.
func (w Wishes) binds(n *Need) bool {
	return slices.ContainsFunc(w.of(n), func(one Wish) bool { return one.Fixed && one.Mentor != uuid.Nil })
}

// allow reports whether a need may have a mentor. What an officer fixed goes before
// what was refused.
func allow(wishes []Wish, mentor uuid.UUID) bool {
	if fixed := slices.IndexFunc(wishes, func(w Wish) bool { return w.Fixed }); fixed >= 0 {
		return wishes[fixed].Mentor == mentor
	}
	return !slices.ContainsFunc(wishes, func(w Wish) bool { return w.Mentor == mentor })
}

// part parts the offers of a need into those that its wishes allow and others.
func (w Wishes) part(f *Field, i int, offers []offer) (on, off []offer) {
	mine := w.of(&f.Needs[i])
	if len(mine) == 0 {
		return offers, nil
	}
	for _, o := range offers {
		if allow(mine, f.Helpers[o.helper].Mentor) {
			on = append(on, o)
		} else {
			off = append(off, o)
		}
	}
	return on, off
}

// after are the wishes about a need once an adjustment is made: one of a mentor
// takes the place of an earlier one of the same mentor, a fixed mentor that of
// another, and taking back leaves what officers did not decide.
func after(wishes []Wish, a Adjustment) []Wish {
	kept := slices.DeleteFunc(slices.Clone(wishes), func(w Wish) bool {
		officers := !w.Past && !w.Cover
		switch {
		case a.Clear:
			return officers
		case w.Mentor == a.Mentor && !w.Past:
			return true
		}
		return w.Fixed && !a.Refuse
	})
	if a.Clear {
		return kept
	}
	return append(kept, Wish{Learner: a.Learner, Group: a.Need, Mentor: a.Mentor, Fixed: !a.Refuse})
}

// gaveUp turns the fixed pairs that found no half-day into ones refused by the run,
// and reports whether there are any.
func (w Wishes) gaveUp(f *Field, moves []matching.Move) bool {
	found := false
	for _, m := range moves {
		mine := w.of(&f.Needs[m.Learner])
		for k := range mine {
			if mine[k].Fixed && mine[k].Mentor == f.Helpers[m.From].Mentor {
				mine[k].Fixed, mine[k].Cover, found = false, true, true
			}
		}
	}
	return found
}
