package competency

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/clock"
)

// apply writes what a version says differently into the tables every room reads.
func apply(ctx context.Context, tx bun.Tx, before, after []Content, number int, now time.Time) error {
	was := make(map[uuid.UUID]Content, len(before))
	for _, c := range before {
		was[c.CompetencyID] = c
	}
	if err := freeCodes(ctx, tx, was, after); err != nil {
		return err
	}
	for _, c := range after {
		old, known := was[c.CompetencyID]
		if known && same(old, c) {
			continue
		}
		row := Competency{
			ID: c.CompetencyID, Code: c.Code, NameVI: c.NameVI, NameEN: c.NameEN, GroupVI: c.GroupVI, DescriptionVI: c.DescriptionVI,
			Position: c.Position, Version: number, CreatedAt: now, UpdatedAt: now,
		}
		if c.Archived {
			row.ArchivedAt = &now
		}
		if !known && c.Archived && (blank(c.NameVI) || blank(c.GroupVI)) {
			continue // begun and given up; nothing can refer to it
		}
		_, err := tx.NewInsert().Model(&row).
			On("conflict (id) do update").
			Set(`code = excluded.code, name_vi = excluded.name_vi, name_en = excluded.name_en, group_vi = excluded.group_vi,
				description_vi = excluded.description_vi, position = excluded.position, updated_at = excluded.updated_at,
				archived_at = case when excluded.archived_at is null then null else coalesce(competency.archived_at, excluded.archived_at) end,
				version = case when ? then excluded.version else competency.version end`, !known || contentMoved(old, c)).
			Exec(ctx)
		if err != nil {
			return fmt.Errorf("apply competency %s: %w", c.Code, err)
		}
		if err := putIndicators(ctx, tx, c.CompetencyID, [MaxLevel]string(five(c.IndicatorsVI)), [MaxLevel]string(five(c.IndicatorsEN))); err != nil {
			return fmt.Errorf("apply levels of %s: %w", c.Code, err)
		}
	}
	return nil
}

// contentMoved reports whether more than the place in lists differs.
func contentMoved(a, b Content) bool {
	b.Position = a.Position
	return !same(a, b)
}

// freeCodes lets go of the codes that change, so that two competencies can swap
// theirs.
func freeCodes(ctx context.Context, tx bun.Tx, was map[uuid.UUID]Content, after []Content) error {
	for _, c := range after {
		if old, known := was[c.CompetencyID]; !known || old.Code == c.Code {
			continue
		}
		free := strings.ReplaceAll(c.CompetencyID.String(), "-", "")
		if _, err := tx.ExecContext(ctx, "update competencies set code = ? where id = ?", free, c.CompetencyID); err != nil {
			return fmt.Errorf("free code of %s: %w", c.Code, err)
		}
	}
	return nil
}

// remap moves or ends what is demanded of competencies that leave, and moves what
// finishing something shows of them.
func remap(ctx context.Context, tx bun.Tx, gone []uuid.UUID, maps []Mapping, today clock.Day, now time.Time) error {
	if len(gone) == 0 {
		return nil
	}
	if _, err := tx.ExecContext(ctx, "lock table requirements, unit_requirements in share row exclusive mode"); err != nil {
		return fmt.Errorf("lock requirements: %w", err)
	}
	touched := append([]uuid.UUID{}, gone...)
	for _, m := range maps {
		touched = append(touched, m.ToID)
	}
	for _, local := range []bool{false, true} {
		demands, err := demandsOf(ctx, tx, local, touched, today)
		if err != nil {
			return err
		}
		for _, r := range Remap(demands, maps, gone, today) {
			if err := rewrite(ctx, tx, local, r, today, now); err != nil {
				return err
			}
		}
	}
	return moveClaims(ctx, tx, maps)
}

// demandsOf are the rows that hold on a day or begin later.
func demandsOf(ctx context.Context, db bun.IDB, local bool, competencyIDs []uuid.UUID, today clock.Day) ([]Demand, error) {
	query := `select null::uuid as unit_id, position_id, '' as authority, '' as reason, null::uuid as created_by, competency_id,
			level, critical, weight, lower(during) as "from", upper(during) as until
		from requirements`
	if local {
		query = `select unit_id, position_id, authority::text as authority, reason, created_by, competency_id,
			level, critical, weight, lower(during) as "from", upper(during) as until
		from unit_requirements`
	}
	var rows []struct {
		UnitID, PositionID, CreatedBy, CompetencyID uuid.UUID
		Authority, Reason                           string
		Level, Weight                               int16
		Critical                                    bool
		From, Until                                 clock.Day
	}
	err := db.NewRaw(query+`
		where competency_id in (?)
		and (upper(during) is null or upper(during) > ?::date)
		order by lower(during), id`, bun.List(competencyIDs), today).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("list demands: %w", err)
	}
	demands := make([]Demand, 0, len(rows))
	for _, r := range rows {
		demands = append(demands, Demand{
			Span: Span{Level: r.Level, Critical: r.Critical, Weight: r.Weight, From: r.From, Until: r.Until},
			Key:  DemandKey{UnitID: r.UnitID, PositionID: r.PositionID, Authority: r.Authority}, CompetencyID: r.CompetencyID,
			Reason: r.Reason, CreatedBy: r.CreatedBy,
		})
	}
	return demands, nil
}

