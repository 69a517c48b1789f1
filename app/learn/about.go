package learn

import "camtay/app/held"

// About is what the room holds about a person.
func About() []held.Table {
	return []held.Table{
		{Name: "enrolments", Query: `select e.id, c.code as course, c.title_vi as course_title, e.enrolled_at, e.completed_at
			from enrolments e
			join courses c on c.id = e.course_id
			where e.learner_id = ?0
			order by e.enrolled_at, e.id`},
		{Name: "lesson_progress", Query: `select l.code as lesson, l.title_vi as lesson_title, p.opened_at, p.completed_at
			from lesson_progress p
			join lessons l on l.id = p.lesson_id
			where p.learner_id = ?0
			order by p.opened_at, p.lesson_id`},
	}
}
