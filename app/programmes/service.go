package programmes

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/audit"
	"camtay/app/clock"
	"camtay/app/db"
	"camtay/app/fault"
	"camtay/app/mentoring"
)

// Service plans programmes for a department within the acting person's scope.
type Service struct {
	db    *bun.DB
	clock clock.Clock
	pairs *mentoring.Service
}

// New makes a service that publishes pairs through mentoring.
func New(db *bun.DB, clock clock.Clock, pairs *mentoring.Service) *Service {
	return &Service{db: db, clock: clock, pairs: pairs}
}

// shown makes the room's errors ones that people may see.
func shown(err error) error {
	if errors.Is(err, ErrNotFound) {
		return fault.New(fault.NotFound, "programmes.not_found").Because(err)
	}
	return err
}

// List are the programmes of the acting person's scope, newest first, those limit+1
// that follow.
func (s *Service) List(ctx context.Context, f Filter) ([]Programme, error) {
	return list(ctx, s.db, access.ScopeOf(ctx, access.ProgrammesRun), f)
}

// Find is one programme, with what became of its pairs once it is published.
func (s *Service) Find(ctx context.Context, id uuid.UUID) (Programme, error) {
	p, err := find(ctx, s.db, id, false)
	if err != nil {
		return Programme{}, shown(err)
	}
	if err := s.mine(ctx, s.db, p); err != nil || p.State != Published {
		return p, err
	}
	p.Answers, err = answersOf(ctx, s.db, id)
	return p, err
}

// mine reports, as NotFound, a programme with communes outside the acting person's
// scope.
func (s *Service) mine(ctx context.Context, db bun.IDB, p Programme) error {
	var paths []string
	if err := db.NewRaw("select path from units where id = any(?::uuid[])", array(p.Units)).Scan(ctx, &paths); err != nil {
		return fmt.Errorf("read communes of programme: %w", err)
	}
	for _, path := range paths {
		if !access.May(ctx, access.ProgrammesRun, path) {
			return shown(ErrNotFound)
		}
	}
	if len(paths) != len(p.Units) {
		return fault.New(fault.Invalid, "programmes.units").With(fault.Args{"most": MaxUnits})
	}
	return nil
}

// Save adds a programme or changes one that is not published: whatever was matched
// is then out of date and the programme a draft again. Wishes stay.
func (s *Service) Save(ctx context.Context, p Programme) (Programme, error) {
	p, err := p.Check()
	if err != nil {
		return Programme{}, err
	}
	err = db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		now := s.clock.Now()
		if p.ID == uuid.Nil {
			p.ID = uuid.Must(uuid.NewV7())
			p.CreatedBy, p.CreatedAt = access.Who(ctx).StaffID, now
		} else {
			before, err := s.open(ctx, tx, p.ID)
			if err != nil {
				return err
			}
			p.CreatedBy, p.CreatedAt = before.CreatedBy, before.CreatedAt
		}
		if err := s.mine(ctx, tx, p); err != nil {
			return err
		}
		p.State, p.UpdatedAt = Draft, now
		if err := put(ctx, tx, p); err != nil {
			return err
		}
		if err := move(ctx, tx, p, now); err != nil {
			return err
		}
		if err := replacePairs(ctx, tx, p.ID, nil); err != nil {
			return err
		}
		return audit.Put(ctx, tx, "programmes.save", "programme", p.ID, map[string]any{"name": p.Name}, now)
	})
	return p, err
}

// open locks a programme that can still change.
func (s *Service) open(ctx context.Context, tx bun.Tx, id uuid.UUID) (Programme, error) {
	p, err := find(ctx, tx, id, true)
	if err != nil {
		return Programme{}, shown(err)
	}
	if err := s.mine(ctx, tx, p); err != nil {
		return Programme{}, err
	}
	switch p.State {
	case Draft, Ready:
		return p, nil
	case Matching:
		return Programme{}, fault.New(fault.Conflict, "programmes.matching")
	case Published, Cancelled:
	}
	return Programme{}, fault.New(fault.Conflict, "programmes.closed")
}

// Match asks for a programme to be matched in the background.
func (s *Service) Match(ctx context.Context, id uuid.UUID) (Programme, error) {
	return s.change(ctx, id, "programmes.match", func(_ context.Context, _ bun.Tx, p *Programme) error {
		p.State, p.Stopping, p.Done, p.Of, p.Failure = Matching, false, 0, 0, ""
		return nil
	})
}

// Cancel ends a programme without pairs. It cannot be undone; another can be made.
func (s *Service) Cancel(ctx context.Context, id uuid.UUID) (Programme, error) {
	return s.change(ctx, id, "programmes.cancel", func(_ context.Context, _ bun.Tx, p *Programme) error {
		p.State = Cancelled
		return nil
	})
}

func (s *Service) change(ctx context.Context, id uuid.UUID, deed string, f func(ctx context.Context, tx bun.Tx, p *Programme) error) (Programme, error) {
	var p Programme
	err := db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		var err error
		if p, err = s.open(ctx, tx, id); err != nil {
			return err
		}
		if err := f(ctx, tx, &p); err != nil {
			return err
		}
		now := s.clock.Now()
		if err := move(ctx, tx, p, now); err != nil {
			return err
		}
		return audit.Put(ctx, tx, deed, "programme", id, nil, now)
	})
	return p, err
}

// Stop asks the run of a programme to stop; what was matched before stays.
func (s *Service) Stop(ctx context.Context, id uuid.UUID) error {
	if _, err := s.Find(ctx, id); err != nil {
		return err
	}
	if _, err := s.db.ExecContext(ctx, "update programmes set stopping = true where id = ? and state = ?", id, Matching); err != nil {
		return fmt.Errorf("stop programme: %w", err)
	}
	return nil
}
