package communities

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/audit"
	"camtay/app/db"
	"camtay/app/fault"
	"camtay/app/gaps"
)

// Follow follows a field, or no longer. Faults: NotFound auth.no_staff,
// communities.no_field.
func (s *Service) Follow(ctx context.Context, kind, field string, follow bool) error {
	me, err := self(ctx)
	if err != nil {
		return err
	}
	if err := s.field(ctx, kind, field); err != nil {
		return err
	}
	return PutFollow(ctx, s.db, me, kind, field, follow, s.clock.Now())
}

// Widen opens a field's community to the whole province, or to neighbours only
// again. Faults: Forbidden communities.no_guard, NotFound communities.no_field.
func (s *Service) Widen(ctx context.Context, kind, field string, wide bool) error {
	var root string
	if err := s.db.NewRaw("select path from units where nlevel(path) = 1 order by code limit 1").Scan(ctx, &root); err != nil {
		return fmt.Errorf("find province: %w", err)
	}
	if !access.May(ctx, access.CommunitiesWiden, root) {
		return faultOf(ErrGuard)
	}
	if err := s.field(ctx, kind, field); err != nil {
		return err
	}
	return db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		now := s.clock.Now()
		if err := PutReach(ctx, tx, access.Who(ctx).StaffID, kind, field, wide, now); err != nil {
			return err
		}
		return audit.Put(ctx, tx, "communities.widen", "community", uuid.Nil, map[string]any{"kind": kind, "field": field, "wide": wide}, now)
	})
}

func (s *Service) field(ctx context.Context, kind, field string) error {
	_, known, err := gaps.FindFieldName(ctx, s.db, kind, field)
	if err == nil && !known {
		return fault.New(fault.NotFound, "communities.no_field")
	}
	return err
}

// ReportPost says that a post, or one of its answers, is wrong here, and queues
// Reported. Saying it again changes nothing. Faults: NotFound auth.no_staff,
// communities.not_found; Conflict communities.gone; Invalid communities.text.
func (s *Service) ReportPost(ctx context.Context, postID, answerID uuid.UUID, reason string) (Detail, error) {
	reason = tidy(reason)
	if err := CheckText("body.reason", reason); err != nil {
		return Detail{}, err
	}
	d, err := s.onPost(ctx, postID, func(ctx context.Context, tx bun.Tx, v View, now time.Time) error {
		if err := answerOf(ctx, tx, v, answerID); err != nil {
			return err
		}
		r := Report{PostID: postID, AnswerID: answerID, StaffID: access.Who(ctx).StaffID, Reason: reason, CreatedAt: now}
		var err error
		if r.ID, err = uuid.NewV7(); err != nil {
			return fmt.Errorf("make report id: %w", err)
		}
		if err := insertReport(ctx, tx, r); err != nil {
			return err
		}
		return s.outbox.Put(ctx, tx, Reported{ReportID: r.ID}, now)
	})
	if db.IsDuplicate(err) {
		return s.Find(ctx, postID)
	}
	return d, err
}

// answerOf checks that an answer, if one is named, is of the post.
func answerOf(ctx context.Context, tx bun.Tx, v View, answerID uuid.UUID) error {
	if answerID == uuid.Nil {
		return nil
	}
	a, err := FindAnswer(ctx, tx, answerID)
	if err == nil && a.PostID != v.ID {
		return ErrNotFound
	}
	return err
}

// Judgement is what whoever guards a post decides about it, or about one of its
// answers.
type Judgement string

// The judgements.
const (
	Hide Judgement = "hide"
	Show Judgement = "show" // again
	Keep Judgement = "keep" // as it is; reports are settled
)

// Judge hides a post or one of its answers with a reason, shows it again, or keeps
// it; open reports on it are settled. Faults: NotFound communities.not_found;
// Forbidden communities.no_guard; Invalid communities.text when hiding.
func (s *Service) Judge(ctx context.Context, postID, answerID uuid.UUID, j Judgement, reason string) (Detail, error) {
	me, err := self(ctx)
	if err != nil {
		return Detail{}, err
	}
	reason = tidy(reason)
	if j == Hide {
		if err := CheckText("body.reason", reason); err != nil {
			return Detail{}, err
		}
	}
	err = db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		if err := lockPost(ctx, tx, postID); err != nil {
			return err
		}
		v, err := Find(ctx, tx, viewer(ctx), postID)
		switch {
		case err != nil:
			return err
		case !guards(ctx, v):
			return ErrGuard
		}
		if err := answerOf(ctx, tx, v, answerID); err != nil {
			return err
		}
		now := s.clock.Now()
		outcome := outcomeKept
		if j == Hide {
			outcome = outcomeHidden
		}
		if err := settleReports(ctx, tx, postID, answerID, me, outcome, now); err != nil {
			return err
		}
		if j == Keep {
			return nil
		}
		return s.veil(ctx, tx, v, answerID, veil{by: me, hide: j == Hide, reason: reason, at: now})
	})
	if err != nil {
		return Detail{}, faultOf(err)
	}
	return s.Find(ctx, postID)
}

// veil is who hides or shows something, and why.
type veil struct {
	by     uuid.UUID
	hide   bool
	reason string
	at     time.Time
}

func (w veil) fields() (at *time.Time, by uuid.UUID, reason string) {
	if !w.hide {
		return nil, uuid.Nil, ""
	}
	return &w.at, w.by, w.reason
}

// veil hides or shows a post or one of its answers, notes it in the audit and
// queues Hidden.
func (s *Service) veil(ctx context.Context, tx bun.Tx, v View, answerID uuid.UUID, w veil) error {
	subject, id, deed := "community_post", v.ID, "communities.show"
	if w.hide {
		deed = "communities.hide"
	}
	if answerID == uuid.Nil {
		p := v.Post
		p.HiddenAt, p.HiddenBy, p.HiddenReason = w.fields()
		if err := updatePost(ctx, tx, p); err != nil {
			return err
		}
	} else {
		subject, id = "community_answer", answerID
		a, err := FindAnswer(ctx, tx, answerID)
		if err != nil {
			return err
		}
		a.HiddenAt, a.HiddenBy, a.HiddenReason = w.fields()
		if err := updateAnswer(ctx, tx, a); err != nil {
			return err
		}
	}
	if err := audit.Put(ctx, tx, deed, subject, id, nil, w.at); err != nil || !w.hide {
		return err
	}
	return s.outbox.Put(ctx, tx, Hidden{PostID: v.ID, AnswerID: answerID}, w.at)
}
