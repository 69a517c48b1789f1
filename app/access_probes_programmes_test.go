package app_test

import (
	"testing"

	"camtay/app/access"
	"camtay/app/staff"
)

const programmeID = "00000000-0000-7000-8000-0000000000f1"

// programmeProbes are who may call what about programmes of mentoring.
func programmeProbes() map[string]probe {
	officer := roles(access.DepartmentOfficer)
	at := func(path string) func(*fixture) string {
		return func(*fixture) string { return "/programmes/" + programmeID + path }
	}
	input := func(f *fixture) any {
		return map[string]any{
			"name": "Kèm cặp", "aim": "everyone", "mode": "optimum", "starts_on": "2030-01-01", "weeks": 8, "per_mentor": 3,
			"units": []any{f.tree.WardA.ID}, "competencies": []any{f.skill.ID},
		}
	}
	wish := func(f *fixture) any {
		return map[string]any{"learner_id": f.target.ID, "need": f.skill.GroupVI, "want": "nobody"}
	}
	explain := func(f *fixture) string {
		return "/programmes/" + programmeID + "/explain?need=x&learner=" + f.target.ID.String()
	}
	return map[string]probe{
		"GET /programmes":               {allowed: officer, prepare: withProgramme, hidden: func(*fixture) string { return programmeID }},
		"POST /programmes":              {allowed: officer, body: input, outside: missing},
		"GET /programmes/{id}":          {allowed: officer, prepare: withProgramme, path: at(""), outside: missing},
		"PUT /programmes/{id}":          {allowed: officer, prepare: withProgramme, path: at(""), body: input, outside: missing},
		"POST /programmes/{id}/cancel":  {allowed: officer, prepare: withProgramme, path: at("/cancel"), outside: missing},
		"POST /programmes/{id}/match":   {allowed: officer, prepare: withProgramme, path: at("/match"), outside: missing},
		"POST /programmes/{id}/stop":    {allowed: officer, prepare: withProgramme, path: at("/stop"), outside: missing},
		"GET /programmes/{id}/pairs":    {allowed: officer, prepare: withProgramme, path: at("/pairs"), outside: missing},
		"GET /programmes/{id}/explain":  {allowed: officer, prepare: withProgramme, path: explain, outside: missing},
		"POST /programmes/{id}/try":     {allowed: officer, prepare: withProgramme, path: at("/try"), body: wish, outside: missing},
		"POST /programmes/{id}/adjust":  {allowed: officer, prepare: withProgramme, path: at("/adjust"), body: wish, outside: missing},
		"POST /programmes/{id}/publish": {allowed: officer, prepare: withProgramme, path: at("/publish"), outside: missing},
	}
}

// withProgramme puts a draft over ward A there.
func withProgramme(t *testing.T, f *fixture, _ staff.Person) {
	t.Helper()
	f.exec(t, `insert into programmes (id, name, aim, mode, starts_on, weeks, per_mentor, state, created_by, created_at, updated_at)
		values (?, 'Kèm cặp', 'everyone', 'optimum', '2030-01-01', 8, 3, 'draft', ?, now(), now())
		on conflict (id) do update set state = 'draft', published_at = null`, programmeID, f.target.ID)
	f.exec(t, "insert into programme_units values (?, ?) on conflict do nothing", programmeID, f.tree.WardA.ID)
	f.exec(t, "insert into programme_competencies values (?, ?) on conflict do nothing", programmeID, f.skill.ID)
}
