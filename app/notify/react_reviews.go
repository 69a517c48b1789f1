package notify

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/competency"
	"camtay/app/reviews"
	"camtay/app/staff"
)

const (
	sourceReview      = "review"
	sourceNamed       = "review_named"
	sourceReminder    = "review_reminder"
	sourceObservation = "review_observation"
)

// OnReviewLaunched asks somebody to assess themselves.
func (s *Service) OnReviewLaunched(ctx context.Context, tx bun.Tx, fact reviews.Launched, now time.Time) error {
	r, err := reviews.Find(ctx, tx, fact.ReviewID)
	if err != nil || r.State != reviews.Open {
		return skip(err)
	}
	return Put(ctx, tx, Message{
		StaffID: fact.StaffID, Key: "notify.review_launched", Link: "/ra-soat/" + r.ID.String() + "/cua-toi",
		Args: map[string]any{"title": r.Title, "day": dayText(r.Deadline.Start())}, Source: sourceReview, SourceID: r.ID,
	}, now)
}

// OnReviewNamed tells somebody whom they were named to appraise.
func (s *Service) OnReviewNamed(ctx context.Context, tx bun.Tx, fact reviews.Named, now time.Time) error {
	r, err := reviews.Find(ctx, tx, fact.ReviewID)
	if err != nil || r.State != reviews.Open {
		return skip(err)
	}
	person, err := staff.Find(ctx, tx, fact.StaffID)
	if err != nil {
		return err
	}
	return Put(ctx, tx, Message{
		StaffID: fact.AppraiserID, Key: "notify.review_named", Link: "/ra-soat/" + r.ID.String() + "/danh-gia/" + fact.StaffID.String(),
		Args:   map[string]any{"name": person.FullName, "title": r.Title, "day": dayText(r.Deadline.Start())},
		Source: sourceNamed, SourceID: uuid.NewSHA1(r.ID, fact.StaffID[:]),
	}, now)
}

// OnReviewReminded reminds somebody of what is left to answer, once a day.
func (s *Service) OnReviewReminded(ctx context.Context, tx bun.Tx, fact reviews.Reminded, now time.Time) error {
	r, err := reviews.Find(ctx, tx, fact.ReviewID)
	if err != nil || r.State != reviews.Open {
		return skip(err)
	}
	key, link := "notify.review_reminded", "/ra-soat/"+r.ID.String()+"/cua-toi"
	switch {
	case fact.PartID != uuid.Nil:
		key, link = "notify.review_reminded_leader", "/ra-soat/don-vi/"+fact.PartID.String()
	case fact.Named:
		key, link = "notify.review_reminded_leader", "/ra-soat"
	}
	return Put(ctx, tx, Message{
		StaffID: fact.StaffID, Key: key, Link: link,
		Args:   map[string]any{"title": r.Title, "day": dayText(r.Deadline.Start()), "left": fact.Left},
		Source: sourceReminder, SourceID: uuid.NewSHA1(r.ID, []byte(fact.Day)),
	}, now)
}

// OnObservationAsked asks a unit's leaders to watch somebody at work.
func (s *Service) OnObservationAsked(ctx context.Context, tx bun.Tx, fact reviews.ObservationAsked, now time.Time) error {
	i, err := reviews.FindItem(ctx, tx, fact.ItemID)
	if err != nil {
		return skip(err)
	}
	c, err := competency.Find(ctx, tx, i.CompetencyID)
	if err != nil {
		return err
	}
	person, err := staff.Find(ctx, tx, i.StaffID)
	if err != nil {
		return err
	}
	leading, err := leadersOf(ctx, tx, []uuid.UUID{person.UnitID})
	if err != nil {
		return err
	}
	for _, leader := range leading {
		if leader == i.StaffID {
			continue
		}
		err := Put(ctx, tx, Message{
			StaffID: leader, Key: "notify.review_observe", Link: "/cong-chuc/" + i.StaffID.String(),
			Args: named(map[string]any{"name": person.FullName}, c), Source: sourceObservation, SourceID: i.ID,
		}, now)
		if err != nil {
			return err
		}
	}
	return nil
}

// skip lets a fact about what is gone go.
func skip(err error) error {
	if errors.Is(err, reviews.ErrNotFound) {
		return nil
	}
	return err
}
