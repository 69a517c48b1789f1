package programmes

import (
	"cmp"
	"context"
	"slices"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/fault"
	"camtay/app/matching"
	"camtay/app/mentoring"
)

// Publish makes the pairs of a matched programme suggestions to the people they
// concern, who then accept or decline. It cannot be undone; pairs can be ended.
func (s *Service) Publish(ctx context.Context, id uuid.UUID) (Programme, error) {
	return s.change(ctx, id, "programmes.publish", func(ctx context.Context, tx bun.Tx, p *Programme) error {
		if p.State != Ready {
			return fault.New(fault.Conflict, "programmes.not_ready")
		}
		h, err := s.hold(ctx, tx, *p)
		if err != nil {
			return err
		}
		now := s.clock.Now()
		p.State, p.PublishedAt = Published, &now
		return s.pairs.Invite(ctx, tx, h.invitations(p.ID))
	})
}

// invitations are the pairs of a matching with what each is for: the levels of the
// need that the mentor can help to reach, the widest gap first.
func (h *kept) invitations(programme uuid.UUID) []mentoring.Invitation {
	var invitations []mentoring.Invitation
	for i, j := range h.decided.Match {
		if j == matching.None {
			continue
		}
		n, who, meeting := &h.field.Needs[i], &h.field.Helpers[j], h.decided.Meetings[i]
		inv := mentoring.Invitation{
			ID: uuid.Must(uuid.NewV7()), ProgrammeID: programme, MentorID: who.Mentor, LearnerID: n.Learner, Slot: &meeting.Slot,
		}
		for _, l := range n.Lacks {
			if to := l.reach(who); to > l.Level {
				inv.Targets = append(inv.Targets, mentoring.Target{CompetencyID: l.Competency, From: l.Level, To: to})
			}
		}
		slices.SortStableFunc(inv.Targets, func(a, b mentoring.Target) int { return cmp.Compare(b.To-b.From, a.To-a.From) })
		invitations = append(invitations, inv)
	}
	return invitations
}
