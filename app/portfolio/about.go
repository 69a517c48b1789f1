package portfolio

import "camtay/app/held"

// About is what the room holds about a person; the papers themselves come by
// Files.
func About() []held.Table {
	return []held.Table{
		{Name: "portfolio_items", Query: `select i.id, i.kind, i.title, i.issuer, i.issued_on, i.valid_until, i.note, i.state, i.submitted_at,
			t.full_name as taken_by, d.full_name as decided_by, i.decided_at, i.words, i.created_at, i.updated_at
			from portfolio_items i
			left join staff t on t.id = i.taken_by
			left join staff d on d.id = i.decided_by
			where i.staff_id = ?0
			order by i.created_at, i.id`},
		{Name: "portfolio_claims", Query: `select p.item_id, c.code as competency, c.name_vi as competency_name, p.level, p.shown, p.note
			from portfolio_claims p
			join portfolio_items i on i.id = p.item_id
			join competencies c on c.id = p.competency_id
			where i.staff_id = ?0
			order by i.created_at, p.item_id, c.code`},
		{Name: "portfolio_files", Query: `select f.id, f.item_id, f.name, f.type, f.size, encode(f.sha256, 'hex') as sha256, f.created_at
			from portfolio_files f
			join portfolio_items i on i.id = f.item_id
			where i.staff_id = ?0
			order by f.created_at, f.id`},
	}
}
