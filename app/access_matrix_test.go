package app_test

import (
	"context"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/evidence/evidencetest"
	"camtay/app/staff"
)

// probe says how one route is tried. The allowed roles are written out here and
// not read from the rules, so that a change of the rules must be meant.
type probe struct {
	allowed []access.Role
	path    func(f *fixture) string // with the parameters filled in; nil: the route's own
	body    func(f *fixture) any
	// outside is what an allowed role gets whose scope, or whose own records, do
	// not reach the target. 0: the route is not about a target.
	outside int
	// outsideOf is outside for one role that differs.
	outsideOf map[access.Role]int
	// prepare makes the target the insider's own before each role is tried.
	prepare func(t *testing.T, f *fixture, insider staff.Person)
	// hidden is a text of the target that a list shows inside the scope only.
	hidden func(f *fixture) string
}

// fixture is one ward's records, wanted by everyone.
type fixture struct {
	*house

	target   staff.Person // of ward A
	owner    staff.Person // learner of ward A, owns the records below
	account  uuid.UUID    // of target
	class    uuid.UUID
	named    uuid.UUID // a nomination in class
	session  uuid.UUID // of class
	pair     uuid.UUID // owner and the inside mentor
	coaching uuid.UUID
	booking  uuid.UUID
	shared   uuid.UUID
	called   uuid.UUID
	handed   uuid.UUID // asked by whoever calls, of the inside mentor
	course   uuid.UUID
	lesson   uuid.UUID
	quiz     uuid.UUID
	question uuid.UUID
	attempt  uuid.UUID
	message  uuid.UUID
	upload   uuid.UUID
	written  uuid.UUID    // an entry of the ledger
	mentor   staff.Person // inside
	insiders map[access.Role]staff.Person
	proc     uuid.UUID
}

const (
	missing = http.StatusNotFound
	refused = http.StatusForbidden
)

func TestEveryRouteByEveryRoleInsideAndOutsideItsScope(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	inside, outside := map[access.Role]string{}, map[access.Role]string{}
	for _, role := range access.Roles() {
		over := f.tree.WardA
		if role == access.DepartmentOfficer || role == access.Administrator {
			over = f.tree.Province
		}
		who := f.person(t, f.tree.CentreA, over, role)
		other := f.person(t, f.tree.CentreB, f.tree.WardB, role)
		switch role {
		case access.Learner:
			who = f.owner
		case access.Mentor:
			f.exec(t, "update pairs set mentor_id = ? where id = ?", who.ID, f.pair)
			f.exec(t, "insert into mentors (staff_id, updated_at) values (?, ?)", who.ID, f.clock.Now())
			f.exec(t, "update hand_overs set to_id = ? where id = ?", who.ID, f.handed)
			evidencetest.Level(t, f.pool, who, f.skill, 4)
			f.mentor = who
		case access.Trainer, access.UnitLeader, access.DepartmentOfficer, access.Administrator:
		}
		inside[role], outside[role] = f.signIn(t, who), f.signIn(t, other)
		f.insiders[role] = who
	}
	probes := probes()
	maps.Copy(probes, ruleProbes())
	maps.Copy(probes, reviewProbes())
	maps.Copy(probes, effectProbes())
	maps.Copy(probes, rightsProbes())
	maps.Copy(probes, programmeProbes())
	maps.Copy(probes, deskProbes())
	for path, item := range f.app.Server.API.OpenAPI().Paths {
		for method, op := range map[string]bool{"GET": item.Get != nil, "POST": item.Post != nil, "PUT": item.Put != nil, "PATCH": item.Patch != nil, "DELETE": item.Delete != nil} {
			if !op {
				continue
			}
			route := method + " " + strings.TrimPrefix(path, "/api/v1")
			p, known := probes[route]
			if !known {
				t.Errorf("%s is not in the matrix: say who may call it", route)
				continue
			}
			delete(probes, route)
			f.try(t, route, p, inside, outside)
		}
	}
	for route := range probes {
		t.Errorf("the matrix knows %s, which the server does not serve", route)
	}
}

