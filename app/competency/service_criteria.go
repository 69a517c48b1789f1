package competency

import (
	"context"
	"slices"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/audit"
	"camtay/app/db"
	"camtay/app/fault"
)

// subject is the audit log's name for a source of criteria.
const subject = "criteria"

// Judged is a source with the criteria that hold, the draft of the next ones and
// all versions, the latest first. Version 0 of InForce is the set its claims
// stand for. Asks are the questions of a test.
type Judged struct {
	Listed

	InForce  Set
	Version  int
	Draft    *Version
	Versions []Version
	Asks     []Ask
	Titles   map[Source]string
	Names    map[uuid.UUID]Competency
	CanEdit  bool
}

// Ask is a question of a test with what it asks about.
type Ask struct {
	ID     uuid.UUID
	Code   string
	StemVI string
	Tags   []Claim
}

// Criteria is one source with its criteria, or NotFound.
func (s *Service) Criteria(ctx context.Context, source Source) (Judged, error) {
	j, err := s.judged(ctx, s.db, source)
	if err != nil {
		return Judged{}, err
	}
	j.CanEdit = s.mayEdit(ctx) == nil
	needed := slices.Concat([]Source{source}, j.InForce.Needs())
	claims := j.InForce.Shows()
	for _, v := range j.Versions {
		needed = append(needed, v.Set.Needs()...)
		claims = append(claims, v.Set.Shows()...)
	}
	for _, a := range j.Asks {
		claims = append(claims, a.Tags...)
	}
	if j.Titles, err = titlesOf(ctx, s.db, needed); err != nil {
		return Judged{}, err
	}
	ids := make([]uuid.UUID, 0, len(claims))
	for _, c := range claims {
		ids = append(ids, c.CompetencyID)
	}
	j.Names, err = FindAll(ctx, s.db, ids)
	return j, err
}

func (s *Service) judged(ctx context.Context, db bun.IDB, source Source) (Judged, error) {
	listed, ok, err := findSource(ctx, db, source)
	switch {
	case err != nil:
		return Judged{}, err
	case !ok || !slices.Contains(judgedKinds(), source.Kind):
		return Judged{}, fault.New(fault.NotFound, "criteria.not_found")
	}
	j := Judged{Listed: listed}
	if j.Versions, err = versionsOf(ctx, db, source); err != nil {
		return Judged{}, err
	}
	for i, v := range j.Versions {
		if v.State == Draft {
			j.Draft = &j.Versions[i]
		}
	}
	paper := Paper{}
	if source.Kind == SourceQuiz {
		if j.Asks, paper.Pass, err = asksOf(ctx, db, source.ID); err != nil {
			return Judged{}, err
		}
		for _, a := range j.Asks {
			paper.QuestionIDs = append(paper.QuestionIDs, a.ID)
		}
	}
	b, err := bind(ctx, db, source, paper)
	if err != nil {
		return Judged{}, err
	}
	j.InForce, j.Version = b.set, b.version
	for i, a := range j.Asks {
		j.Asks[i].Tags = b.tags[a.ID]
	}
	return j, nil
}

// WriteDraft writes the draft of a source's criteria over the one there is. A set
// that makes no sense is refused with each fault at its node. Criteria hold
// everywhere, so the permission must hold over the whole tree (Forbidden else).
func (s *Service) WriteDraft(ctx context.Context, source Source, set Set) error {
	return s.change(ctx, source, "competency.criteria_draft", func(ctx context.Context, tx bun.Tx, j Judged) error {
		if err := s.check(ctx, tx, j, source, set); err != nil {
			return err
		}
		return putDraft(ctx, tx, source, set, access.Who(ctx).StaffID, s.clock.Now())
	})
}

// DropDraft gives the draft up; it is kept as outdated.
func (s *Service) DropDraft(ctx context.Context, source Source) error {
	return s.change(ctx, source, "competency.criteria_drop", func(ctx context.Context, tx bun.Tx, _ Judged) error {
		return s.move(ctx, tx, source, Draft, Outdated)
	})
}

