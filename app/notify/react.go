package notify

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/classes"
	"camtay/app/competency"
	"camtay/app/evidence"
)

// Sources of messages.
const (
	sourceLevel = "level"
	sourceClass = "class"
)

// OnLevelChanged congratulates on a level gained, and says of a level lost why
// and where to see what helps.
func (s *Service) OnLevelChanged(ctx context.Context, tx bun.Tx, fact evidence.LevelChanged, now time.Time) error {
	if fact.Book > 0 {
		return nil // told once for all levels, by OnRejudged
	}
	c, err := competency.Find(ctx, tx, fact.CompetencyID)
	if err != nil {
		return err
	}
	key := "notify.level_up"
	if fact.To < fact.From {
		entries, err := evidence.EntriesOf(ctx, tx, fact.StaffID, fact.CompetencyID)
		if err != nil {
			return err
		}
		key = fallKey(entries, now)
	}
	return Put(ctx, tx, Message{
		StaffID: fact.StaffID, Key: key, Link: competencyLink(c.ID),
		Args:   named(map[string]any{"from": fact.From, "to": fact.To}, c),
		Source: sourceLevel, SourceID: levelSource(fact, now),
	}, now)
}

// OnClassOpened tells the leaders of the invited units, or all leaders of the
// province when no unit has a quota, that they can nominate. A class that is no
// longer open is not told of.
func (s *Service) OnClassOpened(ctx context.Context, tx bun.Tx, fact classes.ClassOpened, now time.Time) error {
	c, err := classes.Find(ctx, tx, fact.ClassID)
	if err != nil {
		return err
	}
	if c.State != classes.Open {
		return nil
	}
	units, err := classes.Invited(ctx, tx, c.ID)
	if err != nil {
		return err
	}
	people, err := leadersOf(ctx, tx, units)
	if len(units) == 0 {
		people, err = leadersAround(ctx, tx, c.UnitID)
	}
	if err != nil {
		return err
	}
	args := map[string]any{"class": c.Title, "on": dayText(c.StartsAt), "until": dayText(c.NominateBy.Start())}
	return putAll(ctx, tx, aboutClass(people, "notify.class_opened", c.ID, args), now)
}

// OnDecided tells someone what became of the nomination.
func (s *Service) OnDecided(ctx context.Context, tx bun.Tx, fact classes.Decided, now time.Time) error {
	key, ok := map[string]string{
		"approved":  "notify.class_approved",
		"declined":  "notify.class_declined",
		"nominated": "notify.class_promoted",
	}[fact.State]
	if !ok {
		return nil
	}
	c, err := classes.Find(ctx, tx, fact.ClassID)
	if err != nil {
		return err
	}
	args := map[string]any{"class": c.Title, "on": dayText(c.StartsAt), "place": c.Place}
	return putAll(ctx, tx, aboutClass([]uuid.UUID{fact.StaffID}, key, c.ID, args), now)
}

// OnClassCancelled tells everyone with a seat that the class will not take place.
func (s *Service) OnClassCancelled(ctx context.Context, tx bun.Tx, fact classes.Cancelled, now time.Time) error {
	c, err := classes.Find(ctx, tx, fact.ClassID)
	if err != nil {
		return err
	}
	people, err := classes.SeatedIn(ctx, tx, c.ID)
	if err != nil {
		return err
	}
	args := map[string]any{"class": c.Title, "on": dayText(c.StartsAt), "reason": c.Reason}
	return putAll(ctx, tx, aboutClass(people, "notify.class_cancelled", c.ID, args), now)
}

func aboutClass(people []uuid.UUID, key string, classID uuid.UUID, args map[string]any) []Message {
	messages := make([]Message, 0, len(people))
	for _, id := range people {
		messages = append(messages, Message{
			StaffID: id, Key: key, Args: args, Link: classLink(classID), Source: sourceClass, SourceID: classID,
		})
	}
	return messages
}
