package app_test

import (
	"net/http"
	"testing"

	"camtay/app/access"
	"camtay/app/staff"
)

const (
	reviewID = "00000000-0000-7000-8000-0000000000e1"
	partID   = "00000000-0000-7000-8000-0000000000e2"
	itemID   = "00000000-0000-7000-8000-0000000000e3"
	ownID    = "00000000-0000-7000-8000-0000000000e4"
)

// reviewProbes are who may call what about reviews.
func reviewProbes() map[string]probe {
	officer, learner := roles(access.DepartmentOfficer), roles(access.Learner)
	readers := roles(access.UnitLeader, access.DepartmentOfficer)
	fixed := func(path string) func(*fixture) string { return func(*fixture) string { return path } }
	answer := sent(map[string]any{"level": 2, "note": ""})
	choice := sent(map[string]any{
		"title": "Rà soát", "note": "", "deadline": "2030-01-01", "threshold": 2, "ask_self": true, "ask_superior": true, "ask_test": false,
		"units": []any{}, "positions": []any{}, "competencies": []any{},
	})
	name := func(f *fixture) string { return f.target.ID.String() }
	return map[string]probe{
		"POST /reviews/reach":                 {allowed: officer, body: choice},
		"POST /reviews":                       {allowed: officer, body: choice},
		"GET /reviews":                        {allowed: readers, prepare: withReview, hidden: func(*fixture) string { return reviewID }},
		"GET /reviews/{id}":                   {allowed: readers, prepare: withReview, path: fixed("/reviews/" + reviewID), outside: missing},
		"GET /reviews/{id}/parts":             {allowed: readers, prepare: withReview, path: fixed("/reviews/" + reviewID + "/parts"), hidden: func(*fixture) string { return partID }},
		"GET /reviews/{id}/report":            {allowed: readers, prepare: withReview, path: fixed("/reviews/" + reviewID + "/report"), outside: missing},
		"GET /reviews/{id}/report.xlsx":       {allowed: readers, prepare: withReview, path: fixed("/reviews/" + reviewID + "/report.xlsx"), outside: missing},
		"POST /reviews/{id}/close":            {allowed: officer, prepare: withReview, path: fixed("/reviews/" + reviewID + "/close"), outside: missing},
		"POST /reviews/{id}/remind":           {allowed: officer, prepare: withReview, path: fixed("/reviews/" + reviewID + "/remind"), body: sent(map[string]any{})},
		"GET /reviews/{id}/calibration":       {allowed: readers, prepare: withReview, path: fixed("/reviews/" + reviewID + "/calibration"), outside: missing},
		"POST /reviews/items/{id}/decision":   {allowed: readers, prepare: withReview, path: fixed("/reviews/items/" + itemID + "/decision"), body: sent(map[string]any{"decision": "accept", "reason": ""}), outside: missing},
		"GET /reviews/parts/{id}":             {allowed: readers, prepare: withReview, path: fixed("/reviews/parts/" + partID), outside: missing},
		"POST /reviews/parts/{id}/deeds":      {allowed: readers, prepare: withReview, path: fixed("/reviews/parts/" + partID + "/deeds"), body: sent(map[string]any{"deed": "finish", "reason": ""}), outside: missing},
		"GET /reviews/parts/{id}/people":      {allowed: readers, prepare: withReview, path: fixed("/reviews/parts/" + partID + "/people?limit=200"), outside: missing},
		"GET /reviews/{id}/people/{staff_id}": {allowed: readers, prepare: withReview, path: func(f *fixture) string { return "/reviews/" + reviewID + "/people/" + f.target.ID.String() }, outside: missing},
		"PUT /reviews/items/{id}/appraisal":   {allowed: readers, prepare: withNamed, path: fixed("/reviews/items/" + itemID + "/appraisal"), body: answer, outside: missing},
		"GET /reviews/to-appraise":            {allowed: readers, prepare: withNamed, hidden: name},
		"POST /reviews/{id}/call-off":         {allowed: officer, prepare: withReview, path: fixed("/reviews/" + reviewID + "/call-off"), outside: missing},
		"GET /reviews/{id}/joined":            {allowed: officer, prepare: withReview, path: fixed("/reviews/" + reviewID + "/joined"), outside: missing},
		"POST /reviews/{id}/joined":           {allowed: officer, prepare: withReview, path: fixed("/reviews/" + reviewID + "/joined"), body: sent(map[string]any{"people": []any{}}), outside: missing},
		"GET /reviews/{id}/unled":             {allowed: officer, prepare: withReview, path: fixed("/reviews/" + reviewID + "/unled"), outside: missing},
		"GET /reviews/{id}/people/{staff_id}/appraisers": {allowed: officer, prepare: withReview, outside: missing,
			path: func(f *fixture) string {
				return "/reviews/" + reviewID + "/people/" + f.target.ID.String() + "/appraisers"
			}},
		"PUT /reviews/{id}/people/{staff_id}/appraiser": {allowed: officer, prepare: withReview, outside: missing, body: sent(map[string]any{"appraiser_id": reviewID}),
			path: func(f *fixture) string {
				return "/reviews/" + reviewID + "/people/" + f.target.ID.String() + "/appraiser"
			}},
		"GET /reviews/mine":            {allowed: learner, prepare: withReview, hidden: func(*fixture) string { return reviewID }},
		"GET /reviews/mine/{id}":       {allowed: learner, prepare: withReview, path: fixed("/reviews/mine/" + reviewID), outside: missing},
		"PUT /reviews/items/{id}/self": {allowed: learner, prepare: withReview, path: fixed("/reviews/items/" + ownID + "/self"), body: answer, outside: http.StatusNotFound},
	}
}

// withReview puts a review of ward A on the way that asks the target and the owner.
func withReview(t *testing.T, f *fixture, _ staff.Person) {
	t.Helper()
	f.exec(t, `insert into reviews (id, title, deadline, threshold, ask_self, ask_superior, ask_test, state, launched_at)
		values (?, 'Rà soát', '2030-01-01', 1, true, true, false, 'open', now()) on conflict (id) do update set state = 'open', closed_at = null`, reviewID)
	f.exec(t, `insert into review_parts (id, review_id, unit_id, state, people, items, filled_at) values (?, ?, ?, 'open', 2, 2, now())
		on conflict (id) do update set state = 'open', finished_at = null, locked_at = null`, partID, reviewID, f.tree.WardA.ID)
	for id, person := range map[string]staff.Person{itemID: f.target, ownID: f.owner} {
		f.exec(t, `insert into review_people (review_id, staff_id, part_id, added_at) values (?, ?, ?, now())
			on conflict (review_id, staff_id) do update set appraiser_id = null, named_at = null`, reviewID, person.ID, partID)
		f.exec(t, `insert into review_items (id, review_id, part_id, staff_id, competency_id, required, evidence_level)
			values (?, ?, ?, ?, ?, 3, 1) on conflict do nothing`, id, reviewID, partID, person.ID, f.skill.ID)
	}
}

// withNamed names the insider to appraise the target.
func withNamed(t *testing.T, f *fixture, insider staff.Person) {
	t.Helper()
	withReview(t, f, insider)
	f.exec(t, "update review_people set appraiser_id = ?, named_at = now() where review_id = ? and staff_id = ?", insider.ID, reviewID, f.target.ID)
}
