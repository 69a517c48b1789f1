package gaps_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/event"
	"camtay/app/evidence"
	"camtay/app/gaps"
	"camtay/app/staff/stafftest"
	"camtay/app/web"
	"camtay/migrations/testdb"
)

// TestALearnerAndALeaderSeeTheSameGap asks for one gap from four sides.
func TestALearnerAndALeaderSeeTheSameGap(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	w := newWorld(t, db)
	p := w.officer(t, db, "Hoà", w.tree.CentreA, 1, 2)
	fake := clock.NewFake(stafftest.Now())
	server := web.New(web.Config{
		Log: slog.New(slog.DiscardHandler), Clock: fake,
		Authenticate: func(context.Context, string) (access.Principal, error) {
			return access.Principal{StaffID: p.ID, Grants: []access.Grant{
				{Role: access.Learner, Path: w.tree.CentreA.Path}, {Role: access.UnitLeader, Path: w.tree.WardA.Path},
			}}, nil
		},
	})
	gaps.Routes(server, gaps.New(db, fake))
	evidence.Routes(server, evidence.New(db, fake, evidence.NewLedger(event.NewOutbox())))
	get := func(path string, into any) {
		t.Helper()
		request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/api/v1"+path, nil)
		request.Header.Set("Authorization", "Bearer x")
		response, err := server.Fiber.Test(request, -1)
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		if err := json.NewDecoder(response.Body).Decode(into); err != nil || response.StatusCode != http.StatusOK {
			t.Fatalf("%s: %d, %v", path, response.StatusCode, err)
		}
	}
	var mine, theirs gaps.GapList
	get("/gaps/mine", &mine)
	get("/gaps/people/"+p.ID.String(), &theirs)
	for _, list := range []gaps.GapList{mine, theirs} {
		if list.Summary != (gaps.GapSummary{Required: 2, Met: 1, Gaps: 1, CriticalGaps: 1}) || list.Items[0].Gap != 2 || len(list.Items[0].Posts) != 1 {
			t.Errorf("gaps = %+v", list)
		}
	}
	var people web.List[gaps.GapPerson]
	get("/gaps/people?competency="+w.intake.ID.String()+"&unit="+w.tree.WardA.ID.String(), &people)
	if len(people.Items) != 1 || people.Items[0].Staff.ID != p.ID || people.Items[0].Gap != 2 || !people.Items[0].Critical {
		t.Errorf("people = %+v", people)
	}
	var heat gaps.GapHeat
	get("/gaps/heatmap?critical=true", &heat)
	if len(heat.Units) != 1 || len(heat.Competencies) != 1 || heat.Units[0].Cells[0] != (gaps.GapHeatCell{Required: 1}) {
		t.Errorf("heat map = %+v", heat)
	}
	var why evidence.EvidenceWhy
	get("/evidence/mine/"+w.intake.ID.String(), &why)
	if why.Level != 1 || why.Required != 3 || len(why.Entries) != 1 || !why.Entries[0].Counted || len(why.Raise) == 0 || why.Requirements[0].Level != 3 {
		t.Errorf("why = %+v", why)
	}
}
