package outreach

import "camtay/app/held"

// About is what the room holds about a person.
func About() []held.Table {
	return []held.Table{
		{Name: "outreach_requests", Query: `select r.id, u.name as unit, r.field, c.code as competency, r.level, r.from_on, r.until_on, r.half_days,
			r.newcomers, r.reason, r.state, r.asked_at, r.closed_at
			from outreach_requests r
			join units u on u.id = r.unit_id
			join competencies c on c.id = r.competency_id
			where r.asked_by = ?0
			order by r.asked_at, r.id`},
		{Name: "outreach_sendings", Query: `select s.id, s.request_id, u.name as unit, s.state, s.picked_at, s.accepted_at
			from outreach_sendings s
			join outreach_requests r on r.id = s.request_id
			join units u on u.id = r.unit_id
			where s.staff_id = ?0
			order by s.picked_at, s.id`},
		{Name: "outreach_visits", Query: `select id, sending_id, on_day, half, state, minutes, done, logged_at, settled_at, reason
			from outreach_visits
			where staff_id = ?0
			order by on_day, half, id`},
		{Name: "outreach_coached", Query: `select v.on_day, v.half, m.full_name as specialist, v.minutes, v.done, c.alone, c.level, v.state
			from outreach_coached c
			join outreach_visits v on v.id = c.visit_id
			join staff m on m.id = v.staff_id
			where c.staff_id = ?0
			order by v.on_day, v.half, v.id`},
		{Name: "outreach_deeds", Query: `select d.request_id, d.deed, d.at, d.reason
			from outreach_deeds d
			where ?0 in (d.by_id, d.staff_id)
			order by d.at, d.id`},
	}
}
