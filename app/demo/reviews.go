package demo

import (
	"context"
	"strings"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/reviews"
)

// reviewDays is how long the demonstration's review still runs.
const reviewDays = 14

// putReview launches a review of counter skills in the communes of the demo
// accounts, to which nobody has answered yet.
func (w *world) putReview(ctx context.Context, tx bun.Tx) error {
	choice := reviews.Choice{}
	for code, id := range w.ids {
		if strings.HasPrefix(code, "NVM-") {
			choice.Competencies = append(choice.Competencies, id)
		}
	}
	var top string
	if err := tx.NewRaw("select path from units where parent_id is null limit 1").Scan(ctx, &top); err != nil {
		return err
	}
	if err := tx.NewRaw("select id from units where code in ('13684', '13741') order by code").Scan(ctx, &choice.Units); err != nil {
		return err
	}
	return reviews.Begin(ctx, tx, access.Everywhere(top), reviews.Review{
		ID: uuid.NewSHA1(uuid.Nil, []byte("demo review")), Title: "Rà soát kỹ năng một cửa", Deadline: w.day.AddDays(reviewDays), Threshold: 2,
		AskSelf: true, AskSuperior: true, AskTest: true, State: reviews.Open, LaunchedAt: w.at,
	}, choice)
}
