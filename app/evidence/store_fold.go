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
	total := 0
	read := newBulk(db)
	for after := uuid.Nil; ; {
		people, err := peopleAfter(ctx, db, after, runBatch)
		if err != nil || len(people) == 0 {
			return total, err
		}
		numbers, err := booksOf(ctx, db, people)
		if err != nil {
			return total, err
		}
		held, err := read.evidence(ctx, people)
		if err != nil {
			return total, err
		}
		for _, h := range held {
			level, _ := settledOf(h.entries, book.At(numbers[h.staff]), at)
			total += len(h.entries)
			each(Settled{StaffID: h.staff, CompetencyID: h.competency, Level: level})
		}
		after = people[len(people)-1]
	}
}
