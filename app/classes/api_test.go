package classes_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/classes"
	"camtay/app/fault"
	"camtay/app/staff"
	"camtay/app/web"
)

// serve answers requests; the token names who asks.
func (w world) serve(people map[string]context.Context) func(who, method, path, body string, into any) int {
	w.t.Helper()
	s := web.New(web.Config{
		Log: slog.New(slog.DiscardHandler), Clock: w.clock,
		Ready: func(context.Context) error { return nil },
		Authenticate: func(_ context.Context, token string) (access.Principal, error) {
			if ctx, known := people[token]; known {
				return access.Who(ctx), nil
			}
			return access.Principal{}, fault.New(fault.Unauthenticated, "web.unauthenticated")
		},
	})
	classes.Routes(s, w.svc)
	return func(who, method, path, body string, into any) int {
		w.t.Helper()
		req := httptest.NewRequest(method, "/api/v1"+path, strings.NewReader(body))
		req.Header.Set("Authorization", "Bearer "+who)
		req.Header.Set("Content-Type", "application/json")
		res, err := s.Fiber.Test(req, -1)
		if err != nil {
			w.t.Fatal(err)
		}
		defer func() { _ = res.Body.Close() }()
		b, err := io.ReadAll(res.Body)
		if err != nil {
			w.t.Fatal(err)
		}
		if into != nil {
			if err := json.Unmarshal(b, into); err != nil {
				w.t.Fatalf("%s %s: %d %s", method, path, res.StatusCode, b)
			}
		}
		return res.StatusCode
	}
}

func TestAClassRunsFromPlanToRecordOverHTTP(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	learner := w.person(w.tree.CentreA, func(p *staff.Person) { p.GivenName = "Ánh" })
	ask := w.serve(map[string]context.Context{
		"officer": w.officer, "leader": w.leaderA, "trainer": w.trainer,
		"learner": w.as(learner, access.Learner, w.tree.CentreA),
	})
	want := func(got, status int) {
		t.Helper()
		if got != status {
			t.Fatalf("status: got %d, want %d", got, status)
		}
	}
	plan := fmt.Sprintf(`{"title":"  Số hóa hồ sơ ","unit_id":%q,"place":"Hội trường","nominate_by":"2026-11-20","seats":2,
		"trainer_id":%q,"sessions":[{"day":"2026-11-25","half":"morning"}],"quotas":[{"unit_id":%q,"seats":2}],
		"competencies":[{"competency_id":%q,"level":2}]}`, w.tree.Department.ID, w.coach.ID, w.tree.WardA.ID, w.skill.ID)
	var class classes.ClassDetail
	want(ask("leader", http.MethodPost, "/classes", plan, nil), http.StatusForbidden)
	want(ask("officer", http.MethodPost, "/classes", plan, &class), http.StatusCreated)
	if class.Title != "Số hóa hồ sơ" || class.State != "draft" || !class.Can.Open || class.Trainer.ID != w.coach.ID || class.Quotas[0].Seats != 2 {
		t.Fatalf("got %+v", class)
	}
	base := "/classes/" + class.ID.String()
	want(ask("leader", http.MethodGet, base, "", nil), http.StatusNotFound)
	want(ask("officer", http.MethodPost, base+"/open", "", &class), http.StatusOK)

	var list web.List[classes.ClassBody]
	want(ask("leader", http.MethodGet, "/classes?q=so+hoa&state=open", "", &list), http.StatusOK)
	if len(list.Items) != 1 || !list.Items[0].Can.Nominate || list.Items[0].Quota.Seats != 2 {
		t.Fatalf("got %+v", list.Items)
	}
	var candidates web.List[classes.CandidateBody]
	want(ask("leader", http.MethodGet, base+"/candidates?q=anh", "", &candidates), http.StatusOK)
	if len(candidates.Items) != 1 || candidates.Items[0].Staff.ID != learner.ID || candidates.Items[0].Gap != 2 || !candidates.Items[0].Eligible {
		t.Fatalf("got %+v", candidates.Items)
	}
	var named web.List[classes.NominationBody]
	want(ask("leader", http.MethodPost, base+"/nominations", fmt.Sprintf(`{"staff_ids":[%q]}`, learner.ID), &named), http.StatusCreated)
	var problem web.Problem
	want(ask("leader", http.MethodPost, base+"/nominations", fmt.Sprintf(`{"staff_ids":[%q]}`, learner.ID), &problem), http.StatusUnprocessableEntity)
	if problem.Errors[0].Location != "body.staff_ids[0]" || problem.Errors[0].Key != "classes.already_nominated" {
		t.Fatalf("got %+v", problem)
	}
	want(ask("officer", http.MethodPost, "/classes/nominations/"+named.Items[0].ID.String()+"/approve", "", nil), http.StatusNoContent)

	w.at("2026-11-25", "11:30")
	var sheet classes.AttendanceBody
	want(ask("trainer", http.MethodGet, base+"/attendance", "", &sheet), http.StatusOK)
	mark := fmt.Sprintf(`{"session_id":%q,"marks":[{"staff_id":%q,"mark":"present"}]}`, sheet.Sessions[0].ID, learner.ID)
	want(ask("trainer", http.MethodPost, base+"/attendance", mark, &sheet), http.StatusOK)
	if !sheet.CanClose || !sheet.People[0].Attended {
		t.Fatalf("got %+v", sheet)
	}
	var closing classes.ClosingBody
	want(ask("trainer", http.MethodPost, base+"/close", "", &closing), http.StatusOK)
	if diff := cmp.Diff(classes.ClosingBody{People: 1, Attended: 1, Levels: 1}, closing); diff != "" {
		t.Error(diff)
	}
	var seats web.List[classes.SeatBody]
	want(ask("learner", http.MethodGet, "/classes/mine", "", &seats), http.StatusOK)
	if len(seats.Items) != 1 || seats.Items[0].ClassID != class.ID {
		t.Errorf("got %+v", seats.Items)
	}
}

