package app_test

import (
	"testing"

	"camtay/app/access"
	"camtay/app/staff"
)

const (
	overPairID = "00000000-0000-7000-8000-0000000000f1"
	ownPairID  = "00000000-0000-7000-8000-0000000000f2"
	lookID     = "00000000-0000-7000-8000-0000000000f3"
	ownLookID  = "00000000-0000-7000-8000-0000000000f4"
)

// effectProbes are who may call what about the effect of mentoring.
func effectProbes() map[string]probe {
	learner, mentor := roles(access.Learner), roles(access.Mentor)
	readers := roles(access.UnitLeader, access.DepartmentOfficer)
	ofMentor := func(f *fixture) string { return f.mentor.ID.String() }
	return map[string]probe{
		"GET /effects/mine":                     {allowed: learner, prepare: withOver, hidden: func(*fixture) string { return ownLookID }},
		"POST /effects/mine/{id}/look":          {allowed: learner, prepare: withOver, path: func(*fixture) string { return "/effects/mine/" + ownLookID + "/look" }, outside: missing},
		"GET /effects/record":                   {allowed: mentor, prepare: withOver, outside: missing},
		"GET /effects/record/recognition":       {allowed: mentor, prepare: withOver, outside: missing},
		"GET /effects/summary":                  {allowed: readers},
		"GET /effects/pairs":                    {allowed: readers, prepare: withOver, hidden: func(*fixture) string { return lookID }},
		"GET /effects/pairs.xlsx":               {allowed: readers},
		"GET /effects/load":                     {allowed: readers},
		"GET /effects/mentors":                  {allowed: readers, prepare: withOver, path: func(*fixture) string { return "/effects/mentors?limit=200" }, hidden: ofMentor},
		"GET /effects/mentors/{id}":             {allowed: readers, prepare: withOver, path: at("/effects/mentors/", ofMentor), outside: missing},
		"GET /effects/mentors/{id}/recognition": {allowed: readers, prepare: withOver, path: at("/effects/mentors/", ofMentor, "/recognition"), outside: missing},
	}
}

// withOver puts a pair that is over, of the inside mentor with the target and with
// the owner, and what is to be looked at anew.
func withOver(t *testing.T, f *fixture, _ staff.Person) {
	t.Helper()
	f.exec(t, "insert into mentors (staff_id, updated_at) values (?, now()) on conflict do nothing", f.mentor.ID)
	for _, row := range []struct {
		pair, look string
		learner    staff.Person
	}{{overPairID, lookID, f.target}, {ownPairID, ownLookID, f.owner}} {
		f.exec(t, `insert into pairs (id, mentor_id, learner_id, competency_id, target_level, state, requested_at, answered_at, closed_at)
			values (?, ?, ?, ?, 3, 'completed', now() - interval '30 days', now() - interval '29 days', now() - interval '1 day') on conflict do nothing`,
			row.pair, f.mentor.ID, row.learner.ID, f.skill.ID)
		f.exec(t, `insert into reassessments (id, pair_id, competency_id, target, level_before, due_on, created_at, updated_at)
			values (?, ?, ?, 3, 1, current_date + 13, now(), now()) on conflict do nothing`, row.look, row.pair, f.skill.ID)
	}
}
