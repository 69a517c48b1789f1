package gaps

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
)

// FieldName is a field of the communes' work with the positions that hold it.
type FieldName struct {
	Kind      string
	Code      string
	NameVI    string `bun:"name_vi"`
	NameEN    string `bun:"name_en"`
	Office    string
	Positions []uuid.UUID `bun:"-"`
}

// FieldNames are all fields of the communes' work, by kind and name.
func FieldNames(ctx context.Context, db bun.IDB) ([]FieldName, error) {
	var rows []struct {
		FieldName

		PositionID uuid.UUID
	}
	err := db.NewRaw(`select f.kind, f.code, f.name_vi, f.name_en, f.office, f.position_id
		from (`+allFields+`) f
		order by f.kind, f.name_vi collate "vi-x-icu", f.code, f.position_id`).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("read names of fields: %w", err)
	}
	names := []FieldName{}
	for _, r := range rows {
		if n := len(names); n == 0 || names[n-1].Kind != r.Kind || names[n-1].Code != r.Code {
			names = append(names, r.FieldName)
		}
		last := &names[len(names)-1]
		last.Positions = append(last.Positions, r.PositionID)
	}
	return names, nil
}

// FindFieldName is the field of a kind and code, and whether there is one.
func FindFieldName(ctx context.Context, db bun.IDB, kind, code string) (FieldName, bool, error) {
	names, err := FieldNames(ctx, db)
	for _, n := range names {
		if n.Kind == kind && n.Code == code {
			return n, true, err
		}
	}
	return FieldName{}, false, err
}