// rewrite closes what a key demands at a day and opens what it demands from then
// on. What was to begin that day or later is replaced.
func rewrite(ctx context.Context, tx bun.Tx, local bool, r Rewrite, day clock.Day, now time.Time) error {
	table, of := "requirements", "position_id = ?0"
	if local {
		table, of = "unit_requirements", "position_id is not distinct from nullif(?0::uuid, '00000000-0000-0000-0000-000000000000') and unit_id = ?3 and authority = ?4::ltree"
	}
	args := []any{r.Key.PositionID, r.CompetencyID, day, r.Key.UnitID, r.Key.Authority}
	for _, statement := range []string{
		"delete from " + table + " where " + of + " and competency_id = ?1 and lower(during) >= ?2::date",
		"update " + table + " set during = daterange(lower(during), ?2::date) where " + of + " and competency_id = ?1 and during @> ?2::date",
	} {
		if _, err := tx.ExecContext(ctx, statement, args...); err != nil {
			return fmt.Errorf("close demand: %w", err)
		}
	}
	for _, s := range r.Spans {
		if err := open(ctx, tx, local, r, s, now); err != nil {
			return fmt.Errorf("open demand: %w", err)
		}
	}
	return nil
}

func open(ctx context.Context, tx bun.Tx, local bool, r Rewrite, s Span, now time.Time) error {
	id, err := uuid.NewV7()
	if err != nil {
		return err
	}
	if !local {
		_, err = tx.ExecContext(ctx, `insert into requirements (id, position_id, competency_id, level, critical, weight, during, created_at)
			values (?, ?, ?, ?, ?, ?, daterange(?::date, ?::date), ?)`,
			id, r.Key.PositionID, r.CompetencyID, s.Level, s.Critical, s.Weight, s.From, s.Until, now)
		return err
	}
	_, err = tx.ExecContext(ctx, `insert into unit_requirements
			(id, unit_id, position_id, competency_id, level, critical, weight, during, authority, reason, created_by, created_at)
		values (?, ?, nullif(?::uuid, '00000000-0000-0000-0000-000000000000'), ?, ?, ?, ?, daterange(?::date, ?::date), ?::ltree, ?,
			nullif(?::uuid, '00000000-0000-0000-0000-000000000000'), ?)`,
		id, r.Key.UnitID, r.Key.PositionID, r.CompetencyID, s.Level, s.Critical, s.Weight, s.From, s.Until, r.Key.Authority, r.Reason, r.CreatedBy, now)
	return err
}

// moveClaims lets what showed a mapped competency show those it goes on as, at
// most for the level that its evidence keeps.
func moveClaims(ctx context.Context, tx bun.Tx, maps []Mapping) error {
	var from []uuid.UUID
	for _, m := range maps {
		from = append(from, m.FromID)
		if !m.Carries {
			continue
		}
		_, err := tx.ExecContext(ctx, `insert into claims (source, source_id, competency_id, level)
			select source, source_id, ?1, least(level, ?2)
			from claims
			where competency_id = ?0
			on conflict (source, source_id, competency_id) do update
			set level = greatest(claims.level, excluded.level)`, m.FromID, m.ToID, m.MostLevel)
		if err != nil {
			return fmt.Errorf("move claims: %w", err)
		}
	}
	if len(from) == 0 {
		return nil
	}
	if _, err := tx.ExecContext(ctx, "delete from claims where competency_id in (?)", bun.List(from)); err != nil {
		return fmt.Errorf("drop claims: %w", err)
	}
	return nil
}

func countDemands(ctx context.Context, db bun.IDB, competencyIDs []uuid.UUID, today clock.Day) (int, error) {
	if len(competencyIDs) == 0 {
		return 0, nil
	}
	var n int
	err := db.NewRaw(`select count(*)
		from (
			select competency_id, during from requirements
			union all
			select competency_id, during from unit_requirements
		) r
		where competency_id in (?)
		and (upper(during) is null or upper(during) > ?::date)`, bun.List(competencyIDs), today).Scan(ctx, &n)
	if err != nil {
		return 0, fmt.Errorf("count demands: %w", err)
	}
	return n, nil
}

func countPosts(ctx context.Context, db bun.IDB, competencyIDs []uuid.UUID) (int, error) {
	if len(competencyIDs) == 0 {
		return 0, nil
	}
	var n int
	err := db.NewRaw("select count(distinct post_id) from v_post_requirements where competency_id in (?)", bun.List(competencyIDs)).Scan(ctx, &n)
	if err != nil {
		return 0, fmt.Errorf("count posts: %w", err)
	}
	return n, nil
}
