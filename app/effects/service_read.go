package effects

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/fault"
)

// Summary is what mentoring changed, of what a filter asks for.
type Summary struct {
	Tally

	MadeAt       time.Time // of the comparison; zero when there was none yet
	All          Compared
	Measured     Compared
	Competencies []GroupEffect
	Communes     []GroupEffect
}

// Compared is an estimate with what it was made from. Everyone counts the
// comparison of the whole province, before any filter.
type Compared struct {
	Estimate

	Treated  int // mentored people of the filter, matched or not
	Everyone basisRow
	Balance  []balanceRow
}

// GroupEffect is a group's sums with its effect, drawn towards that of all.
type GroupEffect struct {
	Group

	Effect Estimate
}

// Summary reads sums and comparison over learners whom the acting person may read.
func (s *Service) Summary(ctx context.Context, f Filter) (Summary, error) {
	scope, today := access.ScopeOf(ctx, access.EffectsRead), clock.DayOf(s.clock.Now())
	f.Q, f.Standing = "", ""
	var out Summary
	var err error
	if out.Tally, err = tally(ctx, s.db, scope, f, today); err != nil {
		return Summary{}, err
	}
	last, err := latestRun(ctx, s.db)
	if err != nil {
		return Summary{}, err
	}
	out.MadeAt = last.MadeAt
	found, err := differences(ctx, s.db, scope, f, BasisAll, today)
	if err != nil {
		return Summary{}, err
	}
	if out.All, err = s.compared(ctx, found, BasisAll); err != nil {
		return Summary{}, err
	}
	looked, err := differences(ctx, s.db, scope, f, BasisMeasured, today)
	if err != nil {
		return Summary{}, err
	}
	if out.Measured, err = s.compared(ctx, looked, BasisMeasured); err != nil {
		return Summary{}, err
	}
	skills, err := byCompetency(ctx, s.db, scope, f, today)
	if err != nil {
		return Summary{}, err
	}
	out.Competencies = withEffects(skills, found, out.All.Estimate, func(p placed) uuid.UUID { return p.CompetencyID })
	communes, err := byCommune(ctx, s.db, scope, f, today)
	if err != nil {
		return Summary{}, err
	}
	out.Communes = withEffects(communes, found, out.All.Estimate, func(p placed) uuid.UUID { return p.CommuneID })
	return out, nil
}

func (s *Service) compared(ctx context.Context, found []placed, basis string) (Compared, error) {
	b, balance, err := basisOf(ctx, s.db, basis)
	return Compared{Estimate: EstimateOf(plain(found)), Treated: len(found), Everyone: b, Balance: balance}, err
}

func plain(found []placed) []Difference {
	all := make([]Difference, 0, len(found))
	for _, p := range found {
		all = append(all, p.Difference)
	}
	return all
}

func groupsOf(found []placed, by func(placed) uuid.UUID) map[uuid.UUID][]Difference {
	groups := map[uuid.UUID][]Difference{}
	for _, p := range found {
		groups[by(p)] = append(groups[by(p)], p.Difference)
	}
	return groups
}

func withEffects(groups []Group, found []placed, all Estimate, by func(placed) uuid.UUID) []GroupEffect {
	shrunk := Shrunk(groupsOf(found, by), all)
	out := make([]GroupEffect, 0, len(groups))
	for _, g := range groups {
		out = append(out, GroupEffect{g, shrunk[g.ID]})
	}
	return out
}

// Pairs lists competencies of pairs that are over, of learners whom the acting
// person may read, and the day on which they stand as they do.
func (s *Service) Pairs(ctx context.Context, f Filter) ([]Row, string, clock.Day, error) {
	today := clock.DayOf(s.clock.Now())
	found, next, err := Pairs(ctx, s.db, access.ScopeOf(ctx, access.EffectsRead), f, today)
	return found, next, today, err
}

// Burden is how the load lies, over all and by commune.
type Burden struct {
	All      Fairness
	Communes []CommuneBurden
}

// CommuneBurden is how the load lies in one commune.
type CommuneBurden struct {
	ID   uuid.UUID
	Name string
	Fairness
}

