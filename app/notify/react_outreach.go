package notify

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/outreach"
)

const sourceOutreach = "outreach_deed"

// OnOutreachMoved tells those whose turn it is, and those whom a deed touches,
// what happened to a request for a specialist; never who did it.
func (s *Service) OnOutreachMoved(ctx context.Context, tx bun.Tx, fact outreach.Moved, now time.Time) error {
	e, err := outreach.FindEvent(ctx, tx, fact.EventID)
	if err != nil {
		return err
	}
	v, err := outreach.Find(ctx, tx, e.RequestID)
	if err != nil {
		return err
	}
	centre, home, self := concerned(e.Deed)
	var messages []Message
	tell := func(to uuid.UUID, link string) {
		if to == uuid.Nil || to == e.ByID {
			return
		}
		messages = append(messages, Message{
			StaffID: to, Key: "notify.outreach_" + string(e.Deed), Link: link, Source: sourceOutreach, SourceID: e.ID,
			Args: map[string]any{"unit": v.UnitName, "field": v.FieldVI, "field_en": v.FieldEN, "name": v.FullName},
		})
	}
	for _, part := range []struct {
		told bool
		unit uuid.UUID
	}{{centre, v.UnitID}, {home, v.HomeUnitID}} {
		if !part.told || part.unit == uuid.Nil {
			continue
		}
		people, err := leadersOver(ctx, tx, part.unit, uuid.Nil)
		if err != nil {
			return err
		}
		for _, id := range people {
			tell(id, "/ho-tro-quay/"+v.ID.String())
		}
	}
	if self {
		tell(e.StaffID, "/lich-ho-tro/"+v.ID.String())
	}
	return putAll(ctx, tx, messages, now)
}

// concerned says whom a deed concerns: the centre's leaders, the leaders of the
// specialist's unit, the specialist.
func concerned(d outreach.Deed) (centre, home, self bool) {
	switch d {
	case outreach.Pick:
		return false, true, false
	case outreach.Agree, outreach.Confirm, outreach.Dispute:
		return false, false, true
	case outreach.Refuse, outreach.Lapse, outreach.Log, outreach.Reopen:
		return true, false, false
	case outreach.Accept, outreach.Decline:
		return true, true, false
	case outreach.Withdraw, outreach.Cancel, outreach.CallOff:
		return true, true, true
	case outreach.Ask, outreach.Finish:
	}
	return false, false, false
}
