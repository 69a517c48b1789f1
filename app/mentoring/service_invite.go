package mentoring

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun"
)

// ErrInvitation reports an invitation that cannot be a pair.
var ErrInvitation = errors.New("not a pair with targets")

// Invite suggests pairs of a programme to both of the two and queues Invited for
// each. What the programme suggested before, and whoever is bound to the same
// mentor for the same competency already, is left as it is. Error: ErrInvitation,
// and none is suggested.
func (s *Service) Invite(ctx context.Context, tx bun.Tx, invitations []Invitation) error {
	now := s.clock.Now()
	for _, i := range invitations {
		if !i.valid() {
			return fmt.Errorf("suggest pair %s: %w", i.ID, ErrInvitation)
		}
	}
	for _, i := range invitations {
		if err := s.invite(ctx, tx, i, now); err != nil {
			return fmt.Errorf("suggest pair %s: %w", i.ID, err)
		}
	}
	return nil
}

func (s *Service) invite(ctx context.Context, tx bun.Tx, i Invitation, now time.Time) error {
	p := Pair{
		ID: i.ID, MentorID: i.MentorID, LearnerID: i.LearnerID, ProgrammeID: &i.ProgrammeID,
		CompetencyID: i.Targets[0].CompetencyID, TargetLevel: i.Targets[0].To,
		State: Suggested, RequestedAt: now, Slot: i.Slot,
	}
	added, err := addPair(ctx, tx, p)
	if err != nil || !added {
		return err
	}
	if err := putTargets(ctx, tx, targetRows(p.ID, i.Targets)); err != nil {
		return err
	}
	return s.outbox.Put(ctx, tx, Invited{PairID: p.ID}, now)
}
