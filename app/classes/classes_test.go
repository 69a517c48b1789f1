package classes_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/classes"
	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/event"
	"camtay/app/evidence"
	"camtay/app/fault"
	"camtay/app/staff"
	"camtay/app/web"
)

func TestAttendedClassBecomesEvidenceAndLevel(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	class := w.open(func(p *classes.Plan) { p.TrainerID = w.coach.ID })
	named := w.nominate(w.leaderA, class, w.people(w.tree.CentreA, 2)...)
	done, err := w.svc.ApproveAll(w.officer, class, []uuid.UUID{named[0].ID, named[1].ID})
	if err != nil || done.Approved != 2 {
		t.Fatalf("approve: %+v %v", done, err)
	}
	came, missed := named[0].Staff.ID, named[1].Staff.ID

	w.at("2026-11-25", "17:00")
	sessions := w.detail(w.trainer, class).Sessions
	for i, s := range sessions {
		second := classes.Present
		if i == 1 {
			second = classes.Excused
		}
		err := w.svc.Mark(w.trainer, class, s.ID, []classes.PlannedMark{{StaffID: came, Mark: classes.Present}, {StaffID: missed, Mark: second}})
		if err != nil {
			t.Fatal(err)
		}
	}
	got, err := w.svc.Close(w.trainer, class)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(classes.ClosingBody{People: 2, Attended: 1, Levels: 1}, got); diff != "" {
		t.Error(diff)
	}
	for person, want := range map[uuid.UUID]int16{came: 2, missed: 0} {
		level, err := evidence.LevelOf(context.Background(), w.db, person, w.skill.ID)
		if err != nil || level != want {
			t.Errorf("level: got %d %v, want %d", level, err, want)
		}
	}
	var entry struct {
		Kind, Action, Capacity, Source string
		ActorID, SourceID              uuid.UUID
		ObservedAt                     time.Time
	}
	err = w.db.NewRaw(`select kind, action, capacity, source, actor_id, source_id, observed_at
		from evidence_entries
		where staff_id = ?`, came).Scan(context.Background(), &entry)
	if err != nil {
		t.Fatal(err)
	}
	if entry.Kind != "attendance" || entry.Action != "attest" || entry.Capacity != "trainer" || entry.Source != "class" ||
		entry.ActorID != w.coach.ID || entry.SourceID != class || !entry.ObservedAt.Equal(sessions[1].EndsAt) {
		t.Errorf("entry: got %+v", entry)
	}
	if d := w.detail(w.officer, class); d.State != "closed" || d.Can != (classes.ClassCan{}) {
		t.Errorf("closed class: got state %s, can %+v", d.State, d.Can)
	}
}

