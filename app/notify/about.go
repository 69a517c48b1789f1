package notify

import "camtay/app/held"

// About is what the room holds about a person.
func About() []held.Table {
	return []held.Table{
		{Name: "messages", Query: `select id, key, args, link, created_at, read_at
			from messages
			where staff_id = ?0
			order by created_at, id`},
	}
}
