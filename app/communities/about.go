package communities

import "camtay/app/held"

// About is what the room holds about a person.
func About() []held.Table {
	return []held.Table{
		{Name: "community_posts", Query: `select p.id, p.form, p.field, u.name as commune, p.title, p.body, p.did, p.watch, p.created_at, p.edited_at,
			p.withdrawn_at, p.hidden_at, p.hidden_reason
			from community_posts p
			join units u on u.id = p.commune_id
			where p.author_id = ?0
			order by p.created_at, p.id`},
		{Name: "community_answers", Query: `select id, post_id, body, created_at, edited_at, withdrawn_at, hidden_at, hidden_reason
			from community_answers
			where author_id = ?0
			order by created_at, id`},
		{Name: "community_acceptances", Query: `select a.answer_id, c.code as competency, a.level, a.mentor, a.accepted_at
			from community_acceptances a
			left join competencies c on c.id = a.competency_id
			where a.staff_id = ?0
			order by a.accepted_at, a.answer_id`},
		{Name: "community_edits", Query: `select e.post_id, e.answer_id, e.at, e.was
			from community_edits e
			join community_posts p on p.id = e.post_id
			left join community_answers n on n.id = e.answer_id
			where coalesce(n.author_id, p.author_id) = ?0
			order by e.at, e.id`},
		{Name: "community_reports", Query: `select post_id, answer_id, reason, created_at, settled_at, outcome
			from community_reports
			where staff_id = ?0
			order by created_at, id`},
		{Name: "community_follows", Query: `select field_kind, field, created_at
			from community_follows
			where staff_id = ?0
			order by field_kind, field`},
	}
}
