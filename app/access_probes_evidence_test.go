package app_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/evidence"
	"camtay/app/evidence/evidencetest"
	"camtay/app/staff"
)

// ruleProbes are who may call what about rules of evidence and changes.
func ruleProbes() map[string]probe {
	everyone, officer := access.Roles(), roles(access.DepartmentOfficer)
	leaders := roles(access.UnitLeader, access.DepartmentOfficer)
	observers := roles(access.UnitLeader, access.Trainer, access.DepartmentOfficer)
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
		"GET /evidence/changes/{id}/people": {allowed: leaders, prepare: withChange, path: at("/evidence/changes/", changeID, "/people?limit=200"),
			hidden: func(f *fixture) string { return f.target.ID.String() }},
		"GET /evidence/changes/{id}/units": {allowed: leaders, prepare: withChange, path: at("/evidence/changes/", changeID, "/units?limit=200"),
			hidden: func(f *fixture) string { return f.tree.WardA.ID.String() }},
		"GET /evidence/changes/{id}/briefings": {allowed: leaders, prepare: withBriefing, path: at("/evidence/changes/", changeID, "/briefings?limit=200"),
			hidden: briefingID},
		"POST /evidence/changes/{id}/briefings": {allowed: roles(access.UnitLeader), outside: missing, prepare: withChange,
			path: at("/evidence/changes/", changeID, "/briefings"), body: func(f *fixture) any {
				return map[string]any{"id": uuid.New(), "held_on": f.clock.Now().Format(time.DateOnly), "note": "", "people": []uuid.UUID{f.target.ID}}
			}},
		"POST /evidence/briefings/{id}/undo": {allowed: roles(access.UnitLeader), outside: missing, prepare: withBriefing,
			path: at("/evidence/briefings/", briefingID, "/undo")},
		"GET /evidence/observable": {allowed: observers, path: func(*fixture) string { return "/evidence/observable?limit=200" },
			hidden: func(f *fixture) string { return f.target.ID.String() }},
		"GET /evidence/observable/{staff_id}": {allowed: observers, outside: missing,
			path: at("/evidence/observable/", func(f *fixture) string { return f.target.ID.String() })},
		"GET /evidence/observations/mine": {allowed: observers, prepare: withObservation,
			path:   func(*fixture) string { return "/evidence/observations/mine?limit=200" },
			hidden: func(f *fixture) string { return f.written.String() }},
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
		values (?, ?, '2026-12-15', now())
		on conflict (change_id, staff_id) do update set done_at = null, briefing_id = null`, changeID(f), f.target.ID)
}

func briefingID(*fixture) string { return "00000000-0000-7000-8000-0000000000cb" }

// withBriefing lets the target have been briefed about the change.
func withBriefing(t *testing.T, f *fixture, insider staff.Person) {
	t.Helper()
	withChange(t, f, insider)
	f.exec(t, `insert into evidence_briefings (id, change_id, held_on, people, created_by, created_at)
		values (?, ?, current_date, 1, ?, now())
		on conflict (id) do update set undone_by = null, undone_at = null`, briefingID(f), changeID(f), f.owner.ID)
	f.exec(t, "update evidence_retrainings set done_at = now(), briefing_id = ? where change_id = ? and staff_id = ?",
		briefingID(f), changeID(f), f.target.ID)
}

// withObservation lets the insider have observed the target.
func withObservation(t *testing.T, f *fixture, insider staff.Person) {
	t.Helper()
	f.written = uuid.Must(uuid.NewV7())
	evidencetest.Post(t, f.pool, f.clock.Now(), evidencetest.Entry(f.target, f.skill, 1, func(e *evidence.Entry) {
		e.ID, e.ActorID = f.written, insider.ID
	}))
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
