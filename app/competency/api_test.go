package competency_test

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/competency/competencytest"
	"camtay/app/event"
	"camtay/app/org/orgtest"
	"camtay/app/staff/stafftest"
	"camtay/app/web"
	"camtay/migrations/testdb"
)

func TestRequirementsAreSetAndReadThroughTheAPI(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	tree := orgtest.NewTree(t, db)
	fake := clock.NewFake(stafftest.Now())
	server := web.New(web.Config{
		Log: slog.New(slog.DiscardHandler), Clock: fake,
		Authenticate: func(context.Context, string) (access.Principal, error) {
			return access.Who(officer(tree.Province.Path)), nil
		},
	})
	competency.Routes(server, competency.New(db, fake, event.NewOutbox()))
	position, c := stafftest.Position(t, db), competencytest.Competency(t, db)
	call := func(method, path, body string) (int, string) {
		t.Helper()
		request := httptest.NewRequestWithContext(t.Context(), method, "/api/v1/competency"+path, strings.NewReader(body))
		request.Header.Set("Authorization", "Bearer x")
		request.Header.Set("Content-Type", "application/json")
		response, err := server.Fiber.Test(request, -1)
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		b, err := io.ReadAll(response.Body)
		if err != nil {
			t.Fatal(err)
		}
		return response.StatusCode, string(b)
	}
	status, body := call(http.MethodPut, "/requirements", `{"position_id":"`+position.ID.String()+`","competency_id":"`+c.ID.String()+`","level":3,"critical":true}`)
	if status != http.StatusNoContent {
		t.Fatalf("set: %d %s", status, body)
	}
	if status, body = call(http.MethodPut, "/requirements", `{"position_id":"`+position.ID.String()+`","competency_id":"`+c.ID.String()+`","level":6}`); status != http.StatusUnprocessableEntity {
		t.Errorf("level 6: %d %s", status, body)
	}
	_, body = call(http.MethodGet, "/requirements?position="+position.ID.String(), "")
	var got web.List[competency.RequirementBody]
	if err := json.Unmarshal([]byte(body), &got); err != nil {
		t.Fatal(err)
	}
	want := web.List[competency.RequirementBody]{Items: []competency.RequirementBody{
		{Competency: competency.BodyOf(c), Level: 3, Critical: true, Weight: 1, From: clock.DayOf(stafftest.Now())},
	}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(clock.Day{})); diff != "" {
		t.Errorf("requirements (-want +got):\n%s", diff)
	}
	_, body = call(http.MethodGet, "/competencies/"+c.ID.String(), "")
	var detail competency.CompetencyDetail
	if err := json.Unmarshal([]byte(body), &detail); err != nil || len(detail.Levels) != 5 || detail.Code != c.Code {
		t.Errorf("detail %s: %v", body, err)
	}
	if _, body = call(http.MethodGet, "/competencies?q=tiep+nhan", ""); !strings.Contains(body, c.Code) {
		t.Errorf("search without marks: %s", body)
	}
}
