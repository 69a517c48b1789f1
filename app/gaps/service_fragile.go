package gaps

import (
	"context"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/audit"
	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/db"
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

// Fragile looks at one commune today.
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
	out.names, err = s.named(ctx, scope, needs, only)
	return out, err
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
	return found, err
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
	Neighbours []Neighbour
	Gains      []Drop
	People     []Person
	names      names
}

// Without looks at a commune without some of its people. Faults:
// gaps.unit_not_found, gaps.no_commune, gaps.bad_period, gaps.nobody_away.
func (s *Service) Without(ctx context.Context, communeID uuid.UUID, a Away) (Absence, error) {
	p := period{From: a.From, Until: a.Until}
	if p.From.IsZero() {
		p.From = clock.DayOf(s.clock.Now())
	}
	switch {
	case len(a.StaffIDs) == 0 || len(a.StaffIDs) > maxAway:
		return Absence{}, fault.New(fault.Invalid, "gaps.nobody_away")
	case p.Until.IsZero():
		p.Until = p.From.AddDays(365)
	case p.Until.Before(p.From):
		return Absence{}, fault.New(fault.Invalid, "gaps.bad_period")
	default:
		p.Until = p.Until.AddDays(1)
	}
	scope := access.ScopeOf(ctx, access.GapsRead)
	needs, skills, err := s.look(ctx, communeID, p)
	if err != nil {
		return Absence{}, err
	}
	out := Absence{Drops: Without(needs, skills, a.StaffIDs, max(a.Minimum, 1))}
	if out.Gains, err = s.gains(ctx, a, skills); err != nil {
		return Absence{}, err
	}
	shown := needsIn(out.Drops, out.Gains)
	if out.Neighbours, err = neighboursFor(ctx, s.db, scope, communeID, needsIn(out.Drops)); err != nil {
		return Absence{}, err
	}
	if out.names, err = s.named(ctx, scope, shown, a.StaffIDs); err != nil {
		return Absence{}, err
	}
	for _, id := range a.StaffIDs {
		if person, known := out.names.People[id]; known {
			out.People = append(out.People, person)
		}
	}
	return out, nil
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
		for _, id := range a.StaffIDs {
			if skill.StaffID == id {
				coming = append(coming, skill)
			}
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

// ProcedureNeeds are what a procedure needs of those who handle it.
func (s *Service) ProcedureNeeds(ctx context.Context, procedureID uuid.UUID) ([]Need, map[uuid.UUID]competency.Competency, error) {
	needs, err := procedureNeeds(ctx, s.db, procedureID)
	if err != nil {
		return nil, nil, err
	}
	n, err := s.named(ctx, access.Scope{}, needs, nil)
	if err != nil {
		return nil, nil, err
	}
	if _, known := n.Procedures[procedureID]; !known {
		return nil, nil, fault.New(fault.NotFound, "gaps.procedure_not_found")
	}
	return needs, n.Competencies, nil
}

// PutProcedureNeeds replaces what a procedure needs. Faults:
// gaps.procedure_not_found, gaps.competency_not_found, gaps.needs_twice.
func (s *Service) PutProcedureNeeds(ctx context.Context, procedureID uuid.UUID, needs []Need) error {
	n, err := s.named(ctx, access.Scope{}, needs, nil)
	if err != nil {
		return err
	}
	if _, known := n.Procedures[procedureID]; !known {
		return fault.New(fault.NotFound, "gaps.procedure_not_found")
	}
	seen := map[uuid.UUID]bool{}
	for _, need := range needs {
		_, known := n.Competencies[need.CompetencyID]
		switch {
		case !known:
			return fault.New(fault.Invalid, "gaps.competency_not_found")
		case seen[need.CompetencyID]:
			return fault.New(fault.Invalid, "gaps.needs_twice")
		}
		seen[need.CompetencyID] = true
	}
	return db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		if err := putProcedureNeeds(ctx, tx, procedureID, needs); err != nil {
			return err
		}
		return audit.Put(ctx, tx, "gaps.procedure_needs", "procedure", procedureID, map[string]any{"competencies": len(needs)}, s.clock.Now())
	})
}