func TestClosingTwicePostsNothingNew(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	class := w.open()
	person := w.person(w.tree.CentreA)
	named := w.nominate(w.leaderA, class, person.ID)
	if err := w.svc.Approve(w.officer, named[0].ID); err != nil {
		t.Fatal(err)
	}
	w.at("2026-11-25", "17:00")
	for _, s := range w.detail(w.officer, class).Sessions {
		if err := w.svc.Mark(w.officer, class, s.ID, []classes.PlannedMark{{StaffID: person.ID, Mark: classes.Present}}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.svc.Close(w.officer, class); err != nil {
		t.Fatal(err)
	}
	again, err := w.svc.Close(w.officer, class)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(classes.ClosingBody{People: 1, Attended: 1}, again); diff != "" {
		t.Error(diff)
	}
	entries, err := w.db.NewSelect().Table("evidence_entries").Count(context.Background())
	if err != nil || entries != 1 {
		t.Errorf("entries: got %d %v, want 1", entries, err)
	}
	if got := w.facts("evidence.level_changed"); got != 1 {
		t.Errorf("facts: got %d, want 1", got)
	}
}

func TestAClassClosesOnlyWhenOverAndFullyMarked(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	class := w.open()
	ids := w.people(w.tree.CentreA, 2)
	for _, n := range w.nominate(w.leaderA, class, ids...) {
		if err := w.svc.Approve(w.officer, n.ID); err != nil {
			t.Fatal(err)
		}
	}
	w.at("2026-11-25", "16:59")
	_, err := w.svc.Close(w.officer, class)
	wantFault(t, err, "classes.not_ended")
	sessions := w.detail(w.officer, class).Sessions
	err = w.svc.Mark(w.officer, class, sessions[0].ID, []classes.PlannedMark{{StaffID: ids[0], Mark: classes.Present}})
	if err != nil {
		t.Fatal(err)
	}
	w.at("2026-11-25", "17:00")
	_, err = w.svc.Close(w.officer, class)
	f := wantFault(t, err, "classes.marks_missing")
	if diff := cmp.Diff(fault.Args{"missing": 3, "people": 2}, f.Args); diff != "" {
		t.Error(diff)
	}
}

func TestTwentyLeadersAtOnceFillThreeSeatsAndTheRestWait(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	class := w.open(func(p *classes.Plan) { p.Seats = 5 })
	w.nominate(w.leaderB, class, w.people(w.tree.CentreB, 2)...)
	ids := w.people(w.tree.CentreA, 20)
	var wait sync.WaitGroup
	faults := make(chan error, len(ids))
	for _, id := range ids {
		wait.Go(func() {
			_, err := w.svc.Nominate(w.leaderA, class, []uuid.UUID{id})
			faults <- err
		})
	}
	wait.Wait()
	close(faults)
	for err := range faults {
		if err != nil {
			t.Fatal(err)
		}
	}
	got := map[string]int{}
	states := w.states(class)
	for _, id := range ids {
		got[states[id]]++
	}
	if diff := cmp.Diff(map[string]int{"nominated": 3, "waiting": 17}, got); diff != "" {
		t.Error(diff)
	}
	if d := w.detail(w.officer, class); d.Taken != 5 || d.Waiting != 17 {
		t.Errorf("got %d taken, %d waiting", d.Taken, d.Waiting)
	}
}

func TestOnePersonIsNotTakenByTwoClassesAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	first, second := w.open(), w.open()
	person := w.person(w.tree.CentreA).ID
	var wait sync.WaitGroup
	faults := make([]error, 2)
	for i, class := range []uuid.UUID{first, second} {
		wait.Go(func() { _, faults[i] = w.svc.Nominate(w.leaderA, class, []uuid.UUID{person}) })
	}
	wait.Wait()
	if (faults[0] == nil) == (faults[1] == nil) {
		t.Fatalf("exactly one class gets the person: got %v and %v", faults[0], faults[1])
	}
	for _, err := range faults {
		if err != nil {
			f := wantFault(t, err, "classes.not_eligible")
			if diff := cmp.Diff(map[string]string{"body.staff_ids[0]": "classes.double_booked"}, fields(f)); diff != "" {
				t.Error(diff)
			}
		}
	}
}

func TestWithdrawingMovesTheFirstWhoWaitsUp(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	class := w.open(func(p *classes.Plan) {
		p.Quotas = []classes.PlannedQuota{{UnitID: w.tree.WardA.ID, Seats: 1}, {UnitID: w.tree.WardB.ID, Seats: 1}}
	})
	b := w.people(w.tree.CentreB, 2)
	w.nominate(w.leaderB, class, b...)
	a := w.people(w.tree.CentreA, 3)
	named := w.nominate(w.leaderA, class, a...)
	want := map[uuid.UUID]string{b[0]: "nominated", b[1]: "waiting", a[0]: "nominated", a[1]: "waiting", a[2]: "waiting"}
	if diff := cmp.Diff(want, w.states(class)); diff != "" {
		t.Fatal(diff)
	}
	if err := w.svc.Withdraw(w.leaderA, named[0].ID); err != nil {
		t.Fatal(err)
	}
	want[a[0]], want[a[1]] = "withdrawn", "nominated"
	if diff := cmp.Diff(want, w.states(class)); diff != "" {
		t.Errorf("the seat stays in the ward: %s", diff)
	}
	if err := w.svc.Withdraw(w.leaderA, named[0].ID); err != nil {
		t.Errorf("a second withdrawal: %v", err)
	}
	if got := w.facts("classes.decided"); got != 1 {
		t.Errorf("facts: got %d, want the one who moved up", got)
	}
	renamed := w.nominate(w.leaderA, class, a[0])
	if renamed[0].State != "waiting" || renamed[0].ID != named[0].ID {
		t.Errorf("nominated anew: got %+v", renamed[0])
	}
}

func TestDecliningNeedsAReasonAndFreesTheSeat(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	class := w.open(func(p *classes.Plan) { p.Seats = 1 })
	ids := w.people(w.tree.CentreA, 2)
	named := w.nominate(w.leaderA, class, ids...)
	err := w.svc.Decline(w.officer, named[0].ID, "  ")
	wantFault(t, err, "web.invalid")
	if err := w.svc.Decline(w.officer, named[0].ID, "Đã học lớp tương đương"); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[uuid.UUID]string{ids[0]: "declined", ids[1]: "nominated"}, w.states(class)); diff != "" {
		t.Error(diff)
	}
	err = w.svc.Approve(w.officer, named[0].ID)
	wantFault(t, err, "classes.not_pending")
	_, err = w.svc.Nominate(w.leaderA, class, ids[:1])
	f := wantFault(t, err, "classes.not_eligible")
	if diff := cmp.Diff(map[string]string{"body.staff_ids[0]": "classes.was_declined"}, fields(f)); diff != "" {
		t.Error(diff)
	}
}

