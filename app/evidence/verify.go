package evidence

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
)

// ErrMismatch reports a stored level that its entries do not come to.
var ErrMismatch = errors.New("level differs from its evidence")

// Verified is what a verification went through.
type Verified struct {
	People  int
	Entries int
	Levels  int
	Seals   []Seal // one a person with entries, in order of person
}

// Seal is the end of a person's chain at some time. Kept outside the database, it
// shows later whether entries up to it were taken away or rewritten with all that
// follow.
type Seal struct {
	StaffID uuid.UUID
	Length  int64
	Head    []byte
}

// verifyBatch is how many people one round holds in memory.
const verifyBatch = 1000

// Verify proves the ledger: that each person's entries are numbered without a
// gap, are what was written, and end at the head of the chain, and that each
// stored level and its next refold are what Fold makes of the entries as of the
// instant it was settled, under the rules of its person. Given seals must be heads
// that the chains still pass through. The first row that differs, in order of
// person, is an ErrBroken or ErrMismatch that names it. db should be one snapshot
// (a repeatable-read transaction).
func Verify(ctx context.Context, db bun.IDB, seals ...Seal) (Verified, error) {
	v := &verifier{db: db, seals: map[uuid.UUID]Seal{}}
	for _, s := range seals {
		v.seals[s.StaffID] = s
	}
	var err error
	if v.book, err = LoadBook(ctx, db); err != nil {
		return Verified{}, err
	}
	after := uuid.Nil
	for {
		var people []uuid.UUID
		err := db.NewRaw("select id from staff where id > ? order by id limit ?", after, verifyBatch).Scan(ctx, &people)
		if err != nil {
			return v.done, fmt.Errorf("list people: %w", err)
		}
		if len(people) == 0 {
			return v.done, nil
		}
		if err := v.batch(ctx, people); err != nil {
			return v.done, err
		}
		after = people[len(people)-1]
	}
}

type verifier struct {
	db    bun.IDB
	book  *Book
	seals map[uuid.UUID]Seal
	done  Verified
}

// record is all that is kept of one person.
type record struct {
	chain   *chain
	entries []Entry
	levels  []storedLevel
}

type storedLevel struct {
	StaffID      uuid.UUID
	CompetencyID uuid.UUID
	Level        int16
	RefoldAt     *time.Time
	SettledAt    time.Time
}

func (v *verifier) batch(ctx context.Context, people []uuid.UUID) error {
	records := make(map[uuid.UUID]*record, len(people))
	for _, id := range people {
		records[id] = &record{}
	}
	if err := v.read(ctx, records, people[0], people[len(people)-1]); err != nil {
		return err
	}
	for _, id := range people {
		r := records[id]
		if err := v.person(id, r); err != nil {
			return fmt.Errorf("person %s: %w", id, err)
		}
		v.done.People++
		v.done.Entries += len(r.entries)
		v.done.Levels += len(r.levels)
	}
	return nil
}

func (v *verifier) read(ctx context.Context, records map[uuid.UUID]*record, first, last uuid.UUID) error {
	var chains []struct {
		StaffID uuid.UUID
		Length  int64
		Head    []byte
		Book    int
	}
	err := v.db.NewRaw("select staff_id, length, head, book from evidence_chains where staff_id between ? and ?", first, last).Scan(ctx, &chains)
	if err != nil {
		return fmt.Errorf("read chains: %w", err)
	}
	for _, c := range chains {
		records[c.StaffID].chain = &chain{head: head{length: c.Length, hash: c.Head}, book: c.Book}
	}
	var entries []entryRow
	err = v.db.NewSelect().Model(&entries).
		Where("staff_id between ? and ?", first, last).
		OrderExpr("staff_id, seq, id").
		Scan(ctx)
	if err != nil {
		return fmt.Errorf("read entries: %w", err)
	}
	for _, row := range entries {
		r := records[row.StaffID]
		r.entries = append(r.entries, row.entry())
	}
	var levels []storedLevel
	err = v.db.NewRaw(`select staff_id, competency_id, level, refold_at, settled_at
		from levels
		where staff_id between ? and ?
		order by staff_id, competency_id`, first, last).Scan(ctx, &levels)
	if err != nil {
		return fmt.Errorf("read levels: %w", err)
	}
	for _, l := range levels {
		r := records[l.StaffID]
		r.levels = append(r.levels, l)
	}
	return nil
}

func (v *verifier) person(id uuid.UUID, r *record) error {
	if err := v.links(id, r); err != nil {
		return err
	}
	byCompetency := map[uuid.UUID][]Entry{}
	for _, e := range r.entries {
		byCompetency[e.CompetencyID] = append(byCompetency[e.CompetencyID], e)
	}
	for _, l := range r.levels {
		entries := byCompetency[l.CompetencyID]
		delete(byCompetency, l.CompetencyID)
		var rules *Rules
		if r.chain == nil {
			rules = v.book.At(v.book.Latest())
		} else {
			rules = v.book.At(r.chain.book)
		}
		level, refoldAt := settledOf(entries, rules, l.SettledAt)
		if level != l.Level || !sameInstant(refoldAt, l.RefoldAt) {
			return fmt.Errorf("competency %s: stored level %d until %v, evidence comes to %d until %v: %w",
				l.CompetencyID, l.Level, l.RefoldAt, level, refoldAt, ErrMismatch)
		}
	}
	for _, e := range r.entries {
		if _, left := byCompetency[e.CompetencyID]; left {
			return fmt.Errorf("competency %s: entries without a level: %w", e.CompetencyID, ErrMismatch)
		}
	}
	return nil
}

// links follows a person's chain to its head and past a seal.
func (v *verifier) links(id uuid.UUID, r *record) error {
	seal, sealed := v.seals[id]
	var at head
	for _, e := range r.entries {
		next, err := at.extend(e)
		if err != nil {
			return err
		}
		at = next
		if sealed && seal.Length == at.length && !bytes.Equal(seal.Head, at.hash) {
			return fmt.Errorf("entry %s, number %d, is not the one that was sealed: %w", e.ID, e.Seq, ErrBroken)
		}
	}
	var end head
	if r.chain != nil {
		end = r.chain.head
	}
	switch {
	case end.length != at.length:
		return fmt.Errorf("the chain ends at number %d, the entries at %d: %w", end.length, at.length, ErrBroken)
	case !bytes.Equal(end.hash, at.hash):
		return fmt.Errorf("the head of the chain is not the hash of entry number %d: %w", at.length, ErrBroken)
	case sealed && seal.Length > at.length:
		return fmt.Errorf("%d entries were sealed, %d are left: %w", seal.Length, at.length, ErrBroken)
	}
	if at.length > 0 {
		v.done.Seals = append(v.done.Seals, Seal{StaffID: id, Length: at.length, Head: slices.Clone(at.hash)})
	}
	return nil
}

func sameInstant(a, b *time.Time) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Equal(*b)
}
