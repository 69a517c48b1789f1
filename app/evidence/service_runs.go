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
	"camtay/app/db"
	"camtay/app/event"
	"camtay/app/fault"
	"camtay/courses"
)

// runBatch is how many people one transaction of a run settles.
const runBatch = 500

// Advance goes on with the runs under way, a batch of people a transaction, until
// none is left. It returns how many people it went through. It may run beside
// posts, beside itself and after a crash: each person is judged under one number
// of the book at any time.
func (s *Service) Advance(ctx context.Context) (int, error) {
	total, more := 0, true
	for more && ctx.Err() == nil {
		var people int
		var err error
		if people, more, err = s.step(ctx); err != nil {
			return total, err
		}
		total += people
	}
	return total, nil
}

// step goes one batch further; more is false when nothing is under way.
func (s *Service) step(ctx context.Context) (people int, more bool, err error) {
	st := &stride{Service: s}
	if err := db.InTx(ctx, s.db, st.take); err != nil {
		return 0, false, fmt.Errorf("advance run: %w", err)
	}
	return st.people, st.more, nil
}

// stride is one transaction of a run.
type stride struct {
	*Service

	people int
	more   bool
	run    Run
	book   *Book
}

func (s *stride) take(ctx context.Context, tx bun.Tx) error {
	run, cursor, found, err := nextRun(ctx, tx)
	if err != nil {
		return err
	}
	s.people, s.more, s.run = 0, found, run
	if !found {
		return nil
	}
	if s.book, err = s.ledger.current(ctx, tx); err != nil {
		return err
	}
	switch {
	case run.Kind == RunPreview:
		cursor, err = s.preview(ctx, tx, cursor)
	case run.State == RunCancelling:
		err = s.goBack(ctx, tx)
	default:
		err = s.apply(ctx, tx)
	}
	if err != nil {
		return err
	}
	return putRun(ctx, tx, s.run, cursor)
}

func (s *stride) end(state string) {
	now := s.clock.Now()
	s.run.State, s.run.EndedAt = state, &now
}

// preview looks at the next people and keeps what would move.
func (s *stride) preview(ctx context.Context, tx bun.Tx, cursor uuid.UUID) (uuid.UUID, error) {
	if s.run.State == RunCancelling {
		s.end(RunCancelled)
		return cursor, nil
	}
	people, err := peopleAfter(ctx, tx, cursor, s.batch)
	if err != nil {
		return cursor, err
	}
	if len(people) == 0 {
		s.end(RunDone)
		return cursor, nil
	}
	at, before, after, err := s.tried(ctx, tx)
	if err != nil {
		return cursor, err
	}
	held, err := newBulk(s.db).holdings(ctx, people, nil)
	if err != nil {
		return cursor, err
	}
	learnt, err := s.wouldHaveLearnt(ctx, tx, people)
	if err != nil {
		return cursor, err
	}
	var rows []moveRow
	byPerson(held, func(staff uuid.UUID, theirs []*holding) {
		if when, ok := learnt[staff]; ok {
			s.pretend(theirs, when, after, at)
		}
		moves := differences(theirs, before, after, at)
		s.run.tally(moves)
		for _, m := range moves {
			rows = append(rows, moveRow{RunID: s.run.ID, StaffID: staff, CompetencyID: m.CompetencyID, FromLevel: m.From, ToLevel: m.To})
		}
	})
	s.people = len(people)
	return people[len(people)-1], insertMoves(ctx, tx, rows)
}

// wouldHaveLearnt are those of some people who completed the course of the change
// tried since it teaches it, with when they did.
func (s *stride) wouldHaveLearnt(ctx context.Context, tx bun.Tx, people []uuid.UUID) (map[uuid.UUID]time.Time, error) {
	c := s.run.Trying.Change
	if c == nil || c.CourseID == uuid.Nil || c.TaughtFrom.IsZero() {
		return map[uuid.UUID]time.Time{}, nil
	}
	return courses.CompletedSince(ctx, tx, c.CourseID, people, c.TaughtFrom)
}

// pretend adds to what is held of a person what marking the change tried would post.
func (s *stride) pretend(theirs []*holding, when time.Time, rules *Rules, at time.Time) {
	c := *s.run.Trying.Change
	for _, h := range theirs {
		if h.strickenBy(c.ID, rules, at) {
			e := learntBy(c, byCourse(h.staff), when)
			e.ID, e.CompetencyID, e.SourceID = c.ID, h.competency, c.ID
			h.entries = append(h.entries, e.bound(rules, s.run.StartedAt))
		}
	}
}

// apply settles the next people under the run's line.
func (s *stride) apply(ctx context.Context, tx bun.Tx) error {
	people, err := chainsAt(ctx, tx, 0, s.run.Book, s.batch)
	if err != nil {
		return err
	}
	line := s.book.line(s.run.Book)
	if len(people) == 0 {
		s.end(RunDone)
		if err := putLine(ctx, tx, s.run.Book, BookInForce); err != nil {
			return err
		}
		if line.Kind == BookChangeEnd {
			return dropRetrainings(ctx, tx, line.ChangeID)
		}
		return nil
	}
	s.people = len(people)
	return s.settlePeople(ctx, tx, people, s.run.Book)
}

