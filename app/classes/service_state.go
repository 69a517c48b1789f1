package classes

import (
	"context"
	"strings"

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
		claims, err := competency.Claims(ctx, tx, competency.SourceClass, id)
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

// Close ends a class after its last session: whoever reached AttendanceBar gets
// one entry of evidence for each competency the class shows. A class that is
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
		claims, err := competency.Claims(ctx, tx, competency.SourceClass, id)
		if err != nil {
			return err
		}
		moved, err := s.ledger.Post(ctx, tx, shown(r.Class, claims, attended, me), now)
		if err != nil {
			return err
		}
		out.Levels = len(moved)
		c := r.Class
		c.State, c.ClosedAt, c.UpdatedAt = After(ToClose, c.State), now, now
		if err := updateClass(ctx, tx, c); err != nil {
			return err
		}
		return audit.Put(ctx, tx, "classes.close", subject, id,
			map[string]any{"code": c.Code, "people": out.People, "attended": out.Attended}, now)
	})
	return out, err
}

// shown is the evidence of attendance: the trainer vouches, or who closes the
// class when no trainer is named.
func shown(c Class, claims []competency.Claim, attended []uuid.UUID, closer uuid.UUID) []evidence.Entry {
	trainer := c.TrainerID
	if trainer == uuid.Nil {
		trainer = closer
	}
	entries := make([]evidence.Entry, 0, len(attended)*len(claims))
	for _, person := range attended {
		for _, claim := range claims {
			entries = append(entries, evidence.Entry{
				StaffID: person, CompetencyID: claim.CompetencyID,
				Kind: evidence.KindAttendance, Action: evidence.ActionAttest, Level: claim.Level,
				ActorID: trainer, Capacity: evidence.CapacityTrainer, ObservedAt: c.EndsAt,
				Source: "class", SourceID: c.ID,
				DescriptionKey: "evidence.from_class", DescriptionArgs: map[string]any{"class": c.Title},
			})
		}
	}
	return entries
}
