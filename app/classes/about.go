package classes

import "camtay/app/held"

// About is what the room holds about a person.
func About() []held.Table {
	return []held.Table{
		{Name: "nominations", Query: `select n.id, c.code as class, c.title as class_title, c.starts_at, n.state, n.reason, w.full_name as nominated_by, n.nominated_at,
			d.full_name as decided_by, n.decided_at
			from nominations n
			join classes c on c.id = n.class_id
			join staff w on w.id = n.nominated_by
			left join staff d on d.id = n.decided_by
			where n.staff_id = ?0
			order by n.nominated_at, n.id`},
		{Name: "attendance", Query: `select x.id, c.code as class, s.day, s.half, x.mark, w.full_name as marked_by, x.marked_at
			from attendance x
			join class_sessions s on s.id = x.session_id
			join classes c on c.id = s.class_id
			join staff w on w.id = x.marked_by
			where x.staff_id = ?0
			order by x.marked_at, x.id`},
		{Name: "classes", Query: `select id, code, title, starts_at, ends_at, state, trainer_id = ?0 as trains, created_by = ?0 as created
			from classes
			where trainer_id = ?0
			or created_by = ?0
			order by starts_at, id`},
	}
}