// Publish makes the draft of that number the criteria in force, from the next
// result on; what was proved before stays. The set in force becomes outdated.
// What the draft speaks of may have changed since it was written, so it is
// checked again. A draft written anew meanwhile is a Conflict.
func (s *Service) Publish(ctx context.Context, source Source, version int) error {
	return s.change(ctx, source, "competency.criteria_publish", func(ctx context.Context, tx bun.Tx, j Judged) error {
		if j.Draft == nil || j.Draft.Version != version {
			return fault.New(fault.Conflict, "criteria.no_draft")
		}
		if err := s.check(ctx, tx, j, source, j.Draft.Set); err != nil {
			return err
		}
		now := s.clock.Now()
		if _, err := moveState(ctx, tx, source, Published, Outdated, now); err != nil {
			return err
		}
		return s.move(ctx, tx, source, Draft, Published)
	})
}

// Retire takes the published criteria out of force: from the next result on the
// source proves what its claims say.
func (s *Service) Retire(ctx context.Context, source Source) error {
	return s.change(ctx, source, "competency.criteria_retire", func(ctx context.Context, tx bun.Tx, _ Judged) error {
		return s.move(ctx, tx, source, Published, Outdated)
	})
}

func (s *Service) move(ctx context.Context, tx bun.Tx, source Source, from, to string) error {
	moved, err := moveState(ctx, tx, source, from, to, s.clock.Now())
	if err == nil && !moved {
		return fault.New(fault.Conflict, "criteria.nothing_there")
	}
	return err
}

// change lets an officer change the criteria of a source, one at a time, and
// writes the deed to the audit log.
func (s *Service) change(ctx context.Context, source Source, deed string, do func(context.Context, bun.Tx, Judged) error) error {
	if err := s.mayEdit(ctx); err != nil {
		return err
	}
	return db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		if err := lockCriteria(ctx, tx); err != nil {
			return err
		}
		j, err := s.judged(ctx, tx, source)
		if err != nil {
			return err
		}
		if err := do(ctx, tx, j); err != nil {
			return err
		}
		return audit.Put(ctx, tx, deed, subject, source.ID, map[string]any{"kind": source.Kind, "code": j.Code}, s.clock.Now())
	})
}

func (s *Service) check(ctx context.Context, tx bun.Tx, j Judged, source Source, set Set) error {
	known, err := catalogueOf(ctx, tx, source, set)
	if err != nil {
		return err
	}
	known.Questions = make(map[uuid.UUID][]Claim, len(j.Asks))
	for _, a := range j.Asks {
		known.Questions[a.ID] = a.Tags
	}
	faults := Check(source, set, known)
	if len(faults) == 0 {
		return nil
	}
	refused := fault.New(fault.Invalid, "criteria.refused")
	for _, f := range faults {
		refused.Fields = append(refused.Fields, fault.Field{Location: "body." + f.Location, Key: f.Key, Args: f.Args})
	}
	return refused
}

func (s *Service) mayEdit(ctx context.Context) error {
	tops, err := roots(ctx, s.db)
	if err != nil {
		return err
	}
	for _, top := range tops {
		if !access.May(ctx, access.CriteriaEdit, top) {
			return fault.New(fault.Forbidden, "criteria.not_yours")
		}
	}
	return nil
}

// judgedKinds are the kinds of sources that have criteria of their own.
func judgedKinds() []string {
	return []string{SourceCourse, SourceQuiz, SourceClass}
}

// Sources are what can be finished, one page with the cursor of the next and the
// competencies they show, by id.
func (s *Service) Sources(ctx context.Context, f SourceFilter) ([]Listed, map[uuid.UUID]Competency, string, error) {
	found, next, err := ListSources(ctx, s.db, f)
	if err != nil {
		return nil, nil, "", err
	}
	var ids []uuid.UUID
	for _, l := range found {
		for _, c := range l.Shows {
			ids = append(ids, c.CompetencyID)
		}
	}
	names, err := FindAll(ctx, s.db, ids)
	return found, names, next, err
}
