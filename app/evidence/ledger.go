package evidence

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/event"
)

// chunk is how many entries one round of statements carries.
const chunk = 2000

// Ledger is the one door through which evidence is written and levels move.
type Ledger struct {
	outbox *event.Outbox
}

// NewLedger makes a ledger that tells of moved levels through an outbox.
func NewLedger(outbox *event.Outbox) *Ledger {
	return &Ledger{outbox: outbox}
}

// Post appends entries, settles the levels they touch and queues a LevelChanged
// for each level that moved, all in the caller's transaction. An entry whose
// (StaffID, CompetencyID, Source, SourceID) is in the ledger already is left out,
// so that posting twice changes nothing. A zero ID, RuleVersion, ObservedAt and a
// nil ValidUntil are filled in. Two posts for the same person and competency wait
// for each other. Returned are the moved levels, by person and competency.
// ErrEntry reports an entry that cannot stand, among them a withdrawal of
// something that is not an entry of the same person and competency.
func (l *Ledger) Post(ctx context.Context, tx bun.Tx, entries []Entry, now time.Time) ([]LevelChanged, error) {
	changed, err := l.PostMany(ctx, tx, entries, now)
	if err != nil {
		return nil, err
	}
	if err := l.tell(ctx, tx, changed, now); err != nil {
		return nil, err
	}
	return changed, nil
}

// PostMany does what Post does and tells nobody: for loading history, of which
// tens of thousands of reactions would be noise. It works in sets; its cost per
// entry falls with their number.
func (l *Ledger) PostMany(ctx context.Context, tx bun.Tx, entries []Entry, now time.Time) ([]LevelChanged, error) {
	if len(entries) == 0 {
		return nil, nil
	}
	rules, err := LoadRules(ctx, tx)
	if err != nil {
		return nil, err
	}
	prepared, err := prepare(entries, rules, now)
	if err != nil {
		return nil, err
	}
	// Everyone locks in this order, so that two posts cannot wait in a circle.
	slices.SortStableFunc(prepared, func(a, b Entry) int { return pairOf(a).compare(pairOf(b)) })
	moves := map[pair]LevelChanged{}
	for part := range slices.Chunk(prepared, chunk) {
		pairs := pairsOf(part)
		if err := lock(ctx, tx, pairs, now); err != nil {
			return nil, err
		}
		touched, err := appendEntries(ctx, tx, part)
		if err != nil {
			return nil, err
		}
		changed, err := settle(ctx, tx, touched, rules, now)
		if err != nil {
			return nil, err
		}
		for _, c := range changed {
			key := pair{c.StaffID, c.CompetencyID}
			if first, again := moves[key]; again {
				c.From = first.From
			}
			moves[key] = c
		}
	}
	return inOrder(moves), nil
}

func (l *Ledger) tell(ctx context.Context, tx bun.Tx, changed []LevelChanged, now time.Time) error {
	for _, c := range changed {
		if err := l.outbox.Put(ctx, tx, c, now); err != nil {
			return fmt.Errorf("tell of level: %w", err)
		}
	}
	return nil
}

// settle folds the pairs' entries and stores what comes out. The pairs must be
// locked. Returned are the levels that moved.
func settle(ctx context.Context, tx bun.Tx, pairs []pair, rules Rules, now time.Time) ([]LevelChanged, error) {
	if len(pairs) == 0 {
		return nil, nil
	}
	held, err := entriesOf(ctx, tx, pairs)
	if err != nil {
		return nil, err
	}
	var changed []LevelChanged
	settled := make([]settledLevel, 0, len(held))
	for _, h := range held {
		if err := checkWithdrawals(h.entries); err != nil {
			return nil, err
		}
		folded := Fold(h.entries, rules, now)
		settled = append(settled, settledLevel{pair: h.pair, level: folded.Level, refoldAt: folded.RefoldAt})
		if folded.Level != h.stored {
			changed = append(changed, LevelChanged{StaffID: h.staff, CompetencyID: h.competency, From: h.stored, To: folded.Level})
		}
	}
	if err := putLevels(ctx, tx, settled, now); err != nil {
		return nil, err
	}
	return changed, nil
}

func prepare(entries []Entry, rules Rules, now time.Time) ([]Entry, error) {
	prepared := make([]Entry, 0, len(entries))
	for i, e := range entries {
		if err := e.Check(); err != nil {
			return nil, fmt.Errorf("entry %d: %w", i, err)
		}
		if e.ID == uuid.Nil {
			id, err := uuid.NewV7()
			if err != nil {
				return nil, fmt.Errorf("make entry id: %w", err)
			}
			e.ID = id
		}
		prepared = append(prepared, e.completed(rules, now))
	}
	return prepared, nil
}

// checkWithdrawals demands that each withdrawal among the entries of one person
// and competency names one of them that is no withdrawal itself.
func checkWithdrawals(entries []Entry) error {
	for _, w := range entries {
		if w.Action != ActionWithdraw {
			continue
		}
		if !slices.ContainsFunc(entries, func(e Entry) bool { return e.ID == w.WithdrawsID && e.Action != ActionWithdraw }) {
			return fmt.Errorf("withdrawal of %s: %w", w.WithdrawsID, ErrEntry)
		}
	}
	return nil
}

func inOrder(moves map[pair]LevelChanged) []LevelChanged {
	var changed []LevelChanged
	for _, c := range moves {
		if c.From != c.To {
			changed = append(changed, c)
		}
	}
	slices.SortFunc(changed, func(a, b LevelChanged) int {
		return pair{a.StaffID, a.CompetencyID}.compare(pair{b.StaffID, b.CompetencyID})
	})
	return changed
}

// lapse settles one batch of levels that are due and tells of those that moved.
func (l *Ledger) lapse(ctx context.Context, tx bun.Tx, now time.Time) (int, error) {
	rules, err := LoadRules(ctx, tx)
	if err != nil {
		return 0, err
	}
	pairs, err := due(ctx, tx, lapseBatch, now)
	if err != nil {
		return 0, err
	}
	changed, err := settle(ctx, tx, pairs, rules, now)
	if err != nil {
		return 0, err
	}
	return len(pairs), l.tell(ctx, tx, changed, now)
}
