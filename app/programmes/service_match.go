package programmes

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/db"
	"camtay/app/matching"
)

// errStopped says that a run was asked to stop.
var errStopped = errors.New("stopped")

// Advance matches the programmes that wait for it, one after the other, and returns
// how many. A run that fails leaves the programme a draft with the reason.
func (s *Service) Advance(ctx context.Context) (int, error) {
	for n := 0; ; n++ {
		err := db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
			id, err := waiting(ctx, tx) // the lock is held until the run is over
			if err != nil {
				return err
			}
			return s.run(ctx, id)
		})
		if errors.Is(err, ErrNotFound) {
			return n, nil
		}
		if err != nil {
			return n, err
		}
	}
}

// run matches one programme and writes the outcome in one transaction of its own.
func (s *Service) run(ctx context.Context, id uuid.UUID) error {
	p, err := find(ctx, s.db, id, false)
	if err != nil {
		return err
	}
	field, wishes, err := s.load(ctx, s.db, p)
	if err != nil {
		return err
	}
	began := s.clock.Now()
	d, err := Decide(field, p.Aim, p.Mode, WishesOf(wishes), func(done, of int) error {
		stop, err := progress(ctx, s.db, id, done, of)
		if err == nil && stop {
			err = errStopped
		}
		return err
	})
	switch {
	case errors.Is(err, errStopped):
		return s.end(ctx, p, nil, nil, "programmes.stopped")
	case errors.Is(err, matching.ErrProblem), errors.Is(err, ErrProof):
		return s.end(ctx, p, nil, nil, "programmes.failed")
	case err != nil:
		return err
	}
	d.Figures.SolvedMS = int(s.clock.Now().Sub(began).Milliseconds())
	return s.end(ctx, p, field, d, "")
}

// load reads the field of a programme and what was decided beforehand by people.
func (s *Service) load(ctx context.Context, db bun.IDB, p Programme) (*Field, []Wish, error) {
	field, err := LoadField(ctx, db, p, s.clock.Now())
	if err != nil {
		return nil, nil, err
	}
	wishes, err := wishesOf(ctx, db, p.ID, false)
	return field, wishes, err
}

// end writes what a run came to, or why it came to nothing: then what was matched
// before stays.
func (s *Service) end(ctx context.Context, p Programme, field *Field, d *Decided, failure string) error {
	return db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		now, err := find(ctx, tx, p.ID, true)
		if err != nil || now.State != Matching {
			return err
		}
		now.Stopping, now.Failure, now.State = false, failure, Ready
		if d == nil {
			if now.Figures == nil {
				now.State = Draft
			}
			return move(ctx, tx, now, s.clock.Now())
		}
		now.Figures = &d.Figures
		if err := keep(ctx, tx, now, field, d); err != nil {
			return err
		}
		return move(ctx, tx, now, s.clock.Now())
	})
}

// keep writes the pairs of a decision and what was given up so that counters stay
// manned.
func keep(ctx context.Context, tx bun.Tx, p Programme, field *Field, d *Decided) error {
	if _, err := tx.ExecContext(ctx, "delete from programme_wishes where programme_id = ? and cover", p.ID); err != nil {
		return fmt.Errorf("keep pairs: %w", err)
	}
	rows := make([]pairRow, 0, len(field.Needs))
	for i, j := range d.Match {
		n := &field.Needs[i]
		row := pairRow{ProgrammeID: p.ID, LearnerID: n.Learner, Need: n.Group, Tier: n.Tier()}
		if j != matching.None {
			m := d.Meetings[i]
			row.MentorID, row.Value, row.Slot, row.Remote = field.Helpers[j].Mentor, valueOf(d.Problem, i, j), &m.Slot, m.Remote
		}
		rows = append(rows, row)
	}
	if err := replacePairs(ctx, tx, p.ID, rows); err != nil {
		return err
	}
	for _, g := range d.GivenUp {
		n := &field.Needs[g.Learner]
		_, err := tx.ExecContext(ctx, `insert into programme_wishes (programme_id, learner_id, need, mentor_id, fixed, cover, made_at)
			values (?, ?, ?, ?, false, true, now())
			on conflict (programme_id, learner_id, need, mentor_id) do update
			set fixed = false, cover = true, made_by = null`, p.ID, n.Learner, n.Group, field.Helpers[g.From].Mentor)
		if err != nil {
			return fmt.Errorf("keep pairs: %w", err)
		}
	}
	return nil
}
