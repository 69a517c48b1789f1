package gaps

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
)

// DraftProcedures writes what procedures need that have nothing written yet: of
// each position that acts in a step (leaders apart) the two competencies that
// set it apart most, required by it at level 3 or more and by few others.
func DraftProcedures(ctx context.Context, tx bun.Tx) error {
	_, err := tx.ExecContext(ctx, `with actors as (
			select distinct d.id as procedure_id, p.id as position_id
			from procedures d
			cross join lateral jsonb_array_elements(d.steps) s
			cross join lateral regexp_split_to_table(s ->> 'actor', '\|') a
			join positions p on p.code = a
			where p.category in ('CHUYEN_MON', 'VAI_TRO_LAM_VIEC')
			and not exists (select from procedure_competencies k where k.procedure_id = d.id)
		), asked as (
			select distinct on (position_id, competency_id) position_id, competency_id, level
			from requirements
			where upper(during) is null or upper(during) > current_date
			order by position_id, competency_id, lower(during)
		), own as (
			select a.position_id, a.competency_id, a.level, o.positions,
				row_number() over (partition by a.position_id order by o.positions, c.position, c.code) as place
			from asked a
			join competencies c on c.id = a.competency_id
			cross join lateral (
				select count(*) as positions
				from asked b
				where b.competency_id = a.competency_id
				and b.level >= a.level
			) o
			where a.level >= 3
		)
		insert into procedure_competencies (procedure_id, competency_id, level)
		select a.procedure_id, o.competency_id, max(o.level)
		from actors a
		join own o on o.position_id = a.position_id
		where o.place <= 2
		and o.positions <= 15
		group by a.procedure_id, o.competency_id`)
	if err != nil {
		return fmt.Errorf("draft what procedures need: %w", err)
	}
	return nil
}

// procedure names a procedure.
type procedure struct {
	ID      uuid.UUID
	Code    string
	NameVI  string `bun:"name_vi"`
	NameEN  string `bun:"name_en"`
	FieldVI string `bun:"field_vi"`
}

func proceduresByID(ctx context.Context, db bun.IDB) (map[uuid.UUID]procedure, error) {
	var found []procedure
	if err := db.NewRaw("select id, code, name_vi, name_en, field_vi from procedures").Scan(ctx, &found); err != nil {
		return nil, fmt.Errorf("read procedures: %w", err)
	}
	byID := make(map[uuid.UUID]procedure, len(found))
	for _, p := range found {
		byID[p.ID] = p
	}
	return byID, nil
}
