package evidence

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/db"
	"camtay/app/event"
)

// Lapsing says that a level will fall at an instant unless new evidence comes.
type Lapsing struct {
	StaffID      uuid.UUID `json:"staff_id"`
	CompetencyID uuid.UUID `json:"competency_id"`
	From         int16     `json:"from"`
	To           int16     `json:"to"`
	Until        time.Time `json:"until"`
}

// Kind is fixed; queued rows carry it.
func (Lapsing) Kind() string {
	return "evidence.lapsing"
}

// warnBatch is how many levels one transaction of Warn looks at.
const warnBatch = 500

// Warn tells people of levels that will fall soon for want of new evidence: once a
// lapse, as many days before it as the rule of the lapsing kind says. It returns
// how many it told of.
func (s *Service) Warn(ctx context.Context) (int, error) {
	total := 0
	from := soon{}
	for ctx.Err() == nil {
		var told int
		var next *soon
		err := db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
			var err error
			told, next, err = s.warnBatch(ctx, tx, from)
			return err
		})
		if err != nil {
			return total, fmt.Errorf("warn of lapses: %w", err)
		}
		total += told
		if next == nil {
			break
		}
		from = *next
	}
	return total, nil
}

func (s *Service) warnBatch(ctx context.Context, tx bun.Tx, from soon) (int, *soon, error) {
	now := s.clock.Now()
	book, err := s.ledger.current(ctx, tx)
	if err != nil {
		return 0, nil, err
	}
	coming, err := lapsingSoon(ctx, tx, from, now, now.AddDate(0, 0, book.warnDays()))
	if err != nil || len(coming) == 0 {
		return 0, nil, err
	}
	var facts []event.Fact
	var looked []soon
	held, numbers, err := holdingsSoon(ctx, tx, coming)
	if err != nil {
		return 0, nil, err
	}
	for _, c := range coming {
		h, rules := held[c.pair], book.At(numbers[c.staff])
		if now.AddDate(0, 0, h.warnDays(rules, c.at)).Before(c.at) {
			continue
		}
		looked = append(looked, c)
		if to, _ := settledOf(h.entries, rules, c.at); to < h.stored {
			facts = append(facts, Lapsing{StaffID: c.staff, CompetencyID: c.competency, From: h.stored, To: to, Until: c.at})
		}
	}
	if err := putWarned(ctx, tx, looked); err != nil {
		return 0, nil, err
	}
	last := coming[len(coming)-1]
	return len(facts), &last, s.ledger.outbox.PutAll(ctx, tx, facts, now)
}

// warnDays is the longest warning of the rules in force.
func (b *Book) warnDays() int {
	days := 0
	for _, rule := range b.At(b.Latest()).Sets[b.At(b.Latest()).Judge].Kinds {
		days = max(days, rule.WarnDays)
	}
	return days
}

// warnDays is the longest warning among the kinds of entries that lapse at an
// instant.
func (h *holding) warnDays(rules *Rules, at time.Time) int {
	f := newFolding(h.entries, rules, at.Add(-time.Microsecond))
	days := 0
	for i := range h.entries {
		if f.until[i] != nil && f.until[i].Equal(at) {
			days = max(days, rules.Kind(h.entries[i].Kind).WarnDays)
		}
	}
	return days
}
