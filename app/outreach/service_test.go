package outreach_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/competency/competencytest"
	"camtay/app/event"
	"camtay/app/evidence"
	"camtay/app/evidence/evidencetest"
	"camtay/app/fault"
	"camtay/app/org"
	"camtay/app/org/orgtest"
	"camtay/app/outreach"
	"camtay/app/staff"
	"camtay/app/staff/stafftest"
	"camtay/migrations/testdb"
)

// scene is two neighbouring wards with a counter each: the leaders, somebody new
// at counter A, an office beside it, and a specialist of counter B at level 4 who
// holds a post of the field.
type scene struct {
	db          *bun.DB
	clock       *clock.Fake
	svc         *outreach.Service
	tree        orgtest.Tree
	skill       competency.Competency
	position    staff.Position
	leaderA     staff.Person
	leaderB     staff.Person
	newcomer    staff.Person
	specialist  staff.Person
	firstMonday clock.Day
}

func newScene(t *testing.T) scene {
	t.Helper()
	s := scene{db: testdb.New(t), clock: clock.NewFake(stafftest.Now().Add(time.Hour))}
	outbox := event.NewOutbox()
	event.On(outbox, "test.moved", func(context.Context, bun.Tx, outreach.Moved, time.Time) error { return nil })
	s.svc = outreach.New(s.db, s.clock, outbox, evidence.NewLedger(outbox))
	s.tree = orgtest.NewTree(t, s.db)
	s.skill = competencytest.Competency(t, s.db)
	s.position = stafftest.Position(t, s.db)
	s.leaderA, s.leaderB = stafftest.New(t, s.db, s.tree.WardA), stafftest.New(t, s.db, s.tree.WardB)
	s.newcomer = stafftest.New(t, s.db, s.tree.CentreA)
	s.specialist = s.expert(t, s.tree.CentreB)
	s.firstMonday = clock.DayOf(s.clock.Now()).AddDays(1)
	for s.firstMonday.Start().In(clock.Zone).Weekday() != time.Monday {
		s.firstMonday = s.firstMonday.AddDays(1)
	}
	return s
}

