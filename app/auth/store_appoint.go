package auth

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/audit"
)

// EnsureRole gives someone a role over the home unit, unless the person holds it
// anywhere or has no account. It is for rooms in whose process somebody with the
// right to do so appointed the person; the deed is audited.
func EnsureRole(ctx context.Context, tx bun.Tx, staffID uuid.UUID, role access.Role, now time.Time) error {
	accountID, err := findByStaff(ctx, tx, staffID)
	switch {
	case errors.Is(err, ErrNotFound):
		return nil
	case err != nil:
		return err
	}
	var unitID uuid.UUID
	if err := tx.NewRaw("select unit_id from staff where id = ?", staffID).Scan(ctx, &unitID); err != nil {
		return fmt.Errorf("find home unit: %w", err)
	}
	held, err := heldBy(ctx, tx, accountID)
	if err != nil {
		return err
	}
	for _, h := range held {
		if h.Role == role {
			return nil
		}
	}
	if _, err := changeGrants(ctx, tx, accountID, []Held{{Role: role, UnitID: unitID}}, nil, now); err != nil {
		return err
	}
	return audit.Put(ctx, tx, "auth.role_given", "account", accountID, map[string]any{"role": role}, now)
}
