package staff

import "camtay/app/held"

// About is what the room holds about a person.
func About() []held.Table {
	return []held.Table{
		{Name: "staff", Query: `select s.id, s.code, s.family_name, s.given_name, s.gender, s.born_on, u.name as unit, s.rank_code, s.education, s.major,
			s.political_theory, s.state_management, s.it_level, s.foreign_language, s.joined_on, s.phone, s.email, s.note, s.left_on, s.created_at, s.updated_at
			from staff s
			join units u on u.id = s.unit_id
			where s.id = ?0`},
		{Name: "posts", Query: `select p.id, t.code as position_code, t.name_vi as position, u.name as unit, p.kind, lower(p.during) as "from", upper(p.during) as until, p.created_at
			from posts p
			join positions t on t.id = p.position_id
			join units u on u.id = p.unit_id
			where p.staff_id = ?0
			order by lower(p.during), p.id`},
		{Name: "absences", Query: `select lower(during) as "from", upper(during) as until, kind, created_at
			from absences
			where staff_id = ?0
			order by lower(during)`},
		{Name: "staff_import_rows", Query: `select r.import_id, i.file_name, i.created_at, r.row, r.status, r.code, r.full_name, r.changes, r.faults
			from staff_import_rows r
			join staff_imports i on i.id = r.import_id
			join staff s on s.code = r.code
			where s.id = ?0
			order by i.created_at, r.import_id, r.row`},
	}
}
