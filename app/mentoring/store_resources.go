package mentoring

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
)

// ErrNoCall reports a call that does not exist, or that the person asking has no
// part in.
var ErrNoCall = errors.New("call not found")

// items are the things that can be shared, with their names; those taken out of
// the catalogues are not current.
const items = `(
	select 'course' as kind, id, title_vi, title_en, '' as slug, published_at is not null and archived_at is null as current
	from courses
	union all
	select 'lesson', l.id, l.title_vi, l.title_en, '', l.archived_at is null and c.published_at is not null and c.archived_at is null
	from lessons l
	join courses c on c.id = l.course_id
	union all
	select 'procedure', id, name_vi, name_en, slug, true
	from procedures
	union all
	select 'quiz', id, title_vi, title_en, '', published_at is not null and archived_at is null
	from quizzes
	) i`

// searchItems are things whose name holds all words, shortest names first. Case and
// tone marks of either side do not count.
func searchItems(ctx context.Context, db bun.IDB, words []string, most int) ([]Item, error) {
	q := db.NewSelect().TableExpr(items).ColumnExpr("i.kind, i.id, i.title_vi, i.title_en, i.slug").
		Where("i.current").Where("i.kind <> 'quiz'")
	for _, w := range words {
		q = q.Where("position(fold_text(?) in fold_text(i.title_vi || ' ' || i.title_en)) > 0", w)
	}
	var found []Item
	if err := q.OrderExpr("length(i.title_vi), i.kind, i.id").Limit(int64(most)).Scan(ctx, &found); err != nil {
		return nil, fmt.Errorf("search things to share: %w", err)
	}
	return found, nil
}

// hasItem reports whether a thing stands in the catalogues now.
func hasItem(ctx context.Context, db bun.IDB, kind string, id uuid.UUID) (bool, error) {
	found, err := db.NewSelect().TableExpr(items).ColumnExpr("1").
		Where("i.kind = ? and i.id = ? and i.current", kind, id).Exists(ctx)
	if err != nil {
		return false, fmt.Errorf("look for %s: %w", kind, err)
	}
	return found, nil
}

// resourcesOf are what the two of a pair shared, newest first.
func resourcesOf(ctx context.Context, db bun.IDB, pairID uuid.UUID) ([]Resource, error) {
	var found []Resource
	err := db.NewRaw(`select r.id, r.note, r.shared_by, r.shared_at,
			r.kind as item_kind, r.item_id, coalesce(i.title_vi, '') as item_title_vi, coalesce(i.title_en, '') as item_title_en,
			coalesce(i.slug, '') as item_slug
		from pair_resources r
		left join `+items+` on i.kind = r.kind and i.id = r.item_id
		where r.pair_id = ?
		order by r.shared_at desc, r.id`, pairID).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("list shared things: %w", err)
	}
	return found, nil
}

// insertResource shares a thing; shared already, it gets the new note.
func insertResource(ctx context.Context, tx bun.Tx, pairID uuid.UUID, r Resource) error {
	_, err := tx.NewRaw(`insert into pair_resources (id, pair_id, kind, item_id, note, shared_by, shared_at)
		values (?, ?, ?, ?, ?, ?, ?)
		on conflict (pair_id, kind, item_id) do update
		set note = excluded.note, shared_by = excluded.shared_by, shared_at = excluded.shared_at`,
		r.ID, pairID, r.Item.Kind, r.Item.ID, r.Note, r.SharedBy, r.SharedAt).Exec(ctx)
	if err != nil {
		return fmt.Errorf("share: %w", err)
	}
	return nil
}

// dropResource takes back what was shared in one of someone's pairs.
func dropResource(ctx context.Context, tx bun.Tx, id, staffID uuid.UUID) error {
	result, err := tx.NewRaw(`delete from pair_resources r
		using pairs p
		where r.id = ?0
		and p.id = r.pair_id
		and ?1 in (p.mentor_id, p.learner_id)`, id, staffID).Exec(ctx)
	if err != nil {
		return fmt.Errorf("take back what was shared: %w", err)
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return errors.Join(ErrNotFound, err)
	}
	return nil
}

