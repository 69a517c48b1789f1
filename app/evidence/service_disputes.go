package evidence

import (
	"context"
	"errors"
	"strings"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/audit"
	"camtay/app/db"
	"camtay/app/fault"
)

// Object says that the acting person holds a level of theirs to be wrong; it
// becomes a to-do of their superiors. Saying it again under the same id changes
// nothing. Faults: NotFound for the competency or the entry, Conflict
// evidence.disputed_already while one is open, Invalid for the text.
func (s *Service) Object(ctx context.Context, d Dispute) (DisputeView, error) {
	d.StaffID = access.Who(ctx).StaffID
	if d.StaffID == uuid.Nil {
		return DisputeView{}, fault.New(fault.NotFound, "auth.no_staff")
	}
	d.Text, d.CreatedAt = strings.TrimSpace(d.Text), s.clock.Now()
	if d.ID == uuid.Nil {
		return DisputeView{}, fault.New(fault.Invalid, "web.invalid").At("body.id", "evidence.deed_id", nil)
	}
	if err := checkReason("body.text", d.Text); err != nil {
		return DisputeView{}, err
	}
	if err := s.concerns(ctx, d); err != nil {
		return DisputeView{}, err
	}
	err := db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		added, err := insertDispute(ctx, tx, d)
		if err != nil || !added {
			return err
		}
		args := map[string]any{"competency_id": d.CompetencyID, "dispute_id": d.ID}
		if err := audit.Put(ctx, tx, "evidence.dispute", "staff", d.StaffID, args, d.CreatedAt); err != nil {
			return err
		}
		return s.ledger.outbox.Put(ctx, tx, Disputed{DisputeID: d.ID}, d.CreatedAt)
	})
	switch {
	case db.IsDuplicate(err):
		return DisputeView{}, fault.New(fault.Conflict, "evidence.disputed_already").Because(err)
	case db.IsReferenced(err):
		return DisputeView{}, fault.New(fault.NotFound, "competency.not_found").Because(err)
	case err != nil:
		return DisputeView{}, err
	}
	found, err := FindDispute(ctx, s.db, d.ID)
	if err == nil && found.StaffID != d.StaffID { // somebody else's id
		return DisputeView{}, fault.New(fault.Conflict, "evidence.disputed_already")
	}
	return found, err
}

// concerns checks that the entry of a dispute, if any, is about the same level.
func (s *Service) concerns(ctx context.Context, d Dispute) error {
	if d.EntryID == uuid.Nil {
		return nil
	}
	e, err := FindEntry(ctx, s.db, d.EntryID)
	switch {
	case errors.Is(err, ErrNoEntry) || err == nil && (e.StaffID != d.StaffID || e.CompetencyID != d.CompetencyID):
		return fault.New(fault.NotFound, "evidence.entry_not_found").Because(err)
	case err != nil:
		return err
	}
	return nil
}

// MyDisputes are the acting person's own disputes, the latest first, at most
// limit+1.
func (s *Service) MyDisputes(ctx context.Context, f DisputeFilter) ([]DisputeView, error) {
	me := access.Who(ctx).StaffID
	if me == uuid.Nil {
		return nil, fault.New(fault.NotFound, "auth.no_staff")
	}
	return disputesOf(ctx, s.db, me, f)
}

// Disputes are those that the acting person may answer or saw answered, the
// latest first, at most limit+1.
func (s *Service) Disputes(ctx context.Context, f DisputeFilter) ([]DisputeView, error) {
	return ListDisputes(ctx, s.db, access.ScopeOf(ctx, access.EvidenceAppraise), access.Who(ctx).StaffID, f)
}

// AnswerDispute closes a dispute with words and, if an entry or a withdrawal
// followed from it, that entry. Faults: NotFound outside the scope, Forbidden
// one's own, Conflict evidence.dispute_closed, Invalid for the answer or for an
// entry that does not follow from it.
func (s *Service) AnswerDispute(ctx context.Context, id uuid.UUID, answer string, entryID uuid.UUID) (DisputeView, error) {
	answer = strings.TrimSpace(answer)
	notFound := fault.New(fault.NotFound, "evidence.dispute_not_found")
	d, err := FindDispute(ctx, s.db, id)
	switch {
	case errors.Is(err, ErrNoDispute):
		return DisputeView{}, notFound.Because(err)
	case err != nil:
		return DisputeView{}, err
	case !access.May(ctx, access.EvidenceAppraise, d.UnitPath):
		return DisputeView{}, notFound
	}
	me := access.Who(ctx).StaffID
	switch me {
	case uuid.Nil:
		return DisputeView{}, fault.New(fault.NotFound, "auth.no_staff")
	case d.StaffID:
		return DisputeView{}, fault.New(fault.Forbidden, "evidence.not_of_oneself")
	}
	if err := checkReason("body.answer", answer); err != nil {
		return DisputeView{}, err
	}
	if err := s.follows(ctx, d.Dispute, entryID); err != nil {
		return DisputeView{}, err
	}
	now := s.clock.Now()
	d.Answer, d.AnsweredBy, d.AnsweredAt, d.AnswerEntryID = answer, me, &now, entryID
	err = db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		open, err := answerDispute(ctx, tx, d.Dispute)
		switch {
		case err != nil:
			return err
		case !open:
			return fault.New(fault.Conflict, "evidence.dispute_closed")
		}
		args := map[string]any{"competency_id": d.CompetencyID, "dispute_id": d.ID}
		if err := audit.Put(ctx, tx, "evidence.dispute_answer", "staff", d.StaffID, args, now); err != nil {
			return err
		}
		return s.ledger.outbox.Put(ctx, tx, DisputeClosed{DisputeID: d.ID}, now)
	})
	if err != nil {
		return DisputeView{}, err
	}
	return FindDispute(ctx, s.db, id)
}

// follows checks that an entry linked to an answer is of the same level and was
// posted after the dispute.
func (s *Service) follows(ctx context.Context, d Dispute, entryID uuid.UUID) error {
	if entryID == uuid.Nil {
		return nil
	}
	wrong := fault.New(fault.Invalid, "web.invalid").At("body.entry_id", "evidence.dispute_entry", nil)
	e, err := FindEntry(ctx, s.db, entryID)
	switch {
	case errors.Is(err, ErrNoEntry):
		return wrong
	case err != nil:
		return err
	case e.StaffID != d.StaffID || e.CompetencyID != d.CompetencyID || e.PostedAt.Before(d.CreatedAt):
		return wrong
	}
	return nil
}
