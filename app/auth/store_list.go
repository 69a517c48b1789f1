package auth

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
)

// Listed is an account as administrators see it. Names of an account without a
// staff record are in GivenName.
type Listed struct {
	ID             uuid.UUID
	Login          string
	StaffID        uuid.UUID
	Code           string
	Name           string
	GivenName      string
	FamilyName     string
	UnitID         uuid.UUID
	UnitCode       string
	UnitName       string
	Activated      bool
	DisabledAt     *time.Time
	LastSignedInAt *time.Time
	Grants         []Held `bun:"-"`
}

// AccountFilter narrows the list of accounts.
type AccountFilter struct {
	Q     string
	Role  string
	After []string // given name, family name, id of the last row shown
	Limit int
}

// place is where an account stands: its person's unit; for an account without a
// person any unit of its grants; and everything below the roots.
const place = `(su.path <@ any(?)
	or s.id is null and exists (
		select
		from grants g
		join units gu on gu.id = g.unit_id
		where g.account_id = a.id
		and gu.path <@ any(?))
	or exists (
		select
		from units r
		where r.parent_id is null
		and r.path <@ any(?)))`

func accounts(db bun.IDB) *bun.SelectQuery {
	return db.NewSelect().
		TableExpr("accounts a").
		Join("left join staff s on s.id = a.staff_id").
		Join("left join units su on su.id = s.unit_id").
		ColumnExpr("a.id, a.login, a.staff_id, a.disabled_at, a.last_signed_in_at").
		ColumnExpr("a.password_hash <> '' as activated").
		ColumnExpr("coalesce(s.code, '') as code, coalesce(s.full_name, a.name) as name").
		ColumnExpr("coalesce(s.given_name, a.name) as given_name, coalesce(s.family_name, '') as family_name").
		ColumnExpr("su.id as unit_id, coalesce(su.code, '') as unit_code, coalesce(su.name, '') as unit_name")
}

// listAccounts are at most Limit+1 accounts of a scope in Vietnamese order of
// given name.
func listAccounts(ctx context.Context, db bun.IDB, scope access.Scope, f AccountFilter) ([]Listed, error) {
	const order = `coalesce(s.given_name, a.name) collate "vi-x-icu", coalesce(s.family_name, '') collate "vi-x-icu", a.id`
	q := accounts(db).Where(place, scope, scope, scope)
	if f.Q != "" {
		q = q.Where("fold_text(coalesce(s.full_name, a.name) || ' ' || coalesce(s.code, '') || ' ' || a.login) like '%' || fold_text(?) || '%'", f.Q)
	}
	if f.Role != "" {
		q = q.Where("exists (select from grants g where g.account_id = a.id and g.role = ?)", f.Role)
	}
	if f.After != nil {
		q = q.Where("("+order+") > (?, ?, ?::uuid)", f.After[0], f.After[1], f.After[2])
	}
	var found []Listed
	if err := q.OrderExpr(order).Limit(int64(f.Limit)+1).Scan(ctx, &found); err != nil {
		return nil, fmt.Errorf("list accounts: %w", err)
	}
	return withGrants(ctx, db, found)
}

// findListed is one account of a scope, or ErrNotFound.
func findListed(ctx context.Context, db bun.IDB, scope access.Scope, id uuid.UUID) (Listed, error) {
	return oneListed(ctx, db, accounts(db).Where("a.id = ?", id).Where(place, scope, scope, scope))
}

// findAnywhere is one account whatever its place, or ErrNotFound; for accounts
// whose place was judged before.
func findAnywhere(ctx context.Context, db bun.IDB, id uuid.UUID) (Listed, error) {
	return oneListed(ctx, db, accounts(db).Where("a.id = ?", id))
}

func oneListed(ctx context.Context, db bun.IDB, q *bun.SelectQuery) (Listed, error) {
	var found []Listed
	err := q.Scan(ctx, &found)
	switch {
	case errors.Is(err, sql.ErrNoRows), err == nil && len(found) == 0:
		return Listed{}, ErrNotFound
	case err != nil:
		return Listed{}, fmt.Errorf("find account: %w", err)
	}
	found, err = withGrants(ctx, db, found)
	if err != nil {
		return Listed{}, err
	}
	return found[0], nil
}

func withGrants(ctx context.Context, db bun.IDB, found []Listed) ([]Listed, error) {
	ids := make([]uuid.UUID, 0, len(found))
	at := make(map[uuid.UUID]int, len(found))
	for i, a := range found {
		ids = append(ids, a.ID)
		at[a.ID] = i
	}
	held, err := heldBy(ctx, db, ids...)
	if err != nil {
		return nil, err
	}
	for _, h := range held {
		i := at[h.AccountID]
		found[i].Grants = append(found[i].Grants, h)
	}
	return found, nil
}

// Deed is an audit entry with the name of who did it.
type Deed struct {
	ID         uuid.UUID
	At         time.Time
	Deed       string
	Subject    string
	SubjectID  uuid.UUID
	Args       map[string]any `bun:"type:jsonb"`
	RequestID  string
	ClientIP   string `bun:"client_ip"`
	ActorID    uuid.UUID
	ActorLogin string
	ActorName  string
}

// AuditFilter narrows the audit.
type AuditFilter struct {
	Deed  string   // the beginning of its name
	After []string // instant, id of the last row shown
	Limit int
}

// listDeeds are at most Limit+1 deeds of the accounts of a scope, latest first.
// Deeds without an account (the system's own, failed sign-ins) are seen from
// the roots only.
func listDeeds(ctx context.Context, db bun.IDB, scope access.Scope, f AuditFilter) ([]Deed, error) {
	q := db.NewSelect().
		TableExpr("audit_entries e").
		Join("left join accounts a on a.id = e.account_id").
		Join("left join staff s on s.id = a.staff_id").
		Join("left join units su on su.id = s.unit_id").
		ColumnExpr("e.id, e.at, e.deed, e.subject, e.subject_id, e.args, e.request_id, e.client_ip").
		ColumnExpr("e.account_id as actor_id, coalesce(a.login, '') as actor_login, coalesce(s.full_name, a.name, '') as actor_name").
		Where(place, scope, scope, scope)
	if f.Deed != "" {
		q = q.Where("starts_with(e.deed, ?)", f.Deed)
	}
	if f.After != nil {
		q = q.Where("(e.at, e.id) < (?::timestamptz, ?::uuid)", f.After[0], f.After[1])
	}
	var deeds []Deed
	if err := q.OrderExpr("e.at desc, e.id desc").Limit(int64(f.Limit)+1).Scan(ctx, &deeds); err != nil {
		return nil, fmt.Errorf("list audit: %w", err)
	}
	return deeds, nil
}
