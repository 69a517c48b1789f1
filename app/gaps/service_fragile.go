package gaps

import (
	"bytes"
	"context"
	"maps"
	"slices"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/audit"
	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/db"
	"camtay/app/evidence"
	"camtay/app/fault"
)

// names are what a list of needs is shown with.
type names struct {
	Competencies map[uuid.UUID]competency.Competency
	Procedures   map[uuid.UUID]procedure
	People       map[uuid.UUID]Person
}

// Fragile are what a commune needs with who can do it, weakest first.
type Fragile struct {
	Covered []Covered
	names   names
}

// Fragile looks at one commune today. That people were named is written to the
// audit log, here as in Fragilities and Without.
func (s *Service) Fragile(ctx context.Context, communeID uuid.UUID) (Fragile, error) {
	scope := access.ScopeOf(ctx, access.GapsRead)
	needs, skills, err := s.look(ctx, communeID, period{})
	if err != nil {
		return Fragile{}, err
	}
	out := Fragile{Covered: Weakest(Cover(needs, skills))}
	var only []uuid.UUID
	for _, c := range out.Covered {
		if len(c.Able) == 1 {
			only = append(only, c.Able[0])
		}
	}
	if out.names, err = s.named(ctx, scope, needs, only); err != nil {
		return Fragile{}, err
	}
	return out, s.logNamed(ctx, slices.Collect(maps.Keys(out.names.People)), nil)
}

// logNamed writes to the audit log that people were looked at for what hangs on them.
func (s *Service) logNamed(ctx context.Context, staffIDs []uuid.UUID, args map[string]any) error {
	slices.SortFunc(staffIDs, func(a, b uuid.UUID) int { return bytes.Compare(a[:], b[:]) })
	return audit.PutEach(ctx, s.db, "gaps.fragile_read", "staff", slices.Compact(staffIDs), args, s.clock.Now())
}

// look reads what a commune needs and who has which level in it.
func (s *Service) look(ctx context.Context, communeID uuid.UUID, p period) (needs []Need, skills []Skill, err error) {
	u, err := s.commune(ctx, communeID, access.GapsRead)
	if err != nil {
		return nil, nil, err
	}
	err = db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		if _, err := Refresh(ctx, tx); err != nil {
			return err
		}
		var err error
		if needs, err = needsOf(ctx, tx, u.ID); err != nil {
			return err
		}
		skills, err = skillsOf(ctx, tx, access.ScopeOf(ctx, access.GapsRead), u.ID, p)
		return err
	})
	return needs, skills, err
}

func (s *Service) named(ctx context.Context, scope access.Scope, needs []Need, staffIDs []uuid.UUID) (names, error) {
	var ids []uuid.UUID
	for _, n := range needs {
		ids = append(ids, n.CompetencyID)
	}
	var out names
	var err error
	if out.Competencies, err = competency.FindAll(ctx, s.db, ids); err != nil {
		return names{}, err
	}
	if out.Procedures, err = proceduresByID(ctx, s.db); err != nil {
		return names{}, err
	}
	out.People, err = peopleByID(ctx, s.db, scope, staffIDs)
	return out, err
}

// Fragilities are the communes that the acting person may read, the most fragile
// first.
func (s *Service) Fragilities(ctx context.Context, competencyID uuid.UUID) ([]Fragility, error) {
	var found []Fragility
	err := db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		if _, err := Refresh(ctx, tx); err != nil {
			return err
		}
		var err error
		found, err = Fragilities(ctx, tx, access.ScopeOf(ctx, access.GapsRead), competencyID)
		return err
	})
	if err != nil {
		return nil, err
	}
	var only []uuid.UUID
	for _, f := range found {
		if f.OnlyID != uuid.Nil {
			only = append(only, f.OnlyID)
		}
	}
	return found, s.logNamed(ctx, only, map[string]any{"competency_id": competencyID})
}

// Away is who is to be away from a commune, when, and (To) where they go. Until is
// the last day. A transfer has no end: its zero Until means one year.
type Away struct {
	StaffIDs []uuid.UUID
	From     clock.Day
	Until    clock.Day
	To       uuid.UUID
	Minimum  int
}

// maxAway is how many people one look takes away.
const maxAway = 50

