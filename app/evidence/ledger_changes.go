package evidence

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
)

// refresh posts, in each competency in which a change strikes the entry's person,
// that they have learnt it.
func (l *Ledger) refresh(ctx context.Context, tx bun.Tx, changeID uuid.UUID, e Entry, now time.Time) ([]LevelChanged, error) {
	book, err := l.current(ctx, tx)
	if err != nil {
		return nil, err
	}
	var pairs []pair
	for _, id := range book.touches(Line{Kind: BookChange, ChangeID: changeID}) {
		pairs = append(pairs, pair{e.StaffID, id})
	}
	held, err := holdingsOf(ctx, tx, pairs)
	if err != nil {
		return nil, err
	}
	change := book.Changes[changeID]
	e.Action, e.Level, e.ObservedAt = ActionAttest, 1, now
	e.Source, e.SourceID, e.Subject = SourceChange, changeID, change.Subject
	var entries []Entry
	for _, h := range held {
		if h.strickenBy(changeID, book.At(book.Latest()), change.effective(now)) {
			e.CompetencyID = h.competency
			entries = append(entries, e)
		}
	}
	return l.Post(ctx, tx, entries, now)
}

// LearntCourse posts, for each change that the course teaches and the person was
// asked to learn, that they have: in the transaction in which they completed it.
// Returned are the levels that moved.
func (l *Ledger) LearntCourse(ctx context.Context, tx bun.Tx, staffID, courseID uuid.UUID, now time.Time) ([]LevelChanged, error) {
	changes, err := takeRetrainingsByCourse(ctx, tx, courseID, staffID, now)
	if err != nil {
		return nil, err
	}
	var moved []LevelChanged
	for _, id := range changes {
		e := Entry{StaffID: staffID, Kind: KindCompletion, Capacity: CapacitySystem, DescriptionKey: "evidence.from_retraining"}
		changed, err := l.refresh(ctx, tx, id, e, now)
		if err != nil {
			return nil, err
		}
		moved = append(moved, changed...)
	}
	return moved, nil
}
