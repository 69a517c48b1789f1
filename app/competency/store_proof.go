package competency

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
)

// Paper is what a test asked. Pass is the least score that passes, in basis
// points. It is zero for what is no test.
type Paper struct {
	QuestionIDs []uuid.UUID
	Pass        int
}

// Proof is what finishing a source proved of one person. Shown holds every
// competency the criteria speak of, level 0 where nothing was proved. Version is
// that of the criteria, 0 for the source's claims.
type Proof struct {
	Version int
	Shown   []Claim
	Trace   Trace
}

// Bind adds to the arguments of an entry's description which version of the
// criteria proved it; claims have none.
func (p Proof) Bind(args map[string]any) map[string]any {
	if p.Version > 0 {
		args["criteria_version"] = p.Version
	}
	return args
}

// bound is the criteria of a source that are in force.
type bound struct {
	version int
	set     Set
	tags    map[uuid.UUID][]Claim
}

// Prove judges what finishing a source proves of some people, by what each did
// in it and by what is on record of the other sources its criteria look at.
func Prove(ctx context.Context, db bun.IDB, source Source, paper Paper, did map[uuid.UUID]Facts) (map[uuid.UUID]Proof, error) {
	b, err := bind(ctx, db, source, paper)
	if err != nil {
		return nil, err
	}
	people := make([]uuid.UUID, 0, len(did))
	for id := range did {
		people = append(people, id)
	}
	record, err := recordOf(ctx, db, b.set.others(source), people)
	if err != nil {
		return nil, err
	}
	titles, err := titlesOf(ctx, db, b.set.Needs())
	if err != nil {
		return nil, err
	}
	proofs := make(map[uuid.UUID]Proof, len(did))
	for id, facts := range did {
		facts.Tags = b.tags
		p := Proof{Version: b.version}
		p.Shown, p.Trace = Evaluate(b.set, facts.with(record[id]))
		p.Trace.name(titles)
		proofs[id] = p
	}
	return proofs, nil
}

// bind finds the criteria of a source that are in force: its published set, else
// what its claims stand for.
func bind(ctx context.Context, db bun.IDB, source Source, paper Paper) (bound, error) {
	var b bound
	published, ok, err := inState(ctx, db, source, Published)
	if err != nil {
		return bound{}, err
	}
	if source.Kind == SourceQuiz {
		if b.tags, err = QuestionClaims(ctx, db, paper.QuestionIDs); err != nil {
			return bound{}, err
		}
	}
	if ok {
		b.version, b.set = published.Version, published.Set
		return b, nil
	}
	if source.Kind == SourceQuiz {
		b.set = SetOfQuestions(b.tags, paper.Pass)
		return b, nil
	}
	claims, err := claimsOf(ctx, db, source.Kind, source.ID)
	b.set = SetOf(source, claims)
	return b, err
}

// Ruled reports whether a source has published criteria, and what they show at
// most.
func Ruled(ctx context.Context, db bun.IDB, source Source) (bool, []Claim, error) {
	v, ok, err := inState(ctx, db, source, Published)
	return ok, v.Set.Shows(), err
}

// recordOf is what is on record of people about some sources, by person.
func recordOf(ctx context.Context, db bun.IDB, sources []Source, people []uuid.UUID) (map[uuid.UUID]Facts, error) {
	record := make(map[uuid.UUID]Facts, len(people))
	if len(sources) == 0 || len(people) == 0 {
		return record, nil
	}
	ids := make([]uuid.UUID, 0, len(sources))
	for _, s := range sources {
		ids = append(ids, s.ID)
	}
	var rows []struct {
		Kind     string
		SourceID uuid.UUID
		StaffID  uuid.UUID
		Number   int
	}
	err := db.NewRaw(`select 'score' as kind, quiz_id as source_id, learner_id as staff_id, best_score as number
		from v_quiz_standings
		where best_score is not null and quiz_id in (?0) and learner_id in (?1)
		union all
		select 'share', class_id, staff_id, share
		from v_class_shares
		where class_id in (?0) and staff_id in (?1)
		union all
		select kind, source_id, staff_id, 0
		from v_completions
		where source_id in (?0) and staff_id in (?1)`, bun.List(ids), bun.List(people)).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("read what people finished: %w", err)
	}
	for _, r := range rows {
		f, ok := record[r.StaffID]
		if !ok {
			f = Facts{Scores: map[uuid.UUID]int{}, Attendance: map[uuid.UUID]int{}, Completed: map[Source]bool{}}
			record[r.StaffID] = f
		}
		switch r.Kind {
		case "score":
			f.Scores[r.SourceID] = r.Number
		case "share":
			f.Attendance[r.SourceID] = r.Number
		default:
			f.Completed[Source{r.Kind, r.SourceID}] = true
		}
	}
	return record, nil
}

// titlesOf are the titles of sources; unknown ones are absent.
func titlesOf(ctx context.Context, db bun.IDB, sources []Source) (map[Source]string, error) {
	titles := make(map[Source]string, len(sources))
	if len(sources) == 0 {
		return titles, nil
	}
	ids := make([]uuid.UUID, 0, len(sources))
	for _, s := range sources {
		ids = append(ids, s.ID)
	}
	var rows []struct {
		Kind    string
		ID      uuid.UUID
		TitleVI string `bun:"title_vi"`
	}
	if err := db.NewRaw("select kind, id, title_vi from v_sources where id in (?)", bun.List(ids)).Scan(ctx, &rows); err != nil {
		return nil, fmt.Errorf("read titles: %w", err)
	}
	for _, r := range rows {
		titles[Source{r.Kind, r.ID}] = r.TitleVI
	}
	return titles, nil
}
