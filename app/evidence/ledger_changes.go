package evidence

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/event"
	"camtay/courses"
)

// refresh posts, in each competency in which a change strikes the people of
// entries under rules, that they have learnt it. It returns who had something
// struck and the levels that moved.
func (l *Ledger) refresh(ctx context.Context, tx bun.Tx, c Change, entries []Entry, under *Rules, now time.Time) ([]uuid.UUID, []LevelChanged, error) {
	book, err := l.current(ctx, tx)
	if err != nil {
		return nil, nil, err
	}
	touched := book.touches(Line{Kind: BookChange, ChangeID: c.ID})
	byPerson := make(map[uuid.UUID]Entry, len(entries))
	var pairs []pair
	for _, e := range entries {
		byPerson[e.StaffID] = e
		for _, id := range touched {
			pairs = append(pairs, pair{e.StaffID, id})
		}
	}
	held, err := holdingsOf(ctx, tx, pairs)
	if err != nil {
		return nil, nil, err
	}
	var learnt []Entry
	var struck []uuid.UUID
	for _, h := range held {
		id, left := h.learning(c)
		if !left || !h.strickenBy(c.ID, under, c.effective(now)) {
			continue
		}
		e := byPerson[h.staff]
		e.CompetencyID, e.SourceID = h.competency, id
		learnt, struck = append(learnt, e), append(struck, h.staff)
	}
	changed, err := l.Post(ctx, tx, learnt, now)
	return once(struck), changed, err
}

// LearntCourse posts, for each change that the course teaches and the person was
// asked to learn, that they have: in the transaction in which they completed it.
// Returned are the levels that moved.
func (l *Ledger) LearntCourse(ctx context.Context, tx bun.Tx, staffID, courseID uuid.UUID, now time.Time) ([]LevelChanged, error) {
	changes, err := takeRetrainingsByCourse(ctx, tx, courseID, staffID, now)
	if err != nil || len(changes) == 0 {
		return nil, err
	}
	book, err := l.current(ctx, tx)
	if err != nil {
		return nil, err
	}
	var moved []LevelChanged
	for _, id := range changes {
		c := book.Changes[id]
		_, changed, err := l.refresh(ctx, tx, c, []Entry{learntBy(c, byCourse(staffID), now)}, book.At(book.Latest()), now)
		if err != nil {
			return nil, err
		}
		moved = append(moved, changed...)
	}
	return moved, nil
}

// learntAhead posts, for those whom a change about to come into force would strike
// and who completed its course since it teaches the change, that they have learnt
// it.
func (l *Ledger) learntAhead(ctx context.Context, tx bun.Tx, c Change, now time.Time) error {
	if c.CourseID == uuid.Nil || c.TaughtFrom.IsZero() {
		return nil
	}
	completed, err := courses.CompletedSince(ctx, tx, c.CourseID, nil, c.TaughtFrom)
	if err != nil || len(completed) == 0 {
		return err
	}
	book, err := l.current(ctx, tx)
	if err != nil {
		return err
	}
	return l.credit(ctx, tx, c, completed, book.Trying(nil, &c), now)
}

// credit posts for people who completed the course of a change, each at an
// instant, that they have learnt it, and keeps what they were asked as done.
func (l *Ledger) credit(ctx context.Context, tx bun.Tx, c Change, completed map[uuid.UUID]time.Time, under *Rules, now time.Time) error {
	entries := make([]Entry, 0, len(completed))
	for staffID, at := range completed {
		entries = append(entries, learntBy(c, byCourse(staffID), at))
	}
	struck, _, err := l.refresh(ctx, tx, c, entries, under, now)
	if err != nil {
		return err
	}
	if _, err := insertRetrainings(ctx, tx, c.ID, struck, now); err != nil {
		return err
	}
	return takeRetrainings(ctx, tx, c.ID, struck, uuid.Nil, now)
}

// overtaken asks those to learn a change whose evidence it made stale since their
// levels were settled and who were not asked: evidence that came after the change
// was marked. Whoever completed its course has learnt it, which it reports.
func (l *Ledger) overtaken(ctx context.Context, tx bun.Tx, held map[pair]*holding, chains map[uuid.UUID]*chain, book *Book, now time.Time) (bool, error) {
	struck := map[uuid.UUID][]uuid.UUID{}
	for _, h := range held {
		rules := book.At(chains[h.staff].book)
		for _, c := range rules.judge(h.competency).changes {
			if c.From.After(h.settledAt) && !c.From.After(now) && h.strickenBy(c.ID, rules, now) {
				struck[c.ID] = append(struck[c.ID], h.staff)
			}
		}
	}
	learnt := false
	for id, people := range struck {
		credited, err := l.ask(ctx, tx, book.Changes[id], once(people), now)
		if err != nil {
			return false, err
		}
		learnt = learnt || credited
	}
	return learnt, nil
}

// ask asks people whom a change strikes to learn it, but for those who completed
// its course; it reports whether there were any.
func (l *Ledger) ask(ctx context.Context, tx bun.Tx, c Change, people []uuid.UUID, now time.Time) (bool, error) {
	learnt := false
	if c.CourseID != uuid.Nil {
		completed, err := courses.CompletedSince(ctx, tx, c.CourseID, people, c.TaughtFrom)
		if err != nil {
			return false, err
		}
		if len(completed) > 0 {
			book, err := l.current(ctx, tx)
			if err != nil {
				return false, err
			}
			if err := l.credit(ctx, tx, c, completed, book.At(book.Latest()), now); err != nil {
				return false, err
			}
			learnt = true
		}
	}
	asked, err := insertRetrainings(ctx, tx, c.ID, people, now)
	if err != nil {
		return false, err
	}
	facts := make([]event.Fact, 0, len(asked))
	for _, id := range asked {
		facts = append(facts, RetrainingAsked{StaffID: id, ChangeID: c.ID})
	}
	return learnt, l.outbox.PutAll(ctx, tx, facts, now)
}
