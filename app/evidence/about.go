package evidence

import "camtay/app/held"

// About is what the room holds about a person.
func About() []held.Table {
	return []held.Table{
		{Name: "evidence_entries", Query: `select e.id, c.code as competency, c.name_vi as competency_name, e.competency_version, e.kind, e.action, e.level, e.strength,
			w.full_name as actor, e.capacity, e.observed_at, e.valid_until, e.fixed_until, e.subject, e.source, e.source_id, e.withdraws_id, e.rule_version,
			e.description_key, e.description_args, e.reason, e.posted_at, e.seq, encode(e.hash, 'hex') as hash
			from evidence_entries e
			join competencies c on c.id = e.competency_id
			left join staff w on w.id = e.actor_id
			where e.staff_id = ?0
			order by e.seq nulls first, e.posted_at, e.id`},
		{Name: "levels", Query: `select c.code as competency, c.name_vi as competency_name, l.level, l.mean_milli, l.sd_milli, l.recheck_on, l.refold_at, l.settled_at, l.warned_for
			from levels l
			join competencies c on c.id = l.competency_id
			where l.staff_id = ?0
			order by c.position, c.code, c.id`},
		{Name: "evidence_chains", Query: `select length, encode(head, 'hex') as head, book
			from evidence_chains
			where staff_id = ?0`},
		{Name: "evidence_disputes", Query: `select d.id, c.code as competency, c.name_vi as competency_name, d.entry_id, d.text, d.state, d.created_at, d.answer,
			w.full_name as answered_by, d.answered_at, d.answer_entry_id
			from evidence_disputes d
			join competencies c on c.id = d.competency_id
			left join staff w on w.id = d.answered_by
			where d.staff_id = ?0
			order by d.created_at, d.id`},
		{Name: "evidence_retrainings", Query: `select r.change_id, c.title, r.due_on, r.created_at, r.done_at, b.held_on as briefed_on, b.note as briefing_note, w.full_name as briefed_by
			from evidence_retrainings r
			join evidence_changes c on c.id = r.change_id
			left join evidence_briefings b on b.id = r.briefing_id
			left join staff w on w.id = b.created_by
			where r.staff_id = ?0
			order by r.created_at, r.change_id`},
		{Name: "evidence_run_moves", Query: `select m.run_id, r.kind, r.started_at, c.code as competency, m.from_level, m.to_level
			from evidence_run_moves m
			join evidence_runs r on r.id = m.run_id
			join competencies c on c.id = m.competency_id
			where m.staff_id = ?0
			order by r.started_at, m.run_id, c.code`},
	}
}
