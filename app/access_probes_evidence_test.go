package app_test

import (
	"context"
	"testing"

	"camtay/app/access"
	"camtay/app/staff"
)

// ruleProbes are who may call what about rules of evidence and changes.
func ruleProbes() map[string]probe {
	everyone, officer := access.Roles(), roles(access.DepartmentOfficer)
	change := map[string]any{
		"kind": "form", "subject": "", "title": "Mẫu mới", "summary": "Mẫu tờ khai đã đổi, xem kỹ mục 3.", "scopes": []string{"C"},
		"kinds": []string{"test"}, "effective_on": "2026-12-01", "due_days": 14,
	}
	run := func(f *fixture) string { return f.run(false) }
	return map[string]probe{
		"GET /evidence/rules":                {allowed: everyone},
		"PUT /evidence/rules/draft":          {allowed: officer, outside: refused, body: sent(ruleSet())},
		"DELETE /evidence/rules/draft":       {allowed: officer, outside: refused, prepare: withDraft},
		"POST /evidence/rules/draft/preview": {allowed: officer, outside: refused, prepare: withDraft},
		"POST /evidence/rules/draft/publish": {allowed: officer, outside: refused, prepare: withDraft},
		"GET /evidence/runs":                 {allowed: officer},
		"GET /evidence/runs/{id}":            {allowed: officer, path: at("/evidence/runs/", run)},
		"POST /evidence/runs/{id}/cancel":    {allowed: officer, outside: refused, path: at("/evidence/runs/", run, "/cancel")},
		"GET /evidence/runs/{id}/moves": {allowed: officer, path: at("/evidence/runs/", func(f *fixture) string { return f.run(true) }, "/moves?limit=200"),
			hidden: func(f *fixture) string { return f.target.ID.String() }},
		"GET /evidence/changes":          {allowed: everyone},
		"POST /evidence/changes/preview": {allowed: officer, outside: refused, body: sent(change)},
		"POST /evidence/changes":         {allowed: officer, outside: refused, body: sent(change), prepare: withDraft},
		"POST /evidence/changes/{id}/withdraw": {allowed: officer, outside: refused, prepare: withChange,
			path: at("/evidence/changes/", changeID, "/withdraw")},
		"GET /evidence/retrainings/mine": {allowed: roles(access.Learner)},
		"POST /evidence/changes/{id}/people/{staff_id}/brief": {allowed: roles(access.UnitLeader), outside: missing, prepare: withChange,
			path: func(f *fixture) string {
				return "/evidence/changes/" + changeID(f) + "/people/" + f.target.ID.String() + "/brief"
			}},
	}
}

func changeID(*fixture) string { return "00000000-0000-7000-8000-0000000000cc" }

func ruleSet() map[string]any {
	var kinds []map[string]any
	for _, kind := range []string{"self", "completion", "attendance", "test", "coaching", "prior", "simulator", "appraisal", "observation"} {
		level := 3
		if kind == "self" {
			level = 0
		}
		kinds = append(kinds, map[string]any{"kind": kind, "max_level": level, "valid_months": 12, "strength": 5000, "warn_days": 30})
	}
	return map[string]any{"reach": "all", "note": "", "kinds": kinds, "limits": []any{}, "demands": []any{}}
}

// withDraft lets every run be over and puts a draft of the rules on the table.
func withDraft(t *testing.T, f *fixture, _ staff.Person) {
	t.Helper()
	f.exec(t, "update evidence_runs set state = 'done', ended_at = now() where state in ('running', 'cancelling')")
	f.exec(t, "update evidence_books set state = 'in_force' where state in ('applying', 'cancelling')")
	f.exec(t, `with made as (
			insert into evidence_rule_sets (version, state, reach, created_at)
			select max(version) + 1, 'draft', 'new', now() from evidence_rule_sets
			having not bool_or(state = 'draft')
			returning version
		)
		insert into evidence_rules (version, kind, max_level, valid_months, strength, warn_days)
		select m.version, r.kind, r.max_level, r.valid_months, r.strength, r.warn_days
		from made m, evidence_rules r
		where r.version = 1`)
}

// withChange puts a change in force that the target is asked to learn.
func withChange(t *testing.T, f *fixture, insider staff.Person) {
	t.Helper()
	withDraft(t, f, insider)
	f.exec(t, `insert into evidence_changes (id, kind, title, summary, scopes, kinds, effective_on, due_days, created_at)
		values (?, 'form', 'Mẫu mới', 'Mẫu tờ khai đã đổi', '{NVM-}', '{test}', '2026-12-01', 14, now())
		on conflict do nothing`, changeID(f))
	f.exec(t, `insert into evidence_books (number, kind, change_id, state, created_at)
		select max(number) + 1, 'change', ?, 'in_force', now() from evidence_books`, changeID(f))
	f.exec(t, `insert into evidence_retrainings (change_id, staff_id, due_on, created_at)
		values (?, ?, '2026-12-15', now()) on conflict do nothing`, changeID(f), f.target.ID)
}

// run is a preview under way, or one that found the target to move.
func (f *fixture) run(moved bool) string {
	id := "00000000-0000-7000-8000-0000000000aa"
	for _, query := range []string{
		`insert into evidence_runs (id, kind, state, started_at) values (?0, 'preview', 'running', now())
		on conflict (id) do update set state = 'running', ended_at = null`,
		`insert into evidence_run_moves (run_id, staff_id, competency_id, from_level, to_level)
		select ?0, ?1, ?2, 1, 2 where ?3 on conflict do nothing`,
	} {
		if _, err := f.pool.NewRaw(query, id, f.target.ID, f.skill.ID, moved).Exec(context.Background()); err != nil {
			panic(err)
		}
	}
	return id
}
