package evidence

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/event"
)

// chunk is about how many entries one round of statements carries.
const chunk = 2000

// Ledger is the one door through which evidence is written and levels move.
type Ledger struct {
	outbox   *event.Outbox
	shelf    shelf
	prepared *prepared // nil: statements are written out
}

// NewLedger makes a ledger that tells of moved levels through an outbox. It keeps
// the rules of one database in memory.
func NewLedger(outbox *event.Outbox) *Ledger {
	return &Ledger{outbox: outbox}
}

// Post appends entries to the chains of their people, settles the levels they
// touch and queues a LevelChanged for each level that moved, all in the caller's
// transaction. An entry whose (StaffID, CompetencyID, Source, SourceID) is in the
// ledger already is left out, so that posting twice changes nothing. What the
// ledger fills in is said at Entry; a zero ID, ObservedAt and a nil ValidUntil
// are too. Two posts for the same person wait for each other. Returned are the
// moved levels, by person and competency. ErrEntry reports an entry that cannot
// stand, among them a withdrawal of something that is not an entry of the same
// person and competency.
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
	prepared, err := prepare(entries)
	if err != nil {
		return nil, err
	}
	// Everyone locks in this order, so that two posts cannot wait in a circle.
	slices.SortStableFunc(prepared, func(a, b Entry) int { return bytes.Compare(a.StaffID[:], b.StaffID[:]) })
	moves := map[pair]LevelChanged{}
	for part := range slices.Chunk(prepared, chunk) {
		changed, err := l.append(ctx, tx, part, now)
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
	facts := make([]event.Fact, 0, len(changed))
	for _, c := range changed {
		facts = append(facts, c)
	}
	if err := l.outbox.PutAll(ctx, tx, facts, now); err != nil {
		return fmt.Errorf("tell of levels: %w", err)
	}
	return nil
}

// append writes entries of people in order, links them and settles their pairs.
func (l *Ledger) append(ctx context.Context, tx bun.Tx, entries []Entry, now time.Time) ([]LevelChanged, error) {
	chains, book, err := l.lock(ctx, tx, peopleOf(entries))
	if err != nil {
		return nil, err
	}
	held, err := l.hold(ctx, tx, pairsOf(entries))
	if err != nil {
		return nil, err
	}
	var fresh []Entry
	for _, e := range entries {
		c, h := chains[e.StaffID], held[pairOf(e)]
		if h.has(e.Source, e.SourceID) {
			continue
		}
		linked, err := c.head.link(e.bound(book.At(c.book), now))
		if err != nil {
			return nil, err
		}
		c.head = head{length: linked.Seq, hash: linked.Hash}
		h.entries = append(h.entries, linked)
		h.touched = true
		fresh = append(fresh, linked)
	}
	if len(fresh) == 0 {
		return nil, nil
	}
	settled, err := settle(held, chains, book, now)
	if err != nil {
		return nil, err
	}
	if l.prepared != nil && len(fresh) == 1 {
		err = l.prepared.writeOne(ctx, tx, fresh[0], settled[0])
	} else {
		err = write(ctx, tx, fresh, settled, chains)
	}
	return changes(settled), err
}

// lock takes the chains of people, in order of person; those who have none begin
// one under the latest rules.
func (l *Ledger) lock(ctx context.Context, tx bun.Tx, people []uuid.UUID) (map[uuid.UUID]*chain, *Book, error) {
	chains, revision, err := l.take(ctx, tx, people)
	if err != nil {
		return nil, nil, err
	}
	if len(chains) < len(people) {
		if err := beginChains(ctx, tx, people); err != nil {
			return nil, nil, err
		}
		if chains, revision, err = l.take(ctx, tx, people); err != nil {
			return nil, nil, err
		}
	}
	book, err := l.shelf.take(ctx, tx, revision)
	return chains, book, err
}

// take locks the chains that there are of people in order, and reads the revision
// of the book.
func (l *Ledger) take(ctx context.Context, tx bun.Tx, people []uuid.UUID) (map[uuid.UUID]*chain, int64, error) {
	if l.prepared == nil || len(people) != 1 {
		return lockChains(ctx, tx, people)
	}
	c, revision, err := l.prepared.lockOne(ctx, tx, people[0])
	if err != nil || c == nil {
		return nil, 0, err
	}
	return map[uuid.UUID]*chain{people[0]: c}, revision, nil
}

// hold reads what is held of pairs.
func (l *Ledger) hold(ctx context.Context, tx bun.Tx, pairs []pair) (map[pair]*holding, error) {
	if l.prepared == nil || len(pairs) != 1 {
		return holdingsOf(ctx, tx, pairs)
	}
	h, err := l.prepared.holdOne(ctx, tx, pairs[0])
	return map[pair]*holding{pairs[0]: h}, err
}

// current is the book as it stands.
func (l *Ledger) current(ctx context.Context, db bun.IDB) (*Book, error) {
	var revision int64
	if err := db.NewRaw("select number from evidence_revision").Scan(ctx, &revision); err != nil {
		return nil, fmt.Errorf("read revision of book: %w", err)
	}
	return l.shelf.take(ctx, db, revision)
}

// settle folds the touched holdings, each under the rules of its person.
func settle(held map[pair]*holding, chains map[uuid.UUID]*chain, book *Book, now time.Time) ([]*holding, error) {
	var settled []*holding
	for p, h := range held {
		if !h.touched {
			continue
		}
		if err := checkWithdrawals(h.entries); err != nil {
			return nil, err
		}
		h.fold(book.At(chains[p.staff].book), now)
		settled = append(settled, h)
	}
	slices.SortFunc(settled, func(a, b *holding) int { return a.compare(b.pair) })
	return settled, nil
}

// changes are the levels that moved.
func changes(settled []*holding) []LevelChanged {
	var changed []LevelChanged
	for _, h := range settled {
		if h.level != h.stored {
			changed = append(changed, LevelChanged{StaffID: h.staff, CompetencyID: h.competency, From: h.stored, To: h.level})
		}
	}
	return changed
}

func prepare(entries []Entry) ([]Entry, error) {
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
		args, err := plain(e.DescriptionArgs)
		if err != nil {
			return nil, fmt.Errorf("entry %d: %w", i, err)
		}
		e.DescriptionArgs = args
		prepared = append(prepared, e)
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
	pairs, err := due(ctx, tx, lapseBatch, now)
	if err != nil || len(pairs) == 0 {
		return 0, err
	}
	people := make([]uuid.UUID, 0, len(pairs))
	for _, p := range pairs {
		people = append(people, p.staff)
	}
	chains, book, err := l.lock(ctx, tx, once(people))
	if err != nil {
		return 0, err
	}
	held, err := holdingsOf(ctx, tx, pairs)
	if err != nil {
		return 0, err
	}
	learnt, err := l.overtaken(ctx, tx, held, chains, book, now)
	if err != nil {
		return 0, err
	}
	if learnt {
		if held, err = holdingsOf(ctx, tx, pairs); err != nil {
			return 0, err
		}
	}
	for _, h := range held {
		h.touched = true
	}
	settled, err := settle(held, chains, book, now)
	if err != nil {
		return 0, err
	}
	if err := putLevels(ctx, tx, settled); err != nil {
		return 0, err
	}
	return len(pairs), l.tell(ctx, tx, changes(settled), now)
}
