package assess

import "camtay/app/held"

// About is what the room holds about a person.
func About() []held.Table {
	return []held.Table{
		{Name: "attempts", Query: `select a.id, q.code as quiz, q.title_vi as quiz_title, a.number, a.state, a.started_at, a.due_at, a.finished_at, a.score, a.passed
			from attempts a
			join quizzes q on q.id = a.quiz_id
			where a.learner_id = ?0
			order by a.started_at, a.id`},
		{Name: "answers", Query: `select x.attempt_id, q.code as question, q.stem_vi as question_text, x.value, x.saved_at, x.score
			from answers x
			join attempts a on a.id = x.attempt_id
			left join questions q on q.id = x.question_id
			where a.learner_id = ?0
			order by a.started_at, x.attempt_id, x.question_id`},
		{Name: "attempt_levels", Query: `select l.attempt_id, c.code as competency, l.shown, l.level_before, l.level_after
			from attempt_levels l
			join attempts a on a.id = l.attempt_id
			join competencies c on c.id = l.competency_id
			where a.learner_id = ?0
			order by a.started_at, l.attempt_id, c.code`},
		{Name: "attempt_traces", Query: `select t.attempt_id, t.criteria_version, t.trace
			from attempt_traces t
			join attempts a on a.id = t.attempt_id
			where a.learner_id = ?0
			order by a.started_at, t.attempt_id`},
	}
}