func TestTheDeadlineIsAVietnameseDay(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	class := w.open()
	ids := w.people(w.tree.CentreA, 2)
	w.at("2026-11-20", "23:59")
	w.nominate(w.leaderA, class, ids[0])
	w.at("2026-11-21", "00:00")
	_, err := w.svc.Nominate(w.leaderA, class, ids[1:])
	f := wantFault(t, err, "classes.deadline_passed")
	if f.Args["day"] != "2026-11-20" {
		t.Errorf("got %v", f.Args)
	}
	if can := w.detail(w.leaderA, class).Can; can.Nominate || !can.Withdraw {
		t.Errorf("can: got %+v", can)
	}
}

func TestNobodyIsNominatedWhenOneCannotBe(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	class, other := w.open(), w.open(func(p *classes.Plan) {
		p.Title = "Ký số"
		p.Sessions = p.Sessions[1:]
	})
	busy := w.person(w.tree.CentreA)
	w.nominate(w.leaderA, other, busy.ID)
	leaving := w.person(w.tree.CentreA, func(p *staff.Person) { p.LeftOn = w.day("2026-11-25") })
	free, stranger := w.person(w.tree.CentreA), w.person(w.tree.CentreB)
	_, err := w.svc.Nominate(w.leaderA, class, []uuid.UUID{free.ID, busy.ID, leaving.ID, stranger.ID, free.ID})
	f := wantFault(t, err, "classes.not_eligible")
	want := map[string]string{
		"body.staff_ids[1]": "classes.double_booked",
		"body.staff_ids[2]": "classes.has_left",
		"body.staff_ids[3]": "classes.not_your_person",
		"body.staff_ids[4]": "classes.already_nominated",
	}
	if diff := cmp.Diff(want, fields(f)); diff != "" {
		t.Error(diff)
	}
	if f.Fields[0].Args["class"] != "Ký số" {
		t.Errorf("the other class is named: got %v", f.Fields[0].Args)
	}
	if got := w.states(class); len(got) != 0 {
		t.Errorf("got %v", got)
	}
}

