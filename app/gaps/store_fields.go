package gaps

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/org"
)

// allFields are the fields of a commune with the positions that hold each: every
// position that anyone in a commune ever held, or nobody ever did, and every
// field of procedures, held by the position that first acts in the office that
// owns the procedure.
const allFields = `select 'position' as kind, p.code, p.name_vi, p.name_en, p.office, p.category, p.id as position_id
	from positions p
	where p.closed_on is null
	and (
		exists (
			select from posts o
			join units u on u.id = o.unit_id
			join units c on c.path = subpath(u.path, 0, 2)
			where o.position_id = p.id
			and nlevel(u.path) > 1
			and c.kind in ('` + org.KindCommune + `', '` + org.KindWard + `')
		)
		or not exists (select from posts o where o.position_id = p.id)
	)
	union
	select 'procedure', d.field_vi, d.field_vi, '', p.office, '', p.id
	from procedures d
	cross join lateral (
		select regexp_split_to_table(s.step ->> 'actor', '\|') as actor, s.place
		from jsonb_array_elements(d.steps) with ordinality s (step, place)
		where s.step ->> 'actor' like d.owner_office || '-%'
		order by s.place
		limit 1
	) a
	join positions p on p.code = a.actor
	where d.field_vi <> ''`

// fieldRow is one holder of a field, or a field without any.
type fieldRow struct {
	CommuneID   uuid.UUID
	CommuneCode string
	CommuneName string
	Kind        string
	Code        string
	NameVI      string `bun:"name_vi"`
	NameEN      string `bun:"name_en"`
	Office      string
	Category    string
	StaffID     uuid.UUID
	FullName    string
	UnitName    string
	PostKind    string
	OwnerID     uuid.UUID
	OwnerName   string
	OwnerFrom   clock.Day
}

// fieldRows are the fields of communes in a scope, in order of commune, kind and
// office; with the zero unit, of all.
func fieldRows(ctx context.Context, db bun.IDB, scope access.Scope, unitID uuid.UUID) ([]fieldRow, error) {
	var rows []fieldRow
	err := db.NewRaw(`with fields as materialized (`+allFields+`),
		communes as (
			select id, code, name, path
			from units
			where kind in (?0, ?1)
			and path <@ any(?2)
			and (?3 = '00000000-0000-0000-0000-000000000000'::uuid or id = ?3)
		), held as (
			select distinct on (c.id, f.kind, f.code, s.id) c.id as commune_id, f.kind, f.code,
				s.id as staff_id, s.full_name, s.given_name, s.family_name, u.name as unit_name, o.kind as post_kind
			from fields f
			join posts o on o.position_id = f.position_id and o.during @> current_date
			join units u on u.id = o.unit_id
			join communes c on c.path @> u.path
			join staff s on s.id = o.staff_id
			where (s.left_on is null or s.left_on > current_date)
			order by c.id, f.kind, f.code, s.id, o.kind = 'permanent' desc
		)
		select c.id as commune_id, c.code as commune_code, c.name as commune_name,
			f.kind, f.code, f.name_vi, f.name_en, f.office, f.category,
			h.staff_id, coalesce(h.full_name, '') as full_name, coalesce(h.unit_name, '') as unit_name, coalesce(h.post_kind, '') as post_kind,
			w.staff_id as owner_id, coalesce(n.full_name, '') as owner_name, lower(w.during) as owner_from
		from communes c
		cross join (
			select kind, code, min(name_vi) as name_vi, min(name_en) as name_en, min(office) as office, min(category) as category
			from fields
			group by kind, code
		) f
		left join held h on h.commune_id = c.id and h.kind = f.kind and h.code = f.code
		left join field_owners w on w.unit_id = c.id and w.kind = f.kind and w.field = f.code and w.during @> current_date
		left join staff n on n.id = w.staff_id
		order by c.name collate "vi-x-icu", c.id, f.kind, f.office collate "vi-x-icu", f.name_vi collate "vi-x-icu", f.code,
			h.given_name collate "vi-x-icu", h.family_name collate "vi-x-icu", h.staff_id`,
		org.KindCommune, org.KindWard, scope, unitID).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("read fields: %w", err)
	}
	return rows, nil
}

