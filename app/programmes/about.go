package programmes

import "camtay/app/held"

// About is what the room holds about a person.
func About() []held.Table {
	return []held.Table{
		{Name: "programme_pairs", Query: `select g.name as programme, p.need, p.tier, l.full_name as learner, m.full_name as mentor, p.slot, p.remote
			from programme_pairs p
			join programmes g on g.id = p.programme_id
			join staff l on l.id = p.learner_id
			left join staff m on m.id = p.mentor_id
			where p.learner_id = ?0
			or p.mentor_id = ?0
			order by g.created_at, p.learner_id, p.need`},
		{Name: "programme_wishes", Query: `select g.name as programme, w.need, l.full_name as learner, m.full_name as mentor, w.fixed, w.cover, w.made_at
			from programme_wishes w
			join programmes g on g.id = w.programme_id
			join staff l on l.id = w.learner_id
			left join staff m on m.id = w.mentor_id
			where w.learner_id = ?0
			or w.mentor_id = ?0
			order by w.made_at, w.learner_id, w.need`},
	}
}
