package effects

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/page"
)

// weeks is over how long a mentor's minutes a week are counted.
const weeks = 4

// MentorRow is what a mentor carries and has done. Minutes are a week's, over the
// last weeks; Hours are all confirmed minutes of the filter's days.
type MentorRow struct {
	StaffID     uuid.UUID
	FullName    string
	FamilyName  string
	GivenName   string
	UnitName    string
	UnitPath    string
	CommuneID   uuid.UUID
	CommuneName string
	Champion    bool
	Carried

	Coached int // confirmed minutes
	Tally
}

// carried selects mentors with what they carry on a day.
func carried(db bun.IDB, today clock.Day) *bun.SelectQuery {
	return db.NewSelect().
		TableExpr("mentors x").
		ColumnExpr("s.id as staff_id, s.full_name, s.family_name, s.given_name, u.name as unit_name, u.path as unit_path").
		ColumnExpr("cu.id as commune_id, cu.name as commune_name, x.champion, x.capacity, x.weekly_minutes as max_weekly").
		ColumnExpr("x.open and coalesce(x.paused_until < ?::date, true) as open", today).
		ColumnExpr("(select count(*) from pairs p where p.mentor_id = x.staff_id and p.state in ('active', 'paused')) as active").
		ColumnExpr(`(select coalesce(sum(c.minutes), 0) / ? from coaching_sessions c
			join pairs p on p.id = c.pair_id
			where p.mentor_id = x.staff_id
			and c.disputed_at is null
			and c.held_at >= ?) as weekly`, weeks, today.AddDays(1-7*weeks).Start()).
		Join("join staff s on s.id = x.staff_id").
		Join("join units u on u.id = s.unit_id").
		Join("join units cu on cu.path = subpath(u.path, 0, least(2, nlevel(u.path)))").
		Where("s.left_on is null")
}

// loads are all mentors of a scope with what they carry.
func loads(ctx context.Context, db bun.IDB, scope access.Scope, unitID uuid.UUID, today clock.Day) ([]MentorRow, error) {
	q := carried(db, today).Where("u.path <@ any(?)", scope)
	if unitID != uuid.Nil {
		q = q.Where("u.path <@ (select path from units where id = ?)", unitID)
	}
	var found []MentorRow
	if err := q.OrderExpr(`cu.name collate "vi-x-icu", cu.id, s.id`).Scan(ctx, &found); err != nil {
		return nil, fmt.Errorf("read loads: %w", err)
	}
	return found, nil
}

// Mentors are mentors of a scope by name, one page and the cursor of the next. When
// only is not nil, just those are listed. Sums are of the filter's days and
// competency.
func Mentors(ctx context.Context, db bun.IDB, scope access.Scope, f Filter, only []uuid.UUID, today clock.Day) ([]MentorRow, string, error) {
	limit := page.Limit(f.Limit)
	after, err := page.Parse(f.After, 3)
	if err != nil {
		return nil, "", err
	}
	q := carried(db, today).Where("u.path <@ any(?)", scope)
	if f.UnitID != uuid.Nil {
		q = q.Where("u.path <@ (select path from units where id = ?)", f.UnitID)
	}
	if f.Q != "" {
		q = q.Where("s.search like '%' || fold_text(?) || '%'", f.Q)
	}
	if only != nil {
		q = q.Where("s.id = any(?::uuid[])", list(only))
	}
	if after != nil {
		q = q.Where(`(s.given_name collate "vi-x-icu", s.family_name collate "vi-x-icu", s.id) > (?, ?, ?::uuid)`, after[0], after[1], after[2])
	}
	q = q.OrderExpr(`s.given_name collate "vi-x-icu", s.family_name collate "vi-x-icu", s.id`).Limit(int64(limit) + 1)
	var found []MentorRow
	if err := q.Scan(ctx, &found); err != nil {
		return nil, "", fmt.Errorf("list mentors: %w", err)
	}
	found, next := page.Cut(found, limit, func(r MentorRow) string {
		return page.Cursor(r.GivenName, r.FamilyName, r.StaffID.String())
	})
	return found, next, addSums(ctx, db, found, f, today)
}

// oneMentor is a mentor with sums over everything, or ErrNoMentor.
func oneMentor(ctx context.Context, db bun.IDB, mentorID uuid.UUID, today clock.Day) (MentorRow, error) {
	var found []MentorRow
	if err := carried(db, today).Where("s.id = ?", mentorID).Scan(ctx, &found); err != nil {
		return MentorRow{}, fmt.Errorf("find mentor: %w", err)
	}
	if len(found) == 0 {
		return MentorRow{}, ErrNoMentor
	}
	err := addSums(ctx, db, found, Filter{}, today)
	return found[0], err
}

