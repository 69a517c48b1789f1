package app_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/evidence"
	"camtay/app/evidence/evidencetest"
	"camtay/app/staff"
)

// rightsProbes are who may call what about deeds on evidence, disputes, prior
// learning and people's rights over what is held.
func rightsProbes() map[string]probe {
	learner, officer := roles(access.Learner), roles(access.DepartmentOfficer)
	leaders := roles(access.UnitLeader, access.DepartmentOfficer)
	skill := func(f *fixture) string { return f.skill.ID.String() }
	about := func(deed string) func(f *fixture) string {
		return func(f *fixture) string {
			return "/evidence/people/" + f.target.ID.String() + "/" + f.skill.ID.String() + "/" + deed
		}
	}
	said := func(more map[string]any) func(f *fixture) any {
		return func(*fixture) any {
			body := map[string]any{"id": uuid.New(), "level": 2, "reason": "Làm đúng quy trình, tự xử lý.", "try": false}
			for key, value := range more {
				body[key] = value
			}
			return body
		}
	}
	return map[string]probe{
		"POST /evidence/mine/{competency_id}/self": {allowed: learner, path: at("/evidence/mine/", skill, "/self"), body: func(*fixture) any {
			return map[string]any{"id": uuid.New(), "level": 2, "note": ""}
		}},
		"POST /evidence/people/{staff_id}/{competency_id}/appraisal": {allowed: leaders, outside: missing, path: about("appraisal"), body: said(nil)},
		"POST /evidence/people/{staff_id}/{competency_id}/observation": {allowed: roles(access.UnitLeader, access.Trainer, access.DepartmentOfficer),
			outside: missing, path: about("observation"), body: said(nil)},
		"POST /evidence/people/{staff_id}/{competency_id}/override": {allowed: officer, outside: missing, path: about("override"), body: func(f *fixture) any {
			return said(map[string]any{"until": f.clock.Now().AddDate(0, 6, 0).Format(time.DateOnly)})(f)
		}},
		"POST /evidence/entries/{id}/withdraw": {allowed: roles(access.Learner, access.UnitLeader, access.Trainer, access.DepartmentOfficer),
			outside: missing, prepare: withEntry, path: at("/evidence/entries/", entryID, "/withdraw"), body: func(*fixture) any {
				return map[string]any{"id": uuid.New(), "reason": "Ghi nhầm người khác.", "try": false}
			}},

		"GET /portfolio/mine": {allowed: learner, prepare: withItem("idle"), hidden: workID},
		"POST /portfolio/mine": {allowed: learner, body: func(f *fixture) any {
			draft := aDraft(f)
			draft["id"] = uuid.New()
			return draft
		}},
		"GET /portfolio/mine/{id}":               {allowed: learner, outside: missing, prepare: withItem("idle"), path: at("/portfolio/mine/", workID)},
		"PUT /portfolio/mine/{id}":               {allowed: learner, outside: missing, prepare: withItem("idle"), path: at("/portfolio/mine/", workID), body: func(f *fixture) any { return aDraft(f) }},
		"DELETE /portfolio/mine/{id}":            {allowed: learner, outside: missing, prepare: withItem("idle"), path: at("/portfolio/mine/", workID)},
		"POST /portfolio/mine/{id}/deeds/{deed}": {allowed: learner, outside: missing, prepare: withItem("idle"), path: at("/portfolio/mine/", workID, "/deeds/submit")},
		"POST /portfolio/mine/{id}/files": {allowed: learner, outside: missing, prepare: withItem("idle"), path: at("/portfolio/mine/", workID, "/files"),
			body: sent(upload{name: "b.pdf", data: []byte("%PDF-1.7 b")})},
		"DELETE /portfolio/mine/{id}/files/{file}": {allowed: learner, outside: missing, prepare: withItem("idle"), path: at("/portfolio/mine/", workID, "/files/"+paperID)},
		"GET /portfolio/mine/{id}/files/{file}":    {allowed: learner, outside: missing, prepare: withItem("idle"), path: at("/portfolio/mine/", workID, "/files/"+paperID)},

		"GET /portfolio/reviews":                   {allowed: leaders, prepare: withItem("waiting"), hidden: workID},
		"GET /portfolio/reviews/{id}":              {allowed: leaders, outside: missing, prepare: withItem("waiting"), path: at("/portfolio/reviews/", workID)},
		"GET /portfolio/reviews/{id}/files/{file}": {allowed: leaders, outside: missing, prepare: withItem("waiting"), path: at("/portfolio/reviews/", workID, "/files/"+paperID)},
		"POST /portfolio/reviews/{id}/take":        {allowed: leaders, outside: missing, prepare: withItem("waiting"), path: at("/portfolio/reviews/", workID, "/take")},
		"POST /portfolio/reviews/{id}/release":     {allowed: leaders, outside: missing, prepare: withItem("in_review"), path: at("/portfolio/reviews/", workID, "/release")},
		"POST /portfolio/reviews/{id}/accept":      {allowed: leaders, outside: missing, prepare: withItem("in_review"), path: at("/portfolio/reviews/", workID, "/accept"), body: aJudgement},
		"POST /portfolio/reviews/{id}/refuse":      {allowed: leaders, outside: missing, prepare: withItem("in_review"), path: at("/portfolio/reviews/", workID, "/refuse"), body: sent(map[string]any{"reason": "Tệp mờ, không đọc được."})},
		"POST /portfolio/reviews/{id}/try":         {allowed: leaders, outside: missing, prepare: withItem("in_review"), path: at("/portfolio/reviews/", workID, "/try"), body: aJudgement},

		"GET /rights/readings": {allowed: access.Roles()},
		"GET /rights/holdings": {allowed: access.Roles()},
		"GET /rights/export":   {allowed: access.Roles()},
		"GET /rights/notice":   {allowed: access.Roles()},
		"PUT /rights/notice": {allowed: officer, outside: refused, body: sent(map[string]any{
			"response_days": 2, "contact": "Sở Nội vụ", "keeping": "Theo quy định lưu trữ.",
		})},

		"POST /evidence/mine/{competency_id}/disputes": {allowed: learner, path: at("/evidence/mine/", skill, "/disputes"), body: func(*fixture) any {
			return map[string]any{"id": uuid.New(), "text": "Tôi đã làm việc này ba năm."}
		}},
		"GET /evidence/disputes/mine": {allowed: learner},
		"GET /evidence/disputes": {allowed: leaders, prepare: withDispute, path: func(*fixture) string { return "/evidence/disputes?state=open" },
			hidden: func(f *fixture) string { return f.target.Code }},
		"POST /evidence/disputes/{id}/answer": {allowed: leaders, outside: missing, prepare: withDispute, path: at("/evidence/disputes/", disputeID, "/answer"),
			body: sent(map[string]any{"answer": "Sẽ quan sát lại trong tuần."})},
	}
}

