package gaps

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"

	"camtay/app/access"
	"camtay/app/org"
	"camtay/app/page"
)

// needsByProcedure are what procedures need, each in the framework's order.
func needsByProcedure(ctx context.Context, db bun.IDB, procedureIDs []uuid.UUID) (map[uuid.UUID][]ProcedureNeed, error) {
	var found []ProcedureNeed
	err := db.NewRaw(`select k.procedure_id, k.competency_id, k.level, k.decided_by, k.decided_at,
			coalesce(s.full_name, a.name, '') as decided_name
		from procedure_competencies k
		join competencies c on c.id = k.competency_id
		left join accounts a on a.id = k.decided_by
		left join staff s on s.id = a.staff_id
		where k.procedure_id = any(?::uuid[])
		order by c.position, c.code, c.id, k.procedure_id`, pgdialect.Array(texts(procedureIDs))).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("read needs of procedures: %w", err)
	}
	by := map[uuid.UUID][]ProcedureNeed{}
	for _, n := range found {
		by[n.ProcedureID] = append(by[n.ProcedureID], n)
	}
	return by, nil
}

// lockProcedure keeps others from writing what a procedure needs; ErrNoRows when
// there is no such procedure.
func lockProcedure(ctx context.Context, tx bun.Tx, procedureID uuid.UUID) error {
	var id uuid.UUID
	err := tx.NewRaw("select id from procedures where id = ? for no key update", procedureID).Scan(ctx, &id)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("lock procedure: %w", err)
	}
	return err
}

func putNeeds(ctx context.Context, tx bun.Tx, procedureID uuid.UUID, needs []ProcedureNeed) error {
	if err := dropNeeds(ctx, tx, procedureID); err != nil {
		return err
	}
	if _, err := tx.NewInsert().Model(&needs).Exec(ctx); err != nil {
		return fmt.Errorf("write needs of a procedure: %w", err)
	}
	return nil
}

func dropNeeds(ctx context.Context, tx bun.Tx, procedureID uuid.UUID) error {
	if _, err := tx.ExecContext(ctx, "delete from procedure_competencies where procedure_id = ?", procedureID); err != nil {
		return fmt.Errorf("clear needs of a procedure: %w", err)
	}
	return nil
}

// Origins of what procedures need, to list them by.
const (
	OriginDraft   = "draft"   // some of it is a draft
	OriginDecided = "decided" // all of it was decided
	OriginNone    = "none"    // nothing is known
)

// ProcedureFilter narrows a list of procedures; zero values mean all.
type ProcedureFilter struct {
	Q      string
	Field  string
	Origin string
	After  string
	Limit  int
}

// procedures are procedures in Vietnamese order of name, one page and the cursor
// of the next.
func procedures(ctx context.Context, db bun.IDB, f ProcedureFilter) ([]procedure, string, error) {
	limit := page.Limit(f.Limit)
	after, err := page.Parse(f.After, 2)
	if err != nil {
		return nil, "", err
	}
	q := db.NewSelect().
		TableExpr("procedures d").
		ColumnExpr("d.id, d.code, d.name_vi, d.name_en, d.field_vi").
		Join(`left join (
			select procedure_id, count(*) filter (where decided_at is null) as drafts
			from procedure_competencies
			group by procedure_id
		) k on k.procedure_id = d.id`)
	if f.Q != "" {
		q = q.Where("d.search like '%' || fold_text(?) || '%'", f.Q)
	}
	if f.Field != "" {
		q = q.Where("d.field_vi = ?", f.Field)
	}
	switch f.Origin {
	case OriginDraft:
		q = q.Where("k.drafts > 0")
	case OriginDecided:
		q = q.Where("k.drafts = 0")
	case OriginNone:
		q = q.Where("k.drafts is null")
	}
	if after != nil {
		q = q.Where(`(d.name_vi collate "vi-x-icu", d.id) > (?, ?)`, after[0], after[1])
	}
	var found []procedure
	if err := q.OrderExpr(`d.name_vi collate "vi-x-icu", d.id`).Limit(int64(limit)+1).Scan(ctx, &found); err != nil {
		return nil, "", fmt.Errorf("list procedures: %w", err)
	}
	found, next := page.Cut(found, limit, func(p procedure) string { return page.Cursor(p.NameVI, p.ID.String()) })
	return found, next, nil
}

