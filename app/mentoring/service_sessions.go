package mentoring

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/db"
	"camtay/app/evidence"
	"camtay/app/fault"
)

// evidenceSource names coaching sessions in the ledger.
const evidenceSource = "coaching_session"

// Log adds a session to one of the acting mentor's active pairs and queues
// SessionLogged. Faults: NotFound auth.no_staff, mentoring.pair_not_found;
// Forbidden mentoring.no_role, mentoring.not_yours; Conflict
// mentoring.logged_already, NotFound mentoring.booking_not_found, and those of
// Session.Check.
func (s *Service) Log(ctx context.Context, session Session) (Session, error) {
	me, err := self(ctx)
	if err != nil {
		return Session{}, err
	}
	if !coach(ctx) {
		return Session{}, fault.New(fault.Forbidden, "mentoring.no_role")
	}
	if session.ID, err = uuid.NewV7(); err != nil {
		return Session{}, fmt.Errorf("make session id: %w", err)
	}
	session.HeldAt = clock.Instant(session.HeldAt)
	session.Done, session.Alone = tidy(session.Done), tidy(session.Alone)
	err = db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		p, err := lockPair(ctx, tx, session.PairID)
		if err != nil {
			return err
		}
		switch actor, mine := p.ActorOf(me); {
		case !mine:
			return ErrNotFound
		case actor != Mentor:
			return ErrActor
		}
		own, err := evidence.LevelOf(ctx, tx, me, p.CompetencyID)
		if err != nil {
			return err
		}
		session.LoggedAt = s.clock.Now()
		if err := session.Check(p, own, session.LoggedAt); err != nil {
			return err
		}
		if session.BookingID != nil {
			if err := holdBooking(ctx, tx, p, *session.BookingID, session.LoggedAt); err != nil {
				return err
			}
		}
		if err := InsertSession(ctx, tx, session); err != nil {
			return err
		}
		return s.outbox.Put(ctx, tx, SessionLogged{SessionID: session.ID}, session.LoggedAt)
	})
	switch {
	case db.IsDuplicate(err):
		return Session{}, fault.New(fault.Conflict, "mentoring.logged_already").Because(err)
	case err != nil:
		return Session{}, faultOf(err)
	}
	return session, nil
}

// Moved is a level that a confirmation moved, and what the learner's posts
// require of the competency.
type Moved struct {
	evidence.LevelChanged

	Competency competency.Competency
	Required   int16
}

// Confirm says, as its learner, that a session was as logged, and posts it as
// evidence in the same transaction: an attestation of the observed level by the
// mentor, or a mere note when no level was observed. Confirming again changes
// nothing. Faults: NotFound auth.no_staff, mentoring.session_not_found;
// Forbidden mentoring.not_yours; Conflict mentoring.disputed_already.
func (s *Service) Confirm(ctx context.Context, sessionID uuid.UUID) ([]Moved, error) {
	var moved []Moved
	err := s.answer(ctx, sessionID, func(ctx context.Context, tx bun.Tx, p Pair, session Session) error {
		moved = nil
		switch {
		case session.ConfirmedAt != nil:
			return nil
		case session.DisputedAt != nil:
			return fault.New(fault.Conflict, "mentoring.disputed_already")
		}
		now := s.clock.Now()
		session.ConfirmedAt = &now
		if err := settleSession(ctx, tx, session); err != nil {
			return err
		}
		mentor, err := FindView(ctx, tx, p.ID)
		if err != nil {
			return err
		}
		changed, err := s.ledger.Post(ctx, tx, []evidence.Entry{entryOf(session, p, mentor.Mentor.FullName)}, now)
		if err != nil {
			return fmt.Errorf("post coaching evidence: %w", err)
		}
		for _, c := range changed {
			m := Moved{LevelChanged: c}
			if m.Competency, err = competency.Find(ctx, tx, c.CompetencyID); err != nil {
				return err
			}
			standing, err := asked(ctx, tx, c.StaffID, c.CompetencyID)
			if err != nil {
				return err
			}
			m.Required = standing.Required
			moved = append(moved, m)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return moved, nil
}

// Dispute says, as its learner, that a session was not as logged, and queues
// Disputed. Nothing reaches the ledger. The mentor may log the session anew.
// Disputing again changes nothing. Faults: NotFound auth.no_staff,
// mentoring.session_not_found; Forbidden mentoring.not_yours; Conflict
// mentoring.confirmed_already; Invalid mentoring.no_reason.
func (s *Service) Dispute(ctx context.Context, sessionID uuid.UUID, text string) error {
	if text = tidy(text); text == "" {
		return fault.New(fault.Invalid, "web.invalid").At("body.text", "mentoring.no_reason", nil)
	}
	return s.answer(ctx, sessionID, func(ctx context.Context, tx bun.Tx, _ Pair, session Session) error {
		switch {
		case session.DisputedAt != nil:
			return nil
		case session.ConfirmedAt != nil:
			return fault.New(fault.Conflict, "mentoring.confirmed_already")
		}
		now := s.clock.Now()
		session.DisputedAt, session.Dispute = &now, text
		if err := settleSession(ctx, tx, session); err != nil {
			return err
		}
		return s.outbox.Put(ctx, tx, Disputed{SessionID: session.ID}, now)
	})
}

// answer runs a learner's deed on a locked session of one of the learner's pairs.
func (s *Service) answer(
	ctx context.Context, sessionID uuid.UUID, deed func(ctx context.Context, tx bun.Tx, p Pair, session Session) error,
) error {
	me, err := self(ctx)
	if err != nil {
		return err
	}
	err = db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		session, err := lockSession(ctx, tx, sessionID)
		if err != nil {
			return err
		}
		p, err := FindPair(ctx, tx, session.PairID)
		if err != nil {
			return err
		}
		switch actor, mine := p.ActorOf(me); {
		case !mine:
			return ErrNoSession
		case actor != Learner:
			return ErrActor
		}
		return deed(ctx, tx, p, session)
	})
	return faultOf(err)
}

// entryOf is what a confirmed session says in the ledger.
func entryOf(session Session, p Pair, mentor string) evidence.Entry {
	return Coaching{
		Session: session, Source: evidenceSource, MentorID: p.MentorID, MentorName: mentor,
		LearnerID: p.LearnerID, CompetencyID: p.CompetencyID,
	}.Entry()
}
