package gaps

import (
	"context"
	"database/sql"
	"errors"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/audit"
	"camtay/app/competency"
	"camtay/app/db"
	"camtay/app/fault"
)

// ProcedureLine is a procedure with what it needs, and how far the communes that
// the acting person may read can do it today.
type ProcedureLine struct {
	procedure

	Needs []ProcedureNeed
	Tally Tally
}

// Procedures list procedures by what they need, one page, the cursor of the next,
// and all fields.
func (s *Service) Procedures(ctx context.Context, f ProcedureFilter) (lines []ProcedureLine, next string, fields []string, err error) {
	found, next, err := procedures(ctx, s.db, f)
	if err != nil {
		return nil, "", nil, err
	}
	ids := make([]uuid.UUID, 0, len(found))
	for _, p := range found {
		ids = append(ids, p.ID)
	}
	needs, err := needsByProcedure(ctx, s.db, ids)
	if err != nil {
		return nil, "", nil, err
	}
	var bars []Bar
	for _, of := range needs {
		bars = append(bars, barsOf(of)...)
	}
	communes, err := s.able(ctx, bars)
	if err != nil {
		return nil, "", nil, err
	}
	for _, p := range found {
		line := ProcedureLine{procedure: p, Needs: needs[p.ID]}
		if len(line.Needs) > 0 {
			line.Tally = TallyOf(communes, barsOf(line.Needs))
		}
		lines = append(lines, line)
	}
	fields, err = procedureFields(ctx, s.db)
	return lines, next, fields, err
}

// able counts who can meet bars in the communes that the acting person may read.
func (s *Service) able(ctx context.Context, bars []Bar) ([]CommuneAble, error) {
	var communes []CommuneAble
	err := db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		if _, err := Refresh(ctx, tx); err != nil {
			return err
		}
		var err error
		communes, err = ableOf(ctx, tx, access.ScopeOf(ctx, access.GapsRead), bars)
		return err
	})
	return communes, err
}

// Procedure is what one procedure needs, with what the posts of its steps require
// and the competencies by id.
type Procedure struct {
	procedure

	Needs        []ProcedureNeed
	Asks         []ActorAsk
	Competencies map[uuid.UUID]competency.Competency
	MayDecide    bool
}

// Procedure tells what a procedure needs. Fault: gaps.procedure_not_found.
func (s *Service) Procedure(ctx context.Context, procedureID uuid.UUID) (Procedure, error) {
	out := Procedure{MayDecide: access.Who(ctx).Holds(access.GapsProcedures)}
	all, err := proceduresByID(ctx, s.db)
	if err != nil {
		return Procedure{}, err
	}
	var known bool
	if out.procedure, known = all[procedureID]; !known {
		return Procedure{}, fault.New(fault.NotFound, "gaps.procedure_not_found")
	}
	needs, err := needsByProcedure(ctx, s.db, []uuid.UUID{procedureID})
	if err != nil {
		return Procedure{}, err
	}
	out.Needs = needs[procedureID]
	if out.Asks, err = actorAsks(ctx, s.db, procedureID); err != nil {
		return Procedure{}, err
	}
	var ids []uuid.UUID
	for _, n := range out.Needs {
		ids = append(ids, n.CompetencyID)
	}
	for _, a := range out.Asks {
		ids = append(ids, a.CompetencyID)
	}
	out.Competencies, err = competency.FindAll(ctx, s.db, ids)
	return out, err
}

// Reach is how far communes can do a procedure with what it needs today, and with
// what is tried instead.
type Reach struct {
	Communes []CommuneAble
	Needed   []Bar
	Tried    []Bar
}

// Reach looks at the communes that the acting person may read; nothing tried means
// as it stands. It changes nothing. Fault: gaps.procedure_not_found.
func (s *Service) Reach(ctx context.Context, procedureID uuid.UUID, tried []Bar) (Reach, error) {
	found, err := s.Procedure(ctx, procedureID)
	if err != nil {
		return Reach{}, err
	}
	out := Reach{Needed: barsOf(found.Needs), Tried: tried}
	if len(tried) == 0 {
		out.Tried = out.Needed
	}
	out.Communes, err = s.able(ctx, append(barsOf(found.Needs), tried...))
	return out, err
}

// DecideNeeds replaces what a procedure needs, of which seen is what the acting
// person saw before. Faults: gaps.procedure_not_found, gaps.competency_not_found,
// gaps.needs_twice, gaps.needs_changed.
func (s *Service) DecideNeeds(ctx context.Context, procedureID uuid.UUID, wishes []Wish, seen []Bar) error {
	if err := s.checkWishes(ctx, wishes); err != nil {
		return err
	}
	return s.writeNeeds(ctx, procedureID, seen, len(wishes), func(ctx context.Context, tx bun.Tx, before []ProcedureNeed) error {
		decided := ProcedureNeed{ProcedureID: procedureID, DecidedBy: access.Who(ctx).AccountID, DecidedAt: s.clock.Now()}
		return putNeeds(ctx, tx, procedureID, Decide(before, wishes, decided))
	})
}

// DraftNeeds forgets what was decided of a procedure and drafts it anew from the
// posts of its steps. Faults: gaps.procedure_not_found, gaps.needs_changed.
func (s *Service) DraftNeeds(ctx context.Context, procedureID uuid.UUID, seen []Bar) error {
	return s.writeNeeds(ctx, procedureID, seen, 0, func(ctx context.Context, tx bun.Tx, _ []ProcedureNeed) error {
		if err := dropNeeds(ctx, tx, procedureID); err != nil {
			return err
		}
		return DraftProcedures(ctx, tx)
	})
}

// writeNeeds holds a procedure while what it needs is written; it must be as seen.
func (s *Service) writeNeeds(
	ctx context.Context, procedureID uuid.UUID, seen []Bar, count int,
	write func(context.Context, bun.Tx, []ProcedureNeed) error,
) error {
	return db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		err := lockProcedure(ctx, tx, procedureID)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			return fault.New(fault.NotFound, "gaps.procedure_not_found")
		case err != nil:
			return err
		}
		before, err := needsByProcedure(ctx, tx, []uuid.UUID{procedureID})
		switch {
		case err != nil:
			return err
		case !Same(before[procedureID], seen):
			return fault.New(fault.Conflict, "gaps.needs_changed")
		}
		if err := write(ctx, tx, before[procedureID]); err != nil {
			return err
		}
		return audit.Put(ctx, tx, "gaps.procedure_needs", "procedure", procedureID, map[string]any{"competencies": count}, s.clock.Now())
	})
}

func (s *Service) checkWishes(ctx context.Context, wishes []Wish) error {
	var ids []uuid.UUID
	for _, w := range wishes {
		ids = append(ids, w.CompetencyID)
	}
	known, err := competency.FindAll(ctx, s.db, ids)
	if err != nil {
		return err
	}
	seen := map[uuid.UUID]bool{}
	for _, w := range wishes {
		_, found := known[w.CompetencyID]
		switch {
		case !found:
			return fault.New(fault.Invalid, "gaps.competency_not_found")
		case seen[w.CompetencyID]:
			return fault.New(fault.Invalid, "gaps.needs_twice")
		}
		seen[w.CompetencyID] = true
	}
	return nil
}
