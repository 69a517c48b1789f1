package evidence

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/competency"
)

// carryBatch is how many people one round of carrying takes.
const carryBatch = 500

// OnPublished carries evidence of competencies that were split or merged over to
// those they go on as. Done again it changes nothing.
func (s *Service) OnPublished(ctx context.Context, tx bun.Tx, fact competency.EditionPublished, now time.Time) error {
	for _, move := range fact.Moves {
		if err := s.carry(ctx, tx, move, now); err != nil {
			return fmt.Errorf("carry evidence to competency %s: %w", move.ToID, err)
		}
	}
	return nil
}

func (s *Service) carry(ctx context.Context, tx bun.Tx, move competency.Move, now time.Time) error {
	var after uuid.UUID
	for {
		people, err := peopleIn(ctx, tx, move.FromID, after, carryBatch)
		if err != nil || len(people) == 0 {
			return err
		}
		held, err := entriesOfPeople(ctx, tx, move.FromID, people)
		if err != nil {
			return err
		}
		var carried []Entry
		for _, entries := range held {
			carried = append(carried, Carry(entries, move)...)
		}
		if _, err := s.ledger.PostMany(ctx, tx, carried, now); err != nil {
			return err
		}
		after = people[len(people)-1]
	}
}

// peopleIn are people with a level in a competency, by id, after one of them.
func peopleIn(ctx context.Context, db bun.IDB, competencyID, after uuid.UUID, limit int) ([]uuid.UUID, error) {
	var people []uuid.UUID
	err := db.NewRaw(`select staff_id
		from levels
		where competency_id = ?
		and staff_id > ?
		order by staff_id
		limit ?`, competencyID, after, limit).Scan(ctx, &people)
	if err != nil {
		return nil, fmt.Errorf("list people of competency: %w", err)
	}
	return people, nil
}

// entriesOfPeople are the entries of some people in a competency, by person.
func entriesOfPeople(ctx context.Context, db bun.IDB, competencyID uuid.UUID, people []uuid.UUID) (map[uuid.UUID][]Entry, error) {
	var rows []entryRow
	err := db.NewSelect().Model(&rows).Where("competency_id = ?", competencyID).Where("staff_id in (?)", bun.List(people)).OrderExpr("id").Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("read evidence of people: %w", err)
	}
	held := make(map[uuid.UUID][]Entry, len(people))
	for _, r := range rows {
		held[r.StaffID] = append(held[r.StaffID], r.entry())
	}
	return held, nil
}
