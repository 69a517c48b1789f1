package notify

import (
	"context"
	"time"

	"github.com/uptrace/bun"

	"camtay/app/portfolio"
)

const sourcePortfolio = "portfolio_item"

// OnPortfolioSubmitted tells those who lead the person's unit that an item waits.
// One taken back before that is not told of.
func (s *Service) OnPortfolioSubmitted(ctx context.Context, tx bun.Tx, fact portfolio.Submitted, now time.Time) error {
	v, err := portfolio.Find(ctx, tx, fact.ItemID)
	if err != nil || v.State != portfolio.Waiting {
		return err
	}
	people, err := superiorsOf(ctx, tx, v.StaffID)
	if err != nil {
		return err
	}
	messages := make([]Message, 0, len(people))
	for _, id := range people {
		messages = append(messages, Message{
			StaffID: id, Key: "notify.portfolio_submitted", Link: "/xet-minh-chung/" + v.ID.String(),
			Args: map[string]any{"name": v.FullName, "title": v.Title}, Source: sourcePortfolio, SourceID: v.ID,
		})
	}
	return putAll(ctx, tx, messages, now)
}

// OnPortfolioDecided tells a person that an item of theirs was accepted or refused.
func (s *Service) OnPortfolioDecided(ctx context.Context, tx bun.Tx, fact portfolio.Decided, now time.Time) error {
	v, err := portfolio.Find(ctx, tx, fact.ItemID)
	if err != nil {
		return err
	}
	key := "notify.portfolio_accepted"
	switch v.State {
	case portfolio.Refused:
		key = "notify.portfolio_refused"
	case portfolio.Accepted:
	case portfolio.Idle, portfolio.Waiting, portfolio.InReview:
		return nil // written anew since
	}
	return Put(ctx, tx, Message{
		StaffID: v.StaffID, Key: key, Link: "/minh-chung/" + v.ID.String(),
		Args: map[string]any{"title": v.Title}, Source: sourcePortfolio, SourceID: v.ID,
	}, now)
}