func entryID(f *fixture) string { return f.written.String() }

func disputeID(*fixture) string { return "00000000-0000-7000-8000-0000000000dd" }

// withEntry adds an observation that the insider wrote, or a learner's own
// self-assessment.
func withEntry(t *testing.T, f *fixture, insider staff.Person) {
	t.Helper()
	f.written = uuid.Must(uuid.NewV7())
	about, own := f.target, insider.ID == f.owner.ID
	if own {
		about = insider
	}
	evidencetest.Post(t, f.pool, f.clock.Now(), evidencetest.Entry(about, f.skill, 1, func(e *evidence.Entry) {
		e.ID, e.ActorID = f.written, insider.ID
		if own {
			e.Kind, e.Action, e.Capacity = evidence.KindSelf, evidence.ActionLog, evidence.CapacitySelf
		}
	}))
}

const paperID = "00000000-0000-7000-8000-0000000000ff"

func workID(*fixture) string { return "00000000-0000-7000-8000-0000000000fe" }

func aDraft(f *fixture) map[string]any {
	return map[string]any{
		"kind": "certificate", "title": "Chứng chỉ hộ tịch", "issuer": "Học viện", "note": "", "claims": []any{map[string]any{"competency_id": f.skill.ID, "level": 2}},
	}
}

func aJudgement(f *fixture) any {
	return map[string]any{"levels": []any{map[string]any{"competency_id": f.skill.ID, "level": 2, "note": ""}}, "words": ""}
}

