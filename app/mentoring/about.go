package mentoring

import "camtay/app/held"

// About is what the room holds about a person.
func About() []held.Table {
	return []held.Table{
		{Name: "mentors", Query: `select open, capacity, champion, modes, note, updated_at
			from mentors
			where staff_id = ?0`},
		{Name: "pairs", Query: `select p.id, m.full_name as mentor, l.full_name as learner, c.code as competency, p.target_level, p.state, p.message, p.reason,
			p.requested_at, p.answered_at, p.closed_at
			from pairs p
			join staff m on m.id = p.mentor_id
			join staff l on l.id = p.learner_id
			join competencies c on c.id = p.competency_id
			where p.mentor_id = ?0
			or p.learner_id = ?0
			order by p.requested_at, p.id`},
		{Name: "coaching_sessions", Query: `select s.id, s.pair_id, s.held_at, s.minutes, s.mode, s.done, s.alone, s.level, s.logged_at, s.confirmed_at, s.disputed_at, s.dispute
			from coaching_sessions s
			join pairs p on p.id = s.pair_id
			where p.mentor_id = ?0
			or p.learner_id = ?0
			order by s.held_at, s.id`},
	}
}
