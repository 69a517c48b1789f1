package auth

import "camtay/app/held"

// About is what the room holds about a person.
func About() []held.Table {
	return []held.Table{
		{Name: "accounts", Query: `select id, login, name, locale, text_size, disabled_at, last_signed_in_at, grants_changed_at, created_at
			from accounts
			where staff_id = ?0`},
		{Name: "grants", Query: `select g.id, g.role, u.name as unit, g.granted_at
			from grants g
			join accounts a on a.id = g.account_id
			join units u on u.id = g.unit_id
			where a.staff_id = ?0
			order by g.granted_at, g.id`},
		{Name: "sessions", Query: `select s.id, s.created_at, s.last_used_at, s.expires_at, s.revoked_at, s.reason
			from sessions s
			join accounts a on a.id = s.account_id
			where a.staff_id = ?0
			order by s.created_at, s.id`},
		{Name: "invites", Query: `select i.purpose, i.created_at, i.expires_at, i.used_at
			from invites i
			join accounts a on a.id = i.account_id
			where a.staff_id = ?0
			order by i.created_at`},
	}
}
