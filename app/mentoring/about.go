package mentoring

import "camtay/app/held"

// About is what the room holds about a person.
func About() []held.Table {
	return []held.Table{
		{Name: "mentors", Query: `select open, capacity, champion, modes, note, weekly_minutes, paused_until, updated_at
			from mentors
			where staff_id = ?0`},
		{Name: "mentor_wards", Query: `select u.name as unit
			from mentor_wards w
			join units u on u.id = w.unit_id
			where w.staff_id = ?0
			order by u.name`},
		{Name: "mentor_declines", Query: `select c.code as competency
			from mentor_declines d
			join competencies c on c.id = d.competency_id
			where d.staff_id = ?0
			order by c.code`},
		{Name: "meeting_times", Query: `select slots, updated_at
			from meeting_times
			where staff_id = ?0`},
		{Name: "mentor_proposals", Query: `select p.id, b.full_name as proposed_by, p.words, p.state, p.answer, p.created_at, p.answered_at
			from mentor_proposals p
			left join staff b on b.id = p.proposed_by
			where p.staff_id = ?0
			order by p.created_at, p.id`},
		{Name: "pair_targets", Query: `select t.pair_id, c.code as competency, t.from_level, t.to_level, t.reached_at
			from pair_targets t
			join pairs p on p.id = t.pair_id
			join competencies c on c.id = t.competency_id
			where p.mentor_id = ?0
			or p.learner_id = ?0
			order by t.pair_id, c.code`},
		{Name: "pairs", Query: `select p.id, m.full_name as mentor, l.full_name as learner, c.code as competency, p.target_level, p.state, p.slot, p.message, p.reason,
			p.requested_at, p.answered_at, p.paused_at, p.closed_at
			from pairs p
			join staff m on m.id = p.mentor_id
			join staff l on l.id = p.learner_id
			join competencies c on c.id = p.competency_id
			where p.mentor_id = ?0
			or p.learner_id = ?0
			order by p.requested_at, p.id`},
		{Name: "pair_history", Query: `select h.pair_id, h.state, s.full_name as by, h.reason, h.at
			from pair_history h
			join pairs p on p.id = h.pair_id
			left join staff s on s.id = h.by_id
			where p.mentor_id = ?0
			or p.learner_id = ?0
			order by h.at, h.id`},
		{Name: "bookings", Query: `select b.id, b.pair_id, lower(b.during) as starts_at, upper(b.during) as ends_at, b.mode, b.place, b.state, b.reason, b.created_at, b.changed_at
			from bookings b
			join pairs p on p.id = b.pair_id
			where p.mentor_id = ?0
			or p.learner_id = ?0
			order by lower(b.during), b.id`},
		{Name: "booking_times", Query: `select booking_id, lower(during) as starts_at, upper(during) as ends_at
			from booking_times
			where staff_id = ?0
			order by lower(during)`},
		{Name: "calendar_feeds", Query: `select created_at
			from calendar_feeds
			where staff_id = ?0`},
		{Name: "pair_resources", Query: `select r.id, r.pair_id, r.kind, r.item_id, r.note, r.shared_at
			from pair_resources r
			join pairs p on p.id = r.pair_id
			where p.mentor_id = ?0
			or p.learner_id = ?0
			order by r.shared_at, r.id`},
		{Name: "mentor_calls", Query: `select k.id, k.pair_id, k.kind, k.item_id, k.place, k.message, k.called_at, k.answer, k.answered_at
			from mentor_calls k
			join pairs p on p.id = k.pair_id
			where p.mentor_id = ?0
			or p.learner_id = ?0
			order by k.called_at, k.id`},
		{Name: "hand_overs", Query: `select h.id, h.pair_id, h.side, h.reason, h.asked_at, h.state, h.answer, h.settled_at
			from hand_overs h
			join pairs p on p.id = h.pair_id
			where ?0 in (p.mentor_id, p.learner_id, h.to_id, h.asked_by)
			order by h.asked_at, h.id`},
		{Name: "pair_feedback", Query: `select f.pair_id, f.side, f.moment, f.marks, f.remark, f.thanks, f.given_at
			from pair_feedback f
			join pairs p on p.id = f.pair_id
			where ?0 = case f.side when 'mentor' then p.mentor_id else p.learner_id end
			order by f.given_at`},
		{Name: "feedback_asked", Query: `select a.pair_id, a.moment, a.asked_at
			from feedback_asked a
			join pairs p on p.id = a.pair_id
			where p.mentor_id = ?0
			or p.learner_id = ?0
			order by a.asked_at`},
		{Name: "pair_flags", Query: `select f.pair_id, f.flag, f.raised_at, f.cleared_at
			from pair_flags f
			join pairs p on p.id = f.pair_id
			where p.mentor_id = ?0
			or p.learner_id = ?0
			order by f.raised_at, f.flag`},
		{Name: "coaching_sessions", Query: `select s.id, s.pair_id, s.held_at, s.minutes, s.mode, s.done, s.alone, s.level, s.logged_at, s.confirmed_at, s.disputed_at, s.dispute, s.booking_id
			from coaching_sessions s
			join pairs p on p.id = s.pair_id
			where p.mentor_id = ?0
			or p.learner_id = ?0
			order by s.held_at, s.id`},
	}
}
