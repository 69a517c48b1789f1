package reviews_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
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
	"camtay/app/reviews"
	"camtay/app/staff"
	"camtay/app/staff/stafftest"
	"camtay/migrations/testdb"
)

// world is two wards under review: three people of ward A and one of ward B, each
// required to show level 3 in two skills.
type world struct {
	pool     *bun.DB
	svc      *reviews.Service
	clock    *clock.Fake
	tree     orgtest.Tree
	skills   []competency.Competency
	people   []staff.Person
	leader   staff.Person
	position staff.Position
}

func newWorld(t *testing.T) *world {
	t.Helper()
	pool := testdb.New(t)
	outbox := event.NewOutbox()
	event.On(outbox, "test.launched", func(context.Context, bun.Tx, reviews.Launched, time.Time) error { return nil })
	event.On(outbox, "test.named", func(context.Context, bun.Tx, reviews.Named, time.Time) error { return nil })
	event.On(outbox, "test.reminded", func(context.Context, bun.Tx, reviews.Reminded, time.Time) error { return nil })
	event.On(outbox, "test.observe", func(context.Context, bun.Tx, reviews.ObservationAsked, time.Time) error { return nil })
	w := &world{pool: pool, clock: clock.NewFake(stafftest.Now()), tree: orgtest.NewTree(t, pool), position: stafftest.Position(t, pool)}
	w.svc = reviews.New(pool, w.clock, outbox, evidence.NewLedger(outbox))
	for i := range 2 {
		c := competencytest.Competency(t, pool, func(c *competency.Competency) { c.Position, c.NameVI = i, fmt.Sprintf("Năng lực %d", i+1) })
		competencytest.Requirement(t, pool, w.position, c, 3)
		w.skills = append(w.skills, c)
	}
	for i, unit := range []org.Unit{w.tree.CentreA, w.tree.CentreA, w.tree.WardA, w.tree.CentreB} {
		p := stafftest.New(t, pool, unit, func(p *staff.Person) { p.GivenName = []string{"An", "Bình", "Cúc", "Dũng"}[i] })
		stafftest.Post(t, pool, p, w.position, unit)
		w.people = append(w.people, p)
	}
	w.leader = w.people[2]
	return w
}

func as(role access.Role, path string, p staff.Person) context.Context {
	return access.With(context.Background(), access.Principal{
		AccountID: uuid.New(), StaffID: p.ID, Grants: []access.Grant{{Role: role, Path: path}, {Role: access.Learner, Path: path}},
	})
}

func (w *world) officer() context.Context {
	return as(access.DepartmentOfficer, w.tree.Province.Path, staff.Person{})
}

func (w *world) lead() context.Context { return as(access.UnitLeader, w.tree.WardA.Path, w.leader) }

func (w *world) self(i int) context.Context {
	return as(access.Learner, w.tree.Province.Path, w.people[i])
}

