package mentoring

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/audit"
	"camtay/app/auth"
	"camtay/app/clock"
	"camtay/app/db"
	"camtay/app/fault"
	"camtay/app/staff"
)

// ProposalsIn are the proposals about people whom the caller leads.
func (s *Service) ProposalsIn(ctx context.Context, f ProposalFilter) ([]ProposalView, error) {
	return Proposals(ctx, s.db, access.ScopeOf(ctx, access.MentoringPropose), f, s.today())
}

// Propose asks someone whom the caller leads to become a mentor, and queues
// Proposed. Faults: NotFound staff.person_not_found; Conflict
// mentoring.proposed_already, mentoring.open_already, mentoring.too_low {level}.
func (s *Service) Propose(ctx context.Context, staffID uuid.UUID, words string) (ProposalView, error) {
	if err := s.proposable(ctx, staffID); err != nil {
		return ProposalView{}, err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return ProposalView{}, fmt.Errorf("make proposal id: %w", err)
	}
	p := Proposal{
		ID: id, StaffID: staffID, ProposedBy: access.Who(ctx).StaffID, Words: tidy(words), State: Waiting, CreatedAt: s.clock.Now(),
	}
	err = db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		if err := InsertProposal(ctx, tx, p); err != nil {
			return err
		}
		if err := audit.Put(ctx, tx, "mentoring.proposed", "staff", staffID, nil, p.CreatedAt); err != nil {
			return err
		}
		return s.outbox.Put(ctx, tx, Proposed{ProposalID: id}, p.CreatedAt)
	})
	switch {
	case db.IsDuplicate(err):
		return ProposalView{}, fault.New(fault.Conflict, "mentoring.proposed_already").Because(err)
	case err != nil:
		return ProposalView{}, err
	}
	return FindProposal(ctx, s.db, id)
}

func (s *Service) proposable(ctx context.Context, staffID uuid.UUID) error {
	_, err := staff.FindInScope(ctx, s.db, access.ScopeOf(ctx, access.MentoringPropose), staffID, s.today())
	switch {
	case errors.Is(err, staff.ErrNotFound):
		return fault.New(fault.NotFound, "staff.person_not_found")
	case err != nil:
		return err
	}
	p, err := FindProfile(ctx, s.db, staffID)
	switch {
	case err == nil && p.Open:
		return fault.New(fault.Conflict, "mentoring.open_already")
	case err != nil && !errors.Is(err, ErrNoProfile):
		return err
	}
	best, err := bestLevel(ctx, s.db, staffID)
	switch {
	case err != nil:
		return err
	case best < MinMentorLevel:
		return fault.New(fault.Conflict, "mentoring.too_low").With(fault.Args{"level": MinMentorLevel})
	}
	return nil
}

// Withdraw takes a proposal back that still waits. Faults: NotFound
// mentoring.proposal_not_found; Conflict mentoring.proposal_settled.
func (s *Service) Withdraw(ctx context.Context, id uuid.UUID) error {
	return s.settleProposal(ctx, id, func(ctx context.Context, tx bun.Tx, p Proposal) (Proposal, error) {
		_, err := staff.FindInScope(ctx, tx, access.ScopeOf(ctx, access.MentoringPropose), p.StaffID, s.today())
		if errors.Is(err, staff.ErrNotFound) {
			return Proposal{}, ErrNoProposal
		}
		if err != nil {
			return Proposal{}, err
		}
		return p.Settle(Withdrawn, "", s.clock.Now())
	})
}

