package app_test

import (
	"net/http"
	"os"
	"testing"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/staff"
)

func staffList(t *testing.T) upload {
	t.Helper()
	b, err := os.ReadFile("staff/testdata/staff-list.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	return upload{name: "staff-list.xlsx", data: b}
}

func roles(r ...access.Role) []access.Role { return r }

func at(path string, id func(f *fixture) string, rest ...string) func(f *fixture) string {
	return func(f *fixture) string {
		end := ""
		if len(rest) > 0 {
			end = rest[0]
		}
		return path + id(f) + end
	}
}

// withAbsence gives the owner an absence with the skill's id.
func withAbsence(t *testing.T, f *fixture, _ staff.Person) {
	t.Helper()
	f.exec(t, "delete from absences where id = ?", f.skill.ID)
	f.exec(t, `insert into absences (id, staff_id, during, kind, created_at)
		values (?, ?, '[2026-12-01,2026-12-03)', 'leave', ?)`, f.skill.ID, f.owner.ID, f.clock.Now())
}

// withProposal proposes the owner as a mentor, with the skill's id.
func withProposal(t *testing.T, f *fixture, _ staff.Person) {
	t.Helper()
	f.exec(t, "delete from mentor_proposals where id = ?", f.skill.ID)
	f.exec(t, "insert into mentor_proposals (id, staff_id, state, created_at) values (?, ?, 'waiting', ?)", f.skill.ID, f.owner.ID, f.clock.Now())
}

func sent(v any) func(f *fixture) any { return func(*fixture) any { return v } }

// probes is the whole of who may call what.
func probes() map[string]probe {
	everyone := access.Roles()
	learner, mentor := roles(access.Learner), roles(access.Mentor)
	admin := roles(access.Administrator)
	officer := roles(access.DepartmentOfficer)
	leaders := roles(access.UnitLeader, access.DepartmentOfficer)
	teaching := roles(access.Trainer, access.DepartmentOfficer)
	classReaders := roles(access.UnitLeader, access.Trainer, access.DepartmentOfficer)
	staffReaders := roles(access.UnitLeader, access.DepartmentOfficer, access.Administrator)

	target := func(f *fixture) string { return f.target.ID.String() }
	targetName := func(f *fixture) string { return f.target.Code }
	account := func(f *fixture) string { return f.account.String() }
	class := func(f *fixture) string { return f.class.String() }
	skill := func(f *fixture) string { return f.skill.ID.String() }
	pair := func(f *fixture) string { return f.pair.String() }
	booking := func(f *fixture) string { return f.booking.String() }
	handed := func(f *fixture) string { return f.handed.String() }
	handing := func(f *fixture) any { return map[string]any{"mentor_id": f.target.ID, "reason": "Chuyển công tác"} }
	attempt := func(f *fixture) string { return f.attempt.String() }
	course := func(f *fixture) string { return f.course.String() }
	lesson := func(f *fixture) string { return f.lesson.String() }
	quiz := func(f *fixture) string { return f.quiz.String() }
	uploaded := func(f *fixture) string { return f.upload.String() }
	proc := func(f *fixture) string { return f.proc.String() }
	unit := func(f *fixture) string { return f.tree.WardA.ID.String() }

	return map[string]probe{
		"POST /auth/sign-in":        {body: sent(map[string]string{"login": "khong-ai", "password": "x"})},
		"POST /auth/refresh":        {},
		"POST /auth/sign-out":       {},
		"GET /auth/setup":           {},
		"POST /auth/setup":          {body: sent(map[string]string{"token": "x", "code": "x", "name": "x", "password": "mot-mat-khau-dai"})},
		"POST /auth/invites/accept": {body: sent(map[string]string{"token": "x", "password": "mot-mat-khau-dai"})},
		"GET /auth/demo-accounts":   {},

		"GET /auth/me":               {allowed: everyone},
		"PATCH /auth/me/preferences": {allowed: everyone, body: sent(map[string]string{"locale": "vi"})},
		"POST /auth/password":        {allowed: everyone, body: sent(map[string]string{"current": "khong-dung", "new": "mot-mat-khau-dai"})},

		"GET /auth/accounts": {allowed: admin, path: func(f *fixture) string { return "/auth/accounts?q=" + f.target.Code }, hidden: account},
		"PUT /auth/accounts/{id}/grants": {allowed: admin, path: at("/auth/accounts/", account, "/grants"), outside: missing, body: func(f *fixture) any {
			return map[string]any{"grants": []any{map[string]any{"role": "learner", "unit_id": f.tree.WardA.ID}}}
		}},
		"POST /auth/accounts/{id}/disable": {allowed: admin, path: at("/auth/accounts/", account, "/disable"), outside: missing},
		"POST /auth/accounts/{id}/enable":  {allowed: admin, path: at("/auth/accounts/", account, "/enable"), outside: missing},
		"POST /auth/invites":               {allowed: admin, outside: missing, body: func(f *fixture) any { return map[string]any{"staff_id": f.target.ID} }},
		"GET /auth/audit":                  {allowed: admin},

		"GET /org/units":      {allowed: everyone},
		"GET /org/units/{id}": {allowed: everyone, path: at("/org/units/", unit)},

		"GET /staff/people":      {allowed: staffReaders, path: func(f *fixture) string { return "/staff/people?limit=200&q=" + f.target.Code }, hidden: target},
		"GET /staff/people/{id}": {allowed: staffReaders, path: at("/staff/people/", target), outside: missing},
		"GET /staff/positions":   {allowed: everyone},
		"GET /staff/absences":    {allowed: leaders},
		"POST /staff/absences": {allowed: leaders, outside: missing, body: func(f *fixture) any {
			return map[string]any{"staff_id": f.target.ID, "from": "2026-11-02", "until": "2026-11-03", "kind": "leave"}
		}},
		"DELETE /staff/absences/{id}":         {prepare: withAbsence, allowed: leaders, path: at("/staff/absences/", skill), outside: missing},
		"GET /staff/absences/mine":            {allowed: learner},
		"POST /staff/absences/mine":           {allowed: learner, body: sent(map[string]any{"from": "2026-11-02", "until": "2026-11-03", "kind": "leave"})},
		"DELETE /staff/absences/mine/{id}":    {prepare: withAbsence, allowed: learner, path: at("/staff/absences/mine/", skill), outside: missing},
		"GET /staff/counters":                 {allowed: leaders},
		"PUT /staff/counters/{id}":            {allowed: leaders, path: at("/staff/counters/", unit), outside: refused, body: sent(map[string]any{"minimum": 2})},
		"DELETE /staff/counters/{id}":         {allowed: leaders, path: at("/staff/counters/", unit), outside: refused},
		"GET /staff/imports":                  {allowed: admin, hidden: uploaded},
		"POST /staff/imports":                 {allowed: admin, body: func(*fixture) any { return upload{name: "x.xlsx", data: []byte("not a workbook")} }},
		"GET /staff/imports/{id}":             {allowed: admin, path: at("/staff/imports/", uploaded), outside: missing},
		"GET /staff/imports/{id}/rows":        {allowed: admin, path: at("/staff/imports/", uploaded, "/rows"), outside: missing},
		"GET /staff/imports/{id}/faults.xlsx": {allowed: admin, path: at("/staff/imports/", uploaded, "/faults.xlsx"), outside: missing},
		"POST /staff/imports/{id}/confirm":    {allowed: admin, path: at("/staff/imports/", uploaded, "/confirm"), outside: missing},

		"GET /competency/competencies":      {allowed: everyone},
		"GET /competency/competencies/{id}": {allowed: everyone, path: at("/competency/competencies/", skill)},
		"GET /competency/requirements":      {allowed: everyone, path: func(f *fixture) string { return "/competency/requirements?position=" + f.position.ID.String() }},
		"PUT /competency/requirements": {allowed: officer, outside: refused, body: func(f *fixture) any {
			return map[string]any{"position_id": f.position.ID, "competency_id": f.skill.ID, "level": 3, "critical": false}
		}},

		"GET /competency/criteria":             {allowed: teaching},
		"GET /competency/criteria/{kind}/{id}": {allowed: teaching, path: at("/competency/criteria/quiz/", quiz)},
		"PUT /competency/criteria/{kind}/{id}/draft": {allowed: officer, path: at("/competency/criteria/quiz/", quiz, "/draft"), outside: refused, body: func(f *fixture) any {
			return map[string]any{"outcomes": []any{map[string]any{
				"competency_id": f.skill.ID, "level": 2, "when": map[string]any{"score": map[string]any{"quiz_id": f.quiz, "from": 7000, "to": 10000}},
			}}}
		}},
		"POST /competency/criteria/{kind}/{id}/drop":      {allowed: officer, path: at("/competency/criteria/quiz/", quiz, "/drop"), outside: refused},
		"POST /competency/criteria/{kind}/{id}/publish":   {allowed: officer, path: at("/competency/criteria/quiz/", quiz, "/publish"), outside: refused, body: sent(map[string]any{"version": 1})},
		"POST /competency/criteria/{kind}/{id}/retire":    {allowed: officer, path: at("/competency/criteria/quiz/", quiz, "/retire"), outside: refused},
		"GET /competency/criteria/{kind}/{id}/simulation": {allowed: officer, path: at("/competency/criteria/quiz/", quiz, "/simulation")},
		"GET /competency/criteria/{kind}/{id}/simulation/people": {allowed: officer, path: func(f *fixture) string {
			return "/competency/criteria/quiz/" + quiz(f) + "/simulation/people?gain=true&level=2&competency=" + skill(f)
		}},
		"GET /competency/framework":                     {prepare: withFramework, allowed: everyone},
		"GET /competency/versions":                      {prepare: withFramework, allowed: everyone},
		"GET /competency/versions/{id}":                 {prepare: withFramework, allowed: everyone, path: at("/competency/versions/", skill)},
		"GET /competency/versions/{id}/export/{format}": {prepare: withFramework, allowed: everyone, path: at("/competency/versions/", skill, "/export/csv")},
		"GET /competency/diff":                          {prepare: withFramework, allowed: everyone, path: func(f *fixture) string { return "/competency/diff?from=" + skill(f) + "&to=" + skill(f) }},
		"GET /competency/draft":                         {prepare: withFramework, allowed: officer, outside: refused},
		"POST /competency/draft":                        {prepare: withFramework, allowed: officer, outside: refused},
		"DELETE /competency/draft":                      {prepare: withFramework, allowed: officer, outside: refused},
		"POST /competency/draft/publish":                {prepare: withFramework, allowed: officer, outside: refused, body: func(f *fixture) any { return map[string]any{"note": "", "updated_at": f.clock.Now()} }},
		"POST /competency/draft/competencies":           {prepare: withFramework, allowed: officer, outside: refused, body: sent(draftCompetency())},
		"PUT /competency/draft/competencies/{id}":       {prepare: withFramework, allowed: officer, outside: refused, path: at("/competency/draft/competencies/", skill), body: sent(draftCompetency())},
		"DELETE /competency/draft/competencies/{id}":    {prepare: withFramework, allowed: officer, outside: refused, path: at("/competency/draft/competencies/", skill)},
		"PUT /competency/draft/order":                   {prepare: withFramework, allowed: officer, outside: refused, body: sent(map[string]any{"order": []any{}})},
		"PUT /competency/draft/maps/{id}":               {prepare: withFramework, allowed: officer, outside: refused, path: at("/competency/draft/maps/", skill), body: sent(map[string]any{"to": []any{}})},
		"POST /competency/draft/imports/{format}":       {prepare: withFramework, allowed: officer, outside: refused, path: func(*fixture) string { return "/competency/draft/imports/csv?dry_run=true" }, body: func(*fixture) any { return upload{name: "x.csv", data: []byte("x")} }},
		"GET /competency/unit-requirements":             {allowed: everyone, path: func(f *fixture) string { return "/competency/unit-requirements?unit=" + unit(f) }},
		"PUT /competency/unit-requirements": {allowed: leaders, outside: refused, body: func(f *fixture) any {
			return map[string]any{"unit_id": f.tree.WardA.ID, "position_id": f.position.ID, "competency_id": f.skill.ID, "level": 5, "reason": "Địa bàn đông dân"}
		}},
		"DELETE /competency/unit-requirements/{id}": {prepare: withFramework, allowed: leaders, path: at("/competency/unit-requirements/", skill), outside: refused},

		"GET /evidence/mine/{competency_id}":              {allowed: learner, path: at("/evidence/mine/", skill)},
		"GET /evidence/people/{staff_id}/{competency_id}": {allowed: leaders, path: func(f *fixture) string { return "/evidence/people/" + target(f) + "/" + skill(f) }, outside: missing},

		"GET /gaps/mine":              {allowed: learner},
		"GET /gaps/people":            {allowed: leaders, path: func(f *fixture) string { return "/gaps/people?limit=200&competency=" + skill(f) }, hidden: targetName},
		"GET /gaps/people/{staff_id}": {allowed: leaders, path: at("/gaps/people/", target), outside: missing},
		"GET /gaps/heatmap":           {allowed: leaders, hidden: unit},
		"GET /gaps/heatmap.xlsx":      {allowed: leaders},
		"GET /gaps/trend":             {allowed: leaders, path: func(f *fixture) string { return "/gaps/trend?unit=" + unit(f) }, outside: missing},
		"GET /gaps/fields":            {allowed: leaders, hidden: unit},
		"GET /gaps/fragile":           {allowed: leaders, hidden: unit},

		"GET /gaps/units/{unit}/people":       {allowed: leaders, path: at("/gaps/units/", unit, "/people"), outside: missing},
		"GET /gaps/units/{unit}/competencies": {allowed: leaders, path: at("/gaps/units/", unit, "/competencies"), outside: missing},
		"GET /gaps/units/{unit}/fields":       {allowed: leaders, path: at("/gaps/units/", unit, "/fields"), outside: missing},
		"GET /gaps/units/{unit}/fragile":      {allowed: leaders, path: at("/gaps/units/", unit, "/fragile"), outside: missing},
		"GET /gaps/units/{unit}/without": {allowed: leaders, outside: missing, path: func(f *fixture) string {
			return "/gaps/units/" + unit(f) + "/without?staff=" + target(f)
		}},
		"PUT /gaps/units/{unit}/fields": {allowed: roles(access.UnitLeader), path: at("/gaps/units/", unit, "/fields"), outside: missing, body: func(f *fixture) any {
			return map[string]any{"kind": "position", "field": f.position.Code}
		}},
		"GET /gaps/procedures/{id}": {allowed: leaders, path: at("/gaps/procedures/", proc)},
		"PUT /gaps/procedures/{id}": {allowed: officer, path: at("/gaps/procedures/", proc), body: func(f *fixture) any {
			return map[string]any{"items": []any{map[string]any{"competency_id": f.skill.ID, "level": 2}}, "seen": []any{}}
		}},
		"POST /gaps/procedures/{id}/draft": {allowed: officer, path: at("/gaps/procedures/", proc, "/draft"), body: func(*fixture) any {
			return map[string]any{"seen": []any{}}
		}},
		"GET /gaps/procedures": {allowed: leaders},
		"GET /gaps/procedures/{id}/reach": {allowed: leaders, hidden: unit, path: func(f *fixture) string {
			return "/gaps/procedures/" + proc(f) + "/reach?needs=" + skill(f) + ":1"
		}},

		"GET /learn/home":                   {allowed: learner},
		"GET /learn/courses":                {allowed: learner},
		"GET /learn/courses/{id}":           {allowed: learner, path: at("/learn/courses/", course)},
		"POST /learn/courses/{id}/enrol":    {allowed: learner, path: at("/learn/courses/", course, "/enrol")},
		"GET /learn/lessons/{id}":           {allowed: learner, path: at("/learn/lessons/", lesson)},
		"POST /learn/lessons/{id}/complete": {allowed: learner, path: at("/learn/lessons/", lesson, "/complete")},

		"GET /assess/quizzes/{id}":           {allowed: learner, path: at("/assess/quizzes/", quiz)},
		"POST /assess/quizzes/{id}/attempts": {allowed: learner, path: at("/assess/quizzes/", quiz, "/attempts")},
		"GET /assess/attempts/{id}":          {allowed: learner, path: at("/assess/attempts/", attempt), outside: missing},
		"PUT /assess/attempts/{attempt}/answers/{question}": {allowed: learner, outside: missing,
			path: func(f *fixture) string { return "/assess/attempts/" + attempt(f) + "/answers/" + f.question.String() },
			body: sent(map[string]any{"value": []string{"a"}, "seq": 1})},
		"POST /assess/attempts/{id}/hand-in": {allowed: learner, path: at("/assess/attempts/", attempt, "/hand-in"), outside: missing},
		"GET /assess/attempts/{id}/result":   {allowed: learner, path: at("/assess/attempts/", attempt, "/result"), outside: missing},

		"GET /mentoring/suggestions":                 {allowed: learner},
		"GET /mentoring/suggestions/{competency_id}": {allowed: learner, path: at("/mentoring/suggestions/", skill)},
		"GET /mentoring/near":                        {allowed: learner},
		"GET /mentoring/times":                       {allowed: learner},
		"PUT /mentoring/times":                       {allowed: learner, body: sent(map[string]any{"slots": 3})},
		"GET /mentoring/proposals":                   {allowed: leaders},
		"POST /mentoring/proposals":                  {allowed: leaders, outside: missing, body: func(f *fixture) any { return map[string]any{"staff_id": f.target.ID} }},
		"POST /mentoring/proposals/{id}/withdraw":    {prepare: withProposal, allowed: leaders, path: at("/mentoring/proposals/", skill, "/withdraw"), outside: missing},
		"POST /mentoring/proposals/{id}/answer":      {prepare: withProposal, allowed: learner, path: at("/mentoring/proposals/", skill, "/answer"), outside: missing, body: sent(map[string]any{"accept": false})},
		"GET /mentoring/sensitive":                   {allowed: officer},
		"PUT /mentoring/sensitive/{competency_id}":   {allowed: officer, path: at("/mentoring/sensitive/", skill), outside: refused, body: sent(map[string]any{"sensitive": true})},
		"GET /mentoring/profile":                     {allowed: learner},
		"PUT /mentoring/profile":                     {allowed: learner, body: sent(map[string]any{"open": false, "capacity": 1, "modes": []string{"desk"}, "note": ""})},
		"GET /mentoring/pairs":                       {allowed: learner, path: func(*fixture) string { return "/mentoring/pairs?as=learner" }, hidden: pair},
		"POST /mentoring/pairs": {allowed: learner, body: func(f *fixture) any {
			return map[string]any{"mentor_id": f.mentor.ID, "competency_id": f.skill.ID, "message": "Nhờ anh/chị"}
		}},
		"GET /mentoring/pairs/{id}":          {allowed: learner, path: at("/mentoring/pairs/", pair), outside: missing},
		"POST /mentoring/pairs/{id}/accept":  {allowed: mentor, path: at("/mentoring/pairs/", pair, "/accept"), outside: missing},
		"POST /mentoring/pairs/{id}/decline": {allowed: mentor, path: at("/mentoring/pairs/", pair, "/decline"), outside: missing, body: sent(map[string]any{"reason": "Bận"})},
		"POST /mentoring/pairs/{id}/refuse":  {allowed: learner, path: at("/mentoring/pairs/", pair, "/refuse"), outside: missing, body: sent(map[string]any{"reason": "Bận"})},
		"POST /mentoring/pairs/{id}/request": {allowed: learner, path: at("/mentoring/pairs/", pair, "/request"), outside: missing, body: sent(map[string]any{})},
		"POST /mentoring/pairs/{id}/pause":   {allowed: learner, path: at("/mentoring/pairs/", pair, "/pause"), outside: missing, body: sent(map[string]any{"reason": "Nghỉ phép"})},
		"POST /mentoring/pairs/{id}/resume":  {allowed: learner, path: at("/mentoring/pairs/", pair, "/resume"), outside: missing},
		"POST /mentoring/pairs/{id}/end":     {allowed: learner, path: at("/mentoring/pairs/", pair, "/end"), outside: missing, body: sent(map[string]any{"reason": "Đổi việc", "completed": false})},
		"POST /mentoring/pairs/{id}/sessions": {allowed: mentor, path: at("/mentoring/pairs/", pair, "/sessions"), outside: missing, body: func(f *fixture) any {
			return map[string]any{"held_at": f.clock.Now(), "minutes": 30, "mode": "desk", "done": "Cùng làm", "alone": "", "level": 1}
		}},
		"GET /mentoring/pairs/{id}/free-times": {allowed: learner, path: at("/mentoring/pairs/", pair, "/free-times"), outside: missing},
		"POST /mentoring/pairs/{id}/bookings": {allowed: learner, path: at("/mentoring/pairs/", pair, "/bookings"), outside: missing, body: func(f *fixture) any {
			return map[string]any{"start": f.clock.Now(), "minutes": 60, "mode": "desk"}
		}},
		"POST /mentoring/bookings/{id}/move": {allowed: learner, path: at("/mentoring/bookings/", booking, "/move"), outside: missing, body: func(f *fixture) any {
			return map[string]any{"start": f.clock.Now(), "minutes": 60, "reason": "Bận"}
		}},
		"POST /mentoring/bookings/{id}/cancel":  {allowed: learner, path: at("/mentoring/bookings/", booking, "/cancel"), outside: missing, body: sent(map[string]any{"reason": "Bận"})},
		"GET /mentoring/bookings/{id}/calendar": {allowed: learner, path: at("/mentoring/bookings/", booking, "/calendar"), outside: missing},
		"GET /mentoring/calendars/{secret}":     {path: func(*fixture) string { return "/mentoring/calendars/ABCDEFGHIJKLMNOPQRSTUVWXYZ" }},
		"GET /mentoring/calendar":               {allowed: learner},
		"POST /mentoring/calendar":              {allowed: learner},
		"DELETE /mentoring/calendar":            {allowed: learner},
		"GET /mentoring/items":                  {allowed: learner, path: func(*fixture) string { return "/mentoring/items?q=khai" }},
		"POST /mentoring/pairs/{id}/resources": {allowed: learner, path: at("/mentoring/pairs/", pair, "/resources"), outside: missing, body: func(f *fixture) any {
			return map[string]any{"kind": "procedure", "item_id": proc(f)}
		}},
		"DELETE /mentoring/resources/{id}": {allowed: learner, path: at("/mentoring/resources/", func(f *fixture) string { return f.shared.String() }), outside: missing},
		"GET /mentoring/helpers":           {allowed: learner, path: func(f *fixture) string { return "/mentoring/helpers?kind=lesson&item=" + lesson(f) }},
		"POST /mentoring/pairs/{id}/calls": {allowed: learner, path: at("/mentoring/pairs/", pair, "/calls"), outside: missing, body: func(f *fixture) any {
			return map[string]any{"kind": "lesson", "item_id": lesson(f)}
		}},
		"POST /mentoring/calls/{id}/answer":                {allowed: mentor, path: at("/mentoring/calls/", func(f *fixture) string { return f.called.String() }, "/answer"), outside: missing, body: sent(map[string]any{"answer": "Xem bước 3"})},
		"GET /mentoring/pairs/{id}/successors":             {allowed: learner, path: at("/mentoring/pairs/", pair, "/successors"), outside: missing},
		"POST /mentoring/pairs/{id}/hand-over":             {allowed: learner, path: at("/mentoring/pairs/", pair, "/hand-over"), outside: missing, body: handing},
		"GET /mentoring/watched/{id}/successors":           {allowed: leaders, path: at("/mentoring/watched/", pair, "/successors"), outside: missing},
		"POST /mentoring/watched/{id}/hand-over":           {allowed: leaders, path: at("/mentoring/watched/", pair, "/hand-over"), outside: missing, body: handing},
		"GET /mentoring/hand-overs":                        {allowed: learner},
		"POST /mentoring/hand-overs/{id}/withdraw":         {allowed: learner, path: at("/mentoring/hand-overs/", handed, "/withdraw"), outside: missing},
		"POST /mentoring/watched/hand-overs/{id}/withdraw": {allowed: leaders, path: at("/mentoring/watched/hand-overs/", handed, "/withdraw"), outside: missing},
		"POST /mentoring/hand-overs/{id}/answer":           {allowed: mentor, path: at("/mentoring/hand-overs/", handed, "/answer"), outside: missing, body: sent(map[string]any{"accept": false, "reason": "Bận"})},
		"POST /mentoring/pairs/{id}/feedback":              {allowed: learner, path: at("/mentoring/pairs/", pair, "/feedback"), outside: missing, body: sent(map[string]any{"moment": "end", "marks": []int{4, 3, 4}})},
		"GET /mentoring/watched":                           {allowed: leaders, hidden: pair},
		"GET /mentoring/feedback":                          {allowed: leaders},
		"POST /mentoring/sessions/{id}/confirm":            {allowed: learner, path: at("/mentoring/sessions/", func(f *fixture) string { return f.coaching.String() }, "/confirm"), outside: missing},
		"POST /mentoring/sessions/{id}/dispute":            {allowed: learner, path: at("/mentoring/sessions/", func(f *fixture) string { return f.coaching.String() }, "/dispute"), outside: missing, body: sent(map[string]any{"text": "Chưa làm"})},

		"GET /classes":                   {allowed: classReaders},
		"GET /classes/mine":              {allowed: learner},
		"POST /classes":                  {allowed: officer, outside: http.StatusUnprocessableEntity, body: aClass},
		"GET /classes/{id}":              {allowed: classReaders, path: at("/classes/", class), outside: missing, outsideOf: map[access.Role]int{access.UnitLeader: http.StatusOK}},
		"PUT /classes/{id}":              {allowed: officer, path: at("/classes/", class), outside: missing, body: aClass},
		"POST /classes/{id}/open":        {allowed: officer, path: at("/classes/", class, "/open"), outside: missing},
		"POST /classes/{id}/cancel":      {allowed: officer, path: at("/classes/", class, "/cancel"), outside: missing, body: sent(map[string]any{"reason": "Trùng lịch"})},
		"POST /classes/{id}/close":       {allowed: teaching, path: at("/classes/", class, "/close"), outside: missing},
		"GET /classes/{id}/candidates":   {allowed: roles(access.UnitLeader), path: at("/classes/", class, "/candidates?limit=200"), hidden: targetName},
		"POST /classes/{id}/nominations": {allowed: roles(access.UnitLeader), path: at("/classes/", class, "/nominations"), outside: http.StatusUnprocessableEntity, body: func(f *fixture) any { return map[string]any{"staff_ids": []any{f.target.ID}} }},
		"POST /classes/{id}/approve":     {allowed: officer, path: at("/classes/", class, "/approve"), outside: missing, body: func(f *fixture) any { return map[string]any{"nomination_ids": []any{f.named}} }},
		"GET /classes/{id}/attendance":   {allowed: teaching, path: at("/classes/", class, "/attendance"), outside: missing},
		"POST /classes/{id}/attendance": {allowed: teaching, path: at("/classes/", class, "/attendance"), outside: missing, body: func(f *fixture) any {
			return map[string]any{"session_id": f.session, "marks": []any{map[string]any{"staff_id": f.target.ID, "mark": "present"}}}
		}},
		"POST /classes/nominations/{id}/withdraw": {allowed: roles(access.UnitLeader), path: at("/classes/nominations/", func(f *fixture) string { return f.named.String() }, "/withdraw"), outside: missing, body: sent(map[string]any{"reason": ""})},
		"POST /classes/nominations/{id}/approve":  {allowed: officer, path: at("/classes/nominations/", func(f *fixture) string { return f.named.String() }, "/approve"), outside: missing, body: sent(map[string]any{"reason": ""})},
		"POST /classes/nominations/{id}/decline":  {allowed: officer, path: at("/classes/nominations/", func(f *fixture) string { return f.named.String() }, "/decline"), outside: missing, body: sent(map[string]any{"reason": "Đủ chỗ"})},

		"GET /notify/messages": {allowed: everyone},
		"POST /notify/messages/{id}/read": {allowed: everyone, path: at("/notify/messages/", func(f *fixture) string { return f.message.String() }, "/read"), outside: missing, prepare: func(t *testing.T, f *fixture, insider staff.Person) {
			t.Helper()
			f.exec(t, "update messages set staff_id = ? where id = ?", insider.ID, f.message)
		}},
		"POST /notify/messages/read-all": {allowed: everyone},

		"GET /plans/people":                             {allowed: leaders, path: func(f *fixture) string { return "/plans/people?limit=200&q=" + f.target.Code }, hidden: targetName},
		"GET /plans/summary":                            {allowed: leaders, hidden: unit},
		"GET /plans/mine":                               {allowed: learner},
		"PUT /plans/mine":                               {allowed: learner, body: aPlan, prepare: planned},
		"GET /plans/mine/proposal":                      {allowed: learner},
		"GET /plans/mine/offers":                        {allowed: learner, path: func(f *fixture) string { return "/plans/mine/offers?competency=" + skill(f) }},
		"GET /plans/mine/plans/{id}/print":              {allowed: learner, path: at("/plans/mine/plans/", planOf(ownPlan), "/print"), outside: missing, prepare: planned},
		"PUT /plans/mine/actions/{id}":                  {allowed: learner, path: at("/plans/mine/actions/", planOf(ownPlan)), outside: missing, prepare: planned, body: sent(map[string]any{"done": true})},
		"POST /plans/mine/propose":                      {allowed: learner, outside: missing, prepare: planned, body: aDeed()},
		"POST /plans/mine/agree":                        {allowed: learner, outside: missing, prepare: planned, body: aDeed()},
		"POST /plans/mine/return":                       {allowed: learner, outside: missing, prepare: planned, body: aDeed()},
		"POST /plans/mine/take-back":                    {allowed: learner, outside: missing, prepare: planned, body: aDeed()},
		"POST /plans/mine/complete":                     {allowed: learner, outside: missing, prepare: planned, body: aDeed()},
		"POST /plans/mine/cancel":                       {allowed: learner, outside: missing, prepare: planned, body: aDeed()},
		"GET /plans/people/{staff_id}":                  {allowed: leaders, path: at("/plans/people/", target), outside: missing, prepare: planned},
		"PUT /plans/people/{staff_id}":                  {allowed: roles(access.UnitLeader), path: at("/plans/people/", target), outside: missing, body: aPlan, prepare: planned},
		"GET /plans/people/{staff_id}/proposal":         {allowed: roles(access.UnitLeader), path: at("/plans/people/", target, "/proposal"), outside: missing},
		"GET /plans/people/{staff_id}/offers":           {allowed: roles(access.UnitLeader), path: func(f *fixture) string { return "/plans/people/" + target(f) + "/offers?competency=" + skill(f) }, outside: missing},
		"GET /plans/people/{staff_id}/plans/{id}/print": {allowed: leaders, path: func(f *fixture) string { return "/plans/people/" + target(f) + "/plans/" + somePlan + "/print" }, outside: missing, prepare: planned},
		"POST /plans/people/{staff_id}/propose":         {allowed: roles(access.UnitLeader), path: at("/plans/people/", target, "/propose"), outside: missing, prepare: planned, body: aDeed()},
		"POST /plans/people/{staff_id}/agree":           {allowed: roles(access.UnitLeader), path: at("/plans/people/", target, "/agree"), outside: missing, prepare: planned, body: aDeed()},
		"POST /plans/people/{staff_id}/return":          {allowed: roles(access.UnitLeader), path: at("/plans/people/", target, "/return"), outside: missing, prepare: planned, body: aDeed()},
		"POST /plans/people/{staff_id}/take-back":       {allowed: roles(access.UnitLeader), path: at("/plans/people/", target, "/take-back"), outside: missing, prepare: planned, body: aDeed()},
		"POST /plans/people/{staff_id}/complete":        {allowed: roles(access.UnitLeader), path: at("/plans/people/", target, "/complete"), outside: missing, prepare: planned, body: aDeed()},
		"POST /plans/people/{staff_id}/cancel":          {allowed: roles(access.UnitLeader), path: at("/plans/people/", target, "/cancel"), outside: missing, prepare: planned, body: aDeed()},

		"GET /procedures":          {allowed: everyone},
		"GET /procedures/statuses": {allowed: everyone},
		"GET /procedures/{id}":     {allowed: everyone, path: at("/procedures/", proc)},
		"PUT /procedures/{id}": {allowed: roles(access.DepartmentOfficer, access.Administrator), path: at("/procedures/", proc), body: func(f *fixture) any {
			return map[string]any{
				"components": []any{map[string]any{"name_vi": "Tờ khai", "original": 1, "copy": 0, "mode": "nop", "required": true}},
				"deadline":   map[string]any{"value": 1, "unit": "ngay_lam_viec", "rule": "working_days", "text_vi": "1 ngày"},
				"fee":        map[string]any{"amount": 0, "text_vi": "Miễn"}, "notes": "", "updated_at": f.clock.Now(),
			}
		}},

		"GET /catalogue/tables":                   {allowed: admin},
		"POST /catalogue/tables/{name}/import":    {allowed: admin, path: func(*fixture) string { return "/catalogue/tables/glossary/import?dry_run=true" }, body: sent(upload{name: "g.csv", data: []byte("vi,en,identifier\na,b,c\n")})},
		"GET /catalogue/tables/{name}/export.csv": {allowed: admin, path: func(*fixture) string { return "/catalogue/tables/glossary/export.csv" }},
		"GET /catalogue/glossary":                 {allowed: everyone},
	}
}

// aClass is what an officer sends to make or change a class of ward A.
func aClass(f *fixture) any {
	day := clock.DayOf(f.clock.Now())
	return map[string]any{
		"title": "Lớp mới", "unit_id": f.tree.WardA.ID, "place": "Hội trường", "nominate_by": day.AddDays(3).String(), "seats": 20,
		"sessions":     []any{map[string]any{"day": day.AddDays(7).String(), "half": "morning"}},
		"competencies": []any{map[string]any{"competency_id": f.skill.ID, "level": 2}},
	}
}

// Plans of the fixture: one of the owner, one of the target, each with one
// free-text action that has the plan's id.
const (
	ownPlan  = "01930000-0000-7000-8000-000000000001"
	somePlan = "01930000-0000-7000-8000-000000000002"
)

func planOf(id string) func(*fixture) string { return func(*fixture) string { return id } }

// planned puts both plans where each side has something to answer.
func planned(t *testing.T, f *fixture, _ staff.Person) {
	t.Helper()
	leader := f.insiders[access.UnitLeader].ID
	f.exec(t, "update plans set state = 'cancelled', awaits = '', change = null, closed_at = now(), reason = 'x' where closed_at is null")
	for id, awaits := range map[string]string{ownPlan: "person", somePlan: "superior"} {
		who := f.owner.ID
		if id == somePlan {
			who = f.target.ID
		}
		f.exec(t, `insert into plans (id, staff_id, state, from_on, until_on, awaits, superior_id, created_at, updated_at)
			values (?0, ?1, 'proposed', current_date, current_date + 100, ?2, ?3, now(), now())
			on conflict (id) do update set state = 'proposed', awaits = ?2, change = null, revision = 1, closed_at = null, reason = ''`, id, who, awaits, leader)
		f.exec(t, `insert into plan_targets (plan_id, competency_id, position, level_from, level_to, until_on, why)
			values (?, ?, 1, 0, 3, current_date + 90, 'gap') on conflict do nothing`, id, f.skill.ID)
		f.exec(t, `insert into plan_actions (id, plan_id, competency_id, position, kind, title_vi, until_on)
			values (?0, ?0, ?1, 1, 'practice', 'Thực hành', current_date + 60) on conflict do nothing`, id, f.skill.ID)
	}
}

func aDeed() func(*fixture) any {
	return sent(map[string]any{"revision": 1, "words": "Bổ sung lớp"})
}

func aPlan(f *fixture) any {
	day := clock.DayOf(f.clock.Now())
	return map[string]any{"revision": 1, "until_on": day.AddDays(100).String(), "targets": []any{map[string]any{
		"competency_id": f.skill.ID, "level_to": 2, "until_on": day.AddDays(80).String(), "actions": []any{},
	}}}
}

func draftCompetency() map[string]any {
	return map[string]any{"code": "X-1", "name_vi": "Thử", "group_vi": "Thử", "levels_vi": []string{"a", "b", "c", "d", "e"}}
}

// withFramework makes sure that there is a published version and a draft, and that
// ward A asks for more than the province; they go by the id of the skill.
func withFramework(t *testing.T, f *fixture, _ staff.Person) {
	t.Helper()
	f.exec(t, `insert into framework_versions (id, number, state, created_at, published_at, updated_at)
		values (?, 1, 'published', now(), now(), now()) on conflict (id) do nothing`, f.skill.ID)
	f.exec(t, `insert into framework_versions (id, number, state, created_at, updated_at)
		select gen_random_uuid(), 1 + max(number), 'draft', now(), now() from framework_versions
		having not bool_or(state = 'draft')`)
	f.exec(t, `insert into competency_versions (version_id, competency_id, code, name_vi, group_vi, indicators_vi, indicators_en)
		select v.id, c.id, c.code, c.name_vi, c.group_vi, array_fill('x'::text, array[5]), array_fill(''::text, array[5])
		from framework_versions v, competencies c
		where v.state = 'draft'
		on conflict (version_id, competency_id) do nothing`)
	// What another route asked of the ward would stand in the way.
	f.exec(t, "delete from unit_requirements where unit_id = ? and competency_id = ?", f.tree.WardA.ID, f.skill.ID)
	f.exec(t, `insert into unit_requirements (id, unit_id, position_id, competency_id, level, during, authority, reason, created_at)
		select ?, u.id, ?, ?, 4, daterange(current_date - 1, null), u.path, 'Địa bàn rộng', now() from units u where u.id = ?`, f.skill.ID, f.position.ID, f.skill.ID, f.tree.WardA.ID)
}
