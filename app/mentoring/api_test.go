package mentoring_test

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/mentoring"
	"camtay/app/staff"
	"camtay/app/web"
)

// client calls the room over HTTP; the token is the person's id.
type client struct {
	server *web.Server
}

func newClient(s scene) client {
	server := web.New(web.Config{
		Version: "test", Log: slog.New(slog.DiscardHandler), Clock: s.clock,
		Authenticate: func(_ context.Context, token string) (access.Principal, error) {
			id, err := uuid.Parse(token)
			return access.Principal{StaffID: id, Grants: []access.Grant{{Role: access.Learner, Path: "P"}, {Role: access.Mentor, Path: "P"}}}, err
		},
		Ready: func(context.Context) error { return nil },
	})
	mentoring.Routes(server, s.svc)
	return client{server: server}
}

func (c client) call(t *testing.T, who staff.Person, want int, line, body string) map[string]any {
	t.Helper()
	method, path, _ := strings.Cut(line, " ")
	req := httptest.NewRequestWithContext(t.Context(), method, "/api/v1/mentoring"+path, strings.NewReader(body))
	req.Header.Set("Authorization", "Bearer "+who.ID.String())
	req.Header.Set("Content-Type", "application/json")
	res, err := c.server.Fiber.Test(req, -1)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != want {
		t.Fatalf("%s: status %d, want %d: %s", line, res.StatusCode, want, text)
	}
	var answer map[string]any
	if len(text) > 0 {
		if err := json.Unmarshal(text, &answer); err != nil {
			t.Fatal(err)
		}
	}
	return answer
}

func TestLearnerFindsAsksAndIsCoachedOverHTTP(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	mentor := s.mentor(t, s.tree.CentreA, 4)
	c := newClient(s)

	found := c.call(t, s.learner, http.StatusOK, "GET /suggestions/"+s.competency.ID.String(), "")
	first := found["items"].([]any)[0].(map[string]any)
	if id := first["mentor"].(map[string]any)["id"]; id != mentor.ID.String() || first["place"] != "office" || first["pair"] != nil {
		t.Fatalf("suggested %v", first)
	}

	pair := c.call(t, s.learner, http.StatusCreated, "POST /pairs",
		`{"mentor_id":"`+mentor.ID.String()+`","competency_id":"`+s.competency.ID.String()+`","message":"Xin giúp"}`)
	id := pair["id"].(string)
	if pair["state"] != "requested" || pair["answer_by"] == nil || pair["target_level"] != 3.0 {
		t.Fatalf("asked %v", pair)
	}
	c.call(t, mentor, http.StatusOK, "POST /pairs/"+id+"/accept", "")
	listed := c.call(t, mentor, http.StatusOK, "GET /pairs?as=mentor&state=active&limit=1", "")
	if can := listed["items"].([]any)[0].(map[string]any)["can"].(map[string]any); can["log"] != true || can["accept"] != false {
		t.Errorf("the mentor can %v", can)
	}

	s.clock.Advance(time.Hour)
	held := s.clock.Now().Add(-time.Minute).Format(time.RFC3339)
	session := c.call(t, mentor, http.StatusCreated, "POST /pairs/"+id+"/sessions",
		`{"held_at":"`+held+`","minutes":30,"mode":"desk","done":"Số hóa hồ sơ","level":2}`)
	confirmed := c.call(t, s.learner, http.StatusOK, "POST /sessions/"+session["id"].(string)+"/confirm", "")
	level := confirmed["levels"].([]any)[0].(map[string]any)
	if level["from"] != 1.0 || level["to"] != 2.0 || level["required"] != 3.0 {
		t.Errorf("moved %v", level)
	}

	detail := c.call(t, s.learner, http.StatusOK, "GET /pairs/"+id, "")
	if log := detail["log"].([]any); len(log) != 1 || detail["sessions"] != 1.0 || detail["minutes"] != 30.0 {
		t.Errorf("detail %v", detail)
	}
	ended := c.call(t, s.learner, http.StatusOK, "POST /pairs/"+id+"/end", `{"reason":"Đã làm được","completed":true}`)
	if ended["state"] != "completed" || ended["closed_at"] == nil {
		t.Errorf("ended %v", ended)
	}
}

func TestBadInputIsNamedByField(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	mentor := s.mentor(t, s.tree.CentreA, 4)
	p := s.active(t, mentor)
	c := newClient(s)
	session := func(change string) string {
		return `{"held_at":"2030-01-01T00:00:00Z","minutes":30,"mode":"desk","done":"x","level":0` + change + `}`
	}
	for line, tc := range map[string]struct{ body, want string }{
		"POST /pairs/" + p.ID.String() + "/sessions": {session(""), "body.held_at"},
		"POST /pairs/" + p.ID.String() + "/end":      {`{"reason":" "}`, "body.reason"},
		"PUT /profile":                               {`{"open":false,"capacity":21,"modes":["desk"]}`, "body.capacity"},
		"GET /pairs?as=system":                       {"", "query.as"},
	} {
		answer := c.call(t, mentor, http.StatusUnprocessableEntity, line, tc.body)
		fields, _ := answer["errors"].([]any)
		if len(fields) != 1 || fields[0].(map[string]any)["location"] != tc.want {
			t.Errorf("%s: %v, want %s", line, answer["errors"], tc.want)
		}
	}
	c.call(t, mentor, http.StatusUnprocessableEntity, "GET /pairs?after=nonsense", "")
}

func TestProfileIsReadAndPutOverHTTP(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	mentor := s.mentor(t, s.tree.CentreA, 4)
	c := newClient(s)

	before := c.call(t, s.learner, http.StatusOK, "GET /profile", "")
	after := c.call(t, mentor, http.StatusOK, "PUT /profile", `{"open":true,"capacity":5,"modes":["remote","desk"],"note":"Buổi chiều"}`)

	if before["open"] != false || before["can_open"] != false || before["closed_key"] != "mentoring.no_level" {
		t.Errorf("the learner's profile is %v", before)
	}
	if after["open"] != true || after["capacity"] != 5.0 || after["can_open"] != true || after["note"] != "Buổi chiều" {
		t.Errorf("the mentor's profile is %v", after)
	}
	if modes := after["modes"].([]any); len(modes) != 2 || modes[0] != "desk" {
		t.Errorf("modes %v", modes)
	}
}
