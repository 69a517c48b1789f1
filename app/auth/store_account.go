package auth

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
	"camtay/app/db"
	"camtay/app/staff"
)

// findForSignIn is the account of a normal login: a sign-in name, else a staff
// code, else an e-mail that one person alone has. ErrNotFound otherwise. It
// does the same work whether or not it finds one.
func findForSignIn(ctx context.Context, db bun.IDB, login string) (holder, error) {
	var found []struct {
		holder

		Means int
	}
	err := db.NewRaw(`select a.*, s.code, s.left_on, m.means
		from (
			select id, 1 as means
			from accounts
			where login = ?0
			union all
			select a.id, 2
			from accounts a
			join staff s on s.id = a.staff_id
			where s.code in (?0, ?1)
			union all
			select a.id, 3
			from accounts a
			join staff s on s.id = a.staff_id
			where ?2 and lower(s.email) = ?0
		) m
		join accounts a on a.id = m.id
		left join staff s on s.id = a.staff_id
		order by m.means, a.id
		limit 3`, login, strings.ToUpper(login), strings.Contains(login, "@")).Scan(ctx, &found)
	switch {
	case err != nil:
		return holder{}, fmt.Errorf("find account: %w", err)
	case len(found) == 0:
		return holder{}, ErrNotFound
	case len(found) > 1 && found[1].Means == found[0].Means:
		return holder{}, ErrNotFound
	}
	return found[0].holder, nil
}

func findHolder(ctx context.Context, db bun.IDB, id uuid.UUID) (holder, error) {
	var h holder
	err := db.NewRaw(`select a.*, coalesce(s.code, '') as code, s.left_on
		from accounts a
		left join staff s on s.id = a.staff_id
		where a.id = ?`, id).Scan(ctx, &h)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return holder{}, ErrNotFound
	case err != nil:
		return holder{}, fmt.Errorf("find account: %w", err)
	}
	return h, nil
}

func findByStaff(ctx context.Context, db bun.IDB, staffID uuid.UUID) (uuid.UUID, error) {
	var id uuid.UUID
	err := db.NewRaw("select id from accounts where staff_id = ?", staffID).Scan(ctx, &id)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return uuid.Nil, ErrNotFound
	case err != nil:
		return uuid.Nil, fmt.Errorf("find account of person: %w", err)
	}
	return id, nil
}

// personByCode is the person whose staff code a normal login is, or
// staff.ErrNotFound.
func personByCode(ctx context.Context, db bun.IDB, login string) (uuid.UUID, error) {
	var id uuid.UUID
	err := db.NewRaw("select id from staff where code in (?, ?) order by code, id limit 1", login, strings.ToUpper(login)).Scan(ctx, &id)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return uuid.Nil, staff.ErrNotFound
	case err != nil:
		return uuid.Nil, fmt.Errorf("find person by code: %w", err)
	}
	return id, nil
}

// Provision makes one account; see ProvisionMany.
func Provision(ctx context.Context, tx bun.Tx, staffID uuid.UUID, login, passwordHash string, grants []NewGrant, now time.Time) (uuid.UUID, error) {
	ids, err := ProvisionMany(ctx, tx, []NewAccount{{StaffID: staffID, Login: login, PasswordHash: passwordHash, Grants: grants}}, now)
	if err != nil {
		return uuid.Nil, err
	}
	return ids[0], nil
}

// ProvisionMany makes accounts and returns their ids in the order given. A login
// or person with an account already is ErrTaken and ends the transaction. It
// checks no scope and writes no audit entries: it serves imports and made-up
// data. Grants are recorded as given by the acting account, if there is one.
func ProvisionMany(ctx context.Context, tx bun.Tx, accounts []NewAccount, now time.Time) ([]uuid.UUID, error) {
	const batch = 1000
	rows := make([]Account, 0, len(accounts))
	var grants []grantRow
	ids := make([]uuid.UUID, 0, len(accounts))
	by := access.Who(ctx).AccountID
	for _, a := range accounts {
		id, err := uuid.NewV7()
		if err != nil {
			return nil, fmt.Errorf("make account id: %w", err)
		}
		ids = append(ids, id)
		rows = append(rows, Account{
			ID: id, StaffID: a.StaffID, Login: normalLogin(a.Login), Name: a.Name, PasswordHash: a.PasswordHash,
			GrantsVersion: 1, GrantsChangedAt: now, CreatedAt: now,
		})
		for _, g := range a.Grants {
			grantID, err := uuid.NewV7()
			if err != nil {
				return nil, fmt.Errorf("make grant id: %w", err)
			}
			grants = append(grants, grantRow{ID: grantID, AccountID: id, Role: g.Role, UnitID: g.UnitID, GrantedBy: by, GrantedAt: now})
		}
	}
	for from := 0; from < len(rows); from += batch {
		part := rows[from:min(from+batch, len(rows))]
		_, err := tx.NewInsert().Model(&part).Exec(ctx)
		switch {
		case db.IsDuplicate(err):
			return nil, errors.Join(ErrTaken, err)
		case err != nil:
			return nil, fmt.Errorf("insert accounts: %w", err)
		}
	}
	for from := 0; from < len(grants); from += batch {
		part := grants[from:min(from+batch, len(grants))]
		if _, err := tx.NewInsert().Model(&part).Exec(ctx); err != nil {
			return nil, fmt.Errorf("insert grants: %w", err)
		}
	}
	return ids, nil
}

