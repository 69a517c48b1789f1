package rights

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
)

const readingKeys = 3

// readingsOf are who looked at what about a person, a line for each day, account
// and deed, the latest first, at most limit+1. after holds the instant, account
// and deed of the last line shown. The post is the reader's of that day.
func readingsOf(ctx context.Context, db bun.IDB, staffID uuid.UUID, after []string, limit int) ([]Reading, error) {
	place := bun.SafeQuery("true")
	if after != nil {
		place = bun.SafeQuery("(max(v.at), v.account_id, v.deed) < (?::timestamptz, ?::uuid, ?)", after[0], after[1], after[2])
	}
	rows, err := db.QueryContext(ctx, `with seen as (
			select (v.at at time zone 'Asia/Ho_Chi_Minh')::date as day, v.account_id, v.deed, max(v.at) as last, count(*) as times,
				coalesce(array_agg(distinct v.competency_id) filter (where v.competency_id is not null), '{}') as competencies
			from v_reads v
			where v.staff_id = ?
			and v.account_id is not null
			and not exists (select from accounts o where o.id = v.account_id and o.staff_id = v.staff_id)
			group by day, v.account_id, v.deed
			having ?
			order by last desc, v.account_id desc, v.deed desc
			limit ?
		)
		select x.day, x.last, x.times, x.deed, x.account_id, coalesce(w.full_name, a.name, ''),
			coalesce(p.name_vi, ''), coalesce(p.name_en, ''), coalesce(p.unit, ''), array_to_json(x.competencies)
		from seen x
		left join accounts a on a.id = x.account_id
		left join staff w on w.id = a.staff_id
		left join lateral (
			select t.name_vi, t.name_en, u.name as unit
			from posts o
			join positions t on t.id = o.position_id
			join units u on u.id = o.unit_id
			where o.staff_id = w.id
			and o.during @> x.day
			order by o.kind <> 'permanent', o.id
			limit 1
		) p on true
		order by x.last desc, x.account_id desc, x.deed desc`, staffID, place, limit+1)
	if err != nil {
		return nil, fmt.Errorf("read who read: %w", err)
	}
	defer rows.Close()
	var found []Reading
	for rows.Next() {
		var r Reading
		var ids jsonIDs
		if err := rows.Scan(&r.Day, &r.Last, &r.Times, &r.Deed, &r.AccountID, &r.Reader, &r.PositionVI, &r.PositionEN, &r.Unit, &ids); err != nil {
			return nil, fmt.Errorf("read who read: %w", err)
		}
		r.CompetencyIDs = ids
		found = append(found, r)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read who read: %w", err)
	}
	return found, nil
}

// noticeOf is the notice in force.
func noticeOf(ctx context.Context, db bun.IDB) (Notice, error) {
	var n Notice
	err := db.NewRaw("select response_days, contact, keeping, updated_at from rights_notice").Scan(ctx, &n)
	if err != nil {
		return Notice{}, fmt.Errorf("read notice: %w", err)
	}
	return n, nil
}

func putNotice(ctx context.Context, tx bun.Tx, n Notice, now time.Time) error {
	_, err := tx.NewRaw("update rights_notice set response_days = ?, contact = ?, keeping = ?, updated_at = ?",
		n.ResponseDays, n.Contact, n.Keeping, now).Exec(ctx)
	if err != nil {
		return fmt.Errorf("write notice: %w", err)
	}
	return nil
}

// line is one row of a sheet for people to read.
type line struct {
	At      string
	What    string
	Level   string
	By      string
	Until   string
	Reason  string
	Key     string
	Args    map[string]any `bun:"type:jsonb"`
	Counted string
}

// mostLines is how many rows of a kind the workbook for people shows; the JSON
// files beside it have them all.
const mostLines = 5000

const (
	sheetPosts = `select to_char(lower(p.during), 'DD/MM/YYYY') as at, t.name_vi || ', ' || u.name as what,
			coalesce(to_char(upper(p.during), 'DD/MM/YYYY'), '') as until
		from posts p
		join positions t on t.id = p.position_id
		join units u on u.id = p.unit_id
		where p.staff_id = ?0
		order by lower(p.during) desc, p.id
		limit ?1`
	sheetLevels = `select to_char(l.settled_at at time zone 'Asia/Ho_Chi_Minh', 'DD/MM/YYYY') as at, c.name_vi as what, l.level::text as level
		from levels l
		join competencies c on c.id = l.competency_id
		where l.staff_id = ?0
		order by c.position, c.code, c.id
		limit ?1`
	sheetEvidence = `select to_char(e.observed_at at time zone 'Asia/Ho_Chi_Minh', 'DD/MM/YYYY') as at, c.name_vi as what, coalesce(e.level::text, '') as level,
			coalesce(w.full_name, '') as by, coalesce(to_char(e.valid_until at time zone 'Asia/Ho_Chi_Minh', 'DD/MM/YYYY'), '') as until,
			e.reason, e.description_key as key, e.description_args as args
		from evidence_entries e
		join competencies c on c.id = e.competency_id
		left join staff w on w.id = e.actor_id
		where e.staff_id = ?0
		order by e.observed_at desc, e.id
		limit ?1`
)

func linesOf(ctx context.Context, db bun.IDB, query string, staffID uuid.UUID) ([]line, error) {
	var lines []line
	if err := db.NewRaw(query, staffID, mostLines).Scan(ctx, &lines); err != nil {
		return nil, fmt.Errorf("read lines to show: %w", err)
	}
	return lines, nil
}
