package notify

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/competency"
	"camtay/app/evidence"
)

const (
	sourceLapse  = "lapse"
	sourceBook   = "book"
	sourceChange = "change"
	gapsLink     = "/nang-luc"
)

// OnLapsing tells ahead of a level that falls unless new evidence comes.
func (s *Service) OnLapsing(ctx context.Context, tx bun.Tx, fact evidence.Lapsing, now time.Time) error {
	c, err := competency.Find(ctx, tx, fact.CompetencyID)
	if err != nil {
		return err
	}
	about := uuid.NewSHA1(fact.CompetencyID, []byte(fact.Until.UTC().Format(time.RFC3339Nano)))
	return Put(ctx, tx, Message{
		StaffID: fact.StaffID, Key: "notify.lapsing", Link: competencyLink(c.ID),
		Args:   named(map[string]any{"from": fact.From, "to": fact.To, "until": dayText(fact.Until)}, c),
		Source: sourceLapse, SourceID: about,
	}, now)
}

// OnRejudged tells once of all levels that a change of rules moved.
func (s *Service) OnRejudged(ctx context.Context, tx bun.Tx, fact evidence.Rejudged, now time.Time) error {
	about := uuid.NewSHA1(fact.StaffID, []byte{byte(fact.Book >> 8), byte(fact.Book), byte(fact.Up), byte(fact.Down)})
	return Put(ctx, tx, Message{
		StaffID: fact.StaffID, Key: "notify.rejudged", Link: gapsLink,
		Args: map[string]any{"up": fact.Up, "down": fact.Down}, Source: sourceBook, SourceID: about,
	}, now)
}

// OnRetrainingAsked asks to learn what changed. A change withdrawn meanwhile is
// not told of.
func (s *Service) OnRetrainingAsked(ctx context.Context, tx bun.Tx, fact evidence.RetrainingAsked, now time.Time) error {
	r, asked, err := evidence.RetrainingOf(ctx, tx, fact.ChangeID, fact.StaffID)
	if err != nil || !asked {
		return err
	}
	return Put(ctx, tx, Message{
		StaffID: fact.StaffID, Key: "notify.retraining", Link: gapsLink,
		Args:   map[string]any{"title": r.Title, "due": dayText(r.DueOn.Start())},
		Source: sourceChange, SourceID: fact.ChangeID,
	}, now)
}
