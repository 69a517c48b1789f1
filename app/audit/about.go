package audit

import "camtay/app/held"

// About is what the room holds about a person.
func About() []held.Table {
	return []held.Table{
		{Name: "audit_entries", Query: `select e.id, e.at, e.deed, e.subject, e.subject_id, e.args, coalesce(w.full_name, a.name) as "by", a.staff_id = ?0 as own,
			case when a.staff_id = ?0 then e.client_ip end as client_ip
			from audit_entries e
			left join accounts a on a.id = e.account_id
			left join staff w on w.id = a.staff_id
			where e.subject_id = ?0
			or e.account_id in (select id from accounts where staff_id = ?0)
			or e.subject_id in (select id from accounts where staff_id = ?0)
			order by e.at, e.id`},
	}
}
