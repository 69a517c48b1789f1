package classes

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/audit"
	"camtay/app/competency"
	"camtay/app/db"
	"camtay/app/fault"
	"camtay/app/org"
)

// sheet is the attendance of a class: sessions in order of time, the approved
// people in order of nomination, the book in order of marking.
type sheet struct {
	sessions []Session
	people   []uuid.UUID
	rows     []Presence
}

func readSheet(ctx context.Context, db bun.IDB, classID uuid.UUID) (sheet, error) {
	var book sheet
	var err error
	if book.sessions, err = SessionsOf(ctx, db, classID); err != nil {
		return sheet{}, err
	}
	if book.people, err = staffIn(ctx, db, classID, Approved); err != nil {
		return sheet{}, err
	}
	book.rows, err = bookOf(ctx, db, classID)
	return book, err
}

func (b sheet) sessionIDs() []uuid.UUID {
	ids := make([]uuid.UUID, 0, len(b.sessions))
	for _, s := range b.sessions {
		ids = append(ids, s.ID)
	}
	return ids
}

// attended are the approved people who reached the bar; marks of someone no
// longer approved stay in the book and count for nothing.
func (b sheet) attended() []uuid.UUID {
	return slices.DeleteFunc(Attended(b.rows, b.sessionIDs()), func(id uuid.UUID) bool {
		return !slices.Contains(b.people, id)
	})
}

// did are the facts of the approved people for the criteria of the class.
func (b sheet) did(classID uuid.UUID) map[uuid.UUID]competency.Facts {
	shares := Shares(b.rows, b.sessionIDs())
	facts := make(map[uuid.UUID]competency.Facts, len(b.people))
	for _, id := range b.people {
		facts[id] = competency.Facts{
			Attendance: map[uuid.UUID]int{classID: shares[id]},
			Completed:  map[competency.Source]bool{{Kind: competency.SourceClass, ID: classID}: shares[id] >= competency.ClassShare},
		}
	}
	return facts
}

// latest are the marks that hold, by session and person.
func (b sheet) latest() map[[2]uuid.UUID]Mark {
	marks := make(map[[2]uuid.UUID]Mark, len(b.rows))
	for _, r := range b.rows {
		marks[[2]uuid.UUID{r.SessionID, r.StaffID}] = r.Mark
	}
	return marks
}

// Mark writes marks of one session; a mark that stands already is not written
// again, another one for the same person is a correction and a new row.
func (s *Service) Mark(ctx context.Context, classID, sessionID uuid.UUID, marks []PlannedMark) error {
	me, err := self(ctx)
	if err != nil {
		return err
	}
	now := s.clock.Now()
	return db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		r, err := hold(ctx, tx, classID)
		if err != nil {
			return err
		}
		if f := Allow(ToMark, r.Class, r.actor, now); f != nil {
			return f
		}
		book, err := readSheet(ctx, tx, classID)
		if err != nil {
			return err
		}
		if err := book.admits(sessionID, marks, now); err != nil {
			return err
		}
		held := book.latest()
		var rows []Presence
		corrected := 0
		for _, m := range marks {
			before, marked := held[[2]uuid.UUID{sessionID, m.StaffID}]
			if before == m.Mark {
				continue
			}
			if marked {
				corrected++
			}
			id, err := uuid.NewV7()
			if err != nil {
				return fmt.Errorf("make mark id: %w", err)
			}
			rows = append(rows, Presence{ID: id, SessionID: sessionID, StaffID: m.StaffID, Mark: m.Mark, MarkedBy: me, MarkedAt: now})
		}
		if len(rows) == 0 {
			return nil
		}
		if err := insertMarks(ctx, tx, rows); err != nil {
			return err
		}
		args := map[string]any{"session_id": sessionID, "marks": len(rows), "corrected": corrected}
		return audit.Put(ctx, tx, "classes.mark", subject, classID, args, now)
	})
}

// admits checks that the session is the class's and has begun, and that the
// marks are of people on the list, once each.
func (b sheet) admits(sessionID uuid.UUID, marks []PlannedMark, now time.Time) error {
	i := slices.IndexFunc(b.sessions, func(s Session) bool { return s.ID == sessionID })
	f := fault.New(fault.Invalid, "web.invalid")
	switch {
	case i < 0:
		f.At("body.session_id", "classes.session_not_found", nil)
	case now.Before(b.sessions[i].StartsAt.Add(-earlyMarks)):
		f.At("body.session_id", "classes.session_not_begun", fault.Args{"day": b.sessions[i].Day.String()})
	}
	seen := map[uuid.UUID]bool{}
	for i, m := range marks {
		at := fmt.Sprintf("body.marks[%d].staff_id", i)
		switch {
		case !slices.Contains(b.people, m.StaffID):
			f.At(at, "classes.not_on_list", nil)
		case seen[m.StaffID]:
			f.At(at, "classes.marked_twice", nil)
		}
		seen[m.StaffID] = true
	}
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}

// Attendance is the sheet, for those who mark it.
func (s *Service) Attendance(ctx context.Context, id uuid.UUID) (AttendanceBody, error) {
	r, err := look(ctx, s.db, id)
	if err != nil {
		return AttendanceBody{}, err
	}
	if !r.actor.Attends {
		return AttendanceBody{}, fault.New(fault.Forbidden, "web.forbidden")
	}
	book, err := readSheet(ctx, s.db, id)
	if err != nil {
		return AttendanceBody{}, err
	}
	out := AttendanceBody{Sessions: sessionBodies(book.sessions), People: []AttendancePerson{}, Bar: AttendanceBar}
	if len(book.people) > 0 {
		if out.People, err = s.lines(ctx, r, book); err != nil {
			return AttendanceBody{}, err
		}
	}
	now := s.clock.Now()
	out.Missing, _ = Missing(book.rows, book.sessionIDs(), book.people)
	out.Now = now
	out.CanMark = Allow(ToMark, r.Class, r.actor, now) == nil
	out.CanClose = Allow(ToClose, r.Class, r.actor, now) == nil && out.Missing == 0
	return out, nil
}

func (s *Service) lines(ctx context.Context, r record, book sheet) ([]AttendancePerson, error) {
	named, err := nominees(ctx, s.db, r.everyone(), r.ID, book.people...)
	if err != nil {
		return nil, err
	}
	units, err := unitsOf(ctx, s.db, officesOf(named))
	if err != nil {
		return nil, err
	}
	held, attended := book.latest(), book.attended()
	lines := make([]AttendancePerson, 0, len(named))
	for _, n := range named {
		line := AttendancePerson{
			Staff:    ClassPerson{ID: n.StaffID, Code: n.Code, FullName: n.FullName},
			Unit:     org.BodyOf(units[n.OfficeID]),
			Attended: slices.Contains(attended, n.StaffID),
		}
		for _, session := range book.sessions {
			mark := held[[2]uuid.UUID{session.ID, n.StaffID}]
			if mark == Present {
				line.Present++
			}
			line.Marks = append(line.Marks, string(mark))
		}
		lines = append(lines, line)
	}
	return lines, nil
}

func officesOf(named []nominee) []uuid.UUID {
	ids := make([]uuid.UUID, 0, len(named))
	for _, n := range named {
		ids = append(ids, n.OfficeID)
	}
	return ids
}
