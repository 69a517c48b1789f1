package competency

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/staff"
)

// finished are the people of a scope who finished a source, as a query with the
// one column staff_id, each once.
func finished(db bun.IDB, source Source, scope access.Scope, on clock.Day) *bun.SelectQuery {
	var q *bun.SelectQuery
	switch source.Kind {
	case SourceQuiz:
		q = db.NewSelect().TableExpr("v_results r").ColumnExpr("distinct r.learner_id as staff_id").Where("r.quiz_id = ?", source.ID)
	case SourceClass:
		q = db.NewSelect().TableExpr("v_class_shares r").ColumnExpr("r.staff_id").Where("r.class_id = ? and r.state = 'closed'", source.ID)
	default:
		q = db.NewSelect().TableExpr("v_completions r").ColumnExpr("r.staff_id").
			Where("r.kind = ? and r.source_id = ?", source.Kind, source.ID)
	}
	return db.NewSelect().TableExpr("(?) f", q).ColumnExpr("f.staff_id").Where("?", staff.InScope("f.staff_id", scope, on))
}

func countFinished(ctx context.Context, db bun.IDB, source Source, scope access.Scope, on clock.Day) (int, error) {
	n, err := finished(db, source, scope, on).Count(ctx)
	if err != nil {
		return 0, fmt.Errorf("count who finished: %w", err)
	}
	return int(n), nil
}

// whoFinished are the next people of finished after an id, in order of ids.
func whoFinished(ctx context.Context, db bun.IDB, source Source, scope access.Scope, on clock.Day, after uuid.UUID, limit int) ([]uuid.UUID, error) {
	var ids []uuid.UUID
	err := finished(db, source, scope, on).
		Where("f.staff_id > ?", after).
		OrderExpr("f.staff_id").
		Limit(int64(limit)).
		Scan(ctx, &ids)
	if err != nil {
		return nil, fmt.Errorf("list who finished: %w", err)
	}
	return ids, nil
}

// past is one finishing of a source: the facts of it and, for a test, its paper.
type past struct {
	staffID uuid.UUID
	facts   Facts
	paper   Paper
}

// pastOf are all finishings of a source by some people.
func pastOf(ctx context.Context, db bun.IDB, source Source, people []uuid.UUID) ([]past, error) {
	switch source.Kind {
	case SourceQuiz:
		return pastAttempts(ctx, db, source, people)
	case SourceClass:
		return pastClasses(ctx, db, source, people)
	}
	found := make([]past, 0, len(people))
	for _, id := range people {
		found = append(found, past{staffID: id, facts: Facts{Completed: map[Source]bool{source: true}}})
	}
	return found, nil
}

func pastClasses(ctx context.Context, db bun.IDB, source Source, people []uuid.UUID) ([]past, error) {
	var rows []struct {
		StaffID uuid.UUID
		Share   int
	}
	err := db.NewRaw("select staff_id, share from v_class_shares where class_id = ? and staff_id in (?)",
		source.ID, bun.List(people)).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("read attendance: %w", err)
	}
	found := make([]past, 0, len(rows))
	for _, r := range rows {
		found = append(found, past{staffID: r.StaffID, facts: Facts{
			Attendance: map[uuid.UUID]int{source.ID: r.Share},
			Completed:  map[Source]bool{source: r.Share >= ClassShare},
		}})
	}
	return found, nil
}

func pastAttempts(ctx context.Context, db bun.IDB, source Source, people []uuid.UUID) ([]past, error) {
	var rows []struct {
		LearnerID   uuid.UUID
		Score       int
		Passed      bool
		Pass        int
		QuestionIDs []uuid.UUID     `bun:"question_ids,array"`
		Earned      json.RawMessage `bun:"type:jsonb"`
	}
	err := db.NewRaw(`select learner_id, score, passed, pass, question_ids, earned
		from v_results
		where quiz_id = ?
		and learner_id in (?)`, source.ID, bun.List(people)).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("read results: %w", err)
	}
	found := make([]past, 0, len(rows))
	for _, r := range rows {
		var earned map[uuid.UUID]int
		if err := json.Unmarshal(r.Earned, &earned); err != nil {
			return nil, fmt.Errorf("read result: %w", err)
		}
		questions := make(map[uuid.UUID]int, len(r.QuestionIDs))
		for _, id := range r.QuestionIDs {
			questions[id] = earned[id]
		}
		found = append(found, past{
			staffID: r.LearnerID, paper: Paper{QuestionIDs: r.QuestionIDs, Pass: r.Pass},
			facts: Facts{
				Scores: map[uuid.UUID]int{source.ID: r.Score}, Questions: questions,
				Completed: map[Source]bool{source: r.Passed},
			},
		})
	}
	return found, nil
}

// Person is someone as a list of the simulation shows them.
type Person struct {
	ID       uuid.UUID
	Code     string
	FullName string
	Unit     string
}

func peopleByID(ctx context.Context, db bun.IDB, ids []uuid.UUID) (map[uuid.UUID]Person, error) {
	byID := make(map[uuid.UUID]Person, len(ids))
	if len(ids) == 0 {
		return byID, nil
	}
	var rows []Person
	err := db.NewRaw(`select s.id, s.code, s.full_name, u.name as unit
		from staff s
		join units u on u.id = s.unit_id
		where s.id in (?)`, bun.List(ids)).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("read people: %w", err)
	}
	for _, r := range rows {
		byID[r.ID] = r
	}
	return byID, nil
}
