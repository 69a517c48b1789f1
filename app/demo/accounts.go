package demo

import (
	"context"
	"fmt"
	"strings"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/auth"
	"camtay/app/org"
)

// accounts are one for each person: a learner in their commune or agency, mentors
// and chairpersons with those roles beside it. Only the people of the story have
// a password; the others wait to be invited.
func (w *world) accounts(everyone []*person, hash string) []auth.NewAccount {
	accounts := make([]auth.NewAccount, 0, len(everyone))
	for _, p := range everyone {
		a := auth.NewAccount{StaffID: p.ID, Login: strings.ToLower(p.Code)}
		home := w.agency
		if p.commune != nil {
			home = p.commune.ID
		}
		grant := func(r access.Role, unit uuid.UUID) {
			a.Grants = append(a.Grants, auth.NewGrant{Role: r, UnitID: unit})
		}
		grant(access.Learner, home)
		if p.mentor != nil {
			grant(access.Mentor, home)
		}
		if p.position == chairperson {
			grant(access.UnitLeader, home)
		}
		if cast, found := castOf(p.role); found {
			a.Login, a.PasswordHash = string(p.role), hash
			for _, r := range cast.provincial {
				grant(r, w.province.ID)
			}
		}
		accounts = append(accounts, a)
	}
	return accounts
}

// putAccounts gives everyone an account.
func (w *world) putAccounts(ctx context.Context, tx bun.Tx, everyone []*person, hash string) error {
	_, err := auth.ProvisionMany(ctx, tx, w.accounts(everyone, hash), w.at)
	if err != nil {
		return fmt.Errorf("make accounts: %w", err)
	}
	return nil
}

// agencyOf is the top unit of the department's branch, where its people learn.
func agencyOf(units []org.Unit, department org.Unit) uuid.UUID {
	top := org.CommunePath(department.Path)
	for _, u := range units {
		if u.Path == top {
			return u.ID
		}
	}
	return department.ID
}