// withItem puts an item with a paper in a state: the owner's, taken by the insider.
func withItem(state string) func(t *testing.T, f *fixture, insider staff.Person) {
	return func(t *testing.T, f *fixture, insider staff.Person) {
		t.Helper()
		taker := insider.ID
		if taker == f.owner.ID {
			taker = f.target.ID
		}
		f.exec(t, "delete from portfolio_items where id = ?", workID(f))
		f.exec(t, `insert into portfolio_items (id, staff_id, kind, title, state, created_at, updated_at)
			values (?, ?, 'certificate', 'Chứng chỉ', 'idle', now(), now())`, workID(f), f.owner.ID)
		f.exec(t, `insert into portfolio_claims (item_id, competency_id, level) values (?, ?, 2)`, workID(f), f.skill.ID)
		f.exec(t, `insert into portfolio_files (id, item_id, name, type, size, sha256, created_at)
			values (?, ?, 'a.pdf', 'application/pdf', 8, sha256('%PDF-1.7'), now())`, paperID, workID(f))
		f.exec(t, `insert into portfolio_contents (file_id, content) values (?, '%PDF-1.7')`, paperID)
		f.exec(t, `update portfolio_items set state = ?0, submitted_at = case when ?0 <> 'idle' then now() end,
			taken_by = case when ?0 = 'in_review' then ?1::uuid end where id = ?2`, state, taker, workID(f))
	}
}

// withDispute lets the target say that a level is wrong.
func withDispute(t *testing.T, f *fixture, _ staff.Person) {
	t.Helper()
	f.exec(t, `insert into evidence_disputes (id, staff_id, competency_id, text, state, created_at)
		values (?, ?, ?, 'Tôi đã làm việc này.', 'open', now())
		on conflict (id) do update set state = 'open', answer = '', answered_by = null, answered_at = null`, disputeID(f), f.target.ID, f.skill.ID)
}

// TestColleaguesSeeNothingOfEachOthersLevels: someone without a role over people,
// of the same unit, asks every route that reads, about a colleague, and finds
// neither the colleague nor what is known about them.
func TestColleaguesSeeNothingOfEachOthersLevels(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	evidencetest.Level(t, f.pool, f.target, f.skill, 4)
	withDispute(t, f, f.owner)
	colleague := f.signIn(t, f.person(t, f.tree.CentreA, f.tree.CentreA, access.Learner, access.Mentor))
	f.mentor = f.target
	asked := 0
	for path, item := range f.app.Server.API.OpenAPI().Paths {
		if item.Get == nil {
			continue
		}
		asked++
		f.findsNobody(t, path, colleague)
	}
	if asked < 50 {
		t.Errorf("only %d routes were asked", asked)
	}
}

func (f *fixture) findsNobody(t *testing.T, path, colleague string) {
	t.Helper()
	const prefix = "/api/v1"
	route := "GET " + path[len(prefix):]
	for _, all := range []map[string]probe{probes(), ruleProbes(), reviewProbes(), rightsProbes(), deskProbes(), effectProbes(), programmeProbes()} {
		p, known := all[route]
		if !known {
			continue
		}
		asked := path
		if p.path != nil {
			asked = prefix + p.path(f)
		}
		status, answer := f.call(t, http.MethodGet, asked, colleague, nil)
		for _, secret := range []string{f.target.ID.String(), f.target.Code} {
			if strings.Contains(string(answer), secret) {
				t.Errorf("%s (%d) tells a colleague of %s: %s", route, status, secret, answer)
			}
		}
	}
}
