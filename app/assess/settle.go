package assess

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/competency"
	"camtay/app/db"
	"camtay/app/evidence"
	"camtay/assessments"
)

// settle posts what a finished attempt shows as evidence and keeps how the
// learner's levels moved.
func (s *Service) settle(ctx context.Context, tx bun.Tx, r assessments.Result, now time.Time) error {
	quiz, err := assessments.Find(ctx, tx, r.QuizID)
	if err != nil {
		return err
	}
	ids := make([]uuid.UUID, 0, len(r.Questions))
	for _, q := range r.Questions {
		ids = append(ids, q.QuestionID)
	}
	self := competency.Source{Kind: competency.SourceQuiz, ID: r.QuizID}
	proofs, err := competency.Prove(ctx, tx, self, competency.Paper{QuestionIDs: ids, Pass: r.Pass},
		map[uuid.UUID]competency.Facts{r.LearnerID: did(r)})
	if err != nil {
		return err
	}
	proof := proofs[r.LearnerID]
	if err := insertTrace(ctx, tx, r.AttemptID, proof); err != nil {
		return err
	}
	late, err := competency.ProveLate(ctx, tx, []uuid.UUID{r.LearnerID}, self)
	if err != nil {
		return err
	}
	changed, err := s.ledger.Post(ctx, tx, append(entries(r, quiz, proof), evidence.FromLate(late, now)...), now)
	if err != nil {
		return fmt.Errorf("post result: %w", err)
	}
	moved := make(map[uuid.UUID]evidence.LevelChanged, len(changed))
	for _, c := range changed {
		moved[c.CompetencyID] = c
	}
	levels := make([]level, 0, len(proof.Shown))
	for _, c := range proof.Shown {
		m, ok := moved[c.CompetencyID]
		if !ok {
			held, err := evidence.LevelOf(ctx, tx, r.LearnerID, c.CompetencyID)
			if err != nil {
				return err
			}
			m.From, m.To = held, held
		}
		levels = append(levels, level{
			AttemptID: r.AttemptID, CompetencyID: c.CompetencyID, Shown: c.Level, LevelBefore: m.From, LevelAfter: m.To,
		})
	}
	return insertLevels(ctx, tx, levels)
}

// CloseOverdue finishes the attempts of everyone that ran out of time by what
// was saved, each in a transaction of its own, and returns how many it ended. The
// program's clock calls it; nobody is signed in.
func (s *Service) CloseOverdue(ctx context.Context) (int, error) {
	ended := 0
	for {
		closed := 0
		err := db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) (err error) {
			closed, err = s.closeOverdue(ctx, tx, uuid.Nil, s.clock.Now())
			return err
		})
		if err != nil {
			return ended, fmt.Errorf("close overdue attempts: %w", err)
		}
		if closed == 0 {
			return ended, nil
		}
		ended += closed
	}
}

func (s *Service) closeMine(ctx context.Context, learner uuid.UUID, now time.Time) error {
	return db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		_, err := s.closeOverdue(ctx, tx, learner, now)
		return err
	})
}

func (s *Service) closeOverdue(ctx context.Context, tx bun.Tx, learner uuid.UUID, now time.Time) (int, error) {
	limit := 1
	if learner != uuid.Nil {
		limit = 100
	}
	results, closed, err := assessments.CloseOverdue(ctx, tx, learner, limit, now)
	if err != nil {
		return 0, err
	}
	for _, r := range results {
		if err := s.settle(ctx, tx, r, now); err != nil {
			return 0, err
		}
	}
	return closed, nil
}