// Burden reads how the load lies among mentors whom the acting person may read.
func (s *Service) Burden(ctx context.Context, unitID uuid.UUID) (Burden, error) {
	all, err := loads(ctx, s.db, access.ScopeOf(ctx, access.EffectsRead), unitID, clock.DayOf(s.clock.Now()))
	if err != nil {
		return Burden{}, err
	}
	out := Burden{All: FairnessOf(carriedBy(all))}
	for rest := all; len(rest) > 0; {
		n := slices.IndexFunc(rest, func(m MentorRow) bool { return m.CommuneID != rest[0].CommuneID })
		if n < 0 {
			n = len(rest)
		}
		out.Communes = append(out.Communes, CommuneBurden{rest[0].CommuneID, rest[0].CommuneName, FairnessOf(carriedBy(rest[:n]))})
		rest = rest[n:]
	}
	return out, nil
}

func carriedBy(mentors []MentorRow) []Carried {
	all := make([]Carried, 0, len(mentors))
	for _, m := range mentors {
		all = append(all, m.Carried)
	}
	return all
}

// Flag keeps mentors who carry too much, or nobody though they could.
type Flag string

// The flags; empty keeps all.
const (
	FlagOver Flag = "over"
	FlagIdle Flag = "idle"
)

// Mentor is a mentor's row with the effect credited.
type Mentor struct {
	MentorRow

	Effect Estimate
}

// Mentors lists mentors whom the acting person may read.
func (s *Service) Mentors(ctx context.Context, f Filter, flag Flag) ([]Mentor, string, error) {
	scope, today := access.ScopeOf(ctx, access.EffectsRead), clock.DayOf(s.clock.Now())
	var only []uuid.UUID
	if flag != "" {
		all, err := loads(ctx, s.db, scope, f.UnitID, today)
		if err != nil {
			return nil, "", err
		}
		only = []uuid.UUID{}
		for _, m := range all {
			if flag == FlagOver && m.Over() || flag == FlagIdle && m.Idle() {
				only = append(only, m.StaffID)
			}
		}
	}
	found, next, err := Mentors(ctx, s.db, scope, f, only, today)
	if err != nil {
		return nil, "", err
	}
	shrunk, err := s.byMentor(ctx, Filter{CompetencyID: f.CompetencyID, From: f.From, Until: f.Until})
	if err != nil {
		return nil, "", err
	}
	out := make([]Mentor, 0, len(found))
	for _, m := range found {
		out = append(out, Mentor{m, shrunk[m.StaffID]})
	}
	return out, next, nil
}

// byMentor are the effects credited to mentors, over learners everywhere.
func (s *Service) byMentor(ctx context.Context, f Filter) (map[uuid.UUID]Estimate, error) {
	tops, err := rootPaths(ctx, s.db)
	if err != nil {
		return nil, err
	}
	found, err := differences(ctx, s.db, access.Everywhere(tops...), f, BasisAll, clock.DayOf(s.clock.Now()))
	if err != nil {
		return nil, err
	}
	return Shrunk(groupsOf(found, func(p placed) uuid.UUID { return p.MentorID }), EstimateOf(plain(found))), nil
}

// Record is a mentor with the pairs that are over.
type Record struct {
	Mentor

	Rows []Row
	On   clock.Day
}

// MyRecord is the acting mentor's own. Faults: NotFound auth.no_staff,
// effects.no_mentor.
func (s *Service) MyRecord(ctx context.Context) (Record, error) {
	me, err := self(ctx)
	if err != nil {
		return Record{}, err
	}
	return s.record(ctx, me)
}

// RecordOf is that of a mentor whom the acting person may read. Fault: NotFound
// effects.no_mentor.
func (s *Service) RecordOf(ctx context.Context, mentorID uuid.UUID) (Record, error) {
	r, err := s.record(ctx, mentorID)
	if err == nil && !access.May(ctx, access.EffectsRead, r.UnitPath) {
		return Record{}, fault.New(fault.NotFound, "effects.no_mentor")
	}
	return r, err
}

func (s *Service) record(ctx context.Context, mentorID uuid.UUID) (Record, error) {
	today := clock.DayOf(s.clock.Now())
	m, err := oneMentor(ctx, s.db, mentorID, today)
	if err != nil {
		return Record{}, shown(err)
	}
	shrunk, err := s.byMentor(ctx, Filter{})
	if err != nil {
		return Record{}, err
	}
	rows, err := ofMentor(ctx, s.db, mentorID)
	return Record{Mentor: Mentor{m, shrunk[mentorID]}, Rows: rows, On: today}, err
}

// shown turns what was not found into a fault.
func shown(err error) error {
	if errors.Is(err, ErrNoMentor) {
		return fault.New(fault.NotFound, "effects.no_mentor").Because(err)
	}
	return err
}