// AnswerProposal accepts or declines what was proposed to the acting person, and
// queues ProposalAnswered. Whoever accepts holds the mentor's role from then on
// and has an open profile. Faults: NotFound auth.no_staff,
// mentoring.proposal_not_found; Conflict mentoring.proposal_settled,
// mentoring.no_level.
func (s *Service) AnswerProposal(ctx context.Context, id uuid.UUID, accept bool, words string) error {
	me, err := self(ctx)
	if err != nil {
		return err
	}
	return s.settleProposal(ctx, id, func(ctx context.Context, tx bun.Tx, p Proposal) (Proposal, error) {
		now := s.clock.Now()
		if p.StaffID != me {
			return Proposal{}, ErrNoProposal
		}
		to := Refused
		if accept {
			to = Agreed
		}
		settled, err := p.Settle(to, tidy(words), now)
		if err != nil {
			return Proposal{}, err
		}
		if accept {
			if err := s.begin(ctx, tx, me); err != nil {
				return Proposal{}, err
			}
		}
		return settled, s.outbox.Put(ctx, tx, ProposalAnswered{ProposalID: id}, now)
	})
}

// begin makes someone a mentor with an open profile.
func (s *Service) begin(ctx context.Context, tx bun.Tx, me uuid.UUID) error {
	best, err := bestLevel(ctx, tx, me)
	if err != nil {
		return err
	}
	if err := CheckOpening(true, best); err != nil {
		return err
	}
	p, err := FindProfile(ctx, tx, me)
	if errors.Is(err, ErrNoProfile) {
		p, err = NoProfile(me), nil
	}
	if err != nil {
		return err
	}
	p.Open, p.PausedUntil = true, nil
	now := s.clock.Now()
	if err := PutProfiles(ctx, tx, []Profile{p}, now); err != nil {
		return err
	}
	return auth.EnsureRole(ctx, tx, me, access.Mentor, now)
}

func (s *Service) settleProposal(ctx context.Context, id uuid.UUID, settle func(context.Context, bun.Tx, Proposal) (Proposal, error)) error {
	err := db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		p, err := lockProposal(ctx, tx, id)
		if err != nil {
			return err
		}
		settled, err := settle(ctx, tx, p)
		if err != nil {
			return err
		}
		return updateProposal(ctx, tx, settled)
	})
	if errors.Is(err, ErrNoProposal) {
		return fault.New(fault.NotFound, "mentoring.proposal_not_found").Because(err)
	}
	return err
}

// Sensitive are all competencies, and which of them are not learnt from one's
// direct superior.
func (s *Service) Sensitive(ctx context.Context) ([]SensitiveLine, error) {
	return SensitiveLines(ctx, s.db)
}

// PutSensitive says whether a competency is sensitive. Faults: NotFound
// mentoring.no_competency; Forbidden mentoring.not_province.
func (s *Service) PutSensitive(ctx context.Context, competencyID uuid.UUID, sensitive bool) error {
	if err := inForce(ctx, s.db, competencyID); err != nil {
		return err
	}
	now := s.clock.Now()
	return db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		if err := s.overProvince(ctx, tx); err != nil {
			return err
		}
		var err error
		if sensitive {
			_, err = tx.ExecContext(ctx, "insert into sensitive_competencies (competency_id, created_at) values (?, ?) on conflict do nothing", competencyID, now)
		} else {
			_, err = tx.ExecContext(ctx, "delete from sensitive_competencies where competency_id = ?", competencyID)
		}
		if err != nil {
			return fmt.Errorf("set sensitive competency: %w", err)
		}
		return audit.Put(ctx, tx, "mentoring.sensitive_set", "competency", competencyID, map[string]any{"sensitive": sensitive}, now)
	})
}

// overProvince refuses whoever holds the permission over a part of the tree only.
func (s *Service) overProvince(ctx context.Context, db bun.IDB) error {
	var roots []string
	if err := db.NewRaw("select path::text from units where parent_id is null").Scan(ctx, &roots); err != nil {
		return fmt.Errorf("find root units: %w", err)
	}
	for _, root := range roots {
		if access.May(ctx, access.MentoringRules, root) {
			return nil
		}
	}
	return fault.New(fault.Forbidden, "mentoring.not_province")
}

func (s *Service) today() clock.Day {
	return clock.DayOf(s.clock.Now())
}
