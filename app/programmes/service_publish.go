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
// concern, who then accept or decline. Pairs that have become impossible since it was
// matched are left out. It cannot be undone; pairs can be ended.
func (s *Service) Publish(ctx context.Context, id uuid.UUID) (Programme, error) {
	return s.change(ctx, id, "programmes.publish", func(ctx context.Context, tx bun.Tx, p *Programme) error {
		if p.State != Ready {
			return fault.New(fault.Conflict, "programmes.not_ready")
		}
		field, wishes, match, err := s.remembered(ctx, tx, *p)
		if err != nil {
			return err
		}
		d, err := standing(field, p.Aim, wishes, match)
		if err != nil {
			return err
		}
		p.Figures = p.Figures.with(p.Mode, field.figures(d))
		if !slices.Equal(d.Match, match) {
			p.Figures.Gap = "" // the proof was of the whole
		}
		if err := keep(ctx, tx, *p, field, d); err != nil {
			return err
		}
		now := s.clock.Now()
		p.State, p.PublishedAt = Published, &now
		return s.pairs.Invite(ctx, tx, invitations(field, d, p.ID))
	})
}

// standing is what still stands of a matching: pairs that are possible, within the
// mentors' places and with a half-day.
func standing(f *Field, aim Aim, wishes Wishes, match []int32) (*Decided, error) {
	p, err := f.Problem(aim, wishes, func(int, int) error { return nil })
	if err != nil {
		return nil, err
	}
	d := &Decided{Problem: p, Match: slices.Clone(match)}
	load := make([]int32, len(p.Capacity))
	for i, j := range d.Match {
		switch {
		case j == matching.None:
		case load[j] == p.Capacity[j] || !slices.Contains(p.Mentor[p.Start[i]:p.End[i]], j):
			d.Match[i] = matching.None
		default:
			load[j]++
		}
	}
	var dropped []int
	d.Meetings, dropped = f.Timetable(d.Match)
	for _, i := range dropped {
		d.Match[i] = matching.None
	}
	return d, nil
}

// invitations are the pairs of a matching with what each is for: the levels of the
// need that the mentor can help to reach, the widest gap first.
func invitations(f *Field, d *Decided, programme uuid.UUID) []mentoring.Invitation {
	var invitations []mentoring.Invitation
	for i, j := range d.Match {
		if j == matching.None {
			continue
		}
		n, who, meeting := &f.Needs[i], &f.Helpers[j], d.Meetings[i]
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
