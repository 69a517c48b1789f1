package evidence

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/audit"
	"camtay/app/clock"
	"camtay/app/db"
	"camtay/app/fault"
)

// Marked is a change as the department marks it: what changed, from which day,
// which evidence it strikes, and what those struck are to learn until when.
// TaughtOn is the day from which the course teaches it; the zero day: only who
// completes it after the change was marked has learnt it.
type Marked struct {
	Change

	Sort        string // ChangeProcedure, ChangeForm or ChangeSoftware
	Title       string
	Summary     string
	EffectiveOn clock.Day
	DueDays     int
	TaughtOn    clock.Day

	State     string // of its line in the book; empty once it was withdrawn
	Withdrawn bool
	CreatedAt time.Time
	Asked     int // people asked to learn it
	Learnt    int // of these, who have
	RunID     uuid.UUID
	Ours      Ours
}

// Changes are all changes marked, the latest day first, each with where those stand
// over whom the acting person leads.
func (s *Service) Changes(ctx context.Context) ([]Marked, error) {
	return changesMarked(ctx, s.db, access.ScopeOf(ctx, access.EvidenceRead), clock.DayOf(s.clock.Now()))
}

// PreviewChange begins to look at whose levels a change would move on its day.
func (s *Service) PreviewChange(ctx context.Context, m Marked) (Run, error) {
	if err := s.mayRule(ctx); err != nil {
		return Run{}, err
	}
	var run Run
	err := db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		c, err := s.checked(ctx, tx, m)
		if err != nil {
			return err
		}
		run, err = insertRun(ctx, tx, Run{Kind: RunPreview, Trying: Trying{Change: &c}}, access.Who(ctx).StaffID, s.clock.Now())
		return err
	})
	return run, err
}

// checked gives the change with an id and the instant from which it strikes.
func (s *Service) checked(ctx context.Context, db bun.IDB, m Marked) (Change, error) {
	book, err := s.ledger.current(ctx, db)
	if err != nil {
		return Change{}, err
	}
	c := m.Change
	if !m.EffectiveOn.IsZero() {
		c.From = m.EffectiveOn.Start()
	}
	if !m.TaughtOn.IsZero() {
		c.TaughtFrom = m.TaughtOn.Start()
	}
	if err := invalid(c.Check(book.Codes, s.clock.Now())); err != nil {
		return Change{}, err
	}
	c.ID, err = uuid.NewV7()
	return c, err
}

// Mark puts a change into the book: from its day on the evidence it strikes is
// stale, and those who lose by it are asked to learn it, but for those who completed
// the course that teaches it since it does. A run settles them.
// Conflict while another run applies.
func (s *Service) Mark(ctx context.Context, m Marked) (Run, error) {
	if err := s.mayRule(ctx); err != nil {
		return Run{}, err
	}
	var run Run
	err := db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		c, err := s.checked(ctx, tx, m)
		if err != nil {
			return err
		}
		m.Change = c
		now := s.clock.Now()
		if err := insertChange(ctx, tx, m, access.Who(ctx).StaffID, now); err != nil {
			return err
		}
		if err := s.ledger.learntAhead(ctx, tx, c, now); err != nil {
			return err
		}
		if run, err = s.begin(ctx, tx, Line{Kind: BookChange, ChangeID: c.ID}); err != nil {
			return err
		}
		return audit.Put(ctx, tx, "evidence.change_mark", "change", c.ID, map[string]any{"book": run.Book, "kind": m.Sort}, now)
	})
	if db.IsReferenced(err) {
		return Run{}, fault.New(fault.Invalid, "web.invalid").At("body.course_id", "evidence.change_course", nil).Because(err)
	}
	return run, busy(err)
}

// WithdrawChange takes a change out of force: what it made stale counts again.
// NotFound for an unknown one, Conflict for one that is not in force.
func (s *Service) WithdrawChange(ctx context.Context, id uuid.UUID) (Run, error) {
	if err := s.mayRule(ctx); err != nil {
		return Run{}, err
	}
	var run Run
	err := db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		book, err := s.ledger.current(ctx, tx)
		if err != nil {
			return err
		}
		if _, known := book.Changes[id]; !known {
			return fault.New(fault.NotFound, "evidence.change_not_found")
		}
		if !book.At(book.Latest()).struckBy(id) {
			return fault.New(fault.Conflict, "evidence.change_over")
		}
		if run, err = s.begin(ctx, tx, Line{Kind: BookChangeEnd, ChangeID: id}); err != nil {
			return err
		}
		return audit.Put(ctx, tx, "evidence.change_withdraw", "change", id, map[string]any{"book": run.Book}, s.clock.Now())
	})
	return run, busy(err)
}

// Retraining is what one person is asked to learn of a change.
type Retraining struct {
	Marked

	DueOn clock.Day
	Done  bool
}

// MyRetrainings are what the acting person is asked to learn, the nearest day
// first; those done come last.
func (s *Service) MyRetrainings(ctx context.Context) ([]Retraining, error) {
	staffID := access.Who(ctx).StaffID
	if staffID == uuid.Nil {
		return nil, fault.New(fault.NotFound, "auth.no_staff")
	}
	return retrainingsOf(ctx, s.db, staffID)
}