func TestCandidatesComeByGapWithWhatSpeaksAgainstThem(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	other := w.open(func(p *classes.Plan) {
		p.Title = "Ký số"
		p.Sessions = p.Sessions[:1]
	})
	class := w.open()
	name := func(given string) func(*staff.Person) { return func(p *staff.Person) { p.GivenName = given } }
	an, binh := w.person(w.tree.CentreA, name("An")), w.person(w.tree.CentreA, name("Bình"))
	chi := w.person(w.tree.CentreA, name("Chi"))
	w.person(w.tree.CentreB, name("Dũng"))
	_, err := w.db.NewRaw(`insert into levels (staff_id, competency_id, level, settled_at)
		values (?, ?, 2, ?)`, an.ID, w.skill.ID, w.clock.Now()).Exec(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	w.nominate(w.leaderA, other, binh.ID)
	w.nominate(w.leaderA, class, chi.ID)
	ask := w.serve(map[string]context.Context{"leader": w.leaderA})
	type row struct {
		Given, Reason string
		Gap, Same     int
		Eligible      bool
	}
	var got []row
	after := ""
	given := map[uuid.UUID]string{an.ID: "An", binh.ID: "Bình", chi.ID: "Chi", access.Who(w.leaderA).StaffID: "leader"}
	for pages := 0; pages < 5; pages++ {
		var page web.List[classes.CandidateBody]
		if status := ask("leader", http.MethodGet, "/classes/"+class.String()+"/candidates?limit=1&unit="+w.tree.CentreA.ID.String()+"&after="+after, "", &page); status != http.StatusOK {
			t.Fatalf("status %d", status)
		}
		for _, c := range page.Items {
			got = append(got, row{given[c.Staff.ID], c.ReasonKey, c.Gap, c.SameOffice, c.Eligible})
			if c.ReasonKey == "classes.double_booked" && c.ReasonArgs["class"] != "Ký số" {
				t.Errorf("the other class is named: got %v", c.ReasonArgs)
			}
			if len(c.Posts) != 1 || len(c.Gaps) != 1 {
				t.Errorf("posts and gaps: got %+v", c)
			}
		}
		if after = page.Next; after == "" {
			break
		}
	}
	want := []row{
		{"Bình", "classes.double_booked", 2, 1, false},
		{"Chi", "classes.already_nominated", 2, 1, false},
		{"An", "classes.no_gap", 0, 2, true},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestClassesComeInPagesAndMineAreThoseIActedOn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	same := func(p *classes.Plan) { p.TrainerID = w.coach.ID }
	trained := []uuid.UUID{w.open(same), w.open(same), w.open(same)}
	other := w.open(func(p *classes.Plan) {
		p.Sessions = []classes.PlannedSession{{Day: w.day("2026-12-01"), Half: classes.Afternoon}}
		p.Quotas = []classes.PlannedQuota{{UnitID: w.tree.WardA.ID, Seats: 1}}
	})
	ids := w.people(w.tree.CentreA, 2)
	w.nominate(w.leaderA, other, ids...)
	ask := w.serve(map[string]context.Context{"officer": w.officer, "leader": w.leaderA, "trainer": w.trainer})
	read := func(who, query string) []uuid.UUID {
		var found []uuid.UUID
		for after := ""; ; {
			var page web.List[classes.ClassBody]
			if status := ask(who, http.MethodGet, "/classes?limit=1"+query+"&after="+after, "", &page); status != http.StatusOK {
				t.Fatalf("status %d", status)
			}
			for _, c := range page.Items {
				found = append(found, c.ID)
			}
			if after = page.Next; after == "" {
				return found
			}
		}
	}
	latestFirst := []uuid.UUID{other, trained[2], trained[1], trained[0]}
	if diff := cmp.Diff(latestFirst, read("officer", "")); diff != "" {
		t.Errorf("officer: %s", diff)
	}
	if diff := cmp.Diff(latestFirst[1:], read("trainer", "&mine=true")); diff != "" {
		t.Errorf("trainer: %s", diff)
	}
	if diff := cmp.Diff(latestFirst[:1], read("leader", "&mine=true")); diff != "" {
		t.Errorf("leader: %s", diff)
	}
	invited, err := classes.Invited(context.Background(), w.db, other)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]uuid.UUID{w.tree.WardA.ID}, invited); diff != "" {
		t.Errorf("invited: %s", diff)
	}
	seated, err := classes.SeatedIn(context.Background(), w.db, other)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(ids, seated); diff != "" {
		t.Errorf("seated, with who waits: %s", diff)
	}
}