func TestApprovalIsRefusedWhileApprovedElsewhereAtThatTime(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	first := w.open(func(p *classes.Plan) { p.Title, p.Code = "Ký số", "KS-1" })
	later := w.open(func(p *classes.Plan) {
		p.Sessions = []classes.PlannedSession{{Day: w.day("2026-11-26"), Half: classes.Morning}}
	})
	ids := w.people(w.tree.CentreA, 2)
	one := w.nominate(w.leaderA, first, ids[0])
	two := w.nominate(w.leaderA, later, ids...)
	if err := w.svc.Approve(w.officer, one[0].ID); err != nil {
		t.Fatal(err)
	}
	// Plans change in the database only while nobody has a place; a second class
	// at the same time arises here by moving the sessions directly.
	_, err := w.db.NewRaw(`update class_sessions set starts_at = starts_at - interval '1 day', ends_at = ends_at - interval '1 day'
		where class_id = ?`, later).Exec(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	err = w.svc.Approve(w.officer, two[0].ID)
	f := wantFault(t, err, "classes.approved_elsewhere")
	if f.Args["class"] != "Ký số" || f.Args["code"] != "KS-1" {
		t.Errorf("the class is named: got %v", f.Args)
	}
	bulk, err := w.svc.ApproveAll(w.officer, later, []uuid.UUID{two[0].ID, two[1].ID, uuid.New(), two[1].ID})
	if err != nil {
		t.Fatal(err)
	}
	if bulk.Approved != 2 || len(bulk.Refused) != 2 || bulk.Refused[0].Key != "classes.approved_elsewhere" ||
		bulk.Refused[1].Key != "classes.nomination_not_found" {
		t.Errorf("got %+v", bulk)
	}
}

func TestWhoWaitsIsApprovedWhileTheClassHasSeats(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	class := w.open(func(p *classes.Plan) {
		p.Seats = 2
		p.Quotas = []classes.PlannedQuota{{UnitID: w.tree.WardA.ID, Seats: 1}}
	})
	named := w.nominate(w.leaderA, class, w.people(w.tree.CentreA, 3)...)
	if err := w.svc.Approve(w.officer, named[1].ID); err != nil {
		t.Fatalf("a seat no quota claims: %v", err)
	}
	err := w.svc.Approve(w.officer, named[2].ID)
	wantFault(t, err, "classes.full")
	if d := w.detail(w.officer, class); d.Taken != 2 {
		t.Errorf("taken: got %d, want 2", d.Taken)
	}
}

func TestAddedSeatsGoToThoseWhoWait(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	class := w.open(func(p *classes.Plan) { p.Seats = 1 })
	ids := w.people(w.tree.CentreA, 3)
	w.nominate(w.leaderA, class, ids...)
	if err := w.svc.Edit(w.officer, class, w.plan(func(p *classes.Plan) { p.Seats = 2 }), nil); err != nil {
		t.Fatal(err)
	}
	want := map[uuid.UUID]string{ids[0]: "nominated", ids[1]: "nominated", ids[2]: "waiting"}
	if diff := cmp.Diff(want, w.states(class)); diff != "" {
		t.Error(diff)
	}
	err := w.svc.Edit(w.officer, class, w.plan(func(p *classes.Plan) { p.Seats, p.Shows = 1, nil }), nil)
	f := wantFault(t, err, "web.invalid")
	faults := map[string]string{"body.seats": "classes.seats_below_taken", "body.competencies": "classes.no_competencies"}
	if diff := cmp.Diff(faults, fields(f)); diff != "" {
		t.Error(diff)
	}
}

func TestAnEditOfAnOldReadingIsAConflict(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	class := w.draft()
	read := w.detail(w.officer, class)
	w.clock.Advance(time.Minute)
	if err := w.svc.Edit(w.officer, class, w.plan(func(p *classes.Plan) { p.Place = "Phòng 2" }), &read.UpdatedAt); err != nil {
		t.Fatal(err)
	}
	err := w.svc.Edit(w.officer, class, w.plan(), &read.UpdatedAt)
	wantFault(t, err, "web.conflict")
	if got := w.detail(w.officer, class); got.Place != "Phòng 2" || got.Code != read.Code {
		t.Errorf("got %s %s", got.Place, got.Code)
	}
}

func TestAPlanNamesOnlyWhatExists(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	nobody := uuid.New()
	_, err := w.svc.Create(w.officer, w.plan(func(p *classes.Plan) {
		p.UnitID, p.TrainerID = nobody, nobody
		p.Quotas = []classes.PlannedQuota{{UnitID: w.tree.CentreA.ID, Seats: 1}, {UnitID: nobody, Seats: 1}}
		p.Shows = []classes.Shown{{CompetencyID: nobody, Level: 1}}
	}))
	f := wantFault(t, err, "web.invalid")
	want := map[string]string{
		"body.unit_id":                       "org.unit_not_found",
		"body.trainer_id":                    "classes.unknown_trainer",
		"body.quotas[0].unit_id":             "classes.quota_not_commune",
		"body.quotas[1].unit_id":             "org.unit_not_found",
		"body.competencies[0].competency_id": "classes.unknown_competency",
	}
	if diff := cmp.Diff(want, fields(f)); diff != "" {
		t.Error(diff)
	}
	first := w.detail(w.officer, w.draft())
	_, err = w.svc.Create(w.officer, w.plan(func(p *classes.Plan) { p.Code = first.Code }))
	f = wantFault(t, err, "web.invalid")
	if diff := cmp.Diff(map[string]string{"body.code": "classes.code_taken"}, fields(f)); diff != "" {
		t.Error(diff)
	}
}

func TestAnOfficerPlansOnlyForUnitsBelow(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	narrow := w.as(w.person(w.tree.Department), access.DepartmentOfficer, w.tree.Department)
	_, err := w.svc.Create(narrow, w.plan(func(p *classes.Plan) { p.UnitID = w.tree.WardA.ID }))
	f := wantFault(t, err, "web.invalid")
	if diff := cmp.Diff(map[string]string{"body.unit_id": "classes.not_your_unit"}, fields(f)); diff != "" {
		t.Error(diff)
	}
	elsewhere := w.as(w.person(w.tree.WardB), access.DepartmentOfficer, w.tree.WardB)
	err = w.svc.Open(elsewhere, w.draft())
	wantFault(t, err, "classes.not_found")
}

func TestADraftWithoutCompetenciesDoesNotOpen(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	class := w.draft(func(p *classes.Plan) { p.Shows = nil })
	err := w.svc.Open(w.officer, class)
	wantFault(t, err, "classes.not_ready")
	if got := w.facts("classes.opened"); got != 0 {
		t.Errorf("facts: got %d", got)
	}
}

func TestCancellingTellsOnceAndKeepsTheReason(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	class, draft := w.open(), w.draft()
	w.nominate(w.leaderA, class, w.person(w.tree.CentreA).ID)
	for _, id := range []uuid.UUID{class, draft} {
		if err := w.svc.Cancel(w.officer, id, "Trùng đợt cao điểm"); err != nil {
			t.Fatal(err)
		}
	}
	err := w.svc.Cancel(w.officer, class, "Lần nữa")
	wantFault(t, err, "classes.is_cancelled")
	if got := w.facts("classes.cancelled"); got != 1 {
		t.Errorf("facts: got %d, want 1: nobody knew of the draft", got)
	}
	if d := w.detail(w.leaderA, class); d.State != "cancelled" || d.Reason != "Trùng đợt cao điểm" {
		t.Errorf("got %s %q", d.State, d.Reason)
	}
}

func TestLeadersSeeInvitedClassesAndOnlyTheirPeople(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	forA := w.open(func(p *classes.Plan) { p.Quotas = []classes.PlannedQuota{{UnitID: w.tree.WardA.ID, Seats: 2}} })
	forAll := w.open(func(p *classes.Plan) {
		p.Sessions = []classes.PlannedSession{{Day: w.day("2026-11-27"), Half: classes.Morning}}
	})
	w.draft()
	mine := w.nominate(w.leaderA, forAll, w.person(w.tree.CentreA).ID)
	w.nominate(w.leaderB, forAll, w.person(w.tree.CentreB).ID)

	sees := func(ctx context.Context) []uuid.UUID {
		var ids []uuid.UUID
		list, err := classes.ListClasses(ctx, w.db, classes.Sight{
			StaffID: access.Who(ctx).StaffID, Plans: access.ScopeOf(ctx, access.ClassesCreate),
			Attends: access.ScopeOf(ctx, access.ClassesAttendance), Trains: access.Who(ctx).Holds(access.ClassesAttendance),
			Leads: access.ScopeOf(ctx, access.ClassesNominate),
		}, classes.ClassFilter{Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range list {
			ids = append(ids, c.ID)
		}
		return ids
	}
	if diff := cmp.Diff([]uuid.UUID{forAll, forA}, sees(w.leaderA)); diff != "" {
		t.Errorf("leader of A, latest first: %s", diff)
	}
	if diff := cmp.Diff([]uuid.UUID{forAll}, sees(w.leaderB)); diff != "" {
		t.Errorf("leader of B: %s", diff)
	}
	if got := sees(w.officer); len(got) != 3 {
		t.Errorf("officer: got %d classes, want 3", len(got))
	}
	if got := w.detail(w.leaderA, forAll).Nominations; len(got) != 1 || got[0].ID != mine[0].ID || len(got[0].Gaps) != 1 {
		t.Errorf("leader of A: got %+v", got)
	}
	if got := w.detail(w.trainer, forAll).Nominations; len(got) != 2 || len(got[0].Gaps) != 0 {
		t.Errorf("a trainer sees everyone without gaps: got %+v", got)
	}
	_, err := w.svc.Detail(w.leaderB, forA)
	wantFault(t, err, "classes.not_found")
	err = w.svc.Withdraw(w.leaderB, mine[0].ID)
	wantFault(t, err, "classes.nomination_not_found")
	if q := w.detail(w.leaderA, forA).Quota; q == nil || q.Seats != 2 || q.Used != 0 {
		t.Errorf("own quota: got %+v", q)
	}
}

func TestOnlyTheNamedTrainerMarks(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	class := w.open(func(p *classes.Plan) { p.TrainerID = w.coach.ID })
	other := w.as(w.person(w.tree.Department), access.Trainer, w.tree.Province)
	_, err := w.svc.Attendance(other, class)
	wantFault(t, err, "classes.not_found")
	if _, err := w.svc.Attendance(w.trainer, class); err != nil {
		t.Errorf("the trainer: %v", err)
	}
	if _, err := w.svc.Attendance(w.officer, class); err != nil {
		t.Errorf("the officer: %v", err)
	}
}

func TestACorrectionIsANewRow(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	class := w.open()
	person := w.person(w.tree.CentreA).ID
	named := w.nominate(w.leaderA, class, person)
	if err := w.svc.Approve(w.officer, named[0].ID); err != nil {
		t.Fatal(err)
	}
	w.at("2026-11-25", "08:00")
	session := w.detail(w.officer, class).Sessions[0].ID
	for _, m := range []classes.Mark{classes.Absent, classes.Absent, classes.Present} {
		w.clock.Advance(time.Minute)
		if err := w.svc.Mark(w.officer, class, session, []classes.PlannedMark{{StaffID: person, Mark: m}}); err != nil {
			t.Fatal(err)
		}
	}
	rows, err := w.db.NewSelect().Table("attendance").Count(context.Background())
	if err != nil || rows != 2 {
		t.Errorf("rows: got %d %v, want absent and its correction", rows, err)
	}
	sheet, err := w.svc.Attendance(w.officer, class)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"present", ""}, sheet.People[0].Marks); diff != "" {
		t.Error(diff)
	}
	if sheet.Missing != 1 || !sheet.CanMark || sheet.CanClose {
		t.Errorf("got %+v", sheet)
	}
}

func TestMarksAreForTheListAndTheSessionAtHand(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	class := w.open()
	named := w.nominate(w.leaderA, class, w.people(w.tree.CentreA, 2)...)
	if err := w.svc.Approve(w.officer, named[0].ID); err != nil {
		t.Fatal(err)
	}
	w.at("2026-11-25", "08:00")
	afternoon := w.detail(w.officer, class).Sessions[1].ID
	on, off := named[0].Staff.ID, named[1].Staff.ID
	err := w.svc.Mark(w.officer, class, afternoon, []classes.PlannedMark{
		{StaffID: on, Mark: classes.Present}, {StaffID: off, Mark: classes.Present}, {StaffID: on, Mark: classes.Absent},
	})
	f := wantFault(t, err, "web.invalid")
	want := map[string]string{
		"body.session_id":        "classes.session_not_begun",
		"body.marks[1].staff_id": "classes.not_on_list",
		"body.marks[2].staff_id": "classes.marked_twice",
	}
	if diff := cmp.Diff(want, fields(f)); diff != "" {
		t.Error(diff)
	}
}

func TestLearnersSeeTheirOwnSeats(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	class := w.open()
	person := w.person(w.tree.CentreA)
	named := w.nominate(w.leaderA, class, person.ID, w.person(w.tree.CentreA).ID)
	for _, n := range named {
		if err := w.svc.Approve(w.officer, n.ID); err != nil {
			t.Fatal(err)
		}
	}
	w.at("2026-11-25", "17:00")
	for _, s := range w.detail(w.officer, class).Sessions {
		marks := []classes.PlannedMark{{StaffID: person.ID, Mark: classes.Present}, {StaffID: named[1].Staff.ID, Mark: classes.Absent}}
		if err := w.svc.Mark(w.officer, class, s.ID, marks); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.svc.Close(w.officer, class); err != nil {
		t.Fatal(err)
	}
	got, err := w.svc.Mine(w.as(person, access.Learner, w.tree.CentreA), web.Paging{})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Items) != 1 {
		t.Fatalf("got %d seats", len(got.Items))
	}
	seat := got.Items[0]
	if seat.State != "approved" || seat.ClassState != "closed" || seat.Attended == nil || !*seat.Attended ||
		len(seat.Sessions) != 2 || seat.Sessions[1].Mark != "present" || seat.Shows[0].Level != 2 {
		t.Errorf("got %+v", seat)
	}
	_, err = w.svc.Mine(access.With(context.Background(), access.Principal{AccountID: uuid.New()}), web.Paging{})
	wantFault(t, err, "auth.no_staff")
}

func TestNoClassIsPlannedInThePast(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	_, err := w.svc.Create(w.officer, w.plan(func(p *classes.Plan) {
		p.NominateBy = clock.DayOf(w.clock.Now()).AddDays(-1)
	}))
	f := wantFault(t, err, "web.invalid")
	if diff := cmp.Diff(map[string]string{"body.nominate_by": "classes.deadline_in_past"}, fields(f)); diff != "" {
		t.Error(diff)
	}
}

func TestAClassWithCriteriaOfItsOwnProvesByThem(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	class := w.open(func(p *classes.Plan) { p.TrainerID = w.coach.ID })
	named := w.nominate(w.leaderA, class, w.people(w.tree.CentreA, 2)...)
	if _, err := w.svc.ApproveAll(w.officer, class, []uuid.UUID{named[0].ID, named[1].ID}); err != nil {
		t.Fatal(err)
	}
	source := competency.Source{Kind: competency.SourceClass, ID: class}
	half := competency.Node{Attendance: &competency.Attendance{ClassID: class, Share: 5000}}
	officer, criteria := w.as(w.coach, access.DepartmentOfficer, w.tree.Province), competency.New(w.db, w.clock, event.NewOutbox())
	set := competency.Set{Outcomes: []competency.Outcome{{CompetencyID: w.skill.ID, Level: 1, When: half}}}
	if err := criteria.WriteDraft(officer, source, set); err != nil {
		t.Fatal(err)
	}
	if err := criteria.Publish(officer, source, 1); err != nil {
		t.Fatal(err)
	}
	var refused *fault.Fault
	if err := w.svc.Edit(w.officer, class, w.plan(), nil); !errors.As(err, &refused) || refused.Fields[0].Key != "classes.criteria_rule" {
		t.Errorf("claims against the criteria: %v", err)
	}
	w.at("2026-11-25", "17:00")
	for i, s := range w.detail(w.trainer, class).Sessions {
		first := []classes.Mark{classes.Present, classes.Absent}[i]
		err := w.svc.Mark(w.trainer, class, s.ID, []classes.PlannedMark{
			{StaffID: named[0].Staff.ID, Mark: first}, {StaffID: named[1].Staff.ID, Mark: classes.Absent},
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	got, err := w.svc.Close(w.trainer, class)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(classes.ClosingBody{People: 2, Attended: 0, Levels: 1}, got); diff != "" {
		t.Error(diff)
	}
	for i, want := range []int16{1, 0} {
		level, err := evidence.LevelOf(context.Background(), w.db, named[i].Staff.ID, w.skill.ID)
		if err != nil || level != want {
			t.Errorf("level: got %d %v, want %d", level, err, want)
		}
	}
}
