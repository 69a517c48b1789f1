package effects

import "camtay/app/held"

// About is what the room holds about a person.
func About() []held.Table {
	return []held.Table{
		{Name: "reassessments", Query: `select r.id, m.full_name as mentor, l.full_name as learner, c.code as competency, r.target, r.level_before,
			r.due_on, r.asked_on, r.reminded_on, r.done_at, r.level_after
			from reassessments r
			join pairs p on p.id = r.pair_id
			join staff m on m.id = p.mentor_id
			join staff l on l.id = p.learner_id
			join competencies c on c.id = r.competency_id
			where p.mentor_id = ?0
			or p.learner_id = ?0
			order by r.created_at, r.id`},
		{Name: "effect_matches", Query: `select a.basis, c.code as competency, a.gain
			from effect_matches a
			join reassessments r on r.id = a.reassessment_id
			join pairs p on p.id = r.pair_id
			join competencies c on c.id = r.competency_id
			where p.learner_id = ?0
			order by a.basis, c.code, a.reassessment_id`},
		{Name: "effect_others", Query: `select o.basis, c.code as competency, o.gain
			from effect_others o
			join reassessments r on r.id = o.reassessment_id
			join competencies c on c.id = r.competency_id
			where o.staff_id = ?0
			order by o.basis, c.code, o.reassessment_id`},
	}
}
