package evidence

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/clock"
)

// ErrNoBriefing reports a briefing that does not exist.
var ErrNoBriefing = errors.New("briefing not found")

// communeOf is the path of the commune in which unit u lies.
const communeOf = "subpath(u.path, 0, least(nlevel(u.path), 2))"

// Asked is someone who was asked to learn a change. HeldOn and Briefer tell of the
// briefing by which they did, if it was one.
type Asked struct {
	StaffID    uuid.UUID
	Code       string
	FullName   string
	FamilyName string
	GivenName  string
	Unit       string
	UnitPath   string
	DueOn      clock.Day
	DoneAt     *time.Time
	HeldOn     clock.Day
	Briefer    string
}

// AskedFilter is one page of the people asked to learn a change.
type AskedFilter struct {
	ChangeID uuid.UUID
	State    string    // to_learn or learnt; empty: all
	UnitID   uuid.UUID // the unit and those below; zero: all
	Q        string    // in the name or code
	After    []string  // given name, family name, id of the last one shown
	Limit    int
}

// States of somebody asked to learn a change.
const (
	StateToLearn = "to_learn"
	StateLearnt  = "learnt"
)

const askedKeys = 3

// ListAsked are the people of a scope who were asked to learn a change and have not
// left, by given name, at most limit+1.
func ListAsked(ctx context.Context, db bun.IDB, scope access.Scope, f AskedFilter, today clock.Day) ([]Asked, error) {
	q := askedIn(db, scope, f.ChangeID, today).
		ColumnExpr("s.id as staff_id, s.code, s.full_name, s.family_name, s.given_name, u.name as unit, u.path as unit_path").
		ColumnExpr("t.due_on, t.done_at, b.held_on, coalesce(w.full_name, '') as briefer").
		Join("left join evidence_briefings b on b.id = t.briefing_id").
		Join("left join staff w on w.id = b.created_by")
	if f.State != "" {
		q = q.Where("(t.done_at is not null) = ?", f.State == StateLearnt)
	}
	if f.UnitID != uuid.Nil {
		q = q.Where("u.path <@ (select path from units where id = ?)", f.UnitID)
	}
	var found []Asked
	if err := byName(q, f.Q, f.After, f.Limit).Scan(ctx, &found); err != nil {
		return nil, fmt.Errorf("list who is to learn a change: %w", err)
	}
	return found, nil
}

func askedIn(db bun.IDB, scope access.Scope, changeID uuid.UUID, today clock.Day) *bun.SelectQuery {
	return db.NewSelect().
		TableExpr("evidence_retrainings t").
		Join("join staff s on s.id = t.staff_id").
		Join("join units u on u.id = s.unit_id").
		Where("t.change_id = ?", changeID).
		Where("u.path <@ any(?)", scope).
		Where("(s.left_on is null or s.left_on > ?::date)", today)
}

// UnitStanding is how far the people of a commune are with a change. HeldOn is the
// day of its latest briefing, zero without one.
type UnitStanding struct {
	UnitID uuid.UUID
	Name   string
	Asked  int
	Learnt int
	HeldOn clock.Day
}

// UnitsFilter is one page of the communes that a change concerns.
type UnitsFilter struct {
	ChangeID uuid.UUID
	Q        string
	After    []string // people still to learn, name, id of the last one shown
	Limit    int
}

// ListUnits are the communes of a scope with people who were asked to learn a
// change, those with most still to learn first, at most limit+1.
func ListUnits(ctx context.Context, db bun.IDB, scope access.Scope, f UnitsFilter, today clock.Day) ([]UnitStanding, error) {
	counted := askedIn(db, scope, f.ChangeID, today).
		ColumnExpr(communeOf + " as path, count(*) as asked, count(t.done_at) as learnt, max(b.held_on) as held_on").
		Join("left join evidence_briefings b on b.id = t.briefing_id").
		GroupExpr(communeOf)
	q := db.NewSelect().
		TableExpr("(?) n", counted).
		Join("join units c on c.path = n.path").
		ColumnExpr("c.id as unit_id, c.name, n.asked, n.learnt, n.held_on")
	if f.Q != "" {
		q = q.Where("strpos(fold_text(c.name), fold_text(?)) > 0", strings.TrimSpace(f.Q))
	}
	const order = `n.learnt - n.asked, c.name collate "vi-x-icu", c.id`
	if f.After != nil {
		q = q.Where("("+order+") > (-(?::bigint), ?, ?::uuid)", f.After[0], f.After[1], f.After[2])
	}
	var found []UnitStanding
	if err := q.OrderExpr(order).Limit(int64(f.Limit)+1).Scan(ctx, &found); err != nil {
		return nil, fmt.Errorf("list units that a change concerns: %w", err)
	}
	return found, nil
}

// BriefingView is a briefing that stands, with who held it.
type BriefingView struct {
	ID       uuid.UUID
	ChangeID uuid.UUID
	HeldOn   clock.Day
	Note     string
	People   int
	Briefer  string
	Unit     string // of one of those briefed
}