// expert is somebody at level 4 with a post of the field.
func (s scene) expert(t *testing.T, unit org.Unit) staff.Person {
	t.Helper()
	p := stafftest.New(t, s.db, unit)
	stafftest.Post(t, s.db, p, s.position, unit)
	err := s.db.RunInTx(t.Context(), nil, func(_ context.Context, tx bun.Tx) error {
		evidencetest.Level(t, tx, p, s.skill, 4)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func (s scene) exec(t *testing.T, query string, args ...any) {
	t.Helper()
	if _, err := s.db.NewRaw(query, args...).Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func lead(t *testing.T, p staff.Person, unit org.Unit) context.Context {
	t.Helper()
	return access.With(t.Context(), access.Principal{AccountID: uuid.New(), StaffID: p.ID, Grants: []access.Grant{{Role: access.UnitLeader, Path: unit.Path}}})
}

func (s scene) centre(t *testing.T) context.Context {
	t.Helper()
	return lead(t, s.leaderA, s.tree.WardA)
}
func (s scene) home(t *testing.T) context.Context {
	t.Helper()
	return lead(t, s.leaderB, s.tree.WardB)
}

func (s scene) self(t *testing.T, p staff.Person) context.Context {
	t.Helper()
	return access.With(t.Context(), access.Principal{AccountID: uuid.New(), StaffID: p.ID, Grants: []access.Grant{{Role: access.Learner, Path: s.tree.Province.Path}}})
}

// ask asks for two half-days within a week.
func (s scene) ask(t *testing.T, change ...func(*outreach.Request)) outreach.Detail {
	t.Helper()
	r := outreach.Request{
		UnitID: s.tree.CentreA.ID, FieldKind: "position", Field: s.position.Code, CompetencyID: s.skill.ID, Level: 2,
		FromOn: s.firstMonday, UntilOn: s.firstMonday.AddDays(4), HalfDays: 2, Newcomers: 1, Slots: outreach.AllSlots, Reason: "Có người mới nhận việc.",
	}
	for _, c := range change {
		c(&r)
	}
	d, err := s.svc.Ask(s.centre(t), r)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func (s scene) morning(n int) outreach.HalfDay {
	return outreach.HalfDay{On: s.firstMonday.AddDays(n), Half: outreach.Morning}
}

func key(err error) string {
	var f *fault.Fault
	if !errors.As(err, &f) {
		return ""
	}
	if len(f.Fields) > 0 {
		return f.Fields[0].Key
	}
	return f.Key
}

// accepted brings a request of two half-days to the specialist's word.
func (s scene) accepted(t *testing.T) outreach.Detail {
	t.Helper()
	d := s.ask(t)
	for _, deed := range []func() (outreach.Detail, error){
		func() (outreach.Detail, error) {
			return s.svc.Pick(s.centre(t), d.ID, s.specialist.ID, []outreach.HalfDay{s.morning(0), s.morning(2)})
		},
		func() (outreach.Detail, error) { return s.svc.Answer(s.home(t), d.ID, outreach.Agree, "") },
		func() (outreach.Detail, error) {
			return s.svc.Answer(s.self(t, s.specialist), d.ID, outreach.Accept, "")
		},
	} {
		got, err := deed()
		if err != nil {
			t.Fatal(err)
		}
		d = got
	}
	return d
}

func TestSpecialistComesIsConfirmedAndLevelsMove(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	d := s.accepted(t)
	if d.State != outreach.Accepted || len(d.Visits) != 2 || d.Visits[0].State != outreach.Planned {
		t.Fatalf("accepted: %s %+v", d.State, d.Visits)
	}
	work := outreach.Work{Minutes: 180, Done: "Cùng nhận hồ sơ.", People: []outreach.Coached{{StaffID: s.newcomer.ID, Alone: "Tự nhận ba hồ sơ.", Level: 2}}}
	if _, err := s.svc.Log(s.self(t, s.specialist), d.Visits[0].ID, work); key(err) != "outreach.state" {
		t.Errorf("logged before it began: %v", err)
	}
	s.clock.Advance(30 * 24 * time.Hour)
	tooHigh := work
	tooHigh.People = []outreach.Coached{{StaffID: s.newcomer.ID, Level: 5}}
	if _, err := s.svc.Log(s.self(t, s.specialist), d.Visits[0].ID, tooHigh); key(err) != "mentoring.level_above_own" {
		t.Errorf("level above own: %v", err)
	}
	stranger := work
	stranger.People = []outreach.Coached{{StaffID: s.leaderB.ID, Level: 1}}
	if _, err := s.svc.Log(s.self(t, s.specialist), d.Visits[0].ID, stranger); key(err) != "outreach.stranger_coached" {
		t.Errorf("coached a stranger: %v", err)
	}
	if _, err := s.svc.Log(s.self(t, s.specialist), d.Visits[0].ID, work); err != nil {
		t.Fatal(err)
	}
	if _, err := s.svc.Confirm(s.home(t), d.Visits[0].ID); key(err) != "outreach.not_yours" {
		t.Errorf("confirmed by the specialist's leader: %v", err)
	}
	if _, err := s.svc.Confirm(s.centre(t), d.Visits[0].ID); err != nil {
		t.Fatal(err)
	}
	if level, err := evidence.LevelOf(t.Context(), s.db, s.newcomer.ID, s.skill.ID); err != nil || level != 2 {
		t.Errorf("level of the newcomer: %d, %v", level, err)
	}
	if _, err := s.svc.Confirm(s.centre(t), d.Visits[0].ID); key(err) != "outreach.state" {
		t.Errorf("confirmed twice: %v", err)
	}
	last, err := s.svc.CallOff(s.centre(t), d.Visits[1].ID, "Quầy nghỉ đột xuất.")
	if err != nil || last.State != outreach.Done {
		t.Errorf("last half-day called off: %s, %v", last.State, err)
	}
}

func TestLeadersDoNotConfirmTheirOwnCoaching(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.exec(t, "update staff set unit_id = ? where id = ?", s.tree.CentreA.ID, s.leaderA.ID)
	d := s.accepted(t)
	s.clock.Advance(30 * 24 * time.Hour)
	_, err := s.svc.Log(s.self(t, s.specialist), d.Visits[0].ID, outreach.Work{Minutes: 60, Done: "Rà quy trình.", People: []outreach.Coached{{StaffID: s.leaderA.ID, Level: 1}}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.svc.Confirm(s.centre(t), d.Visits[0].ID); key(err) != "outreach.own_coaching" {
		t.Errorf("got %v", err)
	}
}

func TestDisputedHalfDayPostsNothingAndIsLoggedAnew(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	d := s.accepted(t)
	s.clock.Advance(30 * 24 * time.Hour)
	work := outreach.Work{Minutes: 180, Done: "Cùng nhận hồ sơ.", People: []outreach.Coached{{StaffID: s.newcomer.ID, Level: 2}}}
	if _, err := s.svc.Log(s.self(t, s.specialist), d.Visits[0].ID, work); err != nil {
		t.Fatal(err)
	}
	if _, err := s.svc.Dispute(s.centre(t), d.Visits[0].ID, " "); key(err) != "outreach.no_reason" {
		t.Errorf("without a reason: %v", err)
	}
	if _, err := s.svc.Dispute(s.centre(t), d.Visits[0].ID, "Chỉ đến một giờ."); err != nil {
		t.Fatal(err)
	}
	if level, _ := evidence.LevelOf(t.Context(), s.db, s.newcomer.ID, s.skill.ID); level != 0 {
		t.Errorf("level after a dispute: %d", level)
	}
	work.Minutes = 60
	got, err := s.svc.Log(s.self(t, s.specialist), d.Visits[0].ID, work)
	if err != nil || got.Visits[0].State != outreach.Logged || got.Visits[0].Minutes != 60 {
		t.Errorf("logged anew: %+v, %v", got.Visits, err)
	}
}

func TestCandidatesAreThoseOfTheRulesWithReasons(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	near := s.expert(t, s.tree.WardA) // an office of the own ward
	s.expert(t, s.tree.CentreA)       // of the counter itself: never
	far := orgtest.New(t, s.db, "C"+uuid.NewString()[:6], org.KindWard, s.tree.Province)
	s.expert(t, far) // no neighbour: never
	low := stafftest.New(t, s.db, s.tree.CentreB)
	stafftest.Post(t, s.db, low, s.position, s.tree.CentreB) // covers the field, shows nothing
	away := s.expert(t, s.tree.CentreB)
	s.exec(t, "insert into absences (id, staff_id, during, kind, created_at) values (?, ?, daterange(?, ?, '[]'), 'leave', now())",
		uuid.New(), away.ID, s.firstMonday, s.firstMonday.AddDays(4))
	s.exec(t, "insert into meeting_times (staff_id, slots, updated_at) values (?, 1, now())", s.specialist.ID)
	d := s.ask(t)
	ranked, left, err := s.svc.Candidates(s.centre(t), d.ID)
	if err != nil {
		t.Fatal(err)
	}
	if len(ranked) != 2 || ranked[0].StaffID != near.ID || ranked[1].StaffID != s.specialist.ID {
		t.Fatalf("ranked %+v", ranked)
	}
	if len(ranked[1].Free) != 1 || ranked[1].Free[0] != s.morning(0) {
		t.Errorf("free on Monday morning only: %v", ranked[1].Free)
	}
	why := map[uuid.UUID]string{}
	for _, l := range left {
		why[l.StaffID] = l.Why.Key
	}
	if len(why) != 2 || why[low.ID] != "outreach.out_level" || why[away.ID] != "outreach.out_away" {
		t.Errorf("left out: %v", why)
	}
}

func TestOwnCounterIsNeverBroken(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	other := stafftest.New(t, s.db, s.tree.CentreB)
	s.exec(t, "insert into counters (unit_id, minimum, updated_at) values (?, 1, now())", s.tree.CentreB.ID)
	d := s.ask(t)
	if _, err := s.svc.Pick(s.centre(t), d.ID, s.specialist.ID, []outreach.HalfDay{s.morning(0)}); err != nil {
		t.Fatal(err)
	}
	// The only colleague falls ill: the leader can no longer agree.
	s.exec(t, "insert into absences (id, staff_id, during, kind, created_at) values (?, ?, daterange(?, ?, '[]'), 'leave', now())",
		uuid.New(), other.ID, s.firstMonday, s.firstMonday)
	if _, err := s.svc.Answer(s.home(t), d.ID, outreach.Agree, ""); key(err) != "outreach.no_longer_free" {
		t.Errorf("agreed with nobody left: %v", err)
	}
	if _, err := s.svc.Answer(s.home(t), d.ID, outreach.Refuse, "Quầy còn một người."); err != nil {
		t.Fatal(err)
	}
	_, left, err := s.svc.Candidates(s.centre(t), d.ID)
	if err != nil || len(left) != 1 || left[0].Why.Key != "outreach.out_refused" {
		t.Errorf("after a refusal: %+v, %v", left, err)
	}
}

// TestTwoCentresCannotEmptyOneCounter: three work at counter B, two must stay; two
// specialists are wanted on the same morning at the same moment.
func TestTwoCentresCannotEmptyOneCounter(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	second := s.expert(t, s.tree.CentreB)
	stafftest.New(t, s.db, s.tree.CentreB)
	s.exec(t, "insert into counters (unit_id, minimum, updated_at) values (?, 2, now())", s.tree.CentreB.ID)
	requests := []outreach.Detail{s.ask(t), s.ask(t)}
	ctx := s.centre(t)
	errs := make([]error, 2)
	var both sync.WaitGroup
	for i, who := range []staff.Person{s.specialist, second} {
		both.Go(func() { _, errs[i] = s.svc.Pick(ctx, requests[i].ID, who.ID, []outreach.HalfDay{s.morning(1)}) })
	}
	both.Wait()
	if (errs[0] == nil) == (errs[1] == nil) {
		t.Fatalf("want exactly one: %v; %v", errs[0], errs[1])
	}
	if got := key(errors.Join(errs...)); got != "outreach.not_free_morning" {
		t.Errorf("the other: %s", got)
	}
}

func TestNobodyIsAtTwoCountersAtOnce(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	requests := []outreach.Detail{s.ask(t), s.ask(t)}
	ctx := s.centre(t)
	errs := make([]error, 2)
	var both sync.WaitGroup
	for i := range requests {
		both.Go(func() {
			_, errs[i] = s.svc.Pick(ctx, requests[i].ID, s.specialist.ID, []outreach.HalfDay{s.morning(1)})
		})
	}
	both.Wait()
	if (errs[0] == nil) == (errs[1] == nil) {
		t.Fatalf("want exactly one: %v; %v", errs[0], errs[1])
	}
	var taken int
	if err := s.db.NewRaw("select count(*) from outreach_visits where staff_id = ? and state <> 'cancelled'", s.specialist.ID).Scan(t.Context(), &taken); err != nil || taken != 1 {
		t.Errorf("%d half-days taken, %v", taken, err)
	}
}

func TestOutsidersSeeAndDoNothing(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	d := s.ask(t)
	far := orgtest.New(t, s.db, "C"+uuid.NewString()[:6], org.KindWard, s.tree.Province)
	outsider := lead(t, stafftest.New(t, s.db, far), far)
	if _, err := s.svc.Find(outsider, d.ID); key(err) != "outreach.not_found" {
		t.Errorf("found: %v", err)
	}
	if found, err := s.svc.List(outsider, outreach.Filter{Limit: 10}); err != nil || len(found) != 0 {
		t.Errorf("listed %d, %v", len(found), err)
	}
	for _, deed := range []outreach.Deed{outreach.Agree, outreach.Cancel, outreach.Accept} {
		if _, err := s.svc.Answer(outsider, d.ID, deed, "Lý do."); key(err) != "outreach.not_found" {
			t.Errorf("%s: %v", deed, err)
		}
	}
	if _, err := s.svc.Pick(s.centre(t), d.ID, s.specialist.ID, []outreach.HalfDay{s.morning(0)}); err != nil {
		t.Fatal(err)
	}
	if found, err := s.svc.List(s.home(t), outreach.Filter{Limit: 10, Q: "don vi"}); err != nil || len(found) != 1 {
		t.Errorf("the specialist's leader sees %d, %v", len(found), err)
	}
	if _, err := s.svc.FindMine(s.self(t, s.specialist), d.ID); key(err) != "outreach.not_found" {
		t.Errorf("the specialist sees it before the leader agreed: %v", err)
	}
	if _, err := s.svc.Answer(s.self(t, s.specialist), d.ID, outreach.Accept, ""); err == nil {
		t.Error("accepted before the leader agreed")
	}
}

func TestUnansweredRequestsLapseWithTheirPeriod(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	d := s.ask(t)
	if _, err := s.svc.Pick(s.centre(t), d.ID, s.specialist.ID, []outreach.HalfDay{s.morning(0)}); err != nil {
		t.Fatal(err)
	}
	if n, err := s.svc.Lapse(t.Context()); n != 0 || err != nil {
		t.Fatalf("too early: %d, %v", n, err)
	}
	s.clock.Advance(40 * 24 * time.Hour)
	if n, err := s.svc.Lapse(t.Context()); n != 1 || err != nil {
		t.Fatalf("lapsed %d, %v", n, err)
	}
	got, err := s.svc.Find(s.centre(t), d.ID)
	if err != nil || got.State != outreach.Lapsed || got.Visits[0].State != outreach.VisitCancelled {
		t.Errorf("%s %+v, %v", got.State, got.Visits, err)
	}
	if n, err := s.svc.Lapse(t.Context()); n != 0 || err != nil {
		t.Errorf("again: %d, %v", n, err)
	}
}