// ErrNoMentor reports somebody who never offered to mentor.
var ErrNoMentor = errors.New("no mentor")

// addSums fills in what mentors have done.
func addSums(ctx context.Context, db bun.IDB, mentors []MentorRow, f Filter, today clock.Day) error {
	ids, at := make([]uuid.UUID, 0, len(mentors)), map[uuid.UUID]int{}
	for i, m := range mentors {
		ids, at[m.StaffID] = append(ids, m.StaffID), i
	}
	f.UnitID, f.Q = uuid.Nil, ""
	// The mentors are of the reader's scope; their learners may be of other communes.
	var sums []struct {
		MentorID uuid.UUID
		Tally
	}
	q := followed(db).Where("p.mentor_id = any(?::uuid[])", list(ids))
	err := within(q, f).ColumnExpr("p.mentor_id").ColumnExpr(tallied, today).GroupExpr("p.mentor_id").Scan(ctx, &sums)
	if err != nil {
		return fmt.Errorf("sum mentors: %w", err)
	}
	for _, s := range sums {
		mentors[at[s.MentorID]].Tally = s.Tally
	}
	return addHours(ctx, db, mentors, ids, at, f)
}

// addHours fills in the minutes that learners confirmed.
func addHours(ctx context.Context, db bun.IDB, mentors []MentorRow, ids []uuid.UUID, at map[uuid.UUID]int, f Filter) error {
	q := db.NewSelect().TableExpr("coaching_sessions c").Join("join pairs p on p.id = c.pair_id").
		ColumnExpr("p.mentor_id, sum(c.minutes) as coached").
		Where("c.confirmed_at is not null").Where("p.mentor_id = any(?::uuid[])", list(ids)).GroupExpr("p.mentor_id")
	if f.CompetencyID != uuid.Nil {
		q = q.Where("(p.competency_id = ?0 or exists (select from pair_targets t where t.pair_id = p.id and t.competency_id = ?0))", f.CompetencyID)
	}
	if !f.From.IsZero() {
		q = q.Where("c.held_at >= ?", f.From.Start())
	}
	if !f.Until.IsZero() {
		q = q.Where("c.held_at < ?", f.Until.AddDays(1).Start())
	}
	var hours []struct {
		MentorID uuid.UUID
		Coached  int
	}
	if err := q.Scan(ctx, &hours); err != nil {
		return fmt.Errorf("sum hours of mentors: %w", err)
	}
	for _, h := range hours {
		mentors[at[h.MentorID]].Coached = h.Coached
	}
	return nil
}

// Thanks is what a paper of recognition says of a mentor's days.
type Thanks struct {
	StaffID    uuid.UUID
	Code       string
	FullName   string
	UnitName   string
	UnitPath   string
	Position   string
	PositionEN string `bun:"position_en"`
	Sessions   int
	Minutes    int
	Learners   int
}

// thanks sums confirmed sessions of a mentor between two days, the last included.
func thanks(ctx context.Context, db bun.IDB, mentorID uuid.UUID, from, until clock.Day) (Thanks, error) {
	var t Thanks
	err := db.NewRaw(`select s.id as staff_id, s.code, s.full_name, u.name as unit_name, u.path as unit_path,
			coalesce(o.name_vi, '') as position, coalesce(o.name_en, '') as position_en,
			count(c.id) as sessions, coalesce(sum(c.minutes), 0) as minutes, count(distinct p.learner_id) filter (where c.id is not null) as learners
		from staff s
		join units u on u.id = s.unit_id
		left join lateral (
			select x.name_vi, x.name_en
			from posts q
			join positions x on x.id = q.position_id
			where q.staff_id = s.id
			and q.kind = 'permanent'
			order by q.during desc
			limit 1
		) o on true
		left join pairs p on p.mentor_id = s.id
		left join coaching_sessions c on c.pair_id = p.id
			and c.confirmed_at is not null
			and c.held_at >= ?1
			and c.held_at < ?2
		where s.id = ?0
		group by s.id, u.id, o.name_vi, o.name_en`, mentorID, from.Start(), until.AddDays(1).Start()).Scan(ctx, &t)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Thanks{}, ErrNoMentor
	case err != nil:
		return Thanks{}, fmt.Errorf("sum what a mentor did: %w", err)
	}
	return t, nil
}