func (f *fixture) try(t *testing.T, route string, p probe, inside, outside map[access.Role]string) {
	t.Helper()
	method, path, _ := strings.Cut(route, " ")
	path = "/api/v1" + path
	if p.path != nil {
		path = "/api/v1" + p.path(f)
	}
	var body any
	if p.body != nil {
		body = p.body(f)
	}
	if p.allowed == nil {
		status, _ := f.call(t, method, path, "", body)
		if status == http.StatusUnauthorized && !strings.Contains(route, "/auth/") || status >= http.StatusInternalServerError {
			t.Errorf("%s without sign-in: %d", route, status)
		}
		return
	}
	if status, _ := f.call(t, method, path, "", body); status != http.StatusUnauthorized {
		t.Errorf("%s without sign-in: %d, want 401", route, status)
	}
	for _, role := range access.Roles() {
		may := slices.Contains(p.allowed, role)
		f.reset(t)
		if p.prepare != nil {
			p.prepare(t, f, f.insiders[role])
			if p.path != nil { // to what was prepared
				path = "/api/v1" + p.path(f)
			}
		}
		stranger := p.outside
		if special, ok := p.outsideOf[role]; ok {
			stranger = special
		}
		// The stranger comes first: what the insider does may end the record.
		status, answer := f.call(t, method, path, outside[role], body)
		switch {
		case !may && status != http.StatusForbidden:
			t.Errorf("%s as %s: %d, want 403", route, role, status)
		case may && stranger != 0 && status != stranger:
			t.Errorf("%s as %s outside the scope: %d, want %d: %s", route, role, status, stranger, answer)
		case may && stranger == 0 && unwelcome(status):
			t.Errorf("%s as %s of another ward: %d: %s", route, role, status, answer)
		case may && p.hidden != nil && strings.Contains(string(answer), p.hidden(f)):
			t.Errorf("%s as %s of another ward shows %q", route, role, p.hidden(f))
		}
		status, answer = f.call(t, method, path, inside[role], body)
		switch {
		case !may && status != http.StatusForbidden:
			t.Errorf("%s as %s inside: %d, want 403", route, role, status)
		case may && unwelcome(status):
			t.Errorf("%s as %s inside the scope: %d: %s", route, role, status, answer)
		case may && p.hidden != nil && !strings.Contains(string(answer), p.hidden(f)):
			t.Errorf("%s as %s inside the scope does not show %q: %s", route, role, p.hidden(f), answer)
		}
	}
}

// reset undoes what an earlier role did to the shared records.
func (f *fixture) reset(t *testing.T) {
	t.Helper()
	f.exec(t, "update classes set state = 'open', closed_at = null, reason = '' where id = ?", f.class)
	f.exec(t, "update pairs set state = 'requested', answered_at = null, closed_at = null, reason = '' where id = ?", f.pair)
	f.exec(t, `insert into pair_resources (id, pair_id, kind, item_id, shared_by, shared_at)
		values (?, ?, 'procedure', ?, ?, ?) on conflict do nothing`, f.shared, f.pair, f.proc, f.owner.ID, f.clock.Now())
	f.exec(t, "update hand_overs set state = 'waiting', settled_at = null, answer = '' where id = ?", f.handed)
	f.exec(t, "update accounts set disabled_at = null where id = ?", f.account)
	f.exec(t, "insert into unit_neighbours (unit_id, neighbour_id) values (?0, ?1), (?1, ?0) on conflict do nothing", f.tree.WardA.ID, f.tree.WardB.ID)
}

// unwelcome are the answers that mean "not you" or "broken"; a conflict or a
// fault in the input comes after access was given.
func unwelcome(status int) bool {
	return status == http.StatusUnauthorized || status == http.StatusForbidden || status == http.StatusNotFound || status >= http.StatusInternalServerError
}

func (f *fixture) exec(t *testing.T, query string, args ...any) {
	t.Helper()
	if _, err := f.pool.NewRaw(query, args...).Exec(context.Background()); err != nil {
		t.Fatal(err)
	}
}

func newFixture(t *testing.T) *fixture {
	t.Helper()
	h := newHouse(t)
	now := h.clock.Now()
	f := &fixture{house: h, insiders: map[access.Role]staff.Person{}}
	f.target = h.person(t, h.tree.CentreA, h.tree.WardA, access.Learner)
	f.owner = h.person(t, h.tree.CentreA, h.tree.WardA, access.Learner)
	somebody := h.person(t, h.tree.CentreA, h.tree.WardA, access.Learner)
	if err := h.pool.NewRaw("select id from accounts where staff_id = ?", f.target.ID).Scan(context.Background(), &f.account); err != nil {
		t.Fatal(err)
	}
	f.class = h.insert(t, "classes", map[string]any{
		"code": "LOP-1", "title": "Lớp một cửa", "unit_id": h.tree.WardA.ID, "place": "Hội trường", "starts_at": now.Add(72 * time.Hour),
		"ends_at": now.Add(76 * time.Hour), "nominate_by": now.Add(48 * time.Hour), "seats": 30, "state": "open",
		"created_by": somebody.ID, "created_at": now, "updated_at": now,
	})
	f.session = h.insert(t, "class_sessions", map[string]any{
		"class_id": f.class, "position": 1, "day": now.Add(72 * time.Hour), "half": "morning", "starts_at": now.Add(72 * time.Hour), "ends_at": now.Add(76 * time.Hour),
	})
	f.named = h.insert(t, "nominations", map[string]any{
		"class_id": f.class, "staff_id": somebody.ID, "unit_id": h.tree.WardA.ID, "state": "nominated", "nominated_by": somebody.ID, "nominated_at": now,
	})
	f.pair = h.insert(t, "pairs", map[string]any{
		"mentor_id": somebody.ID, "learner_id": f.owner.ID, "competency_id": h.skill.ID, "target_level": 3, "state": "requested", "requested_at": now.Add(-time.Hour),
	})
	f.coaching = h.insert(t, "coaching_sessions", map[string]any{
		"pair_id": f.pair, "held_at": now.Add(-time.Hour), "minutes": 30, "mode": "desk", "done": "Cùng nhận hồ sơ", "level": 2, "logged_at": now,
	})
	f.learning(t, now)
	f.mentored(t, somebody, now)
	f.message = h.insert(t, "messages", map[string]any{
		"staff_id": f.owner.ID, "key": "notify.level_up", "args": map[string]any{}, "source": "test", "source_id": uuid.New(), "created_at": now,
	})
	f.proc = h.insert(t, "procedures", map[string]any{
		"slug": "khai-sinh", "code": "1.001193", "name_vi": "Đăng ký khai sinh", "components": []any{}, "deadline": map[string]any{},
		"fee": map[string]any{}, "steps": []any{}, "common_defects": []any{}, "legal_basis": []any{}, "updated_at": now,
	})
	f.uploaded(t)
	return f
}

