package competency

import (
	"context"
	"slices"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/fault"
	"camtay/app/page"
)

const (
	// batch is how many people are judged at a time; nothing else of them is kept.
	batch = 500
	// step is how many people one request judges at most.
	step = 4 * batch
)

// Simulated is one step of trying a draft on past results. People were judged in
// this step, of Total in all; Next is where the following step begins, empty
// after the last.
type Simulated struct {
	People, Total int
	Counts        map[Shift]int
	Next          string
}

// Simulate judges the people of the caller's scope who finished a source by the
// draft and by the criteria in force, one step of them after a cursor, and counts
// what would differ. It changes nothing. Without a draft it is a Conflict.
func (s *Service) Simulate(ctx context.Context, source Source, after string) (Simulated, error) {
	out := Simulated{Counts: map[Shift]int{}}
	trial, err := s.try(ctx, source)
	if err != nil {
		return Simulated{}, err
	}
	if out.Total, err = countFinished(ctx, s.db, source, trial.scope, trial.today); err != nil {
		return Simulated{}, err
	}
	out.People, out.Next, err = trial.run(ctx, after, func(m Moved) bool {
		out.Counts[m.Shift()]++
		return true
	})
	return out, err
}

// Affected are the people of the caller's scope behind one count of Simulate, in
// the order of their ids, one page and the cursor of the next. A page ends early
// when a step's worth of people was judged.
func (s *Service) Affected(ctx context.Context, source Source, wanted Shift, after string, limit int) ([]Moved, map[uuid.UUID]Person, string, error) {
	trial, err := s.try(ctx, source)
	if err != nil {
		return nil, nil, "", err
	}
	limit = page.Limit(limit)
	var found []Moved
	_, next, err := trial.run(ctx, after, func(m Moved) bool {
		if m.Shift() == wanted {
			found = append(found, m)
		}
		return len(found) < limit
	})
	if err != nil {
		return nil, nil, "", err
	}
	ids := make([]uuid.UUID, 0, len(found))
	for _, m := range found {
		ids = append(ids, m.StaffID)
	}
	people, err := peopleByID(ctx, s.db, ids)
	return found, people, next, err
}

// trial is a draft beside the criteria in force, tried on the people of a scope.
type trial struct {
	db      bun.IDB
	source  Source
	draft   Set
	inForce Set
	claims  bool // a test judged by what its questions claim, paper by paper
	scope   access.Scope
	today   clock.Day
}

func (s *Service) try(ctx context.Context, source Source) (trial, error) {
	j, err := s.judged(ctx, s.db, source)
	if err != nil {
		return trial{}, err
	}
	if j.Draft == nil {
		return trial{}, fault.New(fault.Conflict, "criteria.no_draft")
	}
	return trial{
		db: s.db, source: source, draft: j.Draft.Set, inForce: j.InForce,
		claims: source.Kind == SourceQuiz && j.Version == 0,
		scope:  access.ScopeOf(ctx, access.CriteriaEdit), today: clock.DayOf(s.clock.Now()),
	}, nil
}

// run judges people after a cursor until each says no more or a step is done.
func (t trial) run(ctx context.Context, cursor string, each func(Moved) bool) (judged int, next string, err error) {
	values, err := page.Parse(cursor, 1)
	if err != nil {
		return 0, "", err
	}
	after := uuid.Nil
	if values != nil {
		if after, err = uuid.Parse(values[0]); err != nil {
			return 0, "", fault.New(fault.Invalid, "page.bad_cursor").Because(err)
		}
	}
	for judged < step {
		people, err := whoFinished(ctx, t.db, t.source, t.scope, t.today, after, batch)
		if err != nil || len(people) == 0 {
			return judged, "", err
		}
		moved, err := t.judge(ctx, people)
		if err != nil {
			return 0, "", err
		}
		for i, m := range moved {
			last := i+1 == len(moved) || moved[i+1].StaffID != m.StaffID
			if more := each(m); !more && last {
				return judged, page.Cursor(m.StaffID.String()), nil
			}
		}
		judged += len(people)
		after = people[len(people)-1]
		if len(people) < batch {
			return judged, "", nil
		}
	}
	return judged, page.Cursor(after.String()), nil
}

// judge compares what both sets prove of some people over all their finishings.
func (t trial) judge(ctx context.Context, people []uuid.UUID) ([]Moved, error) {
	done, err := pastOf(ctx, t.db, t.source, people)
	if err != nil {
		return nil, err
	}
	needed := slices.Concat(t.draft.others(t.source), t.inForce.others(t.source))
	record, err := recordOf(ctx, t.db, needed, people)
	if err != nil {
		return nil, err
	}
	tags, err := QuestionClaims(ctx, t.db, askedIn(done))
	if err != nil {
		return nil, err
	}
	levels := best{}
	for _, p := range done {
		facts := p.facts.with(record[p.staffID])
		facts.Tags = tags
		inForce := t.inForce
		if t.claims {
			inForce = SetOfQuestions(only(tags, p.paper.QuestionIDs), p.paper.Pass)
		}
		before, _ := Evaluate(inForce, facts)
		after, _ := Evaluate(t.draft, facts)
		levels.add(p.staffID, before, 0)
		levels.add(p.staffID, after, 1)
	}
	return levels.moved(), nil
}

// askedIn are the questions of the papers, each once.
func askedIn(done []past) []uuid.UUID {
	seen := map[uuid.UUID]bool{}
	var ids []uuid.UUID
	for _, p := range done {
		for _, id := range p.paper.QuestionIDs {
			if !seen[id] {
				seen[id] = true
				ids = append(ids, id)
			}
		}
	}
	return ids
}

func only(tags map[uuid.UUID][]Claim, ids []uuid.UUID) map[uuid.UUID][]Claim {
	kept := make(map[uuid.UUID][]Claim, len(ids))
	for _, id := range ids {
		if claims, ok := tags[id]; ok {
			kept[id] = claims
		}
	}
	return kept
}

// SimulateNamed is Simulate with the competencies it counts, by id.
func (s *Service) SimulateNamed(ctx context.Context, source Source, after string) (Simulated, map[uuid.UUID]Competency, error) {
	out, err := s.Simulate(ctx, source, after)
	if err != nil {
		return Simulated{}, nil, err
	}
	ids := make([]uuid.UUID, 0, len(out.Counts))
	for shift := range out.Counts {
		ids = append(ids, shift.CompetencyID)
	}
	names, err := FindAll(ctx, s.db, ids)
	return out, names, err
}
