package gaps

import (
	"context"
	"slices"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/audit"
	"camtay/app/db"
	"camtay/app/fault"
)

// Fields are the fields of a commune, and whether the acting person may name who
// is responsible.
func (s *Service) Fields(ctx context.Context, communeID uuid.UUID) ([]Field, bool, error) {
	u, err := s.commune(ctx, communeID, access.GapsRead)
	if err != nil {
		return nil, false, err
	}
	found, err := Fields(ctx, s.db, access.ScopeOf(ctx, access.GapsRead), u.ID)
	return found, access.May(ctx, access.GapsAssign, u.Path), err
}

// FieldCounts are the communes that the acting person may read.
func (s *Service) FieldCounts(ctx context.Context) ([]FieldCount, error) {
	return FieldCounts(ctx, s.db, access.ScopeOf(ctx, access.GapsRead))
}

// NameOwner makes one of a field's holders responsible for it, or with the zero
// person nobody. Faults: gaps.unit_not_found, gaps.no_commune,
// gaps.field_not_found, gaps.not_a_holder.
func (s *Service) NameOwner(ctx context.Context, communeID uuid.UUID, kind, code string, staffID uuid.UUID) error {
	u, err := s.commune(ctx, communeID, access.GapsAssign)
	if err != nil {
		return err
	}
	return db.InTx(ctx, s.db, func(ctx context.Context, tx bun.Tx) error {
		fields, err := Fields(ctx, tx, access.Everywhere(u.Path), u.ID)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(fields, func(f Field) bool { return f.Kind == kind && f.Code == code })
		if at < 0 {
			return fault.New(fault.NotFound, "gaps.field_not_found")
		}
		holds := slices.ContainsFunc(fields[at].Holders, func(h Holder) bool { return h.StaffID == staffID })
		if staffID != uuid.Nil && !holds {
			return fault.New(fault.Invalid, "gaps.not_a_holder")
		}
		now := s.clock.Now()
		n := naming{UnitID: u.ID, Kind: kind, Field: code, StaffID: staffID, By: access.Who(ctx).StaffID}
		if err := nameOwner(ctx, tx, n, now); err != nil {
			return err
		}
		return audit.Put(ctx, tx, "gaps.name_owner", "unit", u.ID, map[string]any{"kind": kind, "field": code, "staff_id": staffID}, now)
	})
}
