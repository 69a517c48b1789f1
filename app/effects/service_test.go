package effects_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/uptrace/bun"
	"github.com/xuri/excelize/v2"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/competency"
	"camtay/app/competency/competencytest"
	"camtay/app/effects"
	"camtay/app/event"
	"camtay/app/evidence"
	"camtay/app/evidence/evidencetest"
	"camtay/app/fault"
	"camtay/app/mentoring"
	"camtay/app/org"
	"camtay/app/org/orgtest"
	"camtay/app/staff"
	"camtay/app/staff/stafftest"
	"camtay/migrations/testdb"
)

// world is two wards whose posts require level 3 of one competency, a mentor of
// ward A, and the room's service on the day of the builders.
type world struct {
	pool     *bun.DB
	clock    *clock.Fake
	svc      *effects.Service
	tree     orgtest.Tree
	skill    competency.Competency
	position staff.Position
	mentor   staff.Person
}

func newWorld(t *testing.T) *world {
	t.Helper()
	pool := testdb.New(t)
	w := &world{pool: pool, clock: clock.NewFake(stafftest.Now()), tree: orgtest.NewTree(t, pool), position: stafftest.Position(t, pool)}
	outbox := event.NewOutbox()
	event.On(outbox, "test.due", func(context.Context, bun.Tx, effects.Due, time.Time) error { return nil })
	event.On(outbox, "test.late", func(context.Context, bun.Tx, effects.Late, time.Time) error { return nil })
	event.On(outbox, "test.look", func(context.Context, bun.Tx, effects.LookAsked, time.Time) error { return nil })
	w.svc = effects.New(pool, w.clock, outbox)
	w.skill = competencytest.Competency(t, pool)
	competencytest.Requirement(t, pool, w.position, w.skill, 3)
	w.mentor = stafftest.New(t, pool, w.tree.WardA, func(p *staff.Person) { p.GivenName = "Mai" })
	w.offer(t, w.mentor, 2)
	return w
}

func (w *world) offer(t *testing.T, p staff.Person, capacity int) {
	t.Helper()
	w.inTx(t, func(ctx context.Context, tx bun.Tx) error {
		return mentoring.PutProfiles(ctx, tx, []mentoring.Profile{{StaffID: p.ID, Open: true, Capacity: capacity, Modes: []string{mentoring.Desk}}}, w.clock.Now())
	})
}

func (w *world) inTx(t *testing.T, deed func(ctx context.Context, tx bun.Tx) error) {
	t.Helper()
	if err := w.pool.RunInTx(t.Context(), nil, deed); err != nil {
		t.Fatal(err)
	}
}

// person is somebody of a unit with a post that requires the competency.
func (w *world) person(t *testing.T, unit org.Unit, name string) staff.Person {
	t.Helper()
	p := stafftest.New(t, w.pool, unit, func(p *staff.Person) { p.GivenName = name })
	stafftest.Post(t, w.pool, p, w.position, unit)
	return p
}

// days is an instant some days from now; before now when negative.
func (w *world) days(n int) time.Time { return w.clock.Now().AddDate(0, 0, n) }

// over puts a completed pair with one confirmed hour that began and ended some
// days from now, and the mentor's word in the ledger.
func (w *world) over(t *testing.T, learner staff.Person, began, closed int, saw int16) uuid.UUID {
	t.Helper()
	pair := mentoring.Pair{
		ID: uuid.Must(uuid.NewV7()), MentorID: w.mentor.ID, LearnerID: learner.ID, CompetencyID: w.skill.ID, TargetLevel: 3, State: mentoring.Completed,
		RequestedAt: w.days(began - 1),
	}
	answered, ended := w.days(began), w.days(closed)
	pair.AnsweredAt, pair.ClosedAt = &answered, &ended
	held := w.days(closed - 1)
	session := mentoring.Session{
		ID: uuid.Must(uuid.NewV7()), PairID: pair.ID, HeldAt: held, Minutes: 60, Mode: mentoring.Desk, Done: "Cùng làm", Level: saw, LoggedAt: held, ConfirmedAt: &held,
	}
	w.insert(t, &pair)
	w.insert(t, &session)
	evidencetest.Post(t, w.pool, held, evidencetest.Entry(learner, w.skill, saw, func(e *evidence.Entry) {
		e.Kind, e.ActorID, e.Capacity, e.ObservedAt, e.Source, e.SourceID = evidence.KindCoaching, w.mentor.ID, evidence.CapacityMentor, held, "coaching_session", session.ID
	}))
	return pair.ID
}

