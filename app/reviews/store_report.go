package reviews

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"camtay/app/access"
)

// mostRows is how many rows a list of a report holds.
const mostRows = 20_000

// report reads what a review found in a scope.
func report(ctx context.Context, db bun.IDB, scope access.Scope, r Review) (Report, error) {
	out := Report{Review: r}
	for _, part := range []struct {
		into any
		text string
	}{
		{&out.Parts, `select u.name as unit, p.state, p.people, p.items, p.self_done, p.superior_done,
				count(*) filter (where i.evidence_level >= i.required) as met_before,
				count(*) filter (where coalesce(l.level, 0) >= i.required) as met_now,
				count(*) filter (where i.spread >= ?2) as apart,
				count(*) filter (where coalesce(l.level, 0) < i.required and q.critical) as critical_gaps
			from review_parts p
			join units u on u.id = p.unit_id
			join review_items i on i.part_id = p.id
			` + counts + `
			left join v_levels l on l.staff_id = i.staff_id and l.competency_id = i.competency_id
			left join v_requirements q on q.staff_id = i.staff_id and q.competency_id = i.competency_id
			where p.review_id = ?0 and u.path <@ any(?1)
			group by p.id, u.id
			order by u.name collate "vi-x-icu", u.id`},
		{&out.Competencies, `select c.code, c.name_vi, c.name_en, count(*) as items,
				count(*) filter (where coalesce(l.level, 0) >= i.required) as met_now,
				coalesce(round(avg(i.self_level) * 1000), -1)::integer as mean_self,
				coalesce(round(avg(i.superior_level) * 1000), -1)::integer as mean_superior,
				round(avg(coalesce(l.level, 0)) * 1000)::integer as mean_evidence,
				round(avg(i.required) * 1000)::integer as mean_required,
				count(*) filter (where i.self_level > i.superior_level) as self_above,
				count(*) filter (where i.self_level < i.superior_level) as self_below,
				count(*) filter (where i.self_level is not null and i.superior_level is not null) as levels
			from review_items i
			` + counts + `
			join review_parts p on p.id = i.part_id
			join units u on u.id = p.unit_id
			join competencies c on c.id = i.competency_id
			left join v_levels l on l.staff_id = i.staff_id and l.competency_id = i.competency_id
			where i.review_id = ?0 and u.path <@ any(?1)
			group by c.id
			order by c.position, c.code, c.id`},
		{&out.Lacking, `select s.id as staff_id, s.full_name as name, u.name as unit, c.code, c.name_vi, c.name_en, i.required, coalesce(l.level, 0)::smallint as level,
				coalesce(q.critical, false) as critical
			from review_items i
			` + counts + `
			join staff s on s.id = i.staff_id
			join units u on u.id = s.unit_id
			join competencies c on c.id = i.competency_id
			left join v_levels l on l.staff_id = i.staff_id and l.competency_id = i.competency_id
			left join v_requirements q on q.staff_id = i.staff_id and q.competency_id = i.competency_id
			where i.review_id = ?0 and u.path <@ any(?1) and coalesce(l.level, 0) < i.required
			order by coalesce(q.critical, false) desc, i.required - coalesce(l.level, 0) desc, u.path, s.given_name collate "vi-x-icu", s.id, c.position, c.id
			limit ?3`},
		{&out.Calibrated, `select s.id as staff_id, s.full_name as name, u.name as unit, c.code, c.name_vi, c.name_en, i.self_level as self, i.superior_level as superior,
				i.evidence_level as evidence, coalesce(i.decision, '') as decision, i.decision_reason as reason, i.decided_level as decided,
				coalesce(b.full_name, '') as by
			from review_items i
			` + counts + `
			join staff s on s.id = i.staff_id
			join units u on u.id = s.unit_id
			join competencies c on c.id = i.competency_id
			left join staff b on b.id = i.decided_by
			where i.review_id = ?0 and u.path <@ any(?1) and i.spread >= ?2
			order by i.spread desc, u.path, s.given_name collate "vi-x-icu", s.id, c.position, c.id
			limit ?3`},
	} {
		if err := db.NewRaw(part.text, r.ID, scope, r.Threshold, mostRows).Scan(ctx, part.into); err != nil {
			return Report{}, fmt.Errorf("report on review: %w", err)
		}
	}
	return out, nil
}
