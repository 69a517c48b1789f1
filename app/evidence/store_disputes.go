package evidence

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
)

// What does not exist, or is not the reader's.
var (
	ErrNoEntry   = errors.New("evidence entry not found")
	ErrNoDispute = errors.New("dispute not found")
)

// FindEntry is the entry of an id, or ErrNoEntry.
func FindEntry(ctx context.Context, db bun.IDB, id uuid.UUID) (Entry, error) {
	var row entryRow
	err := db.NewSelect().Model(&row).Where("id = ?", id).Scan(ctx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Entry{}, ErrNoEntry
	case err != nil:
		return Entry{}, fmt.Errorf("find entry: %w", err)
	}
	return row.entry(), nil
}

// disputes are disputes with the names around them.
func disputes(db bun.IDB) *bun.SelectQuery {
	return db.NewSelect().
		TableExpr("evidence_disputes d").
		Join("join staff s on s.id = d.staff_id").
		Join("join units u on u.id = s.unit_id").
		Join("join competencies c on c.id = d.competency_id").
		Join("left join levels l on l.staff_id = d.staff_id and l.competency_id = d.competency_id").
		Join("left join staff a on a.id = d.answered_by").
		ColumnExpr("d.*, s.code, s.full_name, u.name as unit, u.path as unit_path, c.name_vi, c.name_en").
		ColumnExpr("coalesce(l.level, 0) as level, coalesce(a.full_name, '') as answerer")
}

// FindDispute is the dispute of an id, or ErrNoDispute.
func FindDispute(ctx context.Context, db bun.IDB, id uuid.UUID) (DisputeView, error) {
	var d DisputeView
	err := disputes(db).Where("d.id = ?", id).Scan(ctx, &d)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return DisputeView{}, ErrNoDispute
	case err != nil:
		return DisputeView{}, fmt.Errorf("find dispute: %w", err)
	}
	return d, nil
}

// DisputeFilter narrows a list of disputes.
type DisputeFilter struct {
	State string   // empty: all
	Q     string   // in the person's name or code
	After []string // created_at and id of the last one shown
	Limit int
}

const disputeKeys = 2

// ListDisputes are the disputes of people of a scope, the latest first, at most
// limit+1, without those of one person: nobody judges what they said themself.
func ListDisputes(ctx context.Context, db bun.IDB, scope access.Scope, without uuid.UUID, f DisputeFilter) ([]DisputeView, error) {
	q := disputes(db).Where("u.path <@ any(?)", scope).Where("d.staff_id <> ?", without)
	if f.Q != "" {
		q = q.Where("strpos(s.search, fold_text(?)) > 0", strings.TrimSpace(f.Q))
	}
	return pageOfDisputes(ctx, q, f)
}

// disputesOf are one person's disputes, the latest first, at most limit+1.
func disputesOf(ctx context.Context, db bun.IDB, staffID uuid.UUID, f DisputeFilter) ([]DisputeView, error) {
	return pageOfDisputes(ctx, disputes(db).Where("d.staff_id = ?", staffID), f)
}

func pageOfDisputes(ctx context.Context, q *bun.SelectQuery, f DisputeFilter) ([]DisputeView, error) {
	if f.State != "" {
		q = q.Where("d.state = ?", f.State)
	}
	if f.After != nil {
		q = q.Where("(d.created_at, d.id) < (?::timestamptz, ?::uuid)", f.After[0], f.After[1])
	}
	var found []DisputeView
	if err := q.OrderExpr("d.created_at desc, d.id desc").Limit(int64(f.Limit)+1).Scan(ctx, &found); err != nil {
		return nil, fmt.Errorf("list disputes: %w", err)
	}
	return found, nil
}

// disputesAbout are one person's disputes in one competency, the latest first.
func disputesAbout(ctx context.Context, db bun.IDB, staffID, competencyID uuid.UUID) ([]Dispute, error) {
	var found []Dispute
	err := db.NewRaw(`select *
		from evidence_disputes
		where staff_id = ?
		and competency_id = ?
		order by created_at desc, id desc`, staffID, competencyID).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("read disputes: %w", err)
	}
	return found, nil
}

// insertDispute adds a dispute; one of the same id is left as it is.
func insertDispute(ctx context.Context, tx bun.Tx, d Dispute) (added bool, err error) {
	res, err := tx.NewRaw(`insert into evidence_disputes (id, staff_id, competency_id, entry_id, text, state, created_at)
		values (?, ?, ?, nullif(?, ?::uuid), ?, ?, ?)
		on conflict (id) do nothing`,
		d.ID, d.StaffID, d.CompetencyID, d.EntryID, uuid.Nil, d.Text, DisputeOpen, d.CreatedAt).Exec(ctx)
	if err != nil {
		return false, fmt.Errorf("insert dispute: %w", err)
	}
	n, err := res.RowsAffected()
	return n > 0, err
}

// answerDispute closes an open dispute; it reports whether it was open.
func answerDispute(ctx context.Context, tx bun.Tx, d Dispute) (bool, error) {
	res, err := tx.NewRaw(`update evidence_disputes
		set state = ?, answer = ?, answered_by = ?, answered_at = ?, answer_entry_id = nullif(?, ?::uuid)
		where id = ?
		and state = ?`,
		DisputeAnswered, d.Answer, d.AnsweredBy, d.AnsweredAt, d.AnswerEntryID, uuid.Nil, d.ID, DisputeOpen).Exec(ctx)
	if err != nil {
		return false, fmt.Errorf("answer dispute: %w", err)
	}
	n, err := res.RowsAffected()
	return n > 0, err
}
