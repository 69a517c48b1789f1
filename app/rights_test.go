package app_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"camtay/app/access"
	"camtay/app/evidence/evidencetest"
)

// TestPeopleSeeWhoLookedAtTheirRecord: a leader looks three times at one level and
// once at the list of those who lack it; the person sees two lines, with the post.
func TestPeopleSeeWhoLookedAtTheirRecord(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	person := h.person(t, h.tree.CentreA, h.tree.WardA, access.Learner)
	leader := h.person(t, h.tree.WardA, h.tree.WardA, access.UnitLeader, access.Learner)
	asLeader := h.signIn(t, leader)
	one := "/api/v1/evidence/people/" + person.ID.String() + "/" + h.skill.ID.String()
	for range 3 {
		h.get(t, asLeader, one, nil)
		h.clock.Advance(time.Second)
	}
	h.get(t, asLeader, "/api/v1/gaps/people?competency="+h.skill.ID.String(), nil)
	h.get(t, h.signIn(t, person), "/api/v1/evidence/mine/"+h.skill.ID.String(), nil)

	type line struct {
		Deed         string
		Times        int
		Reader       string
		PositionVI   string `json:"position_vi"`
		Competencies []struct{ Code string }
	}
	type lines struct {
		Items []line
		Next  string
	}
	var first, second, none lines
	h.get(t, h.signIn(t, person), "/api/v1/rights/readings?limit=1", &first)
	h.get(t, h.signIn(t, person), "/api/v1/rights/readings?limit=1&after="+first.Next, &second)
	skill := []struct{ Code string }{{h.skill.Code}}
	want := []line{
		{"gaps.list_read", 1, leader.FullName, h.position.NameVI, skill},
		{"evidence.read", 3, leader.FullName, h.position.NameVI, skill},
	}
	if diff := cmp.Diff(want, append(first.Items, second.Items...)); diff != "" || second.Next != "" {
		t.Errorf("who looked, next %q (-want +got):\n%s", second.Next, diff)
	}
	h.get(t, asLeader, "/api/v1/rights/readings", &none)
	if len(none.Items) != 0 {
		t.Errorf("the leader, of whom nobody read, sees %+v", none.Items)
	}
}

// TestPeopleTakeEverythingHeldAboutThemAlong: the archive has every table, what is
// about the person, no secret and nothing about others.
func TestPeopleTakeEverythingHeldAboutThemAlong(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	person, other := f.owner, f.target
	evidencetest.Level(t, f.pool, person, f.skill, 3)
	evidencetest.Level(t, f.pool, other, f.skill, 4)
	status, body := f.call(t, http.MethodGet, "/api/v1/rights/export?locale=vi", f.signIn(t, person), nil)
	if status != http.StatusOK {
		t.Fatalf("export: %d %s", status, body)
	}
	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, file := range archive.File {
		r, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files[file.Name] = string(content)
		if strings.HasSuffix(file.Name, ".json") && !json.Valid(content) {
			t.Errorf("%s is no JSON: %s", file.Name, content)
		}
		for _, foreign := range []string{other.ID.String(), other.Code, f.hash} {
			if strings.Contains(string(content), foreign) {
				t.Errorf("%s tells of %s: %s", file.Name, foreign, content)
			}
		}
	}
	for name, part := range map[string]string{
		"README.txt": "HỒ SƠ CỦA TÔI", "ho-so.xlsx": "PK", "staff/staff.json": person.Code, "staff/posts.json": f.position.Code,
		"auth/accounts.json": strings.ToLower(person.Code), "evidence/levels.json": f.skill.Code, "evidence/evidence_entries.json": `"hash": "`,
		"assess/attempts.json": f.attempt.String(), "mentoring/pairs.json": f.pair.String(), "mentoring/coaching_sessions.json": "Cùng nhận hồ sơ",
		"notify/messages.json": f.message.String(), "audit/audit_entries.json": "rights.export",
	} {
		if !strings.Contains(files[name], part) {
			t.Errorf("%s does not hold %q: %q", name, part, files[name])
		}
	}
}

// get asks as somebody and reads the answer.
func (h *house) get(t *testing.T, token, path string, into any) {
	t.Helper()
	status, body := h.call(t, http.MethodGet, path, token, nil)
	if status != http.StatusOK {
		t.Fatalf("GET %s: %d %s", path, status, body)
	}
	if into == nil {
		return
	}
	if err := json.Unmarshal(body, into); err != nil {
		t.Fatalf("GET %s: %v", path, err)
	}
}