const callColumns = `k.id, k.pair_id, k.place, k.message, k.called_at, k.answer, k.answered_at,
	k.kind as item_kind, k.item_id, coalesce(i.title_vi, '') as item_title_vi, coalesce(i.title_en, '') as item_title_en,
	coalesce(i.slug, '') as item_slug
	from mentor_calls k
	left join ` + items + ` on i.kind = k.kind and i.id = k.item_id
	`

// callsOf are a pair's calls, newest first, at most 20.
func callsOf(ctx context.Context, db bun.IDB, pairID uuid.UUID) ([]Call, error) {
	var calls []Call
	err := db.NewRaw("select "+callColumns+"where k.pair_id = ? order by k.called_at desc, k.id limit 20", pairID).Scan(ctx, &calls)
	if err != nil {
		return nil, fmt.Errorf("list calls: %w", err)
	}
	return calls, nil
}

// FindCall is the call of an id, or ErrNoCall.
func FindCall(ctx context.Context, db bun.IDB, id uuid.UUID) (Call, error) {
	var c Call
	err := db.NewRaw("select "+callColumns+"where k.id = ?", id).Scan(ctx, &c)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Call{}, ErrNoCall
	case err != nil:
		return Call{}, fmt.Errorf("find call: %w", err)
	}
	return c, nil
}

// callTimes are when a learner called within a day.
func callTimes(ctx context.Context, db bun.IDB, learnerID uuid.UUID, now time.Time) ([]time.Time, error) {
	var at []time.Time
	err := db.NewRaw(`select k.called_at
		from mentor_calls k
		join pairs p on p.id = k.pair_id
		where p.learner_id = ?
		and k.called_at > ?`, learnerID, now.Add(-24*time.Hour)).Scan(ctx, &at)
	if err != nil {
		return nil, fmt.Errorf("find calls of a day: %w", err)
	}
	return at, nil
}

func insertCall(ctx context.Context, tx bun.Tx, c Call) error {
	_, err := tx.NewRaw(`insert into mentor_calls (id, pair_id, kind, item_id, place, message, called_at)
		values (?, ?, ?, ?, ?, ?, ?)`, c.ID, c.PairID, c.Item.Kind, c.Item.ID, c.Place, c.Message, c.CalledAt).Exec(ctx)
	if err != nil {
		return fmt.Errorf("insert call: %w", err)
	}
	return nil
}

func answerCall(ctx context.Context, tx bun.Tx, id uuid.UUID, answer string, now time.Time) error {
	_, err := tx.NewRaw("update mentor_calls set answer = ?, answered_at = ? where id = ?", answer, now, id).Exec(ctx)
	if err != nil {
		return fmt.Errorf("answer call: %w", err)
	}
	return nil
}

// Helper is an active pair whose mentor a learner may call.
type Helper struct {
	PairID     uuid.UUID
	MentorName string
	NameVI     string `bun:"name_vi"`
	NameEN     string `bun:"name_en"`
}

// helpersOf are a learner's active pairs that fit a thing: for a course, lesson or
// test those that aim at something it shows, or all when it is not known to show
// anything; for anything else all.
func helpersOf(ctx context.Context, db bun.IDB, learnerID uuid.UUID, kind string, itemID uuid.UUID) ([]Helper, error) {
	var found []Helper
	err := db.NewRaw(`with shown as (
			select s.competency_id
			from v_course_shows s
			where s.course_id = case ?1
				when 'course' then ?2::uuid
				when 'lesson' then (select course_id from lessons where id = ?2)
				when 'quiz' then (select course_id from quizzes where id = ?2)
			end
		)
		select p.id as pair_id, m.full_name as mentor_name, c.name_vi, c.name_en
		from pairs p
		join staff m on m.id = p.mentor_id
		join competencies c on c.id = p.competency_id
		where p.learner_id = ?0
		and p.state = 'active'
		and (not exists (select from shown)
			or exists (
				select from pair_targets t
				join shown on shown.competency_id = t.competency_id
				where t.pair_id = p.id
			))
		order by p.requested_at desc, p.id`, learnerID, kind, itemID).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("find mentors to call: %w", err)
	}
	return found, nil
}
