package mentoring

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/staff"
)

// ErrNoProposal reports a proposal that does not exist or may not be seen.
var ErrNoProposal = errors.New("proposal not found")

// InsertProposal adds a proposal as it is given.
func InsertProposal(ctx context.Context, db bun.IDB, p Proposal) error {
	if _, err := db.NewInsert().Model(&p).Exec(ctx); err != nil {
		return fmt.Errorf("insert proposal: %w", err)
	}
	return nil
}

func lockProposal(ctx context.Context, tx bun.Tx, id uuid.UUID) (Proposal, error) {
	var p Proposal
	err := tx.NewSelect().Model(&p).Where("id = ?", id).For("update").Scan(ctx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Proposal{}, ErrNoProposal
	case err != nil:
		return Proposal{}, fmt.Errorf("find proposal: %w", err)
	}
	return p, nil
}

func updateProposal(ctx context.Context, tx bun.Tx, p Proposal) error {
	_, err := tx.NewUpdate().Model(&p).Column("state", "answer", "answered_at").WherePK().Exec(ctx)
	if err != nil {
		return fmt.Errorf("update proposal: %w", err)
	}
	return nil
}

// ProposalView is a proposal with the names people know it by. By is empty when
// an account without a staff record made it.
type ProposalView struct {
	Proposal

	FullName string
	Unit     string
	By       string
	Open     bool // the person takes requests
}

// ProposalFilter narrows a list of proposals.
type ProposalFilter struct {
	Q     string
	State ProposalState
	After []string // created_at, id of the last row shown
	Limit int
}

const proposalKeys = 2

func proposalViews(db bun.IDB) *bun.SelectQuery {
	return db.NewSelect().
		TableExpr("mentor_proposals p").
		ColumnExpr("p.*, s.full_name, u.name as unit, coalesce(b.full_name, '') as by, coalesce(m.open, false) as open").
		Join("join staff s on s.id = p.staff_id").
		Join("join units u on u.id = s.unit_id").
		Join("left join staff b on b.id = p.proposed_by").
		Join("left join mentors m on m.staff_id = p.staff_id")
}

// Proposals are those about people of a scope, the latest first, at most Limit+1.
func Proposals(ctx context.Context, db bun.IDB, scope access.Scope, f ProposalFilter, today clock.Day) ([]ProposalView, error) {
	q := proposalViews(db).Where("?", staff.InScope("p.staff_id", scope, today))
	if f.Q != "" {
		q = q.Where("strpos(s.search, fold_text(?)) > 0", f.Q)
	}
	if f.State != "" {
		q = q.Where("p.state = ?", f.State)
	}
	if f.After != nil {
		q = q.Where("(p.created_at, p.id) < (?::timestamptz, ?::uuid)", f.After[0], f.After[1])
	}
	var found []ProposalView
	if err := q.OrderExpr("p.created_at desc, p.id desc").Limit(int64(f.Limit)+1).Scan(ctx, &found); err != nil {
		return nil, fmt.Errorf("list proposals: %w", err)
	}
	return found, nil
}

// FindProposal is a proposal with its names, or ErrNoProposal.
func FindProposal(ctx context.Context, db bun.IDB, id uuid.UUID) (ProposalView, error) {
	return oneProposal(ctx, proposalViews(db).Where("p.id = ?", id))
}

// waitingFor is the proposal that waits for someone's answer, or ErrNoProposal.
func waitingFor(ctx context.Context, db bun.IDB, staffID uuid.UUID) (ProposalView, error) {
	return oneProposal(ctx, proposalViews(db).Where("p.staff_id = ?", staffID).Where("p.state = ?", Waiting))
}

func oneProposal(ctx context.Context, q *bun.SelectQuery) (ProposalView, error) {
	var v ProposalView
	err := q.Scan(ctx, &v)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return ProposalView{}, ErrNoProposal
	case err != nil:
		return ProposalView{}, fmt.Errorf("find proposal: %w", err)
	}
	return v, nil
}

// SensitiveLine is a competency and whether it is sensitive.
type SensitiveLine struct {
	ID        uuid.UUID
	Code      string
	NameVI    string `bun:"name_vi"`
	NameEN    string `bun:"name_en"`
	GroupVI   string `bun:"group_vi"`
	Sensitive bool
}

// SensitiveLines are all competencies in force, in the framework's order.
func SensitiveLines(ctx context.Context, db bun.IDB) ([]SensitiveLine, error) {
	var lines []SensitiveLine
	err := db.NewRaw(`select c.id, c.code, c.name_vi, c.name_en, c.group_vi,
			exists (select from sensitive_competencies s where s.competency_id = c.id) as sensitive
		from competencies c
		where c.archived_at is null
		order by c.code`).Scan(ctx, &lines)
	if err != nil {
		return nil, fmt.Errorf("list sensitive competencies: %w", err)
	}
	return lines, nil
}