// Absence is what people's absence does to their commune and to the one they go to.
type Absence struct {
	Drops      []Drop
	Lapses     []Lapse
	Neighbours []Neighbour
	Gains      []Drop
	People     []Person
	names      names
}

// Without looks at a commune without some of its people, and without the levels
// that lapse in the time. Faults: gaps.unit_not_found, gaps.no_commune,
// gaps.bad_period, gaps.nobody_away.
func (s *Service) Without(ctx context.Context, communeID uuid.UUID, a Away) (Absence, error) {
	p, err := a.period(clock.DayOf(s.clock.Now()))
	if err != nil {
		return Absence{}, err
	}
	needs, skills, err := s.look(ctx, communeID, p)
	if err != nil {
		return Absence{}, err
	}
	drifts, err := evidence.Ahead(ctx, s.db, peopleIn(skills), s.clock.Now(), p.Until.Start())
	if err != nil {
		return Absence{}, err
	}
	skills = Lasting(skills, drifts, p.From.Start(), p.Until.Start())
	out := Absence{
		Drops:  Without(needs, skills, a.StaffIDs, max(a.Minimum, 1)),
		Lapses: Lapses(needs, skills, drifts, a.StaffIDs),
	}
	if out.Gains, err = s.gains(ctx, a, skills); err != nil {
		return Absence{}, err
	}
	return out, s.nameAbsence(ctx, communeID, a, &out)
}

// period is the time away, to the first day no longer.
func (a Away) period(today clock.Day) (period, error) {
	p := period{From: a.From, Until: a.Until}
	if p.From.IsZero() {
		p.From = today
	}
	switch {
	case len(a.StaffIDs) == 0 || len(a.StaffIDs) > maxAway:
		return period{}, fault.New(fault.Invalid, "gaps.nobody_away")
	case p.Until.IsZero():
		p.Until = p.From.AddDays(365)
	case p.Until.Before(p.From):
		return period{}, fault.New(fault.Invalid, "gaps.bad_period")
	default:
		p.Until = p.Until.AddDays(1)
	}
	return p, nil
}

// nameAbsence finds the neighbours who could help and the names of all that an
// absence is told with.
func (s *Service) nameAbsence(ctx context.Context, communeID uuid.UUID, a Away, out *Absence) error {
	scope := access.ScopeOf(ctx, access.GapsRead)
	shown := needsIn(out.Drops, out.Gains)
	named := slices.Clone(a.StaffIDs)
	for _, l := range out.Lapses {
		shown = append(shown, Need{CompetencyID: l.CompetencyID})
		named = append(named, l.StaffID)
	}
	var err error
	if out.Neighbours, err = neighboursFor(ctx, s.db, scope, communeID, needsIn(out.Drops)); err != nil {
		return err
	}
	if out.names, err = s.named(ctx, scope, shown, named); err != nil {
		return err
	}
	for _, id := range a.StaffIDs {
		if person, known := out.names.People[id]; known {
			out.People = append(out.People, person)
		}
	}
	looked := slices.Collect(maps.Keys(out.names.People))
	for _, n := range out.Neighbours {
		if n.StaffID != uuid.Nil {
			looked = append(looked, n.StaffID)
		}
	}
	return s.logNamed(ctx, looked, nil)
}

// gains is what those who go bring to the unit they go to.
func (s *Service) gains(ctx context.Context, a Away, skills []Skill) ([]Drop, error) {
	if a.To == uuid.Nil {
		return nil, nil
	}
	needs, there, err := s.look(ctx, a.To, period{})
	if err != nil {
		return nil, err
	}
	var coming []Skill
	for _, skill := range skills {
		if slices.Contains(a.StaffIDs, skill.StaffID) {
			skill.Level = skill.Lasts
			coming = append(coming, skill)
		}
	}
	return Gains(needs, there, coming, max(a.Minimum, 1)), nil
}

func needsIn(lists ...[]Drop) []Need {
	var needs []Need
	for _, drops := range lists {
		for _, d := range drops {
			needs = append(needs, d.Need)
		}
	}
	return needs
}

func peopleIn(skills []Skill) []uuid.UUID {
	var people []uuid.UUID
	for _, skill := range skills {
		people = append(people, skill.StaffID)
	}
	return slices.Compact(people)
}
