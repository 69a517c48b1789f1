package programmes

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/fault"
	"camtay/app/matching"
)

// Adjustment is what an officer wants of one need: this mentor, no mentor at all
// (Mentor zero), not this mentor (Refuse), or what the matching finds (Clear).
type Adjustment struct {
	Learner uuid.UUID
	Need    string
	Mentor  uuid.UUID
	Refuse  bool
	Clear   bool
}

// Moved says that a need goes from one mentor to another; zero is none.
type Moved struct {
	Learner  uuid.UUID
	Need     string
	From, To uuid.UUID
}

// Adjusted is what an adjustment comes to: who moves and the figures before and
// after. Points is what it costs in points of gap closed less cost of seats; it is
// below zero when it is worth more, which only happens when a wish is taken back.
type Adjusted struct {
	Moved         []Moved
	Before, After ModeFigures
	Points        int64
}

// Try says what an adjustment would come to; nothing is kept.
func (s *Service) Try(ctx context.Context, id uuid.UUID, a Adjustment) (Adjusted, error) {
	p, err := s.Find(ctx, id)
	if err != nil {
		return Adjusted{}, err
	}
	if p.State != Ready {
		return Adjusted{}, fault.New(fault.Conflict, "programmes.not_ready")
	}
	h, err := s.hold(ctx, s.db, p)
	if err != nil {
		return Adjusted{}, err
	}
	return h.adjust(a)
}

// Adjust keeps an adjustment and everything that follows from it.
func (s *Service) Adjust(ctx context.Context, id uuid.UUID, a Adjustment) (Adjusted, error) {
	var out Adjusted
	_, err := s.change(ctx, id, "programmes.adjust", func(ctx context.Context, tx bun.Tx, p *Programme) error {
		if p.State != Ready {
			return fault.New(fault.Conflict, "programmes.not_ready")
		}
		h, err := s.hold(ctx, tx, *p)
		if err != nil {
			return err
		}
		if out, err = h.adjust(a); err != nil {
			return err
		}
		if err := putWish(ctx, tx, p.ID, a, access.Who(ctx).StaffID, s.clock.Now()); err != nil {
			return err
		}
		p.Figures = p.Figures.with(p.Mode, out.After)
		return keep(ctx, tx, *p, h.field, h.decided)
	})
	return out, err
}

// kept is a matched programme in memory.
type kept struct {
	field   *Field
	decided *Decided
	solver  *matching.Solver // nil under Acceptance
	wishes  Wishes
	outside []int64 // what needs cost unserved when nothing is fixed
	leaving int64   // a loss from which on somebody is left without a mentor
}

// hold takes a matched programme up as it was kept. Conflict programmes.stale when
// people, posts or levels have changed so that it is no longer what a matching would
// find.
func (s *Service) hold(ctx context.Context, db bun.IDB, p Programme) (*kept, error) {
	field, wishes, match, err := s.remembered(ctx, db, p)
	if err != nil {
		return nil, err
	}
	h, err := take(field, p.Aim, p.Mode, wishes, match)
	if errors.Is(err, matching.ErrNotOptimal) {
		return nil, fault.New(fault.Conflict, "programmes.stale")
	}
	return h, err
}

// remembered are the people of a matched programme as they stand now, what was
// decided about them, and the matching that was kept.
func (s *Service) remembered(ctx context.Context, db bun.IDB, p Programme) (*Field, Wishes, []int32, error) {
	field, err := LoadField(ctx, db, p, s.clock.Now())
	if err != nil {
		return nil, nil, nil, err
	}
	wishes, err := wishesOf(ctx, db, p.ID, true)
	if err != nil {
		return nil, nil, nil, err
	}
	match, err := keptMatch(ctx, db, p.ID, field)
	return field, WishesOf(wishes), match, err
}

// take takes a matching of a field up. matching.ErrNotOptimal when it is not what a
// run would find.
func take(field *Field, aim Aim, mode Mode, wishes Wishes, match []int32) (*kept, error) {
	problem, err := field.Problem(aim, wishes, func(int, int) error { return nil })
	if err != nil {
		return nil, err
	}
	h := &kept{
		field: field, wishes: wishes, outside: field.outside(problem, aim), leaving: math.MaxInt64,
		decided: &Decided{Problem: problem, Match: match},
	}
	if aim == Everyone {
		h.leaving = field.swing(problem)
	}
	if mode == Optimum {
		if h.solver, err = matching.Restore(problem, match); err != nil {
			return nil, fmt.Errorf("restore matching: %w", err)
		}
	}
	h.recall()
	var dropped []int
	if h.decided.Meetings, dropped = field.Timetable(match); len(dropped) > 0 {
		return nil, fmt.Errorf("%d pairs without a half-day: %w", len(dropped), matching.ErrNotOptimal)
	}
	return h, nil
}

// recall takes up the pairs that earlier runs gave up.
func (h *kept) recall() {
	for i := range h.field.Needs {
		n := &h.field.Needs[i]
		for _, w := range h.wishes.of(n) {
			if j := h.option(i, w.Mentor); w.Cover && j != matching.None {
				h.decided.GivenUp = append(h.decided.GivenUp, matching.Move{Learner: int32(i), From: j, To: matching.None})
			}
		}
	}
}