// mentored is what happened in the pair.
func (f *fixture) mentored(t *testing.T, somebody staff.Person, now time.Time) {
	t.Helper()
	f.booking, f.shared, f.called, f.handed = uuid.Must(uuid.NewV7()), uuid.Must(uuid.NewV7()), uuid.Must(uuid.NewV7()), uuid.Must(uuid.NewV7())
	f.exec(t, `insert into bookings (id, pair_id, during, mode, state, booked_by, created_at, changed_at)
		values (?, ?, tstzrange(?, ?), 'desk', 'booked', ?, ?, ?)`, f.booking, f.pair, now.Add(time.Hour), now.Add(2*time.Hour), f.owner.ID, now, now)
	f.exec(t, "insert into mentor_calls (id, pair_id, kind, item_id, called_at) values (?, ?, 'lesson', ?, ?)", f.called, f.pair, f.lesson, now)
	f.exec(t, `insert into hand_overs (id, pair_id, to_id, asked_by, side, reason, asked_at, state)
		values (?, ?, ?, ?, 'learner', 'Chuyển công tác', ?, 'waiting')`, f.handed, f.pair, somebody.ID, f.owner.ID, now)
	f.exec(t, "insert into pair_flags (pair_id, flag, raised_at) values (?, 'quiet', ?)", f.pair, now)
}

func (f *fixture) learning(t *testing.T, now time.Time) {
	t.Helper()
	f.course = f.insert(t, "courses", map[string]any{
		"code": "KH-1", "title_vi": "Một cửa", "minutes": 10, "published_at": now, "created_at": now, "updated_at": now,
	})
	f.lesson = f.insert(t, "lessons", map[string]any{
		"course_id": f.course, "code": "KH-1-1", "position": 1, "title_vi": "Bài 1", "minutes": 5, "body": "x", "html": "<p>x</p>", "updated_at": now,
	})
	f.quiz = f.insert(t, "quizzes", map[string]any{
		"code": "KT-1", "title_vi": "Kiểm tra", "course_id": f.course, "minutes": 20, "pass": 7000, "max_attempts": 9, "published_at": now,
		"created_at": now, "updated_at": now,
	})
	f.question = f.insert(t, "questions", map[string]any{
		"quiz_id": f.quiz, "code": "KT-1-1", "position": 1, "kind": "single", "stem_vi": "Câu hỏi?",
		"options": []map[string]string{{"code": "a", "text_vi": "A"}, {"code": "b", "text_vi": "B"}}, "key": []string{"a"}, "updated_at": now,
	})
	status, body := f.call(t, http.MethodPost, "/api/v1/assess/quizzes/"+f.quiz.String()+"/attempts", f.signIn(t, f.owner), nil)
	if status != http.StatusOK {
		t.Fatalf("start attempt: %d %s", status, body)
	}
	if err := f.pool.NewRaw("select id from attempts where learner_id = ?", f.owner.ID).Scan(context.Background(), &f.attempt); err != nil {
		t.Fatal(err)
	}
}

// uploaded puts a staff list on file as an administrator of ward A.
func (f *fixture) uploaded(t *testing.T) {
	t.Helper()
	admin := f.person(t, f.tree.CentreA, f.tree.WardA, access.Administrator)
	status, body := f.call(t, http.MethodPost, "/api/v1/staff/imports", f.signIn(t, admin), staffList(t))
	if status >= http.StatusBadRequest {
		t.Fatalf("upload staff list: %d %s", status, body)
	}
	if err := f.pool.NewRaw("select id from staff_imports").Scan(context.Background(), &f.upload); err != nil {
		t.Fatal(err)
	}
}
