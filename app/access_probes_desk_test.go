package app_test

import (
	"testing"
	"time"

	"camtay/app/access"
	"camtay/app/staff"
)

const (
	requestID = "00000000-0000-7000-8000-0000000000a1"
	sendingID = "00000000-0000-7000-8000-0000000000a2"
	visitID   = "00000000-0000-7000-8000-0000000000a3"
	postID    = "00000000-0000-7000-8000-0000000000a4"
	replyID   = "00000000-0000-7000-8000-0000000000a5"
)

// deskProbes are who may call what about specialists at counters and communities.
func deskProbes() map[string]probe {
	learner, leader, officer := roles(access.Learner), roles(access.UnitLeader), roles(access.DepartmentOfficer)
	leaders, taking := roles(access.UnitLeader, access.DepartmentOfficer), roles(access.Learner, access.UnitLeader, access.DepartmentOfficer)
	fixed := func(path string) func(*fixture) string { return func(*fixture) string { return path } }
	id := func(text string) func(*fixture) string { return func(*fixture) string { return text } }
	why := sent(map[string]any{"reason": "Quầy đang thiếu người."})
	request := func(state string, allowed []access.Role, path string, body func(*fixture) any) probe {
		return probe{allowed: allowed, outside: missing, prepare: withRequest(state), path: fixed(path), body: body}
	}
	post := func(path string, body func(*fixture) any) probe {
		return probe{allowed: taking, outside: missing, prepare: withPost, path: fixed(path), body: body}
	}
	field := func(key string) func(f *fixture) any {
		return func(f *fixture) any {
			return map[string]any{"field_kind": "position", "field": f.position.Code, key: true}
		}
	}
	text := sent(map[string]any{"title": "Nhận hồ sơ thiếu giấy tờ", "body": "Trường hợp này xử lý thế nào?"})
	return map[string]probe{
		"GET /outreach/form":     {allowed: leader, hidden: func(f *fixture) string { return f.tree.CentreA.ID.String() }},
		"GET /outreach/requests": {allowed: leaders, prepare: withRequest("open"), hidden: id(requestID)},
		"POST /outreach/requests": {allowed: leader, outside: missing, body: func(f *fixture) any {
			day := f.clock.Now().AddDate(0, 0, 3)
			return map[string]any{
				"unit_id": f.tree.CentreA.ID, "field_kind": "position", "field": f.position.Code, "competency_id": f.skill.ID, "level": 2,
				"from_on": day.Format(time.DateOnly), "until_on": day.AddDate(0, 0, 14).Format(time.DateOnly), "half_days": 2, "newcomers": 1,
				"slots": 1023, "reason": "Có người mới nhận việc.",
			}
		}},
		"GET /outreach/requests/{id}":            request("open", leaders, "/outreach/requests/"+requestID, nil),
		"GET /outreach/requests/{id}/candidates": request("open", leader, "/outreach/requests/"+requestID+"/candidates", nil),
		"POST /outreach/requests/{id}/pick": {allowed: leader, outside: missing, prepare: withRequest("open"), path: fixed("/outreach/requests/" + requestID + "/pick"), body: func(f *fixture) any {
			return map[string]any{"staff_id": f.target.ID, "half_days": []any{
				map[string]any{"on": f.clock.Now().Format(time.DateOnly), "half": 0}, map[string]any{"on": f.clock.Now().Format(time.DateOnly), "half": 1},
			}}
		}},
		"POST /outreach/requests/{id}/withdraw":    request("picked", leader, "/outreach/requests/"+requestID+"/withdraw", why),
		"POST /outreach/requests/{id}/cancel":      request("open", leader, "/outreach/requests/"+requestID+"/cancel", why),
		"POST /outreach/requests/{id}/agree":       request("picked", leader, "/outreach/requests/"+requestID+"/agree", nil),
		"POST /outreach/requests/{id}/refuse":      request("picked", leader, "/outreach/requests/"+requestID+"/refuse", why),
		"GET /outreach/mine":                       {allowed: learner, prepare: withRequest("agreed"), hidden: id(requestID)},
		"GET /outreach/mine/{id}":                  request("agreed", learner, "/outreach/mine/"+requestID, nil),
		"GET /outreach/mine/{id}/people":           request("agreed", learner, "/outreach/mine/"+requestID+"/people", nil),
		"POST /outreach/mine/{id}/accept":          request("agreed", learner, "/outreach/mine/"+requestID+"/accept", nil),
		"POST /outreach/mine/{id}/decline":         request("agreed", learner, "/outreach/mine/"+requestID+"/decline", why),
		"POST /outreach/mine/visits/{id}/call-off": request("accepted", learner, "/outreach/mine/visits/"+visitID+"/call-off", why),
		"POST /outreach/visits/{id}/call-off":      request("accepted", leader, "/outreach/visits/"+visitID+"/call-off", why),
		"POST /outreach/visits/{id}/confirm":       request("accepted", leader, "/outreach/visits/"+visitID+"/confirm", nil),
		"POST /outreach/visits/{id}/dispute":       request("accepted", leader, "/outreach/visits/"+visitID+"/dispute", why),
		"POST /outreach/mine/visits/{id}/log": request("accepted", learner, "/outreach/mine/visits/"+visitID+"/log",
			sent(map[string]any{"minutes": 60, "done": "Cùng nhận hồ sơ", "people": []any{}})),

		"GET /communities/fields":  {allowed: taking},
		"PUT /communities/follows": {allowed: taking, body: field("follow")},
		"PUT /communities/reaches": {allowed: officer, outside: refused, body: field("wide")},
		"GET /communities/posts":   {allowed: taking, prepare: withPost, hidden: id(postID)},
		"POST /communities/posts": {allowed: taking, body: func(f *fixture) any {
			return map[string]any{"form": "question", "field_kind": "position", "field": f.position.Code, "title": "Hỏi", "body": "Xử lý thế nào?"}
		}},
		"GET /communities/posts/{id}":           post("/communities/posts/"+postID, nil),
		"PUT /communities/posts/{id}":           post("/communities/posts/"+postID, text),
		"POST /communities/posts/{id}/withdraw": post("/communities/posts/"+postID+"/withdraw", nil),
		"POST /communities/posts/{id}/report":   post("/communities/posts/"+postID+"/report", sent(map[string]any{"reason": "Nội dung sai."})),
		"POST /communities/posts/{id}/answers":  post("/communities/posts/"+postID+"/answers", sent(map[string]any{"body": "Hướng dẫn bổ sung."})),
		"POST /communities/answers/{id}/accept": post("/communities/answers/"+replyID+"/accept", nil),
		"PUT /communities/answers/{id}": {allowed: taking, outside: missing, prepare: withReply, path: fixed("/communities/answers/" + replyID),
			body: sent(map[string]any{"body": "Hướng dẫn bổ sung."})},
		"POST /communities/answers/{id}/withdraw": {allowed: taking, outside: missing, prepare: withReply, path: fixed("/communities/answers/" + replyID + "/withdraw")},
		"POST /communities/posts/{id}/judge": {allowed: leaders, outside: missing, prepare: withPost, path: fixed("/communities/posts/" + postID + "/judge"),
			body: sent(map[string]any{"judgement": "hide", "reason": "Nội dung sai."})},
	}
}

