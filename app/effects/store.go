package effects

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"

	"camtay/app/clock"
)

// ended is a pair that is over, with at least one confirmed session, for one of
// its competencies.
type ended struct {
	PairID       uuid.UUID
	MentorID     uuid.UUID
	LearnerID    uuid.UUID
	CompetencyID uuid.UUID
	Target       int16
	BeganAt      time.Time
	ClosedAt     time.Time
}

// unfollowed are pairs that are over and have nothing to be looked at yet: the one
// named, or some of all.
func unfollowed(ctx context.Context, tx bun.Tx, pairID uuid.UUID, limit int) ([]ended, error) {
	var rows []ended
	err := tx.NewRaw(`select p.id as pair_id, p.mentor_id, p.learner_id, t.competency_id, t.target, p.answered_at as began_at, p.closed_at
		from (
			select *
			from pairs p
			where p.state in ('completed', 'ended')
			and p.answered_at is not null
			and (?0::uuid is null or p.id = ?0::uuid)
			and exists (select from coaching_sessions s where s.pair_id = p.id and s.confirmed_at is not null)
			and not exists (select from reassessments r where r.pair_id = p.id)
			order by p.id
			limit ?1
			for update skip locked
		) p
		cross join lateral (
			select competency_id, to_level as target
			from pair_targets
			where pair_id = p.id
			union all
			select p.competency_id, p.target_level
			where not exists (select from pair_targets x where x.pair_id = p.id and x.competency_id = p.competency_id)
		) t
		order by p.id, t.competency_id`, orNull(pairID), limit).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("find pairs that are over: %w", err)
	}
	return rows, nil
}

func insertReassessments(ctx context.Context, tx bun.Tx, rows []Reassessment) error {
	if len(rows) == 0 {
		return nil
	}
	if _, err := tx.NewInsert().Model(&rows).On("conflict (pair_id, competency_id) do nothing").Exec(ctx); err != nil {
		return fmt.Errorf("insert re-assessments: %w", err)
	}
	return nil
}

// seen is a re-assessment of which the first evidence after the pair's end is there.
type seen struct {
	ID           uuid.UUID
	MentorID     uuid.UUID
	LearnerID    uuid.UUID
	CompetencyID uuid.UUID
	EntryID      uuid.UUID
	ObservedAt   time.Time
}

// lookedAt finds open re-assessments with evidence of a looking kind, observed
// after the pair's end, neither by the learner nor by the mentor and not
// withdrawn: of one learner, or of everybody.
func lookedAt(ctx context.Context, tx bun.Tx, learnerID uuid.UUID, limit int, now time.Time) ([]seen, error) {
	var rows []seen
	err := tx.NewRaw(`select r.id, p.mentor_id, p.learner_id, r.competency_id, e.id as entry_id, e.observed_at
		from reassessments r
		join pairs p on p.id = r.pair_id
		cross join lateral (
			select e.id, e.observed_at
			from evidence_entries e
			where e.staff_id = p.learner_id
			and e.competency_id = r.competency_id
			and (e.kind = any(?2) and e.action in ('attest', 'log') or e.action = 'override')
			and e.capacity <> 'self'
			and e.actor_id is distinct from p.mentor_id
			and e.actor_id is distinct from p.learner_id
			and e.observed_at > p.closed_at
			and e.observed_at <= ?3
			and not exists (
				select from evidence_entries w
				where w.staff_id = e.staff_id
				and w.competency_id = e.competency_id
				and w.withdraws_id = e.id
			)
			order by e.observed_at, e.id
			limit 1
		) e
		where r.done_at is null
		and (?0::uuid is null or p.learner_id = ?0::uuid)
		order by r.id
		limit ?1
		for update of r skip locked`, orNull(learnerID), limit, pgdialect.Array(Looking()), now).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("find who was looked at anew: %w", err)
	}
	return rows, nil
}

func settle(ctx context.Context, tx bun.Tx, s seen, level int16, now time.Time) error {
	_, err := tx.ExecContext(ctx, `update reassessments
		set done_at = ?, level_after = ?, entry_id = ?, updated_at = ?
		where id = ?`, s.ObservedAt, level, s.EntryID, now, s.ID)
	if err != nil {
		return fmt.Errorf("settle re-assessment: %w", err)
	}
	return nil
}

// remind takes down pairs with a re-assessment late by today and not reminded of.
func remind(ctx context.Context, tx bun.Tx, today clock.Day, limit int) ([]uuid.UUID, error) {
	var pairs []uuid.UUID
	err := tx.NewRaw(`with late as (
			select id
			from reassessments
			where done_at is null
			and reminded_on is null
			and due_on < ?0::date
			order by due_on, id
			limit ?1
			for update skip locked
		), told as (
			update reassessments r
			set reminded_on = ?0::date
			from late
			where r.id = late.id
			returning r.pair_id
		)
		select distinct pair_id from told order by pair_id`, today, limit).Scan(ctx, &pairs)
	if err != nil {
		return nil, fmt.Errorf("find late re-assessments: %w", err)
	}
	return pairs, nil
}

// askLook notes that a learner asked today; told is false when that was done
// already or there is nothing open of this id and learner.
func askLook(ctx context.Context, tx bun.Tx, id, learnerID uuid.UUID, today clock.Day) (asked LookAsked, told bool, err error) {
	var rows []LookAsked
	err = tx.NewRaw(`update reassessments r
		set asked_on = ?2::date
		from pairs p
		where r.id = ?0
		and p.id = r.pair_id
		and p.learner_id = ?1
		and r.done_at is null
		and r.asked_on is distinct from ?2::date
		returning r.id, p.learner_id as staff_id, r.competency_id`, id, learnerID, today).Scan(ctx, &rows)
	if err != nil {
		return LookAsked{}, false, fmt.Errorf("ask for a look: %w", err)
	}
	if len(rows) == 0 {
		return LookAsked{}, false, nil
	}
	return rows[0], true, nil
}

func orNull(id uuid.UUID) any {
	if id == uuid.Nil {
		return nil
	}
	return id
}