func (w *world) launch(t *testing.T, c reviews.Choice) reviews.Review {
	t.Helper()
	r, err := w.svc.Launch(w.officer(), reviews.Review{
		Title: "Rà soát năng lực 2026", Deadline: clock.DayOf(w.clock.Now()).AddDays(14), Threshold: 2, AskSelf: true, AskSuperior: true, AskTest: true,
	}, c)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// parts are the parts of a review by the name of the unit.
func (w *world) parts(t *testing.T, id uuid.UUID) map[string]reviews.Part {
	t.Helper()
	rows, _, err := w.svc.Parts(w.officer(), id, reviews.PartFilter{})
	if err != nil {
		t.Fatal(err)
	}
	byUnit := map[string]reviews.Part{}
	for _, p := range rows {
		byUnit[p.UnitName] = p
	}
	return byUnit
}

// say has a person and the leader answer all of the person's items.
func (w *world) say(t *testing.T, review uuid.UUID, person int, self, superior int16) []reviews.Item {
	t.Helper()
	_, _, items, err := w.svc.MyItems(w.self(person), review)
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range items {
		if err := w.svc.AssessSelf(w.self(person), reviews.Answer{ItemID: i.ID, Level: self}); err != nil {
			t.Fatal(err)
		}
		if w.people[person].ID == w.leader.ID {
			continue
		}
		if err := w.svc.Appraise(w.lead(), reviews.Answer{ItemID: i.ID, Level: superior}); err != nil {
			t.Fatal(err)
		}
	}
	return items
}

func (w *world) do(t *testing.T, part uuid.UUID, deeds ...reviews.Deed) {
	t.Helper()
	for _, d := range deeds {
		if err := w.svc.Do(w.officer(), part, d, "Nhập nhầm, cần sửa lại"); err != nil {
			t.Fatalf("%s: %v", d, err)
		}
	}
}

func (w *world) level(t *testing.T, person int) int16 {
	t.Helper()
	l, err := evidence.LevelOf(t.Context(), w.pool, w.people[person].ID, w.skills[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func (w *world) entries(t *testing.T, person int) []string {
	t.Helper()
	found, err := evidence.EntriesOf(t.Context(), w.pool, w.people[person].ID, w.skills[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range found {
		out = append(out, fmt.Sprint(e.Kind, " ", e.Action, " ", e.Level, " ", e.Capacity))
	}
	return out
}

func TestALaunchAsksEveryoneChosenAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := w.launch(t, reviews.Choice{})
	c, err := w.svc.Find(w.officer(), r.ID)
	if err != nil || c.Parts != 2 || c.People != 4 || c.Items != 8 {
		t.Fatalf("review = %+v, %v", c, err)
	}
	var told int
	if err := w.pool.NewRaw("select count(*) from outbox where kind = 'reviews.launched'").Scan(t.Context(), &told); err != nil || told != 4 {
		t.Errorf("told %d people: %v", told, err)
	}
	for name, tc := range map[string]struct {
		choice reviews.Choice
		want   reviews.Reach
	}{
		"one ward":       {reviews.Choice{Units: []uuid.UUID{w.tree.WardB.ID}}, reviews.Reach{Parts: 1, People: 1, Items: 2}},
		"one competency": {reviews.Choice{Competencies: []uuid.UUID{w.skills[1].ID}}, reviews.Reach{Parts: 2, People: 4, Items: 4}},
		"one position":   {reviews.Choice{Positions: []uuid.UUID{w.position.ID}}, reviews.Reach{Parts: 2, People: 4, Items: 8}},
	} {
		if got, err := w.svc.Reach(w.officer(), tc.choice); err != nil || got != tc.want {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
	_, err = w.svc.Launch(w.officer(), reviews.Review{Title: "x", Deadline: r.Deadline, Threshold: 2, AskSelf: true}, reviews.Choice{Positions: []uuid.UUID{uuid.New()}})
	if !errors.Is(err, fault.New(fault.Invalid, "reviews.nobody")) {
		t.Errorf("nobody chosen: %v", err)
	}
	var f *fault.Fault
	if _, err := w.svc.Launch(w.officer(), reviews.Review{}, reviews.Choice{}); !errors.As(err, &f) || len(f.Fields) != 4 {
		t.Errorf("nothing filled in: %v", err)
	}
}

func TestAnswersBecomeEvidenceOnceLockedAndGoWhenUnlocked(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := w.launch(t, reviews.Choice{})
	w.say(t, r.ID, 0, 4, 3)
	part := w.parts(t, r.ID)[w.tree.WardA.Name]
	if part.SelfDone != 2 || part.SuperiorDone != 2 {
		t.Errorf("counters = %+v", part)
	}
	if got := w.level(t, 0); got != 0 {
		t.Errorf("before the lock: level %d", got)
	}
	w.do(t, part.ID, reviews.Finish, reviews.Lock)
	if diff := cmp.Diff([]string{"appraisal attest 3 superior", "self attest 4 self"}, sorted(w.entries(t, 0))); diff != "" {
		t.Errorf("entries (-want +got):\n%s", diff)
	}
	if got := w.level(t, 0); got != 3 {
		t.Errorf("locked: level %d, want the superior's 3", got)
	}
	if err := w.svc.Do(w.officer(), part.ID, reviews.Lock, ""); !errors.Is(err, fault.New(fault.Conflict, "reviews.wrong_state")) {
		t.Errorf("locked twice: %v", err)
	}
	w.do(t, part.ID, reviews.Unlock)
	if got := w.level(t, 0); got != 0 {
		t.Errorf("unlocked: level %d", got)
	}
	w.say(t, r.ID, 0, 4, 2)
	w.do(t, part.ID, reviews.Finish, reviews.Lock)
	if got := w.level(t, 0); got != 2 {
		t.Errorf("locked anew: level %d, want 2", got)
	}
	if _, err := evidence.Verify(t.Context(), w.pool); err != nil {
		t.Error(err)
	}
}

func sorted(lines []string) []string {
	for i := range lines {
		for k := i; k > 0 && lines[k] < lines[k-1]; k-- {
			lines[k], lines[k-1] = lines[k-1], lines[k]
		}
	}
	return lines
}

func TestNobodyAnswersOutsideTheirPart(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := w.launch(t, reviews.Choice{})
	items := w.say(t, r.ID, 0, 1, 1)
	_, _, elsewhere, err := w.svc.MyItems(w.self(3), r.ID)
	if err != nil {
		t.Fatal(err)
	}
	_, _, leaders, err := w.svc.MyItems(w.self(2), r.ID)
	if err != nil {
		t.Fatal(err)
	}
	notFound := fault.New(fault.NotFound, "reviews.not_found")
	for name, tc := range map[string]struct {
		err  error
		want error
	}{
		"somebody else's item":  {w.svc.AssessSelf(w.self(1), reviews.Answer{ItemID: items[0].ID, Level: 5}), notFound},
		"another ward's person": {w.svc.Appraise(w.lead(), reviews.Answer{ItemID: elsewhere[0].ID, Level: 5}), notFound},
		"the leader's own item": {w.svc.Appraise(w.lead(), reviews.Answer{ItemID: leaders[0].ID, Level: 5}), fault.New(fault.Forbidden, "reviews.not_oneself")},
	} {
		if !errors.Is(tc.err, tc.want) {
			t.Errorf("%s: %v", name, tc.err)
		}
	}
	w.do(t, w.parts(t, r.ID)[w.tree.WardA.Name].ID, reviews.Finish)
	if err := w.svc.AssessSelf(w.self(0), reviews.Answer{ItemID: items[0].ID, Level: 5}); !errors.Is(err, fault.New(fault.Conflict, "reviews.finished")) {
		t.Errorf("after finishing: %v", err)
	}
}

func TestASuperiorIsNotLedByWhatOneSaysOfOneself(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := w.launch(t, reviews.Choice{})
	_, _, items, err := w.svc.MyItems(w.self(0), r.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range items {
		if err := w.svc.AssessSelf(w.self(0), reviews.Answer{ItemID: i.ID, Level: 5}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.svc.Appraise(w.lead(), reviews.Answer{ItemID: items[0].ID, Level: 2}); err != nil {
		t.Fatal(err)
	}
	p, err := w.svc.OfPerson(w.lead(), r.ID, w.people[0].ID)
	if err != nil || !p.May {
		t.Fatalf("person = %+v, %v", p, err)
	}
	if p.Items[0].SelfLevel == nil || p.Items[1].SelfLevel != nil {
		t.Errorf("items = %+v", p.Items)
	}
	_, _, mine, err := w.svc.MyItems(w.self(0), r.ID)
	if err != nil || mine[0].SuperiorLevel != nil {
		t.Errorf("the person sees the appraisal before the lock: %+v, %v", mine, err)
	}
}

func TestWhatLiesApartIsCalibrated(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := w.launch(t, reviews.Choice{})
	w.say(t, r.ID, 0, 5, 2)
	w.say(t, r.ID, 1, 1, 1)
	w.do(t, w.parts(t, r.ID)[w.tree.WardA.Name].ID, reviews.Finish, reviews.Lock)
	apart, _, err := w.svc.Calibration(w.officer(), r.ID, reviews.CalibrationFilter{Undecided: true})
	if err != nil || len(apart) != 2 || apart[0].Spread != 5 || apart[0].StaffID != w.people[0].ID {
		t.Fatalf("apart = %+v, %v", apart, err)
	}
	d := reviews.Decision{ItemID: apart[0].ID, Decision: reviews.Override, Level: 3, Reason: "Đã xem hồ sơ tại quầy", Until: clock.DayOf(w.clock.Now()).AddDays(200)}
	if err := w.svc.Decide(w.lead(), d); !errors.Is(err, fault.New(fault.Forbidden, "reviews.not_yours_to_decide")) {
		t.Errorf("a leader sets a level: %v", err)
	}
	short := d
	short.Reason, short.Until = "vì", clock.Day{}
	var f *fault.Fault
	if err := w.svc.Decide(w.officer(), short); !errors.As(err, &f) || len(f.Fields) != 2 {
		t.Errorf("no reason, no end: %v", err)
	}
	if err := w.svc.Decide(w.officer(), d); err != nil {
		t.Fatal(err)
	}
	if l, err := evidence.LevelOf(t.Context(), w.pool, w.people[0].ID, apart[0].CompetencyID); err != nil || l != 3 {
		t.Errorf("level %d, %v", l, err)
	}
	if err := w.svc.Decide(w.lead(), reviews.Decision{ItemID: apart[1].ID, Decision: reviews.Observe}); err != nil {
		t.Fatal(err)
	}
	left, _, err := w.svc.Calibration(w.officer(), r.ID, reviews.CalibrationFilter{Undecided: true})
	if err != nil || len(left) != 0 {
		t.Errorf("left = %+v, %v", left, err)
	}
}

func TestTestsSinceTheLaunchStandBesideTheAnswers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	test := func(e *evidence.Entry) { e.Kind = evidence.KindTest }
	evidencetest.Post(t, w.pool, w.clock.Now(), evidencetest.Entry(w.people[0], w.skills[0], 1, test, func(e *evidence.Entry) {
		e.ObservedAt = w.clock.Now().AddDate(0, 0, -9)
	}))
	r := w.launch(t, reviews.Choice{})
	w.clock.Advance(time.Hour)
	evidencetest.Post(t, w.pool, w.clock.Now(), evidencetest.Entry(w.people[0], w.skills[0], 3, test, func(e *evidence.Entry) { e.ObservedAt = w.clock.Now() }))
	w.do(t, w.parts(t, r.ID)[w.tree.WardA.Name].ID, reviews.Finish)
	p, err := w.svc.OfPerson(w.officer(), r.ID, w.people[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range p.Items {
		switch {
		case i.CompetencyID == w.skills[0].ID && (i.TestLevel == nil || *i.TestLevel != 3):
			t.Errorf("test = %v, want 3", i.TestLevel)
		case i.CompetencyID != w.skills[0].ID && i.TestLevel != nil:
			t.Errorf("a test that nobody took: %d", *i.TestLevel)
		}
	}
}

func TestRemindersAreSentOnceADayToThoseWhoAreLate(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := w.launch(t, reviews.Choice{})
	w.say(t, r.ID, 0, 1, 1)
	for i, want := range []int{3, 0} {
		if got, err := w.svc.Remind(w.officer(), r.ID, uuid.Nil); err != nil || got != want {
			t.Errorf("reminder %d: told %d, want %d: %v", i+1, got, want, err)
		}
	}
	w.clock.Advance(24 * time.Hour)
	if got, err := w.svc.Remind(w.officer(), r.ID, w.parts(t, r.ID)[w.tree.WardB.Name].ID); err != nil || got != 1 {
		t.Errorf("one part: told %d, %v", got, err)
	}
}

func TestTheDeadlineFinishesAndIsRemindedOfAhead(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := w.launch(t, reviews.Choice{})
	for _, step := range []struct {
		ahead    time.Duration
		finished int
	}{{11 * 24 * time.Hour, 0}, {3 * 24 * time.Hour, 0}, {24 * time.Hour, 2}} {
		w.clock.Advance(step.ahead)
		if got, err := w.svc.Tick(t.Context()); err != nil || got != step.finished {
			t.Errorf("after %s: finished %d, %v", step.ahead, got, err)
		}
	}
	var told int
	if err := w.pool.NewRaw("select count(*) from review_reminders where review_id = ?", r.ID).Scan(t.Context(), &told); err != nil || told != 4 {
		t.Errorf("reminded %d, %v", told, err)
	}
	if err := w.svc.Close(w.officer(), r.ID); !errors.Is(err, fault.New(fault.Conflict, "reviews.parts_open")) {
		t.Errorf("closed with open parts: %v", err)
	}
	for _, p := range w.parts(t, r.ID) {
		w.do(t, p.ID, reviews.Lock)
	}
	for range 2 {
		if err := w.svc.Close(w.officer(), r.ID); err != nil {
			t.Fatal(err)
		}
	}
}