// withRequest puts a request of the centre of ward A in a state, with the insider
// as the specialist of that centre and a half-day to come.
func withRequest(state string) func(t *testing.T, f *fixture, insider staff.Person) {
	return func(t *testing.T, f *fixture, insider staff.Person) {
		t.Helper()
		specialist := f.target
		if insider.ID == f.owner.ID {
			specialist = f.owner
		}
		for _, table := range []string{"deeds", "coached", "visits", "sendings", "requests"} {
			f.exec(t, "delete from outreach_"+table)
		}
		monday := f.clock.Now().AddDate(0, 0, 7)
		for monday.Weekday() != time.Monday {
			monday = monday.AddDate(0, 0, 1)
		}
		day := monday.Format(time.DateOnly)
		f.exec(t, `insert into outreach_requests (id, unit_id, field_kind, field, competency_id, level, from_on, until_on, half_days, newcomers, slots, reason, state, asked_by, asked_at)
			values (?, ?, 'position', ?, ?, 2, ?, ?, 1, 1, 1023, 'Người mới', ?, ?, now())`,
			requestID, f.tree.CentreA.ID, f.position.Code, f.skill.ID, day, day, state, f.owner.ID)
		if state == "open" {
			return
		}
		f.exec(t, "insert into outreach_sendings (id, request_id, staff_id, home_unit_id, state, picked_by, picked_at) values (?, ?, ?, ?, 'live', ?, now())",
			sendingID, requestID, specialist.ID, f.tree.CentreA.ID, f.owner.ID)
		visit := "held"
		if state == "accepted" {
			visit = "planned"
		}
		f.exec(t, "insert into outreach_visits (id, sending_id, staff_id, on_day, half, state) values (?, ?, ?, ?, 0, ?)", visitID, sendingID, specialist.ID, day, visit)
	}
}

// withPost puts a question of ward A, by the insider, with an answer of the target.
// The wards are no neighbours from here on, so that the other is outside.
func withPost(t *testing.T, f *fixture, insider staff.Person) {
	t.Helper()
	f.exec(t, "delete from unit_neighbours")
	f.exec(t, "delete from community_reaches")
	for _, table := range []string{"acceptances", "edits", "reports", "answers", "posts"} {
		f.exec(t, "delete from community_"+table)
	}
	f.exec(t, `insert into community_posts (id, form, field_kind, field, commune_id, author_id, title, body, created_at)
		values (?, 'question', 'position', ?, ?, ?, 'Hỏi', 'Xử lý thế nào?', now())`, postID, f.position.Code, f.tree.WardA.ID, insider.ID)
	f.exec(t, "insert into community_answers (id, post_id, author_id, body, created_at) values (?, ?, ?, 'Làm thế này.', now())", replyID, postID, f.target.ID)
}

// withReply is withPost with an answer of the insider.
func withReply(t *testing.T, f *fixture, insider staff.Person) {
	t.Helper()
	withPost(t, f, insider)
	f.exec(t, "update community_answers set author_id = ? where id = ?", insider.ID, replyID)
}
