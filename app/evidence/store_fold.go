package evidence

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
)

// Settled is what one person's entries in one competency come to.
type Settled struct {
	StaffID      uuid.UUID
	CompetencyID uuid.UUID
	Level        int16
}

// FoldAll folds every level from its entries as of an instant, each under the
// rules of its person, and hands it over in order of person and competency; it stores
// nothing. Entries posted later are not seen: at an earlier instant the levels
// are as they stood then, under the rules of today. It returns how many entries
// it read. It holds the entries of one batch of people at a time.
func FoldAll(ctx context.Context, db *bun.DB, at time.Time, each func(Settled)) (int, error) {
	book, err := LoadBook(ctx, db)
	if err != nil {
		return 0, err
	}
	// The next people are read while those before are folded.
	batches := make(chan foldBatch, 1)
	reading, stop := context.WithCancel(ctx)
	defer stop()
	go readAhead(reading, db, batches)
	total := 0
	for b := range batches {
		if b.err != nil {
			return total, b.err
		}
		for _, h := range b.held {
			level, _ := settledOf(h.entries, book.At(b.numbers[h.staff]), at)
			total += len(h.entries)
			each(Settled{StaffID: h.staff, CompetencyID: h.competency, Level: level})
		}
	}
	return total, ctx.Err()
}

type foldBatch struct {
	held    []*holding
	numbers map[uuid.UUID]int
	err     error
}

// readAhead reads everyone's evidence, a batch of people at a time, until the
// context ends.
func readAhead(ctx context.Context, db *bun.DB, batches chan<- foldBatch) {
	defer close(batches)
	read := newBulk(db)
	for after := uuid.Nil; ; {
		people, err := peopleAfter(ctx, db, after, runBatch)
		if err == nil && len(people) == 0 {
			return
		}
		var b foldBatch
		if err == nil {
			after = people[len(people)-1]
			b.numbers, err = booksOf(ctx, db, people)
		}
		if err == nil {
			b.held, err = read.evidence(ctx, people)
		}
		b.err = err
		select {
		case batches <- b:
		case <-ctx.Done():
			return
		}
		if err != nil {
			return
		}
	}
}