// goBack settles the next people under the number they came from.
func (s *stride) goBack(ctx context.Context, tx bun.Tx) error {
	people, err := chainsAt(ctx, tx, s.run.Book-1, s.run.Book+1, s.batch)
	if err != nil {
		return err
	}
	if len(people) == 0 {
		s.end(RunCancelled)
		if err := putLine(ctx, tx, s.run.Book, BookCancelled); err != nil {
			return err
		}
		if line := s.book.line(s.run.Book); line.Kind == BookChange {
			return dropRetrainings(ctx, tx, line.ChangeID)
		}
		return nil
	}
	s.people = len(people)
	return s.settlePeople(ctx, tx, people, s.book.Before(s.run.Book))
}

// settlePeople judges people, whose chains are locked, under a number of the book,
// tells of the levels that moved, and asks those whom a change strikes to learn it.
func (s *stride) settlePeople(ctx context.Context, tx bun.Tx, people []uuid.UUID, number int) error {
	now := s.clock.Now()
	line := s.book.line(s.run.Book)
	held, err := newBulk(s.db).holdings(ctx, people, s.book.touches(line))
	if err != nil {
		return err
	}
	rules, back := s.book.At(number), number != s.run.Book
	var written []*holding
	var facts []event.Fact
	var stricken []uuid.UUID
	moved := map[uuid.UUID][]Move{}
	byPerson(held, func(staff uuid.UUID, theirs []*holding) {
		strikes := false
		var moves []Move
		for _, h := range theirs {
			if h.rejudge(rules, now) {
				written = append(written, h)
			}
			if h.level != h.stored {
				moves = append(moves, Move{CompetencyID: h.competency, From: h.stored, To: h.level})
				facts = append(facts, LevelChanged{StaffID: staff, CompetencyID: h.competency, From: h.stored, To: h.level, Book: s.run.Book})
			}
			strikes = strikes || !back && line.Kind == BookChange && h.strickenBy(line.ChangeID, rules, s.book.Changes[line.ChangeID].effective(now))
		}
		moved[staff] = moves
		if len(moves) > 0 {
			facts = append(facts, rejudged(staff, s.run.Book, moves))
		}
		if strikes {
			stricken = append(stricken, staff)
		}
	})
	s.count(people, moved, back)
	asked, err := insertRetrainings(ctx, tx, line.ChangeID, stricken, now)
	if err != nil {
		return err
	}
	for _, id := range asked {
		facts = append(facts, RetrainingAsked{StaffID: id, ChangeID: line.ChangeID})
	}
	if err := putLevels(ctx, tx, written); err != nil {
		return err
	}
	if err := putBook(ctx, tx, people, number); err != nil {
		return err
	}
	return s.ledger.outbox.PutAll(ctx, tx, facts, now)
}

// count keeps the progress of a batch; on the way back people leave the tally.
func (s *stride) count(people []uuid.UUID, moved map[uuid.UUID][]Move, back bool) {
	if back {
		s.run.Done = max(s.run.Done-len(people), 0)
		return
	}
	for _, id := range people {
		s.run.tally(moved[id])
	}
	s.run.People = max(s.run.People, s.run.Done)
}

func rejudged(staff uuid.UUID, book int, moves []Move) Rejudged {
	r := Rejudged{StaffID: staff, Book: book}
	for _, m := range moves {
		if m.To > m.From {
			r.Up++
		} else {
			r.Down++
		}
	}
	return r
}

// FindRun shows a run to whoever may edit the rules.
func (s *Service) FindRun(ctx context.Context, id uuid.UUID) (Run, error) {
	r, err := FindRun(ctx, s.db, id)
	if errors.Is(err, ErrRunNotFound) {
		return Run{}, fault.New(fault.NotFound, "evidence.run_not_found").Because(err)
	}
	return r, err
}

// CancelRun stops a run. What an applying run settled goes back to the rules
// before; Conflict when it is over.
func (s *Service) CancelRun(ctx context.Context, id uuid.UUID) error {
	if err := s.mayRule(ctx); err != nil {
		return err
	}
	return db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		r, err := FindRun(ctx, tx, id)
		switch {
		case errors.Is(err, ErrRunNotFound):
			return fault.New(fault.NotFound, "evidence.run_not_found").Because(err)
		case err != nil:
			return err
		}
		stopped, err := stopRun(ctx, tx, r)
		switch {
		case err != nil:
			return err
		case !stopped:
			return fault.New(fault.Conflict, "evidence.run_over")
		}
		return audit.Put(ctx, tx, "evidence.run_cancel", "run", id, map[string]any{"kind": r.Kind, "book": r.Book}, s.clock.Now())
	})
}

// mayRule demands the permission to edit rules over the whole tree: they are the
// same everywhere.
func (s *Service) mayRule(ctx context.Context) error {
	tops, err := tops(ctx, s.db)
	if err != nil {
		return err
	}
	for _, top := range tops {
		if !access.May(ctx, access.EvidenceRules, top) {
			return fault.New(fault.Forbidden, "evidence.rules_not_yours")
		}
	}
	return nil
}