// procedureFields are the fields that procedures are of, in Vietnamese.
func procedureFields(ctx context.Context, db bun.IDB) ([]string, error) {
	var fields []string
	err := db.NewRaw(`select field_vi
		from procedures
		where field_vi <> ''
		group by field_vi
		order by field_vi collate "vi-x-icu", field_vi`).Scan(ctx, &fields)
	if err != nil {
		return nil, fmt.Errorf("read fields of procedures: %w", err)
	}
	return fields, nil
}

// ActorAsk is a position that acts in a procedure and the level it requires of a
// competency.
type ActorAsk struct {
	CompetencyID uuid.UUID
	PositionVI   string `bun:"position_vi"`
	PositionEN   string `bun:"position_en"`
	Level        int16
}

// actorAsks are what the positions that act in a procedure require, the highest
// first.
func actorAsks(ctx context.Context, db bun.IDB, procedureID uuid.UUID) ([]ActorAsk, error) {
	var asks []ActorAsk
	err := db.NewRaw(`with actors as (
			select distinct a.code
			from procedures d
			cross join lateral jsonb_array_elements(d.steps) s (step)
			cross join lateral regexp_split_to_table(s.step ->> 'actor', '\|') a (code)
			where d.id = ?
		)
		select r.competency_id, p.name_vi as position_vi, p.name_en as position_en, max(r.level) as level
		from actors a
		join positions p on p.code = a.code
		join requirements r on r.position_id = p.id and r.during @> current_date
		group by r.competency_id, p.id
		order by r.competency_id, max(r.level) desc, p.name_vi collate "vi-x-icu", p.id`, procedureID).Scan(ctx, &asks)
	if err != nil {
		return nil, fmt.Errorf("read what the posts of a procedure require: %w", err)
	}
	return asks, nil
}

// ableOf counts, in the communes of a scope in which anyone works, who can meet
// each of some bars today; the kept numbers must be right.
func ableOf(ctx context.Context, db bun.IDB, scope access.Scope, bars []Bar) ([]CommuneAble, error) {
	competencies := make([]uuid.UUID, 0, len(bars))
	levels := make([]int16, 0, len(bars))
	for _, b := range bars {
		competencies, levels = append(competencies, b.CompetencyID), append(levels, b.Level)
	}
	var rows []struct {
		CommuneAble
		Bar

		Count int
	}
	err := db.NewRaw(`with communes as (
			select id, code, name, path
			from units
			where kind in (?0, ?1)
			and path <@ any(?2)
			and id in (select commune_id from gap_communes where people > 0)
		), bars as (
			select distinct competency_id, level
			from unnest(?3::uuid[], ?4::smallint[]) as b (competency_id, level)
		), `+meets+`
		select c.id as commune_id, c.code, c.name, b.competency_id, b.level, coalesce(m.able, 0) as count
		from communes c
		cross join bars b
		left join meets m on m.commune_id = c.id and m.competency_id = b.competency_id and m.level = b.level
		order by c.name collate "vi-x-icu", c.id`,
		org.KindCommune, org.KindWard, scope, pgdialect.Array(texts(competencies)), pgdialect.Array(levels)).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("count who can meet bars: %w", err)
	}
	var communes []CommuneAble
	for _, r := range rows {
		if n := len(communes); n == 0 || communes[n-1].CommuneID != r.CommuneID {
			communes = append(communes, CommuneAble{CommuneID: r.CommuneID, Code: r.Code, Name: r.Name, Able: map[Bar]int{}})
		}
		communes[len(communes)-1].Able[r.Bar] = r.Count
	}
	return communes, nil
}
