package evidence

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/audit"
	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/db"
	"camtay/app/fault"
	"camtay/app/org"
	"camtay/app/staff"
)

// lapseBatch is how many levels one transaction of Lapse settles.
const lapseBatch = 500

// Service explains levels and lets them lapse.
type Service struct {
	db     *bun.DB
	clock  clock.Clock
	ledger *Ledger
	batch  int // people in one transaction of a run
}

// New makes a service that settles through a ledger.
func New(db *bun.DB, clock clock.Clock, ledger *Ledger) *Service {
	return &Service{db: db, clock: clock, ledger: ledger, batch: runBatch}
}

// Why is everything behind one level of one person: what the posts require, the
// entries with their verdicts as of now, the described levels and what would
// raise the level. Verdicts stand beside the entries.
type Why struct {
	Competency competency.Competency
	Asked      []competency.Asked
	Required   int16 // the maximum over Asked, 0 when no post requires it
	Entries    []Entry
	Folded     Folded
	Actors     map[uuid.UUID]string // names of the people who made entries
	Indicators []competency.Indicator
	Raise      []Hint
	Belief     Belief
	RuleSet    int // the version that judges the person
	Disputes   []Dispute
	Can        Can
}

// Mine explains the acting person's own level. NotFound reports an account
// without a staff record or an unknown competency.
func (s *Service) Mine(ctx context.Context, competencyID uuid.UUID) (Why, error) {
	staffID := access.Who(ctx).StaffID
	if staffID == uuid.Nil {
		return Why{}, fault.New(fault.NotFound, "auth.no_staff")
	}
	w, err := why(ctx, s.db, staffID, competencyID, s.clock.Now())
	if err != nil {
		return Why{}, err
	}
	w.Can = can(ctx, actor{staffID: staffID, about: staffID}, w)
	return w, nil
}

// OfPerson explains someone else's level and writes to the audit log that it was
// read. Whoever stands outside the reader's scope is NotFound.
func (s *Service) OfPerson(ctx context.Context, staffID, competencyID uuid.UUID) (Why, error) {
	path, err := s.mayRead(ctx, staffID)
	if err != nil {
		return Why{}, err
	}
	now := s.clock.Now()
	w, err := why(ctx, s.db, staffID, competencyID, now)
	if err != nil {
		return Why{}, err
	}
	args := map[string]any{"competency_id": competencyID}
	if err := audit.Put(ctx, s.db, "evidence.read", "staff", staffID, args, now); err != nil {
		return Why{}, err
	}
	w.Can = can(ctx, actor{staffID: access.Who(ctx).StaffID, about: staffID, path: path}, w)
	return w, nil
}

// mayRead is the path of the person's unit, if the acting person may read there.
func (s *Service) mayRead(ctx context.Context, staffID uuid.UUID) (string, error) {
	notFound := fault.New(fault.NotFound, "evidence.person_not_found")
	person, err := staff.Find(ctx, s.db, staffID)
	switch {
	case errors.Is(err, staff.ErrNotFound):
		return "", notFound.Because(err)
	case err != nil:
		return "", err
	}
	unit, err := org.Find(ctx, s.db, person.UnitID)
	if err != nil {
		return "", fmt.Errorf("find unit of person: %w", err)
	}
	if !access.May(ctx, access.EvidenceRead, unit.Path) {
		return "", notFound
	}
	return unit.Path, nil
}

func why(ctx context.Context, db bun.IDB, staffID, competencyID uuid.UUID, now time.Time) (Why, error) {
	c, err := competency.Find(ctx, db, competencyID)
	switch {
	case errors.Is(err, competency.ErrNotFound):
		return Why{}, fault.New(fault.NotFound, "competency.not_found").Because(err)
	case err != nil:
		return Why{}, err
	}
	w := Why{Competency: c}
	if w.Asked, err = competency.AskedOf(ctx, db, staffID, competencyID); err != nil {
		return Why{}, err
	}
	for _, a := range w.Asked {
		w.Required = max(w.Required, a.Level)
	}
	if w.Entries, err = EntriesOf(ctx, db, staffID, competencyID); err != nil {
		return Why{}, err
	}
	if w.Disputes, err = disputesAbout(ctx, db, staffID, competencyID); err != nil {
		return Why{}, err
	}
	if w.Actors, err = actorNames(ctx, db, w.Entries, w.Disputes); err != nil {
		return Why{}, err
	}
	if w.Indicators, err = competency.Indicators(ctx, db, competencyID); err != nil {
		return Why{}, err
	}
	rules, err := RulesOf(ctx, db, staffID)
	if err != nil {
		return Why{}, err
	}
	w.Folded = Fold(w.Entries, rules, now)
	w.Belief, w.RuleSet = believe(w.Entries, rules, now), rules.Judge
	w.Raise = Raise(Case{StaffID: staffID, CompetencyID: competencyID, Entries: w.Entries, Required: w.Required}, rules, now)
	return w, nil
}

// Lapse settles the levels whose evidence has begun or ceased to count since
// they were settled, in batches of their own transactions, and tells of those
// that moved. It returns how many levels it settled. It may run beside posts and
// beside itself.
func (s *Service) Lapse(ctx context.Context) (int, error) {
	total := 0
	for {
		settled := 0
		err := db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
			var err error
			settled, err = s.ledger.lapse(ctx, tx, s.clock.Now())
			return err
		})
		if err != nil {
			return total, fmt.Errorf("let levels lapse: %w", err)
		}
		total += settled
		if settled < lapseBatch {
			return total, nil
		}
	}
}

// Seal links entries that were written before there were chains, in the order in
// which they were posted, and settles the levels of their people under the rules
// in force, a batch a transaction. It returns how many people it sealed; once all
// are, it does nothing.
func (s *Service) Seal(ctx context.Context) (int, error) {
	total := 0
	for {
		sealed := 0
		err := db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
			var err error
			sealed, err = s.ledger.sealBatch(ctx, tx, s.clock.Now())
			return err
		})
		if err != nil {
			return total, fmt.Errorf("seal entries: %w", err)
		}
		if total += sealed; sealed == 0 {
			return total, nil
		}
	}
}

// Verify proves the ledger as Verify does, in one snapshot.
func (s *Service) Verify(ctx context.Context, seals []Seal) (Verified, error) {
	var done Verified
	err := db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		if _, err := tx.ExecContext(ctx, "set transaction isolation level repeatable read, read only"); err != nil {
			return fmt.Errorf("take a snapshot: %w", err)
		}
		var err error
		done, err = Verify(ctx, tx, seals...)
		return err
	})
	return done, err
}