// ListBriefings are the briefings of a change that stand and that reached people of
// a scope, the latest first, at most limit+1.
func ListBriefings(ctx context.Context, db bun.IDB, scope access.Scope, changeID uuid.UUID, after []string, limit int) ([]BriefingView, error) {
	q := db.NewSelect().
		TableExpr("evidence_briefings b").
		Join("join staff w on w.id = b.created_by").
		Join(`join (
			select t.briefing_id, min(c.name) as unit, count(*) as people
			from evidence_retrainings t
			join staff s on s.id = t.staff_id
			join units u on u.id = s.unit_id
			join units c on c.path = `+communeOf+`
			where t.change_id = ? and u.path <@ any(?)
			group by t.briefing_id
		) r on r.briefing_id = b.id`, changeID, scope).
		ColumnExpr("b.id, b.change_id, b.held_on, b.note, r.people, w.full_name as briefer, r.unit").
		Where("b.undone_at is null")
	if after != nil {
		q = q.Where("(b.held_on, b.id) < (?::date, ?::uuid)", after[0], after[1])
	}
	var found []BriefingView
	if err := q.OrderExpr("b.held_on desc, b.id desc").Limit(int64(limit)+1).Scan(ctx, &found); err != nil {
		return nil, fmt.Errorf("list briefings: %w", err)
	}
	return found, nil
}

// askedOf are those of some people who were asked to learn a change, with the units
// they belong to, locked.
func askedOf(ctx context.Context, tx bun.Tx, changeID uuid.UUID, people []uuid.UUID) ([]Asked, error) {
	var found []Asked
	err := tx.NewRaw(`select t.staff_id, u.path as unit_path, t.done_at
		from evidence_retrainings t
		join staff s on s.id = t.staff_id
		join units u on u.id = s.unit_id
		where t.change_id = ?
		and t.staff_id = any(?::uuid[])
		order by t.staff_id
		for update of t`, changeID, list(people)).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("read who was asked: %w", err)
	}
	return found, nil
}

// insertBriefing adds a briefing; one of the same id is left as it is.
func insertBriefing(ctx context.Context, tx bun.Tx, changeID uuid.UUID, b Briefing, by uuid.UUID, now time.Time) (added bool, err error) {
	res, err := tx.NewRaw(`insert into evidence_briefings (id, change_id, held_on, note, people, created_by, created_at)
		values (?, ?, ?, ?, ?, ?, ?)
		on conflict (id) do nothing`, b.ID, changeID, b.HeldOn, b.Note, len(b.People), by, now).Exec(ctx)
	if err != nil {
		return false, fmt.Errorf("write briefing: %w", err)
	}
	n, err := res.RowsAffected()
	return n > 0, err
}

// lockBriefing locks a briefing and gives its change and whether it stands, or
// ErrNoBriefing.
func lockBriefing(ctx context.Context, tx bun.Tx, id uuid.UUID) (changeID uuid.UUID, stands bool, err error) {
	err = tx.NewRaw(`select change_id, undone_at is null
		from evidence_briefings
		where id = ?
		for update`, id).Scan(ctx, &changeID, &stands)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return uuid.Nil, false, ErrNoBriefing
	case err != nil:
		return uuid.Nil, false, fmt.Errorf("lock briefing: %w", err)
	}
	return changeID, stands, nil
}

// briefedBy are the people whom a briefing reached.
func briefedBy(ctx context.Context, tx bun.Tx, id uuid.UUID) ([]Asked, error) {
	var found []Asked
	err := tx.NewRaw(`select t.staff_id, u.path as unit_path
		from evidence_retrainings t
		join staff s on s.id = t.staff_id
		join units u on u.id = s.unit_id
		where t.briefing_id = ?
		order by t.staff_id`, id).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("read who was briefed: %w", err)
	}
	return found, nil
}

// briefingEntries are the entries of people by which briefings of a change count
// for them, without those taken back.
func briefingEntries(ctx context.Context, tx bun.Tx, c Change, people []uuid.UUID) ([]Entry, error) {
	var rows []entryRow
	err := tx.NewSelect().Model(&rows).
		Where("staff_id = any(?::uuid[])", list(people)).
		Where("source = ?", SourceChange).
		Where("source_id = any(?::uuid[])", list(c.learnings())).
		Where("description_key = ?", briefed).
		Where(`not exists (select from evidence_entries w where w.staff_id = entry_row.staff_id and w.withdraws_id = entry_row.id)`).
		OrderExpr("id").
		Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("read what a briefing posted: %w", err)
	}
	entries := make([]Entry, 0, len(rows))
	for _, r := range rows {
		entries = append(entries, r.entry())
	}
	return entries, nil
}

// undoBriefing takes a briefing back: those it reached are to learn the change again.
func undoBriefing(ctx context.Context, tx bun.Tx, id, by uuid.UUID, now time.Time) error {
	for _, statement := range []string{
		"update evidence_retrainings set done_at = null, briefing_id = null where briefing_id = ?0",
		"update evidence_briefings set undone_by = ?1, undone_at = ?2 where id = ?0",
	} {
		if _, err := tx.NewRaw(statement, id, by, now).Exec(ctx); err != nil {
			return fmt.Errorf("take briefing back: %w", err)
		}
	}
	return nil
}
