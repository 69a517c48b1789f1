package reviews

import "camtay/app/held"

// About is what the room holds about a person.
func About() []held.Table {
	return []held.Table{
		{Name: "review_items", Query: `select i.id, r.title as review, c.code as competency, c.name_vi as competency_name, i.required, i.evidence_level, i.self_level, i.self_note, i.self_at,
			i.superior_level, i.superior_note, s.full_name as superior_by, i.superior_at, i.test_level, i.decision, i.decided_level, i.decision_reason,
			d.full_name as decided_by, i.decided_at
			from review_items i
			join reviews r on r.id = i.review_id
			join competencies c on c.id = i.competency_id
			left join staff s on s.id = i.superior_by
			left join staff d on d.id = i.decided_by
			where i.staff_id = ?0
			order by r.launched_at, i.review_id, c.code`},
		{Name: "review_reminders", Query: `select r.title as review, m.day
			from review_reminders m
			join reviews r on r.id = m.review_id
			where m.staff_id = ?0
			order by m.day, m.review_id`},
		{Name: "review_people", Query: `select r.title as review, m.added_at, m.excused_on, a.full_name as appraiser, m.named_at
			from review_people m
			join reviews r on r.id = m.review_id
			left join staff a on a.id = m.appraiser_id
			where m.staff_id = ?0
			order by m.added_at, m.review_id`},
	}
}
