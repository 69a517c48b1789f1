package gaps

import "camtay/app/held"

// About is what the room holds about a person.
func About() []held.Table {
	return []held.Table{
		{Name: "field_owners", Query: `select o.id, u.name as unit, o.kind, o.field, lower(o.during) as "from", upper(o.during) as until, w.full_name as named_by, o.created_at
			from field_owners o
			join units u on u.id = o.unit_id
			left join staff w on w.id = o.named_by
			where o.staff_id = ?0
			order by o.created_at, o.id`},
		{Name: "gap_cells", Query: `select u.name as commune, c.code as competency, c.name_vi as competency_name
			from gap_cells g
			join units u on u.id = g.commune_id
			join competencies c on c.id = g.competency_id
			where g.only_id = ?0
			order by c.code`},
	}
}
