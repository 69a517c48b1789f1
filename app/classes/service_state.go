package classes

import (
	"context"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
	"golang.org/x/text/unicode/norm"

	"camtay/app/audit"
	"camtay/app/competency"
	"camtay/app/db"
	"camtay/app/evidence"
	"camtay/app/fault"
)

// Open lets wards nominate and tells of it.
func (s *Service) Open(ctx context.Context, id uuid.UUID) error {
	now := s.clock.Now()
	return db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		r, err := hold(ctx, tx, id)
		if err != nil {
			return err
		}
		if f := Allow(ToOpen, r.Class, r.actor, now); f != nil {
			return f
		}
		claims, err := competency.Shows(ctx, tx, competency.SourceClass, id)
		if err != nil {
			return err
		}
		if f := CheckOpen(r.Class, len(claims), now); f != nil {
			return f
		}
		c := r.Class
		c.State, c.UpdatedAt = After(ToOpen, c.State), now
		if err := updateClass(ctx, tx, c); err != nil {
			return err
		}
		if err := s.outbox.Put(ctx, tx, ClassOpened{ClassID: id}, now); err != nil {
			return err
		}
		return audit.Put(ctx, tx, "classes.open", subject, id, map[string]any{"code": c.Code}, now)
	})
}

// Cancel calls a class off. People are told only of a class that was open.
func (s *Service) Cancel(ctx context.Context, id uuid.UUID, reason string) error {
	reason = strings.TrimSpace(norm.NFC.String(reason))
	if reason == "" {
		return noReason()
	}
	now := s.clock.Now()
	return db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		r, err := hold(ctx, tx, id)
		if err != nil {
			return err
		}
		if f := Allow(ToCancel, r.Class, r.actor, now); f != nil {
			return f
		}
		c := r.Class
		c.State, c.Reason, c.UpdatedAt = After(ToCancel, c.State), reason, now
		if err := updateClass(ctx, tx, c); err != nil {
			return err
		}
		if r.State == Open {
			if err := s.outbox.Put(ctx, tx, Cancelled{ClassID: id}, now); err != nil {
				return err
			}
		}
		return audit.Put(ctx, tx, "classes.cancel", subject, id, map[string]any{"code": c.Code}, now)
	})
}

func noReason() error {
	return fault.New(fault.Invalid, "web.invalid").At("body.reason", "classes.no_reason", nil)
}

// Close ends a class after its last session: whoever meets its criteria, by
// default AttendanceBar, gets one entry of evidence for each competency proved. A class that is
// closed already stays as it is and nothing is posted.
func (s *Service) Close(ctx context.Context, id uuid.UUID) (ClosingBody, error) {
	me, err := self(ctx)
	if err != nil {
		return ClosingBody{}, err
	}
	now := s.clock.Now()
	var out ClosingBody
	err = db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		r, err := hold(ctx, tx, id)
		if err != nil {
			return err
		}
		again := r.State == Closed && r.actor.Attends
		if f := Allow(ToClose, r.Class, r.actor, now); f != nil && !again {
			return f
		}
		book, err := readSheet(ctx, tx, id)
		if err != nil {
			return err
		}
		attended := book.attended()
		out = ClosingBody{People: len(book.people), Attended: len(attended)}
		if again {
			return nil
		}
		if f := CheckClose(Missing(book.rows, book.sessionIDs(), book.people)); f != nil {
			return f
		}
		c := r.Class
		c.State, c.ClosedAt, c.UpdatedAt = After(ToClose, c.State), now, now
		if err := updateClass(ctx, tx, c); err != nil {
			return err
		}
		moved, err := s.settle(ctx, tx, r.Class, book, me, now)
		if err != nil {
			return err
		}
		out.Levels = len(moved)
		return audit.Put(ctx, tx, "classes.close", subject, id,
			map[string]any{"code": c.Code, "people": out.People, "attended": out.Attended}, now)
	})
	return out, err
}

// settle posts what a class that is closed proves, also late by the criteria of
// others that look at it.
func (s *Service) settle(ctx context.Context, tx bun.Tx, c Class, book sheet, closer uuid.UUID, now time.Time) ([]evidence.LevelChanged, error) {
	self := competency.Source{Kind: competency.SourceClass, ID: c.ID}
	proofs, err := competency.Prove(ctx, tx, self, competency.Paper{}, book.did(c.ID))
	if err != nil {
		return nil, err
	}
	late, err := competency.ProveLate(ctx, tx, book.people, self)
	if err != nil {
		return nil, err
	}
	return s.ledger.Post(ctx, tx, append(shown(c, proofs, book.people, closer), evidence.FromLate(late, now)...), now)
}

// shown is the evidence of attendance: the trainer vouches, or who closes the
// class when no trainer is named.
func shown(c Class, proofs map[uuid.UUID]competency.Proof, people []uuid.UUID, closer uuid.UUID) []evidence.Entry {
	trainer := c.TrainerID
	if trainer == uuid.Nil {
		trainer = closer
	}
	var entries []evidence.Entry
	for _, person := range people {
		proof := proofs[person]
		for _, claim := range proof.Shown {
			if claim.Level == 0 {
				continue
			}
			entries = append(entries, evidence.Entry{
				StaffID: person, CompetencyID: claim.CompetencyID,
				Kind: evidence.KindAttendance, Action: evidence.ActionAttest, Level: claim.Level,
				ActorID: trainer, Capacity: evidence.CapacityTrainer, ObservedAt: c.EndsAt,
				Source: "class", SourceID: c.ID,
				DescriptionKey: "evidence.from_class", DescriptionArgs: proof.Bind(map[string]any{"class": c.Title}),
			})
		}
	}
	return entries
}
