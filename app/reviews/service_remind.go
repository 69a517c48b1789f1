package reviews

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/audit"
	"camtay/app/clock"
	"camtay/app/db"
	"camtay/app/event"
)

// warnDays before the deadline everyone who is late is reminded.
const warnDays = 3

// Remind reminds everyone of a review, or of one part, who has not answered yet:
// at most once a day each. It returns how many it reminded. NotFound outside the
// scope.
func (s *Service) Remind(ctx context.Context, reviewID, partID uuid.UUID) (int, error) {
	told := 0
	err := db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		r, err := Find(ctx, tx, reviewID)
		if err != nil {
			return shown(err)
		}
		if told, err = s.remind(ctx, tx, r, partID, access.ScopeOf(ctx, access.ReviewsRun)); err != nil {
			return err
		}
		return audit.Put(ctx, tx, "reviews.remind", "review", reviewID, map[string]any{"people": told}, s.clock.Now())
	})
	return told, err
}

func (s *Service) remind(ctx context.Context, tx bun.Tx, r Review, partID uuid.UUID, scope access.Scope) (int, error) {
	now := s.clock.Now()
	day := clock.DayOf(now)
	late, err := lateOf(ctx, tx, r, partID, scope, day)
	if err != nil {
		return 0, err
	}
	facts := make([]event.Fact, 0, len(late))
	for _, l := range late {
		facts = append(facts, Reminded{ReviewID: r.ID, StaffID: l.StaffID, PartID: l.PartID, Named: l.Named, Left: l.Left, Day: day.String()})
	}
	return len(facts), s.outbox.PutAll(ctx, tx, facts, now)
}

// Late is somebody with answers still to give: PartID is set for a leader, Named
// for who was named to appraise.
type Late struct {
	StaffID uuid.UUID
	PartID  uuid.UUID
	Named   bool
	Left    int
}

// lateOf takes down who is late and was not reminded today.
func lateOf(ctx context.Context, tx bun.Tx, r Review, partID uuid.UUID, scope access.Scope, day clock.Day) ([]Late, error) {
	var late []Late
	err := tx.NewRaw(`with open as (
			select i.*, p.unit_id, u.path, m.appraiser_id
			from review_items i
			`+counts+`
			join review_parts p on p.id = i.part_id
			join units u on u.id = p.unit_id
			where i.review_id = ?0 and p.state = 'open' and (?1::uuid is null or p.id = ?1::uuid)
			and u.path <@ any(?2)
		), wanted as (
			select staff_id, null::uuid as part_id, false as named, count(*) as left
			from open
			where ?3 and self_level is null
			group by staff_id
			union all
			select g.staff_id, o.part_id, false, count(*)
			from open o
			join v_unit_leaders g on g.unit_path @> o.path
			where ?4 and o.superior_level is null and g.staff_id <> o.staff_id
			group by g.staff_id, o.part_id
			union all
			select appraiser_id, null, true, count(*)
			from open
			where ?4 and superior_level is null and appraiser_id is not null
			group by appraiser_id
		), told as (
			insert into review_reminders (review_id, staff_id, day)
			select distinct ?0::uuid, staff_id, ?5::date from wanted
			on conflict do nothing
			returning staff_id
		)
		select distinct on (w.staff_id) w.staff_id, w.part_id, w.named, w.left
		from wanted w
		join told t on t.staff_id = w.staff_id
		order by w.staff_id, w.part_id nulls last, w.named desc`,
		r.ID, orNull(partID), scope, r.AskSelf, r.AskSuperior, day).Scan(ctx, &late)
	if err != nil {
		return nil, fmt.Errorf("find who is late: %w", err)
	}
	return late, nil
}

// Tick excuses who has left, finishes the parts of reviews whose deadline has passed
// and reminds who is late a few days before. It returns how many parts it finished.
func (s *Service) Tick(ctx context.Context) (int, error) {
	finished := 0
	err := db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		finished = 0
		if err := excuse(ctx, tx, uuid.Nil, clock.DayOf(s.clock.Now())); err != nil {
			return err
		}
		parts, err := overdueParts(ctx, tx, s.clock.Now())
		if err != nil {
			return err
		}
		for _, p := range parts {
			if err := s.move(ctx, tx, &p, Finish, PartFinished, ""); err != nil {
				return err
			}
			finished++
		}
		return s.remindSoon(ctx, tx)
	})
	return finished, err
}

// remindSoon reminds everyone late of the reviews that end in a few days.
func (s *Service) remindSoon(ctx context.Context, tx bun.Tx) error {
	today := clock.DayOf(s.clock.Now())
	var due []Review
	err := tx.NewRaw(`select `+reviewColumns+` from reviews r where r.state = ? and r.deadline = ? order by r.id`, Open, today.AddDays(warnDays)).Scan(ctx, &due)
	if err != nil {
		return fmt.Errorf("find reviews that end soon: %w", err)
	}
	if len(due) == 0 {
		return nil
	}
	var tops []string
	if err := tx.NewRaw("select path from units where parent_id is null").Scan(ctx, &tops); err != nil {
		return fmt.Errorf("read tops of the tree: %w", err)
	}
	for _, r := range due {
		if _, err := s.remind(ctx, tx, r, uuid.Nil, access.Everywhere(tops...)); err != nil {
			return err
		}
	}
	return nil
}