func (h *kept) adjust(a Adjustment) (Adjusted, error) {
	i := slices.IndexFunc(h.field.Needs, func(n Need) bool { return n.Learner == a.Learner && n.Group == a.Need })
	if i < 0 {
		return Adjusted{}, fault.New(fault.NotFound, "programmes.no_need")
	}
	if a.Mentor != uuid.Nil {
		if h.option(i, a.Mentor) == matching.None {
			return Adjusted{}, fault.New(fault.Conflict, "programmes.impossible")
		}
	}
	out := Adjusted{Before: h.field.figures(h.decided)}
	before := slices.Clone(h.decided.Match)
	h.apply(i, a)
	if err := h.settle(); err != nil {
		return Adjusted{}, err
	}
	for k := range h.field.Needs {
		if h.field.fixed[k] && h.decided.Match[k] == matching.None && (k == i || before[k] != matching.None) {
			return Adjusted{}, fault.New(fault.Conflict, "programmes.impossible")
		}
	}
	out.After = h.field.figures(h.decided)
	out.Points = out.Before.Value - out.Before.Seats - out.After.Value + out.After.Seats
	for k, to := range h.decided.Match {
		if to != before[k] {
			n := &h.field.Needs[k]
			out.Moved = append(out.Moved, Moved{n.Learner, n.Group, h.person(before[k]), h.person(to)})
		}
	}
	return out, nil
}

// option is the helper of a need by person, on or off, or None.
func (h *kept) option(i int, mentor uuid.UUID) int32 {
	p := h.decided.Problem
	for k := p.Start[i]; k < p.Start[i+1]; k++ {
		if h.field.Helpers[p.Mentor[k]].Mentor == mentor {
			return p.Mentor[k]
		}
	}
	return matching.None
}

func (h *kept) person(j int32) uuid.UUID {
	if j == matching.None {
		return uuid.Nil
	}
	return h.field.Helpers[j].Mentor
}

// apply limits a need to what its wishes allow once the adjustment is made.
func (h *kept) apply(i int, a Adjustment) {
	n := &h.field.Needs[i]
	mine := after(h.wishes.of(n), a)
	h.wishes[wishKey{n.Learner, n.Group}] = mine
	h.field.fixed[i] = h.wishes.binds(n)
	outside := h.outside[i]
	if h.field.fixed[i] {
		outside = matching.Most
	}
	h.decided.GivenUp = slices.DeleteFunc(h.decided.GivenUp, func(m matching.Move) bool {
		return m.Learner == int32(i) && !slices.ContainsFunc(mine, func(w Wish) bool { return w.Cover && w.Mentor == h.person(m.From) })
	})
	may := func(j int32) bool { return allow(mine, h.person(j)) }
	if h.solver != nil {
		h.solver.Limit(int32(i), may, outside)
		return
	}
	p := h.decided.Problem
	p.End[i], p.Outside[i] = p.Start[i+1], outside
	for k := p.End[i] - 1; k >= p.Start[i]; k-- {
		if !may(p.Mentor[k]) {
			switchOff(p, i, p.Mentor[k])
		}
	}
}

// settle gives every pair its half-day; those that find none are given up.
func (h *kept) settle() error {
	for range len(h.field.Needs) + 1 {
		if h.solver != nil {
			h.decided.Match = h.solver.Matching()
		} else {
			h.decided.Match = matching.Accept(h.decided.Problem)
		}
		meetings, dropped := h.field.Timetable(h.decided.Match)
		if len(dropped) == 0 {
			h.decided.Meetings = meetings
			return nil
		}
		for _, i := range dropped {
			h.decided.giveUp(i)
			if h.solver != nil {
				h.solver.Allow(int32(i), h.decided.Match[i], false)
			} else {
				switchOff(h.decided.Problem, i, h.decided.Match[i])
			}
		}
	}
	return fault.New(fault.Conflict, "programmes.impossible")
}

// keptMatch reads the matching of a programme as places in a field.
func keptMatch(ctx context.Context, db bun.IDB, id uuid.UUID, f *Field) ([]int32, error) {
	var rows []pairRow
	if err := db.NewSelect().Model(&rows).Where("programme_id = ?", id).Scan(ctx); err != nil {
		return nil, fmt.Errorf("read pairs of programme: %w", err)
	}
	mentor := map[uuid.UUID]int32{}
	for j := range f.Helpers {
		mentor[f.Helpers[j].Mentor] = int32(j)
	}
	kept := map[wishKey]int32{}
	for _, r := range rows {
		if j, known := mentor[r.MentorID]; known && r.MentorID != uuid.Nil {
			kept[wishKey{r.LearnerID, r.Need}] = j
		}
	}
	match := make([]int32, len(f.Needs))
	for i := range f.Needs {
		j, paired := kept[wishKey{f.Needs[i].Learner, f.Needs[i].Group}]
		if !paired {
			j = matching.None
		}
		match[i] = j
	}
	return match, nil
}

// putWish keeps what was decided about a need, as after says.
func putWish(ctx context.Context, tx bun.Tx, id uuid.UUID, a Adjustment, by uuid.UUID, now time.Time) error {
	if !a.Refuse {
		if _, err := tx.ExecContext(ctx, `delete from programme_wishes
			where programme_id = ? and learner_id = ? and need = ? and (fixed or ?) and not cover`, id, a.Learner, a.Need, a.Clear); err != nil {
			return fmt.Errorf("take back wish: %w", err)
		}
	}
	if a.Clear {
		return nil
	}
	_, err := tx.ExecContext(ctx, `insert into programme_wishes (programme_id, learner_id, need, mentor_id, fixed, made_by, made_at)
		values (?, ?, ?, ?, ?, ?, ?)
		on conflict (programme_id, learner_id, need, mentor_id) do update
		set fixed = excluded.fixed, cover = false, made_by = excluded.made_by, made_at = excluded.made_at`,
		id, a.Learner, a.Need, orNull(a.Mentor), !a.Refuse, by, now)
	if err != nil {
		return fmt.Errorf("keep wish: %w", err)
	}
	return nil
}

func orNull(id uuid.UUID) any {
	if id == uuid.Nil {
		return nil
	}
	return id
}
