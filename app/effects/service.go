package effects

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/db"
	"camtay/app/event"
	"camtay/app/evidence"
	"camtay/app/fault"
)

// Service is what people can ask about the effect of mentoring.
type Service struct {
	db     *bun.DB
	clock  clock.Clock
	outbox *event.Outbox
}

// New makes the service.
func New(pool *bun.DB, clk clock.Clock, outbox *event.Outbox) *Service {
	return &Service{db: pool, clock: clk, outbox: outbox}
}

// atOnce is how many rows one transaction of the system's own work takes.
const atOnce = 200

// Tick follows pairs that are over, settles what was looked at anew, reminds once
// of what is late, and compares anew when something changed. It returns how many
// rows it touched. Anybody may run it at any time.
func (s *Service) Tick(ctx context.Context) (int, error) {
	total := 0
	steps := []func(ctx context.Context, tx bun.Tx, now time.Time) (int, error){
		func(ctx context.Context, tx bun.Tx, now time.Time) (int, error) {
			return s.follow(ctx, tx, uuid.Nil, now)
		},
		func(ctx context.Context, tx bun.Tx, now time.Time) (int, error) {
			return settleAll(ctx, tx, uuid.Nil, now)
		},
		s.remind,
	}
	for _, step := range steps {
		for more := true; more; {
			n := 0
			err := db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
				var err error
				n, err = step(ctx, tx, s.clock.Now())
				return err
			})
			if err != nil {
				return total, err
			}
			total += n
			more = n > 0
		}
	}
	return total, s.compareWhenStale(ctx)
}

// follow makes re-assessments of pairs that are over: the one named, or some of
// all. People are told of those still to come; what fell due before anybody
// looked is late and not told of.
func (s *Service) follow(ctx context.Context, tx bun.Tx, pairID uuid.UUID, now time.Time) (int, error) {
	over, err := unfollowed(ctx, tx, pairID, atOnce)
	if err != nil || len(over) == 0 {
		return 0, err
	}
	rules, err := evidence.LoadRules(ctx, tx)
	if err != nil {
		return 0, err
	}
	today := clock.DayOf(now)
	rows := make([]Reassessment, 0, len(over))
	var facts []event.Fact
	for _, e := range over {
		entries, err := evidence.EntriesOf(ctx, tx, e.LearnerID, e.CompetencyID)
		if err != nil {
			return 0, err
		}
		id, err := uuid.NewV7()
		if err != nil {
			return 0, fmt.Errorf("make re-assessment id: %w", err)
		}
		r := Reassessment{
			ID: id, PairID: e.PairID, CompetencyID: e.CompetencyID, Target: e.Target,
			LevelBefore: LevelAt(entries, e.MentorID, rules, e.BeganAt), DueOn: DueOn(e.ClosedAt), CreatedAt: now, UpdatedAt: now,
		}
		if r.DueOn.Before(today) {
			r.RemindedOn = r.DueOn
		} else if len(rows) == 0 || rows[len(rows)-1].PairID != r.PairID {
			facts = append(facts, Due{PairID: r.PairID, DueOn: r.DueOn.String()})
		}
		rows = append(rows, r)
	}
	if err := insertReassessments(ctx, tx, rows); err != nil {
		return 0, err
	}
	return len(rows), s.outbox.PutAll(ctx, tx, facts, now)
}

// settleAll closes re-assessments of which evidence has come: of one learner, or
// some of everybody's.
func settleAll(ctx context.Context, tx bun.Tx, learnerID uuid.UUID, now time.Time) (int, error) {
	found, err := lookedAt(ctx, tx, learnerID, atOnce, now)
	if err != nil || len(found) == 0 {
		return 0, err
	}
	rules, err := evidence.LoadRules(ctx, tx)
	if err != nil {
		return 0, err
	}
	for _, f := range found {
		entries, err := evidence.EntriesOf(ctx, tx, f.LearnerID, f.CompetencyID)
		if err != nil {
			return 0, err
		}
		if err := settle(ctx, tx, f, LevelAt(entries, f.MentorID, rules, f.ObservedAt), now); err != nil {
			return 0, err
		}
	}
	return len(found), nil
}

func (s *Service) remind(ctx context.Context, tx bun.Tx, now time.Time) (int, error) {
	pairs, err := remind(ctx, tx, clock.DayOf(now), atOnce)
	if err != nil {
		return 0, err
	}
	facts := make([]event.Fact, 0, len(pairs))
	for _, id := range pairs {
		facts = append(facts, Late{PairID: id})
	}
	return len(facts), s.outbox.PutAll(ctx, tx, facts, now)
}

// AskLook asks the superiors of the acting learner to watch the work, at most once
// a day. Faults: NotFound auth.no_staff, effects.no_reassessment.
func (s *Service) AskLook(ctx context.Context, id uuid.UUID) error {
	me, err := self(ctx)
	if err != nil {
		return err
	}
	return db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		now := s.clock.Now()
		fact, told, err := askLook(ctx, tx, id, me, clock.DayOf(now))
		switch {
		case err != nil:
			return err
		case told:
			return s.outbox.Put(ctx, tx, fact, now)
		}
		open, err := tx.NewSelect().TableExpr("reassessments r").Join("join pairs p on p.id = r.pair_id").
			Where("r.id = ?", id).Where("p.learner_id = ?", me).Where("r.done_at is null").Exists(ctx)
		if err != nil {
			return fmt.Errorf("look for re-assessment: %w", err)
		}
		if !open {
			return fault.New(fault.NotFound, "effects.no_reassessment")
		}
		return nil
	})
}

func self(ctx context.Context) (uuid.UUID, error) {
	me := access.Who(ctx).StaffID
	if me == uuid.Nil {
		return uuid.Nil, fault.New(fault.NotFound, "auth.no_staff")
	}
	return me, nil
}
