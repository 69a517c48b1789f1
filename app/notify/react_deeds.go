package notify

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/competency"
	"camtay/app/evidence"
	"camtay/app/staff"
)

const (
	sourceEntry   = "evidence_entry"
	sourceDispute = "evidence_dispute"
	disputesLink  = "/y-kien"
)

// OnRecorded tells a person what somebody wrote about them by hand.
func (s *Service) OnRecorded(ctx context.Context, tx bun.Tx, fact evidence.Recorded, now time.Time) error {
	e, err := evidence.FindEntry(ctx, tx, fact.EntryID)
	if err != nil {
		return fmt.Errorf("find entry %s: %w", fact.EntryID, err)
	}
	c, err := competency.Find(ctx, tx, e.CompetencyID)
	if err != nil {
		return err
	}
	who, err := staff.Find(ctx, tx, e.ActorID)
	if err != nil {
		return fmt.Errorf("find who wrote entry %s: %w", fact.EntryID, err)
	}
	m := Message{
		StaffID: e.StaffID, Key: "notify.evidence_" + e.Kind, Link: competencyLink(c.ID),
		Args: named(map[string]any{"name": who.FullName}, c), Source: sourceEntry, SourceID: e.ID,
	}
	switch e.Action {
	case evidence.ActionWithdraw:
		m.Key = "notify.evidence_withdrawn"
	case evidence.ActionOverride:
		m.Key, m.Args["level"] = "notify.evidence_override", e.Level
		if e.ValidUntil != nil {
			m.Args["until"] = dayText(e.ValidUntil.Add(-time.Second))
		}
	}
	return Put(ctx, tx, m, now)
}

// OnDisputed tells those who lead the person's unit that a level is held to be
// wrong, except the person.
func (s *Service) OnDisputed(ctx context.Context, tx bun.Tx, fact evidence.Disputed, now time.Time) error {
	d, err := evidence.FindDispute(ctx, tx, fact.DisputeID)
	if err != nil || d.State != evidence.DisputeOpen {
		return err
	}
	people, err := superiorsOf(ctx, tx, d.StaffID)
	if err != nil {
		return err
	}
	messages := make([]Message, 0, len(people))
	for _, id := range people {
		messages = append(messages, aboutDispute(d, id, "notify.disputed", disputesLink, d.FullName))
	}
	return putAll(ctx, tx, messages, now)
}

// OnDisputeAnswered tells a person that what they said of a level was answered.
func (s *Service) OnDisputeAnswered(ctx context.Context, tx bun.Tx, fact evidence.DisputeClosed, now time.Time) error {
	d, err := evidence.FindDispute(ctx, tx, fact.DisputeID)
	if err != nil {
		return err
	}
	return Put(ctx, tx, aboutDispute(d, d.StaffID, "notify.dispute_answered", competencyLink(d.CompetencyID), d.Answerer), now)
}

func aboutDispute(d evidence.DisputeView, to uuid.UUID, key, link, name string) Message {
	c := competency.Competency{NameVI: d.NameVI, NameEN: d.NameEN}
	return Message{
		StaffID: to, Key: key, Link: link, Args: named(map[string]any{"name": name}, c), Source: sourceDispute, SourceID: d.ID,
	}
}

// superiorsOf are the leaders set over a person's unit, without the person.
func superiorsOf(ctx context.Context, db bun.IDB, staffID uuid.UUID) ([]uuid.UUID, error) {
	return leaders(ctx, db, db.NewRaw(`select l.staff_id
		from staff s
		join units u on u.id = s.unit_id
		join v_unit_leaders l on u.path <@ l.unit_path
		where s.id = ?0
		and l.staff_id <> ?0`, staffID))
}