// heldBy are the grants of accounts in tree order of unit.
func heldBy(ctx context.Context, db bun.IDB, accountIDs ...uuid.UUID) ([]Held, error) {
	var held []Held
	if len(accountIDs) == 0 {
		return held, nil
	}
	err := db.NewRaw(`select g.account_id, g.role, g.unit_id, u.path, u.code, u.name
		from grants g
		join units u on u.id = g.unit_id
		where g.account_id in (?)
		order by u.path, array_position(array['learner', 'mentor', 'unit_leader', 'trainer', 'department_officer', 'administrator'], g.role)`,
		bun.List(accountIDs)).Scan(ctx, &held)
	if err != nil {
		return nil, fmt.Errorf("list grants: %w", err)
	}
	return held, nil
}

// changeGrants adds and drops grants and makes the account's access tokens void.
func changeGrants(ctx context.Context, tx bun.Tx, accountID uuid.UUID, add, drop []Held, now time.Time) (change, error) {
	for _, h := range drop {
		_, err := tx.ExecContext(ctx, "delete from grants where account_id = ? and role = ? and unit_id = ?", accountID, h.Role, h.UnitID)
		if err != nil {
			return change{}, fmt.Errorf("drop grant: %w", err)
		}
	}
	for _, h := range add {
		id, err := uuid.NewV7()
		if err != nil {
			return change{}, fmt.Errorf("make grant id: %w", err)
		}
		g := grantRow{ID: id, AccountID: accountID, Role: h.Role, UnitID: h.UnitID, GrantedBy: access.Who(ctx).AccountID, GrantedAt: now}
		if _, err := tx.NewInsert().Model(&g).Exec(ctx); err != nil {
			return change{}, fmt.Errorf("add grant: %w", err)
		}
	}
	c := change{ID: accountID, At: now}
	err := tx.NewRaw(`update accounts
		set grants_version = grants_version + 1, grants_changed_at = ?
		where id = ?
		returning grants_version`, now, accountID).Scan(ctx, &c.Version)
	if err != nil {
		return change{}, fmt.Errorf("void tokens: %w", err)
	}
	return c, announce(ctx, tx)
}

// rootAdministrators counts the accounts that can sign in and administer a root
// of the tree on a day: those who can appoint any other.
func rootAdministrators(ctx context.Context, db bun.IDB, today clock.Day) (int, error) {
	var n int
	err := db.NewRaw(`select count(distinct a.id)
		from accounts a
		join grants g on g.account_id = a.id and g.role = ?
		join units u on u.id = g.unit_id and u.parent_id is null
		left join staff s on s.id = a.staff_id
		where a.disabled_at is null
		and a.password_hash <> ''
		and (s.left_on is null or s.left_on > ?)`, access.Administrator, today).Scan(ctx, &n)
	if err != nil {
		return 0, fmt.Errorf("count administrators: %w", err)
	}
	return n, nil
}

// rootUnits are the tops of the tree.
func rootUnits(ctx context.Context, db bun.IDB) ([]uuid.UUID, error) {
	var ids []uuid.UUID
	if err := db.NewRaw("select id from units where parent_id is null order by path, id").Scan(ctx, &ids); err != nil {
		return nil, fmt.Errorf("list root units: %w", err)
	}
	return ids, nil
}

func setPassword(ctx context.Context, db bun.IDB, accountID uuid.UUID, hash string) error {
	if _, err := db.ExecContext(ctx, "update accounts set password_hash = ? where id = ?", hash, accountID); err != nil {
		return fmt.Errorf("set password: %w", err)
	}
	return nil
}

// postsToday are the posts a person holds on a day, the permanent one first.
func postsToday(ctx context.Context, db bun.IDB, staffID uuid.UUID, today clock.Day) ([]MePost, error) {
	var rows []struct{ PositionVI, PositionEN, Unit, Kind string }
	err := db.NewRaw(`select p.name_vi as position_vi, p.name_en as position_en, u.name as unit, o.kind
		from posts o
		join positions p on p.id = o.position_id
		join units u on u.id = o.unit_id
		where o.staff_id = ?
		and o.during @> ?::date
		order by o.kind <> 'permanent', lower(o.during), o.id`, staffID, today).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("list posts of today: %w", err)
	}
	posts := make([]MePost, 0, len(rows))
	for _, r := range rows {
		posts = append(posts, MePost(r))
	}
	return posts, nil
}
