package auth

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/audit"
	"camtay/app/clock"
	"camtay/app/db"
	"camtay/app/fault"
	"camtay/app/org"
)

// Accounts are at most Limit+1 accounts of the caller's units.
func (s *Service) Accounts(ctx context.Context, f AccountFilter) ([]Listed, error) {
	if len(f.After) > 0 && uuid.Validate(f.After[len(f.After)-1]) != nil {
		return nil, fault.New(fault.Invalid, "page.bad_cursor")
	}
	return listAccounts(ctx, s.db, access.ScopeOf(ctx, access.AuthAccounts), f)
}

// Audit are at most Limit+1 deeds done from the caller's units.
func (s *Service) Audit(ctx context.Context, f AuditFilter) ([]Deed, error) {
	if len(f.After) == 2 {
		_, err := time.Parse(time.RFC3339Nano, f.After[0])
		if err != nil || uuid.Validate(f.After[1]) != nil {
			return nil, fault.New(fault.Invalid, "page.bad_cursor").Because(err)
		}
	}
	return listDeeds(ctx, s.db, access.ScopeOf(ctx, access.AuditRead), f)
}

// SetGrants makes the wanted grants the account's own within the caller's
// units; grants elsewhere stay as they are. The account's access tokens become
// void. Faults: auth.account_not_found, auth.unit_not_found,
// auth.grant_out_of_scope, auth.last_administrator.
func (s *Service) SetGrants(ctx context.Context, id uuid.UUID, wanted []NewGrant) (Listed, error) {
	scope := access.ScopeOf(ctx, access.AuthAccounts)
	return s.administer(ctx, id, func(ctx context.Context, tx bun.Tx, a Listed, now time.Time) ([]change, error) {
		resolved, err := resolve(ctx, tx, wanted)
		if err != nil {
			return nil, err
		}
		add, drop, err := planGrants(scope, a.Grants, resolved)
		if errors.Is(err, errOutOfScope) {
			return nil, fault.New(fault.Forbidden, "auth.grant_out_of_scope").Because(err)
		}
		if err != nil || len(add)+len(drop) == 0 {
			return nil, err
		}
		c, err := changeGrants(ctx, tx, id, add, drop, now)
		if err != nil {
			return nil, err
		}
		after, err := heldBy(ctx, tx, id)
		if err != nil {
			return nil, err
		}
		args := map[string]any{"old": named(a.Grants), "new": named(after)}
		return []change{c}, audit.Put(ctx, tx, "auth.grants_changed", "account", id, args, now)
	})
}

// resolve finds the units of wanted grants.
func resolve(ctx context.Context, db bun.IDB, wanted []NewGrant) ([]Held, error) {
	held := make([]Held, 0, len(wanted))
	for _, w := range wanted {
		u, err := findUnit(ctx, db, w.UnitID)
		if errors.Is(err, org.ErrNotFound) {
			return nil, fault.New(fault.Invalid, "auth.unit_not_found").Because(err)
		}
		if err != nil {
			return nil, err
		}
		if !slices.Contains(access.Roles(), w.Role) {
			return nil, fault.New(fault.Invalid, "web.invalid")
		}
		held = append(held, Held{Role: w.Role, UnitID: u.ID, Path: u.Path, Code: u.Code, Name: u.Name})
	}
	return held, nil
}

func findUnit(ctx context.Context, db bun.IDB, id uuid.UUID) (org.Unit, error) {
	u, err := org.Find(ctx, db, id)
	if err != nil {
		return org.Unit{}, fmt.Errorf("find unit: %w", err)
	}
	return u, nil
}

// Disable keeps an account from signing in and ends its sessions. Faults:
// auth.account_not_found, auth.above_you, auth.not_yourself,
// auth.last_administrator, auth.demo_fixed.
func (s *Service) Disable(ctx context.Context, id uuid.UUID) (Listed, error) {
	return s.administer(ctx, id, func(ctx context.Context, tx bun.Tx, a Listed, now time.Time) ([]change, error) {
		switch {
		case a.ID == access.Who(ctx).AccountID:
			return nil, fault.New(fault.Conflict, "auth.not_yourself")
		case s.shown(a.Login):
			return nil, fault.New(fault.Forbidden, "auth.demo_fixed")
		case a.DisabledAt != nil:
			return nil, nil
		}
		if err := s.above(ctx, a); err != nil {
			return nil, err
		}
		if _, err := tx.ExecContext(ctx, "update accounts set disabled_at = ? where id = ?", now, id); err != nil {
			return nil, fmt.Errorf("disable account: %w", err)
		}
		if err := dropInvites(ctx, tx, id); err != nil {
			return nil, err
		}
		changes, err := revokeOthers(ctx, tx, id, uuid.Nil, endedDisabled, now)
		if err != nil {
			return nil, err
		}
		return changes, audit.Put(ctx, tx, "auth.disabled", "account", id, nil, now)
	})
}

// Enable lets an account sign in again. Faults: auth.account_not_found,
// auth.above_you.
func (s *Service) Enable(ctx context.Context, id uuid.UUID) (Listed, error) {
	return s.administer(ctx, id, func(ctx context.Context, tx bun.Tx, a Listed, now time.Time) ([]change, error) {
		if a.DisabledAt == nil {
			return nil, nil
		}
		if err := s.above(ctx, a); err != nil {
			return nil, err
		}
		if _, err := tx.ExecContext(ctx, "update accounts set disabled_at = null where id = ?", id); err != nil {
			return nil, fmt.Errorf("enable account: %w", err)
		}
		return nil, audit.Put(ctx, tx, "auth.enabled", "account", id, nil, now)
	})
}

// above refuses deeds on accounts that hold more than the caller administers.
func (s *Service) above(ctx context.Context, a Listed) error {
	if !covers(access.ScopeOf(ctx, access.AuthAccounts), a.Grants) {
		return fault.New(fault.Forbidden, "auth.above_you")
	}
	return nil
}

type accountDeed func(ctx context.Context, tx bun.Tx, a Listed, now time.Time) ([]change, error)

// administer does a deed on an account of the caller's units, one at a time in
// the whole system, so that two deeds at once cannot remove the last two
// administrators. It returns the account as it is then.
func (s *Service) administer(ctx context.Context, id uuid.UUID, deed accountDeed) (Listed, error) {
	scope := access.ScopeOf(ctx, access.AuthAccounts)
	now := s.clock.Now()
	var after Listed
	var changes []change
	err := db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		if err := lock(ctx, tx, lockAdministrators); err != nil {
			return err
		}
		a, err := findListed(ctx, tx, scope, id)
		if errors.Is(err, ErrNotFound) {
			return fault.New(fault.NotFound, "auth.account_not_found")
		}
		if err != nil {
			return err
		}
		before, err := rootAdministrators(ctx, tx, clock.DayOf(now))
		if err != nil {
			return err
		}
		if changes, err = deed(ctx, tx, a, now); err != nil {
			return err
		}
		left, err := rootAdministrators(ctx, tx, clock.DayOf(now))
		if err != nil {
			return err
		}
		if before > 0 && left == 0 {
			return fault.New(fault.Conflict, "auth.last_administrator")
		}
		// An account without a person may have left the scope by the deed.
		after, err = findAnywhere(ctx, tx, id)
		return err
	})
	if err != nil {
		return Listed{}, fmt.Errorf("administer account: %w", err)
	}
	s.revoked.add(changes...)
	return after, nil
}