func (w *world) insert(t *testing.T, row any) {
	t.Helper()
	if _, err := w.pool.NewInsert().Model(row).Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// sees posts an observation made some days from now.
func (w *world) sees(t *testing.T, p staff.Person, level int16, day int) {
	t.Helper()
	evidencetest.Post(t, w.pool, w.days(day), evidencetest.Entry(p, w.skill, level, func(e *evidence.Entry) { e.ObservedAt = w.days(day) }))
}

func (w *world) tick(t *testing.T) {
	t.Helper()
	if _, err := w.svc.Tick(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func (w *world) queued(t *testing.T, kind string) int64 {
	t.Helper()
	n, err := w.pool.NewSelect().Table("outbox").Where("kind = ?", kind).Count(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func as(role access.Role, path string, p staff.Person) context.Context {
	return access.With(context.Background(), access.Principal{
		AccountID: uuid.New(), StaffID: p.ID, Grants: []access.Grant{{Role: role, Path: path}},
	})
}

func (w *world) officer() context.Context {
	return as(access.DepartmentOfficer, w.tree.Province.Path, staff.Person{})
}

func (w *world) pairs(t *testing.T, ctx context.Context, f effects.Filter) []effects.Row {
	t.Helper()
	rows, _, _, err := w.svc.Pairs(ctx, f)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestAPairThatEndsHasItsLearnerLookedAtWithinTwoWeeks(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	learner := w.person(t, w.tree.CentreA, "An")
	w.sees(t, learner, 1, -60)
	pair := w.over(t, learner, -30, -1, 2)
	w.inTx(t, func(ctx context.Context, tx bun.Tx) error {
		return w.svc.OnClosed(ctx, tx, mentoring.Closed{PairID: pair, By: learner.ID}, w.clock.Now())
	})
	w.tick(t) // again changes nothing
	rows := w.pairs(t, w.officer(), effects.Filter{})
	if len(rows) != 1 {
		t.Fatalf("rows = %v", rows)
	}
	r := rows[0]
	if r.LevelBefore != 1 || r.Saw != 2 || r.LevelAfter != nil || r.Minutes != 60 || r.DueOn != clock.DayOf(w.days(13)) {
		t.Errorf("row = %+v", r)
	}
	if n := w.queued(t, effects.Due{}.Kind()); n != 1 {
		t.Errorf("%d messages of what is due", n)
	}
}

func TestThePairsOwnWordSettlesNothingAndAnothersDoes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	learner := w.person(t, w.tree.CentreA, "An")
	w.sees(t, learner, 1, -60)
	w.over(t, learner, -30, -5, 3)
	w.tick(t)
	evidencetest.Post(t, w.pool, w.days(-4), evidencetest.Entry(learner, w.skill, 3, func(e *evidence.Entry) {
		e.Kind, e.ActorID, e.Capacity, e.ObservedAt = evidence.KindCoaching, w.mentor.ID, evidence.CapacityMentor, w.days(-4)
	}))
	w.tick(t)
	if r := w.pairs(t, w.officer(), effects.Filter{}); r[0].DoneAt != nil {
		t.Fatalf("the mentor's own word settled it: %+v", r[0])
	}
	w.sees(t, learner, 2, -2)
	w.inTx(t, func(ctx context.Context, tx bun.Tx) error {
		return w.svc.OnLevelChanged(ctx, tx, evidence.LevelChanged{StaffID: learner.ID, CompetencyID: w.skill.ID}, w.clock.Now())
	})
	r := w.pairs(t, w.officer(), effects.Filter{Standing: effects.Done})
	if len(r) != 1 || *r[0].LevelAfter != 2 || r[0].LevelNow != 3 {
		t.Fatalf("after = %+v", r)
	}
}

func TestWhatIsLateIsListedAndRemindedOfOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.over(t, w.person(t, w.tree.CentreA, "An"), -30, -1, 2)
	w.over(t, w.person(t, w.tree.CentreA, "Bình"), -200, -100, 2) // long over when first seen
	w.tick(t)
	w.clock.Advance(15 * 24 * time.Hour)
	w.tick(t)
	w.tick(t)
	if late := w.pairs(t, w.officer(), effects.Filter{Standing: effects.Overdue}); len(late) != 2 {
		t.Errorf("%d late", len(late))
	}
	if n := w.queued(t, effects.Late{}.Kind()); n != 1 {
		t.Errorf("%d reminders, want one: nobody is told of what was late before anybody looked", n)
	}
}

func TestALearnerAsksForALookOnceADayAndNotForAnother(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	learner := w.person(t, w.tree.CentreA, "An")
	w.over(t, learner, -30, -1, 2)
	w.tick(t)
	me := as(access.Learner, w.tree.Province.Path, learner)
	mine, _, _, err := w.svc.Mine(me)
	if err != nil || len(mine) != 1 {
		t.Fatalf("%v, %v", mine, err)
	}
	for range 2 {
		if err := w.svc.AskLook(me, mine[0].ID); err != nil {
			t.Fatal(err)
		}
	}
	if n := w.queued(t, effects.LookAsked{}.Kind()); n != 1 {
		t.Errorf("superiors were told %d times", n)
	}
	var f *fault.Fault
	if err := w.svc.AskLook(as(access.Learner, w.tree.Province.Path, w.mentor), mine[0].ID); !errors.As(err, &f) || f.Code != fault.NotFound {
		t.Errorf("another's: %v", err)
	}
}

func TestEffectsAreReadWithinTheScopeOfTheReader(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.over(t, w.person(t, w.tree.CentreA, "An"), -60, -40, 2)
	w.over(t, w.person(t, w.tree.CentreB, "Bình"), -60, -40, 2)
	w.tick(t)
	leaderB := as(access.UnitLeader, w.tree.WardB.Path, staff.Person{})
	if rows := w.pairs(t, leaderB, effects.Filter{}); len(rows) != 1 || rows[0].LearnerName != "Nguyễn Thị Bình" {
		t.Errorf("ward B sees %v", rows)
	}
	sum, err := w.svc.Summary(leaderB, effects.Filter{})
	if err != nil || sum.Pairs != 1 || sum.Minutes != 60 || len(sum.Communes) != 1 {
		t.Errorf("%+v, %v", sum.Tally, err)
	}
	if _, err := w.svc.RecordOf(leaderB, w.mentor.ID); err == nil {
		t.Error("ward B reads the record of ward A's mentor")
	}
	if rows := w.pairs(t, w.officer(), effects.Filter{Q: "binh"}); len(rows) != 1 {
		t.Errorf("searching finds %d", len(rows))
	}
	if rows := w.pairs(t, w.officer(), effects.Filter{From: clock.DayOf(w.days(-10))}); len(rows) != 0 {
		t.Errorf("%d ended in the last days", len(rows))
	}
}

func TestPagesOfPairsHoldEachOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for i := range 5 {
		w.over(t, w.person(t, w.tree.CentreA, fmt.Sprintf("An %d", i)), -60, -40, 2)
	}
	w.tick(t)
	seen, after := map[uuid.UUID]bool{}, ""
	for range 3 {
		rows, next, _, err := w.svc.Pairs(w.officer(), effects.Filter{After: after, Limit: 2})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			seen[r.ID] = true
		}
		after = next
	}
	if len(seen) != 5 || after != "" {
		t.Errorf("%d rows, next %q", len(seen), after)
	}
}

// TestMentoredPeopleAreSetBesideSimilarOnes: in ward A thirty are mentored and
// rise from 1 to 2, in ward B thirty alike are not, of whom ten rise.
func TestMentoredPeopleAreSetBesideSimilarOnes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for i := range 30 {
		a, b := w.person(t, w.tree.CentreA, fmt.Sprintf("An %d", i)), w.person(t, w.tree.CentreB, fmt.Sprintf("Bình %d", i))
		w.sees(t, a, 1, -300)
		w.sees(t, b, 1, -300)
		w.over(t, a, -120, -90, 3)
		w.sees(t, a, 2, -85)
		if i%3 == 0 {
			w.sees(t, b, 2, -85)
		}
	}
	w.tick(t)
	sum, err := w.svc.Summary(w.officer(), effects.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	if sum.Done != 30 || sum.Gained != 30 || sum.Up != 30 || sum.Reached != 0 {
		t.Errorf("sums = %+v", sum.Tally)
	}
	e := sum.All
	if e.Matched != 30 || e.Verdict(effects.FewestMatched) != effects.Helped || e.Effect < 0.3 || e.Effect > 1 || e.Gain != 1 {
		t.Errorf("effect = %+v", e.Estimate)
	}
	if sum.All.Everyone.Treated != 30 || sum.All.Everyone.Pool != 30 || len(sum.All.Balance) == 0 || sum.All.Everyone.PlainMilli != 667 {
		t.Errorf("basis = %+v", sum.All.Everyone)
	}
	if sum.Measured.Matched == 0 || sum.Measured.Effect != 0 {
		t.Errorf("among those looked at, all rose alike: %+v", sum.Measured.Estimate)
	}
	record, err := w.svc.MyRecord(as(access.Mentor, w.tree.Province.Path, w.mentor))
	if err != nil || record.Coached != 30*60 || len(record.Rows) != 30 || record.Effect.Matched != 30 {
		t.Errorf("record = %+v, %v", record.Mentor, err)
	}
	b, err := w.svc.Summary(w.officer(), effects.Filter{UnitID: w.tree.WardB.ID})
	if err != nil || b.All.Matched != 0 || b.All.Verdict(effects.FewestMatched) != effects.TooFew {
		t.Errorf("ward B = %+v, %v", b.All.Estimate, err)
	}
}

func TestTheLoadShowsWhoCarriesTooMuchAndWhoNobody(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	idle := stafftest.New(t, w.pool, w.tree.WardB)
	w.offer(t, idle, 3)
	for i := range 3 {
		learner := w.person(t, w.tree.CentreA, fmt.Sprintf("An %d", i))
		began := w.days(-3)
		w.insert(t, &mentoring.Pair{
			ID: uuid.Must(uuid.NewV7()), MentorID: w.mentor.ID, LearnerID: learner.ID, CompetencyID: w.skill.ID, TargetLevel: 2,
			State: mentoring.Active, RequestedAt: began, AnsweredAt: &began,
		})
	}
	load, err := w.svc.Burden(w.officer(), uuid.Nil)
	if err != nil {
		t.Fatal(err)
	}
	want := effects.Fairness{Mentors: 2, Active: 3, MostPairs: 3, PairsGini: 5000, OverLoad: 1, IdleOnes: 1}
	if diff := cmp.Diff(want, load.All); diff != "" {
		t.Error(diff)
	}
	if len(load.Communes) != 2 {
		t.Errorf("communes = %v", load.Communes)
	}
	for flag, want := range map[effects.Flag]uuid.UUID{effects.FlagOver: w.mentor.ID, effects.FlagIdle: idle.ID} {
		found, _, err := w.svc.Mentors(w.officer(), effects.Filter{}, flag)
		if err != nil || len(found) != 1 || found[0].StaffID != want {
			t.Errorf("%s: %v, %v", flag, found, err)
		}
	}
}

func TestAPaperOfRecognitionCountsConfirmedHoursOfItsYear(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	learner := w.person(t, w.tree.CentreA, "An")
	w.over(t, learner, -60, -40, 2)
	w.over(t, learner, -500, -450, 2)
	w.sees(t, learner, 2, -30)
	w.tick(t)
	r, err := w.svc.RecognitionOf(w.officer(), w.mentor.ID, 2026)
	if err != nil || r.Minutes != 60 || r.Sessions != 1 || r.Learners != 1 || len(r.Rows) != 1 || r.Rows[0].LevelAfter == nil {
		t.Errorf("%+v, %v", r, err)
	}
	var f *fault.Fault
	if _, err := w.svc.RecognitionOf(w.officer(), learner.ID, 0); !errors.As(err, &f) || f.Key != "effects.no_mentor" {
		t.Errorf("somebody who never offered: %v", err)
	}
}

func TestTheWorkbookHoldsTheRowsOfTheFilter(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.over(t, w.person(t, w.tree.CentreA, "An"), -60, -40, 2)
	w.over(t, w.person(t, w.tree.CentreB, "Bình"), -60, -40, 2)
	w.tick(t)
	_, file, err := w.svc.Workbook(w.officer(), effects.Filter{UnitID: w.tree.WardB.ID}, "vi")
	if err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.GetRows("Hiệu quả kèm cặp")
	if err != nil || len(rows) != 2 || rows[1][0] != "Nguyễn Thị Bình" || rows[1][14] != "Quá hạn" {
		t.Errorf("%v, %v", rows, err)
	}
}