// Fields are the fields of one commune within a scope.
func Fields(ctx context.Context, db bun.IDB, scope access.Scope, communeID uuid.UUID) ([]Field, error) {
	rows, err := fieldRows(ctx, db, scope, communeID)
	return fieldsOf(rows), err
}

// FieldCounts are the communes of a scope in which anyone works, with the states of their fields.
func FieldCounts(ctx context.Context, db bun.IDB, scope access.Scope) ([]FieldCount, error) {
	rows, err := fieldRows(ctx, db, scope, uuid.Nil)
	if err != nil {
		return nil, err
	}
	counts := []FieldCount{}
	for len(rows) > 0 {
		n := 1
		for n < len(rows) && rows[n].CommuneID == rows[0].CommuneID {
			n++
		}
		c := FieldCount{CommuneID: rows[0].CommuneID, Code: rows[0].CommuneCode, Name: rows[0].CommuneName}
		c.count(fieldsOf(rows[:n]))
		if c.Vacant < c.Fields {
			counts = append(counts, c)
		}
		rows = rows[n:]
	}
	return counts, nil
}

// fieldsOf joins rows of the same field of one commune, which stand together.
func fieldsOf(rows []fieldRow) []Field {
	var fields []Field
	for _, r := range rows {
		if len(fields) == 0 || fields[len(fields)-1].Kind != r.Kind || fields[len(fields)-1].Code != r.Code {
			f := Field{Kind: r.Kind, Code: r.Code, NameVI: r.NameVI, NameEN: r.NameEN, Office: r.Office, Category: r.Category}
			if r.OwnerID != uuid.Nil {
				f.Responsible = &Responsible{StaffID: r.OwnerID, FullName: r.OwnerName, From: r.OwnerFrom}
			}
			fields = append(fields, f)
		}
		if f := &fields[len(fields)-1]; r.StaffID != uuid.Nil {
			f.Holders = append(f.Holders, Holder{StaffID: r.StaffID, FullName: r.FullName, UnitName: r.UnitName, PostKind: r.PostKind})
		}
	}
	return fields
}

// nameOwner makes a person responsible for a field of a commune from today, in
// place of whoever was; the zero person leaves it without.
func nameOwner(ctx context.Context, tx bun.Tx, n naming, now time.Time) error {
	for _, statement := range []string{
		// Named and replaced on one day: it was never so.
		`delete from field_owners
			where unit_id = ?0 and kind = ?1 and field = ?2 and lower(during) >= current_date`,
		`update field_owners
			set during = daterange(lower(during), current_date)
			where unit_id = ?0 and kind = ?1 and field = ?2 and during @> current_date`,
	} {
		if _, err := tx.NewRaw(statement, n.UnitID, n.Kind, n.Field).Exec(ctx); err != nil {
			return fmt.Errorf("end responsibility: %w", err)
		}
	}
	if n.StaffID == uuid.Nil {
		return nil
	}
	var by any
	if n.By != uuid.Nil {
		by = n.By
	}
	_, err := tx.NewRaw(`insert into field_owners (id, unit_id, kind, field, staff_id, during, named_by, created_at)
		values (?, ?, ?, ?, ?, daterange(current_date, null), ?, ?)`,
		uuid.Must(uuid.NewV7()), n.UnitID, n.Kind, n.Field, n.StaffID, by, now).Exec(ctx)
	if err != nil {
		return fmt.Errorf("name responsible: %w", err)
	}
	return nil
}

// naming is who is to be responsible for what, and who says so.
type naming struct {
	UnitID  uuid.UUID
	Kind    string
	Field   string
	StaffID uuid.UUID
	By      uuid.UUID
}
