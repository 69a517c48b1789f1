package plans

import "camtay/app/held"

// About is what the room holds about a person.
func About() []held.Table {
	return []held.Table{
		{Name: "plans", Query: `select p.id, p.state, p.from_on, p.until_on, p.revision, p.awaits, p.change, w.full_name as superior, p.words, p.reason,
			p.created_at, p.updated_at, p.agreed_at, p.offered_at, p.closed_at
			from plans p
			left join staff w on w.id = p.superior_id
			where p.staff_id = ?0
			order by p.created_at, p.id`},
		{Name: "plan_targets", Query: `select t.plan_id, c.code as competency, c.name_vi as competency_name, t.position, t.level_from, t.level_to, t.until_on, t.why, t.met_at, t.reminded_on
			from plan_targets t
			join plans p on p.id = t.plan_id
			join competencies c on c.id = t.competency_id
			where p.staff_id = ?0
			order by p.created_at, t.plan_id, t.position`},
		{Name: "plan_actions", Query: `select a.id, a.plan_id, c.code as competency, a.position, a.kind, a.ref_id, a.title_vi, a.title_en, a.until_on, a.done_at
			from plan_actions a
			join plans p on p.id = a.plan_id
			join competencies c on c.id = a.competency_id
			where p.staff_id = ?0
			order by p.created_at, a.plan_id, a.competency_id, a.position, a.id`},
		{Name: "plan_steps", Query: `select s.id, s.plan_id, s.deed, s.side, w.full_name as actor, s.words, s.at
			from plan_steps s
			join plans p on p.id = s.plan_id
			left join staff w on w.id = s.actor_id
			where p.staff_id = ?0
			order by s.at, s.id`},
		{Name: "plan_copies", Query: `select k.plan_id, k.copy, encode(k.hash, 'hex') as hash, k.cut_at
			from plan_copies k
			join plans p on p.id = k.plan_id
			where p.staff_id = ?0
			order by k.cut_at, k.plan_id`},
	}
}
